"""Series of figures by measure and subject, each value with the day from which it was known.

A measure is compared only with a series of the same measure, subject and unit: nationals are not
the population, and a projection is not a count. What a text calls a measure or a subject is matched
by whole words against the patterns of the index.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple, TypeAlias

from bongsu.evidence.dictionary import words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.sourced import known, parts, rows, span
from bongsu.packaged import packaged


class Series(NamedTuple):
    """One row of figures."""

    id: str
    title: str
    measures: tuple[str, ...]  # words that name the measure; all of one alternative are needed
    subjects: tuple[str, ...]  # the same for the subject; none: any subject
    excludes: tuple[str, ...]  # words that mean another measure or subject
    unit: str  # as in a quantity: "percent", "persons", "USD", "KRW", "rate", "year"
    frequency: str  # "year", "quarter", "month", "day" or "once"
    kind: str  # "count", "estimate", "projection" or "law"
    note: str
    told: tuple[str, ...]  # words by which a text may speak of it where its figure is known


_SCALED = 1e9  # from here on a value is told in billions or trillions


class Value(NamedTuple):
    """One figure of one series, as it was published once."""

    series: str
    period: str  # EDTF
    low: float  # both ends are one number, unless a range was published
    high: float
    known_from: dt.date
    vintage: str  # which release or projection; "" where there is one only
    source: str  # id in `bongsu.evidence.sourced.sources`, or an address

    def within_step(self, step: float) -> Interval:
        """Return what may have been meant, where a text tells it to a finer step.

        A large value is published in billions or trillions, rounded to its last digit.

        Parameters
        ----------
        step : float
            The step to which the text tells it, in the unit of the series.
        """
        coarse = self._step()
        spare = coarse / 2 if coarse > step else 0.0
        return Interval(self.low - spare, self.high + spare)

    def _step(self) -> float:
        if abs(self.low) < _SCALED or self.low != self.high:
            return 0.0
        digits = f"{abs(self.low):.12g}".partition("e")[0].replace(".", "").rstrip("0")
        return float(10.0 ** (math.floor(math.log10(abs(self.low))) - len(digits) + 1))

    @property
    def first(self) -> dt.date:
        """The first day of its period."""
        return span(self.period)[0]

    @property
    def last(self) -> dt.date:
        """The last day of its period."""
        return span(self.period)[1]


@cache
def series() -> dict[str, Series]:
    """Return all series by their id."""
    return {
        row["id"]: Series(
            id=row["id"],
            title=row["title"],
            measures=parts(row["measures"]),
            subjects=parts(row["subjects"]),
            excludes=parts(row["excludes"]),
            unit=row["unit"],
            frequency=row["frequency"],
            kind=row["kind"],
            note=row["note"],
            told=parts(row["told"]),
        )
        for row in rows("bongsu.audit", "series")
    }


@cache
def _lines_of_values() -> dict[str, list[str]]:
    """Return the lines of each series; a text asks for few, and only those are read as rows."""
    text = packaged("bongsu.audit", "tables", "series_values.csv").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        found.setdefault(line[: line.index(",")], []).append(line)
    return found


@cache
def _values(series_id: str) -> tuple[Value, ...]:
    """Return the values of one series; a text asks for few of them."""
    return tuple(
        Value(
            series=series_id,
            period=row["period"],
            low=float(row["value"]),
            high=float(row["high"] or row["value"]),
            known_from=dt.date.fromisoformat(row["known_from"]),
            vintage=row["vintage"],
            source=row["source"],
        )
        for row in csv.DictReader(
            [*_lines_of_values()["series"], *_lines_of_values().get(series_id, ())]
        )
    )


@lru_cache(maxsize=1 << 12)  # rules ask for the same figures
def series_for(measure: str, subject: str = "", unit: str = "") -> tuple[Series, ...]:
    """Return the series that a measure and a subject, as a text words them, can mean.

    Parameters
    ----------
    measure : str
        "total fertility rate", "unemployment rate".
    subject : str
        "North Korean refugees in South Korea"; a series that names no subject takes any.
    unit : str, optional
        As in a quantity; any if left out.

    Returns
    -------
    tuple of Series
        Those with the longest matching pattern first.

    Examples
    --------
    >>> [found.id for found in series_for("total fertility rate", "South Korea")]
    ['korea-tfr']
    """
    said = _stems(f"{measure} {subject}")
    measured = _stems(measure)
    found = []
    for one, measures, subjects, excludes in _stemmed():
        if (unit and one.unit != unit) or any(words <= said for words in excludes):
            continue
        weight = _weight([words for words in measures if not words.isdisjoint(measured)], said)
        about = _weight(subjects, said) if weight else 0
        if weight and (about or not subjects):
            found.append((-weight - about, one.id, one))
    return tuple(one for _, _, one in sorted(found, key=lambda entry: entry[:2]))


def _weight(patterns: Iterable[frozenset[str]], said: frozenset[str]) -> int:
    """Return how many words the longest pattern has that was said in full."""
    return max([len(words) for words in patterns if words <= said], default=0)


_Stems: TypeAlias = tuple[frozenset[str], ...]


def excluded(one: Series, words: str) -> bool:
    """Whether some words mean another measure or subject than a series has."""
    said = _stems(words)
    return any(told <= said for told in _each(one.excludes))


@cache
def _stemmed() -> tuple[tuple[Series, _Stems, _Stems, _Stems], ...]:
    """Return the series with the stems of their measures, subjects and of what they exclude."""
    return tuple(
        (one, _each(one.measures), _each(one.subjects), _each(one.excludes))
        for one in series().values()
    )


def _each(words: Iterable[str]) -> _Stems:
    return tuple(map(_stems, words))


@cache
def _stems(text: str) -> frozenset[str]:
    named = text.replace("North Korean", "North Korea")
    return frozenset(_stem(word.casefold()) for word in words(named))


def _stem(word: str) -> str:
    """Return a word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def values(series_id: str, as_of: dt.date | None = None) -> tuple[Value, ...]:
    """Return every value of a series that was known on a day, in order of the period.

    Parameters
    ----------
    series_id : str
        Id of a series; one that is not known has no values.
    as_of : date, optional
        The day; today's knowledge if left out.
    """
    return tuple(one for one in _values(series_id) if known(one.known_from, as_of))


def value_on(series_id: str, day: dt.date, as_of: dt.date | None = None) -> Value | None:
    """Return the newest known value whose period covers a day, none if there was none.

    Examples
    --------
    >>> value_on("korea-reciprocal-tariff", dt.date(2025, 9, 1)).low
    15.0
    """
    found = [one for one in values(series_id, as_of) if one.first <= day <= one.last]
    return max(found, key=lambda one: one.known_from, default=None)


def vintages(series_id: str, period: str, as_of: dt.date | None = None) -> tuple[Value, ...]:
    """Return every value published for a period that was known on a day, the oldest first.

    Parameters
    ----------
    series_id : str
        Id of a series; one that is not known has no values.
    period : str
        EDTF; equal to that of the value.
    as_of : date, optional
        The day; today's knowledge if left out.
    """
    found = (one for one in values(series_id, as_of) if one.period == period)
    return tuple(sorted(found, key=lambda one: one.known_from))


def value(series_id: str, period: str, as_of: dt.date | None = None) -> Value | None:
    """Return the newest value of a period that was known on a day, none if there was none.

    Examples
    --------
    >>> value("korea-tfr", "2023").low
    0.72
    """
    found = vintages(series_id, period, as_of)
    return found[-1] if found else None
