"""What the head of its column, the label of its row and the caption say of a figure in a table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bongsu.evidence.cell_units import Told, in_unit, unit_in_bracket, unit_told
from bongsu.evidence.documents import Article, Block, BlockKind, Table
from bongsu.evidence.mentions import DateMention, Kind, Quantity
from bongsu.evidence.phrases import is_place
from bongsu.patterns import regex

_MARKS = regex(r"\s*(?:\[[a-z0-9]{1,2}\]|[*†‡§¹²³]+|\b\d\)|:\s*$)")
_TABLE_NUMBER = regex(
    r"\W*(?:Annex[ \n])?(?:Table|Tab\.|표)[ \n]?[\dA-Z]{1,3}(?:[.-]\d{1,2})*\W*", re.IGNORECASE
)
_LETTERS = regex(r"[^\W\d_]{2}")
_NUMBER = regex(r"\d")
_DATE_AIDES = regex(
    r"[\W\d_]|\b(?:[fpe]|est|proj|as|of|end|the|in|for|year|fy|forecasts?|projections?|estimates?"
    r"|preliminary|actual|outlook)\b",
    re.IGNORECASE,
)
_SCALE = regex(r"\b(?:thousand|million|billion|trillion|bn|mn|bln|mln|k|m|b)\b", re.IGNORECASE)
_LETTER = regex(r"[(\[]([B-Zb-z])[)\]]")
_CAPTION = 200  # code points of a caption at most
_AROUND = 6  # code points that a figure's cell holds besides it


class Head(NamedTuple):
    """What is said for the figures of one column, one row or one table."""

    words: str = ""  # without the unit, the date and marks of notes
    unit: Told | None = None
    period: str | None = None
    is_date: bool = False  # whether it says when and nothing else
    is_unit: bool = False  # whether it says the unit and nothing else
    shifts: bool = False  # whether its date has no year of its own
    below_date: bool = False  # whether it only tells two columns of one time apart


@dataclass(slots=True)
class _Known:
    """The heads of one table, as far as they were asked for."""

    heads: list[Head]
    caption: Head
    first: int  # the first row below the heads
    row: int = -1
    label: Head = field(default_factory=Head)


class CellHeads:
    """The heads of an article's tables, read when they are asked for."""

    def __init__(self, text: str, article: Article, dates: Sequence[DateMention] = ()) -> None:
        self._text, self._article, self._dates = text, article, dates
        self._starts = [date.start for date in dates]
        self._known: dict[int, _Known] = {}

    def of(self, block: Block) -> tuple[Head, Head, Head] | None:
        """Return the heads of a cell's column, its row and its table; none of a cell of heads."""
        known = self._known.get(block.table)
        if known is None:
            known = self._known[block.table] = self._table(self._article.tables[block.table])
        if block.row < known.first:
            return None
        if known.row != block.row:
            known.row, known.label = block.row, self._label(block)
        column = known.heads[block.column] if block.column < len(known.heads) else Head()
        return column, known.label, known.caption

    def _table(self, table: Table) -> _Known:
        first = self._rows_of_heads(table)
        width = max((len(row) for row in table.rows[:first]), default=0)
        heads = [self._column(table.rows[:first], column) for column in range(width)]
        return _Known(heads=heads, caption=self._caption(table), first=first)

    def _rows_of_heads(self, table: Table) -> int:
        """Return how many rows name the columns: one, or two where the second has no label."""
        if not table.has_header:
            return 0
        second = table.rows[1] if len(table.rows) > 2 else ()
        told = [self._said(cell) for cell in second]
        if len(told) < 2 or told[0] or not any(told):
            return 1
        return 1 + all(
            not word or self._head(cell).is_date or not _NUMBER.search(word)
            for word, cell in zip(told[1:], second[1:], strict=True)
        )

    def _column(self, rows: Sequence[Sequence[Block]], column: int) -> Head:
        found = [self._head(self._above(row, column, at > 0)) for at, row in enumerate(rows)]
        if len(found) == 1:
            return found[0]
        upper, lower = found
        return Head(
            words=" ".join(word for word in (upper.words, lower.words) if word),
            unit=lower.unit or upper.unit,
            period=lower.period or upper.period,
            is_date=upper.is_date and lower.is_date,
            is_unit=upper.is_unit and lower.is_unit,
            below_date=upper.is_date,
        )

    def _above(self, row: Sequence[Block], column: int, exact: bool) -> Block:
        """Return the cell over a column; an upper one may stand over several."""
        at = min(column, len(row) - 1)
        while not exact and at > 1 and not self._said(row[at]):
            at -= 1
        return row[at]

    def _said(self, block: Block) -> str:
        return self._text[block.start : block.end].strip()

    def _label(self, block: Block) -> Head:
        """Return the label of a row: its first words, with a date beside them."""
        found = Head()
        for cell in self._article.tables[block.table].rows[block.row][: max(1, block.column)]:
            head = self._head(cell)
            if cell.column >= block.column or not (head.words or head.is_date):
                continue
            if head.is_date:
                if not found.words:
                    found = head
                continue
            return (
                head
                if not found.is_date
                else Head(
                    words=head.words, unit=head.unit, period=found.period, shifts=found.shifts
                )
            )
        return found

    def _caption(self, table: Table) -> Head:
        """Return what is said right above a table: its caption, a heading, a line with the unit."""
        start = table.rows[0][0].start if table.rows and table.rows[0] else 0
        blocks = self._article.blocks
        at = bisect_left(blocks, start, key=lambda block: block.start)
        found: list[Head] = []
        for block in reversed(blocks[max(0, at - 2) : at]):
            said = self._said(block)
            if block.kind is BlockKind.CELL:
                break
            prose = block.kind is BlockKind.PARAGRAPH and not found
            unit = unit_in_bracket(said) if prose else None
            if unit is not None and said.endswith((".", "!", "?")):
                return Head(unit=unit)  # a sentence, which names nothing but the unit
            if len(said) > _CAPTION:
                break
            if (
                block.kind is BlockKind.PARAGRAPH
                and said.endswith((".", "!", "?"))
                and not (_TABLE_NUMBER.match(said))
            ):
                break
            found.append(self._head(block))
            if found[-1].words and block.kind is not BlockKind.PARAGRAPH:
                break
        return Head(
            words=next((head.words for head in found if head.words), ""),
            unit=next((head.unit for head in found if head.unit), None),
            period=next((head.period for head in found if head.period), None),
        )

    def _head(self, block: Block) -> Head:
        said = self._said(block)
        if not said or len(said) > _CAPTION:
            return Head()
        dates = self._dates_in(block)
        unit = unit_told(said)
        if unit is not None and self._is_letter(said[unit.start : unit.end], block):
            unit = None
        whole = unit is not None and unit.end - unit.start == len(said)
        counts = whole and unit is not None and unit.kind is Kind.COUNT  # "Votes" names it
        words = said[: unit.start] + " " + said[unit.end :] if unit and not counts else said
        number = _TABLE_NUMBER.match(words)
        words = _MARKS.sub("", words[number.end() :] if number else words)
        for date in dates:
            words = words.replace(self._text[date.start : date.end], " ", 1)
        rest, at = "", block.start
        for date in dates:
            rest, at = rest + self._text[at : date.start], date.end
        rest += self._text[at : block.end]
        is_date = bool(dates) and not _DATE_AIDES.sub("", rest)
        known = [date for date in dates if date.edtf]
        return Head(
            words=""
            if is_date or not _LETTERS.search(words)
            else " ".join(words.split()).strip(" ,;:"),
            unit=unit,
            period=known[0].edtf if len(known) == 1 else None,
            is_date=is_date,
            is_unit=unit is not None and not _LETTERS.search(words),
            shifts=len(known) == 1 and known[0].relative,
        )

    def _is_letter(self, said: str, block: Block) -> bool:
        """Whether "(B)" is no billion but what follows "(A)" in the heads or labels of a table."""
        letter = _LETTER.fullmatch(said)
        if letter is None or block.kind is not BlockKind.CELL:
            return False
        before = said.replace(letter[1], chr(ord(letter[1]) - 1))
        table = self._article.tables[block.table]
        named = [
            *(cell for row in table.rows[:2] for cell in row),
            *(row[0] for row in table.rows if row),
        ]
        return any(before in self._said(cell) for cell in named)

    def _dates_in(self, block: Block) -> Sequence[DateMention]:
        return self._dates[
            bisect_left(self._starts, block.start) : bisect_left(self._starts, block.end)
        ]


