"""Finds days, months and years. A stand-in until the full grammar lands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import DateMention, Granularity

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find_dates(
    text: str, blocks: Sequence[Block], *, published: dt.date | None, title: str
) -> tuple[DateMention, ...]:
    """Return the years of an article."""
    return tuple(
        DateMention(start=m.start(), end=m.end(), edtf=m[0], granularity=Granularity.YEAR)
        for block in blocks
        for m in _YEAR.finditer(text, block.start, block.end)
    )
