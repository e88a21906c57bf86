"""Scenario files: what is read, and what is inherited."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.scenario import shore

from bongsu.errors import BadFile, BongsuError, Circle, UnknownName
from bongsu.scenario.files import find_scenario, read_scenario
from bongsu.scenario.scenarios import DEFAULT_CELLS

COIN = "p: {x: 0.5, y: 0.5}"
RAIN = "{value: 1, source: a letter}"


# What is read
def test_a_file_says_only_what_it_must_and_the_rest_is_plain(tmp_path):
    path = tmp_path / "bare.yaml"
    path.write_text("scenario: bare\nas_of: 2026-02-11\nhorizon: {start: 2026Q1, end: 2027Q4}")
    found = read_scenario(path, folders=[])
    assert (found.scenario, found.title, found.base) == ("bare", "bare", None)
    assert (found.as_of, found.horizon.labels()[0]) == (date(2026, 2, 11), "2026Q1")
    assert (found.n, found.seed, found.cells) == (1, 0, DEFAULT_CELLS)
    assert (found.assume, found.issues, found.effects, found.outputs) == ({}, {}, {}, ())


def test_what_an_effect_says_of_all_its_changes_holds_for_each(tmp_path):
    found = shore.read(
        tmp_path,
        f"""issues: {{poll: {{{COIN}}}}}
effects:
  poll=x:
    from: 2027
    until: 2028
    source: a letter
    toy.rain: 3
    toy.luck: {{shift: 1, until: 2029, source: another letter}}""",
    )
    rain, luck = found.effects["poll=x"].changes.values()
    assert (rain.value, rain.first, rain.until) == (3.0, "2027", "2028")
    assert (luck.shift, luck.first, luck.until) == (1.0, "2027", "2029")


# Bases
BASE = f"""
scenario: base
title: The base
as_of: 2026-02-11
horizon: {{start: 2026, end: 2040}}
draws: {{n: 50, seed: 7}}
assume:
  toy.rain: {RAIN}
  toy.wind: {{path: {{2039: 2}}, source: a letter}}
issues: {{poll: {{{COIN}}}, vote: {{{COIN}}}}}
effects:
  poll=x: {{toy.luck: 3, from: 2038, source: a letter}}
  poll=x & vote=y: {{toy.sun: 4, source: a letter}}
outputs: [toy.harvest]
"""


def child(tmp_path, body: str, *, base: str = BASE, name: str = "child"):
    (tmp_path / "base.yaml").write_text(base)
    head = f"scenario: {name}\nbase: base\n"
    return shore.read(tmp_path, body, head=head, name=name)


def test_a_child_says_only_what_differs(tmp_path):
    found = child(
        tmp_path,
        """title: The child
