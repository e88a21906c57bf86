"""Stretches of years up to the day of writing that lead back to no date of the text."""

from __future__ import annotations

import datetime as dt
import re

from bongsu.audit.reading.kinship import kinds_of
from bongsu.audit.reading.passed_time import Stretch, by_a_slip, fits, has_year, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import content_words
from bongsu.audit.times.miscounted_places import FEW, Place, bears_out
from bongsu.audit.times.miscounted_terms import (
    Miscount,
    all_dates,
    exact_enough,
    is_open,
    words_about,
)
from bongsu.evidence.mentions import DateMention, Granularity, within
from bongsu.patterns import lazy_regex

_SHORTEST = {"year": 300, "month": 45, "week": 13}  # days: what is less far off is no such unit ago
_NEAR_ITS_DAY = 8  # days from the day of the year on which an event is remembered
_CLAUSE = 100  # code points from a stretch to the date that it counts from
_MANY = 10  # years: of fewer nearly every count is a slip away from another


_THEN = lazy_regex(
    r"\b(?:then|another|passed|gone|elapsed)\b|\bthat(?=\s(?:\w+\s){0,2}?(?:was|is|ago|came|took)\b|[,.]|$)|"
    r"\W*It\stook\b|^\W*(?:Having|With|It|They|He|She)\b|^\W*(?:[\w-]+\s){1,5}?(?:on|later|old|since)\b",
    re.IGNORECASE,
)


_AND_DID = lazy_regex(  # "a decade ago and stipulated it in 2022": the date of another deed
    r"\s(?:ago|earlier|before),?\s(?:and|but)\s(?:\w+ly\s)?[a-z]{3,}ed\b"
)


def counted_to_now(place: Place, stretch: Stretch, day: dt.date) -> Miscount | None:
    """Return a stretch up to the day of writing that leads to no date of the article."""
    if stretch.unit not in _SHORTEST or stretch.value < 2:
        return None
    if stretch.unit != "year":
        return _shorter(place, stretch, day)
    evidence = place.evidence
    now = day_itself(day)
    own = place.own()
    known = [*own, *place.after(), *(date for dates in place.before() for date in dates)]
    if bears_out(place, stretch, own) or any(fits(evidence, stretch, d, now) for d in known):
        return None
    own = [] if _opens_on(place, stretch) else own  # "Five years on, they buy more than in 2011"
    ended = [date for date in own if date.start > stretch.end and not is_open(date)]
    since = len(own) == 1 and _counts_from(place, stretch, own[0])
    if own and not since and _FROM_ELSE.match(evidence.text, stretch.end):
        own = [date for date in own if date.start > stretch.end]
        if not own:
            return None  # it counts from something that has no date
    if any(_another_stretch(place, date, stretch) for date in own) or (
        own and _AND_DID.match(evidence.text, stretch.end)
    ):
        return None
    if own:
        told = (ended != own or since) and len(own) == 1 and has_year(evidence, own[0])
        start = _told_start(place, stretch, own, since) if told else _slipped(place, stretch, own)
        if start is None:
            return None
        return Miscount(stretch=stretch, first=start, second=now, now=True, sure=True)
    if FROM_A_DEED.match(evidence.text, stretch.end):
        return None  # it counts from something that has no date
    return _of_before(place, stretch, now) or _of_elsewhere(place, stretch, now)


def _told_start(
    place: Place, stretch: Stretch, own: list[DateMention], since: bool
) -> DateMention | None:
    """Return the one date of a sentence if its words count the years from there."""
    told_of = since or kinds_of(place.words) & _BEGINNINGS or " since " in place.words
    tied = told_of or _of_that_day(place, stretch, own[0])
    return own[0] if tied and place.day is not None and long_past(own[0], place.day) else None


def _slipped(place: Place, stretch: Stretch, own: list[DateMention]) -> DateMention | None:
    """Return the one date of long ago that a slip of the years counted would lead to."""
    day = place.day
    if day is None:
        return None
    own = [date for date in own if long_past(date, day) and has_year(place.evidence, date)]
    slip = len(own) == 1 and by_a_slip(stretch, own[0], day_itself(day))
    return own[0] if slip and remembered_on(own[0], day) else None


