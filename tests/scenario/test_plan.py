"""A scenario file against systems and data: what effects do, what is refused, what is told."""

from __future__ import annotations

import numpy as np
import pytest
from tests.scenario import shore
from tests.scenario.shore import DRAWN, TREE

from bongsu.errors import (
    BongsuError,
    DuplicateName,
    FrequencyMismatch,
    MissingValue,
    OutOfRange,
    UnitMismatch,
    UnknownName,
    UnusedName,
)


# What effects do
def by_year(array, **at):
    return array.sel(at).values.tolist()


def test_an_effect_of_two_conditions_holds_only_where_both_do(isle):
    plan = isle.plan(
        shore.ASSUME
        + TREE.partition("effects:")[0]
        + "effects: {vote=yes & poll=dry: {shore.gift: {shift: 4, from: 2029}, source: abc}}"
    )
    gift = plan.parameters["shore.gift"]
    assert gift.dims == ("poll", "vote", "year")
    for poll in ("dry", "wet"):
        for vote in ("yes", "no"):
            both = (poll, vote) == ("dry", "yes")
            wanted = [1, 1, 1, 5, 5] if both else [1] * 5
            assert by_year(gift, poll=poll, vote=vote) == wanted


def test_an_effect_begins_when_its_issue_comes(isle):
    plan = isle.plan(
        shore.ASSUME
        + """
issues: {law: {p: {old: 0.5, new: 0.5}, when: {2028: 0.4, 2027Q3: 0.6}, source: abc}}
effects: {law=new: {shore.gift: {value: 9, until: 2029}, from: when, source: abc}}"""
    )
    gift = plan.parameters["shore.gift"]
    assert by_year(gift, law="old", **{"law-when": "2028"}) == [1] * 5
    assert by_year(gift, law="new", **{"law-when": "2028"}) == [1, 1, 9, 9, 1]
    assert by_year(gift, law="new", **{"law-when": "2027Q3"}) == [1, 1, 9, 9, 1]
    assert plan.weights.sel({"law": "new", "law-when": "2027Q3"}).item() == pytest.approx(0.3)


def test_two_effects_may_begin_when_one_issue_comes(isle):
    plan = isle.plan(
        shore.ASSUME
        + """
issues:
  law: {p: {old: 0.5, new: 0.5}, when: {2028: 0.4, 2029: 0.6}, source: abc}
  poll: {p: {dry: 0.5, wet: 0.5}, source: abc}
effects:
  law=new: {shore.gift: {shift: 2}, from: when, source: abc}
  law=new & poll=wet: {shore.gift: {scale: 10}, from: when, source: abc}"""
    )
    gift = plan.parameters["shore.gift"]
    assert gift.dims == ("law", "law-when", "poll", "year")
    for when, begins in (("2028", 2028), ("2029", 2029)):
        for poll, later in (("dry", 3), ("wet", 30)):
            wanted = [later if year >= begins else 1 for year in shore.YEARS]
            assert by_year(gift, law="new", poll=poll, **{"law-when": when}) == wanted


def test_effects_on_one_parameter_are_laid_over_each_other_in_their_order(isle):
    issues = "issues: {a: {p: {x: 0.5, y: 0.5}}, b: {p: {x: 0.5, y: 0.5}}}\n"
    first, second = (
        "  a=x: {shore.gift: {scale: 3}, source: abc}\n",
        "  b=x: {shore.gift: {shift: 1}, source: abc}\n",
    )
    for order, wanted in ((first + second, 4.0), (second + first, 6.0)):
        gift = isle.plan(f"{shore.ASSUME}{issues}effects:\n{order}").parameters["shore.gift"]
        assert by_year(gift, a="x", b="x")[0] == wanted
        assert (by_year(gift, a="x", b="y")[0], by_year(gift, a="y", b="x")[0]) == (3.0, 2.0)


def test_an_effect_reaches_what_does_not_change_over_time(isle):
    plan = isle.plan(shore.ASSUME + TREE)
    assert plan.parameters["shore.toll"].dims == ("vote",)
    assert plan.parameters["shore.toll"].values.tolist() == [0.5, 0.1]
    dated = TREE.replace("shore.toll: 0.5", "shore.toll: {value: 0.5, from: 2027}")
    with pytest.raises(FrequencyMismatch, match="does not change over time") as caught:
        isle.plan(shore.ASSUME + dated)
    assert caught.value.where.endswith("calm.yaml, effects.vote=yes.shore.toll")


