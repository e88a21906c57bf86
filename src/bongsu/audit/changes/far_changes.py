"""Changes in percent held against all pairs of levels of their article.

Nothing need lead from a change to its levels: the arithmetic itself is the evidence. A percentage
that no pair makes right, and that one pair makes right on its later level, is on a wrong base; one
that is a slip of the finger away from what a pair makes is mistyped. How many pairs there are, how
many digits agree and how near they stand decides how much of that is chance.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.changes.told_above import of_one_base, of_one_subject
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.changed import Changed, changed
from bongsu.audit.reading.far_pairs import (
    Trio,
    along,
    candidates,
    fair,
    is_explicit,
    is_near,
    of_one_thing,
    within_room,
)
from bongsu.audit.reading.fits import fits, growth, inverse_growth, percentage, rounded
from bongsu.audit.reading.placed import Pair, in_order, labels, placed
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.topics import of_one_topic
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind
from bongsu.patterns import lazy_regex, regex

_SPAN = 60.0  # percent over which changes spread: with a step of one, a hit in sixty is by chance
_CHANCE_NEAR, _CHANCE_FAR = 0.16, 0.08
_NARROW = 2.5  # steps of a change: levels that leave it more room tell little of its digits


def wrong_bases(evidence: Evidence) -> Iterator[Trio]:
    """Yield levels with a change that is right only on the later level."""
    for change, some in candidates(evidence):
        if change.way == "apart" or _is_level(evidence, change):
            continue
        hits = [
            trio
            for pair in some
            for trio in [along(change, pair)]
            if trio is not None
            and not _explained(evidence, trio)
            and fits(change.quantity, inverse_growth, trio[0], trio[1])
            and _as_written(trio)
        ]
        near = [trio for trio in hits if is_near(change, trio)]
        if not change.near and _is_share(change, some):
            continue
        if len(hits) == 1 and _by_chance(change, some) < (
            _CHANCE_NEAR if near and change.near else _CHANCE_FAR if change.near else 0.02
        ):
            yield hits[0]


_FROM_LEVEL = lazy_regex(r"\bfrom\s$")
_TO_ANOTHER = lazy_regex(r"\s(?:in\s\d{4}\s)?to\s\d")


def _is_level(evidence: Evidence, change: Changed) -> bool:
    """Whether a percentage is the level from which another one was reached: "from 9 percent to"."""
    said = change.quantity
    before = evidence.text[max(0, said.start - 6) : said.start]
    return (
        _FROM_LEVEL.search(before) is not None
        and _TO_ANOTHER.match(evidence.text, said.end) is not None
    )


def _explained(evidence: Evidence, trio: Trio) -> bool:
    """Whether two levels have a change of their own beside them, or one is part of the other."""
    *levels, said = trio
    first, second = sorted(levels, key=lambda level: level.start)
    if _PART_OF.fullmatch(evidence.text, first.end, second.start):
        return True
    low, high = sorted(levels, key=lambda level: level.value or 0.0)
    return any(
        other.way != "apart"
        and other.quantity.start != said.start
        and first.start - _WIDE < other.quantity.start < second.start + _WIDE
        and other.quantity.step <= 0.1 * (other.quantity.value or 0.0)
        and fits(other.quantity, growth, *((high, low) if other.way == "down" else (low, high)))
        for other in changed(evidence)
    )


_PART_OF = lazy_regex(r" (?:[a-z]+ )?(?:out )?of (?:the |our |its |their |all )*")


def _is_share(change: Changed, some: list[Pair]) -> bool:
    """Whether a percentage is what one level of a pair is of the other."""
    return any(
        fits(change.quantity, percentage, *in_order("up", *pair))
        for pair in some
        if fair(*in_order("up", *pair))
    )


def mismatched(evidence: Evidence) -> Iterator[Trio]:
    """Yield levels with a change that is a slip from the right one, or can be of no others."""
    for change, some in candidates(evidence):
        if change.way == "apart":
            continue
        trios = [trio for pair in some if (trio := along(change, pair)) is not None]
        trios = [trio for trio in trios if not _explained(evidence, trio)]
        trios = [trio for trio in trios if not _has_another_change(evidence, trio)]
        trios = [trio for trio in trios if not _has_part(evidence, trio)]
        bound = [trio for trio in trios if _of_its_label(change, trio)]
        near = [trio for trio in trios if is_near(change, trio)]
        near = [trio for trio in near if of_one_thing(change, trio, some)]
        if len(bound) == 1 and change.near and within_room(bound[0]):
            yield bound[0]
        elif len(near) == 1 and change.near and is_explicit(change, near[0]):
            if not _of_other_subject(change, near[0]):
                yield near[0]
        else:
            yield from _slipped(change, trios, near)


_OF_THEM = lazy_regex(r"\sof\s(?:them|these|those|whom|which)\b")


def _has_part(evidence: Evidence, trio: Trio) -> bool:
    """Whether a level is some of what the other counts: "25 districts ... in 15 of them"."""
    return any(_OF_THEM.match(evidence.text, level.end) for level in trio[:2])


_ITS_CHANGE = lazy_regex(  # between a level and the change that is its own
    r",? (?:\(|which is |or )?(?:an? (?:[a-z]+ ){0,2}(?:increase|decrease|rise|fall|drop|decline|"
    r"gain|reduction|cut|growth|jump) of |up |down |an? )(?:by )?$|"
    r",? \((?:up |down |[+-])?$"
)


def _has_another_change(evidence: Evidence, trio: Trio) -> bool:
    """Whether a change of its own stands right behind one of two levels: "370 billion, up 5"."""
    starts = {level.start for level in trio[:2]}
    for other in changed(evidence):
        if other.quantity.start == trio[2].start or not other.near:
            continue
        levels = [at for at, q in other.frame.figures if at < other.at and q.start in starts]
        between = other.frame.text[levels[-1] + 1 : other.at] if levels else ""
        if between and _ITS_CHANGE.fullmatch(between):
            return True
    return False


def _of_other_subject(change: Changed, trio: Trio) -> bool:
    """Whether two levels stand in a later sentence that names something else than a change does."""
    starts = {level.start for level in trio[:2]}
    there = [each for each in placed(change.frame.evidence) if each.quantity.start in starts]
    first = min(there, key=lambda each: each.quantity.start)
    if len({each.frame.index for each in there}) > 1:
        return False
    if first.frame.index < change.frame.index:
        return not of_one_topic(change, (there[0], there[-1]))
    if first.frame.index == change.frame.index:
        return False
    if not of_one_base(change, first.frame.text):
        return True
    return not of_one_subject(change, first.frame.text[: first.at], beside=True)


def _slipped(change: Changed, trios: list[Trio], near: list[Trio]) -> Iterator[Trio]:
    hits = []
    if _OF_RATES.match(change.frame.text, change.at + 1):
        return  # "11.2 percent from January's 10.7 percent": a rate, held against another
    for trio in trios:
        right = growth(rounded(trio[0]), rounded(trio[1]))
        odds = surprise(change.quantity, right)
        if odds and _is_narrow(change, right) and not _of_other_subject(change, trio):
            rivals = len(near) if trio in near else len(trios)
            hits.append((trio, rivals / 10.0**odds))
    if len(hits) != 1:
        return
    trio, chance = hits[0]
    if near == [trio]:
        limit = 1.0 if change.near else 0.06
    else:
        limit = (_CHANCE_NEAR if trio in near else 0.12) if change.near else 0.0
    if chance < limit:
        yield trio


_OF_RATES = lazy_regex(
    rf" (?:growth )?(?:from|compared with|against|versus|than|after)\b[^;,.]{{0,25}}"
    rf"{SIGNS[Kind.PERCENT]}"
)


def _as_written(trio: Trio) -> bool:
    """Whether the figures themselves, and not only what they may be rounded from, give a change."""
    before, after, said = (each.value or 0.0 for each in trio)
    apart = 100 * abs(after - before) / after - said
    return -0.51 * trio[2].step <= apart < trio[2].step


def _is_narrow(change: Changed, right: Interval) -> bool:
    return right.high - right.low < _NARROW * max(change.quantity.step, 0.1)


def _of_its_label(change: Changed, trio: Trio) -> bool:
    """Whether two levels stand in one item of a list whose label is what the change is said of."""
    evidence = change.frame.evidence
    label = labels(evidence).get(trio[0].start)
    if not label or label != labels(evidence).get(trio[1].start):
        return False
    clause = regex(r"[;,]").split(change.frame.text[: change.at])[-1].lower()
    said = (
        change.frame.text[: change.at].lower()
        + change.frame.text[change.at : change.at + 60].lower()
    )
    return label in clause or (said.count(label) == 1 and not _rival(evidence, label, said))


def _rival(evidence: Evidence, label: str, said: str) -> bool:
    return any(other != label and other in said for other in labels(evidence).values())


def told_otherwise(evidence: Evidence, trio: Trio) -> bool:
    """Whether another percentage beside two levels is the change between them."""
    before, after, said = trio
    for other in evidence.quantities:
        if other.start > max(before.start, after.start, said.start) + _WIDE:
            break
        if (
            other.kind in PERCENTS
            and other.start not in {said.start, before.start, after.start}
            and other.start > min(before.start, after.start, said.start) - _WIDE
            and other.value
            and other.value != said.value
            and other.step <= 0.1 * other.value
            and fits(other, growth, before, after)
        ):
            return True
    return False


_WIDE = 200  # code points about two levels


def _by_chance(change: Changed, some: list[Pair]) -> float:
    """Return how many of some pairs a percentage would fit on a wrong base by mere chance."""
    return len(some) * change.quantity.step / _SPAN
