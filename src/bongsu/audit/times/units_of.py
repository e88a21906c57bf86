"""The sentences of an article and the rows of its tables, each with the dates that it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.passed_time import days_of
from bongsu.audit.reading.wording import prose
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Sentence
from bongsu.patterns import lazy_regex


class Unit(NamedTuple):
    """A sentence, a row of a table or an item, with its dates."""

    start: int
    end: int
    block: int
    words: str
    dates: tuple[DateMention, ...]
    label: str = ""  # what the row of a table is on, or the words above an item named but "Date"


_ENDS_SPAN = lazy_regex(  # before a date that is the end of a stretch, and no day of an event
    r"\b(?:(?:months?|year|quarter|weeks)\s(?:to|ended|ending|through)|(?:has|have)\suntil)\s$"
)


@remembered
def units(evidence: Evidence) -> Iterator[Unit]:
    """Yield the sentences of an article, and the rows of its tables, with their dates."""
    for sentence, words in prose(evidence):
        dates = tuple(
            date
            for date in days_of(evidence, sentence.start, sentence.end)
            if not _ENDS_SPAN.search(evidence.text, sentence.start, date.start)
        )
        label = _heading(evidence, sentence) if dates and _GENERIC.match(words) else ""
        yield Unit(
            start=sentence.start,
            end=sentence.end,
            block=sentence.block,
            words=words,
            dates=dates,
            label=label,
        )
    for table in evidence.article.tables:
        heads = table.rows[0] if table.has_header and table.rows else ()
        for row in table.rows[1:] if heads else table.rows:
            yield from _row(evidence, heads, row)


_GENERIC = lazy_regex(r"\W*(?:(?:New\s)?Dates?|When|Days?|Time|Date\sand\stime)\s?:", re.IGNORECASE)
_HEADING = 80  # code points: longer paragraphs head no list


def _heading(evidence: Evidence, sentence: Sentence) -> str:
    """Return the words above the list in which a sentence is an item."""
    for block in reversed(evidence.article.blocks):
        if block.start < sentence.start and block.kind is not BlockKind.ITEM:
            words = evidence.words(block)
            return words if len(words) < _HEADING and not words.endswith(".") else ""
    return ""


def _row(evidence: Evidence, heads: Sequence[Block], row: Sequence[Block]) -> Iterator[Unit]:
    if row:
        start, end = row[0].start, row[-1].end
        words = " ".join(evidence.words(cell) for cell in (*heads, *row))
        dates = tuple(days_of(evidence, start, end))
        label = evidence.words(row[0])
        yield Unit(start=start, end=end, block=-1, words=words, dates=dates, label=label)
