"""The lines of the source, as they stand in the text: what readers join to paragraphs.

Tables and lists of an extract from PDF are known by their lines alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind, Format
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_FORMATS = {Format.TEXT, Format.MARKDOWN, Format.PDF}  # of which the source has lines


class TextLine(NamedTuple):
    """One line of the source, outside of tables and heads of articles."""

    number: int  # 0 is the first of the document
    start: int  # in the text, which may leave out the mark of an item
    end: int
    source: str  # as it stands there


@remembered
def text_lines(evidence: Evidence) -> Iterator[TextLine]:
    """Yield the lines of an article, without those of tables and of its publication."""
    document = evidence.document
    if document.format not in _FORMATS:
        return
    breaks = [match.start() for match in regex("\n").finditer(document.source)]
    spans: dict[int, tuple[int, int]] = {}
    for start, end, source in _pieces(evidence):
        number = bisect_right(breaks, source)
        first, _ = spans.get(number, (start, end))
        spans[number] = (first, end)
    for number, (start, end) in sorted(spans.items()):
        begin = breaks[number - 1] + 1 if number else 0
        stop = breaks[number] if number < len(breaks) else len(document.source)
        yield TextLine(number, start, end, document.source[begin:stop])


def _pieces(evidence: Evidence) -> Iterator[tuple[int, int, int]]:
    """Yield stretches of the text that stand on one line each, with where in the source."""
    offsets, text = evidence.document.offsets, evidence.text
    for block in evidence.article.blocks:
        if block.kind in {BlockKind.CELL, BlockKind.META} or block.start == block.end:
            continue
        at = block.start
        for found in (*regex("\n+").finditer(text[at : block.end]), None):
            end = block.start + found.start() if found else block.end
            yield from _copied(offsets.text_at, offsets.source_at, text, at, end)
            at = block.start + found.end() if found else end


def _copied(
    text_at: Sequence[int], source_at: Sequence[int], text: str, start: int, end: int
) -> Iterator[tuple[int, int, int]]:
    """Yield the pieces of a stretch of text that are no joints between lines."""
    piece = bisect_right(text_at, start) - 1
    while piece < len(text_at) and text_at[piece] < end:
        after = text_at[piece + 1] if piece + 1 < len(text_at) else len(text)
        first, last = max(start, text_at[piece]), min(end, after)
        if first < last and not text[first:last].isspace():
            yield first, last, source_at[piece] + first - text_at[piece]
        piece += 1
