"""Tables whose years stand one below the other, or side by side, with the change from year to year.

A column headed "growth", or a row of that name, is held against every other column or row of
levels. The one along which all its figures but one are right is the one that it tells of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.changes.tabled_changes import (
    CHANGE,
    Cell,
    WrongChange,
    cell_fits,
    read_cell,
    size,
)
from bongsu.evidence.documents import Block
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence

_YEAR = lazy_regex(r"\W*(?:FY\s?)?(?P<year>(?:19|20)\d\d)\b[^\d]{0,8}")
_FEWEST = 2  # times at which a change must fit before another is wrong
_LONGEST, _WIDEST = 40, 12  # rows and columns of a table that a reader goes through


def successive_changes(evidence: Evidence) -> Iterator[WrongChange]:
    """Yield the changes from one year to the next that alone do not fit the levels of the years."""
    for table in evidence.article.tables:
        rows = [row for row in table.rows if len(row) == len(table.rows[0])]
        if not 2 < len(rows) <= _LONGEST or not 1 < len(rows[0]) <= _WIDEST:
            continue
        yield from _downwards(evidence, rows)
        yield from _downwards(evidence, [tuple(row) for row in zip(*rows, strict=True)])


def _downwards(evidence: Evidence, rows: Sequence[tuple[Block, ...]]) -> Iterator[WrongChange]:
    """Yield the wrong changes of columns of a table of which every row is a year."""
    years = [_year(evidence, row[0]) for row in rows[1:]]
    told = [(year, row) for year, row in zip(years, rows[1:], strict=True) if year]
    if len(told) < _FEWEST + 1 or len(told) < len(rows) - 2:
        return
    told.sort(key=lambda one: one[0])
    columns = range(1, len(rows[0]))
    read = {
        column: {year: read_cell(evidence, row[column]) for year, row in told} for column in columns
    }
    for column in columns:
        if CHANGE.search(evidence.words(rows[0][column])):
            others = [read[other] for other in columns if other != column]
            yield from _of_column(read[column], others)


def _year(evidence: Evidence, block: Block) -> int:
    match = _YEAR.fullmatch(evidence.words(block))
    return int(match["year"]) if match else 0


Cells = dict[int, Cell | None]


def _of_column(changes: Cells, others: Sequence[Cells]) -> Iterator[WrongChange]:
    found: list[WrongChange] = []
    for levels in others:
        for relative in (True, False):
            fitting, misfits = _reading(changes, levels, relative=relative)
            if fitting >= _FEWEST and not misfits:
                return  # under this reading all is well
            if fitting >= _FEWEST and len(misfits) == 1:
                change, before, after = misfits[0]
                found.append(
                    WrongChange(
                        change=change.block,
                        before=before.block,
                        after=after.block,
                        right=size(before.value, after.value, relative=relative),
                        gap=False,
                    )
                )
    yield from found[:1]


def _reading(
    changes: Cells, levels: Cells, *, relative: bool
) -> tuple[int, list[tuple[Cell, Cell, Cell]]]:
    """Return how many changes fit the levels of their year and of that before, and the others."""
    fitting, misfits = 0, []
    for year, change in changes.items():
        before, after = levels.get(year - 1), levels.get(year)
        if change is None or before is None or after is None:
            continue
        if before.value <= 0 or after.value <= 0:
            return 0, []
        if cell_fits(change, before, after, relative=relative):
            fitting += 1
        else:
            misfits.append((change, before, after))
    return fitting, misfits
