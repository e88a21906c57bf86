"""The order of dated entries in tables and timelines (DT514)."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.wording import as_note, as_warning, prose, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.backward_spans import backward_spans
from bongsu.audit.times.calendars import (
    HAS_YEAR,
    Calendar,
    Entry,
    Scope,
    backward_rows,
    between_by_a_slip,
    calendars,
    in_year,
    scope_named,
)
from bongsu.audit.times.chronologies import years_out_of_order
from bongsu.audit.times.dated_lines import misplaced_lines
from bongsu.audit.times.numbered_by_day import out_of_number
from bongsu.audit.times.order_of_deeds import misplaced_openings, turned
from bongsu.audit.times.rows_of_times import misplaced_times
from bongsu.audit.times.timelines import tables, timeline
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_FEWEST = 4  # dated entries that show an order
_FEW_IN_SCOPE = 3  # entries of which one may be seen to lie outside a period that is named
_JOINT = 60  # code points between two dates of one row
_TURNED = lazy_regex(
    r"\b(?:after|before|since|until|from|than|against|compared|following|when|while|but|which)\b"
)
_STRAYS = 0.15  # share of the entries that may break the order and still leave one


@RULES.add("DT514", "out-of-order", Severity.WARNING)
def out_of_order(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An entry of a table or timeline breaks its order of dates, or lies outside its period."""
    told: set[int] = set()
    for finding in _every(evidence):
        if finding.start not in told:
            told.add(finding.start)
            yield finding


def _every(evidence: Evidence) -> Iterator[Finding]:
    for calendar in calendars(evidence):
        days = [(entry.first, entry.date) for entry in calendar.entries]
        strays = list(_breaks(evidence, days))
        slipped = _slipped(calendar)
        yield from _out_of_scope(evidence, calendar)
        yield from strays if slipped else map(as_note, strays)
    for first, second in backward_rows(evidence):
        yield RULES["DT514"].finding_at(
            evidence.document,
            second,
            f"“{evidence.words(second)}”, the end, comes before “{evidence.words(first)}”",
            related=[related_part(evidence, first, "the beginning")],
        )
    for span in backward_spans(evidence):
        yield RULES["DT514"].finding_at(
            evidence.document,
            span,
            f"“{evidence.text[span.start : span.end]}” ends before it begins",
            related=[related_words(evidence, *span.begins, "the beginning")],
        )
    for group in (*tables(evidence), timeline(evidence)):
        days = [(date.first, date) for _, date, _ in group if date.first]
        yield from _breaks(evidence, days)
        yield from _outside(evidence, group)
    yield from _in_sentences(evidence)
    yield from _out_of_place(evidence)
    yield from _deeds_turned(evidence)


def _out_of_place(evidence: Evidence) -> Iterator[Finding]:
    """Yield entries, times and lines that break the order of those around them."""
    for stray, neighbour in years_out_of_order(evidence):
        yield RULES["DT514"].finding(
            evidence.document,
            stray[0],
            stray[1],
            f"the entry of {stray[2]} stands behind that of {neighbour[2]}, out of the order of "
            "all others",
            related=[related_words(evidence, *neighbour[:2], "the entry before")],
        )
    for one in misplaced_times(evidence):
        finding = RULES["DT514"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” is out of place in its row, behind "
            f"“{one.before}”",
        )
        yield finding if one.sure else as_note(finding)
    for row in misplaced_lines(evidence):
        told_there = evidence.text[row.start : row.end].split("\n")[0]
        finding = RULES["DT514"].finding_at(
            evidence.document,
            row,
            f"“{told_there[:_JOINT]}” breaks the order of the lines around it",
            related=[related_part(evidence, near, "an entry beside it") for near in row.beside],
        )
        yield finding if row.sure else as_note(finding)


_UNDONE = lazy_regex(  # what was to come and did not, or holds for the time before
    r"\b(?:(?:was|were)\s(?:to|due|set|meant|scheduled|expected|supposed)\b|had\sbeen\s(?:due|set|meant|"
    r"scheduled|planned|expected)|retroactive\w*|retrospective\w*|back-?dated?|backwards?|"
    r"the\s(?:old|former|previous|other|earlier)\s(?:one|pact|treaty|law|act|deal|agreement|accord)|"
    r"with\seffect\s(?:from|as\sof)|before\sthat\s(?:day|date)|re-?enacted|again|anew|once\smore)",
    re.IGNORECASE,
)


