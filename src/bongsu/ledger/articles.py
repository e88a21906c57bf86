"""What a statement rests on: the article, and the words in it, told in one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bongsu.ledger.statements import Statement

_QUOTED = 160  # characters of a quote that are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A document that the ledger knows, as its own statements describe it."""

    subject: str
    titles: tuple[tuple[int, str], ...] = ()  # where each article of the file begins, its title
    publisher: str = ""
    published: str = ""
    address: str = ""

    def title(self, start: int = -1) -> str:
        """Return the title of the article in which a place lies."""
        before = [title for at, title in self.titles if at <= start]
        return before[-1] if before else next((title for _, title in self.titles), "")

    def told(self, start: int = -1) -> str:
        """Return title, publisher and day, as far as they are known."""
        parts = (self.title(start), self.publisher, day_in_words(self.published))
        return ", ".join(part for part in parts if part) or self.subject


Articles = Mapping[str, Article]


def articles(statements: Iterable[Statement]) -> dict[str, Article]:
    """Return the documents that some statements describe, by subject."""
    of: dict[str, list[Statement]] = {}
    for one in statements:
        if one.subject.startswith("document:"):
            of.setdefault(one.subject, []).append(one)
    return {subject: _article(subject, told) for subject, told in of.items()}


def _article(subject: str, told: Iterable[Statement]) -> Article:
    titles: list[tuple[int, str]] = []
    last: dict[str, str] = {}
    for one in told:
        if one.prop == "title":
            titles.append((one.start, str(one.value)))
        else:
            last[one.prop] = "" if one.value is None else str(one.value)
    return Article(
        subject=subject,
        titles=tuple(sorted(titles)),
        publisher=last.get("publisher", ""),
        published=last.get("published", ""),
        address=last.get("address", ""),
    )


def source_of(statement: Statement, known: Articles) -> str:
    """Say where a statement comes from: article, place, and the words that stand there.

    Examples
    --------
    >>> from bongsu.ledger.statements import Statement
    >>> one = Statement(id="1", subject="deal:1", prop="amount", value=5.0, original_value="",
    ...                 document="document:1", start=7, end=12, quote="USD 5", extractor="table",
    ...                 recorded_at="2026-02-06T00:00:00Z")
    >>> source_of(one, {})
    'document:1, characters 7–12: “USD 5”'
    """
    if not statement.document:
        return f"judged by {statement.extractor}, {day_in_words(statement.recorded_at[:10])}"
    article = known.get(statement.document)
    told = article.told(statement.start) if article else statement.document
    if statement.start >= 0:
        told += f", characters {statement.start}–{statement.end}"
    return f"{told}: “{shortened(statement.quote)}”" if statement.quote else told


def shortened(words: str, most: int = _QUOTED) -> str:
    """Return words in one line, cut where they are too many."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def day_in_words(day: str) -> str:
    """Return a day as readers write it; what is no day stays as it is.

    Examples
    --------
    >>> day_in_words("2026-02-06"), day_in_words("2026-02")
    ('6 Feb 2026', '2026-02')
    """
    try:
        read = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
