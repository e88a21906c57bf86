"""Formats, one a file: each turns a `Report` into text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import cast

from bongsu.audit.reports import Report

FORMATS = ("text", "full", "json", "jsonl", "sarif", "github", "gitlab", "junit", "html")
MODULES = {"json": "json_list", "jsonl": "json_lines"}  # what would hide a module of Python


def render(report: Report, form: str, *, colour: bool = False) -> str:
    """Return a report in a format; nothing is imported for the others.

    Parameters
    ----------
    report : Report
        What was found.
    form : str
        One of `FORMATS`.
    colour : bool
        Whether a terminal shows it; only `full` and `text` care.
    """
    module = import_module(f"{__name__}.{MODULES.get(form, form)}")
    if form in {"text", "full"}:
        coloured = cast("Callable[..., str]", module.render)
        return coloured(report, colour=colour)
    return cast("Callable[[Report], str]", module.render)(report)
