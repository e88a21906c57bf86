"""A tree of an HTML source in which every text knows its place; each step looks ahead only once.

Libraries that read HTML give no offsets. This reader keeps them, asks for little (elements,
attributes, text) and mends what browsers mend: tags left open, closed twice or out of order.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bongsu.errors import BadFile
from bongsu.patterns import regex
from bongsu.yaml_files import load_yaml

DEPTH = 200  # of nested elements; deeper ones count as transparent, as in browsers
ELEMENTS = 2_000_000
_NAME = regex(r"</?([A-Za-z][^\s/>]*)")
_ATTRIBUTE = regex(r"""[\s/]*([^\s=>/]+)(?:\s*=\s*("[^"]*"?|'[^']*'?|[^\s>]*))?""")
_ENTITY = regex(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,30};?)")
_REST = regex(r"[\s/]*")
_ELEMENTS = load_yaml(Path(__file__).parent / "tables" / "html_elements.yaml")
VOID, _RAW, BLOCKS, NEVER_TEXT, FURNITURE_ROLES = (
    frozenset[str](_ELEMENTS[kind])
    for kind in ("void", "raw", "blocks", "never_text", "furniture_roles")
)
_ENTITIES_IN = frozenset(("title", "textarea"))
_CLOSES_P = BLOCKS - {"html", "body", "td", "th", "tr", "tbody", "thead", "tfoot", "caption"}
_WALLS = frozenset(("td", "th", "caption", "table", "html", "body"))
_TABLE_PARTS = frozenset(
    ("table", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "html", "body")
)
_ENDED_BY = {  # an element left open, ended by the start of one of these
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option", "optgroup")),
    "td": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot")),
    "th": frozenset(("td", "th", "tr", "tbody", "thead", "tfoot")),
    "caption": frozenset(("tr", "tbody", "thead", "tfoot", "td", "th", "col", "colgroup")),
    "tr": frozenset(("tr", "tbody", "thead", "tfoot")),
    "thead": frozenset(("tbody", "thead", "tfoot")),
    "tbody": frozenset(("tbody", "thead", "tfoot")),
    "tfoot": frozenset(("tbody", "thead", "tfoot")),
}
_STARTERS = frozenset(tag for tags in _ENDED_BY.values() for tag in tags)
_STOPS = {  # how far up the search for an element left open goes
    "li": frozenset(("ul", "ol", "menu", "dir", "td", "th", "table")),
    "dt": frozenset(("dl", "td", "th", "table")),
    "dd": frozenset(("dl", "td", "th", "table")),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of the source that is text; entities stand for characters unless it is raw."""

    start: int
    end: int
    raw: bool = False


@dataclass(slots=True, eq=False)
class Element:
    """An element with its attributes and what it holds."""

    tag: str
    attributes: dict[str, str]
    start: int  # of its start tag
    children: list[Element | Text] = field(default_factory=list)
    end: int = 0  # after its end tag

    def elements(self) -> Iterator[Element]:
        """Yield all elements below this one, in order."""
        stack = [iter(self.children)]
        while stack:
            for child in stack[-1]:
                if isinstance(child, Element):
                    yield child
                    stack.append(iter(child.children))
                    break
            else:
                stack.pop()

    def words(self, source: str) -> str:
        """Return all text within, entities read and white space collapsed."""
        parts: list[str] = []
        stack: list[Element | Text] = [self]
        while stack:
            node = stack.pop()
            if isinstance(node, Text):
                part = source[node.start : node.end]
                parts.append(part if node.raw else unescape(part))
            else:
                stack.extend(reversed(node.children))
        return " ".join("".join(parts).split())


def entities(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield each entity in a stretch as what it stands for, and where it stands.

    Names and numbers that stand for nothing are text, and are not yielded.
    """
    if source.find("&", start, end) < 0:
        return
    for found in _ENTITY.finditer(source, start, end):
        meant = html.unescape(found.group())
        if meant and meant != found.group():
            yield meant, found.start(), found.end()


def unescape(text: str) -> str:
    """Return a text with its entities read."""
    if "&" not in text:
        return text
    return _ENTITY.sub(lambda found: html.unescape(found.group()), text)


def parse(source: str) -> Element:
    """Return the root of a source's tree.

    Raises
    ------
    BadFile
        If there are more than two million elements; any other text is HTML.
    """
    return _Parser(source).root


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.root = Element("", {}, 0, end=len(source))
        self.open = [self.root]
        self.too_deep: Counter[str] = Counter()
        self.elements = 0
        self._run()

    def _run(self) -> None:
        source, at, size = self.source, 0, len(self.source)
        while at < size:
            tag = source.find("<", at)
            if tag < 0:
                tag = size
            self._text(at, tag)
            at = self._markup(tag) if tag < size else size
        for element in self.open[1:]:
            element.end = size

    def _text(self, start: int, end: int, *, raw: bool = False) -> None:
        if start < end:
            self.open[-1].children.append(Text(start, end, raw))

    def _markup(self, at: int) -> int:
        """Read what begins with the "<" at a position; return where reading goes on."""
        source = self.source
        if source.startswith("<!--", at):
            return self._after("-->", at + 4)
        if source.startswith("<![CDATA[", at):
            end = self._after("]]>", at)
            self._text(at + 9, end - 3, raw=True)
            return end
        if source.startswith(("<!", "<?"), at):
            return self._after(">", at)
        name = _NAME.match(source, at)
        if name is None:
            self._text(at, at + 1)
            return at + 1
        tag = name.group(1).lower()
        attributes, end = self._attributes(name.end())
        if source[at + 1] == "/":
            self._close(tag, end)
            return end
        self._begin(tag, attributes, at, end)
        return self._raw(tag, end) if tag in _RAW else end

    def _after(self, mark: str, at: int) -> int:
        found = self.source.find(mark, at)
        return len(self.source) if found < 0 else found + len(mark)

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        source, size = self.source, len(self.source)
        found: dict[str, str] = {}
        while True:
            at = _REST.match(source, at).end()  # type: ignore[union-attr]  # it may be empty
            if at >= size:
                return found, size
            if source[at] == ">":
                return found, at + 1
            one = _ATTRIBUTE.match(source, at)
            if one is None:  # a stray "="
                at += 1
                continue
            value = one.group(2) or ""
            if value[:1] in ('"', "'"):
                value = value[1:-1] if len(value) > 1 and value[-1] == value[0] else value[1:]
            found.setdefault(one.group(1).lower(), unescape(value))
            at = one.end()

    def _raw(self, tag: str, at: int) -> int:
        end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(self.source, at)
        stop = end.start() if end else len(self.source)
        self._text(at, stop, raw=tag not in _ENTITIES_IN)
        return stop

    def _begin(self, tag: str, attributes: dict[str, str], at: int, end: int) -> None:
        if tag in _CLOSES_P:
            self._close_left_open("p", _WALLS)
        if tag in _STARTERS:
            for left_open, starters in _ENDED_BY.items():
                if tag in starters:
                    self._close_left_open(left_open, _STOPS.get(left_open, frozenset(("table",))))
        element = Element(tag, attributes, at, end=end)
        self.elements += 1
        if self.elements > ELEMENTS:
            raise BadFile(
                f"the page has more than {ELEMENTS:,} elements",
                where=f"character {at:,}",
                mend="split the page into several files",
            )
        if tag in VOID:
            self.open[-1].children.append(element)
        elif len(self.open) > DEPTH:
            self.too_deep[tag] += 1
        else:
            self.open[-1].children.append(element)
            self.open.append(element)

    def _close_left_open(self, tag: str, stops: frozenset[str]) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            here = self.open[depth]
            if here.tag == tag:
                self._cut(depth, here.end)
                return
            if here.tag in stops:
                return

    def _close(self, tag: str, end: int) -> None:
        if self.too_deep[tag]:
            self.too_deep[tag] -= 1
            return
        for depth in range(len(self.open) - 1, 0, -1):
            here = self.open[depth].tag
            if here == tag:
                self._cut(depth, end)
                return
            if here in _WALLS and tag not in _TABLE_PARTS:
                return
            if here == "table" and tag != "table":
                return

    def _cut(self, depth: int, end: int) -> None:
        for element in self.open[depth:]:
            element.end = max(element.end, end)
        del self.open[depth:]
