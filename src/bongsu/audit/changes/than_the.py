"""Gaps to a level told beside them, of a level told before: "16.2 points lower than men's 71.9".

"Women's rate was 54.7 percent. ... It was 16.2 points lower than the 71.9 percent for men": the gap
and the other level stand together, and the level of the subject is one that the text told before.
If no level before has the gap, and one comes near, it is the one that is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.changes.balances import Trio
from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import difference, fits
from bongsu.audit.reading.frames import Frame, frames, quantities_within
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity

_THAN = (
    Form(
        "<c:pp|money|count|physical>(?: [a-z]+)? (?P<way>lower|less|fewer|smaller|below|under|"
        "short|higher|more|larger|greater|above|over)(?: than| of)?(?: that of| those of)?"
        "(?: (?:the|its|their|a|an|last|Japan's|men's|women's))?(?: [a-z]+)?"
        "_<o:percent|money|count|physical>"
    ),
)
_DOWN = frozenset({"lower", "less", "fewer", "smaller", "below", "under", "short"})
_BACK = 900  # code points before a gap in which the level of its subject may be told
_NEAR = 0.2  # of the gap, or less, by which the level that is meant may be off
_SHARED = 1  # words that two sentences on one thing have in common


def gaps_to_levels(evidence: Evidence) -> Iterator[tuple[Trio, bool]]:
    """Yield a level told before, the one beside a gap, and the gap that they do not have."""
    for frame in frames(evidence):
        for match in (found for form in _THAN for found in form.finditer(frame.text)):
            gap, other = frame.quantity(match, "c"), frame.quantity(match, "o")
            if gap is None or other is None or not _comparable(gap, other):
                continue
            if any(q not in (gap, other) and q.kind is other.kind for _, q in frame.figures):
                continue  # the sentence has both levels, or more than two
            level = _meant(frame, gap, other, down=match["way"] in _DOWN)
            if level is not None:
                yield (level, other, gap), False


def _comparable(gap: Quantity, other: Quantity) -> bool:
    plain = all(
        one.comparator is Comparator.EXACT and one.value is not None for one in (gap, other)
    )
    if other.kind in PERCENTS:
        return plain and gap.kind is Kind.POINTS
    return plain and gap.kind is other.kind and gap.unit == other.unit


def _meant(frame: Frame, gap: Quantity, other: Quantity, *, down: bool) -> Quantity | None:
    """Return the level before that comes near to have the gap; none if one has it, or none does."""
    evidence, sentence = frame.evidence, frame.sentence
    start = max(evidence.article.start, sentence.start - _BACK)
    own = content_words(evidence.words(sentence))
    levels = [
        one
        for one in quantities_within(evidence, start, sentence.start)
        if one.kind is other.kind and one.unit == other.unit and one.value is not None
    ]
    if any(fits(gap, difference, one, other) for one in levels):
        return None
    right = (other.value or 0.0) - (gap.value or 0.0) * (1 if down else -1)
    near = [
        one
        for one in levels
        if abs((one.value or 0.0) - right) <= _NEAR * (gap.value or 0.0)
        and len(own & _words_around(evidence, one)) >= _SHARED
    ]
    return near[-1] if len({one.value for one in near}) == 1 else None


def _words_around(evidence: Evidence, one: Quantity) -> frozenset[str]:
    sentence = next(s for s in evidence.sentences if s.start <= one.start < s.end)
    return content_words(evidence.words(sentence))
