"""Steps from day to day that lead the other way: "a week earlier, on 23 January" (DT502)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex

_STEP = guarded_regex(
    r"\b(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|some|"
    r"a\sfew|a\scouple\sof)\s(?:full\s|short\s|whole\s)?(?:day|week|fortnight|month|year)s?\s"
    r"(?P<way>earlier|before|previously|later|afterwards?)\b(?!\s(?:the|that|this|it|its|than|he|she|they)\b)|"
    r"\b(?P<side>[Ee]arlier|[Ll]ater)(?=,\son\s)",
    re.IGNORECASE,
)
_BEHIND = lazy_regex(r",?\s(?:\(|—\s?|–\s?)?(?:that\sis,\s)?(?:on|in)\s")
_AHEAD = lazy_regex(r",?\s(?:\(|—\s?|–\s?)?(?:(?:just|only|some|about|almost|exactly|barely)\s)?")
_CLOSED = lazy_regex(r"\s?[,.;)—–]|$")
_BACK = 2  # sentences back in which the day stands that a step leaves from


def wrong_ways(evidence: Evidence) -> Iterator[Finding]:
    """Yield the steps back that lead ahead, and those ahead that lead back."""
    sentences = prose(evidence)
    for number, (sentence, words) in enumerate(sentences):
        step = _STEP.search(words)
        if step is None or in_quotes(evidence, sentence, sentence.start + step.start()):
            continue
        own = days_of(evidence, sentence.start, sentence.end)
        at, end = sentence.start + step.start(), sentence.start + step.end()
        date = _told_again(evidence, own, at, end)
        if date is None:
            continue
        earlier = [d for d in own if d.end <= min(date.start, at)]
        for before, _ in reversed(sentences[max(0, number - _BACK) : number]):
            if earlier or before.block != sentence.block:
                break
            earlier = days_of(evidence, before.start, before.end)
        if len(earlier) == 1 and _beyond(evidence, earlier[0], date, ahead=_leads_on(step)):
            yield _finding(evidence, at, step[0], date, earlier[0])


def _finding(
    evidence: Evidence, start: int, said: str, date: DateMention, other: DateMention
) -> Finding:
    return RULES["DT502"].finding(
        evidence.document,
        start,
        start + len(said),
        f"“{said}”, but {date.edtf} is on the other side of {other.edtf}",
        related=[
            related_part(evidence, one, message)
            for one, message in ((date, "the day told so"), (other, "counted from here"))
        ],
    )


def _leads_on(step: re.Match[str]) -> bool:
    way = (step["way"] or step["side"]).casefold()
    return way.startswith(("later", "after"))


def _told_again(
    evidence: Evidence, own: list[DateMention], start: int, end: int
) -> DateMention | None:
    """Return the day that a step leads to, where it is written right beside it."""
    for date in own:
        if end <= date.start:
            closed = _CLOSED.match(evidence.text, date.end)
            told = _BEHIND.fullmatch(evidence.text[end : date.start])
            return date if told and closed else None
        closed = _CLOSED.match(evidence.text, end)
        if closed and _AHEAD.fullmatch(evidence.text[date.end : start]):
            return date
    return None


def _beyond(evidence: Evidence, one: DateMention, date: DateMention, *, ahead: bool) -> bool:
    """Whether a day lies on the other side of one than a step from it says."""
    if not (one.first and one.last and date.first and date.last):
        return False
    if {one.granularity, date.granularity} != {Granularity.DAY}:
        return False
    years = has_year(evidence, one) + has_year(evidence, date)
    if years < 2 and one.first.month != date.first.month:
        return False  # the turn of a year may lie between them
    if years < 2:
        return one.first.day != date.first.day and (one.first.day < date.first.day) != ahead
    return date.last < one.first if ahead else date.first > one.last
