"""The forecasts' scores on rolling origins, and the commands that show them."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bongsu.catalog import open_catalog
from bongsu.cli.main import main
from bongsu.errors import MissingValue
from bongsu.systems.resettlement.backtest import backtest, last_with_spread, means

CATALOG = open_catalog()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return str(tmp_path_factory.mktemp("lab"))


def run(*arguments: str, lab: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(["--lab", lab, "resettlement", *arguments])
    return int(end.value.code or 0)


@pytest.mark.parametrize("ahead", [1, 2, 3, 5])
def test_the_model_beats_both_rules_on_average(ahead):
    mean = means(backtest(CATALOG, ahead=ahead))
    assert mean["model"] < mean["last_year"]
    assert mean["model"] < mean["five_years"]


def test_one_year_ahead_every_january_from_2012_is_scored_once():
    scores = backtest(CATALOG)
    assert [score.year for score in scores] == list(range(2012, 2026))
    assert all(score.made.isoformat() == f"{score.year}-01-31" for score in scores)


def test_rules_score_their_absolute_error():
    # 2024: 236 came, 196 the year before; five years: 1,047, 229, 63, 67 and 196
    score = next(score for score in backtest(CATALOG) if score.year == 2024)
    assert score.last_year == 40
    assert score.five_years == pytest.approx(320.4 - 236)


def test_the_harder_rival_spreads_as_counts_change_over_as_many_years():
    known = 1000.0 * 1.5 ** np.array([0, 1, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1])
    spread = [last_with_spread(known, ahead).shape for ahead in (1, 2)]
    assert spread[0] > spread[1]  # two years move a count farther than one
    assert last_with_spread(known[:4], 1).shape == 2 * last_with_spread(known[:4], 2).shape


def test_five_years_ahead_the_model_does_not_beat_the_rival_with_its_own_spread():
    mean = {ahead: means(backtest(CATALOG, ahead=ahead)) for ahead in (3, 5)}
    assert mean[3]["model"] < mean[3]["last_year_spread"]
    assert mean[5]["model"] > mean[5]["last_year_spread"]  # as docs/resettlement.md owns


class Planted:
    """The catalogue with an absurd count of a later year put in."""

    def __init__(self, year):
        self.year = year

    def table(self, name, as_of=None):
        rows = CATALOG.table(name, as_of)
        absurd = rows["persons"] * 0 + 99_999
        kept = rows["last_year"] < self.year
        return rows.with_columns(persons=rows["persons"].zip_with(kept, absurd))


def test_what_comes_later_changes_no_earlier_forecast():
    planted = {score.year: score for score in backtest(Planted(2022))}
    for score in backtest(CATALOG):
        if score.year < 2022:
            assert planted[score.year] == score
    assert planted[2023].level != next(s for s in backtest(CATALOG) if s.year == 2023).level


def test_an_origin_without_five_known_years_is_refused():
    with pytest.raises(MissingValue, match="4 yearly counts"):
        backtest(CATALOG, first=2006)


def test_a_machine_gets_scores_and_where_the_model_loses(lab, capsys):
    assert run("backtest", "--json", lab=lab) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["mean"]["model"] < said["mean"]["last_year"] < said["mean"]["five_years"]
    for origin in said["origins"]:
        lost = origin["model"] >= origin["last_year"]
        assert (origin["year"] in said["not_beaten"]["last_year"]) == lost
    assert 2013 in said["not_beaten"]["last_year"]


def test_people_get_a_table_with_stars_where_the_model_loses(lab, capsys):
    assert run("backtest", lab=lab) == 0
    shown = capsys.readouterr().out
    assert "*12.0" in shown
    assert "2025-01-31" in shown


def test_a_backtest_beyond_the_records_ends_with_two(lab, capsys):
    assert run("backtest", "--from", "2026", lab=lab) == 2
    assert "begin earlier" in capsys.readouterr().err


def test_arrivals_for_machines_lead_from_records_to_forecasts(lab, capsys):
    assert run("arrivals", "--to", "2030", "--json", lab=lab) == 0
    rows = json.loads(capsys.readouterr().out)["arrivals"]
    assert [row["year"] for row in rows] == list(range(2002, 2031))
    by_year = {row["year"]: row for row in rows}
    assert (by_year[2009]["arrivals"], by_year[2009]["recorded"]) == (2914, True)
    assert (by_year[2017]["cumulative"], by_year[2025]["cumulative"]) == (31_339, 34_538)
    assert by_year[2026]["recorded"] is False
    assert by_year[2026]["arrivals_low"] < by_year[2026]["arrivals"]


def test_arrivals_for_people_say_what_is_forecast(lab, capsys):
    assert run("arrivals", "--to", "2027", lab=lab) == 0
    shown = capsys.readouterr().out
    assert all(text in shown for text in ("2,914", "34,538", "forecast"))


def test_arrivals_to_a_year_within_the_records_end_there(lab, capsys):
    assert run("arrivals", "--to", "2010", "--json", lab=lab) == 0
    rows = json.loads(capsys.readouterr().out)["arrivals"]
    assert [row["year"] for row in rows] == list(range(2002, 2011))
    assert all(row["recorded"] for row in rows)


def test_arrivals_to_a_year_before_the_records_end_with_two(lab, capsys):
    assert run("arrivals", "--to", "1990", lab=lab) == 2
    assert "ask for 2002 or later" in capsys.readouterr().err
