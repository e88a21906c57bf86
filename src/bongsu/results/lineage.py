"""Where a number comes from: variable, block, inputs, parameter, source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bongsu.errors import UnknownName, did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One variable in the lineage of a run."""

    name: str  # full name
    title: str
    unit: str
    maker: str | None = None  # "module:function" of the block; None for a parameter
    version: int | None = None  # declared version of the block
    inputs: tuple[str, ...] = ()
    # What a parameter rests on: sources, tables, assumptions, elicitation; plain JSON values.
    origin: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values; `Node.from_dict` reads them."""
        return {
            "name": self.name,
            "title": self.title,
            "unit": self.unit,
            "maker": self.maker,
            "version": self.version,
            "inputs": list(self.inputs),
            "origin": dict(self.origin),
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> Node:
        """Build a node from what `to_dict` returned."""
        return cls(**{**content, "inputs": tuple(content["inputs"])})


Lineage = Mapping[str, Node]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A result and all that it rests on, as a tree down to parameters and their sources.

    A variable is opened where it is met first; further down it stands with ``shown_above``.
    """

    node: Node
    inputs: tuple[Trace, ...] = ()
    shown_above: bool = False

    @property
    def name(self) -> str:
        """Full name of the variable."""
        return self.node.name

    def to_dict(self) -> dict[str, Any]:
        """Return plain JSON values, nested as the tree is."""
        if self.shown_above:
            return {"name": self.name, "shown_above": True}
        content = self.node.to_dict()
        return {**content, "inputs": [below.to_dict() for below in self.inputs]}

    def text(self) -> str:
        """Return the tree as indented lines; a source is told in full where it is met first."""
        return "\n".join(_lines(self, 0, set()))


def _lines(tree: Trace, depth: int, told: set[str]) -> Iterator[str]:
    pad = "  " * depth
    if tree.shown_above:
        yield f"{pad}{tree.name} (shown above)"
        return
    node = tree.node
    yield f"{pad}{node.name} [{node.unit}] {node.title} <- {node.maker or 'parameter'}"
    yield from (f"{pad}  | {line}" for line in _facts(_once(node.origin, told)))
    for below in tree.inputs:
        yield from _lines(below, depth + 1, told)


def _once(origin: Mapping[str, Any], told: set[str]) -> Mapping[str, Any]:
    """Return an origin in which sources that were told before stand by their name alone."""
    sources = []
    for source in origin.get("sources", ()):
        name = str(source.get("table") or source.get("citation"))
        sources.append({"source": f"{name} (shown above)"} if name in told else source)
        told.add(name)
    return {**origin, "sources": sources} if sources else origin


def trace(lineage: Lineage, name: str) -> Trace:
    """Return the tree of what a variable rests on.

    Raises
    ------
    UnknownName
        If the run has no such variable.
    """
    if name not in lineage:
        raise UnknownName(
            f"`{name}` is no variable of this run",
            where="trace",
            mend=did_you_mean(name, lineage),
        )
    return _walk(lineage, name, set())


def _walk(lineage: Lineage, name: str, seen: set[str]) -> Trace:
    node = lineage[name]
    if name in seen:  # also ends a circle that a lag cuts
        return Trace(node=node, shown_above=True)
    seen.add(name)
    return Trace(node=node, inputs=tuple(_walk(lineage, below, seen) for below in node.inputs))


def _facts(content: Any, label: str = "") -> Iterator[str]:
    """Flatten an origin into lines ``label: value``, leaving out what is empty."""
    if isinstance(content, Mapping):
        for key, value in content.items():
            yield from _facts(value, f"{label}.{key}" if label else str(key))
    elif isinstance(content, list | tuple):
        if all(isinstance(value, str | int | float) for value in content):
            if content:
                yield f"{label}: {', '.join(map(str, content))}"
            return
        for value in content:
            yield from _facts(value, label)
    elif content is not None and content != "":
        yield f"{label}: {content}"
