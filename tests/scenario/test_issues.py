"""Issues and the weights that they add up to, held against an enumeration by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.scenario.issues import MAX_WINDOW, Issue
from bongsu.scenario.tree import conditional, conditions_of, dimensions, joint_weights

COIN = "p: {x: 0.5, y: 0.5}"


@st.composite
def chances(draw, labels):
    parts = draw(st.lists(st.integers(0, 9), min_size=len(labels), max_size=len(labels)))
    total = sum(parts) or 1
    parts = parts if sum(parts) else [1, *parts[1:]]
    return {label: part / total for label, part in zip(labels, parts, strict=True)}


@st.composite
def trees(draw):
    """Draw issues as a file states them, in an order in which none need come before its given."""
    names = [f"issue-{number}" for number in range(draw(st.integers(1, 4)))]
    outcomes = {name: [f"o{n}" for n in range(draw(st.integers(2, 3)))] for name in names}
    stated = {}
    for place, name in enumerate(names):
        above = draw(st.permutations(names[:place]))[: draw(st.integers(0, 2))]
        said = {"given": above} if above else {}

        def nested(left, leaf=outcomes[name]):
            if not left:
                return draw(chances(leaf))
            labels = draw(st.permutations(outcomes[left[0]]))
            return {outcome: nested(left[1:]) for outcome in labels}

        said["p"] = nested(above)
        if draw(st.booleans()):
            said["when"] = draw(chances(["2027", "2029", "2028"][: draw(st.integers(1, 3))]))
        stated[name] = said
    return {name: stated[name] for name in draw(st.permutations(names))}


def probability_by_hand(stated, case) -> float:
    """Multiply along the tree: each issue's probability given what the others came to."""
    product = 1.0
    for name, said in stated.items():
        table = said["p"]
        for above in said.get("given", ()):
            table = table[case[above]]
        product *= table[case[name]] * said.get("when", {None: 1.0})[case.get(f"{name}-when")]
    return product


@given(trees())
def test_joint_weights_are_the_products_along_the_tree_and_sum_to_one(stated):
    issues = {name: Issue.model_validate(said) for name, said in stated.items()}
    weights, tree = joint_weights(issues), dimensions(issues)
    assert weights.dims == tuple(tree)
    assert float(weights.sum()) == pytest.approx(1.0, abs=1e-12)
    for labels in itertools.product(*tree.values()):
        case = dict(zip(tree, labels, strict=True))
        by_hand = probability_by_hand(stated, case)
        assert float(weights.sel(case)) == pytest.approx(by_hand, abs=1e-15)


@given(trees())
def test_weights_hold_the_conditional_probabilities_that_were_stated(stated):
    issues = {name: Issue.model_validate(said) for name, said in stated.items()}
    weights = joint_weights(issues)
    for name, issue in issues.items():
        kept = [*issue.given, name]
        together = weights.sum([dim for dim in weights.dims if dim not in kept])
        above = together.sum(name)
        shares = (together / above.where(above > 0)).transpose(*kept)
        stated_shares = conditional(name, issues).where(above > 0).transpose(*kept)
        np.testing.assert_allclose(shares.values, stated_shares.values, atol=1e-12)


def test_without_issues_there_is_one_branch_of_weight_one():
    weights = joint_weights({})
    assert (weights.dims, float(weights)) == ((), 1.0)


def test_a_window_of_periods_is_equally_likely_in_each():
    issue = Issue.model_validate(
        {"p": {"x": 1, "y": 0}, "when": {"start": "2026Q3", "end": "2027Q1"}}
    )
    assert issue.times == dict.fromkeys(["2026Q3", "2026Q4", "2027Q1"], 1 / 3)


@pytest.mark.parametrize("name", ["yes", "no", "2030", "true", "null-hypothesis", "1.5", "개정"])
def test_an_outcome_may_be_called_like_a_word_of_yaml_and_is_found_by_that_name(isle, name):
    plan = isle.plan(
        f"""{"assume: {shore.gift: {value: 1, source: a letter}}"}
issues: {{poll: {{p: {{{name}: 0.25, other: 0.75}}, source: a survey}}}}
effects: {{poll={name}: {{shore.gift: 5, source: a survey}}}}"""
    )
    gift = plan.parameters["shore.gift"]
    assert gift.sel(poll=name).values.tolist() == [5.0] * 5
    assert gift.sel(poll="other").values.tolist() == [1.0] * 5
    assert float(plan.weights.sel(poll=name)) == 0.25


def test_several_conditions_may_be_written_in_any_order_and_spacing():
    wanted = {"law": "new", "births": "low"}
    for key in ("law=new & births=low", "births=low&law=new", " law = new  &  births = low "):
        assert conditions_of(key) == wanted


