"""Where units of work are computed: in this process, in a pool of processes, or on a cluster.

An executor has `map`, `put` and `get`, and knows nothing of steps or stores. Only the process that
called it writes results, so that workers need no shared disk.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import polars as pl
import xarray as xr

from bongsu.errors import NoWorkers

A = TypeVar("A")
B = TypeVar("B")

# Below so many numbers in its inputs a unit of work is computed where it is: pickling, a round trip
# to a process and back cost about a millisecond, in which NumPy adds up a million numbers.
SHIP_CELLS = 200_000
SHIP_BYTES = 1_600_000  # of a table, as many as those numbers take


class Executor(Protocol):
    """Computes a function of many items, possibly elsewhere.

    Attributes
    ----------
    ship_cells : int
        How many numbers a unit of work must take in to be worth sending.
    """

    ship_cells: int

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Yield the function of each item, in the items' order.

        The function and the items must pickle; what `put` returned may stand in an item, and the
        function gets it back with `get`.
        """

    def put(self, value: Any) -> Any:
        """Send a value that many items need, once, and return what stands for it."""

    def get(self, stand_in: Any) -> Any:
        """Return the value that `put` sent."""


class InProcess:
    """Computes here, one after the other."""

    ship_cells = 0

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Yield the function of each item."""
        return map(function, items)

    def put(self, value: Any) -> Any:
        """Return the value itself."""
        return value

    def get(self, stand_in: Any) -> Any:
        """Return the value itself."""
        return stand_in


def _in_flight(submit: Callable[[A], Any], items: Iterable[A], width: int) -> Iterator[Any]:
    """Yield results in the items' order, with so many items sent and not yet answered."""
    flying: deque[Any] = deque()
    try:
        for item in items:
            if len(flying) >= width:
                yield flying.popleft().result()
            flying.append(submit(item))
        while flying:
            yield flying.popleft().result()
    finally:
        for future in flying:
            future.cancel()


@dataclass(frozen=True, slots=True)
class Sent:
    """Stands for a value that lies in a file which every process of a pool can read."""

    path: str

    def value(self) -> Any:
        """Read the value; each process reads it once while it is in use."""
        return _read(self.path)


@lru_cache(maxsize=32)
def _read(path: str) -> Any:
    return pickle.loads(Path(path).read_bytes())  # noqa: S301  # written by our own parent


class PoolExecutor:
    """A pool of processes on this machine; close it, or use it as a context.

    Parameters
    ----------
    workers : int
        How many processes.
    ship_cells : int, optional
        How many numbers a unit of work must take in to be worth sending.

    Raises
    ------
    NoWorkers
        If fewer than one worker is asked for; later, if a worker dies.
    """

    def __init__(self, workers: int, *, ship_cells: int = SHIP_CELLS) -> None:
        if workers < 1:
            raise NoWorkers(
                f"{workers} workers cannot compute anything",
                where="the process pool",
                mend="ask for one or more",
            )
        self.ship_cells = ship_cells
        self._workers = workers
        # Processes start from nothing (spawn): a fork would copy threads' locks and open files.
        self._pool = ProcessPoolExecutor(
            workers, mp_context=multiprocessing.get_context("spawn"), initializer=_leave_with_parent
        )
        self._folder = tempfile.TemporaryDirectory(prefix="bongsu-pool-")
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, and remove what was sent to them."""
        self._pool.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Yield the function of each item, in the items' order.

        Raises
        ------
        NoWorkers
            If a worker dies.
        """
        try:
            yield from _in_flight(
                lambda item: self._pool.submit(function, item), items, 2 * self._workers
            )
        except BrokenProcessPool as fault:
            raise NoWorkers(
                "a worker process ended before its work was done",
                where="the process pool",
                mend="look for a lack of memory, use fewer workers or smaller chunks; what was"
                " finished is kept in the store",
            ) from fault

    def put(self, value: Any) -> Sent:
        """Write the value to a file once."""
        self._count += 1
        path = Path(self._folder.name) / str(self._count)
        path.write_bytes(pickle.dumps(value, protocol=5))
        return Sent(str(path))

    def get(self, stand_in: Any) -> Any:
        """Read the value."""
        return stand_in.value()


def _leave_with_parent() -> None:
    """End this worker when its parent is killed; it would otherwise wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is None:
        raise RuntimeError("a worker needs a parent")

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class DaskExecutor:
    """A Dask cluster by its scheduler's address; close it, or use it as a context.

    Parameters
    ----------
    address : str
        Such as ``tcp://10.0.0.1:8786``.
    timeout : float, optional
        Seconds to wait for the scheduler.
    ship_cells : int, optional
        How many numbers a unit of work must take in to be worth sending.

    Raises
    ------
    NoWorkers
        If Dask is not installed, or the scheduler does not answer.
    """

    def __init__(
        self, address: str, *, timeout: float = 10.0, ship_cells: int = SHIP_CELLS
    ) -> None:
        self.ship_cells = ship_cells
        self._address = address
        try:
            distributed = import_module("distributed")
        except ModuleNotFoundError as fault:
            raise NoWorkers(
                "Dask is not installed",
                where=f"the cluster at {address}",
                mend="install the extra: pip install 'bongsu[dask]'",
            ) from fault
        self._lost = (
            distributed.comm.CommClosedError,
            distributed.CancelledError,
            distributed.scheduler.KilledWorker,
            TimeoutError,
        )
        try:
            self._client = distributed.Client(address, timeout=timeout, set_as_default=False)
        except (OSError, ValueError, TypeError) as fault:
            raise NoWorkers(
                f"the Dask scheduler does not answer: {fault}",
                where=f"the cluster at {address}",
                mend="start it, and give its address as `tcp://host:port`",
            ) from fault

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster, which goes on running."""
        self._client.close()

    def map(self, function: Callable[[A], B], items: Iterable[A]) -> Iterator[B]:
        """Yield the function of each item, in the items' order.

        Raises
        ------
        NoWorkers
            If the cluster is lost.
        """
        width = 2 * max(1, sum(self._client.ncores().values()))

        def submit(item: A) -> Any:
            # Not pure: an item may come again after its result was damaged in the store.
            return self._client.submit(function, self._lightened(item), pure=False)

        try:
            yield from _in_flight(submit, items, width)
        except self._lost as fault:
            raise NoWorkers(
                f"the cluster was lost: {fault}",
                where=f"the cluster at {self._address}",
                mend="start it again and repeat the run; what was finished is kept in the store",
            ) from fault

    def _lightened(self, item: Any) -> Any:
        """Send large arrays and tables to the workers apart, past the scheduler."""
        if isinstance(item, tuple):
            return tuple(map(self._lightened, item))
        if isinstance(item, dict):
            return {key: self._lightened(value) for key, value in item.items()}
        if isinstance(item, pl.DataFrame):
            large = item.estimated_size() > SHIP_BYTES
        else:
            large = isinstance(item, xr.DataArray) and item.size > SHIP_CELLS
        return self.put(item) if large else item

    def put(self, value: Any) -> Any:
        """Send the value to the workers once; Dask puts it in the place of what is returned."""
        return self._client.scatter([value], hash=False)[0]

    def get(self, stand_in: Any) -> Any:
        """Fetch the value."""
        return stand_in.result()
