"""Columns whose heads say by letters what they are: "2022 (A)", "2023 (B)", "B-A", "(B-A)/A", "%".

Tables of ministries name their columns so and reckon with the letters. What a head says holds for
every row, so that no other row has to bear it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.changes.tabled_changes import Cell, WrongChange, cell_fits, read_cell, size
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_LETTER = lazy_regex(r"(?:^|\()(?P<letter>[A-Za-z])\)?\s*$|^\((?P<first>[A-Za-z])\)\s")
_LESS = r"(?P<after>[A-Za-z])\s?[-\u2010-\u2013\u2212]\s?(?P<before>[A-Za-z])"
_DIFFERENCE = lazy_regex(rf"(?:^|\(|\s){_LESS}\)?\s*$")
_RELATIVE = lazy_regex(rf"\(?\s?{_LESS}\s?\)?\s?[/÷]\s?(?P=before)\b")
_PERCENT = lazy_regex(
    r"\W*(?:%|percent|pct|(?:change|growth|rate|increase)\W*(?:%|percent)?)\W*", re.IGNORECASE
)


class _Column(NamedTuple):
    at: int
    before: int
    after: int
    relative: bool
    implied: bool = False  # by a bare "%" behind a difference


def lettered_changes(evidence: Evidence) -> Iterator[WrongChange]:
    """Yield the cells of columns of changes that are not what the letters of their heads say."""
    for table in evidence.article.tables:
        if not table.has_header:
            continue
        rows = [row for row in table.rows[1:] if len(row) == len(table.rows[0])]
        borne_out = False
        for column in _columns([evidence.words(block) for block in table.rows[0]]):
            if column.implied and not borne_out:
                continue
            fitting, wrong = _held(evidence, rows, column)
            borne_out = fitting > len(wrong)
            if len(wrong) <= fitting:  # where most is wrong the head is misread
                yield from wrong


def _columns(heads: Sequence[str]) -> Iterator[_Column]:
    """Yield the columns that letters tell to be changes between two others."""
    letters: dict[str, int] = {}
    for at, head in enumerate(heads):
        found = _LETTER.search(head)
        if at and found is not None and not _DIFFERENCE.search(head):
            letters.setdefault((found["letter"] or found["first"]).casefold(), at)
    last: _Column | None = None
    for at, head in enumerate(heads):
        relative = _RELATIVE.search(head)
        found = relative or _DIFFERENCE.search(head)
        if found is not None:
            ends = [letters.get(found[name].casefold()) for name in ("before", "after")]
            last = None
            if ends[0] is not None and ends[1] is not None and at not in ends:
                last = _Column(at, ends[0], ends[1], relative is not None)
                yield last
        elif last is not None and last.at == at - 1 and _PERCENT.fullmatch(head):
            if not last.relative:
                yield last._replace(at=at, relative=True, implied=True)
            last = None
        else:
            last = None


def _held(
    evidence: Evidence, rows: Sequence[tuple[Block, ...]], column: _Column
) -> tuple[int, list[WrongChange]]:
    """Return how many cells of a column are what its head says, and those that are not."""
    fitting, wrong = 0, []
    for row in rows:
        change, before, after = (
            read_cell(evidence, row[at]) for at in (column.at, column.before, column.after)
        )
        if change is None or before is None or after is None:
            continue
        if column.relative and not _grows(before, after):
            continue
        if cell_fits(change, before, after, relative=column.relative):
            fitting += 1
        else:
            right = size(before.value, after.value, relative=column.relative)
            wrong.append(
                WrongChange(
                    change=change.block,
                    before=before.block,
                    after=after.block,
                    right=right,
                    gap=not column.relative,
                    because="by the letters of its head",
                )
            )
    return fitting, wrong


def _grows(before: Cell, after: Cell) -> bool:
    return before.value > 0 and after.value > 0
