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
from typing import NamedTuple

from bongsu.audit.reading.kinship import calls_back, kinds_of, kinship
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes
from bongsu.audit.remembering import remembered
from bongsu.audit.times.bound_pointers import bound_before, told_just_before
from bongsu.audit.times.pointed_deeds import told_of_deed
from bongsu.audit.times.pointed_windows import (
    POINTER,
    Window,
    counts_from_text,
    meets,
    near_miss,
    stretch_of,
    tells_ahead,
    window_of,
)
from bongsu.audit.times.units_of import Unit, units
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

_AROUND = lazy_regex(  # words by which a pointer is no time of the event, or of another calendar
    r"\b(?:than|from|over|to|since|until|unlike|against|like|compared\swith|before|fiscal|school|by|of)\s"
    r"(?:the\s(?:end\sof\s)?)?$",
    re.IGNORECASE,
)
_COMPARED = lazy_regex(r"\b(?:than|unlike|against|like|compared\swith)\s(?:the\s)?$", re.IGNORECASE)
_FAR = 34  # code points from a pointer to the date that says it again
_SAYS_AGAIN = lazy_regex(
    r"\s?[,(—–:]\s?(?:(?:that\sis|namely|i\.e\.|probably|(?:most\s)?likely|perhaps|"
    r"(?:the|its)\s(?:date|day)\s(?:is|being|has\sbeen\sset\sfor)),?\s)?(?:(?:on|in|by|from)\s)?"
    r"(?:the\s(?:night|morning|evening|afternoon|day|eve)\sof\s)?"
)
_SAID_BEHIND = lazy_regex(r",\s|\s\(")
_CLOSED = lazy_regex(r"\s?[,.;:)—–]|\s(?:to|and|that|at|by|with|in|for)\b|$")
_LABEL = 60  # code points of what an item or a row gives its day
_SHORT = 20  # sentences and rows of an article in which an event is soon found again
_MOST = 9  # dates of an article among which the one meant is soon found


class Mispointed(NamedTuple):
    """A pointer and a date of its event that lies elsewhere."""

    start: int
    end: int
    which: str  # "this", "last", "next", "later" or "earlier"
    unit: str
    window: Window
    date: DateMention
    sure: bool


@remembered
def mispointed(evidence: Evidence, day: dt.date | None) -> Iterator[Mispointed]:
    """Yield the pointers of an article that lead to another time than their event is given."""
    every = units(evidence)
    for place, unit in enumerate(every):
        if unit.block >= 0:
            yield from _in_unit(evidence, every, place, day)
    span = evidence.article.title_span
    if span is not None and day is not None:
        words = evidence.text[slice(*span)]
        title = Unit(start=span[0], end=span[1], block=-1, words=words, dates=())
        for match in POINTER.finditer(words) if "th" in words or "ext" in words else ():
            window = window_of(match, words, day, None)
            if window is not None:
                yield from _of_elsewhere(evidence, every, title, match, window, day)


def _in_unit(
    evidence: Evidence, every: Sequence[Unit], place: int, day: dt.date | None
) -> Iterator[Mispointed]:
    unit = every[place]
    lower = unit.words.casefold()
    if not ("year" in lower or "month" in lower or "week" in lower):
        return
    for match in POINTER.finditer(unit.words):
        at = unit.start + match.start()
        if _quoted(evidence, unit, at) or _tells_when_said(unit.words, match):
            continue
        anchor = _anchor(every, place, at)
        window = window_of(match, unit.words, day, anchor)
        if window is None:
            continue
        beside = _beside(evidence, unit, match)
        if beside is not None and not _COMPARED.search(unit.words[: match.start()]):
            if not meets(evidence, window, beside) and not _of_today(match, beside, day):
                yield _found(unit, match, window, beside, sure=True)
            continue
        if day is None:
            continue
        if (bound := bound_before(evidence, unit, match, window)) is not None:
            yield _found(unit, match, window, bound, sure=True)
            continue
        if counts_from_text(match) or _is_apart(unit, match):
            continue
        yield from _by_what_is_near(evidence, every, place, match, window, day)


