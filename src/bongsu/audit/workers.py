"""Articles checked in several processes: each is checked by itself, so they can be shared out.

A process is forked, so it begins with the rules, tables and patterns that were read. Where that
cannot be done (another system than Linux, running threads), one process does it all.
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


def processes() -> int:
    """Return how many processes had best work at once on this machine."""
    return min(_MOST, len(os.sched_getaffinity(0))) if _forks() else 1


def _forks() -> bool:
    return sys.platform == "linux" and threading.active_count() == 1


def shares(sizes: Sequence[int], most: int) -> list[list[int]]:
    """Share things out, so that all shares are of about the same size.

    Parameters
    ----------
    sizes : sequence of int
        Code points of text of each thing.
    most : int
        Shares at most; there are fewer of a short text.

    Returns
    -------
    list of list of int
        The places of the things, each in one of the shares.

    Examples
    --------
    >>> shares([50_000, 10_000, 45_000], 2)
    [[0], [1, 2]]
    >>> shares([9_000, 9_000], 2)
    [[0, 1]]
    """
    count = max(1, min(most, len(sizes), sum(sizes) // _LEAST))
    found: list[list[int]] = [[] for _ in range(count)]
    loads = [0] * count
    for place in sorted(range(len(sizes)), key=lambda one: -sizes[one]):
        least = loads.index(min(loads))
        found[least].append(place)
        loads[least] += sizes[place]
    return [sorted(places) for places in found]


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
    own, *others = shares(sizes, most if _forks() else 1)
    task = _Task(work, evidences)
    found: dict[int, Found] = {}
    with _forked(task, others) as workers:
        found.update(zip(own, task.done(own), strict=True))
        for worker in workers:
            told = worker.told()
            done = task.unpickled(told) if told else task.done(worker.places)
            found.update(zip(worker.places, done, strict=True))
    return [found[place] for place in range(len(evidences))]


class _Task(Generic[Found]):
    def __init__(self, work: Callable[[Evidence], Found], evidences: Sequence[Evidence]) -> None:
        self._work = work
        self._evidences = evidences
        self._documents = {id(part.document): part.document for part in evidences}

    def done(self, places: Sequence[int]) -> list[Found]:
        return [self._work(self._evidences[place]) for place in places]

    def pickled(self, places: Sequence[int]) -> memoryview:
        text = io.BytesIO()
        _Pickler(text, self._documents).dump(self.done(places))
        return text.getbuffer()

    def unpickled(self, told: bytes) -> list[Found]:
        return cast("list[Found]", _Unpickler(io.BytesIO(told), self._documents).load())


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
    """A forked process at its share, or none if no more could be had."""

    def __init__(self, task: _Task[Found], places: Sequence[int]) -> None:
        self.places = places
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
            _work_and_leave(writing, task, places)
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
def _forked(task: _Task[Found], shared: Sequence[Sequence[int]]) -> Iterator[list[_Worker]]:
    """Begin a process for each share, and end with them."""
    workers: list[_Worker] = []
    try:
        workers.extend(_Worker(task, places) for places in shared)
        yield workers
    finally:
        for worker in workers:
            worker.end()


def _work_and_leave(writing: int, task: _Task[Found], places: Sequence[int]) -> NoReturn:
    """Do the work of a forked process, and leave the clearing up at the end to the first one."""
    status = 1
    try:
        told = task.pickled(places)
        keep_new_patterns()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
        status = 0
    finally:
        os._exit(status)
