"""Days, months, quarters and years: the only parser of time in the package.

A period is a frequency and an ordinal, so that steps are integer arithmetic. Labels on arrays are
integers for years and text for the rest (``2026Q1``, ``2026-03``, ``2026-03-05``); the text
sorts as time does. Dates of uncertain granularity in documents are not treated here.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bongsu.errors import BadPeriod
from bongsu.patterns import regex

FIRST_YEAR, LAST_YEAR = 1000, 2999  # four digits, so that labels sort as text


class Frequency(StrEnum):
    """How often a variable has a value; each is also the name of its dimension."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def per_year(self) -> float:
        """Periods in a year; days by the mean Gregorian year."""
        return {"day": 365.2425, "month": 12.0, "quarter": 4.0, "year": 1.0}[self.value]

    def finer_than(self, other: Frequency) -> bool:
        """Whether this frequency has more periods in a year than the other."""
        return self.per_year > other.per_year


TIME_DIMS = tuple(str(frequency) for frequency in Frequency)

_FORMS = (
    (Frequency.DAY, regex(r"(\d{4})-(\d{2})-(\d{2})")),
    (Frequency.MONTH, regex(r"(\d{4})-(\d{2})")),
    (Frequency.QUARTER, regex(r"(\d{4})[ -]?Q([1-4])")),
    (Frequency.YEAR, regex(r"(\d{4})")),
)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One day, month, quarter or year.

    Parameters
    ----------
    frequency : Frequency
        Its length.
    ordinal : int
        Years, quarters or months since year 0, or the proleptic Gregorian day number.

    Examples
    --------
    >>> Period.parse("2026Q1") + 3
    Period.parse('2026Q4')
    >>> Period.parse("2026-02").end
    datetime.date(2026, 2, 28)
    >>> Period.parse("2026Q4").to(Frequency.YEAR).label
    2026
    """

    frequency: Frequency
    ordinal: int

    @classmethod
    def parse(cls, text: str | int | date, *, where: str = "a period") -> Period:
        """Read a day, month, quarter or year.

        Raises
        ------
        BadPeriod
            If the text is none of them, no such day exists, or its year has not four digits.
        """
        if isinstance(text, date) and FIRST_YEAR <= text.year <= LAST_YEAR:
            return cls(Frequency.DAY, text.toordinal())
        written = str(text).strip()
        for frequency, form in _FORMS:
            found = form.fullmatch(written)
            if found:
                year, *parts = map(int, found.groups())
                if not FIRST_YEAR <= year <= LAST_YEAR:
                    break
                try:
                    return cls._of(frequency, year, *parts)
                except ValueError:
                    break
        raise BadPeriod(
            f"{written[:60]!r} is not a period",
            where=where,
            mend="write a year 2026, a quarter 2026Q1, a month 2026-03 or a day 2026-03-05, "
            f"from {FIRST_YEAR} to {LAST_YEAR}",
        )

    @classmethod
    def _of(cls, frequency: Frequency, year: int, part: int = 1, day: int = 1) -> Period:
        if frequency is Frequency.DAY:
            return cls(frequency, date(year, part, day).toordinal())
        if frequency is Frequency.MONTH:
            return cls(frequency, year * 12 + date(year, part, 1).month - 1)
        if frequency is Frequency.QUARTER:
            return cls(frequency, year * 4 + part - 1)
        return cls(frequency, year)

    @property
    def start(self) -> date:
        """First day."""
        if self.frequency is Frequency.DAY:
            return date.fromordinal(self.ordinal)
        if self.frequency is Frequency.MONTH:
            return date(self.ordinal // 12, self.ordinal % 12 + 1, 1)
        if self.frequency is Frequency.QUARTER:
            return date(self.ordinal // 4, self.ordinal % 4 * 3 + 1, 1)
        return date(self.ordinal, 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        if self.frequency is Frequency.DAY:
            return self.start
        if self.frequency is Frequency.YEAR:
            return date(self.ordinal, 12, 31)
        last = self.start.month + (2 if self.frequency is Frequency.QUARTER else 0)
        return date(self.start.year, last, calendar.monthrange(self.start.year, last)[1])

    @property
    def label(self) -> int | str:
        """The coordinate label: an integer for years, text for the rest."""
        if self.frequency is Frequency.YEAR:
            return self.ordinal
        if self.frequency is Frequency.QUARTER:
            return f"{self.ordinal // 4}Q{self.ordinal % 4 + 1}"
        day = self.start.isoformat()
        return day if self.frequency is Frequency.DAY else day[:7]

    def to(self, frequency: Frequency, *, last: bool = False) -> Period:
        """Return the period of another frequency that holds the first (or last) day of this."""
        day = self.end if last else self.start
        part = (day.month - 1) // 3 + 1 if frequency is Frequency.QUARTER else day.month
        return self._of(frequency, day.year, part, day.day)

    def __add__(self, steps: int) -> Period:
        return Period(self.frequency, self.ordinal + steps)

    def __str__(self) -> str:
        return str(self.label)

    def __repr__(self) -> str:
        return f"Period.parse({str(self.label)!r})"


@dataclass(frozen=True, slots=True)
class PeriodRange:
    """Consecutive periods of one frequency, both ends included.

    Examples
    --------
    >>> years = PeriodRange(Period.parse("2026"), Period.parse("2028"))
    >>> years.labels()
    [2026, 2027, 2028]
    >>> years.to(Frequency.QUARTER).labels()[:2]
    ['2026Q1', '2026Q2']
    """

    first: Period
    last: Period

    def __post_init__(self) -> None:
        if self.first.frequency is not self.last.frequency:
            raise BadPeriod(
                f"{self.first} is a {self.first.frequency}, {self.last} a {self.last.frequency}",
                where=f"range {self.first} to {self.last}",
                mend="write both ends in the same frequency",
            )
        if self.last < self.first:
            raise BadPeriod(
                f"{self.last} comes before {self.first}",
                where=f"range {self.first} to {self.last}",
                mend="write the earlier end first",
            )

    def __len__(self) -> int:
        return self.last.ordinal - self.first.ordinal + 1

    def __iter__(self) -> Iterator[Period]:
        return (self.first + step for step in range(len(self)))

    def __contains__(self, period: Period) -> bool:
        return self.first.start <= period.start and period.end <= self.last.end

    def labels(self) -> list[int] | list[str]:
        """Return the coordinate labels."""
        return [period.label for period in self]  # type: ignore[return-value]  # one frequency

    def to(self, frequency: Frequency) -> PeriodRange:
        """Return the periods of another frequency that cover the same days."""
        return PeriodRange(self.first.to(frequency), self.last.to(frequency, last=True))


def parse_day(text: str | int | date, *, where: str) -> date:
    """Read one calendar day, and refuse a month, quarter or year.

    Raises
    ------
    BadPeriod
        If the text is not a day.
    """
    period = Period.parse(text, where=where)
    if period.frequency is not Frequency.DAY:
        raise BadPeriod(
            f"{text} is a {period.frequency}, a day is needed",
            where=where,
            mend=f"write the day, such as {period.end.isoformat()}",
        )
    return period.start
