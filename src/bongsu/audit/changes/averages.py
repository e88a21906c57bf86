"""Averages of a day, a week or a month beside the total of the longer period that they are of.

"Exports came to 684 billion in 2024. Daily average exports reached 2.5 billion": the total holds
the average as often as its period holds the shorter one. Goods are cleared on working days only, so
that a day's average of money may be of 240 days or of 366.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.changes.paces import ADVERBS
from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.placed import period_of
from bongsu.audit.reading.relating import with_synonyms
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import as_note, as_warning, content_words
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_BY = "|".join(ADVERBS)
_AHEAD = guarded_regex(
    rf"\b(?:(?P<a>{_BY})[- ]average(?P<n> [a-z]+(?: [a-z]+)?)?|"
    rf"average (?P<b>{_BY})(?P<m> [a-z]+(?: [a-z]+)?)?|"
    rf"(?:a|an|the) (?P<c>{_BY}) average of|(?P<d>{_BY})(?P<k> [a-z]+(?: [a-z]+)?)? averag(?:ed|"
    rf"ing))\b[^.;:\ue000-\ue01f]{{0,60}}(?:{SIGNS[Kind.PERCENT]}[^.;:\ue000-\ue01f]{{0,40}})?$"
)
_BEHIND = lazy_regex(
    r"^(?: (?!an?\b|per\b|each\b|every\b|in\b)[a-z-]+){0,5} (?:(?:(?:in|during|over) )?"
    r"(?:an?|the|per|each|every) (?:single |working |business |calendar |average |typical |"
    r"normal )?(?P<u>day|week|month|quarter|year)|"
    rf"(?P<v>{_BY}))\b(?P<on> on average)?"
)
_ON_AVERAGE = lazy_regex(
    r"(?:\b(?:averag\w+|an average of|on average|equivalent to|or|works? out (?:at|to)|that is|"
    r"which is|this is|that makes|this makes|makes|equals|means|i\.e\.,?|comes? to|amounts? to|"
    r"equal to|corresponds? to|in other words,?|"
    r"put differently,?|translates? (?:in)?to|"
    r"means|roughly|an average|mean of)|[(\u2014\u2013]|, )"
    r"(?: ?(?:about|some|around|roughly|nearly|almost|over|just over|just under|close to|"
    r"approximately|more than|less than))*(?: a| an)? ?$"
)
_AVERAGED = lazy_regex(r"\b(?:on average|averaged?|averages|averaging|the (?:mean|average))\b")
_OVER_YEAR = lazy_regex(r"\b(?:annual|yearly|for the (?:whole |full )?year|last year|this year)\b")
_A_MONTH = {  # how many a month has at least and at most
    "year": (0.081, 0.086),
    "quarter": (0.325, 0.342),
    "month": (0.975, 1.025),
    "week": (3.9, 4.6),
    "day": (17.5, 31.5),
}
_ALL_DAYS = (29.3, 31.2)  # of a month, where no day is left out
_LONG = 6.0  # months: over more, working days and weeks even out
_EVEN = {"day": (19.4, 30.7), "week": (4.2, 4.45)}
_MONTH = lazy_regex(r"(\d{4})-(\d{2})$")
_WORKING = lazy_regex(r"\b(?:working|business|trading|weekdays?)\b")
_ROOM = 3.5  # times: an average farther off is of something else, if no other period explains it
_NEAR, _FAR = 2, 5  # sentences in one paragraph, and where both say what they are of
_SHIPPED = 0.02  # room for figures that are rounded


class Averaged(NamedTuple):
    """An average, the total that it does not make, and whether another period would."""

    average: Quantity
    total: Quantity
    times: float
    unit: str
    meant: str  # the period of which it would be the average, "" if of none
    days: float | None = None  # working days that the text counts, where the average is of these


def wrong_averages(evidence: Evidence) -> Iterator[Averaged]:
    """Yield averages that are those of no total near them, though one is of the same thing."""
    every = few_terms(evidence)
    for term in every:
        told = _unit(term)
        if told is None or term.cell or term.quantity.kind not in AMOUNTS or not term.value:
            continue
        if term.quantity.comparator not in _TOLD:
            continue
        unit, noun = told
        totals = [one for one in every if _may_be_total(one, term, noun)]
        if unit == "day" and (days := _days_counted(term, every)):
            yield from _of_days(term, totals, days)
            continue
        spans = [(one, _span(one)) for one in totals]
        spans = [(one, span) for one, span in spans if span > _SHORTEST[unit]]
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


def _days_counted(average: Term, every: Sequence[Term]) -> list[float]:
    """Return the numbers of working days that the sentences about a day's average tell."""
    return [
        one.value
        for one in every
        if one.near(average)
        and 1 <= one.value <= _MOST_DAYS
        and not _OTHER_DAYS.search(f"{one.lead[-12:]}\ue020{one.tail[:48]}")
        and (_DAYS.match(one.tail) or _DAYS_LED.search(one.lead) or "working" in one.quantity.noun)
    ]


