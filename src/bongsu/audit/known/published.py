"""Whether a figure is a published one: rounded or cut off, and told as that of now."""

from __future__ import annotations

import datetime as dt
import re

from bongsu.audit.reading.readings import Reading
from bongsu.audit.references.series import Value
from bongsu.evidence.mentions import Evidence, Quantity, within
from bongsu.patterns import lazy_regex, regex

ANOTHER = 0.4  # a figure this far from the reference is another thing, not the same one mistold


_SHORT = lazy_regex(r"\b(?:deficits?|shortfalls?|loss(?:es)?|lost|in the red)\b", re.IGNORECASE)


def as_told(value: Value, quantity: Quantity, words: str) -> Value:
    """Return a value without its minus where words tell it as a deficit or a loss.

    Parameters
    ----------
    value : Value
        Of a series in which a deficit is negative.
    quantity : Quantity
        The figure of the text.
    words : str
        The sentence of the figure.
    """
    short = value.high < 0 <= (quantity.value or 0.0) and _SHORT.search(words) is not None
    return value._replace(low=-value.high, high=-value.low) if short else value


def is_published(quantity: Quantity, value: Value) -> bool:
    """Whether a published value can be written as a figure is, rounded either way or cut off."""
    published = value.within_step(quantity.step)
    cut = quantity.truncated  # 9 is never cut off to 8, though both bound the same step
    return quantity.rounded.meets(published) or (
        cut.meets(published) and (value.low < cut.high or quantity.value == value.low)
    )


def distance(quantity: Quantity, value: Value) -> float:
    """Return how far a figure is from a published value, as a share of the larger one."""
    written = quantity.value or 0.0
    return abs(written - value.low) / max(abs(written), abs(value.low), 1e-12)


def rounds_to(quantity: Quantity, value: Value) -> bool:
    """Whether the usual rounding of a published value, halves up, gives the figure."""
    low, high = quantity.rounded.low, quantity.rounded.high
    return low <= value.low < high or low <= value.high < high


def is_current(evidence: Evidence, reading: Reading, day: dt.date) -> bool:
    """Whether a figure is told as that of now: in the present, or of the last year."""
    if any(
        date.last is not None and date.last.year < day.year - 1
        for date in within(evidence.dates, reading.sentence.start, reading.sentence.end)
    ):
        return False
    if reading.claim.period:
        return True
    words = evidence.words(reading.sentence)
    return (
        regex(
            r"\b(?:is|are|has|have|now|currently|stands|remains|today|keeps|maintains|stations)\b"
        ).search(words)
        is not None
    )