def test_an_effect_that_is_drawn_has_numbers_of_its_own(isle):
    drawn = "shore.toll: {dist: uniform, low: 0.2, high: 0.4}"
    body = DRAWN + TREE.replace("shore.toll: 0.5", drawn)
    plan, renamed = isle.plan(body), isle.plan(body.replace("vote", "ballot"))
    toll = plan.parameters["shore.toll"]
    assert toll.dims == ("vote", "draw")
    assert set(toll.sel(vote="no").values.tolist()) == {0.1}
    numbers = toll.sel(vote="yes").values
    assert len(set(numbers.tolist())) == 40
    assert 0.2 < numbers.min() < numbers.max() < 0.4
    assert (renamed.parameters["shore.luck"] == plan.parameters["shore.luck"]).all()


def test_an_effect_does_not_share_the_numbers_of_the_assumption_that_it_replaces(isle):
    drawn = "shore.toll: {dist: uniform, low: 0, high: 1, source: abc}"
    plan = isle.plan(
        DRAWN
        + f"  {drawn}\n"
        + TREE.replace("{shore.toll: 0.5, source: the", f"{{{drawn}, source: the")
    )
    toll = plan.parameters["shore.toll"]
    yes, no = toll.sel(vote="yes").values, toll.sel(vote="no").values
    assert not (yes == no).any()
    assert abs(np.corrcoef(yes, no)[0, 1]) < 4 / np.sqrt(40)


def test_a_parameter_of_another_frequency_takes_the_same_dates(isle):
    plan = isle.plan(shore.ASSUME + "  shore.tide: {shift: 0.25, from: 2026-05, source: abc}\n")
    tide = plan.parameters["shore.tide"]
    assert tide["quarter"].values.tolist()[:3] == ["2026Q1", "2026Q2", "2026Q3"]
    assert tide.values.tolist() == [0.5, 0.5] + [0.75] * 18


# What does not fit the systems
@pytest.mark.parametrize(
    ("body", "kind", "what", "where", "mend"),
    [
        (
            "assume: {shore.gifd: {value: 1, source: abc}}",
            UnknownName,
            "there is no parameter shore.gifd",
            "assume.shore.gifd",
            "did you mean `shore.gift`?",
        ),
        (
            "assume: {shore.harvest: {value: 1, source: abc}}",
            DuplicateName,
            "shore.harvest is computed, by shore.harvest",
            "assume.shore.harvest",
            "assume what it rests on: shore.luck, shore.rain",
        ),
        (
            shore.ASSUME + TREE.replace("shore.toll: 0.5", "shore.tol: 0.5"),
            UnknownName,
            "there is no parameter shore.tol",
            "effects.vote=yes.shore.tol",
            "did you mean `shore.toll`?",
        ),
        (
            shore.ASSUME + "outputs: [shore.harvset]",
            UnknownName,
            "there is no variable shore.harvset",
            "outputs",
            "did you mean `shore.harvest`?",
        ),
        (
            shore.ASSUME + "outputs: [shore.harvest]",
            UnusedName,
            "shore.gift reaches none of the outputs",
            "assume.shore.gift",
            "ask for an output that rests on it",
        ),
        (
            TREE + "outputs: [shore.ebb]",
            UnusedName,
            "shore.rain reaches none of the outputs",
            "effects.poll=wet.shore.rain",
            "remove it",
        ),
        (
            shore.ASSUME + "issues: {size: {p: {x: 0.5, y: 0.5}}}",
            DuplicateName,
            "size is a dimension of shore.nets",
            "issues.size",
            "rename the issue",
        ),
        (
            "assume: {shore.gift: {value: 1, unit: won, source: abc}}",
            UnitMismatch,
            "won does not convert to tonne",
            "assume.shore.gift, shore.gift",
            "give the value in the unit that is asked for",
        ),
        (
            shore.ASSUME + "  shore.luck: {shift: 2, unit: percent, source: abc}",
            UnitMismatch,
            "could mean points or a proportion",
            "assume.shore.luck",
            "`unit: percentage_point`",
        ),
        (
            shore.ASSUME + "  shore.luck: {value: 1.5, source: abc}",
            OutOfRange,
            "shore.luck is 1.5 share at year=2026, its range is 0 to 1",
            "assume.shore.luck",
            "say their `unit`",
        ),
        (
            "assume: {shore.gift: {value: 1e308, unit: 1000 * tonne, source: abc}}",
            OutOfRange,
            "shore.gift is infinite",
            "assume.shore.gift",
            "write smaller numbers",
        ),
        (
            shore.ASSUME + "  shore.rain: {scale: 1e308, source: abc}",
            OutOfRange,
            "shore.rain is infinite",
            "assume.shore.rain",
            "write smaller numbers",
        ),
        (
            "assume: {shore.gift: {shift: 1, source: abc}}",
            MissingValue,
            "nothing says what shore.gift is, so that it cannot be shifted",
            "assume.shore.gift",
            "give a value, a path or a distribution",
        ),
        (
            "assume: {shore.gift: {path: {2028: 1}, source: abc}}",
            MissingValue,
            "nothing says what shore.gift is in 2 periods, the first 2026",
            "assume.shore.gift",
            "let the path begin by 2026",
        ),
        (
            "assume: {shore.gift: {value: 1, until: 2029, source: abc}}",
            MissingValue,
            "nothing says what shore.gift is in 1 periods, the first 2030",
            "assume.shore.gift",
            "go on to the end",
        ),
        (
            "",
            MissingValue,
            "nothing says what shore.gift is",
            "",
            "assume it in the scenario, or give shore a source for it",
        ),
    ],
)
def test_what_does_not_fit_the_systems_is_refused_where_it_stands(
    isle, body, kind, what, where, mend
):
    with pytest.raises(BongsuError) as caught:
        isle.plan(body)
    fault = next(fault for fault in shore.faults_of(caught.value) if what in fault.what)
    assert isinstance(fault, kind)
    assert fault.where.endswith(f"calm.yaml, {where}" if where else "calm.yaml")
    assert mend in fault.mend


