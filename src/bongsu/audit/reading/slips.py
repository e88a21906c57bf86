"""Slips of the finger: whether a written figure is a mistyped form of the one that is right.

A figure that is one slip away from what others come to, and equals nothing else, was very likely
meant to be it. How much that says depends on how few of all numbers of its length are one slip
away: of two digits a fifth are, of four digits not one in two hundred.
"""

from __future__ import annotations

import math

from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Quantity

_MOST_RIGHT = 3  # numbers that may be the right one; with more, nobody can say what was meant
_LONGEST = 12  # digits
_SHIFTS = (10, 100, 1000)


def surprise(told: Quantity, right: Interval) -> float:
    """Return how unlikely it is that a figure is one slip away from another by chance.

    Parameters
    ----------
    told : Quantity
        The figure as written.
    right : Interval
        What it ought to be.

    Returns
    -------
    float
        The power of ten of the odds against it: 2.0 for one in a hundred. Nothing, 0.0, if no
        single slip leads from the one to the other.

    Examples
    --------
    >>> from bongsu.evidence.mentions import Kind
    >>> told = Quantity(start=0, end=1, kind=Kind.COUNT, value=5508, unit="", step=1)
    >>> round(surprise(told, Interval(5058, 5058)), 1)
    3.5
    >>> surprise(told, Interval(6148, 6148))
    0.0
    """
    if told.value is None or told.value <= 0 or right.low <= 0 or not math.isfinite(right.high):
        return 0.0
    place = _place(told, right)
    if not place:
        return 0.0
    first, last = math.ceil(right.low / place - 0.5), math.floor(right.high / place + 0.5)
    if not 0 <= last - first < _MOST_RIGHT:
        return 0.0
    written = round(told.value / place)
    return max(_of_digits(str(written), str(number)) for number in range(first, last + 1))


def _place(told: Quantity, right: Interval) -> float:
    """Return the place to which the two are compared: that written, or as fine as can be known."""
    place = told.step
    if place <= 0 or told.value is None or told.value / place >= 10**_LONGEST:
        return 0.0
    written = round(told.value / place)
    while right.high - right.low > 2 * place and written and written % 10 == 0:
        place, written = place * 10, written // 10
    return place


def _of_digits(told: str, right: str) -> float:
    if told == right or not right.strip("0"):
        return 0.0
    length = len(right.rstrip("0")) if right.endswith("0") and told.endswith("0") else len(right)
    length = max(length, len(told.rstrip("0")) if told.endswith("0") else len(told))
    numbers = 9 * 10 ** (length - 1)
    if len(told) == len(right):
        wrong = [
            at for at, (one, other) in enumerate(zip(told, right, strict=True)) if one != other
        ]
        if len(wrong) == 1:
            return math.log10(numbers / (9 * length))
        if len(wrong) == 2 and wrong[1] - wrong[0] == 1:
            first, second = wrong
            if told[first] == right[second] and told[second] == right[first]:
                return math.log10(numbers / (length - 1))
    apart = abs(int(told) - int(right))
    if length > 1 and apart >= 1 and str(apart).strip("0") == "1" and len(str(apart)) < len(right):
        return math.log10(numbers / (9 * length))  # a unit too much or too little carried
    if any(int(told) == int(right) * by or int(told) * by == int(right) for by in _SHIFTS):
        digits = max(len(number.strip("0")) for number in (told, right))
        return math.log10(numbers / len(_SHIFTS)) if length > 1 and digits > 1 else 0.0
    return 0.0
