"""Papers that are numbered as they come, dated against their numbers (DT514).

Executive Order 13722 is younger than Executive Order 13687, and the fourth round of talks than the
third one: of two that a text dates, the higher number has the later day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.stretches import lies_before
from bongsu.audit.reading.wording import prose
from bongsu.evidence.mentions import DateMention, Evidence, Sentence
from bongsu.patterns import lazy_regex, regex

_PAPER = lazy_regex(
    r"\b(?P<kind>(?:Executive\sOrders?|E\.?O\.?s?|Proclamations?|(?:UN\s|UNSC\s|Security\sCouncil\s|Council\s)?"
    r"[Rr]esolutions?|Public\sLaw|Presidential\sDecrees?|Decrees?))\s(?:No\.\s?|\([A-Z.]+\)\s)?(?P<n>\d{1,3}-\d{1,3}|\d{3,5})\b"
)
_OF = lazy_regex(
    r",?\s\(?(?:of|dated|signed\son|issued\son|adopted\s(?:on|in)|passed\s(?:on|in)|on|in|from)?\s?(?:[A-Z][a-z]+day,\s)?$"
)
_DEED = lazy_regex(
    r",?\s(?:[\w.,’'-]+\s){0,9}?(?:signed|issued|adopted|passed|approved|published|promulgated|with|by|through)\s"
    r"(?:unanimously\s)?(?:an?\s|the\s)?$"
)


class OutOfNumber(NamedTuple):
    """The dates of two papers of one row, of which the higher number has the earlier day."""

    lower: DateMention
    higher: DateMention
    names: tuple[str, str]


def out_of_number(evidence: Evidence) -> Iterator[OutOfNumber]:
    """Yield pairs of numbered papers that an article dates against their numbers."""
    if _PAPER.search(evidence.text, evidence.article.start, evidence.article.end) is None:
        return
    dated: dict[tuple[str, float], tuple[DateMention, str]] = {}
    for sentence, words in prose(evidence):
        for kind, number, name, date in _dated(evidence, sentence, words):
            dated.setdefault((kind, number), (date, name))
    turned = []
    for (kind, number), (date, name) in dated.items():
        for (kind2, number2), (date2, name2) in dated.items():
            if kind == kind2 and number < number2 and lies_before(date2, date):
                turned.append((date, date2, (name, name2)))
    if 0 < len(turned) <= len(dated):
        lower, higher, names = turned[0]
        yield OutOfNumber(lower, higher, names)


def _dated(
    evidence: Evidence, sentence: Sentence, words: str
) -> Iterator[tuple[str, float, str, DateMention]]:
    """Yield the numbered papers of a sentence that it dates: kind, number, name and date."""
    papers = list(_PAPER.finditer(words))
    dates = [d for d in days_of(evidence, sentence.start, sentence.end) if has_year(evidence, d)]
    for paper in papers:
        for date in dates:
            at, end = date.start - sentence.start, date.end - sentence.start
            behind = paper.end() <= at and _OF.fullmatch(words[paper.end() : at])
            before = (
                end <= paper.start()
                and regex(r"(?:^|[;,]\s)\W*(?:[Oo]n|[Ii]n)\s$").search(words[:at])
                and _DEED.fullmatch(words[end : paper.start()])
            )
            if behind or before:
                yield _kind(paper["kind"]), _number(paper["n"]), paper[0], date
                break


def _kind(written: str) -> str:
    word = written.rsplit(maxsplit=1)[-1].casefold().rstrip("s.")
    return "order" if word in {"order", "eo", "e.o"} else word


def _number(written: str) -> float:
    congress, _, law = written.partition("-")
    return int(congress) + int(law) / 1000 if law else float(congress)