LONG = "z" * 61
FAULTS = [  # what the issue says, what the fault says, how it is mended
    ("p: {x: 0.5, y: 0.4}", "sum to 0.9, not to 1", "change them by 0.1"),
    ("p: {x: 0.5, y: 0.5, z: 0.000001}", "sum to 1.000001", "change them by -1e-06"),
    ("p: {x: 1.5, y: -0.5}", "probability of x is 1.5", "0 to 1"),
    ("p: {x: .nan, y: 0.5}", "probability of x is nan", "0 to 1"),
    ("p: {x: .inf, y: 0.5}", "probability of x is inf", "0 to 1"),
    ("p: {x: half, y: 0.5}", "probability of x is half, not a number", "write a number"),
    ("p: {x: true, y: 0.5}", "probability of x is True, not a number", "write a number"),
    ("p: {x: {y: 1, z: 0}, w: 0}", "not a number", "`given` lists one issue for each level"),
    ("p: {x: 1}", "an issue with 1 outcome", "two outcomes or more"),
    ("p: {}", "an issue with 0 outcome", "two outcomes or more"),
    ("{}", "Field required", "add the key"),
    ("p: [x, y]", "['x', 'y'] holds no outcomes", "write `p: {struck: 0.7"),
    ("p: {null: 0.5, y: 0.5}", "'None' cannot be the name of an outcome", "write text"),
    ("p: {a&b: 0.5, y: 0.5}", "'a&b' cannot be the name of an outcome", "without `&` and `=`"),
    ("p: {a=b: 0.5, y: 0.5}", "'a=b' cannot be the name of an outcome", "without `&` and `=`"),
    (f"p: {{{LONG}: 0.5, y: 0.5}}", "cannot be the name of an outcome", "at most 60"),
    ('p: {"a\\nb": 0.5, y: 0.5}', "cannot be the name of an outcome", "write text"),
    ('p: {"": 0.5, y: 0.5}', "cannot be the name of an outcome", "write text"),
    ("p: {2030: 0.5, '2030': 0.5}", "outcome 2030 is written twice", "keep one"),
    ("given: [coin], p: {x: 0.5, y: 0.5}", "x holds 0.5, not probabilities", "nest 1 more"),
    ("given: [coin], p: {x: {}, y: {}}", "an issue with 0 outcome given x", "two outcomes"),
    ("given: [coin], p: {}", "no probabilities", "for every outcome given"),
    (
        "given: [coin], p: {x: {up: 1, down: 0}, y: {up: 1, dwon: 0}}",
        "outcome dwon given y is not among those of the first case",
        "did you mean `down`?",
    ),
    (
        "given: [coin], p: {x: {up: 1, down: 0}, y: {up: 1}}",
        "outcome down has no probability given y",
        "those of no probability as 0",
    ),
    (
        "given: [coin], p: {x: {up: 1, down: 0}, y: {up: 0.5, down: 0.4}}",
        "probabilities given y sum to 0.9",
        "change them by 0.1",
    ),
    ("given: [coin, coin], p: {x: {x: {a: 1, b: 0}}}", "lists an issue twice", "keep one"),
    (f"{COIN}, when: {{2027: 0.5, 2028: 0.4}}", "sum to 0.9", "change them by 0.1"),
    (f"{COIN}, when: {{2027: 0.5, 2027Q1: 0.5}}", "begin on the same day", "keep one of the two"),
    (f"{COIN}, when: {{2027: often}}", "'often' is not a number", "write a plain one"),
    (f"{COIN}, when: {{2027-13: 1}}", "'2027-13' is not a period", "write a year 2026"),
    (f"{COIN}, when: {{}}", "holds no periods", "write at least one"),
    (f"{COIN}, when: 2027", "2027 holds no periods", "write at least one"),
    (f"{COIN}, when: {{start: 2027, edn: 2028}}", "unknown key `edn`", "did you mean `end`?"),
    (f"{COIN}, when: {{start: 2028, end: 2027}}", "runs from 2028 to 2027", "the earlier first"),
    (f"{COIN}, when: {{start: 2027, end: 2028Q1}}", "runs from 2027 to 2028Q1", "of one length"),
    (
        f"{COIN}, when: {{start: 2026-01-01, end: 2028-12-31}}",
        "the window holds 1096 periods",
        f"at most {MAX_WINDOW}",
    ),
    (f"{COIN}, whne: 3", "unknown key `whne`", "did you mean `when`?"),
    (f"{COIN}, elicited: {{reson: because}}", "unknown key `reson`", "did you mean `reason`?"),
    (
        f"{COIN}, elicited: {{reason: because, range: [3, 1]}}",
        "range runs from 3 down to 1",
        "lower bound first",
    ),
]


@pytest.mark.parametrize(("said", "what", "mend"), FAULTS)
def test_a_faulty_issue_is_refused_where_it_stands(refused, said, what, mend):
    said = said if said == "{}" else f"{{{said}}}"
    faults = refused(f"issues: {{coin: {{{COIN}}}, poll: {said}}}")
    fault = next(fault for fault in faults if what in fault.what)
    assert "calm.yaml, issues.poll" in fault.where
    assert mend in fault.mend


