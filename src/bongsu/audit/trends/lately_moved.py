"""Words of direction told of the years up to now, held against the yearly series of the reference.

"The steady decline of the Korean stock market over the past year", "births have risen over the last
decade": the newest yearly values known then, and those as many years before, must not have gone far
the other way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references.series import Series, Value, series_for, values
from bongsu.audit.trends.moved import OTHER_ECONOMY, Went, against, is_whole
from bongsu.audit.trends.way_words import NOT, WAY
from bongsu.evidence.mentions import Evidence, Kind, within
from bongsu.patterns import lazy_regex

_SPAN = guarded_regex(
    r"(?:^|\s)(?:over|during|in|for|across|throughout)\s(?:the\s)?(?:course\sof\sthe\s)?(?:past|"
    r"last|preceding|recent)\s"
    r"(?:(?P<n>two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|\d{1,2}|few|several|"
    r"couple\sof)\s)?"
    r"(?P<unit>years?|decades?|twelve\smonths|12\smonths)\b",
    re.IGNORECASE,
)
_CUT = lazy_regex(
    r"[.;:,]\s|\s[\u2014\u2013]\s|\b(?:and|but|while|although|despite|because|as|that)\s"
)
_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "fifteen": 15,
    "twenty": 20,
}
_FEW = (2, 5)  # years that "a few" or "recent years" may be
_LEAST = 0.05  # of the earlier value by which a series must have gone the other way
_MOST_STEPS = 0.5  # of the steps that may have gone as the words say
_NO_FIGURES = frozenset({Kind.ORDINAL, Kind.DURATION})
_EARLY = 3  # months of a year in which the past one is the last calendar year
_RATES = lazy_regex(r"\b(?:growth|pace|share|ratio|rate\sof|per|real|net|relative|among|gap)\b")


def moved_lately(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield words of direction of the last years that a series of Korea contradicts."""
    if day is None or not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        for span in _SPAN.finditer(words):
            first, clause = _clause(words, span)
            ways = list(WAY.finditer(clause))
            if len(ways) != 1 or NOT.search(clause) or _RATES.search(clause) or quoted(words):
                continue
            start = sentence.start + first
            end = max(start + len(clause), sentence.start + span.end())
            figures = within(evidence.quantities, start, end)
            if OTHER_ECONOMY.search(clause) or any(one.kind not in _NO_FIGURES for one in figures):
                continue
            up = ways[0]["up"] is not None
            for one in _series(clause, evidence.article.title):
                pair = _other_way(_known(one, day), _years(span), day, up=up)
                if pair is not None:
                    at = start + ways[0].start()
                    yield Went(at, at + len(ways[0][0]), up, one.title, *pair)
                    break


def _clause(words: str, span: re.Match[str]) -> tuple[int, str]:
    """Return the clause that a stretch of time ends, or that it opens."""
    first = max((cut.end() for cut in _CUT.finditer(words, 0, span.start())), default=0)
    if words[first : span.start()].strip():
        return first, words[first : span.start()]
    start = min(span.end() + 2, len(words))  # behind the comma
    return start, _CUT.split(words[start:], maxsplit=1)[0]


def _series(clause: str, title: str) -> list[Series]:
    """Return the yearly series whose measure a clause names, and whose subject it or the title."""
    return [
        one
        for one in series_for(clause, f"{clause} {title}")
        if (one.frequency, one.kind) == ("year", "count") and one.unit not in {"percent", "rate"}
    ]


def _years(span: re.Match[str]) -> tuple[int, ...]:
    """Return how many years a stretch may have; more than one where it is told loosely."""
    number = (span["n"] or "").lower()
    decades = span["unit"].lower().startswith("decade")
    if number in {"few", "several", "couple of"} or (not number and span["unit"] == "years"):
        return _FEW if not decades else (20, 30)
    count = _NUMBERS.get(number) or (int(number) if number else 1)
    return (10 * count,) if decades else (count,)


def _known(one: Series, day: dt.date) -> dict[int, Value]:
    """Return the newest value of each whole year, as known on a day."""
    every = sorted(values(one.id, day), key=lambda value: value.known_from)
    return {value.first.year: value for value in every if is_whole(value)}


def _other_way(
    known: dict[int, Value], years: tuple[int, ...], day: dt.date, *, up: bool
) -> tuple[Value, Value] | None:
    """Return the ends of a stretch in which a series went far the other way."""
    last = max(known, default=0)
    if last < day.year - (1 if years == (1,) else 2) or (years == (1,) and day.month > _EARLY):
        return None  # "the past year" may have been another than the one on record
    ends = [(known.get(last - count), known.get(last)) for count in years]
    for then, now in ends:
        if then is None or now is None or not against(then, now, up=up):
            return None
        if abs(now.low - then.low) < _LEAST * abs(then.low):
            return None
        row = [known[year] for year in range(then.first.year, last + 1) if year in known]
        steps = [against(a, b, up=up) for a, b in pairwise(row)]
        if sum(steps) < (1 - _MOST_STEPS) * len(steps):
            return None
    then, now = ends[0]
    return (then, now) if then is not None and now is not None else None
