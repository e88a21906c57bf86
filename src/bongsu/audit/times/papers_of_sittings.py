"""Papers and list entries of another year than that of what they belong to (DT501).

The minutes of January 2023 tell of briefings on "Recent Economic Developments (January 2022)": a
paper laid before a meeting is that of its month, or of one or two before, and not of that month in
another year. Under "key points of the 2015 budget" an entry "Expand 2016 spending" opens with
another year than its title and lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import prose
from bongsu.audit.times.periods_told import Period, periods_in
from bongsu.audit.times.title_period import Astray
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex

_SITTING = lazy_regex(
    r"\b(?:minutes|record|proceedings|transcript|meeting|session|council|sitting|hearing)\b",
    re.IGNORECASE,
)
_LAID_BEFORE = guarded_regex(
    r"\b(?:brief(?:ed|ings?)|report(?:s|ed|ing)?|present(?:ed|ations?)|introduc(?:ed|tion)|heard|"
    r"tabled|submitted|circulated|took\snote)\b",
    re.IGNORECASE,
)
_NAME_BEFORE = lazy_regex(
    r"\b[A-Z][\w-]+(?:\s(?:and|of|the|for|in|on|[A-Z][\w-]+)){0,6}[_*”\"]{0,2},?\s\($"
)
_EARLIER = lazy_regex(
    r"\b(?:last\syear|previous|earlier|compar\w+|since|a\syear\s(?:ago|before)|past)\b",
    re.IGNORECASE,
)
_LAG, _YEAR = 2, 12  # months


def papers_of_sittings(evidence: Evidence) -> Iterator[Astray]:
    """Yield the months of papers before a sitting, and of list entries, that are of another year.

    Parameters
    ----------
    evidence : Evidence
        An article.
    """
    span = evidence.article.title_span
    if span is None:
        return
    titled = periods_in(evidence, *span)
    if len(titled) == 1 and titled[0].months == 1 and _SITTING.search(evidence.text, *span):
        yield from _papers(evidence, titled[0])
    yield from _entries(evidence, span)


def _papers(evidence: Evidence, title: Period) -> Iterator[Astray]:
    for sentence, words in prose(evidence):
        if "(" not in words or _LAID_BEFORE.search(words) is None or _EARLIER.search(words):
            continue
        for one in periods_in(evidence, sentence.start, sentence.end):
            at, end = one.start - sentence.start, one.end - sentence.start
            bracketed = _NAME_BEFORE.search(words[:at]) and words[end : end + 1] == ")"
            apart = title.place - one.place
            of_then = apart < 0 or apart > _LAG
            if one.months == 1 and bracketed and of_then and apart % _YEAR <= _LAG:
                yield Astray(found=one, titled=title, sure=True)


_PROGRAMME = (
    r"(?:budget|plan|programme?|revision|proposal|package|strategy|outlays|settlement|reform|"
    r"estimates|bill)s?"
)
_TITLED = lazy_regex(
    rf"\b(?P<year>(?:19|20)\d\d)\s(?:[\w-]+\s){{0,3}}?{_PROGRAMME}\b|"
    rf"\b{_PROGRAMME}\s(?:for|of)\s(?P<year2>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_A_YEAR = lazy_regex(r"\b(?:19|20)\d\d\b")
_LISTS = guarded_regex(
    r"\b(?:following|follows|key\spoints|main\spoints|highlights|made\sup|includes?|consists?|are:)",
    re.IGNORECASE,
)
_ENTRY = lazy_regex(  # "Expand 2016 spending", "Lift 2018 throughput"
    r"\W*(?:[A-Z][a-z]+\s(?:the\s|its\s|total\s|overall\s)?)?(?P<year>(?:19|20)\d\d)\s(?P<noun>[a-z]+)\b"
)
_MONEY = frozenset(
    {
        "spending",
        "budget",
        "outlays",
        "expenditure",
        "expenditures",
        "revenue",
        "revenues",
        "deficit",
    }
)
_NO_MEASURE = frozenset(
    {"election", "elections", "census", "level", "levels", "base", "law", "act"}
)


def _entries(evidence: Evidence, span: tuple[int, int]) -> Iterator[Astray]:
    """Yield the year with which an entry opens that is not the one of title and lead."""
    named = _TITLED.search(evidence.text, *span)
    years = _A_YEAR.findall(evidence.text[slice(*span)])
    if named is None or len(years) != 1:
        return
    group = "year" if named["year"] else "year2"
    title = Period(int(named[group]), 1, _YEAR, named.start(group), named.end(group))
    led, found = False, []
    for block in evidence.article.blocks:
        words = evidence.words(block)
        if block.kind is BlockKind.PARAGRAPH and _LISTS.search(words):
            told = {int(year) for year in _A_YEAR.findall(words)}
            led = title.year in told or not told
        entry = _ENTRY.match(words) if led and block.kind is BlockKind.ITEM else None
        if entry is not None and entry["noun"] not in _NO_MEASURE:
            at = block.start + entry.start("year"), block.start + entry.end("year")
            found.append((Period(int(entry["year"]), 1, _YEAR, *at), entry["noun"]))
    others = [(one, noun) for one, noun in found if one.year != title.year]
    if len(others) == 1 and abs(others[0][0].year - title.year) == 1:
        one, noun = others[0]
        yield Astray(found=one, titled=title, sure=noun in _MONEY and len(found) == 1)
