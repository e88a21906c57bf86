"""Years told from a dated day to the day of the text: "17 years ago", "the highest in 28 years"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.findings import Finding, Related
from bongsu.audit.rules import RULES
from bongsu.audit.tallies import number
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within

_AGO = re.compile(r"^(?P<n>\d{1,3}|[a-z]+) years? ago$", re.IGNORECASE)
_JOINT = re.compile(
    r"^,?\s?\(?(?:(?:in|on|of|since|and|back\sin|i\.e\.,?)\s(?:the\s)?)?$", re.IGNORECASE
)
_SINCE = re.compile(
    r"\b(?:first\stime|highest|lowest|largest|smallest|most|fewest|best|worst|fastest|slowest|"
    r"biggest|first)\b[^.;,]{0,30}?\sin\s(?P<n>\d{1,3}|[a-z]+)\syears,?\ssince\s"
    r"(?:[^.;]|\.(?=\d)){0,60}?\b(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_SLACK = 1  # years: begun ones may be counted or not
_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})


def told_since(evidence: Evidence, sentence: Sentence, day: dt.date | None) -> Iterator[Finding]:
    """Yield counts of years up to the day of a text that the year beside them contradicts."""
    if day is None:
        return
    yield from _ago(evidence, sentence, day)
    words = evidence.text[sentence.start : sentence.end]
    for match in _SINCE.finditer(words):
        years = number(match["n"])
        if years is not None:
            since = sentence.start + match.start("year")
            place = (sentence.start + match.start("n"), sentence.start + match.end("n"))
            yield from _compared(evidence, place, years, int(match["year"]), since, day)


def _ago(evidence: Evidence, sentence: Sentence, day: dt.date) -> Iterator[Finding]:
    """Yield "in 1998, 17 years ago", in either order."""
    dates = within(evidence.dates, sentence.start, sentence.end)
    for first, second in pairwise(dates):
        if not _JOINT.fullmatch(evidence.text[first.end : second.start]):
            continue
        for ago, stated in ((first, second), (second, first)):
            years = _years_ago(evidence, ago)
            if years is None or stated.relative or stated.granularity not in _EXACT:
                continue
            if stated.first is not None:
                place = (ago.start, ago.end)
                year = stated.first.year
                yield from _compared(evidence, place, years, year, stated.start, day)


def _years_ago(evidence: Evidence, date: DateMention) -> int | None:
    found = _AGO.match(evidence.words(date))
    return number(found["n"]) if found is not None else None


def _compared(
    evidence: Evidence,
    place: tuple[int, int],
    years: int,
    since: int,
    at: int,
    day: dt.date,
) -> Iterator[Finding]:
    right = day.year - since
    if abs(right - years) <= _SLACK or right <= 0 or (years % 10 == 0 and abs(right - years) < 5):
        return
    yield RULES["DT511"].finding(
        evidence.document,
        *place,
        f"\u201c{evidence.text[place[0] : place[1]]}\u201d, but from {since} to {day.year} it is "
        f"{right} years",
        related=[Related(start=at, end=at + 4, message="since", document=evidence.document)],
        evidence={"from": str(since), "to": day.isoformat(), "years": right},
    )
