"""Runs of figures that all go one way, behind a word that says the other.

"Narrowed from 21 times in 2009, 23 times in 2015 and 26 times in 2018": the figures may be of
anything that can be more or less, times, days and ages too. They follow each other with nothing
between them but dates and "to", "and" or commas, and the word stands before the first of them in
the same clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.notation import DATE, FIGURES
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, frames, source
from bongsu.audit.trends.word_groups import Found, group
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_BETWEEN = lazy_regex(
    rf"(?:[^{FIGURES}{DATE};:.()]{{0,24}})?"
    rf"(?:\s?\(?(?:in|for|at|on|by|as\sof|at\sthe\send\sof|est\.)?\s?(?:the\s)?{DATE}\)?)?"
    r"(?:,|\sto|\sand|,\sand|\sand\sthen|,\sthen|,\sto|\sand\sto|,\sand\sto|\)?;?\sto)\s"
    r"(?:about\s|some\s|only\s|nearly\s)?[$€£¥]?",
    re.IGNORECASE,
)
_DATED = lazy_regex(
    rf"[^{FIGURES}{DATE};:]{{0,24}}\(?(?:in|for|at|on|by|of)?\s?(?:the\s)?(?P<d>{DATE})",
    re.IGNORECASE,
)
_LEADS = lazy_regex(  # between the word of direction and the first figure
    rf"[^;:{FIGURES}]{{0,70}}?(?:\b(?:within|in|over|during|after)\s(?:only\s|just\s|the\s)?[{FIGURES}][^;:{FIGURES}]{{0,20}})?(?:\bfrom(?:\sa|\sabout|\ssome|\saround)?|\(|\bat)\s?[$€£¥]?$",
    re.IGNORECASE,
)
_TURN = lazy_regex(
    r",\s(?:and|while|but|whereas|after|before)\b|\b(?:while|whereas|although|but|despite|after|"
    r"before)\b",
    re.IGNORECASE,
)
_SENSE = lazy_regex(  # where less is more, or the word is about something else
    r"\b(?:rank\w*|place[ds]?|position|rating|tier|won\sper|yen|yuan|currency|exchange\srate|"
    r"to\sthe\sdollar|minus|negative|"
    r"per\sdollar|the\sdollar|rang(?:e|es|ing)|not|never|no\slonger|if|would|instead|improv\w*|"
    r"worsen\w*|deteriorat\w*|growth\srate\sof\sdecline|loss\w*|respectively)\b",
    re.IGNORECASE,
)
_STEADY = lazy_regex(
    r"\b(?:remain(?:ed|s|ing)?|stay(?:ed|s)?|kept|held|was|is|been)\s(?:\w+\s)?(?:stable|steady|"
    r"flat|unchanged|frozen|constant)\b|"
    r"\bfrozen\b",
    re.IGNORECASE,
)
_LONGER = lazy_regex(
    r"\b(?:lengthened|lengthens|extended|extends|prolonged|raised|raises|lifted|increased)\b",
    re.IGNORECASE,
)
_SHORTER = lazy_regex(
    r"\b(?:shortened|shortens|cut|reduced|lowered|curtailed|decreased)\b", re.IGNORECASE
)
_MUCH = 0.15  # of the first figure: what nobody calls steady
_TIMED = {Kind.DURATION, Kind.AGE}
_REVISED = lazy_regex(
    r"\b(?:revis|restat|correct|amend)\w*", re.IGNORECASE
)  # the figure, not what it is of
_TAIL = 20  # code points behind the last figure in which a dollar is named
_FAR = 110  # code points before the first figure in which the word stands


class Astray(NamedTuple):
    """A word of direction, in positions of the text, and the ends of a run that denies it."""

    start: int
    end: int
    first: Quantity
    last: Quantity


_Point = tuple[int, Quantity, DateMention | None]


def astray(evidence: Evidence) -> Iterator[Astray]:
    """Yield the words of direction that a run of figures behind them denies."""
    for frame in frames(evidence):
        for run in _runs(frame):
            lead = frame.text[: run[0][0]]
            cut = max((m.end() for m in _TURN.finditer(lead)), default=0)
            begin = max(cut, len(lead) - _FAR)
            word = _word(lead, begin, run)
            if word is None or _SENSE.search(frame.text, begin, run[-1][0] + _TAIL):
                continue
            found, up = word
            if _REVISED.search(lead) or not _LEADS.match(lead, found.end()):
                continue
            if _denied([q for _, q, _ in _in_time(run)], up=up):
                at = source(frame, found.start()), source(frame, found.end())
                yield Astray(*at, run[0][1], run[-1][1])


def _runs(frame: Frame) -> Iterator[list[_Point]]:
    """Yield figures of one unit that follow each other, each with the date behind it."""
    run: list[_Point] = []
    for at, quantity in frame.figures:
        joined = bool(run) and _alike(run[-1][1], quantity) and _joins(frame, run[-1][0], at)
        if run and not joined:
            if len(run) > 1:
                yield run
            run = []
        dated = _DATED.match(frame.text, at + 1)
        item = frame.items.get(dated.start("d")) if dated else None
        if quantity.value is not None and not quantity.malformed and quantity.value > 0:
            run.append((at, quantity, item if isinstance(item, DateMention) else None))
    if len(run) > 1:
        yield run


def _joins(frame: Frame, first: int, second: int) -> bool:
    if _AGAINST.search(frame.text, first + 1, second):
        return False
    return _BETWEEN.fullmatch(frame.text, first + 1, second) is not None


_AGAINST = lazy_regex(r"\b(?:opposed|against|compared|than|versus|from|instead)\b", re.IGNORECASE)


def _alike(first: Quantity, second: Quantity) -> bool:
    if {first.kind, second.kind} <= PERCENTS:
        return True
    if first.kind in _TIMED and second.kind is Kind.COUNT and not second.noun:
        return True  # "from 14 weeks to 22"
    if first.kind is not second.kind or first.kind in {Kind.ORDINAL, Kind.POINTS, Kind.FRACTION}:
        return False
    return first.unit == second.unit or first.kind is Kind.COUNT


def _in_time(run: list[_Point]) -> list[_Point]:
    """Return a run by its dates if each point has one of its own, else as it is told."""
    days = [date.first for _, _, date in run if date is not None and date.first]
    if len(days) == len(run) and len(set(days)) == len(days):
        return [point for _, point in sorted(zip(days, run, strict=True), key=lambda one: one[0])]
    return run


def _word(
    lead: str, begin: int, run: list[_Point]
) -> tuple[re.Match[str] | Found, bool | None] | None:
    """Return the one word of direction before a run, and whether it points up; none if steady."""
    up: re.Match[str] | Found | None
    down: re.Match[str] | Found | None
    if run[0][1].kind in _TIMED:
        up, down = _LONGER.search(lead, begin), _SHORTER.search(lead, begin)
    else:
        up = _last(lead, begin, "up", "faster")
        down = _last(lead, begin, "down", "slower")
    if up and down:
        return None
    if up or down:
        found = up or down
        assert found is not None
        return found, up is not None
    steady = _STEADY.search(lead, begin)
    return (steady, None) if steady else None


def _last(lead: str, begin: int, *names: str) -> Found | None:
    found = [one for name in names for one in group(name).finditer(lead, begin)]
    return max(found, key=lambda one: one.start(), default=None)


def _denied(figures: list[Quantity], *, up: bool | None) -> bool:
    steps = list(pairwise(figures))
    if up is None:
        first, last = figures[0].value or 0.0, figures[-1].value or 0.0
        return abs(last / first - 1) > _MUCH
    if up:
        return all(below(second, first) for first, second in steps)
    return all(below(first, second) for first, second in steps)
