"""Figures told as those of now that the reference knows to be older: policy rates, wages in law."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import in_quotes, matcher, place_of, prose, table
from bongsu.audit.references import Decision, decisions, policy_rate
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_OF_NOW = r"\b(?:currently|now|today|current|present|presently|as\sof\stoday)\b"
NOW = lazy_regex(_OF_NOW, re.IGNORECASE)
_RATE = (
    r"(?i:policy|base|benchmark|key|interest|federal\sfunds|fed\sfunds|target)"
    r"(?:\s(?!and\b|on\b|of\b)\w+){0,2}?\s(?i:rates?|range)(?:\sof\sthe\s[A-Z]\w+(?:\sof\s[A-Z]\w+)?)?"
)
_RANGE = (
    r"(?:(?:a|the)\s(?:target\s)?(?:range|level|record\slow|record\shigh)\sof\s"
    r"|(?:its|a|the)\s(?:current|present|latest)\s|between\s|around\s|about\s|roughly\s|just\s|only\s)?"
)
_STEADY = r"(?:\s(?:now|currently|still|today|in|unchanged|steady|held|set|kept|put)){0,3}"
_BEFORE = lazy_regex(  # a rate, and then its figure
    rf"\b(?P<rate>{_RATE})(?:[’']s)?(?:\s\([^()]*\))?"
    rf"(?P<link>(?:,?\s(?:which|now|currently|still|today)){{0,2}}\s"
    rf"(?P<is>is|stands|remains|sits|stays|hovers|has\s(?:been|stood|remained)|"
    rf"(?:now\s|currently\s|still\s)?(?:standing|sitting|remaining|resting|staying|being)){_STEADY}(?:\s(?:at|in))?\s{_RANGE}"
    rf"|,?{_STEADY}\s(?:at|of)\s{_RANGE}|,\s(?:now|currently|still|at\spresent)\s{_RANGE})$"
)
_HELD = lazy_regex(  # a bank, and what it keeps its rate at
    r"\b(?P<is>holds|keeps|maintains|leaves|has\s(?:kept|held|left|maintained)|is\s(?:holding|keeping))\s"
    rf"(?:(?:its|the)\s)?(?:{_RATE}|rates?|(?:target\s)?range){_STEADY}\sat\s{_RANGE}$"
)
_BEHIND = lazy_regex(rf"^(?:,\s(?:the\s)?(?:[\w’']+\s){{0,5}}?|\s){_RATE}\b")
_OWNED = lazy_regex(r"(?:[’']s|\b(?:the|its|a|current|present|today[’']s))\s$|^(?:\W|[Aa]t\s)*$")
_SEGMENT = lazy_regex(
    r"[;:—]\s?|,\s(?=and\b|but\b|while\b|whereas\b|so\b|al?though\b|after\b|well\b)"
)
_OTHER = lazy_regex(
    r"\b(?:real|neutral|mortgages?|loans?|lending|deposit|average|market|terminal|expect\w*|forecast\w*|"
    r"inflation|if|will|would|could|should|might|likely|than|was|were|had|until|model|scenario|"
    r"assum\w*|simulat\w*|project\w*|predict\w*|facility|highest|lowest|peak\w*|first|years?|ever|see|sees|"
    r"once|when|before|previous\w*|earlier|former\w*|did|not)\b",
    re.IGNORECASE,
)
_PAST = lazy_regex(
    r"(?<!\bhas\s)(?<!\bhave\s)(?<!\bis\s)(?<!\bare\s)(?<!,\s)\b(?!need|exceed|proceed)[a-z]{3,}ed\b"
)
_FRESH = dt.timedelta(days=7)  # a text may have been written before a decision of these days
_YEARS = 8  # back in which a rate that is told as that of now is looked for
_REACH = 120  # code points before a figure in which its rate is named


class Outdated(NamedTuple):
    """A rate told as that of now, with the decision that it is of and the one in force."""

    quantity: Quantity
    told: Decision
    made: Decision


def outdated_rates(evidence: Evidence, day: dt.date) -> Iterator[Outdated]:
    """Yield policy rates told in the present tense that a decision had replaced before a day."""
    for sentence, words in prose(evidence):
        if "rate" not in words and "range" not in words:
            continue
        for quantity in within(evidence.quantities, sentence.start, sentence.end):
            if quantity.kind is not Kind.PERCENT or quantity.malformed:
                continue
            bank = _told_of_now(evidence, sentence, words, quantity)
            made = policy_rate(bank, day, day) if bank else None
            told = _earlier(bank, quantity, day) if bank and made else None
            if told and made and not in_quotes(evidence, sentence, quantity.start):
                yield Outdated(quantity=quantity, told=told, made=made)


def _told_of_now(
    evidence: Evidence, sentence: Sentence, words: str, quantity: Quantity
) -> str | None:
    """Return the bank whose rate a figure is told to be at present."""
    at, end = quantity.start - sentence.start, quantity.end - sentence.start
    cuts = [cut.span() for cut in _SEGMENT.finditer(words)]
    first = max([stop for _, stop in cuts if stop <= at], default=0)
    last = min([start for start, _ in cuts if start >= end], default=len(words))
    whose = _WHOSE.search(words, first, at)
    first = whose.end() if whose else first
    last = min(last, words.find(", ", end)) if whose and ", " in words[end:] else last
    before, behind = words[first:at], words[end:last]
    link = _HELD.search(before[-_REACH:]) or _BEFORE.search(before[-_REACH:])
    if link is None and not (_BEHIND.match(behind) and _OWNED.search(before)):
        return None
    apposed = _SET.match(behind)
    rest = behind[apposed.end() :] if apposed else behind
    near = _NEAR.split(rest, maxsplit=1)[0]
    present = (link is not None and link["is"]) or _NOW.search(f"{before} {rest}")
    if _OTHER.search(f"{before} {near}") or (not present and _past(f"{before} {rest}")):
        return None
    stop = end + len(behind) - len(rest)
    spans = (
        (sentence.start + first, quantity.start),
        (
            sentence.start + stop,
            sentence.start + stop + len(near),
        ),
    )
    if any(_dated(evidence, words, sentence.start, span) for span in spans):
        return None
    return _bank(evidence, sentence, words, before)


_WHOSE = lazy_regex(r",\s(?:whose|which|who)\s(?=[^,]*$)")


def _past(words: str) -> bool:
    return bool(_PAST.search(words) or matcher("expectations", "told").search(words))


_SET = lazy_regex(r",\s(?:set|reached|decided|in\sforce|in\splace)\b[^,]*,?")
_NEAR = lazy_regex(r",\s|\s(?:and|but|while)\s")
_NOW = lazy_regex(rf"{_OF_NOW}|\bstill\b", re.IGNORECASE)
_SINCE = lazy_regex(r"\bsince\s(?:early|late|mid)?[\s\-]?$")


def _dated(evidence: Evidence, words: str, offset: int, span: tuple[int, int]) -> bool:
    """Whether a stretch of a sentence has a date that is not that since which a rate is so."""
    return any(
        not _SINCE.search(words[: date.start - offset]) for date in within(evidence.dates, *span)
    )


_COUNTRIES = {
    "BOK": r"Korea(?:[’']s|n)?|Seoul",
    "Fed": r"United\sStates|U\.S\.|America(?:[’']s|n)?|(?:federal|fed)\sfunds|the\sFed",
    "BOJ": r"Japan(?:[’']s|ese)?|Tokyo",
    "ECB": r"euro\s(?:area|zone)|eurozone|Europe(?:[’']s|an)?",
}


def _bank(evidence: Evidence, sentence: Sentence, words: str, before: str) -> str | None:
    """Return the central bank that is named last before a figure, else the only one around it."""
    places = [
        (match.start(), bank)
        for bank, pattern in _banks().items()
        for match in pattern.finditer(before)
    ]
    if places:
        return max(places)[1]
    place = place_of(evidence, sentence)
    if _ITS.match(words) and place:
        earlier = evidence.words(evidence.sentences[place - 1])
        named = [bank for bank, pattern in _banks().items() if pattern.search(earlier)]
        if len(named) == 1:
            return named[0]
    for around in (_COMPARED.sub("", words), evidence.article.title):
        named = [bank for bank, pattern in _banks().items() if pattern.search(around)]
        if named:
            return named[0] if len(named) == 1 else None
    forms = table("staleness")["banks"]
    named = [bank for bank in forms if re.search("|".join(forms[bank]), evidence.text)]
    own = not named and _POLICY_RATE.search(words) is not None
    if own and not _other_lands().search(evidence.text):
        return "BOK"  # a text on Korean policy that names no other land speaks of its own bank
    return named[0] if len(named) == 1 else None


_POLICY_RATE = lazy_regex(r"\b(?:policy|base|benchmark|key\sinterest)\srate\b", re.IGNORECASE)


@cache
def _other_lands() -> re.Pattern[str]:
    named = [
        re.escape(name)
        for code, forms in table("countries")["adjectives"].items()
        if code != "KR"
        for name in forms
    ]
    return regex(rf"(?<!\w)(?:{'|'.join(named)})(?!\w)")


_COMPARED = lazy_regex(r"\b(?:that|those|than|as)\s(?:of|in)\s(?:the\s)?[A-Z][\w.]+(?:\s[A-Z]\w+)?")


_ITS = lazy_regex(
    r"^\W*(?:Its|Their|The\s(?:bank|central\sbank|authority)[’']s|The\spolicy\srate|There)\b"
)


@cache
def _banks() -> dict[str, re.Pattern[str]]:
    return {
        bank: regex(rf"\b(?:{'|'.join(forms)}|{_COUNTRIES[bank]})", re.IGNORECASE)
        for bank, forms in table("staleness")["banks"].items()
    }


def _earlier(bank: str, quantity: Quantity, day: dt.date) -> Decision | None:
    """Return the decision that a figure is of, if it was none of the last weeks before a day."""
    made = decisions(bank, day)
    low, high = quantity.bounds
    fresh = {
        (one.low, one.high)
        for at, one in enumerate(made)
        if at + 1 == len(made) or made[at + 1].decided > day - _FRESH
    }
    if any(_is(low, high, pair) for pair in fresh):
        return None
    for one in reversed(made):
        if one.decided.year >= day.year - _YEARS and _is(low, high, (one.low, one.high)):
            return one
    return None


def _is(low: float, high: float, pair: tuple[float, float]) -> bool:
    return (low, high) == pair or (low == high and low in pair)
