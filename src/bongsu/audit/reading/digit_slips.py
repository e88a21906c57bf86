"""Slips of the finger: what one wrong key makes of a number or of a date.

Two digits change places, one digit is another, is lost or is written twice, "-teen" is heard as
"-ty", the month or the year beside it is typed. A slip is evidence only together with words that
say that the two speak of one thing.
"""

from __future__ import annotations

import datetime as dt

_MOST_YEARS = 2  # by which a year is mistyped, besides a decade
_DECADE = 10


def swapped(written: str, meant: str) -> bool:
    """Whether two strings of digits differ by two digits that changed places.

    Examples
    --------
    >>> swapped("6388", "6838"), swapped("6388", "6398")
    (True, False)
    """
    if len(written) != len(meant):
        return False
    apart = [(a, b) for a, b in zip(written, meant, strict=True) if a != b]
    return len(apart) == 2 and apart[0] == apart[1][::-1]


def replaced(written: str, meant: str) -> bool:
    """Whether two strings of digits differ by one digit that is another."""
    if len(written) != len(meant):
        return False
    return sum(a != b for a, b in zip(written, meant, strict=True)) == 1


def lost(written: str, meant: str) -> bool:
    """Whether one string of digits is the other with a digit left out.

    Examples
    --------
    >>> lost("8", "18"), lost("118", "18"), lost("81", "18")
    (True, True, False)
    """
    short, long = sorted((written, meant), key=len)
    if len(long) - len(short) != 1:
        return False
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def one_key(written: str, meant: str) -> bool:
    """Whether one slip of the finger makes one string of digits of the other."""
    return swapped(written, meant) or replaced(written, meant) or lost(written, meant)


def slip_of_date(written: dt.date, meant: dt.date) -> bool:
    """Whether one part of a date, its day, month or year, may have been mistyped.

    Examples
    --------
    >>> slip_of_date(dt.date(2025, 4, 14), dt.date(2025, 4, 4))
    True
    >>> slip_of_date(dt.date(2012, 5, 15), dt.date(2012, 3, 15))
    True
    >>> slip_of_date(dt.date(2012, 5, 16), dt.date(2012, 3, 15))
    False
    """
    years = abs(written.year - meant.year)
    if (written.month, written.day) == (meant.month, meant.day):
        return 0 < years <= _MOST_YEARS or years == _DECADE
    if years:
        return False
    if written.day == meant.day:
        return True
    heard = {written.day, meant.day} == {13, 30}
    return written.month == meant.month and (heard or one_key(str(written.day), str(meant.day)))
