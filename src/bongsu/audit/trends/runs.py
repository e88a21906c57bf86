"""Rows of levels by year or quarter of which a text says that each moved the same way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    within,
)
from bongsu.patterns import lazy_regex

_UP = (
    r"(?:rose|risen|rise|rises|rising|grew|grown|grow|growing|increased|increase|increasing|"
    r"climbed|climbing|gained)"
)
_DOWN = (
    r"(?:fell|fallen|fall|falls|falling|declined|decline|declining|dropped|dropping|decreased|"
    r"shrank|shrunk)"
)
_EACH = (
    r"(?:(?:in\s)?(?:every|each)\s(?:single\s)?(?:year|quarter|month)|steadily|continuously|"
    r"without\s(?:a\sbreak|interruption)|year\s(?:after|by)\syear|quarter\s(?:after|by)\squarter|"
    r"every\s(?:year|quarter|month)|consistently|for\s(?:the\s\w+|\w+)\s(?:straight|"
    r"consecutive)\s\w+|"
    r"for\s\w+\s\w+\sin\sa\srow)"
)
_CLAIM = lazy_regex(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b[^.;]{{0,40}}?\b{_EACH}|"
    rf"\b{_EACH}[^.;]{{0,25}}?\b(?:(?P<up2>{_UP})|(?P<down2>{_DOWN}))\b"
)
_NOT = lazy_regex(
    r"\b(?:except|but|not|until|before|nearly|almost|however|apart\sfrom|pace|rank\w*|average|"
    r"target|forecast|would|could|if)\b"
)
_WORDS = (
    "every",
    "each",
    "steadily",
    " row",
    "consecutive",
    "straight",
    "year after",
    "quarter by",
)
_LEAST = 3  # levels that make a row
_TIMES = frozenset({Granularity.YEAR, Granularity.QUARTER, Granularity.MONTH})


class Broken(NamedTuple):
    """A level that breaks a run, with the one before it."""

    before: Quantity
    level: Quantity
    up: bool


def broken_runs(evidence: Evidence) -> Iterator[Broken]:
    """Yield levels that a text tells against what it says of every one of them."""
    sentences = list(prose(evidence))
    for place, (sentence, words) in enumerate(sentences):
        if not any(word in words for word in _WORDS):
            continue
        claim = _CLAIM.search(words)
        if claim is None or _NOT.search(words) is not None:
            continue
        up = (claim["up"] or claim["up2"]) is not None
        start = sentence.start
        levels = _levels(evidence, start, sentence.end)
        beside = [
            one for one, _ in (*sentences[max(0, place - 1) : place], *sentences[place + 1 :][:1])
        ]
        for other in beside:
            if other.block == sentence.block and len(levels) < _LEAST:
                first, last = min(other.start, start), max(other.end, sentence.end)
                levels = _levels(evidence, first, last)
        yield from _broken(levels, up=up)


def _broken(levels: Sequence[Quantity], *, up: bool) -> Iterator[Broken]:
    if len(levels) < _LEAST:
        return
    pairs = list(pairwise(levels))
    steps = [below(after, first) if up else below(first, after) for first, after in pairs]
    if sum(steps) * 2 > len(steps):
        return  # told from the newest back, or something else altogether
    for wrong, (first, after) in zip(steps, pairs, strict=True):
        if wrong:
            yield Broken(first, after, up)


def _levels(evidence: Evidence, start: int, end: int) -> list[Quantity]:
    """Return the figures of one kind that each have their own year or quarter, in its order."""
    quantities = [q for q in within(evidence.quantities, start, end) if q.value is not None]
    dates = [d for d in within(evidence.dates, start, end) if d.granularity in _TIMES]
    timed: list[tuple[float, Quantity]] = []
    for date in dates:
        near = [q for q in quantities if 0 <= date.start - q.end <= _APART]
        if near and date.first is not None and _joined(evidence, near[-1], date):
            timed.append((date.first.toordinal(), near[-1]))
    if len(timed) < _LEAST:
        timed = []
        for quantity in quantities:
            match = _QUARTER.match(evidence.text, quantity.end, end)
            if match is not None:
                timed.append((float(_ORDER.index(match[1])), quantity))
    counted = {Kind.COUNT, Kind.RATE}  # of a bare number either
    kinds = {(Kind.COUNT if q.kind in counted else q.kind, q.unit) for _, q in timed}
    ordered = all(a < b for (a, _), (b, _) in pairwise(timed))
    exact = all(q.comparator is Comparator.EXACT for _, q in timed)
    return [q for _, q in timed] if ordered and exact and len(kinds) == 1 else []


_ORDER = ORDINALS[:4]
_QUARTER = lazy_regex(rf"\sin\sthe\s({'|'.join(_ORDER)})\b")
_APART = 40
_BETWEEN = lazy_regex(r"\s(?:[a-z]+\s){0,2}?(?:in|for|by|at\sthe\send\sof)\s(?:the\s)?|\s?\(")


def _joined(evidence: Evidence, quantity: Quantity, date: DateMention) -> bool:
    """Whether a figure is given its time right behind it: "1.24 in 2015"."""
    return _BETWEEN.fullmatch(evidence.text[quantity.end : date.start]) is not None
