"""Reads invented texts for tests, and marks figures in them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bongsu.evidence.mentions import Claim, Evidence, Quantity
from bongsu.evidence.reading import analyse, read_bytes

HERE = Path(__file__).parent
_MARKED = re.compile(r"\[\[(.+?)\]\]")


def evidence(words: str, name: str = "text.txt") -> Evidence:
    """What is found in a text of one article."""
    (found,) = analyse(read_bytes(words.encode(), name))
    return found


def marked(sentence: str) -> tuple[str, str, int]:
    """A sentence without the brackets around its figure, the figure, and where it stands."""
    found = _MARKED.search(sentence)
    assert found is not None
    return _MARKED.sub(r"\1", sentence, count=1), found[1], found.start()


def quantity_at(found: Evidence, at: int, words: str) -> Quantity:
    """The quantity that holds what was marked."""
    end = at + len(words)
    met = [q for q in found.quantities if q.start < end and at < q.end]
    assert met, f"nothing at {words!r}: {[found.words(q) for q in found.quantities]}"
    return met[0]


def claim_of(sentence: str, *, head: str = "", name: str = "text.md") -> Claim:
    """The claim of the figure that a sentence marks, below a head of its own."""
    words, figure, at = marked(sentence)
    found = evidence(head + words, name)
    at = found.text.index(figure, found.text.index(words[:at]) if at else 0)
    quantity = quantity_at(found, at, figure)
    return found.claims[found.quantities.index(quantity)]


def table(name: str) -> Any:
    """A table of cases by its file's name."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
