"""Where numbers come from: runs, variables, parameters, tables, and what leans on judgement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bongsu.brief.facts import Tables, Value
from bongsu.results import Results, Trace

Place = tuple[str, str]  # role of a run, name of a variable
_TITLE = re.compile(r"[,;:] (?![^()]*\))")  # what follows is the title, unless in brackets
_LABELS = {"known_from": "known from", "sha256": "SHA-256", "address": "address"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What went into a run, and on whose word."""

    name: str
    title: str
    unit: str
    roles: tuple[str, ...]  # of the runs that it went into in this way
    lines: tuple[tuple[str, str], ...]  # label, text: sources, dates, licences
    elicited: bool
    leaning: tuple[str, ...]  # keys of facts that rest on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A variable of a run, with the block that made it."""

    role: str
    name: str
    title: str
    unit: str
    maker: str
    inputs: tuple[str, ...]
    parameters: tuple[str, ...]  # all that it rests on, however far away


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRecord:
    """A table of the catalogue."""

    name: str
    lines: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Provenance:
    """All of it, for one page."""

    computed: dict[Place, Computed] = field(default_factory=dict)
    parameters: list[Parameter] = field(default_factory=list)
    tables: list[TableRecord] = field(default_factory=list)


def gather(
    runs: Mapping[str, Results],
    values: Sequence[Value],
    figures: Iterable[tuple[Place, ...]],
    named: Iterable[str],
    tables: Tables,
) -> Provenance:
    """Collect what every fact and figure of a page rests on.

    Parameters
    ----------
    runs : mapping of str to Results
        By role.
    values : sequence of Value
        The page's facts.
    figures : iterable of places
        What each figure rests on.
    named : iterable of str
        Tables of the catalogue that the page quotes.
    tables : Tables
        The catalogue.
    """
    places = {place for value in values for place in value.rests_on}
    places |= {place for figure in figures for place in figure}
    found = Provenance()
    for role, name in sorted(places):
        _walk(role, runs[role].trace(name), runs[role], found.computed)
    leaning = _leaning(values, found.computed)
    found.parameters = _parameters(runs, found.computed, leaning)
    found.tables = [_table(name, tables) for name in sorted(set(named))]
    return found


def _walk(role: str, top: Trace, run: Results, computed: dict[Place, Computed]) -> None:
    for tree in _nodes(top):
        node = tree.node
        if node.maker is None or (role, node.name) in computed:
            continue
        below = run.trace(node.name)
        rests = {t.name for t in _nodes(below) if t.node.maker is None}
        computed[role, node.name] = Computed(
            role=role,
            name=node.name,
            title=node.title,
            unit=node.unit,
            maker=node.maker,
            inputs=node.inputs,
            parameters=tuple(sorted(rests)),
        )


def _nodes(tree: Trace) -> Iterator[Trace]:
    yield tree
    for below in tree.inputs:
        yield from _nodes(below)


def _leaning(
    values: Sequence[Value], computed: Mapping[Place, Computed]
) -> dict[tuple[str, str], list[str]]:
    """Return by role and parameter the facts that rest on it."""
    leaning: dict[tuple[str, str], list[str]] = {}
    for value in values:
        for role, name in value.rests_on:
            made = computed.get((role, name))
            for parameter in made.parameters if made else (name,):
                leaning.setdefault((role, parameter), []).append(value.key)
    return leaning


def _parameters(
    runs: Mapping[str, Results],
    computed: Mapping[Place, Computed],
    leaning: Mapping[tuple[str, str], list[str]],
) -> list[Parameter]:
    """Return the parameters by name; those alike in several runs stand once."""
    names = {(made.role, name) for made in computed.values() for name in made.parameters}
    names |= set(leaning)
    alike: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for role, name in sorted(names):
        node = runs[role].lineage[name]
        lines = tuple(dict.fromkeys(flattened(node.origin)))
        alike.setdefault((name, lines), []).append(role)
    found = []
    for (name, lines), roles in alike.items():
        node = runs[roles[0]].lineage[name]
        facts = [key for role in roles for key in leaning.get((role, name), ())]
        found.append(
            Parameter(
                name=name,
                title=node.title,
                unit=node.unit,
                roles=tuple(roles),
                lines=lines,
                elicited=any(is_elicited(runs[role].lineage[name].origin) for role in roles),
                leaning=tuple(dict.fromkeys(facts)),
            )
        )
    return sorted(found, key=lambda parameter: parameter.name)


def is_elicited(content: Any) -> bool:
    """Whether an origin says anywhere that somebody judged a value rather than measured it."""
    if isinstance(content, Mapping):
        return any(
            (key == "elicited" and bool(value)) or is_elicited(value)
            for key, value in content.items()
        )
    return isinstance(content, list | tuple) and any(is_elicited(part) for part in content)


def flattened(content: Any, label: str = "") -> Iterator[tuple[str, str]]:
    """Yield an origin as pairs of label and text, leaving out what is empty.

    Examples
    --------
    >>> list(flattened({"unit": "share", "sources": [{"citation": "UN (2024)"}], "note": None}))
    [('unit', 'share'), ('sources, citation', 'UN (2024)')]
    """
    if isinstance(content, Mapping):
        for key, value in content.items():
            name = _LABELS.get(str(key), str(key).replace("_", " "))
            yield from flattened(value, f"{label}, {name}" if label else name)
    elif isinstance(content, list | tuple):
        if content and all(isinstance(part, str | int | float) for part in content):
            yield label, ", ".join(str(part) for part in content)
        else:
            for part in content:
                yield from flattened(part, label)
    elif content is not None and content != "":
        yield label, str(content)


def _table(name: str, tables: Tables) -> TableRecord:
    info = tables.info(name)
    labelled = (
        ("title", info.title),
        ("producer", info.producer),
        ("citation", info.citation),
        ("address", info.address),
        ("licence", info.licence),
        ("vintage", info.vintage),
        ("known from", info.known_from),
        ("SHA-256", info.sha256),
    )
    lines = tuple((label, str(text)) for label, text in labelled if text)
    return TableRecord(name=name, lines=lines)


def citations(
    runs: Mapping[str, Results], places: Iterable[Place], named: Iterable[str], tables: Tables
) -> list[str]:
    """Return the short names of the sources that numbers rest on, for a source line."""
    found: dict[str, None] = {}
    for name in named:
        found[_short(tables.info(name).citation)] = None
    for role, name in places:
        for tree in _nodes(runs[role].trace(name)):
            for citation in _cited(tree.node.origin):
                found[_short(citation)] = None
    return list(found)


def _cited(content: Any) -> Iterator[str]:
    """Yield the sources that an origin names; what was judged has none."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            if key in {"citation", "source"} and isinstance(value, str) and value:
                yield value
            else:
                yield from _cited(value)
    elif isinstance(content, list | tuple):
        for part in content:
            yield from _cited(part)


def _short(citation: str) -> str:
    """Return a citation up to its first title: who and when.

    Examples
    --------
    >>> _short("Bank of Korea (2024), Monetary Policy Report")
    'Bank of Korea (2024)'
    >>> _short("National Pension Act, article 89 (due on the tenth of the next month)")
    'National Pension Act'
    """
    return _TITLE.split(citation, maxsplit=1)[0][:90]
