"""From the words for a place to its country, its state and its city."""

from __future__ import annotations

import re
from functools import cache

from bongsu.evidence.entities import entities
from bongsu.evidence.name_keys import key
from bongsu.ledger.extraction.parties import is_none
from bongsu.ledger.extraction.records import Where
from bongsu.ledger.extraction.words import rows

_PARTS = re.compile(r"\s*[,;/]\s*")
_HANGUL = re.compile(r"[가-힣][가-힣A-Z\d]*(?: [가-힣][가-힣A-Z\d]*)+")
_SUFFIX = re.compile(r"(?<=[가-힣]{2})(?:주|시)\Z")  # Korean for state and city


def location(text: str) -> str | None:
    """Return a place as printed, none where the cell says that there is none."""
    return None if is_none(text) else " ".join(text.split())


def where(text: str) -> Where | None:
    """Return country, state and city of a place; empty where no list knows them.

    Examples
    --------
    >>> place = where("Clarksville, Tennessee")
    >>> place.country, place.state, place.city
    ('US', 'Tennessee', 'Clarksville')
    >>> where("California, United States").state
    'California'
    >>> place = where("테네시주 클락스빌")
    >>> place.country, place.state, place.city
    ('US', 'Tennessee', '클락스빌')
    """
    if is_none(text):
        return None
    spelt = " ".join(text.split())
    found = _listed(spelt)
    if found:
        return found
    parts = [part for part in _PARTS.split(spelt) if part]
    if _HANGUL.fullmatch(spelt) and _listed(spelt.split()[0]):
        parts = spelt.split()[::-1]  # a Korean address goes from the widest to the narrowest
    country = state = city = ""
    for part in reversed(parts):  # the widest stands last; a table may turn that round
        one = _listed(part)
        if one and not (country and one.country and one.country != country):
            country, state, city = one.country or country, one.state or state, one.city or city
        elif not city:
            city = part
    return Where(country=country, state=state, city=city) if country or city else None


@cache
def _listed(name: str) -> Where | None:
    """Return what the lists know of a single name."""
    row = _table().get(key(name)) or _table().get(key(_SUFFIX.sub("", name)))
    if row:
        city = row["name"] if row["kind"] == "city" else ""
        return Where(country=row["country"], state=row["state"], city=city)
    for entity in entities().named(name):
        if entity.kind != "place":
            continue
        parent = entities().get(entity.parent)
        state = _table().get(key(parent.name), {}).get("state", "") if parent else ""
        above = parent is not None
        return Where(country=entity.country, state=state, city=entity.name if above else "")
    return None


@cache
def _table() -> dict[str, dict[str, str]]:
    return {key(row["name"]): row for row in rows("places")}
