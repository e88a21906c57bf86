"""Finds gutters that run down several rows, before lines are made, and what they part.

Rows that share a gutter are columns of text, to be read one after the other, or a table without
ruled lines, to be read row by row. Words alone tell them apart: columns of text are wide, their
lines full, and their paragraphs end where they like; the cells of a table end together.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bongsu.evidence.readers.pdf_rows import (
    INFINITE,
    Row,
    bottom,
    free,
    height,
    rows_of,
    segments,
    top,
)
from bongsu.evidence.readers.pdf_words import Word

_LEAST, _MOST = 0.4, 0.65  # times a word's height: between them gutters begin to be no blanks
_JUSTIFIED = 0.45  # the same, on pages whose blanks are stretched
_BLANKS = 1.3  # times the wide blanks of a page, which justified text stretches
_SURE = 0.8  # times a word's height: gutters of only two or three rows are as wide
_GUTTERS = 60  # more of them part no columns
_APART = 0.6  # the same: a last row as far from the cell above it is no part of the table
_CHANCE = 8  # rows of justified text whose blanks may meet
_STRETCHED = 1.6  # times a word's height: blanks of justified text are narrower
_LINES = 3  # whose blanks may be twice as wide
_FAR = 4.0  # times a row's height: rows further apart are not of one region
_WIDE = 9.0  # times a word's height: columns of text are as wide
_FULL = 0.72  # share of its column that a line of text fills on average
_TEXT_ROWS = 4  # that columns of text have at least
_CORE = 0.2  # of a word's height, cut off above and below: boxes of lines may overlap
_BANDS = 8.0  # rows; blank bands across all columns are rarer in columns of text

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that gutters part; with no gutter, rows that run across."""

    rows: tuple[Row, ...]
    gutters: tuple[Span, ...] = ()

    def columns(self) -> list[list[Word]]:
        """Return the words of each column, in order of rows."""
        cuts = [(left + right) / 2 for left, right in self.gutters]
        columns: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
        for row in self.rows:
            for word in row:
                middle = (word.left + word.right) / 2
                columns[bisect_left(cuts, middle)].append(word)
        return columns


def regions(rows: Sequence[Row], least: float, known: Sequence[Span] = ()) -> list[Region]:
    """Part rows into regions from top to bottom.

    Parameters
    ----------
    rows : sequence of Row
        Of a page or a column.
    least : float
        How wide a gap must be to be no blank, in words' heights.
    known : sequence of Span
        The gutters of a table that the page before ends with; if the first rows fit, they go on
        with it.
    """
    found: list[Region] = []
    at = 0
    going_on = _going_on(rows, known, least)
    if going_on is not None:
        found.append(going_on)
        at = len(going_on.rows)
    plain: list[Row] = []
    while at < len(rows):
        region = _region(rows, at, least) if len(segments(rows[at], least)) > 1 else None
        if region is None:
            plain.append(rows[at])
            at += 1
            continue
        if plain:
            found.append(Region(tuple(plain)))
            plain = []
        found.append(region)
        at += len(region.rows)
    if plain:
        found.append(Region(tuple(plain)))
    return found


