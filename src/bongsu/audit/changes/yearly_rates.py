"""Changes told for each year, or against another time, which two levels beside them do not tell."""

from __future__ import annotations

import re

from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_BEFORE = 60  # code points before a change in which it is called yearly
_YEARLY = lazy_regex(
    r"\b(?:CAGR|(?:average|mean|compound(?:ed)?)[ \n](?:annual|yearly)|"
    r"(?:annual|yearly|annuali[sz]ed)[ \n](?:average|rate|pace)|annual[ \n]growth|"
    r"on[ \n]average|an[ \n]average(?:[ \n]of)?)\b[^;]*$",
    re.IGNORECASE,
)
_BEHIND = lazy_regex(
    r"[ \n-](?:a|per|each|every)[ \n](?:year|annum|month|quarter|January|February|March|April|May|"
    r"June|July|August|September|October|November|December|spring|summer|autumn|fall|winter)\b|"
    r"[ \n]annually\b|"
    r"[ \n](?:average|annual|yearly)\b"
)
_THAN = lazy_regex(
    r"[ \n](?:more|less|higher|lower|above|below|up|down)\b(?:[ \n](?:than|from|on))?[ \n]"
    r"(?:the[ \n])?(?:same[ \n][a-z]+[ \n](?:in|of)[ \n]|level[ \n](?:in|of)[ \n]|in[ \n])?"
    r"(?:19|20)\d\d\b"
)


_FORECAST = (
    r"(?:projections?|forecasts?|expectations?|estimates?|predictions?|targets?|consensus|outlook)"
)
_BESIDE_FORECAST = lazy_regex(  # "0.2 points below the March projections"
    rf"[ \n](?:more|less|higher|lower|above|below|under|over|short|better|worse)\b"
    rf"(?:[ \n](?:than|of))?[ \n](?:[\w'’.-]+[ \n]){{0,5}}?{_FORECAST}\b",
    re.IGNORECASE,
)
_IS_FORECAST = lazy_regex(  # words around a level that is itself what was foreseen
    rf"\b(?:{_FORECAST}|projected|forecast|expected|estimated|predicted)\b", re.IGNORECASE
)


def is_yearly(evidence: Evidence, change: Quantity) -> bool:
    """Whether a change is a rate for each year: "a CAGR of 6.6 percent, from 1,177 to 2,087"."""
    before = evidence.text[max(0, change.start - _BEFORE) : change.start]
    return (
        _YEARLY.search(before) is not None or _BEHIND.match(evidence.text, change.end) is not None
    )


def against_another_time(evidence: Evidence, level: Quantity, change: Quantity) -> bool:
    """Whether a change names its base: "up from 4 a year ago and 9 percent higher than in 2019"."""
    return level.start < change.start and _THAN.match(evidence.text, change.end) is not None


def against_a_forecast(evidence: Evidence, levels: tuple[Quantity, ...], change: Quantity) -> bool:
    """Whether a difference is one from what was foreseen, and none of the levels was that."""
    if _BESIDE_FORECAST.match(evidence.text, change.end) is None:
        return False
    return all(
        one.end <= change.start
        and not _IS_FORECAST.search(evidence.text, max(0, one.start - _BEFORE), one.end)
        for one in levels
    )
