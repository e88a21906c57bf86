"""Small books of entries under a ruling, with refunds worked out by hand."""

from datetime import date

import polars as pl
import pytest

from bongsu.errors import BadFile, OutOfRange
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.refunds.replay import OWN, Replay, replay_file

DAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def ieepa():
    return Replay(find_scenario("ieepa-void"))


def replayed(desk, *rows, day=DAY):
    names = dict.fromkeys(name for row in rows for name in row)
    return desk.rows(pl.DataFrame({name: [row.get(name) for row in rows] for name in names}), day)


SWEATER = {  # 16.5% base and 15% reciprocal on a Korean sweater without a claim
    "hts10": "6110.20.20.69",
    "origin": "KR",
    "claim": "none",
    "entry_date": "2025-08-10",
    "value": "10000",
}
CAR = {
    "hts10": "8703.23.01.40",
    "origin": "KR",
    "claim": "none",
    "entry_date": "2025-11-05",
    "value": "30000",
}


def test_a_void_reciprocal_duty_is_given_back_and_the_base_is_not(ieepa):
    line = replayed(ieepa, SWEATER).lines.row(0, named=True)
    assert (line["paid_usd"], line["owed_usd"], line["refund"]) == (3150.0, 1650.0, 1500.0)
    assert line["refund_recip"] == 1500.0
    assert line["state"] == "unliquidated"
    assert line["liquidation"] == date(2026, 6, 20)  # 314 days


def test_interest_runs_from_entry_at_six_percent(ieepa):
    line = replayed(ieepa, SWEATER).lines.row(0, named=True)
    assert line["interest"] == pytest.approx(1500 * ((1 + 0.06 / 365) ** 206 - 1), abs=0.005)
    other = replayed(ieepa, SWEATER | {"corporate": "no"}).lines.row(0, named=True)
    assert other["interest"] == pytest.approx(1500 * ((1 + 0.07 / 365) ** 206 - 1), abs=0.005)


def test_law_that_came_late_gives_back_what_was_paid_before_it_was_known():
    line = replayed(Replay(find_scenario("actual")), CAR).lines.row(0, named=True)
    assert (line["paid_usd"], line["owed_usd"]) == (8250.0, 4500.0)  # 27.5% and 15% of 30,000
    assert (line["refund_s232"], line["refund"]) == (3750.0, 3750.0)


def test_nothing_is_due_on_an_entry_that_paid_neither(ieepa):
    before = SWEATER | {"entry_date": "2025-03-20"}
    line = replayed(ieepa, before).lines.row(0, named=True)
    assert (line["refund"], line["interest"]) == (0.0, 0.0)


def test_the_fentanyl_duty_on_a_laptop_comes_back_by_the_clock_of_its_liquidation(ieepa):
    laptop = {
        "hts10": "8471.30.01.00",
        "origin": "CN",
        "claim": "none",
        "entry_date": "2025-03-10",
        "value": "5000",
        "liquidated": "2026-01-16",
    }
    line = replayed(ieepa, laptop).lines.row(0, named=True)
    assert line["refund_fent"] == 1000.0  # 20% from 4 March 2025
    assert (line["state"], line["protest_until"]) == ("within-80", date(2026, 7, 15))
    late = replayed(ieepa, laptop | {"protested": "2026-07-15"}, day=date(2026, 8, 1)).lines
    assert late["state"].item() == "protested"


def test_what_was_really_paid_prevails_over_the_law(ieepa):
    line = replayed(ieepa, SWEATER | {"paid": "3200"}).lines.row(0, named=True)
    assert (line["refund_recip"], line["refund_other_paid"]) == (1500.0, 50.0)
    assert line["refund"] == 1550.0


def test_refunds_by_authority_come_to_paid_less_owed(ieepa):
    rows = [SWEATER, CAR, SWEATER | {"paid": "100.10"}, SWEATER | {"value": "33.33"}]
    lines = replayed(ieepa, *rows).lines
    parts = sum(lines[name] for name in OWN if name.startswith("refund"))
    assert (parts - (lines["paid_usd"] - lines["owed_usd"])).abs().max() < 0.011  # cents
    assert (parts - lines["refund"]).abs().max() < 1e-6


