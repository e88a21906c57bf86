"""Patterns for one of many words or letters that compile and match quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words that prefers longer ones."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"


def one_of(letters: str) -> str:
    """Return a pattern for one of some letters that compiles quickly.

    A set that holds letters beyond Latin-1 is compiled by way of a table of 65,536 places. What can
    never match, as the last of several ways, keeps `re` from making a set of them.
    """
    near = "".join(re.escape(letter) for letter in letters if letter < "\u0100")
    ways = [*([f"[{near}]"] if near else []), *(letter for letter in letters if letter > "\u00ff")]
    return f"(?:{'|'.join(ways)}|(?!))"
