"""Members of a well-known body that are more than it has: "25 APEC economies".

Told as its whole ("all nine members", "the bloc's 25 member states", "180 of the 330 seats") they
must be as many as it has; the body may stand in the sentence before ("The court upheld ... All ten
judges agreed").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from bongsu.audit.parts.excess import Excess
from bongsu.audit.reading.tallies import UNITS, number
from bongsu.audit.reading.wording import alternation, prose
from bongsu.audit.references.memberships import Body, bodies
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import regex

_NUMBER = (  # of the group that is put in
    r"(?<![\w.,$€£₩/-])(?P<{}>\d{{1,3}}|"
    + "|".join((*UNITS[2:], *(one.capitalize() for one in UNITS[2:])))
    + r")(?![\w%]|[.,]\d)"
)
_QUALITY = (
    r"(?: (?!other\b|non\b|former\b|partner\b)[a-z]+){0,2}"  # "24 participating APEC economies"
)
_OTHERS_TOO = (  # "35 EU members of parliament", "45 OECD countries and partners"
    r"(?! of\b| plus\b| and (?:\w+ ){0,2}(?:partner|observer|non-|other|guest|associat|candidate))"
)
_WHOLE = (
    r"\b(?:[Aa]ll(?: of)?(?: the| its| of its)?|(?:[Ee]ach|every one|[Aa]mong|[Oo]ne|[Mm]ost|"
    r"[Ss]ome|[Hh]alf|majority|[Oo]f|"
    rf"\d{{1,3}}|{'|'.join(UNITS[1:])})(?: of)? (?:the|its)) "
)
_WHOSE = r"(?:(?:[A-Z][\w.]+(?: of [A-Z]\w+)?['’]s|(?:the )?[a-z]+['’]s|UN|U\.N\.|Korean?) )?"
_SOME_OF_THEM = (
    r"(?! (?:that|who|which|whose|whom|with(?!in)|not|then|meeting|still|present|attending|"
    r"left|remaining)\b"
    r"| [a-z]+(?:ing|ed) (?:the|to|a|by|in|on|at)\b)"
)
_VACANT = 3  # seats of a bench that were empty at one time
_OF_OLD = regex(
    r"\b(?:1[89]|20)\d\d\b|\b(?:then|former\w*|once|originally|initial\w*|at the time|founding)\b"
)


def beyond_membership(evidence: Evidence, day: dt.date | None) -> Iterator[Excess]:
    """Yield counts of members that no body of that name has had by a day."""
    named = [body for body in bodies() if any(name in evidence.text for name in body.names)]
    before, block = "", -1
    for sentence, words in prose(evidence) if named else ():
        flat = words.replace("\n", " ")
        if sentence.block == block and before:
            yield from _called_back(named, sentence.start, flat, before, day)
        before, block = flat, sentence.block
        for body in named:
            if not any(name in flat for name in body.names):
                continue
            if body.excludes is not None and body.excludes.search(flat):
                continue
            sizes = body.sizes_by(day)
            wholes = list(_wholes(body, sentence.start, flat, day))
            yield from wholes
            for match in _counted(body).finditer(flat):
                group = "n" if match["n"] else "m"
                told = int(number(match[group].lower()) or 0)
                if any(
                    one.start <= sentence.start + match.start(group) < one.end for one in wholes
                ):
                    continue
                if told > max(sizes) or (match["whole"] and told not in sizes):
                    yield Excess(
                        start=sentence.start + match.start(group),
                        end=sentence.start + match.end(),
                        message=f"{body.title} has {_told(sizes)}, not {match[group]}",
                        likely=told > max(sizes),
                    )


def _wholes(body: Body, start: int, flat: str, day: dt.date | None) -> Iterator[Excess]:
    """Yield what is told as all of a body's members, and is not how many it has."""
    if day is None or day < body.sizes[0][0] or _OF_OLD.search(flat):
        return
    sizes, now = body.sizes_by(day), body.sizes_about(day)
    for match in _as_whole(body).finditer(flat):
        group = next(one for one in "nmk" if match[one])
        told = int(number(match[group].lower()) or 0)
        vacant = body.has_vacancies and max(now) - _VACANT <= told < max(now)
        if told not in now and not vacant:
            yield Excess(
                start=start + match.start(group),
                end=start + match.end(),
                message=f"{body.title} has {_told(now)}, not {match[group]}",
                likely=told not in sizes and group != "k",
            )


def _called_back(
    named: list[Body], start: int, flat: str, before: str, day: dt.date | None
) -> Iterator[Excess]:
    """Yield "All ten judges" behind a sentence that names one court, and it has but nine."""
    match = _ALL.search(flat)
    if (
        match is None
        or _OF_OLD.search(flat)
        or any(name in flat for body in named for name in body.names)
    ):
        return
    meant = [
        body
        for body in named
        if match["who"] in body.members and any(name in before for name in body.names)
    ]
    told = int(number(match["n"].lower()) or 0)
    if len(meant) == 1 and told > max(meant[0].sizes_by(day)):
        barred = meant[0].excludes
        if barred is None or not barred.search(before):
            yield Excess(
                start=start + match.start(),
                end=start + match.end(),
                message=f"{meant[0].title} has {_told(meant[0].sizes_by(day))}, not {match['n']}",
            )


_ALL = regex(
    rf"\b(?:[Aa]ll|[Ee]ach of|[Oo]ne of|[Mm]ost of|\w+ of)(?: of)?(?: the|"
    rf" its)? {_NUMBER.format('n')} (?:[a-z]+ )?"
    r"(?P<who>justices|judges|members|lawmakers|seats)\b(?! of [a-z]*\s?[A-Z])"
)


def _told(sizes: frozenset[int]) -> str:
    low, high = min(sizes), max(sizes)
    return str(high) if low == high else f"{low} to {high}"


@cache
def _counted(body: Body) -> re.Pattern[str]:
    """Return what finds a number of a body's members.

    "24 APEC economies", "24 member economies of APEC", "the 24-member APEC", "APEC's 24 members".
    """
    name, members = alternation(body.names), rf"(?:member )?{alternation(body.members)}\b"
    none_else = r"(?![\w+-]| [A-Z]| plus\b)"  # "members of the UN Framework Convention"
    return regex(
        rf"{_NUMBER.format('n')}(?:{_QUALITY} (?:{name} {members}{_OTHERS_TOO}"
        rf"|{members} (?:of|in|on) (?:the )?{name}{none_else})"
        rf"|(?P<whole>-(?:member|nation|country|economy|state|strong) {name}{none_else}))"
        rf"|\b{name}['’]s? {_NUMBER.format('m')} {members}{_OTHERS_TOO}"
    )


@cache
def _as_whole(body: Body) -> re.Pattern[str]:
    """Return what finds a number of members told as all of them."""
    name, members = alternation(body.names), rf"(?:member )?{alternation(body.members)}\b"
    number_, other = _NUMBER.format("n"), _NUMBER.format("m")
    return regex(
        rf"{_WHOLE}{number_} (?:{name} {members}|{members} (?:of|in|"
        rf"on) (?:the )?{_WHOSE}{name}(?![\w+-]| [A-Z]))"
        rf"{_OTHERS_TOO}{_SOME_OF_THEM}"
        rf"|\b{name}['’]s? {other} {members}{_OTHERS_TOO}{_SOME_OF_THEM}"
        rf"|(?<=the ){_NUMBER.format('n').replace('?P<n>', '?P<k>')} {name} "
        rf"{members}{_OTHERS_TOO}{_SOME_OF_THEM}"
    )
