"""Multiples and fractions that stand between the two amounts which they compare.

"710 cast a ballot, less than half of the 1,200 who had", "2.4 million, twice the size of its
rival, which has 800,000": the first amount is so much of the second, with nothing else of its unit
in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.reading.terms import Term, prose_terms
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[
    Quantity, Quantity, Quantity
]  # the amount, the other, and what the one is of the other

_OF = lazy_regex(
    r"^(?:,? (?:as (?:many|much|large|big|high|long|heavy) as|of|than|that of|the (?:size|number|"
    r"amount|level|length|"
    r"weight|cost|price|area|budget|figure|total|value) of|what|over|larger than|more than)\b|"
    r" (?:the|its|their|that|"
    r"those|these|what)\b)"
)
_GAP = lazy_regex(
    r"[;]|\b(?:these|those|them|it|which),|\b(?:while|but|whereas|respectively|from|each|per|among|percent)\b"
)
_UNDER = lazy_regex(
    r"\b(?:less than|under|below|not even|barely|not quite|nearly|almost|fewer than)(?: a| an)? $"
)
_OVER = lazy_regex(r"\b(?:more than|over|above|well over)(?: a| an)? $")
_BAND, _PART, _TIGHT = (
    (0.86, 1.2),
    (0.89, 1.11),
    (0.94, 1.06),
)  # of what is told, in which a word or a figure is right


def multiples_between(evidence: Evidence) -> Iterator[Trio]:
    """Yield two amounts with a multiple or a fraction that the first is not of the second."""
    by_sentence: dict[int, list[Term]] = {}
    for term in prose_terms(evidence):
        by_sentence.setdefault(term.index, []).append(term)
    for told in by_sentence.values():
        for place, times in enumerate(told):
            if times.quantity.kind in {Kind.MULTIPLE, Kind.FRACTION} and times.value:
                before = [t for t in told[:place] if t.quantity.kind in AMOUNTS and not t.idle]
                after = [t for t in told[place + 1 :] if t.quantity.kind in AMOUNTS and not t.idle]
                trio = (before[-1], times, after[0]) if before and after else None
                if trio is not None and _related(*trio) and not _holds(*trio):
                    yield before[-1].quantity, after[0].quantity, times.quantity


def _related(first: Term, times: Term, second: Term) -> bool:
    one, other = first.quantity, second.quantity
    if one.kind is not other.kind or (one.unit != other.unit and one.kind is not Kind.COUNT):
        return False
    if one.kind is Kind.COUNT and one.noun and other.noun and one.noun[:4] != other.noun[:4]:
        return False
    if not {one.comparator, other.comparator} <= NO_BOUNDS or one.per != other.per:
        return False
    text = times.frame.text.lower()
    between = text[first.at + 1 : times.at]
    behind = text[times.at + 1 : second.at]
    return (
        _OF.match(behind) is not None
        and _GAP.search(behind) is None
        and _GAP.search(between) is None
        and len(between) <= _NEAR
        and len(behind) <= _NEAR
        and ("," in between or "(" in between or " is " in between or " was " in between)
    )


_NEAR = 70  # code points between a multiple and either amount


def _holds(first: Term, times: Term, second: Term) -> bool:
    """Whether an amount is so many times another, as roughly as words for it are taken."""
    ratio, told = first.value / (second.value or 1.0), times.value
    lead = times.lead.lower()[-24:]
    comparator = times.quantity.comparator
    if comparator is Comparator.UNDER or _UNDER.search(lead):
        close = _NEARLY.search(f"{lead}{times.frame.evidence.words(times.quantity)}".lower())
        return ratio <= told * 1.005 and (ratio >= told * _FAR if close else ratio > told / _TWICE)
    if comparator is Comparator.OVER or _OVER.search(lead):
        return told * 0.995 <= ratio < told * _TWICE
    exact = times.quantity.kind is Kind.MULTIPLE and 0 < times.quantity.step < 1
    low, high = _TIGHT if exact else _PART if times.quantity.kind is Kind.FRACTION else _BAND
    more = told + 1.0 if _MORE.match(times.tail.lower()) else told
    return told * low <= ratio <= more * high


_NEARLY = lazy_regex(r"\b(?:nearly|almost|not quite|barely)\b")
_FAR, _TWICE = 0.75, 3.0
_MORE = lazy_regex(r" (?:more|larger|bigger|higher)\b")  # "three times more" is four for some
