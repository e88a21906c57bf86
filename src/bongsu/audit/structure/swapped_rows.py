"""Figures that the text gives to one row of a table and the table to another.

"China took $133.0 billion" beside a table that has 133.0 for the United States and another figure
for China: one of the two has the labels exchanged. A figure of three digits or more counts alone
if it stands in one row only; it is sure where two rows are told crosswise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.line_rows import LineRow, runs_of_rows
from bongsu.audit.reading.wording import prose
from bongsu.evidence.entities import entities
from bongsu.evidence.mentions import Evidence, Quantity, Sentence, within
from bongsu.evidence.numbers import NUMERAL
from bongsu.patterns import regex

_FEWEST = 3  # rows of a table, and digits of a figure
_REACH = 90  # code points from a name to its figure
_LABEL = regex(r"[A-Z][\w.&'\u2019 -]{1,40}")
_LISTED = regex(r",?\s(?:(?:and|or)\s)?(?:the\s)?")
_APART = regex(r"[;:]|\b(?:respectively|than|from|while|whereas|and|against|after|followed)\b")


class Swapped(NamedTuple):
    """A figure of the text, the row that is named with it, and the row that has it."""

    quantity: Quantity
    named: LineRow
    holder: LineRow
    sure: bool


def swapped_rows(evidence: Evidence) -> Iterator[Swapped]:
    """Yield figures that stand in another row of a table than in that of the name beside them."""
    for run in runs_of_rows(evidence):
        rows = {row.label.strip(): row for row in run if _LABEL.fullmatch(row.label.strip())}
        if len(rows) < _FEWEST or len(rows) < len(run) - 1:
            continue
        found = list(_crossed(evidence, rows))
        pairs = {(named.start, holder.start) for _, named, holder in found}
        for quantity, named, holder in found:
            sure = (holder.start, named.start) in pairs
            yield Swapped(quantity, named, holder, sure)


def _crossed(
    evidence: Evidence, rows: dict[str, LineRow]
) -> Iterator[tuple[Quantity, LineRow, LineRow]]:
    names = {name: row for label, row in rows.items() for name in _names(label)}
    first, last = min(r.start for r in rows.values()), max(r.end for r in rows.values())
    either = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")
    for sentence, words in prose(evidence):
        if first <= sentence.start < last:
            continue
        told = list(pattern.finditer(words))
        for quantity in within(evidence.quantities, sentence.start, sentence.end) if told else ():
            named = _named_before(words, told, sentence, quantity)
            own = names[named] if named else None
            holder = _holder(evidence, quantity, list(rows.values()), own) if own else None
            if own and holder:
                yield quantity, own, holder


def _names(label: str) -> tuple[str, ...]:
    found = entities().named(label)
    return (label, *found[0].names) if len(found) == 1 else (label,)


def _named_before(
    words: str, told: Sequence[re.Match[str]], sentence: Sentence, quantity: Quantity
) -> str:
    """Return the name right before a figure, if nothing parts the two and no other is near."""
    at = quantity.start - sentence.start
    before = [match for match in told if match.end() <= at]
    if not before or at - before[-1].end() > _REACH:
        return ""
    if len(before) > 1 and _LISTED.fullmatch(words, before[-2].end(), before[-1].start()):
        return ""  # "Vietnam and Japan, 58.3 and 29.6"
    return "" if _APART.search(words, before[-1].end(), at) else before[-1][0]


def _holder(
    evidence: Evidence, quantity: Quantity, rows: Sequence[LineRow], own: LineRow
) -> LineRow | None:
    """Return the one row, other than the named one, that has a figure as it is written."""
    digits = NUMERAL.search(evidence.words(quantity))
    if digits is None or sum(map(str.isdigit, digits[0])) < _FEWEST:
        return None
    value = float(digits[0].replace(",", ""))
    at = [
        (row, column)
        for row in rows
        for column, cell in enumerate(row.cells)
        if cell is not None and cell.value == value
    ]
    if len(at) != 1 or at[0][0] is own:
        return None
    holder, column = at[0]
    mine = own.cells[column] if column < len(own.cells) else None
    return holder if mine is not None and mine.value != value else None
