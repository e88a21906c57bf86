"""Tells the articles of a file apart."""

from __future__ import annotations

from bongsu.evidence.documents import Article
from bongsu.evidence.parts import Meta, Parts


def articles(parts: Parts, meta: Meta) -> tuple[Article, ...]:
    """Return the whole file as one article."""
    return (
        Article(
            start=0,
            end=len(parts.text),
            title=meta.title,
            title_span=None,
            published=meta.published,
            authors=meta.authors,
            publisher=meta.publisher,
            blocks=parts.blocks,
            tables=parts.tables,
        ),
    )
