"""The item of a list that is told by itself behind it: "A fourth risk is treated apart"."""

from __future__ import annotations

import re

from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_NTH = lazy_regex(
    r"\W*(?:(?:and|but|then|finally|besides),?\s)?(?:(?:an?|the|its|their)\s)?"
    rf"(?P<nth>{'|'.join(ORDINALS)})(?:,|\s(?!(?:of|quarter|half|time|year)\b))",
    re.IGNORECASE,
)
_REACH = 40  # code points behind a list in which the next item is announced


def one_more_behind(evidence: Evidence, end: int, announced: int) -> bool:
    """Return whether the last of the items announced is told right behind the list of the others.

    Parameters
    ----------
    evidence : Evidence
        An article.
    end : int
        Where the list ends in its text.
    announced : int
        How many items there are said to be.
    """
    found = _NTH.match(evidence.text[end : end + _REACH])
    return found is not None and ORDINALS.index(found["nth"].lower()) + 1 == announced
