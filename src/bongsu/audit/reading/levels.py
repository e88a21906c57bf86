"""The two levels that a change lies between, wherever in a passage each of them stands.

A change is known by its own words ("up", "a drop of", "lower"); the level before by what leads to
it ("from", "than", "against", "had been") or by the earlier date. A passage is a clause, a
sentence, or a sentence with the one before it. It is read only if it holds exactly two levels of
one unit and tells which came first: then arithmetic decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.notation import DATE, Form, forms
from bongsu.audit.reading.directions_told import direction_of
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.level_order import BREAK, LEVELS, Level, earlier_and_later, last_two
from bongsu.audit.reading.pairing import alike, movements
from bongsu.audit.reading.repeated import repeated_step
from bongsu.audit.reading.wording import content_words
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_CHANGES = forms("levels", "changes")
_MULTIPLES = forms("levels", "multiples")
_MEASURED = {*LEVELS, Kind.POINTS, Kind.MULTIPLE, Kind.FRACTION}
_MOST_LEVELS = 8  # figures of a passage; one with more is a list


class Told(NamedTuple):
    """A change or a multiple, with the levels before and after it."""

    before: Quantity
    after: Quantity
    change: Quantity | None  # none where a word alone tells the multiple: "doubled"
    way: str  # "up" or "down"
    match: re.Match[str]  # in the frame's text
    frame: Frame


@remembered
def told_changes(evidence: Evidence) -> Iterator[Told]:
    """Yield the changes of an article whose two levels are in no doubt."""
    yield from _told(evidence, multiples=False)


@remembered
def told_multiples(evidence: Evidence) -> Iterator[Told]:
    """Yield the multiples of an article whose two levels are in no doubt."""
    yield from _told(evidence, multiples=True)


def changes_of_percents(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield two levels in percent with what a text gives for the change, in percent or points."""
    told: set[int] = set()
    for movement in movements(evidence):
        for change in movement.changes:
            if movement.percents and change.kind in {*PERCENTS, Kind.POINTS}:
                told.add(change.start)
                yield movement.before, movement.after, change
    for found in told_changes(evidence):
        change_ = found.change
        if change_ is None or change_.start in told or found.before.kind not in PERCENTS:
            continue
        if _goes_on_listing(found):
            continue
        if change_.kind in {*PERCENTS, Kind.POINTS} and _near(found.before, found.after, change_):
            yield found.before, found.after, change_


_NEXT_IN_LIST = lazy_regex(  # what is told of one year may stand between it and the next
    rf" (?:in|for) {DATE}(?:,? (?:and )?|,[^;.]{{3,80}}?,? and )(?:by )?[\ue000-\ue01f] (?:in|for) "
)


def _goes_on_listing(found: Told) -> bool:
    """Whether a change is the first of several: "by 4 percent in 2014, 8 percent in 2015"."""
    at = found.match.end("c")
    return found.match["c"] is not None and _NEXT_IN_LIST.match(found.frame.text, at) is not None


_ROOM = (0.4, 2.5)  # of the difference: a figure farther off is of another pair


def _near(before: Quantity, after: Quantity, change: Quantity) -> bool:
    apart = abs((after.value or 0.0) - (before.value or 0.0))
    return _ROOM[0] * apart <= (change.value or 0.0) <= _ROOM[1] * apart


def _told(evidence: Evidence, *, multiples: bool) -> Iterator[Told]:
    before: _Reading | None = None
    for reading in _readings(evidence):
        near = before if before is not None and adjoins(before.frame, reading.frame) else None
        for match in reading.multiples if multiples else reading.changes:
            found = _between(reading, near, match)
            if found is not None:
                yield found
        before = reading


class _Reading(NamedTuple):
    """What a sentence tells of changes, and its figures that are none."""

    frame: Frame
    changes: tuple[re.Match[str], ...]
    multiples: tuple[re.Match[str], ...]
    levels: tuple[Level, ...]


@remembered
def _readings(evidence: Evidence) -> Iterator[_Reading]:
    """Yield what the sentences tell that hold, with the one before, a change and two levels."""
    every = all_frames(evidence)
    for place, frame in enumerate(every):
        count = _measured(frame)
        beside = [every[at] for at in (place - 1, place + 1) if 0 <= at < len(every)]
        if count and count + max((_measured(other) for other in beside), default=0) >= _FEWEST:
            changes = tuple(_matches(frame, _CHANGES))
            at = {match.start("c") for match in changes}
            yield _Reading(frame, changes, tuple(_matches(frame, _MULTIPLES)), _levels(frame, at))


