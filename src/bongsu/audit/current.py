"""Figures told as those of now that the reference knows to be older: policy rates, wages in law."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bongsu.audit.references import Decision, decisions, policy_rate
from bongsu.audit.wording import in_quotes, prose, table
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within

NOW = lazy_regex(
    r"\b(?:currently|now|today|current|present|presently|as\sof\stoday)\b", re.IGNORECASE
)
_RATE = re.compile(
    r"\b(?:policy|base|benchmark|key|interest|federal\sfunds|fed\sfunds|deposit|target|lending)"
    r"(?:\s(?!and\b)\w+){0,2}?\s(?:rates?|range)\b",
    re.IGNORECASE,
)
_IS = lazy_regex(
    r"^(?:[’']s)?(?:\s\([^()]*\))?(?:,?\s(?:which|now|currently|still|today)){0,2}\s"
    r"(?:is|stands|remains|sits|stays|has\s(?:been|stood|remained))"
    r"(?:\s(?:now|currently|still|today|at|in|unchanged|held|a|the|range|of|between|set|kept)){0,6}\s$"
)
_HOLDS = lazy_regex(
    r"\b(?:holds|keeps|has\s(?:kept|held)|maintains)\s(?:its|the)\s(?:[\w-]+\s){0,3}$"
)
_AT = lazy_regex(r"^(?:\s(?:unchanged|steady|now|currently)){0,2}\sat\s(?:a\srange\sof\s)?$")
_OTHER = re.compile(
    r"\b(?:real|neutral|mortgage|loan|average|market|terminal|expected|forecast|inflation|if|"
    r"will|would|could|should|might|likely|compared|than|was|were|had|from|until)\b",
    re.IGNORECASE,
)
_BETWEEN = 80  # code points from the name of a rate to its figure
_FRESH = dt.timedelta(days=21)  # a text may have been written before a decision of these days
_YEARS = 8  # back in which a rate that is told as that of now is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A rate told as that of now, with the decision that it is of and the one in force."""

    quantity: Quantity
    told: Decision
    made: Decision


def outdated_rates(evidence: Evidence, day: dt.date) -> Iterator[Outdated]:
    """Yield policy rates told in the present tense that a decision had replaced before a day."""
    for sentence, words in prose(evidence):
        rate = _RATE.search(words)
        if rate is None or _OTHER.search(_clause(words, rate)):
            continue
        bank = _bank(words)
        made = policy_rate(bank, day, day) if bank else None
        if bank is None or made is None or within(evidence.dates, sentence.start, sentence.end):
            continue
        found = _figure(evidence, sentence, words, rate)
        if found is None or in_quotes(evidence, sentence, found.start):
            continue
        told = _earlier(bank, found, day)
        if told is not None:
            yield Outdated(quantity=found, told=told, made=made)


_WHOSE = re.compile(r",\swhose\s(?:[\w-]+\s){0,3}$")


def _clause(words: str, rate: re.Match[str]) -> str:
    """Return what a rate is told in: the sentence, or a clause in it ("X, whose rate is 3%,")."""
    opening = _WHOSE.search(words[: rate.start()])
    if opening is None:
        return words
    return words[opening.start() + 1 :].split(", ", maxsplit=1)[0]


def _bank(words: str) -> str | None:
    """Return the one central bank that a sentence names."""
    named = [
        bank
        for bank, forms in table("staleness")["banks"].items()
        if re.search(rf"\b(?:{'|'.join(forms)})\b", words, re.IGNORECASE)
    ]
    return named[0] if len(named) == 1 else None


def _figure(
    evidence: Evidence, sentence: Sentence, words: str, rate: re.Match[str]
) -> Quantity | None:
    """Return the percentage that a sentence gives for a rate in the present tense."""
    start = sentence.start + rate.end()
    behind = within(evidence.quantities, start, min(sentence.end, start + _BETWEEN))
    if not behind or behind[0].kind is not Kind.PERCENT or behind[0].malformed:
        return None
    between = words[rate.end() : behind[0].start - sentence.start]
    held = _HOLDS.search(words[: rate.start()]) and _AT.search(between)
    return behind[0] if held or _IS.search(between) else None


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
