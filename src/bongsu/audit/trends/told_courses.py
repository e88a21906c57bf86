"""How a thing on record is said to have gone over a time, held against how it went.

"Inflation has quickened since January", "the recovery of the fertility rate since 2015", "as the
won strengthened through the summer", "the Fed has moved its range up step by step": a clause names
one thing, points one way, and tells a time. The thing must have gone the other way from the first
to the last of that time, and at most of the steps between.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.references.series import Value
from bongsu.audit.trends.known_rows import Row, named_rows
from bongsu.audit.trends.told_times import EVERY, LATELY, Stretch, told_stretch
from bongsu.audit.trends.way_words import PACE, WAY
from bongsu.audit.trends.went import OTHER_ECONOMY, Went
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex

_PARTS = lazy_regex(
    r"[;:\u2014]\s|,\s(?:and|but|while|whereas|which|so|as)\s|"
    r",\s(?=(?:[a-z]+ing|is|are|was|were|stood|came|reached)\s)|"
    r"\s(?:but|while|whereas|although|though|because|despite|amid|even\sas|so\sthat|after|before)\s"
)
_RATE_WAY = lazy_regex(
    r"\b(?:(?P<up>tighten\w*|rais(?:ed|es|ing)|hik(?:ed|es|ing)|lift(?:ed|s|ing)|"
    r"mov(?:ed|es|ing)\s[^.;]{0,40}?\bup(?:ward)?)|"
    r"(?P<down>eas(?:ed|es|ing)|loosen\w*|lower(?:ed|s|ing)|cut(?:s|ting)?|reduc(?:ed|es|ing)|"
    r"mov(?:ed|es|ing)\s[^.;]{0,40}?\bdown(?:ward)?))\b"
)
_CURRENCY_WAY = lazy_regex(
    r"\b(?:(?P<up>strengthen\w*|appreciat\w+|firm(?:ed|ing|er)|gain(?:ed|s|ing)?|rall(?:y|ied)|"
    r"r(?:ose|ise|isen|ising)|recover\w*)|"
    r"(?P<down>weaken\w*|depreciat\w+|los(?:t|s|ing)|f(?:ell|all|allen|alling)|slid\w*|slip\w*|"
    r"slump\w*|plung\w*|tumbl\w*|soften\w*))\b"
)
_PACED = frozenset({"korea-cpi-inflation"})  # a rate of change, of which the pace is told
_WAYS = {"series": WAY, "rate": _RATE_WAY, "currency": _CURRENCY_WAY}
_EXCEEDED = lazy_regex(
    r"\b(?:(?P<up>exceeded|surpassed|topped|outstripped|(?:were|was|stood|came\sin)\s"
    r"(?:above|higher\sthan))|"
    r"(?P<down>fell\sshort\sof|undershot|(?:were|was|stayed|stood|came\sin)\s"
    r"(?:below|lower\sthan)))\s"
    r"(?:those|that|the\s(?:level|total|figure|sum|number)s?)\s(?:of|in|for)\s(?=(?:19|20)\d\d\b)"
)
_DOUBT = lazy_regex(
    r"\b(?:not|no|never|neither|nor|without(?!\s(?:a\s)?(?:break|pause|exception|interruption))|"
    r"would|could|should|may|might|must|will|shall|if|unless|whether|"
    r"expect\w*|forecast\w*|project(?:ed|s|ions?)|predict\w*|hop(?:e|ed|es|ing)|fear\w*|"
    r"risk\w*|promis\w+|aim\w*|target(?:s|ed)?\s(?:of|for)|plan(?:s|ned)?|want\w*|need\w*|seek\w*|"
    r"growth|(?:same|this|that)\space|pace\sof|rate\sof|average|gap|faster|slower|until|core|"
    r"stop\w*|halt\w*|paus\w+|revers\w+|"
    r"youth|young\w*|women|men|female|male|regional|provinc\w+|Seoul|Busan|Sejong|North|"
    r"contribut\w+|"
    r"per\scapita|real|nominal|seasonal\w*|to\s(?:rise|fall|grow|increase|raise|cut|lower|ease))\b|"
    r"n[’']t\b"
)
_LEAST_STEPS = 0.5  # of the steps that must have gone the other way
_WHOLE = frozenset({Granularity.YEAR})
IDLE = frozenset({Kind.ORDINAL, Kind.DURATION, Kind.AGE})
_AROUND = 45  # code points between a thing and the word on its way


def told_courses(evidence: Evidence, day: dt.date | None) -> Iterator[Went]:
    """Yield the words of direction that the record of what they are told of denies."""
    if day is None or not about_korea(evidence):
        return
    before: tuple[str, ...] = ()
    for sentence, words in prose(evidence):
        said = " ".join(before)
        before = (*before[-1:], words)
        if "?" in words:
            continue
        dated = within(evidence.dates, sentence.start, sentence.end)
        if not dated and EVERY.search(words) is None and LATELY.search(words) is None:
            continue
        cuts = [(cut.start(), cut.end()) for cut in _PARTS.finditer(words)]
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(words)]
        for first, last in zip(starts, ends, strict=True):
            yield from _denied(evidence, sentence, (first, last), dated, said, day)
            said = words[first:last]


_TURN = lazy_regex(  # "the first drop in nine years", "a third rise in a row"
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s"
    r"(?:(?:annual|yearly|consecutive|straight|successive)\s)?"
    r"(?:(?P<up>rise|increase|gain|rebound|upturn)|(?P<down>fall|drop|decline|decrease|dip))\s"
    r"in\s(?:\w+\s(?:years|decades)|a\s(?:row|decade))\b"
)


def _denied(
    evidence: Evidence,
    sentence: Sentence,
    part: tuple[int, int],
    dated: list[DateMention],
    said: str,
    day: dt.date,
) -> Iterator[Went]:
    clause = evidence.words(sentence)[slice(*part)]
    start, end = sentence.start + part[0], sentence.start + part[1]
    if in_quotes(evidence, sentence, start):
        return
    turn = _TURN.search(clause)
    figures = [q for q in within(evidence.quantities, start, end) if q.kind not in IDLE]
    if figures and (turn is None or len(figures) > 1):
        return  # a level has rules of its own
    for row in named_rows(clause) or _called_back(clause, said):
        about = f"{clause[: row.start]} {PACE.sub(' ', clause[row.end :])}"
        about = _OF_NORTH.sub(" ", about) if row.id.startswith(_NORTHERN) else about
        if _DOUBT.search(about) or (row.kind == "series" and OTHER_ECONOMY.search(about)):
            continue
        base = _EXCEEDED.search(clause)
        match = turn or base or _way(clause, row)
        if match is None:
            continue
        at, to, up = match.start(), match.end(), match["up"] is not None
        if base is not None:
            stretch = _between_years(start + base.end(), dated)
        else:
            stretch = told_stretch(evidence.text, (start, end), dated, day)
        levels = row.levels(stretch, day) if stretch is not None else []
        later = stretch.later if stretch is not None else None
        since = [level for level in levels if later is None or level.first >= later]
        if all(_gone(some, row.slight, up=not up) for some in (levels, since)):
            yield Went(start + at, start + to, up, row.title, levels[0], levels[-1])


_NORTHERN = ("nk-", "hana-")  # series of those who came from the North
_OF_NORTH = lazy_regex(r"\bNorth\sKorea\w*")
_BACK = lazy_regex(
    r"\s?(?:(?:[Ii]n|[Ll]ast|[Tt]hat)\s\w+,?\s|[Tt]hen\s)?"
    r"(?:[Ii]t|[Tt]hey|[Tt]he\s(?:number|figure|total|count|rate|index)|"
    r"(?:has|had|have)\s(?=been\s\w+ing|\w+(?:ed|en)\b))(?=\s?[a-z])"
)


def _called_back(clause: str, said: str) -> list[Row]:
    """Return what "it" or "the number" stands for, which a sentence before names alone."""
    found = _BACK.match(clause)
    rows = named_rows(said) if found is not None else []
    if found is None or len(rows) != 1:
        return []
    return [rows[0]._replace(start=found.start(), end=found.end())]


def _between_years(at: int, dated: list[DateMention]) -> Stretch | None:
    """Return the time from the year that is exceeded, which stands last, to the one before it."""
    years = [date for date in dated if date.granularity in _WHOLE and date.first and date.last]
    bases = [date for date in years if date.start >= at]
    others = [date for date in years if date.start < at]
    if len(bases) != 1 or bases[0].first is None:
        return None
    if len(others) == 1 and others[0].last is not None:
        return Stretch(bases[0].first, others[0].last)
    if others:
        return None
    return Stretch(bases[0].first, dt.date(bases[0].first.year + 1, 12, 31))


def _way(clause: str, row: Row) -> re.Match[str] | None:
    """Return the one word of direction of a clause that belongs to a thing."""
    found = list(PACE.finditer(clause)) if row.id in _PACED else []
    found = found or list(_WAYS[row.kind].finditer(clause))
    if len(found) != 1:
        return None
    way = found[0]
    behind = way.start() >= row.end
    between = clause[row.end : way.start()] if behind else clause[way.end() : row.start]
    if not behind and not _OF.match(between):
        return None
    if len(between) > _AROUND or _APART.search(between):
        return None
    return way


_OF = lazy_regex(r"\s(?:(?:of|in|its|the|their)\s(?:[\w’'-]+\s){0,4}|(?:[\w’'-]+\s){0,2})$")
_APART = lazy_regex(r"[.,;:()]|\b(?:that|which|who|by|with|from|for|on)\b")


def _gone(levels: list[Value], slight: float, *, up: bool) -> bool:
    """Whether levels went up, or down, as a whole and at most of their steps."""
    if len(levels) < 2:
        return False
    middles = [(level.low + level.high) / 2 for level in levels]
    moved = middles[-1] - middles[0]
    if (moved > 0) is not up or abs(moved) <= slight * abs(middles[0]):
        return False
    steps = [(now > then) is up for then, now in pairwise(middles) if now != then]
    return sum(steps) > _LEAST_STEPS * len(steps)
