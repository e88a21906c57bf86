"""Changes whose two levels stand far from them: in words, or the only ones of an article.

"Enlarged by a fifth" is held against two levels of one measure that are told near it. A change that
is the only one of an article, with the only two amounts that may be compared, is of these, if its
words or its base say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bongsu.audit.reading.changed import Changed, changed, told_apart
from bongsu.audit.reading.far_pairs import (
    Trio,
    along,
    candidates,
    fair,
    in_time,
    is_explicit,
    is_near,
    made_right,
    of_one_thing,
    within_room,
)
from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.placed import Pair, in_order, of_one_measure, pairs, period_of, placed
from bongsu.audit.reading.topics import POINTS_BACK, linked, words_beside
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Kind
from bongsu.patterns import lazy_regex, regex


def changes_in_words(evidence: Evidence) -> Iterator[Trio]:
    """Yield levels with a change in words ("by a fifth") that can be of no others, and is wrong."""
    some = [pair for pair in pairs(evidence) if pair[0].quantity.kind not in PERCENTS]
    for change in told_apart(evidence) if some else ():
        if change.quantity.kind is not Kind.PERCENT or made_right(change, list(pairs(evidence))):
            continue
        trios = [trio for pair in some if (trio := along(change, pair)) is not None]
        near = [trio for trio in trios if is_near(change, trio)]
        near = [trio for trio in near if of_one_thing(change, trio, some)]
        if len(near) == 1 and is_explicit(change, near[0]) and _of_what_changed(change, near[0]):
            yield near[0]


def _of_what_changed(change: Changed, trio: Trio) -> bool:
    """Whether one of two levels stands in the clause or sentence of a change, or is named there."""
    sentence = change.frame.sentence
    if any(sentence.start <= level.start < sentence.end for level in trio[:2]):
        return True
    lead = regex(r"[,;:]").split(change.frame.text[: change.at])[-1]
    if POINTS_BACK.search(lead.lower()):
        return True
    here = {level.start for level in trio[:2]}
    around = [
        each.frame.text for each in placed(change.frame.evidence) if each.quantity.start in here
    ]
    return bool(content_words(lead) & content_words(_SIGNS.sub(" ", " ".join(around))))


def lone_changes(evidence: Evidence) -> Iterator[Trio]:
    """Yield the one pair of levels of an article, of two times, with its one change."""
    told = [other for other in changed(evidence) if other.near]
    for change, some in candidates(evidence):
        if change.way == "apart" or told != [change]:
            continue
        if not any(along(change, pair) for pair in some):
            yield from _lone(change)


def _lone(change: Changed) -> Iterator[Trio]:
    evidence = change.frame.evidence
    firm = [
        each
        for each in placed(evidence)
        if each.cell is None and not each.idle and each.quantity.kind in AMOUNTS
    ]
    if len(firm) > _FEW:
        return
    some = [
        pair for pair in combinations(firm, 2) if of_one_measure(pair[0].quantity, pair[1].quantity)
    ]
    if len(some) != 1:
        return
    trio = (*in_order(change.way, *some[0]), change.quantity)
    if not fair(*trio[:2]) or fits(change.quantity, growth, *trio[:2]):
        return
    if within_room(trio) and _told_of(change, trio, some[0]):
        yield trio


_FEW = 16  # figures of an article in which a lone pair is no chance
_SIGNS = lazy_regex("[\ue000-\ue0ff]")
_NAMED_BASE = lazy_regex(
    r" ?(?:higher|lower|more|less|above|below|over|under|up|down|on|from|than)?"
    r"(?: than| on| from)? "
    r"(?:the|its|that|those|what) (?P<base>[^,;.]{4,60})"
)


def _said(pair: Pair) -> frozenset[str]:
    return content_words(_SIGNS.sub(" ", " ".join(each.frame.text for each in pair)))


_OLD = lazy_regex(
    r"\b(?:old|former|previous|prior|preceding|outgoing|earlier|expiring|original|last)\b"
)


def _told_of(change: Changed, trio: Trio, pair: Pair) -> bool:
    """Whether the title tells a change of two times, or what it is a change from is so called."""
    evidence = change.frame.evidence
    blocks = evidence.article.blocks
    topic = content_words(_SIGNS.sub(" ", change.frame.text))
    if blocks[change.frame.sentence.block].kind is BlockKind.HEADING:
        if not topic & _said(pair) or not (linked(change, pair) or words_beside(pair[0]) & topic):
            return False
        return in_time(evidence, trio) and None not in {
            period_of(evidence, one) for one in trio[:2]
        }
    named = _NAMED_BASE.match(change.frame.text, change.at + 1)
    if named is None:
        return False
    if _OLD.search(named["base"]):
        around = " ".join(evidence.words(blocks[each.block]) for each in pair)
        if not content_words(named["base"]) & content_words(around):
            return False
        periods = {period_of(evidence, one) for one in trio[:2]}
        return len(periods) > 1 and None not in periods
    said = content_words(named["base"])
    near = [
        content_words(evidence.words(blocks[each.block]))
        for level in trio[:2]
        for each in placed(evidence)
        if each.quantity.start == level.start
    ]
    return len(near) == 2 and len(said & near[0]) > len(said & near[1])
