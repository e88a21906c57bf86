"""Rows of years or months, as they head the columns of a table, of which one is out of its place.

In plain text such a head is a line of years ("2019 2020 2022 2021 2023"). Years may be left out of
it, and the last one may stand twice, as budget and as outturn; but they do not step back.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_MARK = r"(?:\s?\(?[A-Za-z*]{1,2}\)?(?![A-Za-z]))?"  # "2024p", "2025(E)"
_ROW = guarded_regex(
    rf"(?<![\d.,/-])(?:(?:19|20)\d\d{_MARK}[ \t\n|/]{{1,6}}){{3,40}}(?:19|20)\d\d(?![\d%]|[.,]\d)"
)
_YEAR = lazy_regex(r"(?:19|20)\d\d")
_MONTHS = {name: number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_MONTH_WORD = rf"{_MONTH}[a-z]{{0,6}}\.?(?:[-\s'’]\d\d)?"
_MONTH_ROW = lazy_regex(rf"\b(?:{_MONTH_WORD}[ \t\n|/]{{1,6}}){{3,30}}{_MONTH}[a-z]{{0,6}}\b")
_QUARTER = r"(?:[1-4]Q|Q[1-4])[ '’]{1,2}(?:19|20)\d\d"
_QUARTER_ROW = guarded_regex(rf"\b(?:{_QUARTER}[ \t\n|/]{{1,6}}){{3,30}}{_QUARTER}\b")
_ONE_QUARTER = lazy_regex(_QUARTER)
_ONE_MONTH = lazy_regex(rf"\b{_MONTH}")
_FEWEST_MONTHS = 4  # of a row
_YEARS_APART = 12  # more than any row of columns has


class Misplaced(NamedTuple):
    """A time of a row that does not follow the one before it."""

    start: int
    end: int
    before: str
    sure: bool


class _Time(NamedTuple):
    start: int
    end: int
    place: int


def misplaced_times(evidence: Evidence) -> Iterator[Misplaced]:
    """Yield the times of rows that would be in order but for one of them."""
    for block in evidence.article.blocks:
        if block.kind in {BlockKind.CELL, BlockKind.HEADING}:
            continue
        words = evidence.words(block)
        for match in _ROW.finditer(words):
            years = _YEAR.finditer(words, *match.span())
            row = [_time(block.start, year, int(year[0])) for year in years]
            yield from _out_of_place(evidence, row)
        told = sum(map(words.count, _MONTHS))  # quicker than to look for a row of them
        for match in _MONTH_ROW.finditer(words) if told >= _FEWEST_MONTHS else ():
            months = _ONE_MONTH.finditer(words, *match.span())
            row = [_time(block.start, month, _MONTHS[month[0]]) for month in months]
            yield from _out_of_place(evidence, _unrolled(row))
        for match in _QUARTER_ROW.finditer(words):
            quarters = _ONE_QUARTER.finditer(words, *match.span())
            row = [_time(block.start, one, _number(one[0])) for one in quarters]
            yield from _out_of_place(evidence, row)
    for table in evidence.article.tables:
        heads = table.rows[0] if table.rows else ()
        found = [(cell, _YEAR.match(evidence.words(cell).strip())) for cell in heads]
        row = [_Time(cell.start, cell.end, int(year[0])) for cell, year in found if year]
        yield from _out_of_place(evidence, row)


def _time(offset: int, match: re.Match[str], place: int) -> _Time:
    return _Time(start=offset + match.start(), end=offset + match.end(), place=place)


def _number(quarter: str) -> int:
    """Return which quarter one is, counted on over the years."""
    return 4 * int(quarter[-4:]) + int(quarter[:2].strip("Q"))


def _unrolled(row: Sequence[_Time]) -> list[_Time]:
    """Return months counted on, or back, over the turn of the year."""
    turned = 0
    found = []
    for number, one in enumerate(row):
        if number and (one.place, row[number - 1].place) == (1, 12):
            turned += 12
        elif number and (one.place, row[number - 1].place) == (12, 1):
            turned -= 12
        found.append(one._replace(place=one.place + turned))
    return found


def _replaced(places: Sequence[int]) -> int | None:
    """Return the one place within a row of following times that has another time."""
    for step in (1, -1):
        for first in {places[0], places[1] - step}:
            wrong = [n for n, place in enumerate(places) if place != first + n * step]
            if len(wrong) == 1 and len(places) > _LONG and wrong[0] < len(places) - 1:
                told_twice = places.count(places[wrong[0]]) > 1
                return wrong[0] if wrong[0] or told_twice else None
    return None


_LONG = 4  # times of a row of which one that does not follow can only be wrong


def _out_of_place(evidence: Evidence, row: Sequence[_Time]) -> Iterator[Misplaced]:
    places = [one.place for one in row]
    if len(row) < 4 or max(places) - min(places) > max(_YEARS_APART, 2 * len(row)):
        return
    replaced = _replaced(places)
    if replaced is not None:
        one, last = row[replaced], row[replaced - 1] if replaced else row[1]
        yield Misplaced(one.start, one.end, evidence.text[last.start : last.end], sure=True)
        return
    back = [n for n, (a, b) in enumerate(pairwise(places)) if b < a]
    ahead = [n for n, (a, b) in enumerate(pairwise(places)) if b > a]
    falls = min(back, ahead, key=len)
    if len(falls) != 1 or len(row) - 1 - len(falls) < 3:
        return
    at = falls[0]
    for stray in (at + 1, at):
        rest = places[:stray] + places[stray + 1 :]
        if len({b > a for a, b in pairwise(rest) if a != b}) == 1 and len(set(rest)) == len(rest):
            one = row[stray]
            swapped = sorted(places) == [*range(min(places), max(places) + 1)]
            if places[stray] in rest and not 0 < stray < len(row) - 1:
                return
            before = evidence.text[row[stray - 1].start : row[stray - 1].end] if stray else ""
            yield Misplaced(one.start, one.end, before, sure=swapped)
            return
