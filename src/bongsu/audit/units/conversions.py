"""Amounts that a text tells in two currencies, and what the one must have cost in the other.

Two amounts are one if the words between them say so ("equivalent to", a bracket, "which converts
to"), in one sentence or from one to the next; in a table, if a row has one amount in each of two
currencies. Where no words say so, two that stand side by side may still be one: only what the rest
of the text implies tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.notation import forms
from bongsu.audit.reading.fits import rounded, shown_digits, truncated
from bongsu.audit.reading.frames import Frame, adjoins, all_frames, frames
from bongsu.audit.reading.partitions import period_of
from bongsu.audit.reading.placed import placed
from bongsu.audit.remembering import remembered
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex, regex

DOLLAR = "USD"
KNOWN = ("KRW", "JPY", "CNY", "EUR", "GBP")  # the dearer of two stands later
_PAIRS = forms("exchange", "pairs")
_CONVERTED = lazy_regex(
    r"\b(?:equivalent|equal|comes?|came|amount(?:s|ed)?|converts?|corresponds?|"
    r"translates?|works? out|in|"
    r"exchanged?|converted|changed?|swap(?:ped)?)(?: (?:it|them|that))? (?:in)?to\b"
)
_BETWEEN = ("to", "and", "from", "than", "versus")  # words that join two amounts, not two namings


class Conversion(NamedTuple):
    """One amount in two currencies, and what a unit of the one must have cost in the other."""

    foreign: Quantity
    base: Quantity  # in US dollars, or in the currency of which a unit costs more
    rate: Interval  # as rounded or as cut off: from the least to the most
    period: str | None
    certain: bool  # whether the words say that the amounts are one
    in_table: bool  # whether they are two cells of a row

    @property
    def second(self) -> Quantity:
        """The amount that stands second: the converted one."""
        return max(self.foreign, self.base, key=lambda quantity: quantity.start)

    @property
    def first(self) -> Quantity:
        """The amount that stands first."""
        return min(self.foreign, self.base, key=lambda quantity: quantity.start)


@remembered
def conversions(evidence: Evidence) -> Iterator[Conversion]:
    """Yield every amount that a text tells in two currencies with known rates."""
    units = {q.unit for q in evidence.quantities if q.kind is Kind.MONEY}
    if len(units & {DOLLAR, *KNOWN}) < 2:
        return
    seen: set[int] = set()
    cells = {each.quantity.start for each in placed(evidence) if each.cell is not None}
    for first, second, certain in (
        *_by_form(evidence),
        *_by_words(evidence),
        *_by_row(evidence),
        *_side_by_side(evidence),
    ):
        found = conversion(evidence, first, second, certain=certain, in_table=first.start in cells)
        if found is not None and _of_two_currencies(evidence, first, second):
            continue
        if found is not None and not {first.start, second.start} & seen:
            seen |= {first.start, second.start}
            yield found


_WITH = lazy_regex(
    r"(?:\s(?:of|in|worth)\s(?:[\w-]+\s){0,4}?[\w-]+)?,?\s?(?:and|plus|together\swith|as\swell\sas|with|\+|&|/)\s?"
    r"(?:about\s|some\s|another\s)?"
)


def _of_two_currencies(evidence: Evidence, first: Quantity, second: Quantity) -> bool:
    """Whether what is converted is a sum in two currencies: "$1 billion and 5 million euros"."""
    before = [
        q
        for q in within(evidence.quantities, max(0, first.start - _APART), first.start)
        if q.kind is Kind.MONEY
    ]
    return (
        bool(before)
        and before[-1].unit != first.unit
        and second.start > first.start
        and _WITH.fullmatch(evidence.text, before[-1].end, first.start) is not None
    )


Two = tuple[Quantity, Quantity, bool]


def _by_form(evidence: Evidence) -> Iterator[Two]:
    for frame in frames(evidence):
        for form in _PAIRS:
            for match in form.finditer(frame.text):
                first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
                if first is None or second is None:
                    continue
                joint = frame.text[match.start("a") + 1 : match.start("b")].lower()
                between = _CONVERTED.sub(" ", joint).split()
                if not set(between) & set(_BETWEEN) and not _OWN_BRACKETS.match(joint):
                    yield first, second, True


_STRONG = lazy_regex(
    r"^(?: (?:in|for|by|as of|a|per|each|of) (?:\ue020|year|month|day))?\s?[,(\u2014\u2013]\s?"
    r"(?:(?:or|i\.e\.|that is|which is|about|some|roughly|around|approximately|nearly|almost|"
    r"just over|just under|more than|less than),? )+$|"
    r"\b(?:equivalent|equal(?:s|led|ed)?|conver(?:t|sion)\w*|translat\w+|correspond\w*|works? out|"
    r"(?:which|that) (?:amounts?|comes?|came) to|turned into|exchanged for|expressed in|"
    r"handed over as|(?:exchange|conversion|going|same|current|market) rates?|at the rates?|"
    r"rates? of (?:the|that|this)|in (?:korean|u\.s\.|"
    r"american|local|japanese|"
    r"chinese|our|their) (?:money|currency|terms)|in dollars|in won|in euros)\b|\($|[=\u2248]",
    re.IGNORECASE,
)
_OWN_BRACKETS = lazy_regex(r"\s?\)(?=.*\w).*\(\s?$")  # "bonds (2 billion won), notes (3 dollars)"
_APART = 110  # signs between two namings of one amount
_BEHIND = 40


def _money(frame: Frame) -> list[tuple[int, Quantity]]:
    return [
        (at, quantity)
        for at, quantity in frame.figures
        if quantity.kind is Kind.MONEY
        and quantity.unit in {DOLLAR, *KNOWN}
        and frame.reckoned(at) is not None
        and quantity.value
    ]


def _by_words(evidence: Evidence) -> Iterator[Two]:
    """Yield neighbours in two currencies of which words between or behind say that they are one."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        here = _money(frame)
        for (at, first), (later, second) in pairwise(here):
            between = frame.text[at + 1 : later]
            behind = regex(r"[,;.]").split(frame.text[later + 1 : later + _BEHIND])[0]
            if _OWN_BRACKETS.match(between):
                continue
            said = _STRONG.search(between) or _STRONG.search(behind)
            if said and _may_be_one(first, second, between):
                yield first, second, True
        if before is not None and here and adjoins(before, frame):
            there = _money(before)
            lead = frame.text[: here[0][0]]
            behind = regex(r"[,;.]").split(frame.text[here[0][0] + 1 : here[0][0] + _BEHIND])[0]
            if (
                len(there) == 1
                and there[0][1].unit != here[0][1].unit
                and _STRONG.search(f"{lead}\n{behind}")
            ):
                yield there[0][1], here[0][1], True
        before = frame


