"""Sums in a column of their own, whose head may name the currency and the scale.

A cell is read whole: hedge, sign or bracket, currency, number or range, scale, period. What it says
beyond one plain sum is flagged, and what cannot be one sum has no value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.ledger.extraction.amounts import SCALED, hedge, hedges, investment
from bongsu.ledger.extraction.parties import is_none
from bongsu.ledger.extraction.records import Amount
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import by_value, found_by, table, words

_WELL_FORMED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+)(?:\.\d+)?")
_DIGITS = r"\d(?:[\d.,'’]*\d)?(?: \d{3}(?!\d))*(?:\.\d+)?"
_MINUS = "-\u2212\u2013"
_MARKS = re.compile(r"\s*(?:\[\w{1,3}\]|[*†‡§¹²³⁴⁵]+)\s*\Z")  # of footnotes
_ASIDE = re.compile(r"\s*\([^()]{1,80}\)\s*\Z")
_LONGEST = 80  # code points of a cell that is a sum and nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What the words of a cell come to."""

    value: float | None
    currency: str
    flags: tuple[str, ...] = ()


def amount_of_cell(
    page: Page, cell: Block, quantities: Sequence[Quantity], head: str
) -> tuple[Amount | None, tuple[str, ...]]:
    """Return the sum in a cell of a column of amounts, and what is odd about it.

    Examples of heads: "Amount (USD million)", "Value, KRW bn".
    """
    text = _MARKS.sub("", page.text[cell.start : cell.end]).strip()
    if is_none(text) or found_by("parties", "withheld").fullmatch(text):
        return None, ()
    read = _whole(text, head) or _part(page, cell, quantities, head)
    if read is None:
        return None, ("malformed_number" if any(map(str.isdigit, text)) else "amount_in_words",)
    odd = list(read.flags)
    if not read.currency:
        odd.append("amount_without_currency")
    if read.value is not None and read.value < 0:
        odd.append("negative_amount")
    told = Amount(
        value=read.value,
        currency=read.currency,
        of="amount",
        class_="unknown",
        span=page.span(cell.start, cell.end),
    )
    return told, tuple(odd)


def _whole(text: str, head: str) -> _Read | None:
    """Return what a cell says that holds one sum, but for words in brackets behind it."""
    found = _cell().fullmatch(text) if len(text) <= _LONGEST else None
    if found is None and (aside := _ASIDE.search(text)) and aside.start():
        return _whole(text[: aside.start()], head)
    if found is None:
        return None
    part = {name: told or "" for name, told in found.groupdict().items()}
    flags = [hedge(part["hedge"])] if part["hedge"] else []
    flags += ["amount_at_least"] if part["plus"] else []
    flags += ["amount_is_a_range"] if part["high"] else []
    flags += ["amount_per_period"] if part["per"] else []
    printed = " ".join(part[name] for name in ("before", "within", "behind"))
    value = _number(part["low"], part["low_scale"] or part["scale"], head)
    if value is None or (part["high"] and not _WELL_FORMED.fullmatch(part["high"])):
        value, flags = None, ["malformed_number"]
    elif part["high"]:
        value = None
    elif part["open"] or part["sign"]:
        value = -value
    return _Read(value=value, currency=_named(printed) or _named(head), flags=tuple(flags))


@cache
def _cell() -> re.Pattern[str]:
    """Return what a cell with a sum and nothing else matches."""
    money, scale = rf"(?:{'|'.join(_currencies())})", rf"(?:{'|'.join(_scales())})(?![A-Za-z])"
    hedges = "|".join(word for part in table("amounts")["hedges"].values() for word in part)
    periods = "|".join(words("amounts", "periods", "words"))
    return re.compile(
        rf"(?P<hedge>{hedges})?\s*(?P<before>{money})?\s*(?P<open>[{_MINUS}(])?\s*"
        rf"(?P<within>{money})?\s*(?P<sign>[{_MINUS}])?(?P<low>{_DIGITS})\s*"
        rf"(?P<low_scale>{scale})?(?:\s*(?:[{_MINUS}~]|to)\s*(?:{money})?\s*(?P<high>{_DIGITS}))?"
        rf"\s*\)?\s*(?P<scale>{scale})?\s*(?P<behind>{money})?\s*\)?(?P<plus>\+)?"
        rf"\s*(?P<per>{periods})?\.?",
        re.IGNORECASE,
    )


