"""Words of direction whose two levels stand in two sentences, one right after the other.

"Growth is put at 2.7 percent in 2016. In 2017 it will slow to 3": what the second moves to a
level is what the first is about, by its words, by its dates, or by the noun before the verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.wording import content_words
from bongsu.audit.trends.clause_ways import behind, own, ways
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.told_levels import (
    CLAUSE,
    Place,
    in_time,
    is_change,
    levels_of,
    one_unit,
)
from bongsu.audit.trends.two_levels import wrong
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex


def in_two_sentences(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words of direction that a level and the one of the sentence before deny."""
    earlier: list[Frame] = []
    for frame in all_frames(evidence):
        if earlier:
            yield from _across(earlier[-1], frame)
        yield from _concluded(frame, earlier)
        earlier = [*earlier[-1:], frame]


_THUS = guarded_regex(r"\b(?:thus|therefore|hence|consequently|accordingly)\b|^so\b", re.IGNORECASE)


def _concluded(frame: Frame, earlier: list[Frame]) -> Iterator[Backward]:
    """Yield the way that "spending thus contracts" gives to the levels of the sentences before."""
    if not _THUS.search(frame.text) or levels_of(frame)[1:]:
        return
    near = [one for one in earlier if one.sentence.block == frame.sentence.block]
    told = ways(frame.slim, 0)
    if not told or not near or frame.index - near[-1].index > 1:
        return
    places = [(one, place) for one in near for place in levels_of(one) if not is_change(one, place)]
    pairs = [
        (a, b)
        for number, a in enumerate(places)
        for b in places[number + 1 :]
        if one_unit(a[1][1], b[1][1])
    ]
    if len(pairs) == 1:
        (one, first), (other, second) = pairs[0]
        order = in_time(one, first, other, second)
        if order is not None:
            yield from wrong(frame, told, *order, near=frame.slim)


_RECORD = lazy_regex(
    r"[^,;:.]{0,20},? (?:an?|the) (?:new )?(?P<what>(?:record|all-time|historic|historical)"
    r"(?: (?:high|(?P<low>low)))?)\b(?! of)",
    re.IGNORECASE,
)


def _led_on(one: Frame, other: Frame, second: Place) -> bool:
    """Whether a sentence moves to a level what the one before, in words it shares, is about."""
    shared = content_words(one.text) & content_words(other.text)
    return len(shared) >= _SHARED and _TO.search(other.slim, 0, second[0]) is not None


_SHARED = 2
_TO = lazy_regex(r"\bto (?:about |just |only |some )?[$\u20ac\u00a3]?$")
_GOES_ON = lazy_regex(
    r"(?:in (?:the )?|by |for |at )?(?:\ue020|(?:the|it|they|that|this|its|their|there|a|last|two|"
    r"three)\b)",
    re.IGNORECASE,
)


_MOVED = lazy_regex(
    r"(?:^|[,.;:] |\b(?:the|its|their|that|and|while) )(?P<noun>[A-Za-z-]+(?: rate)?) "
    r"(?:(?:is|was|are|were|will|would|has|had|have|been|be|then|also|expected|projected|forecast|predicted|seen|set|"
    r"estimated|likely|to|gradually|further|slightly) )*[a-z]+(?: up| down)? to "
    r"(?:about |just |only |some |around )?[$\u20ac\u00a3]?$"
)


def _moved_noun(lead: str) -> str:
    """Return the bare noun that is said to move to a level; "" where it has a word before it."""
    found = _MOVED.search(lead)
    return found["noun"].lower() if found else ""


def _of_noun(one: Frame, alike: list[Place], noun: str) -> list[Place]:
    """Return the levels of a sentence whose own clause has a noun."""
    return [place for place in alike if noun and noun in own(one.slim[: place[0]]).lower().split()]


def _across(one: Frame, other: Frame) -> Iterator[Backward]:
    """Yield a word of direction that its level and the one of the sentence before deny."""
    if other.index != one.index + 1 or one.sentence.block != other.sentence.block:
        return
    there = levels_of(other)
    if not there:
        return
    second = there[0]
    alike = [place for place in levels_of(one) if one_unit(place[1], second[1])]
    if not _GOES_ON.match(other.slim) or len(alike) > 1:
        alike = _of_noun(one, alike, _moved_noun(other.slim[: second[0]]))
    if len(alike) != 1:
        return
    first = alike[0]
    order = in_time(one, first, other, second)
    if order is None and _led_on(one, other, second):
        order = first, second
    if order is None or is_change(one, first) or is_change(other, second):
        return
    record = _RECORD.match(one.slim, first[0] + 1)
    if record is not None and order[0] is second:
        at = first[0] + 1 + record.start("what")
        yield from wrong(one, [(at, "down" if record["low"] else "up")], *order)
        return
    lead = own(other.slim[max(0, second[0] - CLAUSE) : second[0]])
    said = ways(lead, second[0] - len(lead)) or behind(other.slim, second[0])
    if said:
        yield from wrong(other, said, *order)
    elif order[0] is second:  # "rose to 5. A year before it had been 6"
        lead = own(one.slim[max(0, first[0] - CLAUSE) : first[0]])
        yield from wrong(one, ways(lead, first[0] - len(lead)), *order)
