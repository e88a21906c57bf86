"""How near what two sentences tell of is: the same kind of happening, the same things and names."""

from __future__ import annotations

from functools import cache, lru_cache

from bongsu.audit.reading.wording import content_words, stem, table
from bongsu.patterns import lazy_regex, regex

_WORD = regex(r"[^\W\d_]{3,}")
_ENDED = lazy_regex(  # what comes to its end is not agreed upon
    r"\bconclud\w+\s(?:(?:its|their|his|her|the|a)\s)?(?:[\w-]+\s){0,2}?(?=(?:presidency|chair\w*|"
    r"terms?|tenure|visits?|tours?|trips?|year|work|speech|remarks|investigation|probe|review)\b)"
)


@cache
def stems_listed(name: str) -> frozenset[str]:
    """Return the stems of one list of words of the table of happenings."""
    return frozenset(stem(word) for word in table("happenings")[name])


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Return the kinds by the words that tell of them, "=" behind them, or their beginnings."""
    found: dict[str, set[str]] = {}
    for kind, forms in table("happenings")["kinds"].items():
        for form in forms:
            found.setdefault(form, set()).add(kind)
    return {form: frozenset(kinds) for form, kinds in found.items()}


@lru_cache(maxsize=1 << 14)
def _kinds_of_word(word: str) -> frozenset[str]:
    kinds = _kinds()
    forms = (f"{word}=", *(word[:end] for end in range(1, len(word) + 1)))
    return frozenset().union(*(kinds[form] for form in forms if form in kinds))


@lru_cache(maxsize=1 << 12)
def kinds_of(words: str) -> frozenset[str]:
    """Return the kinds of happenings that some words tell of.

    Examples
    --------
    >>> sorted(kinds_of("concluding its presidency")), sorted(kinds_of("concluding a treaty"))
    ([], ['agree', 'sign'])
    """
    found: frozenset[str] = frozenset()
    for word in _WORD.findall(_ENDED.sub(" ", words.casefold())):
        found |= _kinds_of_word(word)
    return found


@lru_cache(maxsize=1 << 12)
def things_of(words: str) -> frozenset[str]:
    """Return the stems by which some words name what they are about."""
    return frozenset(
        one
        for one in content_words(words) - stems_listed("common")
        if len(one) > 2 and not one[0].isdigit()
    )


def kinship(one: str, other: str) -> int:
    """Return how many things two stretches of words share, and one more for a kind of happening.

    Examples
    --------
    >>> kinship("The accord was signed in Busan.", "Since the signing, Busan has grown.")
    3
    """
    things = len(things_of(one) & things_of(other))
    return min(things, 3) + bool(kinds_of(one) & kinds_of(other))


_POINTS_BACK = lazy_regex(r"\W*(?:[Tt]h(?:at|is|ese|ose|ey)|[Ii]t|[Hh]e|[Ss]he)\b")
_CALLS_BACK = lazy_regex(
    r"\W*(?:(?:[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\b|The\s(?:[a-z\-]+\s){0,2}?[a-z]{3,}\b|"
    r"(?:[A-Z][a-z]{2,}ed|Held|Struck|Set|Made|Begun|Taken|Born)\s)"
)


def calls_back(words: str) -> int:
    """Return how surely a sentence opens by what was told just before.

    Examples
    --------
    >>> calls_back("That step came late."), calls_back("Opened in May, it serves all.")
    (2, 1)
    """
    if _POINTS_BACK.match(words) is not None:
        return 2
    return int(_CALLS_BACK.match(words) is not None)
