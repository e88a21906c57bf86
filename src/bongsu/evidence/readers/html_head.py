"""What a page says about itself: title, day of publication, authors, publisher."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bongsu.evidence.parts import Meta
from bongsu.evidence.readers.markup import Element
from bongsu.evidence.readers.properties import day_of

_TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title")
_DAYS = (
    "citation_publication_date",
    "article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "publishdate",
    "publish-date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "date",
)
_AUTHORS = ("citation_author", "author", "article:author", "dc.creator", "dcterms.creator")
_PUBLISHERS = ("citation_publisher", "og:site_name", "dc.publisher", "dcterms.publisher")
_LINKED_DATA = 200_000  # characters of one script of linked data that are read
_ARTICLES = ("article", "report", "webpage", "posting", "document")


def html_meta(root: Element, source: str) -> Meta:
    """Return what tags, attributes and linked data of a page say about it."""
    named: dict[str, list[str]] = {}
    title, times = "", []
    for node in root.elements():
        attributes = node.attributes
        if node.tag == "meta":
            content = " ".join(attributes.get("content", "").split())
            for key in ("name", "property", "itemprop"):
                if content and key in attributes:
                    named.setdefault(attributes[key].lower(), []).append(content)
        elif node.tag == "title" and not title:
            title = node.words(source)
        elif node.tag == "time" and ("pubdate" in attributes or _is_published(attributes)):
            times.append(attributes.get("datetime") or node.words(source))
        elif node.tag == "script" and "ld+json" in attributes.get("type", "").lower():
            _add_linked_data(node.words(source), named)
    days = [*_of(named, _DAYS), *times]
    authors = next((found for key in _AUTHORS if (found := named.get(key))), [])
    return Meta(
        title=next(_of(named, _TITLES), title),
        published=next((day for text in days if (day := day_of(text))), None),
        authors=tuple(dict.fromkeys(name for name in authors if "://" not in name)),
        publisher=next(_of(named, _PUBLISHERS), ""),
    )


def _is_published(attributes: dict[str, str]) -> bool:
    words = f"{attributes.get('itemprop', '')} {attributes.get('class', '')}".lower()
    return "datepublished" in words or "published" in words.split()


def _of(named: dict[str, list[str]], keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        yield from named.get(key, ())


def _add_linked_data(text: str, named: dict[str, list[str]]) -> None:
    """Add what JSON-LD says about an article under the names that meta tags have."""
    if len(text) > _LINKED_DATA:
        return
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    for thing in _things(data):
        kinds = thing.get("@type", "")
        kind = " ".join(kinds) if isinstance(kinds, list) else str(kinds)
        if not any(word in kind.lower() for word in _ARTICLES):
            continue
        for key, name in (
            ("headline", "dc.title"),
            ("datePublished", "datepublished"),
            ("author", "author"),
            ("publisher", "dc.publisher"),
        ):
            values = [" ".join(value.split()) for value in _names(thing.get(key))]
            if values and name not in named:
                named[name] = values


def _things(data: Any) -> Iterator[dict[str, Any]]:
    stack = [data]
    while stack:
        here = stack.pop()
        if isinstance(here, list):
            stack.extend(reversed(here))
        elif isinstance(here, dict):
            yield here
            stack.append(here.get("@graph", []))


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for one in value if isinstance(one, (str, dict)) for name in _names(one)]
    return []
