"""A happening that a definite noun calls back, with another day than it was told of (DT503).

"The talks at Camp David on August 13" after "they met at Camp David on August 18", "the walkout,
which started on September 19" after "workers walked out on September 13". The noun, or the deed in
its relative clause, must be of the kind of what was told; the two days must look like one mistyped;
and the sentences must share a thing or stand close by each other. An occasion ("the ceremony")
calls back whatever was told right before it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.kinship import kinds_of, things_of
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_MOST = 40  # days of an article; a chronology has many that look alike
_REACH = 110  # code points before a date in which what it dates is named
_NOUN = lazy_regex(
    r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|[Tt]hese|[Ii]ts|[Tt]heir|[\w.]+['’]s)\s"
    r"(?P<before>(?:[\w'’-]+\s){0,3}?)(?P<noun>[a-z][a-z-]{3,})"
    r"(?:\s(?:at|in|with|between|of|by|for|near|off|on|against|over|to)\s(?:[\w.'’-]+\s){0,5}?[\w.'’-]+\s?)?"
    r"(?P<deed>,?\s(?:(?:which|that|who|whose\s[a-z]+)\s(?:[a-z-]+\s){1,4}?|"
    r"(?:held|signed|launched|begun|adopted|announced|issued|started|reached|concluded|declared|staged|made|taken|"
    r"opened|completed|passed|delivered|agreed)\s(?:[a-z]+\s){0,2}?))?\s?,?\s?(?:(?:on|of|in|dated|effective(?:\son)?|as\sof)\s)"
    r"(?:the\s(?:morning|evening|night|afternoon)\sof\s)?$"
)
_PARTICIPLE = lazy_regex(  # "Mr. Woo, elected on"; "the act (promulgated on"
    r"[,(]\s(?:(?:who|which|that)\s(?:was|were)\s)?(?P<deed>[a-z]{2,}(?:ed|en|wn|un|ld|lt|nt|rn|ck|ut))\s"
    r"(?:[a-z]+\s){0,2}?(?:in\s[A-Z]\w+\s)?(?:on|in)\s$"
)
_SO_LONG_BEFORE = lazy_regex(  # "two days before the ruling, on April 2"
    r"\b(?:days?|weeks?|months?|years?|hours?)\s(?:before|after|ahead\sof|prior\sto|following|from)\s$"
)
_ADJECTIVE = lazy_regex(r"(?:\s[A-Za-z’'-]+){0,2}?\s(?P<noun>[a-z]{4,})\b")
_DEFINITE = lazy_regex(r"\b(?:[Tt]he|[Tt]hat|[Ii]ts|[Tt]heir|[Tt]his|[\w.]+['’]s)\s$")
_OCCASION = frozenset(
    ("ceremony", "event", "occasion", "function", "gathering", "festivities", "celebration", "rite")
)
_ANOTHER = lazy_regex(
    r"\b(?:another|second|third|fourth|fifth|next|previous|earlier|last|follow-?up|subsequent|separate|"
    r"other|first|annual|monthly|regular|latest|new|anniversary|rescheduled|postponed|again|also|"
    r"deadline|week|month|quarter|end|eve|before|until|resum\w+|second-round|extraordinary)\b",
    re.IGNORECASE,
)
_OTHER = lazy_regex(r"\b(?:another|second|third|fourth|fifth|next|previous|earlier|anniversary)\b")
_NEAR = 3  # sentences
_ENOUGH = 3
_NO_NOUN = frozenset(
    ("morning", "evening", "night", "afternoon", "week", "month", "year", "effect", "force")
)


class _Told(NamedTuple):
    place: int
    date: DateMention
    first: dt.date
    words: str  # around the date
    called: str  # the noun and deed that call something back, "" if none
    noun: str
    before: str  # the words before the date


def happenings_dated_twice(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the days by which a happening told elsewhere is called back with a slip."""
    told = list(_told(evidence))
    if not 2 <= len(told) <= _MOST:
        return
    for later in told:
        if not later.called or any(_same(evidence, later, one) for one in told if one is not later):
            continue
        scored = [
            (_score(evidence, one, later), one)
            for one in told
            if one.place != later.place and one.date.granularity is later.date.granularity
        ]
        best = max((score for score, _ in scored), default=0)
        meant = [one for score, one in scored if score == best]
        if best >= _ENOUGH and len({one.first for one in meant}) == 1:
            yield TwoDays(date=later.date, other=meant[0].date, sure=False)


