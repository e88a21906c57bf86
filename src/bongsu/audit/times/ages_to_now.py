"""How old something is, or how long it has been so, beside the time when it began (DT506).

"In force for over two years", "now ten years old", "its 20th anniversary this year": what began is
dated in the same sentence or in the one before, by any verb of beginning. A text that gives one
count of a wait ("the first rise in nine years") and its year ("since 2015") is held to both.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import Stretch, apart, days_of, fits, has_year, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wording import content_words, in_quotes, looks_ahead, prose
from bongsu.audit.times.begun_and_ended import role_before
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

_BEGAN = lazy_regex(
    r"\b(?:founded|established|set\sup|created|launched|built|opened|opening|began|begun|started|signed|ratified|"
    r"(?:took|takes?|taken|went|came|come|entered?|entry|been|go)\s(?:into\s)?(?:effect|force)|enacted|passed|adopted|"
    r"introduced|inaugurated|formed|born|shut|closed|suspended|halted|dates\s(?:from|back\sto)|joined|acceded|"
    r"imposed|lifted|ended|concluded|completed|elected|appointed|divided|abolished|normali[sz]ed)\b",
    re.IGNORECASE,
)
_HELD = lazy_regex(
    r"\b(?:has|have|had|having|now|been|today|after|in\sits|in\stheir|mark\w*|celebrat\w*|is|are|still)\b",
    re.IGNORECASE,
)
_SO_LONG = lazy_regex(
    r"\b(?:for|after|in\s(?:its|their|the\spast|the\slast)|now|already|is|are|with)\s(?:the\s)?(?:now\s)?"
    r"(?:almost|nearly|over|more\sthan|about|some|just|at\sleast|around)?\s?$",
    re.IGNORECASE,
)
_AGE = lazy_regex(
    r"[\s-](?:years?[\s-])?old\b|\sof\s(?:operation|existence|history|life|force|service|age|experience|practice|business|"
    r"use|work|independence|growth|peace|rule|partnership|cooperation|ties|friendship)\b|"
    r"\s(?:of\s\w+\s)?(?:behind\s(?:it|them|him|her)|to\s(?:its|their)\sname|into\s(?:its|their|the|his|her)|on\sthe\sjob|in\s(?:office|force|place|service|operation|existence|business|power|the\spost|the\sjob))\b"
)
_AGED = lazy_regex(
    r"\b(?:[Aa]t|aged?|ages\sof|above|under|below|between\s\w+\sand|\d\s?(?:to|and|-|–))\s(?:the\sage\sof\s)?$"
)
_PERSON = lazy_regex(
    r"-?\s?(?:years?)?[\s-]old\s(?:[A-Z]|(?:[a-z]+\s)?(?:woman|amateur|actor|actress|athlete|player|man|boy|girl|student|mother|father|soldier|child|worker|"
    r"defector|refugee|teenager|daughter|son|victim|singer|driver|employee)\b)"
)
_NOT_ITS = lazy_regex(
    r"\b(?:every|each|another|next|first|time|past|last|coming|within|would|could|if|until|by|since|prison|jail|"
    r"sentenced|term|lasted|lasting|\w+est)\b[^,;:.]{0,20}$",
    re.IGNORECASE,
)
_ORDINAL = guarded_regex(
    r"\b(?P<n>\d{1,3})(?:st|nd|rd|th)[\s-](?:founding\s)?(?P<noun>anniversary|birthday)\b(?!\sof\b)"
)
_WAIT = guarded_regex(
    r"\bfirst\s(?:time|rise|increase|fall|drop|decline|gain|growth|such|annual)[^.;:]{0,40}?\sin\s"
    rf"(?P<n>\d{{1,2}}|{'|'.join(sorted(UNITS[2:20], key=len, reverse=True))})\syears\b",
    re.IGNORECASE,
)
_SINCE = guarded_regex(r"\bfirst\b[^.;:]{0,110}?\bsince\s(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE)
_LEADS_ON = lazy_regex(r"\W*(?:After|In\sits|In\stheir|It|Its|They|That)\b")
_CALLED = lazy_regex(
    r"\b(?:[Tt]he|[Tt]his|[Ii]ts)\s(?:\w+ly\s)?(?:now\s)?$"
)  # "the ten-year-old body"
_COUNTS_FROM = lazy_regex(r"\b(?:since|from|between|as\sof)\s(?:\w+\s)?$")
_NEAR_WAIT = 5  # sentences between a count of a wait and its year


class Aged(NamedTuple):
    """An age as written, since when, and how old it is."""

    start: int
    end: int
    since: DateMention | None
    told: str  # how it is counted, in words
    sure: bool


def ages_to_now(evidence: Evidence, day: dt.date) -> Iterator[Aged]:
    """Yield the ages that a beginning near them belies."""
    told = list(prose(evidence))
    for place, (sentence, words) in enumerate(told):
        if looks_ahead(words, "tenses"):
            continue
        yield from _ordinals(evidence, sentence, words, day)
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            if stretch.unit not in {"year", "month"} or stretch.value < 2 or stretch.round:
                continue
            if not _is_an_age(words, stretch, sentence.start):
                continue
            if not in_quotes(evidence, sentence, stretch.start):
                yield from _belied(evidence, told, place, stretch, day)
    yield from _waits(evidence, told, day)


_UP_TO_THEN = lazy_regex(  # "the limits, ended this year, had stood for 42 years"
    r"\bhad\s(?:been\s)?(?!now\b)[a-z]+\s(?:[a-z]+\s){0,3}?for\s(?:(?:almost|nearly|over|about|some|more\sthan)\s){0,2}$"
)
_AFTER_SO_LONG = lazy_regex(
    r"\w,?\safter\s(?:(?:almost|nearly|over|about|some|more\sthan)\s){0,2}$"
)
_OF_ONE = lazy_regex(  # "it draws on her more than 30 years of experience"
    r"\b(?:his|her|my)\s(?:(?:more\sthan|over|nearly|almost|some|about)\s)?$", re.IGNORECASE
)


def _is_an_age(words: str, stretch: Stretch, offset: int) -> bool:
    start, end = stretch.start - offset, stretch.end - offset
    if _AFTER_SO_LONG.search(words, 0, start) and words[end:].startswith(" of "):
        return False  # "signed in 2020 after eight years of talks"
    if _OF_ONE.search(words, 0, start) or _UP_TO_THEN.search(words[:start]):
        return False
    if "born" not in words and _of_a_person(words, start, end):
        return False  # "a 23-year-old woman" is no older for what was done to her in 2012
    if _AGE.match(words, end) or regex(r"[\s-]old\b").search(words[start : end + 5]):
        return True
    before = words[:start]
    if regex(
        r"[\s-](?:ago|earlier|later|before|after|to|from\snow|in\s(?:prison|jail)|and|high|low|running|"
        r"in\sa\srow|straight|in\ssuccession|consecutive\w*)\b"
    ).match(words[end:]):
        return False
    return (
        _SO_LONG.search(before) is not None
        and _HELD.search(words) is not None
        and not _NOT_ITS.search(before.rstrip())
    )


def _of_a_person(words: str, start: int, end: int) -> bool:
    """Whether years are the age of a person: "at 19 years old", "55-year old Joseph Boever"."""
    old = regex(r"(?:-?\s?years?)?[\s-]old\b").match(words, end) or " old" in words[start:end]
    aged = bool(old) and _AGED.search(words[:start]) is not None
    return aged or _PERSON.match(words, end) is not None


def is_of_a_person(evidence: Evidence, stretch: Stretch | Quantity) -> bool:
    """Whether a stretch of years is the age of a person."""
    around = evidence.text[max(0, stretch.start - 40) : stretch.end + 40]
    start = min(stretch.start, 40)
    return _of_a_person(around, start, start + stretch.end - stretch.start)


def _belied(
    evidence: Evidence,
    told: Sequence[tuple[Sentence, str]],
    place: int,
    stretch: Stretch,
    day: dt.date,
) -> Iterator[Aged]:
    """Yield a stretch that leads back to no date near it, if one tells of a beginning."""
    sentence, words = told[place]
    now = day_itself(day)
    near = told[max(0, place - 2) : place + 2]
    known = [date for one, _ in near for date in days_of(evidence, one.start, one.end)]
    if any(fits(evidence, stretch, date, now) for date in known):
        return
    own = [
        d for d in days_of(evidence, sentence.start, sentence.end) if _begins(words, sentence, d)
    ]
    if len(days_of(evidence, sentence.start, sentence.end)) > 1:
        return
    if not own and place and not days_of(evidence, sentence.start, sentence.end):
        earlier, its = told[place - 1]
        shared = content_words(its) & content_words(words) or _LEADS_ON.match(words)
        shared = shared or _CALLED.search(words[: stretch.start - sentence.start])
        dates = days_of(evidence, earlier.start, earlier.end)
        if len(dates) == 1 and shared and _begins(its, earlier, dates[0]):
            own = dates
    if len(own) != 1 or not has_year(evidence, own[0]):
        return
    low, high = apart(own[0], now)
    if stretch.unit == "month" and own[0].granularity is Granularity.YEAR:
        return
    size = 365.25 if stretch.unit == "year" else 30.44
    counted = (
        f"{low / size:.1f}" if high - low < size / 2 else f"{low / size:.0f} to {high / size:.0f}"
    )
    off = abs(stretch.value - (low + high) / 2 / size) > 1
    yield Aged(stretch.start, stretch.end, own[0], f"{counted} {stretch.unit}s", sure=off)


def _begins(words: str, sentence: Sentence, date: DateMention) -> bool:
    """Whether the words before a date tell of a beginning."""
    if date.first is None or date.last is None:
        return False
    before = words[max(0, date.start - sentence.start - 70) : date.start - sentence.start]
    begun = _BEGAN.search(before) is not None or (
        _COUNTS_FROM.search(before) is None and role_before(before) == "open"
    )
    return begun and regex(r"[;:]").search(before) is None


def _ordinals(evidence: Evidence, sentence: Sentence, words: str, day: dt.date) -> Iterator[Aged]:
    """Yield "its 25th anniversary this year" beside "founded in 1998" in a text of 2018."""
    for match in _ORDINAL.finditer(words):
        dates = days_of(evidence, sentence.start, sentence.end)
        past = [d for d in dates if d.first and d.first.year < day.year]
        if len(dates) != 1 or len(past) != 1 or not has_year(evidence, past[0]):
            continue
        if not _begins(words, sentence, past[0]) or past[0].first is None:
            continue
        passed = day.year - past[0].first.year
        if int(match["n"]) not in {passed - 1, passed, passed + 1}:
            start = sentence.start + match.start()
            yield Aged(start, sentence.start + match.end(), past[0], f"{passed} years", sure=True)


def _waits(
    evidence: Evidence, told: Sequence[tuple[Sentence, str]], day: dt.date
) -> Iterator[Aged]:
    """Yield "the first time since 2018" in a text that tells it as the first in nine years."""
    heads = [(evidence.text[slice(*span)], -1) for span in [evidence.article.title_span] if span]
    counts = [(found["n"], place) for words, place in heads for found in _WAIT.finditer(words)]
    counts += [
        (m["n"], place) for place, (_, words) in enumerate(told) for m in _WAIT.finditer(words)
    ]
    sinces = [(m, place) for place, (_, words) in enumerate(told) for m in _SINCE.finditer(words)]
    numbers = {_number(n) for n, _ in counts}
    if len(numbers) != 1 or len({m["y"] for m, _ in sinces}) != 1:
        return
    count = numbers.pop()
    for match, place in sinces:
        year = int(match["y"])
        if place - min(p for _, p in counts) > _NEAR_WAIT:
            continue
        if not day.year - 2 <= year + count <= day.year + 1:
            start = told[place][0].start
            yield Aged(
                start + match.start("y"),
                start + match.end("y"),
                None,
                f"{count} years by what is told elsewhere",
                sure=False,
            )


def _number(written: str) -> int:
    return int(written) if written.isdigit() else UNITS.index(written.casefold())
