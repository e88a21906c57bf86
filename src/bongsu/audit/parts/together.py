"""Shares told one by one and then together: "15, 11, 9, 7 and 6 percent ... just under half".

The share of all may be a percentage or a fraction, and may stand before or behind the single ones.
Words such as "together" or a count of the holders ("the five") say of which shares it is the sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.coordinated import Row, rows_of
from bongsu.audit.reading.fits import rounded, total
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.terms import Term, few_terms
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_ROUGH = 4.0  # percent on either side of what people call "a third"
_NEAR = 7.0  # percent beyond a limit: "just under half" is no less than 43
_FAR = 25.0  # percent: shares that miss the claim by more are others
_BACK = 2  # sentences
TOGETHER = lazy_regex(
    r"\b(?:together|combined|in all|in total|altogether|all told|between them|jointly|collectively|"
    r"in sum|in aggregate|taken as a whole|sum to|add\w* up to|"
    r"total(?:ed|led|ing|ling)|totals?(?!\s[a-z])|totals? of)\b",
    re.IGNORECASE,
)
_HOLDERS = lazy_regex(
    r"\b(?:the|these|those|all|from|by|in|to|into|on|just|only)? ?(?:top |largest |biggest |"
    r"first |main |same )*"
    rf"(?P<n>{'|'.join(UNITS[2:13])}|[\ue000-\ue01f])"
    r" (?:[a-z-]+ )?[a-z]+s\b",
    re.IGNORECASE,
)
_THE_N = lazy_regex(rf"\b(?:the|these|those|all) (?P<n>{'|'.join(UNITS[2:13])})\b", re.IGNORECASE)
_JUST = lazy_regex(
    r"\b(?:just|slightly|a little|a bit|barely|marginally|nearly|almost|close to|hardly|a shade)\b"
    r"[^,;.]{0,22}$",
    re.IGNORECASE,
)
_GROWTH = lazy_regex(
    r"\b(?:growth|grew|rose|fell|increas\w+|decreas\w+|rate|tariffs?|yield|return)\b", re.IGNORECASE
)


class Claim(NamedTuple):
    """A share told of several holders together, and the single shares."""

    claimed: Quantity
    parts: tuple[Quantity, ...]
    result: Interval


def claims_together(evidence: Evidence) -> Iterator[Claim]:
    """Yield the shares of several together that are not the sum of the single ones."""
    rows = [row for _, row in rows_of(evidence, frozenset({"percent"})) if not row.dates]
    for term in few_terms(evidence) if rows else ():
        if term.cell or term.quantity.kind not in {Kind.FRACTION, Kind.PERCENT}:
            continue
        near = [row for row in rows if _may_be_of(row, term)]
        near = [row for row in near if _said_of(row, term)]
        if not near or any(_holds(row, term) for row in near):
            continue
        best = max(near, key=lambda row: len(row.parts))
        parts = tuple(part.quantity for part in best.parts)
        added = total(*map(rounded, parts))
        told = _interval(term)
        off = max(added.low - told.high, told.low - added.high)
        if off < _FAR + _ROUGH and not _GROWTH.search(f"{best.sentences} {term.frame.text}"):
            yield Claim(term.quantity, parts, added)


_BY = lazy_regex(r"\b(?:by|up|down|from)(?: (?:about|some|a|an|the|just|only|nearly))* $")


def _may_be_of(row: Row, term: Term) -> bool:
    if _BY.search(term.lead[-_SHORT:]) is not None:
        return False
    if any(part.quantity.start == term.quantity.start for part in row.parts):
        return False
    if row.first.block != term.block and not row.listed:
        return False
    if row.listed:
        return -1 <= row.first.block - term.block <= 1 or term.block - row.last.block == 1
    ahead, behind = row.first.index - term.index, term.index - row.last.index
    return 0 <= ahead <= 1 or 0 <= behind <= _BACK - 1


def _said_of(row: Row, term: Term) -> bool:
    """Whether words say that a share is what those of a row come to."""
    number = _number(term, row)
    if number is not None and number != len(row.parts):
        return False
    clause = _clause(term)
    if term.quantity.start > row.last.quantity.start:
        if row.last.frame is term.frame:
            clause = term.frame.text[row.last.at : term.at] + term.tail[:_TAIL]
        if TOGETHER.search(clause) is not None:
            return True
        listed = row.last.frame is term.frame and _SHARED.search(clause) is not None
        if listed and row.lead.endswith(" with "):
            return True
        return number is not None and (listed or _THE_N.search(clause) is not None)
    opened = row.first.frame is term.frame and ":" in term.frame.text[term.at : row.first.at]
    return number is not None and (opened or row.listed or row.first.index == term.index + 1)


_SHORT = 30  # code points before a share in which a word makes it a change
_SHARED = lazy_regex(
    r"\b(?:account\w*|ma[dk]e up|makes up|represent\w*|hold|held|took|take|supplied|supply|"
    r"bought|buy|have|had|home to|received?|produced?|constitute\w*)\b"
)
_OPENS = lazy_regex(
    r"^(?:the |these |its |their |just |only )?(?P<n>[\ue000-\ue01f])(?: [a-z]+){1,3}"
    r"[,:(\u2014\u2013-]",
    re.IGNORECASE,
)
_TAIL = 60  # code points behind a share


def _clause(term: Term) -> str:
    return f"{term.lead[-_LEAD:]}{term.tail[:_TAIL]}"


_LEAD = 80  # code points before a share


def _number(term: Term, row: Row) -> int | None:
    """Return how many holders the clause of a share names: "the five", "three countries"."""
    found = _THE_N.search(_clause(term)) or _HOLDERS.search(_clause(term))
    if row.first.frame is row.last.frame is term.frame and row.first.at < term.at:
        opened = _OPENS.match(row.lead)  # "four buyers, Peru (46 percent) and Chile (14), took"
        item = term.frame.items.get(opened.start("n")) if opened is not None else None
        if isinstance(item, Quantity) and item.value is not None:
            return int(item.value)
    if found is None:
        return None
    word = found["n"].lower()
    if word in UNITS:
        return UNITS.index(word)
    at = found.start("n") + max(0, len(term.lead) - _LEAD)
    shift = 1 if at > len(term.lead) else 0
    item = term.frame.items.get(at) or term.frame.items.get(at + shift)
    value = item.value if isinstance(item, Quantity) else None
    return int(value) if value is not None and value == int(value) else None


def _holds(row: Row, term: Term) -> bool:
    told = _interval(term)
    return total(*(rounded(part.quantity) for part in row.parts)).meets(told)


def _interval(term: Term) -> Interval:
    """Return what a share stands for, in percent: words for fractions are rough."""
    quantity = term.quantity
    fraction = quantity.kind is Kind.FRACTION
    value = term.value * (100.0 if fraction else 1.0)
    near = _JUST.search(term.lead) is not None
    if quantity.comparator in {Comparator.OVER, Comparator.AT_LEAST}:
        return Interval(value - 0.5, value + _NEAR if near else 100.0)
    if quantity.comparator in {Comparator.UNDER, Comparator.AT_MOST}:
        return Interval(value - _NEAR if near else 0.0, value + 0.5)
    if fraction:
        return Interval(value - _ROUGH, value + _ROUGH)
    return rounded(quantity)
