"""Dates that are one slip of the finger from that of an event which the words around tell of.

The event need not be named: what the reference says of it is looked for in the sentence, and what
the sentence leaves to a pronoun in those before it and the title. A date that is right for another
event which the words can mean is let stand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.event_words import (
    CLOSE,
    SHARED,
    forms_of_deed,
    names_in,
    tells_stage,
    tokens,
    told_share,
    weight_of,
)
from bongsu.audit.reading.rival_events import ends_of, rivals_of
from bongsu.audit.reading.wording import place_of, quoted, table
from bongsu.audit.references import Event, events
from bongsu.audit.remembering import remembered
from bongsu.evidence.dictionary import words as split
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.evidence.sourced import known
from bongsu.patterns import lazy_regex

_ENOUGH = 0.6  # of what the reference says of an event, by the weight of its words
_ENOUGH_OF_MONTH = 0.75  # and of one that only a month dates
_OWN = 0.2  # of it that the clause of the date itself must tell, if it does not point back
_LONG_ROW = 8  # events of one topic, of which a date will be near one by chance
_MANY = 30  # days that a text tells from which two will be alike by chance
_ALL = 0.95  # of what the reference says that such a text must tell
_REACH = 150  # code points around a date in which a long sentence tells what it is of
_BACK = 2  # sentences back to which a pronoun may point
_POINTS_BACK = lazy_regex(
    r"^\W*(?:(?:It|They|He|She|This|That|These|Those|Both|The\s(?!\w+\sof\b)[a-z]+|Its|Their|His|Her|"
    r"[Tt]hat\s\w+)\b)"
)
_OF_ANOTHER_DAY = lazy_regex(
    r"\b(?:anniversar\w+|commemorat\w+|marks?|marked|birthday|ceremon\w+|until|expir\w+|terminat\w+|laps\w+|matur\w+|deadline|"
    r"end\sof\s(?:his|her|its|their)\b|attempt\w*|failed|before(?!\s(?:lunch|noon|dawn|midnight|breakfast|dinner|sunrise|daybreak))|after|ahead\sof|follow\w+|(?<!force\s)(?<!effect\s)(?<!office\s)since)\s[^,;]{0,30}$|\banniversar|"
    r"(?:\b(?:last\w*|days|weeks|months|effect)\b[^;]{0,20}|,\s)\b(?:to|through|till|from)\s$|"
    r"\bbetween\s[^;]{3,30}\sand\s$"
)
_REMEMBERED = lazy_regex(  # what is done on a later day about what was
    r"\b(?:anniversar\w+|commemorat\w+|memorial|mourn\w*|remember\w*|ceremony\s(?:for|in\smemory))\b"
)
_COUNTED_FROM = lazy_regex(  # "on June 3, exactly a year after the vote"
    r",?\s\(?(?:[\w-]+\s){1,3}(?:days?|weeks?|months?|years?)\s(?:after|before|from|since)\b"
)
_ON_THE_SIDE = lazy_regex(  # what was done about an event need not have been on its day
    r"\b(?:on|in|at)\sthe\s(?:margins?|sidelines?|fringes?|run-up|wings|corridors|shadow|wake|eve)\b|"
    r"\b(?:alongside|ahead\sof(?!\s(?:plan|schedule|time|target))|in\spreparation\sfor|on\s(?:his|her|their|the)\sway\s(?:to|from))\s"
)
_NOTHING: frozenset[str] = frozenset()


class Misdated(NamedTuple):
    """A date, the event that the words around it tell of, and how much of it they tell."""

    date: DateMention
    event: Event
    share: float


def misdated(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date | None
) -> Iterator[Misdated]:
    """Yield the dates of a sentence that are a slip from that of what it tells of."""
    others: tuple[tuple[int, int], ...] | None = None
    for date in within(evidence.dates, sentence.start, sentence.end):
        if date.first is None or (date.granularity is Granularity.DAY and date.written is None):
            continue
        exact = date.granularity in {Granularity.DAY, Granularity.MONTH}
        if not exact or is_part_of_a_name(date, sentence, words):
            continue
        rivals = rivals_of(date)
        if not rivals:
            continue
        others = quoted(words) if others is None else others
        at = date.start - sentence.start
        if any(start <= at < end for start, end in others):
            continue
        if (
            _OF_ANOTHER_DAY.search(words[:at])
            or _ON_THE_SIDE.search(words)
            or _REMEMBERED.search(words, at)
        ):
            continue
        order = _BY_NUMBER.search(words[:at])
        if not _year_told(evidence, date) and (
            date.granularity is Granularity.MONTH or _of_another_year(date, day)
        ):
            continue
        if order is not None:  # what has a number has the date of its own
            rivals = {i: e for i, e in rivals.items() if any(order[1] in n for n in e.names)}
        found = _meant(evidence, sentence, words, date, rivals, day)
        if found is not None:
            yield found


_A_NAME = lazy_regex(
    r"\b(?:Sept(?:ember|\.)?\s11|Jan(?:uary|\.)?\s6|Oct(?:ober|\.)?\s7|March\s1(?:st)?|May\s18|April\s19)\s"
    r"(?:[Tt]errorist\s|Select\s)?(?:[Aa]ttacks?|[Uu]prising|[Mm]ovement|[Rr]evolution|[Rr]iots?|[Ii]nsurrection|"
    r"[Mm]assacre|[Cc]ommittee|[Ii]ndependence|[Dd]emocratic|[Dd]emocratization|[Pp]anel|[Hh]earings?)\b"
)


def is_part_of_a_name(date: DateMention, sentence: Sentence, words: str) -> bool:
    """Whether a day without its year is part of a name: "the September 11 attacks"."""
    return _A_NAME.match(words, date.start - sentence.start) is not None


_BY_NUMBER = lazy_regex(
    r"\b(?:Order|E\.O\.|EO|Proclamation|Resolution|Law|Decree|Notice|Determination|Directive)\s"
    r"(?:No\.?\s)?(\d[\d./-]*),?\s(?:of|dated|issued|signed)\s(?:on\s)?$"
)
_THIS_OR_LAST = lazy_regex(r"\s(?:this|last|next)\syear$")


def _year_told(evidence: Evidence, date: DateMention) -> bool:
    """Whether a day is told with its year, or as one of last year."""
    by_number = date.written is not None and date.written.year is not None
    if date.granularity is Granularity.MONTH:
        by_number = str(date.first.year if date.first else 0) in evidence.words(date)
    return by_number or _THIS_OR_LAST.search(evidence.words(date)) is not None


def _of_another_year(date: DateMention, day: dt.date | None) -> bool:
    """Whether a day told without its year is that of publication, or has another year's weekday."""
    if date.written is None or date.first is None:
        return False
    weekday = date.written.weekday
    today = day is not None and (date.first.month, date.first.day) == (day.month, day.day)
    return today or (weekday is not None and date.first.weekday() != weekday)


