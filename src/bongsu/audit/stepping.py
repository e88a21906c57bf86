"""Equal steps that a text counts, and the levels between which they lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bongsu.audit.frames import Frame, all_frames
from bongsu.audit.notation import Form, form_of, forms
from bongsu.audit.pairing import alike, from_range, repeated_step
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_ENDS = forms("arithmetic_steps", "ends")
_ENDS_RANGE = form_of("arithmetic_steps", "ends_range")
_CUMULATIVE = form_of("arithmetic_steps", "cumulative")
_SUCH = form_of("pairing", "such")
_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}

Ends = tuple[Quantity, Quantity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Steps of one size, and where the text says that they begin, end or how far they go."""

    size: Quantity
    number: Quantity
    ends: Ends | None
    total: Quantity | None


def steps(evidence: Evidence) -> Iterator[Steps]:
    """Yield the equal steps that sentences count.

    If the sentence does not name the levels itself, those of the sentences beside it in the same
    paragraph count; "six such steps" takes the size from the sentence before.
    """
    by_index = {frame.index: frame for frame in all_frames(evidence)}
    for frame in all_frames(evidence):
        counted = repeated_step(frame) or _such_steps(frame, by_index)
        if counted is None:
            continue
        size, number = counted
        ends = (
            _ends(frame, size)
            or _ends_beside(frame, by_index, size)
            or _ends_elsewhere(frame, by_index, size)
        )
        total = _cumulative(frame, {size.start, number.start})
        if ends is not None or total is not None:
            yield Steps(size=size, number=number, ends=ends, total=total)


def _such_steps(frame: Frame, by_index: dict[int, Frame]) -> Ends | None:
    match = _SUCH.search(frame.text)
    number = frame.quantity(match, "n") if match is not None else None
    before = by_index.get(frame.index - 1)
    if number is None or number.value is None or before is None or not _beside(before, frame):
        return None
    sizes = [q for _, q in before.figures if q.kind is Kind.POINTS and q.value is not None]
    return (sizes[0], number) if len(sizes) == 1 else None


def _beside(other: Frame, frame: Frame) -> bool:
    return other.sentence.block == frame.sentence.block


def _ends_beside(frame: Frame, by_index: dict[int, Frame], size: Quantity) -> Ends | None:
    """Return the levels that one of the sentences beside names, unless it counts steps itself."""
    around = [by_index.get(frame.index + off) for off in (1, -1)]
    for other in around:
        if other is not None and _beside(other, frame) and repeated_step(other) is None:
            ends = _ends(other, size)
            if ends is not None and not _told_change(other):
                return ends
    return None


_ARRIVES = Form(r"\b(?:lead\w*|led|bring\w*|brought|take\w*|took|get\w*)\b~30\bto_<b:percent>")


def _ends_elsewhere(frame: Frame, by_index: dict[int, Frame], size: Quantity) -> Ends | None:
    """Return levels told elsewhere of which the second is the one to which the steps lead."""
    match = _ARRIVES.search(frame.text)
    end = frame.quantity(match, "b") if match is not None else None
    if end is None or end.value is None or size.kind is not Kind.POINTS:
        return None
    for other in by_index.values():
        ends = _ends(other, size) if other is not frame else None
        if ends is not None and ends[1].value == end.value:
            return ends[0], _set(end)
    return None


def _told_change(frame: Frame) -> bool:
    """Whether a sentence tells a change of its own in points."""
    return any(q.kind is Kind.POINTS for _, q in frame.figures)


def _ends(frame: Frame, size: Quantity) -> Ends | None:
    for form in _ENDS:
        for match in form.finditer(frame.text):
            before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
            if before is None or after is None or before.value is None or after.value is None:
                continue
            pair = alike(before, after, frame)
            if pair is not None and _walked_by(size, pair):
                return _set(pair[0]), _set(pair[1])
    for match in _ENDS_RANGE.finditer(frame.text):
        ranged = frame.quantity(match, "r")
        ends = from_range(ranged, frame) if ranged is not None else None
        if ends is not None and _walked_by(size, ends):
            return _set(ends[0]), _set(ends[1])
    return None


def _set(level: Quantity) -> Quantity:
    """Take a whole percentage for exact: levels that are set in steps are not rounded to whole."""
    exact = level.comparator is Comparator.EXACT and level.step >= 1 and level.kind in _PERCENTS
    return replace(level, step=0.0) if exact else level


def _walked_by(size: Quantity, ends: Ends) -> bool:
    """Whether steps of a size can lead from one level to the other."""
    if size.kind is Kind.POINTS:
        return ends[0].kind in _PERCENTS and ends[1].kind in _PERCENTS
    return ends[1].kind is size.kind and ends[1].unit == size.unit


def _cumulative(frame: Frame, used: set[int]) -> Quantity | None:
    for match in _CUMULATIVE.finditer(frame.text):
        name = "t" if match["t"] else "q"
        found = frame.quantity(match, name)
        if found is not None and found.start not in used and found.value is not None:
            return found
    return None
