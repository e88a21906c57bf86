"""Recurring gatherings told with a time or a place that is another one's (RF853).

"COP27 earlier this year" in a text of April 2023, "last year's NATO summit in Madrid" of that in
Vilnius, "the 2016 Winter Olympics in Pyeongchang": the number, the place or the year tells which of
the row is meant, and the rest of the words must be its own too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.wording import alternation, in_quotes, prose
from bongsu.audit.references.gatherings import Gathering, gatherings
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_MAYBE = guarded_regex(r"COP[ -]?\d\d|Olympic|G-?20\b|G-?7\b|APEC|NATO|Nuclear Security Summit")
_OTHER_COP = lazy_regex(
    r"\b(?:[Bb]iodiversity|CBD|Biological Diversity|Ramsar|CITES|[Dd]esertification|UNCCD|Minamata|"
    r"[Ww]etlands?|[Tt]obacco|FCTC)\b"
)
_NAMES = {
    "g20": r"(?:Group of (?:20|Twenty)|G-?20)(?: [Ll]eaders['’]?)?",
    "apec": r"(?:Asia-Pacific Economic Cooperation(?: \(APEC\))?|"
    "APEC)(?: (?:[Ee]conomic )?[Ll]eaders['’]?)?",
    "nato": r"NATO(?: [Ll]eaders['’]?)?",
    "g7": r"G-?7(?: [Ll]eaders['’]?)?",
    "nuclear-security": r"Nuclear Security",
}
_ON_ITS_WAY = lazy_regex(
    r"\b(?:ahead\sof|in\sadvance\sof|before|prior\sto|until|towards?|bid\s(?:for|to\shost)|prepar\w+\s(?:for|to)|since|"
    r"after|following|from|chosen|selected|awarded|won\sthe\sright|postpon\w+|delay\w+|original\w*|plann?\w*|"
    r"will|would|to\shost|upcoming|next|ministers?|ministerial)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_OFF = lazy_regex(
    r"\b(?:postpon|delay|original|reschedul|put\soff|pushed\sback|cancel)\w*", re.IGNORECASE
)
_BEHIND = lazy_regex(
    r"(?:\s(?:climate\s)?(?:summit|conference|talks|meeting|Games))?,?\s(?:(?:which\swas\s)?held\s)?(?:(?:in|on|of|early\sin|late\sin|back\sin)\s)?$"
)
_BEFORE = lazy_regex(r"(?:['’]s)?\s(?:(?:UN|U\.N\.|United\sNations|climate|the)\s){0,3}$")
_BID = lazy_regex(r"\W{0,2}\s(?:(?:Games|host\w*)\s)?(?:bids?|candida\w+|campaign)\b")
_ROOM = dt.timedelta(days=3)


class _Named(NamedTuple):
    start: int
    end: int
    meant: tuple[Gathering, ...]  # what its name can mean
    wrong: tuple[int, int] | None  # a number or a place that is another one's


class Misplaced(NamedTuple):
    """Words on a gathering that are another one's, and the gathering that is meant."""

    start: int
    end: int
    known: Gathering
    named: tuple[int, int]


def _row(row: str, sort: str = "") -> tuple[Gathering, ...]:
    """Return the gatherings of a row, of Games those of one season or both."""
    if row != "olympics":
        return gatherings()[row]
    seasons = [sort.strip().lower()] if sort else ["winter", "summer"]
    return tuple(one for season in seasons for one in gatherings()[f"{season}-olympics"])


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for row in ("cop", "olympics", *_NAMES):
        places = alternation({place for one in _row(row) for place in one.places})
        if row == "cop":
            form = (
                r"\bCOP[ -]?(?P<number>\d\d)(?!\d)(?: (?:summit|conference|climate \w+|talks|"
                r"meeting))?"
                rf"(?: in (?P<place>{places}))?"
            )
        elif row == "olympics":
            form = (
                rf"\b(?:(?P<number>(?:18|19|"
                rf"20)\d\d) )?(?:(?P<first>{places}) )?(?P<sort>[Ww]inter |[Ss]ummer )?"
                rf"(?<!Special )(?<!Youth )(?:Olympics|Olympic Games)(?:,? in (?P<place>{places}))?"
            )
        else:
            name = _NAMES[row]  # of which ministers have meetings too
            form = (
                rf"\b(?:(?P<first>{places}) )?{name} (?:[Ss]ummit|"
                rf"(?<=[Ll]eaders['’] )[Mm]eeting)(?: (?:held )?in (?P<place>{places}))?"
                rf"|\bhost(?:ed|ing) (?:the )?{name}(?: [Ss]ummit)? in (?P<hosted>{places})"
            )
        made.append((row, regex(form)))
    return tuple(made)


