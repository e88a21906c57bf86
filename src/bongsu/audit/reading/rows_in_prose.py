"""Figures that prose tells of a row, though no figure of that row is so: one is mistyped.

Prose that goes through a table names its rows ("the secondary income account recorded ...") and
mostly takes its figures from one column. Where all but one are in that column, the last one ought
to be; elsewhere only digits turned round are evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import one_key, swapped
from bongsu.audit.reading.figure_lines import Cell, Row, figure_rows, in_a_row
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import NO_BOUNDS, Claim, Evidence, Kind, Role
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import regex

_KINDS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.RATE, Kind.PHYSICAL, Kind.INDEX})
_PAUSE = regex(r"[;:()\u2014\u2015]|,\s")
_REACH = 120  # code points before a figure in which it is said of what it is
_BEHIND = 50
_MANY = 3  # digits of which two that change places are no chance
_VOTES = 2  # figures that are in a column before another one ought to be
_MOST = 60  # rows of one label that are compared
_NEXT = 2  # figures of a run that agree before the next one ought to
_TELLING = 9  # digits that these have together
_BETWEEN = (0.5, 2.0)  # of the right figure: what is farther off is of another scale


class Told(NamedTuple):
    """A figure of the prose with the words that tell what it is of."""

    evidence: Evidence
    claim: Claim
    digits: str
    places: int
    words: frozenset[str]


class Slip(NamedTuple):
    """A figure of the prose or of a row, and the one that it ought to be."""

    here: Evidence
    at: tuple[int, int]
    there: Evidence
    right: tuple[int, int]
    likely: bool


def against_rows(prose: Evidence, tabled: Evidence) -> Iterator[Slip]:
    """Yield figures of the prose of one article that are a slip away from a row of another's."""
    rows = [row for row in figure_rows(tabled) if row.label]
    if not rows:
        return
    told = [one for one in _told(prose) if _row_of(one, rows) is not None]
    given = {cell.digits for row in rows for cell in row.cells}
    votes = _columns(told, rows)
    for one in told:
        row = _row_of(one, rows)
        if row is None or one.digits in given or any(_is(one, cell) for cell in row.cells):
            continue
        meant, likely = _meant(one, row, votes)
        if meant is not None and not _known(tabled, one):
            quantity = one.claim.quantity
            at = quantity.start, quantity.end
            yield Slip(prose, at, tabled, (meant.start, meant.end), likely)


def _told(evidence: Evidence) -> Iterator[Told]:
    last = 0
    for claim in evidence.claims:
        quantity, sentence = claim.quantity, evidence.sentences[claim.sentence]
        before, last = max(sentence.start, last, quantity.start - _REACH), quantity.end
        number = NUMERAL.search(evidence.text, quantity.start, quantity.end)
        if quantity.kind not in _KINDS or not quantity.value or quantity.malformed:
            continue
        if number is None or claim.role is Role.CHANGE:
            continue
        if quantity.comparator not in NO_BOUNDS:
            continue
        if in_a_row(evidence, number.start()):
            continue
        if evidence.block_of(sentence).kind in {BlockKind.CELL, BlockKind.HEADING}:
            continue
        if claim.part == "to":
            before = max(sentence.start, quantity.start - _REACH)
        lead = evidence.text[before : quantity.start]
        behind = _PAUSE.split(evidence.text[quantity.end : sentence.end][:_BEHIND])[0]
        whole, _, part = number[0].replace(",", "").partition(".")
        digits = (whole + part).lstrip("0")
        if len(digits) > 1 and not _BY.search(lead):
            yield Told(evidence, claim, digits, len(part), content_words(f"{lead} {behind}"))


_BY = regex(r"\bby\s(?:\w+\s)?\W?$")


def _row_of(one: Told, rows: Sequence[Row]) -> Row | None:
    """Return the row of which a figure is told: the one whose label it says most of."""
    named = [row for row in rows if row.label <= one.words]
    longest = max((len(row.label) for row in named), default=0)
    best = [row for row in named if len(row.label) == longest]
    return best[0] if len(best) == 1 else None


def _is(one: Told, cell: Cell) -> bool:
    quantity = one.claim.quantity
    return cell.fits(quantity.value or 0.0, quantity.step)


_Column = tuple[int, int]  # how many figures a row has, and which of them


