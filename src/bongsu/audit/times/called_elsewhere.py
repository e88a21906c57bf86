"""A deed that is called back with another time than the one on which the text puts it (DT503).

"The act took effect on September 28" and "since the end of August, when the act came into force";
"became a member in December 1996" and "since its accession in 1994": here the two times need not
look like a slip, for the deed is one that a thing sees once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.reading.deeds import disagree
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.told_days import deed_of, deed_pattern, resolve, told_days
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_ONCE = frozenset({"force", "sign", "join", "found", "promulgate", "ratify", "sink", "impeach"})
_DATED = frozenset(
    {Granularity.DAY, Granularity.MONTH, Granularity.QUARTER, Granularity.SEASON, Granularity.YEAR}
)
_REACH = 80  # code points before a date in which the deed stands
_PART = (  # of a month, before its name
    r"(?:(?:the\s)?(?:end|start|beginning|middle|last\sdays|first\sdays|course)\sof\s|early\s|late\s|mid-)?"
)
_CLAUSE = lazy_regex(
    r"\b(?:[Ww]hen|[Ss]ince|[Aa]fter|[Bb]efore|[Uu]ntil|[Oo]nce|as|that|which)\s"
    rf"(?P<clause>(?:the|it|its|they|this|that|their|both)\s?[^,;:.()]{{3,60}}?)\s(?:on|in|at|from|since)\s{_PART}$"
)
_NOUN = lazy_regex(
    rf"\b(?:[Ii]ts|[Tt]heir|[Tt]he|[Tt]hat)\s(?P<clause>[^,;:.()]{{4,60}}?)\s(?:on|in|of|at)\s{_PART}$"
)
_SUBJECT = lazy_regex(  # "The Australian agreement, applied from"
    rf"(?:^|[.;]\s)[Tt]he\s(?P<clause>[A-Z][a-z]+\s[a-z]+,?\s[^;:.()]{{3,50}}?)\s(?:on|in|from|since)\s{_PART}$"
)
_BEHIND = lazy_regex(
    r",\s(?:when|as|the\s(?:day|month|year)\s(?:on\swhich|in\swhich|when|that))\s"
    r"(?P<clause>(?:the|it|its|they|this|that|their|both|all)\s?[^,;:.()]{3,60})"
)


def called_elsewhere(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the times by which a deed is called back that is not the one told of it elsewhere."""
    if not any(one.deeds & _ONCE for one in told_days(evidence)):
        return
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.granularity not in _DATED or date.first is None:
                continue
            at, end = date.start - sentence.start, date.end - sentence.start
            called = _called(words, at, end)
            if called is None or in_quotes(evidence, sentence, date.start):
                continue
            deed, clause = called
            if _agrees(evidence, deed, date) or looks_ahead(clause, "tenses"):
                continue
            if any(
                one.start == sentence.start and one.date.start != date.start
                for one in told_days(evidence)
                if deed in one.deeds
            ):
                continue  # its own sentence dates such a deed of another thing
            known = resolve(evidence, deed, clause, sentence.start)
            before = known is not None and known.told.start < sentence.start
            if known is not None and before and not _OTHER.search(known.told.words):
                yield TwoDays(date=date, other=known.told.date, sure=False)


def _called(words: str, at: int, end: int) -> tuple[str, str] | None:
    """Return the deed that the words at a date call back, with its clause."""
    before = words[max(0, at - _REACH) : at]
    for pattern, which in ((_CLAUSE, "verbs"), (_NOUN, "nouns"), (_SUBJECT, "verbs")):
        match = pattern.search(before)
        found = list(deed_pattern(which).finditer(match["clause"].casefold())) if match else []
        if match is not None and found and len(match["clause"]) - found[-1].end() < _GAP:
            deed = deed_of(found[-1][0])
            return (deed, match["clause"]) if deed in _ONCE else None
    behind = _BEHIND.match(words, end)
    first = deed_pattern("verbs").search(behind["clause"].casefold()) if behind else None
    if behind is None or first is None or deed_of(first[0]) not in _ONCE:
        return None
    return deed_of(first[0]), behind["clause"]


_OTHER = lazy_regex(
    r"\b(?:older|earlier|previous|former|another|second|other|similar)\b", re.IGNORECASE
)
_GAP = 30  # code points from a deed to its preposition


def _agrees(evidence: Evidence, deed: str, date: DateMention) -> bool:
    """Whether any other date that the text gives such a deed can be this one."""
    return any(
        deed in one.deeds and one.date.start != date.start and not _apart(evidence, one.date, date)
        for one in told_days(evidence)
    )


def _apart(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether two dates cannot be one, the year left open where either has none."""
    if has_year(evidence, one) and has_year(evidence, other):
        return disagree(closed(one), closed(other))
    if (
        one.first is None
        or other.first is None
        or Granularity.YEAR in {one.granularity, other.granularity}
    ):
        return False
    months = one.first.month != other.first.month
    days = {one.granularity, other.granularity} == {Granularity.DAY}
    return months or (days and one.first.day != other.first.day)