def gatherings_told(evidence: Evidence, day: dt.date | None) -> Iterator[Misplaced]:
    """Yield times and places told of gatherings that they were not at.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date, optional
        The day of publication; what was still to come is left alone.
    """
    if (
        day is None
        or _MAYBE.search(evidence.text[evidence.article.start : evidence.article.end]) is None
    ):
        return
    other = _OTHER_COP.search(evidence.text, evidence.article.start, evidence.article.end)
    for sentence, words in prose(evidence):
        if _MAYBE.search(words) is None:
            continue
        for row, pattern in _patterns():
            if row == "cop" and other is not None:
                continue
            for match in pattern.finditer(words):
                if not in_quotes(evidence, sentence, sentence.start + match.start()):
                    yield from _of(evidence, sentence, words, _named(row, match), day)


def _named(row: str, match: re.Match[str]) -> _Named:
    """Return what a name can mean, and which word of it is none of that."""
    found = match.groupdict()
    every = _row(row, found.get("sort") or "")
    group = next((name for name in ("place", "first", "hosted") if found.get(name)), "")
    there = tuple(one for one in every if group and found[group] in one.places)
    number = int(found.get("number") or 0)
    its = tuple(one for one in every if one.number == number)
    both = tuple(one for one in its if one in there)
    if not number or not group:
        return _Named(*match.span(), there or its, None)
    if both or not (its or there):
        return _Named(*match.span(), both, None)
    games = row == "olympics"  # of which the place is more surely meant than the year
    wrong = match.span("number") if (games and there) or not its else match.span(group)
    return _Named(*match.span(), (there if games and there else its) or there, wrong)


def _of(
    evidence: Evidence, sentence: Sentence, words: str, named: _Named, day: dt.date
) -> Iterator[Misplaced]:
    past = [one for one in named.meant if one.start <= day]
    if not past or _OFF.search(words) or len(past) < len(named.meant):
        return
    span = sentence.start + named.start, sentence.start + named.end
    if named.wrong is not None:
        if _BID.match(words, named.end):
            return
        start, end = named.wrong
        yield Misplaced(sentence.start + start, sentence.start + end, past[-1], span)
        return
    if _ON_ITS_WAY.search(words, max(0, named.start - 60), named.start):
        return
    date = _date(within(evidence.dates, sentence.start, sentence.end), sentence, words, named)
    if date is not None and not any(_is_at(one, date) for one in past):
        near = min(past, key=lambda one: abs((one.start - (date.first or day)).days))
        yield Misplaced(date.start, date.end, near, span)


_TIMES = frozenset({Granularity.YEAR, Granularity.MONTH, Granularity.DAY, Granularity.RANGE})


def _date(
    dates: Sequence[DateMention], sentence: Sentence, words: str, named: _Named
) -> DateMention | None:
    """Return the time that stands right behind the name of a gathering, or right before it."""
    for date in dates:
        at, end = date.start - sentence.start, date.end - sentence.start
        if date.granularity not in _TIMES or date.first is None:
            continue
        if at >= named.end and _BEHIND.fullmatch(words[named.end : at]):
            return date
        if end <= named.start and date.relative and _BEFORE.fullmatch(words[end : named.start]):
            return date
    return None


def _is_at(one: Gathering, date: DateMention) -> bool:
    told = closed(date)
    if told.first is None or told.last is None:
        return True
    return told.first - _ROOM <= one.end and one.start <= told.last + _ROOM
