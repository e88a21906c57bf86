"""The day in the head of a record beside the labelled day of what it records (DT503).

Minutes headed "May 7, 2013" give "Date of meeting: Thursday, May 9, 2013" further down: nobody
keeps the minutes of what is still to come, so that a head before the labelled day is a slip. A head
that says itself of which sitting it is ("Held on", a day in the title), and two labels for one
thing ("Inspection date", "Date of inspection"), have to agree altogether.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.text_lines import TextLine, text_lines
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_RECORD = lazy_regex(
    r"\b(?:minutes|record|proceedings|transcript|verbatim|protocol)\b", re.IGNORECASE
)
_LABEL = guarded_regex(
    r"(?:[\W_]|\d{1,2}[.)]|[IVX]+[.)])*"
    r"(?P<label>(?:(?:[\w-]+\s){0,4}?(?:date|day|held|convened|release|released)(?:\s[\w-]+){0,5}?))\s?\W{0,3}:\W*"
    r"(?:on\s)?$",
    re.IGNORECASE,
)
_CELL = guarded_regex(
    r"\W*(?P<label>(?:[\w-]+\s){0,4}?(?:date|day|held|convened|release|released)(?:\s[\w-]+){0,5}?)\W*",
    re.IGNORECASE,
)
_ANOTHER = lazy_regex(
    r"\b(?:next|previous|last|due|deadline|approv\w*|adopt\w*|expir\w*|effective|closing|birth|"
    r"publi\w+|posted|updat\w*|print\w*|issue\w*|received|start|end|revis\w*|entry|record|from|to|"
    r"completion|amend\w*|reference|value|base|press|embargo\w*|distribut\w*)\b",
    re.IGNORECASE,
)
_EMPTY = frozenset({"date", "day", "time", "and", "of", "the", "on", "place", "venue", "for", "a"})
_SITTINGS = frozenset(
    {"meeting", "session", "sitting", "hearing", "held", "convened", "conference"}
)
_HEAD = lazy_regex(
    r"[\W_]*(?P<says>(?:meeting|session|sitting|hearing|held|convened)\s(?:of|on|held\son)\s)?"
    r"(?:the\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?$",
    re.IGNORECASE,
)
_TAIL = lazy_regex(r"[\s\W_]*(?:\(?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w{0,6}\.?\)?)?[\W_]*$")
_LINES_OF_HEAD = 8
_NEAR = dt.timedelta(days=31)  # farther off, another sitting or the publication may be meant


class _Labelled(NamedTuple):
    date: DateMention
    label: str
    of: frozenset[str]  # what the label dates: "meeting"; nothing for a bare "Date"


def heads_of_records(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the days in heads of records, and of their labels, that disagree with a labelled one.

    Parameters
    ----------
    evidence : Evidence
        An article.
    """
    lines = text_lines(evidence)
    labelled = [*_in_lines(evidence, lines), *_in_rows(evidence)]
    if not labelled:
        return
    yield from _two_labels(labelled)
    span = evidence.article.title_span
    if span is None or _RECORD.search(evidence.text, *span) is None:
        return
    sat = [one for one in labelled if not one.of or one.of & _SITTINGS]
    if len({one.date.first for one in sat}) != 1:
        return  # the minutes of several sittings
    for date, says in _heads(evidence, lines, span, sat[0].date.start):
        apart = _apart(date, sat[0].date)
        ahead = date.first is not None and sat[0].date.first is not None
        ahead = ahead and date.first < sat[0].date.first  # type: ignore[operator]  # both are days
        if apart and (ahead or says):
            yield TwoDays(date=date, other=sat[0].date, sure=True)


def _in_lines(evidence: Evidence, lines: Sequence[TextLine]) -> Iterator[_Labelled]:
    for line in lines:
        days = _days(evidence, line.start, line.end)
        if len(days) == 1:
            found = _LABEL.match(evidence.text[line.start : days[0].start])
            if found is not None and not _ANOTHER.search(found["label"]):
                yield _Labelled(days[0], found["label"], _of(found["label"]))


def _in_rows(evidence: Evidence) -> Iterator[_Labelled]:
    for table in evidence.article.tables:
        for row in table.rows:
            days = _days(evidence, row[0].start, row[-1].end) if len(row) == _PAIR else []
            found = _CELL.fullmatch(evidence.words(row[0])) if len(days) == 1 else None
            if found is not None and not _ANOTHER.search(found["label"]):
                yield _Labelled(days[0], found["label"], _of(found["label"]))


_PAIR = 2  # cells of a row that is a label and what it labels


def _days(evidence: Evidence, start: int, end: int) -> list[DateMention]:
    """Return the written days of a line, a weekday beside its day not counted."""
    return [
        date
        for date in within(evidence.dates, start, end)
        if date.granularity is Granularity.DAY
        and date.written is not None
        and date.written.year is not None
        and date.first is not None
    ]


def _of(label: str) -> frozenset[str]:
    return frozenset(label.lower().split()) - _EMPTY


def _two_labels(labelled: Sequence[_Labelled]) -> Iterator[TwoDays]:
    """Yield the later of two labels that are worded otherwise and date one thing."""
    for one, other in combinations(labelled, 2):
        kinds = frozenset().union(*(each.of for each in labelled if each not in (one, other)))
        alike = one.of and one.of == other.of and one.label.lower() != other.label.lower()
        if alike and not kinds & one.of and _apart(one.date, other.date):
            yield TwoDays(date=one.date, other=other.date, sure=True)


def _heads(
    evidence: Evidence, lines: Sequence[TextLine], span: tuple[int, int], until: int
) -> Iterator[tuple[DateMention, bool]]:
    """Yield the days in the head of an article, and whether they say what they are of."""
    for date in _days(evidence, *span):
        yield date, True
    for line in lines[:_LINES_OF_HEAD]:
        if not span[1] <= line.start < until:
            continue
        days = _days(evidence, line.start, line.end)
        head = _HEAD.match(evidence.text[line.start : days[0].start]) if len(days) == 1 else None
        if head is not None and _TAIL.match(evidence.text[days[0].end : line.end]):
            yield days[0], head["says"] is not None


def _apart(one: DateMention, other: DateMention) -> bool:
    """Whether two days are not the same, though near enough to be meant as one."""
    if one.first is None or other.first is None or one.start == other.start:
        return False
    return dt.timedelta(0) < abs(one.first - other.first) <= _NEAR
