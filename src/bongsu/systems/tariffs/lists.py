"""Lists of products that the notes to chapter 99 refer to: prefixes of the schedule, with dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from bongsu.errors import UnknownName, did_you_mean
from bongsu.systems.tariffs.index import read_index

LENGTHS = (10, 9, 8, 7, 6, 5, 4, 2)  # of prefixes, the most telling first


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Why a product is on a list: one entry."""

    list_id: str
    prefix: str
    sublist: str  # "4A", "note_16(b)"; empty where the list has no parts
    heading: str  # of chapter 99, with dots; empty where the list names none
    since: date | None  # first day of the entry; None for as long as its measure
    until: date | None  # first day without it
    detail: str  # as the list says it

    def stands(self, day: date) -> bool:
        """Return whether the entry counts on the day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductList:
    """One list of products."""

    list_id: str
    source: str
    entries: Mapping[str, tuple[Listing, ...]]  # by prefix

    def prefixes(self, day: date | None = None) -> frozenset[str]:
        """Return the prefixes that stand on the day, or ever."""
        return frozenset(
            prefix
            for prefix, entries in self.entries.items()
            if day is None or any(entry.stands(day) for entry in entries)
        )


def list_names() -> tuple[str, ...]:
    """Return the names of all lists, in order of the alphabet."""
    return tuple(sorted(_lines()))


def product_list(list_id: str) -> ProductList:
    """Return one list.

    Raises
    ------
    UnknownName
        If there is no such list.
    """
    known = _lines()
    if list_id not in known:
        raise UnknownName(
            f"there is no list of products {list_id[:100]!r}",
            where="product list",
            mend=did_you_mean(list_id[:100], known),
        )
    return _read(list_id)


def listings(
    list_id: str, hts10: str, day: date, *, sublist: str | None = None, heading: str | None = None
) -> tuple[Listing, ...]:
    """Return the entries of a list that a product falls under on a day, the longest prefix first.

    Parameters
    ----------
    list_id : str
        Name of the list.
    hts10 : str
        Ten digits, or as many as are known.
    day : date
        The entries that count on it.
    sublist, heading : str, optional
        Only entries of this part, or of this heading of chapter 99.
    """
    entries = product_list(list_id).entries
    return tuple(
        entry
        for length in LENGTHS
        if length <= len(hts10)
        for entry in entries.get(hts10[:length], ())
        if entry.stands(day)
        and (sublist is None or entry.sublist == sublist)
        and (heading is None or entry.heading == heading)
    )


def listed(
    list_id: str, hts10: str, day: date, *, sublist: str | None = None, heading: str | None = None
) -> bool:
    """Return whether a product is on a list on a day."""
    return bool(listings(list_id, hts10, day, sublist=sublist, heading=heading))


@cache
def _lines() -> Mapping[str, tuple[str, ...]]:
    """Return the lines of the index by list, not yet read: one list is often all that is asked."""
    lines: dict[str, list[str]] = {}
    for line in read_index("lists").splitlines():
        lines.setdefault(line.partition("\t")[0], []).append(line)
    return MappingProxyType({list_id: tuple(rows) for list_id, rows in lines.items()})


@cache
def _read(list_id: str) -> ProductList:
    """Read one list: a line of the index is a group of prefixes with all in common."""
    entries: dict[str, tuple[Listing, ...]] = {}
    source = ""
    for line in _lines()[list_id]:
        _, sublist, heading, since, until, detail, source, prefixes = line.split("\t")
        first = date.fromisoformat(since) if since else None
        end = date.fromisoformat(until) if until else None
        for prefix in prefixes.split():
            entry = Listing(
                list_id=list_id,
                prefix=prefix,
                sublist=sublist,
                heading=heading,
                since=first,
                until=end,
                detail=detail,
            )
            entries[prefix] = (*entries.get(prefix, ()), entry)
    return ProductList(list_id=list_id, source=source, entries=MappingProxyType(entries))
