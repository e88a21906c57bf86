"""Rows of dates: columns of tables and runs of items that open with a time, with their caption.

A time without its year ("July 29", "October") gets that of the caption, where the caption has one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import groupby, islice, pairwise
from typing import NamedTuple

from bongsu.evidence.documents import Block, BlockKind, Table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR})
_MOST = 0.8  # share of the rows that make a column one of times
_CAPTION = 140  # code points: longer paragraphs are no captions
_YEARS = lazy_regex(r"\b((?:19|20)\d\d)\s?(?:-|–|to|through|until)\s?((?:19|20)\d\d|\d\d)\b")
HAS_YEAR = lazy_regex(r"(?:19|20)\d\d")
_MARK = lazy_regex(r"\s?[.:–—|]|\s-\s|\s\([A-Z][a-z]+day\)")


class Entry(NamedTuple):
    """One row of a calendar, with the first and the last day of its time."""

    date: DateMention
    first: dt.date
    last: dt.date


class Scope(NamedTuple):
    """The time that a caption says its table or list is on."""

    first: dt.date
    last: dt.date
    start: int
    end: int


class Calendar(NamedTuple):
    """Times in the order of the page."""

    entries: tuple[Entry, ...]
    scope: Scope | None
    sure: bool  # whether the rows open with their times, so that nothing else can order them


def calendars(evidence: Evidence) -> Iterator[Calendar]:
    """Yield the columns and lists of times of an article."""
    for table in evidence.article.tables:
        yield from _columns(evidence, table)
    blocks = evidence.article.blocks
    for item, run in groupby(range(len(blocks)), key=lambda n: blocks[n].kind is BlockKind.ITEM):
        places = list(run)
        if not item or len(places) < 3:
            continue
        dates = [_opening(evidence, blocks[place]) for place in places]
        found = [date for date in dates if date is not None]
        if len(found) >= _MOST * len(places):
            yield _calendar(evidence, found, places[0], sure=True)


def _columns(evidence: Evidence, table: Table) -> Iterator[Calendar]:
    rows = [row for row in table.rows if len(row) > 1]
    if len(rows) < 3:
        return
    titles = sum(_UNDATED.match(evidence.words(row[0])) is not None for row in rows[1:])
    columns: list[tuple[int, list[DateMention]]] = []
    for column in range(max(len(row) for row in rows)):
        cells = [row[column] for row in rows if len(row) > column]
        dates = [date for cell in cells if (date := _whole(evidence, cell)) is not None]
        if len(dates) >= 3 and len(dates) >= _MOST * (len(rows) - 1 - titles):
            columns.append((column, dates))
    if not columns:
        return
    place = _place(evidence, rows[0][0])
    ordered = _ordered(evidence, rows)
    for column, dates in columns:
        sure = column == 0
        if not sure and any(other != column for other in islice(ordered, 2)):
            continue
        yield _calendar(evidence, dates, place, sure=sure)


_UNDATED = lazy_regex(  # a row of the sum, and a month whose bare name is no date
    r"\W*(?:(?:Total|Sum|All|Average|Mean|Half|Whole|Year|Full|Quarter|Overall)\b|May\W*$)"
)


def _ordered(evidence: Evidence, rows: Sequence[Sequence[Block]]) -> list[int]:
    """Return the columns that are in order, by their letters, their figures or their times."""
    return [
        column
        for column in range(max(len(row) for row in rows))
        if _is_ordered(evidence, rows, column)
    ]


def _is_ordered(evidence: Evidence, rows: Sequence[Sequence[Block]], column: int) -> bool:
    cells = [row[column] for row in rows[1:] if len(row) > column]
    words = [evidence.words(cell) for cell in cells]
    head = evidence.words(rows[0][column]) if len(rows[0]) > column else ""  # rows may be ragged
    times = [date.first for cell in cells if (date := _whole(evidence, cell)) and date.first]
    numbers = [float(w.replace(",", "")) for w in words if regex(r"-?[\d,]+\.?\d*").fullmatch(w)]
    for values in (words if not numbers else [], times, numbers):
        if values is numbers and _numbering(numbers, head):
            continue
        if len(values) >= _MOST * (len(rows) - 1) and len(set(values)) > 1:
            rising = sorted(values)
            if values in (rising, rising[::-1]):
                return True
    return False


def _numbering(numbers: Sequence[float], head: str) -> bool:
    """Whether a column only counts its rows, and does not rank them."""
    counts = list(numbers) == [float(n) for n in range(1, len(numbers) + 1)]
    return counts and regex(r"(?i)\b(?:rank|place)").search(head) is None


def _place(evidence: Evidence, block: Block) -> int:
    blocks = evidence.article.blocks
    return next((n for n, one in enumerate(blocks) if one.start >= block.start), len(blocks))


def _whole(evidence: Evidence, cell: Block) -> DateMention | None:
    """Return the time that is all that a cell says, but for a remark in brackets."""
    for date in within(evidence.dates, cell.start, cell.end):
        before = evidence.text[cell.start : date.start].strip()
        behind = evidence.text[date.end : cell.end].strip()
        plain = not before and (not behind or (behind[0] == "(" and behind[-1] == ")"))
        return date if plain and date.granularity in _EXACT and date.first and date.last else None
    return None


def _opening(evidence: Evidence, block: Block) -> DateMention | None:
    """Return the time that an item opens with, as its heading."""
    for date in within(evidence.dates, block.start, min(block.end, block.start + 30)):
        if date.start > block.start + 2 or date.granularity not in _EXACT or not date.first:
            return None
        behind = evidence.text[date.end : min(block.end, date.end + 14)]
        return date if date.last and _MARK.match(behind) else None
    return None


def _calendar(
    evidence: Evidence, dates: Sequence[DateMention], place: int, *, sure: bool
) -> Calendar:
    scope = _scope(evidence, place)
    without = [HAS_YEAR.search(evidence.words(date)) is None for date in dates]
    entries = []
    for date, bare in zip(dates, without, strict=True):
        first, last = date.first, date.last
        if first is None or last is None:
            continue
        if bare and (scope is not None or all(without)):
            first, last = in_year(first, last, scope, evidence.article.published)
        entries.append(Entry(date=date, first=first, last=last))
    return Calendar(entries=tuple(entries), scope=scope, sure=sure)


def in_year(
    first: dt.date, last: dt.date, scope: Scope | None, published: dt.date | None
) -> tuple[dt.date, dt.date]:
    """Return a time put into the year of its scope, or into one year with all others."""
    if scope is None:
        years: Sequence[int] = [published.year if published else first.year]
    else:
        years = range(scope.first.year, scope.last.year + 1)
    moved = [(_moved(first, year), _moved(last, year)) for year in years]
    if scope is None:
        return moved[0]
    return next((one for one in moved if scope.first <= one[0] and one[1] <= scope.last), moved[-1])


def _moved(day: dt.date, year: int) -> dt.date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=year, day=28) if leap else day.replace(year=year)


def _scope(evidence: Evidence, place: int) -> Scope | None:
    """Return the stretch of time named right above a table or list, if but one is."""
    blocks = evidence.article.blocks
    if not 0 < place <= len(blocks):
        return None
    above = blocks[place - 1]
    kinds = {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE}
    words = evidence.words(above)
    told = _last_sentence(evidence, place - 1) if words.rstrip().endswith(".") else None
    if told is not None:
        return scope_named(evidence, told.start, told.end)
    if above.kind not in kinds or len(words) > _CAPTION or words.rstrip().endswith("."):
        return None
    return scope_named(evidence, above.start, above.end)


_TABLE_OF = lazy_regex(  # "The table shows the rate for the years from 2019 to 2023."
    r"\W*(?:The|This)\s(?:following\s|next\s)?(?:table|list|chronology|overview)(?:\s(?:below|that\sfollows))?\s"
    r"(?:shows|lists|gives|sets\sout|covers|has|contains)\b",
)


def _last_sentence(evidence: Evidence, place: int) -> Sentence | None:
    """Return the last sentence of a paragraph if it says what the table below it shows."""
    block = evidence.article.blocks[place]
    told = within(evidence.sentences, block.start, block.end)
    return told[-1] if told and _TABLE_OF.match(evidence.words(told[-1])) else None


_SCOPES = frozenset({Granularity.RANGE, Granularity.QUARTER, Granularity.MONTH})
_RECORD_OF = lazy_regex(  # a title on a year that is over, and none on plans for it
    r"\b(?:chronolog(?:y|ies)|chronicle|timelines?|dates|diary|calendar\sof\sevents|events|incidents|year\sin\sreview|"
    r"contracts|deals|tests|launches|meetings|summits|shipments|visits|arrivals|cases|rulings|decisions|signed|held|made|"
    r"happened)\b",
    re.IGNORECASE,
)


def scope_named(evidence: Evidence, start: int, end_: int) -> Scope | None:
    """Return the stretch of time that a caption or a title names, if it names but one."""
    years = _YEARS.search(evidence.text[start:end_])
    if years is not None:
        begin = int(years[1])
        end = int(years[2]) if len(years[2]) == 4 else begin // 100 * 100 + int(years[2])
        if begin < end:
            at = start + years.start(), start + years.end()
            return Scope(
                first=dt.date(begin, 1, 1), last=dt.date(end, 12, 31), start=at[0], end=at[1]
            )
    spans = within(evidence.stretches, start, end_)
    if len(spans) != 1 or not spans[0].first or not spans[0].last:
        return None
    one = spans[0]
    of_a_year = one.granularity is Granularity.YEAR and _RECORD_OF.search(
        evidence.text, start, end_
    )
    if one.granularity not in _SCOPES and not of_a_year:
        return None
    if one.first is None or one.last is None or not HAS_YEAR.search(evidence.words(one)):
        return None
    return Scope(first=one.first, last=one.last, start=one.start, end=one.end)


_BEGINS = lazy_regex(
    r"\W*(?:from|start\w*|begin\w*|beginning|begun|opens?|opened|signed|first\sday)\b",
    re.IGNORECASE,
)
_ENDS = lazy_regex(
    r"\W*(?:to|until|till|through|end\w*|finish\w*|clos\w*|complet\w*|expir\w*|last\sday)\b",
    re.IGNORECASE,
)


def backward_rows(evidence: Evidence) -> Iterator[tuple[DateMention, DateMention]]:
    """Yield the two times of a row that ends before it begins, by the heads of its columns."""
    for table in evidence.article.tables:
        if not table.has_header or not table.rows:
            continue
        heads = [evidence.words(cell) for cell in table.rows[0]]
        for column, (one, other) in enumerate(pairwise(heads)):
            if not (_BEGINS.match(one) and _ENDS.match(other)):
                continue
            for row in table.rows[1:]:
                if len(row) <= column + 1:
                    continue
                first, second = (_whole(evidence, cell) for cell in row[column : column + 2])
                if first is None or second is None or first.first is None or second.last is None:
                    continue
                full = all(HAS_YEAR.search(evidence.words(date)) for date in (first, second))
                if full and second.last < first.first:
                    yield first, second


def slips(day: dt.date) -> Iterator[dt.date]:
    """Yield the days that one slip of the finger may have made another: in year, month or day."""
    written = f"{day.year}"
    years = {
        int(written[:n] + digit + written[n + 1 :]) for n in range(1, 4) for digit in "0123456789"
    }
    years |= {day.year - 1, day.year + 1, int(written[:2] + written[3] + written[2])}
    for year in sorted(years):
        if 1800 <= year < 2200:
            yield _moved(day, year)
    for month in range(1, 13):
        if not (day.day > 28 and month != day.month) or (day.day <= 30 and month != 2):
            yield day.replace(month=month)
    for number in range(1, 29):
        yield day.replace(day=number)


def between_by_a_slip(entry: Entry, low: dt.date | None, high: dt.date | None) -> bool:
    """Whether a slip may have moved a time from between two others to where it stands."""
    return any(
        (low is None or low <= day) and (high is None or day <= high) for day in slips(entry.first)
    )
