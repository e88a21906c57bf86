"""A quarter or half said in two ways that do not go together (DT501)."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.times.periods_told import SPAN, periods_in, spelt
from bongsu.audit.times.title_period import Astray
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_THAT_IS = lazy_regex(
    r"\s?(?:\((?:(?:the|that\sis,?|i\.e\.,?|from|covering)\s)?|,\s(?:(?:that\sis|i\.e\.|or|meaning),?\s)?(?:the\s)?)"
)


def miscounted_periods(evidence: Evidence) -> Iterator[Astray]:
    """Yield "the second quarter (three months ended 30 September)": a period said in two ways."""
    for block in evidence.article.blocks:
        if block.kind in {BlockKind.CELL, BlockKind.META}:
            continue
        words = evidence.words(block)
        if "quarter" not in words and "half" not in words and "Quarter" not in words:
            continue
        spans = list(SPAN.finditer(words))
        named = periods_in(evidence, block.start, block.end) if spans else []
        for match in spans:
            before = [p for p in named if p.end <= block.start + match.start()]
            if not before or before[-1].months not in {3, 6}:
                continue
            first = before[-1]
            joint = evidence.text[first.end : block.start + match.start()]
            start, end = block.start + match.start(), block.start + match.end()
            second = spelt(match, first.year, start, end)
            inside = first.place <= second.place
            inside = inside and second.place + second.months <= first.place + first.months
            if _THAT_IS.fullmatch(joint) and not inside:
                yield Astray(found=second, titled=first, sure=True)
