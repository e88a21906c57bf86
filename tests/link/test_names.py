"""Misspelt, missing, doubly owned and unused names: each stops the run, with the nearest name."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.link import toy
from tests.link.planting import faults_of, planted

from bongsu.errors import (
    BadFile,
    BongsuError,
    DimensionMismatch,
    DuplicateName,
    Faults,
    MissingValue,
    UnknownName,
    UnusedName,
)
from bongsu.link import build

PORT, MILL, TOWN = (f"{name}/variables.yaml" for name in ("port", "mill", "town"))
FERRY, GROWTH, HOME = "port/ferry.py", "mill/growth.py", "town/household.py"
A_VARIABLE = "title: X of Y\n    title_ko: 엑스\n    unit: share\n    frequency: year"

FAULTS: dict[str, tuple[Any, ...]] = {
    "a misspelt argument": (
        (GROWTH, "saving_share: Share", "savings_share: Share"),
        (UnknownName, "mill.investment", "mill.savings_share", "did you mean `mill.saving_share`?"),
    ),
    "a misspelt argument of another system": (
        (GROWTH, "port__takings: Scaled", "port__taking: Scaled"),
        (UnknownName, "mill.output", "port.taking", "did you mean `port.takings`?"),
    ),
    "an argument that is not among the needs": (
        (HOME, "port__fare_index: Index", "port__takings: Index"),
        (UnknownName, "town.benefit_reformed", "port.takings", "list port.takings under `needs`"),
    ),
    "a misspelt block": (
        (GROWTH, "def investment", "def investments"),
        (UnknownName, "mill.investments", "not declared", "did you mean `mill.investment`?"),
    ),
    "a variable that no block makes": (
        (MILL, "needs:", f"  idle:\n    {A_VARIABLE}\nneeds:"),
        (UnusedName, "mill.idle", "no block makes it", "write the block"),
    ),
    "a parameter that nothing takes": (
        (MILL, "needs:", f"  idle:\n    {A_VARIABLE}\n    parameter: true\nneeds:"),
        (UnusedName, "mill.idle", "nothing takes it", "remove it"),
    ),
    "a need that nothing takes": (
        (MILL, "needs:", "needs:\n  port.fare: {unit: thousand won/person, frequency: quarter}"),
        (UnusedName, "port.fare", "nothing takes it", "remove it"),
    ),
    "a need that nobody has": (
        (TOWN, "  mill.output:", "  mill.outputs:"),
        (UnknownName, "mill.outputs", "no system has", "did you mean `mill.output`?"),
    ),
    "a block that makes a parameter": (
        (HOME, 'of="benefit", effective=("2026-07-01", None)', 'of="tax_share"'),
        (DuplicateName, "town.tax_share", "a parameter", "town.benefit_reformed"),
    ),
    "two blocks for one variable": (
        (HOME, "@block\ndef savings", '@block(of="rich_year")\ndef savings'),
        (DuplicateName, "town.rich_year", "town.savings", "household"),
    ),
    "a law without days beside one that has them": (
        (HOME, '@block(of="benefit", effective=("2026-07-01", None))', '@block(of="benefit")'),
        (DuplicateName, "town.benefit", "town.benefit_of_old", "town.benefit_reformed"),
    ),
    "another system's variable made": (
        (HOME, "@block\ndef savings", '@block(of="mill__capital")\ndef savings'),
        (DuplicateName, "mill.capital", "mill.growth", "town.savings"),
    ),
    "two laws on one day": (
        (HOME, '"2026-07-01", None', '"2026-06-30", None'),
        (DuplicateName, "town.benefit", "2026-06-30", "town.benefit_of_old"),
    ),
    "a day without a law": (
        (HOME, '"2026-07-01", None', '"2026-07-03", None'),
        (MissingValue, "town.benefit", "2026-06-30", "2026-07-03"),
    ),
    "a source for what is computed": (
        (FERRY, "@block\ndef fare_index(fare: Fare)", '@source("t")\ndef fare_index(fare: Fare)'),
        (UnknownName, "port.fare_index", "computed", "parameter: true"),
    ),
    "a lag that begins with an unknown name": (
        (GROWTH, "(capital: Stock, investment", "(output: Flow, capital: Stock, investment"),
        (GROWTH, '@block(lag={"capital": Lag(1, initial="opening_capital")})\ndef capital',
         '@block(lag={"capital": Lag(1, initial="opening_capitol")})\ndef capital'),
        (UnknownName, "mill.capital", "opening_capitol", "did you mean `mill.opening_capital`?"),
    ),
    "an unknown name to solve": (
        (HOME, 'solve("price", "demand"', 'solve("price", "demands"'),
        (UnknownName, "town.demands", "solve", "did you mean `town.demand`?"),
    ),
    "dims that the owner does not have": (
        (TOWN, "mill.output: {unit", "mill.output: {dims: [age], unit"),
        (DimensionMismatch, "town.taxed", "mill.output over (age)", "declared over ()"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_names_stops_the_build_and_offers_the_nearest(tmp_path, name):
    *changes, (kind, *parts) = FAULTS[name]
    if name == "a source for what is computed":
        changes.append((FERRY, "import Edge, block", "import Edge, block, source"))
    with planted(tmp_path, *changes) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    texts = [str(fault) for fault in faults_of(hit.value) if isinstance(fault, kind)]
    assert any(all(part in text for part in parts) for text in texts), texts or hit.value


def test_all_faults_are_reported_together(tmp_path):
    changes = [
        (GROWTH, "saving_share: Share", "savings_share: Share"),
        (TOWN, "mill.output: {unit: billion won/year", "mill.output: {unit: trillion won/year"),
        (HOME, 'solve("price", "demand"', 'solve("price", "demands"'),
    ]
    with planted(tmp_path, *changes) as systems, pytest.raises(Faults) as hit:
        build(systems)
    assert len(faults_of(hit.value)) >= 3


MADE = "@block\ndef made(given: Share) -> Share:\n    return given"
OTHER = '@block(of="other")\ndef made(given: Share) -> Share:\n    return given'
TABLE = "@source('table')\ndef given(table) -> Share:\n    return table"


def test_one_name_in_two_modules_is_refused():
    one = toy.system(MADE, {"given": {"parameter": True}, "made": {}})
    again = replace(one, blocks=(*one.blocks, *toy.system(MADE, {}).blocks))
    with pytest.raises(BongsuError) as hit:
        build([again])
    whats = [fault.what for fault in faults_of(hit.value) if isinstance(fault, DuplicateName)]
    assert any("toy.made" in what and "made twice" in what for what in whats)


def test_two_functions_of_one_name_are_refused_though_they_make_two_variables():
    one = toy.system(MADE, {"given": {"parameter": True}, "made": {}, "other": {}})
    with pytest.raises(DuplicateName, match=r"block toy\.made is made twice"):
        build([replace(one, blocks=(*one.blocks, *toy.system(OTHER, {}).blocks))])


def test_two_sources_of_one_parameter_are_refused():
    one = toy.system(f"{TABLE}\n{MADE}", {"given": {"parameter": True}, "made": {}})
    with pytest.raises(DuplicateName, match=r"source toy\.given is made twice"):
        build([replace(one, sources=(*one.sources, *toy.system(TABLE, {}).sources))])


def test_a_misspelt_key_of_variables_is_refused(tmp_path):
    change = (PORT, "start: 2025Q1", "begin: 2025Q1")
    with pytest.raises(BadFile, match="unknown key `begin`"), planted(tmp_path, change):
        pass


def test_a_start_that_is_no_period_is_refused(tmp_path):
    change = (PORT, "start: 2025Q1", "start: spring")
    with planted(tmp_path, change) as systems, pytest.raises(BongsuError, match="not a period"):
        build(systems)


def test_an_unknown_output_is_refused_with_the_nearest(tmp_path):
    with planted(tmp_path) as systems:
        with pytest.raises(UnknownName, match=r"did you mean `mill\.capital`"):
            build(systems, ["mill.capitol"])
        with pytest.raises(BongsuError, match="two systems port"):
            build((*systems, next(system for system in systems if system.name == "port")))
