"""Shares of which the text says that they are of different wholes.

Two houses vote, two polls are taken, two questions are put, men and women are asked: each has a
majority of its own. The words about each share are read; where both name such a whole, and not the
same, they are no two parts of one.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, sentence_at
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_HOUSE = lazy_regex(
    r"\b(?:(?P<side>upper|lower|first|second|other)\s(?:house|chamber)|(?P<house>Senate|senators|Commons|"
    r"Lords|Bundestag|Bundesrat|House\sof\s[A-Z]\w+|(?<!White\s)(?<!Blue\s)House|Representatives|"
    r"Councillors|National\sAssembly|parliament|Diet|Congress|cabinet|council|committee|board|"
    r"court|jury|plenary))\b"
)
_INQUIRY = (
    r"(?:poll|survey|questionnaire|panel|referendum|wave|study|sample|census|interview|count|tally|"
    r"canvass)s?"
)
_POLL = lazy_regex(
    rf"\b(?P<which>[A-Z][\w&’'-]+(?:\s[A-Z][\w&’'-]+)*|\w+)(?:\s(?:opinion|exit|telephone|online))?\s{_INQUIRY}\b|"
    r"\b(?P<by>Gallup|Realmeter|Ipsos|Pew|NBS|Hankook\sResearch|YouGov|Asan|Kantar)\b|"
    rf"\b{_INQUIRY}\s(?:by|of|from|in|for)\s(?:the\s)?(?P<maker>[A-Z]\w+)"
)
_ORDERED = lazy_regex(  # "the second, taken in June, showed 53 percent against"
    r"\b(?:the\s)?(?P<n>first|second|third|other|earlier|later|previous|next|last|new|old)"
    r"(?=,|\s(?:poll|survey|question|round|vote|ballot|wave|one|referendum|item|statement|showed|"
    r"found|put|had|time|proposal|motion|bill|draft|plan|day)\b)",
    re.IGNORECASE,
)
_QUESTION = lazy_regex(
    r"(?:\b[Aa]sked\s(?:about|whether|if|how|what|which|who|on)|(?:^|[.;,]\s)(?:but\s|and\s)?"
    r"[Oo]n\s(?:the|a|an)|\b(?:to|on|by)\sthe\squestion\s(?:of|whether|on|about)|\b[Aa]s\s(?:to|for))\s"
    r"(?P<topic>[^,.;:]{3,80})"
)
_GROUP = lazy_regex(
    r"\b(?:[Mm]ajority|[Mm]ost|[Hh]alf|[Ss]hare|[Pp]art|(?:[Pp]ercent|%|thirds|quarters)\sof|[Aa]mong|[Oo]f|[Ff]or)\s(?:of\s)?"
    r"(?:the\s|all\s|its\s|their\s|those\s)*(?P<group>(?:young(?:er)?|old(?:er)?|male|female|rural|urban|small|"
    r"large|public|private|foreign|domestic|[A-Z]\w+)?\s?"
    r"(?:wom[ae]n|men|boys|girls|mothers|fathers|adults|people|parents|pensioners|students|pupils|"
    r"employers|employees|unions|workers|firms|companies|banks|farmers|fishers|voters|owners|tenants|"
    r"renters|members|residents|citizens|households|conservatives|progressives|liberals|moderates|"
    r"Democrats|Republicans|independents|supporters|economists|experts|doctors|nurses|patients|teachers|"
    r"[A-Z][a-z]+s|those))(?P<more>(?:\s(?:in|aged?|over|under|from|with|of|who|at)\s(?:the\s)?[\w’'-]+"
    r"(?:\s[\w’'-]+)?)?)"
)
_BODY = lazy_regex(
    r"\b(?P<body>(?:union|branch|chamber|league|party|council|government|parliament|court|province|city|"
    r"district|federation|association|city|group|guild)\sof\s(?:the\s)?[\w-]+)"
)
_TRUSTED = lazy_regex(
    r"\b(?:(?:dis|mis)?trust(?:s|ed)?|(?:dis)?lik(?:es?|ed)|(?:dis)?satisfied\swith|confident\sin|"
    r"confidence\sin|(?:un)?favou?rable\s(?:view|opinion)s?\sof)\s(?:the\s|its\s|their\s)?"
    r"(?P<whom>[\w’'-]+(?:\s[\w’'-]+)?)"
)
_TIME = lazy_regex(
    r"\b(?P<year>(?:19|20)\d\d)\b|\b(?P<month>January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b|\b(?P<ago>(?:a|\w+)\s(?:years?|months?|weeks?)\s(?:ago|earlier|before|"
    r"later))\b|\b(?P<rel>last|this|previous)\s(?:year|month|week)\b"
)
_PLACE = lazy_regex(
    r"\b[Ii]n\s(?:the\s)?(?P<place>(?!January|February|March|April|May|June|July|August|"
    r"September|October|November|December)[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)"
)
_CLAUSE = lazy_regex(
    r"[;:]|,?\s(?:but|while|whereas|though|although)\s|,\sand\s|,\s(?=in\s|of\s|among\s)"
)
_BEFORE, _BEHIND = 140, 90  # code points about a share that tell of what it is


def wholes_apart(evidence: Evidence, one: int, other: int) -> bool:
    """Return whether the words about two shares name two wholes.

    Parameters
    ----------
    evidence : Evidence
        An article.
    one, other : int
        Where the two shares begin in the text.
    """
    first, second = sorted((one, other))
    here = _about(evidence, first, second)
    there = _about(evidence, second, first)
    return any(_differ(kind, here, there) for kind in _KINDS)


def houses_apart(evidence: Evidence, one: int, other: int) -> bool:
    """Return whether what is told at two places is told of two houses, bodies or polls."""
    first, second = sorted((one, other))
    here, there = _about(evidence, first, second), _about(evidence, second, first)
    return any(_differ(kind, here, there) for kind in ("house", "body", "poll"))


_SEVERAL = lazy_regex(
    r"\b(?:multiple|several|more\sthan\sone|up\sto\s(?:two|three|four|five)|as\smany)\s"
    r"(?:\w+\s)?(?:answers?|choices?|responses?|reasons?|options?|items?|votes?|names?|picks?|factors?|as\sthey)\b|"
    r"\b(?:two|three)\s(?:answers|choices|responses|options|replies)\s(?:were|are)\s(?:allowed|possible|"
    r"permitted|given\sby\seach)\b|"
    r"\ball\sthat\sappl(?:y|ied)\b|\b(?:sum|add|added|adds|come)\s(?:up\s)?to\smore\sthan\s(?:100|all)\b|"
    r"\b(?:could|can|may|might)\s(?:choose|name|pick|tick|give|mark|select)\s(?:two|three|both|several|more)\b|"
    r"\beach\s(?:named|gave|picked|chose|ticked|marked|cast)\s(?:two|three|several)\b|\boverlap\w*\b|"
    r"\bmultiple-(?:choice|response|answer)\b",
    re.IGNORECASE,
)


def several_each(evidence: Evidence, one: int, other: int) -> bool:
    """Return whether the paragraph of a share says that each may be counted more than once."""
    first, last = (evidence.sentences[sentence_at(evidence, at)] for at in sorted((one, other)))
    blocks = {first.block, first.block - 1, last.block, last.block + 1}
    near = (sentence for sentence in evidence.sentences if sentence.block in blocks)
    return any(_SEVERAL.search(evidence.words(sentence)) for sentence in near)


class _About(NamedTuple):
    """The words about a share, and where among them it stands."""

    words: str
    at: int


def _about(evidence: Evidence, at: int, other: int) -> _About:
    """Return the words about one share, without those about the other."""
    sentence = evidence.sentences[sentence_at(evidence, at)]
    start, end = max(sentence.start, at - _BEFORE), min(sentence.end, at + _BEHIND)
    if sentence.start <= other < at:
        joint = _joint(evidence.text, other, at)
        start = max(start, joint.end() - _ROOM if joint else other)
    if at < other < sentence.end:
        joint = _joint(evidence.text, at, other)
        end = min(end, joint.start() if joint else other)
    return _About(evidence.text[start:end].replace("\n", " "), at - start)


def _joint(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the last joint of clauses between two shares, or else the last "and"."""
    joints = list(_CLAUSE.finditer(text, start, end)) or list(_AND.finditer(text, start, end))
    return joints[-1] if joints else None


