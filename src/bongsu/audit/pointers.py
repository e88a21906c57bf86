"""Times told from the day of writing, or from a date before, and the dates that they point to.

"Later this month" in one sentence and "September 3 was chosen" in the next, "last month's cut" and
"the cut decided on October 28" three paragraphs on: where both tell of one event, the date has to
lie in the stretch that the words mean. A date a year or a month beside that stretch, and no other
date of the text within it, is a slip.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.audit.kinship import calls_back, kinship
from bongsu.audit.passed_time import days_of, has_year
from bongsu.audit.remembering import remembered
from bongsu.audit.wording import in_quotes, looks_ahead, prose
from bongsu.evidence.documents import Block
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence

_POINTER = lazy_regex(
    r"\b(?:(?P<part>later|earlier)\s(?:in\s)?)?(?:(?:the\s)?(?P<which>this|last|next|that|current|same|the)\s"
    r"(?P<unit>week|month|year))\b(?!\sago|\sold|\sof\b|-)(?P<own>['’]s)?",
    re.IGNORECASE,
)
_AROUND = lazy_regex(  # words by which a pointer is no time of the event, or of another calendar
    r"\b(?:than|from|over|to|since|until|unlike|against|like|compared\swith|before|fiscal|school|by)\s"
    r"(?:the\s(?:end\sof\s)?)?$",
    re.IGNORECASE,
)
_FAR = 12  # code points from a pointer to the date that says it again
_SAYS_AGAIN = lazy_regex(r"\s?[,(—–]\s?(?:(?:that\sis|namely|i\.e\.),?\s)?(?:(?:on|in)\s)?")
_CLOSED = lazy_regex(r"\s?[,.;:)—–]|\s(?:to|and|that|at|by|with|in|for)\b|$")
_WEEK = dt.timedelta(days=7)
_MOST = 9  # dates of an article among which the one meant is soon found


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The stretch of time that a pointer means."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mispointed:
    """A pointer and a date of its event that lies elsewhere."""

    start: int
    end: int
    which: str  # "this", "last", "next", "later" or "earlier"
    unit: str
    window: Window
    date: DateMention
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A sentence, a row of a table or an item, with its dates."""

    start: int
    end: int
    block: int
    words: str
    dates: tuple[DateMention, ...]


@remembered
def units(evidence: Evidence) -> Iterator[_Unit]:
    """Yield the sentences of an article, and the rows of its tables, with their dates."""
    for sentence, words in prose(evidence):
        dates = tuple(days_of(evidence, sentence.start, sentence.end))
        yield _Unit(
            start=sentence.start, end=sentence.end, block=sentence.block, words=words, dates=dates
        )
    for table in evidence.article.tables:
        heads = table.rows[0] if table.has_header and table.rows else ()
        for row in table.rows[1:] if heads else table.rows:
            yield from _row(evidence, heads, row)


def _row(evidence: Evidence, heads: Sequence[Block], row: Sequence[Block]) -> Iterator[_Unit]:
    if row:
        start, end = row[0].start, row[-1].end
        words = " ".join(evidence.words(cell) for cell in (*heads, *row))
        dates = tuple(days_of(evidence, start, end))
        yield _Unit(start=start, end=end, block=-1, words=words, dates=dates)


def mispointed(evidence: Evidence, day: dt.date | None) -> Iterator[Mispointed]:
    """Yield the pointers of an article that lead to another time than their event is given."""
    every = units(evidence)
    for place, unit in enumerate(every):
        if unit.block >= 0:
            yield from _in_unit(evidence, every, place, day)
    span = evidence.article.title_span
    if span is not None and day is not None:
        words = evidence.text[slice(*span)]
        title = _Unit(start=span[0], end=span[1], block=-1, words=words, dates=())
        for match in _POINTER.finditer(words) if "th" in words or "ext" in words else ():
            window = _window(match, words, day, None)
            if window is not None:
                yield from _of_elsewhere(evidence, every, title, match, window, day)