def _columns(told: Sequence[Told], rows: Sequence[Row]) -> Counter[_Column]:
    """Count the columns in which figures of the prose are found in the rows that they name."""
    votes: Counter[_Column] = Counter()
    for one in told:
        row = _row_of(one, rows)
        if row is not None:
            votes.update(
                (len(row.cells), at)
                for at, cell in enumerate(row.cells)
                if cell.digits == one.digits and cell.places == one.places
            )
    return votes


def _meant(one: Told, row: Row, votes: Counter[_Column]) -> tuple[Cell | None, bool]:
    """Return the figure of a row that another one is a slip away from, and if it surely is."""
    size = len(row.cells)
    usual = [at for at in range(size) if votes[size, at] >= _VOTES]
    for at in sorted(usual, key=lambda at: -votes[size, at])[:1]:
        if one_key(one.digits.zfill(3), row.cells[at].digits.zfill(3)):
            return row.cells[at], True
    turned = [cell for cell in row.cells if swapped(one.digits, cell.digits)]
    alike = [cell for cell in turned if cell.places == one.places]
    named = len(row.label) > 1 or votes  # one word is a label where the prose tells of the table
    if len(alike) == 1 and len(one.digits) >= _MANY and named:
        return alike[0], len(one.digits) > _MANY
    return None, False


def _known(evidence: Evidence, one: Told) -> bool:
    """Whether an article tells a figure itself, outside the row."""
    quantity = one.claim.quantity
    return one.evidence is not evidence and any(
        each.value == quantity.value and each.unit == quantity.unit for each in evidence.quantities
    )


def runs_apart(first: Evidence, second: Evidence) -> Iterator[Slip]:
    """Yield a figure of a row that differs where its neighbours are those of another row."""
    if first is second:
        pairs = _of_one_label(first)
    else:
        pairs = ((a, b) for a in figure_rows(first) for b in figure_rows(second))
    for one, other in pairs:
        named = one.label == other.label and (first is not second or bool(one.label))
        named = named or (first is not second and not (one.label and other.label))
        if named and len(one.cells) > _NEXT and len(other.cells) > _NEXT:
            found = _one_apart(one.cells, other.cells)
            if found is not None:
                here, there, likely = found
                yield Slip(first, (here.start, here.end), second, (there.start, there.end), likely)


def _of_one_label(evidence: Evidence) -> Iterator[tuple[Row, Row]]:
    """Yield the pairs of rows of one text that have one label; of very many, of the first."""
    rows: dict[frozenset[str], list[Row]] = defaultdict(list)
    for row in figure_rows(evidence):
        if row.label:
            rows[row.label].append(row)
    for some in rows.values():
        yield from combinations(some[:_MOST], 2)


def _one_apart(ours: Sequence[Cell], theirs: Sequence[Cell]) -> tuple[Cell, Cell, bool] | None:
    """Return the one figure that two rows, laid over each other, do not have in common."""
    for shift in range(_NEXT + 1 - len(theirs), len(ours) - _NEXT):
        laid = [
            (ours[at], theirs[at - shift])
            for at in range(max(0, shift), min(len(ours), len(theirs) + shift))
        ]
        apart = [(a, b) for a, b in laid if a.digits != b.digits]
        alike = [len(a.digits) for a, b in laid if a.digits == b.digits and len(a.digits) >= _MANY]
        if len(apart) != 1 or len(alike) < _NEXT or sum(alike) < _TELLING:
            continue
        here, there = apart[0]
        if there.value and not _BETWEEN[0] < here.value / there.value < _BETWEEN[1]:
            return None
        if here.places != there.places or len(here.digits) != len(there.digits):
            return None
        if swapped(here.digits, there.digits):
            return here, there, True
        if one_key(here.digits, there.digits) and here.digits[:-1] != there.digits[:-1]:
            return here, there, False  # the last digit alone a revision may change
        return None
    return None


def between_articles(evidences: Sequence[Evidence]) -> Iterator[Slip]:
    """Yield the figures of rows in which two articles differ by a slip."""
    with_rows = [evidence for evidence in evidences if figure_rows(evidence)]
    for tabled in with_rows:
        for prose in evidences:
            if prose.article is not tabled.article:
                yield from against_rows(prose, tabled)
    for first, second in combinations(with_rows, 2):
        yield from runs_apart(first, second)
