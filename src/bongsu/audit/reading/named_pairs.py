"""Shares and multiples whose two figures stand elsewhere in the text, and are named by words alone.

"Defence has 59.4 trillion won" of a budget of 656.6 trillion two sentences before; "13 percent of
what the state spends goes to the armed forces". What such a figure is reckoned from is looked for
among the amounts about it: any two that give it explain it, and it is silently right. If none does,
it is held against the one pair that its own words name best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import permutations
from typing import NamedTuple

from bongsu.audit.reading.fits import fits, growth, percentage, ratio, rounded
from bongsu.audit.reading.terms import Term, few_terms, prose_terms
from bongsu.audit.reading.wording import content_words, frequent_words, in_quotes
from bongsu.audit.remembering import remembered
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, PERCENTS, Comparator, Evidence, Kind
from bongsu.patterns import lazy_regex

PERCENT_OF, TIMES = "percent of", "times"
_REACH = 1_500  # code points to either side in which the figures of a share may stand
_MOST = 14  # amounts there: among more, some pair gives anything
_NEAR = (0.55, 1.8)  # of the right result: what is farther off is of something else
_HEDGED, _PLAIN = 0.12, 0.05  # of a multiple or fraction told with "about", or as it is
_OVER = 1.5  # of what "more than" is said of: more would be told by the next number
_SHARE = lazy_regex(
    r"\s?(?:percent|%)?\s?of\s(?!the\s(?:respondents|vote)|GDP|gross|voters|Koreans|people|those)|\s?\)|"
    r"\sof\s(?:the|all|its|their|what|total|them|those|these|it)\b"
)
_TAKES = lazy_regex(
    r"\b(?:account(?:s|ed|ing)?\sfor|mak(?:es?|ing)\sup|made\sup|represent(?:s|ed|ing)|(?:share|minority|majority|"
    r"proportion)\sof|come\sto|equal(?:s|\sto)?|or|buys?|takes?|goes\sto)\s(?:about\s|some\s|roughly\s|nearly\s|almost\s|only\s|just\s|"
    r"an?\s)*$"
)
_TIMES = lazy_regex(
    r"\s(?:as\s(?:large|many|much|high|big|great|dear|long)|the\s(?:size|number|amount|level|price)|what|larger|"
    r"higher|more|increase|rise|the\s\w+\sof)\b|[.,;)]|\s(?:in|since|over|within)\s"
)
_MOVES = lazy_regex(
    r"\b(?:r[io]s\w+|f[ae]ll\w*|up|down|gr[eo]w\w*|increas\w+|declin\w+|drop\w*|by)\b[^,;.]{0,40}(?:,\sor\s)?$"
)
_OTHERWISE = lazy_regex(  # a base or a time that is not told in figures
    r"\b(?:than\s(?:a\s)?(?:year|month|quarter|decade)s?|year-on-year|on-year|from\sa\syear|a\syear\searlier|"
    r"GDP|gross\sdomestic|target|goal|forecast|expect\w*|would|could|should|might|may|must|if|by\s20\d\d|"
    r"growth|inflation|interest|yield|per\scapita|average|median|turnout|tariffs?|duty|probability|"
    r"poll|survey|odds|risk)\b"
)


class Reckoned(NamedTuple):
    """A figure, the two that it is told of, and what these come to."""

    result: Term
    first: Term  # the part, or the later level
    second: Term  # the whole, or the earlier one
    right: Interval
    how: str  # `PERCENT_OF` or `TIMES`


@remembered
def named_pairs(evidence: Evidence) -> Iterator[Reckoned]:
    """Yield shares and multiples that the amounts which they are told of do not give."""
    every = [one for one in few_terms(evidence) if _is_amount(one)]
    common = frozenset(frequent_words(evidence))
    for result in prose_terms(evidence):
        how = _how(evidence, result)
        if how is None:
            continue
        near = _about(result, every)
        pairs = [pair for pair in permutations(near, 2) if pair[0].units & pair[1].units]
        if not pairs or len(near) > _MOST or any(_gives(result, *pair) for pair in pairs):
            continue
        best = _best(evidence, result, pairs, how, common)
        if best is not None:
            yield best


def _is_amount(one: Term) -> bool:
    plain = one.quantity.kind in AMOUNTS and one.quantity.comparator in NO_BOUNDS
    return plain and one.value > 0 and not one.idle and not one.quantity.per


def _how(evidence: Evidence, result: Term) -> str | None:
    """Return whether a figure is a share of another, or how many times it is; none if neither."""
    quantity = result.quantity
    if quantity.value is None or quantity.comparator not in {*NO_BOUNDS, Comparator.OVER}:
        return None
    if in_quotes(evidence, evidence.sentences[result.index], quantity.start):
        return None
    lead, tail = result.lead[-60:], result.tail[:40]
    if _OTHERWISE.search(f"{lead} {tail}"):
        return None
    if quantity.kind is Kind.MULTIPLE:
        return TIMES if _TIMES.match(result.tail) else None
    if quantity.kind in {Kind.PERCENT, Kind.FRACTION} and not _MOVES.search(lead):
        told = _SHARE.match(result.tail) or _TAKES.search(lead)
        return PERCENT_OF if told else None
    return None


def _about(result: Term, every: Sequence[Term]) -> list[Term]:
    """Return the amounts about a figure, one for each of several that are the same."""
    at = result.quantity.start
    found: dict[tuple[float, frozenset[tuple[str, str]]], Term] = {}
    for one in every:
        if one is not result and abs(one.quantity.start - at) <= _REACH:
            found.setdefault((one.value, one.units), one)
    return list(found.values())


def _gives(result: Term, first: Term, second: Term) -> bool:
    """Whether two amounts give a figure: as a share, a multiple or a change, told as it is."""
    quantity = result.quantity
    one, other = first.quantity, second.quantity
    if quantity.kind in PERCENTS:
        return fits(quantity, percentage, one, other) or fits(quantity, growth, other, one)
    value, quotient = result.value, first.value / second.value
    given = [quotient]
    if _DECREASE.search(f"{result.lead[-30:]} {result.tail[:30]}"):
        given.append(1 - quotient)
    if _INCREASE.search(result.tail[:30]):
        given.append(quotient - 1)
    if quantity.comparator is Comparator.OVER:
        return any(value <= one <= _OVER * value for one in given)
    room = (_HEDGED if quantity.comparator is Comparator.APPROX else _PLAIN) * value
    return min(abs(one - value) for one in given) <= room


_DECREASE = lazy_regex(
    r"\b(?:less|fewer|lower|smaller|cheaper|by|drop\w*|f[ae]ll\w*|cut|lost|shr\w+)\b"
)
_INCREASE = lazy_regex(r"\b(?:larger|higher|more|increase|rise|growth)\b")


def _best(
    evidence: Evidence,
    result: Term,
    pairs: Sequence[tuple[Term, Term]],
    how: str,
    common: frozenset[str],
) -> Reckoned | None:
    """Return the one pair that the words about a figure name, if it comes near the figure."""
    own = _words(evidence, result) - common
    scored: list[tuple[int, Reckoned]] = []
    near = {one for pair in pairs for one in pair}
    for first, second in pairs:
        if (how == PERCENT_OF) is not (first.value < second.value):
            continue
        right = _right(result, first, second)
        middle = (right.low + right.high) / 2
        told = result.value * (100.0 if result.quantity.kind is Kind.FRACTION else 1.0)
        if not _NEAR[0] <= told / middle <= _NEAR[1]:
            continue
        beside = [one for one in near if one.index == result.index and one.at < result.at]
        if how == PERCENT_OF and beside and first not in beside and second not in beside:
            continue  # a share of or among what its own sentence tells
        if not _may_be_of(evidence, result, first, second, how):
            continue
        shared = [len(own & _words(evidence, one)) for one in (first, second)]
        largest = max(one.value for one in near)
        whole = how == PERCENT_OF and second.value == largest
        alone = len(near) == _TWO
        if all(shared) or (alone and any(shared)) or (whole and shared[0]):
            scored.append((sum(shared), Reckoned(result, first, second, right, how)))
    scored.sort(key=lambda one: -one[0])
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


_TWO = 2
_WHOLE = lazy_regex(
    r"\s?(?:percent|%)?\s?of\s(?:(?:the|all|its|their|these|those|total|entire|whole|country[’']s)\s){0,3}"
    r"(?P<noun>[a-z]+)"
)
_MARK = lazy_regex(  # a whole that is no level of anything
    r"\b(?:mark|milestone|threshold|barrier|for\sthe\sfirst\stime|targets?|goals?|pledg\w+|expected|forecast\w*)\b"
)
_OF_FIGURE = lazy_regex(r"\sof\s(?:the|all|its|their|these|those)?\s?")
_NO_NOUN = frozenset({"what", "that", "all", "total", "whole"})
_POINTING = frozenset({"it", "them", "these", "those", "which", "whom", "this"})
_LEVEL = lazy_regex(
    r"\b(?:reach\w*|to|at|now|amount\w*\sto|c[ao]mes?\sto|was|were|is|are|total\w*|of|has|had|hit)\s"
    r"(?:about\s|some\s|just\s|over\s|nearly\s)*$"
)


def _may_be_of(evidence: Evidence, result: Term, first: Term, second: Term, how: str) -> bool:
    """Whether nothing that is said with a figure makes it one of other amounts than two."""
    here = [one for one in (first, second) if one.index == result.index]
    if how == TIMES:
        return bool(here) and any(_LEVEL.search(one.lead) for one in here)
    if _MARK.search(evidence.words(second.frame.sentence)):
        return False
    if second in here and _OF_FIGURE.fullmatch(second.frame.text, result.at + 1, second.at):
        return True  # "two-thirds of the 300 seats"
    told = _WHOLE.match(result.tail)
    if told is None:
        return not here or first in here  # "66 billion, or 24 percent"
    if told["noun"] in _POINTING:
        return False  # the share is all that is told of the part
    named = told["noun"] in _NO_NOUN or content_words(told["noun"]) & _words(evidence, second)
    return bool(named) and (second not in here or first in here)


def _right(result: Term, first: Term, second: Term) -> Interval:
    make = ratio if result.quantity.kind is Kind.MULTIPLE else percentage
    one, other = rounded(first.quantity), rounded(second.quantity)
    return make(other, one) if make is ratio else make(one, other)


def _words(evidence: Evidence, term: Term) -> frozenset[str]:
    """Return the words of the sentence or cell of a figure, and of the heads of the cell."""
    words = content_words(evidence.words(term.frame.sentence))
    return (words | term.label if term.cell else words) - _no_topics()


@cache
def _no_topics() -> frozenset[str]:
    return content_words("Korea Korean Koreans South two three third quarter half year percent")
