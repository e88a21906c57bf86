"""Raised letters and digits: powers stay as such, marks of notes go, and "st" of "21st" stays.

A raised digit that joined the figure before it would make another figure of it: "350 billion"
with note 3 is no "billion3", and "2025" with note 1 no "20251".
"""

from __future__ import annotations

from bongsu.patterns import regex

_POWERS = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_MARK = regex(r"[\[(]?(?:\d{1,3}(?:[,–-]\s?\d{1,3})*|[*†‡§¶#]{1,3}|[a-z]|[ivx]{1,5})[\])]?")
_DIGITS = regex(r"[-+−]?\d{1,3}")
_UNIT = regex(r"(?<![^\W\d_])(?:[kcdm]?m|mi|ft|yd)$")
_TEN = regex(r"(?<![\d.,])10$")


def raised(text: str, before: str) -> str:
    """Return what a raised text says after the words before it: itself, a power, or nothing.

    Parameters
    ----------
    text : str
        What is raised.
    before : str
        What stands before it; the last dozen characters do.

    Examples
    --------
    >>> raised("2", "40 km"), raised("st", "the 21"), raised("3", "350 billion"), raised("[1]", "")
    ('²', 'st', '', '')
    """
    text = text.strip()
    if _DIGITS.fullmatch(text) and (_UNIT.search(before) or _TEN.search(before)):
        return text.translate(_POWERS)
    return "" if _MARK.fullmatch(text) else text
