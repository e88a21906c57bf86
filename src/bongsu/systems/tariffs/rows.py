"""From the rows of a file to entry lines: every column read, every fault told by row and column.

Texts are read once for each distinct text of a block. What one column alone cannot show (a code
that did not stand on the day, a claim that the origin may not make) is told after rating.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import polars as pl

from bongsu.errors import BadFile, BongsuError, OutOfRange
from bongsu.systems.tariffs.arrays import (
    FIRST_PROGRAMME,
    Bools,
    Floats,
    Ints,
    origin_list,
    programme_list,
    schedule_arrays,
)
from bongsu.systems.tariffs.asking import (
    check_home,
    checked_content,
    checked_flags,
    content_from,
    day_from,
)
from bongsu.systems.tariffs.base import base_rate
from bongsu.systems.tariffs.codes import no_line
from bongsu.systems.tariffs.engine import LATEST, NO_CLAIM, UNTOLD, Lines
from bongsu.systems.tariffs.origins import find_origin, find_programme, returns
from bongsu.systems.tariffs.schedule import COVERED_FROM, check_day, check_known, digits, revisions
from bongsu.systems.tariffs.spreads import SILENT, Spreads, Telling

NEEDED = ("hts10", "origin", "entry_date")
KNOWN = (*NEEDED, "claim", "known_at", "value", "quantity", "flags", "content")
LISTED = ("flags", "content")  # columns that may hold lists of texts
UNREAD = (pl.Binary, pl.Duration, pl.Time, pl.Object)  # kinds that stand for no text
TEXTS = (pl.String, pl.Categorical, pl.Enum, pl.Null)
APART = {";": "semicolons", "\t": "tabs", "|": "bars"}  # what other tables have for commas
MOST_PER_DOLLAR = 1e100  # of a quantity; beyond, shares of value are no numbers
SHOWN = 60  # characters of a bad value that a message repeats
FAULTS = {"row": pl.Int64, "column": pl.String, "value": pl.String, "reason": pl.String}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Some rows of a file as lines; a row with a fault stands in with the first product of all."""

    lines: Lines
    told: Ints
    per_dollar: Floats
    value: Floats
    quantity: Floats
    good: Bools
    faults: pl.DataFrame  # row (place in the block), column, value, reason


def check_columns(schema: Mapping[str, pl.DataType], where: str) -> None:
    """Refuse a file without the columns that every entry needs, or with what no text stands for.

    Raises
    ------
    BadFile
        If one is missing, stands twice, or holds lists, bytes or the like.
    """
    columns = list(schema)
    twice = [name for name in KNOWN if f"{name}_duplicated_0" in columns]
    if twice:
        raise BadFile(
            f"has the column {twice[0]} twice", where=where, mend="keep one of them, or rename it"
        )
    missing = [name for name in NEEDED if name not in columns]
    if missing and len(columns) == 1 and (apart := [s for s in APART if s in columns[0]]):
        raise BadFile(
            f"parts its columns with {APART[apart[0]]}, not with commas",
            where=where,
            mend="save it as CSV with commas, and numbers with a point",
        )
    if missing:
        raise BadFile(
            f"lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}",
            where=where,
            mend=f"name its columns {', '.join(KNOWN[:-1])}; the first three are needed; "
            f"it has {', '.join(columns[:20])}",
        )
    for name in KNOWN:
        kind = schema.get(name, pl.String())
        if kind.is_nested() and not (name in LISTED and is_texts(kind)):
            raise BadFile(
                f"the column {name} holds {kind}, not one value in each row",
                where=where,
                mend="write texts" + (", or lists of texts" if name in LISTED else ""),
            )
        if kind in UNREAD:
            raise BadFile(
                f"the column {name} holds {kind}", where=where, mend="write texts, numbers or days"
            )


def is_texts(kind: pl.DataType) -> bool:
    """Whether a column holds lists of texts, one list in each row."""
    return isinstance(kind, pl.List) and kind.inner in TEXTS


