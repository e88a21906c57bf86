"""Chronologies whose lines begin with a year, and the one year out of their order (DT514)."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence

_OPENS = guarded_regex(
    r"(?:\A|\n|(?<=[.!?]) )(?P<y>(?:19|20)\d\d)(?:[–-](?:(?:19|20)\d\d|present))?:? (?=[A-Z“\"])"
)
_FEWEST = 4  # entries that show an order

Entry = tuple[int, int, int]  # where a year stands, and which it is


def years_out_of_order(evidence: Evidence) -> Iterator[tuple[Entry, Entry]]:
    """Yield a year that opens an entry out of the order of all others, and the entry before it."""
    entries = list(_entries(evidence))
    years = [year for *_, year in entries]
    if len(entries) < _FEWEST or years == sorted(years) or years == sorted(years, reverse=True):
        return
    for way in (1, -1):
        odd = [
            at
            for at in range(len(years))
            if _ordered([way * year for place, year in enumerate(years) if place != at])
        ]
        # of two neighbours that could each be the odd one, the later is named
        if odd and odd[-1] - odd[0] < 2:
            at = odd[-1]
            yield entries[at], entries[at - 1 if at else 1]
            return


def _ordered(years: list[int]) -> bool:
    return years == sorted(years)


def _entries(evidence: Evidence) -> Iterator[Entry]:
    kinds = {BlockKind.PARAGRAPH, BlockKind.ITEM}
    for block in evidence.article.blocks:
        if block.kind not in kinds:
            continue
        for match in _OPENS.finditer(evidence.words(block)):
            start, end = match.span("y")
            yield block.start + start, block.start + end, int(match["y"])
