"""A scenario that changes the law, in runs: what other systems see of it, against the engine."""

from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from bongsu.catalog import open_catalog
from bongsu.cli.main import cli
from bongsu.errors import Faults, UnknownName
from bongsu.lab import open_lab
from bongsu.systems.tariffs.average_months import Months
from bongsu.systems.tariffs.averages import COLUMNS, Weigher
from bongsu.systems.tariffs.law import FOREVER, Measure
from bongsu.systems.tariffs.override_files import find_scenario
from bongsu.systems.tariffs.overrides import Override, Scenario
from bongsu.systems.tariffs.what_if import averages_under

AS_OF = date(2026, 2, 27)
KNOWN = date(2026, 2, 20)  # last day of which the table tells, as known on AS_OF
HEAD = "scenario: what-if\ntitle: A law of ours\nbase: baseline\n"
OUTPUTS = "outputs: [tariffs.effective_rate, tariffs.korea_effective_rate, tariffs.rate_by_part]\n"
TEN = "  - {id: ten, authority: s338, rate: 0.1, origins: KOR, start: 2026-04-01, source: a test}\n"


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="module")
def ran(lab, tmp_path_factory):
    """Return a function that runs a scenario file of this body."""
    folder = tmp_path_factory.mktemp("scenarios")

    def run(body, **options):
        path = folder / "what-if.yaml"
        path.write_text(HEAD + body + OUTPUTS, encoding="utf-8")
        return lab.run(path, keep=False, **options)

    return run


@pytest.fixture(scope="module")
def baseline(lab):
    outputs = ["tariffs.effective_rate", "tariffs.rate_by_part"]
    return lab.run("baseline", outputs=outputs, keep=False)


def moved(run, baseline, month, partner="KOR", **outcomes):
    found = run["tariffs.effective_rate"].sel(month=month, partner=partner, **outcomes)
    return float(found - baseline["tariffs.effective_rate"].sel(month=month, partner=partner))


def engine(scenario, day, known=KNOWN):
    """Return the average on Korea's goods of a day with claims, by the engine alone."""
    weigher = Weigher(["KOR"], scenario)
    return float(weigher.average(day, known, bounds=False).claims.rates[0, -1])


def test_ten_percent_on_everything_is_ten_points_from_its_first_day(ran, baseline):
    run = ran("measures:\n" + TEN)
    assert moved(run, baseline, "2026-03") == 0
    for month in ("2026-04", "2026-12", "2027-06", "2100-12"):
        # The table is rounded to eight digits, and each of Korea's parts is a number of it.
        assert moved(run, baseline, month) == pytest.approx(0.1, abs=1e-6), month
        assert moved(run, baseline, month, "JPN") == pytest.approx(0, abs=5e-6), month
    other = run["tariffs.rate_by_part"].sel(part="other", partner="KOR", month="2026-09")
    assert float(other) == pytest.approx(0.1, abs=1e-6)


