"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from bongsu.errors import BadOutput
from bongsu.places import is_ordinary


@contextmanager
def whole_file(path: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing under a temporary name, and rename it when all is written.

    Parameters
    ----------
    path : Path
        Where the file shall be.
    overwrite : bool, optional
        Whether an existing file may be replaced.

    Raises
    ------
    BadOutput
        If the path is a folder, exists, has no parent folder, or cannot be written, or the disk is
        full. Nothing half-written stays behind.
    """
    refuse_place(path, overwrite=overwrite)
    path = path.resolve()  # what a link leads to is written, and the link stays
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except OSError as fault:
        raise BadOutput(
            f"cannot write the file: {fault.strerror or fault}",
            where=str(path),
            mend="choose a folder that you may write to, with room on its disk",
        ) from fault
    finally:
        with suppress(OSError):  # where nothing can be written, nothing was
            part.unlink(missing_ok=True)


def refuse_place(path: Path, *, overwrite: bool = False) -> None:
    """Raise where a file cannot be put, before any work is done for it.

    Raises
    ------
    BadOutput
        If the path is a folder, exists, or has no parent folder.
    """
    if not path.is_absolute() and Path(os.path.normpath(path)).parts[:1] == (os.pardir,):
        raise BadOutput(
            "the path leads out of the folder that you are in",
            where=str(path),
            mend="give the whole path from / on, if that is where the file shall be",
        )
    try:
        _refuse_what_is_there(path, overwrite)
    except OSError as fault:  # a name too long, a loop of links
        raise BadOutput(
            f"the path cannot be used: {fault.strerror or fault}",
            where=f"{str(path)[:200]}",
            mend="choose another name or folder",
        ) from fault


def _refuse_what_is_there(path: Path, overwrite: bool) -> None:
    if path.is_dir() or path.name in {"", "-"}:
        raise BadOutput(
            "this is a folder" if path.name != "-" else "- is no file name",
            where=str(path),
            mend="add a file name to the path; without one, numbers go to the screen",
        )
    if not path.parent.is_dir():
        raise BadOutput(
            "the folder does not exist",
            where=str(path.parent),
            mend="create the folder, or choose another",
        )
    if not is_ordinary(path):
        raise BadOutput(
            "what is there is no ordinary file", where=str(path), mend="choose another name"
        )
    if os.path.lexists(path) and not overwrite:
        raise BadOutput(
            "the file exists already",
            where=str(path),
            mend="choose another name, or allow it to be overwritten",
        )
