"""Figures that are more exact than what they are reckoned from."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.placed import Placed, of_one_measure, placed
from bongsu.audit.units.conversions import conversions
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex

_ROUGH = lazy_regex(
    r"\b(?:about|around|roughly|approximately|some|nearly|almost|close to|near|"
    r"something like|an estimated|"
    r"estimated|estimates?|thought to|neighbou?rhood of|in the order of|rough|"
    r"perhaps|maybe|possibly|presumably|round numbers?|guess\w*|rule of "
    r"thumb|ballpark|orders? of magnitude|to the nearest|margin of error|reckons?|give or take)\b",
    re.IGNORECASE,
)
_EXCESS = 2  # digits that a result shows beyond those of what it is reckoned from
_FEWEST = 4  # digits of a result that is too exact
_PLACES = 3  # decimals of a percentage that no count of some dozens bears
_FEW_COUNTED = 1000
_NEAREST = 60  # figures before one that it may be the result of: not each with each of a text
_START = attrgetter("start")


def too_exact(evidence: Evidence) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """Yield figures with more digits than the rough ones of which they are the result."""
    long = [
        (frame, at, quantity)
        for frame in all_frames(evidence)
        for at, quantity in frame.figures
        if quantity.value and not quantity.malformed and digits(evidence, quantity) >= _FEWEST
    ]
    if not long:
        return
    yield from _of_more_places(evidence)
    yield from _exchanged(evidence)
    rough = [each.quantity for each in placed(evidence) if _is_rough(each.frame, each.at)]
    for frame, at, quantity in long:
        before = rough[: bisect_left(rough, quantity.start, key=_START)][-_NEAREST:]
        inputs = _inputs(evidence, quantity, before)
        if inputs:
            yield quantity, inputs
        elif _of_few(frame, at, quantity) or _in_pieces(frame, at, quantity):
            yield quantity, []
        elif (guess := _guessed(frame, quantity, before)) is not None:
            yield quantity, [guess]
        elif before and _told_as_result(frame, at, quantity, before):
            yield quantity, [before[0]]


_PLACES_MORE = 3  # decimals that one figure shows beyond all others of its kind
_OTHERS = 3
_LONG = 5  # digits of a figure that stands out
_PRICED = lazy_regex(r"\b(?:coupon|bond|yield|notes?|exchange rate|per share)", re.IGNORECASE)


def _of_more_places(evidence: Evidence) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """Yield the one figure of a column, or percentage, with decimals that no other one shows."""
    groups: dict[tuple[int, int] | Kind, list[Placed]] = {}
    for each in placed(evidence):
        if each.cell is not None:
            groups.setdefault((each.cell[0], each.cell[2]), []).append(each)
        elif each.quantity.kind is Kind.PERCENT:
            groups.setdefault(Kind.PERCENT, []).append(each)
    for some in groups.values():
        some.sort(key=lambda each: -_decimals(evidence, each.quantity))
        if len(some) <= _OTHERS or digits(evidence, some[0].quantity) < _LONG:
            continue
        more = _decimals(evidence, some[0].quantity) - _decimals(evidence, some[1].quantity)
        if more >= _PLACES_MORE and not _PRICED.search(some[0].frame.text):
            yield some[0].quantity, []


def _decimals(evidence: Evidence, quantity: Quantity) -> int:
    """Return how many decimals a figure shows."""
    number = NUMERAL.search(evidence.words(quantity))
    return len(number[0].partition(".")[2]) if number is not None else 0


def _exchanged(evidence: Evidence) -> Iterator[tuple[Quantity, list[Quantity]]]:
    """Yield "some $45 million (62,437,500,000 won)"."""
    for pair in conversions(evidence):
        rough, exact = pair.first, pair.second
        shown = digits(evidence, exact)
        if (
            rough.comparator is Comparator.APPROX
            and exact.comparator is Comparator.EXACT
            and shown >= _LONG
            and shown >= digits(evidence, rough) + _PLACES_MORE
        ):
            yield exact, [rough]


_GUESS = lazy_regex(
    r"\b(?:could|may|might|reckon\w*|estimat\w+|believ\w+|thought|assess\w*|guess\w*|suspect\w*)\b",
    re.IGNORECASE,
)


def _guessed(frame: Frame, quantity: Quantity, rough: Sequence[Quantity]) -> Quantity | None:
    """Return a guess told before, of what a figure counts, that it is far more exact than."""
    exact = digits(frame.evidence, quantity)
    if quantity.kind is not Kind.COUNT or exact < _LONG or not quantity.noun:
        return None
    every = placed(frame.evidence)
    here = bisect_left(every, quantity.start, key=attrgetter("quantity.start"))
    for each in every[max(0, here - _NEAREST) : here]:
        guess = each.quantity
        if (
            of_one_measure(guess, quantity)
            and guess.noun
            and digits(frame.evidence, guess) <= exact - _PLACES_MORE
            and abs((guess.value or 0.0) - (quantity.value or 0.0)) <= 0.51 * guess.step
            and (guess in rough or _GUESS.search(each.frame.text))
        ):
            return guess
    return None


def digits(evidence: Evidence, quantity: Quantity) -> int:
    """Return how many digits a figure shows that say more than its size."""
    number = NUMERAL.search(evidence.words(quantity))
    if number is None:
        return 1
    shown = number[0].replace(",", "").lstrip("0")
    if "." in shown:
        return len(shown.replace(".", "").lstrip("0"))
    return len(shown.rstrip("0"))


def _is_rough(frame: Frame, at: int) -> bool:
    item = frame.items[at]
    if isinstance(item, Quantity) and item.comparator is Comparator.APPROX:
        return True
    return _ROUGH.search(frame.text[max(0, at - 45) : at]) is not None


def _inputs(evidence: Evidence, result: Quantity, rough: Sequence[Quantity]) -> list[Quantity]:
    """Return two figures, one of them rough, whose result is a figure to its last digits."""
    if result.comparator is not Comparator.EXACT and result.kind is not Kind.PERCENT:
        return []
    shown = digits(evidence, result)
    here = bisect_left(evidence.quantities, result.start, key=_START)
    others = [
        q
        for q in evidence.quantities[max(0, here - _NEAREST) : here]
        if q.value and q.end <= result.start and digits(evidence, q) <= shown - _EXCESS
    ]
    for first in rough:
        if (
            first.start == result.start
            or digits(evidence, first) > shown - _EXCESS
            or first.end > result.start
        ):
            continue
        for second in others[-10:]:
            if second.start != first.start and _makes(first, second, result):
                return [first, second]
    return []


def _makes(first: Quantity, second: Quantity, result: Quantity) -> bool:
    one, other, value = first.value or 0.0, second.value or 0.0, result.value or 0.0
    scale = 100.0 if result.kind in PERCENTS else 1.0
    made = [one * other, one / other * scale, other / one * scale]
    if Kind.PERCENT in {first.kind, second.kind}:
        made.append(one * other / 100)
    if result.unit.startswith("ton"):
        made.append(one * other / 1000)  # of kilograms
    if second.kind is Kind.FRACTION and other < 1:
        made.append(one * (1 - other))
    long = len(f"{value:.9e}".partition("e")[0].rstrip("0")) > _LONG
    room = (
        _WIDE
        if long or (result.kind is Kind.COUNT and result.step <= 1 and value >= _MANY)
        else _TIGHT
    )
    return any(abs(each - value) <= max(0.6 * result.step, room * value) for each in made)


_TIGHT, _WIDE = 4e-4, 2e-3  # of a result: what an author who reckons with more digits is off by
_MANY = 10_000.0


def _of_few(frame: Frame, at: int, quantity: Quantity) -> bool:
    """Whether a share shows decimals that the few that it is a share of cannot bear."""
    if quantity.kind is not Kind.PERCENT or round(-math.log10(quantity.step or 1.0)) < _PLACES:
        return False
    if quantity.comparator is Comparator.APPROX or _ROUGH.search(frame.text[:at]):
        return True
    return any(q.kind is Kind.COUNT and 1 < (q.value or 0) < _FEW_COUNTED for _, q in frame.figures)


_MEAN = lazy_regex(
    r"\b(?:average\w*|mean|median|per|each|every|a (?:year|day|month|woman)|rate|index|ratio|"
    r"equivalent|"
    r"full-time|score|points?)\b",
    re.IGNORECASE,
)


def _in_pieces(frame: Frame, at: int, quantity: Quantity) -> bool:
    """Whether a guess counts parts of what comes whole: "some 53.27 warheads"."""
    if quantity.kind is not Kind.COUNT or not quantity.noun or quantity.step >= 1:
        return False
    rough = quantity.comparator is Comparator.APPROX or _is_rough(frame, at)
    written = frame.evidence.words(quantity)
    return rough and written[-1:].isdigit() and not _MEAN.search(frame.text)


def _told_as_result(frame: Frame, at: int, quantity: Quantity, rough: Sequence[Quantity]) -> bool:
    """Whether a figure of many digits is told as what follows from a rough one of its unit."""
    of_unit = [
        q for q in rough
        if q.start != quantity.start and q.end < quantity.start
        and (q.unit == quantity.unit or q.kind is quantity.kind)
    ]  # fmt: skip
    exact = digits(frame.evidence, quantity)
    return (
        quantity.comparator is Comparator.EXACT
        and exact >= _FEWEST
        and bool(of_unit)
        and _FOLLOWS.search(frame.text[max(0, at - 60) : at + 40]) is not None
        and max(digits(frame.evidence, q) for q in of_unit) <= exact - _EXCESS
    )


_FOLLOWS = lazy_regex(
    r"\b(?:thus|hence|therefore|would then|would thus|then (?:be|add|cost|come)|implied|"
    r"implies|at that rate|comes? to|amounts? to|adds? up to|works out (?:at|to)|suggests?|would "
    r"(?:cost|need|be|amount)|gives|makes|"
    r"if so)\b|\bat that rate (?:come|make|be)\w* to\b",
    re.IGNORECASE,
)
