"""Amounts with the stretch of time that each is told for, and those whose stretches clash.

"480,000 won every quarter, or 5.76 million in the course of the year" clashes: the second is twelve
times the first, so that the first is for a month. One amount told twice for stretches of different
lengths clashes as well, and so do two that are compared.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.changed import changed
from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.pairing import movements
from bongsu.audit.reading.partitions import period_of
from bongsu.audit.reading.placed import Placed, in_order, of_one_measure, pairs, placed
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wholes import is_whole
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_MONTHS = {
    "hour": 1 / 720,
    "day": 1 / 30,
    "week": 12 / 52,
    "month": 1.0,
    "quarter": 3.0,
    "year": 12.0,
}
_NAMES = {
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "annual": "year",
    "annually": "year",
    "yearly": "year",
    "annum": "year",
}
_BEHIND = guarded_regex(
    r"(?:[ -][a-z.$-]+){0,5}? (?:(?:an?|per|each|every|in a (?:typical|normal|single)) "
    r"(?P<unit>hour|day|week|month|quarter|year|annum)\b|(?P<adverb>hourly|daily|weekly|"
    r"monthly|quarterly|yearly|annually)\b|"
    r"(?:in the course of|over|during|through|throughout|in) (?:the|a) (?P<whole>year|month|"
    r"quarter|week)\b(?! (?:of|to|from|before|after|end|through|since|that|when|under))|"
    r"(?:in|during|within|for|over) (?:any|each|every|one|a|any one) (?:given |single |"
    r"calendar |fiscal |financial |budget |full |whole )*(?P<any>day|week|month|quarter|year)\b|"
    r"(?:over|in|for) the (?:full )?(?P<many>[a-z]+) (?P<units>year|month|day|week)s\b)",
    re.IGNORECASE,
)
_AHEAD = lazy_regex(
    r"\b(?:(?P<adverb>hourly|daily|weekly|monthly|quarterly|yearly|annual)\b|(?:per|a|each|every) "
    r"(?P<unit>hour|day|week|month|quarter|year)\b(?=[^,;.]{0,24}:)|(?:over|"
    r"in the course of|during|for) "
    r"(?:the |a |an )?(?:full |whole |entire )?(?:(?P<many>[a-z]+) (?P<units>year|month|"
    r"day|week)s|(?P<whole>year|month|quarter|week))\b|"
    r"(?P<count>[a-z]+)-(?P<span>year|month|day|week)\b)[^,;.]{0,40}$",
    re.IGNORECASE,
)
_FACTORS = (3.0, 4.0, 7.0, 10.0, 12.0, 30.0, 36.0, 52.0, 60.0, 120.0)
_SAME = (12.0, 30.0, 52.0)  # of two amounts that are told for one stretch
_EVEN = 0.003  # of a factor: as far as rounding carries
_LIKE = 2.2  # times: two amounts nearer than this are compared
_FAR = 2  # sentences
_NUMBERS = {word: float(value) for value, word in enumerate(UNITS) if value} | {
    "thirty": 30.0,
    "full": 1.0,
}


class Paced(NamedTuple):
    """An amount with the months that it is told for; none if it is not told."""

    placed: Placed
    months: float | None
    said: str

    @property
    def quantity(self) -> Quantity:
        """The amount."""
        return self.placed.quantity


def clashes(evidence: Evidence) -> Iterator[tuple[Paced, Paced]]:
    """Yield two amounts of an article whose stretches of time clash."""
    every = [
        paced(each)
        for each in placed(evidence)
        if each.quantity.kind in AMOUNTS
        and each.value >= _LEAST
        and each.quantity.comparator in {Comparator.EXACT, Comparator.APPROX, Comparator.AT_MOST}
    ]
    told = [
        place
        for place, each in enumerate(every)
        if each.months and not is_whole(evidence, each.quantity)
    ]
    for place, first in enumerate(every):
        behind = slice(bisect_right(told, place), bisect_right(told, place + _MOST))
        for second in (every[at] for at in told[behind]):
            if not of_one_measure(first.quantity, second.quantity, 400.0):
                continue
            near = _near(first, second)
            if _compared(first, second, near=near) or (
                _said(first, second) and _clash(first, second, near=near)
            ):
                yield first, second
            elif near and _unstated(first, second):
                yield second, first


_MOST = 200  # amounts behind one with which it is compared: not each with each of a book
_LEAST = 1000.0  # persons, won: less is counted, and flows of it are told otherwise


def _compared(first: Paced, second: Paced, *, near: bool) -> bool:
    """Whether two amounts of different stretches are one, or stand side by side as if alike."""
    if not first.months or not second.months or first.months == second.months:
        return False
    if not near:
        return _one_amount(first, second)
    if first.quantity.value == second.quantity.value and _meant_again(second):
        return _said(first, second)
    together = _told_in_one(first, second) or _both_flows(first, second)
    return together and _alike(first, second) and _said(first, second)


def _both_flows(first: Paced, second: Paced) -> bool:
    """Whether two sentences, the one right behind the other, tell what is earned or spent."""
    if first.placed.cell is not None or first.quantity.kind is not Kind.MONEY:
        return False
    frames = (first.placed.frame, second.placed.frame)
    return frames[1].index - frames[0].index == 1 and all(
        _EARNED.search(frame.text) is not None for frame in frames
    )


def months_of(unit: str) -> float:
    """Return the months of a stretch called "week" or "year"."""
    return _MONTHS[unit]


_NO_AMOUNTS = {Kind.DURATION, Kind.ORDINAL, Kind.FRACTION}  # "20 billion a quarter"
_AGAIN = lazy_regex(
    r"\b(?:the|this|that|these|those|such)(?: (?:full|same|whole|maximum|entire|said|agreed))? $",
    re.IGNORECASE,
)


def _meant_again(each: Paced) -> bool:
    """Whether an amount points back to one told before: "the full $20 billion"."""
    lead = each.placed.frame.text[max(0, each.placed.at - 20) : each.placed.at]
    return _AGAIN.search(lead) is not None


def paced(each: Placed) -> Paced:
    """Return a figure with the stretch of time that it is told for."""
    evidence, quantity, sentence = each.frame.evidence, each.quantity, each.frame.sentence
    amounts = [q for _, q in each.frame.figures if q.kind not in _NO_AMOUNTS]
    after = min((q.start for q in amounts if q.start > quantity.start), default=sentence.end)
    found = _BEHIND.match(evidence.text, quantity.end, after)
    if found is None:
        before = max((q.end for q in amounts if q.end < quantity.end), default=sentence.start)
        found = _AHEAD.search(evidence.text, max(before, quantity.start - 90), quantity.start)
    if found is not None:
        return _of(each, found.groupdict())
    if quantity.per in _MONTHS:
        return Paced(each, _MONTHS[quantity.per], f"a {quantity.per}")
    label = _row_label(each)
    found = _ROW.search(label) if label else None
    if found is not None:
        return _of(each, found.groupdict())
    year = period_of(evidence, quantity) or ""
    if each.cell is None and len(year) == 4 and year.isdigit() and _FLOW.search(each.frame.text):
        return Paced(each, _MONTHS["year"], f"in {year}")
    return Paced(each, None, "")


_ROW = lazy_regex(
    r"\b(?:per|a|each|every) (?P<unit>hour|day|week|month|quarter|year)\b|"
    r"\b(?P<adverb>hourly|daily|weekly|monthly|quarterly|annual|yearly)\b",
    re.IGNORECASE,
)
_FLOW = lazy_regex(
    r"\b(?:contribut\w+|pay\w*|paid|sales|exports?|imports?|revenue|spend\w*|spent|income|"
    r"earn\w+|surplus|deficit)\b",
    re.IGNORECASE,
)


_EARNED = lazy_regex(
    r"\b(?:incomes?|earn\w*|wages?|salar(?:y|ies)|pay|paid|spend\w*|spent|expenditures?|"
    r"consumption|"
    r"expens\w+|pensions?|benefits?|allowances?|rents?|premiums?|cost of living|costs?|fees?|"
    r"bills?|"
    r"stipends?)\b",
    re.IGNORECASE,
)


def _row_label(each: Placed) -> str:
    """Return the first cell of the row of a figure."""
    if each.cell is None:
        return ""
    number, row, _ = each.cell
    evidence = each.frame.evidence
    cells = evidence.article.tables[number].rows[row]
    return evidence.text[cells[0].start : cells[0].end]


def _of(each: Placed, named: dict[str, str | None]) -> Paced:
    named = {key: value.lower() for key, value in named.items() if value}
    number = named.get("many") or named.get("count")
    if number is not None:
        unit = named.get("units") or named.get("span") or "year"
        times = _NUMBERS.get(number)
        return Paced(each, times * _MONTHS[unit] if times else None, f"for {number} {unit}s")
    unit = named.get("unit") or named.get("any") or named.get("whole") or named.get("adverb") or ""
    unit = _NAMES.get(unit, unit)
    return Paced(each, _MONTHS.get(unit), f"a {unit}" if unit != "hour" else "an hour")


def _near(first: Paced, second: Paced) -> bool:
    one, other = first.placed, second.placed
    return one.block == other.block and other.frame.index - one.frame.index <= _FAR


def _told_in_one(first: Paced, second: Paced) -> bool:
    return first.placed.frame.index == second.placed.frame.index


_STRETCH = lazy_regex(r"(\d{4})(?:-(\d\d|Q[1-4]))?(?:/(\d{4})-(\d\d))?")
_TWICE = 2.0  # times: stretches nearer than this are compared by careful writers, too


def unlike_periods(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Yield two flows between which a change is told, the one of a year and the other of less."""
    told = [(each.before, each.after, each.frame) for each in movements(evidence)]
    for change in changed(evidence):
        told += [
            (first.quantity, second.quantity, change.frame)
            for first, second in pairs(evidence)
            if change.frame.index in {first.frame.index, second.frame.index}
            and change.way in {"up", "down"}
            and fits(change.quantity, growth, *in_order(change.way, first, second))
        ]
    seen: set[int] = set()
    for before, after, frame in told:
        if before.kind not in AMOUNTS or after.start in seen:
            continue
        periods = [period_of(evidence, level) or "" for level in (before, after)]
        first, second = (months_in(period) for period in periods)
        if not first or not second or max(first, second) < _TWICE * min(first, second):
            continue
        if 12.0 in {first, second} and _FLOW.search(frame.text):
            seen.add(after.start)
            yield before, after, periods[0], periods[1]


