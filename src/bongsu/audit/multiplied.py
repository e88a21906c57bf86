"""Totals that a rate and its number of times come to, wherever in the article the three stand.

A figure is a rate by what it is said to be for: a time ("a month"), a head ("each", "per resident",
"apiece") or a thousand. If any number of the article, or of periods in a period, makes a total of
it, that total is explained; one that none explains and that is one slip of the finger away from a
product was meant to be it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from bongsu.audit.fits import fits, product, rounded
from bongsu.audit.notation import SIGNS
from bongsu.audit.paces import ADVERBS, IN, Pace, lasting, periods
from bongsu.audit.slips import surprise
from bongsu.audit.terms import Term, few_terms
from bongsu.audit.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity

_RATED = {"money", "count", "physical"}
_TIME = "year|quarter|month|week|day|hour"
_PER = lazy_regex(
    rf"^(?: [a-z-]+){{0,4}}?(?: ?/ ?| )(?:(?:a|an|per|each|every|one|any) (?P<u>{_TIME})\b"
    rf"|(?P<v>{'|'.join(ADVERBS)}|hourly)\b|(?:every|each) (?P<d>{SIGNS[Kind.DURATION]})"
    r"|(?P<h>each|apiece|a head|a piece|per|for each|for every|to each|to every|"
    r"an? (?:barrel|ton|tonne|kilo|kilogram|lit(?:er|re)|gallon|pound|ounce|bushel|acre|hectare|"
    r"share|unit|person|student|child|household|worker|vehicle|car|ship|vessel|ticket|seat|"
    r"copy|bottle|bag|container|night|visit|meal|ride))\b)"
)
_THOUSANDS = lazy_regex(
    r"^[^,;.]{0,30}?\b(?:per|every|each|in|out of)(?: every| each)? (?P<k>[\ue000-\ue01f])"
)
_HEAD = lazy_regex(r"\b(?:each|every|per)(?: of)?(?: the)? (?P<noun>[a-z]{3,})")
_LED = lazy_regex(
    rf"\b(?:(?P<u>each|every|per) (?P<t>{_TIME})|(?P<v>{'|'.join(ADVERBS)}|hourly)|"
    r"(?P<h>each|every|average|mean|per|unit|apiece|individual|"
    r"rate of))\b[^,;.\ue000-\ue01f]{0,45}$"
    r"|\b(?P<a>each|every|per) [a-z][a-z -]{1,25}, [^,;.\ue000-\ue01f]{0,45}$"
)
_SPENT = lazy_regex(
    r"\b(?:cost\w*|swallow\w*|tak(?:e|es|ing)|took|absorb\w*|consum\w*|requir\w*|need\w*|"
    r"spend\w*|spent|bill|budget\w*|outlays?|expens\w*|expenditure|bring\w*|brought|rais\w*|earn\w*|"
    r"yield\w*|collect\w*|pay|pays|paid|worth|value\w*|reach\w*|total\w*|amount\w*|"
    r"com(?:e|es|ing) to|came to|set aside|account\w* for|price|sum|revenue|receipts|"
    r"proceeds|turnover)\b[^,;.\ue000-\ue01f]{0,30}$"
)
_WITH_MORE = lazy_regex(
    r"\b(?:includ\w*|plus|also|together with|on top|besides|in addition|bonus\w*|if|would)\b"
)
_OVER_ALL = lazy_regex(
    r"\b(?:over|for|in|during|all|whole|full|after|within|across|through\w*|per|entire) "
    r"(?:the |all |its |a |full |first |whole |entire |next |those |these )*$"
)
_LINKED = lazy_regex(
    r"\b(?:at (?:that|this|such an?|the same) (?:pace|rate|speed)|works? out|com(?:e|es|ing) to|"
    r"that is|which is|equals?|equivalent|amount\w*|so that|thus|hence|therefore|means)\b",
    re.IGNORECASE,
)
_PER_HEAD = lazy_regex(r"\b(?:per|each|every|average)\b")
_ENOUGH = 1.6
_ROOM = (0.09, 11.0)
_MOST = 40  # figures of an article that may be numbers of times
_FEW = 3  # sentences between a rate and what it is multiplied with


@dataclass(frozen=True)
class _Rate:
    term: Term
    unit: str  # of time, or "" for each of some things
    every: float = 1.0  # so many of the unit: two in "every two months"


def multiplied(evidence: Evidence) -> Iterator[Pace]:
    """Yield rates with their times and totals where a slip of the finger parts them."""
    every = few_terms(evidence)
    rates = [rate for term in every if (rate := _rate(term)) is not None]
    if not rates:
        return
    rated = {rate.term: rate.unit for rate in rates}
    totals = [t for t in every if t.quantity.kind in {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL}]
    lengths = list(_durations(every))
    for rate in rates:
        times = list(_times(rate, every, lengths))
        settled = [one for one in times if one[1] and _has_total(rate, one[0], totals)]
        mine = [t for t in totals if rated.get(t, "-") != rate.unit]
        yield from _of(rate, mine, times, settled)


def _rate(term: Term) -> _Rate | None:
    """Return what a figure is a rate of, if it is one."""
    if not any(unit[0] in _RATED for unit in term.units):
        return None
    if term.cell:
        return _Rate(term, "") if _PER_HEAD.search(term.heads) else None
    if _THOUSANDS.search(term.tail[:50].lower()):
        return None  # so many in a thousand: a share
    found = _PER.search(term.tail[:40].lower()) or _LED.search(term.lead[-70:].lower())
    if found is None:
        if term.quantity.per in _TIME.split("|"):
            return _Rate(term, term.quantity.per)
        return None
    told = found.groupdict()
    if told.get("d"):
        length = term.frame.items[term.at + 1 + found.start("d")]
        if not isinstance(length, Quantity) or not length.value:
            return None
        return _Rate(term, length.unit.rstrip("s"), length.value)
    if told.get("a"):
        return _Rate(term, "")
    unit = told.get("t") or (told.get("v") and _adverb(told["v"] or "")) or told.get("u") or ""
    return _Rate(term, "" if unit in {"each", "every", "per"} else unit)


Base = tuple[Quantity, Quantity, Quantity, float]  # part, whole, what is told, in how many

_BASES = {1e3, 1e4, 1e5, 1e6}
_CLEAR, _SLIP = 1.2, 0.5  # surprise of a slip where many pairs may be meant, or only one


def told_per_base(evidence: Evidence) -> Iterator[Base]:
    """Yield "3.5 for every 1,000" that no two counts bear out and a slip parts from two."""
    every = few_terms(evidence)
    counts = [term for term in every if term.quantity.kind is Kind.COUNT and term.value > 1]
    for term in counts:
        found = _THOUSANDS.search(term.tail[:50].lower())
        base = term.frame.items.get(term.at + 1 + found.start("k")) if found else None
        if not isinstance(base, Quantity) or base.value not in _BASES:
            continue
        pairs = [
            (part, whole)
            for part, whole in permutations([one for one in counts if one.value not in _BASES], 2)
            if term not in {part, whole}
            and base.value <= whole.value > part.value >= 1
            and _ROOM_OF_BASE[0] < term.value / (part.value / whole.value * base.value)
            and term.value / (part.value / whole.value * base.value) < _ROOM_OF_BASE[1]
        ]
        rights = [_in_base(*pair, base.value) for pair in pairs]
        if any(right.meets(rounded(term.quantity)) for right in rights) or not pairs:
            continue
        slips = [surprise(term.quantity, right) for right in rights]
        best = max(range(len(pairs)), key=slips.__getitem__)
        if slips[best] - math.log10(len(pairs)) >= (_CLEAR if len(pairs) > 1 else _SLIP):
            part, whole = pairs[best]
            yield part.quantity, whole.quantity, term.quantity, base.value


_ROOM_OF_BASE = (0.4, 2.5)


def _in_base(part: Term, whole: Term, base: float) -> Interval:
    return (rounded(part.quantity) / rounded(whole.quantity)).scaled(base)


def _adverb(word: str) -> str:
    return "hour" if word == "hourly" else ADVERBS.get(word, word)


def _durations(every: Sequence[Term]) -> Iterator[tuple[Quantity, int]]:
    seen: set[int] = set()
    for term in every:
        if term.quantity.kind is Kind.DURATION and term.value:
            yield term.quantity, term.index
        if term.index not in seen:
            seen.add(term.index)
            for item in term.frame.items.values():
                if isinstance(item, DateMention) and (found := lasting(term.frame, item)):
                    yield found, term.index


_Times = tuple[Interval, dict[str, Quantity], int]  # how often, from what, and where that stands


def _times(
    rate: _Rate, every: Sequence[Term], lengths: Sequence[tuple[Quantity, int]]
) -> Iterator[_Times]:
    here = rate.term.index
    if rate.unit:
        for longer, by in IN.items():
            if longer[1] == rate.unit:
                yield Interval(*by).scaled(1 / rate.every), {}, here
        for quantity, index in lengths:
            if (found := _periods(quantity, rate.unit)) is not None:
                yield found.scaled(1 / rate.every), {"duration": quantity}, index
        return
    head = _head(rate)
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


def _of(
    rate: _Rate, totals: Sequence[Term], times: Sequence[_Times], settled: Sequence[_Times]
) -> Iterator[Pace]:
    for total in totals:
        mine = _in_unit(rate.term, total)
        if mine is None or total.value == mine.value or _other_things(rate.term, total):
            continue
        if abs(total.index - rate.term.index) > _FEW * 4:
            continue
        pace = _rate(total)
        offers = [
            (often, inputs, index)
            for often, inputs, index in times
            if not any(q is total.quantity for q in inputs.values())
            and (inputs or pace is None or not pace.unit or often in _within_one(pace.unit, rate))
        ]
        if any(_fits(total, mine, often) for often, _, _ in offers):
            continue
        offers = [one for one in offers if one not in settled]
        offers = [one for one in offers if not _added(total, mine, one[0], totals)]
        near = [one for one in offers if _within(total, mine, one[0])]
        near = [one for one in near if _side_by_side(rate, one)] or near
        rivals = len({one[0] for one in near})
        scored = [(_strength(rate, mine, total, one, rivals), one) for one in near]
        best = max(scored, key=lambda one: one[0], default=None)
        if best is not None and best[0] >= _ENOUGH:
            often, inputs, _ = best[1]
            yield Pace(
                rate=mine, times=often, total=total.quantity, inputs={"rate": mine, **inputs}
            )


def _added(total: Term, rate: Quantity, often: Interval, totals: Sequence[Term]) -> bool:
    """Whether a total is what a rate comes to on top of another figure: "40 and twelve by four"."""
    walked = (rate.value or 0.0) * (often.low + often.high) / 2
    return any(
        abs(one.value + walked - total.value) <= _DUST * total.value
        for one in totals
        if one is not total and one.units & total.units
    )


def _other_things(rate: Term, total: Term) -> bool:
    """Whether a rate and a total count different things: "votes per share", "million shares"."""
    named = rate.nouns and total.nouns and rate.quantity.kind is Kind.COUNT
    return bool(named) and not rate.nouns & total.nouns


def _has_total(rate: _Rate, often: Interval, totals: Sequence[Term]) -> bool:
    """Whether one of the totals is, to the digit, what a rate comes to in a number of times."""
    for total in totals:
        mine = _in_unit(rate.term, total)
        middle = (often.low + often.high) / 2
        right = (mine.value or 0.0) * middle if mine is not None else 0.0
        if abs(total.value - right) <= _DUST * right > 0:
            return True
    return False


_DUST = 1e-9
_TENS = 0.01  # in powers of ten


def _within_one(longer: str, rate: _Rate) -> list[Interval]:
    """Return how many periods of a rate are in a longer one."""
    within = IN.get((longer, rate.unit))
    return [Interval(*within).scaled(1 / rate.every)] if within is not None else []


def _fits(total: Term, rate: Quantity, often: Interval) -> bool:
    return fits(total.quantity, lambda one: product(one, often), rate)


def _within(total: Term, rate: Quantity, often: Interval) -> bool:
    right = (rate.value or 0.0) * (often.low + often.high) / 2
    return bool(right) and _ROOM[0] <= total.value / right <= _ROOM[1]


_IN_ONE = {  # of the second in one of the first
    ("ton", "kilogram"): 1e3,
    ("tonne", "kilogram"): 1e3,
    ("kilogram", "gram"): 1e3,
    ("megawatt hour", "kilowatt hour"): 1e3,
    ("gigawatt hour", "kilowatt hour"): 1e6,
    ("gigawatt hour", "megawatt hour"): 1e3,
}


def _in_unit(term: Term, total: Term) -> Quantity | None:
    """Return a rate in the unit of a total: kilograms a head may be told of in tons."""
    if term.units & total.units:
        return term.quantity
    by = _IN_ONE.get((total.quantity.unit, term.quantity.unit))
    if by is None:
        return None
    mine = term.quantity
    return replace(
        mine,
        value=term.value / by,
        step=mine.step / by,
        approximate_step=mine.approximate_step / by,
        unit=total.quantity.unit,
    )


_MEANT = {"person", "head", "unit", "piece", "capita", "one", "item", "member", "case", "time"}


def _head(rate: _Rate) -> str:
    """Return the stem of what a rate is said to be for, if it is named: "per share"."""
    if rate.term.cell:
        return ""
    found = _PER_NOUN.match(rate.term.tail[:40].lower())
    return found["noun"][:5] if found is not None and found["noun"] not in _MEANT else ""


_PER_NOUN = lazy_regex(r"(?: [a-z]+){0,2}? per (?P<noun>[a-z]{3,})\b")


def _heads(rate: _Rate, inputs: dict[str, Quantity]) -> bool:
    """Whether a number counts what a rate is said to be for: "for every resident", residents."""
    number = inputs.get("number")
    term = rate.term
    said = term.heads if term.cell else f"{term.lead[-60:]} {term.tail[:60]}"
    found = _HEAD.search(said.lower())
    if found is None or number is None:
        return False
    people = number.unit == "persons" and _PERSON.search(said.lower()) is not None
    return people or found["noun"][:5] in number.noun.lower()


_PERSON = lazy_regex(
    r"\b(?:each|every|per)(?: of)?(?: the)? (?:[a-z]+ )?(?:person|head|capita|member|resident|"
    r"inhabitant|citizen|soldier|employee|worker|recipient|adult|man|woman|individual|participant)\b"
)


def _strength(rate: _Rate, mine: Quantity, total: Term, often: _Times, rivals: int) -> float:
    times, inputs, index = often
    if not inputs and times.low != times.high:
        return 0.0
    middle = (times.low + times.high) / 2
    value = mine.value or 0.0
    tens = math.log10(total.value / (value * middle))
    if round(tens) and abs(tens - round(tens)) < _TENS:
        return 0.0  # a place too many or too few: among many figures two are often so by chance
    right = Interval(middle, middle) * Interval(value, value)
    spread = max(index, total.index, rate.term.index) - min(index, total.index, rate.term.index)
    if spread > 1 and inputs and len(_significant(total.quantity)) < _TOLD_DIGITS:
        return 0.0  # any product may come near one round digit
    ahead = _AHEAD.search(rate.term.lead[-70:].lower()) is not None
    if ahead and not (_heads(rate, inputs) or _side_by_side(rate, often)):
        return 0.0  # "per bed, the payment equals": of beds, and not of nurses
    slip = max(
        surprise(total.quantity, right),
        surprise(total.quantity, product(rounded(mine), times)),
        surprise(mine, Interval(total.value, total.value) / times),
    )
    if not slip and _lasts_there(total, often, spread) and _sole(rate, total):
        return _ENOUGH if _FAIR[0] <= total.value / (value * middle) <= _FAIR[1] else 0.0
    if not slip:
        paces = _rate(total) is not None and rate.unit and not inputs
        told = paces and rivals == 1 and spread <= 1 and _LINKED.search(total.lead)
        return _ENOUGH if told else 0.0
    placed = 1.0 if spread == 0 else 0.7 if spread == 1 else 0.3 if spread <= _FEW else -0.2
    heads = _heads(rate, inputs)
    if heads and _pays(total, rate.term) and _sole(rate, total):
        placed += 0.8
    bound = heads or (slip >= _CLEAR_SLIP and _side_by_side(rate, often))
    return slip + placed + 0.5 * bound - math.log10(rivals)


_CLEAR_SLIP = 1.0  # of three digits one: a shorter figure may well be the total of more things
_FAIR = (0.4, 2.5)  # of the right total: one farther off is of something else


def _side_by_side(rate: _Rate, often: _Times) -> bool:
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


def _sole(rate: _Rate, total: Term) -> bool:
    """Whether no other figure of its unit stands beside a total, so that no other is meant."""
    return not any(
        other is not total and other is not rate.term and other.near(total) and other.value
        for other in few_terms(total.frame.evidence)
        if other.units & total.units
    )


def _pays(total: Term, rate: Term) -> bool:
    """Whether a total is told as what something costs or brings that a rate is paid for."""
    said = _SPENT.search(total.lead.lower())
    if said is None:
        return False
    if _GIVEN.search(total.lead.lower()):
        return True
    return bool(content_words(total.lead) & content_words(rate.frame.text))


_GIVEN = lazy_regex(
    r"\b(?:handouts?|payments?|payouts?|grants?|allowances?|subsid\w+|benefits?|scheme|programme|program|"
    r"measure|bonus\w*|gifts?|relief|stipends?|bill|total|sum|outlay|it|this|that|they)\b"
)
_AHEAD = lazy_regex(r"\b(?:each|every|per) [a-z][a-z -]{1,25}, [^,;.\ue000-\ue01f]{0,45}$")


def _lasts_there(total: Term, often: _Times, spread: int) -> bool:
    """Whether the sentence of a total says over how long it is taken: "over all twelve months"."""
    length = often[1].get("duration")
    if length is None or spread > 1 or often[2] != total.index or _rate(total) is not None:
        return False
    text = total.frame.evidence.text[total.frame.sentence.start : length.start].lower()
    return (
        _OVER_ALL.search(text) is not None
        and _SPENT.search(total.lead.lower()) is not None
        and not _WITH_MORE.search(total.frame.text.lower())
    )


_TOLD_DIGITS = 2  # digits of a total that far off figures can be held against


def _significant(quantity: Quantity) -> str:
    return f"{quantity.value or 0.0:.0f}".strip("0")
