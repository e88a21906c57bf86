"""Numbers as words, and how wide words are: rounding, the minus sign, wrapping."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

from bongsu.charts.theme import TEXT_SIZE

MINUS = "−"
_NARROW, _WIDE = set("ijlI.,:;'|!()[] ftr−-"), set("mwMW%—@₩")


def number(value: float, decimals: int) -> str:
    """Return a number with thousands set off and a true minus sign; halves round away from zero.

    Examples
    --------
    >>> number(-1234.5, 0), number(-0.04, 1)
    ('−1,235', '0.0')
    """
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,f}".replace("-", MINUS)


def significant(value: float, digits: int) -> str:
    """Return a number rounded to significant figures, without long decimals.

    Examples
    --------
    >>> significant(3658.7, 3), significant(12.345, 3)
    ('3,660', '12.3')
    """
    if value == 0:
        return "0"
    decimals = digits - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, decimals)
    return number(rounded, max(decimals, 0))


def text_width(text: str, *, size: float = TEXT_SIZE, bold: bool = False) -> float:
    """Return about how wide a text is drawn, in pixels; on the wide side.

    Fonts differ from reader to reader, so room is kept for the wider ones.
    """
    total = 0.0
    for letter in text:
        if ord(letter) > 0x1100 and letter not in "−–—…₩’“”":
            total += 1.0
        elif letter in _NARROW:
            total += 0.36
        elif letter in _WIDE:
            total += 0.92
        elif letter.isupper():
            total += 0.70
        else:
            total += 0.58
    return total * size * (1.06 if bold else 1.0)


def wrap(text: str, width: float, *, size: float = TEXT_SIZE, bold: bool = False) -> list[str]:
    """Break a text into lines that fit a width in pixels; a word too long stands alone.

    Examples
    --------
    >>> wrap("one two three", 60)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size=size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
