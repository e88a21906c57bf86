"""Sentences with their figures and dates as signs, so that patterns can speak of what is between.

"Exports rose from USD 4 billion to USD 6 billion in 2024" becomes "Exports rose from M to M in D",
where M and D are single signs of the private use area. A pattern in this notation is a regular
expression with four additions:

``<a>``
    a figure, called a; ``<a:percent>`` one of a class, ``<a:money|count>`` one of two
``~30``
    up to thirty characters without a figure or a semicolon, as few as will do
``{up}``
    any word of a group of the table `movement.yaml`
``_``
    one space or more, a hedge ("about"), or nothing
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, wraps
from importlib import resources
from typing import TypeVar

from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity, Sentence
from bongsu.yaml_files import parse_yaml

_MARKS = {kind: chr(0xE000 + at) for at, kind in enumerate(Kind) if kind is not Kind.PERCENT_CHANGE}
_MARKS[Kind.PERCENT_CHANGE] = _MARKS[Kind.PERCENT]  # which of the two it is, rules see for themselves
_DATE = chr(0xE020)
_ANY = "".join(sorted(set(_MARKS.values()) - {_MARKS[Kind.ORDINAL]}))
_STOP = "".join(
    sorted(set(_ANY) - {_MARKS[Kind.DURATION], _MARKS[Kind.AGE]})
)  # what a gap may not hold
_LONGEST = 1200  # signs; no sentence that a person wrote is longer, and patterns stay quick

_NOTATION = re.compile(r"(?<!\?P)<(\w+)(?::([\w|]+))?>|~(\d+)|\{(\w+)\}|_")
_MINUS = re.compile(r"(?:[-\u2212]|\b(?:minus|negative) )$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sentence with a sign for every figure and date, and what each sign stands for."""

    text: str
    items: Mapping[int, Quantity | DateMention]  # by the position of the sign
    evidence: Evidence
    sentence: Sentence
    index: int  # of the sentence
    figures: tuple[tuple[int, Quantity], ...]  # all figures with the positions of their signs

    def quantity(self, match: re.Match[str], name: str) -> Quantity | None:
        """Return the figure that a group of a pattern found; none if it has no value or is negative."""
        at = match.start(name) if name in match.re.groupindex else -1
        item = self.items.get(at)
        if not isinstance(item, Quantity) or item.malformed:
            return None
        if _MINUS.search(self.text, max(0, at - 10), at):
            return None  # whether the sign was read into the value is not for rules to guess
        return item


    def dates(self, start: int, end: int) -> list[DateMention]:
        """Return the dates whose signs lie in a stretch of the frame."""
        return [
            item
            for at, item in self.items.items()
            if start <= at < end and isinstance(item, DateMention)
        ]


Found = TypeVar("Found")


def remembered(find: Callable[[Evidence], Iterator[Found]]) -> Callable[[Evidence], tuple[Found, ...]]:
    """Let a function keep what it found in the article that it was asked about last.

    Every rule asks for the same of one article before the next article comes.
    """
    last: list[tuple[Evidence, tuple[Found, ...]]] = []

    @wraps(find)
    def found(evidence: Evidence) -> tuple[Found, ...]:
        if not last or last[0][0] is not evidence:
            last[:] = [(evidence, tuple(find(evidence)))]
        return last[0][1]

    return found


@remembered
def frames(evidence: Evidence) -> Iterator[Frame]:
    """Yield the frames of all sentences that hold two figures or more."""
    return (frame for frame in all_frames(evidence) if len(frame.figures) > 1)


@remembered
def all_frames(evidence: Evidence) -> Iterator[Frame]:
    """Yield the frames of all sentences that hold a figure or a date."""
    items = sorted(
        (*evidence.quantities, *evidence.dates), key=lambda item: (item.start, -item.end)
    )
    at = 0
    for index, sentence in enumerate(evidence.sentences):
        while at < len(items) and items[at].start < sentence.start:
            at += 1
        upto = at
        while upto < len(items) and items[upto].end <= sentence.end:
            upto += 1
        frame = _frame(evidence, sentence, index, items[at:upto])
        if frame is not None:
            yield frame