def _in_unit(
    evidence: Evidence, every: Sequence[_Unit], place: int, day: dt.date | None
) -> Iterator[Mispointed]:
    unit = every[place]
    lower = unit.words.casefold()
    if not ("year" in lower or "month" in lower or "week" in lower):
        return
    for match in _POINTER.finditer(unit.words):
        at = unit.start + match.start()
        if _AROUND.search(unit.words[: match.start()]) or _quoted(evidence, unit, at):
            continue
        anchor = _anchor(every, place, at)
        window = _window(match, unit.words, day, anchor)
        if window is None:
            continue
        beside = _beside(evidence, unit, match)
        if beside is not None:
            if not _meets(evidence, window, beside):
                yield _found(unit, match, window, beside, sure=True)
            continue
        if day is None or _from_text(match):
            continue
        near = list(_of_neighbours(evidence, every, place, match, window, day))
        yield from near or _of_elsewhere(evidence, every, unit, match, window, day)


def _quoted(evidence: Evidence, unit: _Unit, at: int) -> bool:
    sentence = Sentence(start=unit.start, end=unit.end, block=unit.block)
    return in_quotes(evidence, sentence, at)


def _from_text(match: re.Match[str]) -> bool:
    return match["which"].casefold() in {"that", "the", "same"}


def _found(
    unit: _Unit, match: re.Match[str], window: Window, date: DateMention, *, sure: bool
) -> Mispointed:
    which = (match["part"] or match["which"]).casefold()
    return Mispointed(
        start=unit.start + match.start(),
        end=unit.start + match.end("unit"),
        which="this" if which == "current" else which,
        unit=match["unit"].casefold(),
        window=window,
        date=date,
        sure=sure,
    )


def _anchor(every: Sequence[_Unit], place: int, at: int) -> DateMention | None:
    """Return the last day told before a place in the same paragraph."""
    for unit in (every[place], *reversed(every[max(0, place - 2) : place])):
        if unit.block == every[place].block:
            before = [date for date in unit.dates if date.end <= at]
            if before:
                return before[-1]
    return None


def _window(
    match: re.Match[str], words: str, day: dt.date | None, anchor: DateMention | None
) -> Window | None:
    """Return the stretch that a pointer means; "later" ends or begins it at the day it counts from."""
    which, unit = match["which"].casefold(), match["unit"].casefold()
    part = (match["part"] or "").casefold()
    if which in {"that", "the", "same"}:
        if not part or anchor is None or anchor.first is None or anchor.last is None:
            return None
        if anchor.granularity is Granularity.YEAR and unit != "year":
            return None
        base, shift = anchor.first, 0
        bound = anchor.last if part == "later" else anchor.first
    elif day is not None:
        base, shift = day, {"last": -1, "next": 1}.get(which, 0)
        bound = day if not shift else None
        if part == "later" and not _ahead(words, match):
            bound = None  # "later this year he left" may look back
    else:
        return None
    first, last = _stretch(base, unit, shift)
    if part == "later" and bound is not None:
        first = max(first, bound)
    if part == "earlier" and bound is not None:
        last = min(last, bound)
    return Window(first=first, last=last)


def _ahead(words: str, match: re.Match[str]) -> bool:
    """Whether a clause tells of what is to come: by its verbs, or in the present tense."""
    return looks_ahead(words, "dates") or _PRESENT.search(words) is not None


_PRESENT = lazy_regex(
    r"\b(?:comes?|falls?|takes?|opens?|begins?|starts?|meets?|votes?|decides?|reviews?|testify|is\s(?:on|to)|are\sto|choose)\b|['’]ll\b"
)


def _stretch(base: dt.date, unit: str, shift: int) -> tuple[dt.date, dt.date]:
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
            return first, first + dt.timedelta(days=6)


def _meets(evidence: Evidence, window: Window, date: DateMention) -> bool:
    """Whether a date can lie in a window, in either year where its own is left open."""
    if date.first is None or date.last is None:
        return True
    years = (0,) if has_year(evidence, date) else (-365, 0, 365)
    slack = dt.timedelta(days=1)
    return any(
        date.first + dt.timedelta(days=shift) <= window.last + slack
        and window.first - slack <= date.last + dt.timedelta(days=shift)
        for shift in years
    )