_AND = lazy_regex(r"\sand\s")
_ROOM = 4  # code points of a joint, which may open what it joins: "of women"
_KINDS = {
    "house": _HOUSE,
    "body": _BODY,
    "poll": _POLL,
    "order": _ORDERED,
    "question": _QUESTION,
    "group": _GROUP,
    "trusted": _TRUSTED,
    "time": _TIME,
    "place": _PLACE,
}
_NEAREST = frozenset({"group", "question"})  # kinds of which the nearest to a share is its own


def _differ(kind: str, here: _About, there: _About) -> bool:
    """Whether two clauses each name a whole of a kind, and not the same."""
    first, second = _named(kind, here), _named(kind, there)
    if kind in _NEAREST:  # "the pension bill", "the tax bill"
        return not (first <= second or second <= first)
    return bool(first and second and not first & second)


def _named(kind: str, about: _About) -> frozenset[str]:
    matches = list(_KINDS[kind].finditer(about.words))
    if kind in _NEAREST:
        matches = sorted(matches, key=lambda found: abs(found.start() - about.at))[:1]
    found: set[str] = set()
    for match in matches:
        told = " ".join(part for part in match.groups() if part)
        if kind in _NEAREST:
            found |= content_words(told) - content_words(_ALL_ASKED)
        else:
            found.add(told.lower().removesuffix("s"))
    return frozenset(found - _NOT_NAMES)


_NOT_NAMES = frozenset(
    {"the", "a", "an", "this", "that", "one", "opinion", "its", "our", "same", "recent", "new"}
)
_ALL_ASKED = (
    "those respondents people adults citizens population asked polled surveyed questioned answered "
    "responded voted votes taking took part poll survey Koreans"
)
