"""Questions in SQL, which can only read: one statement, no files, no settings, bounded in all.

The connection cannot write, reaches no file and no network, and keeps its settings. What comes
before it reads the statement's kind, so that whoever writes is told so in plain words.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import duckdb

from bongsu.errors import BongsuError
from bongsu.ledger.views import NAMES

ROWS = 10_000  # that an answer holds if no other number is asked for
SECONDS = 60.0
_LONGEST = 100_000  # letters of a question
_READING = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN})


class Refused(BongsuError):
    """A question is none that the ledger answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Rows of an answer; columns are named as the question names them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    more: bool  # whether rows were left out


def ask(
    connection: duckdb.DuckDBPyConnection,
    sql: str,
    *,
    rows: int = ROWS,
    seconds: float = SECONDS,
) -> Answer:
    """Return what a question in SQL comes to.

    Parameters
    ----------
    connection : DuckDBPyConnection
        As `bongsu.ledger.store.open_ledger` opens it.
    sql : str
        One SELECT over the tables `statements`, `documents`, `deals` and `events`.
    rows : int
        The most that are returned.
    seconds : float
        The longest that it may take.

    Raises
    ------
    Refused
        If it is not one statement that reads, is wrong, or takes too long.
    """
    _check(connection, sql)
    with _stopped_after(connection, seconds):
        try:
            connection.execute("BEGIN TRANSACTION READ ONLY")  # also in memory, also within WITH
            cursor = connection.execute(sql)
            columns = tuple(column[0] for column in cursor.description or ())
            found = cursor.fetchmany(rows + 1)
        except duckdb.InterruptException as fault:
            raise _refused(f"the question took more than {seconds:g} s", "ask for less") from fault
        except duckdb.PermissionException as fault:
            raise _refused("the question reaches for files or settings", _MEND) from fault
        except duckdb.OutOfMemoryException as fault:
            raise _refused("the question needs too much memory", "ask for less") from fault
        except duckdb.Error as fault:
            raise _refused(str(fault).strip().splitlines()[0][:300], _MEND) from fault
        finally:
            with suppress(duckdb.Error):
                connection.execute("ROLLBACK")
    return Answer(columns=columns, rows=tuple(found[:rows]), more=len(found) > rows)


_MEND = f"SELECT from {', '.join(NAMES)}; `DESCRIBE deals` lists the columns of a table"


def _check(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    if len(sql) > _LONGEST:
        raise _refused(f"the question has {len(sql):,} letters", "ask in fewer words")
    try:
        told = connection.extract_statements(sql)
    except duckdb.Error as fault:
        raise _refused(str(fault).strip().splitlines()[0][:300], _MEND) from fault
    if len(told) != 1:
        raise _refused(f"{len(told)} statements were given", "give one SELECT")
    if told[0].type not in _READING:
        kind = told[0].type.name.replace("_", " ")
        raise _refused(f"{kind} is refused: questions only read", _MEND)


@contextmanager
def _stopped_after(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    clock = threading.Timer(seconds, connection.interrupt)
    clock.daemon = True
    clock.start()
    try:
        yield
    finally:
        clock.cancel()


def _refused(what: str, mend: str) -> Refused:
    return Refused(what, where="ledger query", mend=mend)
