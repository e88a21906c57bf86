"""Shares in percent of a few that are counted near by, in digits or in words.

"We asked eight negotiators. Seventy percent of the eight": what the share is of is told by the
number again, by its noun, by a pronoun, or by a bracket or a colon right behind the count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.parts.grains import SMALL
from bongsu.audit.parts.sides_of_body import Side, numbers_told
from bongsu.audit.reading.fits import share_of_count_possible
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_BACK = 2  # sentences before a share in which the count stands
_LEAST = 5.0  # of what is counted: of fewer, shares are told in words
_OF_NUMBER = lazy_regex(r" of (?:the|these|those|its|their|our) $")
_OF_NOUN = lazy_regex(
    r" of (?:the|these|those|its|their|our) (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]{2,}s|men|women|people)"
    r"(?! (?:of|in|from|on|and|at|by|for)\b)\b"
)
_OF_THEM = lazy_regex(r"(?:,? ?of (?:them|these|those|whom|which)\b)")
_LED = lazy_regex(
    r"(?:^|[,;:] |\b(?:that|and|but) )(?:out )?of (?:the |these |those |its |their |our |all )*$"
)
_SPLIT = lazy_regex(
    r" (?:[a-z-]+ )?[a-z]+s? (?:was|were|is|are) (?:evenly |deeply )?(?:split|divided|"
    r"of two minds)[^.;:]*: ?$"
)
_BRACKET = lazy_regex(r" (?:[a-z-]+ ){0,3}?[a-z]{2,}s? \($")
_WEIGHED = lazy_regex(
    r"\b(?:trade|spending|sales|revenue|output|gdp|exports?|imports?|markets?|value|budgets?|income|capacity|"
    r"emissions|population|production|assets?|costs?|time|area|weight|volume|turnout|growth|rate|tariff|margin|"
    r"price|prices|debt|stake|shares|equity|wages?|energy|power|electricity)\b"
)
_HEDGED = lazy_regex(
    r"\b(?:about|around|some|nearly|almost|roughly|over|more than|less than|at least|up to|"
    r"under)\s$"
)


def shares_of_few(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield shares that no whole number out of the count which they are of can be."""
    earlier: list[Frame] = []
    for frame in all_frames(evidence):
        block = evidence.article.blocks[frame.sentence.block]
        earlier = [
            one
            for one in earlier[-_BACK:]
            if one.sentence.block == frame.sentence.block and frame.index - one.index <= _BACK
        ]
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            for at, share in frame.figures:
                whole = _whole(frame, at, share, earlier)
                if whole is not None:
                    yield share, whole
        earlier.append(frame)


def _whole(frame: Frame, at: int, share: Quantity, earlier: list[Frame]) -> Quantity | None:
    if (
        share.kind is not Kind.PERCENT
        or share.comparator is not Comparator.EXACT
        or not share.value
    ):
        return None
    if share.value >= _ALL or _HEDGED.search(frame.text[:at].lower()) or frame.reckoned(at) is None:
        return None
    clause = frame.text.rfind(", ", 0, at) + 1  # "of 15 export items, 72 percent" weighs nothing
    if _WEIGHED.search(frame.text[max(clause, at - 40) : at + 20].lower()):
        return None
    found = _counted(frame, at, earlier)
    if share.words:
        share = replace(
            share, step=1.0
        )  # "seventy percent" opens a sentence, and is no rough figure
    values = [int(one.quantity.value or 0) for one in found]
    sizes = {*values, sum(values)}  # "48 women and 12 men ... of them"
    fit = [size for size in sizes if size and share_of_count_possible(share, size)]
    return found[-1].quantity if found and not fit else None


_ALL = 100.0


def _counted(frame: Frame, at: int, earlier: list[Frame]) -> list[Side]:
    """Return the counts that a share may be of, the likeliest last."""
    here = [one for one in numbers_told(frame) if _few(one)]
    tail = frame.text[at + 1 :].lower()
    for one in here:
        owned = _OWNED.match(one.behind) is not None
        if one.at > at and _OF_NUMBER.fullmatch(tail[: one.at - at - 1]) and not owned:
            return [one]
    before = [one for one in here if one.at < at]
    if before:
        last, lead = before[-1], frame.text.lower()
        between = lead[last.at : at][_width(frame, last) :]
        named = _BRACKET.fullmatch(between) and _NAMED.match(tail)
        close = _SPLIT.fullmatch(between) or named
        if close or (_LED.search(lead[: last.at]) and _ROW.fullmatch(between)):
            return [last]
    noun, them = _OF_NOUN.match(tail), _OF_THEM.match(tail)
    if noun is None and them is None:
        return []
    told = [*(one for each in earlier for one in numbers_told(each) if _few(one)), *before]
    if noun is not None and them is None:
        root = noun["noun"][:5]
        told = [one for one in told if root in _noun_of(one).lower()]
    return told


def _noun_of(side: Side) -> str:
    """Return the words that a number counts: up to the verb, and never another noun's."""
    return side.quantity.noun or " ".join(side.behind.split()[:_FEW_WORDS])


_FEW_WORDS = 3
_ROW = lazy_regex(
    r" (?:[a-z-]+ ){0,3}?[a-z-]+(?: (?:who|that|which) [^,]{3,40})?, (?:only |just |exactly |"
    r"fully )?$"
)


_OWNED = lazy_regex(r"[^,.;]{0,25}[\u2019']")  # "of the 12 economies' trade"
_NAMED = lazy_regex(r" [a-z]")


def _width(frame: Frame, side: Side) -> int:
    """Return how many code points a number takes in its frame: one as a sign."""
    return 1 if side.at in frame.items else len(frame.evidence.words(side.quantity))


def _few(side: Side) -> bool:
    return _LEAST <= (side.quantity.value or 0.0) <= SMALL
