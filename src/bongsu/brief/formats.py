"""How numbers are written: one closed list of formats, each with its unit and rounding."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from bongsu.charts.words import MINUS, number, significant
from bongsu.errors import UnitMismatch, did_you_mean
from bongsu.units import factor

MISSING = "not within the horizon"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a value."""

    unit: str | None  # what the value is converted to first; None: as it is
    write: Callable[[float], str]


def _million(value: float) -> str:
    return f"{number(value, 1)} million"


def _percent(value: float) -> str:
    return f"{number(value, 1)}%"


def _whole_percent(value: float) -> str:
    return f"{number(value, 0)}%"


def _chance(value: float) -> str:
    """Whole per cents; what is possible is never written as 0%, what is not sure never as 100%."""
    if 0 < value < 1:
        return "less than 1%"
    if 99 < value < 100:
        return "more than 99%"
    return f"{number(value, 0)}%"


def _points(value: float) -> str:
    return f"{number(value, 1)} points"


def _won(value: float) -> str:
    return f"₩{significant(value, 3)} trillion"


def _dollars(scale: str) -> Callable[[float], str]:
    """Write stated sums as they were stated: to one decimal, small ones to three figures."""

    def write(value: float) -> str:
        text = number(value, 1).removesuffix(".0") if abs(value) >= 1 else significant(value, 3)
        return f"${text} {scale}" if value else "$0"

    return write


def _year(value: float) -> str:
    """Write a calendar year, whose thousands are not set off."""
    return str(round(value)).replace("-", MINUS)


def _years(value: float) -> str:
    whole = round(value)
    return f"{number(whole, 0)} year{'' if abs(whole) == 1 else 's'}"


def _signed_years(value: float) -> str:
    whole = round(value)
    return f"{'+' if whole > 0 else ''}{number(whole, 0)}"


def _thousand(value: float) -> str:
    return f"{number(value, 0)} thousand"


def _whole(value: float) -> str:
    return number(value, 0)


FORMATS = {
    "persons": Format("person", _whole),
    "persons_a_year": Format("person/year", _whole),
    "points_a_year": Format("percent/year", _points),
    "million": Format("million person", _million),
    "thousand": Format("thousand person", _thousand),
    "thousand_a_year": Format("thousand person/year", _thousand),
    "percent": Format("percent", _percent),
    "whole_percent": Format("percent", _whole_percent),
    "chance": Format("percent", _chance),
    "points": Format("percent", _points),
    "won": Format("trillion won", _won),
    "usd_million": Format("million us_dollar", _dollars("million")),
    "usd_billion": Format("billion us_dollar", _dollars("billion")),
    "usd_billion_a_year": Format("billion us_dollar/year", _dollars("billion")),
    "year": Format("year", _year),
    "years": Format("year", _years),
    "signed_years": Format("year", _signed_years),
    "age": Format("year", lambda value: number(value, 1)),
    "number_0": Format(None, _whole),
    "number_1": Format(None, lambda value: number(value, 1)),
    "number_2": Format(None, lambda value: number(value, 2)),
}


def formatted(value: float, unit: str, name: str, *, where: str, missing: str = MISSING) -> str:
    """Write a value in a format.

    Parameters
    ----------
    value : float
        NaN is written as ``missing``.
    unit : str
        Of the value; converted to the format's own.
    name : str
        Of the format, a key of `FORMATS`.
    where : str
        What errors name.
    missing : str, optional
        Written for NaN.

    Raises
    ------
    UnitMismatch
        If there is no such format, or the unit does not convert to its.

    Examples
    --------
    >>> formatted(47123.4, "thousand person", "million", where="a fact")
    '47.1 million'
    >>> formatted(0.004, "share", "chance", where="a fact")
    'less than 1%'
    """
    form = _format(name, where)
    if math.isnan(value):
        return missing
    return form.write(in_unit_of(value, unit, name, where=where))


def in_unit_of(value: float, unit: str, name: str, *, where: str) -> float:
    """Return a value in the unit in which a format writes it, so that a drawing agrees with it.

    Raises
    ------
    UnitMismatch
        If there is no such format, or the unit does not convert to its.

    Examples
    --------
    >>> in_unit_of(0.25, "share", "percent", where="a fact")
    25.0
    """
    form = _format(name, where)
    return value if form.unit is None else value * factor(unit, form.unit, where=where)


def _format(name: str, where: str) -> Format:
    if name not in FORMATS:
        raise UnitMismatch(
            f"there is no format `{name}`", where=where, mend=did_you_mean(name, FORMATS)
        )
    return FORMATS[name]
