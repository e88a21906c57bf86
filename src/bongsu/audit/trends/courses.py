"""Rows of dated figures of one unit: in a sentence, in sentences that follow, in a list, a table.

"41 ships in March, 44 in June and 52 in December" is a course of three points; "416 billion in
2024. It had been 389 billion in 2023" is one of two. Each point is a figure with the first day of
its period, and the points stand in the order of time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.level_order import ordered_levels
from bongsu.audit.reading.pairing import movements
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, Claim, Evidence, Granularity, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex

_KINDS = {
    *PERCENTS,
    Kind.MONEY,
    Kind.COUNT,
    Kind.RATE,
    Kind.PHYSICAL,
    Kind.INDEX,
    Kind.DURATION,
    Kind.AGE,
    Kind.ORDINAL,
}
_MOST = 40  # columns and rows of all tables of an article
_LONGEST = 40  # points; a longer row is a table that nobody sums up in a word
_STEPS = (0.4, 2.5)  # of the first point: figures farther apart are not of one measure


class Point(NamedTuple):
    """A figure of a course, with the first day of its period if the text tells it."""

    quantity: Quantity
    day: dt.date | None
    period: str


class Course(NamedTuple):
    """Figures of one unit in the order of time."""

    points: tuple[Point, ...]
    first: int  # the first and last sentence that they stand in
    last: int
    block: int  # of the first sentence
    head: str  # words that say what the figures are, where a table or list has them
    form: BlockKind  # of the blocks that hold the figures


@remembered
def courses(evidence: Evidence) -> Iterator[Course]:
    """Yield the courses of an article."""
    days = {
        date.edtf: date.first
        for date in evidence.dates
        if date.edtf
        and date.first
        and not (date.relative and date.granularity is Granularity.RANGE)
    }
    lines: dict[int, list[Claim]] = defaultdict(list)
    for claim in evidence.claims:
        quantity = claim.quantity
        level = quantity.kind in _KINDS and quantity.value is not None and not quantity.malformed
        if level and _GAP.match(evidence.text, quantity.end) is None:
            lines[claim.sentence].append(claim)
    yield from _in_prose(evidence, lines, days)
    yield from _in_lists(evidence, lines, days)
    yield from _in_tables(evidence, lines, days)


_GAP = lazy_regex(r"\s(?:[a-z]+\s)?(?:more|less|fewer|higher|lower|larger|smaller)\sthan\b")


def _day(claim: Claim, days: dict[str, dt.date]) -> dt.date | None:
    return days.get(claim.period) if claim.period else None


def _kind(quantity: Quantity) -> tuple[str, str]:
    if quantity.kind in PERCENTS:
        return "percent", ""
    if quantity.kind in {Kind.COUNT, Kind.RATE, Kind.INDEX} and not quantity.per:
        return "number", ""
    return quantity.kind.value, quantity.unit


def _named(evidence: Evidence, claim: Claim) -> bool:
    """Whether the sentence of a figure itself names the period that the figure is bound to."""
    sentence = evidence.sentences[claim.sentence]
    return any(
        date.edtf == claim.period for date in within(evidence.dates, sentence.start, sentence.end)
    )


def _in_prose(
    evidence: Evidence, lines: dict[int, list[Claim]], days: dict[str, dt.date]
) -> Iterator[Course]:
    """Yield rows of dated figures within a sentence, or in two that follow each other."""
    kinds = {BlockKind.PARAGRAPH, BlockKind.ITEM}
    prose = [n for n in sorted(lines) if evidence.block_of(evidence.sentences[n]).kind in kinds]
    told: set[int] = set()
    for number in prose:
        for group in _groups(evidence, lines[number], days):
            distinct = {_day(c, days) for c in group}
            if len(group) < 2 or len(distinct) < len(group) or _nested(group):
                continue
            if _sure(evidence, group, days):
                told.add(number)
                yield _course(evidence, group, days)
    pairs = (
        *((pair.index, pair.before, pair.after) for pair in ordered_levels(evidence)),
        *((move.frame.index, move.before, move.after) for move in movements(evidence)),
    )
    for index, before, after in pairs:
        gaps = (_GAP.match(evidence.text, one.end) is not None for one in (before, after))
        if _is_range(evidence, before, after) or any(gaps):
            continue
        if index not in told and not (_is_hour(evidence, before) or _is_hour(evidence, after)):
            told.add(index)
            yield _pair(evidence, index, before, after)
    yield from _in_two(evidence, lines, days, [n for n in prose if n not in told])


_OF_RANGE = lazy_regex(r"\b(?:with|than|of|against|versus|between)\s(?:the\s|about\s)?$")


def _is_range(evidence: Evidence, before: Quantity, after: Quantity) -> bool:
    """Whether two figures are the ends of one: "less than the 137 percent to 188 percent asked"."""
    if evidence.text[before.end : after.start].strip() not in {"to", "-", "–"}:
        return False
    return _OF_RANGE.search(evidence.text, max(0, before.start - 20), before.start) is not None


def _in_two(
    evidence: Evidence, lines: dict[int, list[Claim]], days: dict[str, dt.date], free: list[int]
) -> Iterator[Course]:
    """Yield a dated figure and that of the next sentence, which goes on with what was told."""
    for number, following in pairwise(free):
        first, second = evidence.sentences[number], evidence.sentences[following]
        if following != number + 1 or first.block != second.block:
            continue
        if not GOES_BACK.match(evidence.words(second)):
            continue
        for group in _groups(evidence, [*lines[number], *lines[following]], days):
            one_each = [claim.sentence for claim in group] == [number, following]
            if one_each and _alike(group) and _day(group[0], days) != _day(group[1], days):
                yield _course(evidence, group, days)


GOES_BACK = lazy_regex(  # how a sentence begins that goes on with what the one before tells of
    r"(?:(?:in|for|at|on)\s[\w\s]{3,30}?,?\s)?(?:it|they|there|this|that|these|those|its|their|"
    r"the\s(?:increase|decrease|"
    r"rise|fall|figures?|numbers?|totals?|amounts?|outturns?|counts?|levels?|readings?|sums?|"
    r"rates?|values?|"
    r"result|list|year\w*))\b|in\sthe\s(?:list|table|ranking)\b|(?:his|her|our)\b",
    re.IGNORECASE,
)


def _alike(group: Sequence[Claim]) -> bool:
    """Whether two figures are near enough to be levels of one measure."""
    first, second = (claim.quantity.value or 0.0 for claim in group)
    return second != 0 and _STEPS[0] < first / second < _STEPS[1]


_LONG_AGO = dt.timedelta(days=200)


def _sure(evidence: Evidence, group: Sequence[Claim], days: dict[str, dt.date]) -> bool:
    """Whether months without a year have been given one that keeps them together.

    "From 61 in March to 58 in April": of the two, April may be read as that of the year before.
    """
    sentence = evidence.sentences[group[0].sentence]
    periods = {claim.period for claim in group}
    dates = [d for d in within(evidence.dates, sentence.start, sentence.end) if d.edtf in periods]
    if not any(date.relative for date in dates):
        return True
    row = [_day(claim, days) or dt.date.min for claim in group]
    if len(row) == 2:
        return max(row) - min(row) < _LONG_AGO
    return row == sorted(row)


def _nested(group: Sequence[Claim]) -> bool:
    """Whether a period holds another: "on July 3" may lie before or after "the end of July"."""
    periods = sorted(claim.period or "" for claim in group)
    return any(longer.startswith(f"{shorter}-") for shorter, longer in pairwise(periods))


def _groups(
    evidence: Evidence, claims: Sequence[Claim], days: dict[str, dt.date]
) -> list[list[Claim]]:
    """Return the figures with a date of their own, by unit."""
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _day(claim, days) is not None and _named(evidence, claim):
            groups[_kind(claim.quantity)].append(claim)
    money = [key for key in groups if key[0] == "money"]
    if len(money) == 1 and ("number", "") in groups:  # "61 trillion won; it had been 59 trillion"
        rest = groups[("number", "")]
        groups[money[0]] += [one for one in rest if not one.quantity.noun]
    return [_own_dates(evidence, sorted(g, key=_start)) for g in groups.values()]


def _start(claim: Claim) -> int:
    return claim.quantity.start


def _own_dates(evidence: Evidence, claims: list[Claim]) -> list[Claim]:
    """Leave out the figures that share the date of a nearer one: sums, and what follows."""
    nearest: dict[str, tuple[int, Claim]] = {}
    for claim in claims:
        sentence, quantity = evidence.sentences[claim.sentence], claim.quantity
        apart = min(
            max(date.start - quantity.end, quantity.start - date.end)
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.edtf == claim.period
        )
        kept = nearest.get(claim.period or "")
        if kept is None or apart < kept[0]:
            nearest[claim.period or ""] = (apart, claim)
    return sorted((claim for _, claim in nearest.values()), key=_start)


def _course(
    evidence: Evidence,
    claims: Sequence[Claim],
    days: dict[str, dt.date],
    head: str = "",
    form: BlockKind = BlockKind.PARAGRAPH,
) -> Course:
    dated = sorted(claims, key=lambda one: _day(one, days) or dt.date.min)
    places = [claim.sentence for claim in claims]
    return Course(
        points=tuple(
            Point(quantity=c.quantity, day=_day(c, days), period=c.period or "") for c in dated
        ),
        first=min(places),
        last=max(places),
        block=evidence.sentences[min(places)].block,
        head=head,
        form=form,
    )


_HOUR = regex(r"\s?[ap]\.?m\b|\so['\u2019]clock\b")


def _is_hour(evidence: Evidence, quantity: Quantity) -> bool:
    return _HOUR.match(evidence.text, quantity.end) is not None


def _pair(evidence: Evidence, index: int, before: Quantity, after: Quantity) -> Course:
    return Course(
        points=tuple(Point(quantity=one, day=None, period="") for one in (before, after)),
        first=index,
        last=index,
        block=evidence.sentences[index].block,
        head="",
        form=BlockKind.PARAGRAPH,
    )


def _in_lists(
    evidence: Evidence, lines: dict[int, list[Claim]], days: dict[str, dt.date]
) -> Iterator[Course]:
    """Yield the items of a list that hold a date and a figure each."""
    row: list[Claim] = []
    for number, sentence in enumerate(evidence.sentences):
        item = evidence.block_of(sentence).kind is BlockKind.ITEM
        item = item and _opens_block(evidence, number)
        dated = [c for c in lines.get(number, ()) if _day(c, days) and _named(evidence, c)]
        if (
            item
            and len(dated) == 1
            and (not row or _kind(row[-1].quantity) == _kind(dated[0].quantity))
        ):
            row.append(dated[0])
            continue
        yield from _listed(evidence, row, days)
        row = dated if item and len(dated) == 1 else []
    yield from _listed(evidence, row, days)


def _opens_block(evidence: Evidence, number: int) -> bool:
    """Whether a sentence is the first of its block: what goes on in a block is prose."""
    return number == 0 or evidence.sentences[number - 1].block != evidence.sentences[number].block


def _listed(evidence: Evidence, row: list[Claim], days: dict[str, dt.date]) -> Iterator[Course]:
    if len(row) < 2 or len({_day(claim, days) for claim in row}) < len(row):
        return
    lead = evidence.sentences[row[0].sentence - 1] if row[0].sentence else None
    yield _course(evidence, row, days, evidence.words(lead) if lead else "", BlockKind.ITEM)


def _in_tables(
    evidence: Evidence, lines: dict[int, list[Claim]], days: dict[str, dt.date]
) -> Iterator[Course]:
    """Yield the columns, or the rows, of tables whose figures are dated one by one."""
    cells: dict[tuple[int, str, int], list[Claim]] = defaultdict(list)
    for number, claims in lines.items():
        block = evidence.block_of(evidence.sentences[number])
        if block.kind is BlockKind.CELL and len(claims) == 1 and _day(claims[0], days):
            cells[block.table, "column", block.column].append(claims[0])
            cells[block.table, "row", block.row].append(claims[0])
    lined = [(key, claims) for key, claims in cells.items() if 1 < len(claims) <= _LONGEST]
    for (table, way, at), claims in lined[:_MOST]:
        if len({_day(claim, days) for claim in claims}) < len(claims):
            continue
        rows = evidence.article.tables[table].rows
        head = rows[0][at : at + 1] if way == "column" else rows[at][:1]
        said = " ".join(evidence.words(cell) for cell in head)
        yield _course(evidence, claims, days, said, BlockKind.CELL)
