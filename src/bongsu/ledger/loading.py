"""Files of statements into DuckDB, in bulk: a million lines in seconds.

DuckDB reads lines as the ledger's writer writes them. Whether all are is told by a pattern that
runs over the bytes at the same time; a file with any other line is read by the slow and exact
reader, which names broken lines, and DuckDB gets what it wrote anew. Both ways lead to the same
rows.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import duckdb

from bongsu.errors import BadFile
from bongsu.ledger.files import SHOWN, walk
from bongsu.ledger.statements import Statement, to_line

_PLAIN = rb"[ !#-\[\]-\xff]"  # no quote, backslash or control; faster named than excluded
_TEXT = rb'"%b*+(?:\\["\\/bfnrtu]%b*+)*+"' % (_PLAIN, _PLAIN)
_ID = rb'"%b++"' % _PLAIN
_NUMBER = rb"-?\d++(?:\.\d++)?+(?:[eE][-+]?\d++)?+"
_MOMENT = rb'"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ"'
_OR_NONE = rb"(?:null|%b)"
_FORMS = {
    "id": _ID,
    "subject": _ID,
    "prop": _ID,
    "value": rb"(?:%b|%b|true|false|null)" % (_TEXT, _NUMBER),
    "original_value": _TEXT,
    "unit": _TEXT,
    "document": _TEXT,
    "start": rb"-?\d{1,15}+",
    "end": rb"-?\d{1,15}+",
    "quote": _TEXT,
    "extractor": _TEXT,
    "rule_version": rb"\d{1,15}+",
    "recorded_at": _MOMENT,
    "retracted_at": _OR_NONE % _MOMENT,
    "valid_from": _OR_NONE % _TEXT,
    "valid_to": _OR_NONE % _TEXT,
    "confidence": _NUMBER,
}
_LINE = re.compile(
    rb"\{%b\}\n" % b",".join(b'"%b":%b' % (n.encode(), f) for n, f in _FORMS.items())
)
_BLOCK = 1 << 20  # bytes that are looked over at a time
_GLOB = set("*?[{")  # what DuckDB would take for a pattern of names
_TYPES = dict.fromkeys(_FORMS, "VARCHAR") | {
    "value": "JSON",
    "start": "BIGINT",
    "end": "BIGINT",
    "rule_version": "BIGINT",
    "confidence": "DOUBLE",
}
# `told` is the JSON of a value; none where the value is a text that JSON escapes nothing of.
_TABLE = """
CREATE TABLE history (
    layer UTINYINT, id VARCHAR, subject VARCHAR, prop VARCHAR, value VARCHAR, number DOUBLE,
    told VARCHAR, original_value VARCHAR, unit VARCHAR, document VARCHAR, start BIGINT,
    "end" BIGINT, quote VARCHAR, extractor VARCHAR, rule_version BIGINT, recorded_at VARCHAR,
    retracted_at VARCHAR, valid_from VARCHAR, valid_to VARCHAR, confidence DOUBLE)
"""
_INSERT = """
INSERT INTO history
SELECT ?, id, subject, prop,
    CASE WHEN plain THEN told[2:-2] WHEN told[1] = '"' THEN value ->> '$'
        WHEN told <> 'null' THEN told END,
    CASE WHEN told[1] NOT IN ('"', 't', 'f', 'n') THEN TRY_CAST(told AS DOUBLE) END,
    CASE WHEN NOT plain THEN told END, original_value, unit, document, start, "end", quote,
    extractor, rule_version, recorded_at, retracted_at, valid_from, valid_to, confidence
FROM (SELECT *, told[1] = '"' AND NOT contains(told, '\\') AS plain FROM (
    SELECT *, coalesce(value::VARCHAR, 'null') AS told FROM read_json(?,
        format = 'newline_delimited', compression = 'none', columns = ?,
        maximum_object_size = 1100000)))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was found of a file while it was loaded."""

    sha256: str
    faults: tuple[BadFile, ...]  # the first of them


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table of statements, withdrawn ones among them."""
    connection.execute(_TABLE)


def load(connection: duckdb.DuckDBPyConnection, path: Path, layer: int) -> Loaded:
    """Add the statements of a file to the table `history`, in the order of the file.

    Raises
    ------
    BadFile
        If the file cannot be read.
    """
    with ThreadPoolExecutor(1) as pool:  # both let go of the interpreter for most of the time
        looking = pool.submit(_look_over, path)
        rows = None if _GLOB & set(str(path)) else _bulk(connection, path, layer)
        found = looking.result()
    if rows is not None and rows == found.lines == found.regular and not found.unfinished:
        return Loaded(sha256=found.sha256, faults=())
    if rows:
        connection.execute("DELETE FROM history WHERE layer = ?", [layer])
    return Loaded(sha256=found.sha256, faults=_exact(connection, path, layer))


def settle(connection: duckdb.DuckDBPyConnection) -> None:
    """Leave one row an id: the one that was stated first, with the earliest withdrawal."""
    connection.execute(
        "CREATE TEMP TABLE repeated AS SELECT id, min(rowid) AS first, min(retracted_at) AS gone "
        "FROM history GROUP BY id HAVING count(*) > 1"
    )
    if connection.execute("SELECT count(*) FROM repeated").fetchone() != (0,):
        connection.execute(
            "UPDATE history SET retracted_at = gone FROM repeated "
            "WHERE history.rowid = repeated.first"
        )
        connection.execute(
            "DELETE FROM history USING repeated "
            "WHERE history.id = repeated.id AND history.rowid <> repeated.first"
        )
    connection.execute("DROP TABLE repeated")


def _bulk(connection: duckdb.DuckDBPyConnection, path: Path, layer: int) -> int | None:
    """Return how many rows DuckDB read; none if it met a line that it cannot read."""
    try:
        got = connection.execute(_INSERT, [layer, str(path), _TYPES]).fetchone()
    except duckdb.Error:
        return None
    return int(got[0]) if got else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    sha256: str
    lines: int  # that are finished
    regular: int  # that look as the writer writes them
    unfinished: bool


def _look_over(path: Path) -> _Look:
    sha256, lines, regular, rest = hashlib.sha256(), 0, 0, b""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                sha256.update(block)
                lines += block.count(b"\n")
                end = block.rfind(b"\n") + 1
                if not end:
                    rest = (rest + block)[-2 * _BLOCK :]  # longer than a line can be
                    continue
                regular += len(_LINE.findall(rest + block[:end]))
                rest = block[end:]
    except OSError as fault:
        raise BadFile(
            f"the ledger cannot be read: {fault.strerror}",
            where=str(path),
            mend="check the file's rights",
        ) from fault
    return _Look(
        sha256=sha256.hexdigest(), lines=lines, regular=regular, unfinished=bool(rest.strip())
    )


def _exact(connection: duckdb.DuckDBPyConnection, path: Path, layer: int) -> tuple[BadFile, ...]:
    """Load what can be read of a file line by line, and return what is wrong with the rest."""
    faults: list[BadFile] = []
    with tempfile.TemporaryDirectory(prefix="bongsu-") as folder:
        clean = Path(folder) / "statements.jsonl"
        with clean.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            for one in walk(path):
                if isinstance(one, Statement):
                    file.write(to_line(one) + "\n")
                elif len(faults) < SHOWN:
                    faults.append(one)
        if clean.stat().st_size:
            try:
                connection.execute(_INSERT, [layer, str(clean), _TYPES])
            except duckdb.Error as fault:
                raise BadFile(
                    f"a statement holds what no cache can: {str(fault)[:200]}",
                    where=str(path),
                    mend="look for numbers without end among its values",
                ) from fault
    return tuple(faults)
