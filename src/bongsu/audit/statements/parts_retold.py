"""Parts of one whole that a text tells twice for one purpose, and not with one figure.

"A fund of 350 billion, including 150 billion in shipbuilding", and later "the 350 billion package
includes 200 billion for shipbuilding": the whole is the same, and so is what the part is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.notation import Form
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import NO_BOUNDS, Claim, Evidence, Quantity
from bongsu.patterns import lazy_regex

_FOR = (
    r"(?: [a-z]+)? (?:(?:is|are|was|were|goes|go|will go|would go) )?"
    r"(?:in|for|to|on|toward|towards)"
)
_WHAT = r"(?P<what> [^.,;:()\u2013\u2014\ue000-\ue020]{3,70})"
_HOLDS = (
    r"(?:including|includes?|included|of which|contains?|sets? aside|set aside|earmarks?|"
    r"earmarked|comprises?|reserves?|with)"
)
_FORMS = [
    Form(
        r"<w:money|count>[^.;\ue000-\ue01f]{0,80}?\b"
        rf"{_HOLDS}_<p:money|count>{_FOR}{_WHAT}"
    ),
    Form(
        r"\b(?:of|out of|from) (?:the|this|that|its|these)_<w:money|count>"
        rf"[^.;\ue000-\ue01f]{{0,40}}?,_<p:money|count>{_FOR}{_WHAT}"
    ),
    Form(
        rf"\b(?:the|its|their)_<p:money|count>{_FOR}{_WHAT}? (?:in|of|within|under|from) "
        r"(?:the|its|this|a) (?:[a-z]+ ){0,3}?(?:of )?_<w:money|count>"
    ),
]
_CHANGED = lazy_regex(
    r"\b(?:rais\w+|increas\w+|lower\w+|cut|instead|original\w*|previous\w*|revis\w+|up from|"
    r"down from|first|initial\w*|now|later|amend\w+|no longer|not)\b"
)
_GENERIC = content_words("investment project program spending support fund new year plan part")


class _Part(NamedTuple):
    whole: Quantity
    claim: Claim
    what: frozenset[str]


def parts_retold(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two figures that a text gives for one part of one whole, the earlier first."""
    for one, other in combinations(_parts(evidence), 2):
        first, second = one.claim.quantity, other.claim.quantity
        if one.claim.sentence == other.claim.sentence or one.whole.unit != other.whole.unit:
            continue
        if one.whole.value != other.whole.value or first.unit != second.unit:
            continue
        if first.rounded.meets(second.rounded) or first.truncated.meets(second.truncated):
            continue
        if _of_one(one, other):
            yield one.claim, other.claim


def _of_one(one: _Part, other: _Part) -> bool:
    """Whether two parts are for the same: what is for less of it must not be the smaller."""
    if not (one.what & other.what) - _GENERIC:
        return False
    if one.what == other.what:
        return True
    wide, narrow = (one, other) if one.what < other.what else (other, one)
    larger = (narrow.claim.quantity.value or 0.0) > (wide.claim.quantity.value or 0.0)
    return wide.what < narrow.what and larger


def _parts(evidence: Evidence) -> list[_Part]:
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    found: dict[int, _Part] = {}
    for frame in all_frames(evidence):
        if len(frame.figures) < 2 or _CHANGED.search(frame.text.lower()):
            continue
        text = frame.text.replace("U.S.", "U-S-")  # no end of a sentence, and as long
        for match in (one for form in _FORMS for one in form.finditer(text)):
            whole, part = frame.quantity(match, "w"), frame.quantity(match, "p")
            if whole is None or part is None or part.start not in claims or not part.value:
                continue
            what = content_words((match["what"] or "").partition(" and ")[0])
            plain = part.comparator in NO_BOUNDS and part.value < (whole.value or 0.0)
            if what and plain and part.unit == whole.unit:
                found.setdefault(part.start, _Part(whole, claims[part.start], what))
    return list(found.values())[:_MOST]


_MOST = 60  # parts of an article that are compared
