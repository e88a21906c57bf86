"""Where charts of tariffs are put: a name that says SVG or PNG, in a folder that is there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bongsu.errors import OutOfRange

if TYPE_CHECKING:
    import altair as alt


def check_file(file: Path) -> None:
    """Refuse a file that is neither SVG nor PNG, by its suffix, or that cannot be put there.

    Raises
    ------
    OutOfRange
        If it is neither.
    BadOutput
        If its folder is not there, or it is one.
    """
    from bongsu.results.files import refuse_place

    if file.suffix.lower() not in {".svg", ".png"}:
        raise OutOfRange(
            f"{file.name} is neither SVG nor PNG", where="--chart", mend="name it .svg or .png"
        )
    refuse_place(file.absolute(), overwrite=True)  # a path out of this folder is the user's choice


def write(drawn: alt.LayerChart, file: Path) -> None:
    """Write a chart as SVG or PNG.

    Raises
    ------
    BadOutput
        If it cannot be written.
    """
    from bongsu.charts import png, svg
    from bongsu.results.files import whole_file

    image = svg(drawn).encode() if file.suffix.lower() == ".svg" else png(drawn)
    with whole_file(file.absolute(), overwrite=True) as stream:
        stream.write(image)
