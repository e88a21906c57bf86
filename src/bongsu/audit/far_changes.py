"""Changes in percent held against all pairs of levels of their article.

Nothing need lead from a change to its levels: the arithmetic itself is the evidence. A percentage
that no pair makes right, and that one pair makes right on its later level, is on a wrong base; one
that is a slip of the finger away from what a pair makes is mistyped; one that is the difference of
two percentages is in points. How many pairs there are, how many digits agree and how near they
stand decides how much of that is chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from bongsu.audit.changed import Changed, changed, way_of
from bongsu.audit.fits import difference, fits, growth, inverse_growth, percentage, rounded
from bongsu.audit.notation import SIGNS
from bongsu.audit.placed import (
    Pair,
    Placed,
    in_order,
    labels,
    pairs,
    period_of,
    placed,
)
from bongsu.audit.remembering import remembered
from bongsu.audit.slips import surprise
from bongsu.audit.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change

_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}
_SPAN = 60.0  # percent over which changes spread: with a step of one, a hit in sixty is by chance
_CHANCE_NEAR, _CHANCE_FAR = 0.16, 0.08
_NARROW = 2.5  # steps of a change: levels that leave it more room tell little of its digits
_NEAR = 2  # sentences between a change and the levels that are near it


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
        bound = [trio for trio in trios if _of_its_label(change, trio)]
        near = [trio for trio in trios if is_near(change, trio)]
        near = [trio for trio in near if of_one_thing(change, trio, some)]
        if len(bound) == 1 and change.near and within_room(bound[0]):
            yield bound[0]
        elif len(near) == 1 and change.near and is_explicit(change, near[0]):
            yield near[0]
        else:
            yield from _slipped(change, trios, near)


def of_one_thing(change: Changed, trio: Trio, some: list[Pair]) -> bool:
    """Whether a level before that a later sentence tells is of what a change is told of."""
    if trio[0].start < change.frame.sentence.end:
        return True
    starts = {level.start for level in trio[:2]}
    return any(
        linked(change, pair) for pair in some if {level.quantity.start for level in pair} == starts
    )


def _slipped(change: Changed, trios: list[Trio], near: list[Trio]) -> Iterator[Trio]:
    hits = []
    if _OF_RATES.match(change.frame.text, change.at + 1):
        return  # "11.2 percent from January's 10.7 percent": a rate, held against another
    for trio in trios:
        right = growth(rounded(trio[0]), rounded(trio[1]))
        odds = surprise(change.quantity, right)
        if odds and _is_narrow(change, right):
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


def _of_its_label(change: Changed, trio: Trio) -> bool:
    """Whether two levels stand in one item of a list whose label is what the change is said of."""
    evidence = change.frame.evidence
    label = labels(evidence).get(trio[0].start)
    if not label or label != labels(evidence).get(trio[1].start):
        return False
    clause = re.split(r"[;,]", change.frame.text[: change.at])[-1].lower()
    said = (
        change.frame.text[: change.at].lower()
        + change.frame.text[change.at : change.at + 60].lower()
    )
    return label in clause or (said.count(label) == 1 and not _rival(evidence, label, said))


def _rival(evidence: Evidence, label: str, said: str) -> bool:
    return any(other != label and other in said for other in labels(evidence).values())


def in_points(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages with their difference, which is called percent."""
    if not changed(evidence):
        return
    every = [*_of_percents(evidence)]
    if not every:
        return
    others = [pair for pair in pairs(evidence) if pair[0].quantity.kind not in _PERCENTS]
    for change in changed(evidence):
        said = change.quantity
        if said.comparator is not Comparator.EXACT or made_right(change, others):
            continue
        if _is_growth(change):
            continue
        some = [
            pair
            for pair in every
            if said.start not in {level.quantity.start for level in pair}
            and not any(_moves(level) for level in pair)
            and (_of_one_row(pair) or _of_one_topic(change, pair))
            and linked(change, pair)
        ]
        if any(pair[0].cell for pair in some) and len(some) * said.step > _FEW_ROWS:
            some = [pair for pair in some if _of_one_topic(change, pair)]
        hits = [
            in_order(change.way, *pair)
            for pair in some
            if fits(said, difference, pair[0].quantity, pair[1].quantity)
            and _apart_as_written(said, pair)
        ]
        if not hits or any(fits(said, growth, *trio) for trio in hits):
            continue
        chance = len(some) * said.step / 10.0
        near = any(_close_by(change, level) for pair in some for level in pair)
        if change.near and chance < (0.6 if near else 0.25):
            yield (*hits[0], said)


