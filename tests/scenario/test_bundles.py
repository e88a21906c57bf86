"""Steps computed as one: what leaves them is what they give alone, and nothing large is kept."""

from __future__ import annotations

import importlib
import sys

import numpy as np
import pytest

from bongsu.catalog import open_catalog
from bongsu.link import discover
from bongsu.scenario.bundles import Bundle, bundled
from bongsu.scenario.executors import PoolExecutor
from bongsu.scenario.files import read_scenario
from bongsu.scenario.plan import make_plan
from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store

VARIABLES = """
variables:
  luck: {title: Luck, title_ko: 운, unit: share, frequency: year, parameter: true}
  crowd:
    {title: Crowd, title_ko: 군중, unit: share, frequency: year, dims: [age]}
  total: {title: Total, title_ko: 합계, unit: share, frequency: year}
  worn:
    {title: Worn, title_ko: 마모, unit: share, frequency: year, dims: [age]}
  rest: {title: Rest, title_ko: 나머지, unit: share, frequency: year}
  above: {title: Above, title_ko: 상회, unit: share, frequency: year}
  ages: {title: Ages, title_ko: 연령, unit: share, dims: [age], parameter: true}
"""
PARAMETERS = """
luck:
  unit: share
  values:
    2000-01-01: {value: 0, known_from: 2000-01-01, source: an even start}
"""
BLOCKS = """
from typing import Annotated

import numpy as np
import polars as pl
import xarray as xr

from bongsu.link import Edge, block, check, source

Share = Annotated[xr.DataArray, Edge("share")]


@source("un_countries")
def ages(rows: pl.DataFrame) -> Share:
    return xr.DataArray(np.linspace(0.1, 1, 400), {"age": range(400)}, ("age",))


@block
def crowd(ages: Share, luck: Share) -> Share:
    return ages * (1 + luck)


@block
def total(crowd: Share) -> Share:
    return crowd.sum("age")


@block
def worn(crowd: Share, total: Share) -> Share:
    return crowd / total


@block
def rest(worn: Share) -> Share:
    return worn.isel(age=slice(None, 9)).sum("age")


@block(draws="together")
def above(total: Share) -> Share:
    return total - total.mean("draw")


@check(tolerance=1e-9)
def whole(total: Share, above: Share) -> Share:
    return total - above - (total - above).mean("draw")
"""
SCENARIO = """
scenario: fair
as_of: 2026-01-01
horizon: {start: 2026, end: 2035}
draws: {n: 120, seed: 5}
assume:
  crowds.luck: {dist: normal, mean: 0, sd: 0.1, every: period, source: a fair coin}
"""


@pytest.fixture
def plan(tmp_path, monkeypatch):
    """Return a function that plans the scenario for some outputs."""
    folder = tmp_path / "fairs" / "crowds"
    (folder / "parameters").mkdir(parents=True)
    (tmp_path / "fairs" / "__init__.py").write_text("")
    (folder / "__init__.py").write_text("")
    (folder / "variables.yaml").write_text(VARIABLES)
    (folder / "parameters" / "luck.yaml").write_text(PARAMETERS)
    (folder / "blocks.py").write_text(BLOCKS)
    (tmp_path / "fair.yaml").write_text(SCENARIO)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for name in [name for name in sys.modules if name.partition(".")[0] == "fairs"]:
        del sys.modules[name]
    importlib.invalidate_caches()

    def planned(*outputs: str, **more):
        scenario = read_scenario(tmp_path / "fair.yaml", folders=[])
        return make_plan(
            scenario, discover("fairs"), open_catalog(), outputs=outputs or None, **more
        )

    return planned


def same(one, other, names) -> bool:
    return all(one[name].values.tobytes() == other[name].values.tobytes() for name in names)


def test_what_is_asked_for_is_what_a_run_of_everything_has(plan):
    few = run_plan(plan("crowds.rest", "crowds.total"))
    assert same(few, run_plan(plan()), ["crowds.rest", "crowds.total"])
    assert "crowds.crowd" not in few
    assert "crowds.worn" not in few


def test_steps_between_two_of_a_bundle_belong_to_it(plan):
    asked = plan("crowds.rest")
    assert asked.passing == {"crowds.crowd", "crowds.worn"}
    (bundle,) = bundled(asked.model.steps, asked.passing, asked.model.variables)
    assert isinstance(bundle, Bundle)
    assert [step.name for step in bundle.steps] == [
        "crowds.crowd", "crowds.total", "crowds.worn", "crowds.rest",
    ]  # fmt: skip
    assert bundle.outputs == ("crowds.total", "crowds.rest")
    assert set(bundle.inputs) == {"crowds.ages", "crowds.luck"}


def test_large_arrays_are_only_handed_on_where_draws_make_many_of_them(plan):
    assert plan().passing == frozenset()  # everything is asked for
    assert plan("crowds.worn").passing == {"crowds.crowd"}
    assert "crowds.total" not in plan("crowds.above").passing  # all draws at once
    asked = plan("crowds.rest", "crowds.above")  # the mean over draws lies beside, not between
    assert asked.passing == {"crowds.crowd", "crowds.worn"}
    assert run_plan(asked).checks["crowds.whole"].holds


def test_the_store_holds_what_leaves_a_bundle_and_a_second_run_computes_nothing(plan, tmp_path):
    asked = plan("crowds.rest")
    with Store(tmp_path / "store") as store:
        first = run_plan(asked, store=store, chunk=50)
        again = run_plan(asked, store=store, chunk=50)
        held = set(store.catalogue.run_cells(first.run_id))
    assert (first.computed, again.computed, again.reused) == (3, 0, 3)
    assert same(first, again, ["crowds.rest"])
    assert "crowds.crowd" not in held


@pytest.mark.parametrize("chunk", [1, 7, 120])
def test_any_chunk_gives_the_same_bits(plan, chunk):
    asked = plan("crowds.rest")
    assert same(run_plan(asked, chunk=chunk), run_plan(asked), ["crowds.rest", "crowds.total"])


def test_a_bundle_travels_to_other_processes(plan):
    asked = plan("crowds.rest")
    with PoolExecutor(2, ship_cells=0) as pool:
        assert same(run_plan(asked, executor=pool, chunk=40), run_plan(asked), ["crowds.rest"])


def test_draws_are_not_bounded_by_what_is_only_handed_on(plan):
    """4,000 numbers a draw: 10,000 draws of them would be twice the budget."""
    asked = plan("crowds.rest", draws=10_000)
    assert asked.chunk == 1000
    assert run_plan(asked)["crowds.rest"].sizes["draw"] == 10_000


def test_the_same_numbers_come_with_and_without_a_store(plan, tmp_path):
    asked = plan("crowds.rest")
    with Store(tmp_path / "store") as store:
        stored = run_plan(asked, store=store)
    np.testing.assert_array_equal(stored["crowds.rest"], run_plan(asked)["crowds.rest"])
