"""Which way a deal runs between Korea and the United States."""

from __future__ import annotations

import re

from bongsu.ledger.extraction.parties import country_of
from bongsu.ledger.extraction.records import Told, Where
from bongsu.ledger.extraction.words import found_by

_AWAY = {"KR": "KR->US", "US": "US->KR"}
_TURNED = {"KR": "US->KR", "US": "KR->US"}
_TO_VERB = (
    r"(?:[ \n](?:Group|Corporation|Inc\.|Co\.))?"
    r"[ \n](?:will|to|shall|would|plans to|agrees to)[ \n]"
)


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
    by = doer(text, us, kr)
    gives, takes = (_find(text, "gives"), _find(text, "takes"))
    if by and takes and (not gives or takes[0] < gives[0]):
        return _TURNED[by]
    if by and gives and ((us and kr) or place):
        return _AWAY[by]
    if _find(text, "both"):
        return "both"
    if gives and instrument == "contract" and us and kr:
        return "KR->US"
    comes = {"US": kr, "KR": us}
    if place and comes.get(place.country):
        return _TURNED[place.country]
    if us and kr:
        return "both"
    return None


def _find(text: str, part: str) -> tuple[int, int] | None:
    match = found_by("directions", part).search(text)
    return match.span() if match else None


def doer(text: str, us: tuple[Told, ...], kr: tuple[Told, ...]) -> str | None:
    """Return the country of the party of which the text says that it will do something."""
    for country, parties in (("KR", kr), ("US", us)):
        for party in parties:
            first = re.escape(party.value.split()[0])
            rest = r"(?:[ \n][A-Z][\w&.-]*){0,4}"
            if re.search(rf"(?<!\w){first}{rest}{_TO_VERB}", text):
                return {"KR": "KR", "US": "US"}.get(country_of(party.value), country)
    return None
