"""Labels that stand twice: of headings, captions, steps, rows and numbered lines (DU602)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.wording import as_note, table
from bongsu.audit.rules import RULES, Context
from bongsu.audit.structure.apparent_headings import apparent_headings_twice
from bongsu.audit.structure.counted_marks import repeated_marks
from bongsu.audit.structure.heading_numbers import numbers_twice
from bongsu.audit.structure.numbered_rows import numbers_of_rows_twice
from bongsu.audit.structure.relabelled import (
    counted_twice,
    marks_twice,
    numerals_twice,
    stages_twice,
    steps_twice,
    times_twice,
)
from bongsu.audit.structure.rows_named_twice import rows_named_twice
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.documents import Block, BlockKind, Format
from bongsu.evidence.mentions import Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_LABEL = regex(
    r"[<\[(]?(table|figure|chart|box|annex|appendix|exhibit|map|panel|note|chapter|section|article|part|question|"
    r"schedule|attachment|plate|graph|diagram|example)\s+(\d{1,2}|[A-Z])(?:[.:)]|[>\]]:?|\s[\u2013\u2014-])\s",
    re.IGNORECASE,
)


@RULES.add("DU602", "repeated-label", Severity.WARNING)
def repeated_label(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two headings, captions or steps of one list bear the same label."""
    told = [
        *_headings(evidence),
        *_lead_ins(evidence),
        *_steps(evidence),
        *_numbers(evidence),
        *_row_labels(evidence),
        *(
            _repeated(evidence, one.cell, one.before, f"two rows have the number {one.number}")
            for one in numbers_of_rows_twice(evidence)
        ),
        *_within(evidence),
    ]
    yield from told
    for row in rows_named_twice(evidence):
        if not any(one.start < row.span[1] and row.span[0] < one.end for one in told):
            finding = _twice(evidence, row.span, row.other, row.label)
            told.append(finding)
            yield as_note(finding)
    for second, first in apparent_headings_twice(evidence):
        if not any(one.start < second[1] and second[0] < one.end for one in told):
            finding = _twice(evidence, second, first, evidence.text[slice(*second)])
            told.append(finding)
            yield as_note(finding)
    for slip in repeated_marks(evidence):
        here, there = slip.mark, slip.before
        if any(one.start < here.end and here.start < one.end for one in told):
            continue
        finding = _twice(evidence, (here.start, here.end), (there.start, there.end), here.written)
        yield finding if slip.sure else as_note(finding)


def _within(evidence: Evidence) -> Iterator[Finding]:
    """Yield marks within a paragraph or a list, and times of a table, that repeat the last one."""
    for here, there, label in (
        *marks_twice(evidence),
        *counted_twice(evidence),
        *times_twice(evidence),
        *stages_twice(evidence),
        *numerals_twice(evidence),
    ):
        yield _twice(evidence, here, there, label)


def _twice(
    evidence: Evidence, here: tuple[int, int], there: tuple[int, int], label: str
) -> Finding:
    earlier = related_words(evidence, there[0], there[1], "first here")
    return RULES["DU602"].finding(
        evidence.document, *here, f"the label “{label}” stands twice", related=[earlier]
    )


_FEWEST_ROWS = 4  # below this nobody can tell whether labels are to be unique
_FIGURE = regex(r"[^A-Za-z]*\d[^A-Za-z]*")
_LETTERS = lazy_regex(r"[A-Za-z]{4}")
_MAY_REPEAT = lazy_regex(
    r"(?:sub-?)?total|sum|of which|others?\b|average|n/?a\b|source|note", re.IGNORECASE
)


def _row_labels(evidence: Evidence) -> Iterator[Finding]:
    """Yield the one label that stands before two rows of a table of figures."""
    for table_ in evidence.article.tables:
        rows = [[evidence.words(cell).strip() for cell in row] for row in table_.rows[1:]]
        if not table_.has_header or len(rows) < _FEWEST_ROWS:
            continue
        figures = all(
            len(row) > 1 and row[0] and all(map(_FIGURE.fullmatch, row[1:])) for row in rows
        )
        if not (figures or _of_two_words(rows)):
            continue  # a second label, or the head of a group of rows, may tell two rows apart
        labels = [row[0].casefold() for row in rows]
        twice = [label for label in set(labels) if labels.count(label) > 1]
        if len(twice) != 1 or labels.count(twice[0]) > 2 or _MAY_REPEAT.match(twice[0]):
            continue
        if not _LETTERS.search(twice[0]):
            continue
        first, second = (
            row for row, label in zip(table_.rows[1:], labels, strict=True) if label == twice[0]
        )
        said = evidence.words(second[0]).strip()
        finding = _repeated(evidence, second[0], first[0], f"two rows have the label “{said}”")
        yield finding if figures else as_note(finding)


def _of_two_words(rows: list[list[str]]) -> bool:
    """Whether a table gives each of its labels one short entry: "Pork | Excluded"."""
    return all(
        len(row) == _PAIR and all(0 < len(cell.split()) <= _SHORT for cell in row) for row in rows
    )


_PAIR, _SHORT = 2, 5  # cells of a row, words of a cell
_LEAD_IN = regex(r"([A-Z][^:;]{8,60}):\s")


