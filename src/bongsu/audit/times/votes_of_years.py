"""Elections told of this year, last year or the next one in which none was held (DT504, DT505)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.overtaken import of_other_land
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, prose
from bongsu.audit.references import Event, events
from bongsu.audit.times.weekdays_of_news import VOTES
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_SHIFT = {"last": -1, "this": 0, "next": 1}
_YEAR = guarded_regex(r"\b(?P<which>[Tt]his|[Ll]ast|[Nn]ext)\syear(?P<own>['’]s)?")
_HELD = lazy_regex(  # between an election and its year
    r"(?:,?\s(?:held|due|scheduled|slated|set|to\sbe|for|in|on|of|early|late|later|earlier|coming|that|which|(?:will|would)\sbe|is|are|"
    r"was|were|takes?\splace|January|February|March|April|May|June|July|August|September|October|November|December|\d{1,2}))*,?\s"
)
_QUALIFIES = lazy_regex(r"\s(?:[\w.’'-]+\s){0,3}")


class Vote(NamedTuple):
    """An election with the year that it is told of, and the one of its kind that is nearest."""

    start: int
    end: int
    which: str
    year: int
    event: Event


def votes_of_years(evidence: Evidence, day: dt.date) -> Iterator[Vote]:
    """Yield the elections that an article tells of a year in which South Korea had none such."""
    yield from _election_years(evidence, day)
    for sentence, words in prose(evidence):
        if "lection" not in words or not (years := list(_YEAR.finditer(words))):
            continue
        for topic, pattern in VOTES.items():
            for vote in pattern.finditer(words):
                for told in years:
                    year = day.year + _SHIFT[told["which"].casefold()]
                    own = told["own"] and _QUALIFIES.fullmatch(words, told.end(), vote.start())
                    if not own and not _HELD.fullmatch(words, vote.end(), told.start()):
                        continue
                    held = events().topic(topic)
                    near = min(held, key=lambda event: abs(event.first.year - year))
                    if near.first.year == year or abs((near.first - day).days) > _FAR:
                        continue
                    at = sentence.start + told.start()
                    if (
                        about_korea(evidence)
                        and not _AMERICAN.search(words)
                        and not of_other_land(evidence, sentence)
                        and not in_quotes(evidence, sentence, at)
                    ):
                        end = at + len(told[0])
                        yield Vote(at, end, told["which"].casefold(), year, near)


_ELECTION_YEAR = guarded_regex(
    r"\b(?:[Tt]his\s(?:being|is)|[Ii]n|[Ii]t\sis|[Aa]s\sit\sis)\s(?:an|the|this)\s(?:[a-z]+\s)?election\syear\b"
)


def _election_years(evidence: Evidence, day: dt.date) -> Iterator[Vote]:
    """Yield "this being an election year" of a year in which the country did not vote."""
    held = [event for topic in VOTES for event in events().topic(topic)]
    if any(event.first.year == day.year for event in held) or not about_korea(evidence):
        return
    near = min(held, key=lambda event: abs((event.first - day).days))
    for sentence, words in prose(evidence):
        told = _ELECTION_YEAR.search(words)
        if told is None or _AMERICAN.search(words) or of_other_land(evidence, sentence):
            continue
        at = sentence.start + told.start()
        if not in_quotes(evidence, sentence, at):
            yield Vote(at, at + len(told[0]), "this", day.year, near)


_AMERICAN = lazy_regex(
    r"\b(?:Trump|Biden|Clinton|Harris|Romney|Obama|McCain|Republicans?|Democrats?|GOP|White\sHouse|Electoral\sCollege|Congo|Egypt\w*|(?!Asian)[A-Z][a-z]{2,}(?:ian|ese|ish)s?)\b"
)
_FAR = 1200  # days: of an election farther off the reference may not know