def _may_be_one(first: Quantity, second: Quantity, between: str) -> bool:
    if first.unit == second.unit or len(between) > _APART or ";" in between:
        return False
    words = _CONVERTED.sub(" ", between.lower()).split()
    if _IN_OTHER.search(between):
        return True
    return not {"and", "from", "than", "versus", "while", "plus"} & set(words)


_IN_OTHER = lazy_regex(
    r"\bin (?:[a-z]+ )?(?:dollars|won|euros|yen|yuan|money|currency)\b", re.IGNORECASE
)


def _by_row(evidence: Evidence) -> Iterator[Two]:
    """Yield the amounts of a row in the two currencies of a table that has but these."""
    rows: dict[tuple[int, int], list[Quantity]] = {}
    for each in placed(evidence):
        if each.cell is not None and each.quantity.kind is Kind.MONEY:
            rows.setdefault(each.cell[:2], []).append(each.quantity)
    for cells in rows.values():
        if len(cells) == 2 and cells[0].unit != cells[1].unit:
            yield cells[0], cells[1], False


_AGAIN = lazy_regex(
    r"(?:(?:that|this|it|they|these|those|which|converted|expressed|the (?:sum|amount|figure|price|"
    r"total|money))\b|(?:in|at|by) )",
    re.IGNORECASE,
)


def _side_by_side(evidence: Evidence) -> Iterator[Two]:
    """Yield neighbours in two currencies that nothing says are one."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        here = _money(frame)
        for (at, first), (later, second) in pairwise(here):
            between = frame.text[at + 1 : later]
            if _may_be_one(first, second, between) and not _SPENT.search(between):
                yield first, second, False
        if (
            before is not None
            and len(here) == 1
            and adjoins(before, frame)
            and _AGAIN.match(frame.text)
        ):
            there = _money(before)
            if len(there) == 1 and there[0][1].unit != here[0][1].unit:
                yield there[0][1], here[0][1], False
        before = frame


_SPENT = lazy_regex(  # "bought it for $330 million, with a plan to invest 700 billion won"
    r"\b(?:to|will|would) (?:invest|spend|buy|sell|pay|raise|build|add|inject|borrow|lend)\b"
)
_MINOR = lazy_regex(r"[ -](?:cents?|pence|pennies|jeon|sen)\b", re.IGNORECASE)


def conversion(
    evidence: Evidence, first: Quantity, second: Quantity, *, certain: bool, in_table: bool
) -> Conversion | None:
    """Return two amounts as one, with the rate that they imply; none if that cannot be."""
    units = {first.unit, second.unit}
    if any(_MINOR.match(evidence.text, each.end) for each in (first, second)):
        return None  # "70 euro cents"
    if len(units) < 2 or not units <= {DOLLAR, *KNOWN}:
        return None
    foreign, base = sorted((first, second), key=lambda each: (*KNOWN, DOLLAR).index(each.unit))
    if not base.bounds[0] or not foreign.bounds[0] or min(base.bounds[0], foreign.bounds[0]) < 0:
        return None
    dear, cheap = _near(base, foreign), _near(foreign, base)
    both = (rounded(cheap) / rounded(dear), truncated(cheap) / truncated(dear))
    rate = Interval(min(each.low for each in both), max(each.high for each in both))
    return Conversion(
        foreign=foreign,
        base=base,
        rate=rate,
        period=period_of(evidence, first),
        certain=certain,
        in_table=in_table,
    )


_OPEN = {Comparator.OVER, Comparator.UNDER, Comparator.AT_LEAST, Comparator.AT_MOST}


def _near(amount: Quantity, other: Quantity) -> Quantity:
    """Return an amount as roughly what it names: "as much as 5 billion" is converted at 5.

    Where the other amount is told finely, it was reckoned from just what is written.
    """
    if amount.value == 1.0:
        return replace(amount, step=0.0)  # "$1 = 1,280 won" is told of one dollar sharp
    if amount.comparator not in _OPEN:
        return amount
    fine = shown_digits(other) >= _FINE
    return replace(amount, comparator=Comparator.EXACT if fine else Comparator.APPROX)


_FINE = 3  # digits
