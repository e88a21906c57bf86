"""Building the package's tables: the same bytes every time, and the figures of the raw files."""

from __future__ import annotations

import csv
import os
import re
import signal
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from bongsu.catalog import open_catalog

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "data-build" / "build.py"
LONGEST = 400.0  # seconds; a build takes some twenty
PACKAGED = ROOT / "src" / "bongsu" / "catalog" / "tables"


def contents(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def run(*arguments, **environment):
    """Run the build; one that hangs is stopped, and says in its last lines where it stood."""
    with subprocess.Popen(
        [sys.executable, "-X", "faulthandler", str(SCRIPT), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | environment,
    ) as process:
        try:
            out, told = process.communicate(timeout=LONGEST)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)  # Python then prints the stack of every thread
            out, told = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, told)


# --- from the raw files ---


@pytest.fixture(scope="module")
def built(raw, tmp_path_factory):
    out = tmp_path_factory.mktemp("built")
    done = run("--raw", raw, "--out", out, PYTHONHASHSEED="1", TZ="Asia/Seoul")
    assert done.returncode == 0, done.stderr
    return out, done.stdout


@pytest.mark.slow
def test_tables_are_built_twice_with_the_same_bytes(built, raw, tmp_path):
    again = run("--raw", raw, "--out", tmp_path, PYTHONHASHSEED="2", TZ="UTC", LC_ALL="C")
    assert again.returncode == 0, again.stderr
    assert contents(tmp_path) == contents(built[0])
    assert again.stdout == built[1]


@pytest.mark.slow
def test_what_is_packaged_is_what_the_raw_files_give(built):
    pinned = re.search(
        r"^polars==(\S+)", (ROOT / "requirements" / "run.txt").read_text(), re.MULTILINE
    )
    assert pinned is not None
    if version("polars") != pinned[1]:
        pytest.skip(f"the same bytes are promised for polars {pinned[1]} only")
    assert contents(built[0]) == contents(PACKAGED)


@pytest.mark.slow
def test_what_was_built_is_listed_with_its_size(built):
    out, said = built
    for file in out.glob("*/*.parquet"):
        assert f"{file.stat().st_size:,}  {file.relative_to(out)}" in said
    assert said.rstrip().endswith(f"in {len(open_catalog(out).names())} tables")