def _frame(
    evidence: Evidence, sentence: Sentence, index: int, items: list[Quantity | DateMention]
) -> Frame | None:
    parts: list[str] = []
    signs: dict[int, Quantity | DateMention] = {}
    cursor, length = sentence.start, 0
    for item in _with_small_counts(evidence.text, sentence, items):
        before = evidence.text[cursor : item.start]
        signs[length + len(before)] = item
        parts += [before, _MARKS[item.kind] if isinstance(item, Quantity) else _DATE]
        length += len(before) + 1
        cursor = item.end
    parts.append(evidence.text[cursor : sentence.end])
    text = "".join(parts).replace("\n", " ")
    if not signs or len(text) > _LONGEST:
        return None
    figures = tuple((at, item) for at, item in signs.items() if isinstance(item, Quantity))
    return Frame(
        text=text,
        items=signs,
        evidence=evidence,
        sentence=sentence,
        index=index,
        figures=figures,
    )


_SMALL = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=2,
    )
}
_SMALL_WORD = re.compile(
    rf"(?<![\w-])(?:{'|'.join(_SMALL)})(?= (?:of|out of|[a-z]+ed|rose|fell|grew|were|are|was|had|have|"
    r"voted|said|[a-z-]+s)\b)(?! [a-z]+ly\b)"
)


def _with_small_counts(
    text: str, sentence: Sentence, items: list[Quantity | DateMention]
) -> Iterator[Quantity | DateMention]:
    """Yield what was found, none overlapping another, with the small counts between them.

    "Three of the four" and "eight rose" are left aside as figures, since a number in words is
    often an idiom; in a tally or a share it counts.
    """
    cursor = sentence.start
    for item in items:
        if item.start >= cursor:
            yield from _small_counts(text, cursor, item.start)
            yield item
            cursor = item.end
    yield from _small_counts(text, cursor, sentence.end)


def _small_counts(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield small numbers in words that count something and were left aside as figures."""
    for found in _SMALL_WORD.finditer(text, start, max(start, end)):
        yield Quantity(
            start=found.start(),
            end=found.end(),
            kind=Kind.COUNT,
            value=float(_SMALL[found[0]]),
            unit="",
            step=1.0,
            approximate_step=1.0,
            words=True,
        )


@cache
def words(group: str) -> str:
    """Return a regular expression for the words of a group of `movement.yaml`."""
    listed = sorted(_table()[group], key=len, reverse=True)
    any_of = "|".join(re.escape(word).replace(r"\*", "[a-z]*") for word in listed)
    return rf"\b(?:{any_of})\b"


@cache
def _table() -> dict[str, list[str]]:
    file = resources.files("bongsu.audit") / "tables" / "movement.yaml"
    return parse_yaml(file.read_text(encoding="utf-8"), where="audit/tables/movement.yaml")


@cache
def pattern(notation: str) -> re.Pattern[str]:
    """Compile the notation described at the head of this file.

    Examples
    --------
    >>> pattern("from _<a> ~20 to _<b>").search("from 5 to 6") is None  # digits are no signs
    True
    """
    return re.compile(_NOTATION.sub(_expand, notation), re.IGNORECASE)


def _expand(match: re.Match[str]) -> str:
    name, kinds, gap, group = match.groups()
    if name:
        return f"(?P<{name}>[{_signs(kinds)}])"
    if gap:
        return f"[^;{_STOP}]{{0,{gap}}}?"
    if group:
        return words(group)
    return rf"(?: *{words('near')})? *"


def _signs(kinds: str | None) -> str:
    if kinds is None:
        return _ANY
    return "".join(_DATE if kind == "date" else _MARKS[Kind(_NAMES.get(kind, kind))] for kind in kinds.split("|"))


_NAMES = {"points": "pp"}
