"""Where a table begins: below its caption, and again at each further row that names columns.

Two tables that stand one right below the other are read as one; the second head parts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bongsu.evidence.documents import Block, Table
from bongsu.ledger.extraction.columns import by_head
from bongsu.ledger.extraction.parties import is_none
from bongsu.ledger.extraction.sources import Page

_FEWEST = 3  # roles that a row names in which nothing else shows that it is a head


def apart(page: Page, printed: Table) -> tuple[Table, ...]:
    """Return the tables that a table as printed holds, each from its own head on."""
    rows = printed.rows
    heads = [at for at, row in enumerate(rows) if is_head(page, row)]
    if not heads or heads == [0]:
        return (printed,)
    caption = all(says_one_thing(page, row) for row in rows[: heads[0]])
    if heads[0] and not caption:
        heads.insert(0, 0)
    named = [_words(page, rows[at]) for at in heads]
    starts = [heads[0]] + [
        at
        for at, words, before in zip(heads[1:], named[1:], named, strict=False)
        if words != before
    ]
    return tuple(
        Table(rows=rows[start:end], has_header=start > 0 or caption or printed.has_header)
        for start, end in pairwise([*starts, len(rows)])
    )


def is_head(page: Page, row: Sequence[Block]) -> bool:
    """Whether a row names columns: most of its cells, a day or a party among them."""
    told = [cell for cell in row if page.text[cell.start : cell.end].strip()]
    roles = [role for role in by_head(page, told) if role]
    names = {role.name for role in roles}
    if any(map(str.isdigit, "".join(_words(page, told)))):
        return False
    enough = len(roles) >= _FEWEST and 3 * len(roles) >= 2 * len(told)
    return enough and bool(names & {"date", "party"}) and len(names) > 1


def says_one_thing(page: Page, row: Sequence[Block]) -> bool:
    """Whether a row holds one cell or none: a caption, or the name of what stands below it."""
    return len({cell.start for cell in row if not is_none(page.text[cell.start : cell.end])}) <= 1


def _words(page: Page, row: Sequence[Block]) -> list[str]:
    return [page.text[cell.start : cell.end] for cell in row]
