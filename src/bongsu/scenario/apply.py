"""Do to an array what a scenario says: replace, shift, scale, draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import FrequencyMismatch, MissingValue, OutOfRange, UnitMismatch
from bongsu.link import own_dims
from bongsu.periods import Frequency, Period
from bongsu.scenario.changes import SHAPE, WHEN, Change
from bongsu.streams import stream, uniforms
from bongsu.units import convertible, factor
from bongsu.variables import Variable

FloatArray = NDArray[np.float64]
Labels = Sequence[int | str]
DRAW = "draw"


def changed(
    base: xr.DataArray | None,
    change: Change,
    variable: Variable,
    labels: Labels,
    *,
    numbers: xr.DataArray | None,
    where: str,
    come: str | None = None,
) -> xr.DataArray:
    """Return a parameter after one change.

    Parameters
    ----------
    base : xr.DataArray, optional
        What it was; None where nothing but the scenario says what it is.
    change : Change
        What is done.
    variable : Variable
        The parameter.
    labels : sequence
        The run's periods of its frequency; empty where it has none.
    numbers : xr.DataArray (draw) or (draw, period), optional
        What was drawn from the change's distribution.
    where : str
        What errors name.
    come : str, optional
        The period that ``from: when`` stands for.

    Returns
    -------
    xr.DataArray
        In the parameter's unit; the base's dims, and ``draw`` where numbers were drawn.

    Raises
    ------
    FrequencyMismatch
        If dates are given for what does not change over time.
    UnitMismatch
        If the change's unit does not convert.
    MissingValue
        If there is no base, and the change alone does not say what the parameter is.
    """
    _check_time(change, variable, where)
    scale = _unit_factor(change, variable, where)
    if base is None:
        base = _blank(change, variable, labels, where)
    within = _mask(change, variable, base, come)
    with np.errstate(over="ignore"):  # what is infinite is refused when the parameter is done
        return _done(base, change, variable, numbers, scale, within)


def _done(
    base: xr.DataArray,
    change: Change,
    variable: Variable,
    numbers: xr.DataArray | None,
    scale: float,
    within: xr.DataArray,
) -> xr.DataArray:
    if change.value is not None:
        return base.where(~within, change.value * scale)
    if change.path is not None:
        path = _along(change.path, change.interpolate == "linear", variable, base) * scale
        return path.where(within & path.notnull(), base)
    if change.shift is not None:
        return base + (_moves(change, change.shift, variable, base, 0.0) * scale).where(within, 0.0)
    if change.scale is not None:
        return base * _moves(change, change.scale, variable, base, 1.0).where(within, 1.0)
    if numbers is None:
        raise ValueError("a distribution needs its numbers")
    return _drawn(base, change, variable, numbers, scale, within)


def _drawn(
    base: xr.DataArray,
    change: Change,
    variable: Variable,
    numbers: xr.DataArray,
    scale: float,
    within: xr.DataArray,
) -> xr.DataArray:
    if change.drawn_as == "value":
        return (numbers * scale).where(within, base)
    profile = xr.DataArray(1.0)
    if change.profile is not None:
        profile = _along(change.profile, True, variable, base).fillna(0.0)
    profile = profile.where(within, 0.0)
    if change.drawn_as == "shift":
        return base + numbers * scale * profile
    return base * (1 + (numbers - 1) * profile)


def draw_numbers(
    change: Change, seed: int, name: str, draws: int, labels: Mapping[str, Labels], *, where: str
) -> xr.DataArray:
    """Draw numbers by the inverse of the distribution function.

    So a change of a distribution's spread moves every draw its own way and swaps none, and two
    runs differ by what was changed alone. Each period has a stream of its own, so that a longer
    horizon leaves the numbers of the shorter one as they were.

    Parameters
    ----------
    change : Change
        One with a distribution.
    seed : int
        The run's.
    name : str
        What is drawn, by which its stream is named.
    draws : int
        How many.
    labels : mapping of str to sequence
        The parameter's periods by their dimension, of which there is at most one.
    where : str
        What errors name.

    Returns
    -------
    xr.DataArray (draw) or (draw, period)
        In the unit of the change; by period where one is drawn for every period.

    Raises
    ------
    OutOfRange
        If the distribution is so wide, or cut so far out, that numbers are not finite.
    FrequencyMismatch
        If one is to be drawn for every period of what does not change over time.
    """
    coords: dict[str, Labels] = {DRAW: range(draws)}
    if change.every is None:
        chances = uniforms(stream(seed, name), draws)
    elif not labels:
        raise FrequencyMismatch(
            f"{name} does not change over time, but is drawn for every period",
            where=where,
            mend="remove `every`",
        )
    else:
        coords |= labels
        periods = next(iter(labels.values()))
        columns = [uniforms(stream(seed, f"{name} {period}"), draws) for period in periods]
        chances = np.stack(columns, axis=-1)
    found = quantiles(change, chances)
    if not np.isfinite(found).all():
        raise OutOfRange(
            f"numbers drawn from this {change.dist} distribution are not finite",
            where=where,
            mend="make it narrower, or cut it nearer to its middle",
        )
    return xr.DataArray(found, coords, tuple(coords))


def quantiles(change: Change, chances: FloatArray) -> FloatArray:
    """Return the quantiles of a change's distribution at probabilities in (0, 1).

    Examples
    --------
    >>> even = Change.model_validate({"dist": "uniform", "low": 2, "high": 4})
    >>> quantiles(even, np.array([0.25, 0.5])).tolist()
    [2.5, 3.0]
    """
    with np.errstate(over="ignore", invalid="ignore"):
        return _quantiles(change, chances)


def _quantiles(change: Change, chances: FloatArray) -> FloatArray:
    from scipy import stats  # noqa: PLC0415  # half a second, which only runs with draws need

    given = {key: value for key in SHAPE if (value := getattr(change, key)) is not None}
    low, high = given.get("low", -np.inf), given.get("high", np.inf)
    if change.dist == "normal":
        mean, sd = given["mean"], given["sd"]
        found = stats.truncnorm.ppf(chances, (low - mean) / sd, (high - mean) / sd, mean, sd)
    elif change.dist == "lognormal":
        found = stats.lognorm.ppf(chances, given["sigma"], 0.0, given["median"])
    elif change.dist == "uniform":
        found = low + chances * (high - low)
    else:
        peak = (given["mode"] - low) / (high - low)
        found = stats.triang.ppf(chances, peak, low, high - low)
    return np.asarray(found, dtype=float)


def changes_nothing(
    change: Change, variable: Variable, base: xr.DataArray, come: str | None = None
) -> bool:
    """Whether a dated change begins and ends between the first days of two periods."""
    dim = variable.time_dim
    if dim is None or change.first == WHEN:
        return False
    within = _mask(change, variable, base, come)
    if change.path is not None:
        within = within & _along(change.path, False, variable, base).notnull()
    return not bool(within.any())


def _check_time(change: Change, variable: Variable, where: str) -> None:
    if variable.frequency is None and (change.dates or change.first == WHEN):
        raise FrequencyMismatch(
            f"{variable.name} does not change over time, but is given dates",
            where=where,
            mend="give one value, shift or scale without `from` and `until`",
        )


def _unit_factor(change: Change, variable: Variable, where: str) -> float:
    """Return what the change's numbers are multiplied by to be in the parameter's unit."""
    unit = change.unit
    if unit is None:
        return 1.0
    moved = change.kind == "shift" or (change.kind == "dist" and change.drawn_as == "shift")
    if change.kind == "scale" or (change.kind == "dist" and change.drawn_as == "scale"):
        raise UnitMismatch(
            f"a scale has no unit, here {unit}",
            where=where,
            mend="leave `unit` out, or write a `shift`",
        )
    if moved and convertible(variable.unit, "share"):
        if convertible(unit, "percentage_point"):
            points = factor(unit, "percentage_point", where=where)
            return points * factor("percent", variable.unit, where=where)
        if unit != variable.unit:
            raise UnitMismatch(
                f"a shift of {variable.name} ({variable.unit}) in {unit} could mean points or a "
                "proportion",
                where=where,
                mend="write `unit: percentage_point`, or a `scale`",
            )
    return factor(unit, variable.unit, where=f"{where}, {variable.name}")


def _blank(change: Change, variable: Variable, labels: Labels, where: str) -> xr.DataArray:
    """Return a parameter of which nothing is known before the scenario says it."""
    if variable.dims:
        raise MissingValue(
            f"nothing says what {variable.name} is over {', '.join(variable.dims)}",
            where=where,
            mend="give it a `@source`; a scenario can only change it",
        )
    if not change.replaces:
        raise MissingValue(
            f"nothing says what {variable.name} is, so that it cannot be shifted or scaled",
            where=where,
            mend="give a value, a path or a distribution instead",
        )
    dims = own_dims(variable)
    if not dims:
        return xr.DataArray(np.nan)
    return xr.DataArray(np.full(len(labels), np.nan), {dims[0]: list(labels)}, dims)


def _mask(change: Change, variable: Variable, base: xr.DataArray, come: str | None) -> xr.DataArray:
    """Return which of the base's periods are changed, by the first day of each."""
    dim = variable.time_dim
    if dim is None:
        return xr.DataArray(True)
    first = come if change.first == WHEN else change.first
    starts = [Period.parse(label).start for label in base[dim].values.tolist()]
    after = Period.parse(first).start if first else None
    before = Period.parse(change.until).end if change.until else None
    inside = [
        (after is None or start >= after) and (before is None or start <= before)
        for start in starts
    ]
    return xr.DataArray(inside, {dim: base[dim]}, (dim,))


