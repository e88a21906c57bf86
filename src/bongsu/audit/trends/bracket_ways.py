"""Verbs against the changes in brackets that are theirs: "declined to 9.8 billion (up 12 percent)".

Releases put the change behind each level, or behind each thing that moved: "steel (up 4 percent)
and ships (up 18 percent) fell". The bracket and the verb tell one movement, so they go one way. A
bracket that names another base than the verb ("down 3 percent from May") tells another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.notation import DATE, Form
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.reading.pairing import alike
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Quantity
from bongsu.patterns import lazy_regex

_SIGN = "[\ue000-\ue01f]"
_BRACKET = lazy_regex(
    rf"[(\[](?:(?P<up>up|\+|(?:an? )?(?:increase|rise|gain) of)|"
    rf"(?P<down>down|[-\u2212\u25b3]|(?:an? )?(?:decrease|decline|drop|fall) of))?"
    rf" ?(?:by )?(?P<c>{_SIGN})(?P<tail>[^()\[\]]{{0,40}})[)\]]",
    re.IGNORECASE,
)
_OTHER_BASE = lazy_regex(
    r"\b(?:from (?!a year|the year|last year|the same)|than|against|compared|versus|target|"
    r"forecast|"
    r"expect\w*|plan\w*|month|quarter|week|m-?o-?m|q-?o-?q|real|volume|average|adjusted|share|"
    r"points?)\b",
    re.IGNORECASE,
)
_VERB = Form("(?P<up>{up})|(?P<down>{down})")
_TO_LEVEL = lazy_regex(
    rf"(?: [a-z-]+){{0,3}} to (?:about |some |nearly |around |a record |an all-time high |"
    rf"a record high |a historic high of )?{_SIGN}$",
    re.IGNORECASE,
)
_NEXT_LEVEL = lazy_regex(rf",? (?:and |, )?(?:to )?{_SIGN}$", re.IGNORECASE)
_NEXT_NAME = lazy_regex(r"(?:,|,? and|,? as well as) (?:[A-Za-z.,&\u2019'-]+ ){1,6}$")
_AT_ONCE = lazy_regex(
    r",? (?:(?:also|both|all|have|has|had|each|sharply|steeply|slightly|markedly|likewise|"
    r"further) ){0,3}$",
    re.IGNORECASE,
)
_NO_FACT = lazy_regex(
    r"\b(?:not|never|no|without|instead|rather|if|unless|would|despite|deficit|loss|losses|"
    r"surplus)\b|n[\u2019']t\b",
    re.IGNORECASE,
)
_ENDS_CLAUSE = lazy_regex(r"[;:]|\b(?:while|whereas|but|although|though|after|when|as|since)\b")


class AgainstBracket(NamedTuple):
    """A verb, and the change in brackets that goes the other way."""

    start: int
    end: int
    change: Quantity
    up: bool  # of the verb


class _Bracket(NamedTuple):
    start: int
    end: int
    up: bool
    change: Quantity


def against_brackets(evidence: Evidence) -> Iterator[AgainstBracket]:
    """Yield the verbs of direction that the brackets of their levels deny."""
    for frame in all_frames(evidence):
        found = (_read(frame, match) for match in _BRACKET.finditer(frame.text))
        brackets = [one for one in found if one is not None]
        if not brackets:
            continue
        verbs = list(_VERB.finditer(frame.text))
        for place, verb in enumerate(verbs):
            up = verb["up"] is not None
            own = _behind(frame, verb.end(), brackets) or _ahead(frame, verb.start(), brackets)
            against = [one for one in own if one.up is not up]
            if place and len(against) < len(own):
                continue  # some of the brackets may be of the verb before
            if against and not _denied(frame, verb.start()):
                start = source(frame, verb.start())
                yield AgainstBracket(start, start + len(verb[0]), against[0].change, up)


def _read(frame: Frame, match: re.Match[str]) -> _Bracket | None:
    """Return a bracket that gives one change in percent, on no other base than a year before."""
    change = frame.items.get(match.start("c"))
    if not isinstance(change, Quantity) or change.kind not in PERCENTS:
        return None
    if _OTHER_BASE.search(match["tail"]) or not change.value:
        return None
    if match["up"] or match["down"]:
        return _Bracket(match.start(), match.end(), match["up"] is not None, change)
    written = frame.evidence.words(change)[:1]
    if written not in {"+", "-", "\u2212"}:
        return None
    return _Bracket(match.start(), match.end(), written == "+", change)


def _behind(frame: Frame, end: int, brackets: list[_Bracket]) -> list[_Bracket]:
    """Return the brackets of "to 5.2 (down 14) and 5.1 (down 18)" behind a verb."""
    own: list[_Bracket] = []
    for one in brackets:
        if one.start < end:
            continue
        lead = frame.text[own[-1].end if own else end : one.start].rstrip(" ")
        form = _NEXT_LEVEL if own else _TO_LEVEL
        if not form.fullmatch(lead):
            break
        own.append(one)
    return own


def _ahead(frame: Frame, start: int, brackets: list[_Bracket]) -> list[_Bracket]:
    """Return the brackets of "steel (up 4) and ships (up 18)" right before a verb."""
    own: list[_Bracket] = []
    end = start
    for one in reversed([one for one in brackets if one.end <= start]):
        between = frame.text[one.end : end]
        if not (_NEXT_NAME.fullmatch(between) if own else _AT_ONCE.fullmatch(between)):
            break
        own.append(one)
        end = one.start
    return own


def _denied(frame: Frame, at: int) -> bool:
    """Whether the clause of a verb casts doubt on it, or tells of what grows as it shrinks."""
    return _NO_FACT.search(_ENDS_CLAUSE.split(frame.text[:at])[-1][-80:]) is not None


_PAST = lazy_regex(
    rf"(?: [a-z-]+){{0,3}} to (?:about |some |nearly |around |a record |only |just )?(?P<b>{_SIGN})"
    rf"(?P<between>[^();,\ue000-\ue01f]{{0,30}}?) "
    rf"[(](?:(?P<a>{_SIGN}),?(?: in| of| for)? (?P<d>{DATE})|"
    rf"(?:in )?(?P<e>{DATE})(?::|,| at)? (?P<f>{_SIGN}))[)]",
    re.IGNORECASE,
)


def bracketed_levels(evidence: Evidence) -> Iterator[Backward]:
    """Yield verbs that the level of an earlier time denies: "shrank to 33 in 2023 (32 in 2022)"."""
    for frame in all_frames(evidence):
        for verb in _VERB.finditer(frame.text) if "(" in frame.text else ():
            match = _PAST.match(frame.text, verb.end())
            levels = _earlier_and_later(frame, match) if match is not None else None
            if levels is None or _denied(frame, verb.start()):
                continue
            low, high = levels if verb["up"] is not None else levels[::-1]
            if below(high, low):
                start = source(frame, verb.start())
                yield Backward(start, start + len(verb[0]), *levels)


def _earlier_and_later(frame: Frame, match: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    """Return the level in a bracket and the one before it, if the bracket is of an earlier time."""
    names = ("a", "d") if match["a"] else ("f", "e")
    before, after = frame.quantity(match, names[0]), frame.quantity(match, "b")
    past = frame.items.get(match.start(names[1]))
    dates = frame.dates(match.start("between"), match.end("between"))
    now = dates[0].first if dates else frame.evidence.article.published
    if before is None or after is None or not isinstance(past, DateMention):
        return None
    if now is None or past.last is None or past.last >= now:
        return None
    return alike(before, after, frame)