@cache
def _currencies() -> tuple[str, ...]:
    """Return the names of all currencies, long ones first: "C$" before "$"."""
    listed = [word for part in table("amounts")["currencies"].values() for word in part]
    return tuple(sorted(listed, key=len, reverse=True))


@cache
def _scales() -> tuple[str, ...]:
    listed = [word for part in table("amounts")["scales"].values() for word in part]
    return tuple(sorted(listed, key=len, reverse=True))


def _number(digits: str, scale: str, head: str) -> float | None:
    """Return a number in its own scale, else that of its head; none if it is badly grouped."""
    if not _WELL_FORMED.fullmatch(digits):
        return None
    factor = _factor(scale) if scale else _head_factor(head)
    return float(digits.replace(",", "").replace(" ", "")) * factor


def _factor(scale: str) -> float:
    listed: dict[str, list[str]] = table("amounts")["scales"]
    for power, names in listed.items():
        if re.fullmatch("|".join(names), scale, re.IGNORECASE):
            return float(10 ** int(power))
    return 1.0


@cache
def _head_factor(head: str) -> float:
    """Return the scale that a head gives its numbers: "KRW 100 million" is 1e8."""
    found = re.search(
        rf"(?P<times>10{{1,3}} ?)?(?:(?<![A-Za-z])|(?-i:(?<=[A-Z]{{3}})))"
        rf"(?P<scale>{'|'.join(_scales())})(?![A-Za-z])",
        head,
        re.IGNORECASE,
    )
    return float(found["times"] or 1) * _factor(found["scale"]) if found else 1.0


@cache
def _named(told: str) -> str:
    """Return the currency that words name: the longest name of those that fit."""
    best = (0, "")
    listed: dict[str, list[str]] = table("amounts")["currencies"]
    scales = "|".join(_scales())
    for code, names in listed.items():
        finder = rf"(?<![A-Za-z])(?:{'|'.join(names)})(?=(?:{scales})?(?![A-Za-z]))"
        for match in re.finditer(finder, told, re.IGNORECASE):
            best = max(best, (len(match[0]), code), key=lambda pair: pair[0])
    return best[1]


def _part(page: Page, cell: Block, quantities: Sequence[Quantity], head: str) -> _Read | None:
    """Return the first sum of a cell that says more: "USD 300 million over five years"."""
    text = page.text
    sums = [one for one in quantities if one.kind is Kind.MONEY]
    scaled = [one for one in quantities if SCALED.search(text[one.start : one.end])]
    one = next(iter(sums or [each for each in scaled if each.kind is Kind.COUNT]), None)
    if one is None:
        return None
    torn = text[cell.start : one.start].rstrip(" .,")[-1:].isdigit()
    value, flags = one.value, hedges(page, one, cell.end)
    if one.malformed or torn:
        value, flags = None, ["malformed_number"]
    elif value is not None and one not in scaled:
        value *= _head_factor(head)
    return _Read(value=value, currency=one.unit if sums else _named(head), flags=tuple(flags))


def classed(sum_: Amount, project: str, head: str, investors: set[str]) -> Amount:
    """Return a sum with the class that the words of its project, or of its head, give it."""
    named = _first_class(project)
    if not named and found_by("amounts", "things", "words").search(project):
        named = "project_cost"
    named = named or _first_class(head)
    if not named:
        return sum_
    names: dict[str, str] = table("amounts")["names"]
    class_ = investment(investors) if named == "investment" else named
    return replace(sum_, class_=class_, of=names.get(named, names["unknown"]))


def _first_class(words_: str) -> str:
    """Return the class that the first word which names one gives; "" if none does."""
    hits = [
        (match.start(), class_)
        for class_, named in by_value("amounts", "classes")
        if (match := named.search(words_))
    ]
    return min(hits)[1] if hits else ""
