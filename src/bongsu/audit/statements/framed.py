"""Figures that are of a text or a market of their own, whatever else their sentences share.

"By inserting the quantity 466,000" puts a figure into another text; "In the second market, ..."
opens a sentence on another thing than the sentence before it, which opens with no such words.
"""

from __future__ import annotations

import calendar

from bongsu.evidence.mentions import Claim, Evidence
from bongsu.patterns import lazy_regex

_AMENDS = lazy_regex(
    r"\bby\s(?:striking|inserting|adding|deleting|substituting)\b|\bin\slieu\sthereof\b"
)
_FRAME = lazy_regex(
    r"\W*(?:In|On|At|For|Among|Within)\s(?:the\s)?"
    r"(?P<name>(?:second|first|other|main|[A-Z][\w-]+)(?:\s[a-z]\w+){1,2}),\s"
)
_OF_TIME = lazy_regex(
    rf"\b(?:{'|'.join(calendar.month_name[1:])}|year|month|quarter|half|week|period)\b"
)


def amends(evidence: Evidence, claim: Claim) -> bool:
    """Whether a figure stands in words that amend another text."""
    return _AMENDS.search(evidence.words(evidence.sentences[claim.sentence])) is not None


def framed_apart(evidence: Evidence, *claims: Claim) -> bool:
    """Whether the sentences of figures open with different frames that are no times."""
    names = set()
    for claim in claims:
        frame = _FRAME.match(evidence.words(evidence.sentences[claim.sentence]))
        timed = frame is not None and _OF_TIME.search(frame["name"]) is not None
        names.add(frame["name"].casefold() if frame is not None and not timed else "")
    return len(names) > 1