def _told(evidence: Evidence) -> Iterator[_Told]:
    for place, (sentence, words) in enumerate(prose(evidence)):
        for date in (
            *days_of(evidence, sentence.start, sentence.end),
            *_weekdays(evidence, sentence),
        ):
            if date.granularity not in {Granularity.DAY, Granularity.MONTH} or date.first is None:
                continue
            if in_quotes(evidence, sentence, date.start):
                continue
            at, end = date.start - sentence.start, date.end - sentence.start
            around = f"{_last(words[max(0, at - _REACH) : at])} {words[end : end + _REACH // 2]}"
            called, noun = _called(words, at, end)
            before = words[max(0, at - _REACH) : at]
            yield _Told(place, date, date.first, around, called, noun, before)


_WEEKDAY = lazy_regex(r"(?:last\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")


def _weekdays(evidence: Evidence, sentence: Sentence) -> Iterator[DateMention]:
    """Yield the weekdays of a sentence that stand for a day, counted from the publication."""
    for date in within(evidence.dates, sentence.start, sentence.end):
        if date.relative and _WEEKDAY.fullmatch(evidence.words(date)):
            yield date


def _last(before: str) -> str:
    return regex(r"[;:]\s").split(before)[-1]


def _called(words: str, at: int, end: int) -> tuple[str, str]:
    """Return the noun, with its deed, by which the words at a date call a happening back."""
    before = words[max(0, at - _REACH) : at]
    match = _NOUN.search(before)
    if match is not None:
        called = f"{match['noun']} {match['deed'] or ''}"
        verb = match["noun"].endswith("ed") or PAST.fullmatch(match["noun"]) is not None
        offset = _SO_LONG_BEFORE.search(before[: match.start()]) is not None
        if offset or verb or _ANOTHER.search(match[0]) or match["noun"] in _NO_NOUN:
            return "", ""  # "the strike began on": a verb, and no noun that calls back
        return called, match["noun"]
    match = _PARTICIPLE.search(before)
    if match is not None:
        return match["deed"], ""
    behind = _ADJECTIVE.match(words, end)
    if behind is not None and _DEFINITE.search(before) and not _ANOTHER.search(behind[0]):
        return behind["noun"], behind["noun"]
    return "", ""


def _same(evidence: Evidence, one: _Told, other: _Told) -> bool:
    """Whether two dates can be one day or month."""
    years = has_year(evidence, one.date) and has_year(evidence, other.date)
    if years and one.first.year != other.first.year:
        return False
    if one.first.month != other.first.month:
        return False
    return one.date.granularity is not other.date.granularity or one.first.day == other.first.day


def _score(evidence: Evidence, one: _Told, later: _Told) -> int:
    """Return how much speaks for two days being one, 0 if they cannot be."""
    if _one_phrase(later, one):
        return _ENOUGH
    slip = _slip(evidence, one, later)
    kin = kinds_of(later.called) & kinds_of(one.words)
    apart = abs(later.place - one.place)
    near = apart <= _NEAR
    if not slip or _OTHER.search(one.words[:_REACH]):
        return 0
    shared = things_of(later.words) & things_of(one.words)
    follows = one.place < later.place and near and slip > 1
    # A noun of a known kind, such as "talks", is none of another: the strike that they ended.
    unknown = is_happening(later.noun) and (bool(kin) or not kinds_of(later.called))
    if follows and (later.noun in _OCCASION or unknown):
        return _ENOUGH + bool(kin) + bool(shared)
    if not kin or not (later.noun or shared):
        return 0
    return slip + near + min(2, len(shared)) if shared or (near and slip > 1) else 0


