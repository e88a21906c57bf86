"""Copies of the toy island with one thing changed, imported under a name of their own."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copytree, ignore_patterns

from bongsu.errors import BongsuError, Faults
from bongsu.link import System, discover

ISLAND = Path(__file__).parents[1] / "island" / "systems"
_NUMBERS = count()


@contextmanager
def planted(folder: Path, *changes: tuple[str, str, str]) -> Iterator[tuple[System, ...]]:
    """Discover the island after changes: file, old text (once in it), new text."""
    name = f"isle{next(_NUMBERS)}"
    copytree(ISLAND, folder / name, ignore=ignore_patterns("__pycache__"))
    for file, old, new in changes:
        path = folder / name / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield discover(name)
    finally:
        sys.path.remove(str(folder))
        for module in [m for m in sys.modules if m.partition(".")[0] == name]:
            del sys.modules[module]


def faults_of(fault: BongsuError) -> tuple[BongsuError, ...]:
    """Return the faults that were reported together, or the one."""
    return fault.faults if isinstance(fault, Faults) else (fault,)