def raw_rows(raw, file):
    with (raw / "people" / "pension" / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FIGURES = {  # table: (raw file, column of the table: column of the raw file)
    "nps5_flows": (
        "nps5_flows.csv",
        {
            "year": "year",
            "fund_end": "fund_end_bn_krw",
            "total_revenue": "total_revenue_bn_krw",
            "contributions": "contributions_bn_krw",
            "investment_income": "investment_income_bn_krw",
            "total_expenditure": "total_expenditure_bn_krw",
            "benefits": "benefits_bn_krw",
        },
    ),
    "nps5_assumptions": ("nps5_assumptions.csv", {"value": "value"}),
    "nps5_headcounts": ("nps5_headcounts.csv", {"year": "year", "value": "value"}),
    "nps5_scenarios": (
        "nps5_scenarios.csv",
        {
            "deficit_year": "deficit_year",
            "exhaustion_year": "exhaustion_year",
            "fund_at_exhaustion": "fund_at_exhaustion_trn_krw",
        }
        | {
            f"{ratio}_{year}": f"{ratio}_{year}"
            for ratio in ("old_age_ratio", "paygo", "ben_gdp")
            for year in (2060, 2070, 2093)
        },
    ),
    "nps_members": (
        "nps_members.csv",
        {name: name for name in ("subscribers", "workplace", "regional", "recipients")},
    ),
    "nps_exhaustion_estimates": (
        "exhaustion_estimates.csv",
        {
            "published": "published",
            "peak_year": "peak_year",
            "peak": "peak_trn_krw",
            "deficit_year": "deficit_year",
            "exhaustion_year": "exhaustion_year",
        },
    ),
    "nps_reform_2025": (
        "reform_2025_schedule.csv",
        {
            "year": "year",
            "contribution_rate": "contribution_rate_pct",
            "replacement_rate": "replacement_rate_pct",
        },
    ),
}


@pytest.mark.parametrize("table", FIGURES)
def test_figures_are_those_of_the_raw_file_row_by_row(raw, table):
    file, columns = FIGURES[table]
    rows, frame = raw_rows(raw, file), open_catalog().table(table)
    for ours, theirs in columns.items():
        printed = [float(row[theirs]) if row[theirs] else None for row in rows]
        assert frame[ours].cast(pl.Float64).to_list() == printed, f"{table}.{ours}"


@pytest.mark.parametrize("table", ["nps5_assumptions", "nps5_scenarios", "nps5_headcounts"])
def test_labels_are_those_of_the_raw_file_row_by_row(raw, table):
    rows, frame = raw_rows(raw, FIGURES[table][0]), open_catalog().table(table)
    for column in {"scenario", "series", "period", "kind"} & set(frame.columns):
        assert frame[column].to_list() == [row[column] for row in rows]


def test_levels_of_the_fund_are_those_of_the_raw_file_since_the_projection(raw):
    printed = {row["date"]: row for row in raw_rows(raw, "nps_fund_history.csv")}
    shown = open_catalog().table("nps_fund_history")
    months = shown["date"].dt.strftime("%Y-%m").to_list()
    assert months == [month for month in printed if month >= "2022-12"]
    for month, fund, gain in zip(months, shown["fund"], shown["year_return"], strict=True):
        assert str(fund) == str(float(printed[month]["fund_trn_krw"]))
        assert str(gain if gain is not None else "") == printed[month]["year_return_pct"]


def test_no_estimate_is_known_before_the_year_in_which_it_was_published():
    for published, known in (
        open_catalog().table("nps_exhaustion_estimates").select("published", "known_from").rows()
    ):
        assert known.year == published


def test_no_level_of_the_fund_is_known_before_its_month_is_over():
    for month, known in (
        open_catalog().table("nps_fund_history").select("date", "known_from").rows()
    ):
        assert (known.year, known.month) > (month.year, month.month)


# --- the script itself ---


@pytest.fixture
def build(scripts):
    return scripts("build")


@pytest.fixture
def tables(scripts):
    return scripts("tables")


def builder(tables, group, name, *, fails=False):
    """Return a module that writes one small table, and may fail after that."""

    def write(raw, out):
        tables.write_table(
            pl.DataFrame({"place": ["port"], "fare": [40.0]}),
            out=out,
            group=group,
            name=name,
            title="Fares of the ferry",
            source=tables.Source(
                producer="Harbour office",
                citation="Harbour office (2025), Fares",
                address="https://isle.example/fares",
                licence="CC0",
                vintage="First edition",
                known_from=date(2025, 1, 1),
            ),
            columns={"place": ("", "Where it leaves"), "fare": ("won", "Price of a passage")},
            keys=["place"],
        )
        if fails:
            raise RuntimeError("a raw file is missing")

    return SimpleNamespace(build=write)


@pytest.fixture
def use(build, monkeypatch):
    """Let the script find other builders than its own."""

    def used(modules):
        monkeypatch.setattr(build, "builders", lambda: sorted(modules))
        monkeypatch.setattr(build, "import_module", modules.__getitem__)

    return used


def test_every_group_of_builders_is_found(build):
    assert {"people.pension", "people.un"} <= set(build.builders())


def test_builders_of_one_group_write_into_one_description(build, tables, use, tmp_path):
    use({"isle.a": builder(tables, "isle", "tolls"), "isle.b": builder(tables, "isle", "fares")})
    files = build.build(tmp_path, tmp_path / "out")
    assert [file.name for file in files] == ["fares.parquet", "tolls.parquet"]
    assert open_catalog(tmp_path / "out").names() == ("fares", "tolls")


def test_a_builder_that_fails_leaves_the_tables_as_they_were(build, tables, use, tmp_path):
    use({"isle.a": builder(tables, "isle", "fares")})
    build.build(tmp_path, tmp_path / "out")
    before = contents(tmp_path / "out")
    good, bad = builder(tables, "isle", "tolls"), builder(tables, "port", "boats", fails=True)
    use({"isle.a": good, "port.b": bad})
    with pytest.raises(RuntimeError, match="a raw file is missing"):
        build.build(tmp_path, tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [entry.name for entry in (tmp_path / "out").iterdir()] == ["isle"]


def test_a_table_that_nobody_builds_any_more_goes(build, tables, use, tmp_path):
    use({"isle.a": builder(tables, "isle", "fares")})
    build.build(tmp_path, tmp_path / "out")
    use({"isle.a": builder(tables, "isle", "tolls")})
    build.build(tmp_path, tmp_path / "out")
    assert set(contents(tmp_path / "out")) == {"isle/datapackage.json", "isle/tolls.parquet"}


def test_a_folder_of_raw_files_that_is_not_there_is_named(tmp_path):
    done = run("--raw", tmp_path / "none", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert f"no folder of raw files at {tmp_path / 'none'}" in done.stderr
    assert not (tmp_path / "out").exists()


# --- the pension's own rules ---


@pytest.fixture
def pension(scripts):
    return scripts("people.pension")


@pytest.mark.parametrize("series", ["subscribers", "fund_trillion", "pct"])
def test_a_series_whose_name_ends_in_no_unit_is_refused(pension, series):
    with pytest.raises(ValueError, match="does not end in one known unit"):
        pension.unit_of(series)


def test_a_day_for_an_estimate_that_is_not_there_is_refused(pension, tmp_path):
    (tmp_path / "exhaustion_estimates.csv").write_text(
        "estimator,published,scenario,fund_return,peak_trn_krw,source\nWho,2020,,,,page\n"
    )
    with pytest.raises(ValueError, match="estimates that are not there"):
        pension.estimates(tmp_path)
