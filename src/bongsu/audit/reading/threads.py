"""Changes whose two levels a thread of sentences holds, and no third: then they belong together.

A thread is the sentence of a change with up to two before it, or a list and the sentence that
follows it. No words need lead from the change to its levels; but the text must tell which of the
two came first, and every sentence of the thread must go on with what the first one speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.notation import DATE
from bongsu.audit.reading.changed import Changed, changes_of_all_kinds
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.level_order import BREAK, Level, earlier_and_later
from bongsu.audit.reading.placed import of_one_measure
from bongsu.audit.reading.repeated import repeated_step, steps_so_far
from bongsu.audit.reading.wording import content_words
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_AMOUNTS = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.RATE, Kind.INDEX, Kind.DURATION}
_BACK = 2  # sentences before a change in which its levels may stand
_MOST = 6  # figures of a passage that may be levels; one with more is a list
_TWO = 2


class Threaded(NamedTuple):
    """A change with the only two levels of its thread, in the order of time."""

    before: Quantity
    after: Quantity
    change: Changed
    together: bool  # whether all three stand in one sentence


@remembered
def threads(evidence: Evidence) -> Iterator[Threaded]:
    """Yield the changes of an article whose thread holds two levels and no third."""
    every = all_frames(evidence)
    told = changes_of_all_kinds(evidence)
    if not told:
        return
    places = {frame.index: place for place, frame in enumerate(every)}
    for change in told:
        if _UNREAL.search(change.frame.text):
            continue
        if _is_step(change) or _UNSAID_BASE.match(change.frame.text, change.at + 1):
            continue
        place = places[change.frame.index]
        some = _thread(every, place)
        yield from _closed(change, some, told)


_UNREAL = lazy_regex(r"\bwould (?:have|be)\b|\bif\b|\bhad (?:it|they) not\b", re.IGNORECASE)
_REPEATED = lazy_regex(
    r"\b(?:each|again|twice|times|apiece|in a row|steps|consecutive|straight|another|further|"
    r"increments|instal+ments)\b",
    re.IGNORECASE,
)
_UNSAID_BASE = lazy_regex(  # "ten fewer than today": a level that nobody tells
    r"[^,;.\ue000-\ue01f]{0,24}\b(?:than|from|above|below|over|against)\b[^,;.\ue000-\ue01f]{0,24}\b"
    r"(?:today|now|present|current|expect\w*|forecast|plan\w*|target|average|mean|peak|record|trend|"
    r"high|low|normal|budget\w*|estimate\w*)\b(?![^,;.]{0,20}[\ue000-\ue01f])",
    re.IGNORECASE,
)


def _is_step(change: Changed) -> bool:
    """Whether a change is one of several, of which only all together lead to a level."""
    frame = change.frame
    return (
        repeated_step(frame) is not None
        or steps_so_far(frame) > 1
        or (not _IN_ALL.search(frame.text) and _REPEATED.search(frame.text) is not None)
    )


def _thread(every: Sequence[Frame], place: int) -> list[Frame]:
    """Return the sentence of a change and those before it with which it may go on."""
    frame, some = every[place], [every[place]]
    blocks = frame.evidence.article.blocks
    here = blocks[frame.sentence.block]
    if here.kind is BlockKind.CELL:
        return []
    for other in reversed(every[max(0, place - _BACK) : place]):
        there = blocks[other.sentence.block]
        near = frame.index - other.index <= _BACK
        listed = there.kind is BlockKind.ITEM and some[-1].sentence.block > other.sentence.block
        if there is not here and not (listed and other.sentence.block + _BACK >= here_of(some)):
            break
        if not near and not listed:
            break
        some.append(other)
    return some


def here_of(some: Sequence[Frame]) -> int:
    """Return the block of the sentence with which a thread ends."""
    return some[0].sentence.block


def _closed(change: Changed, some: Sequence[Frame], told: Sequence[Changed]) -> Iterator[Threaded]:
    """Yield the two levels of the narrowest part of a thread that holds two of them."""
    for passage in _passages(change, some):
        kinds: dict[tuple[str, str], list[Level]] = {}
        for level in _dressed(passage):
            kinds.setdefault(_unit(level.quantity), []).append(level)
        pairs = [levels for levels in kinds.values() if len(levels) > 1]
        if not pairs:
            continue
        levels = _ends_of_chain(change, pairs[0])
        if len(pairs) > 1 or len(levels) > _TWO:
            return
        found = _ordered(change, levels)
        if found is None or _another_change(change, found, told):
            return
        before, after = found
        yield Threaded(
            before=before.quantity,
            after=after.quantity,
            change=change,
            together=before.frame is after.frame is change.frame,
        )
        return


_IN_ALL = lazy_regex(
    r"\b(?:in all|altogether|in total|overall|all told|cumulatively|on balance|all in all|"
    r"in (?:[a-z]+|[\ue000-\ue01f]) (?:steps|moves|stages|rounds|years|months))\b",
    re.IGNORECASE,
)


def _ends_of_chain(change: Changed, levels: list[Level]) -> list[Level]:
    """Return the first and the last of levels that a sentence steps through, for all of the way."""
    if len(levels) <= _TWO or not _IN_ALL.search(change.frame.text):
        return levels
    values = [level.quantity.value or 0.0 for level in levels]
    one_frame = all(level.frame is levels[0].frame for level in levels)
    if one_frame and values in (sorted(values), sorted(values, reverse=True)):
        return [levels[0], levels[-1]]
    return levels


_LENT = {Kind.MONEY, Kind.PHYSICAL, Kind.INDEX, Kind.DURATION}


def _dressed(passage: list[Level]) -> list[Level]:
    """Give bare numbers the unit of the level before them: "11.26 million won, earlier 11.48"."""
    found: list[Level] = []
    for level in passage:
        said = level.quantity
        if found and said.kind is Kind.COUNT and not said.noun and not said.unit:
            full = found[-1].quantity
            if full.kind in _LENT and 0.1 < (said.value or 0.0) / (full.value or 1.0) < 10.0:
                said = replace(said, kind=full.kind, unit=full.unit)
        found.append(Level(level.at, said, level.frame))
    return [level for level in found if not any(_is_coarse(level, other) for other in found)]


def _is_coarse(level: Level, other: Level) -> bool:
    """Whether a level only says roughly what another one says: "passed 41, with 41.29 in 2024"."""
    one, fine = level.quantity, other.quantity
    if one.kind is not fine.kind or fine.step >= one.step or level.frame is not other.frame:
        return False
    return abs((one.value or 0.0) - (fine.value or 0.0)) < 0.5 * one.step


def _unit(quantity: Quantity) -> tuple[str, str]:
    if quantity.kind in PERCENTS:
        return "percent", ""
    return quantity.kind.value, "" if quantity.kind is Kind.COUNT else quantity.unit


def _passages(change: Changed, some: Sequence[Frame]) -> Iterator[list[Level]]:
    """Yield the levels of the clause of a change, of its sentence, and of those before it."""
    levels = [_levels(change, frame) for frame in some]
    if not levels:
        return
    text = change.frame.text
    ends = [0, *(found.start() for found in BREAK.finditer(text)), len(text)]
    start, end = max(e for e in ends if e <= change.at), min(e for e in ends if e > change.at)
    own = levels[0] = [level for level in levels[0] if level.at < end]  # none of a later clause
    clause = [level for level in own if start <= level.at]
    if len(clause) < len(own):
        yield clause
    for number in range(1, len(some) + 1):
        passage = [level for each in reversed(levels[:number]) for level in each]
        if len(passage) > _MOST:
            return
        yield passage


def _levels(change: Changed, frame: Frame) -> list[Level]:
    """Return the figures of a sentence that may be the levels of a change."""
    found = []
    for at, quantity in frame.figures:
        if quantity.start == change.quantity.start or frame.slim[at] == DATE:
            continue
        if frame.reckoned(at) is None or not quantity.value or quantity.value < 0:
            continue
        if _may_be_level(change, at, quantity, frame):
            found.append(Level(at, quantity, frame))
    return found


def _may_be_level(change: Changed, at: int, quantity: Quantity, frame: Frame) -> bool:
    said = change.quantity
    if _ASIDE.search(frame.text, max(0, at - 30), at):
        return False
    if said.kind is Kind.POINTS:
        return quantity.kind in PERCENTS
    if said.kind in PERCENTS:
        if quantity.kind in PERCENTS:
            return not _is_change(frame, at) or _GAP.search(frame.text) is not None
        return quantity.kind in _AMOUNTS and not _idle(quantity) and not _is_change(frame, at)
    if said.kind in _LENT and quantity.kind is Kind.COUNT and not quantity.noun:
        return not _idle(quantity)
    if quantity.kind is not said.kind or _idle(quantity) or _is_change(frame, at):
        return False
    return quantity.kind is Kind.COUNT or quantity.unit == said.unit


_ASIDE = lazy_regex(  # before a part, a limit or a mean that stands beside a level
    r"\b(?:includ(?:es|ing|ed?)|of which|comprising|averaging|target of|goal of|under|over age|"
    r"limit of|ceiling of|cap of|threshold of)(?: [a-z]+){0,2} $",
    re.IGNORECASE,
)
_GAP = lazy_regex(r"\b(?:gaps?|premiums?|discounts?|differentials?|spreads?)\b", re.IGNORECASE)
_IDLE = 12.0


def _idle(quantity: Quantity) -> bool:
    return quantity.words and quantity.kind is Kind.COUNT and (quantity.value or 0.0) <= _IDLE


def _is_change(frame: Frame, at: int) -> bool:
    return (frame.index, at) in _changes_at(frame.evidence)[0]


@remembered
def _changes_at(evidence: Evidence) -> Iterator[frozenset[tuple[int, int]]]:
    """Yield the places of the changes of an article: their sentences, and where they stand."""
    yield frozenset((one.frame.index, one.at) for one in changes_of_all_kinds(evidence))


def _ordered(change: Changed, levels: list[Level]) -> tuple[Level, Level] | None:
    """Return two levels in the order of time if they and the change are of one thing."""
    first, second = levels
    if not of_one_measure(first.quantity, second.quantity):
        return None
    if first.quantity.value == second.quantity.value:
        return None
    if first.frame is not second.frame and not _goes_on(first, second):
        return None
    if change.frame not in (first.frame, second.frame) and not _points_back(change, levels):
        return None
    if change.way == "left":
        return (first, second) if _of_flows(change, levels) else None
    ordered = earlier_and_later(levels)
    if ordered is None:
        points = change.quantity.kind in {*PERCENTS, Kind.POINTS}
        open_way = change.way == "apart" or (points and change.way == "either")
        return (first, second) if open_way else None
    before, after = ordered
    rises = (after.quantity.value or 0.0) > (before.quantity.value or 0.0)
    if change.way in {"up", "down"} and rises != (change.way == "up"):
        return None
    return before, after


_FLOWS_NAMED = (
    (r"\bexport|\bshipments abroad\b|\bsold\b", r"\bimport|\bpurchases?\b|\bbought\b"),
    (r"\brevenue|\bincome|\breceipts", r"\bspen[dt]|\bexpend|\boutlay"),
    (r"\bbirth|\bborn\b|\bnewborn", r"\bdeath|\bdied\b"),
    (r"\bassets", r"\bliabilities"),
    (r"\barriv|\bimmigra|\binflow", r"\bdepart|\bemigra|\boutflow"),
)


def _of_flows(change: Changed, levels: Sequence[Level]) -> bool:
    """Whether two levels are the two flows between which something is left."""
    texts = [*(level.frame.text for level in levels), change.frame.text]
    said = " ".join(dict.fromkeys(texts)).lower()
    return any(re.search(one, said) and re.search(other, said) for one, other in _FLOWS_NAMED)


_PRONOUN = lazy_regex(
    r"\b(?:it|they|this|that|these|those|which|both|he|she|there|we|the (?:figure|number|total|"
    r"amount|level|rate|share|ratio|count|sum|value|corresponding|same|latter|price|index))\b",
    re.IGNORECASE,
)
_SO = lazy_regex(
    r"\b(?:thus|therefore|hence|so|accordingly|this|that|which|it|they|their|its)\b", re.IGNORECASE
)
_OTHER_TIME = lazy_regex(r"\b(?:when|where|since \ue020)\b[^;]*$")  # "when output shrank by 0.7"
_THUS = lazy_regex(r"\b(?:thus|therefore|hence|accordingly|so)\b", re.IGNORECASE)
_NARROWER = lazy_regex(
    r"\b(?:of|to|from|by|for|with|among|in|at) (?:the |its |their )?(?P<what>[A-Za-z][a-z-]{2,})"
)
_SIGNS = lazy_regex("[\ue000-\ue0ff]")
_TIMES = content_words(
    "year years month months quarter week last first half earlier before ago previous previously "
    "preceding same period end time now then decade decades since still just only total january "
    "february march april may june july august september october november december one two three "
    "four five six seven eight nine ten twelve forecast expected predicted projected outlook"
)


def _goes_on(first: Level, second: Level) -> bool:
    """Whether the sentence of the second level goes on with what that of the first speaks of."""
    lead, there = second.frame.text[: second.at], first.frame.text
    own = _words(lead)
    narrow = _words(" ".join(found["what"] for found in _NARROWER.finditer(lead)))
    known = _words(there)
    if narrow - known:
        return False
    if not own or _PRONOUN.search(lead):
        return True
    return bool(own & known)


def _words(text: str) -> frozenset[str]:
    return content_words(_SIGNS.sub(" ", text)) - _TIMES


def _points_back(change: Changed, levels: Sequence[Level]) -> bool:
    """Whether the sentence of a change without levels is on what the ones before it tell."""
    lead = change.frame.text[: change.at]
    if _OTHER_TIME.search(lead):
        return False
    own = _words(lead)
    known = frozenset().union(*(_words(level.frame.text) for level in levels))
    narrow = _words(" ".join(found["what"] for found in _NARROWER.finditer(lead)))
    if narrow - known and not _THUS.search(lead):
        return False
    return not own or _SO.search(lead) is not None or bool(own & known) or len(own) <= 1


def _another_change(change: Changed, levels: tuple[Level, Level], told: Sequence[Changed]) -> bool:
    """Whether the thread tells another change of the same sort, of which the levels may be."""
    first = min(level.frame.index for level in levels)
    relative = change.quantity.kind in PERCENTS
    if change.quantity.kind is Kind.POINTS:
        frames = {each.frame.index: each.frame for each in (change, *levels)}
        points = [q for one in frames.values() for _, q in one.figures if q.kind is Kind.POINTS]
        if len(points) > 1:
            return True
    return any(
        first <= other.frame.index <= change.frame.index
        and other.quantity.start != change.quantity.start
        and (other.quantity.kind in PERCENTS) == relative
        and other.quantity.start not in {level.quantity.start for level in levels}
        for other in told
    )
