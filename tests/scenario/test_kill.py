"""kill -9 at any moment: nothing that was committed is lost, or computed again."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.scenario import toy

from bongsu.scenario.executors import PoolExecutor
from bongsu.scenario.records import load_run
from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store

KILLS = 20
DRAWS, CHUNK = 200, 4
UNITS = 4 * DRAWS // CHUNK + 2  # four steps on ranges of draws, two on all at once
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["bongsu.scenario.run", "tests.scenario.toy"])


def _run(store: Path, log: Path, workers: int, nap: float, begun: Any) -> None:
    os.environ.update(BONGSU_TOY_LOG=str(log), BONGSU_TOY_NAP=str(nap))
    plan = toy.plan(DRAWS)
    begun.set()
    with Store(store) as opened:
        if not workers:
            run_plan(plan, store=opened, chunk=CHUNK)
            return
        with PoolExecutor(workers, ship_cells=0) as pool:
            run_plan(plan, store=opened, chunk=CHUNK, executor=pool)


def started(store: Path, log: Path, workers: int = 0, nap: float = 0.0):
    """Start a run in a process of its own, and return when it begins."""
    log.touch()
    begun = CONTEXT.Event()
    process = CONTEXT.Process(target=_run, args=(store, log, workers, nap, begun))
    process.start()
    assert begun.wait(60)
    return process


def units(path: Path) -> set[str]:
    """Return the units of work that a store has, as the toy's blocks write them into their log."""
    parameters = {v.name for v in toy.VARIABLES.values() if v.parameter}
    found = set()
    with Store(path) as store:
        for row in store.catalogue.cells():
            if row.variable in parameters:
                continue
            array = store.get(row.key)
            assert array is not None, f"{row.variable} was committed and is lost"
            first = int(array["draw"][0]) if "draw" in array.dims else None
            found.add((row.variable.removeprefix("isle."), first))
        assert store.damaged == 0
    # customs comes with food, whose log says the first draw; ships has no draws.
    return {f"{name} {-1 if first is None else first}" for name, first in found} - {"customs -1"}


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_a_run_killed_at_twenty_moments_repeats_and_loses_nothing(tmp_path):
    chance = random.Random(20260211)
    store, log = tmp_path / "store", tmp_path / "log"
    process = started(tmp_path / "rehearsal", tmp_path / "rehearsal.log")
    begun = time.monotonic()
    process.join()
    whole = time.monotonic() - begun
    committed: set[str] = set()
    sizes = set()
    for _ in range(KILLS):
        if len(committed) == UNITS:  # nothing is left to kill: begin a new store
            store, committed = tmp_path / f"store-{time.monotonic_ns()}", set()
        log.unlink(missing_ok=True)
        process = started(store, log)
        time.sleep(chance.uniform(0, 0.3 * whole))
        process.kill()
        process.join()
        again = committed & set(log.read_text().splitlines())
        assert not again, f"computed again though committed: {again}"
        now = units(store) if (store / "store.sqlite").exists() else set()
        assert committed <= now
        committed = now
        sizes.add(len(committed))
    assert len(sizes - {0, UNITS}) >= 5, "too few kills came in the middle"
    log.unlink()
    process = started(store, log)
    process.join()
    assert process.exitcode == 0
    last = Counter(log.read_text().splitlines())
    assert not committed & set(last)
    assert set(last.values()) <= {1}
    assert len(committed | set(last)) == UNITS
    unbroken = run_plan(toy.plan(DRAWS), chunk=CHUNK)
    with Store(store) as opened:
        resumed = load_run(opened, unbroken.run_id)
        assert list((store / "temporary").iterdir()) == []
    for name in unbroken:
        assert resumed[name].identical(unbroken[name])
        assert resumed[name].values.tobytes() == unbroken[name].values.tobytes()


@pytest.mark.slow
def test_workers_leave_with_a_killed_run_and_the_store_is_free(tmp_path):
    if not Path("/proc/self/task").is_dir():
        pytest.skip("needs /proc to tell who is whose child")
    store, log = tmp_path / "store", tmp_path / "log"
    process = started(store, log, workers=2, nap=0.05)
    deadline = time.monotonic() + 60
    while not log.read_text() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert log.read_text(), "the run never began"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    workers = [
        pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    assert len(workers) == 2
    process.kill()
    process.join()
    with Store(store) as opened, opened.writing():
        pass
    while any(map(_computing, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(map(_computing, workers))


def _computing(pid: str) -> bool:
    """Whether a process is still there, and not merely waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
