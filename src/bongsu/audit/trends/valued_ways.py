"""Words that praise or blame a movement, against where it goes: "worsened from -3.8 to -2.2".

What is better depends on what is measured. A balance is better the higher it is, its sign counted;
a deficit or a jobless rate is better the lower; a surplus or a profit the higher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import source
from bongsu.audit.reading.pairing import Movement, movements
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.word_groups import Found, group
from bongsu.evidence.mentions import NO_BOUNDS, Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_LEAD = 140  # code points before two levels in which their verb and its subject stand
_BREAK = regex(r"[;:\u2014]|,\s(?:and|but|while|whereas)\s|\b(?:while|whereas|after|because)\b")
_BALANCE = lazy_regex(r"\bbalances?\b", re.IGNORECASE)
_WIDER = lazy_regex(
    r"\b(?:(?P<wider>widen\w*|deepen\w*)|(?P<closer>narrow\w*|shrink\w*|shrank|shrunk))\b",
    re.IGNORECASE,
)
_HIGHER = lazy_regex(
    r"\b(?:(?P<up>ris(?:e|es|en|ing)|rose|increas\w+|climb\w*|grow\w*|grew)|"
    r"(?P<down>fall(?:s|en|ing)?|fell|declin\w+|drop\w*|decreas\w+))\b",
    re.IGNORECASE,
)
_DOUBT = lazy_regex(
    r"\b(?:not|never|no longer|instead|rather|if|unless|revis\w+|than expected|outlook|"
    r"forecast\w*\s(?:for|of))\b",
    re.IGNORECASE,
)


def valued_ways(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words that praise or blame a movement which goes the other way."""
    for movement in movements(evidence):
        if {movement.before.comparator, movement.after.comparator} <= NO_BOUNDS:
            yield from _denied(movement)


def _denied(movement: Movement) -> Iterator[Backward]:
    text = movement.frame.text
    at = max(0, movement.start - _LEAD)
    lead = _BREAK.split(text[at : movement.start])[-1]
    if _DOUBT.search(lead):
        return
    verb = _said(lead, movement)
    if verb is None:
        return
    (first, last), up = verb
    low, high = (movement.before, movement.after) if up else (movement.after, movement.before)
    if below(high, low):
        start = source(movement.frame, movement.start - len(lead) + first)
        yield Backward(start, start + last - first, movement.before, movement.after)


_Verb = tuple[tuple[int, int], bool]  # where it stands, and whether the figure should be higher


def _said(lead: str, movement: Movement) -> _Verb | None:
    """Return where a word of value or of a signed balance stands, and which way it points."""
    if _below_zero(movement.before) and _below_zero(movement.after):
        return _of_signed(lead)
    if _below_zero(movement.before) or _below_zero(movement.after):
        return _valued(lead) if _BALANCE.search(lead) else None
    valued = _valued(lead)
    if valued is None or _BALANCE.search(lead):
        return None
    named = [  # "the budget deficit": the last word names what is measured
        (found.start(), name == "good")
        for name in ("bad", "good")
        for found in group(name).finditer(lead, 0, valued[0][0])
    ]
    return (valued[0], valued[1] is max(named)[1]) if named else None


def _of_signed(lead: str) -> _Verb | None:
    """Return the way of two levels below zero: of a balance, or of what is told with its sign."""
    valued = _valued(lead)
    if valued is not None:
        return valued
    wider = list(_WIDER.finditer(lead))
    if len(wider) == 1:
        return wider[0].span(), wider[0]["closer"] is not None
    moved = list(_HIGHER.finditer(lead))
    if len(moved) == 1 and _BALANCE.search(lead):
        return moved[0].span(), moved[0]["up"] is not None
    return None


def _valued(lead: str) -> _Verb | None:
    """Return the one word of "better" or "worse", as if more were better."""
    found: list[tuple[Found, bool]] = [
        (one, name == "better")
        for name in ("better", "worse")
        for one in group(name).finditer(lead)
    ]
    return (found[0][0].span(), found[0][1]) if len(found) == 1 else None


def _below_zero(level: Quantity) -> bool:
    return level.value is not None and level.value < 0
