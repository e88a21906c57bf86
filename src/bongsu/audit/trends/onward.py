"""Movements that go on from a level told before: "4.5 percent in 2011, before easing to 4.7".

No "from" names the level before; it is the last figure of its unit in the sentence, if the verb has
no subject of its own. Where another figure before it agrees with the verb, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import DATE, Form, form_of
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, frames, source
from bongsu.audit.reading.pairing import alike
from bongsu.audit.trends.compared_back import Backward
from bongsu.evidence.mentions import (
    NO_BOUNDS,
    PERCENTS,
    DateMention,
    Evidence,
    Kind,
    Quantity,
)
from bongsu.patterns import lazy_regex, regex

_TO = form_of("onward", "to")
_REACHING = form_of("onward", "reaching")
_AFTER = form_of("onward", "after")
_PACE_WORDS = Form("{pace}")
_MOVES = Form("{up}|{down}|{up_noun}|{down_noun}")
_BASE = lazy_regex(
    r"[^;.\ue000-\ue01f]{0,40}\b(?:from|than|against|versus|compared (?:to|with))\b",
    re.IGNORECASE,
)
_BY = lazy_regex(r"\bby (?:[a-z]+ ){0,2}$", re.IGNORECASE)
_LED_FROM = lazy_regex(r"\bfrom (?:[a-z]+ ){0,2}$", re.IGNORECASE)
_NO_SUBJECT = lazy_regex(  # between two levels, if the verb is said of what the first is a level of
    r"[^;:()]*?(?:,|\bbefore\b|\bthen\b|\band\b|\bbut\b|\band then\b|\balthough\b|\u2014|"
    r"\bafter which\b)"
    r"(?: (?:and|but|then|before|later|again|also|will|would|is|was|has|have|had|been|be|it|"
    r"they|which|"
    r"expected|projected|forecast|likely|set|seen|estimated|to|gradually|further|subsequently|"
    r"finally|"
    r"slowly|sharply|slightly|steadily|now|still|eventually|thereafter|since|predicted|thought|"
    r"even))* ?",
    re.IGNORECASE,
)
_DOUBT = lazy_regex(
    r"\b(?:not|never|if|unless|instead|rather|having|while|whereas|with|respectively|each|"
    r"average|per|"
    r"minus|negative|rank\w*|place|won|yen|yuan|currency|rating|target\w*)\b|[+\u2212]|"
    r"\b(?:deficit|loss)\b.*\b(?:surplus|profit)|\bsurplus\b.*\bdeficit",
    re.IGNORECASE,
)
_ROOM = (0.4, 2.5)  # of the level before: one farther off is of something else
_LEVELS = {Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.RATE, Kind.INDEX}


def onward(evidence: Evidence) -> Iterator[Backward]:
    """Yield the verbs that lead on from a level to another on the wrong side of it."""
    for frame in frames(evidence):
        for form in (_TO, _REACHING):
            for match in form.finditer(frame.slim):
                after = frame.quantity(match, "b")
                if after is None or _BASE.match(frame.slim, match.end()):
                    continue
                before = _told_before(frame, match, after)
                if before is not None:
                    yield from _wrong(frame, match, before, after)
        for match in _AFTER.finditer(frame.slim):
            after, before = frame.quantity(match, "b"), frame.quantity(match, "a")
            if before is None or after is None or _DOUBT.search(_clause(frame, match)):
                continue
            yield from _wrong(frame, match, before, after)


def _told_before(frame: Frame, match: re.Match[str], after: Quantity) -> Quantity | None:
    """Return the level that a verb leads on from: the last of its unit before it."""
    earlier = [
        (at, quantity)
        for at, quantity in frame.figures
        if at < match.start() and frame.slim[at] != DATE and _one_unit(quantity, after)
    ]
    if not earlier:
        return None
    at, before = earlier[-1]
    between = frame.slim[at + 1 : match.start()]
    if len(between) > _FAR or not _NO_SUBJECT.fullmatch(between) or _DOUBT.search(between):
        return None
    if _DOUBT.search(frame.slim[max(0, at - _LEAD) : at]) or _is_change(frame, at, match):
        return None
    if _BY.search(frame.slim, 0, at) or not _in_time(frame, at, match):
        return None
    others = [q for place, q in earlier[:-1] if not _LED_FROM.search(frame.slim, 0, place)]
    agrees = any(not _against(match, one, after) for one in others)
    return None if agrees else before


_FAR = 110  # code points between a level and the verb that leads on from it
_LEAD = 60


def _is_change(frame: Frame, at: int, match: re.Match[str]) -> bool:
    """Whether a figure before is by how much something moved, and the verb not of its pace."""
    lead = regex(r"[,;:]").split(frame.slim[:at])[-1]
    moved = [found.end() for found in _MOVES.finditer(lead)]
    if not moved or regex(r"\b(?:to|at|of|was|is|stood|reach\w*)\b").search(lead[moved[-1] :]):
        return False
    return _PACE_WORDS.search(match["way"]) is None


def _in_time(frame: Frame, at: int, match: re.Match[str]) -> bool:
    """Whether the dates behind two levels do not say that the second is the earlier one."""
    first = _date_behind(frame, at + 1, match.start())
    second = _date_behind(frame, match.end(), len(frame.slim))
    if first is None or second is None or first.first is None or second.first is None:
        return True
    if first.relative or second.relative:
        return True
    return first.first <= second.first


def _date_behind(frame: Frame, start: int, end: int) -> DateMention | None:
    found = [
        item
        for at, item in frame.items.items()
        if start <= at < min(end, start + 30) and isinstance(item, DateMention)
    ]
    return found[0] if found else None


def _one_unit(first: Quantity, second: Quantity) -> bool:
    if not first.value or not second.value or first.value < 0 or second.value < 0:
        return False
    if first.kind in PERCENTS and second.kind in PERCENTS:
        return True
    if first.kind is not second.kind or first.kind not in _LEVELS or first.unit != second.unit:
        return False
    if first.kind is Kind.COUNT and first.noun[:4] != second.noun[:4] and second.noun:
        return False
    return first.per == second.per


def _clause(frame: Frame, match: re.Match[str]) -> str:
    return frame.slim[max(0, match.start() - _LEAD) : match.end()]


def _against(match: re.Match[str], before: Quantity, after: Quantity) -> bool:
    """Whether two levels surely go the other way than a verb."""
    low, high = (before, after) if match["up"] else (after, before)
    return below(high, low)


def _wrong(
    frame: Frame, match: re.Match[str], before: Quantity, after: Quantity
) -> Iterator[Backward]:
    pair = alike(before, after, frame)
    exact = all(one.comparator in NO_BOUNDS for one in (before, after))
    if pair is None or not exact or not _one_unit(before, after):
        return
    times = (pair[1].value or 0.0) / (pair[0].value or 1.0)
    if _ROOM[0] <= times <= _ROOM[1] and _against(match, *pair):
        start = source(frame, match.start("way"))
        yield Backward(start, start + len(match["way"]), *pair)
