"""The order of dated entries in tables and timelines (DT514)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.rules import RULES, Context
from bongsu.audit.timelines import dated_columns, tables, timeline
from bongsu.audit.wording import as_note
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within

_FEWEST = 4  # dated entries that show an order
_STRAYS = 0.15  # share of the entries that may break the order and still leave one


def _related(evidence: Evidence, span: tuple[int, int], message: str) -> Related:
    return Related(start=span[0], end=span[1], message=message, document=evidence.document)


@RULES.add("DT514", "out-of-order", Severity.WARNING)
def out_of_order(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An entry of a table or timeline breaks its order of dates, or lies outside its period."""
    for group in (*tables(evidence), *dated_columns(evidence), timeline(evidence)):
        days = [(date.first, date) for _, date, _ in group if date.first]
        yield from _breaks(evidence, days)
        yield from _outside(evidence, group)


def _breaks(evidence: Evidence, days: Sequence[tuple[dt.date, DateMention]]) -> Iterator[Finding]:
    if len(days) < _FEWEST:
        return
    rising = _longest_run([day.toordinal() for day, _ in days])
    falling = _longest_run([-day.toordinal() for day, _ in days])
    kept = max(rising, falling, key=len)
    strays = [place for place in range(len(days)) if place not in kept]
    if not strays or len(strays) > max(1, _STRAYS * len(days)):
        return
    order = "rising" if kept is rising else "falling"
    for place in strays:
        date = days[place][1]
        near = days[place - 1 if place else place + 1][1]
        finding = RULES["DT514"].finding(
            evidence.document,
            date.start,
            date.end,
            f"{date.edtf} breaks the {order} order of the dates around it",
            related=[_related(evidence, (near.start, near.end), "the entry beside it")],
        )
        yield finding if len(days) > _FEWEST else as_note(finding)


def _longest_run(values: Sequence[int]) -> frozenset[int]:
    """Return the places of the longest row of values that never fall."""
    tails: list[int] = []
    back: list[int] = [-1] * len(values)
    ends: list[int] = []
    for place, value in enumerate(values):
        low, high = 0, len(tails)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if tails[middle] <= value else (low, middle)
        back[place] = ends[low - 1] if low else -1
        if low == len(tails):
            tails.append(value)
            ends.append(place)
        else:
            tails[low], ends[low] = value, place
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = back[at]
    return frozenset(found)


def _outside(
    evidence: Evidence, group: Sequence[tuple[Block, DateMention, int]]
) -> Iterator[Finding]:
    """Yield entries that lie outside the quarter, half or month that the heading above names."""
    periods = _heading_periods(evidence) if group else []
    for block, date, _ in group:
        place = bisect_right(periods, block.start, key=lambda entry: entry[0])
        above = periods[place - 1][1] if place else None
        if above is None or date.first is None or date.last is None:
            continue
        first, last, where = above
        if date.last < first or date.first > last:
            yield RULES["DT514"].finding(
                evidence.document,
                date.start,
                date.end,
                f"{date.edtf} lies outside the period of its heading",
                related=[_related(evidence, where, "the heading's period")],
            )


_Period = tuple[dt.date, dt.date, tuple[int, int]]


def _heading_periods(evidence: Evidence) -> list[tuple[int, _Period | None]]:
    """Return where each heading stands, with the one quarter, half or month that it names."""
    titled = (evidence.article.title_span or (0, 0))[1]
    found: list[tuple[int, _Period | None]] = []
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.HEADING or block.start < titled:
            continue
        named = [
            date
            for date in within(evidence.dates, block.start, block.end)
            if date.granularity in {Granularity.QUARTER, Granularity.MONTH} and not date.relative
        ]
        one = named[0] if len(named) == 1 else None
        period = (
            (one.first, one.last, (one.start, one.end)) if one and one.first and one.last else None
        )
        found.append((block.start, period))
    return found
