"""Figures of two documents of which one is the other mistold: digits turned round, or one wrong.

What a second author copies he words anew, so that measures seldom agree word for word. A figure
with the digits of another in a clause that speaks of the same things is still likely to be that
figure, and the more so the more digits it has, and where both sentences share another figure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bongsu.audit.reading.sameness import Figure, figures, told_apart
from bongsu.audit.reading.surroundings import of_other_places, place_of_claim
from bongsu.audit.reading.wording import content_words, sizes_and_times
from bongsu.errors import BadPeriod
from bongsu.evidence import edtf
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    PERCENTS,
    Claim,
    Evidence,
    Kind,
    Quantity,
    Role,
    within,
)
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import regex

_FEW = 3  # digits from which a figure is told by them
_MANY = 4
_ENOUGH = 4  # of the weights below, or one less where both tell the same time
_FEWEST_WORDS = 2
_MANY_WORDS = 6  # with so many the same, other names beside them are of no weight
_CLOSE = 0.55  # of the larger: what is farther off is another thing
_REACH = 70
_ANOTHER = regex(r"\b(?:[Aa]nother|[Oo]ther|[Dd]ifferent)\b")
_MOST = 100  # figures of like digits that are compared with each other


def mistold(evidences: Sequence[Evidence]) -> Iterator[tuple[Figure, Figure]]:
    """Yield figures of two articles that differ as a slip does, and are told of one thing."""
    groups = _groups(evidences)
    given = {
        id(evidence): frozenset((one.unit, one.value) for one in evidence.quantities)
        for evidence in evidences
    }
    seen: set[tuple[int, int, int, int]] = set()
    for group in groups.values():
        for place, (second, its) in enumerate(group[:_MOST]):
            for first, digits in group[:place]:
                pair = (*_place(first), *_place(second))
                if pair[0] == pair[2] or pair in seen or digits == its:
                    continue
                seen.add(pair)
                if _tells(given[pair[0]], second) or _tells(given[pair[2]], first):
                    continue
                if _likely(first, digits, second, its):
                    yield first, second


def _groups(evidences: Sequence[Evidence]) -> Mapping[tuple[str, str], list[tuple[Figure, str]]]:
    """Return the figures of articles by the digits that they may share but for a slip."""
    groups: dict[tuple[str, str], list[tuple[Figure, str]]] = defaultdict(list)
    for one in (one for evidence in evidences for one in figures(evidence, loose=True)):
        digits, kind = _digits(one), one.quantity.kind.value
        kind = "percent" if one.quantity.kind in PERCENTS else kind
        if len(digits) > 1:
            for sign in ("".join(sorted(digits)), *gapped(digits)):
                groups[sign, kind].append((one, digits))
        every = _numeral(one)
        if len(every) >= _FEW:  # "210" for "201": the nought is one of the digits
            groups[f"all {''.join(sorted(every))}", kind].append((one, every))
    return groups


def _place(one: Figure) -> tuple[int, int]:
    return id(one.evidence), one.quantity.start


def _tells(given: frozenset[tuple[str, float | None]], other: Figure) -> bool:
    """Whether an article also gives the other's figure, so that it knows of both."""
    return (other.quantity.unit, other.quantity.value) in given


def _digits(one: Figure) -> str:
    """Return the digits that tell a figure: without those that only give its size."""
    digits = _numeral(one)
    whole = "." not in one.evidence.words(one.quantity)
    return digits.rstrip("0") if whole else digits


def _numeral(one: Figure) -> str:
    """Return the digits of a figure from its first that is no nought."""
    quantity = one.quantity
    if quantity.words or quantity.comparator not in NO_BOUNDS:
        return ""
    numerals = NUMERAL.findall(one.evidence.words(quantity))
    return regex(r"[,.]").sub("", numerals[0]).lstrip("0") if len(numerals) == 1 else ""


def gapped(digits: str) -> set[str]:
    """Return some digits with each left open in turn: what two share that differ in one."""
    return {f"{digits[:at]}_{digits[at + 1 :]}" for at in range(len(digits))}


