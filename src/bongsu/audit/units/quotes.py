"""Prices of one currency in another: what a dollar, a euro or 100 yen cost in won.

A price is told right behind its figure ("1,380 won to the dollar", "939 won per 100 yen"), before
it ("a dollar bought 1,380 won", "the dollar stood at 1,310 won and at 7.28 yuan"), or by a label of
a row of figures: at the head of a list or a column, or before a dash ("won per dollar - 1,143").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.partitions import period_of
from bongsu.audit.remembering import remembered
from bongsu.audit.units.conversions import DOLLAR, KNOWN
from bongsu.audit.units.subject_prices import currency_of_subject
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_NAMES = {
    "won": "KRW",
    "krw": "KRW",
    "yen": "JPY",
    "jpy": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "cny": "CNY",
    "rmb": "CNY",
    "euro": "EUR",
    "eur": "EUR",
    "pound": "GBP",
    "gbp": "GBP",
    "dollar": DOLLAR,
    "greenback": DOLLAR,
    "usd": DOLLAR,
    "us$": DOLLAR,
}
_DEARER = (DOLLAR, "GBP", "EUR")  # of two that a dash or a stroke joins, the base, in this order
_OF = r"(?:U\.?S\.? |US-|American |South Korean |Korean |Japanese |Chinese |British )?"
_CURRENCY = r"dollar|greenback|yen|yuan|renminbi|euro|pound|won|USD|US\$|KRW|JPY|CNY|RMB|EUR|GBP"
_MANY = r"(?:(?P<many>100|1,000|1|one hundred|a hundred|hundred|one thousand|one|a|each|every) ?)?"
_BEHIND = lazy_regex(
    r"(?:[ -](?:South Korean |Korean )?(?:won|yen|yuan)\b)?(?: or so)?"
    r"(?:,? in [A-Z]?[a-z]+(?: \d{4})?)?,? ?"
    r"(?:per|to|for|against|versus|/|a) ?(?:the )?"
    rf"{_MANY}{_OF}(?P<base>{_CURRENCY}|\$(?!\d)|(?:US)?\$(?=1(?![\d.,])))s?(?:(?<=\$)1)?(?!\w)",
    re.IGNORECASE,
)
_ONE = lazy_regex(r"(?:US)?\$1 ?(?:=|is|was|equals|for|at|to|buys|bought|:) ?$")
_WON_AT = lazy_regex(  # the won is quoted against the dollar where nothing else is said
    r"\bwon(?:[\u2019']s [a-z ]{0,20})? (?:at|averaged|hits?|hit|near|past|beyond|"
    r"(?:trad\w+|clos\w+|end\w+|open\w+|"
    r"slid\w*|f[ae]ll\w*|weaken\w*|sank|drop\w*|r[io]se\w*|stood|firm\w+|"
    r"strengthen\w+)(?: [a-z]+)? (?:to|at|near|around|below|above|past|beyond)) $",
    re.IGNORECASE,
)
_WON_MOVING = lazy_regex(  # "The won rallied on Friday, briefly strengthening to"
    r"^\W*(?:The |Korea[\u2019']s )?(?:(?:South )?Korean |local )?(?:won|currency)\b"
    r"(?![^.;]*(?:\b(?:yen|yuan|euro|KOSPI|index|oil|gold|shares?|bonds?|yields?|futures)\b|"
    r",\s(?:and|but|while|as)\s))"
    r"[^.;\ue000-\ue01f]{0,110}?,\s(?:[a-z]+ly\s|then\s|later\s)?(?:strengthen|weaken|clos|end|open|"
    r"trad|ris|fall|slid|dropp|climb|firm)ing(?: [a-z]+)? (?:to|at|near|around|below|above|past) $",
    re.IGNORECASE,
)
_STROKE = lazy_regex(r"\b(?P<base>USD|EUR|JPY|CNY|GBP) ?[/\u2013-] ?$")  # "USD/KRW 1,380"
_USUAL = (400.0, 3000.0)  # won a dollar
_BEFORE = lazy_regex(
    r"\b(?P<many>an?|the|one|each|every|per|single|(?:a|one|per)? ?hundred|(?:per )?100|1) "
    rf"{_OF}(?P<base>{_CURRENCY})\b(?P<gap>: |[^.;:()\d\ue000-\ue01f]{{0,60}})$",
    re.IGNORECASE,
)
_PRICED = lazy_regex(
    r"\b(?:at|costs?|bought|buys?|fetch(?:ed|es)?|brought|worth|averag(?:ed|es|ing)|quoted|"
    r"st(?:ood|ands?)|"
    r"trad(?:ed|es|ing)|changed hands|went for|priced|clos(?:ed|es)|ended|valued|equal(?:s|led)|"
    r"came to|exchanged for|(?:went|rose|fell|climbed|moved) from|(?:rose|fell|climbed|dropped|"
    r"slipped|sank|slid|jumped|eased) to|"
    r"reached|"
    r"hit|topped|for|pays?|paid|gives?|gave|gets?|got|yields?|makes?|needed|requires?|"
    r"comes? to)\b|: ",
    re.IGNORECASE,
)
_AND_AT = lazy_regex(r"(?: [a-z]+)?,? and (?:at )?(?:about |some |around )?$")
_IT = lazy_regex(r"\bit (?:was|is|stood|cost|bought|fetched|traded)[^.;\d]{0,30}$", re.IGNORECASE)
_ON = lazy_regex(  # the next of a row: "2014: 1,053; 2015: 1,131"
    r"(?:[;,]|,? and|,? from|,? against|\()[^.\d]{0,24}(?:(?:19|20)\d\d)?(?: est\.?)?\)?[:;,]? $|"
    r"[\d)][;,] ?(?:19|20)\d\d: $"
)
_OF_NEXT = lazy_regex(  # the price of the next time: "1,205 won in the first quarter, 1,261 won in"
    r"\b(?:won|yen|yuan)(?: (?:in|on|for|at|by|during) (?:the )?[\w ]{2,22})?(?:,| and|, and|"
    r", then| to)"
    r"(?: (?:in|on|for|at|by|during) (?:the )?[\w ]{2,22}?)? (?:about |around )?$",
    re.IGNORECASE,
)
_LABEL = lazy_regex(
    rf"\b(?P<cur>{_CURRENCY})s?(?: ?\((?:{_CURRENCY})\))?"
    rf"(?P<joint> ?(?:per|to|against|for)(?: the| a| an)?| ?[/\u2013-]) ?"
    rf"{_MANY}{_OF}(?P<base>{_CURRENCY})s?\b",
    re.IGNORECASE,
)
_MOVED = lazy_regex(
    r"\b(?:by|rose|fell|up|down|gained|lost|shed|added|climbed|dropped|slid|jumped|plunged|"
    r"weaken\w*|strengthen\w*|depreciat\w*|appreciat\w*)(?: (?:by|about|some|around|nearly))? $",
    re.IGNORECASE,
)
_SUBJECT = lazy_regex(
    r"\b(?:the|korean|local|japan's|korea's|chinese) (?:korean |japanese |chinese )?(?:currency|"
    r"(?P<cur>won|yen|yuan|renminbi))\b",
    re.IGNORECASE,
)
_PLAIN = {Kind.COUNT, Kind.RATE, Kind.INDEX}
_UP = 100.0  # won: more is the price of 100 yen, less that of one
_DEAR = 100_000.0  # a larger sum is no price of a unit
_YEARS = (1950.0, 2060.0)
_LISTED = 12  # items and cells under one label
_REACH = 70
_LEAD = 140  # code points before a figure


class Quote(NamedTuple):
    """A price of a unit of one currency in another."""

    quantity: Quantity
    currency: str
    base: str
    many: float  # units of the base that the price is of
    period: str | None
    frame: Frame
    listed: bool  # whether a label says so, and no sentence

    @property
    def price(self) -> Interval:
        """What one unit of the base costs, as rounded."""
        return self.quantity.rounded.scaled(1 / self.many)


_SIGNS = ("won", "krw", "dollar", "usd", "yen", "yuan", "euro", "korean currency", "greenback")
_REACHED = lazy_regex(  # a level that was just touched, and not one that was long exceeded
    r"\b(?:went|slid|fell|dropped|broke|rose|climbed|weakened|strengthened|pushed\s\w+|surged|sank|traded|plunged|jumped)"
    r"\s(?:[a-z]+ly\s)?(?:past|beyond|through|above|below|as\s(?:high|low|weak|strong)\sas)\s$"
)
Priced = tuple[str, str, float]  # currency, base, units of the base
_Last = tuple[str, str, float, float]  # the same of the price before, and its figure
_ROW = 1.6  # times: prices of one row are no farther apart


@remembered
def quotes(evidence: Evidence) -> Iterator[Quote]:
    """Yield every price of a currency that an article tells, in the order of the text."""
    lower = evidence.text.lower()
    if not any(word in lower for word in _SIGNS):
        return
    for frame in all_frames(evidence):
        last: _Last | None = None
        for _, quantity in frame.figures:
            if not _may_be_price(frame, quantity) or _is_unit(quantity):
                continue
            found = _told(frame, quantity, last)
            label = None if found else _labelled(frame, quantity)
            told = found or label
            last = (*found, quantity.value or 0.0) if found else last
            if told is not None and told[0] != told[1]:
                lead = evidence.text[
                    max(frame.sentence.start, quantity.start - _REACH) : quantity.start
                ]
                reached = _REACHED.search(lead) is not None
                yield Quote(
                    quantity=replace(quantity, comparator=Comparator.EXACT)
                    if reached
                    else quantity,
                    currency=told[0],
                    base=told[1],
                    many=told[2],
                    period=period_of(evidence, quantity),
                    frame=frame,
                    listed=label is not None,
                )


def _may_be_price(frame: Frame, quantity: Quantity) -> bool:
    value = quantity.value or 0.0
    if not 0 < value < _DEAR or quantity.malformed or quantity.words:
        return False
    if quantity.kind is Kind.MONEY:
        return quantity.unit in {DOLLAR, *KNOWN}
    year = _YEARS[0] < value < _YEARS[1] and quantity.step >= 1
    if year and "," not in frame.evidence.words(quantity):
        return False
    return quantity.kind in _PLAIN and not quantity.noun


def _is_unit(quantity: Quantity) -> bool:
    """Whether a figure is the sum of which a price is told: "100 yen"."""
    round_ = quantity.value in {1.0, 100.0, 1000.0} and quantity.step >= 1
    return round_ and quantity.kind is Kind.MONEY and quantity.unit != "KRW"


def _told(frame: Frame, quantity: Quantity, last: _Last | None) -> Priced | None:
    """Return what the words behind or before a figure say that it is the price of."""
    text = frame.evidence.text
    end = min(frame.sentence.end, quantity.end + _REACH)
    behind = _BEHIND.match(text, quantity.end, end)
    lead = text[max(frame.sentence.start, quantity.start - _LEAD) : quantity.start]
    if behind is not None:
        base = DOLLAR if "$" in behind["base"] else _NAMES[behind["base"].lower()]
        currency = _own(frame, quantity, lead, base)
        if not currency and base == DOLLAR:
            currency = currency_of_subject(frame, quantity)
        return (currency, base, _number(behind["many"])) if currency else None
    if last is not None and quantity.kind is not Kind.MONEY and _ON.search(lead[-40:]):
        near = last[3] / _ROW <= (quantity.value or 0.0) <= last[3] * _ROW
        if near:
            return last[:3]
    if quantity.kind is not Kind.MONEY:
        usual = _USUAL[0] < (quantity.value or 0.0) < _USUAL[1] and not quantity.noun
        told = usual and (_WON_AT.search(lead) or _WON_MOVING.search(lead))
        currency = "KRW" if told else currency_of_subject(frame, quantity)
        return (currency, DOLLAR, 1.0) if currency else None
    return _of_sum(quantity, lead, last)


def _of_sum(quantity: Quantity, lead: str, last: _Last | None) -> Priced | None:
    """Return what the words before a sum of money say that it is the price of."""
    if _ONE.search(lead):
        return quantity.unit, DOLLAR, 1.0
    if last is not None and quantity.unit == last[0] and _OF_NEXT.search(lead):
        return last[:3]
    stroke = _STROKE.search(lead)
    if stroke is not None:
        base = _NAMES[stroke["base"].lower()]
        return quantity.unit, base, _UP if base == "JPY" and (quantity.value or 0) > _UP else 1.0
    before = _BEFORE.search(lead.replace("\n", " "))
    if before is not None and not before["gap"].strip() and last is not None:
        return quantity.unit, _NAMES[before["base"].lower()], _number(before["many"])
    if before is not None and _PRICED.search(before["gap"]) and not _MOVED.search(lead):
        return quantity.unit, _NAMES[before["base"].lower()], _number(before["many"])
    goes_on = last is not None and quantity.unit not in last[:2]
    if goes_on and last is not None and (_AND_AT.search(lead[-16:]) or _IT.search(lead)):
        return quantity.unit, last[1], last[2]
    return None


def _own(frame: Frame, quantity: Quantity, lead: str, base: str) -> str:
    """Return the currency of a price: its own, or that of the last one named before it."""
    if quantity.kind is Kind.MONEY:
        return quantity.unit
    if quantity.unit.startswith("KRW"):
        return "KRW"
    named = [_NAMES[match["cur"].lower()] for match in _SUBJECT.finditer(lead) if match["cur"]]
    others = [name for name in named if name != base]
    if others:
        return others[-1]
    won = regex(r"\swon\b").match(frame.evidence.text[quantity.end : quantity.end + 5])
    return "KRW" if won else ""


def _number(many: str | None) -> float:
    said = (many or "one").lower()
    if "hundred" in said or "100" in said:
        return 100.0
    return 1000.0 if "thousand" in said or said == "1,000" else 1.0


def _labelled(frame: Frame, quantity: Quantity) -> Priced | None:
    """Return what the label of a list, a column or a row says that its figures are."""
    row = _row(frame, quantity)
    if row is not None:
        return row
    for words, near in _labels(frame, quantity):
        for match in reversed(list(_LABEL.finditer(words))):
            told = _pair(match) or _crossed(match, quantity)
            if told is None:
                return None
            if quantity.kind is Kind.MONEY and quantity.unit != told[0]:
                continue
            gap = words[match.end() :] if near else ""
            if _MOVED.search(gap[-30:]) or ". " in gap.replace("est.", "est"):
                return None
            return told
    return None


_UNIT = lazy_regex(rf"\s*{_MANY}{_OF}(?P<base>{_CURRENCY})s?(?: \([^)]*\))?\s*", re.IGNORECASE)
_HEAD = lazy_regex(r"\b(?P<cur>won|KRW|yen|yuan|dollars?)\b", re.IGNORECASE)


def _row(frame: Frame, quantity: Quantity) -> Priced | None:
    """Return the price of a cell in a row for so much of a currency, under a head of another."""
    if frame.evidence.article.blocks[frame.sentence.block].kind is not BlockKind.CELL:
        return None
    *head, label = _heads(frame.evidence, quantity)
    unit, named = _UNIT.fullmatch(label), _HEAD.search(" ".join(head))
    if unit is None or named is None:
        return None
    return (
        _NAMES[named["cur"].lower().rstrip("s")],
        _NAMES[unit["base"].lower()],
        _number(unit["many"]),
    )


def _labels(frame: Frame, quantity: Quantity) -> Iterator[tuple[str, bool]]:
    """Yield the words that may label a figure, the nearest first, and whether it follows them."""
    evidence, block = frame.evidence, frame.sentence.block
    blocks = evidence.article.blocks
    kind = blocks[block].kind
    yield evidence.text[max(frame.sentence.start, quantity.start - 300) : quantity.start], True
    if kind is BlockKind.CELL:
        yield from ((words, False) for words in _heads(evidence, quantity))
    elif kind is BlockKind.ITEM:
        for one in range(block - 1, max(-1, block - _LISTED), -1):
            if blocks[one].kind is not BlockKind.ITEM:
                yield evidence.words(blocks[one])[-200:], False
                return


def _heads(evidence: Evidence, quantity: Quantity) -> Iterator[str]:
    """Yield the head of a cell's column and the first cell of its row."""
    cells = _cells(evidence)
    place = bisect_right(cells, quantity.start, key=lambda cell: cell[0]) - 1
    if place >= 0:
        _, head, label = cells[place]
        if head is not None:
            yield evidence.words(head)
        yield evidence.words(label)