def _shorter(place: Place, stretch: Stretch, day: dt.date) -> Miscount | None:
    """Return months or weeks up to the day of writing that the date they count from belies."""
    evidence, now, own = place.evidence, day_itself(day), place.own()
    known = [*own, *place.after(), *(date for dates in place.before() for date in dates)]
    if bears_out(place, stretch, own) or any(fits(evidence, stretch, d, now) for d in known):
        return None
    named = own or _bare_months(place)
    if len(named) == 1 and _counts_from(place, stretch, named[0]):
        start = named[0]
        if not own and fits(evidence, stretch, start, now):
            return None
    elif own or FROM_A_DEED.match(evidence.text, stretch.end):
        return None
    else:
        beside = [date for dates in place.before(1) for date in dates]
        if len(beside) != 1 or not _leads_from_before(place, stretch):
            return None
        start = beside[0]
    if not _so_far_past(start, day, stretch.unit) or not exact_enough(stretch, start, now):
        return None
    passed = (day - start.first).days if start.first is not None else 0
    told = stretch.value * _DAYS[stretch.unit]
    near = passed / _NEARLY <= told <= passed * _NEARLY
    own_start = start in named
    if not own_start and not near:
        return None
    return Miscount(stretch=stretch, first=start, second=now, now=True, sure=own_start)


_ON = lazy_regex(r"\s(?:on|later|after\sthat),\s")


def _opens_on(place: Place, stretch: Stretch) -> bool:
    """Whether a stretch opens its sentence and leads on from what was told before."""
    start, end = stretch.start - place.sentence.start, stretch.end - place.sentence.start
    return _ON.match(place.words, end) is not None and bool(_OPENS.fullmatch(place.words, 0, start))


def _bare_months(place: Place) -> list[DateMention]:
    """Return the months of a sentence that bear neither a day nor a year: "in February"."""
    found = within(place.evidence.dates, place.sentence.start, place.sentence.end)
    return [
        date for date in found if date.granularity is Granularity.MONTH and date.first and date.last
    ]


_DAYS = {"month": 30.4, "week": 7.0}


_DONE_THEN = lazy_regex(  # "held in Hanoi on D, collapsed six years ago", "on D, thirty years ago"
    r"[,)]?(?:\s(?:[a-z]+ly\s)?[a-z]{4,})?\s?[,(–—]?\s?(?:(?:just|only|exactly|some|almost|nearly|about|over)\s){0,2}"
)
_AGO = lazy_regex(r"\sago\b")


def _of_that_day(place: Place, stretch: Stretch, date: DateMention) -> bool:
    """Whether "years ago" stands right behind a date, but for the verb of what was then."""
    text = place.evidence.text
    return (
        _AGO.match(text, stretch.end) is not None
        and date.end <= stretch.start
        and _DONE_THEN.fullmatch(text, date.end, stretch.start) is not None
    )


def _another_stretch(place: Place, date: DateMention, stretch: Stretch) -> bool:
    """Whether a date has another stretch nearer: "in 2001 took 15 years, others have for 10"."""
    return any(True for _ in stretches(place.evidence.text, date.end, stretch.start))


_SINCE = lazy_regex(
    r",?\s(?:ago\b|(?:(?:that\s|which\s)?(?:have|has)\s(?:now\s)?(?:passed|elapsed|gone\sby)\s)?since\b|to\sthe\sday\s(?:after|since)\b)[^;:]*\b(?:in|on|since|of)\s$"
)


FROM_A_DEED = lazy_regex(  # "two years since the rule reached small firms"; "two years on for"
    r"\s(?:since|after)\s(?:the\s|its\s|their\s|an?\s)?(?:[\w’'-]+\s){1,3}?(?!need|exceed|proceed)[a-z]{3,}ed\s(?:[a-z]+\s)?"
    r"[a-z]+|\son\sfor\b"
)


_BEGINNINGS = frozenset({"open", "force", "work", "appoint", "include", "join", "sign", "pass"})


_FROM_ELSE = lazy_regex(r"\s(?:since|after)\b")


def _counts_from(place: Place, stretch: Stretch, date: DateMention) -> bool:
    """Whether a stretch is told to count from a date behind it: "25 years since it rose in"."""
    between = place.evidence.text[stretch.end : max(stretch.end, date.start)]
    return len(between) < _CLAUSE and _SINCE.fullmatch(between) is not None


def long_past(date: DateMention, day: dt.date) -> bool:
    """Whether a date lies about a year or more before a day."""
    return _so_far_past(date, day, "year")


def _so_far_past(date: DateMention, day: dt.date, unit: str) -> bool:
    """Whether a date lies about a unit of time or more before a day."""
    return date.last is not None and (day - date.last).days > _SHORTEST[unit]


_IN_DAYS = frozenset({Granularity.DAY, Granularity.RANGE})  # a range: "February 27 and 28, 2019"


