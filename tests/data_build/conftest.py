"""The scripts that build tables, which are no package, under their own names."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[2] / "data-build"
MODULES = (
    "build",
    "tables",
    "reference_tables",
    "reference_series",
    "word_tables",
    "people",
    "regions",
    "labour",
    "growth",
    "resettlement",
    "ledger",
    "ledger_quarter",
    "schedule_index",
    "tariffs",
)


@pytest.fixture(scope="session")
def scripts():
    """Return a function that imports a script; other modules of those names come back after."""
    taken = {name: module for name, module in sys.modules.items() if _ours(name)}
    for name in taken:
        del sys.modules[name]
    sys.path.insert(0, str(SCRIPTS))
    yield import_module
    sys.path.remove(str(SCRIPTS))
    for name in [name for name in sys.modules if _ours(name)]:
        del sys.modules[name]
    sys.modules.update(taken)


def _ours(name: str) -> bool:
    return name.partition(".")[0] in MODULES


@pytest.fixture(scope="session")
def raw(shared):
    return shared / "data"