def test_faults_of_several_parameters_are_reported_together(isle):
    with pytest.raises(BongsuError) as caught:
        isle.plan(
            "assume:\n  shore.luck: {value: 2, source: abc}\n"
            "  shore.rain: {value: 1, unit: won, source: abc}\n",
            head=shore.HEAD.replace("2030", "2031"),
        )
    whats = " ".join(fault.what for fault in shore.faults_of(caught.value))
    for part in ("shore.mesh has no value for 2031", "shore.luck is 2", "won does", "shore.gift"):
        assert part in whats


def test_a_table_that_ends_before_the_horizon_is_refused_or_goes_on_by_a_path(isle):
    head, outputs = shore.HEAD.replace("2030", "2032"), "outputs: [shore.harvest]\n"
    with pytest.raises(MissingValue, match=r"shore\.rain has no value for 2032") as caught:
        isle.plan(outputs, head=head)
    assert (caught.value.where, "assume a path" in caught.value.mend) == ("source shore.rain", True)
    path = "assume: {shore.rain: {path: {POINT: 3}, source: abc}}\n"
    plan = isle.plan(outputs + path.replace("POINT", "2031"), head=head)
    assert plan.parameters["shore.rain"].values.tolist() == [6, 7, 8, 9, 10, 3, 3]
    with pytest.raises(MissingValue, match="in 1 periods, the first 2031"):
        isle.plan(outputs + path.replace("POINT", "2032"), head=head)


def test_a_table_that_begins_later_may_be_assumed_from_then_on(isle):
    """The table begins in 2024, a run from 2022 with it, and a path changes its end alone."""
    head = shore.HEAD.replace("start: 2026", "start: 2022")
    body = "outputs: [shore.rain]\nassume: {shore.rain: {path: {2029: 3}, source: abc}}\n"
    rain = isle.plan(body, head=head).parameters["shore.rain"]
    assert rain["year"].values.tolist() == list(range(2024, 2031))
    assert rain.values.tolist() == [4, 5, 6, 7, 8, 3, 3]


# What the caller asks for
def test_outputs_that_the_caller_asks_for_replace_the_files_and_excuse_its_assumptions(isle):
    plan = isle.plan(shore.ASSUME + "outputs: [shore.joy]", outputs=["shore.ebb", "shore.ebb"])
    assert plan.scenario.outputs == ("shore.ebb",)
    assert [name for step in plan.model.steps for name in step.outputs] == ["shore.ebb"]
    assert set(plan.parameters) == {"shore.tide"}
    with pytest.raises(UnknownName, match=r"there is no variable shore\.eb"):
        isle.plan(outputs=["shore.eb"])


