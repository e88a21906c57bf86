"""Events of a day without its year that are told as to come, though the day was of late.

"The election of December 19 will decide", in a text of January 15: who means a day eleven months
ahead says its year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_EVENT = lazy_regex(
    r"\b(?:elections?|vote|referendum|summit|meeting|hearing|ruling|verdict|decision|talks|visit|launch|"
    r"inauguration|deadline|auction|conference|session|runoff|poll)\s(?:of|on)\s$"
)
_TO_COME = lazy_regex(
    r"\s(?:will|shall|is\s(?:to|expected|due|set)|are\s(?:to|expected|due|set))\b"
)
_LOOKED_BACK_AT = lazy_regex(  # what is to come is the study, and the event may be over
    r"\s(?:(?:also|then|still|now|long|soon|\w+ly)\s)?be\s(?:the\s(?:subject|topic|theme)|"
    r"(?:(?:\w+ly|also|much|long|further)\s)?(?!(?:held|contested|fought|decided|watched|conducted|"
    r"organi[sz]ed|convened|called|overseen|hosted|attended|chaired|closed|close|run|joined|televised|"
    r"broadcast|monitored|observed|followed\sby|opened|presided|delayed|postponed|cancell?ed|supervised|"
    r"preceded|won|required|needed)\b)(?:\w+ed|shown|seen|told|known|felt|built|retold|taught|fed|written|"
    r"drawn|borne|laid|put|set|given|taken|made))\b"
)
_AWAITED = lazy_regex(
    r"\b(?:is|are)\s(?:to|expected\sto|due\sto|scheduled\sto|set\sto)\s[a-z]+\s[^.;]{0,80}\son\s$"
)
_LATE = 75  # days back


class OfLate(NamedTuple):
    """An event told as to come, its date and the day that it was on."""

    start: int
    end: int
    date: DateMention
    day: dt.date


def events_of_late(evidence: Evidence, day: dt.date) -> Iterator[OfLate]:
    """Yield the events told as to come whose day, of no told year, was over not long before."""
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            at, end = date.start - sentence.start, date.end - sentence.start
            if date.granularity is not Granularity.DAY or not date.relative or date.first is None:
                continue
            event, look = _EVENT.search(words[:at]), _TO_COME.match(words, end)
            if look is not None and _LOOKED_BACK_AT.match(words, look.end()):
                continue
            if event is None or look is None:
                event = look = _AWAITED.search(words[:at])
            if event is None or look is None or in_quotes(evidence, sentence, date.start):
                continue
            was = _last_before(date.first, day)
            if was is not None and (day - was).days <= _LATE:
                end = max(sentence.start + look.end(), date.end)
                yield OfLate(sentence.start + event.start(), end, date, was)


_PLANS = lazy_regex(
    r"\bplans?\s(?:to|for)\s[^.;]{5,110},\s(?:beginning|starting|effective|as\sof|from)\s(?:in\s|on\s)?(?:the\s)?$"
)
_DONE = dt.timedelta(days=45)


def plans_of_old(evidence: Evidence, day: dt.date) -> Iterator[OfLate]:
    """Yield the plans for what was to begin on a day long before the publication."""
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            at = date.start - sentence.start
            plan = _PLANS.search(words[:at])
            old = date.last is not None and date.last < day - _DONE
            if plan is None or not old or date.last is None or _SINCE.search(words):
                continue
            yield OfLate(sentence.start + plan.start(), date.end, date, date.last)


_SINCE = lazy_regex(r"\b(?:had|then|since|later|began|started|was|were|would)\b")


def _last_before(told: dt.date, day: dt.date) -> dt.date | None:
    """Return the last day before another that has a month and a day of the month."""
    for year in (day.year, day.year - 1):
        try:
            found = told.replace(year=year)
        except ValueError:
            continue  # the 29th of February
        if found < day:
            return found
    return None
