"""Multiples of what a noun names: "1.5 times the number of births", "as many died as were born".

The base may stand anywhere before the multiple: it is the figure that counts just this. Where two
things are counted and no third, "as many as" compares the two.
"""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.placed import Placed
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Kind, Quantity

Levels = tuple[Quantity, Quantity]

_NUMBER_OF = lazy_regex(
    r" (?:the |that |those )?(?:total |annual |combined )?"
    r"(?:number|total|count|amount|volume|value|sum) of (?:the |its |all |new )?"
    r"(?P<noun>[a-z]{4,})|"
    r" (?:the |its |their )?(?P<plain>births|deaths|exports|imports|arrivals|departures|marriages|"
    r"divorces|men|women|revenues?|expenditures?|sales|purchases)\b",
)
_AS_MANY = lazy_regex(
    r" as (?:many|much) [a-z]+ as\b|"
    r" as (?:many|much) [a-z]+ [^,;.]{2,60}? as\b|[^,;.]{0,40}? as (?:many|much) as\b"
)
_ROOM = 4.0  # times the multiple: with figures farther off something else is compared
_BACK = 1  # sentences before "as many as" in which both counts may stand
_TWO = 2
_SHORT = 30  # signs between a noun and the figure that it has: "exports, which came to 4"


def named_count(frame: Frame, at: int, factor: float, every: Sequence[Placed]) -> list[Levels]:
    """Return the levels that a multiple of what a noun names may compare.

    Parameters
    ----------
    frame : Frame
        The sentence of the multiple.
    at : int
        Where the sign of the multiple stands in it.
    factor : float
        The multiple told.
    every : sequence of Placed
        The levels of the article.
    """
    match = _NUMBER_OF.match(frame.text, at + 1)
    if match is not None:
        before = [each for each in every if each.frame is frame and each.at < at and not each.idle]
        noun = content_words(match["noun"] or match["plain"])
        bases = [
            each
            for each in every
            if noun and (each.frame.index, each.at) < (frame.index, at) and _counts(each, noun)
        ]
        bases += [
            each
            for each in every
            if each.frame is frame and 0 < each.at - match.end() < _SHORT and not each.idle
        ][:1]
        if before:
            after = before[-1]
            return [
                (base.quantity, after.quantity)
                for base in reversed(bases)
                if base is not after and _comparable(base, after, factor)
            ]
    if _AS_MANY.match(frame.text, at + 1):
        return _two_counts(frame, factor, every)
    return []


def names_count(frame: Frame, at: int) -> bool:
    """Whether a noun behind a multiple names what it is a multiple of."""
    return _NUMBER_OF.match(frame.text, at + 1) is not None


def _counts(level: Placed, noun: frozenset[str]) -> bool:
    """Whether a figure is one of what a noun names: by its own noun, or by its subject."""
    if level.quantity.noun:
        return bool(content_words(level.quantity.noun) & noun)
    lead = level.frame.text[: level.at].rsplit(",", 1)[-1]
    return bool(content_words(lead) & noun)


def _comparable(base: Placed, after: Placed, factor: float) -> bool:
    one, other = base.quantity, after.quantity
    if one.kind is not other.kind or (one.kind is not Kind.COUNT and one.unit != other.unit):
        return False
    times = after.value / base.value
    return factor / _ROOM <= times <= factor * _ROOM


def _two_counts(frame: Frame, factor: float, every: Sequence[Placed]) -> list[Levels]:
    """Return the only two counts of the sentence of a multiple, or of the one before it."""
    for back in range(_BACK + 1):
        some = [
            each
            for each in every
            if each.frame.index == frame.index - back
            and each.block == frame.sentence.block
            and not each.idle
            and each.quantity.kind is Kind.COUNT
        ]
        if len(some) == _TWO and (some[0].quantity.noun or some[1].quantity.noun):
            low, high = sorted(some, key=lambda each: each.value)
            return [(low.quantity, high.quantity)] if _comparable(low, high, factor) else []
        if some and back:
            return []
    return []
