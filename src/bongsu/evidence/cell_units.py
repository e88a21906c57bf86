"""The unit that the head of a column, the label of a row or a caption gives to bare numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from bongsu.evidence.mentions import Kind, Quantity
from bongsu.evidence.numbers import without_dust
from bongsu.evidence.quantity_words import words
from bongsu.evidence.word_tables import tables
from bongsu.patterns import regex

_TOKEN = regex(
    r"[A-Za-z.]{0,4}[$₩￦€£¥]|%p(?:t)?\b|%|[A-Za-z][A-Za-z./-]*[A-Za-z.]|[A-Za-z]|\d[\d,]*|[^\s\w]"
)
_SEPARATORS = frozenset(",:;·/")
_BRACKETED = regex(r"[(\[](?P<inner>[^()\[\]]{1,60})[)\]]")
_UNIT = regex(r"\bunits?[ \n]?:[ \n]?(?P<inner>[^()\[\]]{1,60})(?P<said>)", re.IGNORECASE)
_REMARK = regex(r"[;,][ \n]")  # "(unit: billion won; end of year)"
_TAIL = regex(r",[ \n](?P<inner>[^,()\[\]]{1,60})\Z|\b(?P<said>in[ \n][^,()\[\]]{1,60})\Z")
_HUNDRED = regex(r"[(\[]?\b(?:19|20)\d\d(?:\.\d+)?[ \n]?=[ \n]?100\b[)\]]?")
_ROUND = regex(r"10{1,8}")
_KINDS = frozenset({kind.value for kind in Kind})
_LONGEST = 200  # code points of a head; a longer cell is no head
_LONGEST_WORDS = 3  # words of one unit


class Told(NamedTuple):
    """A unit told for cells, and where in the words it is told."""

    kind: Kind | None  # none where only a scale is told: "thousands"
    unit: str = ""
    worth: float = 1.0
    noun: str = ""
    start: int = 0
    end: int = 0


def unit_told(said: str) -> Told | None:
    """Return the unit that some words tell, none if they tell none.

    Examples
    --------
    >>> told = unit_told("Exports (US$ million)")
    >>> told.kind.value, told.unit, told.worth
    ('money', 'USD', 1000000.0)
    >>> unit_told("Exports of cars") is None
    True
    """
    if len(said) > _LONGEST:
        return None
    if hundred := _HUNDRED.search(said):
        start, end = hundred.span()
        return Told(kind=Kind.INDEX, unit="index points", start=start, end=end)
    for start, end, inner in _candidates(said):
        told = _read(inner)
        if told is not None:
            changed = told.kind is Kind.PERCENT and _speaks_of_change(said)
            kind = Kind.PERCENT_CHANGE if changed else told.kind
            return told._replace(kind=kind, start=start, end=end)
    return None


_BRACKETED_UNIT = regex(r"\(units?[ \n]?:[ \n]?[^()]{2,60}\)", re.IGNORECASE)


def unit_in_bracket(said: str) -> Told | None:
    """Return the unit that a sentence above a table tells in a bracket: "(unit: billion won)"."""
    found = _BRACKETED_UNIT.search(said)
    return unit_told(found[0]) if found is not None else None


def _candidates(said: str) -> Iterator[tuple[int, int, str]]:
    """Yield the stretches that may be a unit: in brackets, the whole, behind a comma or "in"."""
    for found in reversed(list(_BRACKETED.finditer(said))):
        inner = _UNIT.match(found["inner"])
        said = _REMARK.split(inner["inner"])[0] if inner else found["inner"]
        yield *found.span(), said
    yield 0, len(said), said
    for pattern in (_UNIT, _TAIL):
        tail = pattern.search(said)
        if tail is not None:
            yield *tail.span(), tail["inner"] or tail["said"]


def _read(said: str) -> Told | None:
    """Return the unit that some words tell if they tell nothing else."""
    parts = _parts(said)
    if parts is None:
        return None
    worth = math.prod(float(what) for sort, what in parts if sort == "scale")
    units = [(sort, what) for sort, what in parts if sort in _KINDS]
    sorts = {sort for sort, _ in parts}
    if "%" in sorts:
        kind = Kind.PERCENT_CHANGE if "change" in sorts else Kind.PERCENT
        return None if units else Told(kind=kind, unit="percent")
    if not units:
        return None if worth == 1.0 else Told(kind=None, worth=worth)
    if len(units) > 1:
        return None
    sort, what = units[0]
    kind = Kind(sort)
    if kind is Kind.PHYSICAL:
        what, own = words().units[what]
        worth *= own
    noun = what if kind is Kind.COUNT else ""
    return Told(kind=kind, unit=what, worth=worth, noun=noun)


def _parts(said: str) -> list[tuple[str, str]] | None:
    """Return what the words of a unit are, none if one of them is no such word."""
    found = _TOKEN.findall(said)
    parts: list[tuple[str, str]] = []
    at = 0
    while at < len(found):
        if found[at].lower() == "of" and ("%", "") in parts:
            break  # of whatever: "percent of GDP"
        size, meaning = _word(found, at)
        if meaning is None:
            return None
        parts.append(meaning)
        at += size
    return parts


def _word(parts: list[str], at: int) -> tuple[int, tuple[str, str] | None]:
    """Return what the words at a place mean, and how many they are."""
    known = _meanings()
    for size in range(min(_LONGEST_WORDS, len(parts) - at), 0, -1):
        said = " ".join(parts[at : at + size])
        found = known.get(said) or known.get(said.lower())
        if found is not None:
            return size, found
    said = parts[at].replace(",", "")
    if _ROUND.fullmatch(said):
        return 1, ("scale", said)
    return 1, (("filler", "") if parts[at] in _SEPARATORS else None)


@cache
def _meanings() -> Mapping[str, tuple[str, str]]:
    """Return what each word of a unit is."""
    own, known = tables("cells"), words()
    found: dict[str, tuple[str, str]] = {}
    for word in known.units:
        found[word] = (Kind.PHYSICAL.value, word)
    for word, name in known.durations.items():
        if word.endswith("s"):  # "Year" heads a column of years, "Years" one of durations
            found[word] = (Kind.DURATION.value, name)
    for word in own["counted"]["words"]:
        persons = word in known.persons
        found[word] = (Kind.COUNT.value, "persons" if persons else word)
    for word, worth in {**known.scales, **own["scales"]}.items():
        if len(word) > 1 or word.isupper():
            found[word] = ("scale", repr(worth))
    for word, code in known.currencies.items():
        found[word] = (Kind.MONEY.value, code)
    for sort, name in (("filler", "fillers"), ("%", "percent"), ("change", "changes")):
        found |= dict.fromkeys(own[name]["words"], (sort, ""))
    found |= dict.fromkeys(own["points"]["words"], (Kind.POINTS.value, "percentage point"))
    return found


def _speaks_of_change(said: str) -> bool:
    changes: frozenset[str] = _changes()
    return any(part.lower() in changes for part in _TOKEN.findall(said))


@cache
def _changes() -> frozenset[str]:
    found: Any = tables("cells")["changes"]["words"]
    return frozenset(found)


def in_unit(quantity: Quantity, told: Told, *, scaled: bool) -> Quantity:
    """Return a bare number of a cell with the unit that its head tells.

    Parameters
    ----------
    quantity : Quantity
        As read from the cell.
    told : Told
        The unit told for it.
    scaled : bool
        Whether the cell itself tells a scale.
    """
    if quantity.kind is Kind.PERCENT and told.kind is Kind.PERCENT_CHANGE:
        return replace(quantity, kind=Kind.PERCENT_CHANGE)
    if quantity.unit and (quantity.kind, quantity.unit) != (told.kind, told.unit):
        fits = quantity.kind is Kind.MONEY and told.kind is None
        if not fits:
            return quantity
    worth = 1.0 if scaled else told.worth
    bare = not quantity.unit
    return replace(
        quantity,
        kind=told.kind or (Kind.COUNT if bare else quantity.kind),
        unit=told.unit if bare else quantity.unit,
        noun=told.noun if bare else quantity.noun,
        value=None if quantity.value is None else without_dust(quantity.value * worth),
        low=None if quantity.low is None else without_dust(quantity.low * worth),
        high=None if quantity.high is None else without_dust(quantity.high * worth),
        step=quantity.step * worth,
        approximate_step=quantity.approximate_step * worth,
    )
