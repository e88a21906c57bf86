"""Periods that frame the main figure of a text on another one: "In February", in April's report.

Further off than what one compares with, and with nothing in the sentence that tells of history.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.times.periods_told import Period, periods_in
from bongsu.audit.times.title_period import Astray
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Sentence, within
from bongsu.patterns import lazy_regex

_HEAD = 120  # code points: longer lines are no headings
_LEAD = 6  # sentences within which a text gives its main figure
_FEW = 4  # years back: a text on one year tells of older ones as history
_ISSUE = lazy_regex(
    r"\b(?:survey|monitor|report|review|accounts|results|statistics)\b", re.IGNORECASE
)
_OPENS_IN = lazy_regex(r"\W*(?:In|During|For|Over|Throughout)\s(?:the\s)?")
_BACKGROUND = lazy_regex(
    r"\b(?:had|compared|than\sin\s(?:19|20)|since|when|after|began|launched|introduced|enacted)\b"
)


def framed_otherwise(evidence: Evidence) -> Iterator[Astray]:
    """Yield the periods that frame the first figures of a section, or of an issue of a survey."""
    span = evidence.article.title_span or (0, 0)
    blocks = evidence.article.blocks
    for place, block in enumerate(blocks[:-1]):
        titled = block.start < span[1]
        if block.kind is not BlockKind.HEADING or block.end - block.start > _HEAD:
            continue
        named = periods_in(evidence, block.start, block.end)
        if len(named) != 1 or (titled and not _ISSUE.search(evidence.words(block))):
            continue
        end = evidence.article.end if titled else blocks[place + 1].end
        body = [s for s in evidence.sentences if block.end <= s.start < end]
        for sentence in body[: _LEAD if titled else 1]:
            periods = periods_in(evidence, sentence.start, sentence.end, named[0].year)
            if _frames(evidence, sentence, periods, named[0]):
                yield Astray(found=periods[0], titled=named[0], sure=False)


def _frames(
    evidence: Evidence, sentence: Sentence, periods: Sequence[Period], title: Period
) -> bool:
    """Whether a sentence with figures opens in its one period, well before a title's."""
    if len(periods) != 1 or periods[0].months != title.months or title.months not in {1, 12}:
        return False
    apart = (title.place - periods[0].place) // title.months
    opening = evidence.text[sentence.start : periods[0].start]
    if not 1 < apart < (_FEW if title.months == 12 else 12) or not _OPENS_IN.fullmatch(opening):
        return False
    figures = [
        q
        for q in within(evidence.quantities, sentence.start, sentence.end)
        if q.kind not in {Kind.ORDINAL, Kind.DURATION, Kind.AGE}
    ]
    return bool(figures) and not _BACKGROUND.search(evidence.words(sentence))
