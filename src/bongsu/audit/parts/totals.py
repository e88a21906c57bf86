"""Shares of a total that another sentence gives: "27 percent of total exports"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import form_of
from bongsu.audit.reading.fits import percentage, share_fits, truncated
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_OF_ALL = form_of("arithmetic_shares", "of_all")
_MOST = 4  # figures of one noun; with more of them nobody can say which is the total
_ROOM = (0.55, 1.8)  # of the share told: farther off, the figure is no total of this part
_LEVEL = lazy_regex(
    r"\b(?:reach\w*|total\w*|amount\w*|stood|stand\w*|came|hit|record\w*|were|was|is|are|"
    r"rose|fell|grew|climbed|declined|increased|dropped)\b[^;]{0,30}$",
    re.IGNORECASE,
)


def shares_of_totals(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield part, whole and share where no figure that may be the total makes the share right."""
    for frame in frames(evidence):
        for match in _OF_ALL.finditer(frame.text):
            part, share = frame.quantity(match, "p"), frame.quantity(match, "c")
            if part is None or share is None or part.value is None or not share.value:
                continue
            wholes = list(_wholes(evidence, match["noun"], part))
            if not 0 < len(wholes) <= _MOST or any(share_fits(part, w, share) for w in wholes):
                continue
            near = [whole for whole in wholes if _near(part, whole, share)]
            if len(near) == 1:
                yield part, near[0], share


def _wholes(evidence: Evidence, noun: str, part: Quantity) -> Iterator[Quantity]:
    """Yield larger figures in one unit whose clause names the noun, and nothing narrower."""
    subject = re.compile(
        rf"(?:^|[.,;] |\b(?:the|its|total|overall|all|and|while|that|korea.s|national) )"
        rf"{re.escape(noun)}\b(?! (?:of|to|from) [a-z])[^;\ue000-\ue01f]{{0,60}}$",
        re.IGNORECASE,
    )
    for other in all_frames(evidence):
        for at, figure in other.figures:
            if figure.kind is not part.kind or figure.unit != part.unit or figure is part:
                continue
            if figure.value is None or figure.value <= (part.value or 0.0):
                continue
            if _named(other, at, noun, subject):
                yield figure


def _named(frame: Frame, at: int, noun: str, subject: re.Pattern[str]) -> bool:
    lead = frame.text[max(0, at - 100) : at]
    if re.match(rf" (?:total |overall )?{re.escape(noun)}\b", frame.text[at + 1 :], re.IGNORECASE):
        return True
    return subject.search(lead) is not None and _LEVEL.search(lead) is not None


def _near(part: Quantity, whole: Quantity, share: Quantity) -> bool:
    right = percentage(truncated(part), truncated(whole))
    told = share.value or 0.0
    return _ROOM[0] * right.low <= told <= _ROOM[1] * right.high
