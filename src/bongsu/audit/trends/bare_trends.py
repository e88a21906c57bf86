"""Words of direction without a figure: "births rose in 2023", held against the series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references.series import Value, series_for, vintages
from bongsu.evidence.mentions import Evidence, Granularity, Kind, within
from bongsu.patterns import lazy_regex

_VERBS = lazy_regex(
    r"\b(?:(?P<up>rose|increased|grew|climbed|rebounded|went\sup)|"
    r"(?P<down>fell|declined|dropped|decreased|shrank|went\sdown))\b"
)
_WORDS = (
    "rose",
    "increased",
    "grew",
    "climbed",
    "went",
    "fell",
    "declined",
    "dropped",
    "decreased",
)
_ELSE = lazy_regex(
    r"\b(?:in|by|during|of)\s(?:the\s)?(?:first|second|third|fourth|January|February|March|April|"
    r"May|June|"
    r"July|August|September|October|November|December)\b|\b(?:if|would|could|may|expect\w*|"
    r"forecast\w*|"
    r"growth|pace|rates?\sof|share|since|between|until|after|before|than|to|per|among|though|"
    r"while|although|"
    r"quarter\w*|month\w*|half)\b"
)
_REACH = 90


class BareTrend(NamedTuple):
    """A word of direction with its year, and what the series did."""

    start: int
    end: int
    up: bool
    title: str
    then: Value
    now: Value


def bare_trends(evidence: Evidence, day: dt.date | None) -> Iterator[BareTrend]:
    """Yield verbs of direction that a yearly series contradicts in every vintage."""
    for sentence, words in prose(evidence):
        if not any(word in words for word in (*_WORDS, "shrank", "rebounded")):
            continue
        verbs = list(_VERBS.finditer(words))
        dates = within(evidence.dates, sentence.start, sentence.end)
        if len(verbs) != 1 or len(dates) != 1 or dates[0].granularity is not Granularity.YEAR:
            continue
        figures = within(evidence.quantities, sentence.start, sentence.end)
        if any(one.kind is not Kind.ORDINAL for one in figures) or quoted(words):
            continue
        if dates[0].first is None or _ELSE.search(words) is not None:
            continue
        verb = verbs[0]
        lead = words[max(0, verb.start() - _REACH) : verb.start()]
        found = [
            one
            for one in series_for(lead, f"{words} {evidence.article.title}")
            if one.frequency == "year"
            and one.kind == "count"
            and "growth" not in one.id  # what grew by less has grown
        ]
        if len(found) != 1:
            continue
        year = dates[0].first.year
        nows = vintages(found[0].id, str(year), day)
        thens = vintages(found[0].id, str(year - 1), day)
        up = verb["up"] is not None
        if nows and thens and _against(nows, thens, up=up):
            span = sentence.start + verb.start(), sentence.start + verb.end()
            yield BareTrend(*span, up, found[0].title, thens[-1], nows[-1])


def _against(nows: tuple[Value, ...], thens: tuple[Value, ...], *, up: bool) -> bool:
    if up:
        return max(one.high for one in nows) < min(one.low for one in thens)
    return min(one.low for one in nows) > max(one.high for one in thens)