def names_row(evidence: Evidence, level: Quantity, change: Quantity) -> bool:
    """Whether the sentence of a change names the row of a table from which its level is taken.

    True of a level in prose. Without such a name a table bears a change out by its digits alone.
    """
    cells = [each.cell for each in placed(evidence) if each.quantity.start == level.start]
    if not cells or cells[0] is None:
        return True
    number, row, _ = cells[0]
    label = evidence.article.tables[number].rows[row][0]
    said = next((one for one in evidence.sentences if one.start <= change.start < one.end), None)
    own = content_words(evidence.text[label.start : label.end])
    return said is not None and bool(own & content_words(evidence.text[said.start : said.end]))


_FEW_ROWS = 0.8  # points: with more rows or coarser figures some two are so far apart by chance


def _of_one_row(pair: Pair) -> bool:
    """Whether two percentages are the cells of a row: one answer, one ratio at two times."""
    first, second = pair
    return bool(first.cell and second.cell and first.cell[:2] == second.cell[:2])


def _of_percents(evidence: Evidence) -> Iterator[Pair]:
    """Yield the pairs of percentages, also of those that are bare numbers in the text."""
    headed = {
        number
        for number, table in enumerate(evidence.article.tables)
        if table.has_header
        and table.rows
        and _PERCENT_SIGN.search(evidence.words(table.rows[0][0]))
    }
    for first, second in pairs(evidence):
        if both_of_kind((first, second), Kind.PERCENT):
            yield first, second
        elif headed and first.cell and first.cell[0] in headed and _bare(first) and _bare(second):
            yield _in_percent(first), _in_percent(second)
    for first, second in pairwise(placed(evidence)):
        if (
            first.quantity.kind is Kind.PERCENT
            and first.frame is second.frame
            and second.quantity.kind is Kind.COUNT
            and second.value <= _ALL
            and _ENDS.match(second.frame.text, second.at + 1)
        ):
            yield first, _in_percent(second)  # "won 17 percent and the others 71"


_PERCENT_SIGN = lazy_regex(r"%|\bper ?cent\b", re.IGNORECASE)
_ALL = 100.0
_ENDS = lazy_regex(r"[.,;)]|$")


def _bare(level: Placed) -> bool:
    return level.quantity.kind is Kind.COUNT and not level.quantity.noun


def _in_percent(level: Placed) -> Placed:
    return replace(level, quantity=replace(level.quantity, kind=Kind.PERCENT, unit="percent"))


def _apart_as_written(said: Quantity, pair: Pair) -> bool:
    """Whether two percentages are as far apart as is said, and not only as they may be rounded."""
    apart = abs(pair[0].value - pair[1].value) - (said.value or 0.0)
    fine = all(level.quantity.step <= 1.01 * said.step for level in pair)
    return abs(apart) <= (0.51 * said.step if fine else 1e-6)


_HEDGES = lazy_regex(r"(?: (?:about|some|nearly|almost|roughly|only|just|another|a))*\s*$")
POINTS_BACK = lazy_regex(
    r"\b(?:it|they|this|that|these|those|which|both|either)\b(?: [a-z]+){0,4} ?$"
)
_SAID = lazy_regex(r"\b(?:said|says|that|reported)\b(?= [a-z]+ [a-z]+)")
_GROWTH = lazy_regex(r" (?:[a-z]+ )?(?:growth|expansion)\b")
_GROWTH_OF = lazy_regex(r"\b(?:growth|expansion) (?:rate )?of (?:[a-z]+ )?$", re.IGNORECASE)


def _is_growth(change: Changed) -> bool:
    """Whether a percentage is growth and so a level itself: "4 percent growth"."""
    text = change.frame.text
    return bool(_GROWTH.match(text, change.at + 1) or _GROWTH_OF.search(text, 0, change.at))


def _of_one_topic(change: Changed, pair: Pair) -> bool:
    """Whether a verb with a subject of its own ("food prices rose") is said of two levels.

    A noun ("the rise of") and a pronoun point back to them; another subject must be named there.
    """
    if all(level.frame is change.frame for level in pair):
        return True
    clause = re.split(r"[,;:\ue000-\ue01f]", change.frame.text[: change.at])[-1]
    lead = _SAID.split(_HEDGES.sub("", clause.lower()))[-1]
    words = re.findall(r"[a-z]+", lead.removesuffix(" by"))
    if POINTS_BACK.search(lead):
        return True
    tail = _OF_WHAT.match(change.frame.text, change.at + 1)
    if words and way_of(words[-1]):
        topic = _topic(" ".join(words[:-1]))
    elif tail is not None:
        topic = _topic(tail["what"])
    else:
        return True
    others = [level.frame.text for level in pair if level.frame is not change.frame]
    return not topic or bool(topic & _topic(" ".join(others)))


