"""One deed of one named thing, dated twice with dates a slip of the finger apart (DT503).

The thing is known by two words of its name, or one rare word, that stand in both sentences; the
deed by its kind. Dates of two deeds of one kind seldom differ in the year, the month or the day
alone: that is how a slip looks. A heading that stands twice may give no two days either.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.deeds import disagree
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.text_lines import text_lines
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.audit.times.calendars import slips
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
_REACH = 110  # code points before a date in which its deed stands
_CUT = lazy_regex(r"[;:]\s|\.\s(?=[A-Z])|,\s(?:and|but|while)\s")
_NAME = lazy_regex(r"\b[A-Z][\w’'&-]*(?:\s(?:of\s|the\s)?[A-Z][\w’'&-]*|\s\d{2,5}\b){0,4}")
_PLAIN = frozenset(  # what opens a sentence, and names that run through every text
    (
        *("The", "In", "On", "At", "By", "And", "But", "For", "From", "After", "Since", "Until"),
        *("Under", "With", "As", "It", "Its", "This", "That", "Korea", "Korean", "South", "North"),
        *("United", "States", "President", "Republic", "Mr", "Seoul", "January", "February"),
        *("March", "April", "May", "June", "July", "August", "September", "October", "November"),
        *("December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    )
)
_DEEDS = {
    "force": lazy_regex(
        r"\b(?:force|effect|enforc\w+|effective|implement\w+|applied|in\sforce)\b", re.IGNORECASE
    ),
    "sign": lazy_regex(r"\b(?:sign\w*|conclu\w+|initial\w+)\b", re.IGNORECASE),
    "adopt": lazy_regex(
        r"\b(?:adopt\w*|pass(?:ed|age)|approv\w+|ratif\w+|enact\w*)\b", re.IGNORECASE
    ),
    "open": lazy_regex(
        r"\b(?:open\w*|inaugurat\w+|launch\w*|restart\w*|start\w*|beg[au]n\w*|begin\w*)\b",
        re.IGNORECASE,
    ),
    "found": lazy_regex(r"\b(?:found(?:ed|ing)|establish\w+|set\sup|creat\w+)\b", re.IGNORECASE),
    "end": lazy_regex(
        r"\b(?:expir\w+|end(?:s|ed)?|clos\w+|shut\w*|terminat\w+|lapse\w*)\b", re.IGNORECASE
    ),
    "sink": lazy_regex(r"\b(?:sank|sunk|sinking|sinks)\b", re.IGNORECASE),
    "die": lazy_regex(r"\b(?:died|death|killed|assassinat\w+)\b", re.IGNORECASE),
    "resign": lazy_regex(r"\b(?:resign\w*|stepp\w+\sdown|quit)\b", re.IGNORECASE),
    "join": lazy_regex(
        r"\b(?:join\w*|acce(?:ded|ssion)|entry|admitted|membership)\b", re.IGNORECASE
    ),
    "test": lazy_regex(r"\b(?:test\w*|detonat\w+|fired|launch\w*)\b", re.IGNORECASE),
    "elect": lazy_regex(r"\b(?:elect\w*|won|sworn|inaugurat\w+|took\soffice)\b", re.IGNORECASE),
}
_MOST = 80  # dated deeds of an article


class _Told(NamedTuple):
    date: DateMention
    deeds: frozenset[str]
    names: frozenset[str]  # words of the names in its clause
    sentence: int  # where it begins


def dates_retold(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the pairs of dates of one deed that are a slip apart."""
    every = list(_told(evidence))
    if not 2 <= len(every) <= _MOST:
        return
    for one, other in combinations(every, 2):
        if one.sentence == other.sentence or not _comparable(one, other):
            continue  # a sentence that gives two dates means two
        shared = one.names & other.names
        if not one.deeds & other.deeds or not shared:
            continue
        if not any(_seldom(evidence, name) for name in shared):
            continue
        if not (len(shared) > 1 or _rare(evidence, next(iter(shared)))):
            continue
        if not disagree(one.date, other.date) or not _a_slip_apart(one.date, other.date):
            continue
        borne = [t for t in every if t.deeds & one.deeds & other.deeds and shared <= t.names]
        if len(borne) > 4 or _differ_by_name(one, other):
            continue
        yield TwoDays(date=one.date, other=other.date, sure=False)


_ONCE = frozenset({"found", "die", "sink", "resign", "force"})


def _comparable(one: _Told, other: _Told) -> bool:
    """Whether two dates may be of one deed: of years, only what is done once."""
    if Granularity.YEAR in {one.date.granularity, other.date.granularity}:
        return bool(one.deeds & other.deeds & _ONCE)
    return True


def _rare(evidence: Evidence, word: str) -> bool:
    """Whether a word of a name is no common one: it has letters, and seldom stands alone."""
    return len(word) > 5 and evidence.text.count(word) <= 6


def _seldom(evidence: Evidence, word: str) -> bool:
    """Whether a word of a name does not run through the whole text."""
    return evidence.text.count(word) <= _OFTEN


_OFTEN = 12


