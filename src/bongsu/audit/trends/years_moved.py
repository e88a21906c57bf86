"""Words of direction told of several years at once, held against every step of a series.

"Births rose in every year from 2018 to 2022", "exports fell in both 2021 and 2022", "between 2022
and 2024 inflation picked up speed". The words are denied if each step of the series in these years
goes the other way; if they speak of every single year, one such step and the whole way are enough.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references.series import Series, Value, values
from bongsu.audit.trends.moved import Went, against, is_whole, meant_by, ways_in
from bongsu.evidence.mentions import Evidence, Kind, Sentence, within
from bongsu.patterns import lazy_regex

_YEAR = r"(?:19|20)\d\d"
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SPAN = lazy_regex(
    rf"\b(?:from|between)\s(?P<a>{_YEAR})\s(?:to|and|until|through)\s(?P<b>{_YEAR})\b|"
    rf"\b(?:both|either)\s(?:of\s)?(?P<c>{_YEAR})\s(?:and|or)\s(?P<d>{_YEAR})\b|"
    rf"\bsince\s(?P<since>{_YEAR})\b|\bof\sthe\s(?:last|past)\s(?P<last>{'|'.join(_NUMBERS)})\syears\b|"
    rf"\bfor\s(?:the\s)?(?P<row>{'|'.join(_NUMBERS)})\s(?:consecutive\syears|years\s(?:in\sa\srow|running))|"
    rf"\bin\s(?P<e>{_YEAR})\s(?:and|"
    rf"as\swell\sas)\s(?:again\s)?(?:in\s)?(?P<f>{_YEAR})\b(?!\s[A-Z])",
    re.IGNORECASE,
)
_EVERY = lazy_regex(
    r"\b(?:every|each)\s(?:single\s)?(?:one\sof\s\w+\s)?year|\byear\s(?:after|by|upon)\syear\b|"
    r"\bwithout\s(?:a\s)?(?:break|"
    r"interruption|exception|pause)\b|\bsteadily\b|\bcontinuous\w*\b|\bin\s(?:both|either)\b",
    re.IGNORECASE,
)
_SINCE = lazy_regex(rf"\bsince\s{_YEAR}\b")
_CLAUSE = lazy_regex(
    r";\s|:\s|\s\u2014\s|,\s(?=(?:and|but|yet|while|whereas|although|though|so|which|as|by)\b)|"
    r"\s(?=(?:and\syet|but|while|whereas|although|though)\s)"
)
_FIGURES = frozenset({Kind.ORDINAL, Kind.MULTIPLE, Kind.FRACTION})
_LONGEST = 15  # years


def moved_over_years(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield words of direction of several years that a series of Korea contradicts."""
    if not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        for first, last, span in _spans(words, day):
            start = sentence.start + first
            figures = within(evidence.quantities, start, sentence.start + last)
            if any(one.kind not in _FIGURES for one in figures) or quoted(words[first:last]):
                continue
            yield from _denied(evidence, sentence, (first, last), span, day)


def _spans(words: str, day: dt.date | None) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield the clauses that tell of a stretch of years, with its first step and last year."""
    cuts = [0, *(cut.end() for cut in _CLAUSE.finditer(words)), len(words)]
    for first, last in pairwise(cuts):
        spans = list(_SPAN.finditer(words, first, last))
        if len(spans) != 1:
            continue
        span = spans[0]
        counted = span["last"] or span["row"]
        if (span["since"] or counted) and not (day and (counted or _EVERY.search(words, first))):
            continue
        if span["since"] and day:
            years = int(span["since"]), day.year - 1
        elif counted and day:
            years = day.year - 3 - _NUMBERS.index(counted), day.year - 1
        elif span["a"]:
            years = int(span["a"]), int(span["b"])
        else:  # the steps into each of two years
            years = int(span["c"] or span["e"]) - 1, int(span["d"] or span["f"])
            if years[1] - years[0] != len(years):
                continue
        if 0 < years[1] - years[0] <= _LONGEST:
            yield first, last, years


def _denied(
    evidence: Evidence,
    sentence: Sentence,
    clause: tuple[int, int],
    span: tuple[int, int],
    day: dt.date | None,
) -> Iterator[Went]:
    words = evidence.words(sentence)[slice(*clause)]
    every = _EVERY.search(words) is not None
    bare = _SINCE.sub("", _EVERY.sub("", words))
    for pattern, way in ways_in(bare, None):
        at = words.find(way[0])
        found = meant_by(evidence, sentence, pattern)
        up = way["up"] is not None
        rows = [_row(one, span, day) for one in found]
        if rows and all(_turned(row, up=up, every=every) for row in rows):
            start = sentence.start + clause[0] + at
            title = found[0].title
            yield Went(start, start + len(way[0]), up, title, rows[0][0], rows[0][-1])


def _row(one: Series, span: tuple[int, int], day: dt.date | None) -> list[Value]:
    """Return the values of a series for each year of a stretch; none if one is not on record."""
    known = {value.first.year: value for value in values(one.id, day) if is_whole(value)}
    years = range(span[0], span[1] + 1)
    return [known[year] for year in years] if all(year in known for year in years) else []


def _turned(row: list[Value], *, up: bool, every: bool) -> bool:
    """Whether the values go the other way as a whole, and at every step that is told of."""
    if not row or not against(row[0], row[-1], up=up):
        return False
    steps = [against(then, now, up=up) for then, now in pairwise(row)]
    return every or all(steps)
