"""The linked island against the same equations in plain loops."""

from __future__ import annotations

import pickle
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
import pytest
import xarray as xr
from tests.link.conftest import DRAWS, QUARTERS, YEARS

from bongsu.errors import MissingValue
from bongsu.link import Model

Arrays = dict[str, xr.DataArray]
Spans = dict[str, list[int] | list[str]]


def run(model: Model, parameters: Arrays, spans: Spans) -> Arrays:
    arrays = dict(parameters)
    for step in model.steps:
        given = {name: arrays[name] for name in step.inputs}
        arrays.update(step.compute(given, spans))
    return arrays


@pytest.fixture
def arrays(island: Model, parameters: Arrays, spans: Spans) -> Arrays:
    return run(island, parameters, spans)


def by_hand(given: Arrays, storm: str, draw: int) -> dict[int, dict[str, float]]:
    """Compute one branch and draw with numbers only."""

    def at(name: str, **labels: Any) -> float:
        array = given[name]
        labels = {"storm": storm, "draw": draw, **labels}
        return float(array.sel({dim: labels[str(dim)] for dim in array.dims}))

    found = {}
    capital, fund = at("mill.opening_capital"), at("port.opening_fund")
    first_fare = at("port.fare", quarter=QUARTERS[0])
    for year in YEARS:
        quarters = [quarter for quarter in QUARTERS if quarter.startswith(str(year))]
        takings = [
            at("port.passengers", quarter=quarter) * at("port.fare", quarter=quarter)
            for quarter in quarters
        ]
        dear = sum(at("port.fare", quarter=quarter) / first_fare for quarter in quarters) / 4
        fund += sum(takings)
        output = capital * at("mill.productivity", year=year) + 0.5 * sum(takings) / 1000
        capital = capital * (1 - at("mill.wear_pct", year=year) / 100)
        capital += output * at("mill.saving_share", year=year)
        tax = output * at("town.tax_share", year=year)
        share = {sex: at("town.people", sex=sex, year=year) for sex in ("female", "male")}
        paid = tax if year <= 2026 else 0.5 * dear * tax
        # price = 0.5 + 0.01 * income / (1 + price) is a quadratic
        income = output - tax
        price = (-0.5 + np.sqrt(0.25 + 4 * (0.5 + 0.01 * income))) / 2
        found[year] = {
            "mill.output": output,
            "mill.capital": capital,
            "town.tax": tax,
            "town.income": income,
            "town.benefit": paid * share["female"] / sum(share.values()),
            "town.price": price,
            "town.demand": income / (1 + price),
            "town.savings": fund / 1000,
        }
    return found


@pytest.mark.parametrize("storm", ["calm", "wild"])
@pytest.mark.parametrize("draw", range(DRAWS))
def test_linked_blocks_agree_with_plain_loops(arrays, parameters, storm, draw):
    for year, values in by_hand(parameters, storm, draw).items():
        for name, expected in values.items():
            array = arrays[name]
            labels = {"storm": storm, "draw": draw, "year": year, "sex": "female"}
            found = float(array.sel({dim: labels[dim] for dim in array.dims}))
            assert found == pytest.approx(expected, rel=1e-10), (name, year)


def test_the_first_rich_year_is_static_and_missing_where_there_is_none(arrays):
    income, year = arrays["town.income"], arrays["town.rich_year"]
    assert year.dims == ("storm", "draw")
    for storm in income["storm"].values:
        for draw in income["draw"].values:
            here = income.sel(storm=storm, draw=draw)
            above = [int(y) for y in YEARS if float(here.sel(year=y)) > 60.0]
            found = float(year.sel(storm=storm, draw=draw))
            assert found == above[0] if above else np.isnan(found)


def test_outputs_have_canonical_dims_and_say_their_unit(arrays, island):
    for step in island.steps:
        for name in step.outputs:
            variable, array = island.variables[name], arrays[name]
            leading = [dim for dim in ("storm", "draw") if dim in array.dims]
            time = [variable.time_dim] if variable.time_dim else []
            assert list(array.dims) == [*leading, *variable.dims, *time]
            assert array.attrs == {"unit": variable.unit, "title": variable.title}
            assert array.name == name
            assert array.dtype == np.float64


def test_a_step_changes_none_of_its_inputs(island, parameters, spans):
    before = {name: array.copy(deep=True) for name, array in parameters.items()}
    run(island, parameters, spans)
    for name, array in parameters.items():
        xr.testing.assert_identical(array, before[name])


def test_steps_survive_pickling(island):
    for step in island.steps:
        assert pickle.loads(pickle.dumps(step)) == step


def test_a_spawned_process_computes_the_same_bits(island, parameters, spans, arrays):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        for step in island.steps:
            given = {name: arrays[name] for name in step.inputs}
            for name, array in pool.submit(step.compute, given, spans).result().items():
                xr.testing.assert_identical(array, arrays[name])


def test_any_chunk_of_draws_gives_the_same_bits(island, parameters, spans, arrays):
    for draws in ([3], [0, 1], [2, 3, 4]):
        chunk = {
            name: array.sel(draw=draws) if "draw" in array.dims else array
            for name, array in parameters.items()
        }
        for name, array in run(island, chunk, spans).items():
            whole = arrays[name]
            expected = whole.sel(draw=draws) if "draw" in whole.dims else whole
            np.testing.assert_array_equal(array.values, expected.values, err_msg=name)


def test_the_identity_holds_and_says_how_far_it_is_broken(island, arrays):
    (check,) = island.checks
    given = {name: arrays[name] for name in check.inputs}
    assert check.name == "town.balance"
    assert check.breach(given) <= check.tolerance
    given["town.tax"] = given["town.tax"] + 3.0
    assert check.breach(given) == pytest.approx(3.0)
    given["town.tax"] = given["town.tax"].where(given["town.tax"]["year"] > YEARS[0])
    with pytest.raises(MissingValue, match=r"town\.balance has missing values"):
        check.breach(given)
