"""Cells exchanged with another of their row, known by their form, their words or an office.

A figure stands in a column of words and a word in that of figures; a word that marks the cells of
one column stands in another ("Ministry" under "Agency"); a president stands under "Prime Minister"
and a prime minister under "President".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import Block
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_FIGURE = lazy_regex(
    r"(?!(?:19|20)\d\d$)[-+\u2212]?(?:US|A|C)?[$€£¥₩]?\s?\d[\d,.]*"
    r"\s?(?:%|[a-z]{1,8}(?: [a-z]{1,8})?)?"
)
_LETTERS = lazy_regex(r"[A-Za-z]{3}")
_DIGIT = lazy_regex(r"\d")
_NO_VALUE = lazy_regex(  # words that may stand for a figure
    r"(?:none|nil|unknown|suspended|cancell?ed|pending|undisclosed|free|zero|unlimited|same|various|withdrawn|"
    r"exempt\w*|closed|open|tbd|(?:no|not) .*)",
    re.IGNORECASE,
)
_FEWEST = 3  # other rows that show what a column holds
_LONGEST = 80  # code points of a cell that is a value and no text
_KINDS = 2  # different cells that a word marks


def misplaced(
    evidence: Evidence,
    heads: Sequence[Block],
    rows: Sequence[Sequence[Block]],
    at: int,
    here: int,
    there: int,
) -> str:
    """Return what shows that two cells of a row are exchanged; "" if nothing does.

    Parameters
    ----------
    evidence : Evidence
        The article.
    heads : sequence of Block
        The first row of the table.
    rows : sequence of sequence of Block
        Its other rows, all of one length.
    at, here, there : int
        The row, the column of the first cell, and that into which it may belong.
    """
    cells = [evidence.words(rows[at][column]).strip() for column in (here, there)]
    if not all(0 < len(cell) <= _LONGEST for cell in cells):
        return ""
    others = [
        tuple(evidence.words(row[column]).strip() for column in (here, there))
        for place, row in enumerate(rows)
        if place != at
    ]
    if len(others) >= _FEWEST and _by_form(cells, others):
        return "figures"
    marked = _by_words(cells, others)
    return marked or _by_office(cells, [evidence.words(heads[one]) for one in (here, there)])


def _by_form(cells: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a cell is a figure where all others have words, and the second is the reverse."""
    return (
        _FIGURE.fullmatch(cells[0]) is not None
        and _is_name(cells[1])
        and all(_is_name(here) and _FIGURE.fullmatch(there) for here, there in others)
    )


def _is_name(cell: str) -> bool:
    named = _LETTERS.search(cell) is not None and _DIGIT.search(cell) is None
    return named and _NO_VALUE.fullmatch(cell) is None


def _by_words(cells: Sequence[str], others: Sequence[Sequence[str]]) -> str:
    """Return the word of the first cell that marks most cells of the second's column, and no other.

    It is no name by itself: the cells that it marks are different ones.
    """
    words = [content_words(cell) for cell in cells]
    own = frozenset[str]().union(*(content_words(here) for here, _ in others))
    beside = frozenset[str]().union(*(content_words(there) for _, there in others))
    if words[0] & own or words[1] & beside or not words[1] & own:
        return ""
    filled = [there.casefold() for _, there in others if there]
    for word in sorted(words[0] & beside):
        if word.isalpha():
            marked = [there for there in filled if word in content_words(there)]
            enough = len(marked) >= max(_FEWEST, (len(filled) + 1) // 2)
            if enough and len(set(marked)) >= _KINDS:
                return word
    return ""


def _by_office(cells: Sequence[str], heads: Sequence[str]) -> str:
    """Return the office that the first cell's person held and the second's did not, or ""."""
    wanted = [office_named(head) for head in heads]
    if not all(wanted) or wanted[0] == wanted[1]:
        return ""
    held = [_offices_of(cell) for cell in cells]
    exchanged = (
        wanted[1] in held[0]
        and wanted[0] in held[1]
        and wanted[0] not in held[0]
        and wanted[1] not in held[1]
    )
    return wanted[1] if exchanged else ""


@cache
def _offices() -> tuple[str, ...]:
    return tuple(sorted({term.office for term in entities().terms}, key=len, reverse=True))


def office_named(head: str) -> str:
    """Return the office that the head of a column names, "" if it names none."""
    return next((office for office in _offices() if office.casefold() in head.casefold()), "")


def _offices_of(name: str) -> frozenset[str]:
    return frozenset(
        term.office for entity in entities().named(name) for term in entities().terms_of(entity.id)
    )
