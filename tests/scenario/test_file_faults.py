"""Scenario files that are refused: what is wrong, where it stands, and how it is mended."""

from __future__ import annotations

import pytest
from tests.scenario import shore

from bongsu.errors import BadFile
from bongsu.scenario.files import read_scenario
from bongsu.yaml_files import MAX_BYTES

COIN = "p: {x: 0.5, y: 0.5}"
RAIN = "{value: 1, source: a letter}"

# Files that are refused as a whole
BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"scenario: caf\xe9", "byte 13 is not UTF-8"),
        ("scenario: calm".encode("utf-16"), "not UTF-8"),
        (b"a0: &a0 [lol]\n" + BOMB.encode(), "aliases"),
        (b"assume: " + b"{a: " * 40 + b"1" + b"}" * 40, "nested deeper"),
        (b"scenario: " + b"x" * MAX_BYTES, "larger than"),
        (b"scenario: !!python/name:os.system", "tags"),
        (b"scenario: calm\nscenario: calm", "twice"),
        (b"assume:\n  toy.rain: {value: 1}\n  toy.rain: {value: 2}", "twice"),
        (b"", "not a mapping"),
        (b"- calm", "not a mapping"),
        (b"scenario: [calm", "not readable"),
        (b"\x00", "not readable"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(tmp_path, content, what):
    path = tmp_path / "calm.yaml"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=what) as caught:
        read_scenario(path, folders=[tmp_path])
    assert caught.value.where.startswith(str(path))


def test_a_file_that_is_missing_a_folder_or_a_circle_of_links_is_refused(tmp_path):
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    (tmp_path / "folder.yaml").mkdir()
    for name in ("loop", "folder", "none", "n" * 300):
        with pytest.raises(BadFile, match="cannot read the file") as caught:
            read_scenario(tmp_path / f"{name}.yaml", folders=[tmp_path])
        assert caught.value.where.endswith(f"{name}.yaml")


