"""What may be shown in a terminal: words without control characters, and colours."""

from __future__ import annotations

import re
import unicodedata

from bongsu.audit.findings import Severity
from bongsu.audit.reports import Spot
from bongsu.patterns import regex

# Controls that a terminal obeys, and marks that turn the direction of what follows.
_OBEYED = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def tame(words: str) -> str:
    r"""Return words in one line in which nothing moves the cursor or turns the text around.

    Examples
    --------
    >>> tame("5 \x1b[2J percent\nof all")
    '5 \\x1b[2J percent of all'
    """
    return _OBEYED.sub(_escaped, " ".join(words.split("\n")).replace("\t", " ").replace("\r", ""))


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def painted(words: str, severity: Severity, *, colour: bool) -> str:
    """Return words in the colour of a severity, or as they are."""
    return styled(words, f"1;{_COLOURS[severity]}", colour=colour)


def styled(words: str, code: str, *, colour: bool) -> str:
    """Return words in a style, or as they are."""
    return f"\x1b[{code}m{words}\x1b[0m" if colour and words else words


def width(words: str) -> int:
    """Return how many cells of a terminal words take: two for Korean letters.

    Examples
    --------
    >>> width("won"), width("원")
    (3, 2)
    """
    return sum(_cells(letter) for letter in words)


def _cells(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def where(spot: Spot) -> str:
    """Return the document and the place in it where a stretch begins, fit for a terminal."""
    return f"{tame(spot.document.name)}:{spot.place.label}"
