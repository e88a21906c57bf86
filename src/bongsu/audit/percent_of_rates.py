"""Small changes "in percent" of what is itself in percent, with one level beside them.

"5.1 percent of GDP, which is 0.1 percent lower than planned" leaves the other level unsaid; that
"turnout is 4.6 percent higher than the 41.9 percent of 2012" leaves it to a sentence before, and
then the three must fit as points and not as percent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.changed import Changed, changed
from bongsu.audit.fits import difference, fits, growth
from bongsu.audit.frames import Frame, all_frames
from bongsu.audit.notation import SIGNS, Form
from bongsu.audit.wording import content_words
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change

_PERCENT = SIGNS[Kind.PERCENT]
_THEN = lazy_regex(  # between a level and the change behind it
    r"(?: [a-zA-Z-]+){0,4}?(?: (?:last|this) [a-z]+| in \ue020| \ue020)?"
    r"(?:,? which (?:is|was)|,? (?:that is|or)|,| \(| \u2013| \u2014)"
    r"(?: (?:is|was|now|thus|still|a|an|just|only|some|about))* ?(?:up|down)?(?: by)? ?",
    re.IGNORECASE,
)
_GAIN_OF = lazy_regex(  # "62.6 percent, a gain of 0.5 percent", "(up 0.5 percent)"
    r"(?: [a-zA-Z-]+){0,4}?(?: in \ue020| \ue020)?(?:,|,? or| \()(?: which is)? ?"
    r"(?:(?:an?|the) (?:[a-z-]+ )?(?:gain|rise|increase|jump|fall|drop|decline|decrease|cut) of|"
    r"up|down|up by|down by) ",
    re.IGNORECASE,
)
_COMPARED = lazy_regex(
    r" ?(?:(?:points? )?(?:lower|higher|less|more|below|above)\b(?! likely)|(?:up|down|under|"
    r"over)\b|"
    r"(?:from|than|on|compared)\b)(?! growth)",
    re.IGNORECASE,
)
_THEN_TO = lazy_regex(  # between a change and the level to which it leads
    r"(?:,? (?:from|on|over|compared (?:with|to)|against|across|for|among|at)"
    r"(?: (?!to\b|and\b|but\b)[a-z\ue020'\u2019-]+){1,6}|,? on[ -]year|"
    r",? year[ -]on[ -]year|,? (?:in|during) [a-z\ue020 ]{2,25})?,? to (?:about |just |only |"
    r"stand at |"
    r"a record |an all-time high of |a record low of )*",
    re.IGNORECASE,
)
_OF = lazy_regex(r" (?:of|to) (?:the|its|their|all|total|[A-Z])")
_FROM = lazy_regex(r"\b(?:from|between) (?:[a-z]+ ){0,2}$", re.IGNORECASE)
_RATE = Form("{rate_noun}")
_GROWS = lazy_regex(
    r"\b(?:growth|grew|grow|grown|expand\w*|contract\w*|inflation rate|prices)\b", re.IGNORECASE
)
_LED = lazy_regex(
    r"\b(?:up|down|by|rose|fell|grew|gained|lost|jumped|dropped) (?:[a-z]+ )?$", re.IGNORECASE
)
_LEAST = 8.0  # times the change: a level nearer to it may be moved by so many percent
_LEAST_OF_RATE = 3.0  # the same of what is called a rate, or is the end of the change
_MOST = 101.0  # a share or rate
_BACK = 3  # sentences before a comparison in which its level may stand
_DUST = 1e-6


def of_one_level(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a level in percent with a small change "in percent" that is told of it."""
    for change in _changes(evidence):
        frame = change.frame
        levels = [(at, q) for at, q in frame.figures if q.kind is Kind.PERCENT and at != change.at]
        for at, level in levels:
            behind = at < change.at and _behind(frame, at, change.at)
            ahead = at > change.at and _ahead(frame, change.at, at)
            named = ahead or _RATE.search(frame.text, 0, min(at, change.at)) is not None
            least = _LEAST_OF_RATE if named else _LEAST
            if (behind or ahead) and _dwarfs(level, change.quantity, least):
                yield level, change.quantity
                break


