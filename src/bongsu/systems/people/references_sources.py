"""Published rows of `references`, table by table of the catalogue.

Units are those of `references.CONCEPTS`. A row that was made from published figures says how in
``method``. Each table gives what was known on the day that is asked for, so that a year in which a
share is passed is found among known rows only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bongsu.errors import NotKnownYet
from bongsu.systems.people.readouts import SUPER_AGED_SHARE
from bongsu.systems.people.regions import WHOLE

if TYPE_CHECKING:
    from bongsu.catalog import Catalog

Row = dict[str, Any]

AS_PUBLISHED = "as published"
BEFORE_2007 = "before the amendment of 2007"
AMENDMENT_2007 = "amendment of 2007"
AMENDMENT_2025 = "amendment of 20 March 2025"
PLAN_2024 = "government plan of September 2024"
LAWS = (  # pattern in "estimator: scenario"; the first that fits
    (r"before 2007 reform", BEFORE_2007),
    (r"no reform", AMENDMENT_2007),
    (r"2025 reform|13% by 2033, 43%", AMENDMENT_2025),
    (r"13%, 42%", PLAN_2024),
    # Actuarial projections are made under the law in force: from the second on, that of 2007.
    (r"^[2-5](nd|rd|th) actuarial projection", AMENDMENT_2007),
)
RETELLERS = ("KEI article",)  # who pass on another's estimate: a claim, and no reference
NOT_STATED = "not stated"
SCALES = {  # unit as stored: factor to the unit of the concept
    "percent": 0.01,
    "ten_thousand person": 10.0,
    "ten_thousand person/year": 10.0,
}
PER_HUNDRED = ("old_age_dependency_ratio", "total_dependency_ratio")  # stay percent
KOSTAT_SERIES = {  # series of `kostat_points`: concept, and what a row refers to
    "total_10k": ("population_total", "day"),
    "pop_15_64_10k": ("population_15_64", "day"),
    "pop_65plus_10k": ("population_65_plus", "day"),
    "share_0_14_pct": ("share_0_14", "day"),
    "share_15_64_pct": ("share_15_64", "day"),
    "share_65plus_pct": ("share_65_plus", "day"),
    "share_of_total_pct": ("share_of_total", "day"),
    "old_age_dependency": ("old_age_dependency_ratio", "day"),
    "total_dependency": ("total_dependency_ratio", "day"),
    "median_age": ("median_age", "day"),
    "tfr": ("total_fertility_rate", "year"),
    "e0_b": ("life_expectancy", "year"),
    "e0_f": ("life_expectancy_female", "year"),
    "e0_m": ("life_expectancy_male", "year"),
    "births_10k": ("births", "twelve months"),
    "deaths_10k": ("deaths", "twelve months"),
    "natural_change_10k": ("natural_change", "twelve months"),
    "net_migration_k": ("net_migration", "twelve months"),
    "share_65plus_first_over_20": ("super_aged_year", "itself"),
    "share_65plus_first_over_30": ("share_65_plus_30_year", "itself"),
    "share_65plus_first_over_40": ("share_65_plus_40_year", "itself"),
}
REFERS_TO: dict[str, Callable[[int], str]] = {
    "day": lambda year: f"{year}-07-01",
    "year": str,
    "itself": str,
    "twelve months": lambda year: f"{year}-07-01/{year + 1}-06-30",
}
FUND = {  # concept: column of estimates, column of sensitivity analyses
    "fund_exhaustion_year": ("exhaustion_year", "exhaustion_year"),
    "fund_first_deficit_year": ("deficit_year", "deficit_year"),
    "fund_peak_year": ("peak_year", None),
    "fund_peak": ("peak", None),
}


def published(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    """Yield every published row that was known on a day."""
    for part in (_un, _un_super_aged, _kostat, _fertility, _register, _super_aged, _fund, _nps5):
        for row in part(catalog, as_of):
            yield {"kind": "published", "method": AS_PUBLISHED, **row}


def law_of(estimator: str, scenario: str) -> str | None:
    """Return the law of the National Pension that an estimate supposes, or None if it is not told.

    Examples
    --------
    >>> law_of("National Assembly Budget Office", "2025 reform")
    'amendment of 20 March 2025'
    """
    told = f"{estimator}: {scenario}"
    return next((law for pattern, law in LAWS if re.search(pattern, told)), None)


def return_of(words: str) -> float | None:
    """Return the return on the fund as a share, where an estimate gives a number.

    Examples
    --------
    >>> return_of("4.5% mean"), return_of("base +1pp")
    (0.045, None)
    """
    number = re.match(r"([\d.]+)%", words)
    return round(float(number[1]) / 100, 6) if number else None


def _known(catalog: Catalog, name: str, as_of: date | None) -> pl.DataFrame:
    """Return the rows of a table known on a day: none if the table itself came later."""
    try:
        return catalog.table(name, as_of)
    except NotKnownYet:
        return catalog.table(name).clear()


def _scaled(value: float, unit: str, concept: str) -> float:
    factor = 1.0 if concept in PER_HUNDRED else SCALES.get(unit, 1.0)
    return float(f"{value * factor:.10g}")  # 55.7 percent is 0.557, and not a bit more


def _un(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    source = catalog.info("korea_un_revisions").citation
    for row in _known(catalog, "korea_un_revisions", as_of).iter_rows(named=True):
        yield {
            "concept": row["concept"],
            "population": "total",
            "base": f"WPP {row['revision']}",
            "scenario": row["variant"],
            "refers_to": row["refers_to"],
            "known_from": row["known_from"],
            "value": _scaled(row["value"], row["unit"], row["concept"]),
            "method": row["method"],
            "source": source,
        }


def _un_super_aged(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    """Yield the first 1 July with a fifth, by revision; a straight line joins published years."""
    shares = _known(catalog, "korea_un_revisions", as_of).filter(concept="share_65_plus")
    keys = ("revision", "variant", "known_from")
    for (revision, variant, known_from), rows in shares.group_by(*keys, maintain_order=True):
        years = rows["refers_to"].str.slice(0, 4).cast(pl.Int32).to_numpy()
        between = np.arange(years[0], years[-1] + 1)
        passed = np.interp(between, years, rows["value"].to_numpy()) >= 100 * SUPER_AGED_SHARE
        if not passed.any():
            continue
        year = int(between[passed.argmax()])
        apart = " between published years" if len(between) > len(years) else ""
        yield {
            "concept": "super_aged_year",
            "population": "total",
            "base": f"WPP {revision}",
            "scenario": variant,
            "refers_to": f"{year}-07-01",
            "known_from": known_from,
            "value": float(year),
            "method": f"first 1 July with a share of one fifth{apart}",
            "source": catalog.info("korea_un_revisions").citation,
        }


def _kostat(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    for row in _known(catalog, "kostat_points", as_of).iter_rows(named=True):
        concept, kind = KOSTAT_SERIES[row["series"]]
        year = row["year"]
        yield {
            "concept": concept,
            "population": row["concept"],
            "base": f"Statistics Korea, {row['vintage']}",
            "scenario": row["variant"],
            "refers_to": REFERS_TO[kind](year),
            "known_from": row["known_from"],
            "value": float(year)
            if kind == "itself"
            else _scaled(row["value"], row["unit"], concept),
            "source": row["source"],
        }


def _fertility(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    for row in _known(catalog, "korea_fertility_official", as_of).iter_rows(named=True):
        yield {
            "concept": "total_fertility_rate",
            "population": "register",
            "base": "Statistics Korea, Vital Statistics",
            "scenario": "counted",
            "refers_to": row["period"],
            "known_from": row["known_from"],
            "value": row["tfr"],
            "source": row["source"],
        }


def _register(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    groups = ("0_14", "15_64", "65_plus")
    source = catalog.info("korea_register_ages").citation
    for row in _known(catalog, "korea_register_ages", as_of).iter_rows(named=True):
        people = {name: row[f"people_{name}"] for name in groups}
        total = sum(people.values())
        values = {"population_total": total / 1000.0} | {
            f"share_{name}": number / total for name, number in people.items()
        }
        for concept, value in values.items():
            yield {
                "concept": concept,
                "population": "register",
                "base": "Resident register",
                "scenario": "counted",
                "refers_to": row["date"].isoformat(),
                "known_from": row["known_from"],
                "value": value,
                "method": "summed from published five-year ages",
                "source": source,
            }


def _super_aged(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    """Yield the first day counted with a fifth, of the country and its regions."""
    counted = _known(catalog, "register_65_plus", as_of).filter(
        pl.col("share_65_plus") >= 100 * SUPER_AGED_SHARE
    )
    # Nobody could know that a region had passed before its first day over a fifth was published.
    first = counted.sort("date").unique("region", keep="first", maintain_order=True)
    for row in first.iter_rows(named=True):
        place = {} if row["region"] == WHOLE else {"place": row["region"]}
        yield {
            "concept": "super_aged_year",
            "population": "register",
            "base": "Resident register",
            "scenario": "counted",
            "refers_to": row["date"].isoformat(),
            "known_from": row["known_from"],
            "value": float(row["date"].year),
            "method": "first counted day with a share of one fifth",
            "source": row["source"],
            **place,
        }


def _fund(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    estimates = _known(catalog, "nps_exhaustion_estimates", as_of)
    for row in estimates.filter(~pl.col("estimator").is_in(RETELLERS)).iter_rows(named=True):
        who, scenario, words = row["estimator"], row["scenario"], row["fund_return"]
        told = "" if words == NOT_STATED else f"; return: {words}"
        yield from _fund_rows(
            {concept: row[column] for concept, (column, _) in FUND.items()},
            {
                "base": f"{who} ({row['published']})",
                "scenario": f"{scenario}{told}",
                "law": law_of(who, scenario),
                "fund_return": return_of(words),
                "known_from": row["known_from"],
                "source": row["source"],
            },
        )


def _nps5(catalog: Catalog, as_of: date | None) -> Iterator[Row]:
    """Yield the fifth projection's sensitivity analyses; its base stands among the estimates."""
    info = catalog.info("nps5_scenarios")
    analyses = _known(catalog, "nps5_scenarios", as_of).filter(pl.col("scenario") != "base")
    for row in analyses.iter_rows(named=True):
        yield from _fund_rows(
            {concept: row[column] for concept, (_, column) in FUND.items() if column},
            {
                "base": "5th actuarial projection (2023)",
                "scenario": row["scenario"],
                "law": AMENDMENT_2007,
                "known_from": info.known_from,
                "source": info.citation,
            },
        )


def _fund_rows(values: Row, about: Row) -> Iterator[Row]:
    """Yield what is given of a fund's course; the level of the peak is of the peak's year."""
    for concept, value in values.items():
        if value is not None:
            year = values["fund_peak_year"] if concept == "fund_peak" else value
            yield {**about, "concept": concept, "refers_to": str(year), "value": float(value)}
