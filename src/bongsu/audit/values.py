"""What a finding rests on, as plain values for machines and as words for people."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from bongsu.evidence.intervals import Interval

_BOUNDS = {"interval", "intervals", "range", "band", "result", "implied"}  # two numbers are bounds
_PARTED = (Interval, Mapping, Sequence, AbstractSet)


def plain(value: object) -> object:
    """Return a value as JSON has it: intervals as two bounds, an open end and NaN as null.

    Examples
    --------
    >>> plain({"range": Interval(2.0, math.inf), "day": dt.date(2026, 3, 1)})
    {'range': [2.0, None], 'day': '2026-03-01'}
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, _PARTED) and not isinstance(value, str):
        return _plain_parts(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int) else str(value)


def _plain_parts(value: object) -> object:
    if isinstance(value, Interval):
        return [plain(value.low), plain(value.high)]
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    parts = sorted(value, key=str) if isinstance(value, AbstractSet) else value
    return [plain(each) for each in parts]  # type: ignore[attr-defined]  # a sequence or a set


def flat(evidence: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield what a finding rests on as rows of name and value, for people."""
    for key, value in evidence.items():
        name = f"{prefix}{key}".replace("_", " ")
        if isinstance(value, Mapping):
            yield from flat(value, f"{name} ")
        elif isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value):
            for number, each in enumerate(value, 1):
                inner = each if isinstance(each, Mapping) else {"": each}
                yield from flat(inner, f"{name} {number} ")
        else:
            yield name.strip(), _bounds(value) if _BOUNDS & set(name.split()) else shown(value)


def _bounds(value: object) -> str:
    if isinstance(value, list | tuple) and len(value) == 2:
        low, high = value
        if isinstance(low, int | float) and isinstance(high, int | float) and low <= high:
            return shown(Interval(low, high))
    return shown(value)


def shown(value: object) -> str:
    """Return a value in words for people: an interval as "61.25 to 61.35".

    Examples
    --------
    >>> shown(Interval(61.25, 61.35)), shown(Interval(2500.0, math.inf)), shown(1234567.0)
    ('61.25 to 61.35', 'at least 2,500', '1,234,567')
    """
    if isinstance(value, bool) or value is None:
        return {True: "yes", False: "no", None: "none"}[value]
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Interval):
        return _interval(value)
    if isinstance(value, list | tuple):
        return ", ".join(shown(each) for each in value)
    return str(plain(value))


def _interval(value: Interval) -> str:
    low, high = math.isfinite(value.low), math.isfinite(value.high)
    if low and high:
        return f"{_number(value.low)} to {_number(value.high)}"
    if low:
        return f"at least {_number(value.low)}"
    return f"at most {_number(value.high)}" if high else "any value"


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "without bound" if not math.isnan(value) else "none"
    if isinstance(value, int) and 1000 <= value <= 9999:  # a year, or as good as one
        return str(value)
    return f"{value:,.10g}".replace("-", "−")
