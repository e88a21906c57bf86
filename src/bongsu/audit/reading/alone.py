"""Whether figures that a relation is made of stand alone, so that no other can be meant."""

from __future__ import annotations

from bongsu.audit.reading.frames import quantities_within
from bongsu.evidence.mentions import Evidence, Quantity

_NEAR_BY = 700  # code points about figures in which another might be meant


def stand_alone(evidence: Evidence, *figures: Quantity, about: int = _NEAR_BY) -> bool:
    """Whether no other amount of their kind stands near some figures.

    Parameters
    ----------
    evidence : Evidence
        What was found in an article.
    figures : Quantity
        Those that a relation is made of; the first says of what kind others would be.
    about : int
        Code points before the first and behind the last in which others count.
    """
    first = min(one.start for one in figures)
    last = max(one.end for one in figures)
    alike = figures[0]
    others = {
        one.value
        for one in quantities_within(evidence, first - about, last + about)
        if one.kind is alike.kind and one.unit == alike.unit and one.value
    }
    return not others - {one.value for one in figures}
