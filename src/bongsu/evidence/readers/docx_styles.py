"""What kind of block a Word paragraph is, by its style, its outline level and its numbering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bongsu.evidence.documents import BlockKind
from bongsu.patterns import regex

_HEADING = regex(r"(?:heading|제목|개요)\s?([1-9])", re.IGNORECASE)
_CHAIN = 12  # styles that a style may rest on
_BODY_LEVEL = 9  # outline level of body text


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A kind of block, or None for what is no part of the text (a table of contents)."""

    kind: BlockKind | None = BlockKind.PARAGRAPH
    level: int = 0
    bold: bool = False
    is_title: bool = False


def local(tag: Any) -> str:
    """Return an element's name without its namespace; "" for what is no element."""
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4_096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def value(element: Any, *path: str) -> str | None:
    """Return the ``val`` of the element that a path of local names leads to, or None."""
    for name in path:
        element = next((child for child in element if local(child.tag) == name), None)
        if element is None:
            return None
    return attribute(element, "val") or ""


def attribute(element: Any, name: str) -> str | None:
    """Return an attribute by its local name."""
    for key, text in element.attrib.items():
        if local(key) == name:
            return str(text)
    return None


def is_on(element: Any, *path: str) -> bool:
    """Tell whether a switch such as ``<w:b/>`` is there and not turned off."""
    found = value(element, *path)
    return found is not None and found.lower() not in ("0", "false", "off", "none")


class Styles:
    """The paragraph styles of a document.

    Parameters
    ----------
    root : lxml element or None
        ``styles.xml``; without one, only what paragraphs themselves say counts.
    """

    def __init__(self, root: Any | None) -> None:
        self._elements: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        for element in root if root is not None else ():
            key = attribute(element, "styleId")
            if local(element.tag) == "style" and key is not None:
                self._elements[key] = element

    def of(self, properties: Any | None) -> Style:
        """Return the style of a paragraph by its properties."""
        if properties is None:
            return Style()
        named = value(properties, "pStyle")
        style = self._named(named) if named else Style()
        if style.kind is None:
            return style
        outline = value(properties, "outlineLvl")
        if outline is not None and outline.isdecimal() and int(outline) < _BODY_LEVEL:
            return Style(kind=BlockKind.HEADING, level=int(outline) + 1, bold=style.bold)
        if style.kind is BlockKind.HEADING or value(properties, "numPr") is None:
            return style
        if value(properties, "numPr", "numId") == "0":
            return style if style.kind is not BlockKind.ITEM else Style(bold=style.bold)
        depth = value(properties, "numPr", "ilvl") or "0"
        return Style(kind=BlockKind.ITEM, level=int(depth) + 1 if depth.isdecimal() else 1)

    def _named(self, key: str) -> Style:
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, key: str) -> Style:
        """Follow the styles that a style rests on until one tells."""
        bold, here = False, key
        for _ in range(_CHAIN):
            element = self._elements.get(here)
            name = here if element is None else value(element, "name") or here
            style = _by_name(name)
            if style is None and element is not None:
                style = _by_properties(element)
            if element is not None:
                bold = bold or is_on(element, "rPr", "b")
            if style is not None:
                return Style(kind=style.kind, level=style.level, bold=bold, is_title=style.is_title)
            parent = None if element is None else value(element, "basedOn")
            if not parent:
                break
            here = parent
        return Style(bold=bold)


def _by_name(name: str) -> Style | None:
    words = name.lower().strip()
    heading = _HEADING.match(words)
    if heading:
        return Style(kind=BlockKind.HEADING, level=int(heading.group(1)))
    if words in ("title", "제목"):
        return Style(kind=BlockKind.HEADING, level=1, is_title=True)
    if words.startswith("toc"):
        return Style(kind=None)
    if words in ("caption", "캡션") or words.startswith(("footnote", "endnote")):
        return Style(kind=BlockKind.NOTE)
    if words.startswith("list") and words not in ("list paragraph", "listparagraph"):
        depth = words[-1]
        return Style(kind=BlockKind.ITEM, level=int(depth) if depth in "23456789" else 1)
    return None


def _by_properties(element: Any) -> Style | None:
    outline = value(element, "pPr", "outlineLvl")
    if outline is not None and outline.isdecimal() and int(outline) < _BODY_LEVEL:
        return Style(kind=BlockKind.HEADING, level=int(outline) + 1)
    if (value(element, "pPr", "numPr", "numId") or "0") != "0":
        return Style(kind=BlockKind.ITEM, level=1)
    return None
