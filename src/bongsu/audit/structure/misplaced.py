"""Cells exchanged with another of their row, known by their form, their words or an office.

A figure stands in a column of words and a word in that of figures; a word that marks the cells of
one column stands in another ("Ministry" under "Agency"); a president stands under "Prime Minister"
and a prime minister under "President".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product

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
        self._filled = [sum(bool(row[at]) for row in self._cells) for at in columns]
        self._offices = [office_named(evidence.words(head)) for head in heads]
        self._marked: dict[str, list[int]] = {}  # columns that a word may mark
        for at, said in enumerate(self._said):
            enough = max(_FEWEST, self._filled[at] // 2)
            for word in (word for word, times in said.items() if times >= enough):
                self._marked.setdefault(word, []).append(at)

    def likely(self, at: int) -> Iterator[tuple[int, int]]:
        """Yield the pairs of columns of a row that may be found exchanged, some more than once."""
        yield from self._likely_by_form(at)
        yield from self._likely_by_words(at)
        yield from self._likely_by_office(at)

    def _likely_by_form(self, at: int) -> Iterator[tuple[int, int]]:
        others = len(self._cells) - 1
        row = list(zip(self._figures[at], self._names[at], strict=True))
        figures = [c for c, (one, _) in enumerate(row) if one and self._all_names[c] == others]
        names = [c for c, (_, one) in enumerate(row) if one and self._all_figures[c] == others]
        return product(figures, names)

    def _likely_by_words(self, at: int) -> Iterator[tuple[int, int]]:
        row = list(zip(self._words[at], self._said, strict=True))
        alone = [all(said[word] <= 1 for word in mine) for mine, said in row]
        marked = {
            word: [c for c in self._marked.get(word, ()) if alone[c] and word not in row[c][0]]
            for word in set[str]().union(*self._words[at])
        }
        for here, (mine, _) in enumerate(row):
            for word in mine if alone[here] else ():
                yield from ((here, there) for there in marked[word])

    def _likely_by_office(self, at: int) -> Iterator[tuple[int, int]]:
        named: dict[str, list[int]] = {}
        for column, office in enumerate(self._offices):
            named.setdefault(office, []).append(column)
        for here, office in enumerate(self._offices):
            for held in _offices_of(self._cells[at][here]) if office and len(named) > 1 else ():
                yield from ((here, there) for there in named.get(held, ()) if held != office)

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
        filled = self._filled[there] - bool(self._cells[at][there])
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
