"""A level with the change that led to it, told as an amount and in percent: any two give the third.

"884 thousand in September, which decreased 140 thousand persons or 13.7 percent": the level before
was the level less or plus the amount, and the percentage is of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import DATE, FIGURES
from bongsu.audit.reading.fits import rounded, truncated
from bongsu.audit.reading.frames import Frame, frames
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Quantity
from bongsu.patterns import lazy_regex

_WAY = lazy_regex(
    rf"(?P<between>[^;:{FIGURES}]{{0,70}}?)\b(?:(?P<up>up|rose|increas\w+|gain(?:ed|ing)|grew|growing|rising|went\sup|higher|climb\w+|"
    r"adding)|(?P<down>down|fell|falling|decreas\w+|declin\w+|dropp\w+|went\sdown|lower|losing|lost|shr[aiu]nk\w*))\s"
    r"(?:by\s|of\s)?(?:about\s|some\s|around\s)?[$€£¥]?$",
    re.IGNORECASE,
)
_JOINED = lazy_regex(
    r"(?:\s[a-z]+){0,2}(?:,?\sor\s|\s?\(|,\s)(?:by\s|up\s|down\s|about\s)?[+-]?", re.IGNORECASE
)
_OTHER = lazy_regex(
    rf"\b(?:from|than|compared|against|while|whereas|but|and\s(?:the|its)\s\w+|target|forecast|budget|since|average|cumulative|"
    rf"of\s(?:which|whom|these|them)|with|including|among|led)\b|{DATE}[^,]*{DATE}",
    re.IGNORECASE,
)

Beside = tuple[Quantity, Quantity, Quantity, Interval]  # level, amount, percent, what it should be


def changes_beside(evidence: Evidence) -> Iterator[Beside]:
    """Yield a level with an amount and a percentage of its change that do not go together."""
    for frame in frames(evidence):
        for place in range(len(frame.figures) - 2):
            found = _beside(frame, place)
            if found is not None:
                yield found


def _beside(frame: Frame, place: int) -> Beside | None:
    at, level = frame.figures[place]
    (first, one), (second, other) = frame.figures[place + 1 : place + 3]
    amount, share = (one, other) if other.kind in PERCENTS else (other, one)
    if level.kind not in AMOUNTS or amount.kind is not level.kind or share.kind not in PERCENTS:
        return None
    if not level.value or not amount.value or not share.value or level.unit != amount.unit:
        return None
    way = _WAY.fullmatch(frame.text, at + 1, first)
    if way is None or _OTHER.search(way["between"]) or amount.value >= level.value:
        return None
    if not _JOINED.fullmatch(frame.text, first + 1, second):
        return None
    before = rounded(level) - rounded(amount) if way["up"] else rounded(level) + rounded(amount)
    if before.low <= 0:
        return None
    right = (rounded(amount) / before).scaled(100.0)
    if right.meets(rounded(share)) or right.meets(truncated(share)):
        return None
    near = right.low / share.value
    return (level, amount, share, right) if _ROOM[0] < near < _ROOM[1] else None


_ROOM = (0.1, 10.0)  # of what is told: farther off it is of something else
