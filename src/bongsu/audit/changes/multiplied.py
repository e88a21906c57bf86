"""Totals that a rate and its number of times come to, wherever in the article the three stand.

If any number of the article, or of periods in a period, makes a total of a rate, that total is
explained; one that none explains and that is one slip of the finger away from a product was meant
to be it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from bongsu.audit.changes.paces import Pace
from bongsu.audit.changes.rated import Rate, counts_heads, in_unit_of, rate_of
from bongsu.audit.changes.times_paid import Times, durations, side_by_side, times_of, within_one
from bongsu.audit.reading.fits import fits, product, rounded
from bongsu.audit.reading.placed import period_of
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_SPENT = lazy_regex(
    r"\b(?:cost\w*|swallow\w*|tak(?:e|es|ing)|took|absorb\w*|consum\w*|requir\w*|need\w*|"
    r"spend\w*|spent|bill|budget\w*|outlays?|expens\w*|expenditure|bring\w*|brought|rais\w*|earn\w*|"
    r"yield\w*|collect\w*|pay|pays|paid|worth|value\w*|reach\w*|total\w*|amount\w*|"
    r"com(?:e|es|ing) to|came to|set aside|account\w* for|price|sum|revenue|receipts|"
    r"proceeds|turnover)\b[^,;.\ue000-\ue01f]{0,30}$"
)
_BASE = lazy_regex(r"\b(?:from|than|against|versus) (?:(?:the|about|some|just|only) )*$")
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
_ENOUGH = 1.6
_ROOM = (0.09, 11.0)
_FEW = 3  # sentences between a rate and what it is multiplied with


def multiplied(evidence: Evidence) -> Iterator[Pace]:
    """Yield rates with their times and totals where a slip of the finger parts them."""
    every = few_terms(evidence)
    rates = [rate for term in every if (rate := rate_of(term)) is not None]
    if not rates:
        return
    rated = {rate.term: rate.unit for rate in rates}
    totals = [t for t in every if t.quantity.kind in AMOUNTS and not _BASE.search(t.lead)]
    lengths = list(durations(every))
    for rate in rates:
        times = list(times_of(rate, every, lengths))
        settled = [one for one in times if one[1] and _has_total(rate, one[0], totals)]
        mine = [t for t in totals if rated.get(t, "-") != rate.unit]
        yield from _of(rate, mine, times, settled)


def _of(
    rate: Rate, totals: Sequence[Term], times: Sequence[Times], settled: Sequence[Times]
) -> Iterator[Pace]:
    for total in totals:
        mine = in_unit_of(rate.term, total)
        if mine is None or total.value == mine.value or _other_things(rate.term, total):
            continue
        if abs(total.index - rate.term.index) > _FEW * 4:
            continue
        pace = rate_of(total)
        offers = [
            (often, inputs, index)
            for often, inputs, index in times
            if not any(q is total.quantity for q in inputs.values())
            and (inputs or pace is None or not pace.unit or often in within_one(pace.unit, rate))
        ]
        if any(_fits(total, mine, often) for often, _, _ in offers):
            continue
        if _of_one_time(rate.term):  # earnings of the fourth quarter are not those of every quarter
            offers = [one for one in offers if one[1]]
        offers = [one for one in offers if one not in settled]
        offers = [one for one in offers if not _added(total, mine, one[0], totals)]
        near = [one for one in offers if _within(total, mine, one[0])]
        near = [one for one in near if side_by_side(rate, one)] or near
        rivals = len({one[0] for one in near})
        scored = [(_strength(rate, mine, total, one, rivals), one) for one in near]
        best = max(scored, key=lambda one: one[0], default=None)
        if best is not None and best[0] >= _ENOUGH:
            often, inputs, _ = best[1]
            yield Pace(
                rate=mine, times=often, total=total.quantity, inputs={"rate": mine, **inputs}
            )


def _of_one_time(rate: Term) -> bool:
    """Whether what is told per quarter or month is the figure of a quarter or month by name."""
    return "-" in (period_of(rate.frame.evidence, rate.quantity) or "")


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


def _has_total(rate: Rate, often: Interval, totals: Sequence[Term]) -> bool:
    """Whether one of the totals is, to the digit, what a rate comes to in a number of times."""
    for total in totals:
        mine = in_unit_of(rate.term, total)
        middle = (often.low + often.high) / 2
        right = (mine.value or 0.0) * middle if mine is not None else 0.0
        if abs(total.value - right) <= _DUST * right > 0:
            return True
    return False


_DUST = 1e-9
_TENS = 0.01  # in powers of ten


def _fits(total: Term, rate: Quantity, often: Interval) -> bool:
    return fits(total.quantity, lambda one: product(one, often), rate)


def _within(total: Term, rate: Quantity, often: Interval) -> bool:
    right = (rate.value or 0.0) * (often.low + often.high) / 2
    return bool(right) and _ROOM[0] <= total.value / right <= _ROOM[1]


def _strength(rate: Rate, mine: Quantity, total: Term, often: Times, rivals: int) -> float:
    times, inputs, index = often
    if not inputs and times.low != times.high:
        return 0.0
    middle = (times.low + times.high) / 2
    value = mine.value or 0.0
    tens = math.log10(total.value / (value * middle))
    if round(tens) and abs(tens - round(tens)) < _TENS:
        return 0.0  # a place too many or too few: among many figures two are often so by chance
    right = Interval(middle, middle) * Interval(value, value)
    if rate.unit in _SHORT_TIMES and "duration" in inputs and _with_other_pay(rate, total):
        return 0.0
    if _by_the_hour(rate, total, often):
        return _ENOUGH
    spread = max(index, total.index, rate.term.index) - min(index, total.index, rate.term.index)
    if spread > 1 and inputs and len(_significant(total.quantity)) < _TOLD_DIGITS:
        return 0.0  # any product may come near one round digit
    ahead = _AHEAD.search(rate.term.lead[-70:].lower()) is not None
    if ahead and not (counts_heads(rate, inputs) or side_by_side(rate, often)):
        return 0.0  # "per bed, the payment equals": of beds, and not of nurses
    slip = max(
        surprise(total.quantity, right),
        surprise(total.quantity, product(rounded(mine), times)),
        surprise(mine, Interval(total.value, total.value) / times),
    )
    if not slip and _lasts_there(total, often, spread) and _sole(rate, total):
        return _ENOUGH if _FAIR[0] <= total.value / (value * middle) <= _FAIR[1] else 0.0
    if not slip:
        paces = rate_of(total) is not None and rate.unit and not inputs
        told = paces and rivals == 1 and spread <= 1 and _LINKED.search(total.lead)
        return _ENOUGH if told else 0.0
    placed = 1.0 if spread == 0 else 0.7 if spread == 1 else 0.3 if spread <= _FEW else -0.2
    heads = counts_heads(rate, inputs)
    if heads and _pays(total, rate.term) and _sole(rate, total):
        placed += 0.8
    bound = heads or (slip >= _CLEAR_SLIP and side_by_side(rate, often))
    return slip + placed + 0.5 * bound - math.log10(rivals)


_LIKE = (0.7, 1.4)  # of the right total: pay that is farther off has other parts
_OTHER_PAY = lazy_regex(
    r"\b(?:net|tax(?:es)?|take[sn]? home|deduct\w*|average|overtime|extra|beyond|above|excluding|"
    r"except|less|minus|instead|rather|typical\w*|median)\b"
)


_SHORT_TIMES = frozenset({"hour", "day", "week"})
_REDUCED = lazy_regex(
    r"\b(?:discount\w*|ceiling|capped|cap|maximum|docked|because|free|half|reduced|rebate|training|"
    r"twice|bonus|premium|flat|package|fees?|surcharge)\b|\bpercent of\b|\bat \S+ percent\b"
)


def _with_other_pay(rate: Rate, total: Term) -> bool:
    """Whether words near a total say that it is more or less than the rate so many times."""
    said = total.frame.text.lower()
    return _REDUCED.search(said) is not None or (
        total.index != rate.term.index and _OTHER_PAY.search(said) is not None
    )


def _by_the_hour(rate: Rate, total: Term, often: Times) -> bool:
    """Whether the sentence of an exact total tells for how many hours, or days, it is paid.

    "Counted as 209 hours, the rate comes to 2,060,740 won", after what an hour pays.
    """
    length, middle = often[1].get("duration"), (often[0].low + often[0].high) / 2
    right = rate.term.value * middle
    if length is None or rate.unit not in {"hour", "day"} or often[2] != total.index or not right:
        return False
    said = total.frame.text.lower()
    return (
        length.unit.rstrip("s") == rate.unit
        and total.index == rate.term.index  # in the next one it may be another year's rate
        and total.quantity.kind is Kind.MONEY
        and total.quantity.step < _EXACT * total.value
        and _LIKE[0] <= total.value / right <= _LIKE[1]
        and not (_OTHER_PAY.search(said) or _WITH_MORE.search(said.replace("including paid", "")))
    )


_EXACT = 0.01  # of a total that was reckoned, and not told roughly
_CLEAR_SLIP = 1.0  # of three digits one: a shorter figure may well be the total of more things
_FAIR = (0.4, 2.5)  # of the right total: one farther off is of something else


def _sole(rate: Rate, total: Term) -> bool:
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


def _lasts_there(total: Term, often: Times, spread: int) -> bool:
    """Whether the sentence of a total says over how long it is taken: "over all twelve months"."""
    length = often[1].get("duration")
    if length is None or spread > 1 or often[2] != total.index or rate_of(total) is not None:
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
