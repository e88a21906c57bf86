"""What a written number is worth, and how exactly it is written.

Digits ("34,538", "2.5", ".5"), words ("ninety-eight", "one hundred and fifty") and ordinals
("fifty-seventh", "14th"). Scales, units and what a number counts belong to `quantities`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bongsu.evidence.word_tables import tables
from bongsu.patterns import regex

_LONGEST = 24  # digits; nobody writes more, and conversion of a megabyte of them takes long
NUMERAL = regex(r"\d[\d,]*(?:\.\d+)?")  # as most are written, without its sign or unit
_GROUPED = regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_PLAIN = regex(r"(?:\d+(?:\.\d+)?|\.\d+)\Z")


class Number(NamedTuple):
    """A number as written.

    `step` is the last place shown, `approximate_step` the last that is not a zero: 1 and 100 for
    "2,500", 0.1 and 0.1 for "61.3". A malformed number has no value.
    """

    value: float | None
    step: float = 0.0
    approximate_step: float = 0.0
    words: bool = False


MALFORMED = Number(value=None)


@cache
def table(name: str) -> Mapping[str, float]:
    """Return a table of number words: cardinals, scales, ordinals, denominators, multiples."""
    return number_words()[name]


_FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_FRACTIONS |= {"⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
SIGNS = "".join(_FRACTIONS)
_PARTS = {"half": 1 / 2, "quarter": 1 / 4, "third": 1 / 3}


def mixed(written: str) -> Number:
    """Return what a whole number with a fraction is worth.

    Examples
    --------
    >>> mixed("12½").value, mixed("two and a half").value, mixed("3 1/2").value
    (12.5, 2.5, 3.5)
    """
    if written[-1] in _FRACTIONS:
        whole, part = digits(written[:-1].strip()).value, _FRACTIONS[written[-1]]
    elif "/" in written:
        number, _, quotient = written.replace("-", " ").rpartition(" ")
        above, below = (float(side) for side in quotient.split("/"))
        whole, part = float(number), above / below
    else:
        first, *_, last = regex(r"[- \n]").split(written.lower())
        whole = float(first) if first.isdigit() else table("cardinals")[first]
        part = _PARTS[last]
    if whole is None:
        return MALFORMED
    return Number(value=whole + part, step=0.0, approximate_step=part, words=written[-1].isalpha())


@cache
def number_words() -> Mapping[str, Mapping[str, float]]:
    """Return all tables of number words."""
    return tables("numbers")


def digits(written: str) -> Number:
    """Return what digits are worth, with the thousands between commas.

    Examples
    --------
    >>> digits("34,538").value
    34538.0
    >>> digits("50,0000").value is None
    True
    >>> digits("0.70").step
    0.01
    """
    written = written.replace(" ", "")
    if len(written) > _LONGEST or not (_PLAIN.match(written) or _GROUPED.match(written)):
        return MALFORMED
    bare = written.replace(",", "")
    whole, _, decimals = bare.partition(".")
    if decimals:
        step = 10.0 ** -len(decimals)
        return Number(value=float(bare), step=step, approximate_step=step)
    zeros = len(whole) - len(whole.rstrip("0")) if whole.strip("0") else 0
    return Number(value=float(bare), step=1.0, approximate_step=10.0**zeros)


def cardinal(words: list[str]) -> Number | None:
    """Return what number words in a row are worth, or none if they are no number.

    Parameters
    ----------
    words : list of str
        In lower case, without "and" and hyphens: ``["one", "hundred", "fifty"]``.

    Examples
    --------
    >>> cardinal(["three", "hundred", "thousand"]).value
    300000.0
    >>> cardinal(["twenty", "thirty"]) is None
    True
    """
    cardinals, scales = table("cardinals"), table("scales")
    total, group, last = 0.0, 0.0, float("inf")
    smallest = 1.0
    for word in words:
        if word in scales:
            scale = scales[word]
            group, last = (group or 1.0) * scale, float("inf")
            if scale >= 1000:
                if total and total < group:
                    return None
                total, group = total + group, 0.0
            smallest = scale
            continue
        value = cardinals[word]
        if not _fits_behind(value, last):
            return None
        group, last, smallest = group + value, value, 1.0
    value = total + group
    return Number(
        value=value, step=smallest, approximate_step=_last_place(value, smallest), words=True
    )


def _fits_behind(value: float, last: float) -> bool:
    """Whether "five" may follow "twenty", which only ones may do."""
    return last == float("inf") or (20 <= last < 100 and 1 <= value < 10)


def _last_place(value: float, smallest: float) -> float:
    place = smallest
    while value and value % (place * 10) == 0:
        place *= 10
    return place


def ordinal(written: str) -> float | None:
    """Return the place that an ordinal names, or none if it is none.

    Examples
    --------
    >>> ordinal("fifty-seventh"), ordinal("14th"), ordinal("11st")
    (57.0, 14.0, None)
    """
    word = written.lower()
    if word[0].isdigit():
        number, suffix = word[:-2].replace(",", ""), word[-2:]
        if not number.isdigit() or len(number) > 6:
            return None
        wanted = "th" if number[-2:] in {"11", "12", "13"} else _SUFFIX.get(number[-1], "th")
        return float(number) if suffix == wanted else None
    first, _, rest = word.replace(" ", "-").rpartition("-")
    ordinals, cardinals = table("ordinals"), table("cardinals")
    if rest not in ordinals:
        return None
    if not first:
        return float(ordinals[rest])
    tens = cardinals.get(first)
    return float(tens + ordinals[rest]) if tens and tens >= 20 and ordinals[rest] < 10 else None


_SUFFIX = {"1": "st", "2": "nd", "3": "rd"}


def without_dust(value: float) -> float:
    """Drop the dust of binary fractions: 2.3 times a million is 2300000."""
    return float(f"{value:.15g}")
