"""Averages of a day, a week or a month beside the total of the longer period that they are of.

"Exports came to 684 billion in 2024. Daily average exports reached 2.5 billion": the total holds
the average as often as its period holds the shorter one. Goods are cleared on working days only, so
that a day's average of money may be of 240 days or of 366.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bongsu.audit.findings import Finding
from bongsu.audit.paces import ADVERBS
from bongsu.audit.placed import period_of
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about
from bongsu.audit.terms import Term, few_terms
from bongsu.audit.wording import as_note, as_warning, content_words
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_BY = "|".join(ADVERBS)
_AHEAD = lazy_regex(
    rf"\b(?:(?P<a>{_BY})[- ]average(?P<n> [a-z]+(?: [a-z]+)?)?|"
    rf"average (?P<b>{_BY})(?P<m> [a-z]+(?: [a-z]+)?)?|"
    rf"(?:a|an|the) (?P<c>{_BY}) average of)\b[^.;:\ue000-\ue01f]{{0,60}}$"
)
_BEHIND = lazy_regex(
    r"^(?: (?!a\b|per\b)[a-z]+)? (?:(?:a|per|each|every) (?P<u>day|week|month|quarter)|"
    rf"(?P<v>{_BY}))\b(?P<on> on average)?"
)
_ON_AVERAGE = lazy_regex(
    r"\b(?:averag\w+|an average of|on average|equivalent to|or|works? out at)(?: about)? $"
)
_OVER_YEAR = lazy_regex(r"\b(?:annual|yearly|for the (?:whole |full )?year|last year|this year)\b")
_HELD = {  # how many of the second are in one of the first
    ("year", "quarter"): (3.9, 4.1),
    ("year", "month"): (11.7, 12.3),
    ("year", "week"): (50.0, 53.0),
    ("year", "day"): (235.0, 368.0),
    ("quarter", "month"): (2.92, 3.08),
    ("quarter", "week"): (12.5, 13.5),
    ("quarter", "day"): (56.0, 93.0),
    ("month", "week"): (3.9, 4.6),
    ("month", "day"): (17.5, 31.5),
}
_EVERY_DAY = {"year": (355.0, 370.0), "quarter": (88.0, 93.5), "month": (27.5, 31.5)}
_LENGTHS = {4: "year", 7: "month"}
_WORKING = lazy_regex(r"\b(?:working|business|trading|weekdays?)\b")
_ROOM = 3.5  # times: an average farther off is of something else, if no other period explains it
_NEAR = 2  # sentences
_SHIPPED = 0.02  # room for figures that are rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Averaged:
    """An average, the total that it does not make, and whether another period would."""

    average: Quantity
    total: Quantity
    times: float
    unit: str
    meant: str  # the period of which it would be the average, "" if of none


def wrong_averages(evidence: Evidence) -> Iterator[Averaged]:
    """Yield averages that are those of no total near them, though one is of the same thing."""
    every = few_terms(evidence)
    for term in every:
        told = _unit(term)
        if told is None or term.cell or term.quantity.kind not in _SUMMED or not term.value:
            continue
        if term.quantity.comparator not in _TOLD:
            continue
        unit, noun = told
        totals = [one for one in every if _may_be_total(one, term, noun)]
        spans = [(one, _span(one)) for one in totals]
        spans = [(one, span) for one, span in spans if (span, unit) in _HELD]
        ratios = [(one, span, one.value / term.value) for one, span in spans]
        if not ratios or any(_held(r, span, unit, term) for _, span, r in ratios):
            continue
        total, span, ratio = max(
            ratios, key=lambda one: one[0].quantity.start < term.quantity.start
        )
        meant = _meant(ratio, span, unit)
        low, high = _bounds(span, unit, term)
        if meant or low / _ROOM <= ratio <= high * _ROOM:
            yield Averaged(
                average=term.quantity, total=total.quantity, times=ratio, unit=unit, meant=meant
            )


_SUMMED = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL}
_TOLD = {Comparator.EXACT, Comparator.APPROX}


def _unit(term: Term) -> tuple[str, frozenset[str]] | None:
    """Return of what period a figure is the average, and what is averaged, if that is said."""
    lead, tail = term.lead.lower(), term.tail.lower()
    ahead = _AHEAD.search(lead)
    if ahead is not None:
        word = ahead["a"] or ahead["b"] or ahead["c"]
        return ADVERBS[word], content_words(ahead["n"] or ahead["m"] or "")
    behind = _BEHIND.match(tail)
    if behind is not None and (behind["on"] or _ON_AVERAGE.search(lead)):
        return behind["u"] or ADVERBS[behind["v"]], frozenset()
    return None


def _may_be_total(one: Term, average: Term, noun: frozenset[str]) -> bool:
    if one is average or one.cell or one.block != average.block or _unit(one) is not None:
        return False
    if abs(one.index - average.index) > _NEAR or one.quantity.comparator not in _TOLD:
        return False
    if not (one.units & average.units) or one.value <= average.value or one.quantity.per:
        return False
    if _CHANGED.search(one.lead[-12:].lower()):
        return False
    return not noun or bool(
        noun & (content_words(one.lead) | one.label | content_words(one.tail[:40]))
    )


_CHANGED = lazy_regex(r"\b(?:by|up|down|from|than|of) (?:about )?$")


def _span(total: Term) -> str:
    period = period_of(total.frame.evidence, total.quantity)
    if period is not None and len(period) in _LENGTHS:
        return _LENGTHS[len(period)]
    if period is not None and len(period) > 6 and period[5] == "Q":
        return "quarter"
    return "year" if period is None and _OVER_YEAR.search(total.frame.text.lower()) else ""


def _bounds(span: str, unit: str, average: Term) -> tuple[float, float]:
    every_day = unit == "day" and average.quantity.kind is not Kind.MONEY
    if every_day and not _WORKING.search(average.frame.text):
        return _EVERY_DAY[span]
    return _HELD[span, unit]


def _held(ratio: float, span: str, unit: str, average: Term) -> bool:
    low, high = _bounds(span, unit, average)
    coarse = 0.5 * average.quantity.step / average.value + _SHIPPED
    return low * (1 - coarse) <= ratio <= high * (1 + coarse)


def _meant(ratio: float, span: str, unit: str) -> str:
    """Return the period of which a figure would be the average."""
    return next(
        (
            other
            for (whole, other), (low, high) in _HELD.items()
            if whole == span and other != unit and low <= ratio <= high
        ),
        "",
    )


def averaged_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield findings on averages that their totals do not make."""
    for found in wrong_averages(evidence):
        words = evidence.words
        meant = f", as an average of a {found.meant} would" if found.meant else ""
        finding = about(
            RULES["AR106"],
            evidence,
            found.average,
            f"{words(found.total)} holds {words(found.average)} {found.times:.4g} times{meant}, "
            f"which is not how many {found.unit}s there are",
            inputs={"total": found.total},
        )
        yield as_warning(finding) if found.meant else as_note(finding)
