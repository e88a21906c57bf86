"""Articles checked in several processes: each is checked by itself, so they can be shared out.

A process is forked, so it begins with the rules, tables and patterns that were read. How long an
article takes its length does not tell, so none is given to a process beforehand: whoever is free
takes the next. Where nothing can be forked (another system than Linux, running threads), one
process does it all.
"""

from __future__ import annotations

import io
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import BinaryIO, Generic, NoReturn, TypeVar, cast

from bongsu.evidence.documents import Document
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import keep_new_patterns

Found = TypeVar("Found")

_MOST = 8  # each takes some 50 MB
_LEAST = 20_000  # code points of text for each: with fewer, one is as quick
_MOST_TURNS = 256  # each has a byte as its number


def processes() -> int:
    """Return how many processes had best work at once on this machine."""
    return min(_MOST, len(os.sched_getaffinity(0))) if _forks() else 1


def _forks() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def at_once(sizes: Sequence[int], most: int) -> int:
    """Return how many processes had best share some articles.

    Parameters
    ----------
    sizes : sequence of int
        Code points of text of each.
    most : int
        Processes at most; there are fewer for a short text.

    Examples
    --------
    >>> at_once([50_000, 10_000, 45_000], 2), at_once([9_000, 9_000], 2)
    (2, 1)
    """
    return max(1, min(most, len(sizes), sum(sizes) // _LEAST))


def turns(sizes: Sequence[int]) -> list[list[int]]:
    """Return the places of articles as they are taken, the longest first.

    Parameters
    ----------
    sizes : sequence of int
        Code points of text of each.

    Examples
    --------
    >>> turns([9_000, 45_000, 20_000])
    [[1], [2], [0]]
    """
    ordered = sorted(range(len(sizes)), key=lambda place: -sizes[place])
    count = min(len(ordered), _MOST_TURNS)
    return [ordered[turn::count] for turn in range(count)]


def shared_out(
    evidences: Sequence[Evidence], most: int, work: Callable[[Evidence], Found]
) -> list[Found]:
    """Return what a function finds in each article, in their order.

    What goes wrong in another process is done again in this one, where it shows.

    Parameters
    ----------
    evidences : sequence of Evidence
        Articles.
    most : int
        Processes at most; one works where none can be forked.
    work : callable
        What it returns has to be fit for `pickle`; documents are told by their place.
    """
    sizes = [part.article.end - part.article.start for part in evidences]
    count = at_once(sizes, most if _forks() else 1)
    task = _Task(work, evidences, turns(sizes) if count > 1 else [list(range(len(sizes)))])
    found: dict[int, Found] = {}
    with _forked(task, count - 1) as workers:
        found.update(task.done())
        for worker in workers:
            told = worker.told()
            found.update(task.unpickled(told) if told else {})
    lost = [place for place in range(len(evidences)) if place not in found]
    found.update((place, work(evidences[place])) for place in lost)
    return [found[place] for place in range(len(evidences))]


class _Task(Generic[Found]):
    """Turns of which any process takes the next, from a pipe that holds their numbers."""

    def __init__(
        self,
        work: Callable[[Evidence], Found],
        evidences: Sequence[Evidence],
        turns: Sequence[Sequence[int]],
    ) -> None:
        self._work = work
        self._evidences = evidences
        self._turns = turns
        self._documents = {id(part.document): part.document for part in evidences}
        self._left, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(bytes(range(len(turns))))

    def done(self) -> dict[int, Found]:
        """Return what is found in the articles that this process came to take."""
        found: dict[int, Found] = {}
        while turn := os.read(self._left, 1):
            for place in self._turns[turn[0]]:
                found[place] = self._work(self._evidences[place])
        return found

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._left)

    def pickled(self) -> memoryview:
        """Return as bytes what another process is to read."""
        text = io.BytesIO()
        _Pickler(text, self._documents).dump(self.done())
        return text.getbuffer()

    def unpickled(self, told: bytes) -> dict[int, Found]:
        """Return what another process found."""
        return cast("dict[int, Found]", _Unpickler(io.BytesIO(told), self._documents).load())


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, documents: Mapping[int, Document]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._documents = documents

    def persistent_id(self, found: object) -> int | None:
        return id(found) if id(found) in self._documents else None  # the same in a forked process


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, documents: Mapping[int, Document]) -> None:
        super().__init__(file)
        self._documents = documents

    def persistent_load(self, told: int) -> Document:
        return self._documents[told]


class _Worker:
    """A forked process at the task, or none if no more could be had."""

    def __init__(self, task: _Task[Found]) -> None:
        self._child = 0
        self._pipe: BinaryIO | None = None
        reading, writing = os.pipe()
        try:
            self._child = os.fork()
        except OSError:  # as many run as the machine lets
            os.close(reading)
            os.close(writing)
            return
        if not self._child:
            _work_and_leave(writing, task)
        os.close(writing)
        self._pipe = os.fdopen(reading, "rb")

    def told(self) -> bytes:
        """Return what the process found, nothing if it did not come to its end."""
        if self._pipe is None:
            return b""
        with self._pipe as pipe:
            found = pipe.read()
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        return found if status == 0 else b""

    def end(self) -> None:
        """Leave no process behind that nobody waits for any more."""
        if self._child and self._pipe is not None:
            self._pipe.close()
            os.kill(self._child, signal.SIGTERM)
            os.waitpid(self._child, 0)


@contextmanager
def _forked(task: _Task[Found], count: int) -> Iterator[list[_Worker]]:
    """Begin some processes, and end with them."""
    workers: list[_Worker] = []
    try:
        workers.extend(_Worker(task) for _ in range(count))
        yield workers
    finally:
        task.close()
        for worker in workers:
            worker.end()


def _work_and_leave(writing: int, task: _Task[Found]) -> NoReturn:
    """Do the work of a forked process, and leave the clearing up at the end to the first one."""
    status = 1
    try:
        told = task.pickled()
        keep_new_patterns()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
        status = 0
    finally:
        os._exit(status)
