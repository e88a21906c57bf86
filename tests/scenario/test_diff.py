"""How two scenarios differ, entry by entry."""

from __future__ import annotations

import json

import pytest
from tests.scenario import shore

from bongsu.scenario.diff import ABSENT, diff_scenarios
from bongsu.scenario.files import read_scenario

BODY = """
draws: {n: 5, seed: 7}
assume: {toy.rain: {value: 1, source: a letter}}
issues: {poll: {p: {x: 0.5, y: 0.5}}, vote: {p: {x: 0.5, y: 0.5}}}
effects:
  poll=x & vote=y: {toy.sun: 4, toy.fog: {shift: 1, from: 2027}, source: a letter}
outputs: [toy.harvest]
"""


def compared(tmp_path, old: str = "", new: str = "") -> list[tuple[str, object, object]]:
    text = shore.HEAD + BODY
    assert old in text
    one = shore.read(tmp_path, text, head="", name="one")
    other = shore.read(tmp_path, text.replace(old, new) if old else text, head="", name="other")
    found = diff_scenarios(one, other)
    json.dumps([[item.one, item.other] for item in found])  # plain values, as `--json` needs
    return [(item.what, item.one, item.other) for item in found]


def test_equal_scenarios_do_not_differ(tmp_path):
    assert compared(tmp_path) == []


def test_a_child_that_changes_nothing_does_not_differ_from_its_base(tmp_path):
    base = shore.put(tmp_path, BODY, name="calm")
    (tmp_path / "child.yaml").write_text("scenario: child\nbase: calm")
    one, other = (read_scenario(p, folders=[]) for p in (base, tmp_path / "child.yaml"))
    assert diff_scenarios(one, other) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("scenario: calm", "scenario: storm"),
        ("poll=x & vote=y", "vote = y&poll=x"),
        ("toy.sun: 4", "toy.sun: {value: 4.0}"),
        ("shift: 1, from: 2027", "shift: 1.0, from: '2027', interpolate: step"),
    ],
)
def test_another_way_to_write_the_same_is_no_difference(tmp_path, old, new):
    assert compared(tmp_path, old, new) == []


RAIN = {"source": "a letter", "value": 1.0}
SUN, FOG = "effects.poll=x & vote=y.toy.sun", "effects.poll=x & vote=y.toy.fog"


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("A calm decade", "A storm", [("title", "A calm decade", "A storm")]),
        ("02-11", "02-12", [("as_of", "2026-02-11", "2026-02-12")]),
        ("end: 2030", "end: 2040", [("horizon.end", "2030", "2040")]),
        ("n: 5, seed: 7", "n: 6, seed: 8", [("draws.n", 5, 6), ("draws.seed", 7, 8)]),
        ("seed: 7", "seed: 7, cells: 99", [("draws.cells", 20_000_000, 99)]),
        ("value: 1", "value: 2", [("assume.toy.rain", RAIN, {**RAIN, "value": 2.0})]),
        (
            "toy.rain: {value: 1, source: a letter}",
            "toy.wind: {value: 1, source: a letter}",
            [("assume.toy.rain", RAIN, ABSENT), ("assume.toy.wind", ABSENT, RAIN)],
        ),
        (
            "vote: {p: {x: 0.5, y: 0.5}}",
            "vote: {p: {x: 0.25, y: 0.75}}",
            [("issues.vote", {"p": {"x": 0.5, "y": 0.5}}, {"p": {"x": 0.25, "y": 0.75}})],
        ),
        (
            "toy.sun: 4",
            "toy.sun: 5",
            [(SUN, {"source": "a letter", "value": 4.0}, {"source": "a letter", "value": 5.0})],
        ),
        (
            "from: 2027}, source: a letter",
            "from: 2028, source: a survey}, source: a letter",
            [
                (
                    FOG,
                    {"source": "a letter", "shift": 1.0, "from": "2027"},
                    {"source": "a survey", "shift": 1.0, "from": "2028"},
                )
            ],
        ),
        ("[toy.harvest]", "[]", [("outputs", ["toy.harvest"], [])]),
    ],
)
def test_each_difference_is_told_with_both_sides(tmp_path, old, new, wanted):
    assert compared(tmp_path, old, new) == wanted


def test_the_order_of_outcomes_is_no_difference_and_that_of_outputs_is(tmp_path):
    assert compared(tmp_path, "poll: {p: {x: 0.5, y: 0.5}}", "poll: {p: {y: 0.5, x: 0.5}}") == []
    assert len(compared(tmp_path, "[toy.harvest]", "[toy.harvest, toy.feast]")) == 1
