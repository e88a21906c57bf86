"""Differences that a word calls so, with the two levels wherever in the article they stand.

A figure is known for a difference by a noun ("the shortfall, 480 billion"), a comparative ("3,900
won more than") or a verb with "by". If two levels of its unit lie that far apart anywhere, all is
well. If none do, the arithmetic tells which two were meant: the only two of a passage, or two whose
difference is one slip of the finger away from what is written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.reading.fits import difference, fits, sum_fits
from bongsu.audit.reading.placed import tells_step
from bongsu.audit.reading.relating import forms_of, tokens
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.terms import COUNT, PERCENT, POINTS, Term, Unit, few_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # two levels, and what is said to lie between them

_ROOM = (0.4, 2.5)  # of the difference: a figure farther off is of another pair
_MOST = 16  # levels of one unit; with more of them any figure is some difference
_LEAD, _TAIL = 70, 36  # code points on either side in which the word stands
_WORDS = 7  # between the noun and the figure
_CUT = lazy_regex(r"[;:(\u2014]|, (?:but|while|whereas|and)\b")
_ITSELF = lazy_regex(  # levels of the gap itself: "a surplus of 50 tons, down from 70"
    r"[^;,.\ue000-\ue01f]{0,25}\b(?:from|compared with|against|versus)\b"
    r" ?[^;,.]{0,20}[\ue000-\ue01f]"
)
_UNREAL = guarded_regex(r"\bwould (?:have|be)\b.*\bif\b|\bif\b.*\bwould\b", re.IGNORECASE)
_STRONG, _ENOUGH = 1.0, 1.65  # in powers of ten


def called_differences(evidence: Evidence) -> Iterator[Trio]:
    """Yield the differences that words call so and that no two levels bear out."""
    every = few_terms(evidence)
    for term in every:
        if _may_be_difference(term) and called_difference(term) and not _again(term, every):
            found = _meant(term, _levels(term, every))
            if found is not None and not _of_another_time(term, found):
                yield found[0].quantity, found[1].quantity, term.quantity


_UNSAID = lazy_regex(  # "2.1 points higher than its year-earlier rate": a level that nobody tells
    r"^[^;,.\ue000-\ue01f]{0,20}\bthan\b[^;,.\ue000-\ue01f]{0,30}"
    r"\b(?:years?|months?|quarters?|half|half-years?|earlier|ago|before|previous|last|expected|forecast)\b"
)


def _of_another_time(term: Term, pair: tuple[Term, Term]) -> bool:
    """Whether a difference is from a level of another time, with none of its sentence."""
    here = any(one.frame is term.frame for one in pair)
    return not here and _UNSAID.match(term.tail.lower()) is not None


def _may_be_difference(term: Term) -> bool:
    if term.cell or term.quantity.comparator not in NO_BOUNDS:
        return False
    return not (_ITSELF.match(term.tail) or _UNREAL.search(term.frame.text))


def _again(term: Term, every: Sequence[Term]) -> bool:
    """Whether a percentage stands in another sentence too, where no levels are: a growth rate."""
    return PERCENT in term.units and any(
        one.value == term.value and PERCENT in one.units and one.index != term.index
        for one in every
    )


def called_difference(term: Term) -> bool:
    """Whether a noun, a comparative or a verb beside a figure says that it is a difference."""
    if _ADDED.search(term.lead[-_LEAD:]):
        return False  # "adding 50,000 more people": to what there is
    tail = FIGURE_SIGN.split(_CUT.split(term.tail[:_TAIL])[0])[0].partition(",")[0]
    if term.tail[len(tail) : len(tail) + 1] == ":":
        tail = ""  # the label of the next line: "Imports: 47.35 / Goods balance: 11.47"
    behind = [word for _, word in tokens(tail)][:4]
    if _ASKED_FOR.match(tail):
        behind = []  # "seven asked for more time"
    if behind and (
        any(word in forms_of("comparatives") for word in behind[:3])
        or any(word in forms_of("gap_nouns") for word in behind[:4])
    ):
        return True
    lead = FIGURE_SIGN.split(_CUT.split(term.lead[-_LEAD:])[-1])[-1]
    before = [word for _, word in tokens(lead)][-_WORDS:]
    if any(word in forms_of("gap_nouns") for word in before):
        return True
    return "by" in before[-3:] and any(word in forms_of("gap_verbs") for word in before)


_ASKED_FOR = lazy_regex(
    r"(?: [a-z]+){0,2} (?:for|want(?:s|ed)?|seek|sought|need(?:s|ed)?|demand(?:s|ed)?|"
    r"prefer(?:s|red)?|expect(?:s|ed)?|saw|see|foresaw) (?:a |some |much )?"
    r"(?:more|less|fewer|higher|lower)\b(?! than)"
)
_ADDED = guarded_regex(
    r"\b(?:add|hire|employ|build|buy|deploy|create|send|train|recruit|admit|order)(?:s|ed|ing)? "
    r"(?:(?:about|some|nearly|almost|up to|as many as|another|an|additional) )*$",
    re.IGNORECASE,
)


def _levels(term: Term, every: Sequence[Term]) -> list[Term]:
    """Return the terms between which a difference may lie."""
    units = _units(term)
    return [
        one
        for one in every
        if one is not term
        and one.units & units
        and (one.value != term.value or POINTS in term.units)
        and not (one.units == term.units and called_difference(one))
        and not tells_step(one.frame, one.at)
        and (COUNT not in units or _one_sort(one.quantity, term.quantity))
    ]


def _units(term: Term) -> frozenset[Unit]:
    return frozenset({PERCENT}) if POINTS in term.units else term.units


def _one_sort(one: Quantity, other: Quantity) -> bool:
    return not one.unit or not other.unit or one.unit == other.unit


def _meant(term: Term, levels: Sequence[Term]) -> tuple[Term, Term] | None:
    if len(levels) > _MOST:
        levels = sorted(levels, key=lambda one: abs(one.index - term.index))[:_MOST]
    pairs = [pair for pair in combinations(levels, 2) if _comparable(*pair)]
    if _BALANCE.search(_beside(term)):
        pairs = [pair for pair in pairs if not any(map(_is_balance, pair))]
    if any(_fits(term, *pair) for pair in pairs):
        return None
    pairs = [pair for pair in pairs if _within_room(term, *pair)]
    scored = [(_strength(term, pair, pairs, levels), pair) for pair in pairs]
    best = max(scored, key=lambda one: one[0], default=None)
    return best[1] if best is not None and best[0] >= _ENOUGH else None


_BALANCE = guarded_regex(r"\b(?:surplus|deficit|shortfall|balance)", re.IGNORECASE)


def _beside(term: Term) -> str:
    """Return what stands between a figure and those next to it."""
    return f"{FIGURE_SIGN.split(term.lead)[-1]} {FIGURE_SIGN.split(term.tail)[0]}"


def _is_balance(term: Term) -> bool:
    """Whether a figure is a balance itself, and so none of the flows that one lies between."""
    return not term.cell and _BALANCE.search(f"{term.heads} {_beside(term)}") is not None


def _comparable(one: Term, other: Term) -> bool:
    return bool(one.units & other.units) and one.value != other.value and _of_one_line(one, other)


def _of_one_line(one: Term, other: Term) -> bool:
    """Whether two figures are both of prose, or cells of one row or column."""
    if not (one.cell and other.cell):
        return not (one.cell or other.cell)
    here, there = (term.frame.evidence.article.blocks[term.block] for term in (one, other))
    lined = here.row == there.row or here.column == there.column
    return here.table == there.table and lined


def _fits(term: Term, one: Term, other: Term) -> bool:
    """Whether a figure is the difference of two, or their sum: one may have risen, one fallen."""
    apart, together = abs(one.value - other.value), one.value + other.value
    if not any(_ROOM[0] * right <= term.value <= _ROOM[1] * right for right in (apart, together)):
        return False
    pair = (one.quantity, other.quantity)
    return fits(term.quantity, difference, *pair) or sum_fits(pair, term.quantity)


def _within_room(term: Term, one: Term, other: Term) -> bool:
    right = abs(one.value - other.value)
    if term.value >= max(one.value, other.value):
        return False  # what is more than both is no difference of them, but their whole
    return _ROOM[0] * right <= term.value <= _ROOM[1] * right


def _strength(
    term: Term,
    pair: tuple[Term, Term],
    pairs: Sequence[tuple[Term, Term]],
    levels: Sequence[Term],
) -> float:
    right = abs(pair[0].value - pair[1].value)
    slip = surprise(term.quantity, Interval(right, right))
    together = pair[0].frame is term.frame and pair[1].frame is term.frame
    if not slip and not together and POINTS not in term.units:
        return 0.0
    return _STRONG + slip - math.log10(len(pairs)) + _placed(term, pair, levels)


def _placed(term: Term, pair: tuple[Term, Term], levels: Sequence[Term]) -> float:
    """Return what the places of two levels say: most if a passage holds just these two."""
    first, second = pair
    if not first.near(second) and not (first.near(term) and second.near(term)):
        return -0.3
    passage = [one for one in levels if one.near(first) and one.near(second)]
    alone = 1.0 if len(passage) == 2 else 0.0
    far = 0.0 if first.near(term) and second.near(term) else 0.4
    return alone - far
