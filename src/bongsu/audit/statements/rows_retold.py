"""Rows of figures told twice for the same times, of which one figure was turned round.

"63 came in 2021 and 67 in 2022" comes back as "of the 63 of 2021 and the 76 of 2022", whatever
those who came are called then. The figure that agrees for another time, or in another unit, tells
that both places give one row; the digits that changed places tell that one of them is a slip.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import replaced, swapped
from bongsu.audit.reading.sameness import opposed
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Claim, Evidence, Kind
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex

_KINDS = frozenset(
    {Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.RATE, Kind.PHYSICAL}
)
_NEAR = 1  # sentences around a figure in which others of its row stand
_MANY = 3  # digits from which one that is another is a slip too
_MOST = 40  # figures of one time that are compared
_OTHERWISE = lazy_regex(
    r"\b(?:revis\w+|preliminar\w+|initial\w*|previously|originally|correct\w+|instead|forecast\w*|"
    r"project\w+|target\w*|expect\w*|plann?\w*|estimat\w+)\b",
    re.IGNORECASE,
)


class _Told(NamedTuple):
    claim: Claim
    key: tuple[str, str, str]  # time, kind and unit
    digits: str
    block: int


def rows_retold(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two figures of one time, a slip apart, where other figures beside both agree."""
    told = list(_told(evidence))
    groups: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for one in told:
        groups[one.key].append(one)
    for group in groups.values():
        written = [one.digits for one in group]
        for first, second in combinations(group[:_MOST], 2):
            if first.claim.sentence == second.claim.sentence:
                continue
            turned = swapped(first.digits, second.digits)
            if not turned and not replaced(first.digits, second.digits):
                continue
            if max(written.count(one.digits) for one in (first, second)) > 1:
                continue  # what stands twice is meant
            fewest = 2 if turned else _MANY
            length = len(first.digits.strip("0"))
            if length >= fewest and _one_row(told, first, second, fewest):
                words = " ".join(
                    evidence.words(evidence.sentences[one.claim.sentence])
                    for one in (first, second)
                )
                if not _OTHERWISE.search(words) and not _of_two(evidence, first, second):
                    yield first.claim, second.claim


def _of_two(evidence: Evidence, first: _Told, second: _Told) -> bool:
    """Whether two sentences each name one of what is set against each other: men, and women."""
    one, other = (
        content_words(evidence.words(evidence.sentences[each.claim.sentence]))
        for each in (first, second)
    )
    return opposed(one, other)


def _told(evidence: Evidence) -> Iterator[_Told]:
    """Yield the figures of a text's sentences that are told for a named time."""
    for claim in evidence.claims:
        quantity = claim.quantity
        if claim.period is None or quantity.kind not in _KINDS or quantity.malformed:
            continue
        sentence = evidence.sentences[claim.sentence]
        if evidence.block_of(sentence).kind is BlockKind.CELL:
            continue  # cells of one table are different figures
        number = NUMERAL.search(evidence.text, quantity.start, quantity.end)
        if number is None or quantity.comparator not in NO_BOUNDS:
            continue
        unit = "" if quantity.kind is Kind.COUNT else quantity.unit  # people have many names
        digits = number[0].replace(",", "").replace(".", "")
        yield _Told(claim, (claim.period, quantity.kind.value, unit), digits, sentence.block)


def _one_row(told: Sequence[_Told], first: _Told, second: _Told, fewest: int) -> bool:
    """Whether a figure beside each of two, other than they, is told for the same and agrees."""
    return any(
        one is not other and (one.key, one.digits) == (other.key, other.digits)
        for one in _beside(told, first, fewest)
        for other in _beside(told, second, fewest)
    )


def _near(told: Sequence[_Told], sentence: int) -> Sequence[_Told]:
    """Return the figures, in the order of the text, of sentences near one."""
    first = bisect_left(told, sentence - _NEAR, key=_SENTENCE)
    return told[first : bisect_left(told, sentence + _NEAR + 1, lo=first, key=_SENTENCE)]


_SENTENCE = attrgetter("claim.sentence")


def _beside(told: Sequence[_Told], one: _Told, fewest: int) -> list[_Told]:
    return [
        other
        for other in _near(told, one.claim.sentence)
        if other.key != one.key
        and other.block == one.block
        and len(other.digits.strip("0")) >= fewest
    ]
