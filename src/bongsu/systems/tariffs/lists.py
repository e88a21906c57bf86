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
class Group:
    """Prefixes of one list that have all else in common: one line of the index."""

    list_id: str
    sublist: str  # "4A", "aluminum"; empty where the list has no parts
    heading: str  # of chapter 99, with dots; empty where the list names none
    since: date | None  # first day of the entry; None for as long as its measure
    until: date | None  # first day without it
    detail: str  # as the list says it
    source: str
    prefixes: str  # between blanks, so that one is found by looking for it

    def stands(self, day: date) -> bool:
        """Return whether the entries count on the day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Why a product is on a list: one entry."""

    list_id: str
    prefix: str
    sublist: str
    heading: str
    since: date | None
    until: date | None
    detail: str

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


@cache
def product_list(list_id: str) -> ProductList:
    """Return one list.

    Raises
    ------
    UnknownName
        If there is no such list.
    """
    entries: dict[str, tuple[Listing, ...]] = {}
    groups = _groups(list_id)
    for group in groups:
        for prefix in group.prefixes.split():
            entries[prefix] = (*entries.get(prefix, ()), _listing(group, prefix))
    return ProductList(list_id=list_id, source=groups[0].source, entries=MappingProxyType(entries))


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
    return tuple(
        _listing(group, hts10[:length])
        for length in LENGTHS
        if length <= len(hts10)
        for group in _groups(list_id)
        if f" {hts10[:length]} " in group.prefixes
        and group.stands(day)
        and (sublist is None or group.sublist == sublist)
        and (heading is None or group.heading == heading)
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
def _groups(list_id: str) -> tuple[Group, ...]:
    """Return the groups of one list."""
    known = _lines()
    if list_id not in known:
        raise UnknownName(
            f"there is no list of products {list_id[:100]!r}",
            where="product list",
            mend=did_you_mean(list_id[:100], known),
        )
    return tuple(_group(line) for line in known[list_id])


def _group(line: str) -> Group:
    list_id, sublist, heading, since, until, detail, source, prefixes = line.split("\t")
    return Group(
        list_id=list_id,
        sublist=sublist,
        heading=heading,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        detail=detail,
        source=source,
        prefixes=f" {prefixes} ",
    )


def _listing(group: Group, prefix: str) -> Listing:
    return Listing(
        list_id=group.list_id,
        prefix=prefix,
        sublist=group.sublist,
        heading=group.heading,
        since=group.since,
        until=group.until,
        detail=group.detail,
    )
