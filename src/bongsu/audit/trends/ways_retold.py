"""A way that one thing went in one time, told twice: "The economy grew in 2019. GDP fell 0.4".

Each statement has a subject, a time and a verb of direction, with or without by how much. Only
where subject and time are the same, and neither names a base of its own, can just one be right.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.wording import content_words, in_quotes, prose
from bongsu.errors import BadPeriod
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.evidence.sourced import span as days_of
from bongsu.patterns import lazy_regex

_VERB = lazy_regex(
    r"\b(?:(?P<up>rose|increased|grew|climbed|rebounded|expanded|jumped|surged|widened)|"
    r"(?P<down>fell|declined|dropped|decreased|shrank|contracted|tumbled|plunged|narrowed))\b"
)
_WORDS = ("ose", "grew", "fell", "reased", "lined", "opped", "shrank", "climbed", "bounded",
          "panded", "tracted", "jumped", "rged", "rowed", "dened", "tumbled", "nged")  # fmt: skip
_SUBJECT = lazy_regex(
    r"(?:^|[.;:,(\u2014] |\b(?:that|while|as|and|but|when|said|says|estimates?|showed|show) )"
    r"(?P<subject>(?:[\w'\u2019-]+ ){1,6})(?:also |sharply |slightly )?$"
)
_UNSURE = lazy_regex(
    r"\b(?:if|would|could|may|might|expect\w*|forecast\w*|project\w*|not|never|likely|will|should|"
    r"seasonally|adjusted|first half|second half|early|late|until|by|month earlier|on-month|"
    r"previous (?:month|quarter)|on-quarter|quarter earlier|month-on-month|real terms|per capita|"
    r"nominal|to|growth|pace|rate)\b"
)
_ONE = dict.fromkeys(content_words("economy GDP output product gross domestic"), "output")
_PLAIN = content_words(
    "the a its their country nation Korea Korean South Asia fourth largest real total overall "
    "annual last year this also even however meanwhile in on"
)
_TIMES = {Granularity.YEAR, Granularity.QUARTER, Granularity.MONTH}
_CLAUSE = 60  # code points about a verb in which its time stands


class Way(NamedTuple):
    """A verb of direction, with what it is said of and of when."""

    subject: frozenset[str]
    days: object
    up: bool
    start: int
    end: int
    sentence: int


def ways_retold(evidence: Evidence) -> Iterator[tuple[Way, Way]]:
    """Yield two statements of which one must be wrong, in the order of the text."""
    first: dict[tuple[frozenset[str], object], Way] = {}
    for way in _ways(evidence):
        other = first.setdefault((way.subject, way.days), way)
        if other.up is not way.up and other.sentence != way.sentence:
            yield other, way


def _ways(evidence: Evidence) -> Iterator[Way]:
    for number, (sentence, words) in enumerate(prose(evidence)):
        if not any(word in words for word in _WORDS):
            continue
        dates = list(within(evidence.dates, sentence.start, sentence.end))
        for verb in _VERB.finditer(words) if dates else ():
            lead = words[: verb.start()].replace("\n", " ")
            found = _SUBJECT.search(lead)
            date = _time(dates, sentence.start + verb.start(), sentence.start + verb.end())
            near = words[max(0, verb.start() - _CLAUSE) : verb.end() + _CLAUSE]
            if found is None or date is None or _UNSURE.search(near):
                continue
            if in_quotes(evidence, sentence, sentence.start + verb.start()):
                continue
            subject = _about(found["subject"])
            if subject:
                at = sentence.start + verb.start()
                yield Way(subject, _days(date), bool(verb["up"]), at, at + len(verb[0]), number)


def _about(subject: str) -> frozenset[str]:
    """Return the words that tell what a verb is said of, with one name for output."""
    return frozenset(_ONE.get(word, word) for word in content_words(subject) - _PLAIN)


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
