"""What keeps a country from being projected: inputs that are missing, or that cannot be.

The ranges are those that `variables.yaml` declares for Korea's own inputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from bongsu.cohorts.projection import BASE_YEAR
from bongsu.errors import BongsuError, MissingValue, OutOfRange
from bongsu.variables import Variable, read_declarations

if TYPE_CHECKING:
    from bongsu.systems.people.countries import Tables

_KEYS = ("year", "period_start", "age")
_NEEDED: dict[
    str, dict[str, str | None]
] = {  # table: columns, and the variable whose range they keep
    "un_rates": {
        "tfr": "tfr",
        "tfr_low": "tfr",
        "tfr_high": "tfr",
        "e0_f": "e0_female",
        "e0_m": "e0_male",
        "srb": "sex_ratio_at_birth",
    },
    "un_base_population": {"pop_f": "base_population", "pop_m": "base_population"},
    "un_mortality": {"mx_f": "mortality_pattern", "mx_m": "mortality_pattern"},
    "un_fertility_pattern": {"pasfr": None},
    "un_migration_age": {"mig_f": None, "mig_m": None},
}


def country_faults(tables: Tables, codes: Sequence[int]) -> dict[int, BongsuError]:
    """Return what is wrong with the inputs of countries, by country; the first fault of each.

    Parameters
    ----------
    tables : Tables
        The catalogue.
    codes : sequence of int
        UN numeric codes.

    Returns
    -------
    dict of int to MissingValue or OutOfRange
        Only of countries that cannot be projected, in rising order of the codes.
    """
    names = dict(tables.table("un_countries").select("country_code", "name").iter_rows())
    found: dict[int, BongsuError] = {}
    for table, columns in _NEEDED.items():
        rows = tables.table(table)
        keys = [key for key in _KEYS if key in rows.columns]
        if "year" in keys:
            rows = rows.filter(pl.col("year") >= BASE_YEAR)
        wanted = rows.select(keys).unique().height
        rows = rows.filter(pl.col("country_code").is_in(list(codes)))
        whole = dict(rows.drop_nulls([*columns]).group_by("country_code").len().iter_rows())
        for code in sorted(codes):
            if whole.get(code, 0) != wanted:
                found.setdefault(code, _missing(names[code], table, whole.get(code, 0), wanted))
        for column, variable in columns.items():
            if variable:
                for code, fault in _outside(rows, names, table, column, keys, variable).items():
                    found.setdefault(code, fault)
    return dict(sorted(found.items()))


def _missing(name: str, table: str, rows: int, wanted: int) -> MissingValue:
    return MissingValue(
        f"{name} has {rows:,} whole rows of {wanted:,} that a projection needs",
        where=f"table {table}",
        mend="complete the table, or leave the country out",
    )


def _outside(
    rows: pl.DataFrame,
    names: dict[int, str],
    table: str,
    column: str,
    keys: list[str],
    variable: str,
) -> dict[int, OutOfRange]:
    """Return the first value of each country that lies outside the range of a variable."""
    declared = _declared()[f"people.{variable}"]
    low, high = declared.range
    value = pl.col(column)
    wrong = pl.lit(value=False)
    if low is not None:
        wrong |= value < low
    if high is not None:
        wrong |= value > high
    first = rows.filter(wrong).unique("country_code", keep="first", maintain_order=True)
    return {
        row["country_code"]: OutOfRange(
            f"{column} of {names[row['country_code']]} is {row[column]:g} {declared.unit} at "
            + ", ".join(f"{key}={row[key]}" for key in keys)
            + f", its range is {'any' if low is None else f'{low:g}'} to "
            + f"{'any' if high is None else f'{high:g}'}",
            where=f"table {table}",
            mend="correct the value in the table, or leave the country out",
        )
        for row in first.iter_rows(named=True)
    }


@cache
def _declared() -> dict[str, Variable]:
    return read_declarations(Path(__file__).with_name("variables.yaml"), "people").variables
