"""How many times faster than bayesPop, the UN's own package, our trajectories are, side by side.

    python benchmarks/bayespop.py [--country 410] [--few 20] [--many 120]

Both carry the same draws of one country from 31 December 2024 to 2100 by single year of age and
sex, and give nine quantiles of every age: of fertility, life expectancy by sex, and migrants by age
and sex. What differs is how life expectancy becomes death rates: bayesPop fits a Lee-Carter model
to a history of death rates for every trajectory, we interpolate in a table. As that history it is
handed the projected rates, with the years before 2024 for their names, so that both know the same.

The measure is CPU time per trajectory and year, on one core. For bayesPop it is what each further
trajectory costs, less the reading of its file, so that neither R's start nor its input counts
against it; for us it is all of 10,000 trajectories, with the table of survival.

It needs R and bayesPop 12, which builds from its public source (github.com/PPgp/bayesPop, with
bayesTFR, bayesLife, MortCast, wpp2012 and wpp2019 beside it); rworldmap and googleVis, which only
draw its maps, may be struck from its DESCRIPTION and NAMESPACE. Where either is absent the script
says so and ends.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from bongsu.catalog import open_catalog
from bongsu.cohorts.lifetable import FloatArray
from bongsu.cohorts.mortality import survival_table
from bongsu.cohorts.projection import BASE_YEAR, pool_open_group
from bongsu.cohorts.trajectories import Paths, age_quantiles, carry_groups
from bongsu.streams import stream
from bongsu.systems.people.countries import LAST_YEAR, Inputs, country_inputs
from bongsu.systems.people.trajectories import DRIVERS, Country, Kind, draw_paths, load_country

SCRIPT = Path(__file__).with_suffix(".R")
YEARS = range(BASE_YEAR + 1, LAST_YEAR + 1)
SEXES = ("F", "M")
LEVELS = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)  # those that bayesPop gives
DRAWS = 10_000
WANTED = 250  # times


def rscript() -> str | None:
    """Return R's interpreter if it is there and has bayesPop; else say what is absent."""
    found = shutil.which("Rscript")
    if found is None:
        print("skipped: R is not installed")
        return None
    ask = 'q(status = if (requireNamespace("bayesPop", quietly = TRUE)) 0 else 1)'
    if subprocess.run([found, "-e", ask], capture_output=True, check=False).returncode:
        print("skipped: R has no package bayesPop")
        return None
    return found


def by_year(values: FloatArray, first: int, ages: range, code: int) -> pl.DataFrame:
    """Return a wide table of values (year, age), as bayesPop reads them."""
    columns = {str(first + k): row for k, row in enumerate(values)}
    lead = {"country_code": [code] * len(ages), "age": list(ages)}
    return pl.DataFrame(lead | columns)


def by_trajectory(name: str, values: FloatArray, code: int) -> pl.DataFrame:
    """Return a long table of values (year, draw)."""
    years, draws = values.shape
    return pl.DataFrame(
        {
            "LocID": np.full(years * draws, code),
            "Year": np.tile(np.array(YEARS), draws),
            "Trajectory": np.repeat(np.arange(1, draws + 1), years),
            name: values.T.ravel(),
        }
    )


