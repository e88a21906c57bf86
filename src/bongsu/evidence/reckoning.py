"""The day from which a text reckons "last year" and "in May", where its head does not say it.

A dateline, a month on a line of its own, the day of its first announcement or the name of its file
tell about when it was written. That is enough to resolve its dates, and too little to say that it
was published then: rules that need the day of publication do not use it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from pathlib import PurePath

from bongsu.evidence.date_calendar import on_calendar
from bongsu.evidence.date_forms import Part
from bongsu.evidence.date_reading import forms
from bongsu.evidence.documents import Article, BlockKind
from bongsu.patterns import lazy_regex

_HEAD = 6  # blocks among which a line with a month or a dateline stands
_LEAD = 400  # code points of a paragraph in which it says when something was announced
_PLACE = lazy_regex(r"[A-Z][A-Za-z.’' -]{1,40}(?:, [A-Z][A-Za-z.]{1,20})?[,:] ?\Z")
_OPENS = lazy_regex(r" ?(?:\([A-Za-z][\w /.-]{1,40}\) ?)?(?:--|[–—-]|:|/)|[.,]? ?\(")
_ANNOUNCED = lazy_regex(
    r"\b(?:announced|released|said|decided|reported|published|unveiled|signed|voted)\b"
)
_IN_NAME = lazy_regex(
    r"(?<!\d)(?P<year>19[5-9]\d|20\d\d)(?:[-_.]?(?P<month>0[1-9]|1[0-2])(?:[-_.]?"
    r"(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


def reckoned(text: str, article: Article, name: str) -> dt.date | None:
    """Return the day from which an article's times without a year are reckoned.

    Parameters
    ----------
    text : str
        Text of the document.
    article : Article
        One article of it.
    name : str
        Name of its file.
    """
    if article.published is not None:
        return article.published
    named = _named(PurePath(name).name)
    return _headed(text, article, named) or named


def _headed(text: str, article: Article, named: dt.date | None) -> dt.date | None:
    """Return the day of a dateline, a line with a month alone, or the first announcement."""
    for block in article.blocks[:_HEAD]:
        if block.kind in {BlockKind.CELL, BlockKind.NOTE}:
            continue
        end = min(block.end, block.start + _LEAD)
        for form in forms(text, block.start, end)[:2]:
            part = form.first
            if part is None or not part.month or form.second or form.relation:
                continue
            before, behind = text[block.start : form.start], text[form.end : end]
            alone = form.end - form.start + 12 >= block.end - block.start
            line = _PLACE.fullmatch(before) and _OPENS.match(behind)
            told = part.day and _ANNOUNCED.search(text, block.start, end)
            if part.year is None and not (line and named):
                continue
            if alone or line or (told and part.year):
                return _day(part, part.year or (named.year if named else 0))
    return None


def _day(part: Part, year: int) -> dt.date | None:
    time = on_calendar(part, year)
    return time.last if time is not None and time.exists else None


def _named(name: str) -> dt.date | None:
    """Return the last day that the last date in a file's name may mean.

    Examples
    --------
    >>> _named("release-2025-11-14.txt"), _named("outlook_202405.md"), _named("s03-r41481-2017.txt")
    (datetime.date(2025, 11, 14), datetime.date(2024, 5, 31), datetime.date(2017, 12, 31))
    """
    found = list(_IN_NAME.finditer(name))
    if not found:
        return None
    year, month = int(found[-1]["year"]), int(found[-1]["month"] or 12)
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(int(found[-1]["day"] or last), last))
