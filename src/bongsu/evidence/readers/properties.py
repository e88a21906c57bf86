"""What the properties of a file say, without what programs put there by themselves."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path

from bongsu.patterns import regex
from bongsu.yaml_files import load_yaml

_FILE_NAME = regex(r"\S{1,200}\.(?:docx?|pdf|hwpx?|indd|odt|rtf|txt|html?)", re.IGNORECASE)
_MADE_BY = regex(r"(?:Microsoft Word|Microsoft PowerPoint|untitled)\s?-.*", re.IGNORECASE)
_DAY = regex(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)|(\d{4})(\d{2})(\d{2})(?!\d)")
_BETWEEN_NAMES = regex(r"\s*(?:;|,(?! Jr\b)|\band\b|&)\s*")


def title_of(text: str) -> str:
    """Return a title, or nothing if it is a file's name or a program's word for none."""
    text = " ".join(text.split())[:300]
    if text.lower() in _no_names()[1] or _FILE_NAME.fullmatch(text) or _MADE_BY.match(text):
        return ""
    return text


def authors_of(text: str) -> tuple[str, ...]:
    """Return the names in a property that holds one or several.

    Examples
    --------
    >>> authors_of("A. Kim; B. Lee"), authors_of("anonymous")
    (('A. Kim', 'B. Lee'), ())
    """
    names = _BETWEEN_NAMES.split(" ".join(text.split())[:500])
    return tuple(
        dict.fromkeys(name for name in names if name and name.lower() not in _no_names()[0])
    )


def day_of(text: str) -> dt.date | None:
    """Return the day that a machine-readable date begins with, if it does.

    Examples
    --------
    >>> day_of("2026-02-10T09:30:00Z"), day_of("20260210"), day_of("soon")
    (datetime.date(2026, 2, 10), datetime.date(2026, 2, 10), None)
    """
    found = _DAY.match(text.strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part is not None)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@cache
def _no_names() -> tuple[frozenset[str], frozenset[str]]:
    table = load_yaml(Path(__file__).parent / "tables" / "no_names.yaml")
    return frozenset(table["authors"]), frozenset(table["titles"])
