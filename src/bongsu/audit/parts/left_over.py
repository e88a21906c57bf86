"""Parts told one sentence after another up to what is left: they are all of what is told first.

"The programme has 840 billion won. Grants take 480 billion. Test beds will receive 260 billion.
What is left, 150 billion, goes into guarantees."
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import fits, total
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import as_note
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_FEWEST, _MOST = 2, 7  # parts
_GAP = 3  # sentences between one part and the next
_LEAD = 60  # code points before a part that say which one it is
_NEAR = (0.8, 1.25)  # of the whole: a sum farther off is of other things
_DUST = 1e-9
_LEFT = lazy_regex(
    r"\b(?:what(?:ever)?\s(?:is|was|will\sbe)\sleft|what\sremains|(?:the|its|their)\s(?:rest|remainder|balance)\b"
    r"(?!\sof\s(?:the|its|their)\s(?!money|budget|sum|fund|total|programme|amount))|"
    r"(?:the|its|their)\s(?:remaining|other)\b|left\sover)"
)
_LAST = lazy_regex(r"\b(?:the|its)\s(?:last|final|fourth\sand\slast|third\sand\slast)\b")
_IN_PARTS = lazy_regex(
    r"\b(?:in\s(?:\w+\s)?(?:\w+\s)?(?:instal\w+|tranches|payments|phases|stages|parts|lots|steps|rounds|portions))\b"
)
_NO_PART = lazy_regex(
    r"\b(?:of\swhich|of\swhom|of\sthese|of\sthem|of\sthis|includ\w+|from|than|against|versus|(?<!make\s)(?<!made\s)up|down|by|per|up\sto|"
    r"cap\w*|limit|ceiling|already|last\syear|a\syear|earlier|previous\w*|before|instead|compared|worth|fewer|more|"
    r"less|increase\w*|cut|rise|rose|grew|fell|loans?\sof|average|either|or)\b"
)
_EACH = lazy_regex(r"\s(?:\w+\s)?(?:each|apiece)\b")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight")
_MORE_THAN_ONE = lazy_regex(
    r"\bthe\s(?:first|second|third|fourth|next)(?:,\s(?:the\s)?\w+)*\sand\s(?:the\s)?\w+|\bboth\b|\bthe\snext\stwo\b"
)


class LeftOver(NamedTuple):
    """A whole, the parts told of it up to what is left, and how often each of these counts."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    times: tuple[int, ...]
    added: float


def left_over(evidence: Evidence) -> Iterator[LeftOver]:
    """Yield wholes that their parts, told one by one up to the last, do not make up."""
    every = [
        one
        for one in few_terms(evidence)
        if one.quantity.kind in AMOUNTS and not one.cell and not one.idle and one.value > 0
    ]
    for last in every:
        said = _clause(last)
        closing = _LEFT.search(said) is not None
        if not closing and _LAST.search(said) is None:
            continue
        run = _run(last, every)
        if run is None:
            continue
        whole, parts = run
        owed = _IN_PARTS.search(evidence.words(whole.frame.sentence).lower()) is not None
        if closing or owed:
            yield from _held(whole, parts, exact=owed)


def _clause(one: Term) -> str:
    """Return what its sentence says before a figure, with ordinals as they are written."""
    start = max(one.frame.sentence.start, one.quantity.start - _LEAD)
    return one.frame.evidence.text[start : one.quantity.start].replace("\n", " ").lower()


def _run(last: Term, every: Sequence[Term]) -> tuple[Term, list[Term]] | None:
    """Return the parts up to the last one and the whole before them, if nothing else is there."""
    units = last.units
    before = [one for one in every if one.quantity.start <= last.quantity.start]
    if last.quantity.kind is Kind.COUNT:
        before = [one for one in before if one.quantity.kind is Kind.COUNT]
    passage: list[Term] = []
    at = last.index
    for one in reversed(before):
        if not one.units & units:
            if one.quantity.kind is last.quantity.kind:
                break  # in another currency
            continue
        if at - one.index > _GAP:
            break
        at = one.index
        passage.insert(0, one)
    if not passage:
        return None
    whole = max(passage, key=lambda one: one.value)
    parts = passage[passage.index(whole) + 1 :]
    if not _FEWEST <= len(parts) <= _MOST or parts[-1] is not last:
        return None
    if any(one.quantity.comparator is not Comparator.EXACT for one in (whole, *parts)):
        return None
    if any(_NO_PART.search(f"{one.lead[-25:]} {one.tail[:14]}".lower()) for one in parts):
        return None
    return whole, parts


def _times(part: Term) -> int | None:
    """Return how often a part counts: "the second and the third, 9 billion won each"."""
    if not _EACH.match(part.tail):
        return None if _MORE_THAN_ONE.search(_clause(part)) else 1
    lead = _clause(part)
    for at, word in enumerate(_NUMBERS):
        if f" {word} " in f" {lead} ":
            return at + 2
    return 2 if _MORE_THAN_ONE.search(lead) else None


def _held(whole: Term, parts: Sequence[Term], *, exact: bool) -> Iterator[LeftOver]:
    """Yield a whole that its parts do not make up; what is owed in parts is nowhere rounded."""
    read = [_times(part) for part in parts]
    times = [one for one in read if one is not None]
    if len(times) != len(parts):
        return
    if (
        parts[0].quantity.kind is Kind.COUNT
        and len({part.quantity.noun for part in parts}) > _FEWEST
    ):
        return

    def added(*some: Interval) -> Interval:
        return total(*(one.scaled(float(by)) for one, by in zip(some, times, strict=True)))

    quantities = tuple(part.quantity for part in parts)
    together = sum(part.value * by for part, by in zip(parts, times, strict=True))
    if abs(together - whole.value) < _DUST * whole.value:
        return
    if not exact and fits(whole.quantity, added, *quantities):
        return
    for number in range(_FEWEST, len(parts)):
        for some in combinations(quantities, number):
            if fits(whole.quantity, total, *some):
                return
    if _NEAR[0] <= together / whole.value <= _NEAR[1]:
        yield LeftOver(whole.quantity, quantities, tuple(times), together)


def left_over_findings(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield notes on wholes that the parts told one by one do not make up, but for those told."""
    words = evidence.words
    for one in left_over(evidence):
        if told & {one.whole.start, *(part.start for part in one.parts)}:
            continue
        parts = [
            words(part) + (f" x {times}" if times > 1 else "")
            for part, times in zip(one.parts, one.times, strict=True)
        ]
        named = {f"part {at + 1}": part for at, part in enumerate(one.parts)}
        yield as_note(
            about(
                RULES["AR107"],
                evidence,
                one.whole,
                f"{' + '.join(parts)} is {one.added:,.12g}, not {words(one.whole)}, and with the "
                "last of them told they are all",
                inputs=named,
            )
        )
