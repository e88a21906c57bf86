"""Names of Koreans, and those that a text romanises in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import table
from bongsu.evidence.entities import entities, one_edit
from bongsu.patterns import lazy_regex, regex

_MOST_PEOPLE = 300  # Korean names of one text that are compared with each other
_GIVEN = r"[A-Z][a-z]+(?:-[A-Za-z][a-z]+|\s[A-Z][a-z]+)"


class Name(NamedTuple):  # a light one: a text has thousands
    """A name where it stands."""

    start: int
    end: int
    written: str


@cache
def korean_name() -> re.Pattern[str]:
    """Return the pattern of a name of a Korean in full."""
    families = "|".join(sorted(table("names")["families"], key=len, reverse=True))
    return regex(rf"\b(?P<family>{families})\s(?!{_NO_GIVEN}\b)(?P<given>{_GIVEN})\b")


_NO_GIVEN = (  # "In April President Lee Jae Myung": the family is not "In"
    r"January|February|March|April|May|June|July|August|September|October|November|December|President|Prime|Vice|Minister|"
    r"Chairman|Governor|Secretary|General|Ambassador|The|North|South|Seoul|Korea|New"
)


def korean_people(name: Name) -> Iterator[Name]:
    """Yield the Koreans whom a name names in full."""
    for match in korean_name().finditer(name.written) if " " in name.written else ():
        yield Name(name.start + match.start(), name.start + match.end(), match[0])


@cache
def korean_families() -> frozenset[str]:
    """Return the common Korean family names, as they are romanised."""
    return frozenset(table("names")["families"])


def same_family(one: str, other: str) -> bool:
    """Whether two family names are one in Korean."""
    return _family_sound(one.casefold()) == _family_sound(other.casefold())


def misspelt_people(text: str, names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield Korean names of one person in two romanisations, the rarer and the usual one."""
    known = entities()
    people: dict[str, list[Name]] = {}
    spans: dict[str, tuple[int, int] | None] = {}  # of a person within a name, by what is written
    for name in names:
        if name.written not in spans:
            match = korean_name().search(name.written) if " " in name.written else None
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
            if in_one_sentence(text, people[written], people[usual]):
                continue
            often = min(len(people[written]), len(people[usual])) >= _OFTEN
            if often and _sound(_parts(written)[1]) != _sound(_parts(usual)[1]):
                continue  # no slip, and no other romanisation
            two = set(known.named(written)), set(known.named(usual))
            if not all(two) or two[0] & two[1]:
                yield people[written][0], people[usual][0]


_STOP = lazy_regex(r"[a-z\d)”\"’][.!?][)”\"’]*\s")
_ONE_SENTENCE = 300  # code points
_OFTEN = 2  # times


def in_one_sentence(text: str, some: Sequence[Name], others: Sequence[Name]) -> bool:
    """Whether one sentence names both: nobody is told there by the whole name twice."""
    for one in some:
        for other in others:
            first, second = sorted((one, other))
            if second.start - first.end < _ONE_SENTENCE and not _STOP.search(
                text, first.end, second.start
            ):
                return True
    return False


@cache
def _short_given() -> re.Pattern[str]:
    return regex(
        rf"\b(?P<family>{'|'.join(table('names')['families'])})\s(?P<given>[A-Z][a-z]{{2,6}})$"
    )


def respelt_in_short(names: Sequence[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield Korean names with a given name of one syllable that a text romanises in two ways."""
    people: dict[tuple[str, str], dict[str, list[Name]]] = {}
    for name in names:
        match = _short_given().search(name.written) if " " in name.written else None
        if match is None:
            continue
        sound = _family_sound(match["family"].casefold()), _sound(match["given"].casefold())
        place = Name(name.start + match.start(), name.start + match.end(), match[0])
        people.setdefault(sound, {}).setdefault(match[0], []).append(place)
    for spellings in people.values():
        usual, *others = sorted(spellings.values(), key=lambda places: (-len(places), places[0]))
        for places in others:
            yield places[0], usual[0]


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
    return family.casefold(), regex(r"[\s-]").sub("", given.casefold())


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
