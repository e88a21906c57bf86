"""The stretch of time that "later this month" means, and how near a date lies to it."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.wording import looks_ahead
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex

POINTER = lazy_regex(
    r"\b(?:(?P<part>later|earlier)\s(?:in\s)?)?(?:(?:the\s)?(?P<which>this|last|next|that|current|same|the)\s"
    r"(?P<unit>week|month|year))\b(?!\sago|\sold|\sof\b|-)(?P<own>['’]s)?",
    re.IGNORECASE,
)
_A_MONTH = 31  # days
_WEEK = dt.timedelta(days=7)


class Window(NamedTuple):
    """The stretch of time that a pointer means."""

    first: dt.date
    last: dt.date


def counts_from_text(match: re.Match[str]) -> bool:
    """Whether a pointer counts from a day of the text: "later that month"."""
    return match["which"].casefold() in {"that", "the", "same"}


def window_of(
    match: re.Match[str], words: str, day: dt.date | None, anchor: DateMention | None
) -> Window | None:
    """Return the stretch that a pointer means; "later" begins it at the day counted from."""
    which, unit = match["which"].casefold(), match["unit"].casefold()
    part = (match["part"] or "").casefold()
    if which in {"that", "the", "same"}:
        if not part or anchor is None or anchor.first is None or anchor.last is None:
            return None
        if anchor.granularity is Granularity.YEAR and unit != "year":
            return None
        base, shift = anchor.first, 0
        bound: dt.date | None = anchor.last if part == "later" else anchor.first
    elif day is not None:
        base, shift = day, {"last": -1, "next": 1}.get(which, 0)
        bound = day if not shift else None
        if part == "later" and not tells_ahead(words):
            bound = None  # "later this year he left" may look back
    else:
        return None
    first, last = stretch_of(base, unit, shift)
    if part == "later" and bound is not None:
        first = max(first, bound)
    if part == "earlier" and bound is not None:
        last = min(last, bound)
    return Window(first=first, last=last)


def tells_ahead(words: str) -> bool:
    """Whether a clause tells of what is to come: by its verbs, or in the present tense."""
    return looks_ahead(words, "dates") or _PRESENT.search(words) is not None


_PRESENT = lazy_regex(
    r"\b(?:comes?|falls?|takes?|opens?|begins?|starts?|meets?|votes?|decides?|reviews?|testify|is\s(?:on|to)|are\sto|choose)\b|['’]ll\b"
)


def stretch_of(base: dt.date, unit: str, shift: int) -> tuple[dt.date, dt.date]:
    """Return the ends of the week, month or year of a day, or of one so many units on."""
    match unit:
        case "year":
            year = base.year + shift
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        case "month":
            first = (base.replace(day=1) + dt.timedelta(days=32 * shift)).replace(day=1)
            if shift < 0:
                first = (base.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
            following = (first + dt.timedelta(days=32)).replace(day=1)
            return first, following - dt.timedelta(days=1)
        case _:
            first = base - dt.timedelta(days=base.weekday()) + shift * _WEEK
            # of Monday to Sunday, or of the Sunday before it to Saturday
            return first - dt.timedelta(days=1), first + dt.timedelta(days=6)


def meets(evidence: Evidence, window: Window, date: DateMention) -> bool:
    """Whether a date can lie in a window, in either year where its own is left open."""
    if date.first is None or date.last is None:
        return True
    if not has_year(evidence, date) and (window.last - window.first).days > _A_MONTH:
        return window.first <= date.last and date.first <= window.last
    years = (0,) if has_year(evidence, date) else (-365, 0, 365)
    return any(
        date.first + dt.timedelta(days=shift) <= window.last
        and window.first <= date.last + dt.timedelta(days=shift)
        for shift in years
    )


def near_miss(evidence: Evidence, match: re.Match[str], window: Window, date: DateMention) -> bool:
    """Whether a date lies just beside a window, as one that was mistyped or left standing does."""
    if date.first is None or date.last is None or meets(evidence, window, date):
        return False
    if match["unit"].casefold() == "year":
        exact = date.granularity in {Granularity.DAY, Granularity.RANGE, Granularity.MONTH}
        if (match["part"] or "").casefold() == "later" and not has_year(evidence, date):
            days = date.granularity in {Granularity.DAY, Granularity.RANGE}
            return days and date.first.year == window.last.year and date.last < window.first
        beside = abs(date.first.year - window.last.year) == 1
        return has_year(evidence, date) and beside and exact
    if date.granularity is not Granularity.DAY:
        return False
    reach = 45 if match["unit"].casefold() == "month" else 14
    years = (0,) if has_year(evidence, date) else (-365, 0, 365)
    moved = [date.first + dt.timedelta(days=shift) for shift in years]
    ends = [(day - end).days for day in moved for end in (window.first, window.last)]
    return min(map(abs, ends)) <= reach
