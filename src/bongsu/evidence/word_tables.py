"""The tables of words that readers look for.

People write them in `tables/*.toml`; `data-build/word_tables.py` puts them into the one file that
is read, since the standard library reads JSON fifty times as quickly.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from bongsu.packaged import packaged


def tables(name: str) -> Mapping[str, Any]:
    """Return a file of word tables by its name."""
    found: Mapping[str, Any] = _all()[name]
    return found


@cache
def _all() -> dict[str, Any]:
    text = packaged("bongsu.evidence", "tables", "word_tables.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded
