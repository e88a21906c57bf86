"""Percentages of the wrong one of two levels: of where a change leads, or of what a dollar costs.

"The wage would have to go up by another 1,650 won, a rise of 16.5 percent" is of the 10,000 won to
which it leads, and not of the 8,350 from which it rises. "The won lost 21 percent of its value, as
a dollar went from 1,189 won to 1,440" is how much dearer the dollar became, and the won lost 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import percentage, rounded, truncated
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.units.quotes import quotes
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Quantity
from bongsu.patterns import lazy_regex

Mistaken = tuple[Quantity, Quantity, Quantity, Interval]  # before, after, change, what is right
_BY = Form(
    r"<d:money|count|physical>[^;.]{0,60}?[,(\u2014] ?(?:or |that is |which is )?(?:a |an )?"
    r"(?P<way>rise|increase|hike|jump|gain|raise|fall|cut|drop|decrease|decline) of_<c:percent>"
)
_DOWN = frozenset({"fall", "cut", "drop", "decrease", "decline"})
_LOST = lazy_regex(r"\b(?:lost|losing|shed|lose)(?: (?:about|some|nearly|around))? $")
_VALUE = lazy_regex(r" of (?:its|the won['\u2019]s|their) value\b")
_MOST = 40  # levels of a unit in an article; among more some two fit anything


def bases_mistaken(evidence: Evidence) -> Iterator[Mistaken]:
    """Yield the two levels of a change with a percentage that is of the wrong one."""
    yield from _of_the_end(evidence)
    yield from _of_the_dollar(evidence)


def _of_the_end(evidence: Evidence) -> Iterator[Mistaken]:
    earlier: Frame | None = None
    last: Frame | None = None
    for frame in all_frames(evidence):
        earlier, last = last, frame
        for match in _BY.finditer(frame.text):
            amount, share = frame.quantity(match, "d"), frame.quantity(match, "c")
            if amount is None or share is None or not amount.value or amount.kind not in AMOUNTS:
                continue
            pairs = {
                (low.value, high.value): (low, high)
                for low, high in _levels(evidence, amount)
                if abs((high.value or 0.0) - (low.value or 0.0) - amount.value) < _DUST
            }
            if len(pairs) == 1:
                ((low, high),) = pairs.values()
                before, after = (high, low) if match["way"] in _DOWN else (low, high)
            else:
                ends = _reckoned(frame, earlier, amount, down=match["way"] in _DOWN)
                if ends is None:
                    continue
                before, after = ends
            right, wrong = (percentage(rounded(amount), rounded(one)) for one in (before, after))
            if _is(share, wrong) and not _is(share, right):
                yield before, after, share, right


_DUST = 1e-6
_THAN = lazy_regex(r" (?:fewer|less|more)(?: [a-z]+)? than\b")


def _reckoned(
    frame: Frame, earlier: Frame | None, amount: Quantity, *, down: bool
) -> tuple[Quantity, Quantity] | None:
    """Return the level of the sentence before, with the one that it came from: both by reckoning.

    "230,000 births. That is 19,200 fewer than in 2022" was 249,200 in 2022.
    """
    if earlier is None or not adjoins(earlier, frame):
        return None
    at = next((place for place, q in frame.figures if q.start == amount.start), -1)
    if at < 0 or _THAN.match(frame.text, at + 1) is None or _THAT.match(frame.text) is None:
        return None
    levels = [
        q
        for _, q in earlier.figures
        if q.kind is amount.kind and (q.value or 0.0) > (amount.value or 0.0)
    ]
    if len(levels) != 1 or levels[0].value is None:
        return None
    after = levels[0]
    was = (after.value or 0.0) + (amount.value or 0.0) * (1 if down else -1)
    return replace(after, value=was), after


_THAT = lazy_regex(r"(?:that|this|it) (?:is|was)\b", re.IGNORECASE)


def _levels(evidence: Evidence, amount: Quantity) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield two levels of the unit of an amount, the lower one first."""
    levels = [
        q
        for q in evidence.quantities
        if (q.kind, q.unit) == (amount.kind, amount.unit)
        and q.value is not None
        and q.value > (amount.value or 0.0)
    ]
    if len(levels) <= _MOST:
        for one, other in combinations(levels, 2):
            low, high = sorted((one, other), key=lambda q: q.value or 0.0)
            yield low, high


def _of_the_dollar(evidence: Evidence) -> Iterator[Mistaken]:
    prices = [quote for quote in quotes(evidence) if (quote.currency, quote.base) == _PAIR]
    for frame in all_frames(evidence):
        for at, share in frame.figures:
            if share.kind not in PERCENTS or not _LOST.search(frame.text[:at]):
                continue
            near = [q.quantity for q in prices if q.frame is frame or q.frame.index == frame.index]
            if len(near) != 2 or not _VALUE.match(frame.text, at + 1):
                continue
            before, after = near
            dearer = (rounded(after) / rounded(before) - Interval(1.0, 1.0)).scaled(100.0)
            lost = (Interval(1.0, 1.0) - rounded(before) / rounded(after)).scaled(100.0)
            if _is(share, dearer) and not _is(share, lost):
                yield before, after, share, lost


_PAIR = ("KRW", "USD")


def _is(share: Quantity, right: Interval) -> bool:
    return right.meets(rounded(share)) or right.meets(truncated(share))