class CellClaim(NamedTuple):
    """What a figure of a cell measures, of whom, and when."""

    measure: str
    phrase: str  # what it is said of
    holder: str  # "" if the table does not tell
    period: str | None


def cell_claim(heads: tuple[Head, Head, Head]) -> CellClaim:
    """Return what the heads of a figure make of it."""
    column, row, caption = heads
    titled = "" if column.is_date or column.is_unit else column.words
    label = row.words
    if not titled and label and caption.words and is_place(label):
        titled = caption.words  # countries beside years: the caption says what of theirs
    elif titled and label and is_place(titled):
        titled, label = label, titled
    if titled and label and column.below_date:
        told = f"{label}, {titled}"  # "New" and "Previous" below "2021"
        return CellClaim(measure=told, phrase=label, holder="", period=_period(*heads))
    if not titled or not label:
        only = titled or label or caption.words
        return CellClaim(measure=only, phrase=only, holder="", period=_period(*heads))
    return CellClaim(measure=titled, phrase=titled, holder=label, period=_period(*heads))


def _period(column: Head, row: Head, caption: Head) -> str | None:
    """Return the time of a cell: a month of its row lies in the year of its column."""
    year = column.period if column.period and column.period.isdigit() else None
    if year and row.period and row.shifts and "/" not in row.period:
        return year + row.period[4:]
    return column.period or row.period or caption.period


