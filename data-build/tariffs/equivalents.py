"""Ad valorem equivalents of duties that are no plain share of value, at the prices of 2024.

Quantities are not at hand, so prices are inferred from what was paid: where a country pays the
general rate of ``s`` dollars a kilogram plus ``a`` of the value, its quantity is
``(duty - a * value) / s``. Value over quantity is a price a unit, and the line's is the median by
value. Where nobody paid, that of the lines beside it (8, 6, 4, 2 digits, then all) is taken, and
the level told. What rests on
parts of the value (a case, a battery) or on another article's rate takes what was paid, as a
share of value, at the first level where anybody paid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from bongsu.systems.tariffs.duties import Duty, parse_duty, parse_special
from bongsu.systems.tariffs.origins import find_origin, programmes
from tables import Source, write_table
from tariffs.schedule import GROUP, base_lines

IMPORTS = Source(
    producer="United States Census Bureau",
    citation="Census Bureau, imports for consumption and calculated duty of 2024 by HTS10 and "
    "country; as kept by M. Waugh, Trade War Redux 2025",
    address="https://github.com/tradewartracker/trade-war-redux-2025",
    licence="United States government work, public domain; compiled copy under the MIT License",
    vintage="2024",
    known_from=date(2025, 2, 5),  # release of December 2024, FT-900
)
LEVELS = (10, 8, 6, 4, 2, 0)  # digits; 0 is the whole schedule
CHINA = "5700"
UNPRICED = {"none", "elsewhere", "unchanged", "in_addition"}
LEAST_VALUE = 10_000  # dollars of 2024 that tell a line's own price
DEAREST = 1e7  # dollars a unit: a duty that looks cheaper than that is rounding
NO_SHARE_ABOVE = 10.0  # an equivalent above 1000% of value is rounding, too


def build(raw: Path, out: Path) -> None:
    """Write the table."""
    folder = raw / "tariffs"
    lines = base_lines(folder).filter(pl.col("hts10").str.slice(0, 2) < "98")
    paid = read_paid(folder)
    write_table(
        equivalents(lines, paid),
        out=out,
        group=GROUP,
        name="tariff_equivalents",
        title="Ad valorem equivalents of specific, compound and derived base duties",
        source=IMPORTS,
        columns={
            "hts10": ("", "Line, ten digits"),
            "duty": ("", "Duty text, as in hts_base"),
            "equivalent": ("share", "Duty over customs value at the prices of 2024"),
            "low": ("share", "Where nine tenths of the value are cheaper"),
            "high": ("share", "Where nine tenths of the value are dearer"),
            "level": ("", "Digits at which prices were found: HTS10, HS8, HS6, HS4, HS2 or all"),
        },
        keys=["hts10", "duty"],
        note="Inferred from value and duty of countries that pay the general rate; no quantities.",
    )


def read_paid(folder: Path) -> Mapping[str, list[tuple[float, float]]]:
    """Return value and duty of 2024 of each line, one pair a country that paid the general rate.

    Left out are China, whose duty holds Section 301, countries of column 2, and those that may
    claim a preference: what they paid is spread over goods that paid nothing.
    """
    favoured = {CHINA} | _census(
        iso2
        for programme in programmes().values()
        if programme.valid_to is None or programme.valid_to >= date(2024, 1, 1)
        for iso2 in programme.origins - {"*"}
    )
    favoured |= _census(("BY", "CU", "KP", "RU"))
    rows = pl.read_parquet(folder / "imports_2024_hts10_country.parquet").filter(
        (pl.col("cal_duty") > 0) & (pl.col("con_val") > 0)
    )
    paid: dict[str, list[tuple[float, float]]] = {}
    for code, country, value, duty in rows.select(
        "hts10", "cty_code", "con_val", "cal_duty"
    ).iter_rows():
        if country not in favoured:
            paid.setdefault(code, []).append((value, duty))
    return paid


def _census(names: Iterable[str]) -> set[str]:
    return {code for name in names for code in find_origin(name).census}


def equivalents(lines: pl.DataFrame, paid: Mapping[str, list[tuple[float, float]]]) -> pl.DataFrame:
    """Return the equivalent of every duty that is no plain share, by line and text."""
    first = lines.unique("hts10", keep="first", maintain_order=True)
    general = {code: parse_duty(text) for code, text in first.select("hts10", "general").rows()}
    prices, shares = Prices(), Shares()
    for code, duty in general.items():
        pairs = paid.get(code, [])
        if pairs:
            shares.count(code, pairs)
        if pairs and len(duty.amounts) == 1 and not duty.parts:
            prices.count(code, duty, pairs)
    rows = {}
    for code, duty in _wanted(lines):
        found = None
        if duty.amounts and not duty.parts:
            found = prices.price(code, duty)
        if found is None:
            found = shares.share(code, duty, general.get(code))
        rows[code, duty.text] = (code, duty.text, *found)
    names = ["hts10", "duty", "equivalent", "low", "high", "level"]
    return pl.DataFrame([rows[key] for key in sorted(rows)], schema=names, orient="row")


def _wanted(lines: pl.DataFrame) -> Iterable[tuple[str, Duty]]:
    """Return each line with each of its duties that no share of the value says."""
    for code, general, special, other in lines.select(
        "hts10", "general", "special", "other"
    ).iter_rows():
        duties = [parse_duty(general), *(rate.duty for rate in parse_special(special))]
        for duty in (*duties, parse_duty(other)):
            if not duty.exact and duty.kind not in UNPRICED:
                yield code, duty


class Spread:
    """What countries paid, a unit or a share of value, by prefix; each weighs by its value."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], list[tuple[float, float]]] = {}

    def add(self, code: str, unit: str, found: list[tuple[float, float]]) -> None:
        """Count (figure, value) pairs in at every level; too little value tells no line's own."""
        own = sum(value for _, value in found) >= LEAST_VALUE
        for digits in LEVELS if own else LEVELS[1:]:
            self.seen.setdefault((code[:digits], unit), []).extend(found)

    def level(self, code: str, unit: str) -> int | None:
        """Return the most digits at which anything was seen."""
        return next((d for d in LEVELS if (code[:d], unit) in self.seen), None)

    @cache  # noqa: B019  # lives as long as one build
    def figures(self, prefix: str, unit: str) -> tuple[float, float, float]:
        """Return the median by value, the lowest and the highest tenth."""
        pairs = sorted(self.seen[prefix, unit])
        total, run, found = sum(value for _, value in pairs), 0.0, []
        marks = [0.1, 0.5, 0.9]
        for figure, value in pairs:
            run += value
            while marks and run >= marks[0] * total * (1 - 1e-12):
                found.append(figure)
                marks.pop(0)
        return found[1], found[0], found[2]