def months_in(period: str) -> float | None:
    """Return the months of a period in EDTF; none of one that is open or a day."""
    match = _STRETCH.fullmatch(period)
    if match is None:
        return None
    if match[3]:
        return (int(match[3]) - int(match[1])) * 12 + int(match[4]) - int(match[2] or 1) + 1.0
    return 12.0 if match[2] is None else 3.0 if match[2].startswith("Q") else 1.0


def _said(first: Paced, second: Paced) -> bool:
    """Whether the text itself, and not only the date of each, says for how long two amounts are."""
    return all(each.months and not each.said.startswith("in ") for each in (first, second))


def _one_amount(first: Paced, second: Paced) -> bool:
    coarse, fine = sorted((first.quantity, second.quantity), key=lambda each: -each.step)
    return (coarse.value or 0.0) >= 10 * coarse.step and (
        coarse.rounded.low <= (fine.value or 0.0) <= coarse.rounded.high
        if coarse.comparator is not Comparator.AT_MOST
        else coarse.value == fine.value
    )


def _alike(first: Paced, second: Paced) -> bool:
    low, high = sorted((first.quantity.value or 0.0, second.quantity.value or 0.0))
    return high <= _LIKE * low


def _clash(first: Paced, second: Paced, *, near: bool) -> bool:
    """Whether one amount is the other times a number of months, and not the one that they say."""
    low, high = sorted((first, second), key=lambda each: each.quantity.value or 0.0)
    if low.months is None or high.months is None:
        return False
    times = (high.quantity.value or 0.0) / (low.quantity.value or 1.0)
    if abs(times - high.months / low.months) <= 0.02 * times:
        return False
    if low.months == high.months and all(abs(times - factor) > _EVEN * factor for factor in _SAME):
        return False
    return (near or min(_digits(low), _digits(high)) >= 2) and any(
        abs(times - factor) <= _EVEN * factor for factor in _FACTORS
    )


def _digits(each: Paced) -> int:
    quantity = each.quantity
    return len(str(round((quantity.value or 0.0) / (quantity.approximate_step or 1.0))))


def _unstated(first: Paced, second: Paced) -> bool:
    """Whether an amount of no stretch comes to one of a year that is told right after it."""
    if first.months is not None or second.months != _MONTHS["year"]:
        return False
    times = (second.quantity.value or 0.0) / (first.quantity.value or 1.0)
    return abs(times - 12.0) <= 0.002 * 12.0
