"""Comparisons in percent that are right only of the other one of two levels told elsewhere.

"Women reported 14,000 won and men 20,000 ... men are paid 30 percent more": it is of 20,000 that 30
percent is. A price that a table shows to fall from 120 to 90 is not 33 percent lower.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.changes.tabled_changes import Cell, read_cell
from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.terms import Term, few_terms, prose_terms
from bongsu.audit.reading.wording import as_note, content_words, frequent_words
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_REACH = 1_200
_MOST = 20  # levels there: among more, some pair gives anything
_LEAST = 10.0  # percent: below it, both bases give nearly the same
_UP = lazy_regex(r"\s(?:more|higher|dearer|larger|costlier|longer|bigger)(?=[.,;)]|\sthan\b|$)")
_DOWN = lazy_regex(r"\s(?:less|lower|cheaper|smaller|fewer|shorter)(?=[.,;)]|\sthan\b|$)")
_OTHERWISE = lazy_regex(
    r"\s\w+\sthan\s(?:in|a|last|the\s(?:year|month|same|previous|average|oecd)|expected|planned|forecast)\b|"
    r"\s\w+\s(?:likely|energy|fuel|power|water)\b"
)
_OLD = lazy_regex(r"\b(?:old|before|previous|former|current|until)\b|^(?:19|20)\d\d\b")
_NEW = lazy_regex(r"\b(?:new|after|from|now|planned|revised)\b|^(?:19|20)\d\d\b")


class BasedApart(NamedTuple):
    """A comparison in percent, with the level that is its base and the one it was reckoned on."""

    told: Quantity
    base: Quantity | Block
    taken: Quantity | Block
    right: float


def bases_apart(evidence: Evidence) -> Iterator[BasedApart]:
    """Yield comparisons that no two levels give, and that one pair gives on its other level."""
    common = frozenset(frequent_words(evidence))
    for told in prose_terms(evidence):
        quantity = told.quantity
        up, down = _UP.match(told.tail), _DOWN.match(told.tail)
        if quantity.kind is not Kind.PERCENT and quantity.kind is not Kind.PERCENT_CHANGE:
            continue
        if (up is None) is (down is None) or _OTHERWISE.match(told.tail):
            continue
        if quantity.comparator is not Comparator.EXACT or told.value < _LEAST:
            continue
        yield from _of_prose(evidence, told, common, up=up is not None)
        yield from _of_rows(evidence, told, up=up is not None)


def _of_prose(
    evidence: Evidence, told: Term, common: frozenset[str], *, up: bool
) -> Iterator[BasedApart]:
    near = [
        one
        for one in few_terms(evidence)
        if abs(one.quantity.start - told.quantity.start) <= _REACH
        and one.quantity.kind in AMOUNTS
        and not (one.cell or one.idle)
        and one.value > 0
    ]
    if any(one.index == told.index for one in near) or len(near) > _MOST:
        return
    near = list({(one.value, one.units, one.index): one for one in near}.values())
    pairs = []
    for pair in combinations(near, 2):
        if pair[0].units & pair[1].units and pair[0].value != pair[1].value:
            low, high = sorted(pair, key=lambda one: one.value)
            pairs.append((low, high) if up else (high, low))
    if any(fits(told.quantity, growth, a.quantity, b.quantity) for a, b in pairs):
        return
    own = content_words(evidence.words(told.frame.sentence)) - common
    turned = [
        (base, taken)
        for base, taken in pairs
        if base.frame is taken.frame and fits(told.quantity, growth, taken.quantity, base.quantity)
    ]
    if len(turned) == 1:
        base, taken = turned[0]
        if own & content_words(evidence.words(base.frame.sentence)):
            right = 100 * abs(taken.value / base.value - 1)
            yield BasedApart(told.quantity, base.quantity, taken.quantity, right)


def _of_rows(evidence: Evidence, told: Term, *, up: bool) -> Iterator[BasedApart]:
    for table in evidence.article.tables:
        away = told.quantity.start - table.rows[-1][-1].start if table.rows else 0
        if not table.has_header or not 0 < away < _REACH:
            continue
        for at in range(1, len(table.rows[0]) - 1):
            heads = [evidence.words(head).lower() for head in table.rows[0][at : at + 2]]
            if not (_OLD.search(heads[0]) and _NEW.search(heads[1])):
                continue
            rows = [row for row in table.rows[1:] if len(row) == len(table.rows[0])]
            read = [
                (read_cell(evidence, row[at]), read_cell(evidence, row[at + 1])) for row in rows
            ]
            yield from _turned(told, [(a, b) for a, b in read if a and b], up=up)


def _turned(told: Term, rows: list[tuple[Cell, Cell]], *, up: bool) -> Iterator[BasedApart]:
    moved = [(a, b) for a, b in rows if a.value > 0 < b.value and (b.value > a.value) is up]
    room = told.quantity.step
    if any(abs(_percent(a, b) - told.value) <= room for a, b in moved):
        return
    turned = [(a, b) for a, b in moved if abs(_percent(b, a) - told.value) <= room]
    if len(turned) == 1:
        before, after = turned[0]
        yield BasedApart(told.quantity, before.block, after.block, _percent(before, after))


def _percent(base: Cell, other: Cell) -> float:
    return 100.0 * abs(other.value / base.value - 1)


def based_apart_findings(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield notes on comparisons that are reckoned on the other one of two levels."""
    for one in bases_apart(evidence):
        if one.told.start in told:
            continue
        told.add(one.told.start)
        words = evidence.words
        yield as_note(
            RULES["AR101"].finding_at(
                evidence.document,
                one.told,
                f"{words(one.told)} is of {words(one.taken)}; from {words(one.base)} to "
                f"{words(one.taken)} it is {one.right:.3g} percent",
                related=[
                    related_part(evidence, one.base, "base"),
                    related_part(evidence, one.taken, "other level"),
                ],
            )
        )
