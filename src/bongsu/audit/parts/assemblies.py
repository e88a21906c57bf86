"""Votes that outnumber the seats of an assembly which the same paragraph tells."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import Form, form_of
from bongsu.audit.parts.seats_held import seats_of_party
from bongsu.audit.reading.fits import counted
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import Evidence, Quantity

_FOR = form_of("counts", "for")
_OTHERS = form_of("counts", "others")
_SEATS = form_of("counts", "seats")


def assemblies(evidence: Evidence) -> Iterator[tuple[list[Quantity], Quantity]]:
    """Yield votes that outnumber "the 300-member assembly" of the same paragraph."""
    by_block: dict[int, list[Frame]] = {}
    for frame in all_frames(evidence):
        by_block.setdefault(frame.sentence.block, []).append(frame)
    for some in by_block.values():
        votes = _found(some, _FOR, "ab")
        parts = [*votes, *_found(some, _OTHERS, "o")]
        seats = [
            q
            for q in _found(some, _SEATS, "w")
            if q not in parts and not seats_of_party(evidence, q)
        ]
        if len(votes) != 2 or not seats:
            continue
        whole = max(seats, key=lambda q: q.bounds[0])
        if sum(part.value or 0 for part in parts) > (whole.value or 0) > votes[0].bounds[0]:
            yield parts, whole


def _found(some: list[Frame], form: Form, names: str) -> list[Quantity]:
    return [
        quantity
        for frame in some
        for match in form.finditer(frame.text)
        for name in names
        if (quantity := frame.quantity(match, name)) is not None and counted(quantity)
    ]
