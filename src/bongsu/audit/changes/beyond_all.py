"""Falls by more than all there is: "fell by 120 percent", which nothing that is counted can."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.notation import forms
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import all_frames
from bongsu.evidence.mentions import PERCENTS, Evidence, Quantity
from bongsu.patterns import lazy_regex

_FALLS = forms("arithmetic_changes", "falls")
_ALL = 100.0  # percent
# What may turn from more than nothing into less, and what "less" of is a figure of speech.
_BALANCES = lazy_regex(
    r"\b(?:profits?|loss(?:es)?|income|earnings|margins?|surplus|deficits?|balances?|growth|returns?|"
    r"cash\sflow|yields?|prices?\sof\soil|slope|contribution|equity|net|ebitda?|results?|spread|"
    r"oil|crude|futures|temperature|revised|revision|percent of)\b",
    re.IGNORECASE,
)


def falls_beyond_all(evidence: Evidence) -> Iterator[Quantity]:
    """Yield percentages above a hundred by which something is said to have fallen."""
    for frame in all_frames(evidence):
        for form in _FALLS:
            for match in form.finditer(frame.text):
                change = frame.quantity(match, "c")
                if change is None or change.kind not in PERCENTS:
                    continue
                if rounded(change).low > _ALL and not _BALANCES.search(frame.text):
                    yield change
