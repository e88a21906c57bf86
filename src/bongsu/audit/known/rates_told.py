"""Levels of a policy rate, in whatever words, against what the bank's decisions made of it.

The rate is known by its name ("base rate", "federal funds") or by its bank; the bank by name, by
the board that decides, or as the one that the article is about. The level is that of the day that
the sentence tells, or else of the day of the text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes
from bongsu.audit.references import Decision, decisions, policy_rate
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Granularity, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_REACH = 120  # signs before a level in which its rate is named
_AROUND = 600  # code points before a sentence in which its bank is named
_POINTS = 2.5  # farther off the level is of another rate
_DAY = dt.timedelta(days=1)
_RATE = guarded_regex(
    r"\b(?:(?:base|policy|benchmark|key|official|main)\s(?:[a-z]+\s){0,2}?rates?|interest\srates?|"
    r"(?:its|the)\sbenchmark|federal\sfunds(?:\s(?:target\s)?(?:rate|range))?|fed\sfunds|funds\srate|target\srange|"
    r"(?:its|the|their)\srates?|borrowing\scosts|cost\sof\sborrowing|rate)\b",
    re.IGNORECASE,
)
_OTHER_RATE = lazy_regex(
    r"\b(?:mortgage\w*|loans?|lending|deposit\w*|unemploy\w*|jobless|exchange|growth|inflation|"
    r"employ\w*|"
    r"tariff\w*|fertility|birth|tax\w*|contribution\w*|real|neutral|terminal|prime|swap|bonds?|"
    r"yields?|"
    r"discount|participation|default|delinquen\w*|savings?|vacancy|turnout|approval|"
    r"certificates?|premium|"
    r"overnight\scall|poverty|average|increase|decline|target\sof|prices?|GDP|gap|spread|"
    r"difference)\b",
    re.IGNORECASE,
)
_LEADS = lazy_regex(
    r"(?:\b(?:at|to|of|is|now|remains|stands|currently|still|with|unchanged)|:|,|\()\s?"
    r"(?:(?:a|the|its|an)\s(?:[a-z-]+\s){0,3}?(?:of\s)?|(?:of|between|around|just|only|still|"
    r"now)\s)?$",
    re.IGNORECASE,
)
_NO_FACT = lazy_regex(
    r"\b(?:will|would|could|should|may|might|if|unless|expect\w*|forecast\w*|predict\w*|likely|"
    r"until|before|"
    r"from|projec\w+|see[ns]?|by\sthe\send|next\syear|peak\w*|once|not|never|"
    r"argue\w*|dissent\w*|prefer\w*|propos\w+|favou?r\w*|call\w*\sfor|option\w*|dot\splot|"
    r"median)\b",
    re.IGNORECASE,
)
_PAST = lazy_regex(r"\b(?:had|was|were|previous\w*|earlier|then)\b", re.IGNORECASE)
_OF_THE_DAY = lazy_regex(
    r"\b(?:today|now|currently|stands?|remains?|is|unchanged|steady|hold\w*|held|le(?:ave|aves|"
    r"aving|ft)|keep\w*|"
    r"kept|maintain\w*|fr(?:eeze|oze)|decided|voted|has|have|at\spresent|stay\w*|still)\b",
    re.IGNORECASE,
)
_BANKS = {
    "BOK": regex(
        r"\b(?:Bank\sof\sKorea|BOK|Monetary\sPolicy\sBoard|Korea[\u2019']s\scentral\sbank|"
        r"Base\sRate|"
        r"Korean\scentral\sbank)\b"
    ),
    "Fed": regex(
        r"\b(?:Federal\sReserve|the\sFed\b|FOMC|Federal\sOpen\sMarket|[Ff]ederal\sfunds|[Ff]ed\sfunds)"
    ),
    "BOJ": regex(r"\b(?:Bank\sof\sJapan|BOJ)\b"),
    "ECB": regex(r"\b(?:European\sCentral\sBank|ECB)\b"),
    "": regex(
        r"\b(?:Bank\sof\sEngland|BOE|People[\u2019']s\sBank|PBOC|Reserve\sBank|Bank\sof\sCanada|"
        r"Riksbank|Bank\sIndonesia)\b"
    ),
}


class RateTold(NamedTuple):
    """A level of a bank's rate, and the decision that held."""

    quantity: Quantity
    made: Decision


def rates_told(evidence: Evidence, day: dt.date | None) -> Iterator[RateTold]:
    """Yield the levels of a policy rate that did not hold when they are told to have."""
    if day is None or not about_korea(evidence):
        return
    for frame in all_frames(evidence):
        if not _RATE.search(frame.text) or "|" in frame.text:
            continue
        for at, quantity in frame.figures:
            if quantity.kind is not Kind.PERCENT or quantity.comparator is not Comparator.EXACT:
                continue
            if in_quotes(evidence, frame.sentence, quantity.start) or not _is_level(frame, at):
                continue
            bank = _bank(evidence, frame, at)
            moved = _MOVED_TO.search(frame.slim, 0, at) is not None
            dates = _own_dates(frame, at)
            stood = _stood(bank, dates, frame, day, moved=moved) if bank else []
            if stood and not any(_is(quantity, one) for one in stood):
                newest = stood[-1]
                if _distance(quantity, newest) <= _POINTS:
                    yield RateTold(quantity, newest)


