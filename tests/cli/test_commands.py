"""The command line as a person or a program uses it, in one lab."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
import xarray as xr

from bongsu.cli.main import OWN_COMMANDS, main, system_commands

FEW = ("-o", "people.population_total", "-o", "people.fund_exhaustion_year")


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return tmp_path_factory.mktemp("lab")


@pytest.fixture
def bongsu(lab, capsys):
    """Return a function that runs the command line and gives its exit code, stdout and stderr."""

    def run(*arguments: object):
        with pytest.raises(SystemExit) as end:
            main(["--lab", str(lab), *map(str, arguments)])
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return run


def test_a_run_prints_a_table_and_says_how_to_go_on(bongsu):
    code, out, err = bongsu("run", "baseline", *FEW)
    assert code == 0
    assert "people.population_total" in out
    assert "2070" not in err
    (run_id,) = re.findall(r"next: bongsu trace VARIABLE --run (\w+)", err)
    code, out, _ = bongsu("runs", "--json")
    assert code == 0
    assert run_id in {row["run"] for row in json.loads(out)}


def test_a_run_as_json_holds_what_a_machine_needs(bongsu):
    code, out, _ = bongsu("run", "ageing-tree", "--draws", "20", *FEW, "--json")
    said = json.loads(out)
    assert code == 0
    assert (said["scenario"], said["draws"], said["as_of"]) == ("ageing-tree", 20, "2026-02-27")
    total = said["outputs"]["people.population_total"]
    assert total["unit"] == "thousand person"
    assert len(total["mean"]) == len(total["labels"]["year"]) == len(total["q0.5"]) == 77
    broken = {name for name, check in said["checks"].items() if not check["holds"]}
    assert broken <= {"people.migration_as_asked"}  # futures in which an age is emptied


def test_a_second_run_computes_nothing_and_says_the_same(bongsu):
    first = json.loads(bongsu("run", "baseline", *FEW, "--json")[1])
    again = json.loads(bongsu("run", "baseline", *FEW, "--json")[1])
    assert again["computed"] == 0
    assert again["reused"] > 0
    assert again["outputs"] == first["outputs"]
    assert again["run_id"] == first["run_id"]


def test_exports_hold_the_same_numbers_in_every_format(bongsu, tmp_path):
    names = ("r.nc", "r.parquet", "r.csv", "r.iamc.csv")
    options = [part for name in names for part in ("--export", tmp_path / name)]
    code, out, _ = bongsu("run", "baseline", "-o", "people.population_total", *options, "--json")
    assert code == 0
    mean = json.loads(out)["outputs"]["people.population_total"]["mean"]
    with xr.open_dataset(tmp_path / "r.nc") as dataset:
        assert dataset["people.population_total"].values.tolist() == mean
    for frame in (pl.read_parquet(tmp_path / "r.parquet"), pl.read_csv(tmp_path / "r.csv")):
        assert frame.sort("period")["value"].to_list() == pytest.approx(mean, rel=1e-12)
    with (tmp_path / "r.iamc.csv").open() as stream:
        rows = list(csv.DictReader(stream))
    assert {row["region"] for row in rows} == {"KOR"}
    assert [float(row["value"]) for row in rows] == pytest.approx(mean, rel=1e-12)


def test_an_export_that_cannot_be_written_is_refused_before_anything_runs(bongsu, tmp_path):
    there = tmp_path / "there.csv"
    there.write_text("mine")
    before = bongsu("runs", "--json")[1]
    for place in (there, tmp_path / "no" / "r.csv", tmp_path / "r.txt"):
        code, out, err = bongsu("run", "no-reform", "--export", place)
        assert (code, out) == (2, "")
        assert "Traceback" not in err
    assert there.read_text() == "mine"
    assert bongsu("runs", "--json")[1] == before


def test_workers_give_the_numbers_of_one_process(bongsu):
    alone = json.loads(bongsu("run", "baseline", *FEW, "--no-keep", "--json")[1])
    shared = json.loads(bongsu("run", "baseline", *FEW, "--no-keep", "--workers", 2, "--json")[1])
    assert alone["outputs"] == shared["outputs"]


def test_a_trace_leads_from_a_result_to_law_and_tables(bongsu):
    bongsu("run", "baseline", *FEW)
    code, out, _ = bongsu("trace", "people.fund_exhaustion_year")
    assert code == 0
    for found in ("people.contribution_rate", "National Pension Act", "nps5_flows", "elicited"):
        assert found in out
    tree = json.loads(bongsu("trace", "people.fund_exhaustion_year", "--json")[1])
    assert tree["name"] == "people.fund_exhaustion_year"


def test_the_trace_of_a_run_of_a_scenario_names_its_assumptions(bongsu):
    run_id = json.loads(bongsu("run", "no-reform", "--json")[1])["run_id"]
    out = bongsu("trace", "people.pension_fund", "--run", run_id[:6])[1]
    assert "known_from: 2023-03-31" in out


def test_two_scenarios_that_differ_end_with_one_and_the_same_with_nought(bongsu):
    code, out, _ = bongsu("diff", "baseline", "ageing-tree", "--json")
    assert code == 1
    assert "effects.births=stays-low.people.tfr" in {row["what"] for row in json.loads(out)}
    code, _, err = bongsu("diff", "baseline", "baseline")
    assert (code, err.strip()) == (0, "no difference")


def test_a_variable_shows_who_makes_and_who_takes_it(bongsu):
    code, out, _ = bongsu("systems", "show", "people.pension_fund", "--json")
    said = json.loads(out)
    assert code == 0
    assert said["made by"] == ["people.pension_fund"]
    assert {"people.fund_peak", "people.fund_balance"} <= set(said["taken by"])


def test_every_yaml_that_ships_is_sound(bongsu):
    code, out, _ = bongsu("systems", "check", "--json")
    report = json.loads(out)
    assert code == 0
    assert {"baseline", "ageing-tree", "official-2023"} <= report["scenarios"].keys()
    assert report["systems"] >= report["sections"] >= 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "basline"), "baseline"),
        (("run", "baseline", "-o", "people.population_totl"), "people.population_total"),
        (("trace", "people.fund_exhaustion_yaer"), "people.fund_exhaustion_year"),
        (("trace", "people.births", "--run", "zzzz"), "zzzz"),
        (("systems", "show", "peple"), "people"),
        (("diff", "baseline", "aging-tree"), "ageing-tree"),
        (("scenario", "check", "no/such/file.yaml"), "no/such/file.yaml"),
        (("data", "show", "un_rate"), "un_rates"),
        (("run", "baseline", "--draws", "0"), "--draws"),
        (("run", "baseline", "--workers", "2", "--dask", "tcp://x"), "not both"),
        (("brief", "--out", "."), "folder"),
        (("rnu",), "rnu"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_do(bongsu, arguments, said):
    code, out, err = bongsu(*arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert "Traceback" not in err


def test_debug_shows_where_an_error_arose(lab):
    with pytest.raises(Exception, match="there is no scenario basline"):
        main(["--lab", str(lab), "run", "basline", "--debug"])


def test_help_names_every_command_and_imports_none(bongsu):
    code, out, _ = bongsu("--help")
    assert code == 0
    assert all(f"  {name} " in out for name in (*OWN_COMMANDS, *system_commands()))


def test_a_lab_that_is_a_file_is_refused(tmp_path, capsys):
    place = tmp_path / "file"
    place.write_text("")
    with pytest.raises(SystemExit) as end:
        main(["--lab", str(place), "run", "baseline"])
    assert end.value.code == 2
    assert "file" in capsys.readouterr().err


def test_a_brief_of_a_scenario_without_issues_leaves_out_what_needs_them(bongsu, tmp_path):
    out = tmp_path / "brief.html"
    code, _, err = bongsu("brief", "--scenario", "actual-fund-return-5-5", "--out", out)
    assert code == 0, err
    page = out.read_text(encoding="utf-8")
    assert "Left out" in page
    assert "actual-fund-return-5-5 has no issue" in page


def test_a_file_that_is_no_brief_is_not_overwritten(bongsu, tmp_path):
    mine = tmp_path / "mine.html"
    mine.write_text("mine")
    code, _, err = bongsu("brief", "--out", mine)
    assert code == 2
    assert "--force" in err
    assert mine.read_text() == "mine"


def test_a_brief_is_not_written_under_the_name_of_another_kind(bongsu, tmp_path):
    code, _, err = bongsu("brief", "--out", tmp_path / "mine.pdf")
    assert code == 2
    assert "--out mine.html" in err
    assert not (tmp_path / "mine.pdf").exists()


def test_a_faulty_scenario_of_the_lab_is_listed_as_such_among_the_others(bongsu, lab):
    (lab / "scenarios").mkdir(exist_ok=True)
    bad = lab / "scenarios" / "bad.yaml"
    bad.write_text("scenario: bad\nasume: {}\n")
    try:
        code, out, _ = bongsu("scenario", "list", "--json")
    finally:
        bad.unlink()
    titles = {row["name"]: row["title"] for row in json.loads(out)}
    assert code == 0
    assert titles["bad"].startswith("faulty: unknown key `asume`")
    assert not titles["baseline"].startswith("faulty")


def test_a_parameter_is_traced_through_the_newest_run_that_took_it(bongsu):
    bongsu("run", "baseline", *FEW)
    code, out, _ = bongsu("trace", "people.net_migration")
    assert code == 0
    assert "un_migration_age" in out


def test_a_source_is_told_in_full_once(bongsu):
    bongsu("run", "baseline", *FEW)
    out = bongsu("trace", "people.fund_exhaustion_year")[1]
    full = [line for line in out.splitlines() if "sources.table: nps5_flows" in line]
    assert len(full) == 1
    assert "nps5_flows (shown above)" in out


def test_a_scenario_laid_beneath_says_what_the_scenario_does_not(bongsu):
    asked = ("--output", "people.births", "--draws", "5", "--no-keep", "--json")
    code, out, _ = bongsu("run", "baseline", "--with", "uncertain", *asked)
    assert code == 0
    said = json.loads(out)
    assert (said["scenario"], said["draws"]) == ("baseline", 5)
    code, _, err = bongsu("run", "baseline", "--with", "uncertian", *asked)
    assert code == 2
    assert "did you mean `uncertain`?" in err


def test_branches_are_counted_without_draws_and_in_the_right_number(bongsu):
    assert bongsu("scenario", "check", "baseline")[1].endswith("1 branch\n")
    assert bongsu("scenario", "check", "ageing-tree")[1].endswith("24 branches\n")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("../out.csv", "leads out of the folder"),
        ("-", "no file name"),
        ("a" * 300 + ".csv", "cannot be used"),
        ("no/such/out.csv", "does not exist"),
    ],
)
def test_an_output_path_that_cannot_be_is_refused(bongsu, tmp_path, monkeypatch, place, said):
    monkeypatch.chdir(tmp_path)
    code, out, err = bongsu("people", "project", "--country", "KR", "--to", 2025, "--out", place)
    assert (code, out) == (2, "")
    assert said in err
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_ordinary_file_is_never_replaced(bongsu, tmp_path):
    pipe, link = tmp_path / "pipe.csv", tmp_path / "link.csv"
    os.mkfifo(pipe)
    link.symlink_to(tmp_path / "nowhere")
    for place in (pipe, link):
        code, _, err = bongsu(
            "people", "project", "--country", "KR", "--to", 2025, "--out", place, "--force"
        )
        assert code == 2
        assert "no ordinary file" in err
    assert pipe.is_fifo()
    assert link.is_symlink()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
@pytest.mark.parametrize("arguments", [("systems", "list"), ("run", "baseline", "--json")])
def test_a_screen_that_takes_nothing_more_is_told_plainly(lab, arguments):
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "bongsu", "--lab", lab, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert "No space left" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_screen_without_korean_letters_still_shows_tables(lab):
    ended = subprocess.run(
        [sys.executable, "-m", "bongsu", "--lab", lab, "systems", "show", "people.tfr"],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0
    assert b"\\ud569" in ended.stdout


def test_a_brief_looks_from_the_day_of_its_scenario(bongsu, tmp_path):
    out = tmp_path / "brief.html"
    assert bongsu("brief", "--scenario", "no-reform", "--out", out)[0] == 0
    page = out.read_text(encoding="utf-8")
    assert page.count("2025-03-19") >= 2  # both runs
    for later in ("2026-02-27", "1,458", "13.0%", "amendment of 20 March 2025"):
        assert later not in page


def test_a_sentence_whose_direction_the_run_denies_is_left_out(bongsu, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        "scenario: mine\nbase: ageing-tree\neffects:\n"
        "  births=stays-low: {people.tfr: {value: 2.0, from: 2026, source: a test}}\n"
    )
    out = tmp_path / "brief.html"
    assert bongsu("brief", "--scenario", mine, "--out", out)[0] == 0
    page = out.read_text(encoding="utf-8")
    assert "fewer people live in Korea" not in page
    assert "does not lie down from" in page


def test_the_brief_that_ships_leaves_nothing_out(bongsu, tmp_path):
    out = tmp_path / "brief.html"
    assert bongsu("brief", "--out", out)[0] == 0
    assert "Left out" not in out.read_text(encoding="utf-8")
