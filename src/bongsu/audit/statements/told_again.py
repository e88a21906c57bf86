"""Whether two figures a slip apart are one, told again in a text, by how rare their words are.

"The economy added 357,000 jobs in October" and "the 337,000 new jobs of October": words that few
sentences of a text have tell more than those that all have, and the words right beside a figure
tell more than others. What sets figures apart (another name in capitals, a noun of its own, words
of comparison before it) tells against it. The weights are those that part mistyped figures from
others in texts of many kinds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

from bongsu.audit.reading.sameness import opposed
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex

_ENOUGH = 6.0
_RAREST = 18.0  # of the rarity of shared words that counts at most
_NEXT_TO = 40  # code points beside a figure
_WORD = regex(r"[a-z]+(?:-[a-z]+)*")
_ACRONYM = regex(r"\b[A-Z]{2,}\b")
_NAME = regex(r"\b[A-Z][a-z]{2,}")
_COMPARED = lazy_regex(
    r"\b(?:from|than|versus|against|compared\s(?:with|to)|by|between|below|above|to)\s"
    r"(?:(?:about|some|nearly|around|the|an?)\s)?\W{0,2}$"
)
REVISED = lazy_regex(r"\b(?:revis\w+|correct(?:ed|ing|ion)|upgrad\w+|downgrad\w+)\b")
_OTHERWISE = lazy_regex(
    r"\b(?:preliminar\w+|initial\w*|previously|originally|instead|respectively|"
    r"forecast\w*|projected|another|further|other|additional|separate\w*)\b"
)


Rarity = Callable[[frozenset[str]], float]


def rarity(evidence: Evidence) -> Rarity:
    """Return what tells how rare words are together among the sentences of an article."""
    sentences = [content_words(evidence.words(one)) for one in evidence.sentences]
    found = Counter(word for words in sentences for word in words)
    return lambda words: sum(math.log(len(sentences) / (found[word] or 1)) for word in words)


class Around:
    """What stands around a figure."""

    def __init__(
        self, evidence: Evidence, quantity: Quantity, words: frozenset[str], said: str, at: int
    ) -> None:
        self.quantity = quantity
        self.words = words
        self.said = said
        self.lead = said[:at]
        text = evidence.text
        before = text[max(0, quantity.start - _NEXT_TO) : quantity.start].lower()
        behind = text[quantity.end : quantity.end + _NEXT_TO].lower()
        self.left = set(_WORD.findall(before)[-2:])
        self.right = set(_WORD.findall(behind)[:2])
        self.others = {
            (one.unit, one.value)
            for one in within(
                evidence.quantities, quantity.start - at, quantity.start - at + len(said)
            )
            if one.start != quantity.start and one.value is not None
        }
        self.noun = content_words(quantity.noun)


def told_again(first: Around, second: Around, digits: int, rare: Rarity, *, turned: bool) -> bool:
    """Whether the surroundings of two figures a slip apart say that both are one."""
    if any(one.quantity.kind is Kind.COUNT and not one.noun for one in (first, second)):
        return False
    if opposed(first.words, second.words) or REVISED.search(f"{first.said} {second.said}"):
        return False
    shared = first.words & second.words
    fewest = max(1, min(len(first.words), len(second.words)))
    told = min(rare(shared), _RAREST) / 3 + 2 * len(shared) / fewest
    told += _beside(first.left & second.left) + _beside(first.right & second.right)
    told += 1.5 * len(first.others & second.others) + 0.5 * min(_names(first, second), 3)
    told += turned * (0.7 + 2.0 * (digits > 2)) + 0.6 * max(0, digits - 2)
    told += 1.0 * bool(first.noun & second.noun) - 1.0 * (not turned and digits < 3)
    return told - _apart(first, second) >= _ENOUGH


def _beside(shared: set[str]) -> float:
    return {0: 0.0, 1: 1.0}.get(len(shared), 1.5)


def _names(first: Around, second: Around) -> int:
    return len(set(_NAME.findall(first.said)) & set(_NAME.findall(second.said)))


def _apart(first: Around, second: Around) -> float:
    """Return how much sets two figures apart."""
    acronyms = [set(_ACRONYM.findall(one.said)) for one in (first, second)]
    return (
        1.5 * bool(first.noun and second.noun and not first.noun & second.noun)
        + 1.0 * (_OTHERWISE.search(f"{first.said} {second.said}") is not None)
        + sum(1.0 for one in (first, second) if _COMPARED.search(one.lead))
        + 3.0 * bool(acronyms[0] - acronyms[1] and acronyms[1] - acronyms[0])
    )
