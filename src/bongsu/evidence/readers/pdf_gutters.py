"""Finds gutters that run down several rows, before lines are made, and what they part.

Rows that share a gutter are columns of text, to be read one after the other, or a table without
ruled lines, to be read row by row. Words alone tell them apart: columns of text are wide, their
lines full, and their paragraphs end where they like; the cells of a table end together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bongsu.evidence.readers.pdf_rows import INFINITE, Row, bottom, free, height, segments, top
from bongsu.evidence.readers.pdf_words import Word

_LEAST, _MOST = 0.4, 0.65  # times a word's height: between them gutters begin to be no blanks
_BLANKS = 1.3  # times the wide blanks of a page, which justified text stretches
_SURE = 0.8  # times a word's height: gutters of only two or three rows are as wide
_FAR = 4.0  # times a row's height: rows further apart are not of one region
_WIDE = 9.0  # times a word's height: columns of text are as wide
_FULL = 0.72  # share of its column that a line of text fills on average
_TEXT_ROWS = 4  # that columns of text have at least
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
                columns[sum(cut < middle for cut in cuts)].append(word)
        return columns


def regions(rows: Sequence[Row], least: float, known: Sequence[float] = ()) -> list[Region]:
    """Part rows into regions from top to bottom.

    Parameters
    ----------
    rows : sequence of Row
        Of a page or a column.
    least : float
        How wide a gap must be to be no blank, in words' heights.
    known : sequence of float
        Where the columns of a table that the page before ends with are parted; if the first rows
        fit, they go on with it.
    """
    found: list[Region] = []
    at = _going_on(rows, known, least)
    if at:
        found.append(_trimmed(Region(tuple(rows[:at]), tuple((cut, cut) for cut in known))))
        at = len(found[0].rows)
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


def _going_on(rows: Sequence[Row], known: Sequence[float], least: float) -> int:
    """Count the first rows that no known cut between columns goes through."""
    count = sides = 0
    for at, row in enumerate(rows if known else ()):
        if any(word.left + 1 < cut < word.right - 1 for word in row for cut in known):
            break
        parts = segments(row, least)
        if any(left + 1 < cut < right - 1 for left, right in parts for cut in known):
            break
        if at and bottom(rows[at - 1]) - top(row) > _FAR * height(row):
            break
        count += 1
        sides += len(parts) > 1
    return count if sides else 0


def _region(rows: Sequence[Row], first: int, least: float) -> Region | None:
    """Follow the gutters of a row down as far as they go."""
    spans = free(rows[first], least)
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
    return region if region.gutters and sides > 1 and sure else None


def _meet(
    spans: Sequence[Span], support: Sequence[int], row: Row, least: float
) -> tuple[list[Span], list[int]] | None:
    """Narrow gutters to what a row leaves free; None if it closes one that rows had agreed on."""
    kept: list[Span] = []
    counts: list[int] = []
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
            return None
    return kept, counts


def _trimmed(region: Region) -> Region:
    """Leave out last rows that stand in one column, and apart from what is above them."""
    rows = list(region.rows)
    gaps = [bottom(one) - top(other) for one, other in pairwise(rows)]
    usual = sorted(gaps)[len(gaps) // 2] if gaps else 0.0
    for at in range(len(rows) - 1, 1, -1):
        if len(_filled(rows[at], region.gutters)) > 1:
            break
        if gaps[at - 1] > usual + 0.5 * height(rows[at]):
            return Region(tuple(rows[:at]), region.gutters)
    return region


def _filled(row: Row, gutters: Sequence[Span]) -> set[int]:
    cuts = [(left + right) / 2 for left, right in gutters]
    return {sum(cut < (word.left + word.right) / 2 for cut in cuts) for word in row}


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
        lines = _lines(column)
        fill = sum(line[1] - line[0] for line in lines) / ((right - left) * len(lines))
        if len(lines) > 2 and fill < _FULL:
            return False
    return _bands(columns) * _BANDS < len(region.rows)


def _lines(column: Sequence[Word]) -> list[Span]:
    """Return from where to where the lines of a column go."""
    lines: list[tuple[float, float, float]] = []
    for word in column:
        if lines and abs(lines[-1][2] - word.middle) < 0.45 * word.size:
            left, right, middle = lines[-1]
            lines[-1] = (min(left, word.left), max(right, word.right), middle)
        else:
            lines.append((word.left, word.right, word.middle))
    return [(left, right) for left, right, _ in lines]


def _bands(columns: Sequence[Sequence[Word]]) -> int:
    """Count blank bands, taller than between lines, that cross columns where two go on."""
    low = sorted(bottom(column) for column in columns)[-2]
    words = sorted(
        (word for column in columns for word in column if word.top > low),
        key=lambda word: -word.top,
    )
    gaps, reached = [], INFINITE
    for word in words:
        core = 0.2 * word.size
        if reached < INFINITE and word.top - core < reached:
            gaps.append((reached - word.top + core) / word.size)
        reached = min(reached, word.bottom + core)
    if not gaps:
        return 0
    usual = sorted(gaps)[len(gaps) // 4]
    return sum(gap > 1.25 * usual + 0.15 for gap in gaps)
