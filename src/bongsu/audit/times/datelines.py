"""Datelines against the day of publication, and years that indices are based on (DT503)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_PLACE = lazy_regex(r"\s{0,8}[A-Z][A-Z.’'-]+(?:[ /,]{1,2}[A-Z][A-Za-z.’'-]+){0,4},\s$")
_BEHIND = lazy_regex(r"\s?(?:\([A-Z][\w .&/]+\)\s?)?(?:-{1,2}|–|—|:)")
_LEAD = 6  # sentences among which the dateline opens one
_LATE = 3  # days by which a page may come out after its text was filed


def off_datelines(evidence: Evidence, day: dt.date | None) -> Iterator[TwoDays]:
    """Yield the day of a dateline that is not about that of the publication above it."""
    published = [date for date in evidence.dates if date.role == "publication" and date.first]
    if day is None or not published or published[0].first != day:
        return
    for sentence in evidence.sentences[:_LEAD]:
        for date in within(evidence.dates, sentence.start, sentence.end)[:1]:
            if date.granularity is not Granularity.DAY or date.first is None:
                continue
            if date is published[0] or not _opens(evidence, sentence.start, date):
                continue
            filed = date.first
            if date.relative:  # without its year it is of the one that brings it nearest
                years = (day.year - 1, day.year, day.year + 1)
                filed = min(
                    (filed.replace(year=year, day=min(filed.day, 28)) for year in years),
                    key=lambda one: abs((one - day).days),
                ).replace(day=filed.day)
            if not -_LATE <= (filed - day).days <= 1:
                yield TwoDays(date=date, other=published[0], sure=abs((filed - day).days) > 7)


def _opens(evidence: Evidence, start: int, date: DateMention) -> bool:
    before = evidence.text[start : date.start]
    return bool(_PLACE.fullmatch(before) and _BEHIND.match(evidence.text, date.end))


_BASE = guarded_regex(r"\(?(?P<year>(?:19|20)\d\d)\s?=\s?100\b")


def other_bases(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the one "2016=100" among all the "2015=100" of an article."""
    found = list(_BASE.finditer(evidence.text, evidence.article.start, evidence.article.end))
    counts = Counter(match["year"] for match in found)
    if len(counts) != 2:
        return
    (usual, often), (odd, once) = counts.most_common()
    if once != 1 or often < 2 or abs(int(usual) - int(odd)) > 1:
        return
    of_odd = next(match for match in found if match["year"] == odd)
    of_usual = next(match for match in found if match["year"] == usual)
    yield TwoDays(
        date=_year(*of_odd.span("year"), odd),
        other=_year(*of_usual.span("year"), usual),
        sure=False,
    )


def _year(start: int, end: int, written: str) -> DateMention:
    return DateMention(start=start, end=end, edtf=written, granularity=Granularity.YEAR)
