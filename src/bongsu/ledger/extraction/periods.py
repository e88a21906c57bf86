"""The stretch of days that a table or a timeline is about, as the headings above it name it."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from bongsu.evidence.documents import Article, Block, BlockKind
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import found_by

_SHORTEST = 27  # days of a range that is a period; a shorter one is of an occasion
_REACH = 40  # code points before a date in which a sentence says that it is the period
_UP_TO = re.compile(r"\s*(?:to|through|until|[-–—])\s*")
_DAYS = frozenset({Granularity.DAY, Granularity.RANGE})
_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NOTE, BlockKind.META})
_HANGUL = re.compile(r"(?P<year>(?:19|20)\d\d)년(?:\s*(?P<quarter>[1-4])분기)?(?!\s*\d+월)")
_YEAR = re.compile(r"(?<![\d,.$])(?:19|20)\d\d(?![\d,]|\.\d)")
_DEEP = 99  # of a heading whose depth nobody knows


@dataclass(frozen=True, slots=True)
class Stretch:
    """The first and the last day of a period."""

    first: dt.date
    last: dt.date

    def holds(self, other: Stretch) -> bool:
        """Whether another period lies within this one."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class Periods:
    """Which period holds from which place of an article on."""

    starts: tuple[int, ...]
    stretches: tuple[Stretch | None, ...]

    def at(self, place: int) -> Stretch | None:
        """Return the period of what stands at a place, none if no heading names one."""
        before = bisect_right(self.starts, place) - 1
        return self.stretches[before] if before >= 0 else None


def periods(page: Page, article: Article, dates: Sequence[DateMention]) -> Periods:
    """Return the periods that the headings of an article name.

    A heading holds until one of its own depth or above. Of a heading and those above it the
    narrower counts: "Deals (2025)" below "The fourth quarter of 2025" are of that quarter.
    """
    spans = _stretches(page, dates)
    told = _told(page, article, spans)
    open_: list[tuple[int, Stretch | None]] = [(0, told)]
    starts, stretches = [article.start], [told]
    last: Block | None = None
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            level = block.level or _DEEP
            bare = last is not None and last.kind is BlockKind.HEADING  # nothing stands between
            while len(open_) > 1 and open_[-1][0] >= level and not bare:
                open_.pop()
            open_.append((level, _named(page, block, spans)))
            starts.append(block.start)
            stretches.append(_narrowest([stretch for _, stretch in open_]))
        last = block
    return Periods(tuple(starts), tuple(stretches))


def _named(page: Page, block: Block, spans: Sequence[tuple[int, Stretch]]) -> Stretch | None:
    """Return the one period that a heading names."""
    named = {stretch for at, stretch in spans if block.start <= at < block.end}
    if not named and (match := _HANGUL.search(page.text, block.start, block.end)):
        year, quarter = int(match["year"]), int(match["quarter"] or 0)
        first, last = (3 * quarter - 2, 3 * quarter) if quarter else (1, 12)
        end = dt.date(year, last, calendar.monthrange(year, last)[1])
        return Stretch(dt.date(year, first, 1), end)
    return named.pop() if len(named) == 1 else None


def _stretches(page: Page, dates: Sequence[DateMention]) -> list[tuple[int, Stretch]]:
    """Return quarters, years and long ranges, also those of two days: "April 1 to June 30"."""
    found = []
    for one, following in zip_longest(dates, dates[1:]):
        if one.first is None or one.last is None:
            continue
        if one.granularity in {Granularity.QUARTER, Granularity.YEAR}:
            found.append((one.start, Stretch(one.first, one.last)))
            continue
        last: dt.date | None = one.last
        if following and _UP_TO.fullmatch(page.text[one.end : following.start]):
            last = following.last
        if last and (last - one.first).days >= _SHORTEST and one.granularity in _DAYS:
            found.append((one.start, Stretch(one.first, last)))
    return found


def _told(page: Page, article: Article, spans: Sequence[tuple[int, Stretch]]) -> Stretch | None:
    """Return the period of the whole article where its text says what it covers."""
    prose = [block for block in article.blocks if block.kind in _PROSE]
    for at, stretch in spans:
        block = next((each for each in prose if each.start <= at < each.end), None)
        before = page.text[max(block.start, at - _REACH) : at] if block else ""
        if found_by("columns", "period", "words").search(before):
            return stretch
    return None


def year_around(page: Page, article: Article) -> Stretch | None:
    """Return the one year that the text beside the tables of an article names."""
    years = {
        match[0]
        for block in article.blocks
        if block.kind is not BlockKind.CELL
        for match in _YEAR.finditer(page.text, block.start, block.end)
    }
    year = int(years.pop()) if len(years) == 1 else 0
    return Stretch(dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else None


def _narrowest(stretches: Sequence[Stretch | None]) -> Stretch | None:
    found: Stretch | None = None
    for one in stretches:
        if one is not None and (found is None or not one.holds(found)):
            found = one
    return found
