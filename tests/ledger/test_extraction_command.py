from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.ledger.invented import CALENDAR, INVESTORS

from bongsu.cli.ledger_extract import extract
from bongsu.errors import BadFile


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(extract, list(arguments), standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.output


def test_lines_hold_deals_then_events_then_commitments(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text(INVESTORS + "\n" + CALENDAR, encoding="utf-8")
    code, output = run(str(file), "--format", "jsonl")
    records = [json.loads(line) for line in output.splitlines()]
    assert code == 0
    assert [record["record"] for record in records] == ["deal"] * 4 + ["timeline"] * 5
    assert records[0]["us_entities"] == ["Tesla"]


def test_the_table_shows_parties_and_sums(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text(INVESTORS, encoding="utf-8")
    code, output = run(str(file))
    assert code == 0
    assert "deal04" in output
    assert "1,200,000,000" in output.replace("\n", "")


def test_a_file_is_written_and_the_document_never_overwritten(tmp_path: Path) -> None:
    file, out = tmp_path / "report.md", tmp_path / "deals.csv"
    file.write_text(INVESTORS, encoding="utf-8")
    assert run(str(file), "--output", str(out))[0] == 0
    assert out.read_text(encoding="utf-8").startswith("record,id,doc,line")
    with pytest.raises(Exception, match="report"):
        run(str(file), "--output", str(file))


def test_nothing_found_exits_with_one_and_says_which_table_was_passed_over(
    tmp_path: Path,
) -> None:
    file = tmp_path / "report.md"
    file.write_text("# A\n\n| Year | Rate |\n|---|---|\n| 2027 | 3 |\n", encoding="utf-8")
    code, output = run(str(file), "--format", "jsonl")
    assert code == 1
    assert "names no dates or parties or projects" in output


def test_a_missing_file_is_named() -> None:
    with pytest.raises(BadFile, match="nowhere"):
        run("nowhere.md")