_DAYS = lazy_regex(r"^ (?:1/2 )?(?:working|business|trading) days?\b")
_OTHER_DAYS = lazy_regex(  # "1 fewer working days than the 25.5 of a year before"
    r"\b(?:than|than the|than its) \ue020|"
    r"\ue020[^,;.\ue000-\ue01f]{0,24}\b(?:fewer|more|less|extra|lost)\b|"
    r"\ue020[^,;.\ue000-\ue01f]{0,30}\ba year (?:before|earlier|ago)\b"
)
_DAYS_LED = lazy_regex(r"\b[Ww]orking days\b[^,;.\ue000-\ue01f]{0,40}$")
_MOST_DAYS = 31.0
_HALF = 0.5  # of a working day: Saturdays count as so much


def _of_days(average: Term, totals: Sequence[Term], days: Sequence[float]) -> Iterator[Averaged]:
    """Yield a day's average that its total does not hold as often as days are counted."""
    ratios = [(one, one.value / average.value) for one in totals if not _BASE.search(one.lead)]
    coarse = 0.5 * average.quantity.step / average.value + _EVEN_DAYS
    if any(
        abs(r / (d + half) - 1) <= coarse for _, r in ratios for d in days for half in (0, _HALF)
    ):
        return
    near = [
        one for one in ratios if one[1] / max(days) < _FAR_DAYS and min(days) / one[1] < _FAR_DAYS
    ]
    if near:
        total, ratio = near[0]
        yield Averaged(
            average=average.quantity,
            total=total.quantity,
            times=ratio,
            unit="day",
            meant="",
            days=days[0],
        )


_BASE = lazy_regex(r"\b(?:compared (?:with|to)|against|than|from|versus) [a-z ]*$")
_EVEN_DAYS = 0.008  # of a ratio, for what the total is rounded by
_FAR_DAYS = 1.6  # times: a total farther off is of another thing


_SHORTEST = {"day": 0.0, "week": 0.0, "month": 1.0, "quarter": 3.0, "year": 11.9}  # months
_TOLD = set(Comparator) - {Comparator.AT_LEAST, Comparator.AT_MOST}


def _unit(term: Term) -> tuple[str, frozenset[str]] | None:
    """Return of what period a figure is the average, and what is averaged, if that is said."""
    lead, tail = term.lead.lower(), term.tail.lower()
    ahead = _AHEAD.search(lead)
    if ahead is not None:
        word = ahead["a"] or ahead["b"] or ahead["c"] or ahead["d"]
        return ADVERBS[word], content_words(ahead["n"] or ahead["m"] or ahead["k"] or "")
    behind = _BEHIND.match(tail)
    averaged = behind is not None and _AVERAGED.search(f"{lead[-90:]}|{tail[:60]}") is not None
    if behind is not None and (behind["on"] or averaged or _ON_AVERAGE.search(lead)):
        return behind["u"] or ADVERBS[behind["v"]], frozenset()
    return None


