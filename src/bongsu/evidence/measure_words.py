"""Whether words name what is measured, and the better ones where they do not: "it still"."""

from __future__ import annotations

from bongsu.evidence.phrases import claim_words
from bongsu.evidence.tokens import grammar

_SMALL = frozenset("pxdcrso")  # sorts of words that neither begin nor end a noun phrase
_FINITE = frozenset({"is", "are", "was", "were", "has", "had", "will", "would", "been", "be"})
_PARTICIPLES = ("ed", "ing")
_SHORT = 5  # letters: "shed", "king"
_SIGNS = frozenset("→⇒>:%;|")


def tidy(measure: str, phrase: str) -> str:
    """Return the name of a measure, from a clause's noun phrase where what was read is no name.

    Parameters
    ----------
    measure : str
        The words that lead to a figure, or follow it.
    phrase : str
        The noun phrase that the figure is said of, "" if the sentence does not tell.

    Examples
    --------
    >>> tidy("it still", "its base rate"), tidy("current", "the current account surplus")
    ('base rate', 'current account surplus')
    >>> tidy("employment rate", "refugees"), tidy("down from the deficit", "")
    ('employment rate', 'deficit')
    """
    told = _trimmed(phrase)
    longer = told.lower().startswith(measure.lower() + " ")
    if told and (longer or not names_measure(measure) or _names_somebody(measure)):
        return told
    return measure if names_measure(measure) else _trimmed(measure)


def names_measure(said: str) -> bool:
    """Whether words are a noun phrase, as far as their ends and the verbs in them tell."""
    parts = said.split()
    if (
        not any(letter.isalpha() for letter in said)
        or said.count("(") != said.count(")")
        or not _SIGNS.isdisjoint(said)
    ):
        return False
    low = [part.lower() for part in parts]
    if not _FINITE.isdisjoint(low):
        return False
    return _may_begin(low[0]) and _may_end(low[-1])


def _names_somebody(said: str) -> bool:
    """Whether words say who, and not what of theirs: "South Korea"."""
    parts = said.split()
    named = len(parts) > 1 and all(part[0].isupper() and not part.isupper() for part in parts)
    return named or said.lower() in claim_words().anaphora


def _trimmed(said: str) -> str:
    """Return words without those that neither begin nor end a noun phrase."""
    parts = said.split()
    while parts and not _may_begin(parts[0].lower()):
        parts.pop(0)
    while parts and not _may_end(parts[-1].lower()):
        parts.pop()
    kept = " ".join(parts)
    return kept if names_measure(kept) else ""


def _may_begin(word: str) -> bool:
    return (
        not _is_participle(word, _PARTICIPLES)
        and grammar().sorts.get(word, "n") not in _SMALL
        and not _acts(word)
    )


def _may_end(word: str) -> bool:
    known = grammar()
    if known.sorts.get(word, "n") in _SMALL | {"a"} or _acts(word) or _is_participle(word, ("ed",)):
        return False
    return not word.endswith("ly") or word in known.not_adverbs


def _is_participle(word: str, endings: tuple[str, ...]) -> bool:
    if not word.endswith(endings) or len(word) <= _SHORT or "-" in word:
        return False
    return word not in claim_words().measures


def _acts(word: str) -> bool:
    """Whether a word is a verb, and no noun."""
    known = grammar()
    if word in claim_words().measures or word in known.both:
        return False
    return word in known.verbs or word in known.comparing
