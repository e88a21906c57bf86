"""The pairs of levels of an article that one of its changes in percent may be told of.

Of all pairs, which can a change be of: do its words allow their order, do they stand near it, are
they of one thing, does a sentence name the one as its base? Whether the change is right for them is
not asked here, save to leave out a change that some pair makes right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bongsu.audit.reading.changed import Changed, changed
from bongsu.audit.reading.fits import fits, growth, rounded
from bongsu.audit.reading.placed import Pair, in_order, pairs, period_of, placed
from bongsu.audit.reading.topics import linked
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change
_NEAR = 2  # sentences between a change and the levels that are near it


def of_one_thing(change: Changed, trio: Trio, some: list[Pair]) -> bool:
    """Whether a level before that a later sentence tells is of what a change is told of."""
    if trio[0].start < change.frame.sentence.end:
        return True
    starts = {level.start for level in trio[:2]}
    return any(
        linked(change, pair) for pair in some if {level.quantity.start for level in pair} == starts
    )


_ROOM = (0.4, 2.5)  # of the right change: one farther off is of other levels


def within_room(trio: Trio) -> bool:
    """Whether a change is so near to that of two levels that it may be told of them."""
    right = growth(rounded(trio[0]), rounded(trio[1]))
    return _ROOM[0] * right.low <= (trio[2].value or 0.0) <= _ROOM[1] * right.high


def is_explicit(change: Changed, trio: Trio) -> bool:
    """Whether a change can be told of no levels but two, whatever it says of them."""
    return within_room(trio) and (_only_one(change, trio) or _marked(change, trio))


def _only_one(change: Changed, trio: Trio) -> bool:
    """Whether the levels are of two times, and the change is the one that is told beside them."""
    evidence = change.frame.evidence
    periods = {period_of(evidence, level) for level in trio[:2]}
    if len(periods) < 2 or None in periods or not in_time(evidence, trio):
        return False
    frames = {change.frame.index, *_sentences(evidence, trio[:2])}
    return not any(
        other.frame.index in frames and other.quantity.start != change.quantity.start
        for other in changed(evidence)
    )


_BASE = lazy_regex(
    r"\b(?:from|than|against|versus|compared (?:to|with)|instead of|relative to) "
    r"(?:(?:the|its|their|some|about|just|only|a|record|roughly|last|year[\u2019']s) ){0,4}$",
    re.IGNORECASE,
)


def _marked(change: Changed, trio: Trio) -> bool:
    """Whether two levels and one change make a sentence that names the level before as such."""
    frame = change.frame
    places = {quantity.start: at for at, quantity in frame.figures}
    before, after = (places.get(level.start) for level in trio[:2])
    if before is None or after is None:
        return False
    led = [_BASE.search(frame.text, 0, at) is not None for at in (before, after)]
    told = [other for other in changed(frame.evidence) if other.frame.index == frame.index]
    return led == [True, False] and len(told) == 1


def in_time(evidence: Evidence, trio: Trio) -> bool:
    """Whether the earlier of two levels is that from which the change goes."""
    first, second = (period_of(evidence, level) or "" for level in trio[:2])
    return first[:4] < second[:4] or (first[:4] == second[:4] and first < second)


def _sentences(evidence: Evidence, levels: Iterable[Quantity]) -> Iterator[int]:
    starts = {level.start for level in levels}
    return (each.frame.index for each in placed(evidence) if each.quantity.start in starts)


def both_of_kind(pair: Pair, kind: Kind) -> bool:
    """Whether both levels of a pair are of a kind."""
    return all(level.quantity.kind is kind for level in pair)


@remembered
def candidates(evidence: Evidence) -> Iterator[tuple[Changed, list[Pair]]]:
    """Yield the changes that no pair of an article makes right, with its pairs."""
    told = changed(evidence)
    if not told:
        return
    some = [pair for pair in pairs(evidence) if pair[0].quantity.kind not in PERCENTS]
    for change in told:
        if change.quantity.comparator is Comparator.EXACT and not made_right(change, some):
            yield change, some


def made_right(change: Changed, some: list[Pair]) -> bool:
    """Whether a percentage is the change from one level of some pair to the other."""
    return any(
        fits(change.quantity, growth, *levels)
        for pair in some
        for way in (("up", "down") if change.way == "apart" else (change.way,))
        if fair(*(levels := in_order(way, *pair)))
    )


def fair(before: Quantity, after: Quantity) -> bool:
    """Whether two levels are above zero, so that one has a change in percent to the other."""
    return min(before.bounds[0], after.bounds[0]) > 0


def along(change: Changed, pair: Pair) -> Trio | None:
    """Return the levels of a pair in the order of a change, unless the text denies it."""
    if _LABELLED.match(change.frame.text, 0, change.at) and pair[0].frame is not change.frame:
        return None  # "Growth of output: 4.6 percent" is of nothing that another line tells
    before, after = in_order(change.way, *pair)
    ends = _ends(change.frame.evidence)
    if (
        before.start in ends
        or ends.get(after.start, change.quantity.start) != change.quantity.start
    ):
        return None
    if change.quantity.start in ends.values() and ends.get(after.start) != change.quantity.start:
        return None
    if before.value == after.value or not fair(before, after):
        return None
    return before, after, change.quantity


_LABELLED = lazy_regex(r"\W*[A-Z][^.:;,\ue000-\ue01f]{3,60}: ?\Z")


def _ends(evidence: Evidence) -> dict[int, int]:
    """Return the levels to which changes lead in so many words, each with the change."""
    return dict(_leading(evidence))


@remembered
def _leading(evidence: Evidence) -> Iterator[tuple[int, int]]:
    for change in changed(evidence):
        for at, quantity in change.frame.figures:
            if at > change.at and quantity.kind not in PERCENTS:
                if _TO.match(change.frame.text[change.at + 1 : at]):
                    yield quantity.start, change.quantity.start
                break
        for at, quantity in reversed(change.frame.figures):
            if at < change.at:
                joint = change.frame.text[at + 1 : change.at]
                if quantity.kind in _PRICED and _APPOSED.fullmatch(joint):
                    yield quantity.start, change.quantity.start
                break


_PRICED = {Kind.MONEY, Kind.INDEX, Kind.PHYSICAL, Kind.COUNT}
_APPOSED = lazy_regex(
    r"[^,;.\ue000-\ue01f]{0,40}, (?:or )?(?:up|down|off|ahead) (?:by |some |about )?"
)
_TO = lazy_regex(r"[^;,.]{0,40}\b(?:to|at)\b[^;,.]{0,20}$")


def is_near(change: Changed, trio: Trio) -> bool:
    """Whether two levels stand in the sentence of a change, or in those next to it."""
    sentence = change.frame.sentence
    start = min(trio[0].start, trio[1].start)
    end = max(trio[0].end, trio[1].end)
    sentences = change.frame.evidence.sentences
    first = max(0, change.frame.index - _NEAR)
    last = min(len(sentences) - 1, change.frame.index + 1)
    while sentences[first].block != sentence.block:
        first += 1
    while sentences[last].block != sentence.block:
        last -= 1
    return sentences[first].start <= start and end <= sentences[last].end
