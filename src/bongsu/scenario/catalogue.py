"""The catalogue of a store: one SQLite file that says which cells and runs there are.

It is written in one transaction a unit of work, after the cells' files are safe on disk: what it
names exists.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bongsu.errors import StoreFault

FORMAT = "1"  # raised when an older store can no longer be read
_MARK = 0x626F6E67  # "bong", in the file's header

_SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE cells (
    key TEXT PRIMARY KEY, hash TEXT NOT NULL, variable TEXT NOT NULL, dims TEXT NOT NULL,
    shape TEXT NOT NULL, bytes INTEGER NOT NULL, created TEXT NOT NULL
) STRICT;
CREATE INDEX cells_by_hash ON cells (hash);
CREATE TABLE runs (
    run_id TEXT PRIMARY KEY, scenario TEXT NOT NULL, title TEXT NOT NULL, as_of TEXT,
    seed INTEGER NOT NULL, draws INTEGER NOT NULL, outputs TEXT NOT NULL, created TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;
CREATE TABLE run_cells (
    run_id TEXT NOT NULL REFERENCES runs, variable TEXT NOT NULL, part INTEGER NOT NULL,
    key TEXT NOT NULL, PRIMARY KEY (run_id, variable, part)
) STRICT
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow:
    """What the catalogue knows about one cell."""

    key: str
    hash: str  # of the file's content, which is also its name
    variable: str
    dims: tuple[str, ...]
    shape: tuple[int, ...]
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One run that a store remembers."""

    run_id: str
    scenario: str
    title: str
    as_of: str | None
    seed: int
    draws: int
    outputs: tuple[str, ...]  # what was asked for
    created: str  # UTC, to the second; filled in when it is recorded


