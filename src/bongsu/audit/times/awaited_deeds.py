"""Deeds that are awaited although the one day that the text gives them was over (ST801).

"Duties are expected to fall once the agreement enters into force" in a text that dates the entry
into force three weeks back; a row whose day has passed and whose state is "still awaited".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.passed_time import days_of, has_year
from bongsu.audit.reading.told_days import deed_of, deed_pattern, resolve, told_days
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence
from bongsu.patterns import lazy_regex

_ONCE = lazy_regex(
    r"\b(?:[Oo]nce|[Ww]hen|[Aa]s\ssoon\sas|[Uu]ntil|[Aa]fter|[Bb]efore|from\sthe\sday\s(?:on\swhich|when|that))\s"
    r"(?P<clause>(?:the|it|its|they|this|that|their|both)\s?[^,;:.()]{3,70})"
)
_PRESENT = lazy_regex(
    r"\b(?:enters?\sinto|comes?\sinto|goes\sinto|go\sinto|takes?\s(?:effect|office)|becomes?|is\s(?:signed|ratified|passed|opened|held|"
    r"elected|launched|published|promulgated)|(?:has|have)\s(?:entered|come|gone|been|taken)|meets?|opens?|signs?|ratifies|votes?)\b"
)
_AWAITS = lazy_regex(
    r"\b(?:(?:is|are|remains?)\s(?:now\s|still\s|widely\s|also\s)?(?:expected|due|set|scheduled|awaited|likely)\b|will\b|plans?\sto\b|"
    r"hopes?\sto\b)"
)
_PAST = lazy_regex(r"\b(?:was|were|had|did|would|said|each|every|usually|always|again|next)\b")
_STILL = lazy_regex(
    r"\W*(?:(?:still|as\syet)\s(?:awaited|pending|outstanding|expected|open|to\scome|ahead|due|undecided|unsigned)|awaited|pending|"
    r"(?:still\s|yet\s)?to\sbe\s[a-z]+|not\syet\s[a-z]+|to\scome|upcoming|forthcoming|outstanding|scheduled|planned|expected)\W*",
)


class AwaitedDeed(NamedTuple):
    """Words that await something, and the day on which it was."""

    start: int
    end: int
    date: DateMention


def awaited_deeds(evidence: Evidence, day: dt.date) -> Iterator[AwaitedDeed]:
    """Yield what is awaited until a deed that the text puts on a day before the publication.

    Parameters
    ----------
    evidence : Evidence
        An article.
    day : dt.date
        The day of publication.
    """
    for sentence, words in prose(evidence):
        if looks_ahead(words, "dates") or _AWAITS.search(words):
            yield from _in_sentence(evidence, sentence, words, day)
    for table in evidence.article.tables:
        for row in table.rows[1:] if table.has_header else table.rows:
            yield from _in_row(evidence, row, day)


def _in_sentence(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date
) -> Iterator[AwaitedDeed]:
    """Yield the clauses of a sentence that await a deed of a day that was over."""
    for match in _ONCE.finditer(words):
        clause = match["clause"]
        if _PRESENT.search(clause) is None or _PAST.search(words):
            continue
        found = deed_pattern("verbs").search(clause.casefold())
        before = words[: match.start()]
        main = before if before.strip(" ,") else words[match.end() :]
        if found is None or not _AWAITS.search(main):
            continue
        deed = deed_of(found[0])
        if in_quotes(evidence, sentence, sentence.start + match.start()) or any(
            deed in one.deeds and one.first >= day for one in told_days(evidence)
        ):
            continue  # another such deed is still to come
        known = resolve(evidence, deed, clause, sentence.start)
        if known is not None and _is_over(evidence, known.told.date, day):
            start, end = match.span("clause")
            yield AwaitedDeed(sentence.start + start, sentence.start + end, known.told.date)


def _is_over(evidence: Evidence, date: DateMention, day: dt.date) -> bool:
    """Whether a date, its year told, lies before the publication."""
    return has_year(evidence, date) and date.last is not None and date.last < day


def _in_row(evidence: Evidence, row: Sequence[Block], day: dt.date) -> Iterator[AwaitedDeed]:
    """Yield the state of a row that awaits what has a day before the publication."""
    states = [cell for cell in row[1:] if _STILL.fullmatch(evidence.words(cell).casefold())]
    if len(states) != 1:
        return
    dates = [date for cell in row for date in days_of(evidence, cell.start, cell.end)]
    exact = [date for date in dates if date.granularity is Granularity.DAY]
    if len(dates) == len(exact) == 1 and _is_over(evidence, exact[0], day):
        yield AwaitedDeed(states[0].start, states[0].end, exact[0])
