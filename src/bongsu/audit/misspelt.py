"""Names that a text spells in two ways: Korean ones in two romanisations, others by a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bongsu.audit.wording import table
from bongsu.evidence.entities import entities, one_edit
from bongsu.evidence.lazily import lazy_regex

_MOST_PEOPLE = 300  # Korean names of one text that are compared with each other
_SHORTEST_WORD = 6
_GIVEN = r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+|\s[A-Z][a-z]+)"
_ONE_WORD = lazy_regex(r"[A-Z][a-z]+\b(?![-’'])")
_DOUBLED = lazy_regex(r"([a-z])\1")
_PLAIN = lazy_regex(r"(?<![\w.])[a-z]{3,}\b")


class Name(NamedTuple):  # a light one: a text has thousands
    """A name where it stands."""

    start: int
    end: int
    written: str


@cache
def _korean() -> re.Pattern[str]:
    families = "|".join(sorted(table("names")["families"], key=len, reverse=True))
    return re.compile(rf"\b(?P<family>{families})\s(?P<given>{_GIVEN})\b")


def misspelt_people(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield Korean names of one person in two romanisations, the rarer and the usual one."""
    known = entities()
    people: dict[str, list[Name]] = {}
    spans: dict[str, tuple[int, int] | None] = {}  # of a person within a name, by what is written
    for name in names:
        if name.written not in spans:
            match = _korean().search(name.written) if " " in name.written else None
            spans[name.written] = match.span() if match else None
        span = spans[name.written]
        if span is not None:
            written = name.written[span[0] : span[1]]
            place = Name(name.start + span[0], name.start + span[1], written)
            people.setdefault(written, []).append(place)
    ordered = sorted(people, key=lambda written: -len(people[written]))[:_MOST_PEOPLE]
    for place_, usual in enumerate(ordered):
        for written in ordered[place_ + 1 :]:
            if not _one_person(written, usual):
                continue
            two = set(known.named(written)), set(known.named(usual))
            if not all(two) or two[0] & two[1]:
                yield people[written][0], people[usual][0]


def _one_person(written: str, usual: str) -> bool:
    """Whether two names sound alike, or have one family and differ in one letter."""
    (family, given), (its_family, its_given) = _parts(written), _parts(usual)
    if given == its_given and family == its_family:
        return False  # a blank for a hyphen is told elsewhere
    alike = _sound(given) == _sound(its_given)
    if family != its_family:
        return alike and _family_sound(family) == _family_sound(its_family)
    return alike or one_edit(given, its_given)


def _parts(written: str) -> tuple[str, str]:
    family, _, given = written.partition(" ")
    return family.casefold(), re.sub(r"[\s-]", "", given.casefold())


_ROMANISED = (
    ("yeo", "yu"),
    ("you", "yu"),
    ("eo", "u"),
    ("oo", "u"),
    ("eu", "u"),
    ("ee", "i"),
    ("k", "g"),
    ("t", "d"),
    ("ch", "j"),
)


def _sound(given: str) -> str:
    """Return a Korean name with the letters that romanisations write in several ways made one."""
    for spelling, sound in _ROMANISED:
        given = given.replace(spelling, sound)
    return given


def _family_sound(family: str) -> str:
    return next((row[0] for row in table("names")["same_families"] if family in row), family)


def misspelt_words(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name of one word that stands once, and the usual one from which it is a slip."""
    found: dict[str, list[Name]] = {}
    for name in names:
        for match in _ONE_WORD.finditer(name.written):
            if len(match[0]) >= _SHORTEST_WORD - 1:
                place = Name(name.start + match.start(), name.start + match.end(), match[0])
                found.setdefault(match[0], []).append(place)
    usual: dict[str, list[str]] = {}
    for word in [word for word, places in found.items() if len(places) > 1]:
        for key in _keys(word):
            usual.setdefault(key, []).append(word)
    plain: frozenset[str] | None = None
    for word in [word for word, places in found.items() if len(places) == 1]:
        others = [other for key in _keys(word) for other in usual.get(key, ())]
        if not others:
            continue
        plain = frozenset(_PLAIN.findall(text)) if plain is None else plain
        for other in others:
            if _slip(word, other) and not {word.casefold(), other.casefold()} & plain:
                yield found[word][0], found[other][0]
                break


@lru_cache(maxsize=1 << 14)  # names come back from text to text
def _keys(word: str) -> tuple[str, ...]:
    """Return what words that can be slips of each other have in common."""
    lower = word.casefold()
    return (
        _DOUBLED.sub(r"\1", lower),
        f"sorted {''.join(sorted(lower))}",
        f"place {_of_places(lower)}",
    )


def _slip(word: str, usual: str) -> bool:
    """Whether a word is another with a letter doubled or turned, or romanised otherwise."""
    if abs(len(word) - len(usual)) > 1 + ("eo" in word + usual):
        return False
    lower, its = word.casefold(), usual.casefold()
    if lower.rstrip("s") == its.rstrip("s"):
        return False
    doubled = _DOUBLED.sub(r"\1", lower) == _DOUBLED.sub(r"\1", its)
    turned = len(word) >= _SHORTEST_WORD and sorted(lower) == sorted(its) and one_edit(lower, its)
    if doubled or (turned and lower[0] == its[0]):
        return not _known_apart(word, usual)
    return _place(usual) and _of_places(lower) == _of_places(its)


_PLACES = (("yeo", "yo"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("g", "k"), ("d", "t"), ("b", "p"))


def _of_places(word: str) -> str:
    for spelling, sound in (*_PLACES, ("j", "ch")):
        word = word.replace(spelling, sound)
    return word


def _place(word: str) -> bool:
    return any(
        one.kind == "place" and one.country in {"KR", "KP"} for one in entities().named(word)
    )


def _known_apart(word: str, usual: str) -> bool:
    return bool(entities().named(word)) and bool(entities().named(usual))
