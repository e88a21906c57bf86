"""The commands that tell and export the ledger: what goes where, and what is refused."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import icalendar
import pytest
from tests.docs.reading import run


@pytest.fixture(autouse=True)
def _place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_report_reads_well_in_a_terminal_and_tells_classes_apart():
    code, printed = run("bongsu ledger report --quarter 2025Q4")
    assert code == 0
    for part in ("35 deals, 1 award, 1 commitment, 24 diplomatic events", "USD 7,400 million",
                 "By U.S. state", "Tennessee", "never added up"):  # fmt: skip
        assert part in printed


def test_json_goes_to_the_screen_and_pages_to_files(tmp_path):
    code, printed = run("bongsu ledger report --quarter 2025Q4 --format json")
    assert code == 0
    assert len(json.loads(printed)["deals"]) == 37
    assert run("bongsu ledger report --quarter 2025Q4 --format html -o page.html")[0] == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_quarter_without_entries_is_found_empty():
    code, printed = run("bongsu ledger report --quarter 1999Q1")
    assert code == 1
    assert "nothing" in printed


@pytest.mark.parametrize(
    "command",
    [
        "report --quarter tomorrow",
        "report --quarter 2025-10-01",
        "report --quarter 2025Q4 --since never",
        "export xlsx",
        "export sqlite",
        "export pdf",
        "export csv --output missing/ledger.csv",
        "export jsonl --output lab/ledger.jsonl",
    ],
)
def test_what_cannot_be_done_is_refused_with_a_reason(command, tmp_path):
    (tmp_path / "lab").mkdir()
    code, printed = run(f"bongsu ledger {command}")
    assert code == 2
    assert "rror: " in printed
    assert not (tmp_path / "lab" / "ledger.jsonl").exists()


def test_a_correction_is_in_the_next_report():
    assert run("bongsu ledger correct deal:448cc4deaa5d amount 6.6e9 --by me --because so")[0] == 0
    _, printed = run("bongsu ledger report --quarter 2025Q4 --since 2026-02-06 --format markdown")
    assert "USD 6,600 million" in printed
    assert "withdrawn" in printed
    assert "judged by me" in printed
    _, before = run("bongsu ledger report --quarter 2025Q4 --as-of 2026-02-06 --format markdown")
    assert "USD 7,400 million" in before


def test_exports_of_a_quarter_hold_that_quarter(tmp_path):
    assert run("bongsu ledger export ics --quarter 2025Q4 -o ledger.ics")[0] == 0
    calendar = icalendar.Calendar.from_ical((tmp_path / "ledger.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) >= 52
    assert run("bongsu ledger export sqlite --quarter 2025-10 -o ledger.db")[0] == 0
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as base:
        days = base.execute("SELECT min(first_day), max(first_day) FROM deals").fetchone()
        assert days == ("2025-10-01", "2025-10-31")
        assert base.execute("SELECT count(*) FROM documents").fetchone()[0] >= 1
