"""Reads years, their parts in short codes ("4Q25", "FY2026"), decades and centuries."""

from __future__ import annotations

import re

from bongsu.evidence import date_patterns as patterns
from bongsu.evidence.date_days import weekday_after
from bongsu.evidence.date_forms import Form, Part
from bongsu.evidence.date_guards import is_year, word_before
from bongsu.evidence.date_words import BEFORE_HALF

_BARRED_BEFORE = frozenset("$€£₩¥￦#§.,/\\+:")


def code_first(text: str, at: int, end: int, low: int) -> Form | None:
    """Read what begins with "Q", "H", "FY" or "CY"."""
    if text[at] in "FC":
        return _fiscal(patterns.FISCAL_CODE.match(text, at, end), at)
    found = patterns.CODE_YEAR.match(text, at, end)
    if found is None:
        return None
    year = _full_year(found.group("year") or found.group("short"))
    if year is None and _is_label(text, found, low, end):
        return None
    return _coded(found, at, year)


def number_code(text: str, at: int, end: int) -> Form | None:
    """Read "4Q25", "1H 2025" or "21st century"."""
    found = patterns.NUMBER_CODE.match(text, at, end)
    if found:
        return _coded(found, at, _full_year(found.group("year") or found.group("spaced")))
    found = patterns.CENTURY.match(text, at, end)
    if found is None:
        return None
    part = Part(year=int(found.group("century")) * 100 - 100, unknown=2)
    return Form(start=at, end=found.end(), first=part)


def fiscal_words(text: str, at: int, end: int) -> Form | None:
    """Read "fiscal year 2026" and its like."""
    return _fiscal(patterns.FISCAL_WORDS.match(text, at, end), at)


def short_decade(text: str, at: int, end: int) -> Form | None:
    """Read "'90s"."""
    found = patterns.SHORT_DECADE.match(text, at, end)
    if found is None:
        return None
    digit = int(found.group("decade"))
    part = Part(year=(1900 if digit > 2 else 2000) + 10 * digit, unknown=1)
    return Form(start=at, end=found.end(), first=part)


def year_first(text: str, at: int, end: int, low: int) -> Form | None:
    """Read what begins with a year of four digits."""
    before = text[at - 1] if at > low else " "
    if before not in _BARRED_BEFORE:
        form = (
            _korean(text, at, end)
            or _day(text, at, end)
            or _part_of_year(text, at, end)
            or _decades(text, at, end)
            or _years(text, at, end, low)
        )
        if form is not None:
            return form
    found = patterns.YEAR.match(text, at, end)
    if found is None or not is_year(text, at, found.end(), (low, end)):
        return None
    return Form(start=at, end=found.end(), first=Part(year=int(found.group("year"))))


def _korean(text: str, at: int, end: int) -> Form | None:
    """Read "2025년 11월 14일" and its shorter kin."""
    found = patterns.KOREAN_DATE.match(text, at, end)
    if found is None:
        return None
    half = {"상": (1, 6), "하": (7, 12)}.get(found["half"] or "")
    part = Part(
        year=int(found["year"]),
        month=int(found["month"] or 0),
        day=int(found["day"] or 0),
        quarter=int(found["quarter"] or 0),
        months=half,
    )
    return Form(start=at, end=found.end(), first=part)


def _day(text: str, at: int, end: int) -> Form | None:
    found = patterns.ISO_DAY.match(text, at, end) or patterns.SPACED_DAY.match(text, at, end)
    if found is None:
        return None
    year, month, day = (int(found.group(group)) for group in ("year", "month", "day"))
    weekday = weekday_after(text, found.end(), end)
    part = Part(year=year, month=month, day=day, weekday=weekday)
    return Form(start=at, end=found.end(), first=part)


def _part_of_year(text: str, at: int, end: int) -> Form | None:
    found = patterns.YEAR_HALF.match(text, at, end)
    if found:
        half = int(found.group("half"))
        part = Part(year=int(found.group("year")), months=(6 * half - 5, 6 * half))
        return Form(start=at, end=found.end(), first=part)
    found = patterns.YEAR_QUARTER.match(text, at, end)
    if found is None:
        return None
    year, second = int(found.group("year")), None
    if found.group("quarter_2"):
        last = int(found.group("year_2") or year)
        second = Part(year=last, quarter=int(found.group("quarter_2")))
    first = Part(year=year, quarter=int(found.group("quarter")))
    return Form(start=at, end=found.end(), first=first, second=second)


def _decades(text: str, at: int, end: int) -> Form | None:
    found = patterns.DECADE.match(text, at, end)
    if found is None:
        return None
    decade = 10 * int(found.group("decade"))
    second = None
    if found.group("decade_2"):
        second = Part(year=10 * int(found.group("decade_2")), unknown=1)
    elif found.group("short"):
        second = Part(year=decade - decade % 100 + 10 * int(found.group("short")), unknown=1)
    return Form(start=at, end=found.end(), first=Part(year=decade, unknown=1), second=second)


def _years(text: str, at: int, end: int, low: int) -> Form | None:
    month = patterns.YEAR_MONTH.match(text, at, end)
    found = patterns.YEAR_TO_YEAR.match(text, at, end)
    year = int(text[at : at + 4])
    if found and found.group("year_2") in {"present", "today"}:
        return Form(start=at, end=found.end(), first=Part(year=year), opens="after")
    last = _last_year(found.group("year_2"), year) if found else 0
    if month and last != year + 1:  # "2010-11" is two years, "2025-11" a month
        part = Part(year=year, month=int(month.group("month")))
        return Form(start=at, end=month.end(), first=part)
    if found and year < last < year + 200 and is_year(text, at, found.end(), (low, end)):
        return Form(start=at, end=found.end(), first=Part(year=year), second=Part(year=last))
    return None


def _last_year(written: str, year: int) -> int:
    last = _full_year(written, year) or 0
    over = len(written) == 2 and last <= year and year % 100 > 89
    return last + 100 if over else last  # "1999-03"


def _full_year(text: str | None, near: int | None = None) -> int | None:
    """Return a year of two or four digits; two are taken after `near` or in 1950 to 2049."""
    if not text:
        return None
    value = int(text)
    if len(text) == 4:
        return value
    if near is not None:
        return near - near % 100 + value
    return value + (2000 if value < 50 else 1900)


def _coded(found: re.Match[str], at: int, year: int | None) -> Form | None:
    first, code = int(found.group("number")), found.group("code")
    last = int(found.group("number_2") or first)
    if code == "H":
        if first > 2 or last > 2:
            return None
        part = Part(year=year, months=(6 * first - 5, 6 * last))
    elif last > first:
        part = Part(year=year, months=(3 * first - 2, 3 * last))
    else:
        part = Part(year=year, quarter=first)
    return Form(start=at, end=found.end(), first=part)


def _is_label(text: str, found: re.Match[str], low: int, end: int) -> bool:
    """Whether "Q1" is a question or "H1" a visa or a virus rather than a part of a year."""
    after = text[found.end() : min(end, found.end() + 1)]
    if after in {"-", "/", "‑"} or (found.start() == low and after in {".", ":", ")"}):
        return True
    before = word_before(text, found.start(), low)[0].lower()
    return found.group("code") == "H" and before not in BEFORE_HALF


def _fiscal(found: re.Match[str] | None, at: int) -> Form | None:
    if found is None:
        return None
    year = _full_year(found.group("year"))
    last = _full_year(found.group("year_2"), year)
    second = Part(year=last) if last is not None and year is not None and last > year else None
    return Form(start=at, end=found.end(), first=Part(year=year), second=second)