class Catalogue:
    """An open catalogue; close it, or use it as a context.

    Parameters
    ----------
    path : Path
        The SQLite file; it is made if it is not there.

    Raises
    ------
    StoreFault
        If the file is no catalogue, or one of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._guarded():
            self._connection = sqlite3.connect(path, timeout=30.0, isolation_level=None)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _prepare(self) -> None:
        with self._guarded():
            (mark,) = self._connection.execute("PRAGMA application_id").fetchone()
            tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if tables and mark != _MARK:
            raise StoreFault(
                "the SQLite file was not written by bongsu",
                where=str(self.path),
                mend="choose another folder for the store",
            )
        self._settle()
        if not tables:
            self._create()
        self._check_version()

    def _settle(self) -> None:
        with self._guarded():
            self._connection.execute("PRAGMA journal_mode = WAL")  # readers never wait for a run
            self._connection.execute("PRAGMA synchronous = FULL")  # committed is on the disk

    def _create(self) -> None:
        with self._transaction():
            if self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                return  # another process was quicker
            self._connection.execute(f"PRAGMA application_id = {_MARK}")
            for statement in _SCHEMA.split(";"):
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))

    def _check_version(self) -> None:
        rows = self._rows("SELECT value FROM meta WHERE name = 'format'")
        found = rows[0][0] if rows else "none"
        if found != FORMAT:
            raise StoreFault(
                f"the store has format {found}, this version of bongsu reads format {FORMAT}",
                where=str(self.path),
                mend="use the version that wrote it, or choose another folder for the store",
            )

    def cell(self, key: str) -> CellRow | None:
        """Return what is known about a cell, or None."""
        rows = self._rows(
            "SELECT key, hash, variable, dims, shape, bytes FROM cells WHERE key = ?", (key,)
        )
        return _cell(rows[0]) if rows else None

    def cells(self) -> tuple[CellRow, ...]:
        """Return all cells, by key."""
        rows = self._rows("SELECT key, hash, variable, dims, shape, bytes FROM cells ORDER BY key")
        return tuple(_cell(row) for row in rows)

    def add_cells(self, cells: Sequence[CellRow]) -> None:
        """Record cells, all or none."""
        now = _now()
        with self._transaction():
            self._connection.executemany(
                "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(*_columns(cell), now) for cell in cells],
            )

    def drop_content(self, content_hash: str) -> None:
        """Forget every cell whose content has this hash: the file was damaged or is gone."""
        with self._transaction():
            self._connection.execute("DELETE FROM cells WHERE hash = ?", (content_hash,))

    def add_run(
        self, row: RunRecord, content: Mapping[str, Any], cells: Iterable[tuple[str, int, str]]
    ) -> None:
        """Record a run with its (variable, part, key of cell); the same run again replaces it."""
        with self._transaction():
            self._connection.execute("DELETE FROM run_cells WHERE run_id = ?", (row.run_id,))
            self._connection.execute(
                "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    row.run_id,
                    row.scenario,
                    row.title,
                    row.as_of,
                    row.seed,
                    row.draws,
                    json.dumps(row.outputs),
                    row.created or _now(),
                    json.dumps(content),
                ),
            )
            self._connection.executemany(
                "INSERT INTO run_cells VALUES (?, ?, ?, ?)",
                [(row.run_id, variable, part, key) for variable, part, key in cells],
            )

    def runs(self) -> tuple[RunRecord, ...]:
        """Return the runs, the latest first."""
        rows = self._rows(
            "SELECT run_id, scenario, title, as_of, seed, draws, outputs, created FROM runs"
            " ORDER BY created DESC, rowid DESC"
        )
        return tuple(_run(row) for row in rows)

    def run_content(self, run_id: str) -> dict[str, Any]:
        """Return what was recorded with a run that exists."""
        ((content,),) = self._rows("SELECT content FROM runs WHERE run_id = ?", (run_id,))
        return dict(json.loads(content))

    def run_cells(self, run_id: str) -> dict[str, list[str]]:
        """Return the keys of a run's cells by variable, in the order of their parts."""
        cells: dict[str, list[str]] = {}
        for variable, key in self._rows(
            "SELECT variable, key FROM run_cells WHERE run_id = ? ORDER BY variable, part",
            (run_id,),
        ):
            cells.setdefault(variable, []).append(key)
        return cells

    def _rows(self, statement: str, values: tuple[Any, ...] = ()) -> list[Any]:
        with self._guarded():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn what SQLite says into what a user can mend."""
        try:
            yield
        except sqlite3.DatabaseError as fault:
            code = getattr(fault, "sqlite_errorname", "")
            mends = {
                "SQLITE_FULL": "make room on the disk",
                "SQLITE_IOER": "make room on the disk, and see that it can be read and written",
                "SQLITE_CANT": "see that its folder can be written to, or copy it to one that can",
                "SQLITE_READ": "see that its folder can be written to, or copy it to one that can",
            }
            damaged = "choose another folder for the store, or remove this one if it is damaged"
            raise StoreFault(
                f"the catalogue of the store cannot be used: {fault}",
                where=str(self.path),
                mend=mends.get(code[:11], damaged),
            ) from fault


def _columns(cell: CellRow) -> tuple[Any, ...]:
    dims, shape = json.dumps(cell.dims), json.dumps(cell.shape)
    return (cell.key, cell.hash, cell.variable, dims, shape, cell.bytes)


def _cell(row: Sequence[Any]) -> CellRow:
    key, content_hash, variable, dims, shape, size = row
    return CellRow(
        key=key,
        hash=content_hash,
        variable=variable,
        dims=tuple(json.loads(dims)),
        shape=tuple(json.loads(shape)),
        bytes=size,
    )


def _run(row: Sequence[Any]) -> RunRecord:
    run_id, scenario, title, as_of, seed, draws, outputs, created = row
    return RunRecord(
        run_id=run_id,
        scenario=scenario,
        title=title,
        as_of=as_of,
        seed=seed,
        draws=draws,
        outputs=tuple(json.loads(outputs)),
        created=created,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
