"""References: what has been said of Korea's people and pension fund, by whom, when, and of whom.

A claim can be compared only with a figure of the same concept, of the same people, known by then.
So every row says what it counts (`CONCEPTS`), in which population (`POPULATIONS`: nationals and
the register are kept apart from the total), on which base, for which day or year, and from which
day on anybody could know it. `references` has published rows, `references_of` those of a run; both
have the columns of `SCHEMA`. Where published rows come from stands in `references_sources`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from bongsu.errors import UnknownName, did_you_mean
from bongsu.systems.people.references_sources import published
from bongsu.systems.people.regions import WHOLE

if TYPE_CHECKING:
    import xarray as xr

    from bongsu.catalog import Catalog
    from bongsu.results import Results

COUNTRY = "Korea"
CONCEPTS = {  # name: unit, as of the variable of that name, and title
    "population_total": ("thousand person", "Population of all ages"),
    "population_15_64": ("thousand person", "Population from 15 to 64"),
    "population_65_plus": ("thousand person", "Population of 65 and over"),
    "share_0_14": ("share", "Share younger than 15"),
    "share_15_64": ("share", "Share from 15 to 64"),
    "share_65_plus": ("share", "Share of 65 and over"),
    "share_of_total": ("share", "Share of the total population"),
    "old_age_dependency_ratio": ("percent", "People of 65 and over per 100 of 15 to 64"),
    "total_dependency_ratio": ("percent", "People under 15 and over 64 per 100 of 15 to 64"),
    "median_age": ("year", "Median age"),
    "super_aged_year": ("year", "First year with one in five of 65 and over"),
    "share_65_plus_30_year": ("year", "First year with three in ten of 65 and over"),
    "share_65_plus_40_year": ("year", "First year with four in ten of 65 and over"),
    "total_fertility_rate": ("child/woman", "Total fertility rate"),
    "life_expectancy": ("year", "Life expectancy at birth"),
    "life_expectancy_female": ("year", "Life expectancy at birth, women"),
    "life_expectancy_male": ("year", "Life expectancy at birth, men"),
    "births": ("thousand person/year", "Births"),
    "deaths": ("thousand person/year", "Deaths"),
    "natural_change": ("thousand person/year", "Births less deaths"),
    "net_migration": ("thousand person/year", "Net migration"),
    "fund_exhaustion_year": ("year", "Year that the National Pension fund does not outlast"),
    "fund_first_deficit_year": ("year", "First year with a deficit of the fund"),
    "fund_peak_year": ("year", "Year in which the fund is largest"),
    "fund_peak": ("trillion won", "Largest level of the fund"),
}
POPULATIONS = {
    "total": "everybody who lives there, of all nationalities",
    "nationals": "Koreans",
    "foreigners": "everybody else",
    "register": "residents in the resident register, where foreigners are not",
}
SCHEMA = {
    "concept": pl.String,
    "place": pl.String,  # the country, or one of its 17 regions
    "population": pl.String,  # missing where no people are counted
    "base": pl.String,  # projection, revision, count or run
    "scenario": pl.String,  # variant or assumptions, in the publisher's words
    "law": pl.String,  # of the National Pension
    "fund_return": pl.Float64,  # share a year, where a number was given
    "refers_to": pl.String,  # day, year, quarter, or first and last day
    "first_year": pl.Int16,
    "last_year": pl.Int16,
    "known_from": pl.Date,  # missing where a run has no `as_of`
    "value": pl.Float64,
    "unit": pl.String,
    "kind": pl.String,  # published or model
    "method": pl.String,  # as published, or how it was made from what was
    "source": pl.String,
}
ORDER = ("place", "population", "kind", "base", "scenario", "first_year", "refers_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOut:
    """Which variable of a run answers to a concept."""

    concept: str
    variable: str
    refers_to: str  # a format of the year
    population: str | None = "total"
    at: Mapping[str, str] | None = None  # labels of other dimensions
    year: str | None = None  # variable that says which year; else a label, or the value itself

    @property
    def variables(self) -> tuple[str, ...]:
        """Variables that a run must hold."""
        return (self.variable,) if self.year is None else (self.variable, self.year)


_END, _MIDDLE, _YEAR = "{}-12-31", "{}-07-01", "{}"
READ_OUTS = (
    *(
        ReadOut(concept=name, variable=f"people.{name}", refers_to=_END)
        for name in (
            *("population_total", "population_15_64", "population_65_plus"),
            *("share_0_14", "share_15_64", "share_65_plus", "median_age"),
            *("old_age_dependency_ratio", "total_dependency_ratio"),
        )
    ),
    ReadOut(
        concept="population_total", variable="people.population_midyear_total", refers_to=_MIDDLE
    ),
    ReadOut(concept="super_aged_year", variable="people.super_aged_year", refers_to=_YEAR),
    ReadOut(
        concept="super_aged_year",
        variable="people.region_super_aged_year",
        refers_to=_YEAR,
        population="register",
    ),
    ReadOut(concept="total_fertility_rate", variable="people.tfr", refers_to=_YEAR),
    *(
        ReadOut(
            concept=f"life_expectancy_{sex}",
            variable="people.life_expectancy",
            refers_to=_YEAR,
            at={"sex": sex},
        )
        for sex in ("female", "male")
    ),
    *(
        ReadOut(concept=concept, variable=f"people.{concept}", refers_to=_YEAR)
        for concept in ("births", "deaths", "net_migration")
    ),
    *(
        ReadOut(concept=name, variable=f"people.{name}", refers_to=_YEAR, population=None)
        for name in ("fund_exhaustion_year", "fund_first_deficit_year", "fund_peak_year")
    ),
    ReadOut(
        concept="fund_peak",
        variable="people.fund_peak",
        refers_to=_YEAR,
        population=None,
        year="people.fund_peak_year",
    ),
)


def references(
    catalog: Catalog, as_of: date | None = None, *, concept: str | None = None
) -> pl.DataFrame:
    """Return published figures that claims can be compared with.

    Parameters
    ----------
    catalog : Catalog
        The reference tables.
    as_of : date, optional
        Only rows that could be known on that day; today's knowledge if left out.
    concept : str, optional
        One of `CONCEPTS`; all of them if left out.

    Returns
    -------
    pl.DataFrame
        Columns as in `SCHEMA`, in the order of `CONCEPTS`. Shares are from 0 to 1.

    Raises
    ------
    UnknownName
        If there is no such concept.

    Examples
    --------
    >>> from bongsu.catalog import open_catalog
    >>> found = references(open_catalog(), concept="share_15_64")
    >>> of_2040 = found.filter(first_year=2040, population="nationals")
    >>> of_2040.select("value", "known_from").row(0)
    (0.557, datetime.date(2022, 4, 14))
    """
    known(concept)
    return ordered(_complete(row) for row in published(catalog, as_of)).filter(
        concept is None or pl.col("concept") == concept
    )


def references_of(results: Results) -> pl.DataFrame:
    """Return the figures of a run under the names that published ones have.

    Parameters
    ----------
    results : Results
        Of a run; concepts whose variables it does not hold are left out.

    Returns
    -------
    pl.DataFrame
        Columns as in `SCHEMA`; ``kind`` is ``model``, the base is the run. Where there are draws
        or branches a value is their median. Years that do not come within the horizon have no row.
    """
    rows = [
        _of_run(results) | row
        for read_out in READ_OUTS
        if all(name in results for name in read_out.variables)
        for row in _rows(results, read_out)
    ]
    return ordered(_complete(row) for row in rows)


def known(concept: str | None) -> None:
    """Raise `UnknownName`, with the nearest name, if there is no such concept."""
    if concept is not None and concept not in CONCEPTS:
        raise UnknownName(
            f"there is no concept {concept}",
            where="references of people",
            mend=did_you_mean(concept, CONCEPTS),
        )


def ordered(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Return rows as a table, concept after concept, with their units."""
    frame = pl.DataFrame(list(rows), schema=SCHEMA)
    place = {concept: number for number, concept in enumerate(CONCEPTS)}
    order = pl.col("concept").replace_strict(place, return_dtype=pl.Int16)
    return frame.sort(order, *ORDER, "law", "fund_return")


