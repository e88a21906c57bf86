"""The store of results: a folder of content-addressed cells with one catalogue.

    store/
      store.sqlite        which cells and runs there are
      cells/ab/<hash>     one labelled array each, named by the hash of the file's content
      temporary/          files being written; whatever a killed run left here is removed
      lock                held while a run writes

A cell's file says what it is: a JSON header with dims and labels, then the values as ``.npy``.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import xarray as xr

from bongsu.errors import StoreFault
from bongsu.scenario.catalogue import Catalogue, CellRow

_MAGIC = b"bongsu cell 1\n"
_CATALOGUE = "store.sqlite"
_PARTS = {_CATALOGUE, f"{_CATALOGUE}-wal", f"{_CATALOGUE}-shm", "cells", "temporary", "lock"}
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Store:
    """A store of results; close it, or use it as a context.

    Parameters
    ----------
    path : Path or str
        Its folder; made if it is not there.

    Attributes
    ----------
    damaged : int
        How many cells were found missing or altered since the store was opened.

    Raises
    ------
    StoreFault
        If the path is something else than a store of this version, or cannot be written.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.damaged = 0
        with _on_disk(self.path):
            self._prepare()
        self.catalogue = Catalogue(self.path / _CATALOGUE)

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
        """Close the catalogue."""
        self.catalogue.close()

    def _prepare(self) -> None:
        if self.path.exists() and not self.path.is_dir():
            raise StoreFault(
                "this is a file, a store is a folder",
                where=str(self.path),
                mend="choose a folder for the store",
            )
        self.path.mkdir(parents=True, exist_ok=True)
        foreign = sorted(entry.name for entry in self.path.iterdir() if entry.name not in _PARTS)
        if foreign and not (self.path / _CATALOGUE).exists():
            raise StoreFault(
                f"the folder holds {foreign[0]!r} and is no store",
                where=str(self.path),
                mend="choose an empty or a new folder for the store",
            )
        for part in ("cells", "temporary"):
            (self.path / part).mkdir(exist_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store's lock, which dies with the process, and clear away what a kill left.

        Raises
        ------
        StoreFault
            If another run holds it.
        """
        with _on_disk(self.path):
            lock = (self.path / "lock").open("a+b")
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as fault:
                raise StoreFault(
                    "another run is writing to this store",
                    where=str(self.path),
                    mend="wait until it has ended, or give this run a store of its own",
                ) from fault
            with _on_disk(self.path):
                for leftover in (self.path / "temporary").iterdir():
                    leftover.unlink()
            yield

    def put(self, cells: Mapping[str, tuple[str, xr.DataArray]]) -> None:
        """Keep what one unit of work made: all of it, or nothing.

        Parameters
        ----------
        cells : mapping of str to (str, xr.DataArray)
            Variable and array by key.

        Raises
        ------
        StoreFault
            If the disk is full or cannot be written.
        """
        with _on_disk(self.path):
            rows = [self._write(key, *cell) for key, cell in cells.items()]
        self.catalogue.add_cells(rows)

    def _write(self, key: str, variable: str, array: xr.DataArray) -> CellRow:
        content = encode(variable, array)
        name = hashlib.blake2b(content, digest_size=20).hexdigest()
        target = self._file(name)
        part = self.path / "temporary" / f"{name}.{os.getpid()}"
        try:
            with part.open("wb", buffering=0) as stream:
                view = memoryview(content)
                while view:  # an unbuffered write may stop short
                    view = view[stream.write(view) :]
                os.fsync(stream.fileno())
            if not target.parent.is_dir():
                target.parent.mkdir(exist_ok=True)
                _sync_folder(target.parent.parent)
            part.replace(target)
        except OSError:
            part.unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
        return CellRow(
            key=key,
            hash=name,
            variable=variable,
            dims=tuple(map(str, array.dims)),
            shape=array.shape,
            bytes=len(content),
        )

    def get(self, key: str) -> xr.DataArray | None:
        """Return a cell, or None where there is none or its file is no longer what was written.

        A damaged cell is counted, and forgotten with its file, so that it is made again.
        """
        row = self.catalogue.cell(key)
        if row is None:
            return None
        file = self._file(row.hash)
        with _on_disk(self.path):
            content = file.read_bytes() if file.is_file() else b""
            if hashlib.blake2b(content, digest_size=20).hexdigest() == row.hash:
                return decode(content)
            self.damaged += 1
            self.catalogue.drop_content(row.hash)
            file.unlink(missing_ok=True)
        return None

    def _file(self, name: str) -> Path:
        return self.path / "cells" / name[:2] / name


def open_store(folder: Path | str) -> Store:
    """Open the store in a folder, and make it if it is not there; see `Store`."""
    return Store(folder)


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    """Turn what the disk says into what a user can mend."""
    try:
        yield
    except OSError as fault:
        full = fault.errno in _FULL
        raise StoreFault(
            "the disk is full" if full else f"the store cannot be used: {fault.strerror or fault}",
            where=str(path),
            mend="make room, then run again: what was finished is kept"
            if full
            else "choose a folder that you may write to",
        ) from fault


def _sync_folder(folder: Path) -> None:
    """Make a rename durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def encode(variable: str, array: xr.DataArray) -> bytes:
    """Return a labelled array as the content of a cell's file."""
    labels = {str(dim): _labels(np.asarray(array[dim].values)) for dim in array.dims}
    header = json.dumps(
        {"variable": variable, "dims": list(map(str, array.dims)), "labels": labels},
        ensure_ascii=False,
    ).encode()
    stream = io.BytesIO()
    stream.write(_MAGIC + len(header).to_bytes(8, "little") + header)
    np.lib.format.write_array(stream, np.asarray(array.values, order="C"), allow_pickle=False)
    return stream.getvalue()


def _labels(values: np.ndarray[Any, Any]) -> list[Any]:
    if values.dtype.kind not in "iufUO":
        raise TypeError(f"labels of type {values.dtype} cannot be stored")
    return list(values.tolist())


def decode(content: bytes) -> xr.DataArray:
    """Return the labelled array in the content of a cell's file; its values are read-only."""
    start = len(_MAGIC) + 8
    size = int.from_bytes(content[len(_MAGIC) : start], "little")
    header = json.loads(content[start : start + size])
    stream = io.BytesIO(content)
    stream.seek(start + size)
    values = np.lib.format.read_array(stream, allow_pickle=False)
    values.flags.writeable = False
    return xr.DataArray(values, header["labels"], header["dims"])
