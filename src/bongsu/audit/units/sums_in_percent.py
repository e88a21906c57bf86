"""Sums of money told in percent alone: "the deficit reached 5.6 percent", which says not of what.

A rate may be a bare percentage, and so may a change; a deficit, a debt or the spending of a year is
one of something. Where the paragraph names a whole anywhere, a reader takes that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_SUM = (
    r"(?:surplus|deficit|shortfall|debts?|borrowing|liabilities|spending|expenditures?|outlays?|"
    r"revenues?|reserves|remittances|subsidies|contributions)"
)
_MOVED = (
    r"(?:rose|fell|climbed|grew|increased|declined|dropped|narrowed|widened|swelled|shrank|jumped|"
    r"rise|fall|climb|grow|increase|decline|drop|narrow|widen|swell|shrink|rises|falls|climbs|grows)"
)
_LEVEL = (
    r"(?:was|were|is|are|stood\sat|stands\sat|reached|reaches|came\sto|comes\sto|amounted\sto|"
    rf"amounts\sto|hit|totall?ed|remained\sat|averaged|{_MOVED}(?:\sfurther)?\sto|put\sat|"
    r"(?:equal|equivalent)\sto|estimated\sat|kept\s(?:below|at)|"
    r"(?:remains?|stays?|stayed|sits?|sat|runs?|ran|holds?|held|lies|lay|steady|hovers?|hovered|flat)\s(?:at|near|around))"
)
_TOLD = lazy_regex(
    rf"\b{_SUM}(?:\s(?!growth\b|rates?\b|ratio\b|shares?\b|prices?\b|yields?\b|change)[\w’'.-]+)"
    rf"{{0,7}}?\s{_LEVEL}\s"
    r"(?:about\s|around\s|some\s|nearly\s|almost\s|roughly\s|only\s|just\s|over\s|more\sthan\s|"
    r"less\sthan\s|a\srecord(?:-high)?\s|an\sestimated\s|as\s(?:much|little)\sas\s)*$"
)
_OPEN = lazy_regex(
    r"[,.;:)]|$|\s(?:in|by|at\sthe\send\sof|last|this|for|from|up|down|compared|while|and|but|as)\b"
)
_WHOLE = lazy_regex(
    r"\b(?:GDP|GNI|GNP|gross\s(?:domestic|national)|ratio|shares?|proportion|percent(?:age)?\sof|"
    r"per\scent\sof|%\sof|percentage\spoints?|growth|rates?|year[- ]on[- ]year|quota|target|"
    r"budgeted|planned|of\s(?:the\s)?(?:total|economy|output|budget)|relative\sto|yield|interest|"
    r"execut\w+)\b",
    re.IGNORECASE,
)
_LEAD = 130  # code points before a percentage in which its sum is named


def sums_in_percent(evidence: Evidence) -> Iterator[Quantity]:
    """Yield the percentages that are told of a sum of money, in a paragraph without a whole."""
    for sentence, _ in prose(evidence):
        for share in within(evidence.quantities, sentence.start, sentence.end):
            if share.kind is not Kind.PERCENT or not share.value:
                continue
            start = max(sentence.start, share.start - _LEAD)
            if not _TOLD.search(evidence.text[start : share.start]):
                continue
            if not _OPEN.match(evidence.text, share.end, sentence.end):
                continue
            if _WHOLE.search(evidence.words(evidence.block_of(sentence))) is None:
                yield share
