"""The run: what is computed, what is reused, and that the numbers never depend on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
import xarray as xr
from tests.scenario import toy

from bongsu.errors import DimensionMismatch, OutOfRange, StoreFault, UnknownName
from bongsu.scenario.records import list_runs, load_run
from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def log(tmp_path, monkeypatch):
    """Return a function that tells which blocks ran since it was last asked, and how often."""
    path = tmp_path / "log"
    monkeypatch.setenv("BONGSU_TOY_LOG", str(path))

    def since() -> Counter[str]:
        lines = path.read_text().splitlines() if path.exists() else []
        path.write_text("")
        return Counter(line.split()[0] for line in lines)

    return since


def same(one, other) -> bool:
    """Whether two runs have bit-equal numbers under equal labels."""
    return set(one) == set(other) and all(
        one[name].identical(other[name])
        and one[name].values.tobytes() == other[name].values.tobytes()
        for name in one
    )


def by_hand(plan) -> dict[str, np.ndarray]:
    """Compute the island again in plain NumPy, dims (storm, draw, year)."""
    rain, luck, imports, opening = (
        plan.parameters[f"isle.{name}"].values for name in ("rain", "luck", "imports", "opening")
    )
    harvest = 1.5 * np.sqrt(rain)[None] * luck[:, None]
    food = harvest + imports
    wealth, held = np.empty_like(food), opening
    for year in range(food.shape[2]):
        held = held * 1.02 + np.log1p(food[:, :, year])
        wealth[:, :, year] = held
    rank = wealth - wealth.mean(1, keepdims=True)
    return {"harvest": harvest, "food": food, "wealth": wealth, "joy": rank * 3 * imports + food}


def test_a_run_agrees_with_the_same_equations_in_plain_numpy():
    plan = toy.plan()
    results = run_plan(plan)
    for name, values in by_hand(plan).items():
        found = results[f"isle.{name}"].transpose("storm", "draw", "year")
        np.testing.assert_allclose(found.values, values, rtol=1e-13)


def test_a_second_run_computes_nothing_and_gives_the_same_bits(store, log):
    first = run_plan(toy.plan(), store=store)
    assert (first.computed, first.reused) == (6, 0)
    log()
    second = run_plan(toy.plan(), store=store)
    assert (second.computed, second.reused) == (0, 6)
    assert log() == {}
    assert same(first, second)
    assert same(first, run_plan(toy.plan()))
    assert first.run_id == second.run_id


@pytest.mark.parametrize(
    ("changed", "descendants"),
    [
        ("rain", {"harvest", "food", "wealth", "rank", "joy"}),
        ("imports", {"food", "ships", "wealth", "rank", "joy"}),
        ("opening", {"wealth", "rank", "joy"}),
        ("luck", {"harvest", "food", "wealth", "rank", "joy"}),
    ],
)
def test_changing_one_assumption_computes_exactly_its_descendants(store, log, changed, descendants):
    plan = toy.plan()
    run_plan(plan, store=store)
    log()
    other = plan.having(**{changed: plan.parameters[f"isle.{changed}"] * 1.25})
    results = run_plan(other, store=store)
    assert log() == dict.fromkeys(descendants, 1)
    assert (results.computed, results.reused) == (len(descendants), 6 - len(descendants))
    assert same(results, run_plan(other))


def test_an_issue_that_drives_nothing_computes_nothing(store, log):
    plan = toy.plan()
    before = run_plan(plan, store=store)
    log()
    election = xr.DataArray([0.4, 0.6], {"election": ["left", "right"]}, ("election",))
    after = run_plan(replace(plan, weights=plan.weights * election), store=store)
    assert log() == {}
    assert same(before, after)
    assert after.run_id != before.run_id
    xr.testing.assert_allclose(before.mean("isle.joy"), after.mean("isle.joy"), rtol=1e-14)


def test_changing_a_probability_computes_nothing_and_moves_the_mean(store, log):
    plan = toy.plan()
    before = run_plan(plan, store=store)
    log()
    likely = xr.DataArray([0.9, 0.1], {"storm": ["yes", "no"]}, ("storm",))
    after = run_plan(replace(plan, weights=likely), store=store)
    assert log() == {}
    assert same(before, after)
    assert float(after.mean("isle.food").sum()) < float(before.mean("isle.food").sum())


def test_more_draws_compute_only_the_new_ones(store, log):
    few, many = toy.plan(40), toy.plan(60)
    rain = many.parameters["isle.rain"]
    rain[:40] = few.parameters["isle.rain"]
    run_plan(few, store=store, chunk=20)
    log()
    run_plan(many, store=store, chunk=20)
    # Three chunks each, of which two are known; rank needs all draws, so joy is all new.
    assert log() == {"harvest": 1, "food": 1, "wealth": 1, "rank": 1, "joy": 3}


def test_a_changed_helper_computes_its_block_and_what_follows(store, log, monkeypatch):
    run_plan(toy.plan(), store=store)
    log()

    def yield_of(rain):
        return 1.6 * rain**0.5

    yield_of.__module__ = toy.__name__
    monkeypatch.setattr(toy, "yield_of", yield_of)
    run_plan(toy.plan(), store=store)
    assert set(log()) == {"harvest", "food", "wealth", "rank", "joy"}


def test_a_raised_version_computes_its_block_and_what_follows(store, log):
    plan = toy.plan()
    run_plan(plan, store=store)
    log()
    steps = tuple(
        replace(step, version=2) if step.name == "isle.wealth" else step for step in toy.STEPS
    )
    plan.model.steps = steps
    run_plan(plan, store=store)
    assert set(log()) == {"wealth", "rank", "joy"}


def test_a_changed_unit_computes_again_and_a_changed_title_does_not(store, log):
    plan = toy.plan()
    run_plan(plan, store=store)
    log()
    ships = toy.VARIABLES["isle.ships"]
    plan.model.variables = {
        **toy.VARIABLES,
        "isle.ships": ships.model_copy(update={"title": "Vessels"}),
    }
    assert run_plan(plan, store=store)["isle.ships"].attrs["title"] == "Vessels"
    assert log() == {}
    plan.model.variables = {
        **toy.VARIABLES,
        "isle.ships": ships.model_copy(update={"unit": "kilogram"}),
    }
    run_plan(plan, store=store)
    assert set(log()) == {"ships", "joy"}


def test_other_periods_compute_again(store):
    plan = toy.plan()
    run_plan(plan, store=store)
    longer = run_plan(replace(plan, spans={"year": [*toy.YEARS, 2034]}), store=store)
    assert longer.computed == 6


@pytest.mark.parametrize("chunk", [1, 7, 39, 40, 1000])
def test_any_chunk_gives_the_same_bits(store, chunk):
    whole = run_plan(toy.plan())
    assert same(run_plan(toy.plan(), chunk=chunk), whole)
    assert same(run_plan(toy.plan(), store=store, chunk=chunk), whole)
    assert same(run_plan(toy.plan(), store=store, chunk=chunk), whole)


def test_a_chunk_without_draws_is_refused():
    with pytest.raises(OutOfRange, match="chunk of 0"):
        run_plan(toy.plan(), chunk=0)


@pytest.mark.parametrize("harm", ["truncate", "flip", "remove"])
def test_a_damaged_cell_is_computed_again(store, log, harm):
    before = run_plan(toy.plan(), store=store, chunk=20)
    log()
    (row,) = [
        row
        for row in store.catalogue.cells()
        if row.variable == "isle.wealth" and row.key in _cells(store, before)[1::2]
    ]
    path = store.path / "cells" / row.hash[:2] / row.hash
    content = bytearray(path.read_bytes())
    content[-9] ^= 4
    if harm == "remove":
        path.unlink()
    else:
        path.write_bytes(content if harm == "flip" else content[:-1])
    after = run_plan(toy.plan(), store=store, chunk=20)
    assert log() == {"wealth": 1}
    assert (after.computed, after.damaged) == (1, 1)
    assert same(before, after)
    assert same(load_run(store, before.run_id), before)


def _cells(store, results) -> list[str]:
    return list(store.catalogue.run_cells(results.run_id)["isle.wealth"])


def test_a_damaged_parameter_is_written_again(store):
    before = run_plan(toy.plan(), store=store)
    (key,) = store.catalogue.run_cells(before.run_id)["isle.rain"]
    row = store.catalogue.cell(key)
    (store.path / "cells" / row.hash[:2] / row.hash).unlink()
    with pytest.raises(StoreFault, match=r"isle\.rain"):
        load_run(store, before.run_id)
    assert run_plan(toy.plan(), store=store).computed == 0
    assert same(load_run(store, before.run_id), before)


def test_a_run_is_loaded_as_it_was(store):
    results = run_plan(toy.plan(), store=store, chunk=15)
    assert [row.run_id for row in list_runs(store)] == [results.run_id]
    loaded = load_run(store, results.run_id[:5])
    assert same(loaded, results)
    assert loaded.weights.identical(results.weights)
    assert loaded.checks == results.checks
    assert loaded.trace("isle.joy") == results.trace("isle.joy")
    assert loaded.variables == results.variables
    assert loaded.outputs == results.outputs
    xr.testing.assert_identical(
        loaded.quantile("isle.joy", [0.1, 0.5]), results.quantile("isle.joy", [0.1, 0.5])
    )


def test_an_unknown_run_is_refused(store):
    run_plan(toy.plan(), store=store)
    with pytest.raises(UnknownName, match="no runs begin with `zzz`"):
        load_run(store, "zzz")


def test_the_trace_leads_to_the_parameters(store):
    text = run_plan(toy.plan()).trace("isle.joy").text()
    assert "isle.joy [tonne] The joy <- tests.scenario.toy:joy" in text
    assert "isle.rain [tonne] The rain <- parameter" in text
    assert "isle.food (shown above)" in text


def test_checks_report_their_largest_breach():
    assert run_plan(toy.plan()).checks["isle.balance"].holds
    plan = toy.plan()
    off = replace(
        toy.CHECKS[0], function=lambda food, harvest, imports: food - harvest - 0 * imports
    )
    plan.model.checks = (off,)
    breach = run_plan(plan).checks["isle.balance"]
    assert not breach.holds
    assert breach.largest == pytest.approx(2.0)  # the last year's imports
    assert breach.where["year"] == toy.YEARS[-1]


def test_progress_counts_every_unit():
    told = []
    run_plan(
        toy.plan(), chunk=10, progress=lambda step, done, total: told.append((step, done, total))
    )
    assert [done for _, done, _ in told] == list(range(1, 19))  # 4 steps of 4 chunks, 2 whole
    assert told[-1][1:] == (18, 18)
    assert all(done <= total for _, done, total in told)


def test_a_result_that_hides_its_draws_is_refused():
    plan = toy.plan()
    hiding = replace(
        toy.STEPS[0], function=lambda rain, luck: (rain * luck).isel(draw=0, drop=True)
    )
    plan.model.steps = (hiding,)
    with pytest.raises(DimensionMismatch, match="depend on the draws"):
        run_plan(plan, chunk=10)


def test_parameters_of_unequal_draws_are_refused():
    plan = toy.plan()
    with pytest.raises(DimensionMismatch, match="39 draws"):
        run_plan(plan.having(rain=plan.parameters["isle.rain"][:39]))


def test_a_block_cannot_write_into_its_input():
    def spoil(rain, luck):
        rain.values[:] = 0.0
        return rain * luck

    plan = toy.plan()
    plan.model.steps = (replace(toy.STEPS[0], function=spoil),)
    with pytest.raises(ValueError, match="read-only"):
        run_plan(plan)
    assert float(plan.parameters["isle.rain"].min()) > 0


def test_what_was_finished_before_a_fault_is_kept(store, log):
    plan = toy.plan()

    def fail(rank, ships, food):
        raise OutOfRange("no joy", where="isle.joy", mend="cheer up")

    plan.model.steps = (*toy.STEPS[:-1], replace(toy.STEPS[-1], function=fail))
    with pytest.raises(OutOfRange):
        run_plan(plan, store=store)
    log()
    run_plan(toy.plan(), store=store)
    assert log() == {"joy": 1}
