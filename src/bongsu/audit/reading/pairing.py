"""Which figures of a sentence belong together: levels before and after, and the change between.

Two figures are a pair only if the words between them say so, and if both are of one unit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.notation import Form, form_of, forms
from bongsu.audit.reading.directions_told import direction_before, direction_of
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.other_pairs import of_other_pairs
from bongsu.audit.reading.repeated import repeated_step, steps_so_far
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import PERCENTS, DateMention, Evidence, Kind, Quantity
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex, regex

_RANGE = regex(r"(\d[\d,]*(?:\.\d+)?)\D*? to \D*?(\d[\d,]*(?:\.\d+)?)")


class Movement(NamedTuple):
    """A level before and a level after, with what the text says of the way between."""

    before: Quantity
    after: Quantity
    changes: tuple[Quantity, ...]  # amounts that the text gives for the change
    direction: str  # "up", "down", or "" where the words name none
    start: int  # in the frame
    end: int
    frame: Frame

    @property
    def percents(self) -> bool:
        """Whether the levels themselves are percentages."""
        return self.before.kind in PERCENTS


def alike(first: Quantity, second: Quantity, frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return two figures in one unit, or none if they measure different things.

    "From 4.2 to 6.1 percent" and "from 3 to 5 million" name the unit once: a bare number takes
    the unit and the scale of the other.
    """
    first, second = _dressed(first, second, frame), _dressed(second, first, frame)
    if first.kind in PERCENTS and second.kind in PERCENTS:
        return first, second
    if first.kind is not second.kind:
        return None
    if first.kind is Kind.COUNT:
        return (first, second) if _one_noun(first, second) else None
    unnamed = first.kind is Kind.RATE and not (first.unit and second.unit)
    return (first, second) if unnamed or first.unit == second.unit else None


