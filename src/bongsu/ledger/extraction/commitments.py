"""The commitment that a deal is designated under, which is no sum of its own."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import WHITE, words

Stretch = tuple[int, int]


@cache
def _designation() -> re.Pattern[str]:
    """Find "under the USD 350 billion commitment", "as part of Korea's investment pledge"."""
    before = "|".join(words("amounts", "total", "words"))
    named = "|".join(words("amounts", "total", "commitments"))
    spelt = (
        rf"(?<!\w)(?:{before})(?: (?:the|its|their|a|an)(?!\w))? "
        rf"(?P<name>(?:(?:[^\s.;,()]|[.,](?=\w))+ ){{0,8}}?(?:{named}))(?!\w)"
    )
    return re.compile(spelt.replace(" ", WHITE), re.IGNORECASE)


@lru_cache(maxsize=64)
def _designations(text: str) -> tuple[tuple[Stretch, Stretch], ...]:
    return tuple((match.span(), match.span("name")) for match in _designation().finditer(text))


def designated(page: Page, cell: Stretch) -> Stretch | None:
    """Return where the commitment stands that a deal is designated under, none if under none."""
    found = _designations(page.text[slice(*cell)])
    return (cell[0] + found[0][1][0], cell[0] + found[0][1][1]) if found else None


def within_designation(page: Page, cell: Stretch, at: int) -> bool:
    """Whether a place lies in the words that name such a commitment."""
    found = _designations(page.text[slice(*cell)])
    return any(first <= at - cell[0] < last for (first, last), _ in found)


def without_designations(page: Page, cell: Stretch) -> str:
    """Return the text of a deal with blanks in place of what it is designated under."""
    text = page.text[slice(*cell)]
    for (first, last), _ in _designations(text):
        text = text[:first] + " " * (last - first) + text[last:]
    return text
