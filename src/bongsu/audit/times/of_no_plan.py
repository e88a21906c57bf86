"""Dates near words that look ahead which are no days of a plan: "the 2005-base index"."""

from __future__ import annotations

import re

from bongsu.audit.reading.expectations import Awaited
from bongsu.evidence.mentions import Evidence, Sentence
from bongsu.patterns import lazy_regex

_CAUSE = lazy_regex(r"\b(?:due|owing|thanks)\s(?:\w+\s)?to\b[^,;]*$|\bbecause\sof\b[^,;]*$")
_BASE_YEAR = lazy_regex(r"\s?-\s?(?:base[ds]?|basis)\b")
_GOES_ON = lazy_regex(r"\s(?:through|up)\sto\s(?:the\s)?\d{4}\b")  # "by 2020 through to 2025"
_YEARLY = lazy_regex(r"\s(?:of\s)?(?:each|every)\syear\b|\seach\stime\b")
_SEEN_THERE = lazy_regex(  # the caption of a picture: "are seen at the gates of"
    r"\s(?:at|in|on|outside|inside|near|during|behind|along|here|from)\s"
    r"(?:the|an?|his|her|its|their|[A-Z])"
)


_COVERED = lazy_regex(  # "our sample ends in March": what data cover is no plan
    r"\b(?:samples?|data\w*|series|records?|panel|period|coverage|statistics|observations|archive|"
    r"figures|tables?|study)\s(?:\w+ly\s|only\s|now\s)?$",
    re.IGNORECASE,
)
_BOUNDS = lazy_regex(r"(?:ends?|begins?|starts?|runs?|stops?)\b")
_OF_YEARS = lazy_regex(r"\byears\s(?:before|after|since|until|up\sto)\s(?:the\s)?$")
_SET_AT = lazy_regex(r"\sat\s")  # "is set at 70 percent of what came in 2017"


def of_no_plan(evidence: Evidence, sentence: Sentence, found: Awaited) -> bool:
    """Whether a date is that of a cause, of a base year, of a picture, of data or of a measure."""
    behind = (_BASE_YEAR, _GOES_ON, _YEARLY)
    look = evidence.text[found.start : found.end]
    if look.endswith("set at") or (
        look.endswith("set") and _SET_AT.match(evidence.text, found.end)
    ):
        return True
    if _BOUNDS.match(look) and _COVERED.search(evidence.text, sentence.start, found.start):
        return True
    if _OF_YEARS.search(evidence.text, found.end, max(found.end, found.date.start)):
        return True
    if any(form.match(evidence.text, found.date.end) for form in behind):
        return True
    if evidence.text[: found.end].endswith("seen") and _SEEN_THERE.match(evidence.text, found.end):
        return True
    return _CAUSE.search(evidence.text, found.end, max(found.end, found.date.start)) is not None
