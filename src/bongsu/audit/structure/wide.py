"""Tables of many columns: how far along their rows columns are held against each other.

Each column against each of three thousand takes minutes, and no reader can follow such a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bongsu.evidence.mentions import Evidence

REACH = 60  # columns between two that are compared; no printed table has more


def near_columns(column: int, width: int) -> Iterator[int]:
    """Yield the columns of a table near one of them, but for the first, which names the rows.

    Examples
    --------
    >>> list(near_columns(2, 5))
    [1, 3, 4]
    """
    near = range(max(1, column - REACH), min(width, column + REACH + 1))
    return (other for other in near if other != column)


def notes_on_width(evidences: Iterable[Evidence]) -> Iterator[str]:
    """Yield what of tables that are too wide is not compared, in words for people.

    Parameters
    ----------
    evidences : iterable of Evidence
        The articles of one document.
    """
    for evidence in evidences:
        for table in evidence.article.tables:
            widest = max(table.rows, key=len, default=())
            if len(widest) > REACH + 2:  # the first column names the rows
                place = evidence.document.place(widest[0].start)
                where = f"page {place.page}" if place.page else f"line {place.line}"
                yield (
                    f"{where}: a table of {len(widest):,} columns: those more than {REACH} apart "
                    "are not all compared"
                )