def _likely(first: Figure, digits: str, second: Figure, its: str) -> bool:
    """Whether digits, words, time and the other figures say that two figures are one."""
    time = same_time(first.claim.period, second.claim.period)
    if time is None or not comparable(first.claim, second.claim):
        return False
    if not _apart(first.quantity, second.quantity):
        return False
    beside = _others(first) & _others(second)
    here, there = (_sentence(one) if beside else one.around for one in (first, second))
    shared = (here & there) - sizes_and_times()
    turned = sorted(digits) == sorted(its)
    alike = turned and len(its) >= _FEW and len(shared) >= _MANY_WORDS
    if _of_others(first, second) and not alike:
        return False
    if len(shared) < _FEWEST_WORDS or not shared - _named(first) - _named(second):
        return False
    if not beside and not _own(first) & second.around and not _own(second) & first.around:
        return False
    if (
        told_apart(
            clause_words(first.evidence, first.claim), clause_words(second.evidence, second.claim)
        )
        or _another(first)
        or _another(second)
    ):
        return False
    if of_other_places(
        place_of_claim(first.evidence, first.claim), place_of_claim(second.evidence, second.claim)
    ):
        return False
    longest = max(len(digits), len(its))
    weight = (
        min(len(shared) - 1, 3)
        + time
        + (2 if turned and longest >= _FEW else int(turned or longest >= _FEW))
        + (longest >= _MANY)
        + 2 * bool(beside)
    )
    return weight >= _ENOUGH - (time == 1)


def comparable(first: Claim, second: Claim) -> bool:
    """Whether both figures are where something starts from, or neither, and move one way."""
    if (first.part == "from") is not (second.part == "from"):
        return False
    if first.base_period and second.base_period and first.base_period != second.base_period:
        return False
    changes = Role.CHANGE in {first.role, second.role}
    ways = {first.direction, second.direction} - {""}
    return not changes or len(ways) < 2


def _apart(first: Quantity, second: Quantity) -> bool:
    """Whether two figures exclude each other and are of one size and one thing counted."""
    a, b = first.value, second.value
    if a is None or b is None or not a * b > 0 or not _CLOSE < a / b < 1 / _CLOSE:
        return False
    if first.unit and second.unit and first.unit != second.unit:
        return False
    return not (first.rounded.meets(second.rounded) or first.truncated.meets(second.truncated))


def same_time(first: str | None, second: str | None) -> int | None:
    """Return 1 for one period, 0 where it may be one, none where it cannot."""
    if not first or not second:
        return 0
    days = _days(first), _days(second)
    if days[0] is None or days[1] is None:
        return 1 if first == second else None
    (low, high), (its_low, its_high) = days[0], days[1]
    if (low, high) == (its_low, its_high):
        return 1
    inside = (low <= its_low and its_high <= high) or (its_low <= low and high <= its_high)
    return 0 if inside else None


def _days(period: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of a period, none if the text turned it round."""
    try:
        time = edtf.parse(period)
    except BadPeriod:
        return None
    return time.first or dt.date.min, time.last or dt.date.max


def clause_words(evidence: Evidence, claim: Claim) -> frozenset[str]:
    """Return the words of the clause of a figure, as far as a comma or a semicolon."""
    sentence, quantity = evidence.sentences[claim.sentence], claim.quantity
    before = re.split(_PAUSE, evidence.text[sentence.start : quantity.start])[-1]
    behind = re.split(_PAUSE, evidence.text[quantity.end : sentence.end])[0]
    return content_words(f"{before} {behind}")


_PAUSE = regex(r"[,;:()—](?!\d)")


def _sentence(one: Figure) -> frozenset[str]:
    sentence = one.evidence.sentences[one.claim.sentence]
    return content_words(regex(r"[\d.,$%]+").sub(" ", one.evidence.words(sentence)))


def _own(one: Figure) -> frozenset[str]:
    """Return the words of what a figure measures or counts."""
    return (one.measure | content_words(one.quantity.noun)) - sizes_and_times()


def _named(one: Figure) -> frozenset[str]:
    return content_words(" ".join(one.names))


def _of_others(first: Figure, second: Figure) -> bool:
    """Whether each of two clauses has a name that the other lacks: two bearers of one measure."""
    return all(
        any(not _said(name, there.around) for name in _named(here) - sizes_and_times())
        for here, there in ((first, second), (second, first))
    )


def _said(name: str, around: frozenset[str]) -> bool:
    """Whether a clause has a name, or its adjective: "Korea" and "Koreans"."""
    return any(word.startswith(name) or name.startswith(word) for word in around if len(word) > 3)


def _another(one: Figure) -> bool:
    start = max(one.evidence.sentences[one.claim.sentence].start, one.quantity.start - _REACH)
    return _ANOTHER.search(one.evidence.text[start : one.quantity.end]) is not None


def _others(one: Figure) -> frozenset[tuple[str, float]]:
    """Return the other figures of a sentence, by which it may be known."""
    sentence = one.evidence.sentences[one.claim.sentence]
    return frozenset(
        (quantity.unit, quantity.value)
        for quantity in within(one.evidence.quantities, sentence.start, sentence.end)
        if quantity.value is not None
        and quantity.start != one.quantity.start
        and quantity.kind not in {Kind.ORDINAL, Kind.DURATION, Kind.MULTIPLE, Kind.FRACTION}
        and len(regex(r"[1-9]").findall(one.evidence.words(quantity))) > 1
    )
