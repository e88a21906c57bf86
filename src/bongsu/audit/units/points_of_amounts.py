"""Points by which an amount is said to move, and cuts "of 0.25 percent" between two rates."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.terms import PERCENT, few_terms
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]

_MOVED = (
    Form(r"(?:{up}|{down})(?: [a-z]+ly)?(?: by)?_<c:points>,? to _<b:money|physical>"),
    Form(
        r"<b:money|physical>,? (?:up|down|an? (?:[a-z]+ )?(?:increase|rise|drop|decline|fall|"
        r"gain) of)_<c:points>"
    ),
    Form(r"\bof_<b:money|physical>,? (?:{up}|{down})(?: [a-z]+ly)? by_<c:points>"),
)
_SHARE = lazy_regex(
    r"\b(?:shares?|rates?|ratio|percent|margin|proportion|tariffs?|duty|duties|spread|yields?)\b|%"
)


def points_of_amounts(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield an amount and the points by which it moved, where no rate or share can be meant."""
    for frame in all_frames(evidence):
        for match in (found for form in _MOVED for found in form.finditer(frame.text)):
            level, change = frame.quantity(match, "b"), frame.quantity(match, "c")
            written = evidence.words(change).lower() if change is not None else ""
            if level is None or change is None or "basis" in written or "percent" not in written:
                continue
            if _SHARE.search(frame.text) is None:
                yield level, change


_CALLED = lazy_regex(
    r"\b(?:cuts?|reductions?|decreases?|increases?|rises?|hikes?|gains?|drops?|falls?|declines?|moves?|changes?|"
    r"differences?|gap|margin|spread|lead|step)(?: of| by|,)(?: (?:just|only|about|some))? $",
)
_RELATIVE = lazy_regex(r" (?:of|in relative|relative)\b")
_BACK = 2  # sentences about a change in which the two rates stand


def changes_of_rates(evidence: Evidence) -> Iterator[Trio]:
    """Yield two percentages with a change "of 0.25 percent" that is just their difference."""
    percents = [
        term
        for term in few_terms(evidence)
        if PERCENT in term.units and not term.cell and term.value and term.quantity.kind in PERCENTS
    ]
    for change in percents:
        exact = change.quantity.comparator is Comparator.EXACT
        if (
            not exact
            or not _CALLED.search(change.lead.lower()[-40:])
            or _RELATIVE.match(change.tail)
        ):
            continue
        near = [
            one
            for one in percents
            if one is not change
            and one.block == change.block
            and abs(one.index - change.index) <= _BACK
        ]
        values = sorted(
            {one.value: one for one in near}.values(), key=lambda one: one.quantity.start
        )
        if len(values) != 2:
            continue
        first, second = (one.quantity for one in values)
        apart = abs((first.value or 0.0) - (second.value or 0.0))
        same = abs(apart - change.value) <= 1e-9 * max(1.0, apart)
        told = (change.quantity, growth)
        if same and not fits(*told, first, second) and not fits(*told, second, first):
            yield first, second, change.quantity
