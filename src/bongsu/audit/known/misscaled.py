"""Figures that are of another scale than what is known of their like: "million" for "billion".

Three sorts of knowledge tell: what the reference has for a measure and its year, whose very digits
a figure may have; between what the figures of a whole country lie; and the sums of known deals. A
figure is suspected only if another scale word makes it right.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.fits import times
from bongsu.audit.reading.lands import ABROAD, of_other_land
from bongsu.audit.reading.parts_of_land import of_part_of_land
from bongsu.audit.reading.recalled import Recalled, about_korea, recalled
from bongsu.audit.reading.wording import in_quotes, prose, table
from bongsu.audit.references.series import values
from bongsu.audit.units.implied_wholes import told_with_gdp
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex, regex

SLIPS = (1e3, 1e-3, 1e4, 1e-4, 1e6, 1e-6)  # between scale words of English, and of Korean
_SCALED = lazy_regex(
    r"\b(?:thousand|million|billion|trillion|bn|mn|tn)\b|\d(?:bn|mn|tn|m|b|tr)\b", re.IGNORECASE
)
_DIGITS = 3  # that two figures must share to be one
_BEFORE, _BEHIND = 100, 34  # code points about a figure in which its measure is named
_WORLD = 9e9  # persons: there are no more


class Misscaled(NamedTuple):
    """A figure, what it should be, and of what that is known."""

    quantity: Quantity
    meant: float
    title: str
    sure: bool  # whether its digits are those of a known figure


def misscaled(evidence: Evidence, day: dt.date | None) -> Iterator[Misscaled]:
    """Yield the figures of an article that what is known of their like denies, each once."""
    seen: set[int] = set()
    every = (
        *_of_series(evidence, day),
        *_of_gdp(evidence),
        *_of_deals(evidence),
        *_of_sizes(evidence),
        *_of_cells(evidence),
    )
    for found in every:
        if found.quantity.start not in seen:
            seen.add(found.quantity.start)
            yield found


def _is_scaled(evidence: Evidence, quantity: Quantity) -> bool:
    return (
        quantity.kind in {Kind.MONEY, Kind.COUNT, Kind.RATE}
        and bool(quantity.value)
        and not quantity.malformed
        and _SCALED.search(evidence.words(quantity)) is not None
    )


def _shown(value: float) -> str:
    """Return the digits of a number without the noughts at its ends."""
    return f"{value:.9e}".partition("e")[0].replace(".", "").rstrip("0")


def _of_series(evidence: Evidence, day: dt.date | None) -> Iterator[Misscaled]:
    """Yield figures with the digits of a value of the reference for their measure and year."""
    for found in recalled(evidence):
        quantity = found.quantity
        if not _is_scaled(evidence, quantity) or len(_shown(quantity.value or 0.0)) < _DIGITS:
            continue
        years = found.years or ((day.year - 1, day.year) if day else ())
        told = [v for v in values(found.series.id) if {v.first.year, v.last.year} & set(years)]
        if not told or any(found.is_(value) for value in told):
            continue
        if of_other_land(evidence.words(found.sentence), found.series.title):
            continue
        if "South Korea" in found.series.title and of_part_of_land(evidence, found.sentence):
            continue  # "the trading house had exports of 548 million dollars"
        if _CHANGED.search(evidence.text, max(0, quantity.start - _BY), quantity.start):
            continue  # "the contribution rose by 63.9 billion": no level
        for factor in SLIPS:
            meant = times(quantity, factor)
            if found.series.id in _PRICES and not _OF_MONEY.search(evidence.words(found.sentence)):
                continue
            if any(_is_value(found, meant, value.low) for value in told):
                yield Misscaled(
                    quantity=quantity, meant=meant.value or 0.0, title=found.series.title, sure=True
                )
                break


_BY = 20  # code points before a figure in which it is told to be a change
_PRICES = frozenset({"korea-won-dollar", "korea-won-dollar-close"})
_OF_MONEY = lazy_regex(r"\b(?:dollars?|greenback|USD|exchange|currency)\b|\$", re.IGNORECASE)
_REVISED = 0.004  # of a figure: as far as a release differs from the next


def _is_value(found: Recalled, meant: Quantity, known: float) -> bool:
    low, high = meant.rounded
    room: float = _REVISED * abs(known) if found.own else 0.0
    return bool(low - room <= abs(known) <= high + room)


_GDP = {"KRW": (1.5e14, 5e15), "USD": (2e11, 4e12)}


def _of_gdp(evidence: Evidence) -> Iterator[Misscaled]:
    """Yield amounts whose share of GDP makes of it what no year has seen."""
    if not about_korea(evidence):
        return
    for amount, _, whole in told_with_gdp(evidence):
        low, high = _GDP.get(amount.unit, (0.0, whole))
        place = bisect_right(evidence.sentences, amount.start, key=lambda one: one.start) - 1
        words = evidence.words(evidence.sentences[place])
        by = next((by for by in SLIPS if low <= whole * by <= high), 0.0)
        if by and not low <= whole <= high and not ABROAD.search(words):
            meant = (amount.value or 0.0) * by
            yield Misscaled(quantity=amount, meant=meant, title="GDP of Korea", sure=False)


class _Size(NamedTuple):
    title: str
    said: re.Pattern[str]
    behind: re.Pattern[str] | None
    beside: re.Pattern[str] | None
    barred: re.Pattern[str]
    ranges: dict[str, tuple[float, float]]


@cache
def _sizes() -> tuple[_Size, ...]:
    return tuple(
        _Size(
            row["title"],
            regex(row["said"]),
            regex(row["behind"]) if "behind" in row else None,
            regex(row["with"]) if "with" in row else None,
            regex(row["not"]),
            {unit: (float(low), float(high)) for unit, (low, high) in row["ranges"].items()},
        )
        for row in table("magnitudes")["measures"]
    )


def _of_sizes(evidence: Evidence) -> Iterator[Misscaled]:
    """Yield figures for the whole country that no year has seen, and another scale would."""
    korean = about_korea(evidence)
    for sentence, words in prose(evidence):
        for quantity in within(evidence.quantities, sentence.start, sentence.end):
            if not _is_scaled(evidence, quantity):
                continue
            if _is_too_much(evidence, sentence, quantity):
                most, title = (_LARGEST, "deals") if quantity.unit == "USD" else (_WORLD, "people")
                yield _meant(quantity, (1e4, most), title)
                continue
            abroad = ABROAD.search(_RANK.sub("", words)) is not None
            if of_part_of_land(evidence, sentence):
                continue
            if korean and quantity.comparator in _PLAIN and not abroad:
                yield from _of_size(evidence, sentence, quantity)


_BOUGHT = lazy_regex(
    r"\b(?:sold|sells?|bought|buys?|purchas\w+|orders?|ordered|contracts?|deals?|grants?|award\w*|"
    r"worth|donat\w+|pledg\w+)\b[^,;.()]{0,50}$",
    re.IGNORECASE,
)


def _is_too_much(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> bool:
    """Whether there are not so many people, or a deal is of the size of a whole economy."""
    value, words = quantity.value or 0.0, evidence.words(sentence)
    if quantity.kind is not Kind.MONEY:
        return value > _WORLD and _PEOPLE.search(words) is not None
    deal = _BOUGHT.search(evidence.text[sentence.start : quantity.start]) is not None
    large = quantity.unit == "USD" and value > _LARGEST
    return large and deal and not _OF_ECONOMY.search(words)


_RANK = lazy_regex(r"\b(?:in the world|in Asia|among \w+ countries|of the world|world['\u2019]s)\b")
_LARGEST = 8e11  # US dollars: larger sums are of whole economies
_OF_ECONOMY = lazy_regex(
    r"\b(?:GDP|GNI|econom\w+|debts?|budget\w*|deficits?|markets?|market value|assets|world\w*|"
    r"global\w*|"
    r"federal|stimulus|infrastructure|capitali[sz]ation|valued at|reserves|funds?|pensions?|output|"
    r"income|wealth|trade|invest\w+|spend\w+|cost\w*|savings|unification|reunification|valuation|"
    r"derivatives|turnover|transactions|bonds?|loans?|equit\w+|annual exports|total exports)\b",
    re.IGNORECASE,
)
_PEOPLE = lazy_regex(
    r"\b(?:people|persons|population|residents|inhabitants|citizens|workers|visitors|tourists|"
    r"voters|students|users|households|refugees|passengers|subscribers|Koreans)\b"
)
_PLAIN = {Comparator.EXACT, Comparator.APPROX, Comparator.OVER, Comparator.UNDER}
_CHANGED = lazy_regex(r"\b(?:by|than|another|additional|extra|further|up|down) (?:about |some )?$")


def _of_size(evidence: Evidence, sentence: Sentence, quantity: Quantity) -> Iterator[Misscaled]:
    text = evidence.text
    lead = text[max(sentence.start, quantity.start - _BEFORE) : quantity.start].replace("\n", " ")
    behind = text[quantity.end : min(sentence.end, quantity.end + _BEHIND)].replace("\n", " ")
    if _CHANGED.search(lead) or in_quotes(evidence, sentence, quantity.start):
        return
    unit = quantity.unit if quantity.kind is Kind.MONEY else "persons"
    for size in _sizes():
        if unit not in size.ranges:
            continue
        said = size.said.search(lead)
        follows = size.behind is not None and size.behind.search(behind)
        if not said and not follows:
            continue
        near = f"{lead}|{regex('[,;.:]').split(behind)[0]}"
        if size.barred.search(near):
            continue
        if size.beside is not None and not size.beside.search(evidence.words(sentence)):
            continue
        low, high = size.ranges[unit]
        if not low <= (quantity.value or 0.0) <= high and _right(quantity, (low, high)):
            yield _meant(quantity, (low, high), size.title)
        return


_YEAR = lazy_regex(r"\d{4}")
_FEWEST = 2  # cells of one measure: the unit of a table is wrong for all of them


def _of_cells(evidence: Evidence) -> Iterator[Misscaled]:
    """Yield the cells of years that the unit of their table makes what no year has seen."""
    if not evidence.article.tables or not about_korea(evidence):
        return
    off: dict[tuple[str, str], list[Misscaled]] = {}
    fine: set[tuple[str, str]] = set()
    for claim in evidence.claims:
        quantity = claim.quantity
        block = evidence.block_of(evidence.sentences[claim.sentence])
        money = quantity.kind is Kind.MONEY and bool(quantity.value)
        if block.kind is not BlockKind.CELL or not money or quantity.step < 1:
            continue
        if not _YEAR.fullmatch(claim.period or "") or ABROAD.search(claim.subject):
            continue
        size = next((one for one in _sizes() if _is_measure(one, claim.measure, quantity)), None)
        if size is None:
            continue
        span = size.ranges[quantity.unit]
        key = (size.title, claim.measure)
        if span[0] <= (quantity.value or 0.0) <= span[1]:
            fine.add(key)
        elif _right(quantity, span):
            off.setdefault(key, []).append(_meant(quantity, span, size.title))
    for key, found in off.items():
        if key not in fine and len(found) >= _FEWEST:
            yield from _by_caption(evidence, found[0], key[0])


_CAPTION = 300  # code points above the first such cell in which a table is named
_PARTNER = lazy_regex(r"\b(?:with|to|from|by|for)\s(?!Korea|South\sKorea|the\sKorean)[A-Z][a-z]+")
_UNIT_TOLD = lazy_regex(r"\(units?[ \n]?:[^()]{2,60}\)", re.IGNORECASE)


def _by_caption(evidence: Evidence, found: Misscaled, title: str) -> Iterator[Misscaled]:
    """Yield the unit of a table that is of the whole country's trade, or its first cell."""
    quantity = found.quantity
    first = max(evidence.article.start, quantity.start - _CAPTION)
    caption = evidence.text[first : quantity.start]
    barred = next(size.barred for size in _sizes() if size.title == title)
    if _PARTNER.search(caption) or barred.search(f"{evidence.article.title} {caption}"):
        return
    unit = next(reversed(list(_UNIT_TOLD.finditer(caption))), None)
    if unit is not None:
        quantity = replace(quantity, start=first + unit.start(), end=first + unit.end())
    yield found._replace(quantity=quantity)


