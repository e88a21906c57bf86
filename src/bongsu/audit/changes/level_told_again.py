"""Changes told with the level that they led to, whose level before is told with it elsewhere.

"Reserves increased 1.1 billion, totaling 400.3 billion" and, two paragraphs on, "they totaled
400.3 billion, up from 399.2 billion": the level that both tell makes them one change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from bongsu.audit.changes.told_above import Levels, of_one_base, pairs_of_levels
from bongsu.audit.notation import FIGURES
from bongsu.audit.reading.changed import Changed, changes_of_all_kinds
from bongsu.audit.reading.far_pairs import Trio
from bongsu.audit.reading.fits import difference, fits, growth, inverse_growth, rounded
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_LEADS_TO = lazy_regex(
    rf"[^;.:{FIGURES}]{{0,40}}?\b(?:to|totall?ing|reaching|hitting|for a total of)\b"
    rf"[^;.:{FIGURES}]{{0,25}}(?P<b>[{FIGURES}])"
)
_LED_BY = lazy_regex(
    rf"(?P<b>[{FIGURES}])[^;:{FIGURES}]{{0,45}}[,(\u2014\u2013] ?"
    r"(?:or |which (?:is|was) |marking )?"
    r"(?:up|down|an? (?:[a-z]+ ){0,2}?(?:increase|rise|gain|growth|decrease|decline|drop|fall) of)"
    r"(?: by)? (?:about |some )?[$€£¥]?$"
)
_FROM = lazy_regex(
    rf"[^;.{FIGURES}]{{0,45}}\b(?:from|than|compared|against|versus)\b[^;.]{{0,30}}[{FIGURES}]"
)
_DIGITS = 3  # that two levels must share, so that they are one level and not alike by chance
_ROOM = (0.3, 3.3)  # of what is right: a change farther off is of another base


@remembered
def levels_told_again(evidence: Evidence) -> Iterator[Trio]:
    """Yield level before, level after and a change that is not theirs."""
    changes = changes_of_all_kinds(evidence)
    if not changes:
        return
    told: dict[tuple[object, ...], list[Levels]] = defaultdict(list)
    for levels in pairs_of_levels(evidence):
        told[_key(levels.after)].append(levels)
    for change in changes if told else ():
        after = _after(change)
        some = told.get(_key(after), []) if after is not None and _written_out(after) else []
        some = [one for one in some if of_one_base(change, one.frame.text)]
        if not some or any(one.frame.index == change.frame.index for one in some):
            continue
        trios = [(one.before, one.after, change.quantity) for one in some]
        if not any(_right(*trio) for trio in trios) and _near(*trios[0], change.way):
            yield trios[0]


def _key(level: Quantity | None) -> tuple[object, ...]:
    return () if level is None else (level.kind, level.unit, level.value, level.step)


def _after(change: Changed) -> Quantity | None:
    """Return the level that a change is told to have led to, if its base is not told there."""
    if change.quantity.kind is Kind.POINTS or change.quantity.comparator is not Comparator.EXACT:
        return None
    text, at = change.frame.text, change.at
    match: re.Match[str] | None = _LEADS_TO.match(text, at + 1)
    if match is None:
        match = _LED_BY.search(text, max(0, at - 110), at)
    if match is None or _FROM.match(text, max(at, match.start("b")) + 1):
        return None
    return change.frame.quantity(match, "b")


def _written_out(level: Quantity) -> bool:
    return bool(level.value and level.step) and level.value >= 10 ** (_DIGITS - 1) * level.step


def _right(before: Quantity, after: Quantity, change: Quantity) -> bool:
    if change.kind in PERCENTS:
        return fits(change, growth, before, after)
    return fits(change, difference, before, after)


def _near(before: Quantity, after: Quantity, change: Quantity, way: str) -> bool:
    if change.kind not in PERCENTS and (change.kind, change.unit) != (after.kind, after.unit):
        return False
    rose = (after.value or 0.0) > (before.value or 0.0)
    if way in {"up", "down"} and rose != (way == "up"):
        return False
    if change.kind in PERCENTS and fits(change, inverse_growth, before, after):
        return True
    moved = growth if change.kind in PERCENTS else difference
    right = moved(rounded(before), rounded(after))
    return _ROOM[0] * right.low <= (change.value or 0.0) <= _ROOM[1] * right.high
