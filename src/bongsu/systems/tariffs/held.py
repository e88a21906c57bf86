"""The packaged schedule as rating asks for it, and the one function that answers for an entry."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from functools import lru_cache

from bongsu.systems.tariffs.asking import entry_from
from bongsu.systems.tariffs.base import BaseRate, base_rate
from bongsu.systems.tariffs.codes import no_line
from bongsu.systems.tariffs.entries import Answer, Base, Entry
from bongsu.systems.tariffs.law import FOREVER
from bongsu.systems.tariffs.law_files import load_law
from bongsu.systems.tariffs.origins import (
    ANY,
    Origin,
    Programme,
    eligible,
    find_origin,
    find_programme,
    programmes,
)
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.rating import rate
from bongsu.systems.tariffs.schedule import check_known, lines_under, revisions


class HeldSchedule:
    """Base rates from the packaged schedule."""

    def base(self, entry: Entry, claim: str | None, day: date, known_at: date) -> Base:
        """Return the duty of the line, and that of column 1-General beside it."""
        origin = find_origin(entry.origin)
        found = _found(entry, origin, find_programme(claim), day, known_at)
        plain = found if found.column == "general" else _found(entry, origin, None, day, known_at)
        exact = found.low == found.high
        return Base(
            rate=found.share,
            general=plain.share,
            column2=found.column == "other",
            low=None if exact else found.low,
            high=None if exact else found.high,
            text=found.duty.text,
            asks=found.asks,
            estimated=found.estimated,
            question=found.question,
            note=_note(found),
        )

    def claims(self, entry: Entry, day: date, known_at: date) -> tuple[str, ...]:
        """Return the programmes of the origin by which the line would pay less."""
        origin = find_origin(entry.origin)
        plain = _found(entry, origin, None, day, known_at)
        return tuple(
            programme.name
            for programme in programmes().values()
            if ANY not in programme.origins
            and eligible(origin, programme, day, known_at)
            and _found(entry, origin, programme, day, known_at).share < plain.share
        )


def duty(
    entry: Entry,
    *,
    as_of: date | None = None,
    known_at: date | None = None,
    scenario: Scenario = ACTUAL,
) -> Answer:
    """Duty of an entry by the packaged law and schedule; see `rating.rate`.

    Codes may be dotted, origins of two letters and claims any symbol or alias of a programme.

    Raises
    ------
    UnknownName, OutOfRange
        If a part of the entry is not known or out of bounds.

    Examples
    --------
    >>> car = Entry(hts10="8703230140", origin="KOR", claim="none", day=date(2025, 11, 5))
    >>> round(duty(car, known_at=date(2025, 11, 20)).total, 6), round(duty(car).total, 6)
    (0.275, 0.15)
    """
    check_known(known_at)
    law = load_law()
    checked = entry_from(law, **{part.name: getattr(entry, part.name) for part in fields(entry)})
    return rate(
        checked,
        law=law,
        schedule=HeldSchedule(),
        as_of=as_of,
        known_at=known_at,
        scenario=scenario,
    )


def _note(found: BaseRate) -> str:
    """Tell what the base rests on where it is not simply printed for the day."""
    notes = []
    if found.level == "quantity":
        notes.append("priced from the quantity")
    elif found.level:
        notes.append(f"priced by what was paid in 2024 ({found.level})")
    if found.line.carried:
        last = revisions()[-1].name
        notes.append(f"text of {found.line.revision}, carried on past {last}, the last one held")
    return "; ".join(notes)


def lines_of(entry: Entry, day: date, known_at: date | None = None) -> tuple[Entry, ...]:
    """Return the entry itself, or one for each line that stood under a code of fewer digits.

    Raises
    ------
    UnknownName
        If no line stood under the code on the day.
    """
    check_known(known_at)
    if len(entry.hts10) == 10:
        return (entry,)
    codes = lines_under(entry.hts10, day, known_at) if len(entry.hts10) >= 6 else ()
    if not codes:
        raise no_line(entry.hts10, day, known_at)
    return tuple(replace(entry, hts10=code) for code in codes)


def _found(
    entry: Entry, origin: Origin, programme: Programme | None, day: date, known_at: date
) -> BaseRate:
    known = None if known_at == FOREVER else known_at
    return _cached(entry.hts10, origin, programme, day, known, entry.value, entry.quantity)


@lru_cache(maxsize=4096)
def _cached(
    hts10: str,
    origin: Origin,
    programme: Programme | None,
    day: date,
    known_at: date | None,
    value: float | None,
    quantity: float | None,
) -> BaseRate:
    return base_rate(hts10, origin, programme, day, known_at, value=value, quantity=quantity)
