"""Inputs that cannot be: refused with what is wrong, where, and how to mend it; exit code 2."""

from __future__ import annotations

import polars as pl
import pytest

from bongsu.catalog import open_catalog
from bongsu.cli.main import main
from bongsu.errors import Faults, MissingValue, OutOfRange
from bongsu.systems.people.countries import Variant, load_inputs, project_countries
from bongsu.systems.people.country_checks import country_faults

KOREA, GERMANY, JAPAN = 410, 276, 392
HEAD = "scenario: mine\ntitle: A bad one\nbase: baseline\nassume:\n"


def run(arguments: list[str]) -> int:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    return int(end.value.code or 0)


class Damaged:
    """The package's tables, some of them changed."""

    def __init__(self, **changed: pl.DataFrame) -> None:
        self.changed = changed

    def table(self, name: str, /) -> pl.DataFrame:
        return self.changed.get(name, open_catalog().table(name))


def rates(code: int, column: str, value: float) -> pl.DataFrame:
    here = (pl.col("country_code") == code) & (pl.col("year") == 2030)
    changed = pl.when(here).then(pl.lit(value)).otherwise(pl.col(column))
    return open_catalog().table("un_rates").with_columns(changed.alias(column))


def without(name: str, code: int, year: int) -> pl.DataFrame:
    rows = open_catalog().table(name)
    return rows.filter((pl.col("country_code") != code) | (pl.col("year") != year))


@pytest.mark.parametrize(
    ("assumed", "parts"),
    [
        ("people.tfr: {value: -0.1,", ["people.tfr is -0.1", "0 to 10"]),
        ("people.tfr: {value: 10.5,", ["people.tfr is 10.5", "0 to 10"]),
        ("people.e0_female: {value: 19,", ["people.e0_female is 19 year", "20 to 110"]),
        ("people.e0_male: {value: 111,", ["people.e0_male is 111 year", "20 to 110"]),
        ("people.base_population: {value: -1,", ["people.base_population is -1", "0 to any"]),
    ],
)
def test_a_scenario_that_asks_for_what_cannot_be_is_refused(assumed, parts, tmp_path, capsys):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{HEAD}  {assumed} source: a letter}}\n", encoding="utf-8")
    assert run(["--lab", str(tmp_path), "run", str(file)]) == 2
    said = capsys.readouterr().err
    for part in [*parts, "where: ", "mine.yaml, assume.people.", "mend:  give values within"]:
        assert part in said


def test_a_draw_outside_the_range_is_told_to_be_cut_off(tmp_path, capsys):
    file = tmp_path / "mine.yaml"
    drawn = "people.tfr: {dist: normal, mean: 0.8, sd: 3, source: a letter}"
    file.write_text(f"{HEAD}  {drawn}\ndraws: {{n: 50}}\n", encoding="utf-8")
    assert run(["--lab", str(tmp_path), "run", str(file)]) == 2
    said = capsys.readouterr().err
    assert "mend:  cut the distribution with `low:` and `high:` within the range" in said


@pytest.mark.parametrize(
    ("column", "value", "variant"),
    [
        ("tfr", -0.1, "medium"),
        ("tfr", 10.1, "medium"),
        ("e0_f", 19.9, "low"),
        ("e0_m", 111, "high"),
    ],
)
def test_a_country_whose_inputs_cannot_be_is_refused(column, value, variant):
    tables = Damaged(un_rates=rates(GERMANY, column, value))
    with pytest.raises(
        OutOfRange, match=rf"{column} of Germany is {value:g} .* year=2030"
    ) as caught:
        load_inputs(tables, [GERMANY, JAPAN], Variant(variant))
    assert caught.value.where == "table un_rates"
    load_inputs(tables, [JAPAN], Variant(variant))


def test_a_negative_population_is_refused():
    people = open_catalog().table("un_base_population")
    here = (pl.col("country_code") == JAPAN) & (pl.col("age") == 40)
    people = people.with_columns(pl.when(here).then(-1.0).otherwise(pl.col("pop_f")).alias("pop_f"))
    with pytest.raises(OutOfRange, match=r"pop_f of Japan is -1 thousand person at .*age=40"):
        load_inputs(Damaged(un_base_population=people), [JAPAN])


def test_every_country_with_a_fault_is_named_and_the_others_can_be_projected():
    tables = Damaged(
        un_rates=rates(GERMANY, "tfr", -1.0),
        un_migration_age=without("un_migration_age", JAPAN, 2050),
    )
    codes = [GERMANY, JAPAN, KOREA]
    faults = country_faults(tables, codes)
    assert list(faults) == [GERMANY, JAPAN]
    assert isinstance(faults[JAPAN], MissingValue)
    assert "Japan has 7,676 whole rows of 7,777" in str(faults[JAPAN])
    with pytest.raises(Faults, match="Germany"):
        load_inputs(tables, codes)
    whole = project_countries(load_inputs(open_catalog(), [KOREA]), to=2030)
    rest = project_countries(load_inputs(tables, [KOREA]), to=2030)
    assert (rest.population == whole.population).all()


def test_the_package_has_no_country_with_a_fault():
    known = open_catalog().table("un_countries")["country_code"].to_list()
    assert country_faults(open_catalog(), known) == {}


def test_projecting_all_leaves_out_a_country_names_it_and_ends_with_two(
    monkeypatch, tmp_path, capsys
):
    tables = Damaged(un_migration_age=without("un_migration_age", JAPAN, 2050))
    monkeypatch.setattr("bongsu.catalog.open_catalog", lambda: tables)
    out = tmp_path / "world.parquet"
    asked = ["people", "project", "--all", "--to", "2026", "--out", str(out)]
    assert run(["--lab", str(tmp_path), *asked]) == 2
    said = capsys.readouterr().err
    assert "error: Japan has 7,676 whole rows of 7,777" in said
    assert "left out 1 countries or areas" in said
    codes = pl.read_parquet(out)["country_code"].unique()
    assert len(codes) == 235
    assert JAPAN not in codes.to_list()
    alone = ["people", "project", "--country", "JP"]
    assert run(["--lab", str(tmp_path), *alone]) == 2
    assert "mend:  complete the table" in capsys.readouterr().err


def test_a_scenario_that_empties_an_age_runs_and_says_so(tmp_path, capsys):
    file = tmp_path / "mine.yaml"
    file.write_text(f"{HEAD}  people.net_migration: {{value: -5000, source: a letter}}\n")
    assert run(["--lab", str(tmp_path), "run", str(file), "-o", "people.population_total"]) == 0
    assert "check people.migration_as_asked does not hold: " in capsys.readouterr().err
