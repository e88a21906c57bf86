"""Organisations, people and places that policy writing on Korea names, and who held which office.

Names are compared by their keys (`name_keys.py`). A name that is close to a known one is only a
suggestion: Samsung and Samsung SDI are two companies. An unknown name stays unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bongsu.evidence.dictionary import Phrases, words
from bongsu.evidence.name_keys import key, keys, plain
from bongsu.evidence.sourced import day, known, parts, rows
from bongsu.patterns import regex

_DIGIT = regex(r"\d")
_SHORTEST = 7  # letters of a name that is compared by edits
_FAMILY_FIRST = frozenset({"KR", "KP", "CN", "JP", "TW", "VN"})
_SPOKEN = {  # a digit, and words that sound like it
    "one": "1",
    "won": "1",
    "two": "2",
    "to": "2",
    "too": "2",
    "three": "3",
    "four": "4",
    "for": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "ate": "8",
    "nine": "9",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One organisation, person or place."""

    id: str
    kind: str  # one of `KINDS`
    name: str
    aliases: tuple[str, ...]
    name_ko: str
    country: str  # ISO 3166-1 alpha-2; "" where it has none
    parent: str  # id of the group, ministry or country that it belongs to
    known_from: dt.date | None  # none: long before 2010
    source: str  # id in `bongsu.evidence.sourced.sources`

    @property
    def names(self) -> tuple[str, ...]:
        """The name and all its variants in Latin letters."""
        turned = _turned(self.name) if self._has_family_name else ()
        return (self.name, *self.aliases, *turned)

    @property
    def written(self) -> tuple[str, ...]:
        """Its names in Latin letters and in Hangul."""
        return (*self.names, self.name_ko) if self.name_ko else self.names

    @property
    def _has_family_name(self) -> bool:
        return self.kind == "person" and self.country in _FAMILY_FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One stay of one person in one office."""

    person: str  # id of an entity
    office: str  # "President", "Minister of Foreign Affairs", "Chairman"
    organisation: str  # id of an entity
    start: dt.date
    end: dt.date | None  # none: still in office, or not known
    known_from: dt.date
    source: str

    def covers(self, when: dt.date) -> bool:
        """Whether the person held the office on a day."""
        return self.start <= when and (self.end is None or when <= self.end)


KINDS = {
    "person": "a person",
    "government": "a ministry, agency, court, parliament or armed force",
    "central bank": "a central bank",
    "international": "an international organisation, forum or agreement's body",
    "group": "a group of companies",
    "company": "a company",
    "bank": "a bank or fund",
    "think tank": "a research institute",
    "university": "a university",
    "media": "a newspaper, broadcaster or news agency",
    "association": "a business association, union or other body",
    "place": "a country, province, city, base or island",
}


class Entities:
    """All entities and terms of office; every look-up sees only what was known on its day.

    Parameters
    ----------
    entities : tuple of Entity
        Their ids differ.
    terms : tuple of Term
        Of people among them.
    """

    def __init__(self, entities: tuple[Entity, ...], terms: tuple[Term, ...]) -> None:
        self.all = entities
        self.terms = terms
        self._by_id = {entity.id: entity for entity in entities}
        self._by_key: dict[str, list[tuple[Entity, str]]] = {}
        self._spoken: dict[str, set[str]] = {}
        self._heads: dict[str, list[str]] = {}  # the keys that begin with their first half
        self._tails: dict[str, list[str]] = {}  # and those that end in their second
        named = [(entity, name) for entity in entities for name in entity.written]
        for (entity, name), known_key in zip(named, keys([name for _, name in named]), strict=True):
            self._keep(entity, name, known_key)
        self._phrases: Phrases[Entity] | None = None

    def _keep(self, entity: Entity, name: str, known_key: str) -> None:
        bearers = self._by_key.get(known_key)
        if bearers is None:
            self._by_key[known_key] = [(entity, name)]
        elif bearers[-1][0] is not entity:  # entities come one after the other
            bearers.append((entity, name))
        if _DIGIT.search(name):
            self._spoken.setdefault(spoken(name), set()).add(known_key)

    def _fill_halves(self) -> None:
        for whole in self._by_key:
            if len(whole) >= _SHORTEST:
                cut = len(whole) // 2
                self._heads.setdefault(whole[:cut], []).append(whole)
                self._tails.setdefault(whole[cut:], []).append(whole)

    def get(self, id_: str, as_of: dt.date | None = None) -> Entity | None:
        """Return the entity of an id, if it was known."""
        entity = self._by_id.get(id_)
        return entity if entity and known(entity.known_from, as_of) else None

    def named(self, name: str, as_of: dt.date | None = None) -> tuple[Entity, ...]:
        """Return the entities that bear a name, whatever its case, hyphens and legal form.

        Examples
        --------
        >>> [entity.name for entity in entities().named("SK Hynix Inc.")]
        ['SK hynix']
        """
        found = self._by_key.get(key(name))
        if not found:
            return ()
        return tuple([entity for entity, _ in found if known(entity.known_from, as_of)])

    def near(self, name: str, as_of: dt.date | None = None) -> tuple[tuple[Entity, str], ...]:
        """Return entities whose name is one edit, or one digit spelt out, from an unknown name.

        Names of fewer than seven letters and abbreviations have too many neighbours and are left
        alone, and so are plurals and adjectives ("Hanwhas", "Australian") and names that lack a
        whole word of one letter ("Shipbuilding" of "K Shipbuilding").

        Parameters
        ----------
        name : str
            A name; one that is known as it stands has no neighbours.
        as_of : date, optional
            The day; today's knowledge if left out.

        Returns
        -------
        tuple of (Entity, str)
            Each with the variant of its name that is close, in order of the name.

        Examples
        --------
        >>> [(entity.id, written) for entity, written in entities().near("Hanhwa Ocean")]
        [('hanwha-ocean', 'Hanwha Ocean')]
        """
        given = key(name)
        if given in self._by_key and self.named(name, as_of):
            return ()
        close: set[str] = set()
        if _DIGIT.search(name) or not _SPOKEN.keys().isdisjoint(words(plain(name))):
            close.update(self._spoken.get(spoken(name), ()))
        if len(given) >= _SHORTEST - 1:  # no name of seven letters is one edit from a shorter one
            close.update(other for other in self._like(given) if _misspelt(given, other))
        return self._known(close, name, as_of) if close else ()

    def _like(self, given: str) -> Iterator[str]:
        """Yield the keys that may be one edit away: one half is as it was, or all but its end."""
        if not self._heads:
            self._fill_halves()
        middle = len(given) // 2  # two letters swapped there leave neither half as it was
        swapped = given[: middle - 1] + given[middle - 1 : middle + 1][::-1] + given[middle + 1 :]
        if swapped in self._by_key:
            yield swapped
        size = len(given)  # the other is as long, or a letter shorter or longer
        for half in ((size - 1) // 2, (size + 1) // 2):
            yield from self._heads.get(given[:half], ())
        for half in (size // 2, size // 2 + 1):
            yield from self._tails.get(given[size - half :], ())

    def _known(
        self, close: set[str], name: str, as_of: dt.date | None
    ) -> tuple[tuple[Entity, str], ...]:
        """Return the bearers of keys that are close to a name, in order of their names."""
        found = {
            (entity, written)
            for other in close
            for entity, written in self._by_key[other]
            if known(entity.known_from, as_of) and not _apart(name, written)
        }
        return tuple(sorted(found, key=lambda pair: (pair[1], pair[0].id)))

    def mentions(
        self, text: str, as_of: dt.date | None = None
    ) -> Iterator[tuple[int, int, tuple[Entity, ...]]]:
        """Yield every place of a text where known names stand, the longest name at each."""
        if self._phrases is None:
            self._phrases = Phrases(
                (name, entity) for entity in self.all for name in entity.written
            )
        for start, end, found in self._phrases.find(text):
            seen = {entity: None for entity in found if known(entity.known_from, as_of)}
            if seen:
                yield start, end, tuple(seen)

    def terms_of(self, person: str, as_of: dt.date | None = None) -> tuple[Term, ...]:
        """Return the offices of a person, given by id, in order of their start."""
        return tuple(
            term for term in self.terms if term.person == person and known(term.known_from, as_of)
        )

    def holders(
        self,
        office: str,
        when: dt.date,
        *,
        organisation: str = "",
        as_of: dt.date | None = None,
    ) -> tuple[Term, ...]:
        """Return who held an office on a day.

        Parameters
        ----------
        office : str
            As in `Term.office`, in any case.
        when : date
            The day.
        organisation : str, optional
            Id of the country, ministry or company; any if left out.
        as_of : date, optional
            The day from which is looked; today's knowledge if left out.
        """
        wanted = office.casefold()
        return tuple(
            term
            for term in self.terms
            if term.office.casefold() == wanted
            and (not organisation or term.organisation == organisation)
            and term.covers(when)
            and known(term.known_from, as_of)
        )


def spoken(name: str) -> str:
    """Return the key of a name in which words that sound like a digit are that digit.

    Examples
    --------
    >>> spoken("Four-Gamma") == spoken("4 Gamma")
    True
    """
    return key(" ".join(_SPOKEN.get(word, word) for word in words(plain(name))))


def one_edit(first: str, second: str) -> bool:
    """Whether one letter added, left out, changed, or swapped with the next makes them equal."""
    if len(first) > len(second):
        first, second = second, first
    if first == second or len(second) - len(first) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), None)
    if at is None:
        return True
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    swapped = first[at : at + 2] == second[at : at + 2][::-1]
    return first[at + 1 :] == second[at + 1 :] or (swapped and first[at + 2 :] == second[at + 2 :])


def _misspelt(given: str, known_key: str) -> bool:
    if min(len(given), len(known_key)) < _SHORTEST or given in {f"{known_key}s", f"{known_key}n"}:
        return False
    return one_edit(given, known_key)


def _apart(name: str, written: str) -> bool:
    """Whether two close names are no slip of one another: an abbreviation, or a word more."""
    if written.isupper() and " " not in written and not _DIGIT.search(written):
        return True
    ours, theirs = words(plain(name)), words(plain(written))
    if abs(len(ours) - len(theirs)) != 1:
        return False
    shorter, longer = sorted((ours, theirs), key=len)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _turned(name: str) -> tuple[str, ...]:
    """Return a name with what stands first behind the rest."""
    first, _, rest = name.partition(" ")
    return (f"{rest} {first}",) if rest else ()


@cache
def entities() -> Entities:
    """Return the entities of the package."""
    return Entities(
        tuple(
            Entity(
                id=row["id"],
                kind=row["kind"],
                name=row["name"],
                aliases=parts(row["aliases"]),
                name_ko=row["name_ko"],
                country=row["country"],
                parent=row["parent"],
                known_from=day(row["known_from"]),
                source=row["source"],
            )
            for row in rows("bongsu.evidence", "entities")
        ),
        tuple(
            Term(
                person=row["person"],
                office=row["office"],
                organisation=row["organisation"],
                start=dt.date.fromisoformat(row["start"]),
                end=day(row["end"]),
                known_from=dt.date.fromisoformat(row["known_from"]),
                source=row["source"],
            )
            for row in rows("bongsu.evidence", "offices")
        ),
    )
