"""Scenario files for the sensitivity analyses of the fifth actuarial projection.

Scenarios that combine assumptions take them from the table ``nps5_assumptions``; single ones shift
one assumption in every year. The package's files ``official-2023-*.yaml`` say what `assume`
returns.
"""

from __future__ import annotations

from typing import Any

import polars as pl

from bongsu.errors import UnknownName, did_you_mean

SOURCE = "Fifth actuarial projection (March 2023), assumptions of its sensitivity analyses"
POINTS = {  # parameter: series that is straight between printed years, and its scale
    "official_tfr": ("tfr", 1.0),
    "official_life_expectancy": ("e0_years", 1.0),
    "official_net_migration": ("net_migration_k", 1.0),
}
DECADES = {  # parameter: series that stands within each decade, and its scale
    "real_wage_growth": ("real_wage_growth_pct", 0.01),
    "inflation": ("inflation_pct", 0.01),
    "real_gdp_growth": ("real_gdp_growth_pct", 0.01),
}
SINGLE: dict[str, dict[str, dict[str, float]]] = {  # scenario: parameter: change in every year
    "fund_return_plus_0.5pp": {"fund_return": {"shift": 0.005}},
    "fund_return_minus_0.5pp": {"fund_return": {"shift": -0.005}},
    "wage_growth_plus_0.4pp": {"real_wage_growth": {"shift": 0.004}},
    "wage_growth_minus_0.4pp": {"real_wage_growth": {"shift": -0.004}},
    "participation_plus_0.2pp": {"official_participation": {"shift": 0.002}},
    "participation_minus_0.2pp": {"official_participation": {"shift": -0.002}},
    "exempt_share_plus_0.7pp": {"exempt_share": {"shift": 0.007}},
    "exempt_share_minus_0.7pp": {"exempt_share": {"shift": -0.007}},
    "collection_plus_0.2pp": {"collection_rate": {"shift": 0.002}},
    "collection_minus_0.2pp": {"collection_rate": {"shift": -0.002}},
    "admin_and_credit_paid_by_treasury": {"treasury_share": {"value": 1.0}},
}


def assume(assumptions: pl.DataFrame, scenario: str) -> dict[str, dict[str, Any]]:
    """Return what a scenario file on top of ``official-2023`` assumes.

    Parameters
    ----------
    assumptions : pl.DataFrame
        The table ``nps5_assumptions``.
    scenario : str
        As in the table ``nps5_scenarios``; ``base`` assumes nothing.

    Returns
    -------
    dict of str to dict
        Changes by full name of the parameter, as a scenario file writes them. Years that the
        scenario does not print are the base's before its first and between, and keep its distance
        to the base after its last.

    Raises
    ------
    UnknownName
        If the projection has no such scenario.
    """
    if scenario == "base":
        return {}
    if scenario in SINGLE:
        return {
            f"people.{name}": {**change, "source": SOURCE}
            for name, change in SINGLE[scenario].items()
        }
    known = assumptions["scenario"].unique().sort().to_list()
    if scenario not in known:
        raise UnknownName(
            f"the fifth projection has no scenario {scenario}",
            where="table nps5_assumptions",
            mend=did_you_mean(scenario, [*known, *SINGLE]),
        )
    found = {}
    for changes, more in ((POINTS, {"interpolate": "linear"}), (DECADES, {})):
        for name, (series, scale) in changes.items():
            path = _path(assumptions, scenario, series, scale)
            if path != _path(assumptions, "base", series, scale):
                found[f"people.{name}"] = {"path": path, **more, "source": SOURCE}
    return found


def _path(assumptions: pl.DataFrame, scenario: str, series: str, scale: float) -> dict[int, float]:
    """Return values by first year; after its last, a scenario keeps its distance to the base."""
    base, own = (_printed(assumptions, who, series) for who in ("base", scenario))
    last = max(own, default=0)
    gap = own[last] - base.get(last, own[last]) if own else 0.0
    path = {year: value + (gap if year > last else 0.0) for year, value in base.items()} | own
    return {year: round(value * scale, 6) for year, value in sorted(path.items())}


def _printed(assumptions: pl.DataFrame, scenario: str, series: str) -> dict[int, float]:
    rows = assumptions.filter(scenario=scenario, series=series).drop_nulls("first_year")
    return dict(zip(rows["first_year"].to_list(), rows["value"].to_list(), strict=True))
