"""A toy shore for scenario files: parameters from tables and files, blocks that take them.

rain (table), luck (file) -> harvest; harvest, toll (file) -> feast
gift (nothing says it) -> hoard;      feast, hoard -> joy
mesh (table, by size), luck -> nets;  tide (file, by quarter) -> ebb
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from tests.catalog import shelf

from bongsu.catalog import Catalog
from bongsu.errors import BongsuError, Faults
from bongsu.link import Model, System, build, discover
from bongsu.scenario.files import Scenario, read_scenario
from bongsu.scenario.plan import Plan, make_plan

YEARS = list(range(2026, 2031))
BORN = date(2020, 1, 1)  # when the tables became known

VARIABLES = """
variables:
  rain: {title: Rain, title_ko: 비, unit: tonne, frequency: year, range: [0, null], parameter: true}
  luck: {title: Luck, title_ko: 운, unit: share, frequency: year, range: [0, 1], parameter: true}
  toll: {title: Toll, title_ko: 통행료, unit: share, range: [0, 1], parameter: true}
  gift: {title: Gift, title_ko: 선물, unit: tonne, frequency: year, parameter: true}
  mesh: {title: Mesh, title_ko: 그물눈, unit: tonne, dims: [size], frequency: year, parameter: true}
  tide: {title: Tide, title_ko: 조수, unit: share, frequency: quarter, parameter: true}
  harvest: {title: Harvest, title_ko: 수확, unit: tonne, frequency: year}
  feast: {title: Feast, title_ko: 잔치, unit: tonne, frequency: year}
  hoard: {title: Hoard, title_ko: 비축, unit: tonne, frequency: year}
  joy: {title: Joy, title_ko: 기쁨, unit: tonne, frequency: year}
  nets: {title: Nets, title_ko: 그물, unit: tonne, dims: [size], frequency: year}
  ebb: {title: Ebb, title_ko: 썰물, unit: share, frequency: quarter}
"""
BLOCKS = """
from typing import Annotated

import polars as pl
import xarray as xr

from bongsu.errors import BadFile
from bongsu.link import Edge, block, remake, source

Tonne = Annotated[xr.DataArray, Edge("tonne")]
Share = Annotated[xr.DataArray, Edge("share")]


@source("rainfall")
def rain(rows: pl.DataFrame) -> Tonne:
    rows = rows.sort("year")
    return xr.DataArray(rows["fall"].to_list(), {"year": rows["year"].to_list()}, ("year",))


@remake("rainfall")
def rainfall_under(law, where: str, rows: pl.DataFrame) -> pl.DataFrame:
    for number, dam in enumerate(law["measures"], 1):
        if "takes" not in dam:
            raise BadFile("takes nothing", where=f"{where}, measures {number}", mend="add `takes`")
        behind = pl.col("year") >= int(dam["start"])
        rows = rows.with_columns(fall=pl.col("fall") - dam["takes"] * behind)
    opened = [int(one["from"]) for one in law["overrides"]]
    return rows.with_columns(fall=pl.col("fall") + pl.sum_horizontal(
        pl.lit(0.0), *(pl.col("year") >= year for year in opened)))


@source("meshes")
def mesh(rows: pl.DataFrame) -> Tonne:
    years, sizes = rows["year"].unique().sort().to_list(), ["wide", "fine"]
    at = {(r["size"], r["year"]): r["width"] for r in rows.to_dicts()}
    values = [[at[size, year] for year in years] for size in sizes]
    return xr.DataArray(values, {"size": sizes, "year": years}, ("size", "year"))


@block
def harvest(rain: Tonne, luck: Share) -> Tonne:
    return rain * luck


@block
def feast(harvest: Tonne, toll: Share) -> Tonne:
    return harvest * (1 - toll)


@block
def hoard(gift: Tonne) -> Tonne:
    return gift.cumsum("year").assign_coords(year=gift["year"])


@block
def joy(feast: Tonne, hoard: Tonne) -> Tonne:
    return feast + hoard


@block
def nets(mesh: Tonne, luck: Share) -> Tonne:
    return mesh * luck


@block
def ebb(tide: Share) -> Share:
    return 1 - tide
"""
PARAMETERS = """
luck:
  unit: percent
  values:
    2000-01-01: {value: 50, source: The almanac, known_from: 2000-01-01}
    2028-01-01: {value: 60, source: The almanac, known_from: 2025-06-01}
