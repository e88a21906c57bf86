"""Exports of the ledger: calendars, tables, databases and linked data, each read back equal."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from bongsu.ledger.exports.contents import Contents, contents
from bongsu.results.files import whole_file

FORMATS = ("csv", "xlsx", "ics", "jsonl", "sqlite", "jsonld")
BINARY = frozenset({"xlsx", "sqlite"})

__all__ = ["BINARY", "FORMATS", "Contents", "contents", "save", "written"]


def written(form: str, of: Contents) -> bytes:
    """Return an export in one of `FORMATS`; the same statements give the same bytes."""
    write: Callable[[Contents], bytes] = import_module(f"{__name__}.{form}").written
    return write(of)


def save(form: str, of: Contents, path: Path) -> None:
    """Write an export under a temporary name, and rename it when all is there.

    Raises
    ------
    BadOutput
        If the path cannot be written to.
    """
    content = written(form, of)
    with whole_file(path, overwrite=True) as stream:
        stream.write(content)
