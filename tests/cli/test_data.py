"""``bongsu data`` from the outside, over the package's tables and over a shelf of small ones."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from types import SimpleNamespace

import click
import polars as pl
import pytest
from click.testing import CliRunner
from tests.catalog.shelf import FARES, put

from bongsu.catalog import open_catalog
from bongsu.cli.data import data
from bongsu.cli.main import OWN_COMMANDS
from bongsu.errors import BadFile, BadPeriod, NotKnownYet, UnknownName


def run(*arguments, catalog=None):
    lab = SimpleNamespace(catalog=catalog or open_catalog())
    return CliRunner().invoke(data, arguments, obj=lab)


def machine(*arguments, catalog=None):
    """Return what a machine reads, which is the whole of stdout and strict JSON."""
    result = run(*arguments, "--json", catalog=catalog)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""

    def refuse(constant):
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(result.stdout, parse_constant=refuse)


@pytest.fixture
def shelf(tmp_path):
    put(tmp_path)
    put(
        tmp_path,
        FARES.with_columns(pl.col("fare") * 2),
        file="fares.second.parquet",
        vintage="Second edition",
        known_from="2026-03-01",
    )
    frame = pl.DataFrame(
        {
            "year": [2025, 2026],
            "boats": [1234, None],
            "toll": pl.Series([0.1, 2.5], dtype=pl.Float32),
            "known_from": [date(2025, 1, 1), date(2026, 1, 1)],
        }
    )
    put(tmp_path, frame, table="boats", file="boats.parquet")
    return open_catalog(tmp_path)


def test_the_command_line_knows_the_group():
    assert OWN_COMMANDS["data"] == "bongsu.cli.data:data"
    assert set(data.commands) == {"list", "show"}


def test_every_table_is_listed_once():
    listed = [row["table"] for row in machine("list")]
    assert listed == sorted(set(listed))
    assert {"un_rates", "nps5_flows", "nps_fund_history"} <= set(listed)
    shown = run("list").stdout
    assert all(name in shown for name in listed)


def test_a_list_of_a_day_shows_what_was_known_then(shelf):
    assert machine("list", "--as-of", "2024-12-31", catalog=shelf) == []
    before = machine("list", "--as-of", "2026-02-28", catalog=shelf)
    assert [row["vintage"] for row in before if row["table"] == "fares"] == ["First edition"]
    after = machine("list", "--as-of", "2026-03-01", catalog=shelf)
    assert [row["vintage"] for row in after if row["table"] == "fares"] == ["Second edition"]


def test_the_law_of_2025_is_not_listed_before_its_day():
    names = [
        {row["table"] for row in machine("list", "--as-of", day)}
        for day in ("2025-03-19", "2025-03-20")
    ]
    assert names[1] - names[0] == {"nps_reform_2025"}


def test_a_day_before_all_tables_is_said_to_stderr(shelf):
    result = run("list", "--as-of", "2024-12-31", catalog=shelf)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no table was known on 2024-12-31" in result.stderr


def test_a_table_shows_its_source_its_columns_and_its_first_rows():
    said = machine("show", "un_rates", "--rows", "3")
    assert said["producer"].startswith("United Nations")
    assert said["citation"] == "United Nations (2024), World Population Prospects 2024"
    assert (said["address"], said["licence"]) == ("https://population.un.org/wpp/", "CC BY 3.0 IGO")
    assert (said["vintage"], said["known_from"]) == ("WPP 2024", "2024-07-11")
    assert said["vintages"] == [{"vintage": "WPP 2024", "known_from": "2024-07-11"}]
    columns = {column["column"]: column for column in said["columns"]}
    assert columns["tfr"]["unit"] == "child/woman"
    assert [name for name, column in columns.items() if column["key"]] == ["country_code", "year"]
    assert len(said["first_rows"]) == 3
    assert list(said["first_rows"][0]) == list(columns)


def test_people_see_all_that_machines_read():
    shown = run("show", "nps_reform_2025").stdout
    said = machine("show", "nps_reform_2025")
    words = " ".join(shown.replace("│", " ").split())
    for key in ("title", "producer", "citation", "address", "licence", "vintage", "known_from"):
        assert said[key] in words
    for column in said["columns"]:
        assert column["title"] in words
        assert column["unit"] in words
    assert "First 10 of 11 rows" in shown


def test_a_day_hides_later_rows_and_the_count_of_them(shelf):
    said = machine("show", "boats", "--as-of", "2025-12-31", catalog=shelf)
    assert (said["as_of"], said["rows"]) == ("2025-12-31", 1)
    assert [row["year"] for row in said["first_rows"]] == [2025]
    assert machine("show", "boats", catalog=shelf)["rows"] == 2


def test_a_day_hides_later_vintages(shelf):
    said = machine("show", "fares", "--as-of", "2026-02-28", catalog=shelf)
    assert said["vintages"] == [{"vintage": "First edition", "known_from": "2025-01-01"}]
    assert said["first_rows"][0]["fare"] == 44.0
    assert (
        "Second edition" not in run("show", "fares", "--as-of", "2026-02-28", catalog=shelf).stdout
    )
    both = machine("show", "fares", catalog=shelf)
    assert [each["vintage"] for each in both["vintages"]] == ["Second edition", "First edition"]
    assert both["first_rows"][0]["fare"] == 88.0


def test_rows_for_machines_are_plain_and_as_stored(shelf):
    assert machine("show", "boats", catalog=shelf)["first_rows"] == [
        {"year": 2025, "boats": 1234, "toll": 0.1, "known_from": "2025-01-01"},
        {"year": 2026, "boats": None, "toll": 2.5, "known_from": "2026-01-01"},
    ]


def test_what_is_not_finite_becomes_null(tmp_path):
    odd = pl.DataFrame({"place": ["port", "mill"], "fare": [float("nan"), float("inf")]})
    put(tmp_path, odd)
    said = machine("show", "fares", catalog=open_catalog(tmp_path))
    assert [row["fare"] for row in said["first_rows"]] == [None, None]


def test_years_have_no_commas_and_gaps_have_a_mark():
    shown = run("show", "nps5_flows", "--rows", "17").stdout
    row = next(line for line in shown.splitlines() if line.startswith("│ 2060"))
    assert row.replace("│", "").split() == [
        "2060",
        "–",
        "147,610",
        "147,610",
        "–",
        "496,638",
        "493,337",
    ]


@pytest.mark.parametrize(("rows", "shown"), [("0", 0), ("1", 1), ("11", 11), ("99", 11)])
def test_as_many_rows_are_shown_as_are_asked_for_and_there(rows, shown):
    assert len(machine("show", "nps_reform_2025", "--rows", rows)["first_rows"]) == shown
    titled = f"First {shown} of 11 rows" in run("show", "nps_reform_2025", "-n", rows).stdout
    assert titled == (shown > 0)


@pytest.mark.parametrize(
    ("arguments", "fault", "message"),
    [
        (["show", "un_rate"], UnknownName, "did you mean `un_rates`"),
        (["show", "nps_reform_2025", "--as-of", "2025-03-19"], NotKnownYet, "2025-03-20"),
        (["show", "un_rates", "--as-of", "2025"], BadPeriod, "a day is needed"),
        (["list", "--as-of", "2025-02-30"], BadPeriod, "2025-02-30"),
        (["list", "--as-of", ""], BadPeriod, "--as-of"),
    ],
)
def test_bad_input_gets_one_clear_error(arguments, fault, message):
    result = run(*arguments)
    assert isinstance(result.exception, fault)
    assert message in str(result.exception)
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [["show"], ["show", "un_rates", "--rows", "-1"], ["lst"]])
def test_wrong_usage_exits_with_two(arguments):
    assert run(*arguments).exit_code == 2


def test_a_damaged_table_is_refused_before_anything_is_printed(tmp_path):
    put(tmp_path).write_bytes(b"")
    result = run("show", "fares", catalog=open_catalog(tmp_path))
    assert isinstance(result.exception, BadFile)
    assert result.stdout == ""


EXAMPLES = [
    example
    for command in data.commands.values()
    for example in re.findall(
        r"^ +bongsu data (.+)$", command.get_help(click.Context(command)), re.MULTILINE
    )
]


def test_every_command_ends_its_help_with_examples():
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_help_runs(example):
    result = run(*shlex.split(example))
    assert result.exit_code == 0, result.output
    assert result.stdout
