"""Words of direction beside what is on record, over a year that is told (TR302)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import (
    about_korea,
    meant,
    names_korea,
    own_years,
    stems,
    stems_before,
)
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references.series import Series, Value, series, values
from bongsu.audit.trends.way_words import NOT, PACE, WAY
from bongsu.evidence.mentions import Evidence, Kind, Sentence, within
from bongsu.patterns import lazy_regex

GROWTH = frozenset({"korea-gdp-growth", "korea-cpi-inflation"})


def is_whole(value: Value) -> bool:
    """Whether a value is a year's, or that at its end."""
    return len(value.period) == len("2024") or value.period.endswith("-12")


class Went(NamedTuple):
    """A word of direction without a figure, and the values that contradict it."""

    start: int
    end: int
    up: bool
    title: str
    then: Value
    now: Value


_LONGEST = 70  # code points of a sentence whose measure stands only before it
_NO_FIGURES = frozenset({Kind.ORDINAL, Kind.MULTIPLE, Kind.FRACTION})
TURNED = frozenset({"korea-won-dollar"})  # the won is strong where its rate is low
_AGAINST = lazy_regex(r"\bagainst\sthe\s(?:U\.S\.\s)?dollar\b")
_ABOUT_WON = guarded_regex(r"\bwon\b")
_OF_WON = lazy_regex(
    r"\b(?:(?P<up>strengthen\w*|appreciat\w+|firm(?:ed|ing|er)|gain(?:ed|s)?|r(?:ose|ise))|"
    r"(?P<down>weaken\w*|depreciat\w+|los(?:t|s)|f(?:ell|all)|slid\w*|slip\w*|slump\w*))\b",
    re.IGNORECASE,
)


_MORE = guarded_regex(  # "more ... last year than in the year before"
    r"\b(?:(?P<up>[Mm]ore|[Hh]igher|[Ll]arger|[Gg]reater)|(?P<down>[Ff]ewer|[Ll]ess|[Ll]ower|"
    r"[Ss]maller))\s[^,;.]{3,90}?"
    r"\sthan\s(?:in\s)?(?:the\s(?:year|one)\s(?:before|earlier)|the\s(?:previous|preceding|"
    r"prior)\s(?:year|one)|"
    r"a\syear\s(?:earlier|before)|(?:19|20)\d\d)\b"
)


