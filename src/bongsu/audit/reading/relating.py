"""Words that relate figures, in all their forms, and how strong the evidence for a relation is."""

from __future__ import annotations

from functools import cache

from bongsu.audit.reading.wording import content_words, table
from bongsu.patterns import regex

_TOKEN = regex(r"[a-z]+(?:-[a-z]+)*")
_VOWELS = "aeiou"


@cache
def forms_of(*groups: str) -> frozenset[str]:
    """Return every form of the words of some groups of the table `relations.yaml`."""
    listed = [word for group in groups for word in table("relations")[group].split()]
    return frozenset(form for word in listed for form in inflected(word))


@cache
def sides() -> frozenset[str]:
    """Return the stems of words that set one of two flows or groups off from the other."""
    return content_words(table("relations")["sides"])


def with_synonyms(stems: frozenset[str]) -> frozenset[str]:
    """Return stems with a sign for every thing that they name: "shipments" are exports."""
    named = [sign for sign, names in _synonyms() if names & stems]
    return stems.union(named) if named else stems


@cache
def _synonyms() -> list[tuple[str, frozenset[str]]]:
    return [(f"={names}", content_words(names)) for names in table("relations")["synonyms"]]


def inflected(word: str) -> frozenset[str]:
    """Return a base form with its regular inflections, as noun and as verb.

    Examples
    --------
    >>> sorted(inflected("lag"))
    ['lag', 'lagged', 'lagging', 'lags']
    >>> sorted(inflected("supply"))
    ['supplied', 'supplies', 'supply', 'supplying']
    """
    stop = word[-1:]
    if stop == "y" and word[-2:-1] not in _VOWELS:
        return frozenset({word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"})
    if stop == "e":
        return frozenset({word, f"{word}s", f"{word}d", f"{word[:-1]}ing"})
    if regex(r"(?:s|x|z|ch|sh)$").search(word):
        return frozenset({word, f"{word}es", f"{word}ed", f"{word}ing"})
    double = word + stop if regex(r"[^aeiou]*[aeiou][bdgklmnprt]").fullmatch(word) else word
    return frozenset({word, f"{word}s", f"{double}ed", f"{double}ing"})


def tokens(words: str) -> list[tuple[int, str]]:
    """Return the words of a stretch of a sentence with their places, in lower case."""
    return [(found.start(), found[0]) for found in _TOKEN.finditer(words.lower())]