# Entries that are refused where they stand
POLL = f"issues: {{poll: {{{COIN}}}}}\n"
FAULTS = [  # what follows the head, where, what, mend
    ("assum: {}", "assum", "unknown key `assum`", "did you mean `assume`?"),
    ("draws: {m: 3}", "draws.m", "unknown key `m`", "known are: cells, n, seed"),
    ("draws: {n: 0}", "draws.n", "greater than or equal to 1", "correct the value"),
    ("draws: {n: 2.5}", "draws.n", "valid integer", "correct the value"),
    ("draws: {n: 1000001}", "draws.n", "less than or equal to 1000000", "correct the value"),
    ("draws: {seed: -1}", "draws.seed", "greater than or equal to 0", "correct the value"),
    (f"draws: {{seed: {2**63}}}", "draws.seed", "less than or equal to", "correct the value"),
    ("draws: {cells: 1000000001}", "draws.cells", "less than or equal to", "correct the value"),
    ("draws: {cells: 0}", "draws.cells", "greater than or equal to 1", "correct the value"),
    ("assume: {rain: 1}", "assume.rain", "cannot be the full name", "as in `people.tfr`"),
    ("assume: [toy.rain]", "assume", "valid dictionary", "correct the value"),
    ("outputs: [toy.a, toy.a]", "outputs", "toy.a is asked for twice", "keep one of the two"),
    ("outputs: [harvest]", "outputs.0", "cannot be the full name", "as in `people.tfr`"),
    ("outputs: toy.harvest", "outputs", "valid tuple", "correct the value"),
    (
        f"assume: {{toy.rain: {RAIN}, toy.fog: {{value: 1, from: when, source: abc}}}}",
        "assume.toy.fog",
        "`from: when` is for the effects",
        "write the first period",
    ),
    (
        "assume: {toy.rain: {path: {2025: 1, 2026: 2, 2031: 3}, source: abc}}",
        "assume.toy.rain",
        "2025 and 1 more outside the horizon 2026 to 2030",
        "correct the date, or widen the horizon",
    ),
    (
        "assume: {toy.rain: {value: 1, until: 2025Q4, source: abc}}",
        "assume.toy.rain",
        "2025Q4 outside the horizon",
        "correct the date",
    ),
    (
        f"issues: {{poll: {{{COIN}, when: {{2030: 0.5, 2031: 0.5}}}}}}",
        "issues.poll.when",
        "2031 outside the horizon",
        "correct the date",
    ),
    (
        f"{POLL}effects: {{poll=x: {{toy.rain: 1, from: 2031, source: abc}}}}",
        "effects.poll=x.toy.rain",
        "2031 outside the horizon",
        "correct the date",
    ),
    ("effects: {poll: {toy.rain: 1, source: abc}}", "effects.poll", "which outcome", "`issue=out"),
    ("effects: {'=x': {toy.rain: 1, source: abc}}", "effects.=x", "which outcome", "`issue=out"),
    ("effects: {a=x & a=y: {toy.a: 1, source: abc}}", "a=x & a=y", "which outcome", "`issue=out"),
    ("effects: {pol=x: {toy.rain: 1, source: abc}}", "effects.pol=x", "no issue pol", "none are"),
    (
        f"{POLL}effects: {{pol=x: {{toy.rain: 1, source: abc}}}}",
        "effects.pol=x",
        "there is no issue pol",
        "did you mean `poll`?",
    ),
    (
        (
            "issues: {poll: {p: {struck: 0.5, upheld: 0.5}}}\n"
            "effects: {poll=strck: {toy.rain: 1, source: abc}}"
        ),
        "effects.poll=strck",
        "strck is no outcome of poll",
        "did you mean `struck`?",
    ),
    (
        f"{POLL}effects: {{poll=x: {{toy.rain: 1, from: when, source: abc}}}}",
        "effects.poll=x",
        "needs one issue with a window, poll=x has 0",
        "give the issue `when:",
    ),
    (
        (
            f"issues: {{a: {{{COIN}, when: {{2027: 1}}}}, b: {{{COIN}, when: {{2027: 1}}}}}}\n"
            "effects: {a=x & b=x: {toy.rain: 1, from: when, source: abc}}"
        ),
        "effects.a=x & b=x",
        "needs one issue with a window, a=x & b=x has 2",
        "or write the day",
    ),
    (
        f"{POLL}effects: {{poll=x: {{rain: 1, source: abc}}}}",
        "rain",
        "cannot be the full name",
        "as in `people.tfr`",
    ),
    (
        f"{POLL}effects: {{poll=x: {{toy.rain: 1, sorce: abc}}}}",
        "effects.poll=x.sorce",
        "unknown key `sorce`",
        "did you mean `source`?",
    ),
    (
        f"{POLL}effects: {{poll=x: {{toy.rain: 1}}}}",
        "effects.poll=x.toy.rain",
        "nobody's word is named",
        "add `source: ...`",
    ),
    (
        f"{POLL}effects: {{poll=x: {{toy.rain: void, source: abc}}}}",
        "toy.rain.value",
        "'void' is not a number",
        "write a plain one",
    ),
    (
        f"{POLL}effects: {{poll=x: {{source: abc}}}}",
        "effects.poll=x",
        "no parameter is changed",
        "as in `people.tfr: 0.75`",
    ),
    (
        (
            f"{POLL}"
            "effects: {poll=x: {toy.a: 1, source: abc}, ' poll = x': {toy.a: 2, source: abc}}"
        ),
        "effects",
        "poll=x is written twice",
        "under one key",
    ),
]


@pytest.mark.parametrize(("body", "where", "what", "mend"), FAULTS)
def test_a_faulty_entry_is_refused_where_it_stands(refused, body, where, what, mend):
    faults = refused(body)
    fault = next(fault for fault in faults if what in fault.what)
    assert "calm.yaml, " in fault.where
    assert fault.where.endswith(where)
    assert mend in fault.mend


