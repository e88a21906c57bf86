"""One event told in two places of a text in other words, known by its day and its figures.

"On May 14 members ratified it, with 61 percent in favor" and, paragraphs later, "the union approved
the accord on May 14 by 61 percent": the day, a figure and some of the words are the same, or the
day and most words. What the first paragraph tells may be told again with more, and so may what a
sentence calls back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.wording import content_words, matcher, prose, table
from bongsu.audit.structure.one_form import of_two_things
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Granularity, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex

_WORDS = 3  # content words that both have
_SHARE = 0.3  # of those of the shorter one
_BARE_WORDS = 4  # and of two without a figure
_BARE_SHARE = 0.6
_ALIKE = 2  # content words of two short sentences that have all but one in common
_MORE = 1  # words beyond those of the first paragraph: with more, it tells the lead out
_SMALL = 3  # a number up to it may be met anywhere
_MOST = 60  # sentences with a day that are compared
_CALLS_BACK = lazy_regex(
    r"\b(?:as (?:noted|mentioned|described|said|reported|above)|the same|the said|since|after|"
    r"(?<!came )(?<!brought )(?<!appeared )before|until|following|earlier|again|already|"
    r"had (?:been )?[a-z]+ed)\b"
    r"|^(?:this|that|these|those|such)\b",
    re.IGNORECASE,
)
_UNTOLD = {Kind.ORDINAL, Kind.AGE}


class _Dated(NamedTuple):
    sentence: Sentence
    days: frozenset[str]
    yearless: bool  # whether no year is written
    figures: frozenset[tuple[Kind, float]]
    words: frozenset[str]
    lead: bool  # whether it stands in the first paragraph
    recalls: bool


def retold_apart(evidence: Evidence) -> Iterator[tuple[Sentence, Sentence]]:
    """Yield a sentence and an earlier one of another place that tells the same of the same day."""
    told = list(_dated(evidence))[:_MOST]
    for first, second in combinations(told, 2):
        if second.recalls or not _one_day(first, second):
            continue
        adds = len(second.words - first.words)
        if first.lead and adds > _MORE:
            continue
        if _differ(first, second):
            continue
        if of_two_things(evidence.words(first.sentence), evidence.words(second.sentence)):
            continue  # "The North fired ...", "The South fired ..."
        least = min(len(first.words), len(second.words))
        common = first.figures & second.figures
        fewest, share = (_WORDS, _SHARE) if common or not adds else (_BARE_WORDS, _BARE_SHARE)
        shared, lost = len(first.words & second.words), len(first.words - second.words)
        alike = shared >= _ALIKE and adds + lost <= _MORE and _ended(evidence, first, second)
        if alike or shared >= max(fewest, share * least):
            yield second.sentence, first.sentence


def _ended(evidence: Evidence, first: _Dated, second: _Dated) -> bool:
    """Whether both are whole sentences, and no headings or lines of a list."""
    return all(evidence.words(one.sentence).rstrip().endswith(".") for one in (first, second))


def _one_day(first: _Dated, second: _Dated) -> bool:
    """Whether two tell of one day; one without its year is any year's."""
    if first.yearless or second.yearless:
        return bool({day[4:] for day in first.days} & {day[4:] for day in second.days})
    return bool(first.days & second.days)


def _dated(evidence: Evidence) -> Iterator[_Dated]:
    opening = next((sentence.block for sentence, _ in prose(evidence)), -1)
    for sentence, text in prose(evidence):
        kind = evidence.block_of(sentence).kind
        if kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        dates = within(evidence.dates, sentence.start, sentence.end)
        told = [date for date in dates if date.granularity is Granularity.DAY and date.edtf]
        days = frozenset(date.edtf or "" for date in told)
        yearless = not any(has_year(evidence, date) for date in told)
        figures = frozenset(
            (quantity.kind, quantity.value)
            for quantity in within(evidence.quantities, sentence.start, sentence.end)
            if _tells(quantity) and quantity.value is not None
        )
        if len(days) == 1:
            recalls = _CALLS_BACK.search(text) or matcher("duplicates", "another").search(text)
            lead = kind is BlockKind.PARAGRAPH and sentence.block == opening
            words = frozenset(word for word in content_words(text) if word.isalpha()) - _months()
            yield _Dated(sentence, days, yearless, figures, words, lead, recalls is not None)


@cache
def _months() -> frozenset[str]:
    return content_words(" ".join(table("consistency")["everywhere"]) + " " + " ".join(_MONTHS))


_MONTHS = (
    *("january", "february", "march", "april", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


def _tells(quantity: Quantity) -> bool:
    return quantity.kind not in _UNTOLD and abs(quantity.value or 0.0) > _SMALL


def _differ(first: _Dated, second: _Dated) -> bool:
    """Whether each has figures of its own: then they tell of different parts of a day."""
    return bool(first.figures - second.figures and second.figures - first.figures)
