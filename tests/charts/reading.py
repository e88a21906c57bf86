"""Read a drawing back: the texts and marks of its SVG, the data of its spec."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
_SHIFT = re.compile(r"translate\(([-\d.e]+)(?:,([-\d.e]+))?\)")


@dataclass(frozen=True)
class Text:
    words: str
    x: float
    y: float
    anchor: str
    size: float


def root(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[Text]:
    """Return every text with its place on the canvas."""
    found: list[Text] = []
    _walk(root(svg), 0.0, 0.0, found)
    return found


def _walk(node, x, y, found) -> None:
    if moved := _SHIFT.search(node.get("transform", "")):
        x, y = x + float(moved[1]), y + float(moved[2] or 0)
    if node.tag == f"{SVG}text" and (node.text or "").strip():
        size = float(node.get("font-size", "12px").removesuffix("px"))
        found.append(Text(node.text, x, y, node.get("text-anchor", "start"), size))
    for child in node:
        _walk(child, x, y, found)


def words(svg: str) -> list[str]:
    return [text.words for text in texts(svg)]


def canvas(svg: str) -> tuple[float, float]:
    top = root(svg)
    return float(top.get("width", "nan")), float(top.get("height", "nan"))


def paths(svg: str, kind: str) -> list[str]:
    """Return the outlines of the marks of a kind, such as `line` or `area`."""
    found = []
    for group in root(svg).iter(f"{SVG}g"):
        if f"mark-{kind} " in f"{group.get('class', '')} " and "role-mark" in group.get(
            "class", ""
        ):
            found += [path.get("d", "") for path in group.findall(f"{SVG}path")]
    return found


def enclosed(spec: dict[str, Any]) -> bool:
    """Whether every number that is drawn lies within the domain of its scale."""
    return all(
        low <= value <= high
        for layer in spec["layer"]
        for channel, (low, high) in _domains(layer)
        for row in layer.get("data", spec.get("data"))["values"]
        for field in (channel, f"{channel}2")
        if (value := row.get(field)) is not None and not math.isnan(value)
    )


def _domains(layer: dict[str, Any]):
    for channel in ("x", "y"):
        scale = layer.get("encoding", {}).get(channel, {}).get("scale")
        if scale:
            yield channel, sorted(scale["domain"])


def clash(one: Text, other: Text) -> bool:
    """Whether two texts lie on each other; letters are taken to be at least 0.4 em wide."""
    return (
        abs(one.y - other.y) < 0.75 * min(one.size, other.size)
        and _left(one) < _left(other) + _width(other) - 1
        and _left(other) < _left(one) + _width(one) - 1
    )


def _width(text: Text) -> float:
    return 0.42 * text.size * len(text.words)


def _left(text: Text) -> float:
    return text.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[text.anchor] * _width(text)


def inside(text: Text, size: tuple[float, float]) -> bool:
    left = _left(text)
    return left >= -1 and left + _width(text) <= size[0] + 1 and 0 <= text.y <= size[1]
