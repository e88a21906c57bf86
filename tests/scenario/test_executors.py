"""Executors: the same bits wherever a unit of work is computed."""

from __future__ import annotations

import importlib
import os

import numpy as np
import pytest
import xarray as xr
from tests.scenario import toy

from bongsu.errors import NoWorkers, OutOfRange
from bongsu.scenario import executors
from bongsu.scenario.executors import SHIP_CELLS, DaskExecutor, InProcess, PoolExecutor
from bongsu.scenario.run import run_plan
from bongsu.scenario.store import Store

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")


@pytest.fixture(scope="module")
def whole():
    return run_plan(toy.plan())


@pytest.fixture(scope="module")
def scheduler():
    """Run a real scheduler with two worker processes on this machine."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1"
    ) as cluster:
        yield cluster.scheduler_address


def same(one, other) -> bool:
    return set(one) == set(other) and all(
        one[name].identical(other[name])
        and one[name].values.tobytes() == other[name].values.tobytes()
        for name in one
    )


def double(number: int) -> int:
    return 2 * number


def value_of(item):
    """Take out what was sent before, as a unit of work does."""
    sent = item[0]
    return float((sent.value() if hasattr(sent, "value") else sent).sum()) + item[1]


def where(_: int) -> int:
    return os.getpid()


def refuse(number: int) -> int:
    raise OutOfRange(f"{number} is too much", where="a worker", mend="give less")


def die(_: int) -> int:
    os._exit(3)


@pytest.mark.parametrize("workers", [1, 2, 4])
@pytest.mark.parametrize("chunk", [7, 40])
def test_a_pool_gives_the_same_bits_on_any_number_of_workers(whole, tmp_path, workers, chunk):
    with PoolExecutor(workers, ship_cells=0) as pool, Store(tmp_path / "store") as store:
        assert same(run_plan(toy.plan(), executor=pool, store=store, chunk=chunk), whole)
        again = run_plan(toy.plan(), store=store, chunk=chunk)
        assert again.computed == 0
        assert same(again, whole)


def test_a_cluster_gives_the_same_bits(whole, scheduler, tmp_path):
    with DaskExecutor(scheduler, ship_cells=0) as cluster, Store(tmp_path / "store") as store:
        assert same(run_plan(toy.plan(), executor=cluster, store=store, chunk=7), whole)
        assert run_plan(toy.plan(), store=store, chunk=7).computed == 0


def test_small_units_stay_here_and_give_the_same_bits(whole):
    class Nobody(InProcess):
        ship_cells = SHIP_CELLS

        def map(self, function, items):
            assert not list(map(function, items)), "a small unit was sent away"
            return iter(())

    assert same(run_plan(toy.plan(), executor=Nobody(), chunk=7), whole)


def test_large_units_travel():
    class Counting(InProcess):
        ship_cells = 100
        sent = 0

        def map(self, function, items):
            for item in items:
                self.sent += 1
                yield function(item)

    counting = Counting()
    results = run_plan(toy.plan(), executor=counting)
    # 40 draws of 8 years and more; ships takes 8 numbers.
    assert counting.sent == results.computed - 1 == 5


def test_a_pool_maps_in_order_in_other_processes():
    with PoolExecutor(2) as pool:
        assert list(pool.map(double, range(9))) == [2 * n for n in range(9)]
        assert os.getpid() not in set(pool.map(where, range(4)))


def test_what_is_put_can_be_got_and_used_by_workers(scheduler):
    array = xr.DataArray(np.arange(4.0), {"year": toy.YEARS[:4]}, ("year",))
    with PoolExecutor(1) as pool, DaskExecutor(scheduler) as cluster:
        for executor in (InProcess(), pool, cluster):
            sent = executor.put(array)
            assert executor.get(sent).identical(array)
            assert list(executor.map(value_of, [(sent, 1), (sent, 2)])) == [7.0, 8.0]


def test_large_arrays_travel_past_the_scheduler(scheduler):
    large = xr.DataArray(np.ones(2_000_000), {"draw": range(2_000_000)}, ("draw",))
    with DaskExecutor(scheduler) as cluster:  # dask warns where a task is heavier than 10 MB
        assert list(cluster.map(value_of, [(large, n) for n in range(5)])) == [
            2_000_000 + n for n in range(5)
        ]


def test_a_fault_in_a_worker_arrives_whole(scheduler):
    with PoolExecutor(1) as pool, DaskExecutor(scheduler) as cluster:
        for executor in (pool, cluster):
            with pytest.raises(OutOfRange) as caught:
                list(executor.map(refuse, [3]))
            assert caught.value.what == "3 is too much"
            assert caught.value.mend == "give less"


def test_a_worker_that_dies_is_told():
    with PoolExecutor(1) as pool, pytest.raises(NoWorkers, match="ended before its work was done"):
        list(pool.map(die, [1, 2]))


def test_no_workers_are_refused():
    with pytest.raises(NoWorkers, match="0 workers"):
        PoolExecutor(0)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://", "127.0.0.1"])
def test_a_cluster_that_does_not_answer_is_told(address):
    with pytest.raises(NoWorkers, match="does not answer"):
        DaskExecutor(address, timeout=0.5)


def test_a_missing_package_is_told(monkeypatch):
    def missing(name: str):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(executors, "import_module", missing)
    with pytest.raises(NoWorkers, match=r"Dask is not installed[\s\S]*bongsu\[dask\]"):
        DaskExecutor("tcp://127.0.0.1:8786")
    assert importlib.import_module("distributed") is distributed
