"""Sums and differences that words call so, of the only figures near by which they can be of.

"Women live 86 years in the South and 76 in the North; this gap of 12", "15 billion and 25 billion
make up the 45 billion facility": the figures of its unit before the result in its sentence, or in
the one before, are what it is reckoned from. Any other pair of the article that gives it explains
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from bongsu.audit.reading.fits import difference, fits, rounded, sum_fits, total
from bongsu.audit.reading.relating import forms_of
from bongsu.audit.reading.sums import Sum
from bongsu.audit.reading.terms import COUNT, PERCENT, POINTS, Term, few_terms, prose_terms
from bongsu.audit.reading.wording import stem
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_KINDS = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.DURATION, Kind.POINTS, Kind.RATE}
_CLOSE = (0.4, 2.5)  # of the right difference: a figure farther off is of something else
_ROOM = (0.75, 1.33)  # of the right sum
_MOST = 6
_HEDGE = (
    r"(?: (?:of|is|was|to|at|now|some|about|just|only|then|thus|a|an|the|stood at|came to|"
    r"amounted to|comes to|stands at))*"
)
_CUTS = lazy_regex(
    r"\b(?:than|compared|versus|against|respectively|each|per|average|average[sd]?|if|would|target\w*|"
    r"another|further|more|fewer|includ\w+|of which|between|or)\b"
)
_REMAINS = lazy_regex(
    r"(?: [a-z]+){0,3}? (?:remains?|remained|(?:is|are|was|were) (?:still )?left|left over|"
    r"is still to come)\b"
)
_LEFT = lazy_regex(
    r"\b(?:leaves?|left|leaving|remaining|the (?:rest|remainder),?)(?: (?:only|just|about|some|"
    r"it with))* $"
)
_APART_BEHIND = lazy_regex(
    r" (?:[a-z]+ )?(?:less|lower|below|fewer|short|apart|higher|above|ahead|behind|down|up|"
    r"more)(?=[,.;:)]|$)"
)
_CALLED = lazy_regex(
    r"(?:\b(?:joint|combined|common|overall|united)(?: [a-z-]+){1,3} of|\bma[dk]es? up (?:the|a|"
    r"its|this)|"
    r"\bforms? (?:the|a)|\bwhich gives|\bgiving|\bgives|\btogether (?:are|is|were|make|form|give|"
    r"reach)|"
    r"\bboth together|\btogether,?|\bcombined,?|\bsums? to|\badds? up to|\ball)(?: (?:about|some|"
    r"roughly))? $"
)
_THESE = lazy_regex(r"(?:;|,|, (?:and|so|so that)|\band) (?:the|these|those|all(?: the)?) $")


@dataclass(frozen=True)
class Apart:
    """A difference with the two figures that it does not lie between."""

    first: Quantity
    second: Quantity
    result: Quantity


def differences_told(evidence: Evidence) -> Iterator[Apart]:
    """Yield what is called a gap, a profit or what remains, and is not that of two figures."""
    prose = prose_terms(evidence)
    every = few_terms(evidence)
    for place, result in enumerate(prose):
        if result.quantity.kind not in _KINDS or result.quantity.comparator not in NO_BOUNDS:
            continue
        if not called_apart(result):
            continue
        pair = _pair(result, prose[max(0, place - _MOST) : place])
        if pair is None or any(_gives(one, other, result) for one, other in _pairs(every, result)):
            continue
        right = abs(pair[0].value - pair[1].value)
        if right and _CLOSE[0] <= result.value / right <= _CLOSE[1]:
            yield Apart(pair[0].quantity, pair[1].quantity, result.quantity)


def called_apart(term: Term) -> bool:
    """Whether words call a figure what lies between two others, or what is left."""
    tail = term.tail.lower()
    if _gap_before().search(term.lead.lower()[-60:]) or _LEFT.search(term.lead.lower()[-30:]):
        return True
    rest = _REMAINS.match(tail) is not None and not _OTHERS.search(term.lead.lower()[-20:])
    return rest or (term.quantity.kind is Kind.POINTS and _APART_BEHIND.match(tail) is not None)


_OTHERS = lazy_regex(r"\b(?:other|others|another|further|remaining) $")  # of more than two parts


@cache
def _gap_before() -> re.Pattern[str]:
    nouns = "|".join(
        sorted(forms_of("gap_nouns") | {"profit", "profits", "loss", "losses", "remainder"})
    )
    return regex(rf"\b(?:{nouns})\b(?: (?:between|in|of) [a-z ]{{2,25}})?{_HEDGE} $")


def _unit_fits(one: Term, result: Term) -> bool:
    if result.quantity.kind is Kind.POINTS:
        return PERCENT in one.units and one.quantity.kind is not Kind.PERCENT_CHANGE
    return bool(one.units & result.units) and not (one.idle and COUNT in result.units)


def _pair(result: Term, earlier: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return the only two figures before a result that it can lie between."""
    mine = [
        one
        for one in earlier
        if one.block == result.block
        and _unit_fits(one, result)
        and one.quantity.comparator in NO_BOUNDS
        and result.index - one.index <= 1
    ]
    here = [one for one in mine if one.index == result.index]
    rest = _REMAINS.match(result.tail.lower()) or _LEFT.search(result.lead.lower()[-30:])
    some = here if len(here) == 2 and not rest else mine  # a rest is left of all that is told
    if len(some) != 2:
        return None
    between = result.frame.text[some[-1].at : result.at] if here else result.lead
    if _CUTS.search(between.lower()[-60:].rpartition(";")[2]):
        return None
    return some[0], some[1]


