"""What a central bank is said to have done with its rate in a month or year, and what it did.

"The Bank of Korea lowered its base rate at seven meetings in 2022": of the banks of the reference
every decision is on record, so that a move the other way, or one where none was made, is told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, place_of, prose
from bongsu.audit.references.rates import Decision, decisions, policy_rate
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_UP = r"(?:raised|hiked|lifted|increased|put\sup|tightened)"
_DOWN = r"(?:lowered|cut|reduced|trimmed|slashed|eased|brought\sdown)"
_HELD = r"(?:held|kept|left|froze|maintained)"
_RATE = (
    r"(?:(?:its|the|their|key|main)\s)?(?:(?:key|benchmark|main|official)\s)?"
    r"(?:base|policy|benchmark|interest|key|funds)\srates?"
)
_MOVED = lazy_regex(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<held>{_HELD}))\s{_RATE}\b|"
    rf"\b{_RATE}\s(?:[a-z]+\s)?(?:was|were|had\sbeen|has\sbeen)\s(?:(?P<up2>{_UP})|(?P<down2>{_DOWN})|(?P<held2>held|kept|left|frozen))\b",
    re.IGNORECASE,
)
_NAMED = lazy_regex(  # "the last increase came in", "the October 18 cut", "the rate cut of"
    r"\b(?:last|latest|most\srecent|first|previous)\s(?:rate\s)?(?:(?P<up>increase|hike|rise)|(?P<down>cut|reduction))\b"
    r"[^;:]{0,40}?\s(?:came|was\smade|took\splace|followed)\s(?:in|on)\s(?=(?P<when>\S))|"
    r"\b[Tt]he\s(?P<day>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d{1,2}(?:,\s\d{4},?)?)\s(?:rate\s)?"
    r"(?:(?P<up2>increase|hike|rise)|(?P<down2>cut|reduction))\b|"
    r"\b[Tt]he\s(?:(?:base|policy|key|interest)\s)?(?:rate\s)?(?:(?P<up3>increase|hike)|(?P<down3>cut|reduction))\s(?:of|on)\s"
    r"(?=(?P<when3>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s\d))"
)
_BANKS = {
    "BOK": lazy_regex(
        r"\b(?:Bank\sof\sKorea|BOK|Monetary\sPolicy\sBoard|base\srate|Korea[’']s\scentral\sbank)\b",
        re.IGNORECASE,
    ),
    "Fed": lazy_regex(r"\b(?:Federal\sReserve|the\sFed|FOMC|federal\sfunds)\b"),
    "BOJ": lazy_regex(r"\b(?:Bank\sof\sJapan|BOJ)\b"),
    "ECB": lazy_regex(r"\b(?:European\sCentral\sBank|ECB)\b"),
}
_DOUBT = lazy_regex(
    r"\b(?:would|could|should|may|might|will|if|unless|expect\w*|forecast\w*|predict\w*|likely|not|never|no|"
    r"before|until|after|since|when|once|had|as\sit\shad|urged|asked|whether|propos\w+|dissent\w*|voted|than|ago)\b",
    re.IGNORECASE,
)
_EXACT = frozenset(
    {Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.YEAR}
)
_NEAR = 90  # code points between a move and its date
_DAY = dt.timedelta(days=1)


class RateMove(NamedTuple):
    """A move of a rate as it is told, what the bank did instead, and when it was told to."""

    start: int
    end: int
    did: str
    made: Decision


def rate_moves(evidence: Evidence, day: dt.date | None) -> Iterator[RateMove]:
    """Yield moves of a policy rate that went the other way, or were not made at all."""
    if not about_korea(evidence):
        return
    of_rates = "rate" in evidence.text[evidence.article.start : evidence.article.end]
    for sentence, words in prose(evidence):
        flat = words.replace("\n", " ")
        for move in _MOVED.finditer(flat):
            named = [bank for bank, form in _BANKS.items() if form.search(flat)]
            date = _date(evidence, sentence.start, flat, move)
            if len(named) != 1 or date is None or date.first is None or date.last is None:
                continue
            if (day and date.first > day) or in_quotes(evidence, sentence, sentence.start):
                continue
            last = min(date.last, day) if day else date.last
            way = next(
                (name[:4].rstrip("2") for name, said in move.groupdict().items() if said), ""
            )
            told = _belied(named[0], way, date.first, last)
            if told is not None:
                yield RateMove(sentence.start + move.start(), sentence.start + move.end(), *told)
        if of_rates:
            yield from _named(evidence, sentence, flat, day)


def _named(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date | None
) -> Iterator[RateMove]:
    """Yield moves that are named by their day, of the one bank of an article, and were not made."""
    for match in _NAMED.finditer(words):
        bank = _of_article(evidence, sentence, words)
        found = match.groupdict()
        at = next(match.start(name) for name in ("day", "when", "when3") if found[name])
        at += sentence.start
        dates = [
            date
            for date in within(evidence.dates, at, sentence.end)
            if date.start == at and date.granularity in _EXACT
        ]
        if not bank or not dates or in_quotes(evidence, sentence, at):
            continue
        if _NO_MOVE.search(words):
            continue
        way = "up" if any(found[name] for name in ("up", "up2", "up3")) else "down"
        times = list(_times(evidence, dates[0], day))
        told = [_belied(bank, way, *time) for time in times]
        if told and told[0] is not None and all(told):
            yield RateMove(sentence.start + match.start(), dates[0].end, *told[0])


def _times(
    evidence: Evidence, date: DateMention, day: dt.date | None
) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield when a date may have been: a day without its year, in this one or the last."""
    first, last = date.first, date.last or date.first
    if first is None or last is None:
        return
    if date.granularity is Granularity.DAY and day and not _YEAR.search(evidence.words(date)):
        for year in (day.year, day.year - 1):
            on = first.replace(year=year, day=min(first.day, 28) if first.month == 2 else first.day)
            if on <= day:
                yield on, on
    elif day is None or first <= day:
        yield first, last


