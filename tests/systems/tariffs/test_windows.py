"""One entry on both axes of time, against the dates of the Federal Register and change records."""

import json
from datetime import date
from itertools import pairwise

import pytest
from click.testing import CliRunner

from bongsu.cli.main import cli
from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.windows import stretches

CAR = Entry(hts10="8703230140", origin="KOR", claim="none", day=date(2025, 11, 1))


def told(*words):
    result = CliRunner().invoke(cli, ["tariffs", "window", *map(str, words)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_korean_car_was_charged_27_and_a_half_percent_until_the_law_of_november_came():
    # 90 FR 55964, published on 4 December 2025, in effect from 1 November
    found = stretches(CAR, date(2025, 10, 30), date(2025, 12, 6))
    assert [(one.first, one.last) for one in found] == [
        (date(2025, 10, 30), date(2025, 10, 31)),
        (date(2025, 11, 1), date(2025, 12, 3)),
        (date(2025, 12, 4), date(2025, 12, 6)),
    ]
    rates = [(one.as_known, one.as_of) for one in found]
    assert rates == [
        pytest.approx(pair, abs=1e-9) for pair in ((0.275, 0.275), (0.275, 0.15), (0.15, 0.15))
    ]
    assert [round(one.back, 9) for one in found] == [0, 0.125, 0]


def test_days_without_a_gap_are_covered_once():
    found = stretches(CAR, date(2025, 3, 25), date(2025, 4, 12))
    for before, after in pairwise(found):
        assert (after.first - before.last).days == 1
        assert (after.as_of, after.as_known) != (before.as_of, before.as_known)
    assert (found[0].first, found[-1].last) == (date(2025, 3, 25), date(2025, 4, 12))


def test_days_turned_round_are_refused():
    with pytest.raises(OutOfRange, match="days"):
        stretches(CAR, date(2025, 12, 1), date(2025, 11, 1))


def test_the_command_tells_and_draws_what_is_owed_back(tmp_path):
    asked = ("8703.23.01.40", "--origin", "KR", "--from", "2025-11-30", "--to", "2025-12-05")
    chart = tmp_path / "window.svg"
    late, _ = json.loads(told(*asked, "--json", "--chart", chart))
    assert (late["from"], late["to"], late["back"]) == ("2025-11-30", "2025-12-03", 0.125)
    assert "12.50" in told(*asked)
    drawn = chart.read_text(encoding="utf-8")
    assert "gives back 12.5 points" in drawn
    assert "As known that day" in drawn
