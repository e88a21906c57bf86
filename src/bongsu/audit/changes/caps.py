"""Rates that are only the most of a thing: "insulin is capped at 35 dollars a month"."""

from __future__ import annotations

from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_CAPPED = lazy_regex(
    r"\b(?:[Cc]aps?|[Cc]apped|[Cc]apping|[Ll]imits?|[Ll]imited|[Cc]eiling)\b[^.;]{0,60}"
    r"\b(?:at|to|of)\s(?:just\s|only\s)?$",
)
_JOINED = lazy_regex(
    r"\bor\b|\(|\bthat is\b|\bi\.e\.|\bin (?:all|total)\b|"
    r"\bwhich\b[^,.;]*\b(?:comes|makes|means|amounts)\b"
)
_LEAD = 80  # code points before a rate in which it is called a cap


def caps_another(evidence: Evidence, rate: Quantity, total: Quantity) -> bool:
    """Whether a rate is the cap of one thing, and no word joins it to a total beside it."""
    first, second = sorted((rate, total), key=lambda one: one.start)
    lead = evidence.text[max(0, rate.start - _LEAD) : rate.start]
    joined = _JOINED.search(evidence.text, first.end, second.start)
    return _CAPPED.search(lead) is not None and joined is None
