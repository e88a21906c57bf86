"""The base duty of a line: the column and text that apply, and the share of value it comes to.

Chapter 99 is no part of it. A duty that is no plain share is priced from the entry's quantity
where that is given in the duty's own unit, and else from what was paid in 2024
(``tariff_equivalents``), with the level at which a price was found.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from math import isfinite
from types import MappingProxyType
from typing import Literal

from bongsu.errors import MissingValue, OutOfRange
from bongsu.systems.tariffs.duties import Duty
from bongsu.systems.tariffs.index import read_index
from bongsu.systems.tariffs.origins import Origin, Programme, check_claim
from bongsu.systems.tariffs.schedule import Line, line

Column = Literal["general", "special", "other"]
UNITS = {  # of quantity as the schedule prints them: as duties name them
    "no.": "each",
    "pcs": "each",
    "kg": "kg",
    "liters": "liter",
    "pf.liters": "pf_liter",
    "doz.": "doz",
    "prs.": "pair",
    "m2": "m2",
    "m3": "m3",
    "m": "m",
    "t": "t",
    "g": "g",
    "bbl": "bbl",
    "gross": "gross",
    "gross lines": "gross_line",
    "thousand": "thousand",
    "thousands": "thousand",
    "cy kg": "clean_kg",
}
DOZEN = 12  # pieces
KILOGRAMS_PER_TONNE = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRate:
    """What the schedule itself charges, before chapter 99.

    Parameters
    ----------
    line : Line
        The line as it stood.
    column : str
        ``general``, ``special`` or ``other``.
    programme : str
        Name of the programme whose rate applies; empty without one.
    duty : Duty
        The text that applies.
    share, low, high : float
        Share of the customs value that it comes to; low and high differ where a price or a part of
        the value is not known.
    level : str
        Empty if the share is exact; ``quantity`` if it rests on the entry's quantity; else the
        digits at which a price of 2024 was found: ``HTS10``, ``HS8``, ..., ``all``.
    question : str
        What the entry would have to tell for an exact answer; empty where nothing is open.
    """

    line: Line
    column: Column
    programme: str
    duty: Duty
    share: float
    low: float
    high: float
    level: str = ""
    question: str = ""

    @property
    def asks(self) -> str:
        """Name of what is open, ``quantity`` or ``base-duty``; empty where nothing is."""
        return asked_of(self.duty) if self.estimated or self.low != self.high else ""

    @property
    def estimated(self) -> bool:
        """Whether low and high are those of most goods of 2024, and no bounds."""
        return self.level not in {"", "quantity"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """The share of value that a duty comes to at the prices of 2024.

    Low and high are where a tenth of the value of 2024 lies beyond: usual figures, and no bounds.
    """

    share: float
    low: float
    high: float
    level: str  # "HTS10", "HS8", "HS6", "HS4", "HS2" or "all"


def base_rate(
    code: str,
    origin: Origin,
    programme: Programme | None,
    as_of: date,
    known_at: date | None = None,
    *,
    value: float | None = None,
    quantity: float | None = None,
) -> BaseRate:
    """Return the base duty of a line for an origin and a claim.

    Parameters
    ----------
    code : str
        Ten digits, with or without dots.
    origin : Origin
        Where the goods come from.
    programme : Programme or None
        The preference that is claimed.
    as_of : date
        Day of entry.
    known_at : date, optional
        What was published later is not seen.
    value : float, optional
        Customs value in dollars.
    quantity : float, optional
        In the first unit of the line.

    Raises
    ------
    UnknownName
        If the code is no line on the day.
    OutOfRange
        If the day is not covered, the origin may not claim the programme, or value or quantity is
        negative.

    Examples
    --------
    >>> from bongsu.systems.tariffs.origins import find_origin, find_programme
    >>> korea, korus = find_origin("KR"), find_programme("KORUS")
    >>> base_rate("8704.31.01.40", korea, korus, date(2025, 4, 2)).share
    0.25
    >>> base_rate("8703.23.01.40", korea, None, date(2025, 4, 2)).share
    0.025
    """
    check_claim(origin, programme, as_of, known_at)
    found = line(code, as_of, known_at)
    column, duty, question = choose(found, origin, programme)
    name = programme.name if programme is not None and column == "special" else ""
    rate = BaseRate(
        line=found,
        column=column,
        programme=name,
        duty=duty,
        share=duty.ad_valorem,
        low=duty.ad_valorem,
        high=duty.ad_valorem,
        question=question,
    )
    return rate if duty.exact else _priced(rate, value, quantity)


def choose(found: Line, origin: Origin, programme: Programme | None) -> tuple[Column, Duty, str]:
    """Return the column that applies, its duty, and the question that stays open.

    A claim for which the line prints no rate leaves the general one; so does "See 9822.04.25",
    with the question whether the goods enter under that heading.
    """
    if origin.column_2:
        return "other", found.other, ""
    special = found.special_for(programme.symbols) if programme is not None else None
    if special is None or special.kind in {"unchanged", "none"}:
        return "general", found.general, ""
    if special.kind == "elsewhere":
        return "general", found.general, f"does it enter under a quota heading: {special.text}?"
    if special.exact and found.general.exact and found.general.ad_valorem < special.ad_valorem:
        return "general", found.general, ""
    return "special", special, ""


def equivalent(hts10: str, duty: Duty) -> Equivalent | None:
    """Return the ad valorem equivalent of one of a line's duties, or None if it has none."""
    return _of_line(hts10).get(duty.text)


