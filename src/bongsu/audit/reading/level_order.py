"""Which of two levels came first, as the words and the dates beside each of them tell.

A level is the earlier one by what leads to it ("from", "than", "had been") or by its date, the
later one by what says that it holds now. Which change lies between them is not asked here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bongsu.audit.notation import DATE
from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

LEVELS = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.RATE}


@dataclass(frozen=True, slots=True)
class Level:
    """A figure that a change may start from or lead to, with its place in its sentence."""

    at: int  # in the frame's text
    quantity: Quantity
    frame: Frame


BREAK = lazy_regex(
    r"[;\u2014]|, (?:and|but|while|whereas|although)\b| (?:while|whereas|and that) ", re.IGNORECASE
)
_LEAD = (
    r"(?:(?:the|its|their|that|those|this|last|previous|prior|earlier|an?|record|figure|total|"
    r"level|amount|budget|sum|of|what|was|were|in|just|only|about|some|nearly|as|much|many|"
    rf"years?|month|quarter|{DATE}|(?:{DATE}|year|month)['\u2019]s) ){{0,6}}"
)
_BEFORE = lazy_regex(
    r"\b(?:from|than|against|versus|compared (?:to|with)|relative to|up on|down on|over|on|"
    r"instead of|(?<=, )not|in place of|rather than|after|following|"
    r"had(?: (?!up |down |to )[a-z]+){1,3}?|"
    r"previously|had been|having been|had (?:already )?[a-z]+ed|used to be|"
    rf"had (?:stood|come|sold|spent|held|made|won)(?: at| to)?) {_LEAD}$",
    re.IGNORECASE,
)
_NOW = lazy_regex(
    r"\b(?:now|today|currently|at present|this year|is|are|has|have|stands|holds|will|would|to"
    r"|reached)\b",
    re.IGNORECASE,
)


def earlier_and_later(levels: list[Level]) -> tuple[Level, Level] | None:
    """Return the earlier and the later of two levels, if the text tells which is which."""
    first, second = levels
    marked = [bool(_BEFORE.search(level.frame.text, 0, level.at)) for level in levels]
    if marked[0] != marked[1]:
        return (first, second) if marked[0] else (second, first)
    days = [_day(level) for level in levels]
    if days[0] is not None and days[1] is not None and days[0] != days[1]:
        return (first, second) if days[0] < days[1] else (second, first)
    if marked[0]:
        return None
    past = [_of_then(level) for level in levels]
    if past[0] != past[1]:
        return (first, second) if past[0] else (second, first)
    now = [_beside(level, _NOW) for level in levels]
    if now[0] == now[1]:
        return None
    then = levels[now.index(False)]
    if days[now.index(False)] is None and not _beside(then, _PAST):
        return None
    return (second, first) if now[0] else (first, second)


def _of_then(level: Level) -> bool:
    """Whether words or a date beside a level say that it is of a time before."""
    if _beside(level, _THEN):
        return True
    words = level.frame.evidence.words
    return any(_THEN.search(words(date)) for date in level.frame.dates(*_own(level)))


_THEN = lazy_regex(
    r"\b(?:until now|till now|so far|hitherto|originally|formerly|at the time|back then|"
    r"(?:year|month|quarter|decade|week)s?\s(?:before|earlier|ago)|last year|"
    r"the (?:year|month|quarter) before|(?:previous|preceding|prior) (?:year|month|quarter))\b",
    re.IGNORECASE,
)
_PAST = lazy_regex(r"\b(?:was|were|stood|had|used)\b", re.IGNORECASE)


def last_two(
    levels: list[Level], change: Quantity | None, frame: Frame
) -> tuple[Level, Level] | None:
    """Return the last two of a row of dated levels, if a change is that from none of the others."""
    if change is None or change.kind not in PERCENTS:
        return None
    days = {_day(level): level for level in levels}
    if None in days or len(days) != len(levels):
        return None
    *others, before, after = (level for _, level in sorted(days.items(), key=_first_day))
    if after.frame is not frame or any(
        fits(change, growth, other.quantity, after.quantity) for other in others
    ):
        return None
    return before, after


def _first_day(dated: tuple[dt.date | None, Level]) -> dt.date:
    return dated[0] or dt.date.min


_REACH = 45  # signs around a level in which its date stands


def _beside(level: Level, words: re.Pattern[str]) -> bool:
    start, end = _own(level)
    return words.search(level.frame.text, start, end) is not None


def _own(level: Level) -> tuple[int, int]:
    """Return the stretch of a sentence in which what stands is said of one level."""
    text, at = level.frame.text, level.at
    places = [place for place, quantity in level.frame.figures if quantity.kind in LEVELS]
    start = max([0, at - _REACH, *(place + 1 for place in places if place < at)])
    end = min([len(text), at + _REACH, *(place for place in places if place > at)])
    breaks = [found.end() for found in BREAK.finditer(text, start, at)]
    stop = _STOP.search(text, at, end)
    return max([start, *breaks]), stop.start() if stop else end


_STOP = lazy_regex(r"[,;]| and ")


def _day(level: Level) -> dt.date | None:
    """Return the day on which the one date that stands by a level begins."""
    start, end = _own(level)
    after = _dates(level.frame, level.at, end)
    dates = after or _dates(level.frame, start, level.at)
    if not after and len(dates) > 1:
        dates = dates[-1:]
    return dates[0].first if len(dates) == 1 else None


def _dates(frame: Frame, start: int, end: int) -> list[DateMention]:
    return [date for date in frame.dates(start, end) if date.first is not None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Two levels of one sentence, of which the words tell which came first."""

    index: int  # of the sentence
    before: Quantity
    after: Quantity


