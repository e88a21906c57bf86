"""Where a command computes: here, in processes of this machine, or on a Dask cluster."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bongsu.scenario.executors import Executor


@contextlib.contextmanager
def executor_of(workers: int, dask: str | None) -> Iterator[Executor | None]:
    """Open what `--workers` or `--dask` asks for, and close it again; None for this process.

    Raises
    ------
    click.UsageError
        If both are given.
    """
    if dask and workers > 1:
        raise click.UsageError("give --workers or --dask, not both")
    if not dask and workers == 1:
        yield None
        return
    from bongsu.scenario.executors import DaskExecutor, PoolExecutor

    with DaskExecutor(dask) if dask else PoolExecutor(workers) as executor:
        yield executor
