"""Figures one slip of the finger from what the reference has for their measure and year."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import lost, replaced, swapped
from bongsu.audit.reading.recalled import Recalled, digits, recalled
from bongsu.audit.references.series import Value, values
from bongsu.evidence.mentions import Evidence, Granularity, Kind, within
from bongsu.patterns import lazy_regex

_SWAPPED = 3  # digits from which two that changed places are no chance
_REPLACED = 4  # and one that is another, or lost
_BAND = 10  # steps of a figure within which a value is known
_RELEASE = dt.timedelta(days=45)  # by which the reference may know a figure late
_FAR = 0.6  # of the greater of two figures: more is no slip in one place


class Mistyped(NamedTuple):
    """A figure, and the value from which it is a slip."""

    found: Recalled
    value: Value
    sure: bool


def right_figures(evidence: Evidence, day: dt.date | None) -> frozenset[int]:
    """Return where the figures stand that the reference has for a measure told beside them."""
    return frozenset(
        found.quantity.start
        for found in recalled(evidence)
        if any(
            found.is_(value)
            and (_of_its_years(found, value) or _of_now(evidence, found, value, day))
            for value in values(found.series.id)
        )
        and len(found.digits) >= _SWAPPED
    )


_SINCE = lazy_regex(r"\bsince\sJanuary\b|\bthis\syear\b|\bnow\b|\bat\spresent\b")


def _of_now(evidence: Evidence, found: Recalled, value: Value, day: dt.date | None) -> bool:
    """Whether a figure of the year of the text is told as one: "9,860 won since January 1"."""
    behind = evidence.text[found.quantity.start - 40 : found.quantity.end + 40]
    return day is not None and value.first.year == day.year and _SINCE.search(behind) is not None


def _soon(day: dt.date | None) -> dt.date | None:
    """Return the day by which a figure of a fresh release is surely on record."""
    return day + _RELEASE if day else None


def _of_its_years(found: Recalled, value: Value) -> bool:
    return bool({value.first.year, value.last.year} & set(found.years))


def mistyped(evidence: Evidence, day: dt.date | None) -> Iterator[Mistyped]:
    """Yield figures that are a slip from a value of their year, and are none of any series."""
    every = recalled(evidence)
    right = {
        found.quantity.start
        for found in every
        if any(found.is_(value) for value in values(found.series.id, _soon(day)))
        and not _beside_its_year(evidence, found)
    }
    slips: dict[int, list[Mistyped]] = {}
    for found in every:
        start = found.quantity.start
        if start in right or found.quantity.kind is Kind.PERCENT_CHANGE or not found.years:
            continue
        for value in values(found.series.id, _soon(day)):
            if not _of_its_years(found, value) or not _of_its_month(evidence, found, value):
                continue
            if (
                _slip(found, value)
                or _against_law(evidence, found, value)
                or _of_next_year(evidence, found, value)
            ):
                slips.setdefault(start, []).append(Mistyped(found, value, found.own))
            elif _of_one_sum(found, value):
                slips.setdefault(start, []).append(Mistyped(found, value, sure=False))
    for rivals in slips.values():
        yield max(rivals, key=_likelihood)


def _of_its_month(evidence: Evidence, found: Recalled, value: Value) -> bool:
    """Whether a figure of a series by month may be of one: where only a year is told, its last."""
    if found.series.frequency != "month" or value.last.month == _DECEMBER:
        return True
    sentence = found.sentence
    dates = within(evidence.dates, sentence.start, sentence.end)
    return not dates or any(date.granularity is not Granularity.YEAR for date in dates)


_DECEMBER = 12


def _likelihood(one: Mistyped) -> tuple[bool, dt.date, float]:
    """Return what tells which of several values a figure was meant to be."""
    apart = abs((one.found.quantity.value or 0.0) - one.value.low)
    return one.sure, one.value.known_from, -apart


def _of_one_sum(found: Recalled, value: Value) -> bool:
    """Whether a sum agreed on once is told with one digit that is another."""
    once = found.series.frequency == "once" and found.series.kind == "law" and found.own
    step = found.quantity.step or 1.0
    meant = digits(value.low, step)
    return once and len(meant) >= _SWAPPED and replaced(found.digits, meant)


def _against_law(evidence: Evidence, found: Recalled, value: Value) -> bool:
    """Whether a law sets another figure for the one year that a sentence tells."""
    if not found.own or found.series.kind != "law" or found.series.frequency != "year":
        return False
    sentence = found.sentence
    words = evidence.words(sentence)
    alike = [
        one
        for one in within(evidence.quantities, sentence.start, sentence.end)
        if one.unit == found.quantity.unit
    ]
    dates = within(evidence.dates, sentence.start, sentence.end)
    written = found.quantity.value or 0.0
    near = abs(written - value.low) <= _NEAR * max(abs(written), abs(value.low))
    alone = len(alike) == len(dates) == 1 and dates[0].granularity in _OF_YEARS
    return alone and near and _SET.search(words) is not None and not _WISH.search(words)


_ITS_YEAR = lazy_regex(
    r"(?:\s(?:percent|per\scent|won|children|people))?\s(?:in|for)\s((?:19|20)\d\d)\b"
)


def _beside_its_year(evidence: Evidence, found: Recalled) -> bool:
    """Whether a figure is a value of the year beside its own, and of none of its own."""
    return any(
        _of_next_year(evidence, found, value)
        for value in values(found.series.id)
        if value.first.year in found.years
    )


def _of_next_year(evidence: Evidence, found: Recalled, value: Value) -> bool:
    """Whether a figure is right for the year beside the one that is told right behind it."""
    year = _ITS_YEAR.match(evidence.text, found.quantity.end)
    if year is None or not found.own or len(found.digits) < 2:
        return False
    if found.series.kind not in {"count", "estimate"} or value.period != year[1]:
        return False
    told = values(found.series.id)
    beside = {str(int(year[1]) - 1), str(int(year[1]) + 1)}
    return any(found.is_(one) for one in told if one.period in beside) and not any(
        found.is_(one) or abs(one.low - (found.quantity.value or 0.0)) <= found.quantity.step
        for one in told
        if one.period == year[1]
    )


_NEAR = 0.2
_OF_YEARS = frozenset({Granularity.YEAR, Granularity.RANGE})
_SET = lazy_regex(
    r"\b(?:is|was|are|were|will\sbe|becomes?|stands?|stood|set|fixed|rises?|rose|goes|went|comes?|came)\b"
)
_WISH = lazy_regex(
    r"\b(?:propos\w+|demand\w*|ask\w*|want\w*|would|could|should|might|if|until|before|former|sought|seek\w*|"
    r"suggest\w*|call\w*|half|employer\w*|each|employee\w*|increase\w*|more|draft|plan\w*|not|target\w*|above|"
    r"half|offer\w*|initial\w*|forecast\w*|expect\w*|bill|average|aver\w*|actual\w*|effective\w*|percentage)\b"
)


def _slip(found: Recalled, value: Value) -> bool:
    written = found.quantity.value or 0.0
    if abs(written - value.low) > _FAR * max(abs(written), abs(value.low)):
        return False
    own = found.digits
    step = found.quantity.step or 1.0
    while value.high - value.low > 2 * step and len(own) > _SWAPPED:
        own, step = own[:-1], step * 10  # the reference knows the value less finely
    meant = {
        digits(bound, step)
        for bound in (value.low, value.high, math.floor(value.low / step) * step)
    }
    if len(own) < _SWAPPED:
        return False
    if any(swapped(own, one) for one in meant):
        return True
    if not found.own:
        return False
    if len(own.rstrip("0")) >= _REPLACED:
        return any(replaced(own, one) or lost(own, one) for one in meant)
    return len(found.digits.rstrip("0")) >= _REPLACED and _within_a_band(found, value)


def _within_a_band(found: Recalled, value: Value) -> bool:
    """Whether one digit of a figure is another than in some value of a narrow band."""
    step = found.quantity.step or 1.0
    low, high = round(abs(value.low) / step), round(abs(value.high) / step)
    few = high - low <= _BAND
    return few and any(replaced(found.digits, str(one)) for one in range(low, high + 1))
