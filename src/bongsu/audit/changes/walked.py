"""Steps whose size, number and levels stand in one sentence or several, in whatever words.

A way that is a whole number of steps, but another number than is told, was miscounted; a level that
is one slip of the finger away from where the steps lead was mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from bongsu.audit.changes.paces import lasting
from bongsu.audit.changes.several_steps import EACH, Walk, several_sizes
from bongsu.audit.changes.stepping import Steps, as_set
from bongsu.audit.reading.fits import difference, reaches, rounded
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.reading.repeated import repeated_step
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.terms import COUNT, PERCENT, POINTS, Term, few_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Comparator, DateMention, Evidence, Granularity, Kind, Quantity

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SIZED = lazy_regex(
    r"\b(?:of|by|at|for|extra|further|additional|another|more|adds?|added)(?: (?:an?|some|"
    r"about|extra|further|"
    r"additional|another))* $"
)
_LASTS = lazy_regex(
    r"\b(?:over|for|during|in|within|through|next|each of|after|takes?|another)(?: [a-z]+){0,2} $"
)
_MOST = 40  # steps
_OFF = 3  # steps by which people miscount
_TYPED, _LIKELY = 1.4, 0.6  # surprise of a slip, far off and in one paragraph
_DUST = 1e-9


def walked_steps(evidence: Evidence) -> Iterator[Steps]:
    """Yield steps that lead elsewhere than to the level told."""
    every = few_terms(evidence)
    sentences: dict[int, list[Term]] = {}
    for term in every:
        sentences.setdefault(term.index, []).append(term)
    ranges = _ranges(evidence)
    for index, here in sentences.items():
        if here[0].cell:
            continue
        beside = [*sentences.get(index - 1, []), *sentences.get(index + 1, [])]
        for size, number, steps in _steps(here, beside):
            ends = _ends(size, here, every, steps) or _ranged(size, index, ranges)
            if ends is not None and _whole_way(size, number, *ends):
                continue
            if ends is not None:
                sure = _miscounted(size, number, *ends)
                if sure or _strays(size, number, *ends):
                    yield Steps(size=size, number=number, ends=ends, total=None, sure=sure)
                continue
            far = _far_ends(size, number, every, steps)
            if far is not None:
                yield Steps(size=size, number=number, ends=far, total=None, sure=False)


def _steps(here: Sequence[Term], beside: Sequence[Term]) -> Iterator[Walk]:
    frame = here[0].frame
    told = repeated_step(frame)
    if told is not None:
        used = [one for one in here if _within(one, told)]
        yield *told, sorted(used, key=lambda one: one.quantity.start != told[0].start)
        return
    added = several_sizes(here)
    if added is not None:
        yield added
        return
    for size in here:
        if not _is_size(size):
            continue
        numbers: list[tuple[Quantity, Term | None]] = [
            (one.quantity, one) for one in here if one is not size and _number(one)
        ]
        numbers += [(one, None) for one in _spans(size)]
        if not numbers:
            numbers = [(one, None) for one in _in_words(size)]
        if not numbers:
            near = [one for one in beside if one.block == size.block and _number(one)]
            numbers = [(one.quantity, one) for one in near]
        if len(numbers) == 1:
            number, term = numbers[0]
            yield size.quantity, number, [size, term] if term is not None else [size]


def _in_words(size: Term) -> Iterator[Quantity]:
    """Yield the number of "four more lines, each of" before a size, which is no figure."""
    for match in _SO_MANY.finditer(size.lead.lower()):
        start = source(size.frame, match.start("n"))
        yield Quantity(
            start=start,
            end=start + len(match["n"]),
            kind=Kind.COUNT,
            value=float(UNITS.index(match["n"])),
            unit="",
            step=1.0,
            approximate_step=1.0,
            words=True,
        )


_SO_MANY = lazy_regex(
    rf"\b(?P<n>{'|'.join(UNITS[2:])}) (?:[a-z-]+ ){{0,3}}?[a-z]+s\b"
    r"(?! (?:ago|later|before|earlier))"
)


def _is_size(term: Term) -> bool:
    """Whether words say that a figure is that of one step of several."""
    lead, tail = term.lead.lower(), term.tail.lower()
    if _AND_MORE.match(tail):
        return False  # "three steps of 5,000, 3,000 and 1,000": one of several sizes
    if EACH.match(tail) or _EACH_OF.search(lead[-70:]):
        return True
    return POINTS in term.units and bool(_SIZED.search(lead) or _EVERY.search(lead))


_AND_MORE = lazy_regex(r"^,? (?:and )?[\ue000-\ue01f](?! (?:years?|months?|times)\b)")
_EACH_OF = lazy_regex(
    r"\b(?:each|every(?: one)?|increments?|instal+ments?|steps?|tranches?|stages?|rounds?|"
    r"batch(?:es)?|cuts?|rises?|increases?|hikes?|additions?|reductions?)"
    r"(?: of (?:these|them|those|which|the [a-z]+))?(?: [a-z]+){0,2}?"
    r" (?:of|by|adds?|takes?|brings?|removes?|cost|costs|is|are|was|were|will be|"
    r"worth|at|off|away|to)"
    r"(?: (?:about|some|roughly|another|a further|off|away))* $"
)
_EVERY = lazy_regex(r"\b(?:each|every)\b")


def _spans(size: Term) -> Iterator[Quantity]:
    """Yield how many months or years the dates of a sentence span, where a step is one of each."""
    unit = _UNIT.search(f"{size.lead[-60:]} | {size.tail[:40]}".lower())
    for item in size.frame.items.values():
        if not isinstance(item, DateMention):
            continue
        told = lasting(size.frame, item)
        if told is None and unit is not None and item.granularity is Granularity.RANGE:
            each = unit["unit"] or (unit["adverb"] or "yearly").removesuffix("ly")
            told = _length(item, each)
        if told is not None and told.value is not None and 1 < told.value <= _MOST:
            yield told
    if unit is not None and unit["unit"] == "month":
        yield from _months(size.frame)


_UNIT = lazy_regex(
    r"\b(?:(?:a|an|each|every|per) (?P<unit>month|year)|(?P<adverb>monthly|yearly)|"
    rf"(?:each|every) (?P<named>{'|'.join(_MONTHS)}|spring|summer|autumn|fall|winter))\b"
)
_FROM_MONTH = lazy_regex(
    rf"\b(?P<first>{'|'.join(_MONTHS)}) (?:through|to|until|till) (?:the end of )?"
    rf"(?P<last>{'|'.join(_MONTHS)})\b"
)


def _months(frame: Frame) -> Iterator[Quantity]:
    """Yield the number of months of "from January through August"."""
    text, start = frame.evidence.text, frame.sentence.start
    for match in _FROM_MONTH.finditer(text[start : frame.sentence.end].lower()):
        first, last = _MONTHS.index(match["first"]), _MONTHS.index(match["last"])
        yield Quantity(
            start=start + match.start(),
            end=start + match.end(),
            kind=Kind.DURATION,
            value=float((last - first) % len(_MONTHS) + 1),
            unit="month",
            step=1.0,
            approximate_step=1.0,
        )


def _length(date: DateMention, unit: str) -> Quantity | None:
    if date.first is None or date.last is None:
        return None
    years = date.last.year - date.first.year
    value = years + 1 if unit == "year" else 12 * years + date.last.month - date.first.month + 1
    return Quantity(
        start=date.start,
        end=date.end,
        kind=Kind.DURATION,
        value=float(value),
        unit=unit,
        step=1.0,
        approximate_step=1.0,
    )


def _within(term: Term, told: tuple[Quantity, Quantity]) -> bool:
    return any(one.start <= term.quantity.start < one.end for one in told)


def _number(term: Term) -> bool:
    kind = term.quantity.kind
    if kind is Kind.DURATION and not _LASTS.search(term.lead.lower()):
        return False
    return (
        kind in {Kind.COUNT, Kind.DURATION}
        and 1 < term.value <= _MOST
        and term.value == int(term.value)
        and (
            kind is Kind.DURATION
            or bool(term.quantity.noun)
            or term.idle
            or _COUNTED_STEPS.match(term.tail.lower()) is not None
        )
    )


_COUNTED_STEPS = lazy_regex(
    r"^ (?:[a-z-]+ ){0,3}?(?:cuts?|steps?|rises?|increases?|increments?|instal+ments?|hikes?|"
    r"reductions?|moves?|stages?|tranches?|lines?|rounds?)\b"
)


Ends = tuple[Quantity, Quantity]


def _ends(
    size: Quantity, here: Sequence[Term], every: Sequence[Term], steps: Sequence[Term]
) -> Ends | None:
    """Return the only two levels of the smallest passage around steps that has two."""
    unit = PERCENT if size.kind is Kind.POINTS else None
    levels = [
        one
        for one in every
        if one not in steps
        and one.quantity.comparator is Comparator.EXACT
        and (unit in one.units if unit else bool(one.units & _units(steps)))
        and (COUNT not in one.units or one.value > size.bounds[1])
    ]
    own = {one.value: one for one in levels if one.index == here[0].index}
    if len(own) == 1 and unit and _TO_NOTHING.search(here[0].frame.text.lower()):
        (level,) = own.values()
        return as_set(level.quantity), replace(level.quantity, value=0.0, step=0.0)
    index, block = here[0].index, here[0].block
    windows = ((0, 0), (-1, 0), (0, 1), (-1, 1))
    for first, last in windows:
        near = [one for one in levels if first <= one.index - index <= last and one.block == block]
        values = {one.value: one for one in near}
        if len(values) == 2:
            return _pair(list(values.values()))
        if len(values) > 2:
            return None
    near = [one for one in every if abs(one.index - index) <= 1 and one.block == block]
    loose = {one.value: one for one in near if one not in steps and _is_level(one, size, steps)}
    if len(loose) == 2:  # "nobody may have less than 100 billion after that"
        return _pair(list(loose.values()))
    if len(loose) == 1 and steps and POINTS in steps[0].units:
        (level,) = loose.values()
        if any(not one.value or _TO_NOTHING.search(one.frame.text.lower()) for one in near):
            return as_set(level.quantity), replace(level.quantity, value=0.0, step=0.0)
    values = {one.value: one for one in levels}
    if len(values) == 2 and COUNT not in _units(steps):
        return _pair(list(values.values()))
    return None


_TO_NOTHING = lazy_regex(
    r"\b(?:(?:to|at|reach\w*|is|be|until) (?:zero|nil|nothing)|zero by|duty[- ]free|abolish\w*|"
    r"eliminat\w+|disappear\w*|phased? out|gone|remov(?:ed?|es|ing)|scrapped|lifted|dismantled|"
    r"free of duty|done away with|wound down)\b"
)


def _is_level(term: Term, size: Quantity, steps: Sequence[Term]) -> bool:
    """Whether a figure is of the unit of the levels between which steps of a size lead."""
    if term.quantity.comparator is Comparator.APPROX:
        return False
    if size.kind is Kind.POINTS:
        return term.quantity.kind is Kind.PERCENT
    return bool(term.units & _units(steps)) and term.value > size.bounds[1]


_FEW_LEVELS = 5  # of a unit in an article; among more some two fit anything


def _far_ends(
    size: Quantity, number: Quantity, every: Sequence[Term], steps: Sequence[Term]
) -> Ends | None:
    """Return the two levels of an article that steps were meant to lead between.

    None fit, and one pair only, told as "from" and "to" or nearly the only ones, is a slip away.
    """
    levels = [one for one in every if one not in steps and _is_level(one, size, steps)]
    if COUNT in _units(steps):
        nouns = [one.quantity.noun.lower() for one in levels]
        levels = [
            one
            for one in levels
            if not one.quantity.noun or nouns.count(one.quantity.noun.lower()) > 1
        ]
    levels = list({one.value: one for one in levels}.values())
    told = [
        (one, other)
        for one, other in pairwise(levels)
        if one.index == other.index and _FROM.search(one.lead) and _TO.search(other.lead)
    ]
    few = len(levels) <= _FEW_LEVELS
    pairs = [_pair(pair) for pair in (combinations(levels, 2) if few else told)]
    walked = rounded(_exact(size)).scaled(number.value or 0.0)
    walked = Interval(walked.low - _DUST, walked.high + _DUST)
    if any(reaches(walked, difference, *pair) for pair in pairs):
        return None
    ways = [pair for pair in pairs if _in_room(walked, *pair)]
    wrong = [
        pair
        for pair in ways
        if _miscounted(size, number, *pair) or _miscounted(size, number, *pair[::-1])
    ]
    if len(wrong) > 1:
        named = [_pair(pair) for pair in told]
        wrong = [pair for pair in wrong if pair in named]
    return wrong[0] if len(wrong) == 1 else None


def _exact(size: Quantity) -> Quantity:
    return replace(size, step=0.0) if size.comparator is Comparator.EXACT else size


_FROM = lazy_regex(r"\bfrom (?:about |some )?$", re.IGNORECASE)
_TO = lazy_regex(r"\b(?:to|at|of|reach\w*) (?:about |some )?$", re.IGNORECASE)


def _strays(size: Quantity, number: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether steps lead near a level that stands beside them, but not to it."""
    walked = rounded(size).scaled(number.value or 0.0)
    return _in_room(walked, first, second) and not reaches(walked, difference, first, second)


