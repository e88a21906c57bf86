"""Lines that are a label and figures: "Exports: $683.8 billion (2024); $632.2 billion (2023)".

Fact sheets, country profiles and tables left as text are made of them. A line that holds a sentence
is none; a table with cells has a reader of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter
from typing import NamedTuple

from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import A_YEAR, content_words
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_LABEL = lazy_regex(
    r"[-*\u2022\u00b7\u2013\s]*(?P<label>[^:\n]{2,70}?)\s*(?::|\s[-\u2013\u2014=]|\t)\s*"
)
_BARE_FIGURE = lazy_regex(  # "Total births 230,028": no colon, and nothing but a figure behind
    r"[-*\u2022\u00b7\u2013\s]*(?P<label>[A-Za-z][^:\n\d]{2,60}?)\s+(?=[-+\u2212$\u20a9\d])"
)
_SENTENCE = lazy_regex(  # a verb or a preposition before a figure: that is no label
    r"\b(?:is|are|was|were|has|have|had|will|would|rose|fell|grew|reached|of|to|by|from|in|at|about|"
    r"than|and|with|for|the|a|an|some|said|says)$",
    re.IGNORECASE,
)
_LONGEST = 300  # code points; a longer line is prose
_LEAD = 24  # code points between a label and its first figure
_GAP = 2  # a blank line may part two lines of one group
_FIGURES = 8
_START = attrgetter("start")
_TIME = content_words(
    "year years month quarter earlier before ago previous previously prior preceding last now "
    "months quarters decade weeks week "
    "current today same period end half first second third fourth fiscal"
)


class Valued(NamedTuple):
    """A figure of a line with the date that stands by it."""

    quantity: Quantity  # without its sign
    date: DateMention | None
    lead: str  # what stands between the figure before and this one


class LabelledLine(NamedTuple):
    """A label with its figures."""

    number: int  # of the line
    label: str
    words: frozenset[str]  # of the label, without those of time
    date: DateMention | None  # in the label
    figures: tuple[Valued, ...]
    end: int  # of the line

    @property
    def timed(self) -> bool:
        """Whether its label names a time and nothing else."""
        return not self.words


@remembered
def groups(evidence: Evidence) -> Iterator[tuple[LabelledLine, ...]]:
    """Yield the labelled lines of an article that follow each other, two or more."""
    group: list[LabelledLine] = []
    for line in _lines(evidence):
        if group and line.number - group[-1].number > _GAP:
            if len(group) > 1:
                yield tuple(group)
            group = []
        group.append(line)
    if len(group) > 1:
        yield tuple(group)


def figures_above(evidence: Evidence, start: int) -> list[Quantity]:
    """Return the first figures of the labelled lines that end right before a place in the text."""
    above = [
        group
        for group in groups(evidence)
        if not evidence.text[group[-1].end : start].strip() and group[-1].end <= start
    ]
    return [line.figures[0].quantity for line in above[-1]] if above else []


def _lines(evidence: Evidence) -> Iterator[LabelledLine]:
    for line in text_lines(evidence):
        if line.end - line.start > _LONGEST:
            continue
        text = evidence.text[line.start : line.end]
        match = _LABEL.match(text) or _BARE_FIGURE.match(text)
        if match is None or _SENTENCE.search(match["label"]):
            continue
        start = line.start + match.end()
        figures = tuple(_figures(evidence, start, line.end))
        if not figures or figures[0].quantity.start - start > _LEAD or len(figures) > _FIGURES:
            continue
        dates = _dates(evidence, line.start, start)
        label = match["label"]
        bare = label
        for date in dates:
            bare = bare.replace(evidence.text[date.start : date.end], " ")
        yield LabelledLine(
            number=line.number,
            label=label.lower(),
            words=content_words(A_YEAR.sub(" ", bare)) - _TIME,
            date=dates[0] if len(dates) == 1 else None,
            figures=figures,
            end=line.end,
        )


def _dates(evidence: Evidence, start: int, end: int) -> list[DateMention]:
    first = bisect_left(evidence.dates, start, key=_START)
    last = bisect_left(evidence.dates, end, key=_START)
    return list(evidence.dates[first:last])


def _figures(evidence: Evidence, start: int, end: int) -> Iterator[Valued]:
    some = within(evidence.quantities, start, end)
    before = start
    for place, quantity in enumerate(some):
        upto = some[place + 1].start if place + 1 < len(some) else end
        dates = _dates(evidence, quantity.end, upto)
        lead = evidence.text[before : quantity.start]
        before = quantity.end
        if quantity.value is None or quantity.malformed or quantity.kind is Kind.ORDINAL:
            continue
        size = replace(quantity, value=abs(quantity.value))
        yield Valued(quantity=size, date=dates[0] if dates else None, lead=lead)