def addable(part: Quantity, whole: Quantity, frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return two figures in one unit; counts of different things may still be one sum."""
    part, whole = _dressed(part, whole, frame), _dressed(whole, part, frame)
    if part.kind is Kind.COUNT and whole.kind is Kind.COUNT:
        return part, whole
    return alike(part, whole, frame)


def _one_noun(first: Quantity, second: Quantity) -> bool:
    if not first.noun or not second.noun or first.noun[:4] == second.noun[:4]:
        return True
    plain = {first.noun.lower(), second.noun.lower()} & _OF_ANYTHING
    return bool(plain) and (first.unit == second.unit or plain == {"units"})


_OF_ANYTHING = frozenset({"units", "people", "persons", "individuals"})  # "vehicles ... units"


def bare(quantity: Quantity, frame: Frame) -> bool:
    """Whether a figure is a number in digits with neither scale nor unit nor noun."""
    text = frame.evidence.words(quantity)
    return quantity.kind is Kind.COUNT and NUMERAL.fullmatch(text) is not None


def _dressed(plain: Quantity, full: Quantity, frame: Frame) -> Quantity:
    if plain.value is None or full.value is None or not bare(plain, frame):
        return plain
    if plain.start > full.start:
        return plain  # "40 percent from 200": the unit of the one is not that of the other
    number = NUMERAL.search(frame.evidence.words(full))
    if number is None or bare(full, frame):
        return plain
    shown = float(number[0].replace(",", ""))
    if not shown:
        return plain
    scale = abs(full.value) / shown  # the sign is the other figure's own
    if full.kind is Kind.COUNT and (scale == 1 or plain.value > 100 * shown):
        return plain
    if plain.noun and full.kind is not Kind.COUNT:
        after = frame.evidence.text[plain.end : plain.end + 6].lower()
        if not regex(r",?\s(?:to|and|in|from|or|a)\b").match(after):
            return plain
    return replace(
        plain,
        value=plain.value * scale,
        kind=full.kind,
        unit=full.unit,
        noun=full.noun,
        step=plain.step * scale,
        approximate_step=plain.approximate_step * scale,
    )


def from_range(quantity: Quantity, frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return both ends of a range as figures of their own, for "from 4.2 to 6.1 percent"."""
    text = frame.evidence.words(quantity)
    ends = _RANGE.search(text)
    if quantity.low is None or quantity.high is None or ends is None:
        return None
    first, second = (float(number.replace(",", "")) for number in ends.groups())
    low, high = quantity.low, quantity.high
    before, after = (low, high) if first <= second else (high, low)
    middle = quantity.start + ends.start(2)
    return (
        replace(quantity, value=before, low=None, high=None, end=quantity.start + ends.end(1)),
        replace(quantity, value=after, low=None, high=None, start=middle),
    )


_FROM_TO = forms("pairing", "from_to")
_ONE_RANGE = form_of("pairing", "one_range")
_SPREAD = regex(
    r"(?:\brang|\bvar(?:y|ie)|\banywhere\b|\bspan|\bages?d?\b|\bdiffer|"
    r"\bbetween\b(?! \ue020))[^;]{0,40}$",
    re.IGNORECASE,
)
FROM_RANGE = lazy_regex(  # "to 4.25 to 4.50 percent from 5.25 to 5.50 percent"
    r"\bto (?:a range of |between |the range of )?[\ue000-\ue01f](?: to [\ue000-\ue01f])?,? "
    r"(?:(?:down |up )?from )?$",
    re.IGNORECASE,
)
_BEFORE = forms("pairing", "before")
_AFTER = forms("pairing", "after")
_RELATIVE = Form(r"(?: of [a-z ]{1,30}?)?,? ?{other_base}")
_PER = lazy_regex(
    r"\b(?:annual|annually|yearly|monthly|average|compound|real|cumulative|on year|per year|"
    r"a year|each|another)\b",
    re.IGNORECASE,
)


@remembered
def movements(evidence: Evidence) -> Iterator[Movement]:
    """Yield every movement that the sentences of an article tell, each once."""
    for frame in frames(evidence):
        seen: set[tuple[int, int]] = set()
        for movement in _of(frame):
            key = (movement.before.start, movement.after.start)
            if key not in seen:
                seen.add(key)
                yield movement


def _of(frame: Frame) -> Iterator[Movement]:
    for form in _FROM_TO:
        for match in form.finditer(frame.slim):
            before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
            if before is None or after is None or not _is_pair(frame, match, before, after):
                continue
            if _later_first(frame, match):
                before, after = after, before
            after = _of_the_whole(frame, match, before, after)
            pair = alike(before, _in_unit_of(before, after, match), frame)
            if pair is not None:
                yield _movement(frame, match, *pair)
    for match in _ONE_RANGE.finditer(frame.slim):
        ranged = frame.quantity(match, "r")
        ends = from_range(ranged, frame) if ranged is not None else None
        if (
            ends is not None
            and not _SPREAD.search(frame.text, 0, match.start())
            and not FROM_RANGE.search(frame.text, 0, match.start())
        ):
            yield _movement(frame, match, *ends)


def _is_pair(frame: Frame, match: re.Match[str], before: Quantity, after: Quantity) -> bool:
    """Whether nothing about two figures says that they are not the ends of one movement."""
    if _SPREAD.search(frame.text, 0, match.start()) or _other_clause(match):
        return False
    if _parted(match):
        return False
    if FROM_RANGE.search(frame.text, 0, min(match.start("a"), match.start("b"))):
        return False
    shares = {before.kind, after.kind} <= PERCENTS  # "1,064 trillion won, or 50 percent of GDP"
    if not shares and renamed(frame, match.start("a"), match.start("b")):
        return False
    if _BY_HOW_MUCH.search(frame.text, 0, match.start("a")):
        return False
    return not of_other_pairs(frame, match)


def _parted(match: re.Match[str]) -> bool:
    """Whether a level of the same kind stands in what is said between a level and its change."""
    aside = match.groupdict().get("aside")
    return aside is not None and match["a"] in aside


_PART_LED = lazy_regex(
    r"(?P<whole>[\ue000-\ue01f])[^;:\ue000-\ue01f]{0,40}[,(\u2014\u2013] ?"
    r"(?:including|of which|among (?:it|them)|such as)\b[^;:,\ue000-\ue01f]{0,40}$",
    re.IGNORECASE,
)


def _of_the_whole(
    frame: Frame, match: re.Match[str], before: Quantity, after: Quantity
) -> Quantity:
    """Return the level after: "2.4 million tons, including 0.3 of steel, up from 2.1 million".

    Grammar leaves open whether the whole or the part went up; the nearer to the level before is it.
    """
    led = _PART_LED.search(frame.slim, 0, match.start("b"))
    whole = frame.reckoned(led.start("whole")) if led is not None else None
    if whole is None or match.start("a") < match.start("b") or not alike(whole, before, frame):
        return after
    return min(
        (after, whole), key=lambda one: abs(math.log((one.value or 1) / (before.value or 1)))
    )


# "lost 210 in 2020 and 145 in 2021": by how much, and no level
_BY_HOW_MUCH = lazy_regex(
    r"\b(?:lost|loses?|gained|gains?|added|adds?|shed|sheds)(?: (?:another|a further|about|"
    r"some))* $",
    re.IGNORECASE,
)


def _in_unit_of(before: Quantity, after: Quantity, match: re.Match[str]) -> Quantity:
    """Give the end of "from 1.4 million barrels to 0.98 million" the unit of its beginning."""
    plain = after.kind is Kind.COUNT and not after.noun and not after.unit
    if not plain or before.kind not in {Kind.PHYSICAL, Kind.MONEY} or not before.value:
        return after
    near = 0.1 < (after.value or 0.0) / before.value < 10.0
    if not near or not match[0].startswith("from"):
        return after
    return replace(after, kind=before.kind, unit=before.unit, per=before.per)


_VERB = Form("{up}|{down}")
_TURN = regex(r"\b(?:but|while|whereas|although|though)\b", re.IGNORECASE)
_AND_ANOTHER = regex(r", and (?:[a-z]+ ){1,3}of\b", re.IGNORECASE)  # "and revenues of 8"
_RENAMED = regex(r"\bor $")


def _other_clause(match: re.Match[str]) -> bool:
    """Whether a second movement begins between the two levels."""
    first, second = sorted((match.start("a"), match.start("b")))
    between = match.string[first:second]
    if "way" in match.re.groupindex:
        between = between.replace(match["way"], "")
    return any(found.search(between) for found in (_VERB, _TURN, _AND_ANOTHER))


def renamed(frame: Frame, *places: int) -> bool:
    """Whether a figure is another name of the one before it: "5 billion, or 6 a share"."""
    return any(_RENAMED.search(frame.text, max(0, at - 8), at) for at in places)


def _later_first(frame: Frame, match: re.Match[str]) -> bool:
    """Whether the dates beside two levels say that the level before is the later one."""
    if "e" not in match.re.groupindex:
        return False
    first, second = frame.items[match.start("d")], frame.items[match.start("e")]
    if not isinstance(first, DateMention) or not isinstance(second, DateMention):
        return False
    if first.first is None or second.first is None or first.relative or second.relative:
        return False
    swapped = match.start("b") < match.start("a")
    return (first.first < second.first) if swapped else (first.first > second.first)


_ADVERB = lazy_regex(
    r"\b(?P<way>up|down)(?: [a-z]+ly| a (?:little|bit|touch|notch))? from\b[^;,.]{0,40}$",
    re.IGNORECASE,
)


def _against_adverb(frame: Frame, match: re.Match[str], before: Quantity, after: Quantity) -> str:
    """Return the way of "grown to 1,246, down from 843", if the two levels deny it."""
    if "a" not in match.re.groupindex or before.value is None or after.value is None:
        return ""
    end = max(match.start("a"), match.start("b"))
    adverb = _ADVERB.search(frame.slim[match.start() : end])
    if adverb is None or (after.value > before.value) == (adverb["way"].lower() == "up"):
        return ""
    return adverb["way"].lower()


_GOES_ON = lazy_regex(
    r"[^;.\ue000-\ue01f]{0,30}?(?:,|\band\b|\bthen\b) ?(?:then |finally |later )?to (?:[a-z]+ )?"
    r"[\ue000-\ue01f]",
    re.IGNORECASE,
)


def _movement(frame: Frame, match: re.Match[str], before: Quantity, after: Quantity) -> Movement:
    start, end = match.span()
    listed = "e" in match.re.groupindex  # two dated levels: what stands before may not be of them
    head = "" if listed else frame.slim[max(0, start - 90) : start]
    lead = head
    if "a" in match.re.groupindex and not listed:  # "is forecast to fall to": a verb between
        lead += frame.slim[start : min(match.start("a"), match.start("b"))]
    tail = frame.slim[end : end + 110]
    step = repeated_step(frame)
    told = [
        _told(frame, match, 0) if "c" in match.re.groupindex else None,
        _change_before(frame, head, max(0, start - len(head))),
        _change_after(frame, tail, end),
    ]
    told = [
        one
        for one in told
        if one is not None
        and (step is None or not step[0].start <= one[0].start < step[0].end)
        and _of_levels(one[0], after)
        and not _all_steps_told(frame, one[0], before, after)
    ]
    ways = [way for _, way in filter(None, told)]
    if _GOES_ON.match(frame.slim, end):
        told = []  # "by 6 points, from 5 to 8 in 2014 and to 11 in 2015": the change is of both
    if not ways and "way" in match.re.groupindex:
        ways = [match["way"]]
    return Movement(
        before=before,
        after=after,
        changes=tuple(change for change, _ in filter(None, told)),
        direction=_against_adverb(frame, match, before, after)
        or next(filter(None, map(direction_of, reversed(ways))), "")
        or direction_before(head)
        or direction_before(lead),
        start=start,
        end=end,
        frame=frame,
    )


def _all_steps_told(frame: Frame, change: Quantity, before: Quantity, after: Quantity) -> bool:
    """Whether levels are those before the first of several steps and after the last."""
    way = abs((after.value or 0.0) - (before.value or 0.0))
    number = steps_so_far(frame)
    return number > 1 and abs(number * (change.value or 0.0) - way) <= change.step


_RELATIVE_KINDS = {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.MULTIPLE, Kind.FRACTION}


def _of_levels(change: Quantity, level: Quantity) -> bool:
    """Whether an amount can be a change of a level: in its unit, in points, or relative."""
    if change.kind in _RELATIVE_KINDS:
        return True
    if level.kind in PERCENTS:
        return change.kind is Kind.POINTS
    return change.kind is level.kind and (change.unit == level.unit or level.kind is Kind.COUNT)


def _told(frame: Frame, found: re.Match[str], offset: int) -> tuple[Quantity, str] | None:
    """Return the change that a pattern found in a part of the frame, unless it is a pace."""
    item = frame.items.get(offset + found.start("c"))
    if not isinstance(item, Quantity) or item.malformed or _PER.search(found[0]):
        return None
    if _A_LEVEL.search(found.string, found.start(), found.start("c")):
        return None  # "rose from 5": that is no change
    return item, found["way"]


_A_LEVEL = lazy_regex(r"\b(?:from|to|at|reach\w*)(?: [a-z]+){0,2} ?$", re.IGNORECASE)


def _change_before(frame: Frame, head: str, offset: int) -> tuple[Quantity, str] | None:
    for form in _BEFORE:
        found = form.search(head)
        if found is not None:
            return _told(frame, found, offset)
    return None


def _change_after(frame: Frame, tail: str, offset: int) -> tuple[Quantity, str] | None:
    for form in _AFTER:
        found = form.match(tail)
        if found is not None and not _RELATIVE.match(tail, found.end()):
            return _told(frame, found, offset)
    return None