_WAY = (0.5, 2.0)  # of the way walked: levels farther apart or nearer are of something else


def _in_room(walked: Interval, first: Quantity, second: Quantity) -> bool:
    way = abs((first.value or 0.0) - (second.value or 0.0))
    return _WAY[0] * walked.low <= way <= _WAY[1] * walked.high


def _units(steps: Sequence[Term]) -> frozenset[tuple[str, str]]:
    return steps[0].units if steps else frozenset()


def _pair(levels: Sequence[Term]) -> Ends:
    first, second = (as_set(replace(one.quantity, comparator=Comparator.EXACT)) for one in levels)
    return first, second


def _ranges(evidence: Evidence) -> list[tuple[int, Quantity]]:
    """Return the low ends of ranges in percent, with the sentences that they stand in."""
    return [
        (frame.index, replace(q, value=q.low, low=None, high=None))
        for frame in all_frames(evidence)
        for _, q in frame.figures
        if q.kind is Kind.PERCENT and q.low is not None and q.value is None
    ]


def _ranged(size: Quantity, index: int, ranges: Sequence[tuple[int, Quantity]]) -> Ends | None:
    near = [quantity for at, quantity in ranges if abs(at - index) <= 1]
    if size.kind is Kind.POINTS and len(near) == 2:
        return near[0], near[1]
    return None


