"""Gaps in percent between two things that are named, whose amounts stand in rows or sentences.

"Gas is dear, costing 66% more than nuclear" beside a table with a row of each, or after a sentence
that tells both. A thing is known by a word of its name that no other one has; where it has several
amounts, one pair of one unit that gives the gap explains it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.notation import FIGURE_SIGN
from bongsu.audit.parts.named_wholes import names_of
from bongsu.audit.reading.fits import fits, growth, rounded
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.audit.reading.wording import content_words
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, PERCENTS, Evidence, Kind
from bongsu.patterns import lazy_regex

_MORE = lazy_regex(
    r"^(?:%| percent| per cent)? (?P<way>more|less|higher|lower|dearer|cheaper|larger|bigger|"
    r"smaller|greater|fewer|"
    r"above|below|costlier|longer|heavier)(?: expensive| costly)?(?: [a-z]+)? ?(?:than)? "
    r"(?:that of |those of |the |in |at |from |what "
    r")*(?P<other>[A-Za-z][^,.;:()\ue000-\ue020]{1,40}?)"
    r"(?=[,.;:()\ue000-\ue020]|$| and | but | or | while | in 20| last | a year)"
)
_LESS = frozenset({"less", "lower", "cheaper", "smaller", "fewer", "below"})
_TIME = lazy_regex(
    r"\b(?:year|years|month|months|quarter|week|before|ago|earlier|last|previous|prior|same|average|expected|"
    r"forecast|target|planned|level|decade|19\d\d|20\d\d|usual|now|today)\b"
)
_ROOM = (0.3, 3.3)  # of the right gap: things farther apart are not what it is of
_REACH = 1_500  # code points before a gap in which the amounts stand
_MOST = 40  # amounts there
_LEAD = 160  # code points before a gap in which the first thing is named


class Gap(NamedTuple):
    """A gap in percent, the amounts of the two things, and what the gap is."""

    told: Term
    upper: Term
    lower: Term
    right: Interval
    likely: bool


class _Amount(NamedTuple):
    term: Term
    words: frozenset[str]
    column: int


def percent_more_than(evidence: Evidence) -> Iterator[Gap]:
    """Yield gaps that the amounts of the two things which they name do not give."""
    for told in few_terms(evidence):
        if told.cell or told.quantity.kind not in PERCENTS or not told.value:
            continue
        match = _MORE.match(told.tail) if told.quantity.comparator in NO_BOUNDS else None
        if match is None or _TIME.search(match["other"]):
            continue
        found = _gap(evidence, told, match["other"], less=match["way"] in _LESS)
        if found is not None:
            yield found


def _gap(evidence: Evidence, told: Term, other: str, *, less: bool) -> Gap | None:
    amounts = _amounts(evidence, told)
    if not 1 < len(amounts) <= _MOST:
        return None
    second = _named(content_words(other), amounts)
    said = FIGURE_SIGN.split(told.lead)[-1][-_LEAD:]
    behind = told.tail[told.tail.find(other) + len(other) :]
    first = _named(content_words(said), amounts, without=second) or _named(
        content_words(FIGURE_SIGN.split(behind)[0]), amounts, without=second
    )
    pairs = [
        (one, base)
        for one in first
        for base in second
        if one.term.units & base.term.units and one.column == base.column
        if (one.term.value < base.term.value) is less
    ]
    if not pairs or any(
        fits(told.quantity, growth, base.term.quantity, one.term.quantity) for one, base in pairs
    ):
        return None
    one, base = pairs[0]
    right = growth(rounded(base.term.quantity), rounded(one.term.quantity))
    if not _ROOM[0] * right.low <= told.value <= _ROOM[1] * right.high:
        return None
    return Gap(told, one.term, base.term, right, one.term.cell or len(pairs) == 1)


def _amounts(evidence: Evidence, told: Term) -> list[_Amount]:
    """Return the amounts before a gap, in cells and sentences, with the words of their names."""
    found = []
    for term in few_terms(evidence):
        apart = told.quantity.start - term.quantity.start
        if not 0 < apart <= _REACH or not _is_amount(term):
            continue
        if term.cell:
            block = evidence.article.blocks[term.block]
            if block.column == 0:
                continue
            head = evidence.article.tables[block.table].rows[block.row][0]
            found.append(_Amount(term, content_words(evidence.words(head)), block.column))
        elif term.block == told.block or told.block - term.block == 1:
            found.append(_Amount(term, names_of(term) | _behind(term), -1))
    return found


def _is_amount(term: Term) -> bool:
    quantity = term.quantity
    kind = quantity.kind in AMOUNTS or quantity.kind in {Kind.RATE, Kind.INDEX}
    return kind and quantity.comparator in NO_BOUNDS and term.value > 0 and not term.idle


_BREAK = lazy_regex(r"[,.;:\ue000-\ue01f]| and | but | while ")


def _behind(term: Term) -> frozenset[str]:
    return content_words(_BREAK.split(term.tail)[0][:40])


def _named(
    words: frozenset[str], amounts: Sequence[_Amount], without: Sequence[_Amount] = ()
) -> list[_Amount]:
    """Return the amounts of the one thing that words name by what no other thing is called."""
    taken = {one.words for one in without}
    names = {one.words for one in amounts}
    telling = {word for word in words if sum(word in name for name in names) == 1}
    hits = {name for name in names if name & telling and name not in taken}
    if len(hits) != 1:
        return []
    (name,) = hits
    return [one for one in amounts if one.words == name]