def read_rows(frame: pl.DataFrame, spreads: Spreads) -> Block:
    """Read rows into lines.

    Parameters
    ----------
    frame : pl.DataFrame
        Rows of a file, with at least the columns that `check_columns` asks for.
    """
    reader = _Reader(frame, spreads)
    hts10 = reader.numbers("hts10", _product)
    origin = reader.numbers("origin", lambda text: _origins()[find_origin(text).iso3])
    claim = reader.numbers("claim", _claim, blank=UNTOLD)
    day = reader.numbers("entry_date", _entry_day, bad=COVERED_FROM.toordinal())
    known = reader.numbers("known_at", _known_day, blank=LATEST)
    told = reader.numbers("flags", lambda text: spreads.telling(_telling(text, spreads)), blank=0)
    if "content" in frame.columns:
        told = reader.with_content(told)
    reader.refuse_returns(origin, told)
    value, quantity = reader.amounts("value"), reader.amounts("quantity")
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        per_dollar = np.where(value > 0, quantity / value, np.nan)
    reader.refuse_quantities(per_dollar, quantity, value)
    per_dollar = np.where(np.isfinite(per_dollar), per_dollar, np.nan)
    return Block(
        lines=Lines(product=hts10, origin=origin, claim=claim, day=day, known=known),
        told=told,
        per_dollar=per_dollar,
        value=value,
        quantity=quantity,
        good=reader.good,
        faults=pl.DataFrame(reader.faults, schema=FAULTS, orient="row"),
    )


def late_fault(block: Block, row: int, spreads: Spreads) -> tuple[str, str]:
    """Return column and reason of a row without a duty whose columns, each alone, are good."""
    lines = block.lines
    code = f"{int(spreads.engine.schedule.codes[lines.product[row]]):010d}"
    known = int(lines.known[row])
    claim = int(lines.claim[row])
    return _late_fault(
        code,
        int(lines.origin[row]),
        claim,
        date.fromordinal(int(lines.day[row])),
        None if known == LATEST else date.fromordinal(known),
    )


@lru_cache(maxsize=10_000)
def _late_fault(
    code: str, origin: int, claim: int, day: date, known: date | None
) -> tuple[str, str]:
    programme = programme_list()[claim - FIRST_PROGRAMME] if claim >= FIRST_PROGRAMME else None
    try:
        base_rate(code, origin_list()[origin], programme, day, known)
    except BongsuError as fault:
        column = fault.where.split()[0]
        return (column if column in KNOWN else "hts10"), _reason(fault)
    return "hts10", "no duty can be computed"


class _Reader:
    """Columns of a block, read with their faults."""

    def __init__(self, frame: pl.DataFrame, spreads: Spreads) -> None:
        self.frame, self.spreads = frame, spreads
        self.good = np.ones(frame.height, dtype=np.bool_)
        self.faults: list[tuple[int, str, str, str]] = []

    def numbers(
        self, column: str, read: Callable[[str], int], blank: int | None = None, bad: int = 0
    ) -> Ints:
        """Return a number for each text of a column."""
        if column not in self.frame.columns:
            assert blank is not None
            return np.full(self.frame.height, blank, dtype=np.int64)
        column_texts = _texts(self.frame[column])
        texts = column_texts.unique(maintain_order=True)
        found, reasons = [], {}
        for place, text in enumerate(texts.to_list()):
            try:
                found.append(_one(text, read, blank, column))
            except BongsuError as fault:
                reasons[place] = _reason(fault)
                found.append(bad)
        places = column_texts.replace_strict(
            texts, pl.Series(range(texts.len()), dtype=pl.Int64), return_dtype=pl.Int64
        ).to_numpy()
        if reasons:
            self._blame(
                column, np.flatnonzero(np.isin(places, list(reasons))), places, reasons, texts
            )
        numbers: Ints = np.array(found, dtype=np.int64)[places]
        return numbers

    def with_content(self, told: Ints) -> Ints:
        """Return flags and content together, where content has a column of its own."""
        tellings: list[tuple[tuple[str, float], ...]] = [()]
        numbers: dict[tuple[tuple[str, float], ...], int] = {(): 0}

        def read(text: str) -> int:
            content = tuple(sorted(checked_content(content_from(_split(text))).items()))
            if content not in numbers:
                numbers[content] = len(tellings)
                tellings.append(content)
            return numbers[content]

        content = self.numbers("content", read, blank=0)
        held = list(self.spreads.tellings)
        pairs, where = np.unique(np.stack([told, content], axis=1), axis=0, return_inverse=True)
        both_tell = [bool(tellings[own] and held[flags][1]) for flags, own in pairs.tolist()]
        for row in np.flatnonzero(np.array(both_tell, dtype=np.bool_)[where.ravel()]).tolist():
            self._fault(
                row, "content", str(self.frame["content"][row]),
                "flags tell content too; tell it in one of the columns",
            )  # fmt: skip
        both = [
            self.spreads.telling((held[flags][0], tellings[own] or held[flags][1]))
            for flags, own in pairs.tolist()
        ]
        return np.array(both, dtype=np.int64)[where.ravel()]

    def refuse_quantities(self, per_dollar: Floats, quantity: Floats, value: Floats) -> None:
        """Refuse a quantity beside which the value is as good as nothing."""
        for row in np.flatnonzero(per_dollar > MOST_PER_DOLLAR).tolist():
            reason = f"quantity is {quantity[row]:g} for USD {value[row]:g}; correct one of them"
            self._fault(row, "quantity", str(self.frame["quantity"][row]), reason)

    def refuse_returns(self, origin: Ints, told: Ints) -> None:
        """Refuse goods of the customs territory that come back."""
        home = [place for place, one in enumerate(origin_list()) if returns(one)]
        tellings = list(self.spreads.tellings)
        for row in np.flatnonzero(np.isin(origin, home) & self.good).tolist():
            try:
                check_home(origin_list()[origin[row]], tellings[told[row]][0])
            except BongsuError as fault:
                self._fault(row, "origin", str(self.frame["origin"][row]), _reason(fault))

    def amounts(self, column: str) -> Floats:
        """Return numbers from nought up, nan where there is none."""
        if column not in self.frame.columns:
            return np.full(self.frame.height, np.nan)
        series = self.frame[column]
        given = series.is_not_null().to_numpy()
        texts = series if series.dtype.is_numeric() else _texts(series).str.strip_chars()
        found = texts.cast(pl.Float64, strict=False).to_numpy().astype(np.float64)
        if not series.dtype.is_numeric():
            given = given & (texts.fill_null("") != "").to_numpy()
        bad = given & ~((found >= 0) & (found < np.inf))
        for row in np.flatnonzero(bad).tolist():
            self._fault(
                row, column, str(series[row]), f"{column} is no number from 0 up; correct it"
            )
        return np.where(given & ~bad, found, np.nan)

    def _blame(
        self,
        column: str,
        rows: Ints,
        places: Ints,
        reasons: dict[int, str],
        texts: pl.Series,
    ) -> None:
        held = texts.to_list()
        for row in rows.tolist():
            place = int(places[row])
            self._fault(row, column, held[place] or "", reasons[place])

    def _fault(self, row: int, column: str, value: str, reason: str) -> None:
        self.good[row] = False
        self.faults.append((row, column, value[:SHOWN], reason))