@pytest.mark.parametrize("name", ["Poll", "a_b", "1a", "a--b", "-a", "a b", "n" * 81, "가"])
def test_an_issue_needs_a_plain_name(refused, name):
    (fault,) = refused(f"issues: {{{name}: {{{COIN}}}}}")
    assert "cannot be the name of an issue" in fault.what
    assert fault.where.endswith(f"issues.{name[:80]}")
    assert "`pension-law`" in fault.mend


@pytest.mark.parametrize(
    "name", ["draw", "year", "quarter", "month", "day", "quantile", "value", "unit", "variable"]
)
def test_an_issue_cannot_be_called_as_results_call_a_dimension_or_column(refused, name):
    (fault,) = refused(f"issues: {{{name}: {{{COIN}}}}}")
    assert f"{name} is what results call something else" in fault.what
    assert fault.where.endswith(f"calm.yaml, issues.{name}")


def test_an_issue_cannot_be_called_as_another_ones_window(refused):
    (fault,) = refused(f"issues: {{vote: {{{COIN}, when: {{2027: 1}}}}, vote-when: {{{COIN}}}}}")
    assert "vote-when is the dimension of when vote comes" in fault.what


def test_an_unknown_issue_in_given_is_refused_with_the_nearest(refused):
    (fault,) = refused(
        f"issues: {{law: {{{COIN}}}, vote: {{given: [lwa], p: {{x: {{a: 1, b: 0}}}}}}}}"
    )
    assert "vote is given lwa, which is no issue" in fault.what
    assert (fault.mend, fault.where.endswith("issues.vote")) == ("did you mean `law`?", True)


def test_probabilities_for_an_outcome_that_the_given_issue_lacks_are_refused(refused):
    nested = "{x: {a: 1, b: 0}, yy: {a: 1, b: 0}}"
    (fault,) = refused(f"issues: {{law: {{{COIN}}}, vote: {{given: [law], p: {nested}}}}}")
    assert "probabilities for yy, which is no outcome of law" in fault.what
    assert fault.mend.startswith(("did you mean", "known are: x, y"))


def test_a_case_without_probabilities_is_refused_and_others_are_counted(refused):
    three = "{p: {x: 0.2, y: 0.3, z: 0.5}}"
    (fault,) = refused(
        f"issues: {{law: {three}, vote: {{given: [law], p: {{x: {{a: 1, b: 0}}}}}}}}"
    )
    assert "vote has no probabilities given y, and in 1 other cases" in fault.what
    assert "every outcome of law" in fault.mend


def test_given_clauses_that_form_a_circle_are_refused_by_name(refused):
    def given_by(other: str) -> str:
        return f"{{given: [{other}], p: {{x: {{x: 1, y: 0}}, y: {{x: 0, y: 1}}}}}}"

    (fault,) = refused(f"issues: {{a: {given_by('c')}, b: {given_by('a')}, c: {given_by('b')}}}")
    assert "given-clauses form a circle" in fault.what
    assert all(f"{name} -> " in fault.what for name in "abc")
    (own,) = refused(f"issues: {{a: {given_by('a')}}}")
    assert "a -> a" in own.what


@pytest.mark.parametrize(
    "issues",
    [
        "".join(f"  i{n}: {{{COIN}}}\n" for n in range(30)),
        "".join(f"  i{n}: {{{COIN}}}\n" for n in range(3000)),
        "".join(
            f"  i{n}: {{{COIN}, when: {{start: 2026-01-01, end: 2026-12-31}}}}\n" for n in range(3)
        ),
        f"  i: {{p: {{x: 0, {', '.join(f'o{n}: 0' for n in range(1_000_000 // 60))}, y: 1}}}}\n"
        + "".join(f"  i{n}: {{{COIN}}}\n" for n in range(7)),
    ],
    ids=["2**30", "2**3000", "732**3", "16668 * 2**7"],
)
def test_more_branches_than_fit_are_refused_before_any_is_made(refused, issues):
    (fault,) = refused(f"issues:\n{issues}")
    assert "more than 1,000,000 combinations of outcomes" in fault.what
    assert fault.where.endswith("calm.yaml, issues")


def test_cases_that_a_hostile_file_leaves_out_are_not_enumerated(refused):
    many = ", ".join(f"o{n}: {int(n == 0)}" for n in range(30))
    names = [f"i{n}" for n in range(18)]
    path = "{o0: " * 18 + "{a: 1, b: 0}" + "}" * 18
    issues = "".join(f"  {name}: {{p: {{{many}}}}}\n" for name in names)
    (fault,) = refused(f"issues:\n{issues}  last: {{given: [{', '.join(names)}], p: {path}}}\n")
    assert "more than 1,000,000 combinations" in fault.what  # of which 30**18 were not listed
