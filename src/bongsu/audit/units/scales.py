"""Figures that are right once their scale word is the next one: "million" for "billion".

A figure is suspected only if, a thousand times larger or smaller, it is what other figures of its
text make of it (a share, a change, a sum, a difference, a product, or the same amount told
elsewhere), and if as written it is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.fits import difference, fits, product, sum_fits, times, total
from bongsu.audit.reading.placed import Placed, pairs, placed
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_SCALED = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.RATE}
_WORD = regex(r"\b(?:thousand|million|billion|trillion|bn|mn|tn)\b", re.IGNORECASE)
_STEP = 1000.0
_APART = 40.0  # times: a slip of scale leaves a figure at least so far from those that it goes with
_FEW = 60  # figures with a scale; a text with more is a table in prose
_NEAR = 1  # sentences
_FAR = 8  # sentences between a figure and two that it may be the sum of

Slip = tuple[
    Quantity, list[Quantity], float
]  # as written, what it is reckoned from, as it should be


def slips_of_scale(evidence: Evidence) -> Iterator[Slip]:
    """Yield the figures of an article that are right with the next scale word, and only so."""
    every = [
        each
        for each in placed(evidence)
        if each.quantity.kind in _SCALED and each.quantity.comparator in NO_BOUNDS
    ]
    scaled = [each for each in every if _WORD.search(evidence.words(each.quantity))]
    if len(every) > _FEW or len(scaled) < 1:
        return
    for each in scaled:
        if each.cell is not None or _IN_THOUSANDS.search(evidence.words(each.quantity)):
            continue
        if evidence.text[: each.quantity.start].endswith(("by ", "by about ", "by some ")):
            continue  # the amount of a change, which no levels need to bear out
        others = [other for other in every if other is not each and _alike(other, each)]
        if not others or _fitting(evidence, each, each.quantity, others):
            continue
        for factor in (_STEP, 1 / _STEP):
            as_meant = times(each.quantity, factor)
            found = _fitting(evidence, each, as_meant, others)
            if found and _odd(each.quantity, as_meant, found):
                yield each.quantity, found, as_meant.value or 0.0
                break


_IN_THOUSANDS = lazy_regex(r"\bthousand\b")  # of releases whose tables count in thousands


def _odd(written: Quantity, meant: Quantity, found: Sequence[Quantity]) -> bool:
    """Whether a figure as written is far from all of its kind that it goes with."""
    mine = [other for other in found if other.kind is written.kind and other.unit == written.unit]
    if written.kind is Kind.MONEY and any(other.kind is Kind.COUNT for other in found):
        return all(other.comparator is Comparator.EXACT for other in found)  # a number and a price
    return all(
        _times_apart(written, other) > max(_APART, _times_apart(meant, other)) for other in mine
    )


def _times_apart(first: Quantity, second: Quantity) -> float:
    low, high = sorted((first.value or 0.0, second.value or 0.0))
    return high / low if low > 0 else 0.0


def _alike(first: Placed, second: Placed) -> bool:
    one, other = first.quantity, second.quantity
    if one.kind is Kind.MONEY or other.kind is Kind.MONEY:
        return one.kind is other.kind and one.unit == other.unit
    return one.kind is other.kind or {one.kind, other.kind} <= {Kind.COUNT, Kind.RATE}


def _fitting(
    evidence: Evidence, each: Placed, figure: Quantity, others: Sequence[Placed]
) -> list[Quantity]:
    """Return the figures of which one is what they make of it; none if there are none such."""
    for other in others:
        if _one_amount(figure, other.quantity):
            return [other.quantity]
    near = [other for other in others if _beside(each, other, 2)]
    for other in near:
        if _is_part(other, each) and 0 < other.value <= (figure.value or 0.0) <= 50 * other.value:
            return [other.quantity]
        if _comparable(figure, other.quantity):
            for share in _percents(evidence, each, other):
                if _says_little(share, figure, other.quantity):
                    continue
                if _related(share, figure, other.quantity):
                    return [other.quantity, share]
    return (
        _sum(each, figure, others)
        or _called_sum(each, figure)
        or _of_passage(each, figure, others)
        or _product(evidence, each, figure, near)
    )


_BY_CHANCE = 0.2  # sums and differences of an article that a figure meets by accident, at most


def _sum(each: Placed, figure: Quantity, others: Sequence[Placed]) -> list[Quantity]:
    """Return two figures whose sum or difference one is."""
    if len(others) * (len(others) - 1) / 2 * figure.step >= _BY_CHANCE * (figure.value or 0.0):
        return []
    known = {other.quantity.start for other in others}
    for pair in pairs(each.frame.evidence):
        first, second = (level.quantity for level in pair)
        if min(abs(each.frame.index - level.frame.index) for level in pair) > _FAR:
            continue
        if not {first.start, second.start} <= known or not _tight(figure, *pair):
            continue
        if fits(figure, difference, first, second) or fits(figure, total, first, second):
            return [first, second]
    return []


_BACK = 4  # figures of its unit before a sum that may be parts of it
_CALLED = lazy_regex(
    r"\b(?:together|combined|altogether|in all|in total|totals?|totall?ing|sum|add(?:s|ed)? up|"
    r"makes? up|bring(?:s|ing)?|leav(?:es?|ing)|left|remain(?:s|ing|der)?|rest|both|unspent|"
    r"unused|shortfall|gap|difference|balance)\b",
    re.IGNORECASE,
)


def _called_sum(each: Placed, figure: Quantity) -> list[Quantity]:
    """Return two figures, also of other paragraphs, if words call one their sum or what is left.

    A ceiling or a floor is a figure to reckon with as it stands.
    """
    if not _CALLED.search(each.frame.text):
        return []
    earlier = [
        replace(other.quantity, comparator=Comparator.EXACT)
        for other in placed(each.frame.evidence)
        if other.cell is None
        and (other.frame.index, other.at) < (each.frame.index, each.at)
        and each.frame.index - other.frame.index <= _FAR
        and other.quantity.kind in _SCALED
        and _alike(other, each)
        and not _says_little(figure, other.quantity)
    ][-_BACK:]
    for first, second in combinations(earlier, 2):
        if max(first.step, second.step) > 0.02 * (figure.value or 0.0):
            continue
        if fits(figure, total, first, second) or fits(figure, difference, first, second):
            return [first, second]
    return []


_MOST_PARTS = 6  # of a whole told in a sentence or two


def _of_passage(each: Placed, figure: Quantity, others: Sequence[Placed]) -> list[Quantity]:
    """Return all figures of a passage if one is the total of them, or what remains of theirs."""
    for reach in (0, _NEAR):
        some = [other.quantity for other in others if _beside(each, other, reach)]
        if not 2 <= len(some) <= _MOST_PARTS or figure.step > 0.02 * (figure.value or 0.0):
            continue
        whole = max([figure, *some], key=lambda one: one.value or 0.0)
        parts = [one for one in (figure, *some) if one is not whole]
        if all(one.step <= 0.02 * (whole.value or 0.0) for one in parts) and sum_fits(parts, whole):
            return some
    return []


_TELLING = 3  # digits that two amounts must share to be one


def _one_amount(figure: Quantity, other: Quantity) -> bool:
    """Whether two figures are one amount, the one rounded more than the other."""
    if not figure.value or not other.value or figure.kind is Kind.COUNT:
        return False
    coarse, fine = sorted((figure, other), key=lambda each: -each.step)
    digits = f"{coarse.value:.9e}".partition("e")[0].replace(".", "").rstrip("0")
    if len(digits) < _TELLING:
        return False  # two digits are often the same by chance
    return coarse.rounded.low <= (fine.value or 0.0) <= coarse.rounded.high


def _beside(first: Placed, second: Placed, reach: int) -> bool:
    return first.block == second.block and abs(first.frame.index - second.frame.index) <= reach


_OF_IT = lazy_regex(r"\sof (?:it|this|that|them|these|which|the (?:sum|total|whole|amount))\b")


_FIRST = guarded_regex(r"\b(?:first|last|next|latest) $", re.IGNORECASE)


def _is_part(part: Placed, whole: Placed) -> bool:
    """Whether a figure is told as part of one before it: "of it"."""
    follows = (
        part.quantity.start - whole.quantity.start > 0 and part.frame.index - whole.frame.index < 2
    )
    if _FIRST.search(part.frame.text, 0, part.at):
        return False  # "the first 92 of them" is no share
    return follows and _OF_IT.match(part.frame.text, part.at + 1) is not None


def _says_little(*figures: Quantity) -> bool:
    """Whether figures have one digit each ("2 billion", "20 million", "10 percent"): by chance."""
    return all(
        len(f"{one.value:.6e}".partition("e")[0].replace(".", "").rstrip("0")) < 2
        for one in figures
    )


def _comparable(figure: Quantity, other: Quantity) -> bool:
    low, high = sorted((figure.value or 0.0, other.value or 0.0))
    return low > 0 and high <= 100 * low


def _percents(evidence: Evidence, *about: Placed) -> Iterator[Quantity]:
    first = min(each.frame.sentence.start for each in about)
    last = max(each.frame.sentence.end for each in about)
    for quantity in evidence.quantities:
        near = first <= quantity.start < last + _BEHIND and quantity.kind in PERCENTS
        if not near or not quantity.value or quantity.comparator not in NO_BOUNDS:
            continue
        gap = evidence.text[min(last, quantity.start) : quantity.start]
        named = _HELD.search(evidence.text, max(0, quantity.start - _NAME), quantity.start)
        if quantity.step <= 0.1 * quantity.value and "\n\n" not in gap and not named:
            yield quantity


_NAME = 30  # code points before a percentage in which its holder may stand
_HELD = lazy_regex(
    r"\b(?:[A-Z][\w&.-]+|holding|holds|owns|owning|stake\sof)\s$"
)  # a part of shares


_BEHIND = 220  # code points behind two figures in which a percentage may be theirs


def _related(share: Quantity, figure: Quantity, other: Quantity) -> bool:
    """Whether a percentage is, as written, the share of one in the other, or the change between."""
    low, high = sorted((figure.value or 0.0, other.value or 0.0))
    if not 0 < low < high:
        return False
    made = [100 * low / high, 100 * low / (high - low), 100 * (high - low) / high]
    if high < 1.6 * low:
        made.append(100 * (high - low) / low)
    step = share.approximate_step if share.comparator is Comparator.APPROX else share.step
    return any(-0.51 * step <= each - (share.value or 0.0) < step for each in made)


def _tight(figure: Quantity, *parts: Placed) -> bool:
    """Whether the parts are told to no coarser places than the figure has digits for."""
    return all(part.quantity.step <= 0.02 * (figure.value or 0.0) for part in parts)


def _product(
    evidence: Evidence, each: Placed, figure: Quantity, near: Sequence[Placed]
) -> list[Quantity]:
    """Return a number of things and the price of one that come to a figure."""
    if figure.kind is not Kind.MONEY:
        return []
    counts = [
        other
        for other in placed(evidence)
        if other.quantity.kind is Kind.COUNT and other.quantity.noun and _beside(each, other, _NEAR)
    ]
    for count in counts:
        for price in near:
            exact = (count.quantity.value or 0) > 2 and figure.step <= 0.06 * (figure.value or 0.0)
            if exact and fits(figure, product, count.quantity, price.quantity):
                return [count.quantity, price.quantity]
    return []
