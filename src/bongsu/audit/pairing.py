"""Which figures of a sentence belong together: levels before and after, and the change between.

Two figures are a pair only if the words between them say so, and if both are of one unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bongsu.audit.frames import Frame, frames, pattern, remembered, words
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity

_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_RANGE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\D*? to \D*?(\d[\d,]*(?:\.\d+)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
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
        return self.before.kind in _PERCENTS


_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}


def alike(first: Quantity, second: Quantity, frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return two figures in one unit, or none if they measure different things.

    "From 4.2 to 6.1 percent" and "from 3 to 5 million" name the unit once: a bare number takes
    the unit and the scale of the other.
    """
    first, second = _dressed(first, second, frame), _dressed(second, first, frame)
    if first.kind in _PERCENTS and second.kind in _PERCENTS:
        return first, second
    if first.kind is not second.kind:
        return None
    if first.kind is Kind.COUNT:
        return (first, second) if _one_noun(first, second) else None
    return (first, second) if first.unit == second.unit else None


def addable(part: Quantity, whole: Quantity, frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return two figures in one unit; counts of different things may still be one sum."""
    part, whole = _dressed(part, whole, frame), _dressed(whole, part, frame)
    if part.kind is Kind.COUNT and whole.kind is Kind.COUNT:
        return part, whole
    return alike(part, whole, frame)


def _one_noun(first: Quantity, second: Quantity) -> bool:
    return not first.noun or not second.noun or first.noun[:4] == second.noun[:4]


def bare(quantity: Quantity, frame: Frame) -> bool:
    """Whether a figure is a number in digits with neither scale nor unit nor noun."""
    text = frame.evidence.words(quantity)
    return quantity.kind is Kind.COUNT and _PLAIN.fullmatch(text) is not None


def _dressed(plain: Quantity, full: Quantity, frame: Frame) -> Quantity:
    if plain.value is None or full.value is None or not bare(plain, frame):
        return plain
    if plain.start > full.start:
        return plain  # "40 percent from 200": the unit of the one is not that of the other
    number = _PLAIN.search(frame.evidence.words(full))
    if number is None or bare(full, frame):
        return plain
    shown = float(number[0].replace(",", ""))
    if not shown:
        return plain
    scale = full.value / shown
    if full.kind is Kind.COUNT and (scale == 1 or plain.value > 100 * shown):
        return plain
    if plain.noun and full.kind is not Kind.COUNT:
        after = frame.evidence.text[plain.end : plain.end + 6].lower()
        if not re.match(r",?\s(?:to|and|in|from|or|a)\b", after):
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


_FROM_TO = [
    pattern(r"\bfrom\b~25_<a>~70\bto\b~25_<b>"),
    pattern(r"\bto\b~15_<b>~50\b(?:from|compared (?:to|with)|against|versus)\b~35_<a>"),
    pattern(r"<b>(?P<way>~40(?:\bup|\bdown)) from\b~30_<a>"),
    pattern(r"\b(?:reach\w*|hit|stood at|standing at|came to)_<b>~35\bfrom\b~25_<a>"),
    pattern(r"<b>~30[,(\u2014\u2013] ?(?P<way>up|down|{more}|{less}|an? ~12(?:{up_noun}|{down_noun}) of) _<c>,? ?(?:from|than|compared (?:to|with)|on|over)\b~30_<a>"),
]
_ONE_RANGE = pattern(r"\bfrom\b_<r>")
_SPREAD = re.compile(
    r"(?:\brang|\bvar(?:y|ie)|\banywhere\b|\bspan|\bages?d?\b|\bdiffer|\bbetween\b)[^;]{0,40}$", re.IGNORECASE
)
_BEFORE = [
    pattern(r"(?P<way>{up}|{down})~30(?:\bby\b|\bof\b)?_<c>,?~25$"),
    pattern(r"(?P<way>{up_noun}|{down_noun})~8\bof\b_<c>~20$"),
    pattern(r"<c>,?~4(?P<way>{up_noun}|{down_noun})~25,?$"),
]
_AFTER = [
    pattern(
        r"^~40[,(:\u2014\u2013-] ?(?:or |which is |that is |i\.e\.,? |representing |marking |for |amounting to |equivalent to |a total of )?"
        r"(?P<way>up|down|an? ~20(?:{up_noun}|{down_noun}) of|(?:an?|the)? ?(?:difference|change|swing) of) ?(?:by )?_<c>"
    ),
    pattern(r"^~40[,(:\u2014\u2013-] ?(?:or )?(?:representing |marking |which is )?(?:an?|the)? _<c>~20(?P<way>{up_noun}|{down_noun})"),
    pattern(r"^~25(?:\(| an? ?|, ?)(?P<way>[+\u2212-]) ?<c>"),
    pattern(r"^~40[,(:\u2014\u2013-] ?(?P<way>{up}|{down}) (?:by )?_<c>"),
    pattern(r"^~30,? (?:and )?(?:thus |so )?(?P<way>{up}|{down}) by _<c>"),
]
_RELATIVE = re.compile(rf"(?: of [a-z ]{{1,30}}?)?,? ?{words('other_base')}", re.IGNORECASE)
_PER = re.compile(
    r"\b(?:annual|annually|yearly|monthly|average|compound|real|cumulative|on year|per year|a year|each|another)\b",
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
        for match in form.finditer(frame.text):
            before, after = frame.quantity(match, "a"), frame.quantity(match, "b")
            if before is None or after is None or _SPREAD.search(frame.text, 0, match.start()):
                continue
            if _other_clause(match) or _renamed(frame, match):
                continue
            pair = alike(before, after, frame)
            if pair is not None:
                yield _movement(frame, match, *pair)
    for match in _ONE_RANGE.finditer(frame.text):
        ranged = frame.quantity(match, "r")
        ends = from_range(ranged, frame) if ranged is not None else None
        if ends is not None and not _SPREAD.search(frame.text, 0, match.start()):
            yield _movement(frame, match, *ends)


_CLAUSE_BETWEEN = re.compile(
    rf"\b(?:and|while|but|as|whereas)\b[^;]{{0,60}}(?:{words('up')}|{words('down')})", re.IGNORECASE
)
_RENAMED = re.compile(r"\bor $")


def _other_clause(match: re.Match[str]) -> bool:
    """Whether a second movement begins between the two levels."""
    first, second = sorted((match.start("a"), match.start("b")))
    return _CLAUSE_BETWEEN.search(match.string, first, second) is not None


def _renamed(frame: Frame, match: re.Match[str]) -> bool:
    """Whether a level is another name of the figure before it: "5 billion, or 6 a share"."""
    return any(
        _RENAMED.search(frame.text, max(0, match.start(name) - 8), match.start(name))
        for name in ("a", "b")
    )


def _movement(frame: Frame, match: re.Match[str], before: Quantity, after: Quantity) -> Movement:
    start, end = match.span()
    head = frame.text[max(0, start - 90) : start]
    tail = frame.text[end : end + 110]
    step = repeated_step(frame)
    told = [
        _told(frame, match, 0) if "c" in match.re.groupindex else None,
        _change_before(frame, head, max(0, start - len(head))),
        _change_after(frame, tail, end),
    ]
    told = [one for one in told if one is not None and (step is None or one[0] != step[0])]
    ways = [way for _, way in filter(None, told)]
    if not ways and "way" in match.re.groupindex:
        ways = [match["way"]]
    return Movement(
        before=before,
        after=after,
        changes=tuple(change for change, _ in filter(None, told)),
        direction=_direction_of(ways[-1]) if ways else _direction_before(head),
        start=start,
        end=end,
        frame=frame,
    )


_MOVES = r"(?:cuts?|hikes?|increases?|reductions?|rises?|steps?|moves?|raises?)"
_STEPS = [
    pattern(
        r"<s:points>~35<n:count|multiple>(?: (?:times|occasions)|"
        rf" (?:consecutive|straight|successive) [a-z]+| [a-z-]*? ?(?:meetings|{_MOVES}))"
    ),
    pattern(r"<s:points>~35<n:multiple>"),
    pattern(rf"<n:count|multiple> (?:[a-z-]+ ){{0,2}}?{_MOVES} (?:of|by) _<s:points>"),
    pattern(rf"<n:count|multiple> (?:[a-z-]+ ){{0,1}}?<s:points> {_MOVES}"),
    pattern(r"<n:count|multiple>(?: (?:times|occasions|meetings))?,?~15\b(?:by|of)\b_<s:points>"),
]
_MANY = 40  # steps; a larger number counts something else


def repeated_step(frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return the size and the number of equal steps, for "by 25 basis points three times"."""
    for form in _STEPS:
        for match in form.finditer(frame.text):
            size, number = frame.quantity(match, "s"), frame.quantity(match, "n")
            if size is None or number is None or number.value is None or size.value is None:
                continue
            if number.value == int(number.value) and 1 < number.value <= _MANY:
                return size, number
    return None


def _told(frame: Frame, found: re.Match[str], offset: int) -> tuple[Quantity, str] | None:
    """Return the change that a pattern found in a part of the frame, unless it is a pace."""
    item = frame.items.get(offset + found.start("c"))
    if not isinstance(item, Quantity) or item.malformed or _PER.search(found[0]):
        return None
    return item, found["way"]


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


_UP = re.compile(rf"{words('up')}|{words('up_noun')}|\bup\b|\+|{words('more')}", re.IGNORECASE)
_DOWN = re.compile(
    rf"{words('down')}|{words('down_noun')}|\bdown\b|[-\u2212]|{words('less')}", re.IGNORECASE
)
_UP_VERB = re.compile(words("up"), re.IGNORECASE)
_DOWN_VERB = re.compile(words("down"), re.IGNORECASE)
_CLAUSE = re.compile(r"[^,;:\u2014()\ue000-\ue01f]*$")
_DENIED = re.compile(
    r"\b(?:not|never|no|without|instead|rather|prevent\w*|avoid\w*|if|unless|would have|n't|failed)\b|n[\u2019']t\b",
    re.IGNORECASE,
)


def _direction_of(way: str) -> str:
    up, down = _UP.search(way), _DOWN.search(way)
    if bool(up) == bool(down):
        return ""
    return "up" if up else "down"


def _direction_before(head: str) -> str:
    """Return where the verb of the clause before the levels points; nowhere if two disagree."""
    clause = _CLAUSE.search(head)
    said = clause[0][-60:] if clause else ""
    up, down = _UP_VERB.search(said), _DOWN_VERB.search(said)
    if bool(up) == bool(down) or _DENIED.search(head):
        return ""
    return "up" if up else "down"


def approximate(quantity: Quantity) -> bool:
    """Whether a text hedges a figure in any way."""
    return quantity.comparator is not Comparator.EXACT
