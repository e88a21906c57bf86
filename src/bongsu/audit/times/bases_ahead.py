"""Changes told of one year that are measured from a later one (DT501).

"In 2023, exports rose to 709.7 billion, from 683.6 billion in 2024": what a change leads from is
always earlier. One of the two years was left standing from another text, or mistyped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_GRAINS = frozenset({Granularity.YEAR, Granularity.QUARTER, Granularity.MONTH})
_MOVED = lazy_regex(
    r"\b(?:rose|fell|grew|dropped|declined|increased|decreased|climbed|jumped|slipped|shrank|expanded|gained|edged|eased|"
    r"contracted|halved|doubled|tripled|surged|plunged|tumbled|slid|soared|widened|narrowed|went\s(?:up|down)|came\sdown|"
    r"advanced|rebounded|recovered|(?:was|were|is|are)\s(?:up|down|higher|lower)|up|down|rise|fall|increase|decrease|growth|"
    r"drop|decline|gain|improvement|loss|change)\b"
)
_FROM = lazy_regex(
    r"\b(?:from|over|on|compared\s(?:to|with)|against|(?<!\bto\smore\s)(?<!\bto\sless\s)(?<!\bto\sfewer\s)than|versus)\s"
    r"(?:(?:about|some|just|only|a|an|the|nearly|almost|around|roughly|under|over|below|above|more\sthan|less\sthan|"
    r"at\sleast|that|those|its|level|figure|total|mark|record)\s){0,3}"
    r"(?:(?:US)?[$₩€¥]?\d[\w.,%]*(?:[\s-](?!in\b|for\b|of\b)[A-Za-z%]+){0,4}\s)?(?:(?:in|for|of|during|recorded\sin|seen\sin|posted\sin)\s)?(?:the\s)?$"
)
_FROM_THEN_ON = lazy_regex(r"\b(?:and|but|then)\sfrom\s(?:the\s)?$")
_OPENS = lazy_regex(
    r"(?:^|[;—]\s?|,\sand\s)\W*(?:In|For|Over|During)?\s?(?:the\s)?(?:whole\sof\s|all\sof\s|full\syear\s)?$",
    re.IGNORECASE,
)
_IN = lazy_regex(r"\b(?:in|for|during)\s(?:the\s|all\sof\s)?$", re.IGNORECASE)
_APART = 170  # code points between the two times


class BaseAhead(NamedTuple):
    """The time of a change and the later one that it is measured from."""

    date: DateMention
    base: DateMention
    sure: bool


def bases_ahead(evidence: Evidence) -> Iterator[BaseAhead]:
    """Yield the changes of an article whose base lies after them.

    Parameters
    ----------
    evidence : Evidence
        The article.
    """
    for sentence, words in prose(evidence):
        dates = [
            closed(date)
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.granularity in _GRAINS
        ]
        for one, base in pairwise(dates):
            if one.granularity is not base.granularity or one.last is None or base.first is None:
                continue
            if one.last >= base.first or not (has_year(evidence, one) and has_year(evidence, base)):
                continue
            at, end = one.start - sentence.start, one.end - sentence.start
            joint = words[end : base.start - sentence.start]
            before = words[:at]
            framed = _OPENS.search(before) or _IN.search(before)
            if _FROM.search(before) or not framed or len(joint) > _APART or not _FROM.search(joint):
                continue
            if _FROM_THEN_ON.search(joint):
                continue  # "in 2021 it is 10, up by 3 percent, and from 2022 it rises"
            if regex(r"[;]|\.\s|\b(?:until|through)\b").search(joint) or not _MOVED.search(
                before + joint
            ):
                continue
            if looks_ahead(words, "tenses") or in_quotes(evidence, sentence, one.start):
                continue
            yield BaseAhead(one, base, sure=_OPENS.search(before) is not None)
