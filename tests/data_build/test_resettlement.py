"""Tables of arrivals and surveys: what is refused, and how rows are told apart."""

from __future__ import annotations

import polars as pl
import pytest


@pytest.fixture(scope="module")
def folder(raw):
    return raw / "people" / "refugees"


def test_a_miscounted_year_is_refused(scripts, folder):
    arrivals = scripts("resettlement.arrivals")
    counted, totals = arrivals.arrivals(folder), arrivals.cumulative(folder)
    arrivals.check_sums(counted, totals)
    more = pl.when(pl.col("last_year") == 2010).then(1).otherwise(0)
    with pytest.raises(ValueError, match="the ministry prints"):
        arrivals.check_sums(counted.with_columns(pl.col("persons") + more), totals)


def test_a_status_that_says_nothing_is_refused(scripts):
    arrivals = scripts("resettlement.arrivals")
    with pytest.raises(ValueError, match="does not say"):
        arrivals.status_of("somewhere", "men")


def test_a_survey_share_above_a_hundred_is_refused(scripts, folder, tmp_path):
    survey = scripts("resettlement.survey")
    text = (folder / "hana_survey.csv").read_text(encoding="utf-8")
    (tmp_path / "hana_survey.csv").write_text(text.replace("81.2", "181.2"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"satisfied: \[181\.2\]"):
        survey.survey(tmp_path)
