"""Questions in SQL only read."""

from __future__ import annotations

import pytest
from tests.ledger.statements_made import deal

from bongsu.ledger import store
from bongsu.ledger.asking import Refused, ask
from bongsu.ledger.files import append
from bongsu.ledger.store import open_ledger


@pytest.fixture(params=["kept", "memory"])
def ledger(request, tmp_path, monkeypatch):
    """A ledger of two deals, with its cache in a file and in memory."""
    path = tmp_path / ("ledger.jsonl" if request.param == "kept" else "packaged.jsonl")
    monkeypatch.setattr(store, "packaged", lambda: tmp_path / "packaged.jsonl")
    append(path, [*deal("a", amount=5.0), *deal("b", amount=7.0, us=("Boeing", "Tesla"))])
    with open_ledger(tmp_path) as opened:
        yield opened


def test_tables_hold_a_row_a_subject(ledger):
    answer = ask(
        ledger.connection, "SELECT subject, us_entities, amount, currency, day::text FROM deals"
    )
    assert answer.columns[:2] == ("subject", "us_entities")
    assert set(map(str, answer.rows)) == {
        "('deal:a', None, 5.0, 'USD', '2025-11-17')",
        "('deal:b', ['Boeing', 'Tesla'], 7.0, 'USD', '2025-11-17')",
    }


def test_rows_are_counted_off(ledger):
    answer = ask(ledger.connection, "SELECT * FROM range(50)", rows=50)
    assert (len(answer.rows), answer.more) == (50, False)
    answer = ask(ledger.connection, "SELECT * FROM range(51)", rows=50)
    assert (len(answer.rows), answer.more) == (50, True)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM history",
        "WITH gone AS (DELETE FROM history RETURNING *) SELECT * FROM gone",
        "UPDATE history SET number = 0",
        "INSERT INTO history SELECT * FROM history",
        "DROP TABLE history",
        "CREATE TABLE more AS SELECT 1",
        "CREATE TEMP TABLE more AS SELECT 1",
        "CREATE OR REPLACE TEMP VIEW deals AS SELECT 1",
        "COPY deals TO 'out.csv'",
        "EXPORT DATABASE 'out'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET memory_limit",
        "PRAGMA threads = 1",
        "CALL pragma_version()",
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM sniff_csv('{file}')",
        "SELECT * FROM query('COPY deals TO ''out.csv''')",
        "EXPLAIN ANALYZE COPY deals TO 'out.csv'",
        "SELECT * FROM answer",
        "SELECT 1; SELECT 2",
        "SELECT [",
        "",
        "SELECT " + "1 + " * 30_000 + "1",
    ],
)
def test_whatever_writes_or_reaches_out_is_refused(ledger, sql, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    answer = [{"a": 1}]  # a variable is no table
    assert answer
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(Refused):
        ask(ledger.connection, sql.replace("{file}", str(secret)))
    assert {path.name for path in tmp_path.iterdir()} == before
    assert ask(ledger.connection, "SELECT count(*) FROM deals").rows == ((2,),)


def test_a_question_without_end_is_stopped(ledger):
    with pytest.raises(Refused, match="took more than"):
        ask(
            ledger.connection,
            "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = 7",
            seconds=0.3,
        )
