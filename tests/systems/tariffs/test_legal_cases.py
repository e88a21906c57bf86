"""Entries derived by hand from the texts of the law, each authority exact."""

import csv
from datetime import date

import pytest

from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty

COLUMNS = ("s232", "recip", "fent", "s301", "s122", "s201", "s338")
# The conditions of the cases are sentences; an entry tells them by flags and by content.
FLAGS = {
    "part of passenger vehicle or light truck": {"part-of-passenger-vehicle"},
    "bus/truck tyre not for passenger vehicle or light truck": {"not-part-of-passenger-vehicle"},
    "within 100,000-vehicle quota": {"within-quota"},
    "within quota": {"within-quota"},
    "over quota": {"not-within-quota"},
    "fails TPP/DRAM gate": {"not-meets-note-39-parameters"},
    "no 301 exclusion": {"not-s301-exclusion"},
    "not in transit": {"not-in-transit"},
    "not loaded before Aug 7": {"not-in-transit"},
    "metal at least 15% of weight; not 95% US metal": {"not-metal-under-15-percent"},
}
CONTENT = {
    "declared steel content 60% of value, melted outside US": {"steel": 0.6},
    "declared aluminium content 5% of value, steel none": {"aluminium": 0.05, "steel": 0.0},
    "no steel/aluminium content claimed": {"steel": 0.0, "aluminium": 0.0},
    "100% copper content value": {"copper": 1.0},
}


def answer_of(row):
    entry = Entry(
        hts10=row["hts10"],
        origin=row["origin"],
        claim=row["preference_claimed"],
        day=date.fromisoformat(row["entry_date"]),
        content=CONTENT.get(row["conditions"], {}),
        flags=frozenset(FLAGS.get(row["conditions"], ())),
    )
    return duty(entry, known_at=date.fromisoformat(row["known_at"]) if row["known_at"] else None)


@pytest.fixture(scope="module")
def cases(shared):
    with (shared / "golden/tariffs/legal_cases.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_every_case_derived_by_hand_is_exact_on_every_authority(cases):
    wrong = {}
    for row in cases:
        answer = answer_of(row)
        got = dict(answer.by_authority) | {"base": answer.base.rate, "total": answer.total}
        for column in (*COLUMNS, "base", "total"):
            if got[column] != pytest.approx(float(row[column]), abs=1e-6):
                wrong[row["case_id"], column] = (got[column], float(row[column]))
    assert len(cases) == 94
    assert wrong == {}


def test_the_duty_shown_lies_within_its_interval(cases):
    for row in cases:
        answer = answer_of(row)
        assert answer.low <= answer.total <= answer.high, row["case_id"]
        assert answer.total == pytest.approx(answer.base.rate + sum(answer.by_authority.values()))
