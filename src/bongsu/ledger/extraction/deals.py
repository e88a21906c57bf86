"""From the rows of a table to deals; what is odd in a row is flagged and nothing is repaired."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bongsu.evidence.documents import Block, Table
from bongsu.evidence.mentions import DateMention, Granularity, Quantity, within
from bongsu.ledger.events import days
from bongsu.ledger.extraction.amount_cells import amount_of_cell, classed
from bongsu.ledger.extraction.amounts import amount, figures
from bongsu.ledger.extraction.columns import Columns
from bongsu.ledger.extraction.commitments import designated, without_designations
from bongsu.ledger.extraction.date_cells import day_of_cell
from bongsu.ledger.extraction.direction import direction, doer
from bongsu.ledger.extraction.heads import says_one_thing
from bongsu.ledger.extraction.instruments import Instrument, action, instrument
from bongsu.ledger.extraction.parties import (
    belongs_to,
    bracketed_country,
    country_of,
    is_none,
    others,
    parties,
    side_of,
)
from bongsu.ledger.extraction.periods import Periods, Stretch
from bongsu.ledger.extraction.places import location, where
from bongsu.ledger.extraction.records import Amount, Deal, Told
from bongsu.ledger.extraction.sectors import sectors
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.status import statuses
from bongsu.ledger.extraction.words import found_by

_SIDES = {"US": "us_entity", "KR": "kr_entity"}
Part = TypeVar("Part", DateMention, Quantity)
_UP_TO = re.compile(r"\s*(?:to|through|until|[-–—/])\s*")
_FORMULA = ("=", "+", "@")  # a spreadsheet runs a cell that begins so


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an article holds, by position, and the stretches of days that it is about."""

    dates: Sequence[DateMention]
    quantities: Sequence[Quantity]
    periods: Periods
    published: dt.date | None = None
    year: Stretch | None = None  # the one that the text around the tables names

    def dates_in(self, block: Block) -> list[DateMention]:
        """Return the dates within a block."""
        return _within(self.dates, block)

    def dates_between(self, start: int, end: int) -> Sequence[DateMention]:
        """Return the dates that begin in a stretch."""
        first = bisect_left(self.dates, start, key=_start)
        return self.dates[first : bisect_left(self.dates, end, lo=first, key=_start)]

    def quantities_in(self, block: Block) -> list[Quantity]:
        """Return the quantities within a block."""
        return _within(self.quantities, block)


def _within(parts: Sequence[Part], block: Block) -> list[Part]:
    first = bisect_left(parts, block.start, key=_start)
    last = bisect_left(parts, block.end, lo=first, key=_start)
    return within(parts[first:last], block.start, block.end)


def _start(part: DateMention | Quantity) -> int:
    return part.start


def deals(
    page: Page, printed: Table, layout: Columns, found: Found, *, doc: int, before: int
) -> Iterator[Deal]:
    """Yield the deals of a table, one a row.

    Parameters
    ----------
    page : Page
        The document.
    printed : Table
        As it was read.
    layout : Columns
        What its columns hold.
    found : Found
        Dates and quantities of the article, in the order of the text.
    doc : int
        Number of the article within the file.
    before : int
        How many deals the document has given already.
    """
    number = before
    above: set[int] = set()  # where the cells of the row before begin; one may span both rows
    for row in printed.rows[layout.first_row :]:
        if says_one_thing(page, row) or _repeats_head(page, row, printed, layout):
            continue
        number += 1
        yield _Row(page, row, layout, found, above).deal(f"deal{number:02d}", doc)
        above = {cell.start for cell in row if cell.end > cell.start}


def _repeats_head(page: Page, row: tuple[Block, ...], printed: Table, layout: Columns) -> bool:
    """Whether a row is the head again, as at the top of a printed page."""
    if not layout.first_row:
        return False

    def words(cells: tuple[Block, ...]) -> list[str]:
        return [page.text[cell.start : cell.end] for cell in cells]

    return words(row) == words(printed.rows[0])


