"""Items of a list or rows of a table that each give a count and its share of one whole.

What the whole is, the other items tell: if all shares but one are of it, the odd one is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from bongsu.audit.changes.tabled_changes import Cell, read_cell
from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import fits, percentage, rounded
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES
from bongsu.audit.structure.wide import near_columns
from bongsu.audit.telling import related_part, shown
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_FEWEST = 2  # items whose shares fit before another one's is wrong
_FEW = 3  # shares of which one that does not fit may be of something else
_MOST = 30
_ALL = 100.0
_JOINED = lazy_regex(
    r"[^.;:()\ue000-\ue01f]{0,25}(?:\(|,\sor\s|,\s|\u2013\s?|\u2014\s?|\s)(?:about\s|or\s)?"
)
_CHANGED = lazy_regex(r"[-+\u2212]$|\b(?:up|down|by|plus|minus|from|than)\s(?:about\s)?$")
_CHANGE_BEHIND = lazy_regex(
    r"\s(?:more|less|higher|lower|up|down|fewer|increase|growth|decrease|from|than|on|of)\b"
)


class Odd(NamedTuple):
    """A share that alone among its like is not of the whole that all the others are of."""

    part: Quantity | Block
    share: Quantity | Block
    sure: bool  # whether more than two others are of the whole
    told: str  # the whole, as it is written or added up
    right: Interval


def odd_shares(evidence: Evidence) -> Iterator[Odd]:
    """Yield the shares of items that are not of the whole of all the others."""
    yield from _of_items(evidence)
    yield from _of_columns(evidence)


def _of_items(evidence: Evidence) -> Iterator[Odd]:
    blocks = evidence.article.blocks
    terms = few_terms(evidence)
    listed = [one for one in terms if blocks[one.block].kind is BlockKind.ITEM]
    by_block = [list(some) for _, some in groupby(listed, key=lambda one: one.block)]
    runs: list[list[tuple[Term, Term] | None]] = []
    last = -2
    for some in by_block:
        if some[0].block != last + 1:
            runs.append([])
        runs[-1].append(_pair(some))
        last = some[0].block
    for run in runs:
        pairs = [pair for pair in run if pair is not None]
        if len(pairs) == len(run) and _FEWEST < len(pairs) <= _MOST:
            before = pairs[0][0].quantity.start
            yield from _odd(pairs, [one for one in terms if one.quantity.start < before])


def _pair(some: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return the count of an item and its share, where it has one of each beside each other."""
    shares = [one for one in some if one.quantity.kind is Kind.PERCENT]
    if len(shares) != 1 or _CHANGED.search(shares[0].lead[-12:]):
        return None
    share = shares[0]
    if _CHANGE_BEHIND.match(share.tail):
        return None
    before = [one for one in some if one.at < share.at and one.frame is share.frame]
    if not before or before[-1].quantity.kind not in AMOUNTS:
        return None
    part = before[-1]
    plain = all(one.quantity.comparator is Comparator.EXACT for one in (part, share))
    joined = _JOINED.fullmatch(share.frame.text, part.at + 1, share.at)
    return (part, share) if plain and joined is not None and part.value > 0 else None


def _odd(pairs: Sequence[tuple[Term, Term]], before: Sequence[Term]) -> Iterator[Odd]:
    units = frozenset.intersection(*(part.units for part, _ in pairs))
    if not units:
        return
    added = sum(part.value for part, _ in pairs)
    wholes = {one.value: one for one in before if one.units & units and one.value >= added / 2}
    for value in (added, *wholes):
        all_of = Interval(value, value)
        if value in wholes:
            all_of = rounded(wholes[value].quantity)

        def of(part: Interval, all_of: Interval = all_of) -> Interval:
            return percentage(part, all_of)

        odd = [pair for pair in pairs if not fits(pair[1].quantity, of, pair[0].quantity)]
        if len(odd) == 1 and len(pairs) - 1 >= _FEWEST:
            part, share = odd[0]
            yield Odd(
                part.quantity,
                share.quantity,
                len(pairs) > _FEW,
                f"{value:,.12g}",
                of(rounded(part.quantity)),
            )
            return
        if not odd:
            return


