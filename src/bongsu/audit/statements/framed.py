"""Figures that are of a text or a market of their own, whatever else their sentences share.

"By inserting the quantity 466,000" puts a figure into another text; "In the second market, ..."
opens a sentence on another thing than the sentence before it, which opens with no such words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence

from bongsu.evidence.mentions import Claim, Evidence
from bongsu.patterns import lazy_regex

_AMENDS = lazy_regex(
    r"\bby\s(?:striking|inserting|adding|deleting|substituting)\b|\bin\slieu\sthereof\b"
)
_FRAME = lazy_regex(
    r"\W*(?:In|On|At|For|Among|Within)\s(?:the\s)?"
    r"(?P<name>(?:second|first|other|main|[A-Z][\w-]+)(?:\s[a-z]\w+){1,2}),\s"
)
_OF_TIME = lazy_regex(
    rf"\b(?:{'|'.join(calendar.month_name[1:])}|year|month|quarter|half|week|period)\b"
)


def amends(evidence: Evidence, claim: Claim) -> bool:
    """Whether a figure stands in words that amend another text."""
    return _AMENDS.search(evidence.words(evidence.sentences[claim.sentence])) is not None


def framed_apart(evidence: Evidence, *claims: Claim) -> bool:
    """Whether the sentences of figures open with different frames that are no times."""
    names = set()
    for claim in claims:
        frame = _FRAME.match(evidence.words(evidence.sentences[claim.sentence]))
        timed = frame is not None and _OF_TIME.search(frame["name"]) is not None
        names.add(frame["name"].casefold() if frame is not None and not timed else "")
    return len(names) > 1


_OWN = {  # whose figure it is, or of what part of the period, where it is not that of the whole
    "member": lazy_regex(
        r"\b(?:one|another|a|an|some|other|two|three|several|the|this|that|dissenting|remaining)\s"
        r"(?:(?:board|committee|council|dissenting|other|of\sthe|outgoing|new)\s){0,2}members?\b|"
        r"\b(?:in\sthe\s(?:view|opinion|eyes)\sof|according\sto|for)\s(?:one|another)\b",
        re.IGNORECASE,
    ),
    "another": lazy_regex(
        r"\b(?:another|other|a\s(?:second|third)|the\sothers?)\s(?:\w+\s){0,2}"
        r"(?:members?|models?|scenario|estimates?|economists?)\b",
        re.IGNORECASE,
    ),
    "goods": lazy_regex(r"\b(?:goods|trade)\s(?:account|balance)\b", re.IGNORECASE),
    "current": lazy_regex(r"\bcurrent\saccount\b", re.IGNORECASE),
    "model": lazy_regex(
        r"\b(?:models?|simulat\w+|fitted|counterfactual\w*|nowcast\w*|back-?cast\w*|"
        r"(?:staff|own|our)\s(?:estimates?|reckoning|calculations?))\b",
        re.IGNORECASE,
    ),
}
_STRETCH = lazy_regex(
    r"\b(?P<which>first|second|third|fourth|latter|last|1st|2nd|3rd|4th)\s(?P<of>half|quarter)\b|"
    r"\b(?:[QH][1-4]|[1-4][QH])\b",
    re.IGNORECASE,
)
_SOURCE = lazy_regex(
    r"\b(?P<who>ministry|paper|daily|newspaper|institute|association|agency|office|bank|fund|union|"
    r"company|firm|study|survey|report|spokesman|court|prosecution|police|army|university|province|"
    r"city|council|governor|minister|staff)\s(?:(?:that|which|who)\s(?:\w+\s){1,4})?"
    r"(?:reported|reports|said|says|counted|counts|put|puts|estimated|estimates|gave|gives|reckoned|"
    r"reckons|had|has|found|finds|announced|published|wrote)\b",
    re.IGNORECASE,
)
_BOTH = 2
_PAUSE = lazy_regex(r"[;,:(\u2014]\s|\s(?:and|while|but|whereas|after|compared|than)\s")


_WHERE = lazy_regex(  # "the fertility rate of Sejong", beside that of all
    r"\b(?:of|in|for|among)\s(?:the\s)?(?P<where>(?!South\b|Korea|Republic\b|Bank\b|Ministry\b)[A-Z][a-z]+)"
)


def _placed_apart(evidence: Evidence, claims: Sequence[Claim]) -> bool:
    """Whether one figure is that of a place of which the sentence of another has no word."""
    sentences = [evidence.words(evidence.sentences[claim.sentence]) for claim in claims]
    return any(
        found["where"] not in words
        for claim in claims
        for found in _WHERE.finditer(claim.measure)
        for words in sentences
    )


def told_of_others(evidence: Evidence, *claims: Claim) -> bool:
    """Whether of two figures one is a board member's or a model's, or that of half a year."""
    told: set[frozenset[str]] = set()
    sources: set[str] = set()
    for claim in claims:
        sentence, figure = evidence.sentences[claim.sentence], claim.quantity
        behind = _PAUSE.split(evidence.text[figure.end : sentence.end])[0]
        words = f"{evidence.text[sentence.start : figure.start]} {behind}".replace("\n", " ")
        own = {name for name, form in _OWN.items() if form.search(words)}
        own |= {found[0].casefold() for found in _STRETCH.finditer(words)}
        told.add(frozenset(own))
        named = [found["who"].casefold() for found in _SOURCE.finditer(words)]
        sources.add(named[-1] if named else "")
    return len(told) > 1 or _placed_apart(evidence, claims) or len(sources - {""}) == _BOTH
