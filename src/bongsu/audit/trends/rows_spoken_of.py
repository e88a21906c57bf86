"""Rows of a table or a list that a sentence anywhere sums up: "births have dwindled since 2023".

The clause names what the row is headed with, points one way, and may tell from when to when. With
a figure of its own it tells on which side of it the row lies: "exports topped 700 billion".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import content_words, in_quotes, prose
from bongsu.audit.trends.clause_ways import NO_FACT, ways
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.courses import Course, Point, courses
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex

CLAUSES = lazy_regex(
    r"[,;:\u2014]\s(?:and\s|but\s|while\s|whereas\s)?|\s(?:and|but|while|whereas|although|as|"
    r"because|when|after)\s"
)
_NOT_NAMES = content_words(
    "percent percentage change share ratio billion million trillion thousand won dollars rate "
    "number total "
    "annual yearly average growth real people persons level index year"
)
_SINCE = lazy_regex(r"\b(?:since|from|after|over\s(?:the\s)?(?:period|years))\b", re.IGNORECASE)
_PASSED = lazy_regex(
    r"\b(?:(?P<up>topp(?:ed|ing)|exceed(?:ed|s|ing)|surpass(?:ed|es|ing)|pass(?:ed|es|ing)|above|"
    r"over|more\sthan|beat|broke\sthrough)|"
    r"(?P<down>below|under|less\sthan|fewer\sthan|short\sof))\s(?:the\s)?(?:mark\sof\s|"
    r"level\sof\s)?[$\u20ac\u00a3]?$",
    re.IGNORECASE,
)
_MOST = 12  # rows of an article of which sentences are read
_TIMES = 2.0  # by which a row may lie from the figure that it is said to have passed


def rows_spoken_of(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words of direction that the row of a table or a list denies."""
    rows = named_rows(evidence)
    for sentence, words in prose(evidence) if rows else ():
        if "?" in words or NO_FACT.search(words):
            continue
        at = 0
        for end in [*(match.start() for match in CLAUSES.finditer(words)), len(words)]:
            clause, start = words[at:end], at
            at = end
            named = content_words(clause)
            meant = rows_meant(rows, named)
            if len(meant) == 1 and not in_quotes(evidence, sentence, sentence.start + start):
                yield from _denied(evidence, sentence, start, clause, meant[0])


Row = tuple[Course, frozenset[str]]


def named_rows(evidence: Evidence) -> list[Row]:
    """Return the dated rows of tables and lists with the words that name them."""
    rows = [
        (course, content_words(course.head) - _NOT_NAMES)
        for course in courses(evidence)
        if course.form is not BlockKind.PARAGRAPH and not _below_zero(course)
    ]
    return [(course, head) for course, head in rows if head][:_MOST]


def rows_meant(rows: list[Row], named: frozenset[str]) -> list[Course]:
    """Return the rows that a clause names in full, or else by a word that no other row has."""
    if named & _SIDES:
        named |= content_words("balance")
    full = [course for course, head in rows if head <= named]
    if full:
        return full
    words = [word for _, head in rows for word in head]
    own = [
        course
        for course, head in rows
        if any(words.count(word) == 1 for word in head & named)
        and content_words(course.head.split(",")[0].split("(")[0].split()[-1]) & named
    ]
    return own if len(own) == 1 else []


_SIDES = content_words("surplus deficit")


def _below_zero(course: Course) -> bool:
    return any((point.quantity.value or 0.0) <= 0 for point in course.points[1:])


def _denied(
    evidence: Evidence, sentence: Sentence, start: int, clause: str, course: Course
) -> Iterator[Backward]:
    own = sentence.start + start
    figures = [
        one
        for one in within(evidence.quantities, own, own + len(clause))
        if one.kind not in {Kind.ORDINAL, Kind.DURATION} and one.value is not None
    ]
    if figures:
        if len(figures) == 1:
            yield from _on_wrong_side(evidence, own, course, figures[0])
        return
    told = ways(clause, own)
    if len({way for _, way in told}) != 1:
        return
    at, way = told[0]
    steps = _steps(evidence, sentence, own, clause, course)
    if not steps:
        return
    up = way == "up"
    for before, after in steps:
        low, high = (before, after) if up else (after, before)
        if not below(high.quantity, low.quantity):
            return
    first, last = steps[-1]
    yield Backward(
        at,
        at + len(evidence.text[at:].split(maxsplit=1)[0].strip(",.;")),
        first.quantity,
        last.quantity,
    )


def _steps(
    evidence: Evidence, sentence: Sentence, own: int, clause: str, course: Course
) -> list[tuple[Point, Point]]:
    """Return the steps of a row that a clause speaks of; all of them have to deny it."""
    points = list(course.points)
    if any(point.day is None for point in points):
        return []
    every = list(pairwise(points))
    dates = within(evidence.dates, own, own + len(clause)) or within(
        evidence.dates, sentence.start, sentence.end
    )
    named = [
        place for place, point in enumerate(points) for date in dates if date.edtf == point.period
    ]
    if dates and not named:
        return []
    if len(set(named)) == 2:
        return [(points[min(named)], points[max(named)])]
    if group("runs").search(clause):
        if len(every) > 3:
            return []
        return every[-1:] if len(every) == 1 else [step for step in every if _moves(step)][-1:]
    if len(set(named)) == 1:
        place = named[0]
        if _SINCE.search(clause):
            return [(points[place], points[-1])] if place < len(points) - 1 else []
        return [(points[place - 1], points[place])] if place else []
    return [every[-1], (points[0], points[-1])]


def _moves(step: tuple[Point, Point]) -> bool:
    return step[0].quantity.value != step[1].quantity.value


def _on_wrong_side(
    evidence: Evidence, own: int, course: Course, figure: Quantity
) -> Iterator[Backward]:
    """Yield "topped 700 billion" of a row that lies below it in the year told."""
    lead = evidence.text[own : figure.start]
    match = _PASSED.search(lead)
    if match is None:
        return
    dates = within(evidence.dates, own, figure.end + 30)
    told = [point for point in course.points for date in dates if date.edtf == point.period]
    if dates and not told:
        return
    point = (told or course.points)[-1]
    level = point.quantity
    if level.kind is not figure.kind or level.unit != figure.unit:
        return
    value, mark = level.value or 0.0, figure.value or 0.0
    if not mark or not 1 / _TIMES < value / mark < _TIMES:
        return
    denied = below(level, figure) if match["up"] else below(figure, level)
    if denied:
        at = own + match.start()
        yield Backward(at, at + len(match[0].split()[0]), figure, level)
