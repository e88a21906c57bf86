"""Shares told twice side by side, in words and in percent: "one in six, or 15.9 percent"."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import frames
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_AGAIN = lazy_regex(  # what stands between the two, and closes the second
    r"(?: of (?:them|these|those|respondents|(?:the|its|all|their) [a-z]+))?"
    r"(?:, or |,? ?\((?:or )?|,? ?(?:--|\u2014|\u2013) ?(?:or )?|, (?:that is|i\.e\.),? )"
    r"(?:about |some |around |roughly |exactly )?"
)
_JUST = lazy_regex(
    r"\b(?:just|slightly|a little|little) (?:over|under|more than|less than|above|below)? ?$"
)
_CLOSED = lazy_regex(r" ?(?:[,);\u2014\u2013]|--|\.?$| of\b)")
_WIDE = 0.15  # of a share, by which words for it may be off
_LEAST = 2.5  # percent, and at least so much
_DUST = 0.5  # percent, by which what is "more than half" may yet be a half when rounded
_OVER = {Comparator.OVER, Comparator.AT_LEAST}
_UNDER = {Comparator.UNDER, Comparator.AT_MOST}


def said_twice(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield a fraction and the percentage that renames it, but is another."""
    for frame in frames(evidence):
        for (at, one), (then, other) in zip(frame.figures, frame.figures[1:], strict=False):
            if {one.kind, other.kind} != {Kind.FRACTION, Kind.PERCENT}:
                continue
            if not _AGAIN.fullmatch(frame.text, at + 1, then):
                continue
            if not _CLOSED.match(frame.text, then + 1):
                continue
            share, words = (one, other) if one.kind is Kind.PERCENT else (other, one)
            lead = frame.text[: min(at, then)]
            just = _JUST.search(lead) is not None
            meant = _meant(words, just=just)
            if share.value and words.value and not meant.meets(rounded(share)):
                yield share, words


def _meant(words: Quantity, *, just: bool) -> Interval:
    """Return the percentages that a fraction in words may stand for, "just over" it or not."""
    value = 100.0 * (words.value or 0.0)
    room = max(_WIDE * min(value, 100.0 - value), _LEAST)
    if words.comparator in _OVER:
        return Interval(value - _DUST, value + room if just else 100.0)
    return Interval(0.0 if words.comparator in _UNDER and not just else value - room, value + room)
