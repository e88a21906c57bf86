"""Shares that are inferred from what is left of a whole: "of the 50, 30 are left, so two in five".

What a clause leaves open is whether the share is that of what is left or of what is gone, so that
it fails only if it is neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.reading.fits import percentage, reaches, rounded, share_fits
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.pairing import alike
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Portion = tuple[Quantity, Quantity, Quantity]  # part, whole, share

_OF_LEFT = lazy_regex(
    r"\b(?:of|out of|from) (?:the|its|their|our|all|some|these|those)? ?(?:[a-z-]+ ){0,2}"
    r"(?P<w>[\ue000-\ue01f])[^;.]{0,90}?(?:\b(?:only|just|but|barely|some|about|all but|merely) )?"
    r"(?P<p>[\ue000-\ue01f])(?: [a-z-]+){0,2}? (?:(?:are|were|is|was|have|had|has) (?:now |still |"
    r"been )?)?(?:left|remain\w*|surviv\w+|gone|clos\w+|shut\w*|sold|lost|missing|empty|vacant|"
    r"unfilled|open|operat\w+|stayed|departed|scrapped|cancelled|canceled|complet\w+|finished|repaid|spent|"
    r"used|delivered|answered|replied|signed|passed|failed|returned|withdrawn)\b",
    re.IGNORECASE,
)
_SO = lazy_regex(
    r"\b(?:which means|meaning|so|thus|hence|therefore|that is|which is|in other words|i\.e\.|or|"
    r"which makes|making|mean(?:s|t)?|amounts? to|equals?)\b[^;.]{0,30}$"
)
_ROUGH = 4.0  # percent by which words for fractions are rough


def shares_of_remainders(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and a share that is neither of what is left nor of what is gone."""
    for frame in frames(evidence):
        shares = [
            (at, q)
            for at, q in frame.figures
            if q.kind in {Kind.PERCENT, Kind.FRACTION} and q.value and q.comparator in NO_BOUNDS
        ]
        match = _OF_LEFT.search(frame.text) if shares else None
        if match is None:
            continue
        part, whole = frame.quantity(match, "p"), frame.quantity(match, "w")
        pair = alike(part, whole, frame) if part is not None and whole is not None else None
        behind = [
            (at, q) for at, q in shares if at > match.end() and _inferred(frame, match.end(), at)
        ]
        if pair is None or len(behind) != 1 or not 0 < (pair[0].value or 0) < (pair[1].value or 0):
            continue
        if not _either(*pair, behind[0][1]):
            yield *pair, behind[0][1]


def _inferred(frame: Frame, start: int, at: int) -> bool:
    return _SO.search(frame.text, start, at) is not None


def _either(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    """Whether a share is that of a part, or of all else, in a whole."""
    if share.kind is Kind.FRACTION:
        told = 100 * (share.value or 0.0)
        return any(
            reaches(Interval(value - _ROUGH, value + _ROUGH), percentage, part, whole)
            for value in (told, 100 - told)
        )
    rest = Interval(100.0, 100.0) - percentage(rounded(part), rounded(whole))
    return share_fits(part, whole, share) or rest.meets(rounded(share))
