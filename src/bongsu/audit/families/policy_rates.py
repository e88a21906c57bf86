"""Levels and moves of policy rates against the decisions of their banks (RF851)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.wording import as_note, place_of, prose, quoted, table
from bongsu.audit.references import Decision, decisions, policy_rate
from bongsu.audit.rules import RULES
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_BANKS = ("BOK", "Fed")  # of these the one rate that is meant is sure, and every decision known
_NEWS = 4  # days back in which an undated move is the one that a text reports
_REACH = 150  # code points before a level in which its rate is named
_CHOSE = r"(?:decided|voted|agreed|chose|opted|resolved)\b[^.;:]{0,40}?\sto\s"
_MOVED = lazy_regex(
    r"\b(?P<verb>(?P<up>rais(?:ed|es|ing)|hik(?:ed|es|ing)|lift(?:ed|s|ing)|increas(?:ed|es|ing)|"
    rf"{_CHOSE}(?:raise|hike|lift|increase))|"
    r"cuts?|cutting|lower(?:ed|s|ing)|reduc(?:ed|es|ing)|trimm(?:ed|ing)|slash(?:ed|es|ing)|"
    rf"{_CHOSE}(?:lower|reduce|trim|slash))\s"
    r"[^.;:]{0,60}?(?:[Rr]ates?|benchmark)\b(?:[^.;:]|\.\d){0,60}?\sto\s(?:a\s(?:target\s)?range\sof\s)?$"
)
_WAS_MOVED = lazy_regex(
    r"\b(?:[Bb]ase|[Pp]olicy|benchmark|key)\s(?:\w+\s){0,2}?[Rr]ate\s(?:was|has\sbeen)\s"
    r"(?P<verb>(?P<up>raised|hiked|lifted|increased)|cut|lowered|reduced)\s"
    r"(?:[^.;:]|\.\d){0,60}?\bto\s$"
)
_STANDS = regex(
    r"\b(?:base|policy|benchmark|key|federal\sfunds)\s(?:\w+\s){0,2}?(?:rate|range)s?\b[^.;:,]{0,50}?"
    r"\b(?P<verb>stands|is|remains|remain|unchanged|steady|frozen)\b[^.;:]{0,25}?\sat\s"
    r"(?:a\srange\sof\s)?$",
    re.IGNORECASE,
)
_KEPT = regex(
    rf"\b(?P<verb>kept|held|left|froze|maintained|keeps|holds|leaves|set|put|fixed|placed|"
    rf"{_CHOSE}(?:keep|hold|leave|freeze|maintain))\s"
    r"[^.;:]{0,40}?"
    r"\b(?:base|policy|benchmark|key)\s(?:\w+\s){0,2}?rates?\b[^.;:]{0,40}?\sat\s$",
    re.IGNORECASE,
)
_NOT_TOLD = lazy_regex(
    r"\b(?:will|would|could|should|may|might|if|expect\w*|forecast\w*|predict\w*|likely|until|had|"
    r"before|since|previous\w*|terminal|neutral|mortgage|lending|deposit|loan|discount|plans?|see[ns]?|"
    r"would\sbe|mid-?\w*\s20\d\d)\b"
)


class _Level(NamedTuple):
    """A level of a bank's rate that a sentence tells."""

    sentence: Sentence
    quantity: Quantity
    bank: str
    match: re.Match[str]
    moved: bool