def remembered_on(date: DateMention, day: dt.date) -> bool:
    """Whether a day of writing is about the day of the year on which an event was."""
    if date.first is None or date.granularity not in _IN_DAYS:
        return False
    apart = abs((day - date.first.replace(year=day.year, day=min(28, date.first.day))).days)
    return min(apart, 365 - apart) <= _NEAR_ITS_DAY


def _of_before(place: Place, stretch: Stretch, now: DateMention) -> Miscount | None:
    """Return a stretch that leads on from the one date of the sentence before or behind."""
    day, evidence = place.day, place.evidence
    if day is None:
        return None
    beside = [dates for dates in place.before(1) if dates] or [place.after()]
    past = [d for dates in beside for d in dates if long_past(d, day) and has_year(evidence, d)]
    if len(past) != 1 or not (_leads_from_before(place, stretch) or _begun_behind(place)):
        return None
    every = all_dates(evidence)
    if len(every) <= FEW and any(fits(evidence, stretch, date, now) for date in every):
        return None
    near = remembered_on(past[0], day) and _nearly(stretch, past[0], day)
    sure = near or by_a_slip(stretch, past[0], now)
    return Miscount(stretch=stretch, first=past[0], second=now, now=True, sure=sure)


_NEARLY = 2.0  # times what has passed: who is farther off speaks of something else


def _nearly(stretch: Stretch, date: DateMention, day: dt.date) -> bool:
    """Whether a stretch may be meant for what has passed since a date."""
    passed = day.year - date.first.year if date.first is not None else 0
    return passed / _NEARLY <= stretch.value <= passed * _NEARLY


_FOR_IT = lazy_regex(r"\W*For\s[^,;:.]{3,40},?\s(?:it|they|he|she)\s(?:has|have)\b")
_PRONOUN = lazy_regex(r"\W*(?:It|They|He|She)\s(?:was\s|were\s)?[a-z]+\s")


def _leads_from_before(place: Place, stretch: Stretch) -> bool:
    """Whether the words around a stretch count it from what was told before."""
    start, end = stretch.start - place.sentence.start, stretch.end - place.sentence.start
    if _OPENS.fullmatch(place.words, 0, start) and (
        _AFTER_IT.match(place.words, end) or _WHEN_IT.match(place.words, end)
    ):
        return True
    opening = place.words[: end + 40]
    return _THEN.search(opening) is not None or _FOR_IT.match(place.words) is not None


_OPENS = lazy_regex(
    r"\W*(?:(?:Now|Just|Only|Exactly|Some|Almost|Nearly|About|Over|More\sthan|Barely|Today,?)\s){0,2}",
    re.IGNORECASE,
)
_WHEN_IT = lazy_regex(r"\sago,?\swhen\s(?:it|they|he|she|th(?:e|is|at))\b")
_AFTER_IT = lazy_regex(  # "after the decree", "after its passage", "after they were taken up"
    r"\s(?:after|since|from|following)\s(?:(?:the|that|this|its|their|his|her)\s(?:[a-z]+\s)?[a-z]{4,},|"
    r"(?:it|they|he|she)\s[a-z]+\b[^,;:]{0,30},)"
)


def _begun_behind(place: Place) -> bool:
    """Whether the sentence behind tells when what has lasted so long began."""
    if any(place.before(1)):
        return False
    following = place.sentences[place.number + 1 : place.number + 2]
    return any(
        _PRONOUN.match(words) is not None and bool(kinds_of(words) & _BEGINNINGS)
        for _, words in following
    )


def _of_elsewhere(place: Place, stretch: Stretch, now: DateMention) -> Miscount | None:
    """Return a stretch that a date elsewhere in a short article would bear out but for a slip."""
    day, evidence = place.day, place.evidence
    if day is None:
        return None
    every = all_dates(evidence)
    if len(every) > FEW or any(fits(evidence, stretch, date, now) for date in every):
        return None
    past = [date for date in every if long_past(date, day) and has_year(evidence, date)]
    kept = [date for date in past if remembered_on(date, day)]
    if len(kept) == 1 and _nearly(stretch, kept[0], day):
        return Miscount(stretch=stretch, first=kept[0], second=now, now=True, sure=True)
    shared = content_words(place.words)
    linked = [date for date in past if shared & words_about(evidence, date)]
    if len(linked) == 1 and stretch.value >= _MANY and by_a_slip(stretch, linked[0], now):
        return Miscount(stretch=stretch, first=linked[0], second=now, now=True, sure=False)
    return None
