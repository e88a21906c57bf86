"""The sum of money of a deal, what it is paid for, and the deal's further figures.

Sums of different classes never add up: a contract's value, what a plant costs and what somebody
invests in it are three things. The class follows from the words around the sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bongsu.evidence.mentions import Comparator, Kind, Quantity
from bongsu.ledger.extraction.commitments import within_designation, without_designations
from bongsu.ledger.extraction.records import Amount, Figure
from bongsu.ledger.extraction.sources import Page
from bongsu.ledger.extraction.words import by_value, found_by, table, words

_CODE = re.compile(r"(?:(USD|US\$|U\.S\.\$|\$)|(KRW|₩)|(EUR|€)|(JPY|¥)|(GBP|£))[ \n]?\Z")
_CODES = ("USD", "KRW", "EUR", "JPY", "GBP")
_MINUS = re.compile(r"[-\u2212\u2013]\Z")
_DIGITS = re.compile(r"\d[\d.,]*[ \n]?\Z")
_GROWN = re.compile(r"\d[A-Za-z]+\d")  # a number whose digits go on behind letters: "4x0"
_BEFORE = 60  # code points before a sum, and behind it, whose words say what it is for
_BEHIND = 90
SCALED = re.compile(r"\b(?:thousand|million|billion|trillion|mn|bn|tn)\b", re.IGNORECASE)


def is_money(page: Page, quantity: Quantity, cell: tuple[int, int]) -> bool:
    """Whether a figure is a sum of money, of a named currency or not.

    A scaled number is, right before the word for what is paid: "a 4.5 million investment".
    """
    if quantity.kind is Kind.MONEY:
        return True
    if quantity.kind not in {Kind.COUNT, Kind.RATE}:
        return False
    if _CODE.search(page.text, cell[0], _torn(page, cell, quantity)):
        return True
    if not SCALED.search(page.text[quantity.start : quantity.end]):
        return False
    behind = page.text[quantity.end : min(cell[1], quantity.end + 40)]
    return any(
        (match := pattern.search(behind)) is not None and not behind[: match.start()].strip(" \n-")
        for _, pattern in by_value("amounts", "classes")
    )


def amount(
    page: Page, cell: tuple[int, int], quantities: Sequence[Quantity], investors: set[str]
) -> tuple[Amount | None, tuple[str, ...]]:
    """Return the sum that a deal's text states, and what is odd about it.

    Parameters
    ----------
    page : Page
        The document.
    cell : (int, int)
        Where the text of the deal stands.
    quantities : sequence of Quantity
        Those of that text.
    investors : set of str
        Countries of the parties, for the class of an investment.
    """
    sums = [
        one
        for one in quantities
        if is_money(page, one, cell) and not within_designation(page, cell, one.start)
    ]
    if not sums:
        return None, ()
    first = sums[0]
    class_ = _class(page, cell, first, investors)
    called = table("amounts")["names"]
    named = "investment" if class_ in {"korean_investment", "us_investment"} else class_
    start, currency = _currency(page, cell, first)
    grown = _GROWN.match(page.text, first.end - 1, cell[1]) is not None
    malformed = first.malformed or grown or _torn(page, cell, first) < first.start
    told = Amount(
        value=first.value if not malformed else None,
        currency=currency,
        of=called.get(named, called["unknown"]),
        class_=class_,
        span=page.span(start, first.end),
    )
    odd = ["malformed_number"] if malformed else hedges(page, first, cell[1])
    return told, (*odd, *_odd(page, first, currency)) + (
        ("several_amounts",) if len({one.value for one in sums}) > 1 else ()
    )


def _currency(page: Page, cell: tuple[int, int], quantity: Quantity) -> tuple[int, str]:
    """Return where a sum begins and its currency; "USD -76 million" has it before the sign."""
    if quantity.kind is Kind.MONEY:
        return quantity.start, quantity.unit
    start = _torn(page, cell, quantity)
    found = _CODE.search(page.text, cell[0], start)
    if not found or found.lastindex is None:
        return start, ""
    return found.start(), _CODES[found.lastindex - 1]


def _torn(page: Page, cell: tuple[int, int], quantity: Quantity) -> int:
    """Return where a number begins whose first digits could not be read: "1.2.3 billion"."""
    found = _DIGITS.search(page.text[max(cell[0], quantity.start - 24) : quantity.start])
    return quantity.start - len(found[0]) if found else quantity.start


def _odd(page: Page, quantity: Quantity, currency: str) -> list[str]:
    flags = []
    if not currency:
        flags.append("amount_without_currency")
    before = page.text[max(0, quantity.start - 2) : quantity.start]
    signed = _MINUS.search(before) and before[:1] in " \n\t("
    if signed or (quantity.value is not None and quantity.value < 0):
        flags.append("negative_amount")
    return flags


def hedges(page: Page, quantity: Quantity, end: int) -> list[str]:
    """Return what a sum is beyond one plain number: a range, a bound, paid every year."""
    listed: dict[str, str] = table("amounts")["comparators"]
    flags = [listed[quantity.comparator.value]] if quantity.comparator.value in listed else []
    if quantity.value is None and not quantity.malformed:
        flags.append("amount_is_a_range")
    behind = page.text[quantity.end : min(end, quantity.end + 16)]
    if _every().match(behind):
        flags.append("amount_per_period")
    return flags


@cache
def _every() -> re.Pattern[str]:
    periods = "|".join(words("amounts", "periods", "words"))
    return re.compile(rf"\s?(?:{periods})(?!\w)", re.IGNORECASE)


def hedge(told: str) -> str:
    """Return the flag of the words before a sum in a column: "up to", "~"."""
    listed: dict[str, list[str]] = table("amounts")["hedges"]
    return next(
        flag
        for flag, entries in listed.items()
        if re.fullmatch("|".join(entries), told, re.IGNORECASE)
    )


def _class(page: Page, cell: tuple[int, int], quantity: Quantity, investors: set[str]) -> str:
    text = without_designations(page, cell)
    start, end = quantity.start - cell[0], quantity.end - cell[0]
    before = text[max(0, start - _BEFORE) : start]
    governs = list(found_by("amounts", "governs", "words").finditer(before))
    if governs and governs[-1].end() == len(before.rstrip()):
        return investment(investors)
    near = _near(text, start, end)
    if near in {"", "investment"} and _costs(text, end):
        return "project_cost"
    if near == "investment":
        return investment(investors)
    return near or "unknown"


def _near(text: str, start: int, end: int) -> str:
    """Return what the word nearest to a sum says, those behind it before those ahead."""
    behind = text[end : end + _BEHIND]
    behind = re.split(
        r"(?<![A-Z])[.;](?:\s|\Z)|[ \n](?:to|for|through|in order)[ \n]", behind, maxsplit=1
    )[0]
    before = text[max(0, start - _BEFORE) : start]
    classes = by_value("amounts", "classes")
    best: tuple[int, str] | None = None
    hits = [
        (match.start(), -match.end(), value)
        for value, pattern in classes
        if (match := pattern.search(behind))
    ]
    if hits:
        best = min(hits)[0], min(hits)[2]
    if best and not _costs(text, end, upto=best[0]):
        return best[1]
    for value, pattern in classes:
        for match in pattern.finditer(before):
            distance = 2 * _BEHIND + len(before) - match.end()
            if best is None or distance < best[0]:
                best = distance, value
    if best is None:
        return next((value for value, pattern in classes if pattern.search(text)), "")
    return best[1]


def _costs(text: str, end: int, upto: int = 48) -> bool:
    """Whether a sum stands before the thing that it builds: "$7.4 billion large-scale smelter"."""
    clause = re.split(
        r"(?<![A-Z])[.;,](?:\s|\Z)|[ \n](?:to|for|in|of|through|with)[ \n]",
        text[end : end + upto],
        maxsplit=1,
    )[0]
    return found_by("amounts", "things", "words").search(clause) is not None


def investment(investors: set[str]) -> str:
    """Return the class of an investment by the countries of the parties."""
    if investors == {"KR"}:
        return "korean_investment"
    if investors == {"US"}:
        return "us_investment"
    return "unknown"


def figures(
    page: Page, cell: tuple[int, int], quantities: Sequence[Quantity]
) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
    """Return the figures of a text that are no sums of money, and what is odd about them."""
    kept = [
        one
        for one in quantities
        if not is_money(page, one, cell) and one.kind in {Kind.COUNT, Kind.PHYSICAL, Kind.PERCENT}
    ]
    told = []
    for number, one in enumerate(kept):
        counted = number > 0 and kept[number - 1].kind is Kind.COUNT
        adjoins = counted and not page.text[kept[number - 1].end : one.start].strip()
        told.append(
            Figure(
                value=one.value,
                unit=_thing(one),
                comparator=one.comparator.value
                if one.comparator is not Comparator.EXACT
                else "exact",
                each=adjoins and one.kind is Kind.PHYSICAL,
                malformed=one.malformed,
                span=page.span(one.start, one.end),
            )
        )
    return tuple(told), ("malformed_number",) if any(one.malformed for one in told) else ()


_PLAIN = re.compile(r"[a-z]+")


def _thing(quantity: Quantity) -> str:
    """Return what is counted with the plain nouns before it: "gas turbines", not "turbines"."""
    spelt = quantity.noun.split()
    if quantity.kind is not Kind.COUNT or not spelt or quantity.unit == "persons":
        return quantity.unit
    loose = found_by("amounts", "loose", "words")
    before: list[str] = []
    for word in reversed(spelt[:-1]):
        if not _PLAIN.fullmatch(word) or loose.fullmatch(word):
            break
        before.insert(0, word)
    return " ".join([*before, quantity.unit])
