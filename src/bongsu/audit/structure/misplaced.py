"""Cells exchanged with another of their row, known by their form, their words or an office.

A figure stands in a column of words and a word in that of figures; a word that marks the cells of
one column stands in another ("Ministry" under "Agency"); a president stands under "Prime Minister"
and a prime minister under "President".
"""

from __future__ import annotations

import re
from collections import Counter
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


class Columns:
    """What the columns of a table hold, so that a row can be held against the others.

    Parameters
    ----------
    evidence : Evidence
        The article.
    heads : sequence of Block
        The first row of the table.
    rows : sequence of sequence of Block
        Its other rows, all of one length.
    """

    def __init__(
        self, evidence: Evidence, heads: Sequence[Block], rows: Sequence[Sequence[Block]]
    ) -> None:
        self._cells = [[evidence.words(cell).strip() for cell in row] for row in rows]
        self._words = [[content_words(cell) for cell in row] for row in self._cells]
        self._figures = [
            [_FIGURE.fullmatch(cell) is not None for cell in row] for row in self._cells
        ]
        self._names = [[_is_name(cell) for cell in row] for row in self._cells]
        columns = range(len(heads))
        self._said = [Counter(w for row in self._words for w in row[at]) for at in columns]
        self._all_figures = [sum(row[at] for row in self._figures) for at in columns]
        self._all_names = [sum(row[at] for row in self._names) for at in columns]
        self._offices = [office_named(evidence.words(head)) for head in heads]

    def misplaced(self, at: int, here: int, there: int) -> str:
        """Return what shows that the cells of two columns of a row are exchanged; "" if nothing.

        The first is the cell that is like those of the other's column.
        """
        if not all(0 < len(self._cells[at][column]) <= _LONGEST for column in (here, there)):
            return ""
        if self._by_form(at, here, there):
            return "figures"
        return self._by_words(at, here, there) or self._by_office(at, here, there)

    def _by_form(self, at: int, here: int, there: int) -> bool:
        """Whether a cell is a figure where all others are names, and the second the reverse."""
        others = len(self._cells) - 1
        return (
            others >= _FEWEST
            and self._figures[at][here]
            and self._names[at][there]
            and self._all_names[here] == self._all_figures[there] == others
        )

    def _by_words(self, at: int, here: int, there: int) -> str:
        """Return the word of the first cell that marks most cells of the second's column, alone.

        It is no name by itself: the cells that it marks are different ones.
        """
        mine, its = self._words[at][here], self._words[at][there]
        own, beside = self._said[here], self._said[there]
        if any(own[word] > 1 for word in mine) or any(beside[word] > 1 for word in its):
            return ""
        if not any(own[word] > (word in mine) for word in its):
            return ""
        filled = sum(bool(row[there]) for place, row in enumerate(self._cells) if place != at)
        for word in sorted(mine):
            enough = beside[word] >= max(_FEWEST, (filled + 1) // 2)
            if word.isalpha() and enough and word not in its and self._kinds(there, word) >= _KINDS:
                return word
        return ""

    def _kinds(self, column: int, word: str) -> int:
        """Return how many different cells of a column have a word."""
        marked = zip(self._cells, self._words, strict=True)
        return len({row[column].casefold() for row, words in marked if word in words[column]})

    def _by_office(self, at: int, here: int, there: int) -> str:
        """Return the office that the first cell's person held and the second's did not, or ""."""
        wanted = self._offices[here], self._offices[there]
        if not all(wanted) or wanted[0] == wanted[1]:
            return ""
        held = [_offices_of(self._cells[at][column]) for column in (here, there)]
        exchanged = (
            wanted[1] in held[0]
            and wanted[0] in held[1]
            and wanted[0] not in held[0]
            and wanted[1] not in held[1]
        )
        return wanted[1] if exchanged else ""


def _is_name(cell: str) -> bool:
    named = _LETTERS.search(cell) is not None and _DIGIT.search(cell) is None
    return named and _NO_VALUE.fullmatch(cell) is None


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
