"""Whether written figures fit one another: arithmetic on everything that they may stand for.

Every figure is read twice, as rounded and as cut off at the places shown. A relation between
figures fails only if no values under either reading meet it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Kind, Quantity

Result = Callable[..., Interval]

_COUNTED = 1000  # above this, a count without a scale word is often rounded to its last place
_DUST = 1e-12
_CUT = 1 - 1e-6  # the next place itself is not cut off to this one


def rounded(quantity: Quantity) -> Interval:
    """Return every value that is written so when rounded; a small count is just what it says."""
    return _exact(quantity) if counted(quantity) else quantity.rounded


def truncated(quantity: Quantity) -> Interval:
    """Return every value that is written so when cut off; a small count is just what it says."""
    if counted(quantity):
        return _exact(quantity)
    low, _ = quantity.bounds
    if low < 0:
        return Interval(low - quantity.step * _CUT, low)  # cutting digits off moves towards zero
    whole = quantity.truncated
    spare = (1 - _CUT) * min(quantity.step, whole.high - whole.low)
    return Interval(whole.low, whole.high - spare)


def counted(quantity: Quantity) -> bool:
    """Whether a figure counts single things, so that it has no rounding error."""
    return (
        quantity.kind is Kind.COUNT
        and quantity.comparator is Comparator.EXACT
        and quantity.value is not None
        and quantity.step <= 1
        and quantity.value == int(quantity.value)
        and (quantity.value < _COUNTED or quantity.value % 10 != 0)
    )


def _exact(quantity: Quantity) -> Interval:
    return Interval(*quantity.bounds)


def fits(claimed: Quantity, result: Result, *inputs: Quantity) -> bool:
    """Return whether a figure can be the result of others, as they are written.

    Parameters
    ----------
    claimed : Quantity
        The figure that the text gives for the result.
    result : callable
        What the inputs come to, as a function of their intervals.
    inputs : Quantity
        The figures that it is reckoned from.
    """
    near = result(*(rounded(quantity) for quantity in inputs))
    if near.meets(rounded(claimed)) or near.meets(truncated(claimed)):
        return True
    return result(*(truncated(quantity) for quantity in inputs)).meets(truncated(claimed))


def reaches(claimed: Interval, result: Result, *inputs: Quantity) -> bool:
    """Return whether others, as they are written, can come to a value of an interval."""
    return result(*(rounded(quantity) for quantity in inputs)).meets(claimed) or result(
        *(truncated(quantity) for quantity in inputs)
    ).meets(claimed)


def difference(before: Interval, after: Interval) -> Interval:
    """Return by how much something moved, without a sign."""
    return _size(after - before)


def growth(before: Interval, after: Interval) -> Interval:
    """Return the change in percent of the level before, without a sign."""
    return _size((after / before - Interval(1.0, 1.0)).scaled(100.0))


def inverse_growth(before: Interval, after: Interval) -> Interval:
    """Return the change in percent of the level after: the wrong base."""
    return growth(after, before)


def ratio(before: Interval, after: Interval) -> Interval:
    """Return the level after as a multiple of the level before."""
    return after / before


def percentage(part: Interval, whole: Interval) -> Interval:
    """Return a part in percent of its whole."""
    return (part / whole).scaled(100.0)


def total(*parts: Interval) -> Interval:
    """Return the sum of some parts."""
    return Interval(sum(part.low for part in parts), sum(part.high for part in parts))


def product(first: Interval, second: Interval) -> Interval:
    """Return the product of two figures."""
    return first * second


def _size(interval: Interval) -> Interval:
    if interval.low >= 0:
        return interval
    if interval.high <= 0:
        return Interval(-interval.high, -interval.low)
    return Interval(0.0, max(-interval.low, interval.high))


def shown_digits(quantity: Quantity) -> int:
    """Return how many digits of a figure there are from its first to its last that is no nought."""
    return len(f"{quantity.value:.9e}".partition("e")[0].replace(".", "").rstrip("0"))


def times(quantity: Quantity, factor: float) -> Quantity:
    """Return a figure as it would read in another scale, with its written precision."""
    return replace(
        quantity,
        value=(quantity.value or 0.0) * factor,
        step=quantity.step * factor,
        approximate_step=quantity.approximate_step * factor,
    )


def share_fits(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Return whether a part is a share, in percent, of a whole."""
    return fits(share, percentage, part, whole)


def sum_fits(parts: Sequence[Quantity], whole: Quantity) -> bool:
    """Return whether some parts add up to a whole."""
    return fits(whole, total, *parts)


def share_of_count_possible(share: Quantity, count: int) -> bool:
    """Return whether some whole number out of a count is a share in percent, as written.

    References
    ----------
    Brown, N. J. L. and Heathers, J. A. J. (2017), The GRIM Test, Social Psychological and
    Personality Science 8(4).

    Examples
    --------
    >>> half = Quantity(start=0, end=1, kind=Kind.PERCENT, value=50, unit="percent", step=1)
    >>> share_of_count_possible(half, 38), share_of_count_possible(half, 7)
    (True, False)
    """
    return any(_whole_within(band, count) for band in (rounded(share), truncated(share)))


def _whole_within(band: Interval, count: int) -> bool:
    low = max(band.low, 0.0)
    first = math.ceil(low / 100 * count - 1e-9)
    return first <= count and Interval(first / count * 100, first / count * 100).meets(band)


def below(first: Quantity, second: Quantity) -> bool:
    """Return whether the first figure is less than the second however they are read.

    Two figures that differ in the last place shown differ: where one is the highest that is written
    so, the other is the lowest.
    """
    near, cut = (rounded(first), rounded(second)), (truncated(first), truncated(second))
    return first.bounds != second.bounds and (
        near[0].high <= near[1].low * (1 + _DUST) and cut[0].high <= cut[1].low * (1 + _DUST)
    )
