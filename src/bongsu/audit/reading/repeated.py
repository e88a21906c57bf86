"""Equal steps as a sentence tells them: how large each is, and how many there are."""

from __future__ import annotations

import re
from dataclasses import replace

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import Form, forms
from bongsu.audit.reading.frames import Frame
from bongsu.evidence.mentions import Comparator, Kind, Quantity
from bongsu.patterns import lazy_regex

_STEPS = forms("pairing", "steps")
_MANY = 40  # steps; a larger number counts something else


def repeated_step(frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return the size and the number of equal steps, for "by 25 basis points three times".

    Steps of two sizes ("seven of 25 and two of 50 basis points") are one step as large as all.
    """
    mixed = _mixed_steps(frame)
    if mixed is not None:
        return mixed
    if some_of_another_size(frame):
        return None
    for form in _STEPS:
        for match in form.finditer(frame.text):
            size, number = frame.quantity(match, "s"), frame.quantity(match, "n")
            if size is None or number is None or number.value is None or size.value is None:
                continue
            first, last = sorted((match.start("s"), match.start("n")))
            if _BEFORE_THAT.search(frame.text, first, last):
                return None
            if _several(number.value) and not _is_total(frame, match.start("s")):
                return _listed_sizes(frame, match.start("s"), number) or (size, number)
    return _dated_steps(frame) or _paced_step(frame) or _counted_steps(frame)


_BEFORE_THAT = lazy_regex(r"\b(?:after|following)\b")  # "by 50 today, after three hikes of 25"
_TOTAL_LED = lazy_regex(
    r"\b(?:totals?|totall?ing|combined|cumulative|overall|altogether|in all|add(?:s|ed|ing)? up to|"
    r"amount(?:s|ed|ing)? to|sum(?:s|med)? (?:up )?to|com(?:e|es|ing) to)(?: of)?,? $",
    re.IGNORECASE,
)


def _is_total(frame: Frame, at: int) -> bool:
    """Whether a figure is how far all steps lead: "ten times, by a total of 300 points"."""
    return _TOTAL_LED.search(frame.text, max(0, at - 20), at) is not None


_NEXT = lazy_regex(r",? (?:and )?(?=[\ue000-\ue01f])")


def _listed_sizes(frame: Frame, at: int, number: Quantity) -> tuple[Quantity, Quantity] | None:
    """Return "three steps of 5,000, 3,000 and 1,000" as one step, as large as all."""
    sizes = [frame.reckoned(at)]
    while (found := _NEXT.match(frame.text, at + 1)) is not None:
        at = found.end()
        sizes.append(frame.reckoned(at))
    told = [size for size in sizes if size is not None and size.value is not None]
    if len(told) < _SIZES_OF_ONE or len({size.kind for size in told}) > 1:
        return None
    added = sum(size.value or 0.0 for size in told)
    whole = replace(told[0], end=told[-1].end, value=added)
    return whole, replace(number, value=1.0)


_TERM = Form(r"<n:count|multiple>~25\b(?:of|by)_<s:points|count>")


def _mixed_steps(frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return the sum of steps of several sizes, and that it is taken once."""
    terms: list[tuple[Quantity, Quantity]] = []
    for match in _TERM.finditer(frame.text):
        number, size = frame.quantity(match, "n"), frame.quantity(match, "s")
        if number is None or size is None or number.value is None or size.value is None:
            return None
        if size.kind is Kind.COUNT:
            if size.noun or not terms:
                return None
            basis = "basis" in frame.evidence.words(terms[-1][1]).lower()
            size = replace(
                terms[-1][1],
                start=size.start,
                end=size.end,
                value=size.value * (0.01 if basis else 1.0),
            )
        terms.append((number, size))
    if len({size.value for _, size in terms}) < _SIZES_OF_ONE:
        return None
    (first, size), last = terms[0], terms[-1][1]
    if some_of_another_size(frame):  # "ten of 25 basis points, including two of 50"
        others = sum(number.value or 0.0 for number, _ in terms[1:])
        terms[0] = replace(first, value=(first.value or 0.0) - others), size
    added = sum((number.value or 0.0) * (each.value or 0.0) for number, each in terms)
    return (
        replace(size, start=first.start, end=last.end, value=added, step=0.0),
        replace(first, value=1.0),
    )


# "Two of them of 50 basis points", "including two of 50", "eight of the ten were of 25".
_SOME = guarded_regex(
    r"(?:\b(?:including|among (?:them|these|which)|of which|of these),? (?:[a-z]+ )?"
    r"(?:[\ue000-\ue01f]|an?|one)(?: [a-z-]+){0,3}?|"
    r"[\ue000-\ue01f](?: [a-z]+)? (?:of|among) (?:them|these|those|which))"
    r"(?: [a-z]+)? (?:of|by|at)(?: [a-z]+)? (?P<size>[\ue000-\ue01f])"
    r"|[\ue000-\ue01f] of (?:the|these|those|its|their) [\ue000-\ue01f](?: [a-z]+){0,2}"
    r" (?:were|was|are|came|measured|amounted to)(?: (?:of|by|at|in|as|an?|only)){0,2}"
    r" (?P<own>[\ue000-\ue01f])"
)


def some_of_another_size(frame: Frame) -> bool:
    """Whether only some of the steps are told to be of a size."""
    matches = _SOME.finditer(frame.text)
    sizes = (frame.reckoned(one.start("size" if one["size"] else "own")) for one in matches)
    return any(size is not None and size.kind is Kind.POINTS for size in sizes)


_SIZES_OF_ONE = 2  # sizes from which steps are no equal ones


_COUNTED = lazy_regex(
    r" (?:[a-z-]+ ){0,3}?(?:times|occasions|meetings|cuts?|hikes?|increases?|reductions?|rises?|"
    r"steps?|moves?|raises?|increments?|instal\w+)\b",
    re.IGNORECASE,
)


_IN_ALL = lazy_regex(r"[ ,]{1,2}(?:altogether|in all|in total|combined|overall|all told)\b")


def _counted_steps(frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return the size and the number of steps where a sentence has one of each, in any order."""
    sizes = [q for _, q in frame.figures if q.kind is Kind.POINTS and q.value is not None]
    numbers = [
        q
        for at, q in frame.figures
        if q.kind in {Kind.COUNT, Kind.MULTIPLE}
        and q.value is not None
        and (q.kind is Kind.MULTIPLE or _COUNTED.match(frame.text, at + 1))
    ]
    if any(_IN_ALL.match(frame.text, at + 1) for at, q in frame.figures if q in sizes):
        return None  # "four times, by one point altogether"
    if len(sizes) != 1 or len(numbers) != 1 or not _several(numbers[0].value or 0.0):
        return None
    if any(_is_total(frame, at) for at, q in frame.figures if q in sizes):
        return None
    return sizes[0], numbers[0]


_EACH = Form(
    r"<s:points>,? (?:each (?:time )?)?(?:in|on) <x:date>(?:, (?:in |on )?<y:date>){0,1},? and "
    r"(?P<again>(?:once )?again )?(?:in |on )?<z:date>"
)


def _dated_steps(frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return the size and the number of steps of "25 basis points each in May and July"."""
    match = _EACH.search(frame.text)
    size = frame.quantity(match, "s") if match is not None else None
    if match is None or size is None or size.value is None:
        return None
    if not match["again"] and " each " not in match[0]:
        return None
    days = frame.dates(*match.span())
    number = replace(
        size,
        start=days[0].start,
        end=days[-1].end,
        kind=Kind.COUNT,
        value=float(len(days)),
        unit="",
        step=1.0,
        approximate_step=1.0,
        comparator=Comparator.EXACT,
    )
    return size, number


_PACED = forms("pairing", "paced")
_UNITS = {"annually": "year", "annual": "year", "yearly": "year", "monthly": "month"}
_SIZES = {Kind.POINTS, Kind.MONEY, Kind.PHYSICAL, Kind.COUNT}


def _paced_step(frame: Frame) -> tuple[Quantity, Quantity] | None:
    """Return the size and the number of steps of "half a point a year for eight years"."""
    for form in _PACED:
        for match in form.finditer(frame.text):
            size, lasting = frame.quantity(match, "s"), frame.quantity(match, "d")
            if size is None or size.kind not in _SIZES or lasting is None or size.value is None:
                continue
            unit = match["u"] if "u" in match.re.groupindex and match["u"] else match["v"]
            if lasting.unit.rstrip("s") == _UNITS.get(unit, unit.removesuffix("ly")):
                exact = lasting.comparator is Comparator.EXACT
                if exact and lasting.value is not None and _several(lasting.value):
                    return size, lasting
    return None


def _several(number: float) -> bool:
    return number == int(number) and 1 < number <= _MANY


_NTH = lazy_regex(r"\bfor (?:a|the) (?P<n>[\ue000-\ue01f]) (?:[a-z]+ )?(?:time|meeting|month)\b")


def steps_so_far(frame: Frame) -> float:
    """Return how many steps a sentence says have been made: three, "for the third time"."""
    found = _NTH.search(frame.text)
    told = frame.items.get(found.start("n")) if found is not None else None
    return (told.value or 1.0) if isinstance(told, Quantity) else 1.0