def went(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield words of direction with their year and without a figure that a series contradicts."""
    if not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        if not within(evidence.dates, sentence.start, sentence.end):
            continue
        compared = _MORE.search(words)
        moves = compared or _of_the_won(words) or WAY.search(words) or PACE.search(words)
        if not moves or quoted(words):
            continue
        years = own_years(evidence, sentence)
        if compared:
            first, last = (sentence.start + at for at in compared.span())
            years = _later_years(evidence, first, last)
        figures = within(evidence.quantities, sentence.start, sentence.end)
        if len(years) != 1 or any(one.kind not in _NO_FIGURES for one in figures):
            continue
        for pattern, way in ways_in(words, compared):
            found = meant_by(evidence, sentence, pattern)
            up = (way["up"] is not None) is not (pattern is _OF_WON)
            pairs = [_of_year(one, years[0], day) for one in found]
            if pairs and all(pair and against(*pair, up=up) for pair in pairs) and pairs[0]:
                start = sentence.start + way.start()
                yield Went(start, start + len(way[0]), up, found[0].title, *pairs[0])


def _of_the_won(words: str) -> bool:
    return _ABOUT_WON.search(words) is not None and _OF_WON.search(words) is not None


def ways_in(
    words: str, compared: re.Match[str] | None
) -> Iterator[tuple[re.Pattern[str], re.Match[str]]]:
    """Yield the one word of direction of each kind, where nothing casts doubt on it."""
    for pattern in (WAY, PACE, _OF_WON):
        every = pattern.finditer(words)
        ways = [compared] if compared else [way for way in every if not _no_movement(words, way)]
        if len(ways) != 1 or (compared and pattern is not WAY):
            continue
        if _of_the_won(words) and _AGAINST.search(words) and pattern is not _OF_WON:
            continue  # nothing but the won moves in "the won weakened against the dollar"
        if not NOT.search(_AGAINST.sub("", words).replace(ways[0][0], "")):
            yield pattern, ways[0]


_LIKENED = lazy_regex(r"(?:more|high|larg|great|few|less|low|small)(?:er)?\b", re.IGNORECASE)
_IS = lazy_regex(r"\b(?:is|are|was|were|be|been|came|come|stood|remain\w*|became|much|far|even)\s$")


def _no_movement(words: str, way: re.Match[str]) -> bool:
    """Whether a word of direction is a season, "in Fall 2021", or an adjective, "smaller zones"."""
    if way[0] == "Fall" and way.start() > 0:
        return True
    return _LIKENED.fullmatch(way[0]) is not None and not _IS.search(words, 0, way.start())


def meant_by(evidence: Evidence, sentence: Sentence, pattern: re.Pattern[str]) -> list[Series]:
    """Return the series that a sentence speaks of, and that move by the words of a pattern."""
    words = evidence.words(sentence)
    if pattern is PACE and not _beside_korea(evidence, sentence):
        return []
    near = partial(stems_before, evidence, sentence)
    title = stems(evidence.article.title)
    return [
        one
        for one, own in _spoken_of(words, title, near, won=pattern is _OF_WON)
        if one.frequency == "year"
        and one.kind == "count"
        and not excluded(one, words)
        and _pattern_of(one) is pattern
        and (own or (len(words) <= _LONGEST and _shares_word(one, stems(words))))
    ]


def _later_years(evidence: Evidence, first: int, last: int) -> tuple[int, ...]:
    """Return the later one of the years that a comparison names."""
    dates = within(evidence.dates, first, last)
    return tuple(sorted({date.last.year for date in dates if date.last}))[-1:]


def _beside_korea(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether the words around a sentence are of Korea, and of no other economy."""
    start = max(evidence.article.start, sentence.start - _AROUND)
    words = f"{evidence.article.title} {evidence.text[start : sentence.end + _AROUND]}"
    return names_korea(words) and OTHER_ECONOMY.search(words) is None


_AROUND = 300  # code points
OTHER_ECONOMY = lazy_regex(
    r"\b(?:United\sStates|U\.S\.|America\w*|Japan\w*|Chin(?:a|ese)|euro\sarea|Europe\w*|"
    r"German\w*|Brit\w+|U\.K\.|"
    r"global\w*|world\w*|foreign|abroad)\b"
)


def _pattern_of(one: Series) -> re.Pattern[str]:
    """Return the words by which the movement of a series is told."""
    if one.id in TURNED:
        return _OF_WON
    return PACE if one.id in GROWTH else WAY


def _spoken_of(
    words: str, title: frozenset[str], near: Callable[[], frozenset[str]], *, won: bool
) -> list[tuple[Series, bool]]:
    """Return the series that a sentence can mean; "the won against the dollar" means its rate."""
    found = meant(stems(words), title, near)
    if won and _AGAINST.search(words):
        found = [(series()[one], True) for one in sorted(TURNED)]
    return found


def excluded(one: Series, words: str) -> bool:
    """Whether a sentence speaks of what a series leaves out."""
    said = stems(words)
    return any(stems(phrase) <= said for phrase in one.excludes)


def _shares_word(one: Series, own: frozenset[str]) -> bool:
    return any(stems(phrase) & own for phrase in one.told)


def _of_year(one: Series, year: int, day: dt.date | None) -> tuple[Value, Value] | None:
    known = [value for value in values(one.id, day) if is_whole(value)]
    thens = [value for value in known if value.first.year == year - 1]
    nows = [value for value in known if value.first.year == year]
    return (thens[-1], nows[-1]) if thens and nows else None


def against(then: Value, now: Value, *, up: bool) -> bool:
    """Whether a series went the other way than a word says."""
    return now.high < then.low if up else now.low > then.high
