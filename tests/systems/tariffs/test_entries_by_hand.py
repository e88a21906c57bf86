"""Entries derived by hand from the notes and headings of chapter 99, before they were rated."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bongsu.errors import UnknownName
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty

TABLE = Path(__file__).with_name("entries_by_hand.csv")
COLUMNS = ("base", "s232", "recip", "fent", "s301", "s122", "s201", "s338", "other", "total")


def read():
    with TABLE.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def answer_of(row):
    entry = Entry(
        hts10=row["hts10"],
        origin=row["origin"],
        claim=row["claim"],
        day=date.fromisoformat(row["entry_date"]),
        value=float(row["value"]) if row["value"] else None,
        quantity=float(row["quantity"]) if row["quantity"] else None,
        content={
            name: float(share)
            for name, _, share in (part.partition("=") for part in row["content"].split(";"))
            if name
        },
        flags=frozenset(filter(None, row["flags"].split(";"))),
    )
    return duty(entry, known_at=date.fromisoformat(row["known_at"]) if row["known_at"] else None)


@pytest.fixture(scope="module")
def answers():
    return [(row, answer_of(row)) for row in read()]


def test_every_entry_is_exact_on_every_authority(answers):
    wrong = {}
    for row, answer in answers:
        got = dict(answer.by_authority) | {"base": answer.base.rate, "total": answer.total}
        for column in COLUMNS:
            if got[column] != pytest.approx(float(row[column]), abs=1e-6):
                wrong[row["case"], column] = (got[column], row[column], row["source"])
    assert wrong == {}


def test_the_headings_of_an_entry_are_told(answers):
    missing = {}
    for row, answer in answers:
        wanted = {heading.strip() for heading in row["headings"].split(";")} - {""}
        if not wanted <= set(answer.headings):
            missing[row["case"]] = (sorted(wanted), answer.headings)
    assert missing == {}


def test_every_entry_names_its_source():
    rows = read()
    assert len({row["case"] for row in rows}) == len(rows) > 300
    assert all(row["source"] and row["confidence"] in "ABC" for row in rows)


def test_a_claim_is_asked_where_a_measure_turns_on_it_though_the_base_is_free():
    toys = Entry(hts10="9503000073", origin="CAN", day=date(2025, 8, 15))
    answer = duty(toys)
    assert [one.name for one in answer.open_questions] == ["claim"]
    assert (answer.total, answer.low, answer.high) == (0.35, 0.0, 0.35)
    unclaimable = duty(replace(toys, day=date(2025, 3, 5)))  # before the exception of 7 March
    assert unclaimable.open_questions == ()


def test_the_claim_that_a_measure_asks_for_goes_before_one_that_lowers_the_base():
    part = Entry(
        hts10="8708295160",
        origin="CAN",
        day=date(2025, 6, 15),
        content={"steel": 0.0, "aluminium": 0.0},
        flags=frozenset({"part-of-passenger-vehicle"}),
    )
    assert (duty(part).low, duty(part).high) == (0.0, 0.275)  # USMCA, not the pact on cars alone


def test_parts_of_an_entry_are_read_as_the_command_reads_them():
    shirt = Entry(hts10="6109.10.00.12", origin="SV", claim="CAFTA-DR", day=date(2026, 3, 10))
    assert duty(shirt).total == 0.0
    with pytest.raises(UnknownName, match="no flag"):
        duty(replace(shirt, flags=frozenset({"part-of-passenger-vehicel"})))
