"""Entries of one day that tell one deed in other words: two rows of a table, or two of a timeline.

"December 1, SimonMed, Lunit: partnership to deploy models for X-ray reports" and, of the same day
and parties, "agreement to provide models for X-ray reports" are one deal. Where no parties have
cells of their own, two entries are one if nearly all words of the shorter are told in the other, or
if both tell of one thing the same end that it has but once: it fails, it sinks, it dies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words, table
from bongsu.audit.structure.one_form import of_two_things
from bongsu.evidence.documents import Block
from bongsu.evidence.mentions import Evidence, Granularity, within
from bongsu.patterns import lazy_regex

_PARTIES = 0.5  # of the shorter text's words that are shared, where the parties are the same
_ALONE = 0.7  # and where the rows name none
_FEWEST = 3  # words shared
_FIGURE = lazy_regex(r"\d+(?:[,.]\d+)*")
_NAME = lazy_regex(r"\b[A-Z][\w.’'-]+")
_FIRST = lazy_regex(r"^\W*\w+")
_ORDER = lazy_regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|another|again|more|further|also|later|"
    r"separate\w*|other|amend\w*|follow\w*|renew\w*|extend\w*)\b",
    re.IGNORECASE,
)
_SHORT = 60  # code points of a cell that names a party or a place
_NO_PARTY = frozenset({"n/a", "-", "–", "—", "", "various", "undisclosed"})
_OPENING = 40  # code points in which the day of an entry stands
_MOST = 20  # entries of one day


class _Entry(NamedTuple):
    row: Sequence[Block]
    text: str  # of the longest cell
    parties: frozenset[str]  # what short cells say
    words: frozenset[str]  # of the longest cell, the parties left out
    names: frozenset[str]
    figures: frozenset[str]
    ends: frozenset[str]
    ordered: bool


def entries_of_one_day(
    evidence: Evidence, rows: Sequence[Sequence[Block]]
) -> Iterator[tuple[Sequence[Block], Sequence[Block]]]:
    """Yield a row and an earlier one of its day that seems to tell the same.

    An item of a list is a row of one block.
    """
    by_day: dict[str, list[_Entry]] = {}
    for row in rows:
        day = _day(evidence, row)
        if day:
            by_day.setdefault(day, []).append(_entry(evidence, row))
    for entries in by_day.values():
        if not 1 < len(entries) <= _MOST:
            continue
        common = Counter(word for one in entries for word in one.words)
        rare = frozenset(word for word, times in common.items() if times == len(("one", "other")))
        for at, one in enumerate(entries):
            for other in entries[:at]:
                if _is_one(one, other, rare):
                    yield one.row, other.row
                    break


def _day(evidence: Evidence, row: Sequence[Block]) -> str:
    """Return the day with which a row begins, "" if its first cell is none."""
    first = row[0]
    dates = within(evidence.dates, first.start, min(first.end, first.start + _OPENING))
    if not dates or dates[0].granularity is not Granularity.DAY:
        return ""
    opens = dates[0].start == first.start if len(row) == 1 else len(dates) == 1
    return (dates[0].edtf or "") if opens else ""


def _entry(evidence: Evidence, row: Sequence[Block]) -> _Entry:
    cells = [" ".join(evidence.words(cell).split()) for cell in row[1:]]
    if not cells:  # an item: what stands behind its day
        date = within(evidence.dates, row[0].start, row[0].end)[0]
        cells = [" ".join(evidence.text[date.end : row[0].end].split())]
    text = max(cells, key=len)
    short = {cell.casefold() for cell in cells if cell is not text and len(cell) <= _SHORT}
    parties = frozenset(short - _NO_PARTY)
    named = frozenset(_NAME.findall(_FIRST.sub("", text)))
    words = content_words(_FIGURE.sub(" ", text)) - content_words(" ".join((*parties, *named)))
    return _Entry(
        row=row,
        text=text,
        parties=parties,
        words=words,
        names=named,
        figures=frozenset(_FIGURE.findall(text)),
        ends=frozenset(kind for kind, form in _ends().items() if form.search(text)),
        ordered=_ORDER.search(text) is not None,
    )


@cache
def _ends() -> dict[str, re.Pattern[str]]:
    return {
        kind: guarded_regex(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)
        for kind, forms in table("duplicates")["ends"].items()
    }


def _of_one_figure(one: _Entry, other: _Entry) -> bool:
    """Whether two entries of a day share their figures and half their words, names as such."""
    if not one.figures or one.figures != other.figures:
        return False
    both = [each.words | content_words(" ".join(each.names)) for each in (one, other)]
    least = min(map(len, both))
    return len(both[0] & both[1]) >= max(_PAIR, _HALF * least)


_PAIR, _HALF = 2, 0.5  # words shared beside the figures, and of those of the shorter


def _is_one(one: _Entry, other: _Entry, rare: frozenset[str]) -> bool:
    """Whether two entries of a day seem to be one."""
    if of_two_things(one.text, other.text):
        return False
    shared = one.words & other.words
    if one.figures - other.figures and other.figures - one.figures:
        return False
    least = min(len(one.words), len(other.words))
    apart = one.names - other.names and other.names - one.names
    if one.parties and one.parties == other.parties and len(one.parties) > 1:
        return len(shared) >= max(_FEWEST, _PARTIES * least)
    if one.parties != other.parties:
        return False
    if _of_one_figure(one, other) and not (one.ordered or other.ordered):
        return True
    if len(shared) >= max(_FEWEST, _ALONE * least) and not apart:
        return not (one.ordered or other.ordered)
    things = (shared & rare) - content_words(" ".join((*one.ends, *other.ends)))
    return bool(one.ends & other.ends and things)
