"""The multiples that an article tells, in figures and in words, before their levels are known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}
_TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FOLDS = {
    **{word: float(value) for value, word in enumerate(UNITS) if value > 1},
    **{ten: 10.0 * place for place, ten in enumerate(_TENS, 1)},
}
_ROOTS = (*FACTORS, "fold")
_TOLD = regex(
    r"\b(?:(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing|(?<!halv)es)|"
    r"(?<=to )(?P<base>doubl|tripl|quadrupl|quintupl|halv)e(?!-)|"
    r"(?P<fold>[a-z]+(?:-[a-z]+)?)-?fold)\b",
    re.IGNORECASE,
)
_HEDGE = lazy_regex(
    r"\b(more than|less than|nearly|almost|over|at least|about|roughly|around|some|close to|"
    r"approximately|just over|just under|well over|not quite|up to|fully)[ ]$",
    re.IGNORECASE,
)
_LIKENED = lazy_regex(
    r"[ -](?:as [a-z]+\b|the\b|its\b|their\b|his\b|her\b|that\b|those\b|what\b|larger|"
    r"bigger|higher|"
    r"greater|longer|over\b|(?:in)?\W*$)",
    re.IGNORECASE,
)
_HALF = lazy_regex(
    r" (?:as (?:many|much|large|big|high|long|heavy|great|strong|wide|dear)\b|that of\b|"
    r"the (?:[\ue000-\ue01f]|figure|number|total|level|amount|sum|rate|count|value|price)\b)"
)
_AGAIN = lazy_regex(  # "half as much again" is one and a half times, and no half
    r" as (?:many|much|large|big|high|long|heavy|great|strong|wide|dear) again\b"
)
_OFTEN = lazy_regex(r"\s(?:a|per|each|every|since|in|between|during|over) ", re.IGNORECASE)
_THAT = lazy_regex(r" (?:that|this)(?= ?(?:[.,;)]|$))")  # of an amount that was just reckoned


class Said(NamedTuple):
    """A multiple, with how it is hedged and where it stands."""

    frame: Frame
    at: int
    factor: float
    hedge: str
    quantity: Quantity | None
    start: int
    end: int


@remembered
def sayings(evidence: Evidence) -> Iterator[Said]:
    """Yield the multiples of an article that liken two levels."""
    seen: set[int] = set()
    for frame in all_frames(evidence):
        for at, quantity in frame.figures:
            if (
                quantity.kind is Kind.COUNT
                and quantity.value
                and _TIMES_WHAT.match(frame.text, at + 1)
            ):  # "seven times exports" was read as so many times
                seen.add(quantity.start)
                multiple = replace(quantity, kind=Kind.MULTIPLE)
                yield _said(frame, at + len(" times"), quantity.value, multiple)
            elif quantity.kind is Kind.MULTIPLE and quantity.value and _likens(frame, at, quantity):
                seen.add(quantity.start)
                yield _said(frame, at, quantity.value, quantity)
            elif (
                quantity.kind is Kind.FRACTION
                and quantity.value
                and _HALF.match(frame.text, at + 1)
                and not _AGAIN.match(frame.text, at + 1)
            ):
                yield _said(frame, at, quantity.value, quantity)
    text = evidence.text
    for index, sentence in enumerate(evidence.sentences):
        lower = text[sentence.start : sentence.end].lower()
        if not any(root in lower for root in _ROOTS):
            continue
        for match in _TOLD.finditer(text, sentence.start, sentence.end):
            frame = _frame_of(evidence, index)
            at = _place(frame, match.start())
            start = match.start()
            verb = (match["verb"] or match["base"] or "").lower()
            factor = FACTORS[verb] if verb else _fold(match["fold"])
            if factor and start not in seen:
                hedge = _HEDGE.search(text, max(0, start - 16), start)
                yield Said(
                    frame=frame, at=at, factor=factor, quantity=None,
                    hedge=hedge[1].lower() if hedge else "", start=start, end=match.end(),
                )  # fmt: skip


_TIMES_WHAT = lazy_regex(
    r" times (?:that of|those of|[A-Z][a-z]+['\u2019]s|(?:its |their |the |total )?(?:births|"
    r"deaths|exports|imports|arrivals|departures|revenues?|spending|sales|purchases|income|output|"
    r"supply|demand))\b"
)


def _fold(words: str) -> float:
    """Return the number of "twenty-five" in "twenty-five-fold"; zero if it is none."""
    parts = words.lower().removesuffix("-").split("-")
    values = [_FOLDS.get(part, 0.0) for part in parts]
    return sum(values) if all(values) else 0.0


def _frame_of(evidence: Evidence, index: int) -> Frame:
    for frame in all_frames(evidence):
        if frame.index == index:
            return frame
    sentence = evidence.sentences[index]
    text = evidence.text[sentence.start : sentence.end]
    return Frame(
        text=text,
        items={},
        evidence=evidence,
        sentence=sentence,
        index=index,
        figures=(),
        slim=text,
    )


def _place(frame: Frame, start: int) -> int:
    """Return where a place of the text lies in a frame."""
    shift, base = 0, frame.sentence.start
    for sign, item in sorted(frame.items.items()):
        if item.start >= start:
            break
        shift, base = sign + 1, item.end
    return shift + start - base


def _said(frame: Frame, at: int, factor: float, quantity: Quantity) -> Said:
    hedge = _HEDGE.search(frame.text, max(0, at - 16), at)
    return Said(
        frame=frame, at=at, factor=factor, quantity=quantity,
        hedge=hedge[1].lower() if hedge else "", start=quantity.start, end=quantity.end,
    )  # fmt: skip


def _likens(frame: Frame, at: int, quantity: Quantity) -> bool:
    """Whether a multiple likens two levels, and does not count how often."""
    text = frame.evidence.words(quantity).lower()
    if text.endswith("fold"):
        return not frame.text[at + 1 : at + 3].startswith(("-", "l"))
    if _OFTEN.match(frame.text, at + 1) or _THAT.match(frame.text, at + 1):
        return False
    return _LIKENED.match(frame.text, at + 1) is not None