def _near_miss(
    evidence: Evidence, match: re.Match[str], window: Window, date: DateMention, day: dt.date
) -> bool:
    """Whether a date lies just beside a window, as one that was mistyped or left standing does."""
    if date.first is None or date.last is None or _meets(evidence, window, date):
        return False
    if match["unit"].casefold() == "year":
        return has_year(evidence, date) and abs(date.first.year - window.last.year) == 1
    if date.granularity is not Granularity.DAY:
        return False
    reach = 45 if match["unit"].casefold() == "month" else 14
    years = (0,) if has_year(evidence, date) else (-365, 0, 365)
    for shift in years:
        moved = date.first + dt.timedelta(days=shift)
        if -reach <= (moved - window.last).days and (moved - window.first).days <= reach:
            if (
                abs((moved - window.first).days) <= reach
                or abs((moved - window.last).days) <= reach
            ):
                return True
    return False


def _beside(evidence: Evidence, unit: _Unit, match: re.Match[str]) -> DateMention | None:
    """Return the date that says a pointer again: "later this week, on June 4"."""
    end = unit.start + match.end()
    for date in unit.dates:
        if end <= date.start <= end + _FAR:
            joint = evidence.text[end : date.start]
            closed = _CLOSED.match(evidence.text[date.end : unit.end])
            return date if _SAYS_AGAIN.fullmatch(joint) and closed and not match["own"] else None
    return None


_SETS = lazy_regex(
    r"\b(?:is|was|are|were|has|have)\s(?:been\s)?(?:on|the\sday|set|fixed|chosen|due|dated|held|taken|decided|signed|scheduled|planned)\b|"
    r"\b(?:begins?|opens?|starts?|resumes?|falls?|held|taken|dated|signed|decided|issued|adopted|completed|commissioned|won|is)\b"
)


def _of_neighbours(
    evidence: Evidence,
    every: Sequence[_Unit],
    place: int,
    match: re.Match[str],
    window: Window,
    day: dt.date,
) -> Iterator[Mispointed]:
    """Yield the date that the sentence behind, or the one before, gives the event pointed to."""
    unit = every[place]
    beside = [
        other
        for other in every[max(0, place - 1) : place + 2]
        if other is not unit and other.block == unit.block and other.dates
    ]
    if any(_meets(evidence, window, date) for other in (*beside, unit) for date in other.dates):
        return
    for other in beside:
        behind = other.start > unit.start
        date = other.dates[0]
        if not _near_miss(evidence, match, window, date, day) or _PERIOD_OF.search(other.words):
            continue
        kin = kinship(unit.words, other.words)
        anaphor = behind and calls_back(other.words)
        opening = evidence.text[other.start : date.start]
        sets = behind and _SETS.search(other.words) is not None and len(opening) < 90
        score = kin + anaphor + sets
        if score >= 2:
            yield _found(unit, match, window, date, sure=score >= 3)
            return


_PERIOD_OF = lazy_regex(r"\b(?:than|compared|a\syear\s(?:earlier|before)|against)\b")


def _of_elsewhere(
    evidence: Evidence,
    every: Sequence[_Unit],
    unit: _Unit,
    match: re.Match[str],
    window: Window,
    day: dt.date,
) -> Iterator[Mispointed]:
    """Yield the date that another part of a short article gives the event pointed to."""
    others = [one for one in every if one.start != unit.start and one.dates]
    if sum(len(one.dates) for one in others) > _MOST:
        return
    ranked = sorted(((kinship(unit.words, one.words), -one.start) for one in others), reverse=True)
    if not ranked or ranked[0][0] < 2 or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return
    best = next(one for one in others if -one.start == ranked[0][1])
    if any(_meets(evidence, window, date) for date in best.dates):
        return
    misses = [d for d in best.dates if _near_miss(evidence, match, window, d, day)]
    if len(misses) == 1:
        yield _found(unit, match, window, misses[0], sure=ranked[0][0] >= 3)
