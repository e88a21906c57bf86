"""Items of one list that tell one deed in other words, known by its sum and its names.

"A Motors will build a $2 billion plant in Ulsan" and, further down, "A Motors puts $2 billion into
a new Ulsan plant": the same amounts, the same names, none of its own on both sides, and half of the
words. Prose may come back to what it told; a list has one item for each thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, matcher, table
from bongsu.audit.structure.one_form import of_two_things
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_MOST = 60  # items of one list
_NAME = lazy_regex(r"[A-Z][\w&-]+")
_NAMES = 2  # words of names that both have
_WORDS = 4  # words, names among them, that both have
_SHARE = 0.5  # of those of the shorter item
_SMALL = 9  # a bare count up to this is shared by chance
_TOLD = {Kind.MONEY, Kind.COUNT, Kind.PHYSICAL}
_ORDERED = lazy_regex(
    r"\b(?:more(?! than)|further|additional|other|expand\w*|amend\w*|renew\w*|extend\w*|"
    r"respectively|each)\b",
    re.IGNORECASE,
)


class _Item(NamedTuple):
    block: Block
    text: str
    amounts: frozenset[tuple[str, float]]
    times: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    inner: frozenset[str]  # names but for the first word, which may be written large for its place


def items_of_one_deed(evidence: Evidence) -> Iterator[tuple[Block, Block]]:
    """Yield an item and an earlier one of its list that seems to tell the same deed."""
    for items in _lists(evidence):
        told: set[int] = set()
        for first, second in combinations(items[:_MOST], 2):
            if second.block.start not in told and _is_one(first, second):
                told.add(second.block.start)
                yield second.block, first.block


def _lists(evidence: Evidence) -> Iterator[list[_Item]]:
    """Yield the items that tell an amount and a name, by list and level."""
    levels: dict[int, list[_Item]] = {}
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.ITEM:
            yield from levels.values()
            levels = {}
            continue
        for deeper in [level for level in levels if level > block.level]:
            yield levels.pop(deeper)
        item = _item(evidence, block)
        if item is not None:
            levels.setdefault(block.level, []).append(item)
    yield from levels.values()


def _item(evidence: Evidence, block: Block) -> _Item | None:
    quantities = within(evidence.quantities, block.start, block.end)
    amounts = frozenset(filter(None, map(_amount, quantities)))
    if not amounts:
        return None
    text = evidence.words(block)
    names = _NAME.findall(text)
    return _Item(
        block,
        text,
        amounts,
        frozenset(
            date.edtf for date in within(evidence.dates, block.start, block.end) if date.edtf
        ),
        frozenset(word for word in content_words(text) if not word[:1].isdigit()),
        content_words(" ".join(names)),
        content_words(" ".join(_NAME.findall(text, 1))),
    )


def _amount(quantity: Quantity) -> tuple[str, float] | None:
    if quantity.kind not in _TOLD or quantity.value is None:
        return None
    bare = quantity.kind is Kind.COUNT
    if bare and quantity.value <= _SMALL:
        return None
    return ("" if bare else quantity.unit, quantity.value)


def _is_one(one: _Item, other: _Item) -> bool:
    apart = (
        (one.amounts - other.amounts and other.amounts - one.amounts)
        or (one.times - other.times and other.times - one.times)
        or (one.inner - other.names and other.inner - one.names)
    )
    if apart or not one.amounts & other.amounts or len(one.names & other.names) < _NAMES:
        return False
    shared = one.words & other.words
    if len(shared) < max(_WORDS, _SHARE * min(len(one.words), len(other.words))):
        return False
    if not shared - one.names - other.names - _of_any_deal():
        return False  # "an order for tankers" and "an order for ferries"
    if any(matcher("duplicates", "another").search(item.text) for item in (one, other)):
        return False
    return _ORDERED.search(other.text) is None and not of_two_things(one.text, other.text)


@cache
def _of_any_deal() -> frozenset[str]:
    return content_words(" ".join(table("duplicates")["of_any_deal"]))
