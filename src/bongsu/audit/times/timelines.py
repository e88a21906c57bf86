"""Entries that begin with their day: rows of tables, and the items of a timeline."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within


def dated_entries(evidence: Evidence) -> Iterator[tuple[Block, tuple[DateMention, str]]]:
    """Yield table rows and items that begin with a date, with the date and their words."""
    for group in (*tables(evidence), timeline(evidence)):
        for block, date, end in group:
            yield block, (date, evidence.text[block.start : end])


def tables(evidence: Evidence) -> Iterator[list[tuple[Block, DateMention, int]]]:
    """Yield, for each table, its rows that begin with a day, with the day and their end."""
    for table_ in evidence.article.tables:
        group = []
        for row in table_.rows:
            date = _opening(evidence, row[0]) if row else None
            if date is not None:
                group.append((row[0], date, row[-1].end))
        yield group


def timeline(evidence: Evidence) -> list[tuple[Block, DateMention, int]]:
    """Return the items and paragraphs that begin with a day, with the day and their end."""
    return [
        (block, date, block.end)
        for block in evidence.article.blocks
        if block.kind in {BlockKind.ITEM, BlockKind.PARAGRAPH}
        and (date := _opening(evidence, block)) is not None
    ]


def _opening(evidence: Evidence, block: Block) -> DateMention | None:
    """Return the day with which a block opens, as the entry of a timeline does."""
    for date in within(evidence.dates, block.start, min(block.end, block.start + 40)):
        if date.start > block.start + 2 or date.granularity not in {
            Granularity.DAY,
            Granularity.RANGE,
        }:
            return None
        if (
            date.first == evidence.article.published
            and not evidence.text[date.end : block.end].strip()
        ):
            return None  # the day line below a title is no entry
        behind = evidence.text[date.end : date.end + 2]
        sentence = behind[:1] == "," or behind[:1].isalpha()
        return date if date.first and not sentence else None
    return None