def best_told(
    evidence: Evidence, sentence: Sentence, candidates: Iterable[Event]
) -> tuple[float, Event] | None:
    """Return the event of which a sentence tells most with those before it, and how much."""
    own, near = tokens(evidence.words(sentence)), _before(evidence, sentence)
    shares = [(told_share(event, own, near, _NOTHING), event.id, event) for event in candidates]
    share, _, event = max(shares, default=(0.0, "", None))
    return (share, event) if event is not None else None


def named_near(evidence: Evidence, sentence: Sentence, event: Event) -> bool:
    """Whether a sentence, those before it or the title have a name of an event, as a name."""
    place = place_of(evidence, sentence)
    near = evidence.sentences[max(0, place - _BACK) : place + 1]
    text = " ".join((evidence.article.title, *map(evidence.words, near)))
    said = names_in(text)
    return any(
        weight_of(word) > SHARED and word in said
        for told in (event.what, *event.names)
        for word in names_in(told)
    )


def _was_on(event: Event, day: dt.date) -> bool:
    """Whether an event was on a day, or one of a few days went on to it."""
    return event.first <= day <= max(ends_of(event))


def _was_then(event: Event, date: DateMention) -> bool:
    """Whether an event was on a day, or in a month."""
    if date.granularity is Granularity.DAY:
        return _was_on(event, date.first or dt.date.min)
    first, last = date.first or dt.date.min, date.last or dt.date.max
    return event.first <= last and first <= max(ends_of(event))


def _was_about(event: Event, day: dt.date) -> bool:
    """Whether an event was on a day or, by the clock of another zone, on one beside it."""
    beside = (day - _A_DAY, day, day + _A_DAY) if dt.date.min < day < dt.date.max else (day,)
    return any(_was_on(event, one) for one in beside)


_A_DAY = dt.timedelta(days=1)


@remembered
def _tells_many_days(evidence: Evidence) -> Iterator[bool]:
    """Yield whether an article tells so many days that two of them are alike by chance."""
    yield sum(one.granularity is Granularity.DAY for one in evidence.dates) > _MANY


def _meant(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    date: DateMention,
    rivals: dict[str, Event],
    day: dt.date | None,
) -> Misdated | None:
    alone = len(within(evidence.dates, sentence.start, sentence.end)) == 1
    at, end = date.start - sentence.start, date.end - sentence.start
    counted = _COUNTED_FROM.match(words, end)  # what it is counted from is not what was then
    own = tokens(_clause(words[:end] if counted else words, at, end, alone=alone))
    many = _tells_many_days(evidence)[0]
    near = _NOTHING if many else _before(evidence, sentence)
    if not _year_told(evidence, date):  # in a year that is only understood nobody slips
        rivals = {i: e for i, e in rivals.items() if e.first.year == (date.first or e.first).year}
    told = {
        id_: event
        for id_, event in rivals.items()
        if told_share(event, own, near, _NOTHING) >= CLOSE
    }
    if not told:
        return None
    far = _NOTHING if many else _before(evidence, sentence, whole=True)
    share, _, event = max(
        (told_share(event, own, near, far), id_, event) for id_, event in told.items()
    )
    row = len(events().topic(event.topic)) > _LONG_ROW
    if not _POINTS_BACK.match(words) and told_share(event, own, _NOTHING, _NOTHING) < _OWN:
        return None  # what is told in the sentence before may have been on another day
    monthly = date.granularity is Granularity.MONTH
    said = told_share(event, _phrase(words, at, end), _NOTHING, _NOTHING) if monthly else share
    enough = _ALL if many or row else _ENOUGH_OF_MONTH if monthly else _ENOUGH
    if min(share, said) < enough or _was_then(event, date):
        return None
    sentence_own = tokens(words)  # what the day is right for may be named at its far end
    right = (one for one in rivals.values() if _was_then(one, date))
    if any(told_share(one, sentence_own, near, far) >= share / 2 for one in right):
        return None
    if not monthly and _deed_beside(words[:at], date.first or dt.date.min, rivals):
        return None
    words_of_it = own | (near if _POINTS_BACK.match(words) else _NOTHING)
    unknown = not known(event.known_from, day) and not event.planned
    if unknown or _knows_its_day(evidence, event):
        return None  # a text that gives its day tells of something else
    if not tells_stage(event, words_of_it) or not _likely(
        evidence, sentence, date, event, words_of_it, day
    ):
        return None
    return Misdated(date, event, share)