draws: {n: 60}
assume: {toy.rain: {value: 5, source: a letter}, toy.fog: {value: 6, source: a letter}}
issues: {poll: {p: {x: 0.9, y: 0.1}}}
effects: {vote = y&poll = x: {toy.sun: 9, source: a letter}}""",
    )
    assert (found.title, found.base, found.n, found.seed) == ("The child", "base", 60, 7)
    assert {name: change.value for name, change in found.assume.items()} == {
        "toy.rain": 5.0,
        "toy.wind": None,
        "toy.fog": 6.0,
    }
    assert found.issues["poll"].p == {"x": 0.9, "y": 0.1}
    assert found.issues["vote"].p == {"x": 0.5, "y": 0.5}
    # written in another order, it is the same effect and replaces the base's
    assert [effect.changes for effect in found.effects.values()][1]["toy.sun"].value == 9.0
    assert len(found.effects) == 2
    assert found.outputs == ("toy.harvest",)
    assert found.homes["toy.wind"] == "base"
    assert found.homes["toy.rain"] == "child"


def test_null_takes_an_inherited_entry_away(tmp_path):
    found = child(
        tmp_path,
        "assume: {toy.wind: null}\nissues: {vote: null}\neffects: {vote=y & poll=x: null}\n"
        "outputs: []",
    )
    assert set(found.assume) == {"toy.rain"}
    assert set(found.issues) == {"poll"}
    assert set(found.effects) == {"poll=x"}
    assert found.outputs == ()


def test_a_child_may_shorten_the_horizon_though_its_bases_dates_lie_beyond(tmp_path):
    found = child(tmp_path, "horizon: {end: 2030}")
    assert (found.start, found.end) == ("2026", "2030")
    assert found.assume["toy.wind"].path == {"2039": 2.0}


def test_dates_of_the_child_itself_must_lie_within_the_shorter_horizon(tmp_path):
    with pytest.raises(BongsuError, match="2039 outside the horizon 2026 to 2030") as caught:
        child(tmp_path, "horizon: {end: 2030}\nassume: {toy.fog: {path: {2039: 1}, source: abc}}")
    assert caught.value.where.endswith("child.yaml, assume.toy.fog")


def test_a_lab_may_replace_a_scenario_by_one_that_rests_on_it(tmp_path):
    lab, shipped = tmp_path / "lab", tmp_path / "shipped"
    lab.mkdir()
    shipped.mkdir()
    (shipped / "base.yaml").write_text(BASE)
    (lab / "base.yaml").write_text("scenario: base\nbase: base\ntitle: Mine")
    found = read_scenario(find_scenario("base", [lab, shipped]), folders=[lab, shipped])
    assert (found.title, found.n) == ("Mine", 50)


# What is laid beneath
UNDER = """scenario: under
as_of: 2026-02-11
horizon: {start: 2026, end: 2040}
draws: {n: 400}
assume:
  toy.rain: {value: 9, source: under}
  toy.wind: {value: 9, source: under, known_from: 2020-01-01}
  toy.fog: {value: 9, source: under, known_from: 2025-06-01}"""


def laid_over(folder, body, as_of="2026-02-11"):
    (folder / "under.yaml").write_text(UNDER)
    (folder / "over.yaml").write_text(
        f"scenario: over\nas_of: {as_of}\nhorizon: {{start: 2026, end: 2030}}\n{body}"
    )
    return read_scenario(folder / "over.yaml", folders=[], beneath=folder / "under.yaml")


def test_what_lies_beneath_says_what_the_scenario_does_not(tmp_path):
    found = laid_over(tmp_path, f"assume: {{toy.rain: {RAIN}}}")
    assert (found.scenario, found.end, found.n) == ("over", "2030", 400)
    assert {name: change.value for name, change in found.assume.items()} == {
        "toy.rain": 1, "toy.wind": 9, "toy.fog": 9,
    }  # fmt: skip
    assert found.homes["toy.wind"] == "under"
    assert found.left_out == ()


def test_what_was_known_too_late_beneath_is_left_out_and_said(tmp_path):
    found = laid_over(tmp_path, "", as_of="2024-01-01")
    assert set(found.assume) == {"toy.wind"}  # the others were known in 2025 and 2026
    assert len(found.left_out) == 2
    assert found.left_out[0] == (
        "under says toy.rain with what was known on 2026-02-11, after 2024-01-01: left out"
    )


def test_a_null_for_what_no_base_has_is_a_misspelt_name(tmp_path):
    with pytest.raises(BongsuError) as caught:
        child(tmp_path, "assume: {toy.wnd: null}\nissues: {pol: null}\neffects: {poll=z: null}")
    wind, poll, effect = shore.faults_of(caught.value)
    assert (wind.what, wind.mend) == (
        "assume takes toy.wnd away, which no base has",
        "did you mean `toy.wind`?",
    )
    assert poll.where.endswith("child.yaml, issues.pol")
    assert poll.mend == "did you mean `poll`?"
    assert effect.mend == "did you mean `poll=x`?"


def test_an_issue_cannot_be_taken_away_while_effects_need_it(tmp_path):
    with pytest.raises(BongsuError, match="there is no issue vote") as caught:
        child(tmp_path, "issues: {vote: null}")
    assert caught.value.where.endswith("effects.poll=x & vote=y")


def test_bases_that_form_a_circle_are_named(tmp_path):
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"scenario: {name}\nbase: {base}")
    with pytest.raises(Circle, match="a -> b -> c -> a") as caught:
        read_scenario(tmp_path / "a.yaml", folders=[tmp_path])
    assert caught.value.where.endswith("a.yaml, base")


def test_a_chain_of_bases_has_an_end(tmp_path):
    for number in range(40):
        (tmp_path / f"s{number}.yaml").write_text(f"scenario: s{number}\nbase: s{number + 1}")
    with pytest.raises(Circle, match="longer than 16"):
        read_scenario(tmp_path / "s0.yaml", folders=[])


@pytest.mark.parametrize(
    "base", ["../secret", "/etc/passwd", "..", "a/b", "~", "Upper", "a b", "s" * 300, "a..b"]
)
def test_a_base_that_is_no_plain_name_is_refused(tmp_path, refused, base):
    (tmp_path.parent / "secret.yaml").write_text(BASE)
    (fault,) = refused("", head=f"scenario: calm\nbase: '{base}'\n")
    assert "cannot be the name of a scenario" in fault.what
    assert fault.where.endswith("calm.yaml, base")
    assert "no folder" in fault.mend


def test_a_base_is_never_looked_for_where_the_command_runs(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.yaml").write_text(BASE)
    monkeypatch.chdir(elsewhere)
    for base in ("secret", "secret.yaml"):
        with pytest.raises(UnknownName, match=f"there is no base {base}"):
            shore.read(tmp_path, "", head=f"scenario: calm\nbase: {base}\n")


def test_a_missing_base_is_refused_with_the_nearest(tmp_path):
    (tmp_path / "baseline.yaml").write_text(BASE)
    with pytest.raises(UnknownName, match="there is no base basline") as caught:
        shore.read(tmp_path, "", head="scenario: calm\nbase: basline\n")
    assert caught.value.mend == "did you mean `baseline`?"
    with pytest.raises(UnknownName, match="no base calm but this file"):
        shore.read(tmp_path, "", head="scenario: calm\nbase: calm\n")


def test_a_fault_in_a_base_names_the_base(tmp_path):
    with pytest.raises(BadFile, match="unknown key `tilte`") as caught:
        child(tmp_path, "", base=BASE.replace("title:", "tilte:"))
    assert caught.value.where.endswith("base.yaml, tilte")


# as_of
LATER = BASE.replace("toy.rain: {value: 1", "toy.rain: {value: 1, known_from: 2026-01-31")


def test_a_child_that_looks_from_an_earlier_day_cannot_see_what_its_base_states_later(tmp_path):
    with pytest.raises(BongsuError) as caught:
        child(tmp_path, "as_of: 2026-01-31", base=LATER)
    faults = shore.faults_of(caught.value)
    assert {fault.where.partition(", ")[2] for fault in faults} == {
        "assume.toy.wind",  # and not toy.rain, which was known on the day
        "issues.poll",
        "issues.vote",
        "effects.poll=x.toy.luck",
        "effects.poll=x & vote=y.toy.sun",
    }
    assert all(
        "base states this with what was known on 2026-02-11, after 2026-01-31" in fault.what
        for fault in faults
    )
    assert "take the entry away with `null`" in faults[0].mend


def test_a_base_without_a_day_of_its_own_looks_from_that_of_its_base(tmp_path):
    (tmp_path / "between.yaml").write_text(
        f"scenario: between\nbase: base\nassume: {{toy.fog: {RAIN}}}"
    )
    (tmp_path / "base.yaml").write_text(BASE)
    head = "scenario: calm\nbase: between\nas_of: 2026-01-31\n"
    with pytest.raises(BongsuError) as caught:
        shore.read(tmp_path, "", head=head)
    assert "between states this with what was known on 2026-02-11" in str(caught.value)


def test_a_child_that_looks_from_a_later_day_sees_all_of_its_base(tmp_path):
    assert child(tmp_path, "as_of: 2026-03-01", base=LATER).as_of == date(2026, 3, 1)


def test_what_the_child_states_itself_hides_what_the_base_stated_later(tmp_path):
    found = child(
        tmp_path,
        f"as_of: 2026-01-31\nassume: {{toy.wind: {RAIN}}}\nissues: {{poll: null, vote: null}}\n"
        "effects: {poll=x: null, poll=x & vote=y: null}",
        base=LATER,
    )
    assert set(found.assume) == {"toy.rain", "toy.wind"}


# Names
def test_a_scenario_is_found_by_name_in_the_first_folder_or_by_path(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "calm.yaml").write_text(BASE)
    assert find_scenario("calm", [one, other]) == one / "calm.yaml"
    assert find_scenario("my/calm.yaml", [one]) == Path("my/calm.yaml")
    assert find_scenario(Path("calm"), [one]) == Path("calm")


@pytest.mark.parametrize("name", ["clam", "", "..", "calm\0", "c" * 5000])
def test_an_unknown_scenario_is_refused_with_the_nearest(tmp_path, name):
    (tmp_path / "calm.yaml").write_text(BASE)
    with pytest.raises(UnknownName, match="there is no scenario") as caught:
        find_scenario(name, [tmp_path])
    assert "`calm`" in caught.value.mend or "known are: calm" in caught.value.mend
    assert len(caught.value.what) < 120
