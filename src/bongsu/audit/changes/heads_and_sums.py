"""What each of many gets, how many they are, and what all get: in a passage, in whatever order.

"600,000 won to each of its 220,000 households ... an annual bill of 132 billion won": the three may
stand in two sentences, or in the items of a list, and what is paid may be paid for so many years as
to so many heads. Where no sum of a passage is what the rate and the number make, in one payment or
in those of a year, the sum that is called one is suspected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.changes.heads_told import (
    EACH,
    SORTS,
    TIME,
    heads_of,
    is_change,
    is_each,
    is_number,
    may_be_sum,
)
from bongsu.audit.changes.paces import ADVERBS, IN, lasting
from bongsu.audit.changes.rated import rate_of
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_TIMED = lazy_regex(
    rf"^[^.;:\ue000-\ue01f]{{0,70}}?(?:(?:a|per|each|every|and) (?P<u>{TIME})\b|"
    rf"\b(?P<v>{'|'.join(ADVERBS)})\b|\bin each of the (?:[a-z]+ )?(?P<e>[\ue000-\ue020]))"
)
_TIMED_BEFORE = lazy_regex(
    rf"\b(?:(?P<v>{'|'.join(ADVERBS)})|(?:each|every|"
    rf"per) (?P<u>{TIME}))\b[^.;\ue000-\ue01f]{{0,40}}$"
)
_SUM = lazy_regex(
    r"\b(?:total\w*|in all|altogether|together|combined|overall|all told|bill|budget\w*|payroll|"
    r"wages|"
    r"costs?|set aside|earmark\w*|paid|pays?|earn\w*|for which|amount\w*|com(?:es?|ing) to|"
    r"came to|worth|sum|"
    r"spen[dt]\w*|outlays?|fund|pool|rais\w+|revenue|hands? over|needs?|requires?|takes?|"
    r"volume|distribut\w+|shared?|burden|receipts|add(?:s|ed|ing)? up|so that|thus|hence|or|"
    r"makes?|making|which is|that is|means?|gains?|loss(?:es)?|sav(?:es?|ings)|over the (?:whole|"
    r"full|entire))\b"
)
_ALIKE = 0.08  # of a sum: rates and numbers are rounded, and not all get the same
_CLOSE = 0.06  # the same over a number of years, which is exact
_FAR = (0.3, 3.3)  # of the right sum: one farther off is of something else, but for a slip
_OFF = (0.02, 50.0)  # a figure farther off has nothing to do with the rate
_SLIP = 0.9  # in powers of ten
_FEW = 9  # figures of a passage
_LISTED = 6  # items of one list
_TWELVE = 12.0
_ABOUT = 0.2  # of a sum: not all get a rate that is told as an average, or as the most
_YEARLY = lazy_regex(r"\b(?:year\w*|annual\w*|budget\w*|costs?|worth)\b|\ue020")
Made = tuple[Term, float]  # a figure, and what a rate and a number make


class Shared(NamedTuple):
    """A sum that a rate and a number do not make, and what it should be."""

    rate: Quantity
    number: Quantity
    total: Quantity
    right: float


def heads_and_sums(evidence: Evidence) -> Iterator[Shared]:
    """Yield the sums of an article that rate and number of their passage do not make."""
    seen: set[int] = set()
    for passage in _passages(evidence):
        if len(passage) > _FEW:
            continue
        found = _of_heads(passage) or _of_times(passage)
        if found is not None and found.total.start not in seen:
            seen.add(found.total.start)
            yield found


def _passages(evidence: Evidence) -> Iterator[list[Term]]:
    """Yield the figures of every two sentences of a paragraph, and of the items of every list."""
    blocks = evidence.article.blocks
    by_sentence: dict[int, list[Term]] = {}
    for term in few_terms(evidence):
        if not term.cell:
            by_sentence.setdefault(term.index, []).append(term)
    order = sorted(by_sentence)
    for place, index in enumerate(order):
        here = by_sentence[index]
        yield here
        listed = blocks[here[0].block].kind is BlockKind.ITEM
        joined = list(here)
        for other in order[place + 1 : place + (_LISTED if listed else 2)]:
            there = by_sentence[other]
            near = there[0].block == here[0].block and other == index + 1
            item = listed and blocks[there[0].block].kind is BlockKind.ITEM
            if not near and not (item and there[0].block - joined[-1].block <= 1):
                break
            joined += there
            yield list(joined)


def _of_heads(passage: Sequence[Term]) -> Shared | None:
    """Return a sum that a rate for each of a number does not make."""
    numbers = [one for one in passage if is_number(one)]
    if len(numbers) > _MOST_NUMBERS:
        return None
    for number in numbers:
        sums = [one for one in passage if _is_amount(one) and one is not number]
        rates = [one for one in sums if is_each(one, number)]
        rates = [one for one in rates if not is_change(one)] or rates
        shared = [] if rates else [one for one in sums if _is_shared(one, number)]
        rates = rates or shared
        paid = {
            rate: [one for one in sums if may_be_sum(one, rate, number)]
            for rate in rates
            if not any(other.units & rate.units and other.value < rate.value for other in rates)
        }
        rates = [rate for rate, totals in paid.items() if totals]
        if len(rates) != 1:
            continue
        rate, totals = rates[0], paid[rates[0]]
        made = [(one, rate.value * number.value * by) for one in totals for by in _often(rate, one)]
        if any(_meets(one, right, rate, _ALIKE) for one, right in made):
            return None
        made = [one for one in made if _OFF[0] < one[0].value / one[1] < _OFF[1]]
        near = len(numbers) == 1 or number.index == rate.index or _goes_on(rate, number)
        found = _suspect(rate, made, alone=near and not shared)
        if found is not None:
            return _shared(rate, number.quantity, found)
    return None


def _goes_on(rate: Term, number: Term) -> bool:
    """Whether a rate is for each of what the sentence before counts."""
    return rate.index == number.index + 1


def _shared(rate: Term, number: Quantity, found: Made) -> Shared:
    return Shared(rate=rate.quantity, number=number, total=found[0].quantity, right=found[1])


_MOST_NUMBERS = 3


def _of_times(passage: Sequence[Term]) -> Shared | None:
    """Return a sum that a rate of a time does not make in the only stretch told."""
    rates = [(one, unit) for one in passage if _is_amount(one) and (unit := _unit(one))]
    lengths = _lengths(passage)
    if len(rates) != 1 or len(lengths) != 1:
        return None
    (rate, unit), length = rates[0], lengths[0]
    own = length.unit.rstrip("s")
    by = 1.0 if unit in {own, _OF_THESE} else sum(IN.get((own, unit), (0, 0))) / 2
    times = (length.value or 0.0) * by
    totals = [one for one in passage if _is_amount(one) and may_be_sum(one, rate, rate)]
    if times <= 1 or not totals or length.start in {one.quantity.start for one in totals}:
        return None
    made = [(one, rate.value * times) for one in totals]
    if any(_meets(one, right, rate, _CLOSE) for one, right in made):
        return None
    found = _suspect(rate, made, alone=True)
    return _shared(rate, length, found) if found is not None else None


def _suspect(rate: Term, made: Sequence[Made], *, alone: bool) -> Made | None:
    """Return the figure that is called a sum and is not what the rate makes, if it is clear."""
    averaged = _AVERAGE.search(rate.lead[-60:].lower()) is not None
    called = [
        (one, right) for one, right in made if averaged or _is_sum(one) or _renames(rate, one)
    ]
    for total, right in called:
        if _is_slip(total, right) or _is_slip(rate, rate.value * total.value / right):
            return total, right
    single = len({one.value for one, _ in made}) == 1
    if not single or not alone:
        return None
    if called and rate.quantity.comparator is not Comparator.AT_MOST:
        total, right = min(called, key=lambda one: abs(one[0].value / one[1] - 1))
        if _FAR[0] < total.value / right < _FAR[1]:
            return total, right
    swapped = [
        (one, right)
        for one, right in made
        if _unit(one) and _unit(rate) and abs(one.value / (right * _times(one, rate)) - 1) <= _ALIKE
    ]
    return next(iter(swapped), None) or next(
        (one for one in made if _of_other_time(*one, rate)), None
    )


def _times(total: Term, rate: Term) -> float:
    """Return by how much a sum is off that is told for the time of another one."""
    return 1 / _often(rate, total)[0]


def _of_other_time(total: Term, right: float, rate: Term) -> bool:
    """Whether a sum is that of a rate which is told for a year, but is for a month."""
    unit = _unit(rate)
    if unit not in {"month", "year"}:
        return False
    if not _YEARLY.search(f"{total.lead[-90:]} {total.tail[:50]}".lower()):
        return False
    by = _TWELVE if unit == "year" else 1 / _TWELVE
    return abs(total.value / (right * by) - 1) <= _ABOUT


def _is_amount(term: Term) -> bool:
    quantity = term.quantity
    return quantity.kind in AMOUNTS and bool(term.value) and not quantity.malformed


_AVERAGE = lazy_regex(r"\b(?:average|typical|mean|median)\b")
_GIVEN = lazy_regex(
    r"\b(?:gives?|gave|pays?|paid|grants?|granted|receives?|received|gets?|got|saves?|saved|owes?|"
    r"earns?|earned|spends?|spent|loses?|lost)\b"
)


def _is_shared(term: Term, number: Term) -> bool:
    """Whether a sum is told as what many persons get or pay, so that it may be that of each."""
    if term.index != number.index or number.at > term.at or term.quantity.kind is not Kind.MONEY:
        return False
    return bool(heads_of(number) & SORTS[0]) and _GIVEN.search(term.lead.lower()) is not None


_OF_THESE = "each"  # of the times told: "in each of the coming five years"


def _unit(term: Term) -> str:
    """Return the time that a figure is a rate of; nothing for no rate."""
    behind = _TIMED.match(term.tail.lower())
    if behind is not None and behind["e"]:
        return _OF_THESE
    told = behind or _TIMED_BEFORE.search(term.lead.lower())
    if told is None:
        return term.quantity.per if term.quantity.per in TIME.split("|") else ""
    unit = told["u"] or ADVERBS[told["v"]]
    return "day" if unit == "night" else unit


def _lengths(passage: Sequence[Term]) -> list[Quantity]:
    """Return the stretches of time of a passage, each once."""
    found = {
        one.quantity.start: one.quantity
        for one in passage
        if one.quantity.kind is Kind.DURATION and one.value > 1
    }
    for frame in {one.index: one.frame for one in passage}.values():
        for item in frame.items.values():
            if isinstance(item, DateMention) and (told := lasting(frame, item)) is not None:
                found[told.start] = told
    return list({(one.value, one.unit): one for one in found.values()}.values())


def _often(rate: Term, total: Term) -> list[float]:
    """Return how often a rate for each head may be paid in what the sum is of."""
    unit, longer = _unit(rate), _unit(total)
    if not unit or unit in {_OF_THESE, longer}:
        return [1.0]
    if longer and (longer, unit) in IN:
        return [sum(IN[longer, unit]) / 2]
    if longer and (unit, longer) in IN:
        return [2 / sum(IN[unit, longer])]
    return sorted({1.0, *(sum(IN[pair]) / 2 for pair in IN if pair[1] == unit)})


def _meets(total: Term, right: float, rate: Term, room: float) -> bool:
    rough = {rate.quantity.comparator, total.quantity.comparator} - {Comparator.EXACT}
    return abs(total.value / right - 1) <= (_ALIKE if rough else room)


def _is_sum(total: Term) -> bool:
    """Whether words call a figure the sum of what each gets."""
    if EACH.match(total.tail) and rate_of(total) is not None and not total.quantity.per:
        return False
    said = f"{total.lead[-70:]} {total.tail[:30]}".lower()
    return _SUM.search(said) is not None


_RENAMED = lazy_regex(
    r"(?:[,(\u2014\u2013]|\bor|\bin other words,?|\bthat is,?|\bi\.e\.,?|\bwhich is)"
    r"(?: (?:or|about|some|around|roughly|close to|nearly|almost|only|just))* ?$"
)


def _renames(rate: Term, total: Term) -> bool:
    """Whether a rate is told as the sum right before it in other words: "or 190 billion each"."""
    near = rate.index == total.index and total.at < rate.at
    return near and _RENAMED.search(rate.lead[-40:].lower()) is not None


def _is_slip(term: Term, right: float) -> bool:
    return surprise(term.quantity, Interval(right, right)) >= _SLIP
