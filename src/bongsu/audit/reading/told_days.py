"""What happened on which day by the words of a text, and the day that other words call back.

"The United States Congress approved the agreement in October 2011. On March 15, 2012, it entered
into force" and three paragraphs on "from signature to entry into force", "since the agreement took
effect", "last year's entry into force": a deed that the text dates but once is known by its verb or
noun, by the countries named with it and by the words that it shares with what calls it back. What
could be meant of several days is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from bongsu.audit.reading.kinship import things_of
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.wording import alternation, in_quotes, prose, sentence_at, table
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex, regex

_REACH = 140  # code points from a deed to its date
_LEAD = 4  # words of an opening such as "Japan." that names what a paragraph is on
_DATED = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR, Granularity.RANGE})
_BREAK = lazy_regex(r"[;:]\s|\.\s")
_HOME = "KR"  # named everywhere, and so telling nothing


class ToldDay(NamedTuple):
    """A date with the deed told beside it."""

    date: DateMention
    first: dt.date
    start: int  # of the sentence or row
    end: int
    deeds: frozenset[str]
    lands: frozenset[str]
    things: frozenset[str]
    words: str


class Resolved(NamedTuple):
    """The day that words call back."""

    told: ToldDay
    tied: bool  # whether a country or another word ties the two, and not the deed alone


@cache
def _forms(which: str) -> dict[str, str]:
    """Return the deeds by their forms: "verbs", "nouns" or both."""
    found: dict[str, str] = {}
    for deed, lists in table("happenings")["deeds"].items():
        for name in ("verbs", "nouns") if which == "both" else (which,):
            found |= dict.fromkeys(lists[name], deed)
    return found


@cache
def deed_pattern(which: str) -> re.Pattern[str]:
    """Return a pattern for the verbs or nouns of deeds, or for both."""
    return regex(rf"\b{alternation(_forms(which))}\b(?!-)")


def deed_of(written: str) -> str:
    """Return the deed that a form found by the pattern tells of.

    Examples
    --------
    >>> deed_of("came into force"), deed_of("signature")
    ('force', 'sign')
    """
    lower = " ".join(written.casefold().split())
    return _forms("both")[lower]


@cache
def _lands() -> tuple[re.Pattern[str], dict[str, str]]:
    named = table("countries")
    codes = {
        name: code
        for lists in (named["called"], named["adjectives"])
        for code, names in lists.items()
        for name in names
    }
    return regex(rf"(?<![A-Za-z]){alternation(codes)}(?![A-Za-z])"), codes


def lands_in(words: str) -> frozenset[str]:
    """Return the countries but Korea that some words name.

    Examples
    --------
    >>> sorted(lands_in("Tokyo and the Chinese agreement"))
    ['CN', 'JP']
    """
    return codes_in(words) - {_HOME}


@lru_cache(maxsize=1 << 11)
def codes_in(words: str) -> frozenset[str]:
    """Return the countries that some words name, Korea among them."""
    pattern, codes = _lands()
    return frozenset(codes[" ".join(name.split())] for name in pattern.findall(words))


@remembered
def told_days(evidence: Evidence) -> Iterator[ToldDay]:
    """Yield the days, months and few days of an article with what is told of each."""
    for sentence, words in prose(evidence):
        dates = [
            d for d in days_of(evidence, sentence.start, sentence.end) if _is_told(evidence, d)
        ]
        ends = [sentence.start, *(date.end for date in dates), sentence.end]
        for place, date in enumerate(dates):
            if in_quotes(evidence, sentence, date.start) or date.first is None:
                continue
            opens = dates[place - 1].end if place else sentence.start
            until = dates[place + 1].start if place + 1 < len(dates) else ends[-1]
            deeds = _beside(evidence.text, opens, date, until)
            about = evidence.text[opens : max(date.end, until)] if deeds else words
            own = lands_in(about) or lands_in(words) or _lead(evidence, sentence)
            yield ToldDay(
                date=date,
                first=date.first,
                start=sentence.start,
                end=sentence.end,
                deeds=deeds,
                lands=own,
                things=things_of(about),
                words=words,
            )
    for one in evidence.article.tables:
        heads = one.rows[0] if one.has_header and one.rows else ()
        for row in one.rows[1:] if heads else ():
            yield from _in_row(evidence, heads, row)


def _is_told(evidence: Evidence, date: DateMention) -> bool:
    return (date.granularity in _DATED and has_year(evidence, date)) or _of_a_known_year(date)


def _of_a_known_year(date: DateMention) -> bool:
    """Whether a day without its year has one from the date before it."""
    return date.granularity is Granularity.DAY and date.first is not None


def _beside(text: str, opens: int, date: DateMention, until: int) -> frozenset[str]:
    """Return the deed nearest to a date: before it, or behind one that opens its clause."""
    before = _BREAK.split(text[max(opens, date.start - _REACH) : date.start])[-1]
    pattern = deed_pattern("both")
    found = list(pattern.finditer(before.casefold()))
    if found and not _OTHERS.search(before, found[-1].end()):
        return frozenset({deed_of(found[-1][0])})
    behind = text[date.end : min(until, date.end + _REACH)].lstrip(":,) ")
    first = pattern.search(_BREAK.split(behind)[0].casefold())
    return frozenset({deed_of(first[0])}) if first else frozenset()


_OTHERS = lazy_regex(  # between a deed and a date that is none of its own
    r",\s(?:when|as|where)\b|\b(?:before|after|until)\s\w|\band\s(?:an?|the|another|its)\s"
)


def _lead(evidence: Evidence, sentence: Sentence) -> frozenset[str]:
    """Return the countries that the opening words of a paragraph name as what it is on."""
    block = evidence.block_of(sentence)
    opening = evidence.text[block.start : block.end].split(".")[0]
    return lands_in(opening) if len(opening.split()) <= _LEAD else frozenset()


def _in_row(evidence: Evidence, heads: Sequence[Block], row: Sequence[Block]) -> Iterator[ToldDay]:
    """Yield the dates of a row, each with the deed of its column or of the row."""
    dated = []
    for head, cell in zip(heads, row, strict=False):
        dates = [d for d in days_of(evidence, cell.start, cell.end) if _is_told(evidence, d)]
        if len(dates) == 1 and dates[0].first is not None:
            dated.append((evidence.words(head), dates[0], dates[0].first))
    if not dated:
        return
    whole = " ".join(evidence.words(cell) for cell in row)
    pattern = deed_pattern("both")
    of_row = pattern.search(whole.casefold())
    lands = lands_in(evidence.words(row[0])) or lands_in(whole)
    things = things_of(whole)
    for head_words, date, first in dated:
        found = pattern.search(head_words.casefold()) or of_row
        yield ToldDay(
            date=date,
            first=first,
            start=row[0].start,
            end=row[-1].end,
            deeds=frozenset({deed_of(found[0])}) if found else frozenset(),
            lands=lands,
            things=things,
            words=whole,
        )


_ANOTHER = lazy_regex(
    r"\b(?:another|second|third|fourth|fifth|other|others|next|previous|earlier|former|latter|every|each|any|no|annual|"
    r"new|planned|possible|further|again|separate|similar|first-ever|not|never|if|would|could|should|might)\b",
    re.IGNORECASE,
)


def resolve(evidence: Evidence, deed: str, words: str, at: int) -> Resolved | None:
    """Return the one day on which a text puts a deed that words at a place call back.

    Parameters
    ----------
    evidence : Evidence
        An article.
    deed : str
        The deed called back, such as "force".
    words : str
        The words that call it back, with what they name.
    at : int
        Where they stand; a day of the same sentence is not asked.
    """
    if _ANOTHER.search(words):
        return None
    every: Sequence[ToldDay] = [
        one for one in told_days(evidence) if deed in one.deeds and not one.start <= at < one.end
    ]
    if _days(every) > 1:
        every = _of_the_land(evidence, every, words, at)
    things = things_of(words) - _stems_of_deeds()
    if _days(every) > 1:
        every = [one for one in every if one.things & things] or every
    earlier = [one for one in every if one.start < at]
    if _days(earlier) == 1:  # a noun calls back what was told before it
        every = earlier
    return _one_of(every, lands_in(words), things)


def _days(every: Sequence[ToldDay]) -> int:
    """Return how many days are told, a year being that of a day that lies in it."""
    exact = {one.first for one in every if one.date.granularity is not Granularity.YEAR}
    known = {day.year for day in exact}
    years = {one.first.year for one in every if one.date.granularity is Granularity.YEAR}
    return len(exact) + len(years - known)


def _of_the_land(
    evidence: Evidence, every: Sequence[ToldDay], words: str, at: int
) -> Sequence[ToldDay]:
    """Return those of several days that the country which words are about can be told with.

    "The agreement" is that of the country named last, in its sentence or before it in the
    paragraph; what is Seoul's own is told with no other country.
    """
    if lands_in(words):
        return every
    if _HOME in codes_in(words):
        return [one for one in every if not one.lands] or every
    sentence = evidence.sentences[max(0, sentence_at(evidence, at))]
    block = evidence.block_of(sentence)
    for near in (evidence.words(sentence), evidence.text[block.start : sentence.start]):
        lands = lands_in(near)
        if lands:
            return [one for one in every if one.lands & lands] or every
    return every


@cache
def _stems_of_deeds() -> frozenset[str]:
    """Return the stems of the words that tell of deeds, which tie nothing."""
    return things_of(" ".join([*_forms("both"), "agreement free trade law act bank korea force"]))


def _one_of(
    every: Sequence[ToldDay], lands: frozenset[str], things: frozenset[str]
) -> Resolved | None:
    """Return the one day of several that the same countries or things are told with."""
    tied = False
    if lands:
        same = [one for one in every if one.lands & lands]
        if not same and any(one.lands for one in every):
            return None
        tied, every = bool(same), same or every
    if _days(every) > 1:
        shared = frozenset.intersection(*(one.things for one in every))
        scored = [(len((one.things - shared) & things), one) for one in every]
        best = max(score for score, _ in scored)
        if not best:
            return None
        every = [one for score, one in scored if score == best]
        tied = True
    if _days(every) != 1:
        return None
    every = [one for one in every if one.date.granularity is not Granularity.YEAR] or every
    return Resolved(told=every[0], tied=tied or bool(every[0].things & things))


def phrase_told(evidence: Evidence, phrase: str, at: int) -> Resolved | None:
    """Return the day of the one dated sentence before a place with a phrase: "the first case"."""
    low = phrase.casefold()
    every: Sequence[ToldDay] = [
        one
        for one in told_days(evidence)
        if one.start < at >= one.end and low in one.words.casefold()
    ]
    if _days(every) != 1 or len({one.start for one in every}) != 1:
        return None
    return Resolved(told=every[0], tied=True)
