"""Ways of a yearly series told without a figure: "last year births fell again".

The clause names the measure, or goes on with "it" from a sentence that does, has words of one way,
and tells a year, or that the way has gone on for years up to now.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import names_korea, stems
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.references.series import Series, Value, series, vintages
from bongsu.audit.trends.clause_ways import NO_FACT, ways
from bongsu.audit.trends.moved import Went
from bongsu.evidence.mentions import Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_PARTS = lazy_regex(
    r"[,;:\u2014]\s(?:and\s|but\s|while\s|whereas\s)?|"
    r"\s(?:and|but|while|whereas|although|as|because|when|after|even\sas|despite|amid)\s"
)
_OTHER = lazy_regex(  # another stretch of time, place or people, or no report
    r"\b(?:quarter\w*|months?|monthly|half|week\w*|daily|forecast\w*|project\w*|expect\w*|"
    r"predict\w*|"
    r"will|would|could|should|may|might|if|to|per\scapita|share|ratio|rate\sof|pace|growth|youth|"
    r"young\w*|women|female|men|male|aged|elderly|foreign\w*|multicultural|regional|provinc\w+|"
    r"city|"
    r"cities|Seoul|Busan|Sejong|North|Pyongyang|Japan\w*|Chin(?:a|ese)|U\.?S\.?|America\w*|OECD|"
    r"world\w*|global\w*|Europe\w*|prices?|than|less|more|fewer|short\sof|between|under|over)\b"
)
_BACK = lazy_regex(
    r"\s?(?:last\syear,?\s|in\s\d{4},?\s|then\s)?(?:it|they|the\s(?:number|figure|total|count|"
    r"rate))\b",
    re.IGNORECASE,
)
_RUNNING = guarded_regex(
    r"\b(?:(?:two|three|four|five|six|seven|eight|nine|ten)\s(?:consecutive\s|straight\s|"
    r"successive\s)?years?"
    r"\s(?:running|in\sa\srow|straight)|(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth)\s"
    r"(?:consecutive|straight|successive)\syear|year\safter\syear|again)\b",
    re.IGNORECASE,
)
_NO_WAY = frozenset({"korea-gdp-growth", "korea-trade-balance", "korea-current-account"})
_HEAD = 1500  # code points of a file in which it says what it is about
_RELEASE = dt.timedelta(days=45)  # by which the reference may know a figure late
_SLIGHT = 0.004  # of a level: a smaller move is none


def series_ways(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield the words of direction that the years of their series deny."""
    if day is None or not names_korea(evidence.article.title + evidence.text[:_HEAD]):
        return
    before: tuple[str, ...] = ()
    for sentence, words in prose(evidence):
        dated = within(evidence.dates, sentence.start, sentence.end) or _RUNNING.search(words)
        if dated and "?" not in words and not NO_FACT.search(words):
            at = 0
            for end in [*(match.start() for match in _PARTS.finditer(words)), len(words)]:
                clause = words[at:end]
                yield from _denied(evidence, sentence, at, clause, " ".join(before), day)
                at = end
        before = (*before[-1:], words)


def _denied(
    evidence: Evidence, sentence: Sentence, at: int, clause: str, before: str, day: dt.date
) -> Iterator[Went]:
    start = sentence.start + at
    year = _year(evidence, start, clause, day)
    told = ways(clause, start) if year else []
    if len({way for _, way in told}) != 1 or _OTHER.search(clause):
        return
    if _has_figures(evidence, start, start + len(clause)) or in_quotes(evidence, sentence, start):
        return
    one = _meant(clause) or (_meant(before) if _BACK.match(clause) else None)
    if one is None:
        return
    latest = day + _RELEASE
    nows, thens = (vintages(one.id, str(told_of), latest) for told_of in (year, year - 1))
    up = told[0][1] == "up"
    if nows and thens and all(_against(now, then, up=up) for now in nows for then in thens):
        place = told[0][0]
        word = regex(r"[\w-]+").match(evidence.text[place:])
        yield Went(place, place + (len(word[0]) if word else 1), up, one.title, thens[-1], nows[-1])


def _has_figures(evidence: Evidence, start: int, end: int) -> bool:
    idle = {Kind.ORDINAL, Kind.DURATION, Kind.AGE}
    return any(one.kind not in idle for one in within(evidence.quantities, start, end))


def _meant(words: str) -> Series | None:
    """Return the one yearly series that words name, the one with the longest name first."""
    said = stems(words)
    found = [
        (max(lengths), one)
        for one, names, excluded in _yearly()
        if (lengths := [length for name, length in names if name <= said])
        and not any(word <= said for word in excluded)
    ]
    longest = max((length for length, _ in found), default=0)
    best = [one for length, one in found if length == longest]
    return best[0] if len(best) == 1 else None


_Named: TypeAlias = tuple[
    Series, tuple[tuple[frozenset[str], int], ...], tuple[frozenset[str], ...]
]


@cache
def _yearly() -> tuple[_Named, ...]:
    """Return the yearly series, the stems and length of their names, and of what excludes them."""
    return tuple(
        (
            one,
            tuple((stems(name), len(name.split())) for name in (*one.told, *one.measures)),
            tuple(map(stems, one.excludes)),
        )
        for one in series().values()
        if one.frequency == "year" and one.kind in {"count", "estimate"} and one.id not in _NO_WAY
    )


def _year(evidence: Evidence, start: int, clause: str, day: dt.date) -> int:
    """Return the year of which a clause tells the way; 0 if it tells none, or several."""
    dates = within(evidence.dates, start, start + len(clause))
    if not dates:
        return day.year - 1 if _RUNNING.search(clause) else 0
    date = dates[0]
    if len(dates) > 1 or date.granularity is not Granularity.YEAR or not date.first:
        return 0
    lead = evidence.text[start : date.start]
    return 0 if _SINCE.search(lead) else date.first.year


_SINCE = lazy_regex(r"\b(?:since|from|after|until|before|by)\s(?:\w+\s)?$")


def _against(now: Value, then: Value, *, up: bool) -> bool:
    low, high = (now.high, then.low) if up else (then.high, now.low)
    return low < high * (1 - _SLIGHT) and now.low > 0 and then.low > 0
