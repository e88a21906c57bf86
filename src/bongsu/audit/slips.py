"""How a figure is mistyped: one digit changed, two neighbours swapped, the point moved."""

from __future__ import annotations

from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Quantity


def slip(said: Quantity, right: Interval) -> float:
    """Return the chance that a figure is so near another by accident; zero if it is not near.

    Parameters
    ----------
    said : Quantity
        The figure as written, in percent.
    right : Interval
        What it should be.

    Returns
    -------
    float
        The share of all figures of as many digits that are one slip from a given one: of two
        digits, 18 have one digit changed, and one has them swapped.
    """
    if said.value is None or said.step <= 0:
        return 0.0
    places = max(0, round(-_log10(said.step)))
    written = f"{said.value:.{places}f}"
    for value in {right.low, right.high, (right.low + right.high) / 2}:
        chance = _one_slip(written, f"{value:.{places}f}")
        if chance:
            return chance
    return 0.0


def _log10(step: float) -> int:
    places = 0
    while step < 0.9999 and places < 9:
        step, places = step * 10, places + 1
    return -places


def _one_slip(written: str, right: str) -> float:
    first, second = written.replace(".", ""), right.replace(".", "")
    if first == second or len(first) < 2:
        return 0.0
    size = 10.0 ** len(first)
    if len(first) != len(second):
        return 0.0
    wrong = [at for at in range(len(first)) if first[at] != second[at]]
    if len(wrong) == 1:
        return 9 * len(first) / size
    if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
        swapped = first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]
        return (len(first) - 1) / size if swapped else 0.0
    return 0.0
