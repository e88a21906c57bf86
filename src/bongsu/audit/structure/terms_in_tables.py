"""People who stand in a table beside a year in which they did not hold the office that it names.

"President" heads a row or a column, the years the other way: a president of 2017 to 2022 does not
belong under 2013. Terms are those of the reference table, which begins in 2010.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.structure.misplaced import office_named
from bongsu.evidence.documents import Block, Table
from bongsu.evidence.entities import Term, entities
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_YEAR = lazy_regex(r"(?:since |from |in )?(?P<year>20\d\d)", re.IGNORECASE)
_OTHER_YEARS = lazy_regex(
    r"\b(?:born|birth|founded|joined|graduat\w*|died|enter\w*|age)\b", re.IGNORECASE
)
_FIRST = 2010
_NEAR = 1  # year that an election or a succession may lie apart from a term
_MOST = 40  # rows


class OutOfTerm(NamedTuple):
    """A cell with a person, the cell with the year, the office and when the person had it."""

    cell: Block
    year: Block
    office: str
    terms: tuple[Term, ...]


def out_of_term(evidence: Evidence, table: Table) -> Iterator[OutOfTerm]:
    """Yield people beside a year outside of all their terms of the office that is named."""
    rows = [list(row) for row in table.rows if len(row) == len(table.rows[0])]
    if not 1 < len(rows) <= _MOST or len(rows[0]) < 2:
        return
    yield from _in_columns(evidence, rows)
    yield from _in_columns(evidence, [list(column) for column in zip(*rows, strict=True)])


def _in_columns(evidence: Evidence, rows: Sequence[Sequence[Block]]) -> Iterator[OutOfTerm]:
    """Yield those of a table whose first column holds years, and whose heads name offices."""
    heads, *body = rows
    if _OTHER_YEARS.search(evidence.words(heads[0])):
        return
    years = [_YEAR.fullmatch(evidence.words(row[0]).strip()) for row in body]
    if not all(years):
        return
    for column, head in enumerate(heads[1:], 1):
        office = office_named(evidence.words(head))
        for row, year in zip(body, years, strict=True):
            if office and year is not None:
                terms = _terms(evidence.words(row[column]).strip(), office)
                if terms and not any(_near(term, int(year["year"])) for term in terms):
                    yield OutOfTerm(row[column], row[0], office, terms)


def _terms(name: str, office: str) -> tuple[Term, ...]:
    """Return the terms of the one person of a name in an office, if all of them are on record."""
    bearers = [one for one in entities().named(name) if one.kind == "person"]
    if len(bearers) != 1:
        return ()
    terms = [term for term in entities().terms_of(bearers[0].id) if term.office == office]
    return tuple(terms) if all(term.start.year >= _FIRST for term in terms) else ()


def _near(term: Term, year: int) -> bool:
    last = term.end.year if term.end is not None else 9999
    return year < _FIRST or term.start.year - _NEAR <= year <= last + _NEAR
