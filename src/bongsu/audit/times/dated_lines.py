"""Lines that open with their time, one below the other: chronologies and tables set as plain text.

Readers join such lines to paragraphs, so their order is known by the lines of the source alone. A
line of prose may open with a year by chance: an entry stands at the head of its text, behind an
entry or a blank line, or behind a line that ends a sentence.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.text_lines import TextLine, text_lines
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_MONTHS = {name.casefold(): n for n, name in enumerate(calendar.month_abbr) if name}
_MONTH = r"(?P<{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{{0,6}}\.?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_HEAD = lazy_regex(
    r"\W{0,3}(?:(?:On|In)\s|\d{1,2}[.)]?\s{1,12}(?=[JFMASOND][a-z]+\.?\s\d{1,2},\s))?(?:"
    rf"{_MONTH.format('m1')}\s(?P<d1>\d{{1,2}}),\s{_YEAR.format('y1')}"
    rf"|(?P<d2>\d{{1,2}})\s{_MONTH.format('m2')}\s{_YEAR.format('y2')}"
    rf"|{_MONTH.format('m3')}\s{_YEAR.format('y3')}"
    rf"|{_MONTH.format('m4')}\s(?P<d4>\d{{1,2}})(?!\d)"
    rf"|(?P<q>[1-4]Q|Q[1-4])[\s'’]{_YEAR.format('y6')}"
    rf"|{_YEAR.format('y5')}(?:/\d\d(?:\d\d)?)?(?:[*†]|\s?[a-z]/|\([a-z]\)|[pef]\b)?"
    r")(?P<behind>\s?[:|–—]\s?|\s-\s|,?\s{1,30}(?=[A-Z“\"(\d$.-])|,\s(?=the\s)|\s?$)"
)
_FIGURES = lazy_regex(r"\W{0,3}\(?-?[$]?\d[\d,.]*%?\)?(?:[\s|]{1,30}\(?-?[$]?\d[\d,.]*%?\)?)*\W*$")
_ENDED = lazy_regex(r"[.!?:;)”\"\]|]\d{0,2}\s*$")
_SHORT = 60  # code points: a line that stops so early was not broken by its width
_REACH = 8  # lines from one entry to the next
_FAR_REACH = 20  # where each opens a paragraph with its full day
_FEWEST = 4  # entries that show an order
_APART = 80  # years


class Dated(NamedTuple):
    """A line with the time that it opens with."""

    line: int
    start: int
    end: int  # of the time
    day: dt.date
    form: str  # how the time is written
    figures: bool  # whether the rest of the line is a row of figures


class Misdated(NamedTuple):
    """The times of one line that breaks the order, or of two of which one does."""

    start: int
    end: int
    beside: tuple[Dated, ...]
    sure: bool


def misplaced_lines(evidence: Evidence) -> Iterator[Misdated]:
    """Yield the one line of a run of dated lines that breaks its order."""
    for run in _runs(_entries(evidence)):
        if run[0].figures:
            yield from _off_the_steps(run)
        else:
            yield from _out_of_turn(run)


@remembered
def _entries(evidence: Evidence) -> Iterator[Dated]:
    span = evidence.article.title_span
    before: TextLine | None = None
    opened = True
    lines = [line for line in text_lines(evidence) if span is None or line.start >= span[1]]
    for line in lines:
        words = evidence.text[line.start : line.end]
        found = _HEAD.match(words)
        fresh = (
            before is None
            or opened
            or line.number > before.number + 1
            or len(before.source) < _SHORT
            or _ENDED.search(before.source) is not None
        )
        opened = False
        entry = _dated(evidence, line, found) if found is not None and fresh else None
        if entry is not None:
            opened = True
            yield entry
        before = line
    yield from _of_tables(evidence)


def _of_tables(evidence: Evidence) -> Iterator[Dated]:
    """Yield the rows of tables that open with a year: they are lines as well."""
    for number, table in enumerate(evidence.article.tables):
        for place, row in enumerate(table.rows):
            if len(row) < 2 or row[0].kind is not BlockKind.CELL:
                continue
            year = regex(r"\W?((?:19|20)\d\d)\W{0,3}$").match(evidence.words(row[0]))
            if year is not None:
                start = row[0].start + year.start(1)
                at = 10**6 * (number + 1) + place  # rows of one table alone stand together
                day = dt.date(int(year[1]), 1, 1)
                yield Dated(at, start, start + 4, day, "year", figures=True)


def _dated(evidence: Evidence, line: TextLine, found: re.Match[str]) -> Dated | None:
    form = next(n for n in ("y1", "y2", "y3", "d4", "y6", "y5") if found[n])
    number = form[1]
    month = found.groupdict().get(f"m{number}")
    day = found.groupdict().get(f"d{number}")
    published = evidence.article.published
    year = int(found[form]) if form != "d4" else (published.year if published else 2001)
    if found["q"]:
        quarter = int(found["q"].strip("Q"))
        when = dt.date(year, 3 * quarter - 2, 1)
    else:
        try:
            when = dt.date(year, _MONTHS[month.casefold()] if month else 1, int(day or 1))
        except ValueError:
            return None
    rest = evidence.text[line.start + found.end() : line.end]
    figures = form == "y5" and _FIGURES.match(rest) is not None
    if form == "y5" and not figures and not found["behind"].strip() and rest[:1].isdigit():
        return None  # "2010 1 billion dollars": neither a row nor an entry
    names = {"y1": "day", "y2": "day", "y3": "month", "d4": "bare day", "y6": "quarter"}
    if not rest.strip() and when == published:
        return None  # the day line below a title is no entry
    first = line.start + len(found[0]) - len(found[0].lstrip(" \t(*•–-"))
    at = line.start + found.start("behind")
    return Dated(line.number, first, at, when, names.get(form, "year"), figures)


def _runs(entries: Sequence[Dated]) -> Iterator[list[Dated]]:
    """Yield entries of one form that follow each other closely, at least as many as show order."""
    run: list[Dated] = []
    for entry in entries:
        if run and not _goes_on(run[-1], entry):
            yield from [run] if len(run) >= _FEWEST else []
            run = []
        run.append(entry)
    yield from [run] if len(run) >= _FEWEST else []


def _goes_on(last: Dated, entry: Dated) -> bool:
    if entry.figures != last.figures or (entry.form == "bare day") != (last.form == "bare day"):
        return False
    if (entry.form == "quarter") != (last.form == "quarter"):
        return False
    days = entry.form == last.form == "day"
    reach = 2 if entry.figures else _FAR_REACH if days else _REACH
    return 0 < entry.line - last.line <= reach and abs(entry.day.year - last.day.year) <= _APART


def _off_the_steps(run: Sequence[Dated]) -> Iterator[Misdated]:
    """Yield the one year of rows of figures that leaves the even steps of all others."""
    years = [entry.day.year for entry in run]
    steps = Counter(b - a for a, b in pairwise(years))
    step, often = steps.most_common(1)[0]
    if abs(step) not in {1, 5, 10} or often < 2:
        return
    firsts = Counter(year - place * step for place, year in enumerate(years))
    first, kept = firsts.most_common(1)[0]
    wrong = [place for place, year in enumerate(years) if year != first + place * step]
    if len(wrong) != 1 or kept < _FEWEST - 1:
        return
    place = wrong[0]
    if place == len(run) - 1 and (years[place] - years[place - 1]) * step > 0:
        return  # the last row may leap ahead, to a forecast
    if place == 0 and (years[1] - years[0]) * step > 0:
        return  # and the first may lie far back
    yield _misdated(run, place, sure=len(run) > _FEWEST)


def _out_of_turn(run: Sequence[Dated]) -> Iterator[Misdated]:
    """Yield the one entry without which the others would be in order."""
    days = [entry.day.toordinal() for entry in run]
    if run[0].form == "bare day":
        days = _over_new_year(days)
    for sign in (1, -1):
        values = [sign * day for day in days]
        if all(a <= b for a, b in pairwise(values)):
            return
    for sign in (1, -1):
        values = [sign * day for day in days]
        strays = [
            place for place in range(len(values)) if _rises([*values[:place], *values[place + 1 :]])
        ]
        if not strays:
            continue
        if len(run) == _FEWEST and len(set(days)) < _FEWEST:
            return
        yield _misdated(run, *strays[-2:], sure=len(run) > _FEWEST and _strictly(values) > 1)
        return


def _rises(values: Sequence[int]) -> bool:
    return all(a <= b for a, b in pairwise(values))


def _strictly(values: Sequence[int]) -> int:
    return sum(a < b for a, b in pairwise(values))


def _over_new_year(days: Sequence[int]) -> list[int]:
    """Return days told without their year, counted on where December turns to January."""
    found, turned = list(days[:1]), 0
    for before, day in pairwise(days):
        if before - day > _HALF:
            turned += 365
        elif day - before > _HALF and turned:
            turned -= 365
        found.append(day + turned)
    return found


_HALF = 200  # days


def _misdated(run: Sequence[Dated], *places: int, sure: bool) -> Misdated:
    first, last = places[0], places[-1]
    if last - first > 1:
        first = last
    beside = tuple(run[n] for n in (first - 1, last + 1) if 0 <= n < len(run))
    return Misdated(start=run[first].start, end=run[last].end, beside=beside, sure=sure)