def _pairs(every: Sequence[Term], result: Term) -> Iterator[tuple[Term, Term]]:
    mine = [one for one in every if one is not result and _unit_fits(one, result)]
    return combinations(mine[:60], 2)


def _gives(one: Term, other: Term, result: Term) -> bool:
    first, second = one.quantity, other.quantity
    exact = fits(result.quantity, difference, first, second)
    return exact or abs(abs(one.value - other.value) - result.value) <= 1e-9


def sums_told(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals that words call so behind all their parts, which do not come to them."""
    prose = prose_terms(evidence)
    for place, whole in enumerate(prose):
        if whole.quantity.comparator not in NO_BOUNDS or whole.quantity.kind not in _KINDS:
            continue
        if whole.quantity.kind is Kind.POINTS or POINTS in whole.units or PERCENT in whole.units:
            continue
        parts = [
            one
            for one in prose[max(0, place - _MOST) : place]
            if one.index == whole.index and one.units & whole.units
        ]
        if not 2 <= len(parts) <= _MOST or any(one.value >= whole.value for one in parts):
            continue
        lead = whole.lead.lower()
        between = whole.frame.text[parts[0].at : whole.at].lower()
        called = _CALLED.search(lead[-70:]) or (_THESE.search(lead[-30:]) and _of_these(whole))
        if not called or _CUTS.search(between) or not _adds(parts, whole):
            continue
        yield Sum(
            whole=whole.quantity, parts=tuple(one.quantity for one in parts), sure=len(parts) > 2
        )


def _of_these(whole: Term) -> bool:
    """Whether a count with an article is of what the counts before it are of."""
    words = regex(r"[a-z]+").findall(whole.tail.lower()[:30])[:2]
    said = {stem(word) for word in regex(r"[a-z]+").findall(whole.frame.text[: whole.at].lower())}
    verbs = {stem(word)[:3] for word in said}
    return COUNT in whole.units and any(
        stem(word) in said or stem(word)[:3] in verbs for word in words if len(word) > 3
    )


def _adds(parts: Sequence[Term], whole: Term) -> bool:
    """Whether parts come near a total and miss it, and no run of them is it."""
    figures = [one.quantity for one in parts]
    added = sum(one.value for one in parts)
    if not _ROOM[0] * whole.value <= added <= _ROOM[1] * whole.value:
        return False
    if total(*map(rounded, figures)).meets(rounded(whole.quantity)):
        return False
    return not any(
        sum_fits(some, whole.quantity)
        for number in range(2, len(figures) + 1)
        for some in combinations(figures, number)
    )
