"""Editions of an outlook that a text calls the newest, though a later one was out before its day.

"The latest World Economic Outlook, that of April": the months in which an institution published
are those of its row of forecasts in the reference.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose, quoted
from bongsu.audit.references import events
from bongsu.audit.references.series import Value, values
from bongsu.audit.rules import RULES
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_FRESH = dt.timedelta(days=5)  # a text may have been written before a release of these days
_OF = {
    "korea-growth-forecast-imf": lazy_regex(
        r"\bIMF|International\sMonetary\sFund|World\sEconomic\sOutlook"
    ),
    "korea-growth-forecast-oecd": lazy_regex(r"\bOECD|Organi[sz]ation\sfor\sEconomic\sCo"),
    "korea-growth-forecast-kdi": lazy_regex(r"\bKDI|Korea\sDevelopment\sInstitute"),
    "korea-growth-forecast-bok": lazy_regex(r"\bBOK|Bank\sof\sKorea"),
}
_NEWEST = guarded_regex(
    r"\b(?:newest|latest|most\srecent|current|freshest)\s(?:[\w’'-]+\s){0,6}?"
    r"(?:editions?|issues?|outlooks?|updates?|vintages?|forecasts?|projections?|rounds?|assessments?)\b",
    re.IGNORECASE,
)
_OF_MONTH = guarded_regex(  # "in its forecast of August, the bank expects"
    r"\b(?:in|according\sto)\s(?:its|the)\s(?:[\w’'-]+\s){0,3}?(?:outlook|forecast|projections?|update)"
    r"(?=\s(?:of|in|from)\s)(?=[^.;]{3,120}\b(?:expects|forecasts|sees|projects|puts|predicts)\b)",
    re.IGNORECASE,
)
_ITS = lazy_regex(r"\W*(?:Its|The\s(?:bank|fund|institute|organi[sz]ation)['’]s)\s")
_DATES_IT = lazy_regex(  # between the edition and its month
    r"[^.;:]{0,60}?(?:,?\s(?:that|the\sone|published|released|issued|dated|dating|out|from|made|presented|as)\s)?"
    r"(?:of|in|from|on|,|\()\s?$"
)
_OLD = lazy_regex(r"\b(?:was|were|had|then|at\sthe\stime)\b")


def old_editions(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    """Yield the months of editions that a text calls the newest though a later one was out."""
    for sentence, words in prose(evidence):
        newest = _NEWEST.search(words) or _OF_MONTH.search(words)
        if newest is None or quoted(words) or _OLD.search(words):
            continue
        rows = [row for row, pattern in _OF.items() if pattern.search(words)]
        if not rows and _ITS.match(words):
            before = evidence.text[evidence.block_of(sentence).start : sentence.start]
            rows = [row for row, pattern in _OF.items() if pattern.search(before)]
        date = _month_of(evidence, sentence, newest.start(), newest.end())
        if len(rows) != 1 or date is None or date.first is None or date.last is None:
            continue
        known = [value for value in values(rows[0], day - _FRESH) if value.vintage]
        own = [v for v in known if date.first <= v.known_from <= date.last]
        later = [v for v in known if v.known_from > date.last]
        if own and later:
            newest_of = max(later, key=lambda value: value.known_from)
            yield _finding(evidence, date, newest_of)
    yield from _old_projections(evidence, day)


_PROJECTIONS = {
    "kostat-projection": guarded_regex(r"\bpopulation\sprojections?\b", re.IGNORECASE),
    "actuarial-projection": guarded_regex(r"\bactuarial\sprojections?\b", re.IGNORECASE),
}


def _old_projections(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    """Yield the months of projections called the newest, where the events tell of later ones."""
    for sentence, words in prose(evidence):
        for topic, named in _PROJECTIONS.items():
            newest = _LATEST.search(words) if named.search(words) else None
            date = _month_of(evidence, sentence, newest.start(), newest.end()) if newest else None
            if date is None or date.first is None or date.last is None or _OLD.search(words):
                continue
            made = [event for event in events().all if event.topic == topic]
            own = [event for event in made if date.first <= event.first <= date.last]
            later = [e for e in made if date.last < e.first and e.start_last < day - _FRESH]
            if own and later:
                last = max(later, key=lambda event: event.first)
                yield RULES["ST803"].finding_at(
                    evidence.document,
                    date,
                    f"the projections of {date.edtf} are called the newest; “{last.what}” was out "
                    f"since {last.start}",
                    evidence={"event": last.id, "source": last.source},
                )


_LATEST = lazy_regex(
    r"\b(?:newest|latest|most\srecent|current)\s(?:[\w’'-]+\s){0,4}?projections?\b", re.IGNORECASE
)


def _finding(evidence: Evidence, date: DateMention, newest: Value) -> Finding:
    return RULES["ST803"].finding_at(
        evidence.document,
        date,
        f"the edition of {date.edtf} is called the newest; one of {newest.vintage} was out since "
        f"{newest.known_from.isoformat()}",
        evidence={
            "series": newest.series,
            "known_from": newest.known_from.isoformat(),
            "source": newest.source,
        },
    )


def _month_of(evidence: Evidence, sentence: Sentence, start: int, end: int) -> DateMention | None:
    """Return the month or day by which an edition is named: within its name, or right behind."""
    for date in within(evidence.dates, sentence.start + start, sentence.end):
        if date.granularity not in {Granularity.MONTH, Granularity.DAY}:
            continue
        if date.start < sentence.start + end:
            return date
        joint = evidence.text[sentence.start + end : date.start]
        return date if _DATES_IT.fullmatch(joint) else None
    return None