class Prices(Spread):
    """Value over inferred quantity."""

    def count(self, code: str, duty: Duty, pairs: list[tuple[float, float]]) -> None:
        """Count in what one line's quantity cost."""
        amount = duty.amounts[0]
        found = [
            (amount.usd * value / (paid - duty.ad_valorem * value), value)
            for value, paid in pairs
            if paid > duty.ad_valorem * value * 1.0001
        ]
        likely = [pair for pair in found if amount.usd / NO_SHARE_ABOVE < pair[0] < DEAREST]
        if likely:
            self.add(code, amount.unit, likely)

    def price(self, code: str, duty: Duty) -> tuple[float, float, float, str] | None:
        """Return equivalent, low, high and level, or None where a unit has no price at all."""
        middle = low = high = duty.ad_valorem
        worst = 10
        for amount in duty.amounts:
            digits = self.level(code, amount.unit)
            if digits is None:
                return None
            price, cheap, dear = self.figures(code[:digits], amount.unit)
            middle += amount.usd / price
            low += (amount.usd if amount.low is None else amount.low) / dear
            high += amount.usd / cheap
            worst = min(worst, digits)
        return _rounded(middle, low, high, worst)


class Shares(Spread):
    """What was paid as a share of value."""

    def count(self, code: str, pairs: list[tuple[float, float]]) -> None:
        """Count one line in."""
        self.add(code, "", [(paid / value, value) for value, paid in pairs])

    def share(self, code: str, duty: Duty, general: Duty | None) -> tuple[float, float, float, str]:
        """Return equivalent, low, high and level; another column's rate is scaled by its size."""
        digits = self.level(code, "")
        assert digits is not None  # the whole schedule has some
        factor = 1.0
        if general is not None and duty.text != general.text and duty.kind == "parts":
            factor = _size(duty) / (_size(general) or 1.0)
        middle, low, high = (figure * factor for figure in self.figures(code[:digits], ""))
        return _rounded(middle, low, high, digits)


def _size(duty: Duty) -> float:
    """Return the mean of the printed shares: how large a duty on parts is beside another."""
    shares = [duty.ad_valorem, *(part.share for part in duty.parts)]
    return sum(shares) / len([share for share in shares if share] or [1])


def _rounded(
    middle: float, low: float, high: float, digits: int
) -> tuple[float, float, float, str]:
    names = {10: "HTS10", 0: "all"}
    level = names.get(digits, f"HS{digits}")
    return round(middle, 8), round(min(low, middle), 8), round(max(high, middle), 8), level
