"""From scenario files to numbers: a change computes what rests on it, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from tests.scenario import shore
from tests.scenario.shore import DRAWN, TREE

from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store


def bits(results) -> dict[str, bytes]:
    return {name: results[name].values.tobytes() for name in results}


@pytest.fixture
def run(isle, tmp_path):
    """Return a function that plans a scenario file and runs it with one store."""
    with Store(tmp_path / "store") as store:

        def ran(body: str, **options):
            return run_plan(isle.plan(body, **options), store=store)

        yield ran


def descendants(isle, *names: str) -> set[str]:
    return {below for name in names for below in isle.model.descendants(name)}


def test_a_scenario_file_runs_and_agrees_with_a_plain_loop(run):
    results = run(DRAWN + TREE)
    luck = results["shore.luck"].values  # draw, year
    assert results["shore.luck"].dims == ("draw", "year")
    for place, year in enumerate(shore.YEARS):
        rain, almanac = year - 2020.0, 0.5 if year < 2028 else 0.6
        assert np.abs(luck[:, place] - almanac).max() <= 0.3
        for poll, rains in (("dry", rain), ("wet", 2 * rain)):
            for vote, toll in (("no", 0.1), ("yes", 0.5)):
                joy = results["shore.joy"].sel(poll=poll, vote=vote, year=year).values
                wanted = rains * luck[:, place] * (1 - toll) + (place + 1)
                np.testing.assert_allclose(joy, wanted, rtol=1e-12)
    assert results.computed == 6


def test_an_issue_that_drives_nothing_computes_nothing(run):
    before = run(DRAWN + TREE)
    idle = "  idle: {p: {x: 0.2, y: 0.3, z: 0.5}, when: {2027: 0.5, 2029: 0.5}, source: a survey}\n"
    after = run(DRAWN + TREE.replace("issues:\n", f"issues:\n{idle}"))
    assert (after.computed, after.reused) == (0, before.computed)
    assert bits(after) == bits(before)
    assert after.weights.sizes == {"idle": 3, "idle-when": 2, "poll": 2, "vote": 2}
    np.testing.assert_allclose(
        after.mean("shore.joy").values, before.mean("shore.joy").values, rtol=1e-12
    )


def test_a_changed_probability_computes_nothing_and_moves_the_means(run):
    before = run(DRAWN + TREE)
    after = run(DRAWN + TREE.replace("dry: 0.25, wet: 0.75", "dry: 0.9, wet: 0.1"))
    assert (after.computed, after.reused) == (0, before.computed)
    assert bits(after) == bits(before)
    assert after.run_id != before.run_id
    rain = np.arange(6.0, 11.0)
    for results, wet in ((before, 0.75), (after, 0.1)):
        np.testing.assert_allclose(results.mean("shore.rain").values, rain * (1 + wet), rtol=1e-12)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("shore.gift: {value: 1", "shore.gift: {value: 2", ["shore.gift"]),
        ("sd: 0.1", "sd: 0.2", ["shore.luck"]),
        ("scale: 2", "scale: 3", ["shore.rain"]),
        ("shore.toll: 0.5", "shore.toll: 0.6", ["shore.toll"]),
        ("seed: 20260211", "seed: 7", ["shore.luck"]),
        ("effects:\n", "effects:\n  vote=no: {shore.tide: 0.2, source: abc}\n", ["shore.tide"]),
        ("source: a letter", "source: another letter", []),
    ],
)
def test_one_changed_assumption_computes_exactly_its_descendants(isle, run, old, new, changed):
    text = shore.HEAD + DRAWN + TREE
    assert old in text
    before = run(text.removeprefix(shore.HEAD))
    after = run(text.replace(old, new).removeprefix(shore.HEAD))
    below = descendants(isle, *changed)
    assert after.computed == len(below)
    assert after.reused == before.computed - len(below)
    moved = {name for name in before if bits(before)[name] != bits(after)[name]}
    assert moved == below | set(changed)


def test_a_title_or_day_looked_from_changes_no_number(run):
    before = run(DRAWN + TREE)
    head = shore.HEAD.replace("calm decade", "calm ten years").replace("02-11", "02-28")
    after = run(DRAWN + TREE, head=head)
    assert after.computed == 0
    assert bits(after) == bits(before)


def test_another_uncertain_parameter_leaves_every_other_draw_as_it_was(isle, run):
    before = run(DRAWN + TREE)
    tide = "  shore.tide: {dist: uniform, low: 0.2, high: 0.4, source: a letter}\n"
    after = run(DRAWN + tide + TREE)
    changed = {"shore.tide", *descendants(isle, "shore.tide")}
    assert after.computed == len(changed) - 1
    assert {name for name in before if bits(before)[name] != bits(after)[name]} == changed


def test_more_draws_begin_with_the_same_numbers(run):
    few, many = (run(DRAWN.replace("n: 40", f"n: {draws}") + TREE) for draws in (40, 90))
    for name in ("shore.luck", "shore.harvest", "shore.joy"):
        begun = many[name].isel(draw=slice(0, 40))
        assert begun.values.tobytes() == few[name].values.tobytes()


MOVED = DRAWN.replace("seed:", "cells: 400, seed:") + TREE  # joy would hold 5 * 4 * 40


def test_a_changed_probability_computes_nothing_where_its_issue_moved_into_the_draws(run):
    before = run(MOVED)
    assert any("vote moved into the draws" in note for note in before.notes)
    assert before["shore.joy"].sizes == {"poll": 2, "draw": 40, "year": 5}
    after = run(MOVED.replace("yes: 0.6, no: 0.4", "yes: 0.3, no: 0.7"))
    assert (after.computed, after.reused) == (0, before.computed)
    assert bits(after) == bits(before)
    # toll has no draws of its own: its mean is exact. P(yes) = 0.25 * 0.1 + 0.75 * P(yes | wet)
    for results, given_wet in ((before, 0.6), (after, 0.3)):
        yes = 0.25 * 0.1 + 0.75 * given_wet
        assert float(results.mean("shore.toll")) == pytest.approx(0.1 + 0.4 * yes, rel=1e-12)


def test_an_idle_issue_computes_nothing_where_others_moved_into_the_draws(run):
    before = run(MOVED)
    after = run(MOVED.replace("issues:\n", "issues:\n  idle: {p: {x: 0.5, y: 0.5}}\n"))
    assert (after.computed, bits(after)) == (0, bits(before))


def test_the_largest_seed_can_be_kept(run):
    assert run(DRAWN, seed=2**63 - 1).seed == 2**63 - 1
