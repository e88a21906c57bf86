"""The word tables of extraction, and how their words become patterns.

An entry of a table is a regular expression without anchors; a blank in it stands for any white
space, and it is found only where no letter or digit adjoins.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

WHITE = r"[ \n\u00a0]+"


@cache
def table(name: str) -> dict[str, Any]:
    """Return a TOML table of the folder ``tables``."""
    text = (files("bongsu.ledger") / "tables" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV table of the folder ``tables``."""
    text = (files("bongsu.ledger") / "tables" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def words(name: str, *keys: str) -> list[str]:
    """Return a list of words of a TOML table, found under some keys."""
    found: Any = table(name)
    for key in keys:
        found = found[key]
    return [str(one) for one in found]


def pattern(entries: list[str], *, case: bool = False) -> re.Pattern[str]:
    """Return what finds any of some entries as whole words."""
    joined = "|".join(entry.replace(" ", WHITE) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", 0 if case else re.IGNORECASE)


@cache
def found_by(name: str, *keys: str) -> re.Pattern[str]:
    """Return the pattern of a list of words in a table."""
    return pattern(words(name, *keys))


@cache
def by_value(name: str, key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of a table that lists words by the value that they stand for."""
    entries: dict[str, list[str]] = table(name)[key]
    return tuple((value, pattern(listed)) for value, listed in entries.items())
