"""Order, circles, and what the model tells of who makes and takes a variable."""

# ruff: noqa: E501  # one change, one line

from __future__ import annotations

from graphlib import TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.link import toy
from tests.link.planting import faults_of, planted

from bongsu.errors import (
    BongsuError,
    Circle,
    DuplicateName,
    FrequencyMismatch,
    UnknownName,
    UnusedName,
)
from bongsu.link import build
from bongsu.link.graph import circles, order, reach

GROWTH, HOME = "mill/growth.py", "town/household.py"
LAG = '@block(lag={"capital": Lag(1, initial="opening_capital")})'
SOLVE = 'solve("price", "demand", start={"price": "first_price"}, tolerance=1e-12)'

NAMES = "abcdef"
graphs = st.fixed_dictionaries({name: st.sets(st.sampled_from(NAMES)) for name in NAMES})


@given(graphs)
def test_a_circle_is_a_group_in_which_all_reach_each_other(graph):
    found = circles(graph)
    together = {
        frozenset({name, *(other for other in reach(name, graph) if name in reach(other, graph))})
        for name in NAMES
        if name in reach(name, graph)
    }
    assert {frozenset(group) for group in found} == together


@given(graphs)
def test_order_puts_needs_first_or_names_a_true_circle(graph):
    ordered, circle = order(graph)
    if circle:
        assert circle[0] == circle[-1]
        assert all(one in graph[two] for one, two in pairwise(circle))
        assert circles(graph)
    else:
        place = {name: number for number, name in enumerate(ordered)}
        assert all(place[need] < place[name] for name in graph for need in graph[name])
        assert not circles(graph)


def test_every_step_comes_after_what_it_takes(island):
    there = {name for name, variable in island.variables.items() if variable.parameter}
    for step in island.steps:
        assert there.issuperset(step.inputs)
        there.update(step.outputs)
    assert there == set(island.variables)


def test_outputs_restrict_steps_parameters_and_checks(island):
    model = build(island.systems, ["town.savings"])
    assert [step.name for step in model.steps] == [
        "port.takings",
        "port.harbour_fund",
        "town.savings",
    ]
    assert model.parameters == ("port.fare", "port.opening_fund", "port.passengers")
    assert model.checks == ()
    assert model.starts == {"quarter": "2025Q1", "year": 2025}
    assert build(island.systems, ["port.takings"]).starts == {"quarter": "2025Q1"}
    assert build(island.systems, ["town.tax"]).checks == island.checks


def test_a_parameter_can_be_asked_for(island):
    model = build(island.systems, ["town.tax_share"])
    assert (model.steps, model.parameters) == ((), ("town.tax_share",))


def test_the_model_tells_who_makes_and_who_takes_a_variable(island):
    assert island.makers("town.tax") == ("town.taxed",)
    assert island.makers("town.benefit") == ("town.benefit_of_old", "town.benefit_reformed")
    assert island.makers("town.people") == ()
    assert set(island.takers("mill.output")) == {"mill.investment", "town.taxed", "town.balance"}
    assert set(island.takers("mill.opening_capital")) == {"mill.output", "mill.capital"}
    assert island.takers("town.first_price") == ("town.price+town.demand",)
    with pytest.raises(UnknownName, match=r"did you mean `town\.tax`"):
        island.makers("town.taxx")


def test_ancestors_and_descendants_are_each_other_turned_round(island):
    for name in island.variables:
        assert all(name in island.descendants(other) for other in island.ancestors(name))
        assert all(name in island.ancestors(other) for other in island.descendants(name))
    assert "port.fare" in island.ancestors("town.rich_year")
    assert "port.opening_fund" not in island.ancestors("town.rich_year")
    assert island.descendants("port.opening_fund") == {"port.harbour_fund", "town.savings"}


CIRCLES = {
    "a circle without a lag": (
        ((GROWTH, LAG + "\ndef output", "@block\ndef output"),
         (GROWTH, LAG + "\ndef capital(capital: Stock, investment", "@block\ndef capital(investment"),
         (GROWTH, "return capital * (1 - wear_pct) + investment", "return investment * (1 - wear_pct)")),
        {"mill.output", "mill.investment", "mill.capital"},
    ),
    "a circle without its solve block": (((HOME, SOLVE, ""),), {"town.price", "town.demand"}),
    "a circle through two systems": (
        (("mill/variables.yaml", "needs:", "needs:\n  town.tax: {unit: billion won/year, frequency: year}"),
         (GROWTH, "def output(capital: Stock", "def output(town__tax: Flow, capital: Stock")),
        {"mill.output", "town.tax"},
    ),
    "a block that takes what it makes": (
        ((HOME, "def price(demand: Flow)", "def price(price: Index)"), (HOME, SOLVE, "")),
        {"town.price"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CIRCLES)
def test_a_circle_is_named_from_variable_to_variable(tmp_path, name):
    changes, members = CIRCLES[name]
    with planted(tmp_path, *changes) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    (fault,) = [fault for fault in faults_of(hit.value) if isinstance(fault, Circle)]
    path = fault.what.removeprefix("circle: ").split(" -> ")
    assert path[0] == path[-1]
    assert set(path) == members
    assert len(path) == len(members) + 1


def test_circles_that_have_nothing_in_common_are_all_named(tmp_path):
    changes = [change for name in ("a circle without a lag", "a circle without its solve block")
               for change in CIRCLES[name][0]]  # fmt: skip
    with planted(tmp_path, *changes) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    named = [fault.what for fault in faults_of(hit.value) if isinstance(fault, Circle)]
    assert len(named) == 2
    assert any("mill.capital" in what for what in named)
    assert any("town.price" in what for what in named)


def test_a_solve_block_that_leaves_a_circle_open_to_nothing_is_refused(tmp_path):
    change = (HOME, "def price(demand: Flow)", "def price(income: Flow)")
    with planted(tmp_path, change) as systems, pytest.raises(UnusedName, match="form no circle"):
        build(systems)


def test_a_circle_that_begins_with_itself_is_refused(tmp_path):
    guess = (HOME, 'start={"price": "first_price"}', 'start={"price": "demand"}')
    unit = (HOME, "def demand(income: Flow, price: Index) -> Flow", "def demand(income: Flow, price: Index) -> Index")  # fmt: skip
    with planted(tmp_path, guess, unit) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    whats = [fault.what for fault in faults_of(hit.value) if isinstance(fault, Circle)]
    assert any("town.demand -> town.price -> town.demand" in what for what in whats)


SAY_WHAT_IS_MEANT = """
Yearly = Annotated[xr.DataArray, Edge("share", "year")]
@block
def left(right: Share) -> Share:
    return right
@block
def right(left: Yearly) -> Share:
    return left
solve("left", "right", start={"left": "guess"})
"""


def test_a_solved_circle_through_two_frequencies_is_refused():
    right = {"frequency": "quarter", "coarser": "mean"}
    guess = {"parameter": True, "frequency": None}
    with pytest.raises(FrequencyMismatch, match="several frequencies") as hit:
        toy.model(SAY_WHAT_IS_MEANT, left={}, right=right, guess=guess)
    for part in ("toy.left by year (share)", "toy.right by quarter (share)"):
        assert part in hit.value.what


def test_a_circle_is_solved_once(tmp_path):
    twice = (HOME, SOLVE, f"{SOLVE}\n{SOLVE.replace('1e-12', '1e-9')}")
    with planted(tmp_path, twice) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    whats = [fault.what for fault in faults_of(hit.value) if isinstance(fault, DuplicateName)]
    assert whats == ["town.price, town.demand: solved twice"]


def test_a_circle_through_two_frequencies_is_refused(tmp_path):
    changes = [
        ("port/ferry.py", "import Edge, block", "import Edge, Lag, block"),
        ("port/ferry.py", "@block\ndef fare_index(fare: Fare)", LAG.replace('capital"', 'mill__capital"', 1).replace("opening_capital", "opening_fund") + "\ndef fare_index(fare: Fare, mill__capital: Fund)"),
        ("port/ferry.py", 'Edge("million won")]', 'Edge("million won", "year", convert=True)]'),
        ("port/variables.yaml", "start: 2025Q1", "needs:\n  mill.capital: {unit: billion won, frequency: year}\nstart: 2025Q1"),
        ("mill/variables.yaml", "needs:", "needs:\n  port.fare_index: {unit: index, frequency: quarter}"),
        (GROWTH, "def investment(output: Flow", "def investment(port__fare_index: Share, output: Flow"),
    ]  # fmt: skip
    with planted(tmp_path, *changes) as systems, pytest.raises(BongsuError) as hit:
        build(systems)
    faults = [fault for fault in faults_of(hit.value) if isinstance(fault, FrequencyMismatch)]
    assert any("several frequencies" in fault.what for fault in faults)


LINKS = 1000


@pytest.mark.parametrize("numbers", [range(1, LINKS + 1), range(LINKS, 0, -1)])
def test_a_chain_of_a_thousand_blocks_is_ordered_however_it_is_declared(numbers):
    code = "\n".join(
        f"@block\ndef n{k}(n{k - 1}: Share) -> Share:\n    return n{k - 1}" for k in numbers
    )
    chain = toy.system(code, {f"n{k}": {"parameter": k == 0} for k in range(LINKS + 1)})
    linked = build([chain])
    assert [step.outputs for step in linked.steps] == [(f"toy.n{k}",) for k in range(1, LINKS + 1)]


def test_order_agrees_with_graphlib_on_a_long_chain():
    chain = {str(number): {str(number - 1)} for number in range(1, 3000)}
    assert order(chain) == (list(TopologicalSorter(chain).static_order()), [])
    assert circles(chain) == []
    assert len(circles({**chain, "0": {"2999"}})[0]) == 3000
