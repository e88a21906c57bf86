"""Which way a deal runs between Korea and the United States."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bongsu.ledger.extraction.parties import country_of
from bongsu.ledger.extraction.records import Told, Where
from bongsu.ledger.extraction.words import found_by

_AWAY = {"KR": "KR->US", "US": "US->KR"}
_TURNED = {"KR": "US->KR", "US": "KR->US"}
_REST = r"(?:[ \n][A-Z][\w&.'’-]*){0,4}(?:[ \n]\([^()]{1,20}\))?"  # of a name behind its first word


def direction(
    text: str,
    us: tuple[Told, ...],
    kr: tuple[Told, ...],
    place: Where | None,
    instrument: str | None,
) -> str | None:
    """Return the direction of a deal, none where nothing tells it.

    Somebody who does something is the first guide, doing it together the second, the place the
    third: what a Korean company does in America goes there.
    """
    act = _act(text, us, kr)
    if act is None:
        return _by_place(text, us, kr, place, instrument)
    takes, gives = _first(text, act, "takes"), _first(text, act, "gives")
    if takes is not None and (gives is None or takes < gives):
        return _TURNED[act.country]
    at_home = place is not None and place.country == act.country
    if gives is not None and at_home and _first(text, act, "stays") == gives:
        return "both" if us and kr else None  # what is built at home goes nowhere
    if gives is not None and ((us and kr) or place):
        return _AWAY[act.country]
    return _by_place(text, us, kr, place, instrument)


def _by_place(
    text: str,
    us: tuple[Told, ...],
    kr: tuple[Told, ...],
    place: Where | None,
    instrument: str | None,
) -> str | None:
    """Return the direction that "joint", the instrument and the place tell."""
    if found_by("directions", "both").search(text):
        return "both"
    named = found_by("instruments", "nouns", "contract").search(text)
    sold = instrument == "contract" and (named or place is None or place.country != "KR")
    if sold and found_by("directions", "gives").search(text) and us and kr:
        return "KR->US"
    comes = {"US": kr, "KR": us}
    takes = found_by("directions", "takes").search(text)
    if takes and place and comes.get(place.country):
        return _AWAY[place.country]  # what is bought comes from where it is made
    if place and comes.get(place.country):
        return _TURNED[place.country]
    return "both" if us and kr else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    """Who does something, and where the words of it stand."""

    country: str
    start: int
    verb: bool  # whether those words begin with the verb, as in "Ford orders"


def _first(text: str, act: _Act, part: str) -> int | None:
    """Return where the first word of a kind stands, from where somebody acts on."""
    if (
        act.verb
        and part != "stays"
        and found_by("directions", f"actor_{part}").match(text, act.start)
    ):
        return act.start
    match = found_by("directions", part).search(text, act.start)
    return match.start() if match else None


def doer(text: str, us: tuple[Told, ...], kr: tuple[Told, ...]) -> str | None:
    """Return the country of the party of which the text says that it does something.

    Examples
    --------
    >>> ford = (Told(value="Ford", span=(0, 4)),)
    >>> doer("Ford invests in a plant", ford, ()), doer("A plant near Ford", ford, ())
    ('US', None)
    """
    act = _act(text, us, kr)
    return act.country if act else None


def _act(text: str, us: tuple[Told, ...], kr: tuple[Told, ...]) -> _Act | None:
    """Return the first act of a party: "Ford invests", "an investment by Ford"."""
    deed = found_by("directions", "deeds").search(text)
    acts = []
    for country, parties in (("KR", kr), ("US", us)):
        for party in parties:
            own = {"KR": "KR", "US": "US"}.get(country_of(party.value), country)
            name = rf"(?<!\w){re.escape(party.value.split()[0])}{_REST}"
            for match in re.finditer(rf"{name},?[ \n](?=[a-z])", text):
                if found_by("directions", "acts").match(text, match.end()):
                    acts.append(_Act(country=own, start=match.end(), verb=True))
                    break
            if deed and re.search(rf"(?<!ed)(?<!made)[ \n]by[ \n](?:the[ \n])?{name}", text):
                acts.append(_Act(country=own, start=deed.start(), verb=False))
    return min(acts, key=lambda act: act.start, default=None)
