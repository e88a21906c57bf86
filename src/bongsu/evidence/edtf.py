"""Times as ISO 8601-2 writes them (EDTF level 1), and the days that they cover.

Two things are our own: a quarter is written ``2025-Q4``, since its months are what readers of
policy texts know (ISO's 33 to 36 are refused), and a season covers the months of the northern
hemisphere. Printing a parsed text gives it back.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from bongsu.errors import BadPeriod
from bongsu.patterns import lazy_regex

FIRST_YEAR, LAST_YEAR = 1, 9999  # what `datetime.date` holds

SEASON_MONTH = {21: 3, 22: 6, 23: 9, 24: 12}  # first of three; a winter ends in the next year
_MOMENT = lazy_regex(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?:Q(?P<quarter>[1-4])|(?P<season>2[1-4])|(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?))?"
    r"(?P<doubt>[?~%])?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, month, quarter, season, year, decade or century.

    Parameters
    ----------
    year : int
        The year; for a decade or a century its first year.
    month, day, quarter, season : int
        0 where not given; the season is 21 (spring) to 24 (winter).
    unknown : int
        How many last digits of the year are not given: 1 for a decade, 2 for a century.
    doubt : str
        ``?`` uncertain, ``~`` approximate, ``%`` both.
    """

    year: int
    month: int = 0
    day: int = 0
    quarter: int = 0
    season: int = 0
    unknown: int = 0
    doubt: str = ""

    @property
    def exists(self) -> bool:
        """Whether a calendar has it: false for 30 February."""
        if not FIRST_YEAR - bool(self.unknown) <= self.year <= LAST_YEAR:
            return False
        return not self.day or 1 <= self.day <= monthrange(self.year, self.month)[1]

    @property
    def first(self) -> dt.date:
        """The first day that it covers."""
        if self.day:
            return dt.date(self.year, self.month, self.day)
        return dt.date(max(self.year, FIRST_YEAR), self._months[0], 1)

    @property
    def last(self) -> dt.date:
        """The last day that it covers."""
        if self.day:
            return self.first
        month = self._months[1]
        year = self.year + 10**self.unknown - 1 + (month - 1) // 12
        month = (month - 1) % 12 + 1
        if year > LAST_YEAR:
            return dt.date.max
        return dt.date(year, month, monthrange(year, month)[1])

    @property
    def _months(self) -> tuple[int, int]:
        if self.month:
            return self.month, self.month
        if self.quarter:
            return 3 * self.quarter - 2, 3 * self.quarter
        if self.season:
            return SEASON_MONTH[self.season], SEASON_MONTH[self.season] + 2
        return 1, 12

    def __str__(self) -> str:
        digits = f"{self.year:04d}"
        text = digits[: 4 - self.unknown] + "X" * self.unknown
        if self.quarter:
            text += f"-Q{self.quarter}"
        elif self.season:
            text += f"-{self.season}"
        elif self.month:
            text += f"-{self.month:02d}" + (f"-{self.day:02d}" if self.day else "")
        return text + self.doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one moment to another; an end that is none is open (``..``)."""

    start: Moment | None
    end: Moment | None

    @property
    def exists(self) -> bool:
        """Whether a calendar has both ends and they stand in order."""
        ends = [end for end in (self.start, self.end) if end is not None]
        if not ends or not all(end.exists for end in ends):
            return False
        return self.start is None or self.end is None or self.start.first <= self.end.last

    @property
    def first(self) -> dt.date | None:
        """The first day that it covers, none where it is open."""
        return None if self.start is None else self.start.first

    @property
    def last(self) -> dt.date | None:
        """The last day that it covers, none where it is open."""
        return None if self.end is None else self.end.last

    def __str__(self) -> str:
        return f"{self.start or '..'}/{self.end or '..'}"


def parse(text: str) -> Moment | Stretch:
    """Read a time in EDTF.

    Parameters
    ----------
    text : str
        For example ``2025-12-10``, ``2025-Q4``, ``199X``, ``2023/2025``, ``2026-05/..``.

    Raises
    ------
    BadPeriod
        If it is not in the forms above, or no calendar has it.

    References
    ----------
    Library of Congress (2019), Extended Date/Time Format Specification, level 1.

    Examples
    --------
    >>> parse("199X").last
    datetime.date(1999, 12, 31)
    >>> str(parse("2026-05/..")), parse("2026-05/..").last
    ('2026-05/..', None)
    """
    start, slash, end = text.partition("/")
    if not slash:
        return _moment(text, text)
    stretch = Stretch(
        start=None if start == ".." else _moment(start, text),
        end=None if end == ".." else _moment(end, text),
    )
    if not stretch.exists:
        raise _unreadable(text)
    return stretch


def _moment(part: str, text: str) -> Moment:
    found = _MOMENT.fullmatch(part)
    if found is None or not part.isascii():
        raise _unreadable(text)
    year, quarter, season, month, day, doubt = found.group(
        "year", "quarter", "season", "month", "day", "doubt"
    )
    unknown = year.count("X")
    moment = Moment(
        year=int(year.replace("X", "0")),
        month=int(month or 0),
        day=int(day or 0),
        quarter=int(quarter or 0),
        season=int(season or 0),
        unknown=unknown,
        doubt=doubt or "",
    )
    named_day = day is not None and not moment.day
    if named_day or (unknown and (month or quarter or season)) or not moment.exists:
        raise _unreadable(text)
    return moment


def _unreadable(text: str) -> BadPeriod:
    return BadPeriod(
        f"{text[:60]!r} is no time in EDTF",
        where="edtf",
        mend="write 2025-12-10, 2025-12, 2025-Q4, 2026-21, 2025, 199X, 2023/2025 or 2026-05/..",
    )
