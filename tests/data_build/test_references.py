"""Tables that claims are compared with: the figures of the raw files, and no day too early."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from bongsu.catalog import open_catalog

KOREA = 410
CATALOG = open_catalog()
UN = CATALOG.table("korea_un_revisions")
OLD = (2008, 2010, 2012, 2015, 2017, 2019)


@pytest.fixture(scope="module")
def people(raw):
    return raw / "people"


@pytest.fixture(scope="module")
def references(scripts):
    return scripts("people.references")


def said(concept, revision, refers_to, variant="medium"):
    return UN.filter(
        concept=concept, revision=revision, refers_to=refers_to, variant=variant
    ).select("value", "unit")


@pytest.mark.parametrize("revision", OLD)
def test_fertility_of_a_revision_is_that_of_its_file(revision, people):
    rates = pl.read_parquet(people / "wpp_old" / "rates5.parquet").filter(
        revision=revision, country_code=KOREA
    )
    for start in (2000, 2020):
        printed = rates.filter(period_start=start)["tfr"].item()
        value, unit = said("total_fertility_rate", revision, f"{start}-07-01/{start + 5}-06-30")
        assert value.item() == pytest.approx(printed, abs=1e-6)
        assert unit.item() == "child/woman"


@pytest.mark.parametrize("revision", OLD)
def test_shares_of_a_revision_add_up_and_are_its_people(revision, people):
    ages = pl.read_parquet(people / "wpp_old" / "pop5.parquet").filter(
        revision=revision, country_code=KOREA, year=2010
    )
    both = ages.select("age", people=pl.col("pop_m") + pl.col("pop_f"))
    adults = sum(number for age, number in both.rows() if 15 <= age < 65)
    total = sum(number for _, number in both.rows())
    value, unit = said("share_15_64", revision, "2010-07-01")
    assert value.item() == pytest.approx(100 * adults / total, abs=1e-4)
    assert unit.item() == "percent"
    parts = [said(f"share_{name}", revision, "2010-07-01") for name in ("0_14", "15_64", "65_plus")]
    assert sum(part["value"].item() for part in parts) == pytest.approx(100)


def test_shares_of_2022_are_as_published(people):
    shares = pl.read_parquet(people / "wpp2022" / "age_shares_oadr_bounds.parquet").filter(
        country_code=KOREA, age_group="15-64", kind="percent"
    )
    for year, printed in shares.select("year", "med").rows():
        assert said("share_15_64", 2022, f"{year}-07-01")["value"].item() == printed


@pytest.mark.parametrize("name", ["0_14", "15_64", "65_plus"])
def test_shares_of_2024_by_single_ages_run_through_those_by_five_year_ages(name):
    shares = UN.filter(concept=f"share_{name}", revision=2024, variant="medium").filter(
        pl.col("refers_to") >= "2020"
    )
    # 2025, 2030, ... are from five-year ages; a share bends by less than a fifth of a point a year
    assert shares["refers_to"].str.slice(0, 4).cast(int).to_list() == list(range(2020, 2101))
    assert shares["method"].n_unique() == 2
    assert (shares["value"].diff().diff().abs().drop_nulls() < 0.2).all()


def test_a_midyear_before_2024_follows_from_births_deaths_and_migrants(people, references):
    wpp = people / "wpp2024"
    totals, vital, rates = (
        pl.read_parquet(wpp / f"{name}.parquet").filter(country_code=KOREA)
        for name in ("totals_annual", "vital_annual", "rates_annual")
    )
    found = dict(references.midyears(totals, vital, rates).rows())
    groups = pl.read_parquet(wpp / "pop5.parquet").filter(country_code=KOREA, year=2020)
    counted = (groups["pop_m"] + groups["pop_f"]).sum()
    assert found[2020] == pytest.approx(counted, abs=0.05)  # fifty people


def test_the_register_by_groups_is_the_register(people):
    counted = pl.read_parquet(people / "korea" / "resident_pop_5age_region.parquet").filter(
        sex="B", region="Whole country", period="2023"
    )
    row = CATALOG.table("korea_register_ages").filter(date=date(2023, 12, 31)).row(0, named=True)
    old = CATALOG.table("register_65_plus").filter(date=date(2023, 12, 31), region="Whole country")
    groups = [row[f"people_{name}"] for name in ("0_14", "15_64", "65_plus")]
    assert sum(groups) == counted["pop"].sum() == old["people"].item()
    assert groups[2] == old["people_65_plus"].item()


def test_official_fertility_is_that_of_the_raw_file(people):
    printed = pl.read_csv(people / "korea" / "fertility_official_recent.csv", infer_schema=False)
    shown = CATALOG.table("korea_fertility_official")
    assert shown["period"].str.replace("-", "").to_list() == printed["year"].to_list()
    assert shown["tfr"].to_list() == printed["tfr"].cast(pl.Float64).to_list()


def test_a_period_without_a_day_of_release_is_refused(references, tmp_path):
    (tmp_path / "fertility_official_recent.csv").write_text("year,tfr,births,source\n2031,0.9,,\n")
    with pytest.raises(ValueError, match="2031"):
        references.fertility(tmp_path)


def test_nothing_is_known_before_what_it_counts_is_over():
    for period, known in (
        CATALOG.table("korea_fertility_official").select("period", "known_from").rows()
    ):
        assert period[:4] <= str(known.year)
        assert "Q" in period or int(period) < known.year
    register = CATALOG.table("korea_register_ages")
    assert (register["known_from"] > register["date"]).all()


def test_no_revision_is_known_before_its_year():
    for revision, known in UN.select("revision", "known_from").unique().rows():
        # The revision of 2008 came out in 2009, that of 2010 in 2011, that of 2012 in 2013.
        assert known.year - revision in {0, 1}
    for day, names in ((date(2019, 6, 16), OLD[:-1]), (date(2019, 6, 17), OLD)):
        seen = CATALOG.table("korea_un_revisions", day)
        assert seen["revision"].unique().sort().to_list() == list(names)
