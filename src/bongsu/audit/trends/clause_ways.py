"""Which way a clause points: its words of direction before, between and behind two figures."""

from __future__ import annotations

import re

from bongsu.audit.notation import FIGURES
from bongsu.audit.reading.changed import way_of
from bongsu.patterns import lazy_regex, regex

WORD = regex(r"[a-z]+(?:-[a-z]+)?")
_ENDS = lazy_regex(  # where a clause with words of its own begins
    rf"[;:\u2014(]|,(?! (?:or|to|in|from|at)\b)|[{FIGURES}]|\b(?:and|but|while|whereas|as|because|"
    rf"when|since|after|before|that|which|"
    r"who|although|though|if|amid|despite|with|for the|said|says)\b",
    re.IGNORECASE,
)
NO_FACT = lazy_regex(  # where the words of direction say nothing of two levels, or the reverse
    r"\b(?:not|never|no longer|instead|rather|minus|negative|below zero|than expected|score|rating|"
    rf"grade|tier|age group|(?<![{FIGURES}] )range[sd]?|rate of growth|growth rate of|"
    r"average annual|per capita)\b|"
    r"n['\u2019]t\b|\bdeficits?\b.*\bsurplus|\bsurplus\b.*\bdeficit|"
    r"\bloss\b.*\bprofit|\bprofit\b.*\bloss\b",
    re.IGNORECASE,
)


SUMMIT = lazy_regex(  # "the highest since the 9.2 of July" tells of no step from one to the other
    r"\b(?:\w+est|most|least|best|worst)\b.*\bsince\b|\bsince (?:it|they)\b", re.IGNORECASE
)


def own(lead: str) -> str:
    """Return the end of what stands before a figure, from where its own clause begins."""
    breaks = [found.end() for found in _ENDS.finditer(lead)]
    return lead[max(breaks, default=0) :]


_SKIPPED = frozenset(
    {
        "over",
        "under",
        "off",
        "top",
        "add",
        "lead",
        "edge",
        "margin",
        "contract",
        "total",
        "addition",
        "more",
        "less",
        "above",
        "below",
        "fewer",
        "premium",
        "discount",
        "extra",
        "recession",
        "raise",
        "growth",
        "improvement",
        "improve",
        "improves",
        "improved",
        "improving",
    }
)


def ways(words: str, start: int) -> list[tuple[int, str]]:
    """Return the words of direction of a stretch, each with where it stands in the frame."""
    found = []
    lower = words.lower()
    every = list(WORD.finditer(lower))
    for place, match in enumerate(every):
        word = match[0]
        two = f"{word} {every[place + 1][0]}" if place + 1 < len(every) else ""
        way = way_of(two) or ("" if word in _SKIPPED else way_of(word) or _MORE_WAYS.get(word, ""))
        if word in {"up", "down"} and not _LEADS.match(lower, match.end()):
            way = ""
        if way in {"up", "down"} and not word.startswith(_OVER_OTHERS):
            found.append((start + match.start(), way))
    return found


_OVER_OTHERS = ("beat", "exceed", "surpass", "outdo", "outstrip", "outnumber")  # move nothing
_LEADS = lazy_regex(r" (?:from|on|to(?! \ue020))\b|$")
_MORE_WAYS = {
    **dict.fromkeys(
        (
            "recovered",
            "doubled",
            "tripled",
            "upgraded",
            "overtook",
            "promoted",
            "regained",
            "regain",
        ),
        "up",
    ),
    **dict.fromkeys(
        ("collapsed", "halved", "slipped", "downgraded", "demoted", "relegated", "slide", "slid"),
        "down",
    ),
}


_APPOSED = lazy_regex(
    rf"[^,;:.{FIGURES}]{{0,30}}(?:,|\u2014| -)?\s?(?:and )?"
    r"(?:(?:which|that) (?:is|was|makes?|made)|so that|so|thus|"
    rf"making|marking|representing|meaning|making for|leaving|this is|an?|"
    rf"the)\b(?P<said>[^,;:.{FIGURES}]{{3,60}})",
    re.IGNORECASE,
)


def behind(text: str, at: int) -> list[tuple[int, str]]:
    """Return the words of direction behind the second of two levels: its verb, or ", a rise"."""
    verb = _VERB_BEHIND.match(text, at + 1)
    if verb is not None and (told := ways(verb[0], at + 1)):
        return told
    match = _APPOSED.match(text, at + 1)
    if match is None:
        return []
    return ways(_ASIDE.split(match["said"])[0], match.start("said"))


_VERB_BEHIND = lazy_regex(r"(?: (?:in|for|of) \ue020)? (?:[a-z]+ly )?[a-z]+(?: by\b)?")
_ASIDE = lazy_regex(r"\b(?:as|because|after|while|when|due|and|but|with|before|by|that)\b")
