"""Files of answers: where they may stand, and a writer that puts them there whole or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfile, rmtree
from types import TracebackType
from typing import Self, TextIO

import polars as pl

from bongsu.errors import BadFile, BadOutput, OutOfRange
from bongsu.places import is_ordinary
from bongsu.systems.tariffs.entry_files import FORMATS, check_given
from bongsu.systems.tariffs.rows import FAULTS

TRIES = 5  # to have a folder of parts that another run does not take away at the same time


@contextmanager
def writable(out: Path) -> Iterator[None]:
    """Name the file where its disk or folder refuses it.

    Raises
    ------
    BadOutput
        If it cannot be written.
    """
    try:
        yield
    except OSError as fault:
        raise BadOutput(
            f"cannot be written: {fault.strerror or fault}",
            where=str(out)[:200],
            mend="choose a folder that you may write to, with room on its disk",
        ) from fault


def _locked(folder: Path, out: Path) -> TextIO:
    """Make a folder for one run alone, which has it for as long as the file returned is open."""
    for _ in range(TRIES):
        folder.mkdir(exist_ok=True)
        lock = (folder / "lock").open("a", encoding="utf-8")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise BadOutput(
                "another run is writing it",
                where=str(out),
                mend="wait for that run to end, or give another name",
            ) from None
        except OSError:
            return lock  # a disk without locks
        with suppress(FileNotFoundError):  # the run before took its folder away meanwhile
            if (folder / "lock").stat().st_ino == os.fstat(lock.fileno()).st_ino:
                return lock
        lock.close()
    raise BadOutput("other runs are writing it", where=str(out), mend="give another name")


def _clear(folder: Path) -> None:
    for left in folder.iterdir():
        if left.name != "lock":
            left.unlink()


class Writer:
    """Parts in a folder of their own, put in their place when all is done; a context.

    The folder is ``.OUT.part``, and locked. One that is not is what a killed run left behind, and
    is cleared.

    Parameters
    ----------
    out : Path
        CSV or Parquet.

    Raises
    ------
    BadOutput
        If another run is writing `out`, or it cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.out, self.suffix = out, out.suffix.lower()
        self.parts = self.rows = self.bad = 0
        self.folder = out.with_name(f".{out.name}.part")

    def __enter__(self) -> Self:
        with writable(self.out):
            self.lock = _locked(self.folder, self.out)
            self.whole = self.folder / f"out{self.suffix}"
            self.aside = self.folder / "errors.csv"
            try:
                self._begin()
            except BaseException:
                self._end()
                raise
        return self

    def _begin(self) -> None:
        _clear(self.folder)
        self.parts = self.rows = self.bad = 0
        pl.DataFrame(schema=FAULTS).write_csv(self.aside)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self._end()

    def _end(self) -> None:
        rmtree(self.folder, ignore_errors=True)
        self.lock.close()

    def add(self, rated: pl.DataFrame, faults: pl.DataFrame, *, afresh: bool = False) -> None:
        """Write one block behind those before, or in place of them all."""
        with writable(self.out):
            if afresh:
                self._begin()
            self._add(rated, faults)

    def _add(self, rated: pl.DataFrame, faults: pl.DataFrame) -> None:
        if self.suffix == ".csv":
            with self.whole.open("ab") as stream:
                rated.write_csv(stream, include_header=self.parts == 0)
        else:
            rated.write_parquet(self.folder / f"part-{self.parts:08d}.parquet")
        self.parts += 1
        self.rows += rated.height
        if faults.height:
            self.bad += faults["row"].n_unique()
            with self.aside.open("ab") as stream:
                faults.write_csv(stream, include_header=False)

    def finish(self, aside: Path | None = None) -> None:
        """Put the whole in its place, and the bad rows in theirs if they have one."""
        with writable(self.out):
            if self.suffix == ".parquet":
                pl.scan_parquet(self.folder / "part-*.parquet").sink_parquet(
                    self.whole, maintain_order=True
                )
        if aside is not None and (self.bad or aside.exists()):
            with writable(aside):  # which may lie on another disk
                part = aside.with_name(f".{aside.name}.part")
                copyfile(self.aside, part)
                part.replace(aside)
        with writable(self.out):
            self.whole.replace(self.out)


def check_paths(file: Path, out: Path, aside: Path) -> None:
    """Refuse what can be no file of entries, or would be overwritten by the answer."""
    check_given(file)
    if out.suffix.lower() not in FORMATS:
        raise OutOfRange(
            f"{out.name} is neither CSV nor Parquet",
            where=str(out),
            mend="name it with .csv or .parquet",
        )
    check_places(out, aside)
    if len({path.resolve() for path in (file, out, aside)}) < 3:
        raise OutOfRange("would overwrite itself", where=str(out), mend="give `--out` another name")


def check_places(*paths: Path) -> None:
    """Refuse places where no file can be put.

    Raises
    ------
    BadFile
        If the folder of one is not there.
    BadOutput
        If one is a folder, a device or a pipe.
    """
    for path in paths:
        with writable(path):
            held, folder = path.parent.is_dir(), path.is_dir()
            other = not is_ordinary(path)
        if not held:
            raise BadFile("there is no such folder", where=str(path.parent), mend="make it first")
        if folder:
            raise BadOutput("is a folder", where=str(path), mend="give a file another name")
        if other:
            raise BadOutput("is no ordinary file", where=str(path), mend="give another name")
        if not os.access(path.parent, os.W_OK):
            raise BadOutput(
                "nothing can be written to this folder",
                where=str(path.parent),
                mend="choose one that you may write to",
            )
