"""``bongsu people project`` from the outside."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from bongsu.errors import BadOutput, BadPeriod, UnknownName
from bongsu.systems.people.commands import group


def people(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["project", *arguments])


def test_csv_on_the_screen_has_the_agreed_columns():
    result = people("--country", "DE", "--to", "2030")
    assert result.exit_code == 0, result.output
    frame = pl.read_csv(BytesIO(result.stdout_bytes), try_parse_dates=True)
    assert frame.columns == ["year", "date", "sex", "age", "population"]
    assert frame.height == 7 * 2 * 101
    assert frame["date"].cast(pl.String).unique().sort()[0] == "2024-12-31"
    assert set(frame["sex"]) == {"female", "male"}
    assert (frame["age"].min(), frame["age"].max()) == (0, 100)


def test_july_begins_in_2025_on_the_first():
    result = people("--country", "410", "--to", "2025", "--date", "july")
    frame = pl.read_csv(BytesIO(result.stdout_bytes))
    assert frame["date"].unique().to_list() == ["2025-07-01"]


def test_parquet_goes_to_a_file_by_its_ending(tmp_path):
    out = tmp_path / "korea.parquet"
    result = people("--country", "Republic of Korea", "--out", str(out))
    assert result.exit_code == 0, result.output
    assert result.stdout_bytes == b""
    frame = pl.read_parquet(out)
    assert frame.filter(pl.col("year") == 2100)["population"].sum() == pytest.approx(
        21690, rel=0.01
    )
    assert [path.name for path in tmp_path.iterdir()] == ["korea.parquet"]


def test_every_country_is_told_apart_by_its_un_code(tmp_path):
    out = tmp_path / "world.parquet"
    assert people("--all", "--to", "2025", "--out", str(out)).exit_code == 0
    frame = pl.read_parquet(out)
    assert frame.columns[0] == "country_code"
    assert frame["country_code"].n_unique() == 236


def test_the_variants_lie_in_order():
    totals = {}
    for variant in ("low", "medium", "high"):
        result = people("--country", "JPN", "--to", "2060", "--variant", variant)
        frame = pl.read_csv(BytesIO(result.stdout_bytes))
        totals[variant] = frame.filter(pl.col("year") == 2060)["population"].sum()
    assert totals["low"] < totals["medium"] < totals["high"]


@pytest.mark.parametrize(
    ("arguments", "fault", "message"),
    [
        (["--country", "Germny"], UnknownName, "Germany"),
        (["--country", "DE", "--to", "2500"], BadPeriod, "2024 to 2100"),
        (["--country", "DE", "--to", "2024", "--date", "july"], BadPeriod, "2025 to 2100"),
    ],
)
def test_bad_input_gets_one_clear_error(arguments, fault, message):
    result = people(*arguments)
    assert isinstance(result.exception, fault)
    assert message in str(result.exception)


@pytest.mark.parametrize("arguments", [[], ["--all", "--country", "DE"], ["--variant", "middle"]])
def test_wrong_usage_exits_with_two(arguments):
    assert people(*arguments).exit_code == 2


def bad_places(tmp_path: Any) -> list[Any]:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    return [tmp_path, there, tmp_path / "no" / "such.csv"]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bad_path_is_refused_and_nothing_changes(tmp_path, place):
    out = bad_places(tmp_path)[place]
    before = sorted(tmp_path.rglob("*"))
    result = people("--country", "DE", "--out", str(out))
    assert isinstance(result.exception, BadOutput)
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "there.csv").read_text() == "mine"


def test_force_replaces_a_file(tmp_path):
    out = tmp_path / "there.csv"
    out.write_text("mine")
    assert people("--country", "DE", "--to", "2024", "--out", str(out), "--force").exit_code == 0
    assert out.read_text().startswith("year,date,sex,age,population\n2024,2024-12-31,female,0,")


def test_a_failed_projection_leaves_no_file(tmp_path):
    people("--country", "DE", "--to", "2500", "--out", str(tmp_path / "new.csv"))
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_not_poured_into_a_terminal(monkeypatch):
    monkeypatch.setattr("bongsu.systems.people.commands._on_terminal", lambda: True)
    result = people("--country", "DE", "--format", "parquet")
    assert isinstance(result.exception, BadOutput)
    assert "--out" in str(result.exception)


@pytest.mark.parametrize("option", [("--bounds", "un"), ("--quantiles", "0.5"), ("--seed", "1")])
def test_what_only_draws_need_is_refused_without_them(option):
    result = CliRunner().invoke(group, ["project", "--country", "KR", *option])
    assert result.exit_code == 2
    assert "need --draws" in result.output
