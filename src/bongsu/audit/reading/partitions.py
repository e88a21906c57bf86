"""Wholes that a text splits into parts in one sentence and speaks of in others.

"198 women and 26 men" split 224 people; a share of women that is told elsewhere for the same year
is a share of these.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bongsu.audit.notation import form_of, forms
from bongsu.audit.reading.fits import counted
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.evidence.mentions import Claim, Evidence, Kind, Quantity

_GROUPS = {
    "women": "women",
    "woman": "women",
    "female": "women",
    "females": "women",
    "men": "men",
    "man": "men",
    "male": "men",
    "males": "men",
    "girls": "girls",
    "boys": "boys",
}
_OPPOSITE = {"women": "men", "men": "women", "girls": "boys", "boys": "girls"}
_PAIR = form_of("partitions", "pair")
_SHARE = forms("partitions", "share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Two groups that make up a whole, with the period that they are counted in."""

    parts: dict[str, Quantity]
    whole: Quantity  # a figure that is nowhere written: the sum of the two
    period: str | None
    block: int
    index: int  # of the sentence


def partitions(evidence: Evidence) -> Iterator[Partition]:
    """Yield every pair of opposite groups that one sentence counts."""
    for frame in frames(evidence):
        for match in _PAIR.finditer(frame.text):
            first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
            one, other = _GROUPS[match["g"].lower()], _GROUPS[match["h"].lower()]
            if first is None or second is None or _OPPOSITE[one] != other:
                continue
            if not (counted(first) and counted(second)):
                continue
            added = first.bounds[0] + second.bounds[0]
            whole = replace(first, value=added, end=second.end)
            yield Partition(
                parts={one: first, other: second},
                whole=whole,
                period=period_of(evidence, first),
                block=frame.sentence.block,
                index=frame.index,
            )


def shares_of_partitions(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield part, whole and share where one period has a partition and a share of one group."""
    known = list(partitions(evidence))
    if not known:
        return
    for frame in all_frames(evidence):
        for form in _SHARE:
            for match in form.finditer(frame.text):
                share = frame.quantity(match, "c")
                group = _GROUPS[match["g"].lower()]
                if share is None or share.kind is not Kind.PERCENT:
                    continue
                period = period_of(evidence, share)
                if period is not None and _dated(frame, period):
                    same = [p for p in known if p.period == period and group in p.parts]
                elif not frame.dates(0, len(frame.text)):  # it goes on from the sentence before
                    same = [p for p in known if _goes_on(p, frame) and group in p.parts]
                else:
                    continue
                if len(same) == 1:
                    yield same[0].parts[group], same[0].whole, share


def _dated(frame: Frame, period: str | None) -> bool:
    """Whether a sentence names a period itself: "of that number" points to another whole."""
    return any(date.edtf == period for date in frame.dates(0, len(frame.text)))


def _goes_on(split: Partition, frame: Frame) -> bool:
    """Whether a sentence says of what it has just been told: "Women thus made up 88 percent"."""
    return split.block == frame.sentence.block and split.index + 1 == frame.index


def period_of(evidence: Evidence, quantity: Quantity) -> str | None:
    """Return the period of a figure, as far as its claim is bound to one."""
    claim = claim_of(evidence, quantity)
    return claim.period if claim is not None else None


def claim_of(evidence: Evidence, quantity: Quantity) -> Claim | None:
    """Return the claim that binds a figure; none if it was taken apart or made up by a rule."""
    at = bisect_left(evidence.claims, quantity.start, key=lambda claim: claim.quantity.start)
    found = evidence.claims[at] if at < len(evidence.claims) else None
    return found if found is not None and found.quantity.start == quantity.start else None
