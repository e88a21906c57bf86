"""What is told as past of a deed whose one day in the text was still to come (DT512).

"Several were caught unprepared on the day on which the Act took effect", "who discussed it when
they gathered in Gyeongju", "the winner was sworn in on the day after the vote", "on that day in
March, duties fell to zero": the day itself stands elsewhere, and the deed calls it back.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.tenses import SURELY_PAST
from bongsu.audit.reading.told_days import (
    ToldDay,
    deed_of,
    deed_pattern,
    resolve,
    told_days,
)
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex

_MONTHS = "|".join(calendar.month_name[1:])
_WHEN = lazy_regex(  # a clause that tells when something was by a deed in the past tense
    r"\b(?:[Ww]hen|[Aa]fter|[Ss]ince|[Oo]nce|as\ssoon\sas|(?:on|from|until)\sthe\s(?:day|night|morning|date)\s(?:on\swhich|when|that))\s"
    r"(?P<clause>(?:the|it|its|they|he|she|this|that|their|both|all)\s?[^,;:.()]{3,70})"
)
_BY_NOUN = lazy_regex(
    r"\b(?:on\sthe\s(?:day|morning|evening)\s(?:of|after|before)|in\sthe\s(?:days|weeks|hours)\safter|right\safter|shortly\safter|after)\s"
    r"(?P<clause>(?:the|its|their|that|this)\s[^,;:.()]{3,50})"
)
_THAT_DAY = lazy_regex(
    rf"\b[Oo]n\s(?:that|this)\sday(?:\sin\s(?P<month>{_MONTHS}))?,?\s(?P<clause>[^;:.()]{{5,120}})"
)
_PAST_DEED = lazy_regex(
    r"\b(?:entered|came|went)\sin(?:to)?\s(?:force|effect)\b|\btook\s(?:effect|office)\b|\b(?:became|was|were)\s\w+|"
    r"\b(?:met|gathered|convened|signed|elected|voted|opened|closed|launched|announced|passed|ratified|joined|raised|lowered|ruled)\b"
)
_OTHERWISE = lazy_regex(  # what is supposed, told by somebody, or of another time
    r"\b(?:would|could|should|might|may|if|unless|will|shall|said|told|asked|imagine|suppose|as\sthough|expect\w*|forecast\w*|"
    r"scenario|last\stime|previous|earlier|first\s(?:one|time)|never|not|yet|until\sthen|usual\w*)\b"
)
_BACK = 2  # sentences between a day and "that day"


class CalledAhead(NamedTuple):
    """Words in the past tense, and the day to come that they are told of."""

    start: int
    end: int
    date: DateMention


def called_ahead(evidence: Evidence, day: dt.date) -> Iterator[CalledAhead]:
    """Yield what is told as past of a deed that the text puts on a day after the publication.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date
        The day of publication.
    """
    ahead = [one for one in told_days(evidence) if _is_ahead(evidence, one, day)]
    if not ahead:
        return
    starts = {one.start for one in ahead}
    every = list(prose(evidence))
    for place, (sentence, words) in enumerate(every):
        that_day = _THAT_DAY.search(words)
        if sentence.start in starts or (looks_ahead(words, "dates") and that_day is None):
            continue
        near = {one.start for one, _ in every[max(0, place - _BACK) : place]}
        found = _by_deed(evidence, sentence, words, day) or _on_that_day(
            evidence, sentence, words, [one for one in ahead if one.start in near], ahead
        )
        if found is not None and not in_quotes(evidence, sentence, found.start):
            yield found


_ONE_EVENT = 10  # days


def _is_ahead(evidence: Evidence, one: ToldDay, day: dt.date) -> bool:
    """Whether a day lies after the publication, and its year is told with it or just behind."""
    beside = (date for date in days_of(evidence, one.start, one.end) if has_year(evidence, date))
    return (
        one.first > day
        and one.date.granularity is not Granularity.YEAR
        and (
            has_year(evidence, one.date)
            or any(d.first and 0 < (d.first - one.first).days <= _ONE_EVENT for d in beside)
        )
    )


def _by_deed(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date
) -> CalledAhead | None:
    """Return a clause in the past tense whose deed the text puts on a day to come."""
    for pattern, which in ((_WHEN, "verbs"), (_BY_NOUN, "nouns")):
        for match in pattern.finditer(words):
            clause = match["clause"]
            main = words[: match.start()][-_CLAUSE:] or words[match.end() :][:_CLAUSE]
            told = _PAST_DEED.search(clause) if which == "verbs" else SURELY_PAST.search(main)
            deed = deed_pattern(which).search(clause.casefold())
            if told is None or deed is None or _OTHERWISE.search(f"{main} {clause}"):
                continue
            if any(
                date.granularity is not Granularity.YEAR
                for date in days_of(evidence, sentence.start, sentence.end)
            ):
                continue
            if deed_of(deed[0]) in _deeds_in(words[: match.start()]) and which == "verbs":
                continue  # "an older act took effect in 2012, and when it took effect": its own
            known = resolve(evidence, deed_of(deed[0]), clause, sentence.start)
            if known is None or (not known.tied and _was_before(evidence, deed_of(deed[0]), day)):
                continue
            if _is_ahead(evidence, known.told, day):
                start, end = match.span("clause") if which == "verbs" else match.span()
                return CalledAhead(sentence.start + start, sentence.start + end, known.told.date)
    return None


def _was_before(evidence: Evidence, deed: str, day: dt.date) -> bool:
    """Whether another such deed is told of a day that was over, and so may be meant."""
    return any(deed in one.deeds and one.first <= day for one in told_days(evidence))


def _deeds_in(words: str) -> set[str]:
    return {deed_of(found) for found in deed_pattern("verbs").findall(words.casefold())}


_CLAUSE = 80  # code points of the main clause beside such words


def _on_that_day(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    near: list[ToldDay],
    ahead: list[ToldDay],
) -> CalledAhead | None:
    """Return what is told as past of "that day", where the one day before it was to come."""
    match = _THAT_DAY.search(words)
    if match is None or looks_ahead(match["clause"], "tenses"):
        return None
    past = SURELY_PAST.search(match["clause"])
    if past is None or _OTHERWISE.search(match["clause"]):
        return None
    if match["month"]:
        told = [one for one in ahead if f"{one.first:%B}" == match["month"]]
    else:
        told = near[-1:] if near and _is_last(evidence, near[-1], sentence.start) else []
    if len({one.first for one in told}) != 1:
        return None
    start = sentence.start + match.start("clause") + past.start()
    return CalledAhead(start, start + len(past[0]), told[0].date)


def _is_last(evidence: Evidence, one: ToldDay, at: int) -> bool:
    """Whether no other day is told between a day and a place."""
    return not any(
        date.granularity is Granularity.DAY for date in days_of(evidence, one.date.end, at)
    )
