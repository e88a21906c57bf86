"""Time told beside the two dates it lies between: "six months, from May to October" (DT511)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.passed_time import has_year, tenor
from bongsu.audit.reading.stretches import between, closed, one_in_other
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex


class _Shape(NamedTuple):
    """A sentence with marks in place of its dates and durations."""

    text: str
    dates: tuple[DateMention, ...]
    times: tuple[Quantity, ...]


_MARKS = {
    "D": r"⟦D(\d+)⟧",
    "T": r"⟦T(\d+)⟧",
    "OR": r"(?:or |that is |i\.e\.,? |(?:a |in )?(?:period|total|span|term|all) (?:of )?)?",
    "SOME": r"[^⟦⟧.;()]{0,40}?",
}


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns in which <D> stands for a date and <T> for a stretch of time."""
    return tuple(
        lazy_regex(regex(r"<(D|T|OR|SOME)>").sub(lambda mark: _MARKS[mark[1]], form))
        for form in forms
    )


_PERIOD = _forms(  # the stretch may count its first and its last unit
    r"<T>(?: \w+){0,4},? \(?(?:from|between) <D>,? (?:to|and|until|through|till) <D>",
    r"\b[Ff]rom <D>,? (?:to|until|through) <D>,? <OR>\(?<T>",
    r"\b[Bb]etween <D> and <D>,? <OR>\(?<T>",
    r"<D>(?:–|-| to )<D> \((?:\w+ ){0,2}<T>\)",
)
_MOVED = _forms(  # the stretch is the difference
    r"\bby(?: \w+){0,2} <T>,? \(?(?:\w+ ){0,2}?from <D> to <D>",
    r"\bfrom <D> to <D>,? an? (?:delay|extension|shift|move|postponement|gain) of <T>",
    r"<D>,? (?:rather than|instead of|not|and not|against|compared with) (?:in |until )?<D>,? "
    r"(?:or |and so |that is,? )?<T> (?:longer|later|earlier|sooner|more|less)",
    r"\bfrom <D> to <D>,? (?:or )?<T> (?:later|earlier|sooner)",
)
_LATER = _forms(
    r"<D><SOME>[,;]? (?:and|but|then|until)?,? ?(?:just |only |exactly )?<T> "
    r"(?:later|afterwards?|on),? (?:in|on|by)? ?<D>",
    r"<D>,? (?:just |only |exactly )?<T> after(?: \w+){0,6} (?:in|on|of) <D>",
    r"<D>,? (?:just |only |exactly )?<T> after <D>",
    r"\b(?:until|through|to) <D>,? or <OR><T> (?:following|after|since) <SOME>\b(?:in|on) <D>",
)


def between_two_dates(evidence: Evidence, sentence: Sentence) -> Iterator[Finding]:
    """Yield stretches of time in a sentence that are not those between two dates beside them."""
    shape = _shape(evidence, sentence)
    if len(shape.dates) < 2 or not shape.times:
        return
    for patterns, spare in ((_MOVED, 0), (_PERIOD, 1), (_LATER, 0)):
        for match in (found for pattern in patterns for found in pattern.finditer(shape.text)):
            yield from _elapsed(evidence, shape, match, spare)


def _shape(evidence: Evidence, sentence: Sentence) -> _Shape:
    inside = within(evidence.quantities, sentence.start, sentence.end)
    times = [
        q
        for q in inside
        if q.kind is Kind.DURATION
        and q.value is not None
        and not ("-" in evidence.words(q) and tenor(evidence.text, q.end))
    ]
    named = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
    dates = [d for d in named if d.first and d.last]
    if times:
        dates = sorted([*dates, *_bare_years(evidence, sentence, named)], key=lambda d: d.start)
    marks = sorted(
        [(d.start, d.end, f"⟦D{i}⟧") for i, d in enumerate(dates)]
        + [(t.start, t.end, f"⟦T{i}⟧") for i, t in enumerate(times)]
    )
    parts, at = [], sentence.start
    for start, end, mark in marks:
        if start < at:
            continue
        parts += [evidence.text[at:start], mark]
        at = end
    text = "".join((*parts, evidence.text[at : sentence.end]))
    plain = _TWICE.sub(r"\1", regex(r"\s+").sub(" ", text))
    return _Shape(plain, tuple(dates), tuple(times))


_TWICE = regex(r"\b(to|from|by|in|of|the) \1\b")  # "from 2041 to to 2048"
_BARE = regex(r"\b(?:than|of|not|from|to|and|until)\s((?:19|20)\d\d)(?=[,.;)]|\s(?:to|and)\s)")


def _bare_years(
    evidence: Evidence, sentence: Sentence, named: Sequence[DateMention]
) -> Iterator[DateMention]:
    """Yield years that stand where a year must be meant, and that no date covers."""
    for match in _BARE.finditer(evidence.text, sentence.start, sentence.end):
        start, end = match.span(1)
        if not any(date.start < end and start < date.end for date in named):
            year = int(match[1])
            yield DateMention(
                start=start,
                end=end,
                edtf=match[1],
                granularity=Granularity.YEAR,
                first=dt.date(year, 1, 1),
                last=dt.date(year, 12, 31),
            )


def _fits_next_year(stretch: Quantity, one: DateMention, other: DateMention) -> bool:
    """Whether a stretch lies between two dates if the one without its year is of the coming one."""
    for day, fixed in ((one, other), (other, one)):
        if not day.relative or day.first is None:
            continue
        later = replace(day, first=day.first + dt.timedelta(days=365))
        possible = between(later, fixed, stretch.unit)
        written = stretch.rounded
        if possible and possible[0] <= written.high and written.low <= possible[1]:
            return True
    return False


def _elapsed(
    evidence: Evidence, shape: _Shape, match: re.Match[str], spare: int
) -> Iterator[Finding]:
    found = regex(r"⟦([DT])(\d+)⟧").findall(match[0])
    days = [shape.dates[int(n)] for kind, n in found if kind == "D"]
    times = [shape.times[int(n)] for kind, n in found if kind == "T"]
    first, second = days[0], days[-1]
    stretch = times[0]
    possible = between(first, second, stretch.unit)
    if possible is None or stretch.value is None or one_in_other(first, second):
        return
    loose = has_year(evidence, first) != has_year(evidence, second)
    if loose and _fits_next_year(stretch, first, second):
        return  # "on June 3, a year after the election of 2025" is of the coming June
    low, high = possible
    if stretch.comparator is Comparator.APPROX:
        low, high = low * 0.9 - 1, high * 1.1 + 1
    written = stretch.rounded
    if written.low <= high + spare and low <= written.high:
        return
    exact = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    yield RULES["DT511"].finding_at(
        evidence.document,
        stretch,
        f"“{evidence.words(stretch)}”, but from {first.edtf} to {second.edtf} it is {exact} "
        f"{stretch.unit.removesuffix('s')}s",
        related=[related_part(evidence, d, "between these") for d in (first, second)],
        evidence={"from": first.edtf, "to": second.edtf, "possible": [low, high]},
    )