def _changes(evidence: Evidence) -> Iterator[Changed]:
    return (
        change
        for change in changed(evidence)
        if change.way in {"up", "down"} and change.quantity.comparator is Comparator.EXACT
    )


def _dwarfs(level: Quantity, change: Quantity, least: float) -> bool:
    if level.value is None or change.value is None or level.comparator is not Comparator.EXACT:
        return False
    return least * change.value <= level.value <= _MOST


def _behind(frame: Frame, level: int, change: int) -> bool:
    """Whether a change is told right behind a level: "5.1 percent of GDP, which is 0.1 lower"."""
    if _is_change(frame, level):
        return False
    if _GAIN_OF.fullmatch(frame.text, level + 1, change) is not None:
        return _RATE.search(frame.text, 0, level) is not None
    compared = _COMPARED.match(frame.text, change + 1)
    return compared is not None and _THEN.fullmatch(frame.text, level + 1, change) is not None


def _ahead(frame: Frame, change: int, level: int) -> bool:
    """Whether a change leads to a level: "rose 0.05 percent from April to 0.43 percent"."""
    if _THEN_TO.fullmatch(frame.text, change + 1, level) is None:
        return False
    lead = re.split(r"[;:]", frame.text[:change])[-1]
    if _FROM.search(lead):
        return False  # "rose from 2.6 percent to 10.4": two levels
    return _OF.match(frame.text, level + 1) is None or _RATE.search(lead) is not None


def _is_change(frame: Frame, at: int) -> bool:
    """Whether a percentage tells how much something grew, so that it is no share or rate."""
    lead = re.split(r"[;:]", frame.text[:at])[-1][-90:]
    return _LED.search(lead) is not None or _GROWS.search(lead) is not None


def of_two_places(evidence: Evidence) -> Iterator[Trio]:
    """Yield "4.6 percent higher than the 41.9 percent of 2012" after a level told before it."""
    every = {frame.index: frame for frame in all_frames(evidence)}
    for change in _changes(evidence):
        frame = change.frame
        bases = [
            q
            for at, q in frame.figures
            if at > change.at and frame.text[at] == _PERCENT and q.value
        ]
        if len(bases) != 1 or _COMPARED.match(frame.text, change.at + 1) is None:
            continue
        topic = content_words(frame.text[: change.at])
        for index in range(frame.index - 1, frame.index - 1 - _BACK, -1):
            before = every.get(index)
            if before is None or not topic & content_words(before.text):
                continue
            for at, level in before.figures:
                if before.text[at] == _PERCENT and _in_points(change, bases[0], level):
                    yield bases[0], level, change.quantity


def _in_points(change: Changed, base: Quantity, level: Quantity) -> bool:
    """Whether two levels lie apart as is said in percent, if it is points, and only then."""
    if base.value is None or level.value is None or base.kind is not Kind.PERCENT:
        return False
    said = change.quantity.value or 0.0
    apart = (level.value - base.value) * (1 if change.way == "up" else -1)
    exact = abs(apart - said) <= _DUST * max(said, 1.0)
    return (
        exact
        and fits(change.quantity, difference, base, level)
        and not fits(change.quantity, growth, base, level)
    )


_BANK_RATE = lazy_regex(
    r"\b(?:interest|key|policy|base|benchmark|lending|deposit|repo|cash)\s(?:rates?|\w+\srate)\b",
    re.IGNORECASE,
)
_BANK_LEAD = 90  # code points before a change in which the rate that moves is named


def of_bank_rate(evidence: Evidence, change: Quantity) -> bool:
    """Whether an interest rate moves, of which many say "percent" and all understand points."""
    return (
        _BANK_RATE.search(evidence.text, max(0, change.start - _BANK_LEAD), change.start)
        is not None
    )
