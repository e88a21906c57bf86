"""Figures of a title that the text below has nowhere, though it has one a slip away from it.

A title sums up: what it tells stands in the text again, if more exactly. A figure that does not,
and differs by one digit from one of its unit in a sentence that shares the title's words, is that
figure mistold, here or there.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.reading.digit_slips import lost, replaced, swapped
from bongsu.audit.reading.recalled import digits
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    PERCENTS,
    Claim,
    Evidence,
    Kind,
    Quantity,
)

_KINDS = {
    Kind.PERCENT,
    Kind.PERCENT_CHANGE,
    Kind.MONEY,
    Kind.COUNT,
    Kind.RATE,
    Kind.POINTS,
    Kind.PHYSICAL,
    Kind.MULTIPLE,
}
_SHARED = 2  # words that the title and the sentence of the other figure have in common
_LEAST = 0.5  # of the greater of two figures: one farther off is another thing
_SMALL = 10.0  # counts below are often of something aside


def title_figures(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield a figure of the text, and that of the title which is a slip away from it."""
    heads = [claim for claim in evidence.claims if _in_title(evidence, claim) and _told(claim)]
    if not heads:
        return
    body = [claim for claim in evidence.claims if not _in_title(evidence, claim)]
    for head in heads:
        alike = [one for one in body if _one_unit(head.quantity, one.quantity)]
        told = [one for one in alike if one.quantity.comparator in NO_BOUNDS]
        met = [one for one in alike if _meets(head.quantity, one.quantity)]
        if any(one in told for one in met):
            continue
        title = content_words(evidence.words(evidence.sentences[head.sentence]))
        for one in told:
            words = content_words(evidence.words(evidence.sentences[one.sentence]))
            shared = len(words & title)
            turned = shared > 0 and _turned(head.quantity, one.quantity)
            slip = shared >= _SHARED and _slip(head.quantity, one.quantity)
            if turned or (slip and not met):  # "above 60" may be what the title tells as 64
                yield one, head
                break


def _in_title(evidence: Evidence, claim: Claim) -> bool:
    span = evidence.article.title_span
    return span is not None and span[0] <= claim.quantity.start < span[1]


def _told(claim: Claim) -> bool:
    quantity = claim.quantity
    if quantity.kind not in _KINDS or not quantity.value or quantity.malformed:
        return False
    small = quantity.kind is Kind.COUNT and quantity.value < _SMALL
    return quantity.comparator in NO_BOUNDS and not small


def _one_unit(first: Quantity, second: Quantity) -> bool:
    if first.kind in PERCENTS:
        return second.kind in PERCENTS
    bare = {Kind.COUNT, Kind.RATE}
    return (first.kind is second.kind and first.unit == second.unit) or (
        {first.kind, second.kind} <= bare
    )


def _meets(head: Quantity, other: Quantity) -> bool:
    """Whether a title may tell a figure of the text, rounded as titles round."""
    if other.value is None:
        low, high = other.low, other.high
        return low is not None and high is not None and low <= (head.value or 0.0) <= high
    return head.rounded.meets(other.rounded) or head.truncated.meets(other.rounded)


def _turned(head: Quantity, other: Quantity) -> bool:
    """Whether two digits of one figure changed places in the other, which is seldom by chance."""
    one, two = (digits(q.value or 0.0, max(head.step, other.step)) for q in (head, other))
    return len(one) > 1 and swapped(one, two)


def _slip(head: Quantity, other: Quantity) -> bool:
    first, second = head.value or 0.0, other.value or 0.0
    if not second or not _LEAST <= min(first, second) / max(first, second) < 1:
        return False
    step = max(head.step, other.step)
    one, two = digits(first, step), digits(second, step)
    return len(one) > 1 and (swapped(one, two) or replaced(one, two) or lost(one, two))
