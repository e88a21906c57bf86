"""A document named with a year and told of "this year", though the text names that of this year.

"The 2019 Harbour Needs Overview puts the target for this year at" and, further on, "the 2020
Harbour Needs Plan": papers that come every year bear the year they are for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, prose
from bongsu.evidence.mentions import Evidence

_NAMED = guarded_regex(
    r"(?<![\d.,$-])\b(?P<year>(?:19|20)\d\d)\s(?P<name>[A-Z][\w&’'-]*(?:\s(?:and\s|of\s|on\s|for\s|the\s)?[A-Z][\w&’'-]*){1,8})"
)
_THIS_YEAR = guarded_regex(r"\bthis year\b", re.IGNORECASE)
_SHARED = 2  # content words of both names


class OldIssue(NamedTuple):
    """A name with the year before, and the place of the one with this year."""

    start: int
    end: int
    other: tuple[int, int]


class _Named(NamedTuple):
    start: int
    end: int
    year: int
    words: frozenset[str]
    this_year: bool  # whether its sentence tells of this year


def old_issues(evidence: Evidence, day: dt.date) -> Iterator[OldIssue]:
    """Yield the names of last year's papers by which a sentence tells of this year."""
    if _THIS_YEAR.search(evidence.text, evidence.article.start, evidence.article.end) is None:
        return
    named = list(_names(evidence))
    for one in named:
        if not one.this_year or one.year != day.year - 1:
            continue
        others = [
            other
            for other in named
            if other.year == day.year and len(other.words & one.words) >= _SHARED
        ]
        again = [o for o in named if o is not one and o.year == one.year and o.words & one.words]
        if others and not again:
            yield OldIssue(one.start, one.end, (others[0].start, others[0].end))


def _names(evidence: Evidence) -> Iterator[_Named]:
    for sentence, words in prose(evidence):
        this_year = _THIS_YEAR.search(words) is not None
        for match in _NAMED.finditer(words):
            at = sentence.start
            yield _Named(
                at + match.start(),
                at + match.end(),
                int(match["year"]),
                content_words(match["name"]),
                this_year,
            )