_YEAR = lazy_regex(r"\d{4}")


_NO_MOVE = lazy_regex(
    r"\b(?:if|would|expected|forecast|possible|proposed|tax|tariff|duty|budget|price|wage)\b"
)


def _of_article(evidence: Evidence, sentence: Sentence, words: str) -> str:
    """Return the one bank of a sentence, or else of the one before it or of its article."""
    whole = evidence.text[evidence.article.start : evidence.article.end]
    place = place_of(evidence, sentence)
    before = evidence.words(evidence.sentences[place - 1]) if place else ""
    for said in (words, before, whole):
        named = [bank for bank, form in _BANKS.items() if form.search(said)]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""


def _date(evidence: Evidence, start: int, words: str, move: re.Match[str]) -> DateMention | None:
    """Return the one date that stands beside a move in its clause, with no doubt between."""
    dates = within(evidence.dates, start, start + len(words))
    near = [
        date
        for date in dates
        if date.granularity in _EXACT
        and not re.search(r"[;:]", _between(words, move, date, start))
        and len(_between(words, move, date, start)) <= _NEAR
    ]
    near.sort(key=lambda date: len(_between(words, move, date, start)))
    if not near:
        return None
    around = words[max(0, move.start() - 50) : move.end()] + _between(words, move, near[0], start)
    return None if _DOUBT.search(around) else near[0]


def _between(words: str, move: re.Match[str], date: DateMention, start: int) -> str:
    first, last = date.start - start, date.end - start
    return words[move.end() : first] if first >= move.end() else words[last : move.start()]


def _belied(bank: str, way: str, first: dt.date, last: dt.date) -> tuple[str, Decision] | None:
    """Return what a bank did in the time of a move that it did not make."""
    made = [one for one in decisions(bank) if first - _DAY <= one.decided <= last + _DAY]
    stood = policy_rate(bank, first - 2 * _DAY)
    if stood is None or policy_rate(bank, last) is None:
        return None  # what is not on record
    up, down = way == "up", way == "down"
    if not made:
        return ("kept", stood) if up or down else None
    if up and all(one.change < 0 for one in made):
        return "lowered", made[0]
    if down and all(one.change > 0 for one in made):
        return "raised", made[0]
    return None