_FEWEST = 3  # figures: a change and two levels


def _measured(frame: Frame) -> int:
    return sum(quantity.kind in _MEASURED for _, quantity in frame.figures)


def _matches(frame: Frame, some: list[Form]) -> Iterator[re.Match[str]]:
    """Yield every telling of a change in a sentence, each change once."""
    seen: set[int] = set()
    for form in some:
        for match in form.finditer(frame.text):
            at = match.start("c") if match["c"] else match.start()
            if at not in seen:
                seen.add(at)
                yield match


_PACE = lazy_regex(
    r"\b(?:annual|annually|yearly|monthly|average|averag\w+|compound|real|each|another|a year|"
    r"per year|a month|year-on-year|on-year|of which|points? of|percentage of|half of|"
    r"forecast|expected|would have)\b",
    re.IGNORECASE,
)


def _between(reading: _Reading, near: _Reading | None, match: re.Match[str]) -> Told | None:
    """Return a change with its levels, from the narrowest passage that holds two of them."""
    frame = reading.frame
    if _PACE.search(frame.text, match.start(), match.end() + 18) or _is_ratio(frame, match):
        return None
    change = frame.quantity(match, "c") if match["c"] else None
    if match["c"] and (change is None or change.value is None):
        return None
    way = _way(match)
    if not way or (change is not None and _is_step(frame, change)):
        return None
    for passage in _passages(reading, near, match):
        if len(passage) > _MOST_LEVELS:
            return None
        pairs = [pair for pair in _groups(passage, change) if len(pair) > 1]
        if not pairs:
            continue
        ordered = None
        if len(pairs) == 1:
            two = len(pairs[0]) == 2
            ordered = earlier_and_later(pairs[0]) if two else last_two(pairs[0], change, frame)
        if ordered is None or _is_another(passage, reading, near, match):
            return None
        pair = alike(ordered[0].quantity, ordered[1].quantity, frame)
        if pair is None or not _goes(way, *pair):
            return None
        return Told(before=pair[0], after=pair[1], change=change, way=way, match=match, frame=frame)
    return None


def _is_ratio(frame: Frame, match: re.Match[str]) -> bool:
    """Whether a multiple is a mere number, a level itself: "a ratio of 2.8, the limit is 3.5"."""
    if not match.groupdict().get("m"):
        return False
    item = frame.items[match.start("m")]
    return regex(r"[a-z]").search(frame.evidence.words(item).lower()) is None


def _is_another(
    passage: list[Level], reading: _Reading, near: _Reading | None, match: re.Match[str]
) -> bool:
    """Whether the levels of a passage may be of another change, or a change of other levels."""
    change = reading.frame.quantity(match, "c") if match["c"] else None
    before = near.frame if near is not None else None
    return _other_change(passage, reading, near, change) or _of_another(
        reading.frame, match, before, passage
    )


_LESS_OF = lazy_regex(r" (?:more|less|fewer|lower|higher) (?!than\b)(?P<what>[a-z]+(?: [a-z]+)?)")


def _of_another(
    frame: Frame, match: re.Match[str], before: Frame | None, passage: list[Level]
) -> bool:
    """Whether a change is of what it names ("5 points less income"), and the levels are not."""
    if before is None or not match["c"] or any(level.frame is frame for level in passage):
        return False
    what = _LESS_OF.match(frame.text, match.start("c") + 1)
    return what is not None and not content_words(what["what"]) & content_words(before.text)


_REPEATED = lazy_regex(r"\b(?:each|again|twice|times|apiece|in a row|steps)\b", re.IGNORECASE)


def _is_step(frame: Frame, change: Quantity) -> bool:
    """Whether a change in points is made several times over."""
    return change.kind is Kind.POINTS and (
        repeated_step(frame) is not None or _REPEATED.search(frame.text) is not None
    )


_WAYS = {"off": "down", "downgrade": "down", "upgrade": "up"}


def _way(match: re.Match[str]) -> str:
    """Return whether a change goes up or down; a multiple goes up unless it is below one."""
    if "way" in match.re.groupindex:
        return _WAYS.get(match["way"]) or direction_of(match["way"])
    return "down" if "word" in match.re.groupindex and match["word"] == "halv" else "up"


