"""Shares of two groups: "58 percent of all residents" beside "56 percent of those in Ulsan".

What a share is of stands right behind it ("of those aged 60 and over", "among farmers"), before it
("in Ulsan 56 percent") or at the end of its clause ("56 percent opposed it in Ulsan"). A second
share that names nothing is of what the first one is of.
"""

from __future__ import annotations

import re

from bongsu.audit.reading.wording import content_words, sentence_at
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_OF = lazy_regex(
    r"\s(?:of|among|amongst|for)\s(?:all\s(?:of\s)?|the\s|its\s|their\s|just\s|only\s)*"
    r"(?P<group>[^,.;:()]{2,60})"
)
_AGAIN = lazy_regex(
    r"(?:them|these|it|this|that|which|whom|those)\b(?!\s(?:in|at|aged?|from|with|over|under|above|"
    r"below|earning|living|working|between|who|whose|born|of|without|on|near|under)\b)|"
    r"those\swho\s(?:were\sasked|answered|voted|responded)\b"
)
_WHOLE = lazy_regex(
    r"(?:\d[\d,]*\s|adult\s)?(?:respondents|people|persons|adults|citizens|koreans|south\skoreans|"
    r"public|population|voters|residents|inhabitants|electorate|sample|poll|nation|country|total|"
    r"votes?|ballots?)\b(?!\s(?:in|at|aged?|from|with|over|under|above|below|earning|living|"
    r"working|between|who|born|without|near|outside)\b)",
    re.IGNORECASE,
)
_PARTED = lazy_regex(
    r"^(?:those\s|(?:[\w-]+\s){1,2}(?!of\b))(?P<how>in|at|aged?|from|with|over|under|above|below|earning|"
    r"living\sin|working\sin|between|who|whose|born|without|on|near|outside|by|through|of)\s"
    r"(?P<which>(?:their\s|the\s|its\s|more\sthan\s)?[\w-]+(?:\s[\w-]+)?)"
)
_LEAD = lazy_regex(
    r"(?:^|[,;.]\s|\b(?:and|but|while|whereas|though|although|yet|as)\s)"
    r"(?:[Ii]n|[Aa]mong|[Aa]mongst|[Ww]ithin|[Oo]f|[Ff]or)\s(?:the\s|its\s|all\s)*"
    r"(?P<group>(?!poll\b|survey\b|vote\b|referendum\b|election\b|all\b|total\b|contrast\b|fact\b|"
    r"addition\b|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|(?:19|20)\d\d\b)[\w’'-]+(?:\s[\w’'-]+){0,4}?),?"
    r"(?:\s(?:some|about|only|just|nearly|almost|a|as\smany\sas|however|by\scontrast|though))*\s$"
)
_TAIL = lazy_regex(
    r"^[^,.;:()]{0,60}?\s(?:in\s(?P<place>(?!January|February|March|April|May|June|July|August|"
    r"September|October|November|December)[A-Z][\w-]+)|among\s(?P<who>[a-z]+(?:\s[a-z]+)?))"
)
_REACH = 90  # code points about a share in which its group stands
_NO_WORDS: frozenset[str] = frozenset()


def of_two_groups(evidence: Evidence, one: Quantity, other: Quantity) -> bool:
    """Whether the later of two shares is of another group than the earlier one."""
    first, second = _group(evidence, one), _group(evidence, other)
    if second is None or first == second:
        return False
    return not (first or _NO_WORDS) & second


def _group(evidence: Evidence, share: Quantity) -> frozenset[str] | None:
    """Return the words for what a share is of, none of a whole; None where it names nothing."""
    sentence = evidence.sentences[sentence_at(evidence, share.start)]
    behind = evidence.text[share.end : min(sentence.end, share.end + _REACH)].replace("\n", " ")
    of = _OF.match(behind)
    if of is not None:
        return _named(of["group"])
    start = max(sentence.start, share.start - _REACH)
    lead = _LEAD.search(evidence.text[start : share.start].replace("\n", " "))
    if lead is not None:
        return _named(lead["group"])
    tail = _TAIL.search(regex(r"\d").split(behind)[0])
    return content_words(tail["place"] or tail["who"]) if tail is not None else None


def _named(group: str) -> frozenset[str] | None:
    if _AGAIN.match(group):
        return None
    parted = _PARTED.match(group)
    if parted is not None:
        return content_words(parted["which"]) or frozenset({parted["how"]})
    if _WHOLE.match(group):
        return _NO_WORDS
    return content_words(_NUMBER.sub(" ", " ".join(group.split()[:3]))) or None


_NUMBER = lazy_regex(r"\b[\d,.]+\b")
