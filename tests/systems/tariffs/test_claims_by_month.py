"""Claims of USMCA month by month: the record by hand, who is touched, and what a user reads."""

import json
from datetime import date

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from bongsu.catalog import open_catalog
from bongsu.cli.main import cli
from bongsu.systems.tariffs.average_steps import months, steps
from bongsu.systems.tariffs.averages import Weigher
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.preference_use import usmca_in_month


@pytest.fixture(scope="module")
def weighers():
    return Weigher(["CAN", "MEX", "KOR"]), Weigher(["CAN", "MEX", "KOR"], monthly=True)


def record(month, heading, census):
    rows = open_catalog().table("usmca_use_by_month").filter(
        pl.col("month") == month, pl.col("hts10").str.starts_with(heading), census=census
    )  # fmt: skip
    return float(rows["claimed"].sum()) / float(rows["value"].sum())


def shares(weigher, heading, partner, day):
    trade = weigher.trade
    rows = (trade.codes // 1_000_000 == heading) & (trade.partner == trade.partners.index(partner))
    return np.unique(usmca_in_month(weigher.use, trade, day)[rows])


def test_lines_of_a_heading_claim_what_the_record_says_of_the_month(weighers):
    plain, _ = weighers
    assert shares(plain, 8703, "MEX", date(2025, 9, 17)) == pytest.approx(
        [record(date(2025, 9, 1), "8703", "2010")]
    )
    # May's record holds claims for the base duty alone, and July's is taken where it is more.
    assert shares(plain, 8471, "MEX", date(2025, 5, 17)) == pytest.approx(
        [max(record(date(2025, month, 1), "8471", "2010") for month in (5, 7))]
    )
    last = open_catalog().table("usmca_use_by_month")["month"].max()
    assert shares(plain, 8703, "CAN", date(2026, 12, 31)) == pytest.approx(
        [record(last, "8703", "1220")]
    )


def test_aircraft_goods_claim_as_at_the_end_of_2025_since_their_record_filled_late(weighers):
    plain, _ = weighers
    lines = open_catalog().table("usmca_use_by_month").filter(
        pl.col("hts10").str.starts_with("8411"), census="1220"
    )  # fmt: skip
    autumn = lines.filter(pl.col("month").is_between(date(2025, 10, 1), date(2025, 12, 1)))
    filled = float(autumn["claimed"].sum()) / float(autumn["value"].sum())
    for month in range(3, 10):
        assert shares(plain, 8411, "CAN", date(2025, month, 15)) == pytest.approx(
            [max(filled, record(date(2025, month, 1), "8411", "1220"))]
        )
    assert record(date(2025, 7, 1), "8411", "1220") < 0.3
    assert filled > 0.85
    for month in (2, 10):
        assert shares(plain, 8411, "CAN", date(2025, month, 15)) == pytest.approx(
            [record(date(2025, month, 1), "8411", "1220")]
        )


def test_goods_of_others_and_of_headings_without_record_claim_as_in_2024(weighers):
    plain, _ = weighers
    found = usmca_in_month(plain.use, plain.trade, date(2025, 9, 1))
    korea = plain.trade.partner == plain.trade.partners.index("KOR")
    assert np.array_equal(found[korea], plain.use.share[korea])
    held = open_catalog().table("usmca_use_by_month").filter(month=date(2025, 9, 1))
    for census, partner in (("1220", "CAN"), ("2010", "MEX")):
        lines = held.filter(pl.col("census") == census)["hts10"]
        known = lines.str.slice(0, 4).cast(pl.Int64).unique().to_list()
        rows = plain.trade.partner == plain.trade.partners.index(partner)
        rows &= ~np.isin(plain.trade.codes // 1_000_000, known)
        assert rows.any()
        assert np.array_equal(found[rows], plain.use.share[rows])


def test_more_claims_take_the_duty_for_fentanyl_off_and_leave_the_law(weighers):
    one, other = (
        weigher.average(date(2025, 9, 1), FOREVER, by="country", bounds=False)
        for weigher in weighers
    )
    assert other.layers == ("law", "claims-by-month")
    assert np.array_equal(one.law.rates, other.law.rates)
    gained = dict(zip(one.groups, one.claims.rates[:, -1] - other.claims.rates[:, -1], strict=True))
    assert gained["KOR"] == 0
    assert gained["MEX"] > 0.05
    assert gained["CAN"] > 0.05


def test_a_series_has_a_step_for_each_month_and_its_months_sum_the_days():
    weigher = Weigher(["MEX"], monthly=True)
    found = steps(weigher, date(2025, 9, 1), date(2025, 10, 31), bounds=False)
    assert {step.first for step in found} >= {date(2025, 9, 1), date(2025, 10, 1)}
    september, _ = months(found)
    assert september.claimed == "claims-by-month"
    within = [step for step in found if step.last <= date(2025, 9, 30)]
    paid = sum(step.days * step.averages.claims.rates[0, -1] for step in within) / 30
    assert september.claims.rates[0, -1] / september.value[0] == pytest.approx(paid)


def test_the_command_says_which_claims_it_tells():
    def told(*more):
        words = ["tariffs", "average", "--origin", "MX", "--date", "2025-09-01",
                 "--layer", "claims-by-month", *more]  # fmt: skip
        result = CliRunner().invoke(cli, words)
        assert result.exit_code == 0, result.output
        return result.output

    (group,) = json.loads(told("--json"))["groups"]
    assert "claims" not in group
    text = told()
    assert "month's claims" in text
    assert "as used in the month" in text
    assert f"{100 * group['claims-by-month']['total']:.2f}" in text
