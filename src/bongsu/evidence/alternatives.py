"""Patterns for one of many words or letters that compile and match quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable

_Tree = dict[str, "_Tree"]


def either(words: Iterable[str]) -> str:
    """Return a pattern for any of some words that prefers longer ones.

    Words share their beginnings in it, which makes it quick to compile and to match.
    """
    tree: _Tree = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def one_of(letters: str) -> str:
    """Return a pattern for one of some letters that compiles quickly.

    A set that holds letters beyond Latin-1 is compiled by way of a table of 65,536 places. What can
    never match, as the last of several ways, keeps `re` from making a set of them.
    """
    near = "".join(re.escape(letter) for letter in letters if letter < "\u0100")
    ways = [*([f"[{near}]"] if near else []), *(letter for letter in letters if letter > "\u00ff")]
    return f"(?:{'|'.join(ways)}|(?!))"


def _branches(tree: _Tree) -> str:
    rest = [re.escape(letter) + _branches(tree[letter]) for letter in sorted(tree) if letter]
    if not rest or (len(rest) == 1 and "" not in tree):
        return "".join(rest)
    return f"(?:{'|'.join(rest)})" + ("?" if "" in tree else "")