def test_an_inherited_assumption_may_reach_none_of_the_outputs(isle):
    (isle.folder / "base.yaml").write_text(shore.HEAD.replace("calm", "base") + shore.ASSUME)
    plan = isle.plan("outputs: [shore.ebb]", head="scenario: calm\nbase: base\n")
    assert set(plan.parameters) == {"shore.tide"}


def test_draws_and_seed_of_the_caller_replace_the_files(isle):
    plan, same = isle.plan(DRAWN, draws=7, seed=3), isle.plan(DRAWN.replace("20260211", "3"))
    assert (plan.draws, plan.seed) == (7, 3)
    luck = plan.parameters["shore.luck"]
    assert luck.sizes == {"draw": 7, "year": 5}
    assert luck.values.tobytes() == same.parameters["shore.luck"].values[:7].tobytes()


@pytest.mark.parametrize(
    ("options", "what"),
    [
        ({"draws": 0}, "draws is 0"),
        ({"draws": 1_000_001}, "draws is 1000001"),
        ({"seed": -1}, "seed is -1"),
        ({"seed": 2**63}, f"seed is {2**63}"),
    ],
)
def test_draws_and_seed_of_the_caller_have_bounds(isle, options, what):
    with pytest.raises(OutOfRange, match=what) as caught:
        isle.plan(**options)
    assert caught.value.mend.startswith("give ")


# What a run tells
def test_one_draw_of_a_distribution_is_told_to_be_one_chance_future(isle):
    plan = isle.plan(DRAWN.replace("n: 40", "n: 1"))
    assert plan.parameters["shore.luck"].sizes == {"draw": 1, "year": 5}
    assert plan.notes == ("one draw of shore.luck: this is one chance future, not the middle",)


def test_notes_say_on_whose_word_probabilities_stand(isle):
    plan = isle.plan(
        shore.ASSUME
        + """
issues:
  poll: {p: {x: 0.5, y: 0.5}, source: a survey}
  vote: {p: {x: 0.5, y: 0.5}, elicited: the mayor's guess}
  law: {p: {x: 0.5, y: 0.5}}
"""
    )
    assert plan.notes == (
        "probabilities of poll: a survey",
        "probabilities of vote are judged: the mayor's guess",
        "probabilities of law are judged, and nobody said why",
    )


def test_a_parameter_is_traced_to_the_file_of_the_chain_that_states_it(isle):
    base = shore.HEAD.replace("calm", "base") + shore.ASSUME + TREE
    (isle.folder / "base.yaml").write_text(base)
    plan = isle.plan(
        "assume: {shore.luck: {scale: 1.5, elicited: {reason: the fisher, range: [1, 2]}}}",
        head="scenario: calm\nbase: base\n",
    )
    luck, gift, rain = (plan.origins[f"shore.{name}"] for name in ("luck", "gift", "rain"))
    assert luck["assumed"] == {
        "in scenario": "calm",
        "scale": 1.5,
        "elicited": {"reason": "the fisher", "range": [1.0, 2.0]},
    }
    assert luck["sources"][0] == {"citation": "The almanac", "known_from": "2000-01-01"}
    assert gift["assumed"] == {"in scenario": "base", "value": 1.0, "source": "a letter"}
    assert rain["effects"] == [
        {"outcome": "poll=wet", "in scenario": "base", "scale": 2.0, "source": "a survey"}
    ]
    assert rain["sources"][0]["table"] == "rainfall"
    assert rain["made by"].endswith("blocks:rain")


@pytest.mark.parametrize(
    "change",
    [
        "{value: 3, from: 2027-07-01, until: 2027-12-31, source: abc}",
        "{path: {2030-06-01: 3}, source: abc}",
        "{shift: 1, from: 2029-02-01, until: 2029-03-01, source: abc}",
    ],
)
def test_a_change_that_reaches_no_period_is_refused(isle, change):
    with pytest.raises(UnusedName, match="in no year of the run"):
        isle.plan(f"assume:\n{shore.GIFT}  shore.luck: {change}\n")


def test_a_value_out_of_range_is_mended_in_the_scenario(isle):
    with pytest.raises(OutOfRange, match="say their `unit`") as refusal:
        isle.plan(shore.ASSUME + "  shore.luck: {value: 60, source: abc}\n")
    assert refusal.value.where.endswith("assume.shore.luck")
