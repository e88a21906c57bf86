"""Reads a table without ruled lines between its columns: which lines are one row.

Rows are parted by blank bands that cross all columns and are taller than what stands between the
lines of one cell; by ruled lines; and where there are no such bands, by lines that cannot be the
continuation of the line above, since their first word would still have fitted there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from bongsu.evidence.readers.pdf_gutters import Region
from bongsu.evidence.readers.pdf_rows import bottom, height, rows_of, spoken, top
from bongsu.evidence.readers.pdf_ruled import Cell, PageTable
from bongsu.evidence.readers.pdf_words import Page, Rule, Word

_CORE = 0.2  # of a word's height, cut off above and below: boxes of lines may overlap
_BLANK = 0.3  # of a word's height, between words
_CROSSES = 0.7  # share of a table's width that a line between rows has at least

_TIGHT = 2.5  # lines a band, on average: with more, bands do not part all rows
_FULL = 0.8  # share of such lines with words in the first column and three quarters of all

_NO_FIGURE = ("-", "–", "—", "n/a", "n.a.", "na", "…", "...")

Line = list[tuple[Word, ...]]  # the words of one line of a table, by column


def table_of(region: Region, page: Page) -> PageTable:
    """Return the table that a region is."""
    words = [word for row in region.rows for word in row]
    cuts = [(left + right) / 2 for left, right in region.gutters]
    lines = [_by_column(row, cuts) for row in rows_of(words)]
    edges = (min(word.left for word in words), *cuts, max(word.right for word in words))
    widths = _widths(lines)
    rows: list[tuple[Cell, ...]] = []
    strips = _parted(lines, _ruled_at(page.across, words))
    tight = len(strips) * _TIGHT < len(lines) and _are_full(lines)
    for strip in strips:
        for row in [[line] for line in strip] if tight else _split(strip, widths):
            cells = [
                tuple(word for line in row for word in line[column])
                for column in range(len(cuts) + 1)
            ]
            rows.append(tuple(Cell(cell, column) for column, cell in enumerate(cells)))
    return PageTable(page.number, tuple(rows), edges, top(words), bottom(words), region.gutters)


def _by_column(row: Sequence[Word], cuts: Sequence[float]) -> Line:
    line: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in row:
        line[bisect_left(cuts, (word.left + word.right) / 2)].append(word)
    return [tuple(words) for words in line]


def _widths(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Return from where to where the words of each column go."""
    widths = []
    for column in range(len(lines[0])):
        words = [word for line in lines for word in line[column]]
        widths.append(
            (
                min((word.left for word in words), default=0.0),
                max((word.right for word in words), default=0.0),
            )
        )
    return widths


def _ruled_at(across: Sequence[Rule], words: Sequence[Word]) -> list[float]:
    """Return the heights of ruled lines that cross the table, from top to bottom."""
    left, right = min(word.left for word in words), max(word.right for word in words)
    high, low = top(words), bottom(words)
    heights = {
        round(rule.at)
        for rule in across
        if low < rule.at < high
        and min(rule.end, right) - max(rule.start, left) > _CROSSES * (right - left)
    }
    return sorted((float(at) for at in heights), reverse=True)


def _words(line: Line) -> list[Word]:
    return [word for words in line for word in words]


def _parted(lines: Sequence[Line], ruled: Sequence[float]) -> list[list[Line]]:
    """Part lines where a blank band or a ruled line crosses all columns."""
    if not lines:
        return []
    usual = _usual_gap(lines)
    gaps = [_gap(lines[:at], lines[at]) for at in range(1, len(lines))]
    between = [
        any(_middle(above) > at > _middle(line) for at in ruled) for above, line in pairwise(lines)
    ]
    wide = [gap > usual[1] for gap in gaps]
    # Where nearly every row has its line, blank bands within cells part nothing.
    ruled_only = sum(between) > 3 and sum(between) * 2 >= sum(wide)
    strips = [[lines[0]]]
    for line, is_ruled, is_wide in zip(lines[1:], between, wide, strict=True):
        if is_ruled or (is_wide and not ruled_only):
            strips.append([line])
        else:
            strips[-1].append(line)
    return strips


def _middle(line: Line) -> float:
    words = _words(line)
    return (top(words) + bottom(words)) / 2


def _gap(above: Sequence[Line], line: Line) -> float:
    """Return the height of the blank band above a line, in words' heights; negative if none."""
    words = _words(line)
    size = height(words)
    low = min(word.bottom + _CORE * word.size for near in above[-4:] for word in _words(near))
    return (low - max(word.top - _CORE * word.size for word in words)) / size


def _usual_gap(lines: Sequence[Line]) -> tuple[float, float]:
    """Return the gap between lines of one cell, and from which gap on a band parts rows."""
    gaps: list[float] = []
    for column in range(len(lines[0])):
        above: tuple[Word, ...] = ()
        for line in lines:
            words = line[column]
            if words and above:
                size = height(words)
                gaps.append((bottom(above) - top(words)) / size + 2 * _CORE)
            above = words or above
    gaps.sort()
    least = gaps[len(gaps) // 20] if gaps else 0.0
    return least, least + max(0.15, 0.2 * least)


def _are_full(lines: Sequence[Line]) -> bool:
    """Tell whether nearly every line has nearly all cells, as no line that goes on has."""
    full = sum(
        bool(line[0]) and sum(not words for words in line) * 4 <= len(line) for line in lines
    )
    return full >= _FULL * len(lines)


def _split(strip: list[Line], widths: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """Part the lines between two bands where a line cannot go on from the one above."""
    rows: list[list[Line]] = [[strip[0]]]
    for line in strip[1:]:
        if _begins(rows[-1], line, widths):
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows


def _begins(row: Sequence[Line], line: Line, widths: Sequence[tuple[float, float]]) -> bool:
    """Tell whether a line begins a row: it starts in the first column, and some cell is new."""
    filled = [column for column, words in enumerate(line) if words]
    ever = {column for above in row for column, words in enumerate(above) if words}
    if not line[0] or len(filled) * 2 < len(ever) or len(filled) < 2:
        return False
    return any(
        _is_new(
            next((above[column] for above in reversed(row) if above[column]), ()),
            line[column],
            widths[column],
        )
        for column in filled
    )


def _is_new(above: tuple[Word, ...], words: tuple[Word, ...], width: tuple[float, float]) -> bool:
    """Tell whether a line's first word would have fitted behind the line above it."""
    if not above:
        return False
    one, other = spoken(above), spoken(words)
    if _is_figure(one) and _is_figure(other):
        return True
    said = max(word.right for word in above) - min(word.left for word in above)
    first = words[0].right - words[0].left
    return said + first + _BLANK * words[0].size < width[1] - width[0]


def _is_figure(text: str) -> bool:
    if text.lower() in _NO_FIGURE:
        return True
    return len(text) < 16 and any(map(str.isdigit, text)) and not any(map(str.isalpha, text))
