"""Totals that words call so, with the figures of their unit that stand before them as parts.

"The north sent 40 and the south 25. That makes 75 in all." A passage, a sentence or two, is read
only if nothing in it speaks of a movement or of a part left out, if no run of its figures gives the
total, and if all of them together come near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.fits import sum_fits
from bongsu.audit.frames import Frame, all_frames
from bongsu.audit.notation import DATE, forms
from bongsu.audit.sums import NO_SUMS, PARTIAL, Sum
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_TOTALS = forms("addends", "totals")
_RESPECTIVELY = lazy_regex(r",? ?respectively", re.IGNORECASE)
MOVES = lazy_regex(
    r"\b(?:more|less|fewer|higher|lower|previous|earlier|last|already|another|additional|further|"
    r"compar\w+|forecast|target|goal|plan\w*|would|could|needed|required|out of|budget of|"
    r"surplus|deficit|minus|net|gap|difference|record|average)\b",
    re.IGNORECASE,
)
SINGLE = lazy_regex(  # "and a ferry": one more, of which no number tells
    r"(?:,|\band) (?:a|an|one) (?!half|third|quarter|few|lot|number|final|last|further|"
    r"remaining|similar|smaller|larger|mere|modest|record|total)[a-z]+"
)
_ROOM = (0.7, 1.45)  # of the sum: a total farther off is one of something else
_MOST = 8  # parts


def called_totals(evidence: Evidence) -> Iterator[Sum]:
    """Yield totals that are called so, with all figures before them that may be their parts."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and _adjoins(before, frame) else None
        before = frame
        for match in (found for form in _TOTALS for found in form.finditer(frame.text)):
            whole = frame.quantity(match, "t")
            if whole is None or not _may_be_total(whole) or DATE in match[0]:
                continue  # "the total in 2024 was": the parts may be those of another year
            found = _with_parts(frame, near, match, whole)
            if found is not None:
                yield found


def _adjoins(before: Frame, frame: Frame) -> bool:
    return before.index + 1 == frame.index and before.sentence.block == frame.sentence.block


def _may_be_total(whole: Quantity) -> bool:
    return (
        whole.kind not in {*NO_SUMS, Kind.DURATION}
        and whole.value is not None
        and whole.comparator in {Comparator.EXACT, Comparator.APPROX}
    )


def _with_parts(
    frame: Frame, near: Frame | None, match: re.Match[str], whole: Quantity
) -> Sum | None:
    at = match.start("t")
    parts = _parts(frame, 0, at, whole)
    said = frame.text[: match.start()]
    if not parts and near is not None:
        parts = _parts(near, 0, len(near.text), whole)
        said = f"{near.text} {said}"
    elif any(place > at for place, _ in _parts(frame, at + 1, len(frame.text), whole)):
        return None  # figures behind it may be parts as well
    figures = [quantity for _, quantity in parts]
    said = _RESPECTIVELY.sub("", said)
    if not 1 < len(figures) <= _MOST or PARTIAL.search(said) or MOVES.search(said):
        return None
    if any((q.value or 0.0) >= (whole.value or 0.0) for q in figures) or _run_fits(figures, whole):
        return None
    added = sum(q.value or 0.0 for q in figures)
    if not _ROOM[0] * added <= (whole.value or 0.0) <= _ROOM[1] * added:
        return None
    return Sum(whole=whole, parts=tuple(figures))


def _parts(frame: Frame, start: int, end: int, whole: Quantity) -> list[tuple[int, Quantity]]:
    """Return the figures in a stretch of a sentence that may be parts of a total."""
    return [
        (at, quantity)
        for at, quantity in frame.figures
        if start <= at < end
        and quantity.kind is whole.kind
        and (quantity.unit == whole.unit or whole.kind is Kind.COUNT)
        and quantity.value is not None
        and not quantity.malformed
        and frame.slim[at] != DATE
    ]


def _run_fits(figures: Sequence[Quantity], whole: Quantity) -> bool:
    """Whether some figures in a row add up to a total."""
    return any(
        sum_fits(figures[first:last], whole)
        for first in range(len(figures))
        for last in range(first + 2, len(figures) + 1)
    )
