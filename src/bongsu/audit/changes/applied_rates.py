"""Amounts that are told as what a rate makes of a base, or a sum for each makes of a number.

"Parts worth $84 million. At the rate of 25 percent it will owe $24 million", "recognition stood at
1.8 percent, so 190 of the 5,000", "30 million each to 2,000 firms, 600 billion in all": the base
stands in the sentence or in one of the two before, and no other figure of its unit does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from bongsu.audit.notation import DATE
from bongsu.audit.reading.fits import product, rounded, share_fits
from bongsu.audit.reading.terms import COUNT, Term, prose_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_BACK = 2  # sentences before a result in which the rate and the base stand
_RATE = lazy_regex(
    r"\b(?:rate|at|tariffs?|dut(?:y|ies)|lev(?:y|ies|ied)|tax(?:es|ed)?|interest|commission|premium|fees?|surcharge|"
    r"recognition|acceptance|approval|turnout|contribution|contribut\w+|pays?|royalt(?:y|ies)|coupon|yield|"
    r"margin|deposit|return|vacancy|unemployment|response|share|stood|charges?|takes?|keeps?|withholds?)\b"
    r"[^;.\ue000-\ue01f]{0,45}$"
)
_SET = lazy_regex(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|interest|fees?|commission|premium|surcharge|coupon|deposit|royalt\w+|"
    r"lends|at (?:a|the) rate)\b[^;.]*$"
)
_MOVED = lazy_regex(
    r"\b(?:ris\w+|rose|fell|fall\w*|grew|grow\w*|growth|increas\w+|decreas\w+|declin\w+|drop\w*|up|down|more|less|"
    r"higher|lower|fewer|discount|inflation|cut|cuts|raised|lowered|reduc\w+|jump\w*|gain\w*|points?|than|from|"
    r"compared|against|compound\w*|per year for|of which|instead)\b"
)
_LINK = lazy_regex(
    r"\b(?:so|so that|thus|hence|therefore|means?|meaning|makes?|making|would be|will be|"
    r"would owe|will owe|owes?|"
    r"owed|amount(?:s|ing|ed)? to|com(?:es?|ing) to|came to|yields?|brings?|raises?|equals?|"
    r"works? out|that is|which is|"
    r"or|duty|tariff|levy|tax|interest|fee|commission|premium|contribution|deposit|royalt(?:y|"
    r"ies)|has to pay|"
    r"must pay|will pay|pays|paid|costs?|due|brought|earn(?:s|ed)|ha[sd]|have|needs?|collect\w*|"
    r"receiv\w*|g[eo]ts?|g[ia]ves?|"
    r"leaves|left|keeps|takes|took|granted|recognized|voted|cast|employ\w*)\b[^;.\ue000-\ue01f]{0,45}$"
)
_NOT = lazy_regex(
    r"\b(?:up to|at least|already|before|last year|previous\w*|instead of|another|other|further|"
    r"also|plus)\b"
    r"[^;.,\ue000-\ue01f]{0,30}$"
)
_CHANGE_BEHIND = lazy_regex(
    r" (?:[a-z]+ )?(?:more|less|higher|lower|fewer|increase|decrease|rise|cut|growth|points?|"
    r"stake|discount)\b"
)
_ROOM = (0.3, 3.4)  # of what is right: farther off, it is of something else
_ROUGH = (0.955, 1.045)  # nearer, it is told in round figures
_EACH_BEHIND = lazy_regex(
    r" (?:[a-z.$]+ ){0,2}?(?:each|apiece|a head|per head|per (?:person|household|firm|family|"
    r"unit|farm|ship))\b"
)
_EACH_AHEAD = lazy_regex(r"\b[Ee]ach of (?:the |its |these |those |their )?$")
_TOTAL = lazy_regex(
    r"\b(?:total\w*|in all|altogether|thus|so|hence|bill|program|programme|scheme|cost\w*|"
    r"com(?:es?|ing) to|adds? up|"
    r"mak(?:es|ing)|sum|amount\w* to|outlay|spend\w*|worth|overall|"
    r"budget)\b[^;.\ue000-\ue01f]{0,40}$"
)
_TOTAL_BEHIND = lazy_regex(
    r"(?: [a-z-]+){0,2},? (?:in all|in total|altogether|all told|combined|overall)\b"
)
_PERIODS = (1.0, 12.0, 4.0, 52.0, 365.0, 360.0, 250.0, 30.0, 2.0)


@dataclass(frozen=True)
class Applied:
    """A result with the two figures that do not make it, and what they make."""

    result: Quantity
    inputs: dict[str, Quantity]
    right: Interval
    said: str  # how the two are put together: "25 percent of $84 million"


def applied_rates(evidence: Evidence) -> Iterator[Applied]:
    """Yield results that neither a rate and its base nor a sum for each and the number make."""
    prose = prose_terms(evidence)
    for _, group in groupby(prose, key=lambda term: term.block):
        told = list(group)
        for place, result in enumerate(told):
            if result.quantity.kind not in AMOUNTS or result.quantity.comparator not in NO_BOUNDS:
                continue
            window = [one for one in told[:place] if result.index - one.index <= _BACK]
            found = _of_percent(result, window, told) or _of_each(result, window)
            if found is not None and not _otherwise(result, found):
                yield found


_TAKEN_OFF = lazy_regex(
    r"\b(?:exempt\w*|exception|excluding|except|deduct\w*|contains?|contained|including|included|net|after\s(?:an?|the|tax)|less|"
    r"but|only|one-off|savings?|since|because|adds?|added|plus|with\s(?:an?other\s)?\ue000|host)\b"
)


def _otherwise(result: Term, found: Applied) -> bool:
    """Whether words say that something is taken off, or comes on top, or that it is only held."""
    words = result.frame.text.lower()
    rate = next(iter(found.inputs.values()))
    evidence = result.frame.evidence
    before = evidence.text[rate.start : result.quantity.start].lower()
    return _TAKEN_OFF.search(words) is not None or _TAKEN_OFF.search(before) is not None


def _of_percent(result: Term, window: Sequence[Term], told: Sequence[Term]) -> Applied | None:
    rates = [one for one in window if one.quantity.kind is Kind.PERCENT and one.value]
    mine = [
        one
        for one in window
        if one.units & result.units and one.quantity.kind is result.quantity.kind
    ]
    if not rates or not mine or result.index - rates[-1].index > 1:
        return None
    rate = rates[-1]
    near = [one for one in rates if one.index in {rate.index, result.index}]
    bases = [one for one in mine if one.value > result.value]
    if (
        len(near) != 1
        or len(bases) != 1
        or len(mine) != 1
        or not _is_rate(rate)
        or not _linked(result, rate)
    ):
        return None
    base = bases[0]
    behind = [one for one in told if one.index == result.index and one.at > result.at]
    if any(one.quantity.kind in {Kind.PERCENT, Kind.DURATION} for one in behind):
        return None
    if result.quantity.kind is Kind.COUNT and not _counts(result, base):
        return None
    exact = (
        _SET.search(rate.lead.lower()[-70:]) is not None
    )  # a rate that is set has no rounding error
    share = Interval(rate.value, rate.value) if exact else rounded(rate.quantity)
    right = product(rounded(base.quantity), share.scaled(0.01))
    times = result.value / (base.value * rate.value / 100)
    if right.meets(rounded(result.quantity)) or _ROUGH[0] < times < _ROUGH[1]:
        return None
    if not exact and share_fits(result.quantity, base.quantity, rate.quantity):
        return None
    if not _ROOM[0] <= times <= _ROOM[1]:
        return None
    if any(
        abs(times * often - 1) < 0.02 or abs(times / often - 1) < 0.02 for often in _PERIODS[1:]
    ):
        return None
    words = result.frame.evidence.words
    said = f"{words(rate.quantity)} of {words(base.quantity)}"
    inputs = {"rate": rate.quantity, "base": base.quantity}
    return Applied(result.quantity, inputs, right, said)


def _is_rate(rate: Term) -> bool:
    lead, tail = rate.lead.lower(), rate.tail.lower()
    if _CHANGE_BEHIND.match(tail) or rate.quantity.comparator not in NO_BOUNDS:
        return False
    clause = lead[-70:]
    return _RATE.search(clause) is not None and _MOVED.search(clause[-45:]) is None


def _linked(result: Term, rate: Term) -> bool:
    """Whether words tell a figure to be what comes of the rate before it."""
    if result.frame is rate.frame:
        between = result.frame.text[rate.at + 1 : result.at].lower()
    else:
        between = result.lead.lower()
    if _MOVED.search(between) or _NOT.search(between) or DATE in between[-30:]:
        return False
    return _LINK.search(between) is not None


_PEOPLE = lazy_regex(
    r"\b(?:people|persons|applicants|claims?|applications?|cases|workers|employees|voters|residents|students|"
    r"women|men|households|families|refugees|defectors|firms|companies|patients|members)\b"
)


def _counts(result: Term, base: Term) -> bool:
    """Whether a count is one of some that the base counts."""
    said = f"{result.quantity.noun} {result.tail[:25]}".lower()
    told = f"{base.quantity.noun} {base.tail[:25]}".lower()
    return _PEOPLE.search(said) is not None and _PEOPLE.search(told) is not None


def _of_each(result: Term, window: Sequence[Term]) -> Applied | None:
    tail = result.tail.lower()
    if result.quantity.kind is Kind.COUNT or not (
        _TOTAL.search(result.lead.lower()[-60:]) or _TOTAL_BEHIND.match(tail)
    ):
        return None
    if _EACH_BEHIND.match(tail):
        return None
    rates = [
        one
        for one in window
        if (one.quantity.kind, one.quantity.unit) == (result.quantity.kind, result.quantity.unit)
        and result.index - one.index <= 1
        and one.value < result.value
    ]
    if len(rates) != 1:
        return None
    rate = rates[0]
    places = {rate.index, result.index}
    counts = [one for one in window if COUNT in one.units and one.index in places and one.value > 1]
    ahead = [one for one in counts if _EACH_AHEAD.search(one.lead)]
    if len(counts) != 1:
        return None
    heads = counts[0]
    if not (_EACH_BEHIND.match(rate.tail.lower()) or ahead or _for_each(rate, heads)):
        return None
    if rate.frame is result.frame and _GOES_ON.search(rate.frame.text[rate.at : result.at].lower()):
        return None
    right = product(rounded(rate.quantity), rounded(heads.quantity))
    lengths = [one.value for one in window if one.quantity.kind is Kind.DURATION and one.value]
    for often in (*_PERIODS, *lengths):
        if right.scaled(often).meets(rounded(result.quantity)):
            return None
        times = result.value / (rate.value * heads.value * often)
        if 0.9 < times < 1.1:
            return None
    words = result.frame.evidence.words
    said = f"{words(rate.quantity)} for each of {words(heads.quantity)}"
    inputs = {"rate": rate.quantity, "number": heads.quantity}
    return Applied(result.quantity, inputs, right, said)


_GOES_ON = lazy_regex(r"\band (?:it |they )?[a-z]{3,}(?:ed|nt|ht|ot|ok|id)\b")  # of something else
_FOR_NOUN = lazy_regex(r" (?:a|an|per|for each|for every) (?P<noun>[a-z]{3,})\b")


def _for_each(rate: Term, heads: Term) -> bool:
    """Whether a rate is told for one of what a number counts: "30 million a business"."""
    found = _FOR_NOUN.match(rate.tail.lower())
    counted = f"{heads.quantity.noun} {heads.tail[:40]}".lower()
    return found is not None and found["noun"][:6] in counted
