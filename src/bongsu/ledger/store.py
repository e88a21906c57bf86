"""A lab's ledger, opened: its own statements over the packaged ones, and what they tell.

The package's statements lie beneath: they can be corrected and judged like the lab's own, and
what is said of them is kept in the lab's file.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import duckdb

from bongsu.errors import BongsuError, UnknownName, did_you_mean
from bongsu.ledger import views
from bongsu.ledger.cache import open_cache
from bongsu.ledger.events import Event, days, gathered
from bongsu.ledger.files import FILE, append
from bongsu.ledger.statements import NAMES, Statement, end_of

PACKAGED = "2025q4.jsonl"
_SHARED = ("subject", "prop", "unit", "document", "extractor", "recorded_at")
_COLUMNS = ", ".join([*(f'"{name}"' for name in NAMES), "told"])

_AT_ONCE = 20_000  # events whose rows are in memory twice, in the answer and as statements
_TAKES_PLACE = "(starts_with(subject, 'deal:') OR starts_with(subject, 'event:'))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What a ledger says on a day, or now."""

    file: Path  # the lab's own, to which statements are added
    connection: duckdb.DuckDBPyConnection
    faults: tuple[BongsuError, ...]  # lines that could not be read
    as_of: dt.date | None

    def statements(self, where: str = "true", given: Sequence[object] = ()) -> list[Statement]:
        """Return the statements that hold and meet a condition in SQL, in the order of the file."""
        return self._read(f"FROM statements WHERE {where} ORDER BY place", given)

    def history(self, subject: str) -> list[Statement]:
        """Return all that was stated on a subject up to the day, withdrawn statements too."""
        told = self._read("FROM history WHERE subject = ? ORDER BY rowid", [subject])
        if self.as_of is None:
            return told
        last = end_of(self.as_of)
        return [
            replace(one, retracted_at=None) if one.retracted_at and one.retracted_at > last else one
            for one in told
            if one.recorded_at <= last
        ]

    def every(self) -> list[Statement]:
        """Return all that was ever stated, withdrawn statements too, in the order of the file."""
        return self._read("FROM history ORDER BY rowid", [])

    def _read(self, rest: str, given: Sequence[object]) -> list[Statement]:
        cursor = self.connection.execute(f"SELECT {_COLUMNS} {rest}", list(given))
        found: list[Statement] = []
        kept: dict[str, str] = {}  # words that many statements share are held once
        while rows := cursor.fetchmany(10_000):
            for row in rows:
                told = dict(zip(NAMES, row[:-1], strict=True))
                if row[-1] is not None:
                    told["value"] = json.loads(row[-1])
                told |= {name: kept.setdefault(told[name], told[name]) for name in _SHARED}
                if told["quote"] == told["original_value"]:
                    told["quote"] = told["original_value"]
                found.append(Statement(**told))
        return found

    def values(self, *props: str) -> list[str]:
        """Return every value of some properties once, in order."""
        rows = self.connection.execute(
            "SELECT DISTINCT value FROM statements "
            "WHERE prop IN (SELECT unnest(?)) AND value IS NOT NULL ORDER BY value",
            [list(props)],
        ).fetchall()
        return [row[0] for row in rows]

    def subjects(
        self,
        *,
        kind: str | None = None,
        first: dt.date | None = None,
        last: dt.date | None = None,
        naming: Iterable[str] | None = None,
        having: str | None = None,
    ) -> list[str]:
        """Return the subjects of deals and diplomatic events, the newest first.

        Parameters
        ----------
        kind : str, optional
            ``deal`` or ``event``.
        first, last : date, optional
            Only what took place, at least in part, from one day to another.
        naming : iterable of str, optional
            Only those with one of these values, as printed, among their parties.
        having : str, optional
            Only those with a statement of this property.
        """
        where: list[str] = ["starts_with(subject, ?)" if kind else _TAKES_PLACE]
        given: list[object] = [f"{kind}:"] if kind else []

        def within(condition: str, values: object) -> None:
            stating = f"SELECT subject FROM statements WHERE {condition}"  # noqa: S608 - our words
            where.append(f"subject IN ({stating})")
            given.append(values)

        if first is not None or last is not None:
            fitting = [date for date in self.values("date") if _overlaps(date, first, last)]
            within("prop = 'date' AND value IN (SELECT unnest(?::VARCHAR[]))", fitting)
        if naming is not None:
            parties = "prop IN ('us_entity', 'kr_entity', 'other_entity', 'person', 'organisation')"
            within(f"{parties} AND value IN (SELECT unnest(?::VARCHAR[]))", list(naming))
        if having is not None:
            within("prop = ?", having)
        rows = self.connection.execute(
            f"SELECT subject FROM statements WHERE {' AND '.join(where)} GROUP BY subject "  # noqa: S608
            "ORDER BY max(value) FILTER (prop = 'date') DESC NULLS LAST, min(place) DESC",
            given,
        ).fetchall()
        return [row[0] for row in rows]

    def events(
        self, subjects: Iterable[str] | None = None, *, props: Iterable[str] | None = None
    ) -> tuple[Event, ...]:
        """Return the deals and diplomatic events of some subjects, or all; the earliest first.

        Parameters
        ----------
        subjects : iterable of str, optional
            Those that are wanted; all if left out.
        props : iterable of str, optional
            The properties that are wanted of them; all if left out.
        """
        if subjects is None:
            return gathered(self.statements(_TAKES_PLACE))
        only, names = (
            ("", []) if props is None else (" AND prop IN (SELECT unnest(?))", [list(props)])
        )
        where = f"subject IN (SELECT unnest(?::VARCHAR[])){only}"
        listed = list(subjects)
        found: list[Event] = []
        for at in range(0, len(listed), _AT_ONCE):
            found += gathered(self.statements(where, [listed[at : at + _AT_ONCE], *names]))
        return tuple(sorted(found, key=lambda event: event.first_day or dt.date.max))

    def count(self, kind: str) -> int:
        """Return how many subjects of a kind there are."""
        row = self.connection.execute(
            "SELECT count(DISTINCT subject) FROM statements WHERE starts_with(subject, ?)",
            [f"{kind}:"],
        ).fetchone()
        return int(row[0]) if row else 0

    def subject(self, beginning: str) -> str:
        """Return the subject that is named in full, or by its beginning.

        Raises
        ------
        UnknownName
            If none, or more than one, begins so.
        """
        found = [
            row[0]
            for row in self.connection.execute(
                "SELECT DISTINCT subject FROM history WHERE starts_with(subject, ?) LIMIT 10",
                [beginning],
            ).fetchall()
        ]
        if beginning in found:
            return beginning
        if len(found) == 1:
            return str(found[0])
        raise UnknownName(
            f"{len(found) or 'no'} subjects begin with {beginning}"[:200],
            where=str(self.file),
            mend=did_you_mean(beginning, found)
            if found
            else "`bongsu ledger show` lists them: deal:..., event:...",
        )

    def add(self, statements: Iterable[Statement]) -> int:
        """Add statements to the lab's own file; what is open here does not show them yet."""
        return append(self.file, statements)


@contextmanager
def open_ledger(folder: Path, as_of: dt.date | None = None) -> Iterator[Ledger]:
    """Open the ledger of a lab, and close it after use.

    Parameters
    ----------
    folder : Path
        The lab's; it need not exist yet.
    as_of : date, optional
        Look at the ledger as at the end of that day (UTC).

    Yields
    ------
    Ledger
        The lab's own statements over the packaged ones.

    Raises
    ------
    BadFile
        If the lab's file cannot be read.
    """
    own = folder / FILE
    layers = [path for path in (packaged(), own) if path.exists()]
    with open_cache(layers, folder if own.exists() else None) as cache:
        views.show(cache.connection, as_of)
        yield Ledger(file=own, connection=cache.connection, faults=cache.faults, as_of=as_of)


def packaged() -> Path:
    """Return the file of the statements that come with the package."""
    return Path(str(files("bongsu.ledger"))) / "tables" / PACKAGED


def _overlaps(date: str, first: dt.date | None, last: dt.date | None) -> bool:
    begins, ends = days(date)
    if begins is None and ends is None:
        return False
    return (last is None or begins is None or begins <= last) and (
        first is None or ends is None or ends >= first
    )
