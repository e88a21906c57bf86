"""References: published figures and those of a run, by concept, population, base and day."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.errors import UnknownName
from bongsu.lab import open_lab
from bongsu.systems.people.references import (
    CONCEPTS,
    POPULATIONS,
    READ_OUTS,
    SCHEMA,
    references,
    references_of,
)
from bongsu.systems.people.references_sources import KOSTAT_SERIES, law_of
from bongsu.units import parse_unit

CATALOG = open_catalog()
EVERY = references(CATALOG)
KEYS = ("concept", "place", "population", "base", "scenario", "law", "fund_return", "refers_to")


def one(concept, **filters):
    """Return the one row that fits."""
    rows = EVERY.filter(pl.col("kind") == "published", concept=concept, **filters)
    assert rows.height == 1, rows
    return rows.row(0, named=True)


# --- the table ---


def test_every_row_says_what_of_whom_when_and_since_when_it_was_known():
    assert EVERY.columns == list(SCHEMA)
    assert set(EVERY["concept"]) == set(CONCEPTS)
    assert set(EVERY["population"].drop_nulls()) == set(POPULATIONS)
    whole = EVERY.drop("population", "law", "fund_return")  # where they do not apply
    assert whole.null_count().sum_horizontal().item() == 0
    assert not EVERY.select(KEYS).is_duplicated().any()


def test_only_figures_of_the_fund_are_of_nobody():
    nobody = EVERY.filter(pl.col("population").is_null())
    assert nobody["concept"].str.starts_with("fund_").all()
    assert not EVERY.filter(pl.col("population").is_not_null())["law"].is_not_null().any()


def test_units_are_those_of_the_concepts():
    for concept, unit in EVERY.select("concept", "unit").unique().rows():
        assert unit == CONCEPTS[concept][0]
        parse_unit(unit)
    shares = EVERY.filter(unit="share")["value"]
    assert shares.is_between(0, 1).all()
    years = EVERY.filter(pl.col("concept").str.ends_with("_year"))
    assert years["value"].is_between(1990, 2120).all()


def test_every_series_of_statistics_korea_has_a_concept():
    assert set(CATALOG.table("kostat_points")["series"]) == set(KOSTAT_SERIES)


# --- who is counted ---


def test_the_share_of_nationals_is_kept_apart_from_that_of_everybody():
    of_2040 = EVERY.filter(concept="share_15_64", first_year=2040)
    nationals = of_2040.filter(population="nationals")
    total = of_2040.filter(population="total", base="WPP 2024", scenario="medium")
    assert nationals["value"].to_list() == [0.557]  # Statistics Korea, April 2022: "56%"
    assert nationals["base"].item().startswith("Statistics Korea, 2020-based, nationals")
    assert total["value"].item() == pytest.approx(0.584, abs=5e-4)
    assert total["value"].item() - nationals["value"].item() > 0.02  # two points and more


def test_the_72_percent_of_2020_are_of_everybody_and_the_nationals_have_less():
    total = one("share_15_64", refers_to="2020-07-01", base="WPP 2024", population="total")
    nationals = one("share_15_64", refers_to="2020-07-01", population="nationals")
    register = one("share_15_64", refers_to="2020-12-31", population="register")
    assert round(total["value"], 2) == 0.72
    assert nationals["value"] == 0.715
    assert round(register["value"], 3) == 0.714  # 37,025,287 of 51,829,023


def test_foreigners_are_a_population_of_their_own():
    share = one("share_of_total", population="foreigners", refers_to="2040-07-01")
    assert share["value"] == 0.043
    # Statistics Korea, April 2024: 82.6% of foreigners and 55.0% of nationals in 2042
    of_2042 = EVERY.filter(concept="share_15_64", refers_to="2042-07-01")
    found = dict(
        of_2042.filter(pl.col("population") != "total").select("population", "value").rows()
    )
    assert found == {"foreigners": 0.826, "nationals": 0.55}


@pytest.mark.parametrize("year", [2022, 2040, 2042])
def test_nationals_and_foreigners_add_up_to_everybody(year):
    base = "2020" if year == 2040 else "2022"
    rows = EVERY.filter(
        pl.col("base").str.starts_with(f"Statistics Korea, {base}-based, nationals"),
        concept="share_of_total",
        first_year=year,
    )
    assert rows["population"].to_list() == ["foreigners", "nationals"]
    assert rows["value"].sum() == pytest.approx(1)


def test_groups_of_age_add_up_for_nationals_and_foreigners():
    shares = EVERY.filter(
        pl.col("concept").str.starts_with("share_"),
        pl.col("concept") != "share_of_total",
        pl.col("population").is_in(["nationals", "foreigners"]),
        unit="share",
    )
    sums = shares.group_by("population", "base", "refers_to").agg(
        pl.col("value").sum(), groups=pl.len()
    )
    assert (sums["groups"] == 3).all()
    # each is printed to a tenth of a percent
    assert sums["value"].is_between(1 - 0.0015, 1 + 0.0015).all()


# --- figures of the raw files ---


def test_points_of_statistics_korea_are_those_of_the_raw_file(shared):
    raw = pl.read_csv(shared / "data" / "people" / "korea" / "kostat_2022based_points.csv")
    factors = {"_pct": 0.01, "_10k": 10}
    base = "Statistics Korea, 2022-based (December 2023)"
    for series, year, value, source in raw.rows():
        if "first_over" in series:
            continue
        variant = series.removeprefix("total_10k_") if "total_10k_" in series else "medium"
        concept, _ = KOSTAT_SERIES[series.removesuffix(f"_{variant}")]
        (factor,) = [f for end, f in factors.items() if end in series] or [1]
        row = one(concept, base=base, scenario=variant, first_year=year)
        assert row["value"] == pytest.approx(value * factor, rel=1e-12), series
        assert row["source"] == source


def test_estimates_of_exhaustion_are_those_of_the_raw_file_but_for_the_claim(shared):
    raw = pl.read_csv(shared / "data" / "people" / "pension" / "exhaustion_estimates.csv")
    given = raw.filter(pl.col("estimator") != "KEI article").drop_nulls("exhaustion_year")
    found = EVERY.filter(concept="fund_exhaustion_year")
    analyses = CATALOG.table("nps5_scenarios").height - 1  # the base stands among the estimates
    assert found.height == given.height + analyses
    for who, published, year in given.select("estimator", "published", "exhaustion_year").rows():
        rows = found.filter(base=f"{who} ({published})")
        assert year in rows["value"].to_list()
    assert not EVERY["base"].str.contains("KEI").any()


@pytest.mark.parametrize(
    ("base", "fund_return", "law", "year"),
    [
        ("Ministry of Health and Welfare, 2025 reform (2025)", 0.045, "2025", 2064),
        ("Ministry of Health and Welfare, 2025 reform (2025)", 0.055, "2025", 2071),
        ("Ministry of Health and Welfare re-estimate (2024)", 0.045, "2007", 2056),
        ("Ministry Sep 2024 plan (2024)", 0.055, "September 2024", 2072),
    ],
)
def test_exhaustion_depends_on_law_and_return(base, fund_return, law, year):
    row = one("fund_exhaustion_year", base=base, fund_return=fund_return)
    assert row["law"].endswith(law)
    assert row["value"] == year


def test_two_estimates_of_one_office_differ_by_law():
    rows = EVERY.filter(
        concept="fund_exhaustion_year", base="National Assembly Budget Office (2025)"
    )
    found = {
        (law, "+1pp" in scenario): year
        for law, scenario, year in rows.select("law", "scenario", "value").rows()
    }
    assert found == {
        ("amendment of 2007", False): 2057,
        ("amendment of 20 March 2025", False): 2065,
        ("amendment of 20 March 2025", True): 2073,
    }


def test_an_estimate_that_tells_no_law_has_none():
    assert law_of("National Pension Fund site", "not stated") is None


def test_fertility_of_the_early_2020s_by_vintage():
    rows = EVERY.filter(concept="total_fertility_rate", refers_to="2020-07-01/2025-06-30")
    found = dict(rows.select("base", "value").rows())
    assert found["WPP 2012"] == pytest.approx(1.458, abs=5e-4)
    assert found["WPP 2019"] == pytest.approx(1.075, abs=5e-4)
    newest = one("total_fertility_rate", base="WPP 2024", scenario="medium", refers_to="2024")
    counted = one("total_fertility_rate", population="register", refers_to="2024")
    assert newest["value"] == pytest.approx(0.734, abs=5e-4)
    assert (counted["value"], counted["known_from"]) == (0.75, date(2025, 2, 26))


def test_the_country_became_super_aged_in_december_2024_on_the_register():
    row = one("super_aged_year", place="Korea", population="register")
    assert (row["value"], row["refers_to"]) == (2024, "2024-12-23")
    assert one("super_aged_year", base="WPP 2024", scenario="medium")["value"] == 2025
    assert one("super_aged_year", place="Busan")["value"] == 2021
    assert one("super_aged_year", population="nationals")["value"] == 2025
    kostat = one(
        "super_aged_year", population="total", base="Statistics Korea, 2022-based (December 2023)"
    )
    assert kostat["value"] == 2025


# --- what was known ---


@pytest.mark.parametrize("day", [date(2008, 1, 1), date(2012, 1, 31), date(2022, 5, 1)])
def test_nothing_that_became_known_later_is_there(day):
    then = references(CATALOG, day)
    assert then.height < EVERY.height
    assert (then["known_from"] <= day).all()
    known = EVERY.filter(pl.col("known_from") <= day, pl.col("concept") != "super_aged_year")
    assert then.filter(pl.col("concept") != "super_aged_year").equals(known)


def test_what_is_known_today_is_seen_without_a_day():
    assert references(CATALOG, date(2100, 1, 1)).equals(EVERY)


def test_the_register_had_not_passed_a_fifth_before_anybody_could_know():
    def register(day):
        rows = references(CATALOG, day, concept="super_aged_year")
        return rows.filter(place="Korea", population="register").height

    assert [register(date(2024, 12, 23)), register(date(2024, 12, 24))] == [0, 1]


def test_before_the_first_table_there_is_nothing():
    none = references(CATALOG, date(1990, 1, 1))
    assert none.is_empty()
    assert none.columns == list(SCHEMA)


def test_an_unknown_concept_is_refused_with_the_nearest_name():
    with pytest.raises(UnknownName, match=r"no concept share_15-64(?s:.*)`share_15_64`"):
        references(CATALOG, concept="share_15-64")


def test_one_concept_can_be_asked_for():
    found = references(CATALOG, concept="median_age")
    assert found.equals(EVERY.filter(concept="median_age"))


# --- of a run ---


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    outputs = sorted({read_out.variable for read_out in READ_OUTS})
    return lab.run("official-2023", outputs=outputs, keep=False)


@pytest.fixture(scope="module")
def of_run(run):
    return references_of(run)


def test_a_run_has_the_columns_and_units_of_what_is_published(run, of_run):
    assert of_run.schema == EVERY.schema
    assert of_run["kind"].unique().to_list() == ["model"]
    assert not of_run.select(KEYS).is_duplicated().any()
    units = {read_out.concept: run.variables[read_out.variable].unit for read_out in READ_OUTS}
    assert all(CONCEPTS[concept][0] == unit for concept, unit in units.items())
    assert set(of_run["concept"]) == set(units)


def test_figures_of_a_run_are_its_own(run, of_run):
    share = of_run.filter(concept="share_15_64", refers_to="2040-12-31").row(0, named=True)
    assert share["value"] == float(run["people.share_15_64"].sel(year=2040))
    assert (share["population"], share["scenario"]) == ("total", "official-2023")
    assert share["known_from"] == run.as_of
    assert run.run_id in share["base"]
    end = of_run.filter(concept="fund_exhaustion_year")
    assert end["value"].to_list() == [2055.0]
    assert end["population"].to_list() == [None]
    peak = of_run.filter(concept="fund_peak").row(0, named=True)
    assert peak["value"] == pytest.approx(float(run["people.fund_peak"]))
    assert peak["refers_to"] == "2040"
    women = of_run.filter(concept="life_expectancy_female", refers_to="2050")["value"].item()
    assert women == float(run["people.life_expectancy"].sel(sex="female", year=2050))


def test_the_year_end_and_the_first_of_july_are_two_figures(run, of_run):
    rows = of_run.filter(concept="population_total", first_year=2040)
    assert rows["refers_to"].to_list() == ["2040-07-01", "2040-12-31"]
    assert rows["value"].n_unique() == 2


def test_regions_and_the_register_of_a_run_are_kept_apart(run, of_run):
    rows = of_run.filter(concept="super_aged_year", population="register")
    years = run["people.region_super_aged_year"]
    assert rows.height == int(years.notnull().sum())
    whole = rows.filter(place="Korea")["value"].to_list()
    assert whole == [float(years.sel(region="Whole country"))]
    # The run looks at what was known in July 2024, when the register had not passed a fifth.
    assert run.as_of < date(2024, 12, 24)
    assert whole == [2025.0]
    assert rows["place"].n_unique() == rows.height


def test_a_run_that_holds_one_variable_has_rows_of_that_alone(tmp_path):
    run = open_lab(tmp_path).run("baseline", outputs=["people.share_65_plus"], keep=False)
    few = references_of(run)
    assert "share_65_plus" in set(few["concept"])
    assert "fund_exhaustion_year" not in set(few["concept"])


def test_draws_and_branches_give_the_median(tmp_path):
    run = open_lab(tmp_path).run(
        "ageing-tree",
        draws=20,
        outputs=["people.share_65_plus", "people.fund_exhaustion_year"],
        keep=False,
    )
    found = references_of(run)
    row = found.filter(concept="share_65_plus", refers_to="2050-12-31").row(0, named=True)
    median = run.quantile("people.share_65_plus", 0.5).sel(year=2050)
    assert row["value"] == pytest.approx(float(median.squeeze()))
    assert row["method"] == "median of branches and draws"
