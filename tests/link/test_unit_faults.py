"""Planted faults of unit, scale, frequency and kind: each stops the run before it begins."""

# ruff: noqa: E501  # one change, one line

from __future__ import annotations

from typing import Any

import pytest
from tests.link.planting import faults_of, planted

from bongsu.errors import BadFile, BongsuError, FrequencyMismatch, UnitMismatch
from bongsu.link import build

PORT, MILL, TOWN = (f"{name}/variables.yaml" for name in ("port", "mill", "town"))
FERRY, GROWTH, HOME = "port/ferry.py", "mill/growth.py", "town/household.py"
UNIT, TIME = UnitMismatch, FrequencyMismatch


def declared(title: str, old: str, new: str) -> tuple[str, str]:
    """Return a change of what stands in the lines below a Korean title."""
    return f"title_ko: {title}\n    {old}", f"title_ko: {title}\n    {new}"


def unit(title: str, old: str, new: str) -> tuple[str, str]:
    return declared(title, f"unit: {old}", f"unit: {new}")


BY_YEAR = "    frequency: year"

FAULTS: dict[str, tuple[Any, ...]] = {
    # percent against share
    "a share declared in percent": (
        (MILL, *unit("저축률", "share", "percent")),
        (UNIT, "mill.investment", "mill.saving_share", "share", "percent"),
    ),
    "a tax declared in percentage points": (
        (TOWN, *unit("세율", "share", "percentage_point")),
        (UNIT, "town.taxed", "town.tax_share", "share", "percentage_point"),
    ),
    "a share declared per thousand": (
        (TOWN, *unit("세율", "share", "per_thousand")),
        (UNIT, "town.taxed", "town.tax_share", "share", "per_thousand"),
    ),
    "a formula that thinks in percent": (
        (HOME, 'Share = Annotated[xr.DataArray, Edge("share")]', 'Share = Annotated[xr.DataArray, Edge("percent")]'),
        (UNIT, "town.taxed", "town.tax_share", "percent", "share"),
    ),
    "wear in percent without its declared conversion": (
        (GROWTH, 'AsShare = Annotated[xr.DataArray, Edge("share", convert=True)]', 'AsShare = Annotated[xr.DataArray, Edge("share")]'),
        (UNIT, "mill.capital", "mill.wear_pct", "share", "percent"),
    ),
    "wear in percentage points, which a conversion does not reach": (
        (MILL, *unit("감가상각률", "percent", "percentage_point")),
        (UNIT, "mill.capital", "mill.wear_pct", "share", "percentage_point"),
    ),
    "wear in basis points": (
        (MILL, *unit("감가상각률", "percent", "basis_point")),
        (UNIT, "mill.capital", "mill.wear_pct", "share", "basis_point"),
    ),
    "an index declared in percent": (
        (TOWN, *unit("빵값", "index", "percent")),
        (UNIT, "town.price", "town.price", "index", "percent"),
    ),
    "a first guess in another unit": (
        (TOWN, *unit("가격 초기값", "index", "percent")),
        (UNIT, "town.price", "town.first_price", "index", "percent"),
    ),
    # trillion against billion
    "output declared in trillions": (
        (MILL, *unit("생산", "billion won/year", "trillion won/year")),
        (UNIT, "mill.output", "mill.output", "billion won/year", "trillion won/year"),
    ),
    "a need in trillions": (
        (TOWN, "mill.output: {unit: billion won/year", "mill.output: {unit: trillion won/year"),
        (UNIT, "town.taxed", "mill.output", "trillion won/year", "billion won/year"),
    ),
    "a need in hundred millions": (
        (MILL, "port.takings: {unit: million", "port.takings: {unit: hundred_million"),
        (UNIT, "mill.output", "port.takings", "hundred_million won/quarter", "million won/quarter"),
    ),
    "opening capital in trillions": (
        (MILL, *unit("기초 자본", "billion won", "trillion won")),
        (UNIT, "mill.capital", "mill.opening_capital", "billion won", "trillion won"),
    ),
    "a stock computed in trillions": (
        (GROWTH, 'Stock = Annotated[xr.DataArray, Edge("billion won")]', 'Stock = Annotated[xr.DataArray, Edge("trillion won")]'),
        (UNIT, "mill.capital", "mill.capital", "trillion won", "billion won"),
    ),
    "people in persons": (
        (TOWN, *unit("인구", "thousand person", "person")),
        (UNIT, "town.benefit_of_old", "town.people", "thousand person", "person"),
    ),
    "a need's conversion not declared": (
        (TOWN, "frequency: quarter, convert: true", "frequency: quarter"),
        (UNIT, "town.savings", "port.harbour_fund", "billion won", "million won"),
    ),
    "another currency, which no conversion reaches": (
        (PORT, *unit("항만 기금", "million won", "million us_dollar")),
        (UNIT, "town.savings", "port.harbour_fund", "billion won", "million us_dollar"),
    ),
    "ten thousands for thousands": (
        (PORT, *unit("승객", "thousand person/quarter", "ten_thousand person/quarter")),
        (UNIT, "port.takings", "port.passengers", "thousand person", "ten_thousand person"),
    ),
    "a fare in won": (
        (PORT, *unit("운임", "thousand won/person", "won/person")),
        (UNIT, "port.fare_index", "port.fare", "thousand won/person", "won/person"),
    ),
    # year against quarter
    "a quarterly flow per year, summed": (
        (PORT, *unit("운임 수입", "million won/quarter", "million won/year")),
        (UNIT, "mill.output", "port.takings", "million won/quarter", "million won/year"),
    ),
    "a quarterly flow per year all through, summed": (
        (PORT, *unit("운임 수입", "million won/quarter", "million won/year")),
        (FERRY, 'Edge("million won/quarter")', 'Edge("million won/year")'),
        (MILL, "million won/quarter", "million won/year"),
        (UNIT, "mill.output", "port.takings", "million won/quarter", "million won/year"),
    ),
    "a need by year of what comes by quarter": (
        (MILL, "{unit: million won/quarter, frequency: quarter}", "{unit: million won/quarter, frequency: year}"),
        (TIME, "mill.output", "port.takings", "by year (million won/quarter)", "by quarter (million won/quarter)"),
    ),
    "a need by quarter of what comes by year": (
        (TOWN, "{unit: billion won/year, frequency: year}", "{unit: billion won/year, frequency: quarter}"),
        (TIME, "town.taxed", "mill.output", "by quarter (billion won/year)", "by year (billion won/year)"),
    ),
    "a need without a frequency": (
        (TOWN, "{unit: index, frequency: quarter}", "{unit: index}"),
        (TIME, "town.benefit_reformed", "port.fare_index", "without a frequency (index)", "by quarter (index)"),
    ),
    "a need by month of what comes by quarter": (
        (TOWN, "{unit: index, frequency: quarter}", "{unit: index, frequency: month}"),
        (TIME, "town.benefit_reformed", "port.fare_index", "by month (index)", "by quarter (index)"),
    ),
    "a parameter by quarter in a block by year": (
        (MILL, *declared("저축률", f"unit: share\n{BY_YEAR}", "unit: share\n    frequency: quarter")),
        (TIME, "mill.investment", "mill.saving_share", "by year (billion won/year)", "by quarter (share)"),
    ),
    "a parameter by year in a block by quarter": (
        (PORT, *declared("승객", "unit: thousand person/quarter\n    frequency: quarter", "unit: thousand person/quarter\n    frequency: year")),
        (TIME, "port.takings", "port.passengers", "by quarter (million won/quarter)", "by year (thousand person/quarter)"),
    ),
    "the rule of a quarterly index removed": (
        (PORT, "unit: index\n    frequency: quarter\n    coarser: mean\n", "unit: index\n    frequency: quarter\n"),
        (TIME, "town.benefit_reformed", "port.fare_index", "by year (billion won/year)", "by quarter (index)"),
    ),
    "a result whose edge says another frequency": (
        (HOME, 'Index = Annotated[xr.DataArray, Edge("index")]', 'Index = Annotated[xr.DataArray, Edge("index", "quarter")]'),
        (TIME, "town.price", "town.price", "by quarter (index)", "by year (index)"),
    ),
    "a flow per quarter for one per year": (
        (MILL, *unit("생산", "billion won/year", "billion won/quarter")),
        (UNIT, "mill.output", "mill.output", "billion won/year", "billion won/quarter"),
    ),
    "a mean for a sum": (
        (PORT, "kind: flow\n    coarser: sum", "kind: flow\n    coarser: mean"),
        (GROWTH, 'Edge("billion won/year", convert=True)', 'Edge("million won/year")'),
        (UNIT, "mill.output", "port.takings", "million won/year", "million won/quarter"),
    ),
    "the end for a sum": (
        (PORT, "kind: flow\n    coarser: sum", "kind: flow\n    coarser: end"),
        (GROWTH, 'Edge("billion won/year", convert=True)', 'Edge("million won/year")'),
        (UNIT, "mill.output", "port.takings", "million won/year", "million won/quarter"),
    ),
    "an index summed over quarters": (
        (PORT, "coarser: mean", "coarser: sum"),
        (UNIT, "town.benefit_reformed", "port.fare_index", "index/quarter", "in index"),
    ),
    "productivity per quarter": (
        (MILL, *unit("자본 생산성", "1/year", "1/quarter")),
        (UNIT, "mill.output", "mill.productivity", "1/year", "1/quarter"),
    ),
    "one circle through two frequencies": (
        (MILL, *declared("투자", f"unit: billion won/year\n{BY_YEAR}", "unit: billion won/year\n    frequency: quarter\n    coarser: sum")),
        (TIME, "mill.investment", "mill.saving_share", "by quarter (billion won/year)", "by year (share)"),
    ),
    # stock against flow
    "capital declared as a flow": (
        (MILL, *declared("기말 자본", f"unit: billion won\n{BY_YEAR}\n    kind: stock", f"unit: billion won/year\n{BY_YEAR}\n    kind: flow")),
        (UNIT, "mill.capital", "mill.capital", "billion won", "billion won/year"),
    ),
    "investment declared as a stock": (
        (MILL, *declared("투자", f"unit: billion won/year\n{BY_YEAR}\n    kind: flow", f"unit: billion won\n{BY_YEAR}\n    kind: stock")),
        (UNIT, "mill.investment", "mill.investment", "billion won/year", "billion won"),
    ),
    "a need of a flow as a stock": (
        (TOWN, "mill.output: {unit: billion won/year", "mill.output: {unit: billion won"),
        (UNIT, "town.taxed", "mill.output", "billion won", "billion won/year"),
    ),
    "a formula that takes a flow for a stock": (
        (GROWTH, "saving_share: Share) -> Flow", "saving_share: Share) -> Stock"),
        (UNIT, "mill.investment", "mill.investment", "billion won", "billion won/year"),
    ),
    "a stock begun with a flow": (
        (MILL, *unit("기초 자본", "billion won", "billion won/year")),
        (UNIT, "mill.capital", "mill.opening_capital", "billion won", "billion won/year"),
    ),
    "passengers counted, not per quarter": (
        (PORT, *declared("승객", "unit: thousand person/quarter\n    frequency: quarter\n    kind: flow", "unit: thousand person\n    frequency: quarter\n    kind: stock")),
        (UNIT, "port.takings", "port.passengers", "thousand person/quarter", "thousand person"),
    ),
}  # fmt: skip

