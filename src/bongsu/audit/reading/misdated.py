"""Days that one document gives to what another dates otherwise, by a slip of the finger.

Two dates that differ in the day, the month or the year alone are one day mistyped, or two days of
one month: what their sentences and paragraphs have in common has to tell. A dateline dates what
the text below it says of "today".
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.surroundings import (
    SHORT,
    Place,
    chance,
    of_other_turns,
    of_others,
    weight,
)
from bongsu.audit.reading.wording import alternation, sentence_at, table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity

_NEAR = 3  # days
_STRETCH = 14  # days
_MOST = 40  # days with two parts in common that are compared with each other
_ENOUGH = 8.0  # of the weights of slip and surroundings
_ENOUGH_TO_ASK = 5.5


class Dated(NamedTuple):
    """A day where it stands."""

    evidence: Evidence
    date: DateMention
    day: dt.date

    @property
    def place(self) -> Place:
        """Its surroundings."""
        sentences = self.evidence.sentences
        return Place(
            self.evidence, sentences[sentence_at(self.evidence, self.date.start)], self.date.start
        )


def misdated(evidences: Sequence[Evidence]) -> Iterator[tuple[Dated, Dated, bool]]:
    """Yield days of two articles of which one may be the other mistyped, and if it is likely."""
    groups: dict[tuple[int, int, int], list[Dated]] = defaultdict(list)
    told: dict[int, list[dt.date]] = {}
    by_chance = chance(evidences)
    for evidence in evidences:
        days = list(days_told(evidence))
        told[id(evidence)] = given(evidence)
        for one in days:
            year, month, day = one.day.year, one.day.month, one.day.day
            for key in ((year, month, 0), (year, 0, day), (0, month, day)):
                groups[key].append(one)
    for group in groups.values():
        for first, second in combinations(group[:_MOST] if len(group) > 1 else (), 2):
            if first.evidence.article is second.evidence.article or first.day == second.day:
                continue
            ours, theirs = told[id(first.evidence)], told[id(second.evidence)]
            if first.day in theirs or second.day in ours or _of_their_years(first, second, told):
                continue
            score = _weight(first, second) - by_chance
            if score >= (_ENOUGH_TO_ASK if _short(first) and _short(second) else _ENOUGH):
                yield first, second, score >= _ENOUGH


def given(evidence: Evidence) -> list[dt.date]:
    """Return the ends of all dates that a text gives."""
    return [day for one in evidence.dates for day in (one.first, one.last) if day is not None]


def _weight(first: Dated, second: Dated) -> float:
    """Return how much speaks for two days being one; less where either text is long."""
    slip = _slip(first.day, second.day)
    if not slip or of_others(first.place, second.place) or of_two_deeds(first, second):
        return 0.0
    return slip + weight(first.place, second.place) - (not (_short(first) and _short(second))) * 3


def of_two_deeds(first: Dated, second: Dated) -> bool:
    """Whether each of two sentences tells a deed, and not the same: signed, and in force."""
    said = [one.evidence.words(one.place.sentence) for one in (first, second)]
    told = [_deeds(words) for words in said]
    return (bool(told[0] and told[1]) and not told[0] & told[1]) or of_other_turns(*said)


def _deeds(words: str) -> frozenset[str]:
    return frozenset(
        name
        for name, forms in table("dates")["deeds"].items()
        if re.search(rf"\b{alternation(forms)}\b", words)
    )


def _short(one: Dated) -> bool:
    article = one.evidence.article
    return article.end - article.start <= SHORT


def _of_their_years(first: Dated, second: Dated, given: Mapping[int, Sequence[dt.date]]) -> bool:
    """Whether two days a year apart each lie in the year that their own article is on."""
    return first.day.year != second.day.year and all(
        any(day.year == one.day.year and day != one.day for day in given[id(one.evidence)])
        for one in (first, second)
    )


def days_told(evidence: Evidence) -> Iterator[Dated]:
    """Yield the days that a text names, and both ends of a stretch of days."""
    if not evidence.sentences:
        return
    for date in evidence.dates:
        if date.role in {"heading", "publication"} or date.first is None:
            continue
        if date.relative and evidence.article.end - evidence.article.start > SHORT:
            continue  # in a long text a day without its year may be of any
        if date.granularity is Granularity.DAY:
            yield Dated(evidence, date, date.first)
        elif (
            date.granularity is Granularity.RANGE
            and date.last is not None
            and 0 < (date.last - date.first).days <= _STRETCH
            and any(char.isdigit() for char in evidence.words(date))  # not "the start of January"
        ):
            yield Dated(evidence, date, date.first)
            yield Dated(evidence, date, date.last)


def _slip(one: dt.date, other: dt.date) -> int:
    """Return how much the parts of two days speak for a slip; 0 for not at all."""
    if one.day != other.day:
        short, long = sorted((str(one.day), str(other.day)), key=len)
        lost = len(short) < len(long) and short in long  # 4 for 14
        near = abs(one.day - other.day) <= _NEAR
        turned = sorted(short) == sorted(long)
        shared = len(short) == len(long) and any(a == b for a, b in zip(short, long, strict=True))
        return 3 if lost or turned else 2 if near or shared else 0
    if one.month != other.month:
        apart = abs(one.month - other.month)
        alike = {one.month, other.month} in ({3, 5}, {6, 1})  # March and May, June and January
        return 3 if apart in {1, 10} or alike else 0
    return 3 if abs(one.year - other.year) == 1 else 2 if abs(one.year - other.year) == 10 else 0
