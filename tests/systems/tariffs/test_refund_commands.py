"""`bongsu tariffs refunds|collected|forecasts`, as a user types them."""

import json

import polars as pl
import pytest
from click.testing import CliRunner

from bongsu.cli.main import cli
from bongsu.errors import BongsuError

REFUNDS = ("tariffs", "refunds", "--date", "2026-03-04")
ENTRIES = """hts10,origin,claim,entry_date,value,invoice
6110.20.20.69,KR,none,2025-08-10,10000,a-1
8471.30.01.00,CN,none,2025-03-10,5000,a-2
6110.20.20.69,KR,none,2025-08-10,,a-3
"""


def typed(*words):
    return CliRunner().invoke(cli, [str(word) for word in words])


def told(*words, bad_rows=False):
    result = typed(*words)
    assert result.exit_code == int(bad_rows), result.output
    return result.stdout


def refused(*words):
    """Whether the command stops with an error that `main` prints and a user can mend."""
    return isinstance(typed(*words).exception, BongsuError)


@pytest.fixture
def entries(tmp_path):
    file = tmp_path / "entries.csv"
    file.write_text(ENTRIES, encoding="utf-8")
    return file


def test_a_file_is_told_by_clock_authority_and_fault(entries, tmp_path):
    out = tmp_path / "refunds.parquet"
    found = json.loads(told(*REFUNDS, entries, "--out", out, "--json", bad_rows=True))
    assert (found["refund"], found["entries"]) == (2500.0, 2)
    assert found["by_authority"] == {"recip": 1500.0, "fent": 1000.0}
    assert [one["state"] for one in found["states"]] == ["unliquidated", "within-80"]
    assert [(one["row"], one["column"]) for one in found["faults"]] == [(3, "value")]
    assert pl.read_parquet(out)["invoice"].to_list() == ["a-1", "a-2"]
    text = told(*REFUNDS, entries, bad_rows=True)
    for words in ("1,500.00", "IEEPA fentanyl", "row 3, value", "CAPE"):
        assert words in text


def test_entries_made_after_the_day_are_left_out_and_counted(entries, tmp_path):
    asked = ("tariffs", "refunds", entries, "--date")
    out = tmp_path / "refunds.csv"
    found = json.loads(told(*asked, "2025-08-09", "--json", "--out", out, bad_rows=True))
    assert (found["refund"], found["entries"], found["later"]) == (1000.0, 1, 1)
    assert [one["row"] for one in found["faults"]] == [3]
    assert pl.read_csv(out)["invoice"].to_list() == ["a-2"]
    assert "entered after 2025-08-09: 1\n" in told(*asked, "2025-08-09", bad_rows=True)
    assert "entered after" not in told(*asked, "2025-08-10", bad_rows=True)  # the day itself counts
    with pytest.raises(BongsuError, match="every entry was made after 2025-03-09"):
        raise typed(*asked, "2025-03-09").exception


def test_the_country_is_told_without_a_file_and_alike_each_time(tmp_path):
    chart = tmp_path / "refunds.svg"
    one, same = (told(*REFUNDS, "--json", "--chart", chart) for _ in range(2))
    assert one == same
    found = json.loads(one)
    assert found["simulated"] is True
    assert found["entries"] == 53_173_939
    assert found["refund"] == pytest.approx(166e9, rel=0.05)
    assert "Not liquidated yet" in chart.read_text(encoding="utf-8")


def test_the_rate_of_interest_that_is_carried_on_is_told():
    assert "last rate held" in told("tariffs", "refunds", "--date", "2026-09-01")
    assert "last rate held" not in told(*REFUNDS)


@pytest.mark.parametrize(
    "words",
    [
        ("--date", "soon"),
        ("--date", "2026-03-04", "--ruling", "nobody"),
        ("--date", "2026-03-04", "--chart", "refunds.pdf"),
        ("none.csv", "--date", "2026-03-04"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_way_out(words):
    assert refused("tariffs", "refunds", *words)


def test_entries_are_not_overwritten(entries):
    assert refused(*REFUNDS, entries, "--out", entries)
    assert entries.read_text(encoding="utf-8") == ENTRIES


def test_a_table_of_entries_needs_entries(tmp_path):
    result = typed(*REFUNDS, "--out", tmp_path / "lines.csv")
    assert result.exit_code == 2
    assert "give FILE" in result.output


def test_a_table_that_has_no_place_is_named(entries, tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for place, where in (("none/lines.csv", "none"), ("folder.csv", "folder.csv")):
        fault = typed(*REFUNDS, entries, "--out", tmp_path / place).exception
        assert isinstance(fault, BongsuError)
        assert fault.where == str(tmp_path / where)


def test_collected_rates_are_told_by_month_with_what_is_left():
    found = json.loads(told("tariffs", "collected", "--month", "2025-09", "--json"))
    assert len(found) == 1
    assert found[0]["collected"] == pytest.approx(10.65, abs=0.01)  # USITC, calculated duties
    assert abs(found[0]["unexplained"]) < 1
    assert "2025-10" in told("tariffs", "collected")


def test_collected_rates_of_an_origin_and_of_lines_are_rated():
    words = ("--month", "2025-11", "--origin", "KR", "--products", "8703", "--json")
    (found,) = json.loads(told("tariffs", "collected", *words))
    assert found["modelled"] == pytest.approx(25, abs=0.05)
    assert found["collected"] is None


@pytest.mark.parametrize(
    "words",
    [
        ("--month", "2024-01"),
        ("--month", "autumn"),
        ("--products", "cars", "--month", "2025-11"),
        ("--origin", "Atlantis", "--month", "2025-11"),
    ],
)
def test_months_origins_and_lines_that_are_none_are_refused(words):
    assert refused("tariffs", "collected", *words)


def test_forecasts_are_scored_beside_the_market(tmp_path):
    log = tmp_path / "mine.csv"
    log.write_text(
        "made,recorded,forecaster,question,p,outcome_known,outcome,source\n"
        "2026-01-10,2026-01-10,us,Supreme Court upholds the IEEPA tariffs,0.1,2026-02-20,0,desk\n",
        encoding="utf-8",
    )
    found = json.loads(told("tariffs", "forecasts", log, "--json"))
    assert [one["forecaster"] for one in found["scores"]] == ["us", "market"]
    assert found["scores"][0]["brier"] == pytest.approx(0.01)
    assert "0.1010" in told("tariffs", "forecasts")
