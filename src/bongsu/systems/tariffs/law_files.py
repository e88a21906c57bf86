"""Reads the law's files: measures, events, conditions, groups of countries, lists of products.

Everything is checked at this door, and all faults of a file are told together. Lists of products
are read when a measure first asks for one: an answer for one entry reads only what it needs.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bongsu.errors import BadFile, BongsuError, UnknownName, did_you_mean, report
from bongsu.systems.tariffs.law import (
    AUTHORITIES,
    BASES,
    FOREVER,
    OPERATIONS,
    Condition,
    Event,
    Law,
    Measure,
)
from bongsu.systems.tariffs.origins import find_origin, origins

MEASURE_COLUMNS = [
    "id",
    "heading",
    "authority",
    "operation",
    "rate",
    "basis",
    "products",
    "not_products",
    "origins",
    "not_origins",
    "needs",
    "excepts",
    "group",
    "covers",
    "column2",
    "start",
    "end",
    "published",
    "end_published",
    "confidence",
    "source",
    "quote",
]
EVENT_COLUMNS = [
    "id",
    "kind",
    "day",
    "does",
    "targets",
    "scope",
    "effective",
    "until",
    "published",
    "authority",
    "instrument",
    "effect",
    "korea",
    "confidence",
    "source",
]
CONDITION_COLUMNS = ["name", "kind", "presumed", "until", "note", "question"]
COMPUTED = (
    "claim:",
    "column1<",
    "column1>=",
    "general<",
    "general>=",
)  # needs that no flag settles
HIGHEST_RATE = 5.0  # the steepest of the law is 200 percent
COLUMN2 = frozenset({"BLR", "CUB", "PRK", "RUS"})  # general note 3(b)


class _Lists(Mapping[str, frozenset[str]]):
    """Prefixes by name of list, read when first asked for."""

    def __init__(self, folder: Traversable) -> None:
        self._folder = folder
        self._held: dict[str, frozenset[str]] = {}

    def __getitem__(self, name: str) -> frozenset[str]:
        if name not in self._held:
            text = (self._folder / f"{name}.txt").read_text(encoding="utf-8")
            body = (line for line in text.splitlines() if not line.startswith("#"))
            self._held[name] = frozenset(code for line in body for code in line.split())
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return (item.name[:-4] for item in self._folder.iterdir() if item.name.endswith(".txt"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def load_law() -> Law:
    """Return the packaged law."""
    return read_law(files("bongsu.systems.tariffs") / "law")


def read_law(folder: Traversable) -> Law:
    """Read and check a folder of law.

    Raises
    ------
    BadFile, Faults
        If a file does not keep to its columns and values.
    """
    groups = _groups(folder / "groups.csv")
    conditions = {
        one.name: one for one in _table(folder / "conditions.csv", _condition, CONDITION_COLUMNS)
    }
    lists = _Lists(folder / "lists")
    measures: list[Measure] = []
    for file in sorted((folder / "measures").iterdir(), key=lambda item: item.name):
        if file.name.endswith(".csv"):
            measures += _table(file, lambda row: measure_of(row, groups), MEASURE_COLUMNS)
    law = Law(
        measures=tuple(measures),
        events=tuple(_table(folder / "events.csv", _event, EVENT_COLUMNS)),
        conditions=conditions,
        lists=lists,
    )
    _check_names(law)
    return law


def _table(
    file: Traversable, make: Callable[[dict[str, str]], Any], columns: list[str]
) -> list[Any]:
    with file.open("r", encoding="utf-8") as stream:
        reader = csv.DictReader(stream, restkey="", restval="")
        if list(reader.fieldnames or ()) != columns:
            raise BadFile(
                f"has the columns {', '.join(reader.fieldnames or ())}",
                where=file.name,
                mend=f"give it {', '.join(columns)}",
            )
        made, faults = [], []
        for row in reader:
            try:
                made.append(make(row))
            except BongsuError as fault:
                faults.append(
                    type(fault)(
                        fault.what,
                        where=f"{file.name}, line {reader.line_num}: {fault.where}",
                        mend=fault.mend,
                    )
                )
    report(faults, where=file.name)
    return made


@cache
def country_groups() -> Mapping[str, frozenset[str]]:
    """Return the groups of countries that the law may name with ``@``."""
    return _groups(files("bongsu.systems.tariffs") / "law" / "groups.csv")


def _groups(file: Traversable) -> dict[str, frozenset[str]]:
    with file.open("r", encoding="utf-8") as stream:
        named = {row["name"]: frozenset(row["members"].split()) for row in csv.DictReader(stream)}
    eu = frozenset(one.iso3 for one in origins().values() if "eu" in one.groups)
    return named | {"EU": eu, "column2": COLUMN2}


def measure_of(row: Mapping[str, Any], groups: Mapping[str, frozenset[str]]) -> Measure:
    """Read one measure from the texts of its columns; what is left out takes its default.

    Raises
    ------
    BadFile
        If a value is none that the column can have.
    """
    where = str(row.get("id", "measure"))[:100]
    get = {name: str(row.get(name) or "").strip() for name in MEASURE_COLUMNS}
    if not get["id"] or not get["start"]:
        raise BadFile("lacks an id or a first day", where=where, mend="give `id` and `start`")
    start = day_of(get["start"], "start", where)
    published = day_of(get["published"], "published", where) if get["published"] else start
    end = day_of(get["end"], "end", where) if get["end"] else FOREVER
    return Measure(
        id=get["id"],
        heading=get["heading"],
        authority=_one_of(get["authority"], AUTHORITIES, "authority", where),
        operation=_one_of(get["operation"] or "add", OPERATIONS, "operation", where),
        rate=_share(get["rate"] or "0", f"{where}, rate"),
        basis=_one_of(get["basis"] or "full", BASES, "basis", where),
        products=_products(get["products"], f"{where}, products"),
        not_products=_products(get["not_products"], f"{where}, not_products"),
        origins=origins_of(get["origins"], groups, f"{where}, origins"),
        not_origins=origins_of(get["not_origins"], groups, f"{where}, not_origins"),
        needs=_parts(get["needs"]),
        excepts=_parts(get["excepts"]),
        group=get["group"],
        covers=_yes(get["covers"], default=False, where=where),
        column2=_yes(get["column2"], default=True, where=where),
        start=start,
        end=end,
        published=published,
        end_published=day_of(get["end_published"], "end_published", where)
        if get["end_published"]
        else published,
        confidence=_one_of(get["confidence"] or "A", ("A", "B", "C"), "confidence", where),
        source=get["source"],
        quote=get["quote"],
    )


def _event(row: dict[str, str]) -> Event:
    where = row["id"]
    return Event(
        id=row["id"],
        kind=row["kind"],
        day=day_of(row["day"], "day", where),
        does=_one_of(row["does"], ("none", "end", "suspend"), "does", where),
        targets=_parts(row["targets"]),
        scope=_one_of(row["scope"], ("all", "plaintiffs"), "scope", where),
        effective=day_of(row["effective"], "effective", where) if row["effective"] else None,
        until=day_of(row["until"], "until", where) if row["until"] else FOREVER,
        published=day_of(row["published"], "published", where),
        authority=row["authority"],
        instrument=row["instrument"],
        effect=row["effect"],
        korea=row["korea"],
        confidence=_one_of(row["confidence"], ("A", "B", "C"), "confidence", where),
        source=row["source"],
    )


def _condition(row: dict[str, str]) -> Condition:
    where = row["name"]
    return Condition(
        name=row["name"],
        kind=_one_of(row["kind"], ("open", "claimed"), "kind", where),
        presumed=_yes(row["presumed"], default=False, where=where),
        until=day_of(row["until"], "until", where) if row["until"] else FOREVER,
        note=row["note"],
        question=row["question"],
    )


def _check_names(law: Law) -> None:
    """Every list, condition and name that the law speaks of is there, and none stands twice."""
    faults: list[BongsuError] = []
    seen: set[str] = set()
    lists = set(law.lists)
    for measure in law.measures:
        if measure.id in seen:
            faults.append(
                BadFile(f"{measure.id!r} stands twice", where="measures", mend="rename one")
            )
        seen.add(measure.id)
        faults += unknown_lists(measure, lists, measure.id)
        faults += unknown_needs(measure, law.conditions, measure.id)
    report(faults, where="the law of tariffs")


def unknown_lists(measure: Measure, lists: Collection[str], where: str) -> list[BongsuError]:
    """Return a fault for each list of products that there is not."""
    named = {item[1:] for item in (*measure.products, *measure.not_products) if item[0] == "@"}
    return [
        _unknown("list", name, f"{where}, products", lists)
        for name in sorted(named)
        if name not in lists
    ]


def unknown_needs(
    measure: Measure, conditions: Mapping[str, Condition], where: str
) -> list[BongsuError]:
    """Return a fault for each need that is neither computed nor a condition."""
    bare = [need.removeprefix("!").partition("?")[0] for need in measure.needs]
    return [
        _unknown("condition", need, f"{where}, needs", conditions)
        for need in bare
        if need != "covered" and not need.startswith(COMPUTED) and need not in conditions
    ]


def _unknown(kind: str, name: str, where: str, known: Any) -> BadFile:
    return BadFile(
        f"there is no {kind} {name[:100]!r}", where=where, mend=did_you_mean(name[:100], known)
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in text.split(";")) if part)


def _products(text: str, where: str) -> tuple[str, ...]:
    found = _parts(text)
    for item in found:
        if item[0] != "@" and not (item.isdecimal() and item.isascii() and 2 <= len(item) <= 10):
            raise BadFile(
                f"{item[:40]!r} is no prefix of the schedule",
                where=where,
                mend="give 2 to 10 digits, or @LIST",
            )
    return found


def origins_of(text: str, groups: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    """Read countries and ``@groups``, parted by semicolons."""
    found: set[str] = set()
    known = {one.iso3 for one in origins().values()}
    for item in _parts(text):
        if item[0] == "@":
            if item[1:] not in groups:
                raise _unknown("group of countries", item[1:], where, groups)
            found |= groups[item[1:]]
        elif item in known:
            found.add(item)
        else:
            raise BadFile(f"{item[:40]!r} is no country", where=where, mend=_as_iso3(item))
    return frozenset(found)


def _as_iso3(text: str) -> str:
    """Return how a country is written that is told by its name or another code."""
    try:
        return f"write {find_origin(text).iso3}"
    except UnknownName:
        return "give ISO 3166 alpha-3, or @GROUP"


def _one_of(text: str, allowed: tuple[Any, ...], column: str, where: str) -> Any:
    if text not in allowed:
        raise BadFile(
            f"{text[:40]!r} is no {column}", where=where, mend=f"one of {', '.join(allowed)}"
        )
    return text


def day_of(text: str, column: str, where: str) -> date:
    """Read a day, written 2025-04-05."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadFile(
            f"{text[:40]!r} is no day", where=f"{where}, {column}", mend="write 2025-04-05"
        ) from None


def _share(text: str, where: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= HIGHEST_RATE:
        raise BadFile(
            f"{text[:40]!r} is no rate",
            where=where,
            mend="give a share of value, 0.15 for 15 percent",
        )
    return value


def _yes(text: str, *, default: bool, where: str) -> bool:
    if text in {"", "yes", "no"}:
        return default if text == "" else text == "yes"
    raise BadFile(f"{text[:40]!r} is neither yes nor no", where=where, mend="write yes or no")