def _likely(
    evidence: Evidence,
    sentence: Sentence,
    date: DateMention,
    event: Event,
    said: frozenset[str],
    day: dt.date | None,
) -> bool:
    """Whether a day can be meant for that of an event: no news, and no order of another number."""
    if not _year_told(evidence, date) and (_is_news(date, day) or not _told_surely(event, said)):
        return False
    numbers = _number_of(event)  # "an executive order" may be of any number
    return not numbers or not numbers.isdisjoint(split(evidence.words(sentence)))


_NEWS = dt.timedelta(days=14)  # before a publication, of which it tells what happened lately


def _is_news(date: DateMention, day: dt.date | None) -> bool:
    return day is not None and date.first is not None and day - _NEWS <= date.first <= day


def _told_surely(event: Event, said: frozenset[str]) -> bool:
    """Whether words tell the deed of an event, or no deed at all is known of it."""
    known_deed = bool(forms_of_deed(table("events")["actions"], event.action))
    return not known_deed or tells_stage(event, said, surely=True)


@cache
def _number_of(event: Event) -> frozenset[str]:
    """Return the numbers by which an order or a resolution is known."""
    return frozenset(word for word in split(event.what) if word.isdigit() and len(word) == _LONG)


def _knows_its_day(evidence: Evidence, event: Event) -> bool:
    """Whether a text gives the day or month of an event somewhere."""
    return any(
        one.first and one.granularity is not Granularity.YEAR and _was_about(event, one.first)
        for one in evidence.dates
    )


def _deed_beside(before: str, day: dt.date, rivals: dict[str, Event]) -> bool:
    """Whether the words right before a date tell the deed of an event that was on that day."""
    actions = table("events")["actions"]
    near = before[-_BESIDE:].casefold()
    return any(
        form in near
        for event in rivals.values()
        if event.first <= day <= event.start_last
        for form in forms_of_deed(actions, event.action)
    )


_BESIDE = 30  # code points before a date in which the deed that it dates is told


def _clause(words: str, at: int, end: int, *, alone: bool) -> str:
    """Return what a date may be of: its sentence up to a semicolon, without the date.

    Where another date stands in the sentence, it ends with what "and" adds.
    """
    first = max(words.rfind("; ", 0, at), words.rfind(" — ", 0, at)) + 1
    joints = ("; ",) if alone else ("; ", ", and ")
    ends = [at for joint in joints if (at := words.find(joint, end)) > 0]
    last = min(ends, default=-1)
    last = min(last if last > 0 else len(words), end + _REACH)
    return f"{words[max(first, at - _REACH) : at]} {words[end:last]}"


def _phrase(words: str, at: int, end: int) -> frozenset[str]:
    """Return what stands right before a date, up to a comma, or behind one that opens."""
    before = _PART.split(words[:at])[-1]
    opens = len(before.split()) <= _OPENING_WORDS
    return tokens(_PART.split(words[end:].lstrip(", "))[0] if opens else before)


_PART = lazy_regex(r"[,;:—–]\s|\s\(")
_OPENING_WORDS = 2  # "In", "It was in"


def _before(evidence: Evidence, sentence: Sentence, *, whole: bool = False) -> frozenset[str]:
    """Return the words of the title and of the sentences right before one, or of all before it.

    Before an item of a list come those that lead the list in.
    """
    if whole:
        start = evidence.article.blocks[0].start
        return tokens(f"{evidence.article.title} {evidence.text[start : sentence.start]}")
    place = place_of(evidence, sentence)
    first = place
    while first and evidence.block_of(evidence.sentences[first]).kind is BlockKind.ITEM:
        first -= 1
    before = evidence.sentences[max(0, first - _BACK) : first]
    before += evidence.sentences[first : first + 1] if first < place else ()
    before += evidence.sentences[max(first + 1, place - _BACK) : place] if first < place else ()
    near = [
        evidence.words(one) for one in before if one.block >= sentence.block - 1 or first < place
    ]
    return tokens(" ".join((evidence.article.title, *near)))


_LONG = 5  # digits of the number of an order
