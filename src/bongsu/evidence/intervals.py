"""Closed intervals of real numbers, and what arithmetic does to them.

A figure as written stands for every value that could have been written so: "61.3" for 61.25 to
61.35. A check on written figures is arithmetic on such intervals.

References
----------
Moore, R. E., Kearfott, R. B. and Cloud, M. J. (2009), Introduction to Interval Analysis, SIAM,
chapter 2.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_SLACK = 1e-9  # of the larger bound: binary fractions must not make a finding


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`, both included; either may be infinite."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"no interval runs from {self.low} to {self.high}")

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        products = [_product(a, b) for a in self for b in other]
        return Interval(min(products), max(products))

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            return Interval(-math.inf, math.inf)
        return self * Interval(1 / other.high, 1 / other.low)

    def __iter__(self):  # type: ignore[no-untyped-def]  # the two bounds
        return iter((self.low, self.high))

    def scaled(self, by: float) -> Interval:
        """Return every value times a number."""
        return self * Interval(by, by)

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common, but for the dust of binary fractions."""
        dust = _SLACK * max((abs(b) for b in (*self, *other) if math.isfinite(b)), default=0.0)
        return self.low <= other.high + dust and other.low <= self.high + dust

    def holds(self, value: float) -> bool:
        """Whether a value lies within, but for the dust of binary fractions."""
        return self.meets(Interval(value, value))


def _product(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b  # zero times infinity is zero here