def _goes(way: str, before: Quantity, after: Quantity) -> bool:
    """Whether the levels move as the words say; if not, that is another error."""
    if before.value is None or after.value is None or before.value <= 0:
        return False
    return (after.value > before.value) == (way == "up")


def _passages(
    reading: _Reading, near: _Reading | None, match: re.Match[str]
) -> Iterator[list[Level]]:
    """Yield the levels of the clause of a change, of its sentence, and of that with the next."""
    text, here = reading.frame.text, list(reading.levels)
    ends = [0, *(found.start() for found in BREAK.finditer(text)), len(text)]
    at = match.start()
    start, end = max(e for e in ends if e <= at), min(e for e in ends if e > at)
    clause = [level for level in here if start <= level.at < end]
    if len(clause) < len(here):
        yield clause
    if not clause and _OBJECT.search(match[0]):
        return  # "and cut its workforce by 85 percent": of that, not of the levels told before
    yield here
    if near is None or (not here and _THAN.match(text, match.end())):
        return  # "ten fewer than today": than a level that nobody tells
    if _goes_on(reading.frame, here) and not _OTHER_TIME.search(text, 0, match.start()):
        yield [*near.levels, *here]


_OTHER_TIME = lazy_regex(r"\b(?:when|where) [^,;]*$")  # "since 2020, when output shrank by 0.7"
_THAN = lazy_regex(r"[^,;.]{0,20}\bthan\b")
_OBJECT = lazy_regex(r"\b(?:its|their|his|her|our) ")


def _levels(frame: Frame, changes: set[int]) -> tuple[Level, ...]:
    """Return the figures of a sentence that may be levels: no changes, and no second namings."""
    return tuple(
        Level(at, quantity, frame)
        for at, quantity in frame.figures
        if at not in changes
        and quantity.kind in LEVELS
        and quantity.value is not None
        and not quantity.malformed
        and frame.slim[at] != DATE
        and not _AVERAGED.search(frame.text, 0, at)
        and not PART.search(frame.text, 0, at)
    )


_AVERAGED = lazy_regex(r"\baveraging (?:about |some )?$")  # beside a level at the end
PART = lazy_regex(  # before a part of a level
    r"\b(?:includ(?:es|ing|ed?)|of which|comprising)(?: [a-z]+){0,2} $", re.IGNORECASE
)
_BACK = lazy_regex(r"^(?:(?:this|that|it|which|so|the|an?|thus|hence)\b|they\b)", re.IGNORECASE)
_SAME = lazy_regex(
    r"\b(?:it|they|there|this|that|the (?:figure|number|total|amount|level|sum|count))\b",
    re.IGNORECASE,
)


def _goes_on(frame: Frame, here: list[Level]) -> bool:
    """Whether a sentence goes on with what the one before it tells of."""
    if here:
        return _SAME.search(frame.text) is not None
    return _BACK.match(frame.text) is not None


def _groups(passage: list[Level], change: Quantity | None) -> list[list[Level]]:
    """Return the levels of a passage by unit, as far as a change may be one of them."""
    by_unit: dict[tuple[object, ...], list[Level]] = defaultdict(list)
    for level in passage:
        quantity = level.quantity
        kind = Kind.PERCENT if quantity.kind in PERCENTS else quantity.kind
        if change is not None and not _may_move(change, quantity):
            continue
        unit = quantity.unit if kind is not Kind.COUNT else ""
        by_unit[kind, unit].append(level)
    return list(by_unit.values())


def _may_move(change: Quantity, level: Quantity) -> bool:
    if change.kind is Kind.POINTS:
        return level.kind in PERCENTS
    if change.kind in PERCENTS:
        return level is not change
    return change.kind is level.kind and (change.unit == level.unit or level.kind is Kind.COUNT)


def _other_change(
    passage: list[Level], reading: _Reading, near: _Reading | None, change: Quantity | None
) -> bool:
    """Whether a passage tells another change of the same kind, of which the levels may be."""
    frames = {level.frame.index for level in passage}
    for other in filter(None, (reading, near)):
        for found in other.changes if other.frame.index in frames or other is reading else ():
            quantity = other.frame.quantity(found, "c")
            if quantity is None or (change is not None and quantity.start == change.start):
                continue
            if change is None or (quantity.kind in PERCENTS) == (change.kind in PERCENTS):
                return True
    return False