def test_bad_rows_are_told_by_row_and_column_and_the_rest_is_replayed(ieepa):
    found = replayed(
        ieepa,
        SWEATER,
        SWEATER | {"value": ""},
        SWEATER | {"hts10": "1234567890"},
        SWEATER | {"liquidated": "2025-08-09"},
        SWEATER | {"informal": "perhaps"},
        SWEATER | {"paid": "-5"},
        SWEATER | {"protested": "soon"},
    )
    assert found.lines.height == 1
    told = list(zip(found.faults["row"], found.faults["column"], strict=True))
    assert told == [
        (2, "value"),
        (3, "hts10"),
        (4, "liquidated"),
        (5, "informal"),
        (6, "paid"),
        (7, "protested"),
    ]


def test_columns_of_dates_and_numbers_read_like_texts(ieepa):
    typed = pl.DataFrame(
        {
            "hts10": [6110202069],
            "origin": ["KR"],
            "claim": ["none"],
            "entry_date": [date(2025, 8, 10)],
            "value": [10000.0],
            "informal": [True],
        }
    )
    line = ieepa.rows(typed, DAY).lines.row(0, named=True)
    assert (line["refund"], line["state"]) == (1500.0, "final")


def test_suspended_entries_and_those_in_court_keep_their_refund(ieepa):
    lines = replayed(
        ieepa,
        SWEATER | {"suspended": "yes"},
        SWEATER | {"suspended": "yes", "liquidated": "2025-12-01"},
        SWEATER | {"sued": "2025-12-10"},
        SWEATER | {"sued": "2027-12-10"},  # not filed yet on the day asked for
    ).lines
    assert lines["state"].to_list()[0] == "suspended"
    assert lines["state"].to_list()[1] != "suspended"
    assert lines["state"].to_list()[2] == "suit-filed"
    assert lines["state"].to_list()[3] != "suit-filed"
    assert set(lines["refund"].to_list()) == {1500.0}


def test_a_file_is_replayed_and_needs_values(tmp_path):
    file = tmp_path / "entries.csv"
    pl.DataFrame([SWEATER, CAR]).write_csv(file)
    found = replay_file(file, find_scenario("ieepa-void"), DAY)
    assert found.lines["refund"].to_list() == [1500.0, 3750.0]
    pl.DataFrame([SWEATER]).drop("value").write_csv(file)
    with pytest.raises(OutOfRange, match="column value"):
        replay_file(file, find_scenario("ieepa-void"), DAY)
    pl.DataFrame([SWEATER]).drop("origin").write_csv(file)
    with pytest.raises(BadFile, match="origin"):
        replay_file(file, find_scenario("ieepa-void"), DAY)


def test_columns_named_as_those_of_the_answer_are_kept_under_another_name(ieepa, tmp_path):
    own = {"refund": "mine", "state": "Ohio", "grown": "tall", "refund_recip": "x", "total": "3"}
    line = replayed(ieepa, SWEATER | own).lines.row(0, named=True)
    assert (line["refund"], line["state"], line["refund_recip"]) == (1500.0, "unliquidated", 1500.0)
    kept = ("refund_given", "state_given", "grown", "refund_recip_given", "total")
    assert [line[name] for name in kept] == ["mine", "Ohio", "tall", "x", "3"]
    file = tmp_path / "entries.csv"
    pl.DataFrame([SWEATER | {"state": "Ohio", "state_given": "x"}]).write_csv(file)
    with pytest.raises(BadFile, match="state is passed on as state_given"):
        replay_file(file, find_scenario("actual"), DAY)


def test_a_torn_row_is_left_out_and_told(tmp_path):
    file = tmp_path / "entries.csv"
    pl.DataFrame([SWEATER, CAR, SWEATER]).write_csv(file)
    rows = file.read_text().splitlines(keepends=True)
    file.write_text("".join([*rows[:2], rows[2].rstrip() + ",more\n", rows[3]]))
    found = replay_file(file, find_scenario("ieepa-void"), DAY)
    assert found.lines["refund"].to_list() == [1500.0, 1500.0]
    assert found.faults.select("row", "column").rows() == [(2, "row")]
