"""A way that one thing went in one time, told twice: "The economy grew in 2019. GDP fell 0.4".

Each statement has a subject, a time and a verb of direction, with or without by how much. Only
where subject and time are the same, and neither names a base of its own, can just one be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, in_quotes, prose
from bongsu.errors import BadPeriod
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.evidence.sourced import span as days_of
from bongsu.patterns import lazy_regex

_VERB = guarded_regex(
    r"\b(?:(?P<up>rose|increased|grew|climbed|rebounded|expanded|jumped|surged|widened|went up)|"
    r"(?P<down>fell|declined|dropped|decreased|shrank|contracted|tumbled|plunged|narrowed|"
    r"went down))\b"
)
_SUBJECT = lazy_regex(
    r"(?:^|[.;:,(\u2014] |\b(?:that|while|as|and|but|when|said|says|estimates?|showed|show) )"
    r"(?P<subject>(?:[\w'\u2019-]+,? ){1,8})(?:also |sharply |slightly )?$"
)
_UNSURE = lazy_regex(
    r"\b(?:if|would|could|may|might|expect\w*|forecast\w*|project\w*|not|never|likely|will|should|"
    r"seasonally|adjusted|first half|second half|early|late|until|by|real terms|per capita|"
    r"nominal|to|growth|pace|rate)\b"
)
_BASES = {
    "month": lazy_regex(
        r"\b(?:month (?:earlier|before)|on-month|on month|previous month|month-on-month)\b"
    ),
    "quarter": lazy_regex(
        r"\b(?:on-quarter|on quarter|quarter earlier|previous quarter|three months earlier)\b"
    ),
    "year": lazy_regex(
        r"\b(?:year (?:earlier|before|ago)|on-year|on year|previous year|year-on-year)\b"
    ),
}
_ONE = dict.fromkeys(
    content_words("economy GDP output product gross domestic production"), "output"
)
_PLAIN = content_words(
    "the a its their country nation Korea Korean South Asia fourth largest real total overall "
    "annual last year this also even however meanwhile in on"
)
_TIMES = {Granularity.YEAR, Granularity.QUARTER, Granularity.MONTH}
_CLAUSE = 60  # code points about a verb in which its time stands


class Way(NamedTuple):
    """A verb of direction, with what it is said of, of when, and from when on."""

    subject: frozenset[str]
    days: object
    base: str
    up: bool
    start: int
    end: int
    sentence: int


def ways_retold(evidence: Evidence) -> Iterator[tuple[Way, Way]]:
    """Yield two statements of which one must be wrong, in the order of the text."""
    told: dict[tuple[frozenset[str], object], list[Way]] = {}
    for way in _ways(evidence):
        told.setdefault((way.subject, way.days), []).append(way)
    for some in told.values():
        if len({way.up for way in some if way.base}) > 1:
            continue  # up from a year ago, down from a month ago: what has no base is open
        for first, second in pairwise(some):
            one_base = second.base in {first.base, "", "year"}
            apart = first.sentence != second.sentence
            if first.up is not second.up and one_base and apart:
                yield first, second


def _ways(evidence: Evidence) -> Iterator[Way]:
    for number, (sentence, words) in enumerate(prose(evidence)):
        if _VERB.search(words) is None:
            continue
        dates = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if not _EARLIER.search(evidence.words(date))
        ]
        for verb in _VERB.finditer(words) if dates else ():
            at = sentence.start + verb.start()
            found = _SUBJECT.search(words[: verb.start()].replace("\n", " "))
            date = _time(dates, at, at + len(verb[0]))
            near = words[max(0, verb.start() - _CLAUSE) : verb.end() + _CLAUSE].replace("\n", " ")
            clause = _ENDS.split(near[min(verb.start(), _CLAUSE) :], maxsplit=1)[0]
            clause = near[: min(verb.start(), _CLAUSE)] + clause
            if found is None or date is None or _UNSURE.search(clause):
                continue
            if in_quotes(evidence, sentence, at):
                continue
            base = next((name for name, form in _BASES.items() if form.search(near)), "")
            said = _REPORTED.split(found["subject"])[-1]
            for subject in map(_about, _LISTED.split(said)):
                if subject:
                    span = at, at + len(verb[0])
                    yield Way(subject, _days(date), base, bool(verb["up"]), *span, number)


_ENDS = lazy_regex("[,;:]")
_REPORTED = lazy_regex(r"\b(?:that|said|says|estimates?|shows?|showed|as|while|but) ")
_EARLIER = lazy_regex(r"\b(?:earlier|before|ago|previous)\b")  # what a change is reckoned from
_LISTED = lazy_regex(r", (?:and )?| and ")  # "output, sales and investment fell"


def _about(subject: str) -> frozenset[str]:
    """Return the words that tell what a verb is said of, with one name for output."""
    words = content_words(_OWNER.sub("", subject)) - _PLAIN
    return frozenset(_ONE.get(word, word) for word in words)


_OWNER = lazy_regex(r"\b(?:the country|the nation|South Korea|Korea)['\u2019]s ", re.IGNORECASE)


def _time(dates: list[DateMention], start: int, end: int) -> DateMention | None:
    """Return the one month, quarter or year that is told right by a verb."""
    near = [d for d in dates if start - _CLAUSE < d.end and d.start < end + _CLAUSE]
    timed = [d for d in near if d.granularity in _TIMES]
    behind = [d for d in timed if d.start >= end]
    own = behind[:1] or timed[-1:]
    return own[0] if own else None


def _days(date: DateMention) -> object:
    try:
        return days_of(date.edtf or "")
    except (BadPeriod, ValueError):
        return date.edtf
