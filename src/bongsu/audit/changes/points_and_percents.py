"""Changes of a rate told in points and, right behind these, in percent.

"Four percentage points more, an increase of 44 percent on what they pay": the two levels are the
percentages of the paragraph that lie just so many points apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from bongsu.audit.changes.stepping import as_set
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]

_UP = r"increase|rise|hike|jump|gain"
_DOWN = r"cut|fall|drop|decrease|reduction|decline"
_AGAIN = lazy_regex(
    rf"{SIGNS[Kind.POINTS]}(?: [a-z]+){{0,6}}?"
    r"(?:,? or|,? (?:that|which) is|,? i\.e\.,?|, and (?:so|thus)|,| \(| ?\u2014| \u2013)"
    rf" ?(?:an? |by )?(?:(?P<noun>{_UP}|{_DOWN}) (?:of|by) )?"
    r"(?:about |some |nearly |almost |roughly |around )?"
    rf"(?P<c>[{SIGNS[Kind.PERCENT]}{SIGNS[Kind.FRACTION]}])"
    r"(?P<more> (?:more|less|higher|lower|above|below)\b)?(?! of\b)"
)
_BETWEEN = lazy_regex(  # two rates beside each other, of which neither became the other
    r"\b(?:apart|between|gap|differ\w*|lead|ahead|behind|spread|margin)\b"
)
_LESS = lazy_regex(rf"\b(?:less|lower|below|fewer|down|{_DOWN})\b")
_BESIDE = 40  # code points about a change in which it is told to be that of a gap
_BACK = 2  # sentences before in which the levels may stand
_FRACTION_STEP = 6.0  # percent: words for fractions are rough
_DUST = 1e-9


def points_and_percents(evidence: Evidence) -> Iterator[Trio]:
    """Yield two levels in percent with what a text gives for their change in percent."""
    every = all_frames(evidence)
    for place, frame in enumerate(every):
        for match in _AGAIN.finditer(frame.text):
            points, said = frame.reckoned(match.start()), frame.quantity(match, "c")
            if points is None or said is None or not (match["noun"] or match["more"]):
                continue
            if points.comparator is not Comparator.EXACT or not points.value or not said.value:
                continue
            if _BETWEEN.search(frame.text, max(0, match.start() - _BESIDE), match.end() + _BESIDE):
                continue
            near = [*every[max(0, place - _BACK) : place], frame]
            pair = _apart(near, frame, points)
            if pair is not None:
                falls = _LESS.search(match[0]) is not None
                yield (*(pair[::-1] if falls else pair), _in_percent(said))


def _apart(near: list[Frame], frame: Frame, points: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return the lower and the higher of the only two levels that lie so many points apart."""
    levels = [
        as_set(q)
        for one in near
        if one.sentence.block == frame.sentence.block
        for _, q in one.figures
        if q.kind is Kind.PERCENT and q.value and q.start < points.start
    ]
    found = {
        (low.value, high.value): (low, high)
        for pair in combinations(levels, 2)
        for low, high in [sorted(pair, key=lambda q: q.value or 0.0)]
        if abs((high.value or 0.0) - (low.value or 0.0) - (points.value or 0.0)) < _DUST
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _in_percent(said: Quantity) -> Quantity:
    if said.kind is not Kind.FRACTION:
        return said
    return replace(said, kind=Kind.PERCENT, value=100 * (said.value or 0.0), step=_FRACTION_STEP)