# what comes again and again, each time on another day
_RECURS = lazy_regex(
    r"\b(?:meetings?|decisions?|sessions?|conferences?|rounds?|auctions?|statements?|reports?|votes?|calls?|"
    r"visits?|tests?|launch(?:es)?|hearings?|talks|polls?|surveys?|releases?|letters?|orders?|cuts?|hikes?|"
    r"reviews?|updates?|deadlines?|payments?|shipments?|drills?|exercises?|trips?|flights?|forecasts?)$"
)
_BOTH_NEAR = 40  # days between two days of one happening


def _one_phrase(later: _Told, one: _Told) -> bool:
    """Whether a noun of two words that calls back stands right before the other date too."""
    phrase = _PHRASE.search(later.before)
    if phrase is None or _RECURS.search(phrase["phrase"]):
        return False
    again = _TOLD.search(one.before)
    return (
        again is not None
        and again["phrase"].endswith(phrase["phrase"])
        and 0 < abs((later.first - one.first).days) < _BOTH_NEAR
        and one.date.granularity is Granularity.DAY is later.date.granularity
    )


_PHRASE = lazy_regex(
    r"\b(?:the|those|these|that|its|their)\s(?P<phrase>[a-z-]{4,}\s[a-z]{4,})\s(?:of|on)\s$",
    re.IGNORECASE,
)
_TOLD = lazy_regex(
    r"\b(?P<phrase>[a-z-]{4,}\s[a-z]{4,})\s(?:(?:was|were)\sheld\s)?on\s$", re.IGNORECASE
)
_DEVERBAL = lazy_regex(
    r"[a-z]{3,}(?:tion|sion|ment|ance|ence|al|ture|sure|age|ing|out|off|down|ery|over)s?"
)
_BARE = frozenset(
    (
        *(
            "breach",
            "mission",
            "trip",
            "tour",
            "probe",
            "bid",
            "award",
            "leak",
            "hack",
            "outage",
            "scandal",
        ),
        *(
            "crisis",
            "quarrel",
            "dispute",
            "row",
            "feud",
            "swap",
            "order",
            "request",
            "appeal",
            "offer",
        ),
        *(
            "drill",
            "exercise",
            "march",
            "protest",
            "rescue",
            "search",
            "release",
            "grant",
            "loan",
            "gift",
        ),
        *(
            "purchase",
            "bail",
            "truce",
            "treaty",
            "pledge",
            "promise",
            "threat",
            "warning",
            "speech",
            "talk",
        ),
        *(
            "fine",
            "penalty",
            "charge",
            "lawsuit",
            "suit",
            "trial",
            "verdict",
            "ruling",
            "decree",
            "ban",
        ),
    )
)


def is_happening(noun: str) -> bool:
    """Whether a noun tells that something happened, by its kind, its ending or by itself."""
    if noun.endswith(("rial", "cial", "nal", "ital", "stage", "page", "average", "government")):
        return False
    return bool(kinds_of(noun)) or noun in _BARE or _DEVERBAL.fullmatch(noun) is not None


def _slip(evidence: Evidence, one: _Told, later: _Told) -> int:
    """Return 2 if a slip of one digit or one part makes the one date the other, 1 if near it."""
    a, b = one.first, later.first
    years = has_year(evidence, one.date) and has_year(evidence, later.date)
    if years and a.year != b.year:
        return 2 * ((a.month, a.day) == (b.month, b.day) and abs(a.year - b.year) <= 2)
    if later.date.granularity is Granularity.MONTH:
        return 2 * (years and abs(a.month - b.month) == 1)
    if a.month != b.month:
        return 2 * (a.day == b.day and abs(a.month - b.month) in {1, 11})
    return 2 if _one_digit(a.day, b.day) else 1


def _one_digit(one: int, other: int) -> bool:
    first, second = sorted((str(one), str(other)), key=len)
    if len(first) < len(second):
        return first in second
    return first == second[::-1] or sum(a != b for a, b in zip(first, second, strict=True)) == 1