toll:
  unit: share
  values:
    2010-01-01: {value: 0.1, source: The harbour law, known_from: 2010-01-01}
tide:
  unit: share
  values:
    2000-01-01: {value: 0.5, elicited: {reason: the fisher says so}, known_from: 2000-01-01}
"""
HEAD = """
scenario: calm
title: A calm decade
as_of: 2026-02-11
horizon: {start: 2026, end: 2030}
"""
GIFT = "  shore.gift: {value: 1, source: a letter}\n"
ASSUME = f"assume:\n{GIFT}"

# A seed, a parameter that differs by draw, and one that nothing else says
DRAWN = """
draws: {n: 40, seed: 20260211}
assume:
  shore.gift: {value: 1, source: a letter}
  shore.luck: {dist: normal, mean: 0, sd: 0.1, low: -0.3, high: 0.3, as: shift, source: a letter}
"""
TREE = """
issues:
  poll: {p: {dry: 0.25, wet: 0.75}, source: a survey}
  vote: {given: [poll], p: {dry: {yes: 0.1, no: 0.9}, wet: {yes: 0.6, no: 0.4}}, source: a survey}
effects:
  poll=wet: {shore.rain: {scale: 2}, source: a survey}
  vote=yes: {shore.toll: 0.5, source: the party's programme}
"""

RAINFALL = pl.DataFrame({"year": list(range(2024, 2031)), "fall": [float(n) for n in range(4, 11)]})
MESHES = pl.DataFrame(
    {
        "size": ["wide"] * 5 + ["fine"] * 5,
        "year": YEARS * 2,
        "width": [2.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0],
    }
)


def write_system(folder: Path, package: str) -> None:
    """Write the shore as a package of one system."""
    system = folder / package / "shore"
    (system / "parameters").mkdir(parents=True)
    for file, text in {
        folder / package / "__init__.py": "",
        system / "__init__.py": '"""What does the shore yield?"""\n',
        system / "variables.yaml": VARIABLES,
        system / "blocks.py": BLOCKS,
        system / "parameters" / "shore.yaml": PARAMETERS,
    }.items():
        file.write_text(text, encoding="utf-8")


def discovered(package: str) -> tuple[System, ...]:
    importlib.invalidate_caches()
    return discover(package)


def tables(folder: Path, **frames: pl.DataFrame) -> Catalog:
    """Return a catalogue of the shore's tables, some of them replaced."""
    known = BORN.isoformat()
    for table, frame in {"rainfall": RAINFALL, "meshes": MESHES, **frames}.items():
        shelf.put(folder, frame, table=table, file=f"{table}.parquet", known_from=known)
    return Catalog(folder)


def put(folder: Path, body: str, *, head: str = HEAD, name: str = "calm") -> Path:
    """Write a scenario file."""
    path = folder / f"{name}.yaml"
    path.write_text(head + body, encoding="utf-8")
    return path


def read(folder: Path, body: str, *, head: str = HEAD, name: str = "calm") -> Scenario:
    """Write a scenario file and read it."""
    return read_scenario(put(folder, body, head=head, name=name), folders=[folder])


def faults_of(fault: BongsuError) -> tuple[BongsuError, ...]:
    """Return the faults that were reported together, or the one."""
    return fault.faults if isinstance(fault, Faults) else (fault,)


class Shore:
    """The shore with its tables, and a folder for scenario files."""

    def __init__(self, systems: tuple[System, ...], catalog: Catalog, folder: Path) -> None:
        self.systems, self.catalog, self.folder = systems, catalog, folder

    @property
    def model(self) -> Model:
        """All that the shore computes."""
        return build(self.systems)

    def having(
        self, *, parameters: Sequence[str] | None = None, catalog: Catalog | None = None
    ) -> Shore:
        """Return the shore with other parameter files or tables."""
        systems = self.systems
        if parameters is not None:
            folder = self.folder / "parameters"
            folder.mkdir(exist_ok=True)
            for number, text in enumerate(parameters):
                (folder / f"{number}.yaml").write_text(text, encoding="utf-8")
            systems = tuple(replace(system, folder=self.folder) for system in systems)
        return Shore(systems, catalog or self.catalog, self.folder)

    def plan(self, body: str = ASSUME, *, head: str = HEAD, **options: Any) -> Plan:
        """Write a scenario file, read it, and plan it."""
        return make_plan(read(self.folder, body, head=head), self.systems, self.catalog, **options)
