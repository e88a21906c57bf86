"""Figures that differ by one slip of the finger, where a text means one and the same figure.

Two figures with the same digits in another order ("41.8" and "48.1") are seldom two figures; two
with one digit changed ("27" and "22") are one figure only if all that is said of them agrees. How
far it carries is weighed: how many digits there are, whether both are of one named period, and how
many words of their clauses they share. What is told of two periods is left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.figure_lines import in_a_row
from bongsu.audit.reading.sameness import opposed, told_apart
from bongsu.audit.reading.wording import content_words, sizes_and_times
from bongsu.audit.statements.told_again import REVISED, Around, Rarity, rarity, told_again
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    Claim,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Role,
    within,
)
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex, regex

_KINDS = frozenset(
    {
        Kind.MONEY,
        Kind.COUNT,
        Kind.PERCENT,
        Kind.PERCENT_CHANGE,
        Kind.RATE,
        Kind.PHYSICAL,
        Kind.DURATION,
        Kind.INDEX,
    }
)
_SCALE = lazy_regex(r"\s?(thousand|million|billion|trillion)?\b", re.IGNORECASE)
_REACH = 90  # code points around a figure in which its own words stand
_MOST = 300  # figures of one article that are compared
_SWAPPED = 5.0  # weight from which two figures are one with two digits swapped
_FEW = 2.0  # below this weight two digits were swapped that are all there is
_CHANGED = 6.0  # and one with a digit changed, on the agreement of their words alone
_YEARS = range(1900, 2100)
_OTHERWISE = lazy_regex(
    r"\b(?:revis\w+|preliminar\w+|initial\w*|previously|originally|correct\w+|instead|respectively|"
    r"forecast\w*|projected|another|further|other|additional|separate\w*)\b"
)
_COMPARED = lazy_regex(
    r"\b(?:from|than|versus|against|compared|between|while|respectively|up|down|rose|fell|"
    r"lead|margin|outperform\w*|exceed\w*|surpass\w*|beat)\b"
)
_CHANGE = lazy_regex(r"\bby\s(?:(?:about|some|nearly|around|almost|an?)\s)?[$\u20ac\u00a3\u00a5]?$")
_POINTS_BACK = lazy_regex(
    r"(?:\b(?:that|this|these|those|the\ssame|said)\s(?:\w+\s){0,3}?|\bthe\s(?:19|20)\d\d\s\w+\sof\s)$",
    re.IGNORECASE,
)


class _Written(NamedTuple):
    """A figure as it is written, with what tells what it is about."""

    claim: Claim
    digits: str
    places: int  # behind the point
    scale: str  # "billion", or "" where the text leaves it to a head of a table
    unit: tuple[str, str]
    words: frozenset[str]
    periods: frozenset[str]
    said: str  # the words around
    at: int  # where the figure stands in these

    @property
    def quantity(self) -> Quantity:
        return self.claim.quantity


def mistyped(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two figures of which one is the other with a slip of the finger, as they stand."""
    found: dict[tuple[int, int], list[_Number]] = defaultdict(list)
    read = cache(lambda one: _read(evidence, *one))
    rare = rarity(evidence)
    for claim, digits, places, end in _numbers(evidence):
        found[len(digits), places].append((claim, digits, places, end))
    for some in found.values():
        often = Counter(one[1] for one in some)
        for one, other in combinations(some[:_MOST], 2):
            if one[1] == other[1] or (often[one[1]] > 1 < often[other[1]]):
                continue
            slip = _slip(one[1], other[1])
            if slip is None:
                continue
            cells = _in_table(evidence, one[0]), _in_table(evidence, other[0])
            if all(cells) or (any(cells) and max(often[one[1]], often[other[1]]) > 1):
                continue  # cells of one table are different figures, and what stands twice is meant
            first, second = read(one), read(other)
            if not _one_thing(first, second):
                continue
            once = max(often[one[1]], often[other[1]]) == 1 and not any(cells)
            if not _weighs(slip, first, second) and not (
                once and _again(evidence, first, second, rare, turned=slip > 0)
            ):
                continue
            if first.claim.sentence != second.claim.sentence or not _COMPARED.search(
                evidence.text, first.quantity.end, second.quantity.start
            ):
                yield first.claim, second.claim


def _again(
    evidence: Evidence, first: _Written, second: _Written, rare: Rarity, *, turned: bool
) -> bool:
    """Whether what stands around two figures of two sentences makes them one."""
    if first.claim.sentence == second.claim.sentence or first.unit != second.unit:
        return False
    roles = {first.claim.role, second.claim.role}
    if len(roles) > 1 and Role.CHANGE in roles:
        return False
    here, there = (
        Around(evidence, one.quantity, one.words, one.said, one.at) for one in (first, second)
    )
    return told_again(here, there, len(first.digits.strip("0")), rare, turned=turned)


def _in_table(evidence: Evidence, claim: Claim) -> bool:
    """Whether a figure is one of a table, or of a row of figures that is left of one."""
    if evidence.block_of(evidence.sentences[claim.sentence]).kind is BlockKind.CELL:
        return True
    return in_a_row(evidence, claim.quantity.start)


_Number = tuple[Claim, str, int, int]  # with its digits, those behind the point, and its end


def _numbers(evidence: Evidence) -> Iterator[_Number]:
    for claim in evidence.claims:
        quantity = claim.quantity
        if quantity.kind not in _KINDS or quantity.value is None or quantity.malformed:
            continue
        number = NUMERAL.search(evidence.text, quantity.start, quantity.end)
        if number is None or quantity.comparator not in NO_BOUNDS:
            continue
        whole, _, part = number[0].replace(",", "").partition(".")
        digits = whole + part
        if len(digits.strip("0")) < 2:
            continue
        if part or int(whole) not in _YEARS or quantity.kind is not Kind.COUNT:
            yield claim, digits, len(part), number.end()


