"""Figures told as counted for a month, quarter or year that had not begun at publication.

"Exports in June 2026 rose to $62 billion", published in March of that year: a forecast in the past
tense, or a wrong year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.audit.times.done_ahead import FLOW, DoneAhead
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_GRAINS = frozenset({Granularity.MONTH, Granularity.QUARTER, Granularity.YEAR})
_IN = lazy_regex(r"\b(?:[Ii]n|[Ff]or|[Dd]uring)\s(?:the\s)?$")
_OPEN = guarded_regex(
    r"\b(?:will|would|shall|should|could|may|might|must|if|unless|until|till|through|by|to|from|"
    r"since|than)\s(?:[a-z]+\s){0,3}?$"
)
_OF_WHAT_COMES = guarded_regex(
    r"\b(?:expect\w*|forecast\w*|project\w*|predict\w*|estimat\w*|plan\w*|target\w*|"
    r"pric(?:e|ed|ing)\sin|scenario\w*|assum\w*|budget\w*|outlook|schedul\w*|due|contracts?|"
    r"futures|deliver\w*|orders?|bookings?|imagin\w*|suppos\w*|simulat\w*|fiscal|fictional|"
    r"hypothetical|bonds?|bills?|quotas?|ceilings?|caps?|odds|chances?|hopes?)\b",
    re.IGNORECASE,
)
_CUT = lazy_regex(r"[;:—]|,\s(?:and|but|while|whereas|which|after|as)\s")
_FARTHEST = 3  # years to come, beyond which a text is a tale of the future


def counted_ahead(evidence: Evidence, day: dt.date) -> Iterator[DoneAhead]:
    """Yield the words by which a figure is counted for a time that had not begun.

    Parameters
    ----------
    evidence : Evidence
        The article.
    day : date
        The day of publication.
    """
    for sentence, words in prose(evidence):
        if looks_ahead(words, "tenses"):
            continue
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.relative or date.granularity not in _GRAINS or date.first is None:
                continue
            if not day < date.first or date.first.year - day.year > _FARTHEST:
                continue
            at = date.start - sentence.start
            start = max((cut.end() for cut in _CUT.finditer(words, 0, at)), default=0)
            end = next((cut.start() for cut in _CUT.finditer(words, at)), len(words))
            clause = words[start:end]
            look = FLOW.search(clause)
            if look is None or not _IN.search(words, 0, at):
                continue
            if _OPEN.search(words[: start + look.start()]) or _OF_WHAT_COMES.search(words):
                continue
            if not _has_figure(evidence, sentence.start + start, sentence.start + end):
                continue
            if not in_quotes(evidence, sentence, date.start):
                yield DoneAhead(look["look"], date, sure=True)


def _has_figure(evidence: Evidence, start: int, end: int) -> bool:
    figures = within(evidence.quantities, start, end)
    return any(one.kind in AMOUNTS | PERCENTS for one in figures)
