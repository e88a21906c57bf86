"""Figures that a sentence counts among another: "40 ships, including 12 tankers"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import form_of
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.pairing import renamed
from bongsu.evidence.mentions import Comparator, Kind, Quantity
from bongsu.patterns import lazy_regex

_INCLUDING = form_of("counts", "including")
_BALANCE = lazy_regex(
    r"\b(?:net|profits?|loss(?:es)?|income|earnings|surplus|deficit|balance)\b[^;]{0,30}$",
    re.IGNORECASE,
)
_SCALED = lazy_regex(r"\b(?:thousand|million|billion|bn|mn)\b", re.IGNORECASE)
_FAR_ABOVE = 20.0  # times: then the one is not of the other, or in another scale
_STEP = 1000.0
_OPEN = {Comparator.OVER, Comparator.AT_LEAST}
_MORE_THAN = 1.15  # times: the most that people call "over 100"


def included(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield parts that are more than the whole they are said to be of, with it."""
    for part, whole in _told(frame):
        most = _MORE_THAN * whole.bounds[1] if whole.comparator in _OPEN else rounded(whole).high
        if most < rounded(part).low <= _FAR_ABOVE * whole.bounds[1]:
            yield part, whole


_NOT_WITHIN = lazy_regex(  # a pace, or what a net sum is made less by
    r"\bper\b|\ba (?:year|month)\b|\bannual|\b(?:decreas|declin|reduc|cancel|fall|drop|loss|cut)"
)


def in_other_scales(frame: Frame) -> Iterator[tuple[Quantity, Quantity, float]]:
    """Yield wholes less than their part that the next scale word would make more, with both.

    Each comes as the whole, the part, and what the whole may have meant to be.
    """
    words = frame.evidence.words
    for part, whole in _told(frame):
        if rounded(part).low <= _FAR_ABOVE * whole.bounds[1] or whole.value is None:
            continue
        if not all(_SCALED.search(words(each)) for each in (part, whole)):
            continue
        if _STEP * whole.bounds[1] >= rounded(part).low:
            yield whole, part, _STEP * whole.value


def _told(frame: Frame) -> Iterator[tuple[Quantity, Quantity]]:
    for match in _INCLUDING.finditer(frame.text):
        part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
        if part is None or whole is None or part.kind is not whole.kind or part.unit != whole.unit:
            continue
        if whole.kind is Kind.COUNT and whole.noun[:4] != part.noun[:4]:
            continue
        if renamed(frame, match.start("w")) or part.comparator is not Comparator.EXACT:
            continue
        between = frame.text[match.start("link") + 1 : match.start("p")]
        if part.kind is Kind.MONEY and _BALANCE.search(frame.text, 0, match.start("w")):
            continue  # what is left when one is taken from another may be less than its parts
        if not _NOT_WITHIN.search(between):
            yield part, whole
