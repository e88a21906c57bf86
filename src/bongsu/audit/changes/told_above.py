"""Changes in percent whose two levels the next sentence tells.

"Exports rose 28 percent. They reached 30 billion, up from 27 billion."

Both sentences must be of one thing and of one stretch of time, and no other pair of the article may
make the change right, and no other change fit the pair: then the three belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.notation import DATE, form_of
from bongsu.audit.reading.changed import Changed, changed, changed_on_year
from bongsu.audit.reading.far_pairs import Trio, made_right
from bongsu.audit.reading.fits import fits, growth, rounded
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.pairing import alike, movements
from bongsu.audit.reading.placed import pairs
from bongsu.audit.reading.relating import with_synonyms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Comparator, Evidence, Quantity
from bongsu.patterns import lazy_regex, regex

_ROOM = (0.3, 3.3)  # of the right change: one farther off is of something else
_YEAR_AGO = lazy_regex(
    r"\b(?:year earlier|year before|year ago|on[ -]year|year[ -](?:on|over)[ -]year|last year|"
    r"previous year|"
    r"same period|preceding year|yoy|y/y)\b",
    re.IGNORECASE,
)
_OTHER_BASE = lazy_regex(
    r"\b(?:(?:from|than|over|on) (?:a|the|an? \w+|the \w+) (?:month|quarter|week|target|"
    r"forecast|plan|record|"
    r"peak|average|estimate)|(?:month|quarter|week)[ -]on[ -](?:month|quarter|week)|mom|qoq|"
    r"expected|"
    r"average|averag\w+|daily|adjusted|real|volume|share|won terms|dollar terms)\b",
    re.IGNORECASE,
)
_BACK = lazy_regex(
    r"^\W*(?:it|they|the (?:figure|total|amount|number|sum|value)|this|that|total|in total|"
    r"a total)\b",
    re.IGNORECASE,
)
_NARROWER = lazy_regex(r"\b(?:of|to|from|by|for) (?:the )?(?P<what>[A-Za-z][a-z-]{2,})")


_PAIR = form_of("told_above", "year_ago")


class Levels(NamedTuple):
    """Two levels that a sentence holds against each other."""

    before: Quantity
    after: Quantity
    frame: Frame


def told_above(evidence: Evidence) -> Iterator[Trio]:
    """Yield the levels of a sentence with the wrong change that the sentence before it tells."""
    told = (*changed(evidence), *changed_on_year(evidence))
    if not told:
        return
    some = [pair for pair in pairs(evidence) if pair[0].quantity.kind not in PERCENTS]
    seen: set[int] = set()
    for pair in pairs_of_levels(evidence):
        levels = pair.before, pair.after
        if pair.after.start in seen or any(one.frame.index == pair.frame.index for one in told):
            continue
        seen.add(pair.after.start)
        above = [one for one in told if one.frame.index == pair.frame.index - 1]
        if len(above) != 1 or not above[0].near or above[0].way != _way(*levels):
            continue
        change = above[0]
        if change.quantity.comparator is not Comparator.EXACT or made_right(change, some):
            continue
        if any(fits(one.quantity, growth, *levels) for one in told):
            continue
        right = growth(rounded(levels[0]), rounded(levels[1]))
        near = _ROOM[0] * right.low <= (change.quantity.value or 0.0) <= _ROOM[1] * right.high
        if near and _of_one_thing(change, pair):
            yield *levels, change.quantity


def pairs_of_levels(evidence: Evidence) -> Iterator[Levels]:
    """Yield the levels before and after of sentences that tell no change between them."""
    for movement in movements(evidence):
        if not movement.changes and _firm(movement.before, movement.after):
            yield Levels(movement.before, movement.after, movement.frame)
    for frame in frames(evidence):
        for match in _PAIR.finditer(frame.slim):
            before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
            levels = alike(before, after, frame) if before and after else None
            if levels is not None and _firm(*levels):
                yield Levels(*levels, frame)


def _firm(*levels: Quantity) -> bool:
    return all(
        one.kind in AMOUNTS and one.comparator is Comparator.EXACT and (one.value or 0.0) > 0
        for one in levels
    )


def _way(before: Quantity, after: Quantity) -> str:
    return "up" if (after.value or 0.0) > (before.value or 0.0) else "down"


def _of_one_thing(change: Changed, pair: Levels) -> bool:
    """Whether two sentences speak of one thing, and reckon from one time."""
    here = pair.frame
    blocks = here.sentence.block - change.frame.sentence.block
    if blocks > 1 or _OTHER_BASE.search(change.frame.text) or _OTHER_BASE.search(here.text):
        return False
    if _YEAR_AGO.search(change.frame.text) and not (
        _YEAR_AGO.search(here.text) or DATE in here.text
    ):
        return False
    starts = {pair.before.start, pair.after.start}
    first = min(at for at, quantity in here.figures if quantity.start in starts)
    return of_one_subject(change, here.text[:first], beside=not blocks)


_MONTHLY = lazy_regex(
    r"\b(?:(?:month|quarter|week) (?:earlier|before|ago)|(?:previous|preceding|last|"
    r"prior) (?:month|quarter|week)|"
    r"(?:month|quarter|week)[ -]on[ -](?:month|quarter|week)|mom|qoq)\b",
    re.IGNORECASE,
)
_YEARLY = lazy_regex(
    r"\b(?:year (?:earlier|before|ago)|(?:previous|last|preceding) year)\b", re.IGNORECASE
)


def of_one_base(change: Changed, here: str) -> bool:
    """Whether a change from a month before is not held against levels a year apart."""
    monthly, there = _MONTHLY.search(change.frame.text), _MONTHLY.search(here)
    return not (monthly and not there and _YEARLY.search(here))


def of_one_subject(change: Changed, lead: str, *, beside: bool) -> bool:
    """Whether what a change is told of is what the words before the levels of another name.

    Parameters
    ----------
    change : Changed
        The change, with its sentence.
    lead : str
        The words before the first level.
    beside : bool
        Whether the levels stand in the paragraph of the change, so that "they" points back to it.
    """
    own = regex(r"[;:]").split(change.frame.text[: change.at])[-1]
    narrow = {found["what"] for found in _NARROWER.finditer(own)}
    if narrow and not content_words(" ".join(narrow)) <= content_words(lead):
        return _BACK.match(lead) is not None and beside and _TOTAL.match(lead) is None
    if _BACK.match(lead) and beside:
        return True
    return bool(with_synonyms(content_words(own)) & with_synonyms(content_words(lead)))


_TOTAL = lazy_regex(r"^\W*(?:the |in |a )?total\b", re.IGNORECASE)
