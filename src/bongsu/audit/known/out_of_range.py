"""Figures that a yearly series of the reference cannot have reached by their year.

The year of a figure need not be known yet: a rate that moved by a tenth a year at most has not
doubled in one. What is still farther off is another thing, or of another country.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.reading.readings import Reading, readings
from bongsu.audit.references.series import Value, values
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Modality, within
from bongsu.patterns import lazy_regex, regex

_STEPS = 3.0  # times the greatest yearly move that a year may bring
_YEARS = 10  # back in which the greatest move is looked for
_OLD = 3  # years by which the newest figure may be older
_OTHER = 6.0  # times the known value: that is another thing
_FEWEST = 4  # values of a series whose moves are known
_PRESENT = lazy_regex(r"\b(?:is|are|has|have|remains|stands|now|currently|today|last\syear)\b")
_ANOTHER = lazy_regex(
    r"\b(?:North|Japan\w*|Chin(?:a|ese)|Taiwan\w*|average|mean|median|world['\u2019]s|U\.?S\.?|America\w*|"
    r"United\sStates|Europe\w*|EU|France|German\w*|Ital\w+|replacement|target\w*|goal|youth|monthly|quarter\w*|"
    r"aged|young\w*|women|men|female|male|elderly|old\w*|seniors?|graduates?|refugees?|defectors?|migrants?|"
    r"foreign\w*|extended|expanded|broad\w*|if|would|could|project\w*|forecast\w*|expect\w*|needed|regional|province|Seoul|Busan|Sejong|19[0-8]\ds?)\b"
)
_KOREA = lazy_regex(r"\bKorea(?:n|['\u2019]s)?\b")


def out_of_range(evidence: Evidence, day: dt.date | None) -> Iterator[tuple[Reading, Value]]:
    """Yield figures that are out of reach of the newest value known for their year."""
    if day is None:
        return
    for reading in readings(evidence):
        year = _year(evidence, reading, day)
        if year is None or len(reading.series) != 1 or not _plain(evidence, reading):
            continue
        told = _yearly(reading.series[0].id, day)
        before = [value for value in told if value.first.year <= year]
        if len(told) < _FEWEST or not before or year - before[-1].first.year > _OLD:
            continue
        newest, figure = before[-1], reading.quantity.value or 0.0
        years = max(year - newest.first.year, 1)
        reach = _STEPS * years * _greatest_move(before)
        lows = [value.low for value in told if value.first.year >= year - _YEARS]
        if min(lows) <= figure <= max(lows) or figure * newest.low <= 0:
            continue
        far = max(figure / newest.low, newest.low / figure)
        if abs(figure - newest.low) > max(reach, reading.quantity.step) and far < _OTHER:
            yield reading, newest


def _year(evidence: Evidence, reading: Reading, day: dt.date) -> int | None:
    """Return the year of a figure: the one told, or that of the text if it is told as now."""
    period = reading.claim.period
    if period:
        return int(period) if regex(r"\d{4}").fullmatch(period) else None
    sentence = reading.sentence
    dated = within(evidence.dates, sentence.start, sentence.end)
    return day.year if not dated and _PRESENT.search(evidence.words(sentence)) else None


def _plain(evidence: Evidence, reading: Reading) -> bool:
    """Whether a sentence tells of South Korea alone, as a fact."""
    words = evidence.words(reading.sentence)
    return (
        reading.claim.modality is Modality.STATED
        and reading.quantity.comparator in NO_BOUNDS
        and reading.series[0].kind not in {"projection", "law"}
        and _KOREA.search(words) is not None
        and _ANOTHER.search(words) is None
    )


def _yearly(series: str, day: dt.date) -> list[Value]:
    """Return the newest value of each year, in order."""
    newest: dict[int, Value] = {}
    for value in sorted(values(series, day), key=lambda one: one.known_from):
        if regex(r"\d{4}").fullmatch(value.period):
            newest[value.first.year] = value
    return [newest[year] for year in sorted(newest)]


def _greatest_move(told: list[Value]) -> float:
    return max(
        (
            abs(two.low - one.low) / (two.first.year - one.first.year)
            for one, two in pairwise(told[-_YEARS:])
        ),
        default=0.0,
    )
