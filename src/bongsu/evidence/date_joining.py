"""Dates that are the ends of one stretch: "January through August", "from 2010 to 2019"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.patterns import lazy_regex, regex

_TO = regex(rf"{GAP}(?:to|through|thru|until|till){GAP}(?:the{GAP}(?:end{GAP}of{GAP})?)?")
_AND = regex(rf"{GAP}and{GAP}")
_BETWEEN = regex(rf"\bbetween{GAP}$", re.IGNORECASE)
# Where a time moves from one to the other, nothing lasts between them.
_MOVES = lazy_regex(
    r"\b(?:delay|postpon|push|mov|shift|advanc|defer|brought|bring|extend|revis|chang|put|earlier"
    r"|later|slip|set[ \n]back|reschedul|accelerat|deplet|exhaust|onset|deadline|instead)",
    re.IGNORECASE,
)
_LASTS = lazy_regex(
    r"\b(?:period|years|months|days|decade|outlook|span|term|window|data)[, ]{0,2}"
    rf"(?:from{GAP})?$"
)
_REACH = 90  # characters before a time in which such a word governs it
_SORTS = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})


def joined(text: str, dates: Sequence[DateMention]) -> tuple[DateMention, ...]:
    """Return dates with those made one stretch that are its ends.

    Parameters
    ----------
    text : str
        The text that they stand in.
    dates : sequence of DateMention
        Each as it is written, in order.
    """
    kept: list[DateMention] = []
    for date in dates:
        whole = _whole(text, kept[-1], date) if kept else None
        if whole is None:
            kept.append(date)
        else:
            kept[-1] = whole
    return tuple(kept)


def _whole(text: str, one: DateMention, two: DateMention) -> DateMention | None:
    if one.granularity is not two.granularity or one.granularity not in _SORTS:
        return None
    if one.first is None or two.last is None or two.start - one.end > 24:
        return None
    between, before = text[one.end : two.start], text[max(0, one.start - _REACH) : one.start]
    if "/" in f"{one.edtf}{two.edtf}" and not _TO.fullmatch(between):
        return None
    if (one.relative and "year" in text[one.start : one.end]) or one.first >= two.last:
        return None  # "from May 5 of last year to May 9 of this year" is told as two
    if _AND.fullmatch(between):
        if not _BETWEEN.search(before):
            return None
    elif not _TO.fullmatch(between) or (
        _MOVES.search(before.rpartition(".")[2]) and not _LASTS.search(before)
    ):
        return None
    ends = str(one.edtf).replace("/..", ""), str(two.edtf).replace("../", "")
    return replace(
        one,
        end=two.end,
        edtf="/".join(ends),
        granularity=Granularity.RANGE,
        relative=one.relative or two.relative,
        last=two.last,
    )
