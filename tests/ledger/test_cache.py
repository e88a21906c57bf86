"""The cache: the same answers as reading the file line by line, and never older than the file."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.statements_made import deal, stated

from bongsu.ledger import store
from bongsu.ledger.cache import FILE, open_cache
from bongsu.ledger.events import events
from bongsu.ledger.files import append, read
from bongsu.ledger.statements import Statement, Value, current, end_of, retraction, to_line
from bongsu.ledger.store import open_ledger

DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=day) for day in range(6)]
moments = st.sampled_from([f"{day}T12:00:00Z" for day in DAYS])
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
values = words | st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-1e12, 1e12)


@st.composite
def files_of_statements(draw):
    lines = []
    for number in range(draw(st.integers(0, 6))):
        one = replace(
            stated(f"deal:{number % 3}", draw(st.sampled_from(["text", "date"])), "", start=number),
            value=draw(values),
            quote=draw(words),
            recorded_at=draw(moments),
            valid_from=draw(st.none() | words),
        )
        lines.append(one)
        lines += [retraction(one, draw(moments)) for _ in range(draw(st.integers(0, 2)))]
    return draw(st.permutations(lines))


@pytest.fixture(autouse=True)
def _nothing_packaged(monkeypatch, tmp_path):
    monkeypatch.setattr(store, "packaged", lambda: tmp_path / "none.jsonl")


def _said(folder: Path, day: dt.date | None) -> list[Statement]:
    with open_ledger(folder, day) as ledger:
        return ledger.statements()


@settings(max_examples=25)
@given(files_of_statements(), st.none() | st.sampled_from(DAYS))
def test_the_cache_says_what_the_file_says_on_any_day(tmp_path_factory, lines, day):
    folder = tmp_path_factory.mktemp("lab")
    path = folder / "ledger.jsonl"
    path.write_text("".join(to_line(one) + "\n" for one in lines), encoding="utf-8")
    wanted = list(current(read(path).statements, end_of(day) if day else None))
    assert _said(folder, day) == wanted


@settings(max_examples=25)
@given(files_of_statements(), st.sampled_from(DAYS))
def test_lines_of_any_form_come_to_the_same_rows(tmp_path_factory, lines, day):
    folder = tmp_path_factory.mktemp("lab")
    path = folder / "ledger.jsonl"
    odd = [json.dumps(json.loads(to_line(one)), sort_keys=True) + "\n" for one in lines]
    path.write_text("\n{\n" + "".join(odd) + '{"id":"unfinished', encoding="utf-8")
    wanted = list(current(read(path).statements, end_of(day)))
    assert _said(folder, day) == wanted
    with open_ledger(folder) as ledger:
        assert [fault.where.rpartition(":")[2] for fault in ledger.faults] == ["2"]


def test_a_ledger_says_on_a_day_what_it_said_then(tmp_path):
    path = tmp_path / "ledger.jsonl"
    old = stated("deal:a", "amount", 5e9, unit="USD", at="2026-02-01T10:00:00Z")
    new = stated("deal:a", "amount", 7.4e9, unit="USD", at="2026-02-07T00:00:00Z", start=11)
    append(path, [old])
    append(path, [retraction(old, "2026-02-07T00:00:00Z"), new])

    def amounts(day: dt.date | None) -> list[object]:
        with open_ledger(tmp_path, day) as ledger:
            return [event.one("amount") for event in ledger.events()]

    assert amounts(dt.date(2026, 1, 31)) == []
    assert amounts(dt.date(2026, 2, 6)) == [5e9]
    assert amounts(dt.date(2026, 2, 7)) == [7.4e9]
    assert amounts(None) == [7.4e9]


def test_the_cache_follows_the_file(tmp_path):
    path = tmp_path / "ledger.jsonl"
    append(path, deal("a"))
    assert len(_said(tmp_path, None)) == len(deal("a"))
    built = (tmp_path / FILE).stat().st_ino
    _said(tmp_path, None)
    assert (tmp_path / FILE).stat().st_ino == built  # nothing changed, nothing is built
    os.utime(path)
    _said(tmp_path, None)
    assert (tmp_path / FILE).stat().st_ino == built  # touched, and yet the same
    append(path, deal("b"))
    assert len(_said(tmp_path, None)) == 2 * len(deal("a"))
    text = path.read_text()
    path.write_text(text.replace("LS Electric", "LS Elektric"))  # of the same size
    assert {one.value for one in _said(tmp_path, None) if one.prop == "kr_entity"} == {
        "LS Elektric"
    }


def test_a_ledger_can_be_opened_twice_at_once(tmp_path):
    append(tmp_path / "ledger.jsonl", deal("a"))
    with open_ledger(tmp_path) as one, open_ledger(tmp_path, DAYS[0]) as other:
        assert len(one.events()) == 1
        assert other.events() == ()
        for ledger in (one, other):
            with pytest.raises(duckdb.Error):
                ledger.connection.execute("SET memory_limit = '1TB'")
            with pytest.raises(duckdb.Error):
                ledger.connection.execute("DELETE FROM history")


def test_a_damaged_cache_is_built_anew(tmp_path):
    append(tmp_path / "ledger.jsonl", deal("a"))
    (tmp_path / FILE).parent.mkdir()
    for damage in (b"", b"no database", b"\0" * 100_000):
        (tmp_path / FILE).write_bytes(damage)
        assert len(_said(tmp_path, None)) == len(deal("a"))


def test_without_room_for_a_cache_memory_does(tmp_path):
    append(tmp_path / "ledger.jsonl", deal("a"))
    (tmp_path / "cache").write_text("a file where the folder would be")
    assert len(_said(tmp_path, None)) == len(deal("a"))


def test_a_name_with_a_pattern_in_it_is_one_file(tmp_path):
    for name in ("l*b", "lab", "l[a]b"):
        append(tmp_path / name / "ledger.jsonl", deal(name))
    assert {one.subject for one in _said(tmp_path / "l*b", None)} == {"deal:l*b"}
    assert {one.subject for one in _said(tmp_path / "l[a]b", None)} == {"deal:l[a]b"}


def test_events_are_the_same_from_the_cache_and_from_the_file(tmp_path):
    told = [*deal("b", date="2025-12-01"), *deal("a", date="2025-10"), *deal("c", date=None)]
    append(tmp_path / "ledger.jsonl", told)
    with open_ledger(tmp_path) as ledger:
        assert ledger.events() == events(told)
        assert [one.subject for one in ledger.events()] == ["deal:a", "deal:b", "deal:c"]
        assert ledger.subjects() == ["deal:b", "deal:a", "deal:c"]
        end, next_end = dt.date(2025, 10, 31), dt.date(2025, 11, 30)
        assert ledger.subjects(first=end, last=next_end) == ["deal:a"]
        assert ledger.subjects(kind="event") == ledger.subjects(having="amount") == []
        assert ledger.events(["deal:b"]) == events(deal("b", date="2025-12-01"))


def test_a_file_that_is_not_there_is_an_empty_ledger(tmp_path):
    with open_ledger(tmp_path / "nowhere") as ledger:
        assert ledger.events() == ()
    with open_cache([], None) as cache:
        assert cache.connection.execute("SELECT count(*) FROM history").fetchone() == (0,)


def test_every_sort_of_value_comes_back_as_it_was_stated(tmp_path):
    values: list[Value] = [
        "",
        '"',
        "a\\b",
        "tab\tend",
        "한국 “x”",
        "1",
        "null",
        "[2:-2]",
        1.5,
        7,
        True,
        None,
    ]
    append(
        tmp_path / "ledger.jsonl", [stated(f"deal:{n}", "text", v) for n, v in enumerate(values)]
    )
    with open_ledger(tmp_path) as ledger:
        found = [one.value for one in ledger.statements()]
    assert [(type(one), one) for one in found] == [(type(one), one) for one in values]
