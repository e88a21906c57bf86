"""The size and the number of steps that a sentence tells of, in whatever words.

"Three cuts of a quarter point", "2,000 a month from March through July", "four more lines, each of
12 kilometres". Whether the steps lead to the levels told is asked in `walked.py`.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence

from bongsu.audit.changes.paces import lasting
from bongsu.audit.changes.several_steps import EACH, Walk, several_sizes
from bongsu.audit.reading.frames import Frame, source
from bongsu.audit.reading.repeated import repeated_step, some_of_another_size
from bongsu.audit.reading.tallies import UNITS, count_in_words
from bongsu.audit.reading.terms import POINTS, Term
from bongsu.evidence.mentions import DateMention, Granularity, Kind, Quantity
from bongsu.patterns import lazy_regex

_MONTHS = [name.casefold() for name in calendar.month_name[1:]]
_SIZED = lazy_regex(
    r"\b(?:of|by|at|for|extra|further|additional|another|more|adds?|added)(?: (?:an?|some|"
    r"about|extra|further|"
    r"additional|another))* $"
)
_LASTS = lazy_regex(
    r"\b(?:over|for|during|in|within|through|next|each of|after|takes?|another)(?: [a-z]+){0,2} $"
)
_MOST = 40  # steps


def steps_told(here: Sequence[Term], beside: Sequence[Term]) -> Iterator[Walk]:
    """Yield the size and the number of steps of a sentence, with the figures that tell them.

    A number that its own sentence leaves out may stand in one beside it.
    """
    frame = here[0].frame
    told = repeated_step(frame)
    if told is not None:
        used = [one for one in here if _within(one, told)]
        yield *told, sorted(used, key=lambda one: one.quantity.start != told[0].start)
        return
    if some_of_another_size(frame):
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
        if len(numbers) == 1 and not _of_rate(size.quantity, numbers[0][0]):
            number, term = numbers[0]
            yield size.quantity, number, [size, term] if term is not None else [size]


def _in_words(size: Term) -> Iterator[Quantity]:
    """Yield the number of "four more lines, each of" before a size, which is no figure."""
    for match in _SO_MANY.finditer(size.lead.lower()):
        start = source(size.frame, match.start("n"))
        yield count_in_words(start, start + len(match["n"]), float(UNITS.index(match["n"])))


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


def _of_rate(size: Quantity, number: Quantity) -> bool:
    """Whether a sum of every month or year stands by things that count no months: a rent by rooms.

    "A three-room flat for 14.4 million won a year, or 1.2 million won a month" tells of no steps.
    """
    return (
        size.per in _TIMES
        and number.kind is Kind.COUNT
        and bool(number.noun)
        and _TURNS.search(number.noun.lower()) is None
    )


_TIMES = frozenset({"day", "week", "month", "quarter", "year"})
_TURNS = lazy_regex(
    r"\b(?:cuts?|steps?|ris(?:es?|ings?)|increases?|increments?|instal+ments?|hikes?|raises?|"
    r"reductions?|moves?|stages?|tranches?|lines?|rounds?|payments?|times|occasions?|turns?|"
    r"days?|weeks?|months?|quarters?|years?|springs?|summers?|autumns?|falls?|winters?|seasons?|"
    r"terms?|phases?|pay ?days?|additions?|batch(?:es)?)$"
)
_COUNTED_STEPS = lazy_regex(
    r"^ (?:[a-z-]+ ){0,3}?(?:cuts?|steps?|rises?|increases?|increments?|instal+ments?|hikes?|"
    r"reductions?|moves?|stages?|tranches?|lines?|rounds?)\b"
)
