"""Statements as lines of JSON, in the form of the ledger's own file."""

from __future__ import annotations

from bongsu.ledger.exports.contents import Contents
from bongsu.ledger.statements import Statement, from_line, to_line


def written(contents: Contents) -> bytes:
    """Return the whole file."""
    lines = "".join(f"{to_line(one)}\n" for one in contents.statements)
    return lines.encode("utf-8", errors="backslashreplace")


def read(content: bytes) -> tuple[Statement, ...]:
    """Return the statements of such a file."""
    lines = content.decode("utf-8").split("\n")
    return tuple(
        from_line(line, where=f"line {number}") for number, line in enumerate(lines, 1) if line
    )
