"""The small packed text files that the one-entry answer reads: no table library is loaded for them.

They hold what the tables of the catalogue hold, in the order of the codes. ``data-build`` makes
them from those tables (``schedule_index.py``), and a test holds the two against each other.
"""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from importlib.resources import files

from bongsu.errors import BadFile

NAMES = (
    "schedule",
    "texts",
    "revisions",
    "concordance",
    "lists",
    "equivalents",
    "changes",
    "descriptions",
)


@cache
def read_index(name: str) -> str:
    """Return one index file whole.

    Parameters
    ----------
    name : str
        One of `NAMES`.

    Raises
    ------
    BadFile
        If the file is not there, damaged or not UTF-8.
    """
    path = files("bongsu.systems.tariffs") / "index" / f"{name}.txt.gz"
    try:
        return gzip.decompress(path.read_bytes()).decode("utf-8")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as fault:
        raise BadFile(
            f"cannot read the index: {fault}",
            where=str(path),
            mend="install the package again, or run data-build/schedule_index.py",
        ) from fault
