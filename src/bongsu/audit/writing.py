"""Writes what was found to files: whole or not at all, and never over a document."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bongsu.errors import BadOutput
from bongsu.places import is_ordinary


def refuse_inputs(outputs: Iterable[str], inputs: Iterable[str]) -> None:
    """Raise where a result would be written over what is read.

    Raises
    ------
    BadOutput
        If a file is both.
    """
    read = {Path(path).resolve() for path in inputs}
    for path in outputs:
        if Path(path).resolve() in read:
            raise BadOutput(
                "the file would be overwritten by what is found in it",
                where=path,
                mend="choose another name for what is written",
            )


def write(path: Path, text: str) -> None:
    """Write a text under a temporary name, and rename it when all is there.

    Raises
    ------
    BadOutput
        If the path is a folder, a device or a pipe, or cannot be written to.
    """
    mend = "choose a name in a folder that you may write to"
    if path.is_dir():
        raise BadOutput("a folder has that name", where=str(path), mend=mend)
    if not is_ordinary(path):
        raise BadOutput(
            "what is there is no ordinary file",
            where=str(path),
            mend="without a name it goes to the screen, and from there to devices and pipes",
        )
    path = path.resolve()  # what a link leads to is written, and the link stays
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        part.replace(path)
    except OSError as fault:
        raise BadOutput(
            f"cannot write the file: {fault.strerror or fault}", where=str(path), mend=mend
        ) from fault
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
