"""Articles of a Markdown file, split crudely on blank lines, so that dates can be tested alone."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from bongsu.evidence.documents import Block, BlockKind

_PUBLISHED = re.compile(r"Published(?: on)? (?P<day>\w+ \d{1,2}, \d{4})")
_ARTICLE = re.compile(r"^## .*$", re.MULTILINE)
_META = re.compile(r"(?:Published|\*{0,2}(?:Author|Category):)")


@dataclass(frozen=True, slots=True, kw_only=True)
class CrudeArticle:
    title: str
    published: dt.date | None
    blocks: tuple[Block, ...]


def crude_articles(text: str) -> list[CrudeArticle]:
    starts = [found.start() for found in _ARTICLE.finditer(text)] or [0]
    ends = [*starts[1:], len(text)]
    return [crude_article(text, start, end) for start, end in zip(starts, ends, strict=True)]


def crude_article(
    text: str, start: int, end: int, published: dt.date | None = None
) -> CrudeArticle:
    blocks: list[Block] = []
    title, row = "", 0
    for found in re.finditer(r"#[^\n]*|(?:[^\n#][^\n]*\n?)+", text[start:end]):
        first, last = (
            start + found.start(),
            start + len(text[start : start + found.end()].rstrip("\n")),
        )
        part = text[first:last]
        for line in re.finditer(r"[^\n]*\t[^\n]*", part):
            blocks += _cells(first + line.start(), line.group(), row)
            row += 1
        if "\t" in part:
            continue
        level = len(part) - len(part.lstrip("#"))
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        if _META.match(part):
            kind = BlockKind.META
            day = _PUBLISHED.match(part)
            if day and published is None:
                published = _day(day.group("day"))
        if level == 3 and not title:
            title = part.strip("# *")
        blocks.append(Block(kind=kind, start=first, end=last, level=level))
    return CrudeArticle(title=title, published=published, blocks=tuple(blocks))


def _day(words: str) -> dt.date:
    month, day, year = words.replace(",", "").split()
    return dt.date(int(year), list(calendar.month_name).index(month), int(day))


def _cells(start: int, line: str, row: int) -> list[Block]:
    cells, at = [], start
    for column, cell in enumerate(line.split("\t")):
        cells.append(
            Block(
                kind=BlockKind.CELL,
                start=at,
                end=at + len(cell),
                table=0,
                row=row,
                column=column,
            )
        )
        at += len(cell) + 1
    return cells
