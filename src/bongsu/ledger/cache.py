"""The statements in DuckDB, for questions: built from the files, and thrown away when they change.

The cache holds nothing of its own. Where there is no folder for it, or none that can be written
to, it lives in memory for one question. Whoever asks gets a connection that can only read, and
that reaches neither files nor the network.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bongsu.errors import BadFile, BongsuError
from bongsu.ledger import loading
from bongsu.ledger.succession import take_over

FILE = Path("cache") / "ledger.duckdb"  # in the lab's folder
_LAYOUT = "3"  # of the tables; raised when they change
_THREADS = min(4, os.cpu_count() or 1)
_Settings = dict[str, str | bool | int | float | list[str]]
_BUILDING: _Settings = {
    "threads": _THREADS,
    "memory_limit": "640MB",
    "preserve_insertion_order": True,
}
_ASKING: _Settings = {
    "enable_external_access": False,
    "python_enable_replacements": False,  # a table's name is no variable of ours
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "memory_limit": "640MB",
    "threads": _THREADS,
}
_QUIET = "SET enable_progress_bar = false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A connection to the statements, and the lines of the files that could not be read."""

    connection: duckdb.DuckDBPyConnection
    faults: tuple[BongsuError, ...]


@contextmanager
def open_cache(layers: Sequence[Path], home: Path | None) -> Iterator[Cache]:
    """Open the statements of some files for questions, and close them after use.

    Parameters
    ----------
    layers : sequence of Path
        Files of statements; the first is the packaged one, later ones are the lab's own.
    home : Path, optional
        Folder of the lab, in which the cache is kept; in memory if left out.

    Yields
    ------
    Cache
        With the table `history`: a row for every statement, those withdrawn among them.

    Raises
    ------
    BadFile
        If a file cannot be read.
    """
    connection = _kept(layers, home / FILE) if home else None
    if connection is None:
        connection = duckdb.connect(":memory:", config=_BUILDING)
        _fill(connection, layers)
        for name, value in _ASKING.items():
            connection.execute(f"SET {name} = '{value}'")
    with suppress(duckdb.Error):  # locked already where this process asks twice at once
        connection.execute(_QUIET)
        connection.execute("SET lock_configuration = true")
    try:
        yield Cache(connection=connection, faults=_faults(connection))
    finally:
        connection.close()


def _kept(layers: Sequence[Path], place: Path) -> duckdb.DuckDBPyConnection | None:
    """Return a connection to the file of the cache, built anew if need be; none if it cannot be."""
    found = _fresh(layers, place)
    if found is None:
        try:
            _build(layers, place)
        except OSError:
            return None  # no room, or no right to write: memory does as well
        found = _fresh(layers, place)
    return found


def _fresh(layers: Sequence[Path], place: Path) -> duckdb.DuckDBPyConnection | None:
    """Return a connection to the cache if it was built from the files as they are."""
    if not place.is_file():
        return None
    try:
        connection = duckdb.connect(str(place), read_only=True, config=_ASKING)
    except duckdb.Error:
        return None
    try:
        built_from = connection.execute(
            "SELECT layout, path, size, changed, sha256 FROM stamps ORDER BY layer"
        ).fetchall()
        if len(built_from) == len(layers) and all(
            _unchanged(path, *told) for path, told in zip(layers, built_from, strict=True)
        ):
            return connection
    except duckdb.Error:  # another layout, or no cache of ours
        pass
    connection.close()
    return None


def _unchanged(path: Path, layout: str, name: str, size: int, changed: int, sha256: str) -> bool:
    if (layout, name) != (_LAYOUT, str(path.resolve())):
        return False
    now = path.stat()
    if now.st_size != size:
        return False
    if now.st_mtime_ns == changed:
        return True
    with path.open("rb") as file:  # touched or copied: it may still say the same
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256


def _build(layers: Sequence[Path], place: Path) -> None:
    """Write the cache under a name of its own, and rename it when all is there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        connection = duckdb.connect(str(part), config=_BUILDING)
    except duckdb.Error as fault:
        raise OSError(str(fault)) from fault
    try:
        try:
            _fill(connection, layers)
        except duckdb.Error as fault:
            raise OSError(str(fault)) from fault
        finally:
            connection.close()
        part.replace(place)
    finally:
        for left in (part, part.with_name(f"{part.name}.wal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _fill(connection: duckdb.DuckDBPyConnection, layers: Sequence[Path]) -> None:
    connection.execute(_QUIET)
    loading.create(connection)
    connection.execute(
        "CREATE TABLE stamps (layer UTINYINT, layout VARCHAR, path VARCHAR, size BIGINT, "
        "changed BIGINT, sha256 VARCHAR)"
    )
    connection.execute("CREATE TABLE faults (what VARCHAR, place VARCHAR, mend VARCHAR)")
    for layer, path in enumerate(layers):
        seen = path.stat()  # before it is read: what is added meanwhile makes the cache stale
        loaded = loading.load(connection, path, layer)
        connection.execute(
            "INSERT INTO stamps VALUES (?, ?, ?, ?, ?, ?)",
            [layer, _LAYOUT, str(path.resolve()), seen.st_size, seen.st_mtime_ns, loaded.sha256],
        )
        if loaded.faults:
            told = [[one.what, one.where, one.mend] for one in loaded.faults]
            connection.executemany("INSERT INTO faults VALUES (?, ?, ?)", told)
    loading.settle(connection)
    take_over(connection)


def _faults(connection: duckdb.DuckDBPyConnection) -> tuple[BongsuError, ...]:
    told = connection.execute("SELECT what, place, mend FROM faults").fetchall()
    return tuple(BadFile(what, where=where, mend=mend) for what, where, mend in told)
