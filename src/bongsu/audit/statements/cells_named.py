"""Figures of the prose beside the cell that they name by row and column, and twins in units.

"The 14 firms approved in 2014" name the row of 2014 and the column "Firms approved". "8,800
megawatts from Sinan" and "turbines of 8.2 gigawatts off Sinan" are one capacity in two units.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bongsu.audit.changes.tabled_changes import read_cell
from bongsu.audit.reading.fits import fits, times
from bongsu.audit.reading.terms import Term, few_terms, prose_terms
from bongsu.audit.reading.wording import content_words, frequent_words, proper_names
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, Claim, Comparator, Evidence, Kind
from bongsu.patterns import lazy_regex

_TAIL = 45  # code points behind a figure that say what it counts
_YEAR = lazy_regex(r"(?:19|20)\d\d")
_IN_YEAR = lazy_regex(
    r"(?:in|of|for)\s(?P<year>(?:19|20)\d\d)\b(?![-\u2013/]|\s(?:by|for|from|with|at|under|alone\sin)\b)"
)
_ELSE = lazy_regex(
    r"\b(?:plan\w*|target|goal|forecast|expect\w*|revis\w+|prelim\w+|until|between|since|from\s(?:january|march)|half|"
    r"quarter|month|more|fewer|less|another|additional|others?|estimat\w+|would|against|than)\b"
)


def cells_named(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield the figure of a cell with that of the prose which names its row and its column."""
    tables = [one for one in evidence.article.tables if one.has_header and len(one.rows) > _TWO]
    if not tables:
        return
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    text = evidence.text
    for told in prose_terms(evidence):
        quantity = told.quantity
        if quantity.kind not in AMOUNTS or quantity.comparator is not Comparator.EXACT:
            continue
        tail = text[quantity.start : quantity.end + _TAIL].replace("\n", " ")
        named = _IN_YEAR.search(tail)
        if (
            told.idle
            or named is None
            or quantity.start not in claims
            or _ELSE.search(f"{told.lead[-20:]} {tail}".lower())
        ):
            continue
        said = content_words(tail[: named.start()]) | told.nouns
        for table in tables:
            rows = [row for row in table.rows[1:] if evidence.words(row[0]) == named["year"]]
            columns = [
                at
                for at, head in enumerate(table.rows[0])
                if at and _is_named(evidence.words(head), said)
            ]
            if len(rows) != 1 or len(columns) != 1 or columns[0] >= len(rows[0]):
                continue
            cell = read_cell(evidence, rows[0][columns[0]])
            claim = claims.get(cell.block.start) if cell is not None else None
            if cell is None or claim is None or told.quantity.step > 1:
                continue
            if cell.value != told.value and _NEAR[0] <= told.value / (cell.value or 1) <= _NEAR[1]:
                yield claim, claims[quantity.start]


_TWO = 2
_NEAR = (0.4, 2.5)  # of the cell: a figure farther off counts something else
_FEWEST = 2  # words that name a column


def _is_named(head: str, said: frozenset[str]) -> bool:
    words = content_words(head)
    return len(words) >= _FEWEST and words <= said


_IN_BASE = {  # of a unit in the smallest of its kind
    "kilowatt": ("watt", 1e3),
    "megawatt": ("watt", 1e6),
    "gigawatt": ("watt", 1e9),
    "kilowatt hour": ("watt hour", 1e3),
    "megawatt hour": ("watt hour", 1e6),
    "gigawatt hour": ("watt hour", 1e9),
    "terawatt hour": ("watt hour", 1e12),
    "hectare": ("square metre", 1e4),
    "square metre": ("square metre", 1.0),
    "square kilometre": ("square metre", 1e6),
    "kilogram": ("kilogram", 1.0),
    "ton": ("kilogram", 1e3),
    "tonne": ("kilogram", 1e3),
}
_CLOSE = (0.87, 1.15)  # of one another: what is farther apart is of two things


def twins_in_units(evidence: Evidence) -> Iterator[tuple[Claim, Claim]]:
    """Yield two figures of one name in two units that are nearly and not quite the same."""
    claims = {claim.quantity.start: claim for claim in evidence.claims}
    common = frozenset(frequent_words(evidence))
    some = [
        one
        for one in few_terms(evidence)
        if one.quantity.kind is Kind.PHYSICAL
        and one.quantity.unit.rstrip("s") in _IN_BASE
        and one.quantity.comparator is Comparator.EXACT
        and not one.quantity.per
        and one.value > 0
    ]
    values = [_in_base(one) for one in some]
    for (first, one), (second, other) in combinations(zip(some, values, strict=True), 2):
        if one[0] != other[0] or first.quantity.unit == second.quantity.unit:
            continue
        if first.index == second.index or not _CLOSE[0] <= one[1] / other[1] <= _CLOSE[1]:
            continue
        rivals = [x for x in values if x[0] == one[0] and _CLOSE[0] <= x[1] / one[1] <= _CLOSE[1]]
        by = (one[1] / first.value) / (other[1] / second.value)
        same = fits(times(first.quantity, by), _as_it_is, second.quantity)
        if same or len(rivals) != _TWO or not _names(first) & _names(second) - common:
            continue
        pair = [claims.get(x.quantity.start) for x in (first, second)]
        if pair[0] is not None and pair[1] is not None:
            yield pair[0], pair[1]


def _as_it_is(interval: Interval) -> Interval:
    return interval


def _in_base(one: Term) -> tuple[str, float]:
    base, by = _IN_BASE[one.quantity.unit.rstrip("s")]
    return base, one.value * by


def _names(one: Term) -> frozenset[str]:
    words = one.frame.evidence.words(one.frame.sentence)
    return content_words(" ".join(name for _, _, name in proper_names(words)))