def _passage(evidence: Evidence, first: int, last: int) -> str:
    """Return the sentences from one place to another."""
    start = evidence.sentences[sentence_at(evidence, first)].start
    return evidence.text[start : evidence.sentences[sentence_at(evidence, last)].end]


def _deeds_turned(evidence: Evidence) -> Iterator[Finding]:
    """Yield what is dated before that which had to come first."""
    made, document = RULES["DT514"].finding, evidence.document
    for pair in turned(evidence):
        places = sorted((pair.earlier.start, pair.later.start))
        if _UNDONE.search(_passage(evidence, *places)):
            continue
        span = pair.later.start, pair.later.end
        finding = made(
            document,
            *span,
            f"{pair.later.edtf} here, but {pair.earlier.edtf} for what came before it: {pair.why}",
            related=[related_part(evidence, pair.earlier, "came before")],
        )
        yield finding if pair.sure else as_note(finding)
    for paper in out_of_number(evidence):
        lower, higher = paper.names
        yield as_note(
            made(
                document,
                paper.higher.start,
                paper.higher.end,
                f"{higher} bears an earlier day than {lower}",
                related=[related_part(evidence, paper.lower, f"of {lower}")],
            )
        )
    for one in misplaced_openings(evidence):
        yield as_note(
            made(
                document,
                one.date.start,
                one.date.end,
                "out of the order of the days with which the paragraphs of this text open",
                related=[related_part(evidence, one.before, "beside it")],
            )
        )


def _slipped(calendar: Calendar) -> bool:
    """Whether one entry alone breaks an order that it would keep but for a slip."""
    entries = calendar.entries
    days = [entry.first.toordinal() for entry in entries]
    rising = _longest_run(days)
    falling = _longest_run([-day for day in days])
    kept = max(rising, falling, key=len)
    strays = [place for place in range(len(days)) if place not in kept]
    if len(strays) != 1:
        return False
    place = strays[0]
    sides = [entries[place - 1].first if place else None]
    sides.append(entries[place + 1].first if place + 1 < len(entries) else None)
    low, high = sides if kept is rising else sides[::-1]
    return None not in sides and between_by_a_slip(entries[place], low, high)


def _out_of_scope(evidence: Evidence, calendar: Calendar) -> Iterator[Finding]:
    """Yield the one entry that lies outside the stretch of time that the caption names."""
    scope = calendar.scope or (_titled(evidence) if calendar.sure else None)
    if scope is None or len(calendar.entries) < _FEW_IN_SCOPE:
        return
    outside = [e for e in calendar.entries if e.last < scope.first or e.first > scope.last]
    if len(outside) != 1:
        return
    date = outside[0].date
    finding = RULES["DT514"].finding_at(
        evidence.document,
        date,
        f"“{evidence.words(date)}” lies outside the period of its caption or title, "
        f"“{evidence.text[scope.start : scope.end]}”",
        related=[related_part(evidence, scope, "the period named")],
    )
    exact = date.granularity is not Granularity.YEAR and HAS_YEAR.search(evidence.words(date))
    sure = (calendar.scope or exact) and len(calendar.entries) >= _FEWEST
    yield finding if sure else as_note(finding)


def _titled(evidence: Evidence) -> Scope | None:
    """Return the stretch of time that the title of an article names."""
    span = evidence.article.title_span
    return scope_named(evidence, *span) if span is not None else None


def _in_sentences(evidence: Evidence) -> Iterator[Finding]:
    for sentence, _ in prose(evidence):
        dates = within(evidence.dates, sentence.start, sentence.end)
        if len(dates) >= _FEWEST:
            yield from _broken_row(evidence, dates)
            yield from _beyond_its_range(evidence, sentence)


