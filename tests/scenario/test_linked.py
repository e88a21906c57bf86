"""The run on steps of every kind that `link` makes, written by a test into a package of its own."""

from __future__ import annotations

import importlib
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import xarray as xr

from bongsu.link import build, discover
from bongsu.scenario.executors import PoolExecutor
from bongsu.scenario.keys import Keys
from bongsu.scenario.records import load_run
from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store

YEARS = list(range(2026, 2034))
DRAWS = 24

VARIABLES = """
variables:
  seed: {title: Seed, title_ko: 씨앗, unit: share, frequency: year, parameter: true}
  start: {title: Start, title_ko: 시작, unit: tonne, parameter: true}
  guess: {title: Guess, title_ko: 추측, unit: share, parameter: true}
  growth: {title: Growth, title_ko: 성장, unit: share, frequency: year}
  stock: {title: Stock, title_ko: 재고, unit: tonne, frequency: year, kind: stock}
  catch: {title: Catch, title_ko: 어획, unit: tonne, frequency: year}
  price: {title: Price, title_ko: 가격, unit: share, frequency: year}
  demand: {title: Demand, title_ko: 수요, unit: share, frequency: year}
  place: {title: Place, title_ko: 순위, unit: share, frequency: year}
"""
BLOCKS = """
from typing import Annotated

import xarray as xr

from bongsu.link import Edge, Lag, block, check, solve

Share = Annotated[xr.DataArray, Edge("share")]
Tonne = Annotated[xr.DataArray, Edge("tonne")]


def pace(seed):
    return 1 + 0.1 * seed


@block(of="growth", effective=("1990-01-01", "2028-12-31"))
def old_growth(seed: Share) -> Share:
    return pace(seed)


@block(of="growth", effective=("2029-01-01", None))
def new_growth(seed: Share) -> Share:
    return pace(seed) + 0.01


@block(lag={"stock": Lag(1, initial="start")})
def catch(stock: Tonne, growth: Share) -> Tonne:
    return 0.05 * stock * growth


@block(of="stock", lag={"stock": Lag(1, initial="start")})
def stocked(stock: Tonne, catch: Tonne, growth: Share) -> Tonne:
    return stock * growth - catch


@block
def price(demand: Share, catch: Tonne) -> Share:
    return 0.5 * demand + 0.001 * catch


@block
def demand(price: Share) -> Share:
    return 1 - 0.5 * price


solve("price", "demand", start={"price": "guess"}, tolerance=1e-13)


@block(draws="together")
def place(price: Share) -> Share:
    return price - price.mean("draw")


@check(tolerance=1e-6)
def cleared(price: Share, demand: Share) -> Share:
    return demand - (1 - 0.5 * price)
"""


