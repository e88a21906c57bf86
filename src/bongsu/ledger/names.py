"""Who is meant by a name: one of the listed names, or somebody new of whom no more is known.

Two spellings are one name only if nothing but case, blanks, hyphens, accents or legal forms tells
them apart, or if the list of names or a person says so. A group is the parent of its companies and
not the same as any of them. Names that are only close are suggested, never merged.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bongsu.evidence.entities import Entity, entities, one_edit
from bongsu.evidence.name_keys import key

_BRACKET = re.compile(r"^(?P<name>.*\S)\s*\((?P<short>[^()]{2,40})\)$")
_SHORTEST = 5  # letters of names that are compared by edits
_MOST = 200  # names of one beginning that are compared with each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who a name stands for."""

    subject: str  # "entity:sk-hynix"; "entity:name-..." for a name that is not listed
    name: str
    kind: str  # of `bongsu.evidence.entities.KINDS`; "" unknown
    country: str  # ISO 3166-1 alpha-2; "" unknown
    parent: str  # subject of the group or ministry above; "" none
    listed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two names that may be one."""

    one: Party
    other: Party
    why: str


@lru_cache(maxsize=100_000)
def party(name: str, as_of: dt.date | None = None) -> Party:
    """Return who a name stands for.

    Parameters
    ----------
    name : str
        As printed.
    as_of : date, optional
        Only names that were known on that day count; today's list if left out.

    Examples
    --------
    >>> party("Sk Hynix").subject, party("SK hynix Inc.").subject
    ('entity:sk-hynix', 'entity:sk-hynix')
    >>> party("Samsung").subject == party("Samsung SDI").subject
    False
    >>> party("Etibus Group").country
    ''
    """
    for spelling in _spellings(name):
        bearers = entities().named(spelling, as_of)
        if len(bearers) > 1:  # "Georgia": who takes part in a deal is seldom a place
            bearers = tuple(one for one in bearers if one.kind != "place")
        if len(bearers) == 1:
            return _listed(bearers[0])
    plain = next(iter(reversed(list(_spellings(name)))))
    return Party(
        subject=f"entity:name-{key(plain)}", name=name, kind="", country="", parent="", listed=False
    )


def _spellings(name: str) -> Iterator[str]:
    """Yield a name as it is, and without the short form that follows in brackets."""
    name = " ".join(name.split())
    yield name
    found = _BRACKET.match(name)
    if found:
        yield found["name"]


def _listed(entity: Entity) -> Party:
    return Party(
        subject=f"entity:{entity.id}",
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        parent=f"entity:{entity.parent}" if entity.parent else "",
        listed=True,
    )


def suggestions(names: Iterable[str]) -> tuple[Suggestion, ...]:
    """Return which names of a ledger may be one, for a person to judge.

    An unlisted name is held against the list by single edits, and against other unlisted names by
    single edits and by leading words: "Fermi America" and "Fermi America Power". Two listed names
    are never suggested: the list says that they are two.
    """
    told = {one.subject: one for one in map(party, names) if not one.listed}
    found: dict[tuple[str, str], Suggestion] = {}

    def suggest(one: Party, other: Party, why: str) -> None:
        ordered = tuple(sorted((one.subject, other.subject)))
        found.setdefault((ordered[0], ordered[1]), Suggestion(one=one, other=other, why=why))

    for one in told.values():
        for entity, written in entities().near(one.name):
            suggest(one, _listed(entity), f"one edit from {written}")
        short = _BRACKET.match(one.name)
        for entity in entities().named(short["short"]) if short else ():
            suggest(one, _listed(entity), f"its short form is {entity.name}'s")
    for one, other, why in _close(told.values()):
        suggest(one, other, why)
    return tuple(found[ordered] for ordered in sorted(found))


def _close(unlisted: Iterable[Party]) -> Iterator[tuple[Party, Party, str]]:
    """Yield pairs of unlisted names that begin alike and are close."""
    beginnings: dict[str, list[Party]] = defaultdict(list)
    for one in unlisted:
        beginnings[key(one.name)[:3]].append(one)
    for alike in beginnings.values():
        some = sorted(alike, key=lambda one: one.subject)[:_MOST]
        for place, one in enumerate(some):
            for other in some[place + 1 :]:
                why = _likeness(one.name, other.name)
                if why:
                    yield one, other, why


def _likeness(one: str, other: str) -> str:
    first, second = key(one), key(other)
    if min(len(first), len(second)) >= _SHORTEST and one_edit(first, second):
        return "one edit apart"
    shorter, longer = sorted((one.casefold().split(), other.casefold().split()), key=len)
    if len(shorter) > 1 and longer[: len(shorter)] == shorter:
        return "one begins with the other"
    return ""