class _Row:
    """One row on its way to a deal."""

    def __init__(
        self,
        page: Page,
        row: tuple[Block, ...],
        layout: Columns,
        found: Found,
        above: set[int],
    ) -> None:
        self.page, self.row, self.layout, self.found = page, row, layout, found
        self.own = [cell for cell in row if cell.start not in above] or list(row)
        self.flags: list[str] = []
        self.project = self._cell("project")
        self.date_cell = self._cell("date")

    def _cell(self, role: str) -> Block | None:
        numbers = self.layout.of(role)
        return self.row[numbers[0]] if numbers and numbers[0] < len(self.row) else None

    def _text(self, cell: Block | None) -> str:
        return self.page.text[cell.start : cell.end] if cell else ""

    def deal(self, id_: str, doc: int) -> Deal:
        """Return the deal."""
        page, project = self.page, self.project
        spans, raw = self._cells()
        date, date_end = self._date()
        us, kr, other = self._parties()
        told = self._text(project)
        span = (project.start, project.end) if project else (self.row[0].start, self.row[0].end)
        kind = instrument(without_designations(page, span) if project else told)
        named = kind or self._named_instrument()
        where_cell = self._text(self._cell("place"))
        place = where(where_cell)
        quantities = self.found.quantities_in(project) if project else []
        sum_ = self._amount(span, quantities, us, kr, named)
        further, odd = figures(page, span, quantities)
        total = designated(page, span)
        principals = (*us, *kr, *other)
        other += tuple(others(page, *span, [one.value for one in principals])) if told else ()
        first = next((cell for cell in self.own if cell.end > cell.start), self.own[0])
        whole = page.whole(first)[0], page.whole(self.own[-1])[1]
        self.flags += odd
        self._flag_row(told)
        return Deal(
            id=id_,
            doc=doc,
            line=page.line(whole),
            row=whole,
            cells=spans,
            raw=raw,
            date=date,
            date_end=date_end,
            us_entities=us,
            kr_entities=kr,
            other_entities=other,
            instrument=self._told(named, in_project=kind is not None) if named else None,
            action=action(told, kind),
            statuses=statuses(page, span, date, self.found.dates_in(project) if project else ()),
            amount=sum_,
            figures=further,
            sectors=sectors(page, *span, principals),
            direction=direction(told, us, kr, place, named.value if named else None),
            location=location(where_cell),
            place=place,
            text=" ".join(told.split()),
            flags=tuple(dict.fromkeys(self.flags)),
            under_commitment=self._words(total) if total else None,
        )

    def _words(self, span: tuple[int, int]) -> Told:
        return self.page.told(" ".join(self.page.text[slice(*span)].split()), *span)

    def _named_instrument(self) -> Instrument | None:
        cell = self._cell("instrument")
        return instrument(self._text(cell)) if cell else None

    def _told(self, kind: Instrument, *, in_project: bool) -> Told:
        cell = self.project if in_project else self._cell("instrument")
        at = cell.start if cell else 0
        return self.page.told(kind.value, at + kind.start, at + kind.end)

    def _cells(self) -> tuple[dict[str, tuple[int, int]], dict[str, str]]:
        """Return where the cells stand in the source, and their words there."""
        spans: dict[str, tuple[int, int]] = {}
        for cell, role in zip(self.row, self.layout.roles, strict=False):
            if role is None:
                continue
            name = {"place": "location"}.get(role.name, role.name)
            if name == "party":
                name = _SIDES.get(
                    role.country, f"{role.country.lower()}_entity" if role.country else "party"
                )
            while name in spans:
                name += "_"  # two columns of one role
            spans[name] = self.page.whole(cell)
        if not spans:
            spans["row"] = self.page.span(self.row[0].start, self.row[-1].end)
        return spans, {name: self.page.raw(span) for name, span in spans.items()}

    def _date(self) -> tuple[str | None, str | None]:
        """Return the first and the last day of a row."""
        cell = self.date_cell
        found = [one for one in self.found.dates_in(cell) if one.edtf] if cell else []
        period = self.found.periods.at(self.row[0].start)
        edtf = self._stretch(found) if found else None
        if cell and (not found or found[0].granularity is Granularity.MONTH):
            within = period or self.found.year
            edtf = day_of_cell(self._text(cell), within, self.found.published) or edtf
        if edtf is None:
            self.flags.append("no_date")
            return None, None
        first, last = days(edtf)
        if period and first and last and not (first <= period.last and period.first <= last):
            self.flags.append("date_outside_period")
        begins, _, ends = edtf.partition("/")
        return begins, ends or None

    def _stretch(self, found: list[DateMention]) -> str:
        """Return the day of a cell, or its stretch: "2025-11-14 to 2025-11-15"."""
        one, following = found[0], found[1] if len(found) > 1 else None
        pair = following and {one.granularity, following.granularity} == {Granularity.DAY}
        if following and pair and _UP_TO.fullmatch(self.page.text[one.end : following.start]):
            return f"{one.edtf}/{following.edtf}"
        return str(one.edtf)

    def _parties(self) -> tuple[tuple[Told, ...], tuple[Told, ...], tuple[Told, ...]]:
        """Return the parties of America, of Korea, and others, each in its printed column."""
        sides: dict[str, list[Told]] = {"US": [], "KR": [], "": []}
        for number in self.layout.of("party"):
            role = self.layout.roles[number]
            if number >= len(self.row) or role is None:
                continue
            cell = parties(self.page, self.row[number].start, self.row[number].end)
            self.flags += cell.flags
            for one in cell.names:
                country = role.country or self._side(one, self.row[number], role.presumed)
                sides[country if country in sides else ""].append(one)
                if role.country and self._misplaced(one.value, role.country):
                    self.flags.append("party_in_wrong_column")
        if not any(sides.values()):
            self.flags.append("no_party")
        return tuple(sides["US"]), tuple(sides["KR"]), tuple(sides[""])

    def _side(self, one: Told, cell: Block, presumed: str) -> str:
        """Return the country of a party in a column of any: printed behind it, or known."""
        behind = self.page.document.source[one.span[1] : self.page.span(cell.start, cell.end)[1]]
        return bracketed_country(behind) or side_of(one.value) or presumed

    def _misplaced(self, name: str, column: str) -> bool:
        """Whether a party of one country stands in the column of another."""
        country = country_of(name)
        columns = {role.country for role in self.layout.roles if role and role.name == "party"}
        return bool(country) and country in columns - {column} and not belongs_to(name, column)

    def _amount(
        self,
        span: tuple[int, int],
        quantities: list[Quantity],
        us: tuple[Told, ...],
        kr: tuple[Told, ...],
        kind: Instrument | None,
    ) -> Amount | None:
        investors = self._investors(us, kr)
        told, odd = amount(self.page, span, quantities, investors)
        cell = self._cell("amount")
        if cell is not None:
            role = self.layout.roles[self.layout.of("amount")[0]]
            head = role.head if role else ""
            found = self.found.quantities_in(cell)
            printed, of_cell = amount_of_cell(self.page, cell, found, head)
            if printed is not None and told is not None and told.value == printed.value:
                printed = replace(printed, class_=told.class_, of=told.of)
            elif printed is not None:
                printed = classed(printed, without_designations(self.page, span), head, investors)
            if printed is not None or of_cell:
                told, odd = printed, of_cell
        if told is not None and told.class_ == "unknown" and kind and kind.value == "contract":
            told = replace(told, class_="sale", of="contract value")
        self.flags += odd
        return told

    def _investors(self, us: tuple[Told, ...], kr: tuple[Told, ...]) -> set[str]:
        """Return whose money it is: the column of investors, who "will invest", or all."""
        sides = {side: names for side, names in (("US", us), ("KR", kr)) if names}
        by = doer(self._text(self.project), us, kr)
        if by:
            return {by}
        for number in self.layout.of("party"):
            role = self.layout.roles[number]
            if role and "investor" in role.head.lower() and number < len(self.row):
                cell = self.page.span(self.row[number].start, self.row[number].end)
                within = {
                    side
                    for side, names in sides.items()
                    if any(cell[0] <= one.span[0] < cell[1] for one in names)
                }
                return within or set(sides)
        return set(sides)

    def _flag_row(self, told: str) -> None:
        named = self.layout.width
        if len(self.row) < named:
            self.flags.append("row_too_short")
        if len(self.row) > named:
            self.flags.append("row_too_long")
        if any(self._is_formula(cell) for cell in self.row):
            self.flags.append("formula_in_cell")
        sides = [self.row[n] for n in self.layout.of("party") if n < len(self.row)]
        if any(is_none(self._text(cell)) for cell in sides) and found_by(
            "parties", "described", "words"
        ).search(told):
            self.flags.append("counterparty_described_in_text")

    def _is_formula(self, cell: Block) -> bool:
        text = self._text(cell)
        return len(text) > 1 and text.startswith(_FORMULA) and not text[1:].strip().isdigit()