_SHARE_HEAD = lazy_regex(r"\b(?:shares?|percent(?:age)?|proportion|portion|weight)\b|%")
_CHANGE_HEAD = lazy_regex(
    r"\b(?:change|growth|rate|yoy|increase|decrease|on[-\s]year|change|return|yield|margin|turnout|target)\b"
)
_TOTAL = lazy_regex(r"\b(?:total|sum|all|overall|together)\b")


def _of_columns(evidence: Evidence) -> Iterator[Odd]:
    """Yield the cell of a column of shares that alone is not of the total of a column of counts."""
    for table in evidence.article.tables:
        if not table.has_header or not _FEWEST + 1 < len(table.rows) <= _MOST:
            continue
        heads = [evidence.words(block).lower() for block in table.rows[0]]
        rows = [row for row in table.rows[1:] if len(row) == len(heads)]
        totals = [_TOTAL.search(evidence.words(row[0]).lower()) is not None for row in rows]
        if len(rows) - sum(totals) <= _FEWEST or sum(totals) > 1:
            continue
        shares = [_SHARE_HEAD.search(head) is not None for head in heads]
        wholes = {
            column: counts
            for column in range(1, len(heads))
            if not shares[column] and (counts := _counts(evidence, rows, totals, column))
        }
        for column, head in enumerate(heads):
            if not column or not shares[column] or _CHANGE_HEAD.search(head):
                continue
            told, _ = _told(evidence, rows, totals, column)
            for near in near_columns(column, len(heads)) if told else ():
                if near in wholes:
                    yield from _odd_cell(wholes[near], told)


class _Counts(NamedTuple):
    """A column of counts that come to a whole."""

    parts: Sequence[Cell]
    whole: float


def _counts(
    evidence: Evidence, rows: Sequence[Sequence[Block]], totals: Sequence[bool], column: int
) -> _Counts | None:
    """Return the counts of a column; none if they are not all told, or do not come to its total."""
    parts, total = _told(evidence, rows, totals, column)
    if not parts or any(cell.value <= 0 for cell in parts):
        return None
    added = sum(cell.value for cell in parts)
    whole = total.value if total else added
    if abs(whole - added) > len(parts) * parts[0].step:
        return None  # which of them is the whole, nobody can tell
    return _Counts(parts, whole)


def _told(
    evidence: Evidence, rows: Sequence[Sequence[Block]], totals: Sequence[bool], column: int
) -> tuple[list[Cell], Cell | None]:
    """Return the numbers of a column and that of its total; none if a cell is none."""
    cells = [read_cell(evidence, row[column]) for row in rows]
    told = [(cell, total) for cell, total in zip(cells, totals, strict=True) if cell is not None]
    if len(told) != len(rows):
        return [], None
    sums = [cell for cell, total in told if total]
    return [cell for cell, total in told if not total], sums[0] if sums else None


def _odd_cell(counts: _Counts, shares: Sequence[Cell]) -> Iterator[Odd]:
    whole = counts.whole
    off = [
        (count, share)
        for count, share in zip(counts.parts, shares, strict=True)
        if abs(_ALL * count.value / whole - share.value) > share.step + _ALL * count.step / whole
    ]
    if len(off) == 1:
        count, share = off[0]
        right = _ALL * count.value / whole
        yield Odd(
            count.block, share.block, len(shares) > _FEW, f"{whole:,.12g}", Interval(right, right)
        )


def odd_share_findings(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield warnings on shares that alone among their like are of another whole."""
    words = evidence.words
    for one in odd_shares(evidence):
        if one.share.start in told or one.part.start in told:
            continue
        told.add(one.share.start)
        finding = RULES["AR105"].finding_at(
            evidence.document,
            one.share,
            f"{words(one.part)} of {one.told} is {shown(one.right)} percent, not "
            f"{words(one.share)}, and the other shares are of it",
            related=[related_part(evidence, one.part, "part")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)
