"""Every export reads back equal, runs nothing, and is what its readers expect."""

from __future__ import annotations

import datetime as dt
import io
import json
import sqlite3

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bongsu.errors import BadOutput
from bongsu.ledger.exports import FORMATS, contents, jsonl, jsonld, save, sqlite, written, xlsx
from bongsu.ledger.exports import csv as as_csv
from bongsu.ledger.exports.cells import quoted, unquoted
from bongsu.ledger.exports.contents import flat
from bongsu.ledger.files import read
from bongsu.ledger.statements import Statement, retraction
from bongsu.ledger.store import packaged

QUARTER = read(packaged()).statements
ALL = contents(QUARTER)
MOMENT = "2026-02-06T00:00:00Z"


def state(prop, value, subject="deal:0123456789ab", **more) -> Statement:
    return Statement(id=f"{subject}{prop}{value}"[:60], subject=subject, prop=prop, value=value,
                     original_value="", extractor="table", recorded_at=MOMENT, **more)  # fmt: skip


NASTY = contents(
    [
        state("date", "2025-11-03"),
        state("us_entity", '=HYPERLINK("http://x")'),
        state("us_entity", "@SUM(A1)"),
        state("action", '\t-1+1\u2028; "quoted", comma\nnew line'),
        state("kr_entity", "+82 <b>한화</b>"),
        state("amount", -5.5, unit="USD"),
        state("amount_class", "sale"),
        state("flag", True),
        state("what", "'=already quoted", subject="event:0123456789ab"),
        state("date", "1850-01-01/..", subject="event:0123456789ab"),
    ]
)


@pytest.mark.parametrize("of", [ALL, NASTY], ids=["quarter", "nasty"])
@pytest.mark.parametrize("form", [jsonl, sqlite, jsonld], ids=lambda form: form.__name__[-6:])
def test_statements_read_back_equal(form, of):
    assert form.read(form.written(of)) == of.statements


@pytest.mark.parametrize("of", [ALL, NASTY], ids=["quarter", "nasty"])
def test_csv_reads_back_equal(of):
    assert as_csv.read(as_csv.written(of)) == [flat(one, of.sources) for one in of.events]


def test_a_workbook_reads_back_equal():
    content = xlsx.written(ALL)
    for kind in ("deal", "event"):
        assert xlsx.read(content, kind) == [flat(one, ALL.sources) for one in ALL.of(kind)]


def test_cells_of_a_workbook_are_typed_and_none_is_a_formula():
    book = load_workbook(io.BytesIO(xlsx.written(ALL)))
    head = [cell.value for cell in book["Deals"][1]]
    day, amount = head.index("first_day"), head.index("amount")
    rows = list(book["Deals"].iter_rows(min_row=2))
    assert all(row[day].is_date and row[day].number_format == "yyyy-mm-dd" for row in rows)
    assert sum(row[amount].value or 0 for row in rows if row[amount].data_type == "n") == (
        7.4045e9 + 2.888e9 + 0.21e9 + 350e9
    )
    hostile = load_workbook(io.BytesIO(xlsx.written(NASTY)))
    types = {cell.data_type for sheet in hostile for row in sheet.iter_rows() for cell in row}
    assert "f" not in types


def test_no_cell_of_csv_begins_as_a_formula_unless_it_is_a_number():
    for line in as_csv.written(NASTY).decode().splitlines():
        for cell in line.split(","):
            start = cell.strip('"')[:1]
            assert start not in {"=", "+", "@", "\t"}
            assert start != "-" or float(cell) == -5.5


@given(st.text())
def test_quoting_has_a_way_back_and_hides_every_formula(text):
    cell = quoted(text)
    assert unquoted(cell) == text
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_the_calendar_parses_and_holds_every_dated_event():
    calendar = icalendar.Calendar.from_ical(written("ics", ALL))
    entries = calendar.walk("VEVENT")
    assert len(entries) == 37 + 24
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)
    for entry, event in zip(entries, ALL.events, strict=True):
        assert entry.decoded("dtstart") == event.first_day
        assert event.last_day
        assert entry.decoded("dtend") == event.last_day + dt.timedelta(days=1)
        assert str(entry["uid"]) == f"{event.subject.replace(':', '-')}@bongsu"
    assert "USD 7,400 million" in "".join(str(entry["description"]) for entry in entries)


def test_an_open_end_is_one_day_of_a_calendar_and_no_day_is_none():
    undated = contents([state("what", "some day", subject="event:ffffffffffff")])
    assert not icalendar.Calendar.from_ical(written("ics", undated)).walk("VEVENT")
    entries = icalendar.Calendar.from_ical(written("ics", NASTY)).walk("VEVENT")
    assert entries[0].decoded("dtend") - entries[0].decoded("dtstart") == dt.timedelta(days=1)


def test_a_database_has_sound_keys_and_tells_sums_by_class(tmp_path):
    save("sqlite", ALL, tmp_path / "ledger.db")
    with sqlite3.connect(tmp_path / "ledger.db") as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        sums = dict(base.execute("SELECT amount_class, sum(amount) FROM deals GROUP BY 1"))
        keys = base.execute("PRAGMA foreign_key_list(deals)").fetchall()
    base.close()
    assert sums["sale"] == 2.888e9
    assert sums["project_cost"] + sums["korean_investment"] == 7.4045e9
    assert {key[2] for key in keys} == {"classes", "documents"}


def test_linked_data_derives_every_statement_from_a_document_that_is_there():
    graph = json.loads(jsonld.written(ALL))["@graph"]
    ids = {node["@id"] for node in graph}
    statements = [node for node in graph if node["@id"].startswith("statement:")]
    assert len(statements) == len(QUARTER)
    assert all(node["wasDerivedFrom"] in ids for node in statements)
    assert all(node["wasGeneratedBy"] in ids for node in statements)


def test_what_was_withdrawn_is_not_exported():
    one = state("date", "2025-11-03")
    assert contents([one, retraction(one, "2026-03-01T00:00:00Z")]).statements == ()


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(form):
    assert written(form, ALL) == written(form, ALL)
    assert written(form, contents([])) is not None


def test_nothing_half_written_stays_behind(tmp_path):
    with pytest.raises(BadOutput):
        save("csv", ALL, tmp_path)
    with pytest.raises(BadOutput):
        save("csv", ALL, tmp_path / "missing" / "ledger.csv")
    assert list(tmp_path.iterdir()) == []
