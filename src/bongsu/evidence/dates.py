"""Finds the dates of an article and says in EDTF when they are.

A date without a year takes it from its section ("Q4 2025" in the title or a heading), from its
paragraph, or from the day of publication and the tense around it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bongsu.evidence.date_calendar import Time, on_calendar
from bongsu.evidence.date_forms import Form
from bongsu.evidence.date_reading import forms
from bongsu.evidence.date_resolving import Resolver
from bongsu.evidence.date_surroundings import Clock
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.patterns import lazy_regex, regex

_HEAD_BLOCKS = 8  # a line with little but the day of publication stands among the first few
_HEAD_WORDS = 4
_WORD = lazy_regex(r"\w+")
_ENTRY = regex(r"[ \u00a0]{0,2}(?:[:–—-][ \u00a0]{1,2})?[\"“(]?[A-Z]|[ \u00a0]{0,2}[:–—]|$")
_NUMBER_CELL = regex(r"\s{0,8}\d{4}\s{0,8}")
_TIME_COLUMN = regex(r"\b(?:year|date|period|when|time|fy)", re.IGNORECASE)
_SECTION_YEARS = 2  # a heading's year further from publication than this tells no other its year


def find_dates(
    text: str, blocks: Sequence[Block], *, published: dt.date | None, title: str = ""
) -> tuple[DateMention, ...]:
    """Find and resolve all dates of one article.

    Parameters
    ----------
    text : str
        The text of the document.
    blocks : sequence of Block
        The article's blocks, in their order.
    published : datetime.date, optional
        When it came out; without it "last year" stays unresolved.
    title : str
        Its title, which may say what time it is about.

    Examples
    --------
    >>> text = "Exports rose in November 2025 from a year earlier."
    >>> block = Block(kind=BlockKind.PARAGRAPH, start=0, end=len(text))
    >>> [date.edtf for date in find_dates(text, [block], published=dt.date(2025, 12, 1))]
    ['2025-11', '2024-11']
    """
    clock = _section_clock(Clock(published=published), title, 0, forms(title, 0, len(title)))
    resolver = Resolver(text)
    sections: list[tuple[int, Clock]] = [(0, clock)]
    found: list[DateMention] = []
    row = (-1, -1)
    headers, years = _time_columns(text, blocks), _column_years(text, blocks)
    for i, block in enumerate(blocks):
        written = forms(text, block.start, block.end)
        if block.kind is BlockKind.HEADING:
            while len(sections) > 1 and sections[-1][0] >= block.level:
                sections.pop()
        here = sections[-1][1]
        if block.kind is BlockKind.CELL and _is_figure(text, block, headers):
            written = []
        if block.kind is BlockKind.CELL and block.row > 0:
            year = years.get((block.table, block.column))
            here = (
                here._replace(section=None, section_year=year, dated_heading=True) if year else here
            )
        same_row = block.kind is BlockKind.CELL and (block.table, block.row) == row
        row = (block.table, block.row)
        focus = resolver.focus
        mentions = resolver.block(block.start, block.end, written, here, keep=same_row)
        found += _with_roles(text, block, mentions, i, published)
        if block.kind in {BlockKind.META, BlockKind.HEADING}:
            resolver.focus = focus
            resolver.known.clear()
        if block.kind is BlockKind.HEADING and written:
            heading = text[block.start : block.end]
            sections.append((block.level, _section_clock(here, heading, block.start, written)))
    return _timelines(text, blocks, found)


def _section_clock(clock: Clock, heading: str, start: int, written: Iterable[Form]) -> Clock:
    """Return the clock of the section below a heading, which starts at a place of the text."""
    for form in written:
        time = _own_time(form)
        if time is None or time.first is None or form.opens:
            continue
        lead = heading[: form.start - start]
        if _BOUND.search(lead) and not _MONTH_BEFORE.search(lead):
            continue
        year = time.first.year
        if _tells_part_of_year(form):
            return clock._replace(section=time, section_year=year, dated_heading=False)
        alone = len(heading.strip()) <= form.end - form.start + 12
        near = clock.published is None or abs(clock.published.year - year) <= _SECTION_YEARS
        if alone or near:
            return clock._replace(section=None, section_year=year, dated_heading=alone)
    return clock


# "below average since 2023", "to double by 2030": what the section is about lies on one side
_BOUND = lazy_regex(
    r"\b(?:since|until|till|through|by|before|after|than)\s(?:in\s)?$", re.IGNORECASE
)


_MONTH_BEFORE = lazy_regex(  # "January through June 2024"
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s(?:\d{1,2}\s)?\w+\s$"
)


def _own_time(form: Form) -> Time | None:
    part = form.first
    if part is None or part.year is None or part.unknown:
        return None
    time = on_calendar(part, part.year)
    return time if time is not None and time.exists else None


def _tells_part_of_year(form: Form) -> bool:
    part = form.first
    return part is not None and form.second is None and bool(part.quarter or part.months)


def _time_columns(text: str, blocks: Sequence[Block]) -> set[tuple[int, int]]:
    """Return which columns of which tables are headed as times."""
    return {
        (block.table, block.column)
        for block in blocks
        if block.kind is BlockKind.CELL
        and block.row == 0
        and _TIME_COLUMN.search(text, block.start, block.end)
    }


def _column_years(text: str, blocks: Sequence[Block]) -> dict[tuple[int, int], int]:
    """Return the years that heads of columns give to the days below them: "Meeting (2022)"."""
    years: dict[tuple[int, int], int] = {}
    for block in blocks:
        if block.kind is not BlockKind.CELL or block.row != 0:
            continue
        times = [_own_time(form) for form in forms(text, block.start, block.end)]
        if len(times) == 1 and times[0] is not None and times[0].first is not None:
            years[block.table, block.column] = times[0].first.year
    return years


def _is_figure(text: str, block: Block, headers: set[tuple[int, int]]) -> bool:
    """Whether a cell of four digits is a figure: one that heads neither a row nor a column."""
    if block.row < 1 or block.column < 1 or (block.table, block.column) in headers:
        return False
    return _NUMBER_CELL.fullmatch(text, block.start, block.end) is not None


def _with_roles(
    text: str, block: Block, mentions: list[DateMention], index: int, published: dt.date | None
) -> list[DateMention]:
    if block.kind is BlockKind.HEADING:
        role = "heading"
    elif block.kind is BlockKind.META:
        role = "publication"
    else:
        role = ""
    if role:
        return [replace(mention, role=role) for mention in mentions]
    if not mentions:
        return mentions
    if block.kind is BlockKind.CELL and block.column == 0 and _heads(text, block, mentions[0]):
        return [replace(mentions[0], role="table"), *mentions[1:]]
    if index < _HEAD_BLOCKS and _in_dateline(text, mentions[0], block):
        return [replace(mentions[0], role="publication"), *mentions[1:]]
    if index < _HEAD_BLOCKS and published is not None:
        mentions = [_published(text, mention, published, block) for mention in mentions]
    return [
        replace(mention, role="publication") if _wired(text, mention, block) else mention
        for mention in mentions
    ]


def _published(text: str, mention: DateMention, published: dt.date, block: Block) -> DateMention:
    """Give its role to the day of publication on a line of its own."""
    if mention.edtf != published.isoformat():
        return mention
    line = text.rfind("\n", block.start, mention.start) + 1 or block.start
    stop = text.find("\n", mention.end, block.end)
    rest = text[line : mention.start] + text[mention.end : stop if stop >= 0 else block.end]
    return (
        replace(mention, role="publication") if len(_WORD.findall(rest)) <= _HEAD_WORDS else mention
    )


_PLACE = lazy_regex(r"\W*[A-Z][A-Z.\u2019'-]+(?:[ /,]{1,2}[A-Z][A-Za-z.\u2019'-]+){0,4},\s")
_FILED = lazy_regex(r"\s?(?:\([A-Z][\w .&/]+\)|/[A-Z][\w .&-]+/)?\s?(?:-{1,2}|\u2013|\u2014)\s")


def _in_dateline(text: str, mention: DateMention, block: Block) -> bool:
    """Whether a day is that on which a text was filed: "SEOUL, Dec. 30 (Agency) --"."""
    place = _PLACE.fullmatch(text, block.start, mention.start)
    return place is not None and _FILED.match(text, mention.end, block.end) is not None


_WIRED = lazy_regex(r"\s(?:\([A-Z][\w .&]+\)|/[A-Z][\w .&-]+/)\s?(?:-{1,2}|\u2013|\u2014)\s")
_WHERE = lazy_regex(
    r"(?<![A-Za-z])[A-Z]{2}[A-Z.\u2019'-]+(?:[ /,]{1,2}[A-Z][A-Za-z.\u2019'-]+){0,3},\s\Z"
)
_PLACED = 60  # code points in which a dateline names its place


def _wired(text: str, mention: DateMention, block: Block) -> bool:
    """Whether a day is that of a dateline that follows a slug, or another item of a summary."""
    if not text.startswith((" (", " /"), mention.end):
        return False
    before = text[max(block.start, mention.start - _PLACED) : mention.start]
    return _WIRED.match(text, mention.end, block.end) is not None and bool(_WHERE.search(before))


def _heads(text: str, block: Block, mention: DateMention) -> bool:
    return not text[block.start : mention.start].strip()


def _timelines(
    text: str, blocks: Sequence[Block], found: list[DateMention]
) -> tuple[DateMention, ...]:
    """Give their role to the dates that begin the entries of a timeline.

    An entry begins with a day or a month and goes on without a comma; a timeline has two in a row.
    """
    by_start = {mention.start: i for i, mention in enumerate(found)}
    entries: list[int | None] = []
    for block in blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            entries.append(_entry(text, block, found, by_start))
        elif block.kind is not BlockKind.META:
            entries.append(None)
    for i, at in enumerate(entries):
        beside = entries[max(0, i - 1) : i] + entries[i + 1 : i + 2]
        if at is not None and any(other is not None for other in beside):
            found[at] = replace(found[at], role="timeline")
    return tuple(found)


def _entry(
    text: str, block: Block, found: list[DateMention], by_start: dict[int, int]
) -> int | None:
    start = block.start
    while start < block.end and text[start] in " \u00a0\n*[(":
        start += 1
    at = by_start.get(start)
    if at is None:
        return None
    mention = found[at]
    exact = mention.granularity in {Granularity.DAY, Granularity.MONTH, Granularity.RANGE}
    after = mention.end
    while after < block.end and text[after] in "*])":
        after += 1
    listed = block.kind is BlockKind.ITEM and mention.granularity is not Granularity.VAGUE
    if not (exact or listed) or not _ENTRY.match(text, after, block.end):
        return None
    return at
