"""How long after a year the news of a text is said to have come: "77 years after ... in 1948".

"The milestone came 77 years after Korea began exporting in 1948": what came is what the text tells,
on the day that its last sentences give or, if they give none, on that of publication.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex

_CAME = guarded_regex(
    r"^\W*(?:(?:This|That|It|The)\s(?:latest\s|new\s|record\s)?(?:(?:milestone|achievement|feat|move|"
    r"decision|ruling|record|result|news|step|breakthrough|deal|agreement|visit|summit|launch|vote|"
    r"change|reform|law|return|rise|increase|cut)\s)?)"
    r"(?:came|comes|was|is|follows|followed|arrived|happened|occurred)\s(?:[a-z]+ly\s|some\s|about\s)?$"
)
_AFTER = lazy_regex(r"\safter\s(?:[\w’',.$-]+\s){2,14}?in\s$")
_BACK = 3  # sentences in which the day of what came may be told
_ROOM = 1  # years: a year may not be full


class CameAfter(NamedTuple):
    """A length of time, the year that it is told from, and how many years there are."""

    length: Quantity
    since: DateMention
    years: int


def came_after(evidence: Evidence, day: dt.date | None) -> Iterator[CameAfter]:
    """Yield the years after a year that the news of a text did not take to come."""
    rows = list(prose(evidence))
    for place, (sentence, words) in enumerate(rows):
        if day is None or " after " not in words or in_quotes(evidence, sentence, sentence.start):
            continue
        for length in within(evidence.quantities, sentence.start, sentence.end):
            if length.kind is not Kind.DURATION or length.unit != "year" or not length.value:
                continue
            since = _since(evidence, sentence, length)
            if length.comparator is not Comparator.EXACT or since is None or since.first is None:
                continue
            years = _year_of_news(evidence, rows[max(0, place - _BACK) : place], day)
            told = years - since.first.year
            if told > 0 and not 0 <= told - length.value <= _ROOM:
                yield CameAfter(length, since, told)


def _since(evidence: Evidence, sentence: Sentence, length: Quantity) -> DateMention | None:
    """Return the year after which a sentence says that its subject came so long."""
    text = evidence.text
    if _CAME.match(text[sentence.start : length.start]) is None:
        return None
    behind = [d for d in within(evidence.dates, length.end, sentence.end) if d.first]
    before = within(evidence.dates, sentence.start, length.start)
    if before or not behind or behind[0].granularity is not Granularity.YEAR:
        return None
    return behind[0] if _AFTER.fullmatch(text, length.end, behind[0].start) else None


def _year_of_news(evidence: Evidence, rows: Sequence[tuple[Sentence, str]], day: dt.date) -> int:
    """Return the year that the last sentences tell, that of publication if they tell none."""
    for sentence, _ in reversed(rows):
        dates = [d for d in within(evidence.dates, sentence.start, sentence.end) if d.first]
        if dates and dates[-1].first is not None:
            return dates[-1].first.year
    return day.year
