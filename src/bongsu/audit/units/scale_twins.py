"""Levels of one measure at two times whose digits are near and whose scale words are not.

"Reserves rose to a record 378.46 million in May. In April they were 376.57 billion": what both
measure is read from their claims, so that the two may stand in neighbouring paragraphs. Of the two
the one is suspected whose scale fewer figures of the measure have; else the later one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.reading.fits import shown_digits
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import AMOUNTS, Claim, Comparator, Evidence, Quantity, Role
from bongsu.patterns import lazy_regex

_SCALED = lazy_regex(r"\b(?:thousand|million|billion|trillion|bn|mn)\b")
_STEP = 1000.0
_NEAR = 1.25  # times: as far as a level moves from one time to the next, in two digits
_FAR = 2.0  # the same where three digits and more are told
_BLOCKS = 2  # paragraphs between two levels that are still compared
_MOST = 60  # claims with a scale of an article; with more it is a table in prose
_DIGITS = 3
_AGAIN = lazy_regex(
    r"\b(?:compared|against|versus|up from|down from|from|had been|had stood|before|earlier|ago|"
    r"previous)\b"
)


def scale_twins(evidence: Evidence) -> Iterator[tuple[Quantity, list[Quantity], float]]:
    """Yield a level, the one that it does not go with, and what it should be."""
    levels = [claim for claim in evidence.claims if _may_be_level(evidence, claim)]
    if not 1 < len(levels) <= _MOST:
        return
    for place, first in enumerate(levels):
        for second in levels[place + 1 :]:
            if _blocks(evidence, first, second) > _BLOCKS:
                break
            if _apart(first.quantity, second.quantity) and _one_measure(evidence, first, second):
                wrong, right = _suspect(first, second, levels)
                low = (wrong.value or 0.0) < (right.value or 0.0)
                yield wrong, [right], (wrong.value or 0.0) * (_STEP if low else 1 / _STEP)


def _may_be_level(evidence: Evidence, claim: Claim) -> bool:
    quantity = claim.quantity
    return (
        quantity.kind in AMOUNTS
        and bool(quantity.value)
        and quantity.comparator in {Comparator.EXACT, Comparator.APPROX, Comparator.OVER}
        and claim.role in {Role.LEVEL, Role.TOTAL}
        and _SCALED.search(evidence.words(quantity).lower()) is not None
    )


def _blocks(evidence: Evidence, first: Claim, second: Claim) -> int:
    return evidence.sentences[second.sentence].block - evidence.sentences[first.sentence].block


def _apart(first: Quantity, second: Quantity) -> bool:
    """Whether two figures of one unit are near each other but for the next scale word."""
    if first.unit != second.unit or first.kind is not second.kind:
        return False
    low, high = sorted((first.value or 0.0, second.value or 0.0))
    exact = min(shown_digits(first), shown_digits(second))
    near = _FAR if exact >= _DIGITS else _NEAR
    return exact > 1 and _STEP / near <= high / low <= _STEP * near


def _one_measure(evidence: Evidence, first: Claim, second: Claim) -> bool:
    """Whether two claims are of one measure at two times."""
    one, other = (content_words(f"{claim.measure}") for claim in (first, second))
    of_one, of_other = (content_words(claim.subject) for claim in (first, second))
    heads = {_head(claim) for claim in (first, second)}
    if frozenset(heads) in _TWO_SIDES and second.sentence - first.sentence <= 1:
        return True
    timed = first.period and second.period and first.period != second.period
    if timed and _near(first, second) and _named_too(evidence, first, second):
        return True
    shared = (one & other) or (of_one & other) or (one & of_other)
    if not shared or (len(heads) > 1 and not of_one & of_other):
        return False
    if timed:
        return len(heads) == 1 or one <= other or other <= one or of_one == of_other
    between = evidence.text[first.quantity.end : second.quantity.start + 80].lower()
    same = first.sentence == second.sentence and of_one == of_other
    return same and _AGAIN.search(between) is not None


_TWO_SIDES = frozenset(  # of one account: the one is seldom twice the other
    frozenset(pair)
    for pair in (
        ("exports", "imports"),
        ("shipments", "imports"),
        ("revenue", "expenditure"),
        ("revenue", "spending"),
        ("revenues", "expenditures"),
        ("receipts", "payments"),
        ("income", "spending"),
        ("contributions", "benefits"),
        ("assets", "liabilities"),
    )
)


def _near(first: Claim, second: Claim) -> bool:
    """Whether the digits of two figures are so near that they are hardly of two measures."""
    low, high = sorted((first.quantity.value or 0.0, second.quantity.value or 0.0))
    exact = min(shown_digits(first.quantity), shown_digits(second.quantity)) >= _DIGITS
    return exact and _STEP / _NEAR <= high / low <= _STEP * _NEAR


def _named_too(evidence: Evidence, first: Claim, second: Claim) -> bool:
    """Whether the sentence of one level names what the other measures, and it comes right after."""
    if second.sentence - first.sentence > 1:
        return False
    for one, other in ((first, second), (second, first)):
        said = content_words(evidence.words(evidence.sentences[other.sentence]))
        head = content_words(_head(one))
        if head and head <= said and one.sentence != other.sentence:
            return True
    return False


def _head(claim: Claim) -> str:
    """Return the last word of what is measured: "reserves"."""
    words = claim.measure.lower().split(" for ")[0].split(" of ")[0].split()
    return words[-1] if words else ""


def _suspect(first: Claim, second: Claim, levels: Sequence[Claim]) -> tuple[Quantity, Quantity]:
    """Return the one of two levels that fewer others are like, and then the other."""

    def likes(claim: Claim) -> int:
        value = claim.quantity.value or 0.0
        return sum(
            value / _FAR <= (one.quantity.value or 0.0) <= value * _FAR
            and one.quantity.unit == claim.quantity.unit
            for one in levels
        )

    one, other = first.quantity, second.quantity
    return (one, other) if likes(first) < likes(second) else (other, one)
