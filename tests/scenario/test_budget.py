"""Which issues move into the draws, and that their weights come to the same."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from tests.scenario import shore

from bongsu.errors import OutOfRange
from bongsu.scenario.budget import Reach, moved_weights, outcome_by_draw, reach_of, to_move
from bongsu.scenario.run import run_plan


def reach(cells: dict[str, int], drawn=(), **issues: set[str]) -> Reach:
    return Reach(
        issues={name: frozenset(dims) for name, dims in issues.items()},
        drawn=frozenset(drawn),
        cells=cells,
    )


def test_issues_and_draws_reach_what_rests_on_the_parameters_they_change(isle):
    found = reach_of(
        isle.model,
        {"shore.rain": frozenset({"poll"}), "shore.gift": frozenset({"vote", "vote-when"})},
        frozenset({"shore.luck"}),
        {"year": 5, "quarter": 20, "size": 2},
    )
    assert found.issues["shore.feast"] == {"poll"}
    assert found.issues["shore.joy"] == {"poll", "vote", "vote-when"}
    assert found.issues["shore.nets"] == found.issues["shore.ebb"] == set()
    assert found.drawn == {f"shore.{name}" for name in ("luck", "harvest", "feast", "joy", "nets")}
    assert {name.removeprefix("shore."): cells for name, cells in found.cells.items()} == {
        **dict.fromkeys(("rain", "luck", "gift", "harvest", "feast", "hoard", "joy"), 5),
        **dict.fromkeys(("mesh", "nets"), 10),
        **dict.fromkeys(("tide", "ebb"), 20),
        "toll": 1,
    }


SIZES = {"a": 2, "b": 3, "c": 4}


@pytest.mark.parametrize(
    ("budget", "moved"),
    [
        (2400, ()),  # joint: 10 cells, 24 branches, 10 draws
        (2399, ("b",)),  # b reaches two variables, a three, c four
        (799, ("b", "a")),
        (399, ("b", "a", "c")),
        (100, ("b", "a", "c")),
    ],
)
def test_the_issue_that_reaches_the_fewest_variables_moves_first(budget, moved):
    cells = dict.fromkeys(("joint", "one", "two", "three"), 10)
    found = reach(
        cells,
        drawn=["joint"],
        joint={"a", "b", "c"},
        one={"a", "c"},
        two={"c", "a"},
        three={"c", "b"},
    )
    assert to_move(found, SIZES, 10, budget, where="calm.yaml") == moved


def test_an_issue_that_moves_brings_its_draws_along_and_may_drive_out_others():
    # without draws 24 branches fit into 30; once one issue is drawn by 40 draws, all must be
    found = reach({"joint": 1}, joint={"a", "b", "c"})
    assert to_move(found, SIZES, 40, 24, where="calm.yaml") == ()
    with pytest.raises(OutOfRange, match="joint would hold 40 numbers, the budget is 23"):
        to_move(found, SIZES, 40, 23, where="calm.yaml")


def test_an_issue_that_drives_nothing_never_moves():
    found = reach({"joint": 10}, drawn=["joint"], joint={"a"})
    assert to_move(found, {"idle": 9, **SIZES}, 10, 100, where="x") == ("a",)


def test_a_run_too_large_for_its_budget_is_refused_with_what_would_make_it_smaller():
    found = reach({"joint": 10}, drawn=["joint"], joint={"a"})
    with pytest.raises(
        OutOfRange, match="joint would hold 10,000 numbers, the budget is 999"
    ) as one:
        to_move(found, SIZES, 1000, 999, where="calm.yaml")
    assert (one.value.where, "lower `draws: {n: }`" in one.value.mend) == ("calm.yaml", True)
    with pytest.raises(OutOfRange, match="the budget is 19") as one:
        to_move(reach({"joint": 10}, joint={"a"}), SIZES, 1, 19, where="calm.yaml")
    assert "issues move only into draws" in one.value.mend


@given(st.integers(0, 2**63 - 1), st.integers(1, 40), st.integers(0, 60), st.integers(2, 9))
def test_a_draws_outcome_depends_on_seed_and_issue_alone(seed, few, more, size):
    short = outcome_by_draw({"a": size}, seed, few)["a"]
    long = outcome_by_draw({"b": 3, "a": size, "c": 2}, seed, few + more)["a"]
    assert short.values.tolist() == long.values[:few].tolist()
    assert set(long.values.tolist()) <= set(range(size))


def test_every_outcome_is_drawn_equally_often():
    counts = np.bincount(outcome_by_draw({"a": 5}, 1, 10_000)["a"].values)
    assert len(counts) == 5
    assert np.abs(counts - 2000).max() < 4 * np.sqrt(10_000 * 0.2 * 0.8)


TREE = {"a": ["p", "q"], "b": ["x", "y", "z"], "c": ["m", "n"]}


def weights_of(parts: list[int]) -> xr.DataArray:
    values = np.array(parts, dtype=float).reshape(2, 3, 2)
    return xr.DataArray(values / values.sum(), TREE, tuple(TREE))


@given(st.lists(st.integers(1, 9), min_size=12, max_size=12), st.integers(0, 999))
def test_moved_weights_give_the_full_trees_expectations_where_every_outcome_has_a_draw(parts, seed):
    weights = weights_of(parts)
    places = outcome_by_draw({"a": 2, "b": 3}, seed, 200)  # (5/6)**200: all six occur
    value = xr.DataArray(np.arange(12.0).reshape(2, 3, 2) ** 2, TREE, tuple(TREE))
    moved, effective, covered = moved_weights(weights, places, where="x")
    assert moved.dims == ("c", "draw")
    assert float(moved.sum()) == pytest.approx(1.0, abs=1e-12)
    assert covered == pytest.approx(1.0, abs=1e-12)
    assert 1 <= effective <= 200 + 1e-9
    drawn = value.isel(places)
    assert float((moved * drawn).sum()) == pytest.approx(float((weights * value).sum()), rel=1e-12)
    # under a condition on an issue that stays, and on one that moved
    for issue, outcome in (("c", "n"), ("b", "y")):
        here, there = moved[issue] == outcome, weights[issue] == outcome
        by_draw = float((moved * drawn).where(here, 0).sum() / moved.where(here, 0).sum())
        by_tree = float((weights * value).where(there, 0).sum() / weights.where(there, 0).sum())
        assert by_draw == pytest.approx(by_tree, rel=1e-12)


def test_draws_that_share_their_outcomes_share_their_probability():
    weights = weights_of([1] * 12)
    places = {
        dim: xr.DataArray(place, {"draw": [0, 1, 2]}, ("draw",))
        for dim, place in {"a": [0, 0, 1], "b": [2, 2, 0]}.items()
    }
    moved, effective, covered = moved_weights(weights, places, where="x")
    # a=p,b=z twice and a=q,b=x once, a sixth each, of which a half for each outcome of c
    assert covered == pytest.approx(2 / 6)
    np.testing.assert_allclose(moved.values, [[1 / 8, 1 / 8, 1 / 4]] * 2)
    assert effective == pytest.approx(1 / (1 / 16 + 1 / 16 + 1 / 4))
    assert moved["a"].values.tolist() == ["p", "p", "q"]
    assert moved["b"].values.tolist() == ["z", "z", "x"]


def test_draws_of_which_none_can_occur_are_refused():
    sure = xr.DataArray([0.0, 1.0], {"a": ["p", "q"]}, ("a",))
    never = {"a": xr.DataArray([0, 0], {"draw": [0, 1]}, ("draw",))}
    with pytest.raises(
        OutOfRange, match="none of the 2 draws has outcomes of a that can"
    ) as caught:
        moved_weights(sure, never, where="calm.yaml")
    assert (caught.value.where, "raise `draws" in caught.value.mend) == ("calm.yaml", True)


def test_more_weights_than_fit_are_refused_before_they_are_made():
    sizes = {f"i{number}": 2 for number in range(18)}
    tree = {name: ["x", "y"] for name in sizes}
    weights = xr.DataArray(np.full([2] * 18, 2.0**-18), tree, tuple(tree))
    places = outcome_by_draw({"i0": 2}, 1, 1000)
    with pytest.raises(OutOfRange, match="131,072,000 weights, at most are 4,000,000"):
        moved_weights(weights, places, where="calm.yaml")


# In a plan: two issues and a window on what a chain of blocks takes
TREE_FILE = """
draws: {n: 400, seed: 11, cells: CELLS}
assume:
  shore.gift: {dist: uniform, low: 0, high: 1, source: a letter}
