"""One event told in two places of a text in other words, known by its day and its figures.

"On May 14 members ratified it, with 61 percent in favor" and, paragraphs later, "the union approved
the accord on May 14 by 61 percent": the day, a figure and some of the words are the same. What the
first paragraph tells may be told again with more, and so may what a sentence calls back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.wording import content_words, matcher, prose
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Granularity, Kind, Quantity, Sentence, within

_WORDS = 3  # content words that both have
_SHARE = 0.3  # of those of the shorter one
_SMALL = 3  # a number up to it may be met anywhere
_MOST = 60  # sentences with a day that are compared
_CALLS_BACK = lazy_regex(
    r"\b(?:as (?:noted|mentioned|described|said|reported|above)|the same|the said|since|after|"
    r"before|until|following|earlier|again|already|had (?:been )?[a-z]+ed)\b"
    r"|^(?:this|that|these|those|such)\b",
    re.IGNORECASE,
)
_UNTOLD = {Kind.ORDINAL, Kind.AGE}


class _Dated(NamedTuple):
    sentence: Sentence
    days: frozenset[str]
    figures: frozenset[tuple[Kind, float]]
    words: frozenset[str]
    lead: bool  # whether it stands in the first paragraph
    recalls: bool


def retold_apart(evidence: Evidence) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield a sentence and an earlier one of another place that tells the same of the same day."""
    told = list(_dated(evidence))[:_MOST]
    for first, second in combinations(told, 2):
        if first.lead or second.recalls or not first.days & second.days:
            continue
        if not first.figures & second.figures or _differ(first, second):
            continue
        shared = len(first.words & second.words)
        if shared >= max(_WORDS, _SHARE * min(len(first.words), len(second.words))):
            yield second.sentence, first.sentence


def _dated(evidence: Evidence) -> Iterator[_Dated]:
    opening = next((sentence.block for sentence, _ in prose(evidence)), -1)
    for sentence, text in prose(evidence):
        kind = evidence.block_of(sentence).kind
        if kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        dates = within(evidence.dates, sentence.start, sentence.end)
        days = frozenset(
            date.edtf for date in dates if date.granularity is Granularity.DAY and date.edtf
        )
        figures = frozenset(
            (quantity.kind, quantity.value)
            for quantity in within(evidence.quantities, sentence.start, sentence.end)
            if _tells(quantity) and quantity.value is not None
        )
        if len(days) == 1 and figures:
            recalls = _CALLS_BACK.search(text) or matcher("duplicates", "another").search(text)
            lead = kind is BlockKind.PARAGRAPH and sentence.block == opening
            words = frozenset(word for word in content_words(text) if word.isalpha())
            yield _Dated(sentence, days, figures, words, lead, recalls is not None)


def _tells(quantity: Quantity) -> bool:
    return quantity.kind not in _UNTOLD and abs(quantity.value or 0.0) > _SMALL


def _differ(first: _Dated, second: _Dated) -> bool:
    """Whether each has figures of its own: then they tell of different parts of a day."""
    return bool(first.figures - second.figures and second.figures - first.figures)