@remembered
def _cells(evidence: Evidence) -> Iterator[tuple[int, Block | None, Block]]:
    """Yield where each cell begins, the head of its column and the first cell of its row."""
    for table in evidence.article.tables:
        head = table.rows[0] if table.rows else ()
        for line in table.rows:
            for column, cell in enumerate(line):
                yield cell.start, head[column] if column < len(head) else None, line[0]


def _crossed(label: re.Match[str], quantity: Quantity) -> Priced | None:
    """Return what "JPY/KRW" prices: 100 yen, where the figure is as large as that."""
    both = {_NAMES[label["cur"].lower()], _NAMES[label["base"].lower()]}
    if both != {"KRW", "JPY"}:
        return None
    return "KRW", "JPY", _UP if (quantity.value or 0.0) > _UP else 1.0


def _pair(label: re.Match[str]) -> Priced | None:
    """Return what a label prices in what: the won in dollars is never meant by "won/dollar"."""
    one, other = _NAMES[label["cur"].lower()], _NAMES[label["base"].lower()]
    if one == other:
        return None
    if label["joint"].strip() in {"/", "-", "\u2013"}:
        ranks = [_DEARER.index(each) if each in _DEARER else len(_DEARER) for each in (one, other)]
        if ranks[0] == ranks[1]:
            return None  # won and yen: per yen, or per 100 of them
        one, other = (other, one) if ranks[0] < ranks[1] else (one, other)
    return one, other, _number(label["many"])
