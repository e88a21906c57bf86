"""The period of the first figures of a text, against the one period that its title names (DT501).

A release on a month, quarter or year that is over gives its first figures for it. Other sentences
may go on to speak of the title's period: then the slip is in the lead, or in the title.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.reading.tenses import PAST
from bongsu.audit.times.periods_told import Period, periods_in, told_by_relation
from bongsu.audit.times.title_period import Astray, figures_of, is_prose, lies_beside, main_period
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_TITLE = 160  # code points: a longer first line is no title
_OF = lazy_regex(r"\b(?:in|of|for|during)\s(?:the\s)?$|\bend-$|^\W*$|,\s$", re.IGNORECASE)
_AHEAD = lazy_regex(
    r"\b(?:outlook|forecast\w*|projection\w*|plan\w*|budget\w*|target\w*|expect\w*|preview|ahead|agenda|calendar|"
    r"hint\w*|prospects?|proposal\w*|act|law|amendment\w*|campaign|election\w*|review\sof)\b",
    re.IGNORECASE,
)
_RECENT = {1: 3, 3: 6, 6: 12, 12: 12}  # months after a period in which texts are on it
_LEAD = 2  # sentences with figures
_OTHERWISE = lazy_regex(  # figures that are of another time by right
    r"\b(?:had|ago|earlier|previous|record|since|compared|than|until|through|by\sthe\send|forecast|expected|will|average)\b"
)


def lead_astray(evidence: Evidence, day: dt.date | None) -> Iterator[Astray]:
    """Yield the period for which the lead gives its figures in place of the title's."""
    span = _title_span(evidence)
    if span is None or day is None or _AHEAD.search(evidence.text, *span):
        return
    titled = periods_in(evidence, *span)
    if len(titled) != 1 or titled[0].months not in _RECENT:
        return
    title = titled[0]
    if not _just_over(title, day) or not _OF.search(evidence.text[span[0] : title.start]):
        return
    leads = [
        sentence
        for sentence in evidence.sentences
        if sentence.start >= span[1]
        and is_prose(evidence, sentence)
        and figures_of(evidence, sentence)
    ]
    for sentence in leads[:_LEAD]:
        told = _told(evidence, sentence, title)
        if told is not None and told.place + told.months > 12 * day.year + day.month:
            told = None  # of what is under way as yet
        found = told or _related(evidence, sentence, title)
        if found is not None:
            yield Astray(found=found, titled=title, sure=False)
        if periods_in(evidence, sentence.start, sentence.end):
            return


def _title_span(evidence: Evidence) -> tuple[int, int] | None:
    """Return where the title stands: as such, or as the first line of the text."""
    if evidence.article.title_span is not None:
        return evidence.article.title_span
    first = next((b for b in evidence.article.blocks if b.kind is BlockKind.PARAGRAPH), None)
    if first is None:
        return None
    line = evidence.words(first).split("\n")[0]
    plain = len(line) <= _TITLE and line[-1:] not in ".:"
    return (first.start, first.start + len(line)) if plain else None


def _just_over(period: Period, day: dt.date) -> bool:
    """Whether a period came to its end not long before a day."""
    behind = 12 * day.year + day.month - period.place - period.months
    return 0 <= behind < _RECENT[period.months]


def _told(evidence: Evidence, sentence: Sentence, title: Period) -> Period | None:
    """Return the period beside the title's that a sentence names for its figures."""
    periods = [
        one
        for one in periods_in(evidence, sentence.start, sentence.end, title.year)
        if one.months == title.months
    ]
    if not periods or any(one.place == title.place for one in periods):
        return None
    found = main_period(evidence, sentence, periods, title)
    return found if found is not None and found is periods[0] else None


def _related(evidence: Evidence, sentence: Sentence, title: Period) -> Period | None:
    """Return the year of "last year" where it is not the title's, told as past."""
    words = evidence.words(sentence)
    if title.months != 12 or _OTHERWISE.search(words) or not PAST.search(words):
        return None
    years = [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.granularity is Granularity.YEAR
    ]
    if len(years) != 1 or not years[0].relative or years[0].first is None:
        return None
    date, year = years[0], years[0].first.year
    named = regex(r"(?:last|this)\syear", re.IGNORECASE).fullmatch(evidence.words(date))
    if not named or not told_by_relation(evidence, date) or year == title.year:
        return None
    found = Period(year=year, month=1, months=12, start=date.start, end=date.end)
    return found if lies_beside(found, title) else None
