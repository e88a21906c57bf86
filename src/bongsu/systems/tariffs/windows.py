"""One entry over many days on both axes of time: the law as it reads now, and as it was known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from bongsu.errors import OutOfRange
from bongsu.systems.tariffs.entries import Entry
from bongsu.systems.tariffs.held import duty

MOST_DAYS = 800
SAME = 1e-9  # shares of value


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days of entry that bear one duty by both readings.

    Attributes
    ----------
    as_of : float
        Duty by all that is known now, as a share of customs value.
    as_known : float
        Duty as it was known on the day of entry itself; what Customs charged.
    """

    first: date
    last: date
    as_of: float
    as_known: float

    @property
    def back(self) -> float:
        """What law that came late gives back; below nought if more was owed."""
        return self.as_known - self.as_of


def stretches(entry: Entry, first: date, last: date) -> tuple[Stretch, ...]:
    """Return the duty of an entry on every day from one to another, days of one duty together.

    Parameters
    ----------
    entry : Entry
        Its own day does not matter.
    first, last : date
        Both included.

    Raises
    ------
    OutOfRange
        If the days are turned round, or too many.

    Examples
    --------
    >>> car = Entry(hts10="8703230140", origin="KOR", claim="none", day=date(2025, 11, 1))
    >>> found = stretches(car, date(2025, 12, 3), date(2025, 12, 5))
    >>> [(one.first.day, round(one.as_of, 4), round(one.as_known, 4)) for one in found]
    [(3, 0.15, 0.275), (4, 0.15, 0.15)]
    """
    if last < first or (last - first).days >= MOST_DAYS:
        raise OutOfRange(
            f"{first} to {last} are {(last - first).days + 1} days",
            where="--from, --to",
            mend=f"give a first and a last day, at most {MOST_DAYS} of them",
        )
    found: list[Stretch] = []
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        line = replace(entry, day=day)
        now, then = duty(line).total, duty(line, known_at=day).total
        before = found[-1] if found else None
        if before and abs(before.as_of - now) < SAME and abs(before.as_known - then) < SAME:
            found[-1] = replace(before, last=day)
        else:
            found.append(Stretch(first=day, last=day, as_of=now, as_known=then))
    return tuple(found)
