"""One sum as it stood on two days, told a thousand times apart: "million" for "billion".

"Collections passed 100 billion by July. By December they exceeded 200 million" is of one thing: the
two sentences share their words, each has its day, and with the next scale word the second figure is
a little more or less than the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.notation import DATE, Form
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_SCALED = lazy_regex(r"\b(?:thousand|million|billion|trillion)\b", re.IGNORECASE)
_STEP = 1000.0
_NEAR = 4.0  # times: how far a sum may have moved between two days
_WORDS = 2  # content words that both sentences have
_PART = lazy_regex(r"\b(?:each|per|apiece|every|average|daily|monthly)\b", re.IGNORECASE)
_SO_FAR = lazy_regex(  # a sum that grows with the days
    r"\b(?:by|since|so far|to date|until|exceed\w*|surpass\w*|passed)\b", re.IGNORECASE
)


def scale_steps(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, float]]:
    """Yield the smaller figure, the larger one, and what the smaller should be."""
    for before, frame in pairwise(all_frames(evidence)):
        if before.index + 1 != frame.index or before.sentence.block != frame.sentence.block:
            continue
        if not all(_grows(each) for each in (before, frame)):
            continue
        for one in _sums(before):
            for other in _sums(frame):
                small, large = sorted((one, other), key=lambda each: each.value or 0.0)
                if one.unit == other.unit and _apart(small, large) and _alike(before, frame):
                    yield small, large, _STEP * (small.value or 0.0)


_RECORD = Form(  # "over 100 billion by July, including a record 22 million in May"
    r"<w:money|count|physical>[^;.]{0,70}?\b(?:including|of which|among them|with)"
    r"(?: a| an| the)?(?: record| highest| peak| all-time high| best)(?: of)?_<p:money|count|"
    r"physical>"
)
_LEAST_OF_ALL = 100.0  # times a record part is less than its whole, at most


def records_in_other_scales(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, float]]:
    """Yield the record part of a sum that is too small for a record, and what it should be."""
    for frame in frames(evidence):
        for match in _RECORD.finditer(frame.text):
            whole, part = frame.quantity(match, "w"), frame.quantity(match, "p")
            if whole is None or part is None or not whole.value or not part.value:
                continue
            if (whole.kind, whole.unit) != (part.kind, part.unit):
                continue
            meant = part.value * _STEP
            scaled = _SCALED.search(evidence.words(part)) is not None
            if scaled and whole.value / _LEAST_OF_ALL < meant < whole.value:
                yield part, whole, meant


def _sums(frame: Frame) -> list[Quantity]:
    """Return the sums of a sentence that tell their scale in words."""
    return [
        quantity
        for _, quantity in frame.figures
        if quantity.kind is Kind.MONEY
        and quantity.value
        and _SCALED.search(frame.evidence.words(quantity))
    ]


def _grows(frame: Frame) -> bool:
    """Whether a sentence tells how a sum stood on a day."""
    dated = DATE in frame.text and _SO_FAR.search(frame.text) is not None
    return dated and _PART.search(frame.text) is None


def _apart(small: Quantity, large: Quantity) -> bool:
    times = (large.value or 0.0) / (small.value or 1.0)
    return _STEP / _NEAR <= times <= _STEP * _NEAR


def _alike(first: Frame, second: Frame) -> bool:
    one, other = (content_words(frame.text) for frame in (first, second))
    return sum(word.isalpha() for word in one & other) >= _WORDS