def off_levels(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield levels and moves that the bank's decisions of their day do not have (RF851)."""
    for level in _levels(evidence):
        when = _when(evidence, level, day)
        if when is None:
            continue
        if not level.moved:
            if not any(_is(level.quantity, one) for one in _standing(level.bank, when, day)):
                newest = policy_rate(level.bank, when[1], day)
                sure = _held_on_its_day(evidence, level)
                if newest is not None and (sure or not _was_before(level, newest, day)):
                    yield _off(evidence, level, newest, "stood at")
            continue
        made = [one for one in decisions(level.bank, day) if when[0] <= one.decided <= when[1]]
        if len(made) != 1:
            continue
        up = level.match["up"] is not None
        if not _is(level.quantity, made[0]):
            yield _off(evidence, level, made[0], "was moved to")
        elif made[0].change and up != (made[0].change > 0):
            yield _off(evidence, level, made[0], _way(made[0]))


def _levels(evidence: Evidence) -> Iterator[_Level]:
    for sentence, words in prose(evidence):
        if not any(word in words for word in ("rate", "Rate", "benchmark")):
            continue
        others = quoted(words)
        for quantity in within(evidence.quantities, sentence.start, sentence.end):
            at = quantity.start - sentence.start
            if quantity.kind is not Kind.PERCENT or quantity.value is None:
                continue
            if quantity.comparator is not Comparator.EXACT or quantity.malformed:
                continue
            if any(start <= at < end for start, end in others):
                continue
            before = words[max(0, at - _REACH) : at]
            moved = _MOVED.search(before) or _WAS_MOVED.search(before)
            match = moved or _STANDS.search(before) or _KEPT.search(before)
            if match is None or _NOT_TOLD.search(before):
                continue
            bank = _bank(evidence, sentence, words[:at]) or _bank(evidence, sentence, words)
            if bank:
                yield _Level(sentence, quantity, bank, match, moved is not None)


def _bank(evidence: Evidence, sentence: Sentence, before: str) -> str:
    """Return the one bank that a sentence names, or else the title and the sentence before."""
    place = place_of(evidence, sentence)
    earlier = evidence.words(evidence.sentences[place - 1]) if place else ""
    for words in (before, f"{evidence.article.title} {earlier}"):
        named = [
            bank
            for bank, forms in table("staleness")["banks"].items()
            if re.search(rf"\b(?:{'|'.join(forms)})\b", words)
        ]
        if named:
            return named[0] if len(named) == 1 and named[0] in _BANKS else ""
    return "BOK" if "Base Rate" in before else ""  # as no other bank writes it


def _when(evidence: Evidence, level: _Level, day: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """Return between which days a level was reached, or stood."""
    sentence = level.sentence
    dates: Sequence[DateMention] = within(evidence.dates, sentence.start, sentence.end)
    if len(dates) > 1:  # "agreed on April 13 to leave it at 3.25 percent, as since June 2011"
        dates = [one for one in dates if one.end <= level.quantity.start] or dates
    told = [d for d in dates if d.granularity in {Granularity.DAY, Granularity.MONTH}]
    if len(dates) == 1 and not level.moved and dates[0].first and not dates[0].last and day:
        return dates[0].first, max(day, dates[0].first)  # "at 3.50 percent since January 2023"
    if len(told) == 1 and len(dates) == 1 and told[0].first and told[0].last:
        spare = dt.timedelta(days=1 if told[0].granularity is Granularity.DAY else 0)
        return told[0].first - spare, told[0].last + spare
    if dates or day is None:
        return None
    if level.moved or level.match["verb"] not in {"stands", "is", "remains", "remain"}:
        return day - dt.timedelta(days=_NEWS), day
    return day, day


def _standing(
    bank: str, when: tuple[dt.date, dt.date], day: dt.date | None
) -> tuple[Decision, ...]:
    """Return the decisions that held at some time between two days, and those a day around."""
    first = policy_rate(bank, when[0] - dt.timedelta(days=2), day)
    later = tuple(one for one in decisions(bank, day) if when[0] <= one.decided <= when[1])
    return (*((first,) if first else ()), *later)


def _is(quantity: Quantity, made: Decision) -> bool:
    """Whether a level is one of a decision's; a range is known by either end or its middle."""
    ends = made.low, made.high, (made.low + made.high) / 2
    return any(quantity.rounded.low <= end <= quantity.rounded.high for end in ends)


def _held_on_its_day(evidence: Evidence, level: _Level) -> bool:
    """Whether a hold is told with its day, so that no other level can be meant."""
    dates = within(evidence.dates, level.sentence.start, level.sentence.end)
    days = [one for one in dates if one.granularity is Granularity.DAY]
    return bool(days) and level.match["verb"] not in {"stands", "is", "remains", "remain"}


def _was_before(level: _Level, newest: Decision, day: dt.date | None) -> bool:
    earlier = [one for one in decisions(level.bank, day) if one.decided < newest.decided]
    return any(_is(level.quantity, one) for one in earlier[-6:])


def _way(made: Decision) -> str:
    return f"was {'raised' if made.change > 0 else 'cut'} to"


def _off(evidence: Evidence, level: _Level, made: Decision, said: str) -> Finding:
    finding = RULES["RF851"].finding_at(
        evidence.document,
        level.quantity,
        f"“{level.match['verb']}”, {evidence.words(level.quantity)}: the {made.rate} {said} "
        f"{made.high:g} percent {'on' if level.moved else 'since'} {made.decided.isoformat()}",
        evidence=on_record(made),
    )
    return as_note(finding) if made.bank == "Fed" and not level.moved else finding


def on_record(made: Decision) -> dict[str, object]:
    """Return what a finding says of a decision that the reference knows."""
    return {
        "bank": made.bank,
        "decided": made.decided.isoformat(),
        "rate": made.high,
        "source": made.source,
    }
