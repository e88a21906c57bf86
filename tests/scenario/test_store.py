"""The store: what goes in comes out, or is noticed; nothing half-written, nobody beside."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sqlite3
import subprocess
import sys

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from bongsu.errors import StoreFault
from bongsu.scenario.store import Store, decode, encode


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "store") as opened:
        yield opened


def cell(value: float = 1.0) -> xr.DataArray:
    labels = {"path": ["low", "높음"], "year": [2026, 2027]}
    return xr.DataArray(np.full((2, 2), value), labels, ("path", "year"))


def files(store: Store) -> list[str]:
    return [path.name for path in (store.path / "cells").rglob("*") if path.is_file()]


def there(store: Store, key: str) -> xr.DataArray:
    found = store.get(key)
    assert found is not None
    return found


def only_file(store: Store):
    return next(path for path in (store.path / "cells").rglob("*") if path.is_file())


@settings(deadline=None, max_examples=50)
@given(arrays(np.float64, st.tuples(st.integers(0, 3), st.integers(1, 3)), elements=st.floats()))
def test_a_cell_comes_back_bit_for_bit(values):
    rows, columns = values.shape
    labels = {"draw": range(rows), "quarter": [f"2026Q{n + 1}" for n in range(columns)]}
    array = xr.DataArray(values, labels, ("draw", "quarter"))
    back = decode(encode("isle.food", array))
    assert back.values.tobytes() == values.tobytes()
    assert back.dims == array.dims
    assert all(back[dim].values.tolist() == array[dim].values.tolist() for dim in array.dims)


def test_a_number_without_dimensions_comes_back(store):
    store.put({"k": ("isle.year", xr.DataArray(2055.0))})
    assert there(store, "k").identical(xr.DataArray(2055.0))


def test_what_was_put_is_there_when_the_store_is_opened_again(store):
    store.put({"k": ("isle.food", cell())})
    store.close()
    with Store(store.path) as again:
        assert there(again, "k").identical(cell())
        assert again.get("another") is None
        assert again.damaged == 0


def test_equal_contents_share_one_file(store):
    store.put({"a": ("isle.food", cell()), "b": ("isle.food", cell())})
    store.put({"c": ("isle.food", cell(2.0))})
    assert len(files(store)) == 2


def truncate(path):
    path.write_bytes(path.read_bytes()[:-1])


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [truncate, flip_a_bit, os.unlink])
def test_a_damaged_cell_is_noticed_and_forgotten(store, harm):
    store.put({"k": ("isle.food", cell())})
    harm(only_file(store))
    assert store.get("k") is None
    assert store.damaged == 1
    assert files(store) == []
    store.put({"k": ("isle.food", cell())})
    assert there(store, "k").identical(cell())


def test_a_store_of_another_version_is_refused(store):
    store.close()
    with sqlite3.connect(store.path / "store.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '99'")
    connection.close()
    with pytest.raises(StoreFault, match="format 99"):
        Store(store.path)


def test_a_folder_with_other_things_is_refused_and_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(StoreFault, match=r"letter\.txt"):
        Store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_foreign_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "store.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE letters (text)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreFault, match="not written by bongsu"):
        Store(tmp_path)
    assert path.read_bytes() == before


def test_a_file_is_no_store(tmp_path):
    path = tmp_path / "store"
    path.write_text("x")
    with pytest.raises(StoreFault, match="this is a file"):
        Store(path)


def test_a_catalogue_of_garbage_is_refused(store):
    store.close()
    for name in ("store.sqlite", "store.sqlite-wal"):
        (store.path / name).write_bytes(b"garbage " * 1000)
    with pytest.raises(StoreFault, match="cannot be used"):
        Store(store.path)


def test_a_store_whose_making_was_killed_is_made_to_the_end(tmp_path):
    (tmp_path / "cells").mkdir()
    (tmp_path / "store.sqlite").touch()
    with Store(tmp_path) as store:
        store.put({"k": ("isle.food", cell())})
        assert there(store, "k").identical(cell())


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing_half_written(store, monkeypatch, call):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    store.put({"old": ("isle.food", cell())})
    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(StoreFault, match="the disk is full"):
            store.put({"new": ("isle.food", cell(2.0)), "newer": ("isle.food", cell(3.0))})
    assert list((store.path / "temporary").iterdir()) == []
    assert store.get("new") is None
    assert store.get("newer") is None
    assert there(store, "old").identical(cell())


def test_a_disk_that_is_really_full_leaves_nothing_half_written(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(small)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        big = xr.DataArray(np.arange(30_000.0), {"draw": range(30_000)}, ("draw",))
        with Store(small / "store") as store:
            store.put({"old": ("isle.food", cell())})
            with pytest.raises(StoreFault, match="the disk is full"):
                store.put({"new": ("isle.food", big)})
            assert list((store.path / "temporary").iterdir()) == []
            assert store.get("new") is None
            assert there(store, "old").identical(cell())
    finally:
        subprocess.run(["umount", str(small)], check=True)


def _hold(path, ready, done) -> None:
    with Store(path) as store, store.writing():
        ready.set()
        done.wait(30)


def test_two_runs_cannot_write_to_one_store_at_once(store):
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(store.path, ready, done))
    other.start()
    assert ready.wait(30)
    with pytest.raises(StoreFault, match="another run"), store.writing():
        pass
    other.kill()
    other.join()
    with store.writing():  # the lock died with its process
        assert store.get("k") is None


def test_what_a_killed_run_left_behind_is_cleared_away(store):
    leftover = store.path / "temporary" / "abc.123"
    leftover.write_bytes(b"half a cell")
    with store.writing():
        assert not leftover.exists()


def test_a_store_can_be_read_while_a_run_writes(store):
    store.put({"k": ("isle.food", cell())})
    with store.writing(), Store(store.path) as reader:
        store.put({"l": ("isle.food", cell(2.0))})
        assert there(reader, "l").identical(cell(2.0))


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    where = "/proc/bongsu-store"
    if sys.platform != "linux":
        pytest.skip("needs a folder that not even root can write to")
    with pytest.raises(StoreFault, match="cannot be used"):
        Store(where)
