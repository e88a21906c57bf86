"""Closing prices of one day that a text gives twice, and not with one figure.

"The currency ended the session at 1,440.3 on Friday", and farther down that it pared its gains "to
end at 1,444.3": a market closes once a day, but for the night's trading and the one abroad.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import DATE, FIGURES
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.evidence.mentions import Claim, Comparator, DateMention, Evidence, Granularity, Quantity
from bongsu.patterns import lazy_regex

_CLOSED = lazy_regex(
    r"\b(?:end(?:s|ed|ing)?|clos(?:e|es|ed|ing)|finish(?:ed|es|ing)?|settl(?:e|es|ed|ing))"
    rf"(?: [a-z]+){{0,4}}? at (?P<q>[{FIGURES}])"
)
_THINGS = {
    "won": lazy_regex(r"\b(?:won|currency|dollar-won|exchange rate)\b"),
    "kospi": lazy_regex(r"\bkospi\b"),
    "kosdaq": lazy_regex(r"\bkosdaq\b"),
}
_ELSEWHERE = lazy_regex(
    r"\b(?:overnight|night|after-hours|extended (?:trading|hours)|a\.m|offshore|ndf|new york|"
    r"london|futures|year|month|quarter|week|average\w*)\b"
)
_LOW, _HIGH = 200.0, 9000.0  # won to the dollar and points of an index


def closes_retold(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two closing prices of one thing on one day, the earlier first."""
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    told: dict[tuple[str, str], Claim] = {}
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and _adjoins(before, frame) else None
        before = frame
        text = frame.text.lower()
        for match in _CLOSED.finditer(text):
            quantity = frame.quantity(match, "q")
            claim = claims.get(quantity.start) if quantity is not None else None
            if quantity is None or claim is None or not _is_price(quantity):
                continue
            day = _day_behind(frame, match.end()) or _day(frame, match.start())
            day = day or (_day(near, len(near.text)) if near else None)
            things = [name for name, form in _THINGS.items() if form.search(text)]
            if day is None or len(things) != 1 or _ELSEWHERE.search(text):
                continue
            first = told.setdefault((things[0], day), claim)
            if not _agree(first.quantity, quantity) and first.sentence != claim.sentence:
                yield first, claim


def _adjoins(before: Frame, frame: Frame) -> bool:
    return before.sentence.block == frame.sentence.block and frame.index - before.index == 1


def _is_price(quantity: Quantity) -> bool:
    return quantity.comparator is Comparator.EXACT and _LOW <= (quantity.value or 0.0) <= _HIGH


_BEHIND = lazy_regex(rf"[^.;{FIGURES}]{{0,30}}? on (?P<d>{DATE})")


def _day_behind(frame: Frame, end: int) -> str | None:
    """Return the day that is told right behind a price."""
    found = _BEHIND.match(frame.text, end)
    item = frame.items.get(found.start("d")) if found is not None else None
    of_day = isinstance(item, DateMention) and item.granularity is Granularity.DAY
    return item.edtf if of_day and isinstance(item, DateMention) else None


def _day(frame: Frame, end: int) -> str | None:
    """Return the last day that a sentence names before a place."""
    days = [
        item.edtf
        for at, item in sorted(frame.items.items())
        if at < end and isinstance(item, DateMention) and item.granularity is Granularity.DAY
    ]
    return days[-1] if days else None


def _agree(one: Quantity, other: Quantity) -> bool:
    return abs((one.value or 0.0) - (other.value or 0.0)) < max(one.step, other.step)