def _lead_ins(evidence: Evidence) -> Iterator[Finding]:
    """Yield items of one list that begin with the same words before a colon."""
    seen: dict[tuple[int, str], Block] = {}
    for block in evidence.article.blocks:
        level = block.level if block.kind is BlockKind.ITEM else -1
        seen = {key: first for key, first in seen.items() if key[0] <= level}
        if block.kind is not BlockKind.ITEM:
            continue
        label = _LEAD_IN.match(evidence.words(block))
        if label is None or len(label[1].split()) < _LABEL_WORDS:
            continue
        if _is_day(evidence, block, block.start + label.end(1)):
            continue  # of one day a timeline may tell several things
        other = seen.setdefault((level, label[1].casefold()), block)
        if other is not block and not _speaks(evidence, block, label.end()):
            yield _repeated(evidence, block, other, f"two items begin with “{label[1]}”")


def _is_day(evidence: Evidence, block: Block, end: int) -> bool:
    dates = within(evidence.dates, block.start, end)
    return any(
        (date.start, date.end) == (block.start, end) and date.granularity is Granularity.DAY
        for date in dates
    )


_SAYS = lazy_regex(r"\s*[“\"‘]")


def _speaks(evidence: Evidence, block: Block, offset: int) -> bool:
    """Whether what stands behind a label is said by the one whom the label names."""
    return _SAYS.match(evidence.text, block.start + offset - 1) is not None


_LABEL_WORDS = 2
_MARK = regex(r"^[ \t>*_#]{0,12}\(?(\d{1,3})[.)][ \t*_]{0,4}$")


def _numbers(evidence: Evidence) -> Iterator[Finding]:
    """Yield list items that bear the number of the item before them, in a list that counts."""
    numbered: list[tuple[int, Block]] = []
    document = evidence.document
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.ITEM or block.start == block.end:
            continue
        at, _ = document.source_span(block.start, block.start + 1)
        line = document.source.rfind("\n", 0, at) + 1
        mark = _MARK.match(document.source[max(line, at - 40) : at])
        if mark is not None:
            numbered.append((int(mark[1]), block))
    for place, ((number, block), (next_number, following)) in enumerate(pairwise(numbered), 1):
        if number != next_number or number == 1:
            continue  # a list of nothing but ones counts by itself
        said = _repeated(evidence, following, block, f"two items have the number {number}")
        ahead = numbered[place - 2][0] if place > 1 else 0
        behind = numbered[place + 1][0] if place + 1 < len(numbered) else number + 2
        sure = ahead == number - 1 and behind == number + 2
        yield said if sure or _side_by_side(evidence, block, following) else as_note(said)


def _side_by_side(evidence: Evidence, first: Block, second: Block) -> bool:
    """Whether no other block parts two items, as the head of another list would."""
    between = [b for b in evidence.article.blocks if first.start < b.start < second.start]
    return all(block.kind is BlockKind.ITEM and block.level > first.level for block in between)


def _headings(evidence: Evidence) -> Iterator[Finding]:
    usual = frozenset(table("duplicates")["usual_headings"])
    paged = evidence.document.format is Format.PDF
    seen: dict[tuple[object, ...], Block] = {}
    above: dict[int, str] = {}
    for place, block in enumerate(evidence.article.blocks):
        if block.kind is not BlockKind.HEADING:
            continue
        words = " ".join(evidence.words(block).split())
        above = {level: name for level, name in above.items() if level < block.level}
        bare = words.casefold().rstrip(".:")
        # A title that returns on the next page is a running head, or goes on there.
        page = evidence.document.place(block.start).page if paged else 0
        key = (*above.values(), block.level, bare, page)
        above[block.level] = words.casefold()
        if key in seen and bare not in usual and _has_text(evidence, place):
            yield _repeated(evidence, block, seen[key], f"the heading “{words}” stands twice")
        seen.setdefault(key, block)
    for block, other, label in numbers_twice(evidence):
        yield _repeated(evidence, block, other, f"the label “{label}” stands twice")
    yield from _captions(evidence)


def _captions(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is labelled as another table, figure or part before it is."""
    seen: dict[tuple[str, str], tuple[Block, str]] = {}
    for block in evidence.article.blocks:
        words = " ".join(evidence.words(block).split())
        label = _LABEL.match(words) if block.kind is not BlockKind.CELL else None
        if label is not None:
            key = (label[1].casefold(), label[2].casefold())
            other = seen.setdefault(key, (block, words.casefold()))
            if other[0] is not block and other[1] != words.casefold():
                said = label[0].strip()
                yield _repeated(evidence, block, other[0], f"the label “{said}” stands twice")


def _has_text(evidence: Evidence, place: int) -> bool:
    """Whether a heading has text below it, as it has not in a list of contents."""
    following = evidence.article.blocks[place + 1 : place + 2]
    return bool(following) and following[0].kind is not BlockKind.HEADING


def _repeated(evidence: Evidence, block: Block, other: Block, message: str) -> Finding:
    earlier = related_part(evidence, other, "first here")
    return RULES["DU602"].finding_at(evidence.document, block, message, related=[earlier])


def _steps(evidence: Evidence) -> Iterator[Finding]:
    """Yield ordinals that open two sentences of one list ("First, Second, Second")."""
    for here, there, word in steps_twice(evidence):
        earlier = related_words(evidence, there[0], there[1], "first here")
        yield RULES["DU602"].finding(
            evidence.document, *here, f"“{word}” opens two steps of one list", related=[earlier]
        )
