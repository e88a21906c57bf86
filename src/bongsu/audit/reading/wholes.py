"""Amounts that are only what another is a share of: "a fifth of the mean income of 36 million"."""

from __future__ import annotations

from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_LEAD = 80  # code points before a figure in which it is called a whole
_SHARE_OF = lazy_regex(
    r"(?:\bper\s?cent|%|\b(?:half|third|quarter|fifth|sixth|tenth|fraction|part|share))\sof\s"
    r"(?:the|its|their|an?|all|what)\s[^.;:()]{0,50}$",
)


def is_whole(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether the words before an amount say that another one is a share of it."""
    return (
        _SHARE_OF.search(evidence.text, max(0, quantity.start - _LEAD), quantity.start) is not None
    )
