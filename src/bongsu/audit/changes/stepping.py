"""Equal steps that a text counts, and the levels between which they lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.notation import Form, form_of, forms
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.pairing import alike, from_range
from bongsu.audit.reading.repeated import repeated_step
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity

_ENDS = forms("arithmetic_steps", "ends")
_ENDS_RANGE = form_of("arithmetic_steps", "ends_range")
_CUMULATIVE = form_of("arithmetic_steps", "cumulative")
_SUCH = form_of("pairing", "such")

Ends = tuple[Quantity, Quantity]


class Steps(NamedTuple):
    """Steps of one size, and where the text says that they begin, end or how far they go."""

    size: Quantity
    number: Quantity
    ends: Ends | None
    total: Quantity | None
    sure: bool = True  # whether the levels stand with the steps
    dated: bool = False  # whether two years tell the number, and no word does


def steps(evidence: Evidence) -> Iterator[Steps]:
    """Yield the equal steps that sentences count.

    If the sentence does not name the levels itself, those of the sentences beside it in the same
    paragraph count; "six such steps" takes the size from the sentence before.
    """
    by_index = {frame.index: frame for frame in all_frames(evidence)}
    for frame in all_frames(evidence):
        counted = repeated_step(frame) or _such_steps(frame, by_index) or _each_of(frame, by_index)
        if counted is None:
            yield from _as_whole(frame)
            yield from _spread(frame, by_index)
            continue
        if counted[1].kind is Kind.DURATION and _ends(frame, counted[0]) is None:
            yield from _spread(frame, by_index)
        size, number = counted
        ends = (
            _ends(frame, size)
            or _ends_beside(frame, by_index, size)
            or _ends_elsewhere(frame, by_index, size)
        )
        total = _cumulative(frame, (size, number))
        if ends is not None or total is not None:
            yield Steps(size=size, number=number, ends=ends, total=total)


_ALL_STEPS = Form(
    r"<n:count>(?: (?:[a-z-]+ ){0,3}?(?:cuts?|hikes?|increases?|reductions?|rises?|steps?|"
    r"moves?)\b)"
    r"~30\b(?:add(?:s|ed)? up to|total(?:s|ed)?|amount(?:s|ed)? to|c[ao]me to|sum(?:s|"
    r"med)? to)_<s:points>"
)


def _as_whole(frame: Frame) -> Iterator[Steps]:
    """Yield what several steps "add up to", as one step between the levels of the sentence."""
    for match in _ALL_STEPS.finditer(frame.text):
        size, number = frame.quantity(match, "s"), frame.quantity(match, "n")
        ends = _ends(frame, size) if size is not None else None
        if size is not None and number is not None and ends is not None:
            yield Steps(size=size, number=replace(number, value=1.0), ends=ends, total=None)


def _such_steps(frame: Frame, by_index: dict[int, Frame]) -> Ends | None:
    match = _SUCH.search(frame.text)
    number = frame.quantity(match, "n") if match is not None else None
    before = by_index.get(frame.index - 1)
    if number is None or number.value is None or before is None or not _beside(before, frame):
        return None
    sizes = [q for _, q in before.figures if q.kind is Kind.POINTS and q.value is not None]
    return (sizes[0], number) if len(sizes) == 1 else None


_EACH = Form(r"\beach (?:of (?:them|these|the [a-z]+) )?~25\b(?:by|of|was|is|were)_<s:points>")
_HOW_OFTEN = Form(
    r"<n:count|multiple>(?: (?:[a-z-]+ ){0,3}?(?:times|occasions|meetings|cuts?|hikes?|increases?|"
    r"reductions?|rises?|steps?|moves?|raises?)\b)"
)


_NTH = Form(  # "the fourth since October"
    r"\bthe <n:ordinal>(?: (?:[a-z-]+ ){0,3}?)"
    r"(?:since|in a row|in succession|in this cycle|so far)\b"
)


def _each_of(frame: Frame, by_index: dict[int, Frame]) -> Ends | None:
    """Return the size and the number of "cut rates four times. Each cut was 25 basis points"."""
    match, before = _EACH.search(frame.text), by_index.get(frame.index - 1)
    size = frame.quantity(match, "s") if match is not None else None
    if size is None or before is None or not _beside(before, frame):
        return None
    told = list(_HOW_OFTEN.finditer(before.text)) or list(_NTH.finditer(before.text))
    number = before.quantity(told[0], "n") if len(told) == 1 else None
    return (size, number) if number is not None and number.value is not None else None


_PACED = form_of("pairing", "paced_here")
_PACED_AHEAD = form_of("pairing", "paced_ahead")
_ROOM = (0.4, 2.5)  # of the way between the levels: steps farther off lead elsewhere
_AHEAD = 2  # sentences behind one with a pace in which the levels may stand
_TWO = 2


def _spread(frame: Frame, by_index: dict[int, Frame]) -> Iterator[Steps]:
    """Yield steps "half a point a year" whose time and levels stand in the sentences around."""
    match = _PACED.search(frame.text) or _PACED_AHEAD.search(frame.text)
    size = frame.quantity(match, "s") if match is not None else None
    if match is None or size is None or size.value is None:
        return
    near = [by_index.get(frame.index + off) for off in range(-1, _AHEAD + 1)]
    figures = [q for other in near if other and _beside(other, frame) for _, q in other.figures]
    told = match.groupdict()
    unit = told.get("u") or _ADVERBS.get(told["v"] or "", "year")
    spans = [q for q in figures if q.kind is Kind.DURATION and q.unit.rstrip("s") == unit]
    levels = [q for q in figures if q.kind is Kind.PERCENT and q.value is not None]
    points = [q for q in figures if q.kind is Kind.POINTS]
    if len(spans) != 1 or len(levels) != _TWO or len(points) != 1 or not spans[0].value:
        return
    way = abs((levels[0].value or 0.0) - (levels[1].value or 0.0))
    if way * _ROOM[0] <= size.value * spans[0].value <= way * _ROOM[1]:
        yield Steps(
            size=size, number=spans[0], ends=(as_set(levels[0]), as_set(levels[1])), total=None
        )


_ADVERBS = {"annually": "year", "yearly": "year", "monthly": "month", "quarterly": "quarter"}


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
            return ends[0], as_set(end)
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
            if (
                pair is not None
                and _walked_by(size, pair)
                and not _clauses_apart(frame, size, pair)
            ):
                return as_set(pair[0]), as_set(pair[1])
    for match in _ENDS_RANGE.finditer(frame.text):
        ranged = frame.quantity(match, "r")
        ends = from_range(ranged, frame) if ranged is not None else None
        if ends is not None and _walked_by(size, ends):
            return as_set(ends[0]), as_set(ends[1])
    return None


def _clauses_apart(frame: Frame, size: Quantity, ends: Ends) -> bool:
    """Whether a semicolon parts a step from the levels, as in a list of measures."""
    first, last = sorted((size.start, min(end.start for end in ends)))
    return ";" in frame.evidence.text[first:last]


def as_set(level: Quantity) -> Quantity:
    """Take a whole percentage for exact: levels that are set in steps are not rounded to whole."""
    exact = level.comparator is Comparator.EXACT and level.step >= 1 and level.kind in PERCENTS
    return replace(level, step=0.0) if exact else level


def _walked_by(size: Quantity, ends: Ends) -> bool:
    """Whether steps of a size can lead from one level to the other."""
    if size.kind is Kind.POINTS:
        return ends[0].kind in PERCENTS and ends[1].kind in PERCENTS
    return ends[1].kind is size.kind and ends[1].unit == size.unit


def _cumulative(frame: Frame, used: Ends) -> Quantity | None:
    for match in _CUMULATIVE.finditer(frame.text):
        name = "t" if match["t"] else "q"
        found = frame.quantity(match, name)
        if found is None or found.value is None:
            continue
        if not any(each.start <= found.start < each.end for each in used):
            return found
    return None