def _broken_row(evidence: Evidence, dates: Sequence[DateMention]) -> Iterator[Finding]:
    """Yield the one date that breaks a row told in order: "in May 2024, ... in June 2024, ..."."""
    full = [d for d in dates if d.first and d.last]
    years = all(d.granularity is Granularity.YEAR for d in full)
    full = [d for d in full if years or d.granularity in {Granularity.DAY, Granularity.MONTH}]
    if len(full) < _FEWEST or len(full) != len(dates):
        return
    joints = [evidence.text[a.end : b.start] for a, b in pairwise(full)]
    ahead = [evidence.text[max(0, d.start - 4) : d.start].casefold().split() for d in full]
    before = {words[-1:] == ["in"] for words in ahead}
    if before != {True} and (years or len(before) != 1):
        return
    if any(len(j) > _JOINT or ";" in j or _TURNED.search(j) for j in joints):
        return
    bare = [HAS_YEAR.search(evidence.words(d)) is None for d in full]
    if any(bare) and not all(bare):
        return
    entries = []
    for date in full:
        first, last = date.first, date.last
        if first is not None and last is not None:
            if bare[0]:
                first, last = in_year(first, last, None, evidence.article.published)
            entries.append(Entry(date=date, first=first, last=last))
    calendar = Calendar(entries=tuple(entries), scope=None, sure=True)
    words = evidence.text[max(0, full[0].start - _OPENING) : full[0].start]
    if _slipped(calendar) or (_IN_ORDER.search(words) and _ORDERED.search(words)):
        strays = _breaks(evidence, [(e.first, e.date) for e in entries])
        yield from map(as_note if years else as_warning, strays)


_OPENING = 200  # code points before a row in which it is said to be in order
_IN_ORDER = lazy_regex(
    r"\b(?:in\s(?:the\s)?(?:\w+\s)?(?:order|sequence|turn)|arranged|ordered|sorted|ranked|listed|chronological\w*)\b",
    re.IGNORECASE,
)
_ORDERED = lazy_regex(
    r"\b(?:dates?|days?|years?|time|when|chronolog\w*|entry|earliest|latest|oldest|newest|signing|age)\b",
    re.IGNORECASE,
)


def _beyond_its_range(evidence: Evidence, sentence: Sentence) -> Iterator[Finding]:
    """Yield the one day of a list that the range of its sentence leaves out."""
    spans = within(evidence.stretches, sentence.start, sentence.end)
    ranges = [s for s in spans if s.granularity is Granularity.RANGE and s.first and s.last]
    if len(ranges) != 1:
        return
    scope = ranges[0]
    days = [
        s
        for s in spans
        if s.start > scope.end and s.granularity is Granularity.DAY and s.first and s.last
    ]
    if len(days) < 3 or scope.first is None or scope.last is None:
        return
    joints = [evidence.text[a.end : b.start] for a, b in pairwise(days)]
    if any(len(j) > _JOINT // 2 or ";" in j or _TURNED.search(j) for j in joints):
        return
    whole = Scope(first=scope.first, last=scope.last, start=scope.start, end=scope.end)
    outside = []
    for date in days:
        day = date.first
        if day is not None and HAS_YEAR.search(evidence.words(date)) is None:
            day, _ = in_year(day, day, whole, None)
        if day is not None and not scope.first <= day <= scope.last:
            outside.append(date)
    if len(outside) == 1:
        date = outside[0]
        yield RULES["DT514"].finding_at(
            evidence.document,
            date,
            f"“{evidence.words(date)}” lies outside {scope.edtf}, in which the list is said to lie",
            related=[related_part(evidence, scope, "the period of the list")],
        )


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
        beside = [days[n][1] for n in (place - 1, place + 1) if 0 <= n < len(days)]
        finding = RULES["DT514"].finding_at(
            evidence.document,
            date,
            f"{date.edtf} breaks the {order} order of the dates around it",
            related=[related_part(evidence, one, "an entry beside it") for one in beside],
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
            yield RULES["DT514"].finding_at(
                evidence.document,
                date,
                f"{date.edtf} lies outside the period of its heading",
                related=[related_words(evidence, *where, "the heading's period")],
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
