"""What words around a figure make of it in the text: a base of comparison, a thing told before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bongsu.evidence.mentions import DateMention, Quantity, Sentence
from bongsu.patterns import regex

_NEAR, _REACH = 40, 100  # code points before a figure that tell what it is compared as
_COMPARED = regex(
    r"(?<!more[ \n])(?<!less[ \n])(?<!fewer[ \n])(?<!other[ \n])(?<!rather[ \n])"
    r"\b(?:than|against|versus|ahead[ \n]of|compared[ \n](?:to|with))[ \n]"
    r"(?:[a-z-]+[ \n]){0,3}[^\w\s]?\Z",
    re.IGNORECASE,
)
# A forecast that is changed is of one time, before and after.
_REVISED = regex(
    r"\b(?:revis|adjust|previous|forecast|outlook|projection|estimate|average|consensus|target"
    r"|expectation)\w*\b",
    re.IGNORECASE,
)
# "lower than the 70.9 percent for men": of others, at the same time
_OF_OTHERS = regex(
    r"[ \n](?:(?:recorded|posted|seen|reported)[ \n])?(?:for|among|in|of|by)[ \n](?:the[ \n])?"
    r"(?!(?:same|previous|prior|last|year|month|quarter|early|late|mid)\b)[A-Za-z]"
)
# "up from the current wage of 9,620 won": of no time that is told
_CURRENT = regex(r"\b(?:current|present|existing)[ \n](?:[\w-]+[ \n]){1,4}of[ \n][^\w\s]?\Z")
_BEHIND = 12  # code points behind a figure in which its own date begins
_RATES = frozenset({"rate", "share", "ratio", "proportion", "percentage"})
_OF_A_RATE = regex(
    r"\b(?!(?:the|a|an|its|their|this|that|of|at|in|and|or|to|by|current|same|new|average|said)\b)"
    r"[a-z][a-z-]{2,}[ \n](rate|share|ratio|proportion|percentage)\b"
)
_SPOKEN_OF = 600  # code points before "the rate" in which it is told which


def is_compared(text: str, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether others are compared with a figure: "than the 3 billion dollars"."""
    low = max(sentence.start, quantity.start - _NEAR)
    return _COMPARED.search(text[low : quantity.start]) is not None


def is_of_now(text: str, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a figure that others are compared with is of their time: a forecast, others'."""
    before = text[max(sentence.start, quantity.start - _REACH) : quantity.start]
    if _REVISED.search(before):
        return True
    of_others = _OF_OTHERS.match(text, quantity.end) is not None
    return of_others and is_compared(text, quantity, sentence)


def is_current(text: str, quantity: Quantity, dates: Sequence[DateMention]) -> bool:
    """Whether a figure is what holds now, and no date stands right behind it."""
    if not _CURRENT.search(text[max(0, quantity.start - _REACH) : quantity.start]):
        return False
    return not any(0 <= date.start - quantity.end <= _BEHIND for date in dates)


def rate_named(text: str, quantity: Quantity, noun: str, spoken_of: str) -> str:
    """Return what "the rate" stands for where the last figure was of something else.

    Parameters
    ----------
    text : str
        Text of the document.
    quantity : Quantity
        The figure that is of it.
    noun : str
        The noun that points back, "" if none does.
    spoken_of : str
        What the last figure was of.
    """
    if noun not in _RATES or noun in spoken_of.lower():
        return ""
    before = _OF_A_RATE.finditer(text, max(0, quantity.start - _SPOKEN_OF), quantity.start)
    named = [found[0] for found in before if found[1] == noun]
    return named[-1] if named else ""
