"""A thing that two lists of a text name, of which the one rose and the other fell, or held.

"Prices of Fish, Fruit, and Fuel fell from the preceding month" and "Bread, Fruit, and Rice remained
unchanged from the preceding month": fruit cannot be in both. The lists must stand near each other
and be measured from the same time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_WAYS = {
    "up": (
        r"(?:rose|increased|grew|gained|climbed|advanced|expanded|went\sup|improved|"
        r"w(?:as|ere)\sup)"
    ),
    "down": (
        r"(?:fell|decreased|declined|dropped|slipped|shrank|contracted|went\sdown|worsened|"
        r"w(?:as|ere)\sdown)"
    ),
    "same": (
        r"(?:(?:remained|stayed|were|was|held|kept)\s(?:unchanged|flat|steady|the\ssame|stable)|"
        r"did\snot\schange|showed\sno\schange|was\sunmoved)"
    ),
}
_VERB = lazy_regex("|".join(rf"\b(?P<{name}>{way})\b" for name, way in _WAYS.items()))
_FROM = lazy_regex(
    r"\b(?:from|over|compared\s(?:with|to)|than|on)\s(?:the\s|a\s)?(?P<base>(?:preceding|previous|same|prior|last|year|month|"
    r"quarter|week)\b[^.,;()]{0,40})"
)
_ITEM = lazy_regex(r"\s*(?:,\s*(?:and\s+)?|;\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+)")
_LEAD = lazy_regex(
    r"^.*\b(?:index(?:es)?|prices?|exports?|imports?|shipments?|sales|output|production|costs?|numbers?|rates?|those)\s(?:for|of|in|to)\s(?:the\s)?|"
    r"^(?:the|in|by|while|but|and)\s",
    re.IGNORECASE,
)
_FEWEST = 2  # items of a list
_FAR = 3  # sentences
_LONGEST = 6  # words of an item


class _List(NamedTuple):
    place: int
    way: str
    base: str
    items: dict[str, tuple[int, int]]


def opposed_lists(evidence: Evidence) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield an item of a list, and where another list has it that moved otherwise."""
    told: list[_List] = []
    for place, (sentence, words) in enumerate(prose(evidence)):
        for one in _lists(place, sentence.start, words):
            for other in told:
                if other.way != one.way and other.base == one.base and place - other.place <= _FAR:
                    for item in one.items.keys() & other.items.keys():
                        yield one.items[item], other.items[item]
            told.append(one)


def _lists(place: int, start: int, words: str) -> Iterator[_List]:
    """Yield the lists of things that a sentence says to have moved, one a verb."""
    verbs = list(_VERB.finditer(words))
    base = _FROM.search(words)
    if len(verbs) != 1 or base is None or base.start() < verbs[0].start():
        return
    subject = words[: verbs[0].start()].rstrip()
    lead = _LEAD.match(subject)
    at = lead.end() if lead is not None else 0
    items: dict[str, tuple[int, int]] = {}
    for joint in (*_ITEM.finditer(subject, at), None):
        end = joint.start() if joint else len(subject)
        item = subject[at:end].strip()
        if item and len(item.split()) <= _LONGEST:
            items[item.casefold()] = (start + at, start + end)
        at = joint.end() if joint else end
    if len(items) >= _FEWEST:
        yield _List(place, str(verbs[0].lastgroup), _plain(base["base"]), items)


def _plain(base: str) -> str:
    return " ".join(regex(r"[a-z]+").findall(base.casefold()))