def _one(text: str | None, read: Callable[[str], int], blank: int | None, column: str) -> int:
    if text is None or not text.strip():
        if blank is None:
            raise OutOfRange("is blank", where=column, mend=f"give {column}")
        return blank
    return read(text.strip())


def _texts(series: pl.Series) -> pl.Series:
    """Return a column as texts: days as 2025-11-05, codes that became numbers with their nought."""
    if series.dtype == pl.String:
        return series
    if series.dtype.is_temporal():
        return series.cast(pl.Date, strict=False).cast(pl.String)
    if series.name == "hts10" and series.dtype.is_integer():
        texts = series.cast(pl.String)
        return pl.select(
            pl.when(texts.str.len_chars() == 9).then(texts.str.zfill(10)).otherwise(texts)
        ).to_series()
    return series.cast(pl.String, strict=False)


def _reason(fault: BongsuError) -> str:
    return f"{fault.what}; {fault.mend}"


@lru_cache(maxsize=100_000)
def _product(text: str) -> int:
    code, codes = digits(text), schedule_arrays().codes
    place = int(np.searchsorted(codes, int(code))) if len(code) == 10 else codes.size
    if place == codes.size or codes[place] != int(code):
        raise no_line(code, _last_day())
    return place


@lru_cache(maxsize=1)
def _origins() -> dict[str, int]:
    return {one.iso3: place for place, one in enumerate(origin_list())}


def _claim(text: str) -> int:
    programme = find_programme(text)
    return NO_CLAIM if programme is None else FIRST_PROGRAMME + programme_list().index(programme)


def _entry_day(text: str) -> int:
    day = day_from(text, "entry_date")
    check_day(day)
    return day.toordinal()


def _known_day(text: str) -> int:
    day = day_from(text, "known_at")
    check_known(day)
    return day.toordinal()


def _last_day() -> date:
    return revisions()[-1].published


def _split(text: str) -> list[str]:
    return [
        part for part in text.replace(";", " ").replace(",", " ").replace("|", " ").split() if part
    ]


def _telling(text: str, spreads: Spreads) -> Telling:
    """Read ``part-of-truck;steel=0.6``."""
    parts = _split(text)
    content = checked_content(content_from(part for part in parts if "=" in part))
    flags = checked_flags(spreads.engine.law, (part for part in parts if "=" not in part))
    return (flags, tuple(sorted(content.items()))) if parts else SILENT
