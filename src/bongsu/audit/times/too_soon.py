"""What one sentence tells as done, and another puts on a day that is still to come."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.kinship import calls_back, kinship
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead
from bongsu.audit.times.units_of import Unit, units
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_SOON = 60  # days to come within which a text would speak of an event's day
_FAR = 60  # code points from a verb from which on a date is that of something else
_SHORT = 20  # sentences and rows of an article in which an event is soon found again
_GIVES = lazy_regex(  # what does nothing but put an event on its day
    r"\b(?:is|has\sbeen|have\sbeen)\s(?:the\s(?:\w+\s)?(?:day|date)|set|fixed|scheduled|planned|due|put)\b|"
    r"\b(?:has|have)\s(?:set|put|fixed|scheduled|chosen)\b|\bis\s(?:on|due)\b|\b(?:takes?\splace|opens?|begins?|starts?|falls?|follows?)\son\b|^[^.]{3,70}:\s"
)
_PURE = lazy_regex(r"\bis\sthe\s(?:\w+\s)?(?:day|date)\b")
_THERE = lazy_regex(
    r"\b(?:there|then|on\s(?:that|the)\s(?:occasion|day)|at\s(?:it|the\smeeting))\b"
)
_ANOTHER = lazy_regex(  # "the first session is due" is not the meeting told just before
    r"\W*(?:The|Its|Their|An?)\s(?:first|next|second|third|inaugural|new|following|another)\b"
)
_NEXT = lazy_regex(r"\b(?:its|their)\snext\b")  # what comes again, and was held before
_BEFORE = lazy_regex(
    r"\b(?:had|has|have|yesterday|last|ago|earlier|previous\w*|since|until|in\s(?:19|20)\d\d|before)\b",
)


class TooSoon(NamedTuple):
    """A verb in the past tense and the day to come of what it tells."""

    start: int
    end: int
    date: DateMention
    sure: bool


def told_too_soon(evidence: Evidence, day: dt.date) -> Iterator[TooSoon]:
    """Yield the verbs that tell as done what is put on a day to come elsewhere."""
    every = units(evidence)
    coming = [
        (place, date)
        for place, unit in enumerate(every)
        if (date := _coming(evidence, unit, day)) is not None
    ]
    for place, date in coming:
        unit = every[place]
        found = list(_beside(evidence, every, place, date))
        yield from found
        if not found and len(every) <= _SHORT and len(coming) <= 3:
            yield from _elsewhere(evidence, every, unit, date)


_OUTCOME = lazy_regex(
    r"(?:passed|adopted|rejected|defeated|ratified|held|signed|completed|finished|delivered|carried|met|"
    r"voted\s(?:down|through)|dismissed|acquitted|convicted|done|took\splace)\b|[^.]*\b\d+\s(?:votes?\s)?(?:to|against)\s\d+$",
    re.IGNORECASE,
)
_PLANNED = lazy_regex(
    r"\b(?:plan\w*|schedul\w*|expect\w*|forecast\w*|target\w*|due|deadline|until|by|next|expir\w*|effective|"
    r"force|start\w*|matur\w*|open\w*)\b",
    re.IGNORECASE,
)


def outcomes_too_soon(evidence: Evidence, day: dt.date) -> Iterator[TooSoon]:
    """Yield the outcomes in the rows of a table whose day is still to come."""
    for table in evidence.article.tables:
        if not table.has_header or len(table.rows) < _ROWS:
            continue
        heads = " ".join(evidence.words(cell) for cell in table.rows[0])
        if _PLANNED.search(heads):
            continue
        for row in table.rows[1:]:
            dates = [d for cell in row for d in days_of(evidence, cell.start, cell.end)]
            if len(dates) != 1 or dates[0].first is None or not has_year(evidence, dates[0]):
                continue
            if dates[0].granularity is not Granularity.DAY or dates[0].first <= day:
                continue
            for cell in row[1:]:
                words = evidence.words(cell).strip()
                if _OUTCOME.match(words) and not _PLANNED.search(words):
                    yield TooSoon(start=cell.start, end=cell.end, date=dates[0], sure=True)
                    break


_ROWS = 3


def _coming(evidence: Evidence, unit: Unit, day: dt.date) -> DateMention | None:
    """Return the one day of a sentence, row or item that lies ahead, where it gives the day."""
    row = unit.block < 0
    if not unit.dates or not (row or _GIVES.search(unit.words)):
        return None
    if _NEXT.search(unit.words[: unit.dates[0].start - unit.start]):
        return None
    if row and not has_year(evidence, unit.dates[0]):
        return None
    date = unit.dates[0]
    if PAST.search(unit.words[: date.start - unit.start]) and _PURE.search(unit.words) is None:
        return None
    if date.granularity is not Granularity.DAY or date.first is None:
        return None
    first = date.first
    if date.role == "timeline" and not has_year(evidence, date):
        return None
    if not has_year(evidence, date) and first <= day:
        first = first.replace(year=day.year, day=min(first.day, 28))
    return date if 0 < (first - day).days <= _SOON else None


def _past(evidence: Evidence, unit: Unit) -> tuple[int, int] | None:
    """Return where the verb stands by which a sentence tells of what is done, at no stated time."""
    found = SURELY_PAST.search(unit.words) or PAST.search(unit.words)
    if found is None or looks_ahead(unit.words[: found.end() + _FAR // 2], "tenses"):
        return None
    if _BEFORE.search(unit.words[: found.end() + _FAR]) is not None:
        return None
    if within(evidence.dates, unit.start, unit.start + found.end() + _FAR):
        return None
    start = unit.start + found.start()
    sentence = Sentence(start=unit.start, end=unit.end, block=unit.block)
    return None if in_quotes(evidence, sentence, start) else (start, unit.start + found.end())


def _beside(
    evidence: Evidence, every: Sequence[Unit], place: int, date: DateMention
) -> Iterator[TooSoon]:
    unit = every[place]
    for other in every[max(0, place - 1) : place + 2]:
        if other is unit or other.block != unit.block or other.block < 0:
            continue
        span = _past(evidence, other)
        if span is None:
            continue
        behind = other.start > unit.start
        score = kinship(unit.words, other.words)
        score += 2 * (behind and _THERE.search(other.words) is not None)
        if not behind and not _ANOTHER.match(unit.words):
            score += 2 if _PURE.search(unit.words) else calls_back(unit.words)
        if score >= 2:
            yield TooSoon(start=span[0], end=span[1], date=date, sure=score >= 2)
            return


def _elsewhere(
    evidence: Evidence, every: Sequence[Unit], unit: Unit, date: DateMention
) -> Iterator[TooSoon]:
    told = [(other, _past(evidence, other)) for other in every if other.block != unit.block]
    near = [
        (kinship(unit.words, other.words), span)
        for other, span in told
        if span is not None and other.block >= 0
    ]
    best = max(near, default=(0, None), key=lambda pair: pair[0])
    if best[0] >= 2 and best[1] is not None:
        yield TooSoon(start=best[1][0], end=best[1][1], date=date, sure=best[0] >= 4)