issues:
  poll: {p: {dry: 0.3, wet: 0.7}, source: a survey}
  vote:
    given: [poll]
    p: {dry: {yes: 0.1, no: 0.9}, wet: {yes: 0.6, no: 0.4}}
    when: {2027: 0.5, 2028: 0.25, 2029: 0.25}
    source: a survey
  idle: {p: {x: 0.5, y: 0.5}, source: a survey}
effects:
  poll=wet: {shore.rain: {scale: 2}, source: a survey}
  vote=yes: {shore.gift: {shift: 10, from: when}, source: a survey}
  poll=dry & vote=yes: {shore.luck: {dist: uniform, low: 0.1, high: 0.2}, source: a survey}
"""


def planned(isle, cells: int):
    return isle.plan(TREE_FILE.replace("CELLS", str(cells)))


@pytest.mark.parametrize(
    ("cells", "moved"),
    [
        (23_999, {"vote-when"}),  # joy has 5 years by 12 branches by 400 draws
        (8_000, {"vote-when", "poll"}),  # nets have 10 by 4 by 400; poll reaches six, vote seven
        (4_000, {"vote-when", "poll", "vote"}),
    ],
)
def test_a_parameter_with_moved_issues_is_the_full_one_at_each_draws_outcome(isle, cells, moved):
    full, plan = planned(isle, 24_000), planned(isle, cells)
    assert "moved into the draws" not in " ".join(full.notes)
    (note,) = [note for note in plan.notes if "moved into the draws" in note]
    assert {dim for dim in full.weights.dims if dim in note.split(" moved")[0].split(", ")} == moved
    places = outcome_by_draw({dim: full.weights.sizes[dim] for dim in moved}, 11, 400)
    draw = xr.DataArray(np.arange(400), dims=("draw",))
    for name, array in full.parameters.items():
        at = {dim: place.drop_vars("draw") for dim, place in places.items() if dim in array.dims}
        wanted = array.isel(at | ({"draw": draw} if "draw" in array.dims and at else {}))
        wanted = wanted.transpose(*plan.parameters[name].dims)
        assert wanted.values.tobytes() == plan.parameters[name].values.tobytes(), name
    assert float(plan.weights.sum()) == pytest.approx(1.0, abs=1e-12)


def test_expectations_agree_with_the_full_tree_as_far_as_draws_can_tell(isle):
    full, moved = (run_plan(planned(isle, cells)) for cells in (24_000, 4_000))
    # rain, and so the harvest where luck is as it is, differ by issues alone: exact
    for outcome in ("dry", "wet"):
        here = full.given(poll=outcome, vote="no").mean("shore.harvest")
        there = moved.given(poll=outcome, vote="no").mean("shore.harvest")
        np.testing.assert_allclose(there.values, here.values, rtol=1e-9)
    # the gift has draws besides: within some standard errors of 0.29 / sqrt(400) and of its issue
    np.testing.assert_allclose(
        moved.mean("shore.gift").values, full.mean("shore.gift").values, atol=0.25
    )


def test_a_budget_that_all_moves_cannot_keep_is_refused(isle):
    with pytest.raises(OutOfRange, match=r"nets would hold 4,000 numbers, the budget is 3,999"):
        planned(isle, 3_999)


def test_a_tree_far_beyond_memory_is_refused_before_a_branch_is_made(isle):
    """90 by 90 by 90 outcomes over 74 years would be 54 million numbers, drawn a million times."""
    wide = ", ".join(f"o{number}: {number == 0:d}" for number in range(90))
    issues = "".join(f"  i{number}: {{p: {{{wide}}}}}\n" for number in range(3))
    effects = "".join(
        f"  i{one}=o1 & i{other}=o2: {{shore.gift: 1, source: a letter}}\n"
        for one, other in itertools.combinations(range(3), 2)
    )
    with pytest.raises(OutOfRange, match=r"74,000,000 numbers, the budget is 20,000,000") as caught:
        isle.plan(
            "draws: {n: 1000000}\n"
            "assume: {shore.gift: {dist: uniform, low: 0, high: 1, source: a letter}}\n"
            f"issues:\n{issues}effects:\n{effects}",
            head=shore.HEAD.replace("2030", "2099"),
            outputs=["shore.hoard"],
        )
    assert caught.value.where.endswith("calm.yaml")
