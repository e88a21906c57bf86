"""A file of entries replayed under a ruling: what was paid less what was owed, line by line.

Paid is the duty by the law as it was known on the day of entry, owed is that by all that is known
now under the ruling; so the ruling and the law that came late stand together. What an entry really
paid may be told in a column `paid`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import polars as pl

from bongsu.errors import BongsuError, OutOfRange
from bongsu.systems.tariffs.asking import day_from
from bongsu.systems.tariffs.batch import rate_rows
from bongsu.systems.tariffs.engine import Engine
from bongsu.systems.tariffs.entry_files import blocks, check_file, check_given, renamed
from bongsu.systems.tariffs.law import AUTHORITIES
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.refunds.clocks import WAYS, clocks, growth, state_on
from bongsu.systems.tariffs.rows import FAULTS
from bongsu.systems.tariffs.schedule import COVERED_FROM
from bongsu.systems.tariffs.spreads import Spreads
from bongsu.systems.tariffs.torn_rows import Torn

PARTS = ("base", *AUTHORITIES)
YES = frozenset({"yes", "y", "true", "1"})
NO = frozenset({"", "no", "n", "false", "0"})
ROWS = 200_000
Progress = Callable[[int, int], None]
OWN = ("paid_usd", "owed_usd", *(f"refund_{part}" for part in PARTS), "refund_other_paid")
CENTS = 2
CLOCKED = {
    "state": pl.String,
    "way": pl.String,
    "liquidation": pl.Date,
    "correction_until": pl.Date,
    "cape_until": pl.Date,
    "reliquidation_until": pl.Date,
    "protest_until": pl.Date,
    "suit_until": pl.Date,
    "claim_until": pl.Date,
}
WRITTEN = (*OWN, "refund", "interest", *CLOCKED)
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """Entries with their refunds, and rows that could not be replayed.

    Attributes
    ----------
    lines : pl.DataFrame
        One row for each good entry line: its own columns, ``paid_usd``, ``owed_usd``, a refund for
        each authority, ``refund``, ``state``, ``way``, ``interest``, and the days of its clocks. A
        column of the entries that is named as one of these is passed on with ``_given`` behind
        its name.
    faults : pl.DataFrame
        Row (from 1), column, value, reason.
    later : int
        Good entry lines that were entered after the day asked for; they are left out.
    """

    lines: pl.DataFrame
    faults: pl.DataFrame
    later: int = 0


class Replay:
    """Rates entries twice: as they were entered, and under a ruling."""

    def __init__(self, ruling: Scenario) -> None:
        law = load_law()
        self.entered = Spreads(Engine(law, ACTUAL))
        self.ruled = Spreads(Engine(law, ruling))

    def rows(
        self, frame: pl.DataFrame, day: date, *, first: int = 0, torn: Sequence[Torn] = ()
    ) -> Replayed:
        """Replay rows of entries.

        Parameters
        ----------
        frame : pl.DataFrame
            Columns as `bongsu duty batch` takes them, with `value`; if told `paid` (USD),
            `liquidated`, `protested`, `sued` (days), `informal`, `suspended`, `corporate` (yes or
            no).
        day : date
            The day on which clocks and interest are read.
        first : int
            Rows that came before these.
        torn : sequence of Torn
            Rows that could not be read, as `batch.rate_rows` takes them.
        """
        known = [pl.col("entry_date").cast(pl.String)]
        if "known_at" in frame.columns:
            told = pl.col("known_at").cast(pl.String).str.strip_chars()
            known.insert(0, pl.when(told != "").then(told))
        before, faults = rate_rows(
            frame.with_columns(pl.coalesce(known).alias("known_at")),
            self.entered,
            first=first,
            torn=torn,
        )
        after, _ = rate_rows(
            frame.with_columns(pl.lit(None, pl.String).alias("known_at")), self.ruled, first=first
        )
        own = _Reader(frame, before["error"].is_null().to_list(), first).read()
        taken = frame.rename(renamed(frame.columns, WRITTEN))
        found = taken.with_columns(*_amounts(before, after, own.paid), *_clocked(own, day))
        refunds = [pl.col(name) for name in OWN if name.startswith("refund")]
        made = [entered is None or entered <= day for entered in own.entered]
        kept = [good and one for good, one in zip(own.good, made, strict=True)]
        found = found.filter(pl.Series(kept, dtype=pl.Boolean)).with_columns(
            pl.sum_horizontal(refunds).round(CENTS).alias("refund")
        )
        late = pl.DataFrame(own.faults, schema=FAULTS, orient="row")
        grown = pl.Series(
            [one for one, keep in zip(_grown(own, day), kept, strict=True) if keep],
            dtype=pl.Float64,
        )
        return Replayed(
            lines=found.with_columns((pl.col("refund") * grown).round(CENTS).alias("interest")),
            faults=pl.concat([faults, late]).sort("row", maintain_order=True),
            later=sum(own.good) - sum(kept),
        )


def replay_file(
    file: Path, ruling: Scenario, day: date, *, progress: Progress | None = None
) -> Replayed:
    """Replay a CSV or Parquet file of entries under a ruling.

    Raises
    ------
    BadFile
        If the file cannot be read or lacks a column.
    OutOfRange
        If it has no column `value`, or all its good lines were entered after the day.
    """
    check_given(file)
    check_file(file, WRITTEN)
    lines: list[pl.DataFrame] = []
    faults: list[pl.DataFrame] = []
    desk, rows, bad, later = Replay(ruling), 0, 0, 0
    for block in blocks(file, ROWS):
        frame = block.frame
        if block.afresh:
            lines, faults, rows, bad, later = [], [], 0, 0, 0
        if "value" not in frame.columns:
            raise OutOfRange(
                "lacks the column value",
                where=str(file),
                mend="give the customs value of each line in USD: refunds are amounts",
            )
        found = desk.rows(frame, day, first=rows, torn=block.torn)
        lines.append(found.lines)
        faults.append(found.faults)
        rows += frame.height
        later += found.later
        bad += found.faults["row"].n_unique()
        if progress is not None:
            progress(rows, bad)
    if later and not any(part.height for part in lines):
        raise OutOfRange(
            f"every entry was made after {day}",
            where=f"{file}, entry_date",
            mend="give a later `--date`: an entry that is not made has no duty to give back",
        )
    return Replayed(lines=pl.concat(lines), faults=pl.concat(faults), later=later)


def _amounts(
    before: pl.DataFrame, after: pl.DataFrame, paid: list[float | None]
) -> list[pl.Series]:
    """Return amounts in USD: paid, owed, and the refund by authority."""
    value = before["value"].cast(pl.Float64, strict=False).fill_null(0.0)
    by_law = (before["total"] * value).round(CENTS)
    owed = (after["total"] * value).round(CENTS)
    really = pl.Series(paid, dtype=pl.Float64).fill_null(by_law)
    parts = [
        ((before[part] - after[part]) * value).round(CENTS).alias(f"refund_{part}")
        for part in PARTS
    ]
    return [
        really.alias("paid_usd"),
        owed.alias("owed_usd"),
        *parts,
        (really - by_law).round(CENTS).alias("refund_other_paid"),
    ]


def _clocked(own: _Own, day: date) -> list[pl.Series]:
    """Return state, way and the days of the clocks."""
    told = [
        _told(*one, day)
        for one in zip(
            own.entered,
            own.liquidated,
            own.protested,
            own.sued,
            own.informal,
            own.suspended,
            strict=True,
        )
    ]
    return [
        pl.Series(name, [row[place] for row in told], dtype=kind)
        for place, (name, kind) in enumerate(CLOCKED.items())
    ]


def _grown(own: _Own, day: date) -> list[float]:
    """Return the interest on a dollar of each entry."""
    return [
        0.0 if entered is None else _growth(entered, day, corporate)
        for entered, corporate in zip(own.entered, own.corporate, strict=True)
    ]


@lru_cache(maxsize=100_000)
def _growth(entered: date, day: date, corporate: bool) -> float:
    return growth(entered, max(day, entered), corporate=corporate)


@lru_cache(maxsize=100_000)
def _told(
    entered: date | None,
    liquidated: date | None,
    protested: date | None,
    sued: date | None,
    informal: bool,
    suspended: bool,
    day: date,
) -> tuple[str | date | None, ...]:
    if entered is None:
        return (None,) * len(CLOCKED)
    held = clocks(entered, liquidated=liquidated, informal=informal)
    open_still = suspended and (liquidated is None or day < liquidated)
    state = state_on(day, held, protested=protested, suspended=open_still, sued=sued)
    return (
        state,
        WAYS[state],
        held.liquidation,
        held.correction_until,
        held.cape_until,
        held.reliquidation_until,
        held.protest_until,
        held.suit_until,
        held.claim_until,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own:
    """The columns that refunds alone have, one item a row."""

    entered: list[date | None]
    liquidated: list[date | None]
    protested: list[date | None]
    sued: list[date | None]
    informal: list[bool]
    suspended: list[bool]
    corporate: list[bool]
    paid: list[float | None]
    good: list[bool]
    faults: list[tuple[int, str, str, str]]


class _Reader:
    """Columns of entries, read with their faults; a row has at most the first of them."""

    def __init__(self, frame: pl.DataFrame, good: list[bool], first: int) -> None:
        self.frame, self.good, self.first = frame, good, first
        self.faults: list[tuple[int, str, str, str]] = []

    def read(self) -> _Own:
        """Read all of them."""
        for row, text in enumerate(self._texts("value")):
            if not text:
                self._fault(row, "value", text, "is blank; give the customs value in USD")
        entered, liquidated = self._days("entry_date"), self._days("liquidated")
        for row, (one, other) in enumerate(zip(entered, liquidated, strict=True)):
            if one is not None and other is not None and other < one:
                self._fault(row, "liquidated", str(other), "lies before the entry; correct it")
                liquidated[row] = None
        return _Own(
            entered=entered,
            liquidated=liquidated,
            protested=self._days("protested"),
            sued=self._days("sued"),
            informal=self._yes("informal", default=False),
            suspended=self._yes("suspended", default=False),
            corporate=self._yes("corporate", default=True),
            paid=self._column("paid", _amount),
            good=self.good,
            faults=self.faults,
        )

    def _texts(self, column: str) -> list[str]:
        if column not in self.frame.columns:
            return [""] * self.frame.height
        series = self.frame[column]
        if series.dtype.is_temporal():
            series = series.cast(pl.Date, strict=False)
        texts = series.cast(pl.String, strict=False).fill_null("")
        return [text.strip() for text in texts.to_list()]

    def _days(self, column: str) -> list[date | None]:
        return self._column(column, lambda text: _deposit_day(text, column))

    def _yes(self, column: str, *, default: bool) -> list[bool]:
        found = []
        for row, text in enumerate(self._texts(column)):
            low = text.lower()
            if low not in YES | NO:
                self._fault(row, column, text, "is neither yes nor no; write one of them")
            found.append(low in YES if low else default)
        return found

    def _column(self, column: str, read: Callable[[str], Read]) -> list[Read | None]:
        return [self._one(row, column, text, read) for row, text in enumerate(self._texts(column))]

    def _one(self, row: int, column: str, text: str, read: Callable[[str], Read]) -> Read | None:
        if not text:
            return None
        try:
            return read(text)
        except BongsuError as fault:
            self._fault(row, column, text, f"{fault.what}; {fault.mend}")
            return None

    def _fault(self, row: int, column: str, text: str, reason: str) -> None:
        if self.good[row]:
            self.good[row] = False
            self.faults.append((self.first + row + 1, column, text[:60], reason))


def _deposit_day(text: str, column: str) -> date:
    day = day_from(text, column)
    if day < COVERED_FROM:
        raise OutOfRange(
            f"{day} lies before the schedule begins",
            where=column,
            mend=f"give a day from {COVERED_FROM} on",
        )
    return day


def _amount(text: str) -> float:
    try:
        usd = float(text)
    except ValueError:
        usd = -1.0
    if not 0 <= usd < float("inf"):
        raise OutOfRange("is no amount from 0 up", where="paid", mend="give USD, such as 1250.50")
    return usd
