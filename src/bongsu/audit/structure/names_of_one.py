"""Names of what there is but one of, written in two ways: an author's, a strait's, a law's.

"Daniel Sneider" of the byline is "Daniel C. Schneider" at the end; "Taiwan Straits" stands beside
"Taiwan Strait", and "Special Measure Agreement" beside "Special Measures Agreement". A plural of a
common noun ("Foreign Ministers", "Agreements") is no other spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bongsu.audit.structure.romanised import Name
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_PERSON = lazy_regex(
    r"(?<![\w.])(?P<given>[A-Z][a-z]+)(?P<middle>(?:\s[A-Z]\.){0,2})\s(?P<family>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)\b"
)
_SHORTEST = 5  # letters of a family name that is compared
_ALIKE = (
    0.85  # of their letters, in order: "Sneider" and "Schneider", but not "Parker" and "Parkes"
)
_PLACE = frozenset({"strait", "peninsula", "gulf", "isthmus", "archipelago", "sea", "ocean"})
_ONE = frozenset(  # what a name ends with whose inner words are the same throughout
    {
        *("act", "agreement", "treaty", "accord", "pact", "committee", "commission", "agency"),
        *("bank", "fund", "forces", "group", "dialogue", "council", "authority", "initiative"),
        *("institute", "association", "law", "corporation", "administration", "office", "program"),
    }
)
_TITLES = regex(r"(?:[Pp]resident|[Mm]inister|[Ss]ecretar|[Ll]eader|[Aa]mbassador|[Oo]fficial)")
_PART = lazy_regex(  # of a run of names over a full stop: "Reform Act. Under the Export Control"
    r"(?:(?<=[.!?]\s)|^)(?:[A-Z][a-z]+\sthe\s|[Tt]he\s)?(?P<name>(?:[^.!?\s]|[.!?](?!\s|$)|\s(?=\S))+)"
)
_FEWEST = 3  # words of a name whose inner words may be of two forms


def names_of_one(evidence: Evidence, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name and the other way in which the text writes it."""
    yield from _authors(evidence)
    yield from _in_two_numbers(names)


def _authors(evidence: Evidence) -> Iterator[tuple[Name, Name]]:
    """Yield names that are an author's but for an initial or a letter or two."""
    text, article = evidence.text, evidence.article
    people: list[re.Match[str]] = []
    for author in article.authors:
        own = _PERSON.fullmatch(author)
        at = text.find(author, article.start, article.end)
        if own is None or at < 0:
            continue
        by = Name(at, at + len(author), author)
        people = people or list(_PERSON.finditer(text, article.start, article.end))
        for match in people:
            if match["given"] != own["given"] or match[0] in article.authors:
                continue
            one, other = match["family"], own["family"]
            middle = one == other and match["middle"] not in {"", own["middle"]}  # may be left out
            if middle or (one != other and _near(one.casefold(), other.casefold())):
                yield Name(match.start(), match.end(), match[0]), by
                break


def _near(one: str, other: str) -> bool:
    """Whether two family names of some length begin alike and share most of their letters."""
    if min(len(one), len(other)) < _SHORTEST or one[0] != other[0]:
        return False
    from difflib import SequenceMatcher  # noqa: PLC0415  # seldom needed, and every run waits

    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _in_two_numbers(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield the rarer of two names of one thing that differ in the number of a word."""
    groups: dict[str, dict[str, list[Name]]] = {}
    for name in names:
        for match in _PART.finditer(name.written):
            part = Name(name.start + match.start("name"), name.start + match.end(), match["name"])
            key = _key(part.written.split())
            if key:
                groups.setdefault(key, {}).setdefault(part.written.casefold(), []).append(part)
    for spellings in groups.values():
        if len(spellings) > 1:
            ways = sorted(spellings.values(), key=lambda way: (-len(way), way[0].start))
            for rarer in ways[1:]:
                yield rarer[0], ways[0][0]


def _key(words: Sequence[str]) -> str:
    """Return a name with its words in one number, "" if it may be that of many things."""
    low = [word.casefold() for word in words]
    last = _single(low[-1]) if low else ""
    if len(low) > 1 and last in _PLACE:
        return " ".join((*low[:-1], last))
    if len(low) >= _FEWEST and low[-1] in _ONE and not any(map(_TITLES.match, words)):
        return " ".join((low[0], *map(_single, low[1:-1]), low[-1]))
    return ""


def _single(word: str) -> str:
    return word.removesuffix("s") if not word.endswith(("ss", "us", "is")) else word
