"""The schedule: which line stood on a day, as known at a day, and what its columns say.

A line's history is a list of events: a text that a revision printed, with the day on which the
revision was published and the day from which it has effect. A text holds from its effective day
on until a later revision's takes its place. What was published after the day of knowledge is not
seen. Rates that chapter 99 adds are no part of this file.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType

from bongsu.errors import OutOfRange, UnknownName
from bongsu.systems.tariffs.duties import Duty, SpecialRate, parse_duty, parse_special
from bongsu.systems.tariffs.index import read_index

COVERED_FROM = date(2025, 1, 1)  # 2025 Basic
COVERED_TO = date(2026, 12, 31)  # end of the 2026 edition; after its Rev 10 the lines are carried
_SHORT = re.compile(r"[1-9]\d{8}", re.ASCII)  # chapters 1 to 9 as a number
_CODE = re.compile(r"\d{4}(?:\.?\d{2}){0,2}(?:\.?\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of the schedule."""

    name: str  # "2025HTSRev16"
    number: int  # in order, from 0
    published: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one revision did to one line."""

    revision: int  # its number
    published: date
    effective: date
    text: int | None  # number of the texts from then on; None where the line ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A 10-digit line as it stood on a day."""

    hts10: str
    general: Duty
    special: tuple[SpecialRate, ...]
    other: Duty
    units: tuple[str, ...]  # of quantity, as printed; the first one first
    revision: str  # that printed these texts first
    published: date
    effective: date
    carried: bool  # the day lies after the last revision that we hold

    def special_for(self, symbols: tuple[str, ...]) -> Duty | None:
        """Return the rate of the special column for a programme's symbols, or None.

        Where several of its symbols stand in the column, a rate comes before "See ...".
        """
        found = [
            rate.duty
            for rate in self.special
            if not rate.programmes or set(symbols) & set(rate.programmes)
        ]
        return min(found, key=lambda duty: duty.kind == "elsewhere", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The whole history of the schedule, for those who need more than a line."""

    revisions: tuple[Revision, ...]
    texts: tuple[tuple[str, str, str, str], ...]  # general, special, other, units
    events: Mapping[str, tuple[Event, ...]]  # by 10-digit line


@cache
def revisions() -> tuple[Revision, ...]:
    """Return the revisions in order."""
    rows = (line.split("\t") for line in read_index("revisions").splitlines())
    return tuple(
        Revision(name=name, number=int(number), published=date.fromisoformat(published))
        for name, number, published in rows
    )


@cache
def texts() -> tuple[tuple[str, str, str, str], ...]:
    """Return the distinct texts: general, special, other, units."""
    rows = (line.split("\t") for line in read_index("texts").splitlines())
    return tuple((general, special, other, units) for general, special, other, units in rows)


@cache
def history() -> History:
    """Return the whole history: every line with its events."""
    lines = (row.partition("\t") for row in _rows())
    return History(
        revisions=revisions(),
        texts=texts(),
        events=MappingProxyType({code: _events(packed) for code, _, packed in lines}),
    )


def digits(code: str) -> str:
    """Return the digits of a code of the schedule, which may have dots.

    Raises
    ------
    UnknownName
        If the text is not 4, 6, 8 or 10 digits.

    Examples
    --------
    >>> digits("8703.23.01.40")
    '8703230140'
    """
    code = code.strip()
    if len(code) > 16 or _CODE.fullmatch(code) is None:
        lost = f"; if a table dropped a nought, 0{code}" if _SHORT.fullmatch(code) else ""
        raise UnknownName(
            f"{code[:40]!r} is no code of the schedule",
            where="hts10",
            mend=f"give ten digits, with or without dots, such as 8703.23.01.40{lost}",
        )
    return code.replace(".", "")


def check_known(known_at: date | None) -> None:
    """Refuse a day of knowledge before the first edition that is held.

    Raises
    ------
    OutOfRange
        If nothing was published by it.
    """
    if known_at is not None and known_at < COVERED_FROM:
        raise OutOfRange(
            f"{known_at} lies before the first edition that is held, published {COVERED_FROM}",
            where="known_at",
            mend="give a later day, or leave it out for all that is known today",
        )


def check_day(day: date, *, where: str = "entry_date") -> None:
    """Refuse a day outside the schedule's coverage.

    Raises
    ------
    OutOfRange
        If the day lies before 2025 or after 2026.
    """
    if not COVERED_FROM <= day <= COVERED_TO:
        last = revisions()[-1]
        raise OutOfRange(
            f"{day} lies outside the schedule, which runs from {COVERED_FROM} to {COVERED_TO}",
            where=where,
            mend=f"give a day in it; lines of {last.name} are carried on from {last.published}",
        )


def line(code: str, as_of: date, known_at: date | None = None) -> Line:
    """Return a 10-digit line as it stood on a day, as known at another.

    Parameters
    ----------
    code : str
        Ten digits, with or without dots.
    as_of : date
        The day of entry.
    known_at : date, optional
        What was published later is not seen; today's knowledge if left out.

    Raises
    ------
    UnknownName
        If the code never stood in the schedule, had ended, or did not stand yet; the mend says
        when and into what it was split or merged.
    OutOfRange
        If the day lies outside the coverage.
    """
    from bongsu.systems.tariffs.codes import no_line  # noqa: PLC0415  # only needed for faults

    check_day(as_of)
    hts10 = digits(code)
    event = standing(events_of(hts10), as_of, known_at) if len(hts10) == 10 else None
    if event is None or event.text is None:
        raise no_line(hts10, as_of, known_at)
    return _line(hts10, event, carried=as_of > revisions()[-1].published)


@cache
def held_codes() -> tuple[str, ...]:
    """Return every line that ever stood, ten digits, in their order."""
    return tuple(row.partition("\t")[0] for row in read_index("schedule").splitlines())


def lines_under(prefix: str, as_of: date, known_at: date | None = None) -> tuple[str, ...]:
    """Return the 10-digit lines under a prefix that stood on a day.

    Examples
    --------
    >>> lines_under("0101.21", date(2025, 3, 1))
    ('0101210010', '0101210020')
    """
    check_day(as_of)
    prefix = digits(prefix)
    rows = _rows()
    start = bisect_left(rows, prefix)
    found = []
    for row in rows[start:]:
        if not row.startswith(prefix):
            break
        code, _, packed = row.partition("\t")
        event = standing(_events(packed), as_of, known_at)
        if event is not None and event.text is not None:
            found.append(code)
    return tuple(found)


def lines_on(as_of: date, known_at: date | None = None) -> Mapping[str, Line]:
    """Return every line that stood on a day, by its code: the schedule as a whole.

    Raises
    ------
    OutOfRange
        If the day lies outside the coverage.
    """
    check_day(as_of)
    carried = as_of > revisions()[-1].published
    found = {}
    for code, events in history().events.items():
        event = standing(events, as_of, known_at)
        if event is not None and event.text is not None:
            found[code] = _line(code, event, carried=carried)
    return MappingProxyType(found)


def events_of(hts10: str) -> tuple[Event, ...]:
    """Return the events of a line, none where it never stood."""
    row = _row(hts10)
    return () if row is None else _events(row.partition("\t")[2])


def standing(events: tuple[Event, ...], as_of: date, known_at: date | None = None) -> Event | None:
    """Return the event that a day sees: the latest known revision that has effect by then."""
    seen = [
        event
        for event in events
        if event.effective <= as_of and (known_at is None or event.published <= known_at)
    ]
    return max(seen, key=lambda event: event.revision, default=None)


@cache
def _rows() -> tuple[str, ...]:
    return tuple(read_index("schedule").splitlines())


def _row(hts10: str) -> str | None:
    """Return the line of the index that begins with ten digits."""
    index = read_index("schedule")
    start = 0 if index.startswith(f"{hts10}\t") else index.find(f"\n{hts10}\t") + 1
    if start == 0 and not index.startswith(f"{hts10}\t"):
        return None
    return index[start : index.index("\n", start)]


def _events(packed: str) -> tuple[Event, ...]:
    return tuple(_event(token) for token in packed.split(" "))


@lru_cache(maxsize=50_000)
def _event(token: str) -> Event:
    """Read ``revision:text@day``."""
    rest, _, day = token.partition("@")
    number, _, text = rest.partition(":")
    published = revisions()[int(number)].published
    return Event(
        revision=int(number),
        published=published,
        effective=date.fromisoformat(day) if day else published,
        text=None if text == "-" else int(text),
    )


def _line(hts10: str, event: Event, *, carried: bool) -> Line:
    assert event.text is not None
    general, special, other, units = texts()[event.text]
    return Line(
        hts10=hts10,
        general=parse_duty(general),
        special=parse_special(special),
        other=parse_duty(other),
        units=tuple(units.split("|")) if units else (),
        revision=revisions()[event.revision].name,
        published=event.published,
        effective=event.effective,
        carried=carried,
    )
