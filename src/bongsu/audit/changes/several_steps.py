"""Steps of several sizes in one sentence, taken as one: "by 170 this year and by 390 the next"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bongsu.audit.notation import Form
from bongsu.audit.reading.frames import Frame
from bongsu.audit.reading.terms import POINTS, Term
from bongsu.evidence.mentions import Comparator, Kind, Quantity
from bongsu.patterns import lazy_regex

Walk = tuple[Quantity, Quantity, list[Term]]  # size and number of steps, and the terms they are of
EACH = lazy_regex(
    r"^(?: [a-z-]+){0,2}? (?:each|apiece|every|a year|per|annually|a month|step|(?:in|for) each)\b"
)
_BY = lazy_regex(r"\bby (?:a |an |another |a further )?$")


def several_sizes(here: Sequence[Term]) -> Walk | None:
    """Return steps of several sizes as one: "by 170 for 2025 and by 390 for 2026"."""
    paced = [one for one in here if _BY.search(one.lead.lower()) and not EACH.match(one.tail)]
    points = [one for one in here if POINTS in one.units and _unit_of(one.quantity, one.frame)]
    sizes = paced if len(paced) > 1 and len({one.units for one in paced}) == 1 else points
    if not 1 < len(sizes) <= _SIZES or any(
        one.quantity.kind not in STEPPED or one.quantity.comparator is not Comparator.EXACT
        for one in sizes
    ):
        return None
    between = sizes[0].frame.text[sizes[0].at : sizes[-1].at]
    if _BOTH.search(sizes[0].frame.text[sizes[0].at :]):
        return None  # "by 25 basis points in both November and December": twice
    if _VERB.search(between) or _RANGE.search(sizes[0].frame.text):
        return None  # "assets rose by 1.8 and debts rose by 1.2": of two things
    first, last = sizes[0].quantity, sizes[-1].quantity
    added = sum(one.value for one in sizes)
    whole = replace(last, start=first.start, end=last.end, value=added)
    return whole, replace(first, kind=Kind.COUNT, unit="", value=1.0, step=1.0), list(sizes)


_VERB = Form(
    r"(?<!then )(?<!again )(?:{up}|{down})_by\b|\b(?:went|goes|turned) back\b|\breturned\b"
)
_BOTH = lazy_regex(r"\b(?:both|each)\b")
_RANGE = lazy_regex(r"\b(?:range|between)\b")
STEPPED = {Kind.POINTS, Kind.MONEY, Kind.PHYSICAL, Kind.COUNT}
_SIZES = 4  # of steps that one sentence tells apart


def _unit_of(quantity: Quantity, frame: Frame) -> float:
    """Return the size of one step in "nine quarter-point", in points; 0.0 if it tells none."""
    said = frame.evidence.words(quantity).lower()
    return next((size for word, size in (("quarter", 0.25), ("half", 0.5)) if word in said), 0.0)
