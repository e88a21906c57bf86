"""What a scenario says of the law: tables made anew, branch by branch, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.scenario import shore

from bongsu.errors import BadFile, BongsuError, NotKnownYet, OutOfRange, UnusedName
from bongsu.scenario.diff import diff_scenarios
from bongsu.scenario.files import read_scenario
from bongsu.scenario.run import run_plan

RAIN = [6, 7, 8, 9, 10]
DAM = "measures: [{id: dam, takes: 2, start: 2028, source: a plan}]\n"
ISSUE = "issues: {vote: {p: {no: 0.5, dam: 0.3, both: 0.2}, source: a survey}}\n"
OPEN = "{overrides: [{do: void, from: 2029}], source: a plan}"
BRANCHES = f"""
{ISSUE}
effects:
  vote=dam: {{measures: [{{id: dam, takes: 2, start: 2028}}], source: a plan}}
  vote=both:
    measures: [{{id: dam, takes: 3, start: 2027, source: a plan}}]
    overrides: [{{do: void, from: 2029, source: a plan}}]
"""


def rain(plan, **at):
    return plan.parameters["shore.rain"].sel(at).values.tolist()


def test_a_law_makes_what_is_taken_from_its_table_anew_and_nothing_else(isle):
    plan = isle.plan(shore.ASSUME + DAM)
    assert rain(plan) == [6, 7, 6, 7, 8]
    assert plan.parameters["shore.mesh"].identical(isle.plan().parameters["shore.mesh"])
    told = plan.origins["shore.rain"]["law"]
    assert told["in scenario"] == "calm"
    assert told["measures"][0]["source"] == "a plan"


def test_outcomes_lead_to_laws_of_their_own(isle):
    plan = isle.plan(shore.ASSUME + BRANCHES)
    assert rain(plan, vote="no") == RAIN
    assert rain(plan, vote="dam") == [6, 7, 6, 7, 8]
    assert rain(plan, vote="both") == [6, 4, 5, 7, 8]
    told = plan.origins["shore.rain"]["law by outcome"]
    assert [one["outcome"] for one in told] == ["vote=dam", "vote=both"]
    assert told[0]["source"] == "a plan"


def test_what_an_effect_says_of_the_law_comes_on_top_of_what_the_file_says(isle):
    said = DAM + ISSUE + f"effects: {{vote=both: {OPEN}}}"
    plan = isle.plan(shore.ASSUME + said)
    assert rain(plan, vote="no") == [6, 7, 6, 7, 8]
    assert rain(plan, vote="both") == [6, 7, 6, 8, 9]


def test_an_assumption_and_an_effect_change_what_the_law_gives(isle):
    body = f"assume:\n{shore.GIFT}  shore.rain: {{scale: 2, source: abc}}\n" + DAM + ISSUE
    plan = isle.plan(body + "effects: {vote=dam: {shore.rain: {shift: 1}, source: abc}}")
    assert rain(plan, vote="no") == [12, 14, 12, 14, 16]
    assert rain(plan, vote="dam") == [13, 15, 13, 15, 17]


def test_draws_take_the_law_of_the_outcome_that_they_have(isle):
    body = shore.DRAWN.replace("n: 40", "n: 40, cells: 500") + BRANCHES
    plan = isle.plan(body)
    assert plan.parameters["shore.rain"].dims == ("draw", "year")
    found = {tuple(row) for row in plan.parameters["shore.rain"].values.tolist()}
    assert found <= {tuple(RAIN), (6, 7, 6, 7, 8), (6, 4, 5, 7, 8)}
    assert len(found) > 1


def test_blocks_see_the_law(isle):
    found = run_plan(isle.plan(shore.ASSUME + BRANCHES, outputs=["shore.harvest"]))
    plain = run_plan(isle.plan(outputs=["shore.harvest"]))
    gone = found["shore.harvest"].sel(vote="dam") - plain["shore.harvest"]
    assert gone.values.tolist() == pytest.approx([0, 0, -1.2, -1.2, -1.2])


def test_a_file_says_the_law_of_its_base_anew_or_takes_it_away(isle):
    shore.put(isle.folder, shore.ASSUME + DAM, name="dammed")
    head = "scenario: leaf\nbase: dammed\n"
    assert rain(isle.plan("", head=head)) == [6, 7, 6, 7, 8]
    other = DAM.replace("takes: 2", "takes: 5")
    assert rain(isle.plan(other, head=head)) == [6, 7, 3, 4, 5]
    assert rain(isle.plan("measures: null", head=head)) == RAIN


def test_a_base_that_knows_later_is_refused_and_one_laid_beneath_left_out(isle):
    later = shore.HEAD.replace("2026-02-11", "2026-06-01")
    base = shore.put(isle.folder, shore.ASSUME + DAM, head=later, name="later")
    with pytest.raises(BongsuError) as caught:
        isle.plan("", head="scenario: leaf\nbase: later\nas_of: 2026-02-11\n")
    assert any(
        isinstance(fault, NotKnownYet) and "states measures" in fault.what
        for fault in shore.faults_of(caught.value)
    )
    leaf = shore.put(isle.folder, shore.ASSUME, name="leaf")
    under = read_scenario(leaf, folders=[isle.folder], beneath=base)
    assert under.measures == ()
    assert any("says measures" in note for note in under.left_out)


def test_two_scenarios_differ_by_their_laws(isle):
    one = shore.read(isle.folder, shore.ASSUME)
    other = shore.read(isle.folder, shore.ASSUME + DAM)
    assert [found.what for found in diff_scenarios(one, other)] == ["measures"]


# What is refused
@pytest.mark.parametrize(
    ("body", "what", "where"),
    [
        ("measures: {id: dam}", "is no list", "measures"),
        ("measures: [{id: dam, takes: 2, start: 2028}]", "nobody's word", "measures 1"),
        (ISSUE + "effects: {vote=dam: {overrides: [{from: 2029}]}}", "nobody's word",
         "effects.vote=dam, overrides 1"),
        (ISSUE + "effects: {vote=dam: {overides: [], source: abc}}", "unknown key", "overides"),
        (ISSUE + "effects: {vote=dam: {overrides: [], source: abc}}", "no parameter", "vote=dam"),
        (ISSUE + f"effects: {{vote=dam: {OPEN[:-1]}, from: 2029}}}}", "`from` dates", "vote=dam"),
        (ISSUE.replace("source", "when: {2028: 1}, source") + f"effects: {{vote=dam: {OPEN}}}",
         "has a window", "vote=dam"),
    ],
)  # fmt: skip
def test_what_the_file_may_not_say_of_the_law_is_refused(refused, body, what, where):
    (fault,) = refused(shore.ASSUME + body)
    assert what in fault.what
    assert where in fault.where


def test_a_fault_of_the_law_is_told_once_and_by_the_outcome_that_has_it(isle):
    bad = f"{ISSUE}effects: {{vote=dam: {{measures: [{{id: dam}}], source: abc}}}}"
    with pytest.raises(BadFile, match="takes nothing") as caught:
        isle.plan(shore.ASSUME + bad)
    assert caught.value.where.endswith("vote=dam, measures 1")


def test_a_law_that_reaches_no_output_is_refused(isle):
    with pytest.raises(UnusedName, match="none of the outputs"):
        isle.plan(DAM + "outputs: [shore.nets]")
    assert isle.plan(DAM, outputs=["shore.nets"])


def test_a_law_is_refused_where_no_system_holds_one(isle):
    lawless = tuple(replace(system, remakes=()) for system in isle.systems)
    with pytest.raises(BadFile, match="no system here holds a law"):
        shore.Shore(lawless, isle.catalog, isle.folder).plan(shore.ASSUME + DAM)


def test_more_laws_than_can_be_made_are_refused(isle):
    outcomes = ", ".join(f"o{n}: 0" for n in range(1, 11))
    issues = "\n".join(f"  i{n}: {{p: {{o0: 1, {outcomes}}}, source: abc}}" for n in range(2))
    effects = "\n".join(f"  i{n}=o1: {OPEN}" for n in range(2))
    with pytest.raises(OutOfRange, match="121 laws"):
        isle.plan(f"{shore.ASSUME}issues:\n{issues}\neffects:\n{effects}\n")