def _by_what_is_near(
    evidence: Evidence,
    every: Sequence[Unit],
    place: int,
    match: re.Match[str],
    window: Window,
    day: dt.date,
) -> Iterator[Mispointed]:
    """Yield the date to which a pointer is tied by its clause, its neighbours or its kind."""
    unit = every[place]
    tied = list(_in_its_clause(evidence, unit, match, window))
    if tied or _borne_out(evidence, every, place, match, window):
        yield from tied
        return
    near = list(_of_neighbours(evidence, every, place, match, window))
    told = None if near else told_just_before(evidence, every, place, match, window)
    if told is not None:
        near = [_found(unit, match, window, told, sure=False)]
    near = near or list(_of_elsewhere(evidence, every, unit, match, window, day))
    if not near and (deed := told_of_deed(evidence, unit, match, window, day)) is not None:
        near = [_found(unit, match, window, deed, sure=False)]
    yield from near


_SAID = lazy_regex(r",?\s[^,;]{3,60}?\s(?:said|told|claimed|warned|argued)\b")


def _tells_when_said(words: str, match: re.Match[str]) -> bool:
    """Whether a pointer that opens a sentence tells when something was said, not when it was."""
    return not words[: match.start()].strip() and _SAID.match(words, match.end("unit")) is not None


def _borne_out(
    evidence: Evidence, every: Sequence[Unit], place: int, match: re.Match[str], window: Window
) -> bool:
    """Whether a date near a pointer lies where it points to.

    A day without its year, behind the pointer, has its year from it and bears nothing out.
    """
    unit = every[place]
    at = unit.start + match.start()
    return any(
        meets(evidence, window, date)
        for other in _neighbours(every, place)
        for date in other.dates
        if has_year(evidence, date) or date.end <= at or other is not unit
    )


def _is_apart(unit: Unit, match: re.Match[str]) -> bool:
    """Whether the words before a pointer make it no time of the event."""
    return _AROUND.search(unit.words[: match.start()]) is not None and not match["own"]


_WHICH = lazy_regex(
    r"\b(?:which|that|who)\b|^[^,;]{3,40},\s(?:held|staged|hosted|fought|sold|[a-z]{3,}ed)\s"
)


def _in_its_clause(
    evidence: Evidence, unit: Unit, match: re.Match[str], window: Window
) -> Iterator[Mispointed]:
    """Yield the one date of a sentence that a relative clause ties to its pointer."""
    if len(unit.dates) != 1 or not near_miss(evidence, match, window, unit.dates[0]):
        return
    date = unit.dates[0]
    at = unit.start + match.start()
    between = evidence.text[min(date.end, at) : max(at, date.start)]
    tied = _WHICH.search(between) or _WHICH.search(
        evidence.text[max(0, date.start - 12) : date.start]
    )
    if (
        tied
        and len(between) < _OPENING
        and not regex(r"[;:]|\b(?:and|but|while)\b").search(between)
    ):
        yield _found(unit, match, window, date, sure=False)


def _quoted(evidence: Evidence, unit: Unit, at: int) -> bool:
    sentence = Sentence(start=unit.start, end=unit.end, block=unit.block)
    return in_quotes(evidence, sentence, at)


def _of_today(match: re.Match[str], date: DateMention, day: dt.date | None) -> bool:
    """Whether "earlier in the month" is rightly counted from the day of publication."""
    if day is None or date.first is None or not match["part"]:
        return False
    if match["which"].casefold() != "the":
        return False  # "the same month" is that of the text
    first, last = stretch_of(day, match["unit"].casefold(), 0)
    ahead = match["part"].casefold() == "later"
    return first <= date.first <= last and (date.first > day) == ahead


