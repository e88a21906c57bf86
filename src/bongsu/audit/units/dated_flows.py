"""Flows of one stretch of time that are set against flows of another, as their dates tell.

"In March 360,782 visitors came, against 8.07 million in 2016": a month has fewer than a year, and
nothing follows from it. That the shorter stretch has more, or has so many "already", is news.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.notation import DATE, SIGNS
from bongsu.audit.reading.frames import Frame, adjoins, all_frames
from bongsu.audit.reading.partitions import period_of
from bongsu.audit.units.rhythms import months_in
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, DateMention, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_FLOW = (
    r"(?:births?|born|deaths?|died|marriages?|divorces?|visitors?|tourists?|arriv\w+|passengers?|"
    r"exports?|imports?|shipments?|shipped|sales|sold|orders?|pledge\w*|investments?|starts?|"
    r"started|began|handled|permits?|surplus|deficit|output|production|produced|revenues?|spending|spent|"
    r"accidents?|remittances?|applications?|bankruptcies|deliver\w+|receipts|profits?)"
)
_FLOWS = lazy_regex(rf"\b{_FLOW}\b")
_NO_FLOW = lazy_regex(  # what is there at one time, a mean, or as much as was to be
    r"\b(?:reserves|debts?|stock|stood|outstanding|population|employed|workforce|residents|"
    r"average\w*|mean|daily|target|goal|forecast\w*|expected|would|will|budget\w*|annuali[sz]ed|pace|"
    r"a (?:month|day|week|quarter|year)|per (?:month|day|week|quarter|year)|monthly)\b"
)
_NEWS = lazy_regex(  # by which writers say that they know of the longer stretch
    r"\b(?:already|so far|alone|whole|entire|full|all of|full-year|over all|in all|on track|share|"
    r"part|half|third|quarters? of|percent|times|monthly|the rest|combined|record|months earlier)\b"
)
_AGAINST = lazy_regex(
    r",? (?:against|compared (?:with|to)|versus|down from|(?:fewer|less|lower|smaller) than)\b"
)
_LED_BACK = lazy_regex(
    r"^(?:this|that|these|they|it|the (?:number|figure|total|sum|amount|result))\b[^.;]{0,40}?"
    r"\b(?:compares? (?:with|to)|lags?|trails?|"
    r"(?:falls?|fell|is|was|are|were) (?:well |far |much )?"
    r"(?:below|short of|behind|down from|less than|fewer than|lower than|smaller than))\b"
)
_ONCE = lazy_regex(  # "; previously the number had been 383,404"
    r"\b(?:previously|formerly|earlier|before that|until then)\b[^.;,]{0,40}?"
    r"\b(?:had been|was|were|had stood at|had come to)\b[^.;,]{0,12}$"
)
_SPAN_OF = lazy_regex(
    rf" (?:in|over|during|for) the (?:first |past |last )?(?P<d>{SIGNS[Kind.DURATION]})"
)
_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0}
_LEAST = 1.3  # times: stretches nearer than this are compared by careful writers, too
_MOST = 40.0  # times: flows farther apart are of two things


class Unlike(NamedTuple):
    """Two flows that are compared, with the stretch of each."""

    first: Quantity
    second: Quantity
    said: str
    other: str  # "" where none is told


def dated_flows(evidence: Evidence) -> Iterator[Unlike]:
    """Yield a flow and one of a longer stretch, or of none, that it is said to fall short of."""
    before: Frame | None = None
    for frame in all_frames(evidence):
        near = before if before is not None and adjoins(before, frame) else None
        before = frame
        for first, second in (*_in_one(frame), *(_in_two(near, frame) if near else ())):
            found = _unlike(evidence, first, second)
            if found is not None:
                yield found


Told = tuple[Frame, int, Quantity]


def _in_one(frame: Frame) -> Iterator[tuple[Told, Told]]:
    """Yield two flows of a sentence between which a word compares them."""
    said = frame.text.lower()
    if not _FLOWS.search(said) or _NO_FLOW.search(said):
        return
    told = [(frame, at, q) for at, q in frame.figures if q.kind in AMOUNTS]
    for one, other in pairwise(told):
        between = frame.text[one[1] + 1 : other[1]]
        compared = _AGAINST.search(between) or _ONCE.search(between)
        if compared and not _NEWS.search(said):
            yield one, other


def _in_two(before: Frame, frame: Frame) -> Iterator[tuple[Told, Told]]:
    """Yield the flow of a sentence and the one with which the next compares "the number"."""
    cue = _LED_BACK.match(frame.text.lower())
    told = [(before, at, q) for at, q in before.figures if q.kind in AMOUNTS]
    both = f"{before.text} {frame.text}".lower()
    if cue is None or len(told) != 1 or not _FLOWS.search(both):
        return
    if not _NO_FLOW.search(both) and not _NEWS.search(both):
        second = next(((frame, at, q) for at, q in frame.figures if at >= cue.end()), None)
        if second is not None:
            yield told[0], second


def _unlike(evidence: Evidence, one: Told, other: Told) -> Unlike | None:
    first, second = one[2], other[2]
    low, high = first.value or 0.0, second.value or 0.0
    alike = first.unit == second.unit or first.kind is Kind.COUNT
    if first.kind is not second.kind or not alike:
        return None
    if {first.comparator, second.comparator} - NO_BOUNDS or not 0 < low < high <= _MOST * low:
        return None
    span, longer = _stretch(evidence, one), _stretch(evidence, other)
    if span is None or span[0] >= _MONTHS["year"]:
        return None
    if _ONCE.search(other[0].text, 0, other[1]):
        return Unlike(first, second, span[1], "") if high > 2 * low else None
    if longer is None or longer[0] < _LEAST * span[0]:
        return None
    return Unlike(first, second, span[1], longer[1])


def _stretch(evidence: Evidence, told: Told) -> tuple[float, str] | None:
    """Return the months of a flow, and what the text says of them."""
    frame, at, quantity = told
    behind = _SPAN_OF.match(frame.text, at + 1)
    span = frame.items.get(behind.start("d")) if behind is not None else None
    if isinstance(span, Quantity) and span.value and span.unit in _MONTHS:
        return span.value * _MONTHS[span.unit], evidence.words(span)
    period = period_of(evidence, quantity) or ""
    months = months_in(period)
    return (months, period) if months else None


_LONGER = lazy_regex(
    rf"\b{_FLOW}\b[^.;{DATE}]{{0,40}}? (?:in|over|during|for|of) (?:the |those |these |its )?"
    rf"(?:first |last |past )?(?P<a>[{DATE}{SIGNS[Kind.DURATION]}])(?: of {DATE})?(?: alone)? "
    r"(?:exceeded|surpassed|topped|outstripped|outdid|"
    r"(?:was|were) (?:larger|higher|bigger|more) than)"
    rf"[^.;{DATE}]{{0,60}}? (?:in|of|for) (?:the )?(?P<b>{DATE})(?=\W*$|,)"
)


def longer_exceeding(evidence: Evidence) -> Iterator[tuple[Quantity | DateMention, DateMention]]:
    """Yield a stretch of time and a much shorter one, whose flow that of the first "exceeded"."""
    for frame in all_frames(evidence):
        match = _LONGER.search(frame.text.lower())
        if match is None or _NO_FLOW.search(frame.text.lower()):
            continue
        long, short = frame.items.get(match.start("a")), frame.items.get(match.start("b"))
        if long is None or not isinstance(short, DateMention):
            continue
        if isinstance(long, Quantity):
            months = (long.value or 0.0) * _MONTHS.get(long.unit, 0.0)
        else:
            months = months_in(long.edtf or "") or 0.0
        if months >= 2 * (months_in(short.edtf or "") or months):
            yield long, short
