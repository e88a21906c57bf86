"""Stretches that are the term of a paper, or belong to a row of a table, and their two days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.passed_time import (
    Stretch,
    by_a_slip,
    days_of,
    fits,
    has_year,
    stretches,
)
from bongsu.audit.reading.wording import content_words, prose, sentence_at
from bongsu.audit.remembering import remembered
from bongsu.evidence.documents import BlockKind, Table
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex


class Miscount(NamedTuple):
    """A stretch of time and the two dates that it does not lie between."""

    stretch: Stretch
    first: DateMention
    second: DateMention
    now: bool  # whether the second is the day of writing
    sure: bool


@remembered
def all_dates(evidence: Evidence) -> Iterator[DateMention]:
    """Yield the days, months and years that an article gives by figures."""
    yield from days_of(evidence, evidence.article.start, evidence.article.end)


def is_open(date: DateMention) -> bool:
    """Whether a date has no end or no beginning: "since May"."""
    return date.first is None or date.last is None


_IN_POWER = lazy_regex(  # no ruling
    r"\bruling\s(?=(?:party|parties|camp|coalition|bloc|side|class|family|circles)\b|"
    r"(?:[A-Z][a-z]+\s){1,3}Party\b)"
)


def words_about(evidence: Evidence, date: DateMention) -> frozenset[str]:
    """Return the content words of the sentence in which a date stands."""
    return content_words(_IN_POWER.sub("", _sentence_of(evidence, date)))


def _sentence_of(evidence: Evidence, date: DateMention) -> str:
    place = sentence_at(evidence, date.start)
    sentence = evidence.sentences[place] if place >= 0 else None
    if sentence is None or date.start >= sentence.end:
        return ""
    told = evidence.block_of(sentence).kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}
    return evidence.words(sentence) if told else ""


@remembered
def _dates_by_word(evidence: Evidence) -> Iterator[dict[str, list[DateMention]]]:
    """Yield the dates with a year by each word of the sentences that they stand in."""
    found: dict[str, list[DateMention]] = defaultdict(list)
    for date in all_dates(evidence):
        if has_year(evidence, date):
            for word in words_about(evidence, date):
                found[word].append(date)
    yield found


def dates_told_with(evidence: Evidence, word: str) -> list[DateMention]:
    """Return the dates with a year in whose sentences a word stands, told by its stem."""
    return _dates_by_word(evidence)[0].get(word, [])


@remembered
def _days_of_years(evidence: Evidence) -> Iterator[dict[tuple[int, int], list[DateMention]]]:
    """Yield the days of an article by month and day."""
    found: dict[tuple[int, int], list[DateMention]] = defaultdict(list)
    for date in all_dates(evidence):
        if date.first is not None and date.granularity is Granularity.DAY:
            found[date.first.month, date.first.day].append(date)
    yield found


def exact_enough(stretch: Stretch, first: DateMention, second: DateMention) -> bool:
    """Whether two dates are as exact as the unit of a stretch asks."""
    exact = {first.granularity, second.granularity}
    match stretch.unit:
        case "day" | "week":
            return exact == {Granularity.DAY}
        case "month":
            return Granularity.YEAR not in exact
        case _:
            return True


Pair = tuple[DateMention, DateMention]


_DUE = lazy_regex(r"\b(?:due|matur\w+|expir\w+|ends?|ending|lapses?|runs?\sout|repa\w+)\b")


_TERM = guarded_regex(r"\b(?:maturity|term|tenor|life|duration|tenure|period)\s(?:is\s|was\s)?of\b")
_TERM_OF = lazy_regex(
    r"\b(?:maturity|term|tenor|life|duration|tenure|period)\s(?:is\s|was\s)?(?:of\s)?$"
)


def of_terms(evidence: Evidence) -> Iterator[Miscount]:
    """Yield "a three-year loan" drawn and due on one day of the year, but not three years apart."""
    for sentence, words in prose(evidence):
        if "-year" not in words and _TERM.search(words) is None:
            continue
        begun = [d for d in days_of(evidence, sentence.start, sentence.end) if not is_open(d)]
        for stretch in stretches(evidence.text, sentence.start, sentence.end):
            before = words[: stretch.start - sentence.start]
            term = "-year" in evidence.text[stretch.start : stretch.end] or _TERM_OF.search(before)
            if not term or not begun or stretch.unit != "year":
                continue
            days = _days_of_years(evidence)[0].get(_day_of_year(begun[0]), ())
            ends = list(islice((date for date in days if _same_day(begun[0], date)), 2))
            due = [d for d in ends if _DUE.search(_sentence_of(evidence, d))]
            if len(ends) == 1 and due and not fits(evidence, stretch, begun[0], due[0]):
                yield Miscount(stretch=stretch, first=begun[0], second=due[0], now=False, sure=True)


def _day_of_year(date: DateMention) -> tuple[int, int]:
    return (date.first.month, date.first.day) if date.first is not None else (0, 0)


def _same_day(one: DateMention, other: DateMention) -> bool:
    """Whether two days are one day of the year, of different years."""
    if one.first is None or other.first is None or one.first.year == other.first.year:
        return False
    exact = one.granularity is other.granularity is Granularity.DAY
    return exact and (one.first.month, one.first.day) == (other.first.month, other.first.day)


_USUAL = lazy_regex(r"\b(?:average|median|usual\w*|limit|allow\w*|within|than)\b[^,;]{0,30}$")


def of_rows(evidence: Evidence, words: str, at: int, stretch: Stretch) -> Miscount | None:
    """Return a stretch told of a row of a table that does not lie between the row's two days."""
    before = words[:at]
    if stretch.unit not in {"day", "week", "month"} or _USUAL.search(before):
        return None
    shared = content_words(words)
    for table in evidence.article.tables:
        found = _row_of(evidence, table, shared)
        between = None if found else _between_rows(evidence, table, shared, stretch)
        if between is not None:
            return between
        if found is None or not exact_enough(stretch, *found):
            continue
        if not fits(evidence, stretch, *found):
            return Miscount(
                stretch=stretch,
                first=found[0],
                second=found[1],
                now=False,
                sure=by_a_slip(stretch, *found),
            )
    return None


