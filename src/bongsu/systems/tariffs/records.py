"""USITC's change records: which item changed, from when it has effect, and when it was published.

The record of 2026 Basic tells all of 2025 again; each change here has its first telling. What took
effect before it was published is a retroactive window: an entry in it has one answer as known at
its day, and another as known today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from bongsu.systems.tariffs.index import read_index
from bongsu.systems.tariffs.schedule import revisions

LEAST_LAG = 3  # days: shorter lags are the record's own delay in printing


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One changed item."""

    hts: str  # digits of the heading or line; empty for a note
    item: str  # as printed
    nature: str  # "Added", "Modified (terminated)", ...
    effective: date
    published: date  # first telling
    revision: str  # that told it first
    source: str  # proclamation, order or notice

    @property
    def lag(self) -> int:
        """Days by which the publication came after the effect; negative if before it."""
        return (self.published - self.effective).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A time in which entries were made under a change that was published only later."""

    revision: str
    effective: date  # first day of the window
    published: date  # first day after it
    headings: tuple[str, ...]  # of chapter 99, eight digits

    @property
    def days(self) -> int:
        """Length of the window."""
        return (self.published - self.effective).days


@cache
def records() -> tuple[Record, ...]:
    """Return every change, in the order of the records."""
    found = []
    for row in read_index("changes").splitlines():
        hts, item, nature, effective, published, revision, source = row.split("\t")
        found.append(
            Record(
                hts=hts,
                item=item,
                nature=nature,
                effective=date.fromisoformat(effective),
                published=date.fromisoformat(published),
                revision=revision,
                source=source,
            )
        )
    return tuple(found)


def records_of(heading: str) -> tuple[Record, ...]:
    """Return the changes of a heading or line, with or without dots, the earliest effect first.

    Examples
    --------
    >>> [(r.nature, str(r.effective), str(r.published)) for r in records_of("9903.94.61")]
    [('Added', '2025-11-01', '2025-12-05')]
    """
    return _by_heading().get(heading.replace(".", "")[:8], ())


def retroactive_windows(least: int = LEAST_LAG) -> tuple[Window, ...]:
    """Return the windows in which headings 9903 had effect before they were published.

    Parameters
    ----------
    least : int
        Days that a window must have.

    Returns
    -------
    tuple of Window
        One a pair of revision and effective day, in order; 2025 Basic, which collects changes
        from before 2025, is left out.
    """
    first = revisions()[0].name
    grouped: dict[tuple[date, date, str], list[str]] = {}
    for record in records():
        if record.hts.startswith("9903") and record.lag >= least and record.revision != first:
            key = (record.published, record.effective, record.revision)
            grouped.setdefault(key, []).append(record.hts)
    return tuple(
        Window(
            revision=revision,
            effective=effective,
            published=published,
            headings=tuple(sorted(set(headings))),
        )
        for (published, effective, revision), headings in sorted(grouped.items())
    )


@cache
def _by_heading() -> Mapping[str, tuple[Record, ...]]:
    found: dict[str, list[Record]] = {}
    for record in records():
        if record.hts:
            found.setdefault(record.hts, []).append(record)
    return MappingProxyType(
        {
            hts: tuple(sorted(rows, key=lambda row: (row.effective, row.published)))
            for hts, rows in found.items()
        }
    )