def write(
    folder: Path, country: Country, inputs: Inputs, rates: FloatArray, paths: Paths, code: int
) -> None:
    """Write what bayesPop reads."""
    place = country.place
    shown = range(place.migration.shape[-1])
    mothers = range(
        place.first_mother_age, place.first_mother_age + inputs.rates.fertility.shape[-1]
    )

    def table(name: str, frame: pl.DataFrame) -> None:
        frame.write_csv(folder / f"{name}.txt", separator="\t")

    total = place.fertility.sum(axis=-1)
    table("pasfr", by_year(100 * place.fertility / total[:, None], YEARS.start, mothers, code))
    table("srb", by_year(place.sex_ratio[:, None], YEARS.start, range(1), code).drop("age"))
    by_trajectory("TF", paths.fertility * total[:, None], code).write_csv(folder / "tfr.csv")
    history = BASE_YEAR - len(YEARS) + 1
    for sex, name in enumerate(SEXES):
        base = pool_open_group(place.base)[sex]
        table(f"pop{name}", by_year(base[None], BASE_YEAR, shown, code))
        table(f"mx{name}", by_year(rates[1:, sex, : len(shown)], history, shown, code))
        table(f"mig{name}", by_year(place.migration[:, sex], YEARS.start, shown, code))
        levels = np.arange(country.table.life_expectancy.shape[-1])
        expected = np.interp(paths.mortality[:, sex], levels, country.table.life_expectancy[sex])
        by_trajectory("e0", expected, code).write_csv(folder / f"e0{name}.csv")
        beyond = place.spread[sex][:, None, None] * paths.migration
        moves = place.migration[:, sex].T[..., None] + beyond
        pl.concat(
            by_trajectory("Migration", of_age, code).with_columns(Age=pl.lit(age))
            for age, of_age in enumerate(moves)
        ).write_csv(folder / f"mig{name}traj.csv")


def answers(printed: str) -> dict[str, str]:
    """Return what the R script printed, by name."""
    lines = (line.split() for line in printed.splitlines())
    return {words[0]: words[1] for words in lines if len(words) == 2}


def theirs(interpreter: str, folder: Path, draws: int, code: int) -> dict[str, str]:
    """Project by bayesPop, and return what it took and found."""
    words = (folder, draws, code, BASE_YEAR, LAST_YEAR)
    done = subprocess.run(
        [interpreter, SCRIPT, *map(str, words)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"bayesPop stopped:\n{done.stderr[-3000:]}")
    return answers(done.stdout)


def first(paths: Paths, draws: int) -> Paths:
    """Return the first draws, all from the base itself, which is what bayesPop knows."""
    return Paths(
        fertility=paths.fertility[:, :draws],
        mortality=paths.mortality[..., :draws],
        migration=paths.migration[:, :draws],
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--country", type=int, default=410)
    parser.add_argument("--few", type=int, default=20)
    parser.add_argument("--many", type=int, default=120)
    asked = parser.parse_args()
    interpreter = rscript()
    if interpreter is None:
        return
    catalog = open_catalog()
    inputs, rates = country_inputs(catalog, asked.country)
    country = load_country(catalog, asked.country)
    streams = {driver: stream(1, f"people {asked.country} {driver}") for driver in DRIVERS}
    paths = first(draw_paths(country, streams, DRAWS, Kind.UN), DRAWS)

    def ours() -> FloatArray:
        place = replace(country.place, survival=survival_table(rates).survival)
        return age_quantiles(place, paths, LEVELS)

    ours()  # compiles
    taken = []
    for _ in range(5):
        begun = time.process_time()
        ours()
        taken.append(time.process_time() - begun)
    mine = min(taken) / (DRAWS * len(YEARS))
    runs = []
    for draws in (asked.few, asked.many):
        with tempfile.TemporaryDirectory() as folder:
            write(Path(folder), country, inputs, rates, first(paths, draws), asked.country)
            runs.append(theirs(interpreter, Path(folder), draws, asked.country))
    few, many = runs
    more = float(many["cpu_seconds"]) - float(few["cpu_seconds"])
    each = more / (int(many["trajectories"]) - int(few["trajectories"])) / len(YEARS)
    totals = carry_groups(country.place, first(paths, asked.many)).sum(axis=1)
    median = np.median(totals[-1])
    print(f"bayesPop {many['version']}, country {asked.country}, CPU time a trajectory and year")
    print(f"  bayesPop: {1e6 * each:9.2f} µs, by {asked.many} trajectories over {asked.few}")
    print(f"  ours:     {1e6 * mine:9.2f} µs, all of {DRAWS} trajectories, best of 5")
    print(f"  times:    {each / mine:9.0f} (bar {WANTED})")
    print(
        f"  median total in {LAST_YEAR} of the same {asked.many}: "
        f"theirs {float(many['last_total']):.0f} thousand, ours {median:.0f}"
    )


if __name__ == "__main__":
    main()
