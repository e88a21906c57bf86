"""Shares of a sum that "that" points back to: "48.5 billion, or 78 percent of that sum"."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import SIGNS
from bongsu.audit.reading.frames import Frame, all_frames
from bongsu.audit.reading.pairing import alike
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Portion = tuple[Quantity, Quantity, Quantity]  # part, whole, share

_HEDGE = r"(?:about |some |nearly |only |just |or )?"
_SUM = r"(?:sum|amount|total|figure|number|money|value|volume|outflow|inflow)"
_OF_THAT = guarded_regex(
    rf"(?:, or |, | \(|\(|, i\.e\. |, equal to |, about |, some ){_HEDGE}"
    rf"(?P<c>[{SIGNS[Kind.PERCENT]}{SIGNS[Kind.FRACTION]}]) of "
    rf"(?:(?:that|this|the (?:same|latter|former|first)) {_SUM}|it\b|that\b(?! of))"
)


def shares_of_that(evidence: Evidence) -> Iterator[Portion]:
    """Yield part, whole and share where "of that sum" makes the figure told before the whole."""
    every = list(all_frames(evidence))
    for at, frame in enumerate(every):
        for match in _OF_THAT.finditer(frame.text):
            share = frame.quantity(match, "c")
            before = _levels(frame, match.start())
            if share is None or not before or _goes_on(frame.text, match.start(), match.end()):
                continue
            part = before[-1]
            earlier = before[:-1] or _of_sentence_before(every, at)
            wholes = [pair for one in earlier if (pair := alike(part, one, frame)) is not None]
            larger = [pair for pair in wholes if (pair[0].value or 0) < (pair[1].value or 0)]
            if len(larger) == 1 and len(wholes) == 1:
                yield *larger[0], share


_RENAMES = lazy_regex(r".{0,4}\b(?:or|i\.e\.|equal to)\b")
_MORE = lazy_regex(r" [a-z]+(?<!went)(?<!goes)(?<!is)(?<!was)(?<!were)(?<!are)\b")


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether what is told before a share is its whole: "270,000 won, half of it paid by firms"."""
    named = text[start:end].endswith((" it", " that"))
    return named and _RENAMES.match(text, start) is None and _MORE.match(text, end) is not None


def _levels(frame: Frame, end: int) -> list[Quantity]:
    return [q for at, q in frame.figures if at < end and q.kind in AMOUNTS and q.value]


def _of_sentence_before(every: list[Frame], at: int) -> list[Quantity]:
    if not at or every[at - 1].index != every[at].index - 1:
        return []
    before = every[at - 1]
    same = before.sentence.block == every[at].sentence.block
    return _levels(before, len(before.text)) if same else []
