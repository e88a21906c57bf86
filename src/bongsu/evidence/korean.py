"""Figures as Korean writes them: "2조 5천억원", "1만2천명", "350억 달러"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bongsu.evidence.alternatives import either
from bongsu.evidence.documents import Block
from bongsu.evidence.figures import READERS, Figure
from bongsu.evidence.mentions import Kind
from bongsu.evidence.numbers import Number, digits
from bongsu.evidence.quantity_words import Words
from bongsu.evidence.units import Unit
from bongsu.evidence.word_tables import tables
from bongsu.patterns import lazy_regex, regex

_SMALL = {"십": 10.0, "백": 100.0, "천": 1000.0}
_LARGE = {"만": 1e4, "억": 1e8, "조": 1e12, "경": 1e16}
_GROUP = lazy_regex(r"(?P<digits>\d[\d,]*(?:\.\d+)?)[ ]?(?P<small>[십백천]?)(?P<large>[만억조경]?)")


@cache
def _units() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    known = {word: (kind, name) for word, (kind, name) in tables("units")["korean"].items()}
    return regex(rf"[ ]?(?P<unit>{either(known)})"), known


def read_korean(text: str, block: Block, start: int, end: int, known: Words) -> Iterator[Figure]:
    """Read a number with Korean scales or a Korean unit; without either it is none."""
    pattern, units = _units()
    found = pattern.match(text, end, block.end)
    scaled = regex(r"[가-힣]").search(text[start:end]) is not None
    if found is None and not scaled:
        if text[end : end + 1] == " ":  # "2.5 or so" in Korean; "2분기" is no figure
            yield from READERS["digits"](text, block, start, end, known)
        return
    unit = None
    if found is not None:
        kind, name = units[found["unit"]]
        unit = Unit(kind=Kind(kind), name=name, end=found.end())
    yield Figure(
        start=start,
        end=unit.end if unit else end,
        number=_number(text[start:end]),
        form="korean",
        scale=1.0,
        unit=unit,
    )


def _number(written: str) -> Number:
    """Return what a Korean number is worth.

    Examples
    --------
    >>> _number("2조 5천억").value, _number("1만2천").value, _number("3천500만").value
    (2500000000000.0, 12000.0, 35000000.0)
    """
    total = section = 0.0
    step = 1.0
    for group in _GROUP.finditer(written):
        number = digits(group["digits"])
        if number.value is None:
            return number
        small, large = _SMALL.get(group["small"], 1.0), _LARGE.get(group["large"], 1.0)
        section += number.value * small
        step = number.step * small * large
        if group["large"]:
            total, section = total + section * large, 0.0
    return Number(value=total + section, step=step, approximate_step=step)
