"""Amounts in two currencies, far apart in an article, that are called by one name.

"An order worth 12 million euros" in the title and "the contract, at 11.4 billion won" below are
most likely one amount. Nothing in the text says so, so that who reads them as one must be careful.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bongsu.audit.reading.placed import Placed, placed
from bongsu.audit.reading.wording import content_words
from bongsu.audit.units.conversions import DOLLAR, KNOWN, Conversion, conversion, conversions
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind
from bongsu.patterns import lazy_regex

_WON = "KRW"
_LEAST = 1000.0  # of a foreign currency: less is a price
_BEFORE, _BEHIND = 60, 34  # signs about an amount in which its name stands
_CUT = lazy_regex("[;\ue000-\ue01f]|\\. ")
_SORTS = {  # what one amount may be called, by words that are told in turn
    "deal": "order contract deal agreement sale purchase supply",
    "loan": "loan borrowing credit facility debt",
    "aid": "aid assistance relief",
    "gift": "grant donation gift endowment",
    "fine": "fine penalty damages award settlement compensation",
    "bond": "bond note issue issuance",
    "stake": "stake acquisition takeover shareholding",
    "outlay": "investment project plant factory",
}
_SORT = {stem: sort for sort, words in _SORTS.items() for stem in content_words(words)}
_TWO = 2


def amounts_of_one_name(evidence: Evidence) -> Iterator[Conversion]:
    """Yield an amount in won and the only one of a foreign currency, both called by one name."""
    units = {q.unit for q in evidence.quantities if q.kind is Kind.MONEY}
    if _WON not in units or not units & {DOLLAR, *KNOWN[1:]}:
        return
    paired = {q.start for pair in conversions(evidence) for q in (pair.first, pair.second)}
    every = [
        each
        for each in placed(evidence)
        if each.quantity.kind is Kind.MONEY
        and each.cell is None
        and not each.quantity.per
        and each.value > _LEAST
    ]
    free = [each for each in every if each.quantity.start not in paired]
    foreign = [each for each in free if each.quantity.unit in {DOLLAR, *KNOWN[1:]}]
    often = Counter(each.quantity.unit for each in every)
    for one in foreign:
        if often[one.quantity.unit] > 1:
            continue
        named = [
            other
            for other in free
            if other.quantity.unit == _WON and other.frame is not one.frame and _alike(one, other)
        ]
        if len(named) == 1:
            first, second = sorted(
                (one.quantity, named[0].quantity), key=lambda quantity: quantity.start
            )
            found = conversion(evidence, first, second, certain=False, in_table=False)
            if found is not None:
                yield found


def _alike(one: Placed, other: Placed) -> bool:
    """Whether two amounts have a name in common; more of it if neither stands in a title."""
    shared = _names(one) & _names(other)
    sorts = {word for word in shared if word in _SORTS}
    return bool(sorts) and (len(shared) >= _TWO or _in_title(one) or _in_title(other))


def _in_title(each: Placed) -> bool:
    blocks = each.frame.evidence.article.blocks
    return blocks[each.block].kind is BlockKind.HEADING


def _names(each: Placed) -> frozenset[str]:
    lead = _CUT.split(each.frame.text[max(0, each.at - _BEFORE) : each.at])[-1]
    tail = _CUT.split(each.frame.text[each.at + 1 : each.at + _BEHIND])[0]
    return frozenset(_SORT.get(stem, stem) for stem in content_words(f"{lead} {tail}"))
