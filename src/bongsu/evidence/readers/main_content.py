"""Which elements of a page are its text, and which are menus, banners and other furniture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bongsu.evidence.readers.markup import FURNITURE_ROLES, NEVER_TEXT, Element, Text
from bongsu.patterns import regex
from bongsu.yaml_files import load_yaml

_MOSTLY_LINKS = 0.6  # share of an element's characters that stand in links
_MENU_LABEL = 30  # characters; longer links are titles of what a text cites
_WORTH = 0.3  # share of a page that <main> must hold to be believed
_HALF = 0.5
_BOXES = frozenset(("header", "footer", "form", "ul", "ol", "div", "section", "p", "table"))
_PARTS = regex(r"[A-Z]?[a-z]+|[A-Z]+|\d+")


@dataclass(slots=True)
class _Weight:
    """How much an element says, and how much of it in links."""

    text: int = 0
    linked: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Main:
    """The elements that hold a page's text, in order, and those within them that do not."""

    roots: tuple[Element, ...]
    dropped: frozenset[Element]


def main_content(root: Element, source: str) -> Main:
    """Choose ``<main>``, or the articles, or the whole body; drop furniture within."""
    weights = _weights(root, source)
    body = next((node for node in root.elements() if node.tag == "body"), root)
    dropped = frozenset(_dropped(body, weights))
    said = _said(body, dropped, weights)
    roots = _roots(body, dropped, said)
    if roots != (body,):
        roots = (*_title_outside(body, roots, dropped), *roots)
    return Main(roots, dropped)


def _weights(root: Element, source: str) -> dict[Element, _Weight]:
    """Weigh every element, those deepest first."""
    order = [root, *root.elements()]
    weights = {node: _Weight() for node in order}
    for node in reversed(order):
        mine = weights[node]
        for child in node.children:
            if isinstance(child, Text):
                if node.tag not in NEVER_TEXT:
                    mine.text += len(source[child.start : child.end].strip())
            else:
                theirs = weights[child]
                mine.text += theirs.text
                mine.linked += theirs.linked
                mine.links += theirs.links
        if node.tag in NEVER_TEXT and node.tag not in ("nav", "aside"):
            mine.text = mine.linked = mine.links = 0
        elif node.tag == "a":
            mine.linked, mine.links = mine.text, 1
    return weights


def _below(node: Element, dropped: frozenset[Element]) -> Iterator[Element]:
    """Yield the elements below one that are not dropped nor within what is."""
    stack = [iter(node.children)]
    while stack:
        for child in stack[-1]:
            if isinstance(child, Element) and child not in dropped:
                yield child
                stack.append(iter(child.children))
                break
        else:
            stack.pop()


def _dropped(body: Element, weights: dict[Element, _Weight]) -> set[Element]:
    """Collect the outermost elements that are furniture."""
    dropped: set[Element] = set()
    whole = weights[body].text
    stack = [(body, False)]
    while stack:
        node, inside = stack.pop()
        for child in node.children:
            if not isinstance(child, Element):
                continue
            if _is_furniture(child, weights[child], whole, inside=inside):
                dropped.add(child)
            elif child.children:
                stack.append((child, inside or child.tag in ("main", "article")))
    return dropped


def _is_furniture(node: Element, weight: _Weight, whole: int, *, inside: bool) -> bool:
    if node.tag in NEVER_TEXT:
        return True
    if node.tag in _BOXES and _is_menu(weight):
        return True
    if weight.text >= _HALF * whole:
        return False
    if node.tag in ("header", "footer") and not inside:
        return node.tag == "footer" or not _holds_title(node)
    return node.tag == "form" or _says_so(node.attributes, weight)


def _says_so(attributes: dict[str, str], weight: _Weight) -> bool:
    """Tell whether the attributes of an element call it furniture."""
    if not attributes:
        return False
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or attributes.get("role", "").lower() in FURNITURE_ROLES
        or "display:none" in attributes.get("style", "").replace(" ", "").lower()
        or _is_named_so(attributes, weight)
    )


def _is_menu(weight: _Weight) -> bool:
    """Tell whether an element is little else than short links, two at least."""
    return (
        weight.links > 1
        and weight.linked > _MOSTLY_LINKS * weight.text
        and weight.linked < _MENU_LABEL * weight.links
    )


def _holds_title(node: Element) -> bool:
    return any(below.tag == "h1" for below in node.elements())


def _is_named_so(attributes: dict[str, str], weight: _Weight) -> bool:
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}".split()
    if not names:
        return False
    always, if_links = _furniture_words()
    linked = weight.linked > _HALF * weight.text
    for name in names:
        whole = "-".join(_PARTS.findall(name)).lower()
        words = {whole, *whole.split("-")}
        if whole in always or (words & always and _is_banner_name(whole, always)):
            return True
        if linked and words & if_links:
            return True
    return False


def _is_banner_name(name: str, always: frozenset[str]) -> bool:
    """Tell whether a compound begins with a word of furniture, as "cookie-bar" does."""
    return name.split("-", 1)[0] in always


@cache
def _furniture_words() -> tuple[frozenset[str], frozenset[str]]:
    table = load_yaml(Path(__file__).parent / "tables" / "page_furniture.yaml")
    return frozenset(table["always"]), frozenset(table["if_links"])


def _said(
    node: Element, dropped: frozenset[Element], weights: dict[Element, _Weight]
) -> dict[Element, int]:
    """Return how many characters of text each element holds that is not dropped."""
    order = [node, *_below(node, dropped)]
    said: dict[Element, int] = {}
    for here in reversed(order):
        inner = sum(weights[child].text for child in here.children if isinstance(child, Element))
        kept = sum(
            said[child]
            for child in here.children
            if isinstance(child, Element) and child not in dropped
        )
        said[here] = weights[here].text - inner + kept
    return said


def _roots(
    body: Element, dropped: frozenset[Element], said: dict[Element, int]
) -> tuple[Element, ...]:
    mains, articles = [], []
    for node in _below(body, dropped):
        if node.tag == "main" or node.attributes.get("role") == "main":
            mains.append(node)
        elif node.tag == "article" or node.attributes.get("itemprop") == "articleBody":
            articles.append(node)
    for found in (_outermost(mains), _outermost(articles)):
        if found and sum(said[node] for node in found) >= _WORTH * said[body]:
            largest = max(said[node] for node in found)
            return tuple(node for node in found if said[node] * 5 >= largest)
    return (body,)


def _outermost(nodes: list[Element]) -> list[Element]:
    """Leave out elements within others; they come in the order of the page."""
    kept: list[Element] = []
    for node in nodes:
        if not kept or node.start >= kept[-1].end:
            kept.append(node)
    return kept


def _title_outside(
    body: Element, roots: tuple[Element, ...], dropped: frozenset[Element]
) -> tuple[Element, ...]:
    """Return the page's one first heading, if it stands before the elements that were chosen."""
    titles = [node for node in _below(body, dropped) if node.tag == "h1"]
    if len(titles) == 1 and titles[0].start < roots[0].start:
        return (titles[0],)
    return ()