_LABEL = regex(r"(?:\A|[.;:][ \n])\W*(?P<said>[^.;:()]{2,80}\([^()]{1,40}\))[ \n]?:[ \n]\Z")
_SENTENCE = regex(r"[.!?;][ \n]+[A-Z]")
_FAR = 160  # code points from a label to the last of its figures


def label_before(text: str, block: Block, quantity: Quantity) -> Head | None:
    """Return the label with a unit whose bare figure this is: "Growth rate (%): 1.8 (2030)"."""
    at = text.rfind(":", max(block.start, quantity.start - _FAR), quantity.start)
    if at <= 0 or text[at - 1] not in ") " or _SENTENCE.search(text, at, quantity.start):
        return None
    found = _LABEL.search(text[max(block.start, at - _FAR) : at + 2])
    unit = unit_told(found["said"]) if found else None
    if found is None or unit is None or unit.end != len(found["said"]):
        return None
    return Head(words=found["said"][: unit.start].strip(" -–—*•·◦"), unit=unit)


def with_units(text: str, article: Article, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the figures of an article, those that fill a cell in the unit told for them."""
    heads = CellHeads(text, article)
    blocks = article.blocks
    starts = [block.start for block in blocks]
    found: list[Quantity] = []
    for quantity in quantities:
        block = blocks[max(0, bisect_right(starts, quantity.start) - 1)]
        if block.kind is not BlockKind.CELL:
            label = None if quantity.unit else label_before(text, block, quantity)
            told = label.unit if label else None
            found.append(in_unit(quantity, told, scaled=False) if told else quantity)
        elif fills(text, block, quantity):
            found.append(_headed(text, quantity, heads.of(block)))
        else:
            found.append(quantity)
    return tuple(found)


def fills(text: str, block: Block, quantity: Quantity) -> bool:
    """Whether a cell holds a figure and nothing else."""
    before, behind = text[block.start : quantity.start], text[quantity.end : block.end]
    return len(before) + len(behind) <= _AROUND and not _LETTERS.search(before + " " + behind)


def _headed(text: str, quantity: Quantity, heads: tuple[Head, Head, Head] | None) -> Quantity:
    if heads is None or quantity.kind in {Kind.ORDINAL, Kind.POINTS}:
        return quantity
    column, row, caption = heads
    told = column.unit or row.unit or caption.unit
    if told is None:
        return quantity
    return in_unit(
        quantity, told, scaled=_SCALE.search(text, quantity.start, quantity.end) is not None
    )
