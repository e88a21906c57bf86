"""Changes in percent over unlike spans that are set against each other as if they were alike.

"Up 0.3 percent from November, far less than the 2.1 percent of the year": a month's rise is always
smaller than a year's, and says nothing about the pace.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.notation import DATE, SIGNS
from bongsu.audit.reading.frames import Frame, all_frames, frames
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Quantity
from bongsu.patterns import lazy_regex

_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}
_SPANS = (  # words by which a change says over how long it is
    (
        "a month",
        lazy_regex(
            r"\b(?:month-on-month|on-month|month-over-month|m/m|monthly|a month (?:earlier|"
            r"before|ago)|"
            r"(?:from|over|than(?: in)?) the (?:previous|preceding|prior) month|the month before|"
            r"in (?:one|a single) month)\b"
        ),
    ),
    (
        "a quarter",
        lazy_regex(
            r"\b(?:quarter-on-quarter|on-quarter|q/q|quarterly|a quarter (?:earlier|before|ago)|"
            r"(?:from|over|than(?: in)?) the (?:previous|preceding|prior) quarter|"
            r"the quarter before)\b"
        ),
    ),
    (
        "a year",
        lazy_regex(
            r"\b(?:year-on-year|on-year|year-over-year|y/y|yearly|annual|a year (?:earlier|"
            r"before|ago)|"
            r"of the (?:full |whole )?year|for the (?:full |whole )?year|over the (?:full |"
            r"whole )?year|"
            r"the same (?:month|quarter|period) (?:of )?(?:last year|a year|the year|the previous)|"
            r"(?:over |in )?(?:twelve|12) months)\b"
        ),
    ),
)
_BASE = lazy_regex(rf"\b(?:compared (?:with|to)|from|over|than in|against) {DATE}")
_SET_AGAINST = lazy_regex(
    r"\b(?:less|more|faster|slower|higher|lower|bigger|smaller|weaker|stronger|steeper|milder|larger)"
    r" than\b|\b(?:well |far )?(?:below|above|short of|ahead of)\b|\bcompared (?:with|to) the $|"
    r"\bagainst the $|\b(?:half|twice|double|a third of|exceed\w*|outpac\w*|beat\w*|slow\w* from) "
)
_SIGN = SIGNS[Kind.PERCENT]
_OF_PACE = lazy_regex(r"\bannuali[sz]ed\b|\bannual rate\b|\bmonths? in a row\b")


def unlike_spans(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Yield two changes set against each other, each with the span that its words tell."""
    for frame in frames(evidence):
        rates = [(at, q) for at, q in frame.figures if q.kind in _PERCENTS]
        if len(rates) < 2 or _OF_PACE.search(frame.text):
            continue
        for (at, first), (then, second) in pairwise(rates):
            if _SET_AGAINST.search(frame.text, at + 1, then) is None:
                continue
            spans = _span(frame, 0, at, then), _span(frame, at + 1, then, len(frame.text))
            if spans[0] and spans[1] and spans[0] != spans[1]:
                yield first, second, spans[0], spans[1]


_ANNUALISED = lazy_regex(
    rf"\b(?:slower|faster|quicker|higher|lower|weaker|stronger|better|worse|more|less) than "
    rf"(?:the )?(?:annuali[sz]ed (?P<a>[{_SIGN}])|"
    rf"(?P<b>[{_SIGN}]) (?:annuali[sz]ed|at an annual rate))"
)
_OF_QUARTER = lazy_regex(
    rf"\b(?:than in|from|over|compared (?:with|to)|on) (?:the )?{DATE}|"
    r"\bon-quarter|quarter-on-quarter|q/q|"
    r"\bfrom the (?:previous|preceding|prior) quarter"
)


def against_annualised(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, str, str]]:
    """Yield a change on the quarter and the annualised one that it is said to be slower than."""
    last: Frame | None = None
    for frame in all_frames(evidence):
        near = last if last is not None and _close(last, frame) else None
        last = frame if frame.figures else last
        match = _ANNUALISED.search(frame.text)
        second = None
        if match is not None:
            second = frame.quantity(match, "a") or frame.quantity(match, "b")
        if match is None or second is None:
            continue
        here = [(frame, at, q) for at, q in frame.figures if at < match.start()]
        told = here or ([(near, at, q) for at, q in near.figures] if near is not None else [])
        rates = [one for one in told if one[2].kind in _PERCENTS]
        if len(rates) == 1 and not _OF_PACE.search(rates[0][0].text[: rates[0][1] + 40]):
            of, at, first = rates[0]
            base = _OF_QUARTER.search(of.text.lower(), at)
            item = of.items.get(base.end() - 1) if base is not None else None
            if base and not (
                isinstance(item, DateMention) and item.granularity is not Granularity.QUARTER
            ):
                yield first, second, "a quarter", "a year at that pace"


def _close(before: Frame, frame: Frame) -> bool:
    """Whether a sentence is of the paragraph of another, with one between them at most."""
    return before.sentence.block == frame.sentence.block and frame.index - before.index <= _TWO


_TWO = 2


def _span(frame: Frame, start: int, at: int, end: int) -> str:
    """Return over how long a change is by the words behind it, or else before it."""
    behind, before = frame.text[at + 1 : end], frame.text[start:at]
    cut = _SET_AGAINST.search(behind)
    for words in (behind[: cut.start()] if cut else behind, before):
        told = [name for name, pattern in _SPANS if pattern.search(words.lower())]
        if len(told) == 1:
            return told[0]
        if not told and (month := _BASE.search(words.lower())) is not None:
            place = (at + 1 if words is not before else start) + month.end() - 1
            item = frame.items.get(place)
            if isinstance(item, DateMention) and item.granularity is Granularity.MONTH:
                return _from(item, frame)
    return ""


def _from(base: DateMention, frame: Frame) -> str:
    """Return how long before the other month of its sentence, or its article, a month lies."""
    others = [d for d in frame.dates(0, len(frame.text)) if d is not base and d.first]
    published = frame.evidence.article.published
    now = others[0].first if others else published
    if now is None or base.first is None:
        return ""
    months = 12 * (now.year - base.first.year) + now.month - base.first.month
    return {1: "a month", 2: "" if others else "a month", 12: "a year"}.get(months, "")
