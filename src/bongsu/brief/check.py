"""The checker: no digit on a page that no fact or declared constant accounts for.

It reads the page as a reader gets it, and holds every text with a digit against the accounts that
the page carries: an element that shows a fact must show what the fact says, a drawing only texts
that its data gave it, a table its own cells. What stands elsewhere and has a digit is a finding.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from bongsu.brief.accounts import squeezed
from bongsu.errors import Untraced

ISLAND = "accounts"  # id of the data block
KEYED = {"data-fact": "facts", "data-constant": "constants", "data-record": "records"}
_SPOKEN = ("aria-label", "alt", "title", "placeholder", "aria-description", "data-note")
_UNSEEN = {"script", "style", "template", "noscript"}
_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
_CELLS = {"td", "th"}
_ASCII_DIGIT = re.compile("[0-9]")


@dataclass(frozen=True, slots=True)
class Finding:
    """A text with a digit that nothing accounts for."""

    text: str
    why: str
    line: int

    def __str__(self) -> str:
        return f"line {self.line}: `{self.text[:80]}` {self.why}"


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str]
    line: int
    parent: _Element | None
    texts: list[tuple[str, int]] = field(default_factory=list)  # its own, not its children's
    children: list[_Element] = field(default_factory=list)
    order: list[str | _Element] = field(default_factory=list)

    def text(self) -> str:
        """Return all that it shows, in order."""
        return "".join(p if isinstance(p, str) else p.text() for p in self.order)

    def walk(self) -> Iterator[_Element]:
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def holder(self, *attributes: str) -> _Element | None:
        """Return the nearest element, itself included, that has one of the attributes."""
        element: _Element | None = self
        while element is not None:
            if any(name in element.attributes for name in attributes):
                return element
            element = element.parent
        return None


class _Reader(HTMLParser):
    """Builds the elements of a page; what a browser does not show is kept apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("", {}, 0, None)
        self.current = self.root
        self.island = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        element = _Element(tag, attributes, self.getpos()[0], self.current)
        self.current.children.append(element)
        self.current.order.append(element)
        if tag not in _VOID:
            self.current = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        element: _Element | None = self.current
        while element is not None and element.tag != tag:
            element = element.parent
        if element is not None and element.parent is not None:
            self.current = element.parent

    def handle_data(self, data: str) -> None:
        if self.current.tag == "script" and self.current.attributes.get("id") == ISLAND:
            self.island += data
        elif self.current.tag not in _UNSEEN:
            self.current.texts.append((data, self.getpos()[0]))
            self.current.order.append(data)


def check_page(html: str) -> None:
    """Refuse a page with a number that no fact or declared constant accounts for.

    Parameters
    ----------
    html : str
        A whole page as `write_brief` makes it.

    Raises
    ------
    Untraced
        With every text that nothing accounts for, and the line it stands on.
    """
    found = untraced(html)
    if found:
        listing = "\n".join(str(finding) for finding in found[:20])
        more = f"\nand {len(found) - 20} more" if len(found) > 20 else ""
        raise Untraced(
            f"{len(found)} texts with digits that nothing accounts for\n{listing}{more}",
            where="the page",
            mend="name a fact for each number, or declare it as a constant of its section",
        )


def untraced(html: str) -> list[Finding]:
    """Return every text of a page with a digit that its accounts do not cover."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    accounts = _accounts(reader.island)
    if accounts is None:
        return [Finding("", "the page carries no accounts to check it by", 0)]
    found: list[Finding] = []
    for element in reader.root.walk():
        found += _element(element, accounts)
    found += _cards(reader.root)
    return found


def has_digit(text: str) -> bool:
    """Whether a text has a digit, a fraction or a numeral of any script.

    Examples
    --------
    >>> has_digit("ten"), has_digit("½"), has_digit("１０")
    (False, True, True)
    """
    if text.isascii():
        return _ASCII_DIGIT.search(text) is not None
    return any(unicodedata.category(letter) in {"Nd", "No", "Nl"} for letter in text)


def _accounts(island: str) -> Mapping[str, Any] | None:
    try:
        content = json.loads(island)
    except json.JSONDecodeError:
        return None
    return content if isinstance(content, dict) else None


def _element(element: _Element, accounts: Mapping[str, Any]) -> Iterator[Finding]:
    yield from _attributes(element, accounts)
    for attribute, account in KEYED.items():
        if attribute in element.attributes:
            yield from _keyed(element, attribute, accounts.get(account, {}))
    if "data-table" in element.attributes:
        yield from _table(element, accounts.get("tables", {}))
    for text, line in element.texts:
        if has_digit(text) and element.holder(*KEYED, "data-table") is None:
            yield from _drawn(element, text, line, accounts.get("figures", {}))


def _keyed(element: _Element, attribute: str, account: Mapping[str, str]) -> Iterator[Finding]:
    """Hold an element's whole text against what its key stands for."""
    key, shown = element.attributes[attribute], squeezed(element.text())
    if key not in account:
        yield Finding(shown, f"has the unknown {attribute} `{key}`", element.line)
    elif shown != squeezed(str(account[key])):
        yield Finding(shown, f"is not what {attribute} `{key}` says: {account[key]}", element.line)


def _drawn(
    element: _Element, text: str, line: int, figures: Mapping[str, list[str]]
) -> Iterator[Finding]:
    holder = element.holder("data-figure")
    if holder is None:
        yield Finding(squeezed(text), "is accounted for by no fact or constant", line)
    elif squeezed(text) not in {
        squeezed(t) for t in figures.get(holder.attributes["data-figure"], ())
    }:
        yield Finding(squeezed(text), "is no text of this figure's data", line)


def _table(table: _Element, tables: Mapping[str, list[list[str]]]) -> Iterator[Finding]:
    """Hold a table against its cells, row by row, head included."""
    key = table.attributes["data-table"]
    rows = [
        [squeezed(cell.text()) for cell in row.children if cell.tag in _CELLS]
        for row in table.walk()
        if row.tag == "tr"
    ]
    wanted = [[squeezed(cell) for cell in row] for row in tables.get(key, [])]
    caption = [child for child in table.children if child.tag == "caption"]
    outside = [text for text, _ in table.texts if has_digit(text)]
    for row, cells in enumerate(rows):
        if row >= len(wanted) or cells != wanted[row]:
            yield Finding(" | ".join(cells), f"is not row {row} of table `{key}`", table.line)
    if len(rows) < len(wanted):
        yield Finding(key, "lacks rows of its table", table.line)
    for text in [*outside, *(child.text() for child in caption)]:
        if has_digit(text):
            yield Finding(squeezed(text), f"stands in table `{key}` outside its cells", table.line)


def _attributes(element: _Element, accounts: Mapping[str, Any]) -> Iterator[Finding]:
    """Hold what is spoken or shown on hover against the accounts."""
    for name in _SPOKEN:
        text = squeezed(element.attributes.get(name, ""))
        if has_digit(text) and text not in accounts.get("spoken", ()):
            yield Finding(text, f"is spoken by `{name}` and accounted for by nothing", element.line)


def _cards(root: _Element) -> Iterator[Finding]:
    """Every fact must have its card on the page."""
    ids = {element.attributes.get("id", "") for element in root.walk()}
    for element in root.walk():
        key = element.attributes.get("data-fact")
        if key is not None and f"fact-{key}" not in ids:
            yield Finding(key, "is a fact without a card that traces it", element.line)
