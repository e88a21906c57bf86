"""Levels named by their year alone: "four times the 2019 figure", "half the total of 2019".

The year has just one level that may be meant, in the sentence of the multiple or shortly before.
"""

from __future__ import annotations

import re

from bongsu.audit.notation import DATE
from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.placed import Placed, of_one_measure, period_of
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import DateMention, Quantity
from bongsu.patterns import regex

_NAMED = regex(
    r"[ -](?:as [a-z]+ as |of )?(?:the |that |those |its |their |what it was |a )*"
    rf"(?:(?P<d>{DATE})(?:['\u2019]s)? (?P<noun>[a-z]+(?: [a-z]+)?)|"
    r"(?P<what>(?:[a-z]+ ){0,3}?)(?:of |in |for |from |recorded in |seen in )"
    rf"(?:the )?(?P<e>{DATE}))"
    r"(?=[.,;)]|$| (?:and|but|as|while|when|despite|after|even|before)\b)",
    re.IGNORECASE,
)
_PLAIN = regex(
    r"(?:(?:figure|level|total|number|amount|sum|count|rate|value|tally|mark|volume|size|one|"
    r"many|much|low|high|peak|record)s?)\s*|\s*",
    re.IGNORECASE,
)
_WITHIN = regex(r"(?:^|\(|,|\b(?:in|of|for|during|the|that|was))\s?$", re.IGNORECASE)
_THAN = regex(r"\bthan (?:in|during|for) $", re.IGNORECASE)
_POINTS_BACK = regex(
    r"\b(?:it|they|this|these|those|which|the (?:figure|total|number|level|amount|sum|count))\b",
    re.IGNORECASE,
)
_REACH = 2  # sentences before a multiple in which the level of a year may stand
_LEAST_ROOM, _ROOM = 12.0, 2.5  # times one level of the other, beside the multiple told

Levels = tuple[Quantity, Quantity]


def base_of_year(frame: Frame, at: int, factor: float, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the level of the year named behind a multiple with that before the multiple.

    Parameters
    ----------
    frame : Frame
        The sentence of the multiple.
    at : int
        Where the sign of the multiple stands in it.
    factor : float
        The multiple told.
    every : tuple of Placed
        The levels of the article.

    Returns
    -------
    list of (Quantity, Quantity)
        The base and the level that is compared with it; behind them the same level with those
        whose year the text leaves open. Empty if the year has no level or several.
    """
    match = _NAMED.match(frame.text, at + 1)
    day = frame.items[max(match.start("d"), match.start("e"))] if match else None
    here = [each for each in every if each.frame is frame and each.at < at and not each.idle]
    if match is None or not isinstance(day, DateMention) or not here or not _whole_year(day):
        return []
    after, year, noun = here[-1], day.edtf or "", match["noun"] or match["what"] or ""
    room = max(_LEAST_ROOM, _ROOM * max(factor, 1 / factor))
    near = [
        each
        for each in every
        if each.block == frame.sentence.block
        and 0 <= frame.index - each.frame.index <= _REACH
        and each.quantity.start < after.quantity.start
        and not each.idle
        and of_one_measure(each.quantity, after.quantity, room)
    ]
    periods = [period_of(frame.evidence, each.quantity) for each in near]
    of_year = [each for each, period in zip(near, periods, strict=True) if period == year]
    if period_of(frame.evidence, after.quantity) == year or len(of_year) != 1:
        return []
    base = of_year[0]
    told = _PLAIN.fullmatch(noun) or content_words(noun) & content_words(base.frame.text)
    if not told or not _dated(base, year) or not _of_one_topic(base, after, at):
        return []
    open_ones = [each for each, period in zip(near, periods, strict=True) if period is None]
    return [(each.quantity, after.quantity) for each in (base, *open_ones)]


def _of_one_topic(base: Placed, after: Placed, at: int) -> bool:
    """Whether the words about two levels are of one thing, or point back to the first."""
    nouns = base.quantity.noun, after.quantity.noun
    said = after.frame.text[:at]
    return (
        base.frame is after.frame
        or (all(nouns) and base.quantity.unit == after.quantity.unit)
        or _POINTS_BACK.search(said) is not None
        or bool(content_words(said) & content_words(base.frame.text))
    )


def _whole_year(day: DateMention) -> bool:
    return day.edtf is not None and len(day.edtf) == 4 and day.edtf.isdigit() and not day.relative


def _dated(level: Placed, year: str) -> bool:
    """Whether the sentence of a level says that it is of a year, and not that it is since then."""
    frame = level.frame
    return any(
        isinstance(item, DateMention)
        and item.edtf == year
        and _WITHIN.search(frame.text, 0, sign)
        and not _THAN.search(frame.text, 0, sign)
        for sign, item in frame.items.items()
    )
