"""Wholes told with all their parts: what says that the parts are all, and what they come to.

"Arrivals came to 236. By quarter, they were 43, 62, 76 and 55": the parts are told in a row, the
whole stands before them, and the words say that no part is left out. Where they say only that the
parts are of this whole, the parts may come to less than it, and never to more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from bongsu.audit.notation import SIGNS
from bongsu.audit.parts.rows_closed import (
    OF_THIS,
    all_told,
    between_parts,
    counted_off,
    of_whole,
    one_frame,
    partitioned,
    said_between,
)
from bongsu.audit.reading.coordinated import Row, rows_of
from bongsu.audit.reading.fits import rounded, sum_fits, total
from bongsu.audit.reading.pairing import bare
from bongsu.audit.reading.sums import Sum, split_again
from bongsu.audit.reading.terms import Term, Unit, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Comparator, Evidence, Kind, Quantity
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import lazy_regex

_KINDS = frozenset({"money", "count", "physical"})
_BACK = 2  # sentences from a whole to its parts
_ROOM = (0.45, 2.2)  # of the whole: parts that come nowhere near it are of something else
_BEYOND = 1.0  # a part of more than the whole is told by other rules
_SHARE = SIGNS[Kind.FRACTION] + SIGNS[Kind.PERCENT]
_NESTED = lazy_regex(
    r"\b(?:includ\w+|of wh(?:ich|om)|among (?:them|these|those)|such as)\b|"
    r"\b(?:in the (?:hall|chamber|room)|present|attend\w*|took part|turned out)\b|"
    rf"(?:\b(?:half|thirds?|quarters?|most|some|many|part)|[{_SHARE}]) of (?:them|these|those|it)\b"
)
_CITED = lazy_regex(r"\bU\.?S\.?C\.|\bStat\.|\b[Ss]ubheadings? ")


def divided_sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield wholes whose parts, which are all of them or at least theirs, do not go with them."""
    every = [term for term in few_terms(evidence) if not term.cell]
    for unit, row in rows_of(evidence, _KINDS):
        if _NESTED.search(between_parts(row)) is not None or _nested_items(row):
            continue
        if len({_bracketed(part) for part in row.parts}) > 1:
            continue  # "31 (17 men and 14 women), 2 and 15": parts of parts
        if split_again([part.value for part in row.parts]):
            continue
        if _CITED.search(row.sentences) is not None:
            continue  # sections and pages of laws
        for whole in (*_wholes(row, unit, every), *_whole_of_quarters(row, unit, every)):
            found = _checked(row, whole, unit, every)
            if found is not None:
                yield found
                break


def _bracketed(part: Term) -> bool:
    return part.lead.count("(") > part.lead.count(")")


def _nested_items(row: Row) -> bool:
    """Whether items of a list say that they are of the one before, as all then may be."""
    return row.listed and sum(OF_THIS.search(part.lead) is not None for part in row.parts) > 0


def _wholes(row: Row, unit: Unit, every: Sequence[Term]) -> Iterator[Term]:
    """Yield the figures before a row that may be its whole, the nearest first."""
    for term in reversed(every):
        if unit not in term.units or term in row.parts or not term.value or term.quantity.per:
            continue
        if term.quantity.start > row.first.quantity.start or not _beside(term, row):
            continue
        if term.idle or _same_footing(term, row) or term.lead.endswith("per "):
            continue
        if _ANOTHER.search(row.lead) is not None:
            continue
        yield term
        return


_ANOTHER = lazy_regex(  # "a second poll, of 1,004 adults"
    rf"\b(?:[Aa](?:nother| (?:{SIGNS[Kind.ORDINAL]}|later|separate|further))|[Tt]he other)"
    r" [a-z]+,? (?:of |with |among )?$"
)


def _whole_of_quarters(row: Row, unit: Unit, every: Sequence[Term]) -> Iterator[Term]:
    """Yield the first figure before all quarters of a year that may be that of the year."""
    if not counted_off(row):
        return
    led = [
        term
        for term in every
        if unit in term.units
        and term.quantity.start < row.first.quantity.start
        and row.first.block - term.block <= _BACK
        and term.value > max(part.value for part in row.parts)
        and not term.idle
    ]
    yield from led[:1]


def _beside(term: Term, row: Row) -> bool:
    first = row.first
    if row.listed:
        apart = first.block - term.block
        return apart == 1 or (
            apart == 0 and term.frame.evidence.article.blocks[term.block].kind is not BlockKind.ITEM
        )
    titled = term.frame.evidence.article.blocks[term.block].kind is BlockKind.HEADING
    if titled:
        return first.block - term.block <= _BACK
    return term.block == first.block and first.index - term.index <= _BACK


