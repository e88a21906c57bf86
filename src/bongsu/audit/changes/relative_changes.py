"""Changes in percent with the two levels that they are told of, in one sentence or the next.

Rules ask of each whether it is right, or right once another base is taken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.changes.stepping import as_set
from bongsu.audit.notation import DATE, form_of, forms
from bongsu.audit.reading.bracketed import bracketed_changes
from bongsu.audit.reading.fits import (
    fits,
    growth,
    inverse_growth,
    percentage,
    rounded,
)
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.levels import told_changes
from bongsu.audit.reading.pairing import alike, movements
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, Evidence, Quantity
from bongsu.patterns import lazy_regex, regex


@remembered
def relative_changes(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    """Yield level before, level after and a change in percent, for levels that are no percents."""
    for movement in movements(evidence):
        for change in movement.changes:
            if change.kind in PERCENTS and not movement.percents:
                yield movement.before, movement.after, change, movement.frame
    yield from _comparisons(evidence)
    yield from _next_sentence(evidence)
    yield from bracketed_changes(evidence)
    yield from _bracketed_bases(evidence)
    for told in told_changes(evidence):
        share = told.change
        if share is None or share.kind not in PERCENTS or told.before.kind in PERCENTS:
            continue
        # A change that is right of another base is of these levels, however far off it is.
        if _within_room(told.before, told.after, share) or wrong_base(
            told.before, told.after, share
        ):
            yield told.before, told.after, share, told.frame


def _within_room(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Whether a change is not so far from that of two levels that it must be of others."""
    right = growth(rounded(before), rounded(after))
    return _ROOM[0] * right.low <= (change.value or 0.0) <= _ROOM[1] * right.high


_COMPARED = [*forms("arithmetic_changes", "compared"), *forms("arithmetic_changes", "led")]


def _comparisons(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    for frame in frames(evidence):
        for match in (found for form in _COMPARED for found in form.finditer(frame.text)):
            found = [frame.quantity(match, name) for name in "abc"]
            if found[0] is None or found[1] is None or found[2] is None:
                continue
            if _BOTH_WAYS.match(frame.text[match.start("b") + 1 : match.start("c")]):
                continue  # "1.35 million or 13.7 percent more than": the first is the change
            first, last = sorted((match.start("a"), match.start("b")))
            if _OTHER_SUBJECT.search(frame.text, first, last) or _THAN.search(
                frame.text, 0, match.start("b")
            ):
                continue
            if _THAN_THEN.search(match[0]):
                continue  # "higher than in December, imports of $57 billion": another base is meant
            pair = alike(found[0], found[1], frame)
            if pair is not None and pair[0].kind not in PERCENTS:
                yield *pair, found[2], frame


_BRACKETED_BASE = form_of("arithmetic_changes", "bracketed_base")


def _bracketed_bases(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    """Yield "42 million (1,454 ships), up 31 percent on year (32 million or 1,436 ships)"."""
    for frame in frames(evidence):
        for match in _BRACKETED_BASE.finditer(frame.text):
            after, before, change = (frame.quantity(match, name) for name in "bac")
            pair = alike(before, after, frame) if before and after else None
            if pair is None or change is None or pair[0].kind in PERCENTS:
                continue
            if _within_room(*pair, change):  # not so far off as the amount of a change would be
                yield *pair, change, frame


_THAN = regex(r"\bthan\b[^,;]*$", re.IGNORECASE)
_THAN_THEN = regex(rf"\bthan (?:in |at |on |of |for |a )?(?:the )?(?:[a-z]+ )?{DATE}[^;]*?, ")
_OTHER_SUBJECT = regex(
    r"\b(?:while|whereas|and|but) (?:the |its |their |his |her |our )[a-z]", re.IGNORECASE
)
_BOTH_WAYS = regex(r"[^,;()]{0,20}?,? ?(?:or |\()(?:by |about |some )?$")
_THAT_IS_UP = form_of("arithmetic_changes", "that_is_up")
_THAT_IS = form_of("arithmetic_changes", "that_is")


def _next_sentence(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    """Yield a level of one sentence with "that is 20 percent less than" of the next."""
    by_index = {frame.index: frame for frame in all_frames(evidence)}
    for frame in frames(evidence):
        match = _THAT_IS.search(frame.text) or _THAT_IS_UP.search(frame.text)
        before = by_index.get(frame.index - 1)
        if match is None or before is None or before.sentence.block != frame.sentence.block:
            continue
        base, change = frame.quantity(match, "a"), frame.quantity(match, "c")
        if base is None or change is None:
            continue
        levels = [
            q
            for _, q in before.figures
            if q.kind is base.kind and q.unit == base.unit and q.value is not None
        ]
        if len(levels) == 1 and base.kind not in PERCENTS:
            yield base, levels[0], change, frame
    yield from _since_before(by_index)


_SINCE = form_of("arithmetic_changes", "since")
_ROOM = (0.4, 2.5)  # of the change: one farther off is a change of something else


def _since_before(
    by_index: dict[int, Frame],
) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    """Yield a level with "an increase of 20 percent" after the level of the sentence before."""
    for index, frame in by_index.items():
        match = _SINCE.search(frame.text)
        before = by_index.get(index - 1)
        if match is None or before is None or before.sentence.block != frame.sentence.block:
            continue
        after, change = frame.quantity(match, "b"), frame.quantity(match, "c")
        levels = [q for _, q in before.figures if after is not None and q.kind is after.kind]
        if after is None or change is None or len(levels) != 1 or after.kind in PERCENTS:
            continue
        here, there = _day(frame, match.start("b")), _day(before, len(before.text))
        pair = alike(levels[0], after, frame)
        if pair is None or here is None or there is None or not there < here:
            continue
        if _within_room(*pair, change):
            yield *pair, change, frame


def _day(frame: Frame, end: int) -> dt.date | None:
    """Return the day on which the one date of a sentence before a place begins."""
    dates = frame.dates(0, end)
    return dates[0].first if len(dates) == 1 else None


def wrong_base(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Return whether a change in percent is wrong, but right of the level after or the ratio."""
    if fits(change, growth, before, after):
        return False
    return fits(change, inverse_growth, before, after) or (
        _grew(before, after) and fits(change, percentage, after, before)
    )


def _grew(before: Quantity, after: Quantity) -> bool:
    return rounded(after).low > rounded(before).high


_MORE = lazy_regex(r" (?:more|less|higher|lower|larger|bigger|smaller|heavier|dearer|cheaper)\b")


def percents_of_percents(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield two rates and how much more one pays: "from 9 to 13 percent, so 44 percent more"."""
    for movement in movements(evidence):
        if not movement.percents:
            continue
        for at, said in movement.frame.figures:
            behind = at > movement.start and said.start not in {
                movement.before.start,
                movement.after.start,
            }
            if behind and said.kind in PERCENTS and _MORE.match(movement.frame.text, at + 1):
                yield as_set(movement.before), as_set(movement.after), said