def _found(
    unit: Unit, match: re.Match[str], window: Window, date: DateMention, *, sure: bool
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


def _anchor(every: Sequence[Unit], place: int, at: int) -> DateMention | None:
    """Return the last day told before a place in the same paragraph."""
    for unit in (every[place], *reversed(every[max(0, place - 2) : place])):
        if unit.block == every[place].block:
            before = [date for date in unit.dates if date.end <= at]
            if before:
                return before[-1]
    return None


def _beside(evidence: Evidence, unit: Unit, match: re.Match[str]) -> DateMention | None:
    """Return the date that says a pointer again: "later this week, on June 4"."""
    end = unit.start + match.end()
    for date in unit.dates:
        joint = evidence.text[date.end : unit.start + match.start()]
        if match["part"] and not match["own"] and _SAID_BEHIND.fullmatch(joint):
            return date  # "on October 19, later this month"
        if end <= date.start <= end + _FAR:
            joint = evidence.text[end : date.start]
            closed = _CLOSED.match(evidence.text[date.end : unit.end])
            return date if _SAYS_AGAIN.fullmatch(joint) and closed and not match["own"] else None
    return None


_SETS = lazy_regex(
    r"\b(?:is|was|are|were|has|have)\s(?:been\s)?(?:on|fixed|due|dated|held|taken|decided|signed|"
    r"scheduled|planned)\b|\b(?:begins?|opens?|starts?|resumes?|falls?|held|taken|dated|signed|"
    r"decided|issued|adopted|completed|commissioned|closed|won|is)\b|"
    r"\b(?:sits|meets?|convenes?|reconvenes?|gathers?|votes?|resumes?|returns?|airs?|open|begin|start)\s"
    r"(?:\w+\s){0,4}on\s"
)
_AT_ITS_END = 3  # code points behind a pointer that ends its sentence
_NAMES_DAY = lazy_regex(  # what does nothing but give an event its day
    r"\b(?:is|was|are|were|has|have)\s(?:been\s)?(?:the\s(?:day|date)|set|chosen|picked|named)\b|"
    r"\b[Dd]ay\sis\b"
)
_OPENS = lazy_regex(r"\W*(?:(?:[Ii]n|[Oo]n|[Ff]rom|[Ss]ince)\s)?$")
_TOLD_AGAIN = lazy_regex(r"\w\s(?:it|them|there|him|her)\b")
_OWN_THING = lazy_regex(r"\b(?:its|his|her|their|the)\b")


_BEGINNINGS = frozenset({"open", "force", "work", "appoint", "include", "join"})
_SINCE = lazy_regex(r"\b[Ss]ince\s$")


def _neighbours(every: Sequence[Unit], place: int) -> list[Unit]:
    """Return a sentence with those before and behind it in its paragraph that have dates."""
    block = every[place].block
    return [one for one in every[max(0, place - 1) : place + 2] if one.block == block and one.dates]


def _of_neighbours(
    evidence: Evidence,
    every: Sequence[Unit],
    place: int,
    match: re.Match[str],
    window: Window,
) -> Iterator[Mispointed]:
    """Yield the date that the sentence behind, or the one before, gives the event pointed to."""
    unit = every[place]
    for other in _neighbours(every, place):
        if other is unit:
            continue
        behind = other.start > unit.start
        date = other.dates[0]
        if not near_miss(evidence, match, window, date) or _PERIOD_OF.search(other.words):
            continue
        if match["which"].casefold() == "next" and _was(other.words):
            continue  # another one, which is past
        score = kin = kinship(unit.words, other.words)
        if behind and match["part"] and len(unit.words) - match.end() < _AT_ITS_END:
            score += bool(tells_ahead(unit.words) and _SETS.search(other.words))
        if behind:
            score += _calls_back(evidence, other, date)
            begun = kinds_of(unit.words) & _BEGINNINGS
            score += 2 * bool(begun and _SINCE.search(evidence.text[other.start : date.start]))
        if score >= 2:
            tied = kin or calls_back(other.words) > 1 or _NAMES_DAY.search(other.words)
            loose = date.granularity is Granularity.MONTH or (
                match["unit"].casefold() == "year" and not has_year(evidence, date)
            )
            yield _found(unit, match, window, date, sure=bool(tied) and not loose)
            return


_TO_COME = lazy_regex(r"\b(?:will|shall|is|are|was\sto|were\sto|to\sbe)\b")


def _was(words: str) -> bool:
    """Whether a sentence tells of what was, and of nothing to come."""
    return PAST.search(words) is not None and _TO_COME.search(words) is None


def _calls_back(evidence: Evidence, unit: Unit, date: DateMention) -> int:
    """Return how surely a sentence gives what was told before it its date."""
    opening = evidence.text[unit.start : date.start]
    if _NAMES_DAY.search(unit.words):
        return 2
    score = calls_back(unit.words) + int(
        _SETS.search(unit.words) is not None and len(opening) < _OPENING
    )
    behind = evidence.text[date.end : min(unit.end, date.end + _OPENING)]
    score += _TOLD_AGAIN.search(opening) is not None
    if _OPENS.fullmatch(opening) and _OWN_THING.search(behind):
        score += 1 + ("its" in behind or "their" in behind)
    return score


_OPENING = 90  # code points from the start of a sentence to its date
_PERIOD_OF = lazy_regex(r"\b(?:compared|a\syear\s(?:earlier|before)|against)\b")


def _of_elsewhere(
    evidence: Evidence,
    every: Sequence[Unit],
    unit: Unit,
    match: re.Match[str],
    window: Window,
    day: dt.date,
) -> Iterator[Mispointed]:
    """Yield the date that another part of a short article gives the event pointed to."""
    if len(every) > _SHORT:
        return
    others = [one for one in every if one.start != unit.start and one.dates]
    if sum(len(one.dates) for one in others) > _MOST:
        return
    ranked = sorted(
        ((kinship(unit.words, f"{one.label} {one.words}"), -one.start) for one in others),
        reverse=True,
    )
    rows = [one for one in others if one.block < 0]
    if any(meets(evidence, window, date) for one in rows for date in one.dates):
        return  # another row of the table is the one meant
    if ranked and ranked[0][0] >= 2 and (len(ranked) == 1 or ranked[1][0] < ranked[0][0]):
        best = next(one for one in others if -one.start == ranked[0][1])
        if any(meets(evidence, window, date) for date in best.dates):
            return
        misses = [d for d in best.dates if near_miss(evidence, match, window, d)]
        if len(misses) == 1:
            sure = misses[0].granularity is not Granularity.MONTH
            yield _found(unit, match, window, misses[0], sure=sure)
        return
    if ranked and ranked[0][0] == 1 and (len(ranked) == 1 or not ranked[1][0]):
        best = next(one for one in others if -one.start == ranked[0][1])
        label = best.words.partition(":")[0] if best.block >= 0 else best.label
        misses = [d for d in best.dates if near_miss(evidence, match, window, d)]
        short = len(label) < _LABEL and label != best.words
        if short and len(misses) == len(best.dates) == 1:
            yield _found(unit, match, window, misses[0], sure=False)
            return
    yield from _of_the_only_one(evidence, unit, others, match, window, day)


def _of_the_only_one(
    evidence: Evidence,
    unit: Unit,
    others: Sequence[Unit],
    match: re.Match[str],
    window: Window,
    day: dt.date,
) -> Iterator[Mispointed]:
    """Yield the only date of a short article that can be meant, where none lies as it should."""
    dated = [(one, date) for one in others for date in one.dates]
    if any(meets(evidence, window, date) for _, date in dated):
        return
    ahead = window.last > day and match["which"].casefold() != "last"
    if ahead and tells_ahead(unit.words):
        dated = [(one, date) for one, date in dated if date.last and date.last > day]
    misses = [(one, date) for one, date in dated if near_miss(evidence, match, window, date)]
    kin = [pair for pair in misses if kinship(unit.words, pair[0].words) > 0]
    if len(kin) == 1:
        yield _found(unit, match, window, kin[0][1], sure=False)