def _differ_by_name(one: _Told, other: _Told) -> bool:
    """Whether two names have numbers of their own: "Resolution 2270", "Resolution 2321"."""
    first = {name for name in one.names if name[0].isdigit()}
    second = {name for name in other.names if name[0].isdigit()}
    return bool(first or second) and not first & second


def _told(evidence: Evidence) -> Iterator[_Told]:
    for sentence, words in prose(evidence):
        for date in within(evidence.dates, sentence.start, sentence.end):
            if date.granularity not in _EXACT or not has_year(evidence, date):
                continue
            if in_quotes(evidence, sentence, date.start):
                continue
            at = date.start - sentence.start
            opening = at < 25
            end = date.end - sentence.start
            if opening:
                clause = regex(r"[;:]\s|\.\s").split(words[end : end + _REACH])[0]
            else:
                clause = _CUT.split(words[max(0, at - _REACH) : at])[-1]
            if looks_ahead(clause, "dates"):
                continue
            known = closed(date)
            deeds = frozenset(kind for kind, form in _DEEDS.items() if form.search(clause))
            names = _names(clause)
            if deeds and names and known.first and known.last:
                yield _Told(known, deeds, names, sentence=sentence.start)


def _names(clause: str) -> frozenset[str]:
    found = set()
    for match in _NAME.finditer(clause):
        for word in regex(r"[\w&’'-]+").findall(match[0]):
            name = word.removesuffix("’s").removesuffix("'s")
            if name not in _PLAIN and len(name) > 2 and (name[0].isupper() or name[0].isdigit()):
                found.add(name)
    return frozenset(found)


def _a_slip_apart(one: DateMention, other: DateMention) -> bool:
    """Whether two dates differ in one part alone, as far as both are written."""
    if one.first is None or other.first is None:
        return False
    sizes = {one.granularity, other.granularity}
    a, b = one.first, other.first
    if Granularity.YEAR in sizes:
        return len(sizes) == 1 and any(day.year == b.year for day in slips(a))
    if Granularity.MONTH in sizes:
        parts = (a.year == b.year, a.month == b.month)
        return sum(parts) == 1 and abs(a.year - b.year) <= 10
    parts3 = (a.year == b.year, a.month == b.month, a.day == b.day)
    if sum(parts3) != 2:
        return False
    near = abs(a.year - b.year) <= 10 or str(a.year)[:2] == str(b.year)[:2]
    digits = Counter(f"{a.day:02d}") == Counter(f"{b.day:02d}") or any(
        x == y for x, y in zip(f"{a.day:02d}", f"{b.day:02d}", strict=True)
    )
    return near and (a.day == b.day or digits)


_PREFIX = 4  # words before a bracket that make a heading known again
_OPENING = lazy_regex(r"\((?:[A-Z][a-z]+day,?\s)?$")


def headings_retold(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the bracketed day of a heading that stands elsewhere with another day."""
    known: dict[tuple[str, ...], DateMention] = {}
    lines = [(line.start, line.end) for line in text_lines(evidence)]
    metas = [
        (block.start, block.end)
        for block in evidence.article.blocks
        if block.kind in {BlockKind.META, BlockKind.NOTE}
    ]
    for start, end in sorted((*lines, *metas)):
        for date in within(evidence.dates, start, end):
            before = evidence.text[start : date.start]
            opening = _OPENING.search(before)
            if date.granularity is not Granularity.DAY or opening is None:
                continue
            words = regex(r"\w+").findall(before[: opening.start()].casefold())[-_PREFIX:]
            key = tuple(words)
            if len(key) < _PREFIX or not any(word.isdigit() for word in key):
                continue
            other = known.setdefault(key, date)
            if other is not date and disagree(other, date):
                yield TwoDays(date=date, other=other, sure=True)


_BY_NUMBER = lazy_regex(  # "Executive Order 14257 of", "Resolution 2270, adopted on"
    r"\b(?P<kind>Executive\sOrder|E\.O\.|EO|Proclamation|Resolution|UNSCR|Decree|Public\sLaw|Order|Notice|"
    r"Regulation|Directive|Determination|Memorandum|Law|Act|Decision|Circular)\s(?:No\.?\s|Number\s)?"
    r"(?P<number>\d[\d./-]{1,9})(?:\s\([^)]{2,60}\))?,?\s"
    r"(?:(?:which|that)\s)?(?:(?:was|were)\s)?(?P<joint>of|dated|issued|signed|adopted|passed|promulgated)\s"
    r"(?:on\s)?$"
)
_SHORT = {"E.O.": "Executive Order", "EO": "Executive Order", "UNSCR": "Resolution"}
_LEAD = 110  # code points before a date in which what it dates stands by its number


def numbered_retold(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the second date of an order, law or resolution that its number names."""
    known: dict[tuple[str, str], tuple[DateMention, str]] = {}
    for date in evidence.dates:
        if date.granularity is not Granularity.DAY:
            continue
        match = _BY_NUMBER.search(evidence.text[max(0, date.start - _LEAD) : date.start])
        if match is None:
            continue
        key = _SHORT.get(match["kind"], match["kind"].replace("\n", " ")), match["number"]
        other, joint = known.setdefault(key, (date, match["joint"]))
        if other is not date and disagree(other, date):
            yield TwoDays(date=date, other=other, sure=joint == match["joint"])