def _between_rows(
    evidence: Evidence, table: Table, shared: frozenset[str], stretch: Stretch
) -> Miscount | None:
    """Return a stretch that leads to the one row a sentence names from none of the others."""
    rows = []
    for row in table.rows[1:] if table.has_header else table.rows:
        days = [d for cell in row for d in days_of(evidence, cell.start, cell.end)]
        if len(days) != 1 or not row:
            return None
        rows.append((content_words(evidence.words(row[0])), days[0]))
    named = [day for label, day in rows if label and label <= shared]
    if not 1 <= len(named) <= 2 or len(rows) < _ROWS:
        return None
    others = [day for _, day in rows if day is not named[-1]]
    if any(fits(evidence, stretch, named[-1], day) for day in others):
        return None
    first = named[0] if len(named) == 2 else others[0]
    if not exact_enough(stretch, first, named[-1]) or not by_a_slip(stretch, first, named[-1]):
        return None
    sure = len(named) == 2
    return Miscount(stretch=stretch, first=first, second=named[-1], now=False, sure=sure)


_ROWS = 3  # rows with a day each that make a table one of milestones


def _row_of(evidence: Evidence, table: Table, shared: frozenset[str]) -> Pair | None:
    """Return the two days of the one row that a sentence names, under heads that it names too."""
    if not table.has_header or not table.rows:
        return None
    heads = [content_words(evidence.words(cell)) for cell in table.rows[0]]
    named = [n for n, head in enumerate(heads) if n and head and head & shared]
    rows = []
    for row in table.rows[1:]:
        label = content_words(evidence.words(row[0])) if row else frozenset()
        if label and label <= shared:
            cells = [row[n] for n in named if n < len(row)]
            days = [d for cell in cells for d in days_of(evidence, cell.start, cell.end)]
            rows.append(days)
    return (rows[0][0], rows[0][1]) if len(rows) == 1 and len(rows[0]) == 2 else None