def _read(evidence: Evidence, claim: Claim, digits: str, places: int, end: int) -> _Written:
    quantity, sentence = claim.quantity, evidence.sentences[claim.sentence]
    block = evidence.block_of(sentence)
    if block.kind is BlockKind.CELL:
        row = evidence.article.tables[block.table].rows
        cells = [*row[0][block.column : block.column + 1], *row[block.row][:1]]
        said, start = " ".join(evidence.words(cell) for cell in cells), quantity.start
        periods = frozenset([claim.period] if claim.period else [])
    else:
        start = max(sentence.start, quantity.start - _REACH)
        stop = min(sentence.end, quantity.end + _REACH)
        said = evidence.text[start:stop]
        periods = frozenset(
            date.edtf
            for date in within(evidence.stretches, start, stop)
            if date.edtf and ".." not in date.edtf and date.granularity is not Granularity.VAGUE
        )
    scale = _SCALE.match(evidence.text, end)
    return _Written(
        claim,
        digits,
        places,
        (scale[1] or "").lower() if scale else "",
        (quantity.kind.value, quantity.unit),
        content_words(regex(r"[\d.,$%]+").sub(" ", said)) - sizes_and_times(),
        periods,
        said,
        quantity.start - start,
    )


def _slip(first: str, second: str) -> float | None:
    """Return what two swapped digits weigh, 0 if one digit is changed, none if more are apart."""
    apart = [at for at in range(len(first)) if first[at] != second[at]]
    if len(apart) == 1:
        return 0.0
    if len(apart) == 2 and sorted(first) == sorted(second) and apart[1] - apart[0] == 1:
        told = max(len(first.strip("0")), len(second.strip("0")))
        return min(told, 4.0) if told > 2 else 1.5
    return None


def _one_thing(first: _Written, second: _Written) -> bool:
    """Whether nothing tells two figures apart: unit, scale, period, or words of comparison."""
    a, b = first.claim, second.claim
    changes = [_CHANGE.search(one.said[: one.at]) for one in (first, second)]
    both = a.role is b.role is Role.CHANGE and a.sentence != b.sentence
    if bool(changes[0]) != bool(changes[1]) and not both:
        return False  # "costs rose by 106", and what they are
    starts = [one.part == "from" for one in (a, b)]
    if starts[0] != starts[1] or (first.scale and second.scale and first.scale != second.scale):
        return False
    if first.unit != second.unit and not (_bare(first) or _bare(second)):
        return False
    if first.periods and second.periods and not first.periods & second.periods:
        return False
    if a.sentence != b.sentence or (a.period is not None and a.period == b.period):
        return True
    named = [_LIMIT.search(one.said[: one.at]) for one in (first, second)]
    return all(named) and len({match[1].lower() for match in named if match}) == 1


_LIMIT = lazy_regex(  # "the yearly limit had been some 2.63", "the yearly limit of 2.36"
    r"\b([a-z]{4,})\s(?:of|was|is|were|had\sbeen|stood\sat|at|came\sto)\s(?:about\s|some\s|nearly\s|around\s)?$",
    re.IGNORECASE,
)


def _weighs(slip: float, first: _Written, second: _Written) -> bool:
    """Whether two figures a slip apart are surely one, by all that is said of them."""
    if _far_apart(first, second) and not (first.words & second.words) - _nouns(first, second):
        return False
    agreed = _agreement(first, second)
    dated = bool(first.periods & second.periods)
    if slip:
        one_sentence = first.claim.sentence == second.claim.sentence
        apart = not one_sentence and (
            opposed(first.words, second.words)
            or REVISED.search(f"{first.said} {second.said}") is not None
            or (slip < _FEW and _told_apart(first, second, dated))
        )
        return slip + agreed >= _SWAPPED and not apart
    if _POINTS_BACK.search(second.said[: second.at]):
        return dated and first.unit == second.unit
    if told_apart(first.words, second.words) or _OTHERWISE.search(f"{first.said} {second.said}"):
        return False
    return (
        dated
        and first.claim.sentence != second.claim.sentence
        and len(first.digits.rstrip("0")) > 2
        and agreed >= _CHANGED
    )


def _told_apart(first: _Written, second: _Written, dated: bool) -> bool:
    """Whether words set two figures apart; of one thing counted in one time both must have some."""
    if dated and first.unit == second.unit and _nouns(first, second):
        return opposed(first.words, second.words)
    return told_apart(first.words, second.words)


_FAR = 12  # sentences between two figures that more than their noun must link


def _far_apart(first: _Written, second: _Written) -> bool:
    return abs(first.claim.sentence - second.claim.sentence) > _FAR


def _nouns(first: _Written, second: _Written) -> frozenset[str]:
    return content_words(f"{first.quantity.noun} {second.quantity.noun}")


def _bare(one: _Written) -> bool:
    return one.unit[0] in {"count", "rate"} and not one.quantity.noun


def _in_one_sentence(first: _Written, second: _Written) -> bool:
    """Whether two figures are bound to one period by one sentence."""
    return first.claim.sentence == second.claim.sentence


def _agreement(first: _Written, second: _Written) -> float:
    """Return how much of what is said of two figures agrees."""
    shared = len(first.words & second.words)
    fewest = max(1, min(len(first.words), len(second.words)))
    weight = min(shared, 3) + shared / fewest
    weight += 2.0 * bool(first.periods & second.periods or _in_one_sentence(first, second))
    return weight + (first.unit == second.unit and first.unit[1] not in {"", "percent"})
