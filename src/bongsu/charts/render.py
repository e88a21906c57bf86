"""Drawings as SVG and PNG, by vl-convert: no browser, no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import altair as alt
import vl_convert
from altair.utils import schemapi

from bongsu.errors import BadFile

_VEGA_LITE = "6.4"  # the version that vl-convert carries and the specs are written for
_PNG_WIDTH = 1440  # px


@contextmanager
def unchecked() -> Iterator[None]:
    """Build charts without Altair's check of each mark against the Vega-Lite schema.

    The check takes more than half of the time that a page needs, and our forms pass it in tests;
    whoever goes on from a chart by hand has it as usual.
    """
    with schemapi.debug_mode(False):
        yield


def spec(chart: alt.LayerChart) -> str:
    """Return the Vega-Lite spec as JSON; the same inputs give the same bytes."""
    drawing = chart.to_dict(validate=schemapi.DEBUG_MODE)  # see `unchecked`
    return json.dumps(drawing, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def svg(chart: alt.LayerChart) -> str:
    """Return the drawing as SVG, with presentation attributes on every mark."""
    return str(vl_convert.vegalite_to_svg(spec(chart), vl_version=_VEGA_LITE, allowed_base_urls=[]))


def png(chart: alt.LayerChart, *, fonts: Path | None = None) -> bytes:
    """Return the drawing as PNG, 1,440 px wide.

    Parameters
    ----------
    chart : alt.LayerChart
        With captions, so that it is complete alone.
    fonts : Path, optional
        A folder of fonts to register first: Korean text needs one where the machine has none.

    Raises
    ------
    BadFile
        If the folder of fonts does not exist.
    """
    if fonts is not None:
        if not fonts.is_dir():
            raise BadFile("no such folder of fonts", where=str(fonts), mend="check the path")
        vl_convert.register_font_directory(str(fonts))
    drawing = chart.to_dict()
    width = drawing["width"] + drawing["padding"]["left"] + drawing["padding"]["right"]
    return bytes(
        vl_convert.vegalite_to_png(
            spec(chart), vl_version=_VEGA_LITE, scale=_PNG_WIDTH / width, allowed_base_urls=[]
        )
    )


def texts(chart: alt.LayerChart) -> tuple[str, ...]:
    """Return every text that a drawing shows, as its form declared it."""
    return tuple(chart.usermeta["texts"])