def blank(rows: Sequence[Row]) -> float:
    """Return how wide a gap must be (in words' heights) to be no blank, by the blanks of a page."""
    gaps = sorted(
        gap
        for row in rows
        for one, other in pairwise(row)
        if not other.glued and 0 < (gap := (other.left - one.right) / other.size) < 0.8
    )
    wide = gaps[len(gaps) * 17 // 20] if gaps else 0.0
    return min(_MOST, max(_LEAST, _BLANKS * wide))


def _going_on(rows: Sequence[Row], known: Sequence[Span], least: float) -> Region | None:
    """Take the first rows as far as they leave known gutters free, each where all of them do."""
    gutters = list(known)
    count = sides = 0
    for at, row in enumerate(rows if known else ()):
        if at and bottom(rows[at - 1]) - top(row) > _FAR * height(row):
            break
        gaps = free(row, least)
        narrowed = [
            max(
                ((max(span[0], gap[0]), min(span[1], gap[1])) for gap in gaps),
                key=lambda met: met[1] - met[0],
            )
            for span in gutters
        ]
        if any(right - left < _LEAST * height(row) for left, right in narrowed):
            break
        gutters = narrowed
        count += 1
        sides += len(gaps) > 3
    return _trimmed(Region(tuple(rows[:count]), tuple(gutters))) if sides else None


def _region(rows: Sequence[Row], first: int, least: float) -> Region | None:
    """Follow the gutters of a row down as far as they go."""
    spans = free(rows[first], least)
    if len(spans) > _GUTTERS:
        return None
    support = [1] * len(spans)
    end = first + 1
    while end < len(rows):
        row = rows[end]
        if bottom(rows[end - 1]) - top(row) > _FAR * height(row):
            break
        met = _meet(spans, support, row, least)
        if met is None or len(met[0]) < 3:
            break
        spans, support = met
        end += 1
    chosen = [
        (span, count)
        for span, count in zip(spans, support, strict=True)
        if span[0] > -INFINITE and span[1] < INFINITE
    ]
    region = Region(tuple(rows[first:end]), tuple(span for span, count in chosen if count > 1))
    region = _trimmed(region)
    sides = sum(len(segments(row, least)) > 1 for row in region.rows)
    size = height(rows[first])
    sure = sides > 3 or all(right - left > _SURE * size for left, right in region.gutters)
    found = region.gutters and sides > 1 and sure and not _is_justified(rows, region)
    return region if found else None


def _meet(
    spans: Sequence[Span], support: Sequence[int], row: Row, least: float
) -> tuple[list[Span], list[int]] | None:
    """Narrow gutters to what a row leaves free; None if it closes one that rows had agreed on."""
    kept: list[Span] = []
    counts: list[int] = []
    closed: list[tuple[float, int]] = []  # widths and rows of gutters that the row closes
    gaps = free(row, least)
    size = height(row)
    left, right = gaps[0][1], gaps[-1][0]
    for span, count in zip(spans, support, strict=True):
        met = False
        for gap in gaps:
            low, high = max(span[0], gap[0]), min(span[1], gap[1])
            if high - low >= least * size:
                met = True
                kept.append((low, high))
                inner = left < low and high < right
                counts.append(count + inner if span[0] > -INFINITE and span[1] < INFINITE else 1)
        if not met and count > 1:
            closed.append((span[1] - span[0], count))
    widths = [high - low for low, high in kept if low > -INFINITE and high < INFINITE]
    # In justified text, wide blanks may meet by chance beside a true gutter.
    by_chance = least > _JUSTIFIED and all(
        count <= _CHANCE and width < min(_STRETCHED * size, max(widths, default=0.0))
        for width, count in closed
    )
    return None if closed and not by_chance else (kept, counts)


def _trimmed(region: Region) -> Region:
    """Leave out last rows that stand in one column, and apart from what is above them there."""
    rows = list(region.rows)
    for at in range(len(rows) - 1, 1, -1):
        filled = _filled(rows[at], region.gutters)
        if len(filled) > 1:
            break
        above = next(
            (row for row in reversed(rows[:at]) if filled & _filled(row, region.gutters)), None
        )
        if above is None or bottom(above) - top(rows[at]) > _APART * height(rows[at]):
            return Region(tuple(rows[:at]), region.gutters)
    return region


def _is_justified(rows: Sequence[Row], region: Region) -> bool:
    """Tell whether a few rows are lines of justified text whose wide blanks meet by chance."""
    if len(region.rows) > _CHANCE:
        return False
    left = min(word.left for row in rows for word in row)
    right = max(word.right for row in rows for word in row)
    flush = sum(row[0].left < left + 2 and row[-1].right > right - 2 for row in region.rows)
    narrow = min(end - start for start, end in region.gutters)
    wide = _STRETCHED if len(region.rows) > _LINES else 2 * _STRETCHED
    return flush * 2 >= len(region.rows) and narrow < wide * height(region.rows[0])


def _filled(row: Row, gutters: Sequence[Span]) -> set[int]:
    cuts = [(left + right) / 2 for left, right in gutters]
    return {bisect_left(cuts, (word.left + word.right) / 2) for word in row}


def is_text(region: Region) -> bool:
    """Tell whether the columns of a region are text to be read one after the other."""
    columns = [column for column in region.columns() if column]
    if len(region.rows) < _TEXT_ROWS or not 1 < len(columns) < 5:
        return False
    for column in columns:
        size = height(column)
        left, right = min(word.left for word in column), max(word.right for word in column)
        if right - left < _WIDE * size:
            return False
        lines = rows_of(column)
        fill = sum(max(word.right for word in line) - line[0].left for line in lines)
        fill /= (right - left) * len(lines)
        if len(lines) > 2 and fill < _FULL:
            return False
    return _bands(columns) * _BANDS < len(region.rows)


def _bands(columns: Sequence[Sequence[Word]]) -> int:
    """Count blank bands, taller than between lines, that cross columns where two go on."""
    low = sorted(bottom(column) for column in columns)[-2]
    words = sorted(
        (word for column in columns for word in column if word.top > low),
        key=lambda word: -word.top,
    )
    gaps, reached = [], INFINITE
    for word in words:
        core = _CORE * word.size
        if reached < INFINITE and word.top - core < reached:
            gaps.append((reached - word.top + core) / word.size)
        reached = min(reached, word.bottom + core)
    within = sorted(
        (bottom(above) - top(line)) / height(line) + 2 * _CORE
        for column in columns
        for above, line in pairwise(rows_of(column))
    )
    usual = within[len(within) // 4] if within else 0.0
    return sum(gap > 1.25 * usual + 0.15 for gap in gaps)
