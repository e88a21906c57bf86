"""Sums written as equations: "debt (82) = government (50) + firms (39) - between them (7)".

The signs say what is added and what is taken away, so that nothing need be guessed; what such a
line multiplies or divides is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import rounded, truncated
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.pairing import addable
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_EQUALS = lazy_regex(r"(?<![<>=!])=(?!=)")
_SIGN = lazy_regex(
    r"(?P<plus>\+|\bplus\b)|(?P<minus>[\u2212\u2013\u2014]|(?<=\s)-(?=\s)|\bminus\b|\bless\b)"
)
_OTHERWISE = lazy_regex(r"[\u00d7*/\u00f7]|\btimes\b|\bdivided\b|\bpercent\b|%|\bof\b")
_MOST = 12  # terms
_LEAST = 20.0  # what comes to less may be written in a formula
_SIGNS_OF_TEXT = {ord(sign): None for sign in "\u2013\u2014\u2212\u2018\u2019\u201c\u201d\u2022"}
_SIGNS_OF_TEXT |= dict.fromkeys(range(0xE000, 0xE040))  # figures and dates


class Equation(NamedTuple):
    """A figure, the terms that it is said to be, and what they come to."""

    whole: Quantity
    terms: tuple[Quantity, ...]
    result: Interval


def equation_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield findings on equations that do not come out."""
    for _, wrong in equations(evidence):
        if wrong is not None:
            yield about(
                RULES["AR107"],
                evidence,
                wrong.whole,
                f"the other side comes to {shown(wrong.result)}, not {evidence.words(wrong.whole)}",
                inputs={f"term {at}": term for at, term in enumerate(wrong.terms, 1)},
                result=wrong.result,
            )


def in_equations(evidence: Evidence, figure: Quantity) -> bool:
    """Whether a figure stands in a sentence that is an equation, so that its signs tell all."""
    return any(
        frame.sentence.start <= figure.start < frame.sentence.end
        for frame, _ in equations(evidence)
    )


def equations(evidence: Evidence) -> Iterator[tuple[Frame, Equation | None]]:
    """Yield the sentences with an equals sign, each with the equation in it that is wrong."""
    for frame in frames(evidence):
        if "=" in frame.text and _EQUALS.search(frame.text):
            yield frame, _wrong(frame)


def _wrong(frame: Frame) -> Equation | None:
    places = [found.start() for found in _EQUALS.finditer(frame.text)]
    if len(places) != 1:
        return None
    left = [at for at, _ in frame.figures if at < places[0]]
    right = [at for at, _ in frame.figures if at > places[0]]
    sides = [(left, right, frame.text[places[0] :]), (right, left, frame.text[: places[0]])]
    for lone, many, said in sides:
        if len(lone) == 1 and 1 < len(many) <= _MOST and not _OTHERWISE.search(said):
            return _of(frame, lone[0], many)
    return None


def _of(frame: Frame, lone: int, many: list[int]) -> Equation | None:
    whole = frame.reckoned(lone)
    if whole is None or whole.value is None or whole.kind is Kind.PERCENT:
        return None
    if whole.value < _LEAST or not frame.text.translate(_SIGNS_OF_TEXT).isascii():
        return None  # a formula
    terms: list[Quantity] = []
    near, cut = Interval(0.0, 0.0), Interval(0.0, 0.0)
    for place, at in enumerate(many):
        term = frame.reckoned(at)
        pair = addable(term, whole, frame) if term is not None else None
        signs = list(_SIGN.finditer(frame.text, many[place - 1] + 1, at)) if place else []
        if pair is None or (place and len(signs) != 1):
            return None
        told = replace(pair[0], comparator=Comparator.EXACT)  # "253 +" is not 253 and more
        terms.append(told)
        added, cut_off = rounded(told), truncated(told)
        if place and signs[0]["minus"]:
            near, cut = near - added, cut - cut_off
        else:
            near, cut = near + added, cut + cut_off
    fine = near.meets(rounded(whole)) or near.meets(truncated(whole)) or cut.meets(truncated(whole))
    return None if fine else Equation(whole=whole, terms=tuple(terms), result=near)
