"""Lengths of time that words tie to two days: "30 weeks later", "three months left in 2016".

What ties a length to its ends is where it stands and the word behind it, not the verb of the
sentence: right behind a day and pointing back ("on May 29, 20 weeks later"), between two things
with a day each ("eight months separate ... from ..."), up to a day that follows ("ten weeks passed
until ..., on April 4"), over what the sentence before dates twice ("over these three years"), or
from the day of writing to one to come ("three weeks remain before the vote on April 10").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from bongsu.audit.reading.passed_time import Stretch, by_a_slip, fits, stretches
from bongsu.audit.reading.stretches import closed, day_itself
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.times.miscounted_between import span_together
from bongsu.audit.times.miscounted_places import Place
from bongsu.audit.times.miscounted_terms import Miscount, Pair, exact_enough
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_HEDGE = (
    r"(?:(?:just|only|exactly|some|about|almost|nearly|barely|over|more\sthan|less\sthan|a\sfull|full|"
    r"precisely|roughly|around|fully)\s){0,2}"
)
_RIGHT_BEHIND = lazy_regex(rf"\s?[,(–—-]\s?(?:or\s|that\sis,?\s|and\s)?{_HEDGE}", re.IGNORECASE)
_FORWARD = lazy_regex(  # it counts from the day told before
    r"\s(?:later|afterwards?|thereafter|on)(?=[\s.,;:)–—]|$)|\safter\s(?:that|this|it)(?=[.,;:)–—]|$)"
)
_BACKWARD = lazy_regex(
    r"\s(?:before|earlier|prior|beforehand|previously|ahead|in\sadvance)(?=[.,;:)–—]|$)"
)
_BEFORE_NOW = lazy_regex(
    r"\s(?:before|prior\sto)\sth(?:is|ese)\s(?:hearing|text|writing|report|article|brief|briefing|paper|publication|note|"
    r"issue|lines|statement|testimony|speech|study|memo|post|column|week|month|writing)\b"
)
_ASIDE = lazy_regex(r"\s(?:later|earlier)\sthan\b")
_UNTIL = lazy_regex(
    r"(?:\s(?:passed|elapsed|went\sby|had\s(?:passed|elapsed|gone\sby)|were\sto\spass|lay|of\s\w+))?,?\s"
    r"(?:until|till|before|to|up\sto)\s(?:[^;:.]|\.\d){0,80}$"
)
_TAKES = lazy_regex(
    r"\b(?:took|taken|needed|lasted|waited|wait|stayed|held|remained|spent|passed|for|after|with)\s(?:[\w’'-]+\s){0,4}?"
    rf"{_HEDGE}$|^\W*(?:[Ii]t\swas\s)?{_HEDGE}$",
    re.IGNORECASE,
)
_APART = lazy_regex(
    r"\s(?:and\ssome\s(?:days|weeks)\s)?(?:separates?|separated|divides?|divided|lie|lay|lies|passed|elapsed|went\sby|"
    r"stand|stood|are|is|was|were)\s(?:between\s)?(?:the\s|its\s|his\s|her\s|their\s|[A-Z])"
)
_APART_BEHIND = lazy_regex(
    rf"\b(?:lay|lie|lies|were|are|was|is|passed|elapsed|stood|stretched|came\sto|come\sto)\s(?:\w+\s)?{_HEDGE}$|"
    rf"\b(?:separated|divided)\sby\s{_HEDGE}$"
)
_THOSE = lazy_regex(
    r"\b(?:[Ii]n|[Oo]ver|[Dd]uring|[Tt]hrough(?:out)?|[Ww]ithin|[Aa]fter|[Ff]or|[Aa]cross|[Aa]ll)\s(?:all\s)?"
    rf"(?:the|these|those)\s{_HEDGE}$"
)
_OF_NOTHING = lazy_regex(
    r"(?:,|\s(?!of\b|to\b|since\b|before\b|after\b|until\b|from\b|up\b|ahead\b|leading\b)[a-z\d]|\.|$)"
)
_BOTH = 2


def lengths_pointed(evidence: Evidence, day: dt.date | None) -> Iterator[Miscount]:
    """Yield the lengths of an article that lie between no two of the days they are tied to.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date, optional
        The day of publication.
    """
    sentences = prose(evidence)
    for number, (sentence, words) in enumerate(sentences):
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            if stretch.value <= 1 or in_quotes(evidence, sentence, stretch.start):
                continue
            place = Place(evidence, sentences, number, day)
            pair = _tied(place, stretch, words)
            if pair is not None and _holds_not(place, stretch, pair):
                now = pair[1].start < 0
                sure = now or bool(place.own() and not stretch.hedge and by_a_slip(stretch, *pair))
                yield Miscount(stretch, pair[0], pair[1], now=now, sure=sure)


def _holds_not(place: Place, stretch: Stretch, pair: Pair) -> bool:
    """Whether a length lies neither between its two days nor between any two around."""
    evidence = place.evidence
    if pair[0].first == pair[1].first or not exact_enough(stretch, *pair):
        return False
    known = [*place.own(), *(d for dates in place.before() for d in dates)]
    return not any(fits(evidence, stretch, a, b) for a, b in (pair, *combinations(known, 2)))


def _tied(place: Place, stretch: Stretch, words: str) -> Pair | None:
    """Return the two days that the words around a length tie it to."""
    if _ASIDE.match(words, stretch.end - place.sentence.start):
        return None
    own = place.own()
    near = next((dates for dates in place.before() if dates), [])
    return (
        _behind_its_day(place, stretch, own, near)
        or _between_two(place, stretch, own)
        or _up_to_its_day(place, stretch, own, near)
        or _over_those(place, stretch, own, near)
    )


_HAD_BEEN = lazy_regex(rf"\bhad\s(?:[a-z]+\s){{0,3}}?(?:for|lasted|taken|spent|run)\s{_HEDGE}$")


_GAP = lazy_regex(
    rf"\b(?:pause|gap|interval|wait|break|lull|span|stretch|period|distance|lag|delay|lapse|respite|silence|truce)\sof\s{_HEDGE}$|"
    rf"\b[Tt]h(?:e|ose)\s{_HEDGE}$"
)
_BETWEEN_THEM = lazy_regex(
    r"\s(?:in\s)?between(?:\s(?:the\stwo|them|these|those|both))?\b(?=[\s,.;])(?!\s(?:the\s)?\d)"
)


def _over_those(
    place: Place, stretch: Stretch, own: Sequence[DateMention], near: Sequence[DateMention]
) -> Pair | None:
    """Return the ends of "over these three years" and "it had been held for three months"."""
    words, offset = place.words, place.sentence.start
    before = words[: stretch.start - offset]
    if own or len(near) != _BOTH:
        return None
    if _GAP.search(before) and _BETWEEN_THEM.match(words, stretch.end - offset):
        return near[0], near[1]
    if not _OF_NOTHING.match(words, stretch.end - offset):
        return None
    together = span_together(place.evidence, near[0], near[1])
    tied = (together and _THOSE.search(before)) or _HAD_BEEN.search(before)
    return (near[0], near[1]) if tied else None


def _behind_its_day(
    place: Place, stretch: Stretch, own: Sequence[DateMention], near: Sequence[DateMention]
) -> Pair | None:
    """Return the ends of "on May 29, 20 weeks later" and "on August 22, three months before"."""
    words, offset = place.words, place.sentence.start
    ahead = [date for date in own if date.end <= stretch.start]
    if not ahead:
        return _after_a_time_told(place, stretch, own, near)
    joint = place.evidence.text[ahead[-1].end : stretch.start]
    forward = _FORWARD.match(words, stretch.end - offset)
    apposed = _RIGHT_BEHIND.fullmatch(joint) is not None
    if apposed and len(own) == 1 and _BEFORE_NOW.match(words, stretch.end - offset):
        return (ahead[-1], day_itself(place.day)) if place.day is not None else None
    if not apposed or not (forward or _BACKWARD.match(words, stretch.end - offset)):
        return None
    others = ahead[:-1] or list(near)
    return (others[-1], ahead[-1]) if len(others) == 1 and len(own) == len(ahead) else None


_CLAUSE_END = lazy_regex(r"[;:]|,\s(?:and|but|while|when)\s")


def _after_a_time_told(
    place: Place, stretch: Stretch, own: Sequence[DateMention], near: Sequence[DateMention]
) -> Pair | None:
    """Return the ends of "at our ceremony last month, 65 years later", told from the one before."""
    if own or len(near) != 1 or not _FORWARD.match(place.words, stretch.end - place.sentence.start):
        return None
    told = [
        closed(date)
        for date in within(place.evidence.dates, place.sentence.start, stretch.start)
        if date.relative and date.first and date.last and date.role != "publication"
    ]
    if len(told) != 1 or not _RIGHT_BEHIND.fullmatch(
        place.evidence.text[told[0].end : stretch.start]
    ):
        return None
    return near[0], told[0]


def _between_two(place: Place, stretch: Stretch, own: Sequence[DateMention]) -> Pair | None:
    """Return the ends of "eight months separate D from D", "between D and D lay eight months"."""
    if len(own) != _BOTH:
        return None
    words, offset = place.words, place.sentence.start
    if stretch.end <= own[0].start:
        joint = words[stretch.end - offset : own[0].start - offset]
        tied = _APART.match(joint) is not None and _CLAUSE_END.search(joint) is None
        second = words[own[0].end - offset : own[1].start - offset]
        return (own[0], own[1]) if tied and re.search(r"\b(?:from|and)\b", second) else None
    if own[1].end <= stretch.start:
        joint = words[own[1].end - offset : stretch.start - offset]
        tied = _APART_BEHIND.search(joint) is not None and len(joint) < 60
        together = span_together(place.evidence, own[0], own[1])
        return (own[0], own[1]) if tied and together else None
    return None


def _up_to_its_day(
    place: Place, stretch: Stretch, own: Sequence[DateMention], near: Sequence[DateMention]
) -> Pair | None:
    """Return the ends of "ten weeks passed until the court removed him on April 4"."""
    if len(own) != 1 or len(near) != 1 or own[0].start < stretch.end:
        return None
    words, offset = place.words, place.sentence.start
    joint = words[stretch.end - offset : own[0].start - offset]
    if _UNTIL.fullmatch(joint) is None or not _TAKES.search(words[: stretch.start - offset]):
        return None
    return near[0], own[0]


_LEFT = lazy_regex(
    r"\s(?:still\s)?(?:left|remain(?:s|ing)?|to\sgo|to\sspare|ahead|away|off|out|short)?\s?"
    r"(?P<joint>(?:in|of|until|till|before|to|ahead\sof|from)\s(?:[^;:,.]|\.\d){0,60})$"
)
_STAYS = lazy_regex(r"\s(?:still\s)?(?:left|remain(?:s|ing)?|to\sgo|to\sspare|away|off)\b")
_OF_IT_LEFT = lazy_regex(r"\s(?:still\s)?(?:left|remain(?:s|ing)?|to\s(?:go|come|run)|ahead)\b")
_HENCE = lazy_regex(r"\s(?:from\s(?:now|today)|hence|away|off)(?=[\s.,;:)–—]|$)")
_TO_END = lazy_regex(r"\b(?:in|of)\s$")
_AWAY = lazy_regex(
    rf"\s(?:is|are)\s(?:now\s|still\s)?{_HEDGE}|\s?[,(–—]\s?(?:now\s|still\s)?{_HEDGE}"
)
_THEN = lazy_regex(r"\b(?:had|was|were|would|remained|could)\b")


def lengths_to_come(evidence: Evidence, day: dt.date) -> Iterator[Miscount]:
    """Yield what is said to be left until a day to come, and is not from the publication on.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date
        The day of publication.
    """
    now = day_itself(day)
    sentences = prose(evidence)
    for number, (sentence, words) in enumerate(sentences):
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            place = Place(evidence, sentences, number, day)
            own = place.own()
            if stretch.value <= 1 or not own or _THEN.search(words):
                continue
            end = _end_ahead(place, stretch, own)
            if end is None or end.first is None or end.first <= day:
                continue
            around = (place.after(), *place.before(), own)
            known = [d for dates in around for d in dates if d.start != end.start]
            told = [*((now, date) for date in (end, *known)), *combinations(known, 2)]
            if any(fits(evidence, stretch, a, b) for a, b in told):
                continue
            if not in_quotes(evidence, sentence, stretch.start) and exact_enough(stretch, now, end):
                yield Miscount(stretch=stretch, first=now, second=end, now=False, sure=False)


def _end_ahead(place: Place, stretch: Stretch, own: Sequence[DateMention]) -> DateMention | None:
    """Return the day up to which a length is said to be left."""
    words, offset = place.words, place.sentence.start
    behind = [date for date in own if date.start >= stretch.end]
    if behind:
        joint = words[stretch.end - offset : behind[0].start - offset]
        if joint == " of " and _OF_IT_LEFT.match(words, behind[0].end - offset):
            return _last_day(behind[0])
        if _STAYS.match(joint) and _LEFT.fullmatch(joint):
            date = behind[0]
            whole = _TO_END.search(joint) or _END_OF.match(place.evidence.words(date))
            return _last_day(date) if whole else date
        return None
    if _HENCE.match(words, stretch.end - offset):
        joint = words[own[-1].end - offset : stretch.start - offset]
        return own[-1] if _AWAY.fullmatch(joint) else None
    return None


_END_OF = lazy_regex(r"(?:the\s)?(?:end|close)[\s-](?:of\s)?", re.IGNORECASE)


def _last_day(date: DateMention) -> DateMention:
    """Return the day with which a year, a month or a stretch of days ends."""
    return replace(date, first=date.last, granularity=Granularity.DAY)
