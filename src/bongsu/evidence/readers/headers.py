"""Whether the first row of a table names its columns, where the format does not say."""

from __future__ import annotations

from collections.abc import Sequence

from bongsu.patterns import regex

_FIGURE = regex(r"[^\w]{0,9}\d[\d.,/%\s()+\u2212–-]*[^\W\d]{0,3}[^\w]{0,3}")
_YEAR = regex(r"(?:FY|CY|Q[1-4]|[1-4]Q)?\s?(?:19|20)\d\d\D{0,12}")
_LONG = 60  # characters, of a name of a column


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Judge by the words of the first rows, one text a cell.

    A header has no sentences, and no figures but years; below it, at least one column that it
    names in words holds figures or dates, or the texts below are much longer than those names.
    """
    if len(rows) < 2:
        return False
    first, below = rows[0], rows[1:20]
    named = [cell for cell in first if cell.strip()]
    if len(named) * 2 < len(first) or any(_is_no_name(cell) for cell in named):
        return False
    for column, name in enumerate(first):
        cells = [row[column] for row in below if len(row) > column and row[column].strip()]
        if not cells or not name.strip():
            continue
        if sum(any(map(str.isdigit, cell)) for cell in cells) * 2 > len(cells):
            return True
        if sum(len(cell) for cell in cells) > 3 * len(name) * len(cells):
            return True
    return False


def _is_no_name(cell: str) -> bool:
    cell = cell.strip()
    if len(cell) > _LONG or (cell.endswith((".", "!", "?")) and len(cell) > 20):
        return True
    return _FIGURE.fullmatch(cell) is not None and _YEAR.fullmatch(cell) is None
