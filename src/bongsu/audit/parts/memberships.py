"""Members of a well-known body that are more than it has: "25 APEC economies"."""

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


def beyond_membership(evidence: Evidence, day: dt.date | None) -> Iterator[Excess]:
    """Yield counts of members that no body of that name has had by a day."""
    named = [body for body in bodies() if any(name in evidence.text for name in body.names)]
    for sentence, words in prose(evidence) if named else ():
        flat = words.replace("\n", " ")
        for body in named:
            if not any(name in flat for name in body.names):
                continue
            if body.excludes is not None and body.excludes.search(flat):
                continue
            sizes = body.sizes_by(day)
            for match in _counted(body).finditer(flat):
                group = "n" if match["n"] else "m"
                told = int(number(match[group].lower()) or 0)
                if told > max(sizes) or (match["whole"] and told not in sizes):
                    yield Excess(
                        start=sentence.start + match.start(group),
                        end=sentence.start + match.end(),
                        message=f"{body.title} has {_told(sizes)}, not {match[group]}",
                        likely=told > max(sizes),
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