@pytest.mark.parametrize(
    ("old", "new", "where", "what", "mend"),
    [
        ("scenario: calm\n", "", "scenario", "Field required", "add the key"),
        ("scenario: calm", "scenario: My Calm", "scenario", "cannot be the name", "no folder"),
        ("as_of: 2026-02-11\n", "", "", "`as_of` is missing", "write `as_of: 2026-02-11`"),
        ("as_of: 2026-02-11", "as_of: 2026-02", "as_of", "2026-02 is a month", "write the day"),
        ("as_of: 2026-02-11", "as_of: 2026-02-30", "as_of", "is not a period", "write a year"),
        ("start: 2026, ", "", "", "`horizon.start` is missing", "name a `base` that has it"),
        (", end: 2030", "", "", "`horizon.end` is missing", "name a `base` that has it"),
        ("end: 2030", "end: 2020", "horizon", "2020 comes before 2026", "the earlier end first"),
        (
            "end: 2030",
            "end: 2030Q4",
            "horizon",
            "2026 is a year, 2030Q4 a quarter",
            "same frequency",
        ),
        ("end: 2030", "end: 30303", "horizon.end", "'30303' is not a period", "from 1000 to 2999"),
        ("end: 2030", "ende: 2030", "horizon.ende", "unknown key `ende`", "did you mean `end`?"),
        ("title: A calm decade", "title: ''", "title", "at least 3 characters", "correct"),
        ("title: A calm decade", "title: " + "x" * 5000, "title", "at most 4000", "correct"),
    ],
)
def test_a_faulty_head_is_refused_where_it_stands(refused, old, new, where, what, mend):
    assert old in shore.HEAD
    faults = refused("", head=shore.HEAD.replace(old, new))
    fault = next(fault for fault in faults if what in fault.what)
    assert fault.where.endswith(f"calm.yaml, {where}" if where else "calm.yaml")
    assert mend in fault.mend


def test_all_faults_of_a_file_are_reported_together(refused):
    """First what its form is about, and, once that is right, what its names and dates are about."""
    shape = refused(
        "assum: {}\ndraws: {n: 0}\nassume: {toy.rain: {value: x, source: abc}, rain: {}}\n"
        "issues: {poll: {p: {x: 0.5, y: 0.4}}, 'A B': {p: {}}}"
    )
    assert {fault.where.partition(", ")[2] for fault in shape} == {
        "assum",
        "draws.n",
        "assume.toy.rain.value",
        "assume.rain",
        "issues.poll",
        "issues.A B",
    }
    names = refused(
        f"""assume:
  toy.rain: {{value: 1}}
  toy.fog: {{path: {{2050: 1}}, source: abc}}
  toy.sun: null
issues:
  poll: {{{COIN}}}
  vote: {{given: [pol], p: {{x: {{a: 1, b: 0}}}}}}
effects: {{poll=z: {{toy.rain: 1, source: abc}}}}
outputs: [toy.a, toy.a]"""
    )
    assert {fault.where.partition(", ")[2] for fault in names} == {
        "assume.toy.rain",
        "assume.toy.fog",
        "assume.toy.sun",
        "issues.vote",
        "effects.poll=z",
        "outputs",
    }


def test_what_is_missing_is_reported_with_the_other_faults(refused):
    faults = refused("assume: {toy.rain: {value: 1}}", head="scenario: calm\n")
    assert [fault.what for fault in faults] == [
        "nobody's word is named for this",
        "`as_of` is missing",
        "`horizon.start` is missing",
        "`horizon.end` is missing",
    ]


def test_a_message_stays_short_whatever_the_file_holds(refused):
    long = "y" * 100_000
    for body in (
        f"{long}: 1",
        f"assume: {{{long}: 1}}",
        f"assume: {{toy.rain: {{{long}: 1, value: {long}, source: abc}}}}",
        f"issues: {{{long}: {{{COIN}}}}}",
        f"issues: {{poll: {{p: {{{long}: 0.5, y: {long}}}}}}}",
        f"draws: {{n: {long}}}",
        f"base: {long}",
    ):
        for fault in refused(body):
            assert len(str(fault)) < 1200