def _same_footing(term: Term, row: Row) -> bool:
    """Whether a figure before a row is one of another row, so that it is no whole of this one."""
    return any(term.value < part.value for part in row.parts) and not row.listed


def _checked(row: Row, whole: Term, unit: Unit, every: Sequence[Term]) -> Sum | None:
    row = _in_unit_of(row, whole)
    parts = tuple(part.quantity for part in row.parts)
    if not _ROOM[0] * whole.value <= row.added <= _ROOM[1] * whole.value:
        return None
    if any(part.value >= _BEYOND * whole.value for part in row.parts) or sum_fits(
        parts, whole.quantity
    ):
        return None
    if row.added - max(part.value for part in row.parts) >= whole.value:
        return None  # no one part is to blame
    if _of_others(row, whole):
        return None
    closed = all_told(row, whole)
    if not closed and not of_whole(row, whole):
        return None
    added = total(*map(rounded, parts))
    told = _bounds(whole)
    if added.low <= told[1] and (not closed or added.high >= told[0]):
        return None
    if _otherwise(row, whole, unit, every) or _NOTED.search(said_between(row, whole)):
        return None
    if (not closed or not one_frame(row)) and _of_some(row, whole):
        return None
    complete = counted_off(row) or partitioned(row)
    return Sum(whole=whole.quantity, parts=parts, cut_off=False, complete=complete)


_NOTED = lazy_regex(r"[.;:]\s\(\d{1,2}\)\s")  # notes below a table, each on another figure


def _in_unit_of(row: Row, whole: Term) -> Row:
    """Return a row whose bare numbers take over the unit and the scale of their whole."""
    words = whole.frame.evidence.words
    number = NUMERAL.search(words(whole.quantity))
    if number is None or not all(bare(part.quantity, part.frame) for part in row.parts):
        return row
    shown = float(number[0].replace(",", ""))
    scale = whole.value / shown if shown else 0.0
    if scale <= 1.0:
        return row
    parts = [replace(part, quantity=_scaled(part.quantity, whole, scale)) for part in row.parts]
    return replace(row, parts=tuple(parts))


def _scaled(part: Quantity, whole: Term, scale: float) -> Quantity:
    return replace(
        part,
        value=(part.value or 0.0) * scale,
        step=part.step * scale,
        approximate_step=part.approximate_step * scale,
        kind=whole.quantity.kind,
        unit=whole.quantity.unit,
    )


def _bounds(whole: Term) -> tuple[float, float]:
    """Return the least and the most that a whole can stand for."""
    near = rounded(whole.quantity)
    comparator = whole.quantity.comparator
    low, high = near.low, near.high
    if comparator in {Comparator.OVER, Comparator.AT_LEAST}:
        low = whole.value
    if comparator in {Comparator.UNDER, Comparator.AT_MOST}:
        high = whole.value
    return low, high


def _otherwise(row: Row, whole: Term, unit: Unit, every: Sequence[Term]) -> bool:
    """Whether another figure is what the parts come to, or has room for them all."""
    parts = [part.quantity for part in row.parts]
    others = [
        term
        for term in every
        if unit in term.units
        and term not in row.parts
        and term is not whole
        and term.quantity.comparator in NO_BOUNDS
    ]
    if any(sum_fits(parts, term.quantity) for term in others):
        return True
    near = [term for term in others if term.block == row.first.block]
    return any(term.value >= row.added for term in near)


def _of_some(row: Row, whole: Term) -> bool:
    """Whether some parts of a row are the whole without the others."""
    if whole.quantity.comparator not in NO_BOUNDS:
        return False
    parts = [part.quantity for part in row.parts]
    return any(
        sum_fits(some, whole.quantity)
        for size in range(2, len(parts))
        for some in combinations(parts, size)
    )


_COUNTS = lazy_regex(r"\b(?P<noun>[a-z]+s): $")  # "more hours: 46"


def _of_others(row: Row, whole: Term) -> bool:
    """Whether one sentence of several counts by a noun of its own what the whole does not."""
    if one_frame(row) or row.listed:
        return False
    found = [_COUNTS.search(part.lead) for part in row.parts]
    told = [match for match in found if match is not None]
    others = [match for match in told if not content_words(match["noun"]) & whole.label]
    return bool(others) and len(told) < len(row.parts)
