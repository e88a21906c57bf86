"""Amounts that a text tells in two currencies, and what the one must have cost in the other.

Two amounts are one if the words between them say so ("equivalent to", a bracket, "which converts
to"), in one sentence or from one to the next; in a table, if a row has one amount in each of two
currencies. Where no words say so, two that stand side by side may still be one: only what the rest
of the text implies tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bongsu.audit.fits import rounded, truncated
from bongsu.audit.frames import Frame, all_frames, frames
from bongsu.audit.notation import forms
from bongsu.audit.partitions import period_of
from bongsu.audit.placed import placed
from bongsu.audit.remembering import remembered
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Kind, Quantity

DOLLAR = "USD"
KNOWN = ("KRW", "JPY", "CNY", "EUR", "GBP")  # the dearer of two stands later
_PAIRS = forms("exchange", "pairs")
_CONVERTED = lazy_regex(
    r"\b(?:equivalent|equal|comes?|came|amount(?:s|ed)?|converts?|corresponds?|"
    r"translates?|works? out|in|"
    r"exchanged?|converted|changed?|swap(?:ped)?)(?: (?:it|them|that))? (?:in)?to\b"
)
_BETWEEN = ("to", "and", "from", "than", "versus")  # words that join two amounts, not two namings


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
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
        found = _conversion(evidence, first, second, certain=certain, in_table=first.start in cells)
        if found is not None and not {first.start, second.start} & seen:
            seen |= {first.start, second.start}
            yield found


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
                if not set(between) & set(_BETWEEN):
                    yield first, second, True


_STRONG = lazy_regex(
    r"^\s?[,(]\s?(?:or |i\.e\.,? )?(?:about|some|roughly|around|approximately|nearly) $|"
    r"\b(?:equivalent|equal(?:s|led|ed)?|conver(?:t|sion)\w*|translat\w+|correspond\w*|works? out|"
    r"(?:which|that) (?:amounts?|comes?|came) to|turned into|exchanged for|expressed in|"
    r"handed over as|(?:exchange|conversion|going|same|current|market) rates?|at the rates?|"
    r"rates? of (?:the|that|this)|in (?:korean|u\.s\.|"
    r"american|local|japanese|"
    r"chinese|our|their) (?:money|currency|terms)|in dollars|in won|in euros)\b|\($|[=\u2248]",
    re.IGNORECASE,
)
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
            behind = re.split(r"[,;.]", frame.text[later + 1 : later + _BEHIND])[0]
            said = _STRONG.search(between) or _STRONG.search(behind)
            if said and _may_be_one(first, second, between):
                yield first, second, True
        if before is not None and here and _adjoins(before, frame):
            there = _money(before)
            lead = frame.text[: here[0][0]]
            behind = re.split(r"[,;.]", frame.text[here[0][0] + 1 : here[0][0] + _BEHIND])[0]
            if (
                len(there) == 1
                and there[0][1].unit != here[0][1].unit
                and _STRONG.search(f"{lead}\n{behind}")
            ):
                yield there[0][1], here[0][1], True
        before = frame


def _adjoins(before: Frame, frame: Frame) -> bool:
    return before.index + 1 == frame.index and before.sentence.block == frame.sentence.block


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
            if _may_be_one(first, second, frame.text[at + 1 : later]):
                yield first, second, False
        if (
            before is not None
            and len(here) == 1
            and _adjoins(before, frame)
            and _AGAIN.match(frame.text)
        ):
            there = _money(before)
            if len(there) == 1 and there[0][1].unit != here[0][1].unit:
                yield there[0][1], here[0][1], False
        before = frame


_MINOR = lazy_regex(r"[ -](?:cents?|pence|pennies|jeon|sen)\b", re.IGNORECASE)


def _conversion(
    evidence: Evidence, first: Quantity, second: Quantity, *, certain: bool, in_table: bool
) -> Conversion | None:
    units = {first.unit, second.unit}
    if any(_MINOR.match(evidence.text, each.end) for each in (first, second)):
        return None  # "70 euro cents"
    if len(units) < 2 or not units <= {DOLLAR, *KNOWN}:
        return None
    foreign, base = sorted((first, second), key=lambda each: (*KNOWN, DOLLAR).index(each.unit))
    if not base.bounds[0] or not foreign.bounds[0] or min(base.bounds[0], foreign.bounds[0]) < 0:
        return None
    both = (rounded(foreign) / rounded(base), truncated(foreign) / truncated(base))
    rate = Interval(min(each.low for each in both), max(each.high for each in both))
    return Conversion(
        foreign=foreign,
        base=base,
        rate=rate,
        period=period_of(evidence, first),
        certain=certain,
        in_table=in_table,
    )


_CURRENCIES = {
    "dollar": DOLLAR,
    "greenback": DOLLAR,
    "yen": "JPY",
    "yuan": "CNY",
    "euro": "EUR",
    "pound": "GBP",
}
_PER = lazy_regex(
    r"(?: (?:won|or so|in \ue020))*,? (?:per|to|to the|to a|a|an|against the|against a|"
    r"versus the|for a|for one|for each|to one|for every) "
    r"(?P<many>\ue00a |100 |one )?(?:U\.?S\.? |American |Japanese |Chinese )?"
    r"(?P<currency>dollar|greenback|yen|yuan|euro|pound)\b",
    re.IGNORECASE,
)
_WON_AT = lazy_regex(
    r"\bwon(?:[\u2019']s [a-z ]{0,20})? (?:at|averaged|hits?|hit|near|past|beyond|"
    r"(?:trad\w+|clos\w+|end\w+|open\w+|"
    r"slid\w*|f[ae]ll\w*|weaken\w*|sank|drop\w*|r[io]se\w*|stood|firm\w+|"
    r"strengthen\w+)(?: [a-z]+)? (?:to|at)) $",
    re.IGNORECASE,
)
_LABEL = lazy_regex(
    r"^\W*(?:won (?:per|to the|a) )?(?:the )?(?:U\.?S\.? )?(?:dollar|USD(?:/KRW)?|"
    r"dollar/won|won[-/ ]dollar rate)\b[^:]{0,20}: $",
    re.IGNORECASE,
)
_WON = lazy_regex(r"\bwon\b", re.IGNORECASE)
_RATES = (400.0, 3000.0)  # won a dollar: a plain figure outside is no price of one
_DEAR = 100_000.0  # won: a larger sum is no price of a dollar


def quoted(evidence: Evidence) -> Iterator[tuple[Quantity, str, str]]:
    """Yield a price with its currency and with the one of which a unit costs it."""
    for frame in all_frames(evidence):
        for at, quantity in frame.figures:
            if quantity.value is None or quantity.malformed or quantity.value > _DEAR:
                continue
            plain = quantity.kind in {Kind.COUNT, Kind.RATE} and quantity.unit in {"", "persons"}
            per = _PER.match(frame.text, at + 1)
            if per is not None and not per["many"]:
                currency = _CURRENCIES[per["currency"].lower()]
                if quantity.unit in KNOWN and currency != quantity.unit:
                    yield quantity, quantity.unit, currency
                elif plain and _WON.search(frame.text) and quantity.value > _RATES[0]:
                    yield quantity, "KRW", currency
            elif plain and _RATES[0] < quantity.value < _RATES[1] and not quantity.noun:
                item = _LABEL.match(frame.text[:at])
                if _WON_AT.search(frame.text[max(0, at - 50) : at]) or (
                    item and _WON.search(evidence.text)
                ):
                    yield quantity, "KRW", DOLLAR
