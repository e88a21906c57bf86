"""Headings that say which way something goes, held against the two levels of it that they head.

"A narrowing deficit" above "the deficit came to 66.0 billion. A year earlier it had been 51.1".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.frames import all_frames
from bongsu.audit.reading.partitions import period_of
from bongsu.audit.reading.wording import stem
from bongsu.audit.trends.clause_ways import own
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_UP = r"widen|grow|ris|increas|swell|mount|soar|climb|expand|surg|deepen|balloon"
_DOWN = r"narrow|shrink|fall|declin|decreas|dwindl|slid|drop|contract|shrivel|eas|slump"
_HEADED = lazy_regex(
    rf"\b(?:(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:d?ling|ing)\s(?:[a-z-]+\s)?(?P<noun>[a-z]{{4,}})|"
    rf"(?P<subject>[A-Za-z]{{4,}})\s(?:is\s|keeps\s)?(?:(?P<goes_up>{_UP}|rose|grew)|"
    rf"(?P<goes_down>{_DOWN}|fell|shrank))(?:e?s|ed|ing|en)?)\b(?!\s(?:by|to|from)\s\d)",
    re.IGNORECASE,
)
_KINDS = {*AMOUNTS, *PERCENTS, Kind.RATE}
_APART = 0.01  # of the level before by which the two must differ
_PERIOD = regex(r"\d{4}(?:-(?:\d\d|Q\d))?")


class Headed(NamedTuple):
    """Words of a heading, and the two levels below it that deny them."""

    start: int
    end: int
    before: Quantity
    after: Quantity


def headed_ways(evidence: Evidence) -> Iterator[Headed]:
    """Yield the words of headings that the only two levels of their section deny."""
    blocks = evidence.article.blocks
    for place, block in enumerate(blocks):
        words = evidence.words(block)
        told = _HEADED.search(words) if block.kind is BlockKind.HEADING else None
        if told is None or "?" in words:
            continue
        behind = [b.start for b in blocks[place + 1 :] if b.kind is BlockKind.HEADING]
        end = behind[0] if behind else evidence.article.end
        noun = stem((told["noun"] or told["subject"]).lower())
        levels = _levels(evidence, block.end, end, noun)
        if len(levels) != 2:
            continue
        (_, before), (_, after) = sorted(levels.items())
        up = bool(told["up"] or told["goes_up"])
        moved = (after.value or 0.0) - (before.value or 0.0)
        if abs(moved) > _APART * abs(before.value or 1.0) and (moved > 0) != up:
            yield Headed(block.start + told.start(), block.start + told.end(), before, after)


def _levels(evidence: Evidence, start: int, end: int, noun: str) -> dict[str, Quantity]:
    """Return by their period the levels that a section tells of a noun, all of one unit."""
    found: dict[str, Quantity] = {}
    units = set()
    for frame in all_frames(evidence):
        if not start <= frame.sentence.start < end:
            continue
        for at, quantity in frame.figures:
            clause = own(frame.slim[:at]).lower()
            said = {stem(word) for word in regex(r"[a-z]{4,}").findall(clause)}
            if noun not in said or quantity.kind not in _KINDS or quantity.value is None:
                continue
            if quantity.comparator not in {Comparator.EXACT, Comparator.APPROX}:
                continue
            period = period_of(evidence, quantity)
            if not period or _PERIOD.fullmatch(period) is None or _BY.search(frame.text[:at]):
                return {}
            units.add((quantity.kind, quantity.unit, len(period)))
            if period in found and found[period].value != quantity.value:
                return {}
            found[period] = quantity
    return found if len(units) == 1 else {}


_BY = lazy_regex(r"\b(?:by|up|down|of which|including|share of)(?: (?:about|some))? [$€£¥]?$")