def asked_of(duty: Duty) -> str:
    """Return the name of what a duty that is no plain share asks for.

    Examples
    --------
    >>> from bongsu.systems.tariffs.duties import parse_duty
    >>> asked_of(parse_duty("4.4¢/kg")), asked_of(parse_duty("4.4¢/kg + 5%"))
    ('quantity', 'quantity')
    """
    return "quantity" if duty.kind in {"specific", "compound"} else "base-duty"


def _priced(rate: BaseRate, value: float | None, quantity: float | None) -> BaseRate:
    """Return the rate with its share of value: from the quantity, or from what was paid in 2024."""
    for name, given in (("value", value), ("quantity", quantity)):
        if given is not None and not 0 <= given < float("inf"):
            raise OutOfRange(
                f"{name} is {given}", where=name, mend="give a number that is not negative"
            )
    if value and quantity is not None:
        measured = _measured(rate, value, quantity)
        if measured is not None:
            return measured
    found = equivalent(rate.line.hts10, rate.duty)
    if found is None:
        raise MissingValue(
            f"{rate.duty.text!r} has no share of value",
            where=f"line {rate.line.hts10}, column {rate.column}",
            mend="give value and quantity, or the line of the article whose rate applies",
        )
    return replace(
        rate,
        share=found.share,
        low=found.low,
        high=found.high,
        level=found.level,
        question=rate.question or _question(rate.duty, valued=bool(value) or quantity is None),
    )


def _measured(rate: BaseRate, value: float, quantity: float) -> BaseRate | None:
    """Return the rate from a quantity in the line's first unit, or None where that cannot tell."""
    duty = rate.duty
    if not duty.amounts or not rate.line.units or any(a.basis for a in duty.amounts):
        return None
    unit = UNITS.get(rate.line.units[0].casefold())
    counts = [_count(quantity, unit, amount.unit) for amount in duty.amounts]
    if None in counts:
        return None
    high = low = duty.ad_valorem
    for amount, count in zip(duty.amounts, counts, strict=True):
        assert count is not None
        high += amount.usd * count / value
        low += (amount.usd if amount.low is None else amount.low) * count / value
    high += sum(part.share for part in duty.parts)  # the parts are at most the whole value
    if not isfinite(high):
        raise OutOfRange(
            f"a quantity of {quantity:g} for USD {value:g} has no share of value",
            where="quantity",
            mend="correct the quantity or the value",
        )
    question = rate.question
    if low != high:
        question = question or _question(duty)
    return replace(rate, share=high, low=low, high=high, level="quantity", question=question)


def _count(quantity: float, given: str | None, wanted: str) -> float | None:
    """Return a quantity in another unit, or None where one does not tell the other."""
    if given == wanted:
        return quantity
    scales = {
        ("doz", "each"): float(DOZEN),
        ("each", "doz"): 1 / DOZEN,
        ("t", "kg"): KILOGRAMS_PER_TONNE,
        ("kg", "t"): 1 / KILOGRAMS_PER_TONNE,
        ("kg", "g"): 1000.0,
        ("g", "kg"): 0.001,
        ("thousand", "each"): 1000.0,
        ("each", "thousand"): 0.001,
    }
    scale = scales.get((given or "", wanted))
    return None if scale is None else quantity * scale


def _question(duty: Duty, *, valued: bool = True) -> str:
    """Return what an exact answer would need."""
    if not valued:
        return "what is the customs value? A quantity tells the duty beside it alone"
    if duty.kind == "derived":
        return f"which rate is meant: {duty.text}?"
    if duty.kind == "parts":
        return f"what are the parts worth: {', '.join(part.basis for part in duty.parts)}?"
    if duty.kind == "degrees":
        return "how many degrees does the sugar have, and how many kilograms are there?"
    units = [a.unit + (f" of {a.basis}" if a.basis else "") for a in duty.amounts]
    return f"what is the quantity ({', '.join(units)})?"


@cache
def all_equivalents() -> Mapping[str, Mapping[str, Equivalent]]:
    """Return every equivalent, by line and duty text: for those who need more than a few."""
    found: dict[str, dict[str, Equivalent]] = {}
    for row in read_index("equivalents").splitlines():
        code, text, read = _equivalent(row)
        found.setdefault(code, {})[text] = read
    return MappingProxyType(found)


def _of_line(hts10: str) -> Mapping[str, Equivalent]:
    """Return the equivalents of one line, whose rows stand together, by duty text."""
    index, found = read_index("equivalents"), {}
    start = 0 if index.startswith(f"{hts10}\t") else index.find(f"\n{hts10}\t") + 1
    while index.startswith(f"{hts10}\t", start):
        end = index.index("\n", start)
        _, text, found[text] = _equivalent(index[start:end])
        start = end + 1
    return found


def _equivalent(row: str) -> tuple[str, str, Equivalent]:
    code, text, share, low, high, level = row.split("\t")
    read = Equivalent(share=float(share), low=float(low), high=float(high), level=level)
    return code, text, read
