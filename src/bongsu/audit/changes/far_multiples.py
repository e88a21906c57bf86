"""Multiples with the two levels that they compare, wherever near them these stand.

The level that a multiple is one of may be named right behind it ("four times the 1,047 of 2019");
the other then stands before it, in its sentence or in one of the two before. Where none is named,
a passage must leave no choice: it holds one pair of figures that one may compare.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from bongsu.audit.changes.bases_of_years import base_of_year
from bongsu.audit.changes.named_counts import named_count, names_count
from bongsu.audit.changes.said_multiples import Said, sayings
from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.labelled_lines import figures_above
from bongsu.audit.reading.level_order import BREAK
from bongsu.audit.reading.levels import PART
from bongsu.audit.reading.placed import Placed, labels, of_one_measure, period_of, placed
from bongsu.audit.reading.wording import content_words, frequent_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_BASE = lazy_regex(
    r"[ -](?:as [a-z]+(?: [a-z]+){0,2} as|the|that of|those of)(?: (?:the|those|that|of|its|in|a|"
    r"figure|level|total|number|amount|just|only|some|about|mere)){0,4} $",
    re.IGNORECASE,
)
_OBJECT = lazy_regex(
    r"\w+ (?:the|its|their|his|her|our) "
)  # "doubling the sums": not levels told later
_BACK = 2  # sentences before a multiple in which its levels may stand
_MOST = 6  # levels of a passage


class Compared(NamedTuple):
    """A multiple and two levels that it should lead between."""

    before: Quantity
    after: Quantity
    factor: float
    hedge: str
    exact: Quantity | None  # the multiple as a figure
    start: int
    end: int


def far_multiples(evidence: Evidence) -> Iterator[list[Compared]]:
    """Yield for every multiple the levels that it may compare; one of them right is enough."""
    every = placed(evidence)
    for said in sayings(evidence):
        found = (
            _based(said, every)
            or base_of_year(said.frame, said.at, said.factor, every)
            or named_count(said.frame, said.at, said.factor, every)
            or _labelled(said, every)
            or _unnamed(said, every)
        )
        if found:
            yield [
                Compared(
                    before=before, after=after, factor=said.factor, hedge=said.hedge,
                    exact=said.quantity, start=said.start, end=said.end,
                )
                for before, after in found
            ]  # fmt: skip


def _unnamed(said: Said, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the levels of a multiple behind which no noun names the one that it is one of."""
    if names_count(said.frame, said.at):
        return []
    return _only_pair(said, every) or _named_pair(said, every)


Levels = tuple[Quantity, Quantity]


