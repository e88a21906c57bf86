"""The quarter, half or year in a title, and those that its text tells of (DT501)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import (
    prose,
)
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_words
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_QUARTER = regex(
    r"\b(?:(?P<part>[QH][1-4])\s?(?P<year>\d{4})|(?P<year2>\d{4})\s?(?P<part2>[QH][1-4]))\b"
)
_SPELT = guarded_regex(
    r"\b(?:the\s)?(?P<part>first|second|third|fourth|last|final)[\s-](?P<sort>quarter|half)(?:\sof)?\s(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_COMPARED = regex(
    r"\b(?:than|compared|versus|vs\.?|against|since|from|between|relative\sto|over|after|before|until|"
    r"like|as\sin|through|following|year-on-year|year-over-year|yoy|earlier|previous|prior|last|unlike|both|and|to)\b",
    re.IGNORECASE,
)


def quarters(text: str) -> Iterator[tuple[int, int, str, int]]:
    """Yield quarters and halves of years in a text: start, end, part and year."""
    numbers = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "", "final": ""}
    for match in _QUARTER.finditer(text):
        year = match["year"] or match["year2"]
        yield match.start(), match.end(), match["part"] or match["part2"], int(year)
    for match in _SPELT.finditer(text):
        sort = "Q" if match["sort"].casefold() == "quarter" else "H"
        number = numbers[match["part"].casefold()] or {"Q": "4", "H": "2"}[sort]
        yield match.start(), match.end(), sort + number, int(match["year"])


def of_another_year(
    evidence: Evidence, span: tuple[int, int], titled: tuple[int, int, str, int]
) -> Iterator[Finding]:
    """Yield the like quarter or half of another year than the title names."""
    start, end, part, year = titled
    for sentence in evidence.sentences:
        if span[0] <= sentence.start < span[1]:
            continue
        words = evidence.words(sentence)
        kind = evidence.block_of(sentence).kind
        if kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.HEADING, BlockKind.NOTE}:
            continue
        found = list(quarters(words))
        others = [one for one in found if one[2] == part and one[3] != year]
        if not others or len(found) > 1:
            continue
        at = others[0]
        if not (_is_its_own(words, at, kind) or _arose_in_it(evidence, sentence, words, at, year)):
            continue
        yield RULES["DT501"].finding(
            evidence.document,
            sentence.start + at[0],
            sentence.start + at[1],
            f"{part} {at[3]} in a text whose title is on {part} {year}",
            related=[related_words(evidence, span[0] + start, span[0] + end, "the title's period")],
        )


_YEAR_OF = lazy_regex(
    r"\b(?P<year>20[0-4]\d)\s(?P<thing>(?:[a-z]+\s)?(?:budget|outlook|forecast|report|survey|plan|"
    r"proposal|review|revision)s?)\b",
    re.IGNORECASE,
)
_FAR = 4  # years: nearer ones are compared with


def year_of_title(evidence: Evidence, span: tuple[int, int]) -> Iterator[Finding]:
    """Yield "the 2014 budget proposal" under a title on that of 2024, where no other year is."""
    titled = _YEAR_OF.search(evidence.text, *span)
    if titled is None:
        return
    thing = titled["thing"].casefold()
    whole = evidence.text[evidence.article.start : evidence.article.end]
    for sentence, words in prose(evidence):
        for match in _YEAR_OF.finditer(words) if thing in words.casefold() else ():
            year = match["year"]
            apart = abs(int(year) - int(titled["year"])) >= _FAR
            slip = sum(a != b for a, b in zip(year, titled["year"], strict=True)) == 1
            if apart and slip and match["thing"].casefold() == thing and whole.count(year) == 1:
                yield RULES["DT501"].finding(
                    evidence.document,
                    sentence.start + match.start(),
                    sentence.start + match.end(),
                    f"the {match[0]} in a text whose title is on {titled[0]}",
                    related=[related_words(evidence, *titled.span(), "the title's year")],
                )


_ONE_OF_THEN = lazy_regex(
    r"\b(?:[Aa]n?|[Oo]ne)\s[\w-]+\s(?:of|from|in)\s$"
)  # "a contract of Q3 2024"


def _is_its_own(words: str, found: tuple[int, int, str, int], kind: BlockKind) -> bool:
    """Whether a sentence has a period as its subject or its frame, not as something compared."""
    if kind is BlockKind.HEADING:
        return True
    before, after = words[: found[0]], words[found[1] :]
    if _COMPARED.search(before) or len(before.split()) > 3 or _ONE_OF_THEN.search(before):
        return False
    return (
        regex(
            r"(?:\s(?:(?:alone|also|itself|again|thus|still)\s)?(?:was|is|saw|marked|marks|brought|"
            r"brings|sees|ended|began|opened|closed|started|recorded|posted|yielded|drew|turned|proved|"
            r"accounted|set)\b|,)"
        ).match(after)
        is not None
    )


_AROSE = lazy_regex(
    r"\s(?:(?:was|were)\s(?:all\s|mostly\s)?(?:made|announced|signed|struck|held|concluded|reached|launched|told)|"
    r"came|fell|took\splace|date\sfrom|arose|happened|occurred|clustered)\b"
)
_OF_IT = lazy_regex(r"\b(?:of|in|from|for|during)\s(?:the\s)?$")


def _arose_in_it(
    evidence: Evidence, sentence: Sentence, words: str, found: tuple[int, int, str, int], year: int
) -> bool:
    """Whether what is of a period arose on a day of the same part of the title's year.

    "Most announcements of Q3 2024 were made on August 25", in a text on Q3 2025.
    """
    start, end, part, _ = found
    if _COMPARED.search(words[:start]) or not _OF_IT.search(words[:start]):
        return False
    if not _AROSE.match(words, end):
        return False
    length = 3 if part[0] == "Q" else 6
    last = int(part[1]) * length
    days = within(evidence.dates, sentence.start + end, sentence.end)
    return any(
        day.granularity is Granularity.DAY
        and day.first is not None
        and last - length < day.first.month <= last
        and (day.relative or day.first.year == year)
        for day in days
    )
