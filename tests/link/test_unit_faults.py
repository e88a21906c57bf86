"""Planted faults of unit, scale, frequency and kind: each stops the run before it begins."""

# ruff: noqa: E501  # one change, one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
import xarray as xr
from tests.link import toy
from tests.link.planting import faults_of, planted

from bongsu.errors import BadFile, BongsuError, FrequencyMismatch, UnitMismatch
from bongsu.link import System, build
from bongsu.variables import Variable

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
        (UNIT, "solve(town.price, town.demand)", "town.first_price", "index", "percent"),
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
        (UNIT, "port.takings", "port.passengers", "thousand person/quarter", "ten_thousand person/quarter"),
    ),
    "a fare in won": (
        (PORT, *unit("운임", "thousand won/person", "won/person")),
        (UNIT, "port.fare_index", "port.fare", "thousand won/person", "won/person"),
    ),
    "another currency at the same scale": (
        (PORT, *unit("운임", "thousand won/person", "thousand yen/person")),
        (UNIT, "port.takings", "port.fare", "thousand won/person", "thousand yen/person"),
    ),
    "households for persons": (
        (PORT, *unit("운임", "thousand won/person", "thousand won/household")),
        (UNIT, "port.takings", "port.fare", "thousand won/person", "thousand won/household"),
    ),
    "a formula in trillions behind an edge that converts": (
        (HOME, 'Stock = Annotated[xr.DataArray, Edge("billion won")]', 'Stock = Annotated[xr.DataArray, Edge("trillion won")]'),
        (UNIT, "town.savings", "port.harbour_fund", "trillion won", "billion won"),
    ),
    "a year declared in months": (
        (TOWN, *unit("소득 600억 원 도달 연도", "year", "month")),
        (UNIT, "town.rich_year", "town.rich_year", "year", "month"),
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
        (UNIT, "town.benefit_reformed", "port.fare_index", "index/quarter", "index"),
    ),
    "productivity per quarter": (
        (MILL, *unit("자본 생산성", "1/year", "1/quarter")),
        (UNIT, "mill.output", "mill.productivity", "1/year", "1/quarter"),
    ),
    "one circle through two frequencies": (
        (MILL, *declared("투자", f"unit: billion won/year\n{BY_YEAR}", "unit: billion won/year\n    frequency: quarter\n    coarser: sum")),
        (TIME, "mill.investment", "mill.saving_share", "by quarter (billion won/year)", "by year (share)"),
    ),
    "one block for two frequencies": (
        (TOWN, *declared("조세", f"unit: billion won/year\n{BY_YEAR}", "unit: billion won/year\n    frequency: quarter\n    coarser: mean")),
        (TIME, "town.taxed", "town.tax", "by year (billion won/year)", "by quarter (billion won/year)"),
    ),
    "years and quarters in one identity": (
        (HOME, "def balance(mill__output: Flow", "def balance(port__fare_index: Index, mill__output: Flow"),
        (TIME, "town.balance", "mill.output", "by quarter (index)", "by year (billion won/year)"),
    ),
    "years and quarters in what does not change": (
        (HOME, "def rich_year(income: Flow", "def rich_year(port__fare_index: Index, income: Flow"),
        (TIME, "town.rich_year", "town.income", "by quarter (index)", "by year (billion won/year)"),
    ),
    "a stock begun with a series": (
        (MILL, *declared("기초 자본", "unit: billion won", f"unit: billion won\n{BY_YEAR}")),
        (TIME, "mill.capital", "mill.opening_capital", "mill.capital by year (billion won)", "mill.opening_capital by year (billion won)"),
    ),
    "a first guess by quarter of a price by year": (
        (TOWN, *declared("가격 초기값", "unit: index", "unit: index\n    frequency: quarter")),
        (TIME, "solve(town.price, town.demand)", "town.first_price", "by year (index)", "by quarter (index)"),
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
    "an identity that takes a flow for a stock": (
        (HOME, "income: Flow, tax: Flow) -> Series", "income: Stock, tax: Flow) -> Series"),
        (UNIT, "town.balance", "town.income", "billion won", "billion won/year"),
    ),
    "the second of two results computed as a stock": (
        (HOME, "-> tuple[Flow, Flow]", "-> tuple[Flow, Stock]"),
        (UNIT, "town.taxed", "town.tax", "billion won", "billion won/year"),
    ),
    "a reform that makes a stock of a flow": (
        (HOME, "port__fare_index: Index) -> Flow", "port__fare_index: Index) -> Stock"),
        (UNIT, "town.benefit_reformed", "town.benefit", "billion won", "billion won/year"),
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


def names(what: str, block: str, variable: str, *units: str) -> bool:
    """Whether a message has all of these whole: `billion won` is not in `billion won/year`."""
    said = re.fullmatch(r"(?P<by>.+?) (?:takes|returns|needs|begins|makes) (?P<of>.+)", what)
    if said is None:
        return False
    by = rf"(?<![\w.]){re.escape(block)}(?![\w.])"
    of = rf"(?<![\w.]){re.escape(variable)}(?![\w.])"
    timed = [rf"(?<![\w.]){re.escape(unit)}" for unit in units if "(" in unit]
    bare = [
        rf"(?:\bin |\(|needs ){re.escape(unit)}(?=[,;)]|$)" for unit in units if "(" not in unit
    ]
    return bool(
        re.search(by, said["by"])
        and re.search(of, said["of"])
        and all(re.search(pattern, what) for pattern in (*timed, *bare))
    )


def test_a_part_of_a_name_or_unit_is_not_taken_for_the_whole():
    what = "block mill.investment takes mill.saving_share in percent, it comes in billion won/year"
    assert names(what, "mill.investment", "mill.saving_share", "percent", "billion won/year")
    for part in ("share", "won/year", "billion won", "mill.saving_share"):
        assert not names(what, "mill.investment", "mill.saving_share", part)
    assert not names(what, "mill.saving_share", "mill.saving_share", "percent")
    assert not names(what, "mill.investment", "mill.saving", "percent")


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_named_with_block_variable_and_both_units(tmp_path, name):
    *changes, (kind, *parts) = FAULTS[name]
    with planted(tmp_path, *changes) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    whats = [fault.what for fault in faults_of(hit.value) if isinstance(fault, kind)]
    assert any(names(what, *parts) for what in whats), whats


@pytest.mark.parametrize("name", KINDS)
def test_a_variable_that_contradicts_itself_is_named_with_its_unit(tmp_path, name):
    *changes, parts = KINDS[name]
    with pytest.raises(BadFile) as hit, planted(tmp_path, *changes):
        pass
    assert all(part in str(hit.value) for part in parts), hit.value


SOURCE = """
Returned = Annotated[xr.DataArray, Edge({edge})]
@source("table")
def given(table) -> Returned:
    return table
@block
def made(given: Share) -> Share:
    return given
"""


@pytest.mark.parametrize(
    ("edge", "kind", "units"),
    [
        ('"percent"', UNIT, ("percent", "share")),
        ('"percentage_point", convert=True', UNIT, ("percentage_point", "share")),
        ('"share", "quarter"', TIME, ("by quarter (share)", "by year (share)")),
    ],
)
def test_a_source_is_held_to_the_unit_and_frequency_of_its_parameter(edge, kind, units):
    with pytest.raises(kind) as hit:
        toy.model(SOURCE.format(edge=edge), given={"parameter": True}, made={})
    assert names(hit.value.what, "source toy.given", "toy.given", *units)


def test_a_source_may_declare_that_it_is_converted():
    edge = '"percent", convert=True'
    linked = toy.model(SOURCE.format(edge=edge), given={"parameter": True}, made={})
    assert "toy.given" in linked.sources


def test_a_frequency_that_is_said_at_the_edge_may_meet_another():
    code = """
    Yearly = Annotated[xr.DataArray, Edge("share", "year")]
    @check(tolerance=0.0)
    def same(fine: Yearly, given: Share) -> Series:
        return fine - given
    """
    fine = {"parameter": True, "frequency": "quarter", "coarser": "mean"}
    (check,) = toy.model(code, fine=fine, given={"parameter": True}).checks
    quarters = [f"2026Q{number}" for number in range(1, 5)]
    arrays = {
        "toy.fine": xr.DataArray([1.0, 2.0, 3.0, 4.0], {"quarter": quarters}, ("quarter",)),
        "toy.given": toy.years(2.0),
    }
    assert check.breach(arrays) == 0.5


def test_there_are_thirty_faults_or_more_and_no_two_alike():
    plants = {tuple(changes) for *changes, _ in FAULTS.values()}
    found = {parts for *_, parts in FAULTS.values()}
    assert len(plants) == len(FAULTS)
    assert len(found) >= 30


CONVERTED = "mill.wear_pct"  # its one taker declares that another scale is converted


@pytest.mark.parametrize("other", ["{}*thousand", "{}*household"])
def test_no_variable_changes_its_unit_unnoticed(island, other):
    for name, variable in island.variables.items():
        changed = variable.model_copy(update={"unit": other.format(variable.unit)})
        if name == CONVERTED and other == "{}*thousand":
            build(with_variable(island.systems, changed))
            continue
        with pytest.raises(BongsuError) as hit:
            build(with_variable(island.systems, changed))
        whats = [fault.what for fault in faults_of(hit.value) if isinstance(fault, UNIT)]
        assert any(f"{name} " in what and changed.unit in what for what in whats), (name, whats)


def with_variable(systems: tuple[System, ...], changed: Variable) -> list[System]:
    """Return the systems with one variable declared otherwise."""
    return [
        replace(
            system,
            declarations=system.declarations.model_copy(
                update={
                    "variables": {
                        name: changed if name == changed.name else variable
                        for name, variable in system.declarations.variables.items()
                    }
                }
            ),
        )
        for system in systems
    ]