@pytest.fixture
def link(tmp_path, monkeypatch):
    """Return a function that writes the system, with text replaced, and links it."""
    system = tmp_path / "reefs" / "reef"
    system.mkdir(parents=True)
    (tmp_path / "reefs" / "__init__.py").write_text("")
    (system / "__init__.py").write_text("")
    (system / "variables.yaml").write_text(VARIABLES)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def linked(old: str = "", new: str = ""):
        assert old in BLOCKS
        (system / "blocks.py").write_text(BLOCKS.replace(old, new) if old else BLOCKS)
        for name in [name for name in sys.modules if name.partition(".")[0] == "reefs"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        return build(discover("reefs"))

    return linked


def plan(model, *, start: float = 100.0):
    seed = np.random.default_rng(11).uniform(0, 1, (DRAWS, len(YEARS)))
    paths = {"path": ["wet", "dry"]}
    given = {
        "seed": xr.DataArray(seed, {"draw": range(DRAWS), "year": YEARS}, ("draw", "year")),
        "start": xr.DataArray([start, start / 2], paths, ("path",)),
        "guess": xr.DataArray(0.5),
    }
    return SimpleNamespace(
        scenario=SimpleNamespace(scenario="reef", title="The reef", as_of=None, outputs=()),
        model=model,
        spans={"year": YEARS},
        parameters={
            f"reef.{name}": array.assign_attrs(unit=model.variables[f"reef.{name}"].unit)
            for name, array in given.items()
        },
        origins={},
        weights=xr.DataArray([0.5, 0.5], paths, ("path",)),
        draws=DRAWS,
        seed=1,
        notes=(),
        passing=frozenset(),
        chunk=1000,
    )


def same(one, other) -> bool:
    return all(one[n].values.tobytes() == other[n].values.tobytes() for n in one)


def test_every_kind_of_step_runs_and_agrees_with_a_plain_loop(link):
    results = run_plan(plan(link()))
    seed = results["reef.seed"].values
    held = np.array([[100.0], [50.0]])
    for place, year in enumerate(YEARS):
        growth = 1 + 0.1 * seed[:, place] + (0.01 if year >= 2029 else 0.0)
        caught = 0.05 * held * growth
        held = held * growth - caught
        price = (0.5 + 0.001 * caught) / 1.25  # where both lines cross
        at = {"year": year}
        by_name = {"stock": held, "catch": caught, "price": price, "demand": 1 - 0.5 * price}
        by_name["place"] = price - price.mean(1, keepdims=True)
        for name, values in by_name.items():
            found = results[f"reef.{name}"].sel(at).transpose("path", "draw")
            np.testing.assert_allclose(found.values, values, rtol=1e-10, atol=1e-13)
    assert results.checks["reef.cleared"].holds


@pytest.mark.parametrize("chunk", [1, 5, 24])
def test_every_kind_of_step_gives_the_same_bits_in_any_chunk(link, tmp_path, chunk):
    asked = plan(link())
    whole = run_plan(asked)
    with Store(tmp_path / "store") as store:
        assert same(run_plan(asked, store=store, chunk=chunk), whole)
        again = run_plan(asked, store=store, chunk=chunk)
        assert again.computed == 0
        assert same(again, whole)
        assert same(load_run(store, whole.run_id), whole)


def test_every_kind_of_step_travels_to_other_processes(link):
    asked = plan(link())
    with PoolExecutor(2, ship_cells=0) as pool:
        assert same(run_plan(asked, executor=pool, chunk=6), run_plan(asked))


def keys(model) -> dict[str, str]:
    by_step = Keys(model, {"year": YEARS})
    return {name: by_step.step(step) for step in model.steps for name in step.outputs}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("# nothing", "", set()),
        ("0.1 * seed", "0.2 * seed", {"growth"}),
        ("1990-01-01", "1991-01-01", {"growth"}),
        ("+ 0.01", "+ 0.02", {"growth"}),
        ("0.05 * stock", "0.06 * stock", {"stock", "catch"}),
        ("0.001 * catch", "0.002 * catch", {"price", "demand"}),
        ("tolerance=1e-13", "tolerance=1e-12", {"price", "demand"}),
        ('draws="together"', 'draws="together", version=2', {"place"}),
        ("tolerance=1e-6", "tolerance=1e-5", set()),
    ],
)
def test_a_steps_key_changes_with_what_it_computes(link, old, new, changed):
    before = keys(link())
    after = keys(link(old, new) if old != "# nothing" else link())
    assert {name for name in before if before[name] != after[name]} == {
        f"reef.{name}" for name in changed
    }


def test_changing_an_assumption_computes_the_descendants_that_the_model_names(link, tmp_path):
    model = link()
    with Store(tmp_path / "store") as store:
        run_plan(plan(model), store=store)
        again = run_plan(plan(model, start=90.0), store=store)
    below = model.descendants("reef.start")
    assert again.computed == sum(1 for step in model.steps if below & set(step.outputs))
    assert again.reused == len(model.steps) - again.computed == 1  # growth
