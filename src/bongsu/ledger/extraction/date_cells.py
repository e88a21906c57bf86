"""Days as tables abbreviate them: "30-Oct-25", "10/31/25", "11월 3일", "12.15".

Running text seldom has them, and there they may be something else; a cell of a column of dates is
nothing but a day. Where day and month may be either way round, or no year is printed, the period of
the table decides, and else the American order and the last such day before publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.ledger.extraction.periods import Stretch

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:\(?(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?\)?,?\s*)?"
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}\s*{_WEEKDAY}", re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}})[-/ ]{_NAME}[-/ ,’']+{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[- ]{_NAME}",
        rf"{_NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?",
        rf"(?P<day>\d{{1,2}})\.\s?{_NAME}(?:\s{_YEAR})?",
        rf"{_NAME}[-/](?P<day>\d{{1,2}})[-/]{_YEAR}",
        r"(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<year>\d{2})",
        r"(?P<one>\d{1,2})[/.](?P<two>\d{1,2})\.?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"(?:(?P<year>\d{4}|\d{2})년\s*)?(?P<month>\d{1,2})월(?:\s*(?P<day>\d{1,2})일)?",
    )
)
_MARKS = re.compile(r"\s*(?:\[\w{1,3}\]|\(\w\)|[*†‡§¹²³⁴⁵]+)\s*\Z")  # of footnotes
_CENTURY = 2000  # of years with two digits


def day_of_cell(text: str, period: Stretch | None, published: dt.date | None) -> str | None:
    """Return the day of a cell in EDTF, none if it is written in none of these ways.

    Examples
    --------
    >>> day_of_cell("30-Oct-25", None, None), day_of_cell("10/31/25", None, None)
    ('2025-10-30', '2025-10-31')
    >>> day_of_cell("11월 3일", None, dt.date(2026, 1, 15)), day_of_cell("soon", None, None)
    ('2025-11-03', None)
    """
    bare = " ".join(_MARKS.sub("", text).split())
    for form in _FORMS:
        found = form.fullmatch(bare)
        days = list(_read(found.groupdict(), period, published)) if found else []
        if days:
            within = [day for day in days if period and period.first <= day <= period.last]
            if not within and "." in bare and "one" in form.groupindex:
                return None  # a number, for all that anybody can tell
            chosen = (within or days)[0]
            whole = found is not None and (found.groupdict().get("day") or "one" in form.groupindex)
            return chosen.isoformat() if whole else f"{chosen:%Y-%m}"
    return None


def _read(
    part: dict[str, str | None], period: Stretch | None, published: dt.date | None
) -> Iterator[dt.date]:
    """Yield the days that the parts of a date may be, the likeliest first."""
    told = {name: int(part.get(name) or 0) for name in ("month", "day", "one", "two", "year")}
    pairs = [(told["month"] or _month(part.get("name") or ""), told["day"] or 1)]
    if told["one"]:
        pairs = [(told["one"], told["two"]), (told["two"], told["one"])]
    year = told["year"]
    if year:
        years = [year + _CENTURY if year < 100 else year]
    else:
        years = [published.year, published.year - 1] if published else []
        years += [period.first.year, period.last.year] if period else []
    for month, day in pairs:
        for each in dict.fromkeys(years):
            try:
                read = dt.date(each, month, day)
            except ValueError:
                continue
            if year or published is None or read <= published:
                yield read


def _month(name: str) -> int:
    """Return the number of a month in English, 0 if it is none."""
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
