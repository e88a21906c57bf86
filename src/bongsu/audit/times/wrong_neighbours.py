"""Years told from the day of writing that the words beside them rule out (DT502, DT505).

What is set for next year is measured from this year and not from last year; what will be done is
done neither earlier this month nor last month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_FROM_LAST = lazy_regex(
    r"\b(?:up|down|more|less|higher|lower|larger|smaller|rise|fall|increase|cut|drop|gain|growth|raised|lowered)\b"
    r"(?:[^.;:]|\.\d){0,50}?\s(?:from|than|over|on|compared\s(?:to|with)|against)\s(?:(?:that|those|the\s\w+)\s(?:of|in|for)\s)?"
    r"(?P<told>last\syear)(?:['’]s)?\b"
)
_WILL_BACK = lazy_regex(
    r"\b(?:will|shall|is\sto|are\sto|plans?\sto|is\sdue\sto|are\sdue\sto)\s(?!not\b|have\b)[^,;:.]{3,70}?\s"
    r"(?<!\bthan\s)(?<!\bfrom\s)(?<!\bof\s)(?<!\bover\s)(?<!\bin\s)(?P<told>(?:earlier\s(?:this|last)|later\slast|last)\s(?:week|month))\b(?!['’]s)"
)
_LATER_LAST = lazy_regex(r"\b(?P<told>later\slast\s(?:week|month|year))\b")
_DEED = lazy_regex(
    r"\b[a-z]{3,}ed\b|\b(?:made|given|set|held|struck|begun|taken|sent|than|after|since|which|that|who|as)\b"
)


class Neighbour(NamedTuple):
    """A time told from the day of writing, and the words that rule it out."""

    start: int
    end: int
    unit: str  # "year" or "month"
    why: str


def wrong_neighbours(evidence: Evidence, day: dt.date) -> Iterator[Neighbour]:
    """Yield the times told from the day of writing that cannot go with the words around them.

    Parameters
    ----------
    evidence : Evidence
        The article.
    day : dt.date
        The day of publication.
    """
    for sentence, words in prose(evidence):
        if "last " not in words and "earlier this" not in words:
            continue
        found = _FROM_LAST.search(words)
        if found is not None and _of_next_year(evidence, sentence.start, found.start(), day):
            at = sentence.start + found.start("told"), sentence.start + found.end("told")
            if not in_quotes(evidence, sentence, at[0]):
                yield Neighbour(*at, "year", f"a figure of {day.year + 1} is measured from it")
        found = _WILL_BACK.search(words) or _LATER_LAST.search(words)
        if found is not None and not _DEED.search(found[0]):
            at = sentence.start + found.start("told"), sentence.start + found.end("told")
            if not in_quotes(evidence, sentence, at[0]):
                yield Neighbour(*at, "month", f"“{found[0].split()[0]}” does not go with it")


def _of_next_year(evidence: Evidence, start: int, at: int, day: dt.date) -> bool:
    """Whether the one year that a sentence names before a comparison is the one to come."""
    years = [
        date
        for date in within(evidence.dates, start, start + at)
        if date.granularity is Granularity.YEAR and date.first is not None
    ]
    named = [date for date in years if has_year(evidence, date)]
    return len(years) == len(named) == 1 and named[0].first == dt.date(day.year + 1, 1, 1)
