"""A file of pieces that took time to make and can be made anew: each has a name, a value and bytes.

The first line is a sum of the rest that no damage leaves as it was; the second is JSON: by a digest
of its name the value of each piece, and where its bytes lie behind that line. A digest, since the
names are long patterns, and to read them all would take longer than to make some of the pieces.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeAlias
from zlib import crc32

from bongsu.named_tuples import NamedTuple

LARGEST = 16_000_000  # bytes of the file; a larger one is begun anew


class Piece(NamedTuple):
    """What is kept under a name."""

    value: Any  # as JSON has it: lists, not tuples
    data: bytes = b""


Pieces: TypeAlias = dict[str, Piece]  # by the digest of their names


class KeptFile:
    """Pieces in a file, read when the first is asked for.

    A file that is damaged, of a stranger or not to be read or written is left aside without a word:
    whoever asks makes the piece, which gives the same and only takes longer.

    Parameters
    ----------
    file : Path
        It need not be there.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read: _Read | None = None
        self._new: Pieces = {}

    def piece(self, name: str) -> Piece | None:
        """Return a piece as it was put there, or none."""
        if self._read is None:
            self._read = _read(self.file)
        return self._read.piece(_digest(name))

    def put(self, name: str, piece: Piece) -> None:
        """Let a piece be written with the next ones."""
        self._new[_digest(name)] = piece

    def save(self) -> None:
        """Add the new pieces, to those of other runs too."""
        if not self._new:
            return
        known = _read(self.file)
        kept = {digest: piece for digest in known.entries if (piece := known.piece(digest))}
        content = _written(kept | self._new)
        if len(content) > LARGEST:
            content = _written(self._new)
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            _put(self.file, content)


class _Read(NamedTuple):
    """A file as it was read."""

    entries: dict[str, Any]
    data: memoryview

    def piece(self, digest: str) -> Piece | None:
        entry = self.entries.get(digest)
        if entry is None:
            return None
        value, start, end = entry
        return Piece(value, bytes(self.data[start:end]))


_NOTHING = _Read({}, memoryview(b""))


def _read(file: Path) -> _Read:
    with suppress(OSError, ValueError):
        if file.stat().st_size <= LARGEST:
            content = file.read_bytes()
            first = content.index(b"\n")
            second = content.index(b"\n", first + 1)
            if content[:first] == _sum(memoryview(content)[first + 1 :]):
                entries = json.loads(content[first + 1 : second])
                return _Read(entries, memoryview(content)[second + 1 :])
    return _NOTHING


def _written(pieces: Pieces) -> bytes:
    entries: dict[str, Any] = {}
    at = 0
    for digest, (value, data) in pieces.items():
        entries[digest] = [value, at, at + len(data)]
        at += len(data)
    head = json.dumps(entries, separators=(",", ":")).encode("ascii")
    content = b"\n".join((head, b"".join(piece.data for piece in pieces.values())))
    return b"\n".join((_sum(memoryview(content)), content))


def _sum(content: memoryview) -> bytes:
    return b"%d" % crc32(content)


def _digest(name: str) -> str:
    return blake2b(name.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all: others may read it, or write it, at the same time."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)