def test_a_run_and_the_command_give_one_law_the_same_average(ran, tmp_path):
    file = tmp_path / "law.yaml"
    law = (
        "overrides:\n"
        '  - {do: void, targets: ["authority:s122"], from: 2026-05-01, source: a test}\n'
        '  - {do: raise, by: 0.05, targets: ["authority:s232"], from: 2026-06-01, source: a test}\n'
        "measures:\n" + TEN
    )
    file.write_text("title: A law of ours\n" + law, encoding="utf-8")
    run = ran(law)["tariffs.korea_effective_rate"]
    for month, day in (("2026-05", date(2026, 5, 20)), ("2026-10", date(2026, 10, 3))):
        found = engine(find_scenario(str(file)), day)
        assert float(run.sel(month=month)) == pytest.approx(found, abs=1e-6), month
    told = CliRunner().invoke(
        cli, ["tariffs", "average", "--origin", "KR", "--date", "2026-10-03", "--known-at",
               str(KNOWN), "--layer", "claims", "--scenario", str(file)],
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert f"{100 * float(run.sel(month='2026-10')):.2f}" in told.output


def test_a_month_in_which_a_duty_begins_bears_it_on_some_of_its_days(ran, baseline):
    begun = TEN.replace("2026-04-01", "2027-06-16")  # after the schedule ends
    run = ran("measures:\n" + begun)
    assert moved(run, baseline, "2027-05") == pytest.approx(0, abs=5e-6)
    assert moved(run, baseline, "2027-06") == pytest.approx(0.05, abs=1e-6)
    assert moved(run, baseline, "2027-07") == pytest.approx(0.1, abs=1e-6)
    ended = begun.replace("start", "end: 2028-01-01, start")
    run = ran("measures:\n" + ended)
    assert moved(run, baseline, "2027-12") == pytest.approx(0.1, abs=1e-6)
    assert moved(run, baseline, "2028-01") == pytest.approx(0, abs=5e-6)


def test_outcomes_of_a_tree_lead_to_laws(ran, baseline):
    run = ran(
        "issues:\n  duty: {p: {none: 0.7, ten: 0.3}, elicited: A guess}\n"
        "effects:\n  duty=ten:\n    measures:\n    " + TEN + "    source: a test\n"
    )
    assert moved(run, baseline, "2026-09", duty="none") == 0
    assert moved(run, baseline, "2026-09", duty="ten") == pytest.approx(0.1, abs=1e-6)
    mean = run.mean(run["tariffs.korea_effective_rate"]).sel(month="2026-09")
    plain = baseline["tariffs.effective_rate"].sel(partner="KOR", month="2026-09")
    assert float(mean - plain) == pytest.approx(0.03, abs=1e-6)


def test_a_law_that_is_said_to_be_what_it_is_leaves_the_table_as_it_is():
    # Ends after the table's last month and changes nothing before: every month is computed anew.
    table = open_catalog().table("tariff_averages", AS_OF)
    nothing = {
        "overrides": [{"do": "raise", "by": 0.0, "targets": ["authority:s232"]}],
        "measures": [],
    }
    made = averages_under(nothing, "a test", table)
    keys = ["month", "partner", "part"]
    latest = table.sort("known_from").group_by(keys).last()
    both = latest.join(made, on=keys, suffix="_made")
    assert both.height == latest.height
    for column in ("law", "claims", "law_beyond", "claims_beyond"):
        # A number that moved by less than 5e-6 kept its row from an earlier publication.
        moved = (both[column] - both[f"{column}_made"]).to_numpy()
        assert np.abs(moved).max() < 1e-5, column


def test_section_232_can_fall_with_a_duty_of_a_scenario_under_it(ran):
    # Its own ten points go as well, and Section 122 reaches what the cars and metals leave.
    own = TEN.replace("s338", "s232")
    kept = "assume:\n  tariffs.s232_kept: {value: 0, from: 2026-05, elicited: A test}\n"
    run = ran("measures:\n" + own + kept)["tariffs.korea_effective_rate"]
    void = Scenario(
        name="void", overrides=(Override(do="void", targets=("authority:s232",)),), measures=()
    )
    assert float(run.sel(month="2026-05")) == pytest.approx(
        engine(void, date(2026, 5, 20)), abs=1e-5
    )


def test_faults_of_a_law_are_those_of_what_if_files(ran):
    with pytest.raises(UnknownName, match="names nothing of the law"):
        ran('overrides: [{do: void, targets: ["authority:s99"], source: a test}]\n')
    with pytest.raises(Faults) as caught:
        ran("measures:\n" + TEN.replace("KOR", "KORE") + TEN.replace("s338", "s339"))
    assert [fault.what for fault in caught.value.faults] == [
        "'KORE' is no country", "'s339' is no authority",
    ]  # fmt: skip


def test_days_after_the_schedule_are_its_last_day_under_what_then_stands():
    late = Measure(
        id="late", heading="", authority="s338", operation="add", rate=0.1,
        origins=frozenset({"KOR"}), start=date(2030, 1, 1), end=FOREVER,
        published=date(2030, 1, 1),
    )  # fmt: skip
    now = Measure(
        id="late", heading="", authority="s338", operation="add", rate=0.1,
        origins=frozenset({"KOR"}), start=date(2026, 1, 1), published=date(2026, 1, 1),
    )  # fmt: skip
    rows = Months(Scenario(name="late", measures=(late,))).rows(
        date(2029, 12, 1), date(2030, 1, 31), KNOWN
    )
    held = engine(Scenario(name="now", measures=(now,)), date(2026, 12, 31))
    paid = sum(rows[date(2030, 1, 1), "KOR", part][1] for part in COLUMNS[:-1])
    assert paid == pytest.approx(held, abs=1e-6)
    before = sum(rows[date(2029, 12, 1), "KOR", part][1] for part in COLUMNS[:-1])
    assert before == pytest.approx(held - 0.1, abs=1e-6)