KINDS: dict[str, tuple[Any, ...]] = {
    "a stock in a unit per time": (
        (MILL, *unit("기말 자본", "billion won", "billion won/year")),
        ("mill.capital", "billion won/year"),
    ),
    "a flow in a unit that is not per time": (
        (TOWN, *unit("조세", "billion won/year", "billion won")),
        ("town.tax", "billion won", "billion won/year"),
    ),
    "a stock that is summed": (
        (PORT, "kind: stock\n    coarser: end", "kind: stock\n    coarser: sum"),
        ("port.harbour_fund", "never summed"),
    ),
    "a unit that is none": (
        (TOWN, *unit("빵값", "index", "indexx")),
        ("town.price", "indexx"),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named_with_block_variable_and_both_units(tmp_path, name):
    *changes, (kind, block, variable, one, other) = FAULTS[name]
    with planted(tmp_path, *changes) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    whats = [fault.what for fault in faults_of(hit.value) if isinstance(fault, kind)]
    assert any(all(part in what for part in (block, variable, one, other)) for what in whats), whats


@pytest.mark.parametrize("name", KINDS)
def test_a_variable_that_contradicts_itself_is_named_with_its_unit(tmp_path, name):
    *changes, parts = KINDS[name]
    with pytest.raises(BadFile) as hit, planted(tmp_path, *changes):
        pass
    assert all(part in str(hit.value) for part in parts), hit.value


def test_there_are_thirty_faults_or_more():
    assert len(FAULTS) >= 30