def _is_level(frame: Frame, at: int) -> bool:
    """Whether a figure is the level of a rate, told as a fact."""
    lead = frame.slim[max(0, at - _REACH) : at]
    tail = frame.slim[at + 1 : at + 30]
    clause = regex(r"[;\u2014]").split(lead)[-1]
    if _BANKS["ECB"].search(frame.text):  # of whose rates it is that of deposits that is meant
        clause = _DEPOSIT.sub("policy rate", clause)
    rate = list(_RATE.finditer(clause))
    behind = regex(r"\s(?:base|policy|benchmark|key)\srate\b").match(tail)
    if not (rate or behind) or _OTHER_RATE.search(clause[rate[-1].start() if rate else 0 :]):
        return False
    if rate and _OTHER_RATE.search(clause[max(0, rate[-1].start() - 25) : rate[-1].start()]):
        return False
    told = _AS_EXPECTED.sub("", clause + tail)[: len(clause) + 12]
    return (_LEADS.search(lead) or behind) is not None and not _NO_FACT.search(told)


_DEPOSIT = lazy_regex(r"\bdeposit\s(?:facility\s)?rate\b")
_AS_EXPECTED = lazy_regex(r",? as (?:widely )?(?:expected|forecast|predicted)\b")  # a fact


def _bank(evidence: Evidence, frame: Frame, at: int) -> str:
    """Return the one bank that the sentence, or else the article up to it, names last."""
    near = frame.sentence
    before = evidence.text[max(evidence.article.start, near.start - _AROUND) : near.start]
    for words in (frame.text[:at], frame.text, evidence.article.title, before):
        named = {bank for bank, form in _BANKS.items() if form.search(words)}
        if named:
            return named.pop() if len(named) == 1 else ""
    return "BOK" if _of_korea(evidence.article.title, f"{before} {frame.text}") else ""


def _of_korea(title: str, near: str) -> bool:
    """Whether "the central bank" of an article is that of Korea, by its title."""
    if not _KOREA.search(title) or _ABROAD.search(f"{title} {near}"):
        return False
    return "central bank" in near or "policy rate" in near


_KOREA = lazy_regex(r"\b(?:South )?Korea(?:n|['\u2019]s)?\b")
_ABROAD = lazy_regex(
    r"\b(?:North Korea\w*|U\.?S\.?|United States|America\w*|Japan\w*|Chin(?:a|ese)|Europe\w*|"
    r"euro|Fed|Taiwan\w*|India\w*|Australia\w*)\b"
)


def _own_dates(frame: Frame, at: int) -> list[DateMention]:
    """Return the dates of a sentence before a level, or else those behind it, up to the next."""
    ends = [place for place, _ in frame.figures if place > at]
    behind = frame.dates(at, ends[0]) if ends else []
    return frame.dates(0, at) or behind or frame.dates(at, len(frame.text))


def _stood(
    bank: str, dates: list[DateMention], frame: Frame, day: dt.date, *, moved: bool
) -> list[Decision]:
    """Return the decisions of which any may be the one that held when a level is told.

    That to which a rate is told to have been moved is the level from a move of that time.
    """
    date = dates[0] if dates else None
    if len(dates) > 1 or (date and (date.first is None or date.first > day)):
        return []
    text = frame.text
    since = regex(
        r"\b(?:since|after|from)\s(?:the\s(?:meeting|decision|cut|increase|hike)\s(?:of|on)\s)?[^.;]{0,12}$"
    ).search(frame.slim[: _place(frame, date)])
    if date is None or since:
        present = _OF_THE_DAY.search(text) or ":" in text
        if date is None and not present and _MOVED.search(text) and not _PAST.search(text):
            return [one for one in decisions(bank, day) if day - _LATELY <= one.decided <= day]
        if _PAST.search(text) or (date is None and not present):
            return []
        first, last = day, day
    elif date.granularity in {Granularity.DAY, Granularity.MONTH} and date.first and date.last:
        first, last = date.first, date.last
    else:
        return []
    stood = [policy_rate(bank, first - 2 * _DAY), policy_rate(bank, first)]
    moves = [one for one in decisions(bank) if first <= one.decided <= last + _DAY]
    made: list[Decision | None] = [*moves] if moved and moves else [*stood, *moves]
    if last >= day:
        made = [one for one in made if one is None or one.known_from <= day + _DAY]
    kept: list[Decision] = []
    for one in made:
        if one is None:
            return []
        if one not in kept:
            kept.append(one)
    return kept


_MOVED_TO = lazy_regex(
    r"\b(?:cut|raised|lowered|hiked|trimmed|reduced|lifted|increased|brought|slashed)\s"
    r"(?:\w+\s){1,7}to\s(?:a\s(?:record\s)?(?:\w+\sof\s)?)?$",
    re.IGNORECASE,
)
_LATELY = dt.timedelta(days=400)  # back to which a move told without its day may have been
_MOVED = lazy_regex(
    r"\b(?:cut|raised|lowered|hiked|trimmed|reduced|lifted|increased|brought|slashed)\b[^.;]{3,80}\bto\b",
    re.IGNORECASE,
)


def _place(frame: Frame, date: DateMention | None) -> int:
    return next((at for at, item in frame.items.items() if item is date), 0) if date else 0


def _is(quantity: Quantity, made: Decision) -> bool:
    """Whether a level is one of a decision's: either end of its range, or the range itself."""
    if quantity.low is not None and quantity.high is not None:
        return abs(quantity.low - made.low) < _DUST and abs(quantity.high - made.high) < _DUST
    ends = made.low, made.high, (made.low + made.high) / 2
    return any(quantity.rounded.low <= end <= quantity.rounded.high for end in ends)


_DUST = 1e-6


def _distance(quantity: Quantity, made: Decision) -> float:
    value = quantity.value
    if value is None:
        value = ((quantity.low or 0.0) + (quantity.high or 0.0)) / 2
    return abs(value - made.high)