def _may_be_total(one: Term, average: Term, noun: frozenset[str]) -> bool:
    if one is average or one.cell or _unit(one) is not None:
        return False
    if _of_one_list(one, average):
        return _told_alike(one, average)
    if one.block != average.block and (not noun or abs(one.index - average.index) > _FAR):
        return False
    if one.block == average.block and abs(one.index - average.index) > _NEAR:
        return False
    return _told_alike(one, average) and (
        not noun or bool(with_synonyms(noun) & with_synonyms(_words_about(one)))
    )


def _words_about(one: Term) -> frozenset[str]:
    return content_words(one.lead) | one.label | content_words(one.tail[:40])


def _of_one_list(one: Term, average: Term) -> bool:
    """Whether an average stands in an item right behind that of its total."""
    blocks = one.frame.evidence.article.blocks
    kinds = {blocks[each.block].kind for each in (one, average)}
    return kinds == {BlockKind.ITEM} and average.block - one.block == 1


def _told_alike(one: Term, average: Term) -> bool:
    if one.quantity.comparator not in _TOLD:
        return False
    if not (one.units & average.units) or one.value <= average.value or one.quantity.per:
        return False
    return not _CHANGED.search(one.lead[-12:].lower())


_CHANGED = lazy_regex(r"\b(?:by|up|down|from|than|of) (?:about )?$")


def _span(total: Term) -> float:
    """Return of how many months a total is; 0.0 if that is not said."""
    period = period_of(total.frame.evidence, total.quantity)
    if period is None:
        return 12.0 if _OVER_YEAR.search(total.frame.text.lower()) else 0.0
    first, slash, last = period.partition("/")
    if not slash:
        return 12.0 if len(first) == 4 else 3.0 if first[5:6] == "Q" else _one_month(first)
    begun, ended = _MONTH.match(first), _MONTH.match(last)
    if begun is None or ended is None:
        return 0.0
    return 12.0 * (int(ended[1]) - int(begun[1])) + int(ended[2]) - int(begun[2]) + 1.0


def _one_month(period: str) -> float:
    return 1.0 if _MONTH.match(period) and int(period[5:7]) <= 12 else 0.0


def _bounds(span: float, unit: str, average: Term) -> tuple[float, float]:
    low, high = _A_MONTH[unit]
    if unit == "day" and average.quantity.kind is not Kind.MONEY:
        if not _WORKING.search(average.frame.text):
            low, high = _ALL_DAYS
    elif span >= _LONG:
        low, high = _EVEN.get(unit, (low, high))
    return low * span, high * span


def _held(ratio: float, span: float, unit: str, average: Term) -> bool:
    low, high = _bounds(span, unit, average)
    coarse = 0.5 * average.quantity.step / average.value + _SHIPPED
    return low * (1 - coarse) <= ratio <= high * (1 + coarse)


def _meant(ratio: float, span: float, unit: str) -> str:
    """Return the period of which a figure would be the average."""
    return next(
        (
            other
            for other, (low, high) in _A_MONTH.items()
            if other != unit and low * span <= ratio <= high * span and span > _SHORTEST[other]
        ),
        "",
    )


def averaged_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield findings on averages that their totals do not make."""
    for found in wrong_averages(evidence):
        words = evidence.words
        meant = f", as an average of a {found.meant} would" if found.meant else ""
        often = f"how many {found.unit}s there are"
        if found.days is not None:
            often = f"{found.days:g}, the number of working days"
        finding = about(
            RULES["AR106"],
            evidence,
            found.average,
            f"{words(found.total)} holds {words(found.average)} {found.times:.4g} times{meant}, "
            f"which is not {often}",
            inputs={"total": found.total},
        )
        yield as_warning(finding) if meant or found.days else as_note(finding)
