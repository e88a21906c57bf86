"""Labels that stand twice: in a row of marks within a paragraph, or among years of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence

_MARK = re.compile(r"(?<![\w)])\((\d{1,2}|[a-h])\)\s")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_ORDINAL = re.compile(rf"[:;,]\s(?:and\s)?(?P<word>{'|'.join(_ORDINALS)})(?:ly)?(?=,\s|\sto\s)")
_TIME = re.compile(r"(?:(?:19|20)\d\d|Q[1-4]|[1-4]Q|(?:19|20)\d\d[\s-]?Q[1-4])")
_FEWEST = 3  # labels of times that make a row of them

Twice = tuple[
    tuple[int, int], tuple[int, int], str
]  # where the second stands, the first, the label


def marks_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield marks of an enumeration within a paragraph that repeat the one before them."""
    for block in evidence.article.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        words = evidence.words(block)
        for found, group in ((_MARK, 1), (_ORDINAL, "word")):
            marks = list(found.finditer(words)) if "(" in words or found is _ORDINAL else []
            labels = [match[group].casefold() for match in marks]
            if not labels or labels[0] not in {"1", "a", "first"}:
                continue
            for (before, first), (label, second) in pairwise(zip(labels, marks, strict=True)):
                if label == before and label != labels[0]:
                    spans = (second.span(group), first.span(group))
                    here, there = ((block.start + a, block.start + b) for a, b in spans)
                    yield here, there, second[group]


_STAGE = re.compile(
    r"(step|phase|stage|part|option|scenario|goal|pillar|finding|recommendation|principle|lesson|"
    r"track|task)\s(\d{1,2}|[A-H])\s?[.:)–—]\s?",
    re.IGNORECASE,
)


def stages_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield steps, options and the like that bear the number of the one before them."""
    last: tuple[str, str, Block] | None = None
    for block in evidence.article.blocks:
        match = _STAGE.match(evidence.words(block)) if block.start < block.end else None
        if match is None:
            continue
        sort, number = match[1].casefold(), match[2].casefold()
        if last is not None and last[:2] == (sort, number) and number not in {"1", "a"}:
            here = block.start + match.start(), block.start + match.end(2)
            yield here, (last[2].start, last[2].end), evidence.text[here[0] : here[1]]
        last = (sort, number, block)


def times_twice(evidence: Evidence) -> Iterator[Twice]:
    """Yield the one year or quarter that heads two columns in a row, or two rows of figures."""
    for table in evidence.article.tables:
        if len(table.rows) < 2:
            continue
        yield from _in_row(evidence, table.rows[0][1:])
        rows = [row for row in table.rows[1:] if row]
        if all(_figures(evidence, row[1:]) for row in rows):
            yield from _in_row(evidence, [row[0] for row in rows])


def _figures(evidence: Evidence, cells: Sequence[Block]) -> bool:
    """Whether cells hold nothing but figures, so that no name tells two rows apart."""
    return all(not re.search(r"[A-Za-z]{3}", evidence.words(cell)) for cell in cells)


def _in_row(evidence: Evidence, cells: Sequence[Block]) -> Iterator[Twice]:
    labels = [evidence.words(cell).strip() for cell in cells]
    if len(labels) < _FEWEST or not all(_TIME.fullmatch(label) for label in labels):
        return
    again = [place for place in range(1, len(labels)) if labels[place] == labels[place - 1]]
    if len(again) == 1 and len(set(labels)) == len(labels) - 1:
        here, there = cells[again[0]], cells[again[0] - 1]
        yield (here.start, here.end), (there.start, there.end), labels[again[0]]
