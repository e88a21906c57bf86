"""What lies between two percentages of the sentence before, called a step "of 4 percent".

"The rate rises from 9 percent to 13. The step of 4 percent is spread over eight years": points.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import difference, fits, growth
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.pairing import movements
from bongsu.evidence.mentions import Evidence, Quantity

_STEP = Form(
    r"^(?:the|this|that|such an?) (?:[a-z-]+ )?(?:step|rise|increase|hike|cut|change|difference|"
    r"move|"
    r"jump|drop|reduction) of_<c:percent>"
)


def steps_called(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield the two percentages of a move, and the step between them that is called percent."""
    moved = {one.frame.index: one for one in movements(evidence) if one.percents}
    before: Frame | None = None
    for frame in all_frames(evidence):
        match = _STEP.search(frame.text)
        told = moved.get(before.index) if before is not None and adjoins(before, frame) else None
        change = frame.quantity(match, "c") if match is not None else None
        if told is not None and change is not None:
            trio = told.before, told.after, change
            in_points = fits(change, difference, told.before, told.after)
            if in_points and not fits(change, growth, told.before, told.after):
                yield trio
        before = frame
