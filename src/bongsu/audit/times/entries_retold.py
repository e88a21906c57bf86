"""What an entry of a timeline dates, told again in prose with another date (DT503).

An entry gives its deed in a few words. Where nearly all of them stand again before a date of a
sentence, in one clause with it, the two dates are of one deed. A deed of which another entry or
another sentence has the date told is done more than once, and is let stand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bongsu.audit.reading.deeds import disagree
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.wording import content_words, in_quotes, looks_ahead, prose
from bongsu.audit.times.called_back import TwoDays
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_EXACT = frozenset({Granularity.DAY, Granularity.MONTH, Granularity.YEAR})
_FEWEST = 4  # content words that make an entry known again
_SHARE = 0.75  # of the words of an entry that must stand again
_ON = lazy_regex(r"\b(?:in|on|of|from)\s(?:the\s)?(?:early\s|late\s|mid-)?$")
_CUT = lazy_regex(
    r"[;:]|,?\s(?:while|whereas|but|after|before|since|until|following|which|who)\s|"
    r",\s(?:and|in|on)\s|\sand\s(?=[a-z]{3,}(?:ed|an|ook|ame|ent|ing)\b)"
)
_FIRST = lazy_regex(r"[.;](?:\s|$)")
_MOST = 60  # entries of an article


class _Entry(NamedTuple):
    date: DateMention
    words: frozenset[str]
    first: str  # the stem of the word that it opens with


def entries_retold(evidence: Evidence) -> Iterator[TwoDays]:
    """Yield the dates of sentences that belie the entry of which they tell."""
    entries = list(islice(_entries(evidence), _MOST + 1))
    if not 2 <= len(entries) <= _MOST:
        return
    for sentence, words in prose(evidence):
        dates = [d for d in _dates(evidence, sentence) if d.role == "text"]
        for date in dates:
            told = _clause(words, date.start - sentence.start)
            if told is None or in_quotes(evidence, sentence, date.start):
                continue
            meant = _meant(entries, content_words(told))
            if not meant or looks_ahead(told, "dates"):
                continue
            if any(not disagree(closed(d), one.date) for one in meant for d in dates):
                continue
            sure = len(meant) == 1 and meant[0].words <= content_words(told)
            yield TwoDays(date=date, other=meant[0].date, sure=sure)


def _entries(evidence: Evidence) -> Iterator[_Entry]:
    blocks = evidence.article.blocks
    starts = [block.start for block in blocks]
    row_ends = {  # of cells in one row the last one stays
        (block.table, block.row): block.end for block in blocks if block.kind is BlockKind.CELL
    }
    for date in evidence.dates:
        if date.role not in {"timeline", "table"} or date.granularity not in _EXACT:
            continue
        block = blocks[bisect_right(starts, date.start) - 1]
        end = row_ends[block.table, block.row] if block.kind is BlockKind.CELL else block.end
        text = _first_sentence(evidence.text[date.end : end])
        words = frozenset(word for word in content_words(text) if len(word) > 2)
        first = regex(r"[^\W\d_]{3,}").search(text)
        if len(words) >= _FEWEST and first is not None and date.first and date.last:
            yield _Entry(date, words, next(iter(content_words(first[0])), ""))


def _first_sentence(entry: str) -> str:
    text = entry.lstrip(" \n*])-–—:.,")
    stop = _FIRST.search(text)
    return text[: stop.start()] if stop else text


def _dates(evidence: Evidence, sentence: Sentence) -> list[DateMention]:
    return [
        date
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.granularity in _EXACT and date.first and has_year(evidence, date)
    ]


def _clause(words: str, at: int) -> str | None:
    """Return the words of the clause that a date ends, if it tells when."""
    before = words[:at]
    on = _ON.search(before)
    return _CUT.split(before[: on.start()])[-1] if on is not None else None


def _meant(entries: Sequence[_Entry], told: frozenset[str]) -> list[_Entry]:
    """Return the entries of which nearly all words are told, their first one included."""
    return [
        one
        for one in entries
        if one.first in told and len(one.words & told) >= max(_FEWEST, _SHARE * len(one.words))
    ]
