"""Values of the audit's series that the catalogue already holds.

The audit reads CSV, the systems read the catalogue: what both hold is taken from the catalogue, so
that they cannot differ. Left out are figures from memory, second-hand ones, and what an article
merely repeats.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bongsu.catalog import open_catalog

OURS = {  # table: source id
    "korea_fertility_official": "catalogue-fertility",
    "nk_arrivals": "catalogue-arrivals",
    "nk_cumulative": "catalogue-cumulative",
    "hana_survey": "catalogue-hana",
    "nps_fund_history": "catalogue-fund",
    "nps_exhaustion_estimates": "catalogue-exhaustion",
    "nps_reform_2025": "catalogue-reform",
    "nps_law": "catalogue-law",
    "kostat_points": "catalogue-projections",
    "labour_rates": "catalogue-labour",
    "register_65_plus": "catalogue-register",
    "korea_un_revisions": "catalogue-un",
}
HANA = {  # column: series, factor to the audit's unit
    "satisfied": ("hana-satisfied", 1.0),
    "employment": ("hana-employment", 1.0),
    "unemployment": ("hana-unemployment", 1.0),
    "participation": ("hana-participation", 1.0),
    "discriminated": ("hana-discriminated", 1.0),
    "monthly_wage": ("hana-wage", 10_000.0),  # ten thousand won
    "south_korean_wage": ("hana-south-korean-wage", 10_000.0),
    "tenure": ("hana-tenure", 1.0),
}
KOSTAT = {  # concept and series of the table: series, factor
    ("total", "tfr"): ("korea-tfr-projection", 1.0),
    ("total", "total_10k"): ("korea-population-projection", 10_000.0),
    ("total", "share_15_64_pct"): ("korea-15-64-share-projection", 1.0),
    ("total", "share_65plus_pct"): ("korea-65-plus-share-projection", 1.0),
    ("nationals", "share_15_64_pct"): ("korea-nationals-15-64-share", 1.0),
}
UN = {
    "population_total": ("korea-un-population", 1000.0),
    "total_fertility_rate": ("korea-un-tfr", 1.0),
    "share_65_plus": ("korea-un-65-plus-share", 1.0),
    "share_15_64": ("korea-un-15-64-share", 1.0),
}
LABOUR = {
    ("employment_rate", "15-64"): "korea-employment-rate-15-64",
    ("employment_rate", "15+"): "korea-employment-rate",
    ("unemployment_rate", "15+"): "korea-unemployment-rate",
}
REFORM_PASSED = date(2025, 3, 20)
LAW_OF_2007 = date(2007, 7, 23)
HUNDRED_THOUSAND = 100_000.0  # the UN's populations are told to that, not to the person

Row = dict[str, str]


def catalogue_sources() -> list[Row]:
    """Return a source for each table that is read here."""
    catalog = open_catalog()
    return [
        {
            "id": OURS[table],
            "title": catalog.info(table).citation,
            "publisher": catalog.info(table).producer,
            "address": catalog.info(table).address,
            "published": "",
        }
        for table in OURS
    ]


def catalogue_values() -> list[Row]:
    """Return values in the columns of `series_values.csv`."""
    return [*_people(), *_refugees(), *_pension(), *_labour()]


def _row(series: str, table: str, period: object, value: float, known: date, **more: str) -> Row:
    return {
        "series": series,
        "period": str(period),
        "value": f"{value:.10g}",
        "high": "",
        "known_from": known.isoformat(),
        "vintage": more.get("vintage", ""),
        "source": OURS[table],
    }


def _rows(name: str) -> Iterator[dict[str, Any]]:
    yield from open_catalog().table(name).iter_rows(named=True)


def _people() -> Iterator[Row]:
    for row in _rows("korea_fertility_official"):
        yield _row(
            "korea-tfr", "korea_fertility_official", row["period"], row["tfr"], row["known_from"]
        )
    for row in _rows("kostat_points"):
        found = KOSTAT.get((row["concept"], row["series"]))
        if found and row["variant"] == "medium":
            series, factor = found
            value, known = row["value"] * factor, row["known_from"]
            yield _row(series, "kostat_points", row["year"], value, known, vintage=row["vintage"])
    for row in _rows("korea_un_revisions"):
        found_un = UN.get(row["concept"])
        period = row["refers_to"]
        middle = period.endswith("-07-01") or len(period) == len("2024")
        if found_un and middle and row["variant"] == "medium" and int(period[:4]) >= 1980:
            series, factor = found_un
            value = row["value"] * factor
            if series == "korea-un-population":
                value = round(value / HUNDRED_THOUSAND) * HUNDRED_THOUSAND
            year, vintage = period[:4], f"WPP {row['revision']}"
            known = row["known_from"]
            yield _row(series, "korea_un_revisions", year, round(value, 3), known, vintage=vintage)
    for row in _rows("register_65_plus"):
        if row["region"] == "Whole country":
            share, known = round(row["share_65_plus"], 2), row["known_from"]
            series = "korea-65-plus-register-share"
            yield _row(series, "register_65_plus", row["date"], share, known)
            if row["people"] and row["date"].month == 12:
                year, people = row["date"].year, float(row["people"])
                yield _row("korea-register-population", "register_65_plus", year, people, known)


def _refugees() -> Iterator[Row]:
    sourced = [
        row
        for row in _rows("nk_arrivals")
        if "memory" not in row["status"] and row["first_year"] == row["last_year"]
    ]
    counted = {(row["first_year"], row["sex"]): row for row in sourced}
    for (year, sex), row in counted.items():
        if sex == "men":
            continue
        series = "nk-arrivals" if sex == "total" else "nk-arrivals-women"
        yield _row(series, "nk_arrivals", year, row["persons"], row["known_from"])
        both = counted.get((year, "total"))
        if sex == "women" and both:
            share = round(100.0 * row["persons"] / both["persons"], 2)
            known = max(row["known_from"], both["known_from"])
            yield _row("nk-arrivals-women-share", "nk_arrivals", year, share, known)
    for row in _rows("nk_cumulative"):
        if row["sex"] == "total":
            yield _row(
                "nk-cumulative", "nk_cumulative", row["year"], row["persons"], row["known_from"]
            )
    for row in _rows("hana_survey"):
        for column, (series, factor) in HANA.items():
            if row[column] is not None:
                value, year = row[column] * factor, row["survey_year"]
                yield _row(series, "hana_survey", year, value, row["known_from"])


def _pension() -> Iterator[Row]:
    for row in _rows("nps_fund_history"):
        if row["second_hand"]:
            continue
        month, known = f"{row['date']:%Y-%m}", row["known_from"]
        yield _row("nps-fund", "nps_fund_history", month, row["fund"] * 1e12, known)
        if row["year_return"] is not None:
            year = row["date"].year
            yield _row("nps-return", "nps_fund_history", year, row["year_return"], known)
    for row in _rows("nps_exhaustion_estimates"):
        if row["exhaustion_year"] is None or row["estimator"].endswith("article"):
            continue
        reformed = "13%" in row["scenario"] or row["scenario"] == "2025 reform"
        series = "nps-exhaustion-reform" if reformed else "nps-exhaustion-no-reform"
        told = (row["estimator"], row["scenario"], row["fund_return"])
        vintage = ", ".join(part for part in told if part != "not stated")
        value, known = row["exhaustion_year"], row["known_from"]
        table = "nps_exhaustion_estimates"
        yield _row(series, table, row["published"], value, known, vintage=vintage)
    for row in _rows("nps_reform_2025"):
        for name in ("contribution", "replacement"):
            value = row[f"{name}_rate"]
            yield _row(f"nps-{name}-rate", "nps_reform_2025", row["year"], value, REFORM_PASSED)
    for row in _rows("nps_law"):
        if row["replacement_rate"] is not None:
            value = row["replacement_rate"]
            yield _row("nps-replacement-rate", "nps_law", row["year"], value, LAW_OF_2007)


def _labour() -> Iterator[Row]:
    for row in _rows("labour_rates"):
        series = LABOUR.get((row["indicator"], row["age_group"]))
        if series and row["publisher"] == "Statistics Korea" and row["sex"] == "both":
            yield _row(series, "labour_rates", row["year"], row["value"], row["known_from"])