def _whole_way(size: Quantity, number: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether what looks like a step is all of the way, or what looks like a level all steps.

    "Within four years by 6.5 points" and "12 ships at 47 million, 564 million in all".
    """
    exact = rounded(size).scaled(number.value or 0.0)
    if exact.meets(rounded(max(first, second, key=lambda level: level.value or 0.0))):
        return True
    steps = number.kind is Kind.MULTIPLE or _STEPS.search(number.noun.lower()) is not None
    return not steps and reaches(rounded(size), difference, first, second)


_STEPS = lazy_regex(
    r"\b(?:times|occasions?|meetings?|cuts?|hikes?|steps?|moves?|rises?|increases?|raises?)\b"
)


def _miscounted(size: Quantity, number: Quantity, first: Quantity, second: Quantity) -> bool:
    """Whether the way between two levels shows that steps were miscounted or mistyped."""
    told, often = size.value or 0.0, number.value or 0.0
    walked = told * often
    exact = Interval(walked - _DUST, walked + _DUST)
    if not walked or reaches(exact, difference, first, second):
        return False
    if reaches(rounded(size).scaled(often), difference, first, second):
        return False
    low, high = sorted((first.value or 0.0, second.value or 0.0))
    if often == 1 and size.kind is Kind.POINTS:
        told = 0.25  # of which steps of several sizes are made up
        often = walked / told
    count = (high - low) / told
    if often > 1 and abs(count - round(count)) < 1e-6 and 0 < abs(round(count) - often) <= _OFF:
        return True
    ends = max(
        surprise(second, Interval(one, one))
        for one in ((first.value or 0) + walked, abs((first.value or 0) - walked))
    )
    typed = surprise(replace(size, value=told), Interval(high - low, high - low).scaled(1 / often))
    return max(ends, typed) >= (_LIKELY if size.kind is not Kind.POINTS else _TYPED)
