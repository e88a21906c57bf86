"""Figures that one document seems to have copied from another with a slip of the finger.

What a second author copies he words anew: "the backlog was 63 vessels" comes back as "orders in
hand amounted to 73 ships". Digits are evidence by themselves: two figures of four digits that are
one another turned round are seldom two figures. What the paragraphs share (other figures, times,
names, words for one topic) makes up for what the digits leave open, and where one of the
documents tells the other's figure too, it knows of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.between.mistold import clause_words, comparable, gapped, same_time
from bongsu.audit.reading.sameness import opposed
from bongsu.audit.reading.surroundings import (
    chance,
    days_around,
    kind_of,
    of_other_places,
    of_others,
    place_of_claim,
    sentence_topics,
    weight,
)
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    Claim,
    Comparator,
    Evidence,
    Kind,
    Quantity,
    Role,
    within,
)
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import regex

_KINDS = frozenset(
    {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.MONEY, Kind.COUNT, Kind.RATE, Kind.PHYSICAL}
)
_THOUSANDS = regex(r"(?<=\d\d\d)(?:000)+$")
_FEWEST = 3  # digits of a figure that is compared
_MOST = 60  # figures of like digits that are compared with each other
_CLOSE = 0.5  # of the larger: what is farther off is another thing, unless a scale word slipped
_SCALES = (1e-6, 1e-3, 1e3, 1e6)
_ENOUGH = 7.5  # of the weights below
_ENOUGH_TO_ASK = 5.0  # where the slip is a plain one
_MUCH = 8.0  # that surroundings have in common where two figures are of one thing, not of one time
_SURE = 3  # of a slip: two digits of three turned round, one of many changed


class Copied(NamedTuple):
    """A figure with what tells it from others of its document."""

    evidence: Evidence
    claim: Claim
    digits: str

    @property
    def quantity(self) -> Quantity:
        """The figure itself."""
        return self.claim.quantity


def miscopied(evidences: Sequence[Evidence]) -> Iterator[tuple[Copied, Copied, bool]]:
    """Yield figures of two articles of which one may be the other mistyped, and if it is likely."""
    groups: dict[tuple[str, str], list[Copied]] = defaultdict(list)
    for evidence in evidences:
        for one in _figures(evidence):
            kind = kind_of(one.quantity)
            groups["".join(sorted(one.digits)), kind].append(one)
            for sign in gapped(one.digits):
                groups[sign, kind].append(one)
    seen: set[tuple[int, int, int, int]] = set()
    by_chance = chance(evidences)
    for group in groups.values():
        for first, second in combinations(group[:_MOST] if len(group) > 1 else (), 2):
            pair = (*_place(first), *_place(second))
            if first.evidence.article is second.evidence.article or pair in seen:
                continue
            seen.add(pair)
            slip = _slip(first, second)
            told = _weight(first, second, slip) - by_chance
            if slip < _SURE and not (_share_a_day(first, second) and told >= _ENOUGH):
                continue  # of few digits many figures are one digit apart
            if told >= _ENOUGH_TO_ASK:
                yield first, second, told >= _ENOUGH


def retold_otherwise(evidences: Sequence[Evidence]) -> Iterator[tuple[Copied, Copied]]:
    """Yield figures of one time in two articles whose sentences are on the same few topics.

    Each is the only one of its unit in its sentence, so that nothing else can be meant by the
    other; of what else a country has two values in a year the words tell.
    """
    groups: dict[tuple[str, str], list[tuple[Copied, frozenset[str]]]] = defaultdict(list)
    for evidence in evidences:
        for claim in evidence.claims:
            one = Copied(evidence, claim, "")
            if ".." not in (claim.period or "") and _stands_alone(one):
                topics = sentence_topics(place_of_claim(one.evidence, one.claim))
                if len(topics) >= _FEWEST_TOPICS:
                    groups[kind_of(claim.quantity), claim.period or ""].append((one, topics))
    for (_, period), group in groups.items():
        for (first, here), (second, there) in combinations(group[:_MOST], 2):
            if first.evidence.article is second.evidence.article:
                continue
            shared = len(here & there)
            alike = _ALIKE if period else _ALIKE_UNDATED
            if shared < _FEWEST_TOPICS or shared < alike * len(here | there):
                continue
            if _excluded(first, second) and (period or _share_a_day(first, second)):
                yield first, second


_FEWEST_TOPICS = 2
_ALIKE = 0.34  # of all topics of two sentences
_ALIKE_UNDATED = 0.5  # and where only a day that both name near by gives the time


def _stands_alone(one: Copied) -> bool:
    """Whether a figure is the only one of its unit in its sentence."""
    quantity, evidence = one.quantity, one.evidence
    if quantity.kind not in _KINDS or not quantity.value or quantity.malformed:
        return False
    if quantity.comparator not in NO_BOUNDS:
        return False
    sentence = evidence.sentences[one.claim.sentence]
    if evidence.block_of(sentence).kind in {BlockKind.HEADING, BlockKind.CELL}:
        return False
    kind = kind_of(quantity)
    inside = within(evidence.quantities, sentence.start, sentence.end)
    return sum(kind_of(each) == kind for each in inside) == 1


def _excluded(first: Copied, second: Copied) -> bool:
    """Whether two figures of one thing cannot both be right."""
    a, b = first.quantity.value or 0.0, second.quantity.value or 0.0
    if not a * b > 0 or not _CLOSE < a / b < 1 / _CLOSE or _meet(first.quantity, second.quantity):
        return False
    one, other = first.claim, second.claim
    if not comparable(one, other) or {one.role, other.role} & {Role.CHANGE} != (
        {one.role} & {Role.CHANGE}
    ):
        return False
    if _tells(first.evidence, second) or _tells(second.evidence, first):
        return False
    places = (
        place_of_claim(first.evidence, first.claim),
        place_of_claim(second.evidence, second.claim),
    )
    if of_others(*places) or of_other_places(*places):
        return False
    return not opposed(
        clause_words(first.evidence, first.claim), clause_words(second.evidence, second.claim)
    )


def _place(one: Copied) -> tuple[int, int]:
    return id(one.evidence), one.quantity.start


def _figures(evidence: Evidence) -> Iterator[Copied]:
    for claim in evidence.claims:
        quantity = claim.quantity
        if quantity.kind not in _KINDS or not quantity.value or quantity.malformed:
            continue
        if evidence.block_of(evidence.sentences[claim.sentence]).kind is BlockKind.HEADING:
            continue
        digits = _digits(evidence, quantity)
        if len(digits) >= _FEWEST:
            yield Copied(evidence, claim, digits)


def _digits(evidence: Evidence, quantity: Quantity) -> str:
    """Return the digits of a figure but for those that only give its size; "" if it is rounded."""
    if quantity.words:
        return ""
    numerals = NUMERAL.findall(evidence.words(quantity))
    if len(numerals) != 1:
        return ""
    digits: str = regex(r"[,.]").sub("", numerals[0])
    if "." in numerals[0] or not _THOUSANDS.search(digits):
        return digits.lstrip("0") if "." in numerals[0] else digits.strip("0")
    return _THOUSANDS.sub("", digits.lstrip("0"))  # 504,000 and 540,000 have three digits each


def _weight(first: Copied, second: Copied, slip: int) -> float:
    """Return how much speaks for two figures being one and the same."""
    if slip < 0 or not comparable(first.claim, second.claim):
        return 0.0
    if _tells(first.evidence, second) or _tells(second.evidence, first):
        return 0.0
    time = same_time(first.claim.period, second.claim.period)
    places = (
        place_of_claim(first.evidence, first.claim),
        place_of_claim(second.evidence, second.claim),
    )
    common = weight(*places, sure=slip >= _SURE and time == 1)
    if time is None and slip <= _SURE and common < _MUCH:
        return 0.0
    if not common or (of_others(*places) and slip <= _SURE + 2):
        return 0.0
    return (
        slip
        + common
        + {1: 1.0, 0: 0.0, None: -2.0}[time]
        - 3
        * opposed(
            clause_words(first.evidence, first.claim), clause_words(second.evidence, second.claim)
        )
    )


def _share_a_day(first: Copied, second: Copied) -> bool:
    return bool(
        days_around(place_of_claim(first.evidence, first.claim))
        & days_around(place_of_claim(second.evidence, second.claim))
    )


def _slip(first: Copied, second: Copied) -> int:
    """Return how much the digits of two figures speak for a slip; 0 for not at all."""
    a, b = first.quantity.value, second.quantity.value
    if a is None or b is None or not a * b > 0:
        return -1
    ours, theirs = first.digits, second.digits
    size = min(len(ours), len(theirs))
    if ours == theirs:
        scaled = any(abs(a / b / scale - 1) < 1e-9 for scale in _SCALES)
        return size if scaled and size > 2 and first.quantity.kind is Kind.MONEY else -1
    if not _CLOSE < a / b < 1 / _CLOSE or _meet(first.quantity, second.quantity):
        return -1
    if len(ours) != len(theirs):
        return -1
    turned = [at for at in range(size) if ours[at] != theirs[at]]
    if sorted(ours) == sorted(theirs) and len(turned) == 2:
        return {3: 3, 4: 5}.get(size, 6)
    if len(turned) == 1:
        return {3: 1, 4: 2}.get(size, 3)
    return -1


def _meet(first: Quantity, second: Quantity) -> bool:
    steps = (
        one.approximate_step if one.comparator is Comparator.APPROX else one.step
        for one in (first, second)
    )
    return abs((first.value or 0.0) - (second.value or 0.0)) <= max(steps) * (1 + 1e-9) / 2


def _tells(evidence: Evidence, other: Copied) -> bool:
    """Whether an article also gives the other's figure, so that it knows of both."""
    quantity = other.quantity
    return any(
        one.value == quantity.value and kind_of(one) == kind_of(quantity)
        for one in evidence.quantities
    )
