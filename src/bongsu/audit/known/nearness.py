"""How near a figure is to a value of the reference: the same, mistold, or another thing."""

from __future__ import annotations

from bongsu.audit.reading.digit_slips import one_key, swapped
from bongsu.audit.reading.recalled import Recalled, digits
from bongsu.audit.references.series import Value
from bongsu.evidence.mentions import PERCENTS, Kind

_POINTS = 3.0  # within which a percentage is still the same measure mistold
_TIMES = 2.6  # and an amount
_SLIGHT = 0.02  # of an amount: less may be a revision or another count


def within(found: Recalled, value: Value) -> bool:
    """Whether a figure lies within what was published, or a revision from it."""
    written = abs(found.quantity.value or 0.0)
    low, high = sorted((abs(value.low), abs(value.high)))
    if low <= written <= high:
        return True
    if found.quantity.kind in PERCENTS or value.low == 0:
        return False
    return abs(written / abs(value.low) - 1) <= _SLIGHT and found.series.kind != "law"


def close(found: Recalled, value: Value, *, sure: bool) -> bool:
    """Whether a figure is a slip from a value, so that no other measure is meant.

    Where the sentence itself tells the measure and the time no slip is asked for.
    """
    written, known = abs(found.quantity.value or 0.0), abs(value.low)
    if found.series.kind == "law" and found.series.frequency == "day":
        return True
    if found.quantity.kind in PERCENTS and written < _TURNED * known:
        step = found.quantity.step or 1.0
        if swapped(found.digits, digits(known, step)) and len(found.digits) > 1:
            return True
    if found.quantity.kind in PERCENTS:
        if abs(written - known) > (_POINTS if known < 2 * _POINTS else known / 2):
            return False
    elif found.series.unit != "rate" and not (known > 0 and 1 / _TIMES < written / known < _TIMES):
        return False
    return (sure and found.quantity.kind in PERCENTS) or _one_slip(found, value)


def _one_slip(found: Recalled, value: Value) -> bool:
    """Whether a figure is a value with one digit mistold."""
    own, step = found.digits, found.quantity.step or 1.0
    if len(own) < _FEWEST and found.series.unit == "rate":
        return False
    zeros = len(own) - len(own.rstrip("0"))
    if zeros > 1 and found.quantity.kind is Kind.COUNT:
        own, step = own[:-zeros], step * 10**zeros
    bounds = {abs(value.low), abs(value.high)}
    if any(one_key(own, digits(bound, step)) for bound in bounds):
        return True
    own, step = own[:-1], step * 10  # the last digit is another in a first count
    return len(own) > _FEWEST and any(one_key(own, digits(bound, step)) for bound in bounds)


_TURNED = 4.0  # times by which a percentage with its digits turned round may be off
_FEWEST = 2