def _is_measure(size: _Size, measure: str, quantity: Quantity) -> bool:
    """Whether a row or a column is headed by what a known size is of, and by nothing else."""
    said = size.said.search(measure)
    return (
        quantity.unit in size.ranges
        and size.beside is None
        and said is not None
        and len(said[0]) >= len(measure.strip()) - _ASIDE
        and size.barred.search(measure) is None
    )


_ASIDE = 8  # code points of a head beside the name of what it is of


def _right(quantity: Quantity, span: tuple[float, float]) -> float:
    """Return the factor that puts a figure into a range; nothing if none does."""
    value = quantity.value or 0.0
    return next((by for by in SLIPS if span[0] <= value * by <= span[1]), 0.0)


def _meant(quantity: Quantity, span: tuple[float, float], title: str) -> Misscaled:
    meant = (quantity.value or 0.0) * (_right(quantity, span) or 1.0)
    return Misscaled(quantity=quantity, meant=meant, title=title, sure=False)


Signs = tuple[re.Pattern[str], ...]


@cache
def _deals() -> dict[str, list[tuple[float, Signs, tuple[float, ...]]]]:
    """Return by their digits the sums of known deals, with what names each and its other sums."""
    found: dict[str, list[tuple[float, Signs, tuple[float, ...]]]] = {}
    for row in table("deals")["deals"]:
        signs, sums = tuple(regex(one) for one in row["with"]), tuple(map(float, row["sums"]))
        for known in sums:
            found.setdefault(_shown(known), []).append((known, signs, sums))
    return found


def _of_deals(evidence: Evidence) -> Iterator[Misscaled]:
    """Yield sums with the digits of a known deal whose parties are named, and another scale."""
    before = ""
    for sentence, words in prose(evidence):
        near, before = f"{before} {words}", words
        for quantity in within(evidence.quantities, sentence.start, sentence.end):
            value = quantity.value or 0.0
            if quantity.kind is not Kind.MONEY or not _is_scaled(evidence, quantity):
                continue
            for known, signs, sums in _deals().get(_shown(value), ()):
                alike = any(one / _NEAR <= value <= one * _NEAR for one in sums)
                other = any(_is(value * by, known) for by in SLIPS)
                if other and not alike and all(sign.search(near) for sign in signs):
                    yield Misscaled(
                        quantity=quantity, meant=known, title="a known deal", sure=False
                    )
                    break


_NEAR = 30.0  # times: a sum so near a known one is of its scale


def _is(value: float, known: float) -> bool:
    return abs(value / known - 1) < 1e-6
