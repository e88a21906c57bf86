"""Differences of two percentages that are called percent, wherever in an article the three stand.

The arithmetic is the evidence: no pair of amounts makes the percentage right, and one pair of
percentages lies just so far apart. What is itself a change or a growth rate is no such level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bongsu.audit.reading.changed import Changed, changed, way_of
from bongsu.audit.reading.far_pairs import Trio, both_of_kind, made_right
from bongsu.audit.reading.fits import difference, fits, growth
from bongsu.audit.reading.placed import Pair, Placed, in_order, pairs, placed
from bongsu.audit.reading.topics import linked, of_one_topic, words_beside
from bongsu.audit.reading.wording import content_words, frequent_words
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex


def in_points(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages with their difference, which is called percent."""
    if not changed(evidence):
        return
    every = [*_of_percents(evidence)]
    if not every:
        return
    others = [pair for pair in pairs(evidence) if pair[0].quantity.kind not in PERCENTS]
    for change in changed(evidence):
        said = change.quantity
        if said.comparator is not Comparator.EXACT or made_right(change, others):
            continue
        if _is_growth(change):
            continue
        some = [
            pair
            for pair in every
            if said.start not in {level.quantity.start for level in pair}
            and not any(_moves(level) for level in pair)
            and (_of_one_row(pair) or of_one_topic(change, pair))
            and linked(change, pair)
        ]
        if any(pair[0].cell for pair in some) and len(some) * said.step > _FEW_ROWS:
            some = [pair for pair in some if of_one_topic(change, pair)]
        hits = [
            in_order(change.way, *pair)
            for pair in some
            if fits(said, difference, pair[0].quantity, pair[1].quantity)
            and _apart_as_written(said, pair)
        ]
        if not hits or any(fits(said, growth, *trio) for trio in hits):
            continue
        chance = len(some) * said.step / 10.0
        near = any(_close_by(change, level) for pair in some for level in pair)
        if not near and not any(_of_one_matter(change, level) for pair in some for level in pair):
            continue
        if change.near and chance < (0.6 if near else 0.25):
            yield (*hits[0], said)


def names_row(evidence: Evidence, level: Quantity, change: Quantity) -> bool:
    """Whether the sentence of a change names the row of a table from which its level is taken.

    True of a level in prose. Without such a name a table bears a change out by its digits alone.
    """
    cells = [each.cell for each in placed(evidence) if each.quantity.start == level.start]
    if not cells or cells[0] is None:
        return True
    number, row, _ = cells[0]
    label = evidence.article.tables[number].rows[row][0]
    said = next((one for one in evidence.sentences if one.start <= change.start < one.end), None)
    own = content_words(evidence.text[label.start : label.end])
    return said is not None and bool(own & content_words(evidence.text[said.start : said.end]))


_FEW_ROWS = 0.8  # points: with more rows or coarser figures some two are so far apart by chance


def _of_one_row(pair: Pair) -> bool:
    """Whether two percentages are the cells of a row: one answer, one ratio at two times."""
    first, second = pair
    return bool(first.cell and second.cell and first.cell[:2] == second.cell[:2])


def _of_percents(evidence: Evidence) -> Iterator[Pair]:
    """Yield the pairs of percentages, also of those that are bare numbers in the text."""
    headed = {
        number
        for number, table in enumerate(evidence.article.tables)
        if table.has_header
        and table.rows
        and _PERCENT_SIGN.search(evidence.words(table.rows[0][0]))
    }
    for first, second in pairs(evidence):
        if both_of_kind((first, second), Kind.PERCENT):
            yield first, second
        elif headed and first.cell and first.cell[0] in headed and _bare(first) and _bare(second):
            yield _in_percent(first), _in_percent(second)
    for first, second in pairwise(placed(evidence)):
        if (
            first.quantity.kind is Kind.PERCENT
            and first.frame is second.frame
            and second.quantity.kind is Kind.COUNT
            and second.value <= _ALL
            and _ENDS.match(second.frame.text, second.at + 1)
        ):
            yield first, _in_percent(second)  # "won 17 percent and the others 71"


_PERCENT_SIGN = lazy_regex(r"%|\bper ?cent\b", re.IGNORECASE)
_ALL = 100.0
_ENDS = lazy_regex(r"[.,;)]|$")


def _bare(level: Placed) -> bool:
    return level.quantity.kind is Kind.COUNT and not level.quantity.noun


def _in_percent(level: Placed) -> Placed:
    return level._replace(quantity=replace(level.quantity, kind=Kind.PERCENT, unit="percent"))


def _apart_as_written(said: Quantity, pair: Pair) -> bool:
    """Whether two percentages are as far apart as is said, and not only as they may be rounded."""
    apart = abs(pair[0].value - pair[1].value) - (said.value or 0.0)
    fine = all(level.quantity.step <= 1.01 * said.step for level in pair)
    return abs(apart) <= (0.51 * said.step if fine else 1e-6)


_GROWTH = lazy_regex(r" (?:[a-z]+ )?(?:growth|expansion)\b")
_GROWTH_OF = lazy_regex(r"\b(?:growth|expansion) (?:rate )?of (?:[a-z]+ )?$", re.IGNORECASE)


_FROM_ONE_TO_THE_NEXT = lazy_regex(
    r"\b(?:year|quarter|month)[ -](?:on|over)[ -](?:year|quarter|month)\b|"
    r"\b(?:qoq|yoy|mom|q/q|y/y|m/m)\b|"
    r"\bper ?cent (?:over|in) the (?:year|quarter|month)\b.*"
    r"\bper ?cent (?:over|in) the (?:year|quarter|month)\b",
    re.IGNORECASE,
)


def _is_growth(change: Changed) -> bool:
    """Whether a percentage is growth and so a level itself: "4 percent growth"."""
    text = change.frame.text
    return bool(
        _GROWTH.match(text, change.at + 1)
        or _GROWTH_OF.search(text, 0, change.at)
        or _FROM_ONE_TO_THE_NEXT.search(text)
    )


def _moves(level: Placed) -> bool:
    """Whether a percentage is itself a change: "a 0.3 percent slide", "cut output by 9 percent"."""
    text = level.frame.text
    if _RESPECTIVELY.match(text, level.at + 1):
        return True  # "up 53 percent and 14 percent respectively"
    behind = _NEXT_WORD.match(text, level.at + 1)
    if behind is not None and way_of(behind[1]) in {"up", "down"}:
        return True
    words = regex(r"[a-z]+").findall(text[: level.at].lower())[-_VERB_BACK:]
    moved = [place for place, word in enumerate(words) if way_of(word) in {"up", "down"}]
    if moved and not _TO_LEVEL & set(words[moved[-1] :]):
        return True
    return _BY.search(text, 0, level.at) is not None


_RESPECTIVELY = lazy_regex(r",? respectively,? (?:from|on|over|than|compared|year)\b")
_VERB_BACK = 5  # words before a figure, in which its verb stands
_TO_LEVEL = {"to", "at", "from", "of", "than", "was", "is", "were", "are", "which", "and", "in"}
_NEXT_WORD = lazy_regex(r" ([a-z]{4,})\b")
_BY = lazy_regex(r"\bby (?:[a-z]+ )?\W?(?:[a-z]+ )?$")


def _of_one_matter(change: Changed, level: Placed) -> bool:
    """Whether the sentence of a change has a word of those beside a level far from it."""
    own = content_words(change.frame.text) - frozenset(frequent_words(change.frame.evidence))
    return bool(own & words_beside(level)) or level.cell is not None


def _close_by(change: Changed, level: Placed) -> bool:
    return level.block == change.frame.sentence.block
