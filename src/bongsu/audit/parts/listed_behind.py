"""Lists that a pronoun brings back: "three reforms are due. They concern labor, schools and"."""

from __future__ import annotations

import re

from bongsu.audit.parts.announced import Listed
from bongsu.audit.parts.listed import lengths
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.tallies import UNITS
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_THEY = lazy_regex(
    r"(?:^|[:;\u2014\u2013] ?)(?:they|these|those|the (?:latter|names))"
    r"(?: [a-z]+){0,3}? ?(?:are|were|concern|cover|compris\w+|consist(?:ed)? of|include only|"
    r"relate to|"
    r"address|deal with|target|read|being|is|run|runs|call for|touch on|name|bear the names of)"
    r"(?: (?:respectively|as follows))?:? ",
    re.IGNORECASE,
)
_OTHER = lazy_regex(
    r"\b(?:other|another|more|additional|further|first|last|next|top|largest|biggest|times|percent|"
    r"years?|months?|days?|weeks?|hours?|won|dollars?|people|persons|per|each|including|such as)\b",
    re.IGNORECASE,
)
_PLURAL = lazy_regex(r"^(?: [a-z][\w-]*){0,3}? (?:[a-z][\w-]*(?:s|men|women|ria)|people)\b")
_NAMED = lazy_regex(r"^(?:the |an? )?[\w'\u2019.&-]+(?: [\w'\u2019.&-]+){0,6}$")
_LEAD = 25  # code points before a number that may say that it does not count all
_STEPS = lazy_regex(
    rf"(?:^|[:;,\u2014\u2013] ?(?:and )?)(?:the )?(?P<n>{'|'.join(ORDINALS[:8])})(?:ly)?[,:] ",
    re.IGNORECASE,
)


def listed_behind(evidence: Evidence, index: int, quantity: Quantity) -> Listed | None:
    """Return the list that "they are", or "first" and "second", opens behind a number of things.

    It stands in the sentence of the number behind a colon, or in the one that follows.
    """
    sentences = evidence.sentences
    sentence = sentences[index]
    told = evidence.text[quantity.end : sentence.end]
    noun = _PLURAL.match(told)
    if quantity.value is None or quantity.value >= len(UNITS) or noun is None:
        return None
    lead = evidence.text[sentence.start : quantity.start]
    if _OTHER.search(f"{lead[-_LEAD:]} {noun[0]}"):
        return None
    spans = [(quantity.end, sentence.end)]
    if index + 1 < len(sentences) and sentences[index + 1].block == sentence.block:
        spans.append((sentences[index + 1].start, sentences[index + 1].end))
    ones = _one_by_one(told[noun.end() :])
    if ones:
        return frozenset({ones}), quantity.end, sentence.end
    return next((found for span in spans if (found := _within(evidence, *span))), None)


_ONE = lazy_regex(
    r"(?:[,:;(\u2014\u2013-] ?|, and |\band )(?:the )?(?:other )?(?:one|another) "
    r"(?:in|near|at|on|for|with|from|to|by|about|of|each|is|was|off|along)\b"
)
_OTHER_NUMBER = lazy_regex(rf"\d|\b(?:{'|'.join(UNITS[2:])}|others|rest)\b", re.IGNORECASE)


def _one_by_one(text: str) -> int:
    """Return how many things are told as "one near Cheorwon and one near Goseong"."""
    told = list(_ONE.finditer(text))
    if len(told) < _PAIR or _OTHER_NUMBER.search(text):
        return 0
    return len(told)


_PAIR = 2


def _within(evidence: Evidence, start: int, end: int) -> Listed | None:
    text = evidence.text[start:end]
    counted = _counted_off(text)
    if counted:
        return frozenset({counted}), start, end
    found = _THEY.search(text)
    if found is None:
        return None
    body = text[found.end() :].rstrip().rstrip(".")
    items = [item for item in regex(r",? and |, ").split(body) if item]
    if not all(_NAMED.match(item.strip()) for item in items):
        return None
    possible = lengths(body)
    return (possible, start + found.end(), end) if possible else None


def _counted_off(text: str) -> int:
    """Return how far the ordinals of a sentence go, if they count from the first on."""
    told = [found["n"].lower() for found in _STEPS.finditer(text)]
    return len(told) if len(told) > 1 and told == list(ORDINALS[: len(told)]) else 0
