"""Finds tables whose cells are parted by ruled lines, merged cells among them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bongsu.evidence.readers.pdf_words import Page, Rule, Word

_SNAP = 2.0  # points between lines that are one, and between a line's end and what it meets
_MOST = 800  # lines of a page; drawings have more
_PLACES = 20_000  # of one table on one page
_FILLED = 0.35  # share of cells with words; a chart's grid has fewer
_LONG = 900  # characters a cell, on average; framed columns of text have more


@dataclass(frozen=True, slots=True)
class Cell:
    """The words of a cell, in any order, and how many columns and rows it spans."""

    words: tuple[Word, ...]
    column: int = 0
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table, or the part of one that stands on a page."""

    page: int
    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]  # between columns, and at both sides
    top: float
    bottom: float
    gutters: tuple[tuple[float, float], ...] = ()  # of a table without ruled columns

    @property
    def ruled(self) -> bool:
        """Whether ruled lines part its columns."""
        return not self.gutters

    def columns(self) -> list[tuple[float, float]]:
        """Return from where to where the words of each column go, or its edges if it is ruled."""
        if self.ruled:
            return list(pairwise(self.edges))
        spans = []
        for column in range(len(self.edges) - 1):
            words = [word for row in self.rows for word in row[column].words]
            spans.append(
                (
                    min((word.left for word in words), default=self.edges[column]),
                    max((word.right for word in words), default=self.edges[column + 1]),
                )
            )
        return spans


def ruled_tables(page: Page) -> tuple[list[PageTable], frozenset[int]]:
    """Return a page's ruled tables from top to bottom, and the ids of the words in them."""
    across, down = _merged(page.across), _merged(page.down)
    tables, taken = [], set[int]()
    for group_across, group_down in _groups(across, down):
        table = _table(page, group_across, group_down)
        if table is not None:
            tables.append(table)
            taken.update(id(word) for row in table.rows for cell in row for word in cell.words)
    tables.sort(key=lambda table: -table.top)
    return tables, frozenset(taken)


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Make one line of lines that lie in one another or meet."""
    merged: list[Rule] = []
    open_: list[Rule] = []  # at about the height of the running line
    for rule in sorted(rules, key=lambda rule: (round(rule.at / _SNAP), rule.start)):
        last = open_[-1] if open_ else None
        if last and abs(last.at - rule.at) <= _SNAP and rule.start <= last.end + _SNAP:
            open_[-1] = Rule(last.at, last.start, max(last.end, rule.end))
            continue
        open_.append(rule)
    merged.extend(open_)
    return merged if len(merged) <= _MOST else []


def _groups(across: list[Rule], down: list[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Part lines into groups that meet each other."""
    home = list(range(len(across) + len(down)))

    def root(at: int) -> int:
        while home[at] != at:
            home[at] = home[home[at]]
            at = home[at]
        return at

    for number, line in enumerate(across):
        for other, post in enumerate(down, len(across)):
            if (
                post.start - _SNAP <= line.at <= post.end + _SNAP
                and line.start - _SNAP <= post.at <= line.end + _SNAP
            ):
                home[root(other)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, rule in enumerate([*across, *down]):
        groups[root(number)][0 if number < len(across) else 1].append(rule)
    return (group for group in groups.values() if len(group[0]) > 1 and group[1])


def _edges(rules: list[Rule], crossing: list[Rule]) -> list[float]:
    """Return where lines stand, and where those that cross them end far outside."""
    found: list[float] = []
    ends = [min(rule.start for rule in crossing), max(rule.end for rule in crossing)]
    places = sorted(rule.at for rule in rules)
    for at in (*places, *(end for end in ends if min(abs(end - at) for at in places) > 8)):
        if not any(abs(at - known) <= 2 * _SNAP for known in found):
            found.append(at)
    return sorted(found)


def _table(page: Page, across: list[Rule], down: list[Rule]) -> PageTable | None:
    xs, ys = _edges(down, across), _edges(across, down)[::-1]
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 2 or rows < 1 or columns * rows > _PLACES:
        return None
    home = _joined(xs, ys, across, down)
    words: dict[tuple[int, int], list[Word]] = defaultdict(list)
    depths = [-y for y in ys]
    for word in page.words:
        column = bisect_right(xs, (word.left + word.right) / 2) - 1
        row = bisect_right(depths, -word.middle) - 1
        if 0 <= column < columns and 0 <= row < rows:
            words[home(row, column)].append(word)
    spans: dict[tuple[int, int], list[int]] = {}
    for row in range(rows):
        for column in range(columns):
            span = spans.setdefault(home(row, column), [row, column, row, column])
            span[2], span[3] = max(span[2], row), max(span[3], column)
            span[1] = min(span[1], column)
    if len(words) < _FILLED * len(spans) or len(spans) < 2:
        return None
    said = sum(len(word.text) for cell in words.values() for word in cell)
    if said > _LONG * len(words):
        return None
    lines: list[list[Cell]] = [[] for _ in range(rows)]
    for key, (first, left, last, right) in spans.items():
        lines[first].append(
            Cell(tuple(words.get(key, ())), left, right - left + 1, last - first + 1)
        )
    return PageTable(
        page.number,
        tuple(tuple(sorted(line, key=lambda cell: cell.column)) for line in lines),
        tuple(xs),
        ys[0],
        ys[-1],
    )


def _joined(
    xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]
) -> Callable[[int, int], tuple[int, int]]:
    """Return which cell each place of the grid belongs to, given what no line parts."""
    home: dict[tuple[int, int], tuple[int, int]] = {}

    def root(row: int, column: int) -> tuple[int, int]:
        here = (row, column)
        while home.get(here, here) != here:
            here = home[here]
        return here

    posts = [[rule for rule in down if abs(rule.at - x) <= 2 * _SNAP] for x in xs]
    lines = [[rule for rule in across if abs(rule.at - y) <= 2 * _SNAP] for y in ys]
    for row in range(len(ys) - 1):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            if column and not _parted(posts[column], middle):
                home[root(row, column)] = root(row, column - 1)
            centre = (xs[column] + xs[column + 1]) / 2
            if row and not _parted(lines[row], centre):
                one, other = root(row, column), root(row - 1, column)
                home[max(one, other)] = min(one, other)
    return root


def _parted(rules: list[Rule], middle: float) -> bool:
    return any(rule.start - _SNAP < middle < rule.end + _SNAP for rule in rules)
