"""Ways told of a thing of now without any time: "rising fertility rate", "the fall in births".

The word of direction stands before the thing, as its quality or as a noun. A yearly series must
have gone the other way in each of its last years and over five.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.references.series import Value
from bongsu.audit.trends.known_rows import Row, named_rows
from bongsu.audit.trends.told_courses import IDLE
from bongsu.audit.trends.told_times import Stretch
from bongsu.audit.trends.went import OTHER_ECONOMY, Went
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_UP = (
    r"rising|growing|increasing|climbing|soaring|surging|expanding|swelling|widening|mounting|ballooning|"
    r"(?:rise|growth|increase|climb|jump|surge|upturn|upsurge|expansion|rebound|recovery|run-?up|spike|hike)(?=\s(?:in|of)\b)"
)
_DOWN = (
    r"falling|declining|decreasing|shrinking|sinking|dropping|plunging|plummeting|sliding|dwindling|narrowing|diminishing|tumbling|"
    r"(?:fall|decline|decrease|drop|plunge|slump|slide|collapse|contraction|shrinkage|dip|reduction|tumble)(?=\s(?:in|of)\b)"
)
_WAY = guarded_regex(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_TO_THING = lazy_regex(
    r"\s(?:(?:in|of)\s)?(?:(?:the|its|their|our|both|South\sKorea[’']s?|Korea[’']s?|the\scountry[’']s|the\snation[’']s|"
    r"South\sKorean|Korean|national|overall|total|annual|consumer|already|world|global|international|domestic|crude|"
    r"number\sof|level\sof|size\sof)\s){0,4}$"
)
_DOUBT = lazy_regex(
    r"\b(?:not|no|never|without|would|could|should|may|might|will|if|unless|whether|expect\w*|forecast\w*|project\w*|"
    r"hop\w+|fear\w*|risks?\sof|plan\w*|want\w*|need\w*|seek\w*|aim\w*|target\w*|call\w*\sfor|once|then|former\w*|had|were|was|used\sto|"
    r"past|future|next|any|potential|possible|further|growth|pace|rate\sof|gap|revers\w+|stop\w*|halt\w*|curb\w*|prevent\w*|against|"
    r"youth|young\w*|women|men|female|male|foreign\w*|rural|urban|regional|provinc\w+|Seoul|Busan|Sejong|North|world[’']s|"
    r"per\scapita|real|nominal|core|month\w*|quarter\w*|until|before|such\sas|e\.g)\b|\?|n[’']t\b"
)
_PARTS = lazy_regex(
    r"[;:]\s|,\s(?:and|but|while|whereas|which|so|as|with)\s|,\s|\s(?:but|while|whereas|although|though|despite|amid)\s"
)
_STEPS = 2  # years in a row that must have gone the other way
_SLIGHT = 0.004
_STALE = 3  # years before the text at which a series is none of now


def qualities_of_now(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield the words of direction before a thing on record that lately went the other way.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date, optional
        The day of publication.
    """
    if day is None or not about_korea(evidence):
        return
    for sentence, words in prose(evidence):
        if _WAY.search(words) is None or _of_another_time(evidence, sentence, day):
            continue
        cuts = [match.span() for match in _PARTS.finditer(words)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(words)]
        for start, end in zip(starts, ends, strict=True):
            if not in_quotes(evidence, sentence, sentence.start + start):
                yield from _in_part(evidence, sentence, (start, end), day)


def _of_another_time(evidence: Evidence, sentence: Sentence, day: dt.date) -> bool:
    """Whether a sentence, or its paragraph, speaks of a time that is not the text's own."""
    block = evidence.block_of(sentence)
    for date in within(evidence.dates, block.start, sentence.end):
        if date.first is None or date.last is None or date.granularity is Granularity.VAGUE:
            continue
        if date.last.year < day.year - 1 or date.first > day:
            return True
    return False


def _in_part(
    evidence: Evidence, sentence: Sentence, part: tuple[int, int], day: dt.date
) -> Iterator[Went]:
    clause = evidence.words(sentence)[slice(*part)]
    offset = sentence.start + part[0]
    ways = list(_WAY.finditer(clause))
    if len(ways) != 1 or _figures(evidence, offset, offset + len(clause)):
        return
    way, up = ways[0], ways[0]["up"] is not None
    found = _series(clause, way, day, up=up)
    if found is not None:
        title, then, now = found
        yield Went(offset + way.start(), offset + way.end(), up, title, then, now)


def _figures(evidence: Evidence, start: int, end: int) -> bool:
    return any(one.kind not in IDLE for one in within(evidence.quantities, start, end))


_Found = tuple[str, Value, Value]


def _series(clause: str, way: re.Match[str], day: dt.date, *, up: bool) -> _Found | None:
    """Return the series that a way is told of, if all that its name can mean went the other way."""
    found: _Found | None = None
    for row in named_rows(clause):
        if row.kind != "series" or row.start < way.end():
            continue
        rest = f"{clause[: way.start()]} {clause[row.end :]}"
        if not _TO_THING.fullmatch(clause[way.end() : row.start]) or _PART.match(clause, row.end):
            continue
        if _DOUBT.search(rest) or OTHER_ECONOMY.search(rest):
            continue
        levels = _late_levels(row, day)
        if len(levels) > _STEPS and not _went(levels, row.slight, up=not up):
            return None
        if len(levels) > _STEPS:
            found = row.title, levels[-_STEPS - 1], levels[-1]
    return found


_PART = lazy_regex(r"\s(?:of\s(?!South|Korea|the\scountry)|aged|among|between|over\s\d|under\s\d)")


def _late_levels(row: Row, day: dt.date) -> list[Value]:
    """Return the levels of the last years of a series, none if they are not of now."""
    told = Stretch(dt.date(day.year - 5, 1, 1), dt.date(day.year, 12, 31), years=True)
    levels = row.levels(told, day)
    return levels if levels and levels[-1].first.year > day.year - _STALE else []


def _went(levels: list[Value], slight: float, *, up: bool) -> bool:
    """Whether a series went one way in each of its last years, and since the first one told."""
    middles = [(level.low + level.high) / 2 for level in levels]
    least = slight * max(abs(level) for level in middles) / 2
    steps = [*pairwise(middles[-_STEPS - 1 :]), (middles[0], middles[-1])]
    return all((now - then if up else then - now) > least for then, now in steps)
