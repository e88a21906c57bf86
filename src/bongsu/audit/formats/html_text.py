"""The text of an article as HTML, part by part, with marks where something was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence

_WEIGHT = {"error": 3, "warning": 2, "note": 1, "related": 0}
_HANGUL = ("\uac00", "\ud7a3")


class Mark(NamedTuple):
    """Words that a finding speaks of."""

    start: int
    end: int
    number: int
    kind: str  # a severity, or "related"


class Part(NamedTuple):
    """A block, or a whole table."""

    start: int
    html: str


def part_of(position: int, shown: Sequence[Part]) -> int:
    """Return which part holds a position, or comes before it; -1 if there are none."""
    if not shown:
        return -1
    return max(0, bisect_right(shown, position, key=lambda part: part.start) - 1)


def parts(evidence: Evidence, marks: Iterable[Mark]) -> Iterator[Part]:
    """Yield an article in parts, each with its marks."""
    ordered = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in ordered]
    longest = max((mark.end - mark.start for mark in ordered), default=0)

    def within(block: Block) -> list[Mark]:
        first = bisect_right(starts, block.start - longest - 1)
        last = bisect_right(starts, block.end - 1)
        return [mark for mark in ordered[first:last] if mark.end > block.start]

    table: list[Block] = []
    for block in evidence.article.blocks:
        if table and (block.kind is not BlockKind.CELL or block.table != table[0].table):
            yield _table(table, evidence, [within(cell) for cell in table])
            table = []
        if block.kind is BlockKind.CELL:
            table.append(block)
        else:
            yield Part(start=block.start, html=_block(block, evidence.text, within(block)))
    if table:
        yield _table(table, evidence, [within(cell) for cell in table])


def _block(block: Block, text: str, marks: Sequence[Mark]) -> str:
    inner = _marked(block, text, marks)
    language = _language(text[block.start : block.end])
    if block.kind is BlockKind.HEADING:
        level = min(6, max(3, block.level + 2))  # the page's own headings stand above
        return f"<h{level}{language}>{inner}</h{level}>"
    if block.kind is BlockKind.ITEM:
        depth = max(1, min(block.level, 8)) - 1
        return f'<p class="item" style="--depth:{depth}"{language}>{inner}</p>'
    kind = {BlockKind.NOTE: ' class="small"', BlockKind.META: ' class="small"'}.get(block.kind, "")
    return f"<p{kind}{language}>{inner}</p>"


def _table(cells: Sequence[Block], evidence: Evidence, marks: Sequence[Sequence[Mark]]) -> Part:
    number = cells[0].table
    tables = evidence.article.tables
    header = 0 <= number < len(tables) and tables[number].has_header
    rows: dict[int, list[str]] = {}
    for cell, found in zip(cells, marks, strict=True):
        tag = "th" if header and cell.row == 0 else "td"
        language = _language(evidence.text[cell.start : cell.end])
        inner = _marked(cell, evidence.text, found)
        rows.setdefault(cell.row, []).append(f"<{tag}{language}>{inner}</{tag}>")
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows.values())
    return Part(start=cells[0].start, html=f'<div class="scroll"><table>\n{body}\n</table></div>')


def _language(words: str) -> str:
    korean = sum(_HANGUL[0] <= letter <= _HANGUL[1] for letter in words)
    letters = sum(letter.isalpha() for letter in words)
    return ' lang="ko" dir="auto"' if korean * 2 > letters else ' dir="auto"'


def _marked(block: Block, text: str, marks: Sequence[Mark]) -> str:
    """Return the words of a block; where marks overlap the graver one is seen."""
    if not marks:
        return _safe(text[block.start : block.end])
    cuts = {block.start, block.end}
    for mark in marks:
        cuts |= {max(mark.start, block.start), min(mark.end, block.end)}
    waiting = sorted(marks, key=lambda mark: -mark.start)  # the next one is the last
    over: list[Mark] = []
    written = []
    for start, end in pairwise(sorted(cuts)):
        over = [mark for mark in over if mark.end > start]
        while waiting and waiting[-1].start <= start:
            over.append(waiting.pop())
        words = _safe(text[start:end])
        written.append(_under(words, over, start, end) if over else words)
    return "".join(written)


def _under(words: str, over: Sequence[Mark], start: int, end: int) -> str:
    """Return words below marks, with the numbers of those that end here."""
    seen = max(over, key=lambda mark: (_WEIGHT[mark.kind], -mark.number))
    begins = [mark.number for mark in over if mark.start == start and mark.kind != "related"]
    anchors = "".join(f'<span id="m{number}"></span>' for number in begins)
    ends = sorted({mark.number for mark in over if mark.end == end})
    numbers = f"<sup>{','.join(map(str, ends))}</sup>" if ends else ""
    return f'{anchors}<a class="mark {seen.kind}" href="#f{seen.number}">{words}{numbers}</a>'


def _safe(words: str) -> str:
    return escape("".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in words))
