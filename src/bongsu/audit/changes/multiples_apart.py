"""Multiples whose levels stand in lines or rows apart from them, named by a time or by a label.

"Chargers at the end of 2017: 1,500" and "at the end of September 2021: 4,500" as lines, and later
"four times as large as at the end of 2017"; "one that comes from Busan pays three times as
much" beside a table with a row of Busan. Any two levels that give a multiple explain it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.changes.levels_apart import is_level, of_two_times, shared_words
from bongsu.audit.changes.tabled_changes import read_cell
from bongsu.audit.findings import Finding, Part
from bongsu.audit.reading.terms import Term, few_terms, prose_terms
from bongsu.audit.reading.wording import as_note, content_words, frequent_words
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, DateMention, Evidence, Kind
from bongsu.patterns import lazy_regex

_REACH = 1_200
_MOST = 16  # levels there: among more, some pair gives anything
_CLAUSE = 45  # code points about a multiple that say what it is of
_BEHIND = 1_500  # code points behind a table in which a sentence speaks of its rows
_NEAR = (0.55, 1.8)  # of the right multiple: one farther off is of something else
_PLAIN, _HEDGED = 0.06, 0.2  # of a multiple told as it is, or with "almost"
_TIMES = lazy_regex(
    r"\sas\s(?:large|many|much|high|big|great|dear|long|expensive)\b|\s(?:the\s(?:size|number|amount|level|price)|"
    r"what\sit\s)"
)
_OTHERWISE = lazy_regex(
    r"\b(?:per\shead|per\scapita|would|could|should|might|will|if|by\s20\d\d|target|goal|plan\w*|average|oecd)\b"
)


class TimesApart(NamedTuple):
    """A multiple, the two levels that it can only be of, and what these come to."""

    told: Part
    upper: Part
    lower: Part
    right: float


def multiples_apart(evidence: Evidence) -> Iterator[TimesApart]:
    """Yield multiples that no two lines or rows which their words name give."""
    common = frozenset(frequent_words(evidence))
    terms = few_terms(evidence)
    for told in prose_terms(evidence):
        quantity = told.quantity
        if quantity.kind is not Kind.MULTIPLE or quantity.comparator not in NO_BOUNDS:
            continue
        said = f"{told.lead[-_CLAUSE:]} {told.tail[:_CLAUSE]}".lower()
        if not _TIMES.match(told.tail) or _OTHERWISE.search(said):
            continue
        here = [one for one in terms if one.index == told.index]
        if any(one.quantity.kind in AMOUNTS and not one.idle for one in here):
            continue
        yield from _of_lines(evidence, told, common)
        yield from _of_rows(evidence, told)


def _gives(told: Term, right: float) -> bool:
    words = told.frame.evidence.text[told.quantity.start - 12 : told.quantity.start].lower()
    hedged = told.quantity.step <= 0 or _HEDGE.search(words) is not None
    return abs(told.value / right - 1) <= (_HEDGED if hedged else _PLAIN)


_HEDGE = lazy_regex(r"\b(?:almost|nearly|about|some|roughly|around|close\sto)\s$")


def _of_lines(evidence: Evidence, told: Term, common: frozenset[str]) -> Iterator[TimesApart]:
    at = told.quantity.start
    near = [
        one
        for one in few_terms(evidence)
        if is_level(one) and abs(one.quantity.start - at) <= _REACH and one.index != told.index
    ]
    near = list({(one.value, one.units): one for one in near}.values())
    if len(near) > _MOST:
        return
    pairs = [pair for pair in combinations(near, 2) if pair[0].units & pair[1].units]
    sizes = [max(one.value, other.value) / min(one.value, other.value) for one, other in pairs]
    if not sizes or any(_gives(told, size) for size in sizes):
        return
    years = {
        item.edtf[:4]
        for item in told.frame.items.values()
        if isinstance(item, DateMention) and item.edtf
    }
    some = []
    for pair, size in zip(pairs, sizes, strict=True):
        timed = of_two_times(pair)
        if timed is None or timed[0].value >= timed[1].value:
            continue
        if _year(timed[0]) in years and shared_words(evidence, common, *pair):
            some.append((timed, size))
    if len(some) == 1:
        (before, after), size = some[0]
        if _NEAR[0] <= told.value / size <= _NEAR[1]:
            yield TimesApart(told.quantity, after.quantity, before.quantity, size)


def _year(one: Term) -> str:
    claims = one.frame.evidence.claims
    periods = [claim.period or "" for claim in claims if claim.quantity is one.quantity]
    return periods[0][:4] if periods else ""


def _of_rows(evidence: Evidence, told: Term) -> Iterator[TimesApart]:
    """Yield a multiple of the one row that its sentence names, which no other row is."""
    said = content_words(evidence.words(told.frame.sentence))
    for table in evidence.article.tables:
        rows = table.rows[1:]
        if not table.has_header or len(table.rows[0]) != _TWO or len(rows) <= _TWO:
            continue
        if not 0 < told.quantity.start - rows[-1][-1].start < _BEHIND:
            continue
        named = [row for row in rows if content_words(evidence.words(row[0])) <= said]
        cells = [read_cell(evidence, row[1]) for row in rows if len(row) == _TWO]
        read = [cell for cell in cells if cell is not None and cell.value > 0]
        if len(named) != 1 or len(read) != len(rows):
            continue
        base = read[rows.index(named[0])]
        sizes = {cell.value / base.value: cell for cell in read if cell is not base}
        if any(_gives(told, size) for size in sizes):
            continue
        near = [size for size in sizes if size > 1 and _NEAR[0] <= told.value / size <= _NEAR[1]]
        if len(near) == 1 and near[0] == max(sizes):
            yield TimesApart(told.quantity, sizes[near[0]].block, base.block, near[0])


_TWO = 2


def times_apart_findings(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield notes on multiples that no lines or rows give."""
    for one in multiples_apart(evidence):
        if one.told.start in told:
            continue
        told.add(one.told.start)
        upper, lower, said = (
            evidence.text[part.start : part.end] for part in (one.upper, one.lower, one.told)
        )
        yield as_note(
            RULES["AR103"].finding_at(
                evidence.document,
                one.told,
                f"{upper} is {one.right:.3g} times {lower}, which “{said}” does not say",
                related=[related_part(evidence, part, "level") for part in (one.upper, one.lower)],
            )
        )
