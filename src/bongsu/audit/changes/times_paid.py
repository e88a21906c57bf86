"""How often a rate may be paid, as its article tells or as the calendar has it.

As many times as there are periods in a period, as something lasts, or as there are of the things
for each of which it is paid. Whether a total bears the product out is asked in `multiplied`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.changes.paces import IN, lasting, periods
from bongsu.audit.changes.rated import Rate, head_noun
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.terms import Term
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import DateMention, Kind, Quantity
from bongsu.patterns import lazy_regex


def durations(every: Sequence[Term]) -> Iterator[tuple[Quantity, int]]:
    """Yield how long things last by the figures and dates of sentences, each with its sentence."""
    seen: set[int] = set()
    for term in every:
        if term.quantity.kind is Kind.DURATION and term.value:
            yield term.quantity, term.index
        if term.index not in seen:
            seen.add(term.index)
            for item in term.frame.items.values():
                if isinstance(item, DateMention) and (found := lasting(term.frame, item)):
                    yield found, term.index


Times = tuple[Interval, dict[str, Quantity], int]  # how often, from what, and where that stands


def times_of(
    rate: Rate, every: Sequence[Term], lengths: Sequence[tuple[Quantity, int]]
) -> Iterator[Times]:
    """Yield every number of times that a rate may be paid."""
    here = rate.term.index
    if rate.unit:
        for longer, by in IN.items():
            if longer[1] == rate.unit:
                yield Interval(*by).scaled(1 / rate.every), {}, here
        for quantity, index in lengths:
            if (found := _periods(quantity, rate.unit)) is not None:
                yield found.scaled(1 / rate.every), {"duration": quantity}, index
        return
    head = head_noun(rate)
    for term in every:
        if term is rate.term or term.value < 2 or not _numbers(term, rate.term):
            continue
        if not _may_be_of(term, rate.term, head):
            continue  # "per share": of shares alone
        yield rounded(term.quantity), {"number": term.quantity}, term.index


def _may_be_of(term: Term, rate: Term, head: str) -> bool:
    """Whether a rate may be paid for each of what a figure counts or measures."""
    if term.quantity.kind is Kind.PHYSICAL:
        return True
    if term.value != int(term.value):  # of days there are halves: "21.5 working days. On each ..."
        each = _EACH_OF_THEM.search(rate.frame.text.lower()) is not None
        return each and term.index == rate.index - 1
    return not head or head in term.quantity.noun.lower()


def _numbers(term: Term, rate: Term) -> bool:
    """Whether a figure may be how often a rate is paid: a count, or so much of its measure."""
    if term.quantity.kind is not Kind.PHYSICAL:
        return term.quantity.kind is Kind.COUNT
    said = _MEASURE.match(rate.tail.lower())
    return said is not None and said["noun"] in term.frame.evidence.words(term.quantity).lower()


_MEASURE = lazy_regex(r"^ ?(?:per|an?|each|for each|for every|/) ?(?P<noun>[a-z]{2,})")


def _periods(quantity: Quantity, unit: str) -> Interval | None:
    if quantity.unit.rstrip("s") == unit and quantity.value:
        return Interval(quantity.value, quantity.value)
    return periods(quantity, unit)


def within_one(longer: str, rate: Rate) -> list[Interval]:
    """Return how many periods of a rate are in a longer one."""
    within = IN.get((longer, rate.unit))
    return [Interval(*within).scaled(1 / rate.every)] if within is not None else []


def side_by_side(rate: Rate, often: Times) -> bool:
    """Whether a number stands right before a rate for each: "36 units at 4.5 million each"."""
    number = often[1].get("number")
    if number is None or number.start > rate.term.quantity.start:
        return False
    if often[2] == rate.term.index - 1:  # "held 36 fairs. Each of them drew 4,500 visitors"
        return _EACH_OF_THEM.search(rate.term.frame.text.lower()) is not None
    if often[2] != rate.term.index:
        return False
    between = rate.term.frame.evidence.text[number.end : rate.term.quantity.start]
    return _AT.fullmatch(between) is not None


_EACH_OF_THEM = lazy_regex(r"\b(?:each|every one|any one) of (?:them|these|those)\b|^each\b")
_AT = lazy_regex(r"(?: [a-z-]+){0,3},? (?:at|for|worth|costing|priced at|of) (?:about )?")