_OF_WHAT = lazy_regex(
    r" (?:[a-z-]+ )?(?:rise|fall|drop|increase|decrease|decline|gain|jump|slide|cut|lower|higher|"
    r"up|down) in (?P<what>(?:[a-z-]+ ?){1,5})"
)


def _topic(words: str) -> frozenset[str]:
    """Return the stems of the words that may name what is told of."""
    own = (
        word for word in re.findall(r"[a-z]+", words.lower()) if way_of(word) not in {"up", "down"}
    )
    return content_words(" ".join(own)) - _TIMES


_TIMES = content_words(
    "year years month months quarter quarters week last first second now when total overall"
)


def _moves(level: Placed) -> bool:
    """Whether a percentage is itself a change: "a 0.3 percent slide", "cut output by 9 percent"."""
    text = level.frame.text
    behind = _NEXT_WORD.match(text, level.at + 1)
    if behind is not None and way_of(behind[1]) in {"up", "down"}:
        return True
    words = re.findall(r"[a-z]+", text[: level.at].lower())[-_VERB_BACK:]
    moved = [place for place, word in enumerate(words) if way_of(word) in {"up", "down"}]
    if moved and not _TO_LEVEL & set(words[moved[-1] :]):
        return True
    return _BY.search(text, 0, level.at) is not None


_VERB_BACK = 5  # words before a figure, in which its verb stands
_TO_LEVEL = {"to", "at", "from", "of", "than", "was", "is", "were", "are", "which", "and", "in"}


_NEXT_WORD = lazy_regex(r" ([a-z]{4,})\b")
_BY = lazy_regex(r"\bby (?:[a-z]+ )?\W?(?:[a-z]+ )?$")


def linked(change: Changed, pair: Pair) -> bool:
    """Whether two levels are of one thing: of one sentence, or called alike, or by a pronoun."""
    first, second = pair
    if first.frame is second.frame or first.cell or change.way == "apart":
        return True
    if _LIKE.search(second.frame.text):
        return True
    return bool(words_beside(first) & words_beside(second))


_LIKE = lazy_regex(
    r"\b(?:it|they|this|that|those|corresponding|same|comparable|earlier|previous|before)\b",
    re.IGNORECASE,
)


def words_beside(level: Placed) -> frozenset[str]:
    """Return the stems of the small words beside a level; a name is no measure."""
    around = level.frame.text[max(0, level.at - _BESIDE) : level.at + _BESIDE]
    return _topic(" ".join(re.findall(r"(?<![\w-])[a-z]+", around)))


_BESIDE = 70  # code points


def both_of_kind(pair: Pair, kind: Kind) -> bool:
    """Whether both levels of a pair are of a kind."""
    return all(level.quantity.kind is kind for level in pair)


@remembered
def candidates(evidence: Evidence) -> Iterator[tuple[Changed, list[Pair]]]:
    """Yield the changes that no pair of an article makes right, with its pairs."""
    told = changed(evidence)
    if not told:
        return
    some = [pair for pair in pairs(evidence) if pair[0].quantity.kind not in _PERCENTS]
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


def _ends(evidence: Evidence) -> dict[int, int]:
    """Return the levels to which changes lead in so many words, each with the change."""
    return dict(_leading(evidence))


@remembered
def _leading(evidence: Evidence) -> Iterator[tuple[int, int]]:
    for change in changed(evidence):
        for at, quantity in change.frame.figures:
            if at > change.at and quantity.kind not in _PERCENTS:
                if _TO.match(change.frame.text[change.at + 1 : at]):
                    yield quantity.start, change.quantity.start
                break


_TO = lazy_regex(r"[^;,.]{0,40}\b(?:to|at)\b[^;,.]{0,20}$")


def told_otherwise(evidence: Evidence, trio: Trio) -> bool:
    """Whether another percentage beside two levels is the change between them."""
    before, after, said = trio
    for other in evidence.quantities:
        if other.start > max(before.start, after.start, said.start) + _WIDE:
            break
        if (
            other.kind in _PERCENTS
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


def _close_by(change: Changed, level: Placed) -> bool:
    return level.block == change.frame.sentence.block


def _by_chance(change: Changed, some: list[Pair]) -> float:
    """Return how many of some pairs a percentage would fit on a wrong base by mere chance."""
    return len(some) * change.quantity.step / _SPAN
