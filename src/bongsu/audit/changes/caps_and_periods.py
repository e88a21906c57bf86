"""Caps whose period does not fit another statement: "no more than 20 billion in any month".

A total over so many years, or a rate of another period, that the cap gives exactly, if only its
period were another one, shows that the period slipped: 200 billion in ten years are 20 billion a
year. Where no length of time is told, a monthly cap of a tenth of the total is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.changes.paces import lasting
from bongsu.audit.needs import Guarded
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import AMOUNTS, DateMention, Evidence, Kind, Quantity

_IN_A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
_CAP = Guarded(
    r"\b(?:no more than|not more than|not exceed|greater than|exceeding|in excess of|limited "
    r"to|capped at|cap of|limit of|"
    r"ceiling of|maximum of|up to|at most|more than) (?:about |an aggregate (?:amount )?of "
    r")?(?:US|U\.S\. )?"
    r"(?P<a>[\ue000-\ue01f])(?: [a-z.A-Z]+){0,5}? (?:in|per|a|for|during|every|each)(?: any| "
    r"each| one| a| the| every| given| single)*"
    r"(?: calendar| fiscal| financial| given| single| one)? ?(?P<unit>days?|weeks?|months?|"
    r"quarters?|years?)\b"
)
_DRAWN = Guarded(
    r"\b(?:over|in|within) (?:the |a |its |a period of |the next )*(?P<d>[\ue000-\ue020])"
)
_RATE = Guarded(
    r"(?P<a>[\ue000-\ue01f])(?: [a-z]+){0,2}? (?:a|per|every|each) (?P<unit>week|month|quarter|"
    r"year)\b"
)
_TENTH = 0.1
_CLOSE = 0.02
_BACK = 12  # sentences between a cap and a total


class Capped(NamedTuple):
    """A cap, the amount that contradicts its period, and the period that would fit."""

    cap: Quantity
    other: Quantity
    period: str
    meant: str


def capped_periods(evidence: Evidence) -> Iterator[Capped]:
    """Yield caps that another statement gives for another period than theirs."""
    frames = list(all_frames(evidence))
    for place, frame in enumerate(frames):
        for match in _CAP.finditer(frame.text):
            cap = frame.quantity(match, "a")
            if cap is None or not cap.value or cap.kind not in AMOUNTS:
                continue
            near = frames[max(0, place - _BACK) : place + _BACK]
            found = _contradicted(cap, match["unit"].rstrip("s"), near)
            if found is not None:
                yield found
                break


def _contradicted(cap: Quantity, period: str, near: Sequence[Frame]) -> Capped | None:
    yearly = list(_yearly(cap, near))
    value = cap.value or 0.0
    for _, rate in yearly:
        if _same(value * _IN_A_YEAR[period], rate):
            return None
    for other, rate in yearly:
        for meant, often in _IN_A_YEAR.items():
            if meant != period and _same(value * often, rate):
                return Capped(cap, other, period, meant)
    if period in {"week", "month"} and not yearly:
        for other in _amounts(cap, near):
            if _same(value, _TENTH * (other.value or 0.0)):
                return Capped(cap, other, period, "year")
    return None


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * other


def _amounts(cap: Quantity, near: Sequence[Frame]) -> Iterator[Quantity]:
    for frame in near:
        for _, one in frame.figures:
            if (
                one.kind is cap.kind
                and one.unit == cap.unit
                and one.start != cap.start
                and one.value
            ):
                yield one


def _yearly(cap: Quantity, near: Sequence[Frame]) -> Iterator[tuple[Quantity, float]]:
    """Yield the totals and rates of the unit of a cap, each as what it is in a year."""
    for frame in near:
        if any(one.kind is cap.kind and one.unit == cap.unit for _, one in frame.figures):
            yield from _totals(cap, frame)
            for match in _RATE.finditer(frame.text):
                one = frame.quantity(match, "a")
                if (
                    one is not None
                    and one.start != cap.start
                    and one.unit == cap.unit
                    and one.value
                ):
                    yield one, one.value * _IN_A_YEAR[match["unit"]]


def _totals(cap: Quantity, frame: Frame) -> Iterator[tuple[Quantity, float]]:
    here = [
        one
        for _, one in frame.figures
        if one.kind is cap.kind and one.unit == cap.unit and one.start != cap.start and one.value
    ]
    for match in _DRAWN.finditer(frame.text):
        item = frame.items.get(match.start("d"))
        length = lasting(frame, item) if isinstance(item, DateMention) else item
        if not isinstance(length, Quantity) or length.kind is not Kind.DURATION:
            continue
        often = _IN_A_YEAR.get(length.unit.rstrip("s"))
        years = (length.value or 0.0) / often if often else 0.0
        for one in here if years > 0 else ():
            yield one, (one.value or 0.0) / years
