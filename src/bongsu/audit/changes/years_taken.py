"""How long a total lasts at a rate, or takes under a ceiling: "at $20 billion a year, ten years".

A length of time that is told as what follows ("will therefore take", "so that it lasts") is held
against the rate told with it and every sum before it of which that rate may be.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.changes.paces import IN
from bongsu.audit.changes.rated import rate_of
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_FOLLOWS = lazy_regex(
    r"\b(?:therefore|thus|hence|so|so that|which means|meaning|means|mean|would take|will take|"
    r"(?:will|would|must) (?:pass|elapse|go by)|"
    r"takes?|"
    r"took|taking|requires?|needs?|lasts?|would last|will last|enough for|suffices? for|run out|"
    r"runs out|exhausted|used up|spent|drawn down|paid (?:out|off|in)|repaid|stretch\w*|spread|"
    r"implies|implying|at (?:that|this) (?:rate|pace)|in (?:at least|no less than|about|some)|"
    r"with(?:in)?|over|cover\w*|completed?)\b"
)
_ASIDE = lazy_regex(
    r"\b(?:ago|earlier|since|old|later|term|aged?|years? of|maturity|rose|fell|grew|growth|"
    r"interest|"
    r"percent|loan|bond|grace|warranty|contract of)\b"
)
_OTHERWISE = lazy_regex(  # what was done in that time, what lengthens it, or was to be
    r" (?:planned|foreseen|allowed|allotted|promised|agreed|budgeted)\b|"
    r"[^.;]{0,30}\b(?:negotiat\w*|to (?:reach|agree|draft|write|sign|conclude|prepare|plan)|if|"
    r"unless|since|because|at sea|in (?:service|use))\b"
)
REST = lazy_regex(  # what is left of a sum takes less than all of it
    r"\b(?:remainder|remaining|(?:what|which) (?:still )?remains?|the (?:rest|others|balance)|"
    r"left (?:over|to|open|undone|unpaid|out)|"
    r"(?:what|that) (?:is|are|was|were|still)? ?left|(?:still )?outstanding|unpaid|undelivered|"
    r"already|after that|thereafter|the other (?:half|third|\ue020))\b"
)
_BACK = 3  # sentences from a length of time to the rate
_TOTALS = 6  # and to the sum
_ROOM = (0.2, 5.0)  # of the right length: one farther off is of something else
_ROUND = 0.12  # of the length: people round it


class Taken(NamedTuple):
    """A length of time, the rate and the sum told with it, and what it should be."""

    length: Quantity
    rate: Quantity
    total: Quantity
    right: float  # in the unit of the length


def years_taken(evidence: Evidence) -> Iterator[Taken]:
    """Yield the lengths of time that no sum before them makes at the rate told."""
    every = few_terms(evidence)
    lengths = [one for one in every if _follows(one)]
    if not lengths:
        return
    rates = [
        (rate.term, rate.unit)
        for one in every
        if one.quantity.kind in AMOUNTS and (rate := rate_of(one)) is not None and rate.unit
    ]
    for length in lengths:
        near = [one for one in rates if 0 <= length.index - one[0].index <= _BACK]
        same = [one for one in near if one[0].index == length.index] or near
        if len(same) != 1:
            continue
        found = _off(length, *same[0], every)
        if found is not None:
            yield found


def _follows(term: Term) -> bool:
    """Whether a figure is a length of time told as what follows from others."""
    if term.quantity.kind is not Kind.DURATION or term.value <= 1 or term.cell:
        return False
    lead, tail = term.lead[-60:].lower(), term.tail[:16].lower()
    if (
        _ASIDE.search(f"{lead} {tail}")
        or REST.search(_clause(term))
        or _OTHERWISE.match(term.tail.lower())
    ):
        return False
    if REST.search(term.tail[:_BEHIND].lower()):
        return False  # "it would take five years to do the others"
    return _FOLLOWS.search(term.frame.text.lower()) is not None


def _clause(term: Term) -> str:
    """Return the words of the clause that leads to a length of time, in small letters."""
    return regex(r"[;:]").split(term.frame.text[: term.at].lower())[-1][-_LEAD:]


_LEAD, _BEHIND = 90, 40  # code points


def _off(length: Term, rate: Term, unit: str, every: Sequence[Term]) -> Taken | None:
    own = length.quantity.unit.rstrip("s")
    by = 1.0 if own == unit else math.nan
    if (own, unit) in IN:
        by = sum(IN[own, unit]) / 2
    elif (unit, own) in IN:
        by = 2 / sum(IN[unit, own])
    totals = [
        one
        for one in every
        if one is not rate
        and one.units & rate.units
        and rate_of(one) is None
        and one.value > rate.value
        and -1 <= length.index - one.index <= _TOTALS
    ]
    totals = _of_clause(length, totals) or totals
    if math.isnan(by) or not totals or not rate.value:
        return None
    took = [(one, one.value / (rate.value * by)) for one in totals]
    if any(_fits(length, right, one, rate) for one, right in took):
        return None
    near = [
        (one, right)
        for one, right in took
        if _ROOM[0] < length.value / right < _ROOM[1] or _of_other_unit(length, one, rate, by)
    ]
    best = min(near, key=lambda each: abs(each[0].index - length.index), default=None)
    if best is None or abs(best[0].index - rate.index) > _BACK:
        return None
    return Taken(length=length.quantity, rate=rate.quantity, total=best[0].quantity, right=best[1])


_TAKES = lazy_regex(
    r" (?:would|will|could|can|must|may) (?:only |then |thus |therefore |still )?(?:take|need|last|"
    r"require)(?: (?:at least|at most|only|just|about|some|no less than|another))? $"
)


def _of_clause(length: Term, totals: Sequence[Term]) -> list[Term]:
    """Return the sum that takes so long by its own clause: "the $200 billion would take"."""
    return [
        one
        for one in totals
        if one.index == length.index
        and one.at < length.at
        and _TAKES.fullmatch(length.frame.text, one.at + 1, length.at)
    ]


def _of_other_unit(length: Term, total: Term, rate: Term, by: float) -> bool:
    """Whether a length is right but for its unit: ten years of what is told a month."""
    return by != 1.0 and abs(length.value - total.value / rate.value) < _DUST


_DUST = 1e-9


def _fits(length: Term, right: float, total: Term, rate: Term) -> bool:
    """Whether a length is as told, rounded to the next whole one either way."""
    rough = 0.5 * (min(total.quantity.approximate_step / total.value, _TENTH))
    rough += 0.5 * (rate.quantity.approximate_step / rate.value) if rate.value < _FEW else 0.0
    room = max(_ROUND, min(rough, _MOST)) * right
    whole = math.floor(right) <= length.value <= math.ceil(right)
    return whole or abs(length.value - right) <= max(room, 0.5 * length.quantity.step)


_FEW = 10.0
_TENTH = 0.1  # of a sum: a round one is told to no worse
_MOST = 0.25
