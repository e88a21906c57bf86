"""Changes told twice over, as an amount and as a percentage, with one of the two levels."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import form_of, forms
from bongsu.audit.reading.directions_told import direction_of
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import frames
from bongsu.audit.reading.pairing import alike
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import PERCENTS, Evidence, Quantity
from bongsu.patterns import lazy_regex

_BOTH = forms("arithmetic_changes", "both")
_BY_BOTH = forms("arithmetic_changes", "by_both")
_MORE_THAN_BEFORE = form_of("arithmetic_changes", "more_than_before")


_FROM = lazy_regex(  # "to 238 in 2024 from 230 in 2023, up 8": the level before the change
    r"\bfrom\s(?:about\s|some\s|around\s|nearly\s)?[$€£¥]?$"
)
_LEAD = 20  # code points before a level


def bases_and_changes(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield base, change and percent of "compared to 63, it rose by 6.3 percent (4 people)"."""
    for frame in frames(evidence):
        for form in _BY_BOTH:
            for match in form.finditer(frame.text):
                base, amount, share = (frame.quantity(match, name) for name in "adc")
                if base is None or amount is None or share is None:
                    continue
                pair = alike(base, amount, frame)
                if pair is not None and pair[0].bounds[0] > 0:
                    yield *pair, share


def amounts_and_percents(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, Quantity, Quantity, Interval]]:
    """Yield level after, change, the change in percent, and what the first two make the third."""
    for frame in frames(evidence):
        for form, names in (*((form, "bcd") for form in _BOTH), (_MORE_THAN_BEFORE, "bdc")):
            for match in form.finditer(frame.slim):
                after, moved, share = (frame.quantity(match, name) for name in names)
                if after is None or moved is None or share is None:
                    continue
                pair = alike(moved, after, frame)
                if pair is None or pair[0].kind in PERCENTS or not pair[1].bounds[0]:
                    continue
                of_before = _FROM.search(evidence.text, max(0, after.start - _LEAD), after.start)
                amount, level = rounded(pair[0]), rounded(pair[1])
                right = (
                    (amount / level).scaled(100.0)
                    if of_before
                    else _in_percent(amount, level, match["way"])
                )
                if right is not None:
                    yield pair[1], pair[0], share, right


def _in_percent(amount: Interval, after: Interval, way: str) -> Interval | None:
    """Return a change in percent of the level before, from the change and the level after."""
    rose = direction_of(way)
    if not rose or not amount.low >= 0 or (rose == "up" and after.low <= amount.high):
        return None
    before = after - amount if rose == "up" else after + amount
    return (amount / before).scaled(100.0)
