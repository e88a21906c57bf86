"""Rows, lines and items of figures of which two bear one label that only one can have.

What stands before the first figure of a row names it, be it one cell or two ("2025 | June"). Where
all rows of a run are named apart but for two, and these two differ in their figures, one of them
has lost its own name. In a row of years or months the one that is missing shows it too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.line_rows import runs_of_rows
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.text_lines import text_lines
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_FEWEST = 3  # rows of a run
_MOST = 300
_LONGEST = 60  # code points of a label
_LETTERS = lazy_regex(r"[A-Za-z\uac00-\ud7a3]{2}|^(?:19|20)\d\d$|^Q[1-4]$|^[1-4]Q$")
_MAY_REPEAT = lazy_regex(
    r"\W*(?:(?:sub-?|grand )?total|sum|of which|others?\b|average|n/?a\b|source|note|memo|"
    r"change|growth|share|rate|increase|decrease|balance|y-?o-?y|m-?o-?m|male|female|men|women)|\s*\W+\s*$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_LABEL = rf"(?:{_MONTH}(?:\s(?:19|20)\d\d)?|(?:19|20)\d\d|(?:(?:19|20)\d\d\s)?Q[1-4]|[1-4]Q)"
_TIME = lazy_regex(_LABEL)
_TIMED = lazy_regex(
    rf"[\s*\u2022\u00b7-]{{0,6}}(?P<time>{_LABEL})\s?(?:[:\u2013\u2014|]|-\s|\t|\s{{2}})"
)
_DAY = lazy_regex(rf"{_MONTH}\s\d{{1,2}},?\s(?:19|20)\d\d")  # of which only the month looks a label
_NUMBER = lazy_regex(
    r"[-+\u2212\u2013\u25b2\u25b3(]*\s?(?:US|A|C)?[$\u20a9\u20ac\u00a3\u00a5]?\s?\d[\d,.]*\s?(?:%|[A-Za-z]{1,12}(?:(?:\s?/\s?|\s)[A-Za-z]{1,8})?)?\)?"
)


_NTH = lazy_regex(r"\d{1,2}(?:st|nd|rd|th)(?:\s[A-Za-z]{3,12})?")
_ENTRY = lazy_regex(  # "- June 23-26, 2004: Second round of talks"
    rf"[\s*\u2022\u00b7-]{{0,6}}(?P<date>[^:]{{3,30}}\d):\s(?:The\s)?"
    rf"(?P<label>(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))\s[a-z-]{{4,}})\b",
    re.IGNORECASE,
)


class NamedTwice(NamedTuple):
    """A row, the one before it that has its label, and the label."""

    span: tuple[int, int]
    other: tuple[int, int]
    label: str


class _Row(NamedTuple):
    start: int
    end: int
    label: str
    rest: str


def rows_named_twice(evidence: Evidence) -> Iterator[NamedTwice]:
    """Yield the one row of a run that has the label of another."""
    for table in evidence.article.tables:
        rows = list(_cells(evidence, table.rows))
        yield from _twice(rows)
        yield from _twice(
            [row._replace(label=day[0]) for row in rows if (day := _DAY.match(row.label))]
        )
    for run in runs_of_rows(evidence):
        rows = [
            _Row(row.start, row.end, row.label.strip(), str(row.cells))
            for row in run
            if row.start < row.end <= row.start + 4 * _LONGEST
            and not _DAY.match(evidence.text, row.start)
        ]
        yield from _twice(rows)
    yield from _times(evidence)
    yield from _lines(evidence)
    yield from _entries(evidence)


_LABELLED = (
    lazy_regex(  # "- China, $5.79 billion", "Second tranche: December 2025", "3. Ulsan (12)"
        r"[\s*\u2022\u00b7-]{0,6}(?:\d{1,2}[.)]\s)?(?P<label>[A-Z][^:,;|()\d]{2,48}?)\s?"
        r"(?:[:,(|\u2013\u2014]\s?(?=[^\sA-Za-z]{0,3}\d|[^.]{0,40}\d)|"
        r"(?=\s[-\u2212]?\d[\d,.]*\s?%?\s*$))"
    )
)


def _lines(evidence: Evidence) -> Iterator[NamedTwice]:
    """Yield the line of a list that bears the label of another one, before its figure."""
    run: list[_Row] = []
    last = None
    for line in text_lines(evidence):
        match = _LABELLED.match(line.source) if len(line.source) <= 2 * _LONGEST else None
        if match is None or (last is not None and line.number != last + 1):
            yield from _twice(run)
            run = []
        if match is not None:
            run.append(
                _Row(line.start, line.end, match["label"].strip(), line.source[match.end() :])
            )
            last = line.number
    yield from _twice(run)


def _entries(evidence: Evidence) -> Iterator[NamedTwice]:
    """Yield the entry of a timeline that counts as the "second round" what another one does."""
    found = [
        _Row(line.start, line.end, match["label"], match["date"])
        for line in text_lines(evidence)
        if (match := _ENTRY.match(line.source))
    ]
    yield from _twice(found) if len(found) >= _FEWEST else _pair(found)


def _pair(rows: Sequence[_Row]) -> Iterator[NamedTwice]:
    if len(rows) == 2 and rows[0].label.casefold() == rows[1].label.casefold():
        first, second = rows
        if first.rest != second.rest:
            yield NamedTwice((second.start, second.end), (first.start, first.end), second.label)


def _cells(evidence: Evidence, rows: Sequence[Sequence[Block]]) -> Iterator[_Row]:
    """Yield rows of a table with what names them: all cells up to the first figure."""
    for row in rows:
        words = [evidence.words(cell).strip() for cell in row]
        if len(words) > 1 and _NTH.fullmatch(words[0]):
            yield _Row(row[0].start, row[-1].end, words[0], "|".join(words[1:]))
            continue
        first = next(
            (
                at
                for at, cell in enumerate(words)
                if _NUMBER.fullmatch(cell) and not _TIME.fullmatch(cell)
            ),
            None,
        )
        if first:
            label, rest = " | ".join(words[:first]), "|".join(words[first:])
            yield _Row(row[0].start, row[-1].end, label, rest)


def _twice(rows: Sequence[_Row]) -> Iterator[NamedTwice]:
    """Yield the later of the two rows of a run that alone share a label, and not their figures."""
    if not _FEWEST <= len(rows) <= _MOST:
        return
    counts = Counter(row.label.casefold() for row in rows)
    again = [label for label, times in counts.items() if times > 1]
    if len(again) != 1 or counts[again[0]] > 2 or len(again[0]) > _LONGEST:
        return
    if not _LETTERS.search(again[0]) or _MAY_REPEAT.match(again[0]):
        return
    first, second = (row for row in rows if row.label.casefold() == again[0])
    beside = rows[rows.index(first) + 1] is second and any(map(str.isdigit, second.rest))
    overwritten = beside and not any(map(str.isdigit, second.label))  # a day may have two entries
    if first.rest != second.rest or overwritten:  # one row told twice is another one overwritten
        yield NamedTwice((second.start, second.end), (first.start, first.end), second.label)


def _times(evidence: Evidence) -> Iterator[NamedTwice]:
    """Yield the line of a year that the line right before has, where the next year is missing."""
    run: list[_Row] = []
    last = None
    for line in text_lines(evidence):
        match = _TIMED.match(line.source)
        if match is None or (last is not None and line.number - last > 2):
            yield from _in_order(run)
            run = []
        if match is not None:
            run.append(_Row(line.start, line.end, match["time"], line.source[match.end() :]))
            last = line.number
    yield from _in_order(run)


def _in_order(run: Sequence[_Row]) -> Iterator[NamedTwice]:
    years = [int(row.label) if row.label.isdigit() else 0 for row in run]
    for at in range(1, len(run) - 1):
        before, here, behind = years[at - 1 : at + 2]
        if before and before == here and behind == here + 2:
            yield NamedTwice(
                (run[at].start, run[at].end), (run[at - 1].start, run[at - 1].end), run[at].label
            )