_TIMED = {*LEVELS, Kind.DURATION, Kind.AGE, Kind.INDEX}


def ordered_levels(evidence: Evidence) -> Iterator[Ordered]:
    """Yield the two figures of a sentence that has just two of one unit, earlier and later."""
    for frame in all_frames(evidence):
        by_unit: dict[tuple[object, ...], list[Level]] = defaultdict(list)
        for at, quantity in frame.figures:
            if quantity.kind in _TIMED and quantity.value is not None and not quantity.malformed:
                level = Level(at, quantity, frame)
                key = _unit_before(level, by_unit) or (quantity.kind, quantity.unit)
                by_unit[key].append(level)
        for levels in by_unit.values():
            if len(levels) != 2:
                continue
            first, second = levels
            if not evidence.text[first.quantity.end : second.quantity.start].strip("-\u2013 "):
                continue  # "the 2-1 decision"
            marked = [bool(_EARLIER.search(frame.text, 0, level.at)) for level in levels]
            if marked[0] != marked[1] and ":" not in frame.text[first.at : second.at]:
                before, after = (first, second) if marked[0] else (second, first)
                yield Ordered(index=frame.index, before=before.quantity, after=after.quantity)


_EARLIER = lazy_regex(
    r"\b(?:from|than|against|versus|compared (?:to|with)|after|where (?:it|they|there) had been|"
    r"(?:previously|formerly|earlier|once)|"
    r"had (?:still |once )?(?:been|stood|come|numbered|totall?ed|cost|taken|earned|amounted)"
    r"(?: worth| at| to)?|"
    rf"used to be) {_LEAD}$",
    re.IGNORECASE,
)


def _unit_before(
    level: Level, by_unit: dict[tuple[object, ...], list[Level]]
) -> tuple[object, ...] | None:
    """Return the unit that a bare number takes from the level just before: "16 days, after 11"."""
    if level.quantity.kind is not Kind.COUNT or level.quantity.noun or not by_unit:
        return None
    unit, before = max(by_unit.items(), key=lambda one: one[1][-1].at)
    if before[-1].quantity.kind not in {Kind.DURATION, Kind.PHYSICAL}:
        return None
    between = level.frame.text[before[-1].at : level.at]
    return unit if len(between) < _REACH and _EARLIER.search(between) else None
