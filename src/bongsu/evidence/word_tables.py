"""The tables of words that readers and rules look for.

People write them in `tables/*.toml` and `tables/*.yaml`; `data-build/word_tables.py` puts those of
a package into the one file that is read: the standard library reads JSON fifty times as quickly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from bongsu.packaged import packaged


def tables(name: str, package: str = "bongsu.evidence") -> Mapping[str, Any]:
    """Return a file of word tables of a package by its name."""
    found: Mapping[str, Any] = _all(package)[name]
    return found


@cache
def _all(package: str) -> dict[str, Any]:
    text = packaged(package, "tables", "word_tables.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