def _complete(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its unit, its years and its country, where it names no other place."""
    years = [int(part[:4]) for part in str(row["refers_to"]).split("/")]
    return {
        **dict.fromkeys(SCHEMA),
        "place": COUNTRY,
        "unit": CONCEPTS[row["concept"]][0],
        "first_year": years[0],
        "last_year": years[-1],
        **row,
    }


def _of_run(results: Results) -> dict[str, Any]:
    many = results.draws > 1 or results.branches > 1
    return {
        "base": f"bongsu, run {results.run_id}",
        "scenario": results.scenario,
        "known_from": results.as_of,
        "kind": "model",
        "method": "median of branches and draws" if many else "as computed",
    }


def _rows(results: Results, read_out: ReadOut) -> Iterator[dict[str, Any]]:
    """Yield a row for each year and place of a variable."""
    values = _median(results, read_out.variable)
    if read_out.at:
        values = values.sel(read_out.at, drop=True)
    about = {
        "concept": read_out.concept,
        "population": read_out.population,
        "source": read_out.variable,
    }
    told = None if read_out.year is None else float(_median(results, read_out.year))
    for region in values["region"].values if "region" in values.dims else (None,):
        here = values if region is None else values.sel(region=region)
        place = {} if region in {None, WHOLE} else {"place": str(region)}
        for year, value in _dated(here, told):
            if np.isfinite(year) and np.isfinite(value):
                refers_to = read_out.refers_to.format(round(year))
                yield {**about, **place, "refers_to": refers_to, "value": value}


def _dated(values: xr.DataArray, told: float | None) -> Iterator[tuple[float, float]]:
    """Yield years with values: a label's, the one that is told, or the value, which is a year."""
    if "year" in values.dims:
        yield from zip(values["year"].values.tolist(), values.values.tolist(), strict=True)
    elif told is not None:
        yield told, float(values)
    else:  # the median of an even number of draws may lie between two years
        yield float(values), float(np.round(values))


def _median(results: Results, name: str) -> xr.DataArray:
    median = results.quantile(name, 0.5)
    return median.squeeze("quantile", drop=True) if "quantile" in median.dims else median