def _moves(
    change: Change,
    moved: float | Mapping[str, float],
    variable: Variable,
    base: xr.DataArray,
    still: float,
) -> xr.DataArray:
    """Return a shift or scale for every period."""
    if not isinstance(moved, Mapping):
        return xr.DataArray(moved)
    return _along(moved, change.interpolate == "linear", variable, base).fillna(still)


def _along(
    path: Mapping[str, float], linear: bool, variable: Variable, base: xr.DataArray
) -> xr.DataArray:
    """Spread the points of a path over the base's periods; missing before the first point."""
    dim, frequency = variable.time_dim, variable.frequency
    if dim is None or frequency is None:
        raise ValueError("a path needs a variable that changes over time")
    dated = [(Period.parse(key), value) for key, value in path.items()]
    dated.sort(key=lambda point: point[0].start)
    points = {_place(period, frequency): value for period, value in dated}  # the later one holds
    at, values = np.array(list(points)), np.array(list(points.values()))
    wanted = np.array([Period.parse(label).ordinal for label in base[dim].values.tolist()])
    if linear:
        found = np.interp(wanted, at, values)
    else:
        found = values[np.maximum(np.searchsorted(at, wanted, side="right") - 1, 0)]
    return xr.DataArray(np.where(wanted < at[0], np.nan, found), {dim: base[dim]}, (dim,))


def _place(point: Period, frequency: Frequency) -> int:
    """Return the first period of a frequency that begins on or after a point's first day."""
    period = point.to(frequency)
    return period.ordinal + (period.start < point.start)
