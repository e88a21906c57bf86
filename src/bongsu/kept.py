"""A file of pieces that took time to make and can be made anew: bytes, each under a name.

The first line is a sum of the rest that no damage leaves as it was; the second is JSON: where the
bytes of each piece lie behind it, by a digest of its name. A digest, since the names are long
patterns, and to read them all would take longer than to make some of the pieces.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, TypeAlias
from zlib import crc32

LARGEST = 16_000_000  # bytes of the file; a larger one is begun anew

_Pieces: TypeAlias = dict[str, bytes]  # by the digest of their names


def edition(*files: str | Path) -> str:
    """Return what other versions of some files have not in common with these.

    Part of the name of a piece that depends on them, such as the code that makes it.
    """
    return "-".join(f"{crc32(Path(file).read_bytes()):x}" for file in files)


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
        self._new: _Pieces = {}

    def piece(self, name: str) -> bytes | None:
        """Return a piece as it was put there, or none."""
        if self._read is None:
            self._read = _read(self.file)
        return self._read.piece(_digest(name))

    def put(self, name: str, piece: bytes) -> None:
        """Let a piece be written with the next ones."""
        self._new[_digest(name)] = piece

    def save(self) -> None:
        """Add the new pieces, to those of other runs too."""
        if not self._new:
            return
        known = _read(self.file)
        kept = {digest: known.piece(digest) for digest in known.places}
        content = _written({key: one for key, one in kept.items() if one is not None} | self._new)
        if len(content) > LARGEST:
            content = _written(self._new)
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            _put(self.file, content)


class _Read(NamedTuple):
    """A file as it was read."""

    places: dict[str, tuple[int, int]]
    content: memoryview

    def piece(self, digest: str) -> bytes | None:
        try:
            start, end = self.places[digest]
            return bytes(self.content[start:end])
        except (LookupError, TypeError, ValueError):  # not there, or another's file
            return None


_NOTHING = _Read({}, memoryview(b""))


def _read(file: Path) -> _Read:
    with suppress(OSError, ValueError):
        if file.stat().st_size <= LARGEST:
            content = file.read_bytes()
            first = content.index(b"\n")
            second = content.index(b"\n", first + 1)
            if content[:first] == _sum(memoryview(content)[first + 1 :]):
                places = json.loads(content[first + 1 : second])
                if isinstance(places, dict):
                    return _Read(places, memoryview(content)[second + 1 :])
    return _NOTHING


def _written(pieces: _Pieces) -> bytes:
    places: dict[str, tuple[int, int]] = {}
    at = 0
    for digest, piece in pieces.items():
        places[digest] = at, at + len(piece)
        at += len(piece)
    head = json.dumps(places, separators=(",", ":")).encode("ascii")
    content = b"\n".join((head, b"".join(pieces.values())))
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
