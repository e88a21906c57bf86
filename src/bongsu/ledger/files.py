"""The file of statements: read line by line, only ever added to, whole lines at a time.

Writers take turns by a lock on the file. What a killed writer left without an end of line never
was a statement; the next writer takes it off before it adds its own.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bongsu.errors import BadFile, BongsuError
from bongsu.ledger.statements import Statement, from_line, to_line

FILE = "ledger.jsonl"  # in the lab's folder
SHOWN = 100  # faults that are kept; a file of other content would fill the memory
_LONGEST = 1_000_000  # bytes of a line
_BLOCK = 1 << 20  # bytes that are written at a time, always whole lines
_OPENING = b'{"id":"'
_MEND = "check that this is a file of statements, and take the line out"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds, and the lines that could not be read."""

    statements: tuple[Statement, ...]
    faults: tuple[BongsuError, ...]


def read(path: Path) -> Contents:
    """Return the statements of a file; none if there is no file.

    A broken line is named among the faults and the rest is read. A last line without its end is
    one that a writer has not finished, and is passed over.

    Raises
    ------
    BadFile
        If the file cannot be read at all.
    """
    statements: list[Statement] = []
    faults: list[BongsuError] = []
    for one in walk(path):
        if isinstance(one, Statement):
            statements.append(one)
        elif len(faults) < SHOWN:
            faults.append(one)
    return Contents(tuple(statements), tuple(faults))


def walk(path: Path) -> Iterator[Statement | BadFile]:
    """Yield every statement of a file, and for every broken line what is wrong with it.

    Raises
    ------
    BadFile
        If the file cannot be read at all.
    """
    try:
        for number, line in _lines(path):
            where = f"{path}:{number}"
            if line is None:
                yield BadFile("the line is longer than a statement can be", where=where, mend=_MEND)
            elif line.strip():
                try:
                    yield from_line(line.decode("utf-8", errors="replace"), where=where)
                except BadFile as fault:
                    yield fault
    except OSError as fault:
        raise _unreadable(path, fault) from fault


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Yield the finished lines with their numbers; none for one that is too long to be read."""
    if not path.exists():
        return
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST):
            number += 1
            if line.endswith(b"\n"):
                yield number, line
                continue
            while len(line) == _LONGEST and not line.endswith(b"\n"):
                line = file.readline(_LONGEST)
            if line.endswith(b"\n"):
                yield number, None


def append(path: Path, statements: Iterable[Statement]) -> int:
    """Add statements that the file does not hold yet; return how many were added.

    The lock is held until all are on the disk. Another writer waits for its turn.

    Raises
    ------
    BadFile
        If the file cannot be written.
    """
    wanted = {(one.id, one.retracted_at): one for one in statements}
    if not wanted:
        return 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path) as descriptor:
            _take_off_unfinished(descriptor)
            for known in _known(path, {one for one, _ in wanted}):
                wanted.pop(known, None)
            for block in _blocks(wanted.values()):
                _write(descriptor, block)
            os.fsync(descriptor)
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    return len(wanted)


def _known(path: Path, ids: AbstractSet[str]) -> Iterator[tuple[str, str | None]]:
    """Yield what the file says already of some ids.

    A line begins with its id as `to_line` writes it, and only lines with one of the ids are read
    whole: to add one document to a million statements takes a second. A line of any other form is
    read whole too.
    """
    sought = {one.encode() for one in ids}
    for number, line in _lines(path):
        if line is None:
            continue
        if line.startswith(_OPENING):
            written = line[len(_OPENING) : line.find(b'"', len(_OPENING))]
            if written not in sought and b"\\" not in written:
                continue
        try:
            one = from_line(line.decode("utf-8", errors="replace"), where=f"{path}:{number}")
        except BadFile:
            continue  # what cannot be read does not hold the statement
        yield one.id, one.retracted_at


@contextmanager
def _locked(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)  # and the lock with it


def _take_off_unfinished(descriptor: int) -> None:
    """Cut the file behind its last whole line."""
    size = os.fstat(descriptor).st_size
    end = size
    while end > 0:
        start = max(0, end - 65536)
        at = os.pread(descriptor, end - start, start).rfind(b"\n")
        if at >= 0:
            end = start + at + 1
            break
        end = start
    if end < size:
        os.ftruncate(descriptor, end)


def _blocks(statements: Iterable[Statement]) -> Iterator[bytes]:
    lines: list[bytes] = []
    size = 0
    for statement in statements:
        line = (to_line(statement) + "\n").encode("utf-8")
        if size + len(line) > _BLOCK and lines:
            yield b"".join(lines)
            lines, size = [], 0
        lines.append(line)
        size += len(line)
    if lines:
        yield b"".join(lines)


def _write(descriptor: int, block: bytes) -> None:
    rest = memoryview(block)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _unreadable(path: Path, fault: OSError) -> BadFile:
    return BadFile(
        f"the ledger cannot be read or written: {fault.strerror}",
        where=str(path),
        mend="check the folder's rights and the room on the disk",
    )
