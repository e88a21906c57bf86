"""The way from the text that is read to the source that is quoted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bongsu.evidence.documents import Block, Document
from bongsu.ledger.extraction.records import Span, Told

_MARK = (
    r"(?:</?(?:b|u|i|em|strong|span|a|sup|sub|mark|s|small|code|font)(?:\s[^<>\n]{0,200})?>"
    r"|[*_`~]{1,3})"
)
_BEFORE = re.compile(rf"{_MARK}+\Z", re.IGNORECASE)
_BEHIND = re.compile(rf"{_MARK}+", re.IGNORECASE)
_ENDS_MARK = frozenset(">*_`~")
_BEGINS_MARK = frozenset("<*_`~")
_REACH = 240  # characters of markup around a cell


@dataclass(frozen=True, slots=True)
class Page:
    """A document of which one article is read."""

    document: Document

    @property
    def text(self) -> str:
        """The text of the whole document."""
        return self.document.text

    def span(self, start: int, end: int) -> Span:
        """Return where a stretch of the text stands in the source."""
        if start >= end:
            at = self._point(start)
            return at, at
        return self.document.source_span(start, end)

    def _point(self, at: int) -> int:
        """Return the source position of an empty cell: behind what stands before it."""
        return self.document.source_span(at - 1, at)[1] if at > 0 else 0

    def whole(self, block: Block) -> Span:
        """Return where a block stands in the source, with the markup that wraps it."""
        start, end = self.span(block.start, block.end)
        source = self.document.source
        before = behind = None
        if source[start - 1 : start] in _ENDS_MARK:
            before = _BEFORE.search(source[max(0, start - _REACH) : start])
        if source[end : end + 1] in _BEGINS_MARK:
            behind = _BEHIND.match(source[end : end + _REACH])
        return start - (len(before[0]) if before else 0), end + (len(behind[0]) if behind else 0)

    def raw(self, span: Span) -> str:
        """Return the words of the source, markup included."""
        return self.document.source[span[0] : span[1]]

    def told(self, value: str, start: int, end: int) -> Told:
        """Return a value with the words of the text that it was read from."""
        return Told(value=value, span=self.span(start, end))

    def line(self, span: Span) -> int:
        """Return the line of the source on which a span begins."""
        return self.document.source_place(span[0]).line