def _based(said: Said, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the levels that a multiple may make of the one named right behind it."""
    here = [each for each in every if each.frame is said.frame]
    after = [each for each in here if each.at > said.at]
    if not after or not _BASE.match(said.frame.text[: after[0].at], said.at + 1):
        return []
    base = after[0]
    others = [
        each
        for each in every
        if each.block == base.block
        and 0 <= base.frame.index - each.frame.index <= _BACK
        and each is not base
        and each.quantity.start < base.quantity.start
        and _comparable(each, base, said)
    ]
    near = [each for each in others if each.frame is said.frame]
    return [(base.quantity, each.quantity) for each in near[-1:] + others[::-1]]


def _comparable(first: Placed, second: Placed, said: Said) -> bool:
    shares = {_OF_WHOLE.match(one.frame.text, one.at + 1) is not None for one in (first, second)}
    if first.quantity.kind is Kind.PERCENT and len(shares) > 1:
        return False  # "70 percent of the average" and "a duty of 25 percent"
    return of_one_measure(
        first.quantity, second.quantity, max(12.0, 2.5 * max(said.factor, 1 / said.factor))
    )


_OF_WHOLE = lazy_regex(r" of (?:the|its|their|all|those|these)\b")


def _labelled(said: Said, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the two levels of the item of a list that is called what a multiple is said of."""
    named = labels(said.frame.evidence)
    if not named:
        return []
    text = said.frame.text.lower()
    found = {label for label in named.values() if label in text}
    if (
        len(found) != 1
        or said.frame.evidence.article.blocks[said.frame.sentence.block].kind is BlockKind.ITEM
    ):
        return []
    (label,) = found
    levels = [each for each in every if named.get(each.quantity.start) == label]
    return (
        _in_order(levels, said)
        if len(levels) == 2 and _comparable(levels[0], levels[1], said)
        else []
    )


_IN_SIGHT = 100  # figures on either side of a multiple among which its levels may be


def _only_pair(said: Said, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the one pair of the narrowest passage about a multiple that holds any."""
    frame = said.frame
    heading = frame.evidence.article.blocks[frame.sentence.block].kind is BlockKind.HEADING
    if not heading:
        here = bisect_left(every, said.frame.index, key=attrgetter("frame.index"))
        every = every[max(0, here - _IN_SIGHT) : here + _IN_SIGHT]
    every = tuple(each for each in every if not PART.search(each.frame.text, 0, each.at))
    passages = (
        [[each for each in every if each.cell is None]] if heading else _passages(said, every)
    )
    for every_level in passages:
        firm = [each for each in every_level if not each.idle]
        passage = firm if len(firm) > 1 else every_level
        if len(passage) > _MOST and not heading:
            return []
        some = [
            (first, second)
            for place, first in enumerate(passage)
            for second in passage[place + 1 :]
            if _comparable(first, second, said)
            and (first.block == second.block or every_level is passages[-1])
        ]
        if heading:
            topic = content_words(frame.text)
            some = [pair for pair in some if len(some) == 1 or _of_two_times(*pair)]
            alone = len(passage) == 2  # an article's only levels need no word of its title
            some = [pair for pair in some if alone or topic & content_words(_around(*pair))]
        if len(some) == 1 and not (
            _OBJECT.match(frame.evidence.text, said.start)
            and some[0][0].quantity.start > said.start
        ):
            return _in_order(list(some[0]), said)
        if some:
            return []
    return []


def _passages(said: Said, every: tuple[Placed, ...]) -> list[list[Placed]]:
    """Return the passages that may hold the levels of a multiple, the narrowest first."""
    frame = said.frame
    here = [each for each in every if each.frame.index == frame.index and each.cell is None]
    near = [
        each
        for each in every
        if each.block == frame.sentence.block and 0 <= frame.index - each.frame.index <= _BACK
    ]
    before = [each for each in here if each.at < said.at]
    counted = _AS_MANY.match(frame.text, said.at + 1) if said.quantity is not None else None
    if counted is not None:  # "four times as many vehicles": of vehicles alone
        here, before, near = (
            [one for one in some if counted["noun"][:4] in one.quantity.noun.lower()]
            for some in (here, before, near)
        )
    if said.quantity is None and not _of_topic(said, [one for one in near if one not in here]):
        near = []
    reached = _REACHED.match(frame.text, said.at + 1) if said.quantity is None else None
    if reached is not None:  # "doubled to 756 million": of no other level after
        here = [one for one in here if one.at <= said.at or one.at == reached.start("b")]
        if not any(_comparable(one, here[-1], said) for one in here[:-1]):
            return []
        before = []
    told = reached or _goes_on_to_level(said, every)
    back = [] if told else [each for each in near if each.quantity.start < said.start]
    return [before, here if len(here) > 1 else [], back, near, _listed_above(frame, every)]


def _goes_on_to_level(said: Said, every: tuple[Placed, ...]) -> bool:
    """Whether the clause of a multiple goes on with a level of its own: "tripled, reaching 3"."""
    text = said.frame.text
    return any(
        each.frame.index == said.frame.index
        and each.at > said.at
        and not each.idle
        and each.quantity.kind in AMOUNTS
        and not BREAK.search(text, said.at, each.at)
        for each in every
    )


def _listed_above(frame: Frame, every: tuple[Placed, ...]) -> list[Placed]:
    """Return the levels of the list that ends right before the paragraph of a sentence."""
    blocks = frame.evidence.article.blocks
    first = frame.sentence.block
    while first and blocks[first - 1].kind is BlockKind.ITEM:
        first -= 1
    lined = {q.start for q in figures_above(frame.evidence, frame.sentence.start)}
    return [
        each
        for each in every
        if first <= each.block < frame.sentence.block or each.quantity.start in lined
    ]


def _around(first: Placed, second: Placed) -> str:
    """Return the paragraph of two levels, and what heads their columns."""
    evidence = first.frame.evidence
    blocks = {evidence.words(evidence.article.blocks[each.block]) for each in (first, second)}
    return " ".join(sorted(blocks))


def _of_two_times(first: Placed, second: Placed) -> bool:
    """Whether two levels are each of a period of its own."""
    periods = {period_of(each.frame.evidence, each.quantity) for each in (first, second)}
    return len(periods) > 1 and None not in periods


_NOUN = lazy_regex(r"ing (?:of|in) (?:the|its|their|our|his|her|that|this)? ?(?P<what>[a-z]{3,})")


def _named_pair(said: Said, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the one pair of neighbours that are levels of what "a doubling of" names."""
    named = _NOUN.match(said.frame.evidence.text, said.end - 3) if not said.quantity else None
    if named is None:
        return _pair_of_topic(said, every)
    stem = named["what"][:_STEM].lower()
    firm = [each for each in every if each.cell is None and not each.idle]
    some = [
        (first, second)
        for first, second in pairwise(firm)
        if first.block == second.block
        and second.frame.index - first.frame.index <= 1
        and any(stem in each.frame.text.lower() for each in (first, second))
        and _comparable(first, second, said)
    ]
    return _in_order(list(some[0]), said) if len(some) == 1 else []


_STEM = 6


def _pair_of_topic(said: Said, every: tuple[Placed, ...]) -> list[Levels]:
    """Return the one pair of levels of two times, of one sentence, of what grew so many times."""
    lead = regex(r"[,;:\ue000-\ue01f]").split(said.frame.text[: said.at])[-1]
    topic = content_words(lead) - frozenset(frequent_words(said.frame.evidence))
    if len(topic) < _TOPIC:
        return []
    firm = [each for each in every if each.cell is None and not each.idle]
    some = [
        (first, second)
        for first, second in pairwise(firm)
        if first.frame is second.frame
        and first.frame is not said.frame
        and _comparable(first, second, said)
        and _of_two_times(first, second)
        and len(topic & content_words(first.frame.text)) >= _TOPIC
    ]
    return _in_order(list(some[0]), said) if len(some) == 1 else []


_TOPIC = 2  # words in which what grew and what is counted agree


_AS_MANY = lazy_regex(r" as (?:many|much) (?!as\b|again\b)(?P<noun>[a-z]{3,})")
_BACK_TO = lazy_regex(
    r"\b(?:it|they|this|these|those|which|both)(?: [a-z]+){0,3} ?$", re.IGNORECASE
)
_SAYS = lazy_regex(r"\b(?:that|which|who|when|while|and|but)\b", re.IGNORECASE)


def _title_of(said: Said, topic: frozenset[str]) -> frozenset[str]:
    """Return the words of the title, if it names what a multiple is said of."""
    title = content_words(said.frame.evidence.article.title or "")
    return title if topic & title else frozenset()


_REACHED = lazy_regex(r"\w*,? to (?:about |some |nearly )?(?P<b>[\ue000-\ue01f])")


def _of_topic(said: Said, levels: list[Placed]) -> bool:
    """Whether what a verb ("doubled") is said of is named beside levels of other sentences."""
    lead = regex(r"[,;:\ue000-\ue01f]").split(said.frame.text[: said.at])[-1]
    topic = content_words(_SAYS.split(lead)[-1])
    noun = said.frame.evidence.text[said.start : said.end].lower().endswith("fold")
    if noun or not topic or _BACK_TO.search(lead) or not levels:
        return True
    if not any(one.quantity.kind is Kind.PERCENT for one in levels):
        topic |= _title_of(said, topic)
    return bool(topic & content_words(" ".join(one.frame.text for one in levels)))


def _in_order(levels: list[Placed], said: Said) -> list[Levels]:
    low, high = sorted((each.quantity for each in levels), key=lambda each: each.value or 0.0)
    return [(low, high)] if said.factor >= 1 else [(high, low)]
