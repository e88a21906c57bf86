"""Votes and seats as sentences tell them, in digits or in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.needs import Guarded
from bongsu.audit.reading.wording import prose
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_N = (  # "twenty-five" is none of them, and neither is "five" in it
    rf"(?<![\w-])(?:\d{{1,3}}(?![\d,.]*\d)|(?:{'|'.join(UNITS[1:])})\b(?!-(?:{'|'.join(UNITS[1:10])})\b))"
)
_M = _N.removeprefix(r"(?<![\w-])")  # behind a hyphen
_WHO = (
    r"(?:members?|seats?|judges?|justices?|lawmakers|legislators|senators|deputies|commissioners|"
    r"directors|delegates|jurors|nations?|states?|people|experts|officials|representatives)"
)
_SEATS = regex(
    rf"(?P<w>{_N})(?:-(?:member|seat|judge|justice|person|nation|strong|man)\b|"
    rf" (?:(?:voting|sitting|elected|current) )?{_WHO}\b)",
    re.IGNORECASE,
)
_TO = rf"(?: to |-to-|[-\u2013])(?P<b>{_M})\b(?! percent)"
_YES, _NO = r"(?:for|in favou?r)", r"(?:against|dissented|opposed)"
_VERBS = r"(?:vot(?:ed|ing)|ruled|decided|split|passed|adopted|approved|upheld|rejected|cleared)"
_TOOK = rf" (?:{_WHO} )?(?:voted|ruled|were|came out|spoke) "
_OTHER = rf"\b[^.;]{{0,40}}?\b(?P<b>{_N}) (?:{_WHO} )?(?:(?:voted|ruled|were) )?"
_SPOKEN = (
    rf"\b{_VERBS}(?: [\w-]+){{0,6}}? (?P<a>{_N})(?: votes)?{_TO}",
    rf"\b(?:by|in|on|with) an? (?:vote|margin|majority|split) of (?P<a>{_N})(?: votes)?{_TO}",
    rf"\b(?:by|in|on|with) an? (?P<a>{_N}){_TO} (?:vote|margin|majority|split|decision|ruling)\b",
    rf"\bby (?P<a>{_N})(?: votes)?{_TO}(?= (?:in|of|on)\b|[.,;])",
    (
        rf"\bwith (?P<a>{_N})(?: votes)? in favou?r\b[^.;]{{0,20}}?\band (?P<b>{_N}) "
        rf"(?:abstentions?|against|abstaining|opposed)\b"
    ),
    (
        rf"\b(?P<a>{_N}) (?:{_WHO} )?(?:upheld|backed|supported|approved|favou?red)\b[^.;]{{0,40}}?"
        rf"\b(?P<b>{_N}) (?:{_WHO} )?(?:rejected|opposed|dissented)\b"
    ),
    rf"\bvote (?:was|stood at|of) (?P<a>{_N}){_TO}",
    rf"\b(?P<a>{_N}) (?:{_WHO} )?voted (?:for|to) [^.;]{{0,40}}?\band (?P<b>{_N}) (?:for|to)\b",
    rf"\b(?P<a>{_N}){_TOOK}{_YES}{_OTHER}{_NO}\b",
    rf"\b(?P<a>{_N}){_TOOK}{_NO}{_OTHER}{_YES}\b",
)
_VOTES = [Guarded(pattern) for pattern in _SPOKEN]
_EACH = lazy_regex(
    rf"(?P<w>{_N}) {_WHO}\b[^.;]{{0,40}}?[,:(\u2014\u2013] ?(?:with )?(?P<n>{_N}) (?:[a-z]+ )?"
    rf"(?:from|for|by|of|to) each of (?:the |its |these )?(?P<m>{_N}) "
    rf"(?:[^.;,]{{0,60}}?,? and (?P<k>{_N}) (?:from|for|by|of|named|chosen|appointed)\b)?",
    re.IGNORECASE,
)


class Tally(NamedTuple):
    """Parts of a body that come to more than it has, or to another number than all."""

    start: int
    end: int
    added: int
    whole: int
    whole_start: int
    whole_end: int


def count_in_words(start: int, end: int, value: float) -> Quantity:
    """Return a count that a text writes in words and that was not read as a figure of its own."""
    return Quantity(
        start=start,
        end=end,
        kind=Kind.COUNT,
        value=value,
        unit="",
        step=1.0,
        approximate_step=1.0,
        words=True,
    )


def number(word: str) -> int | None:
    """Return what a small number stands for.

    Examples
    --------
    >>> number("Seven"), number("12"), number("many")
    (7, 12, None)
    """
    if word.isdigit():
        return int(word)
    return UNITS.index(word.lower()) if word.lower() in UNITS else None


_NUMBERED = regex(rf"\d|\b(?:{'|'.join(UNITS[1:])})\b", re.IGNORECASE)
_TOLD = regex(
    rf"\b{_VERBS}\b|\b(?:vote|majority|margin|split|decision|ruling|against|in favou?r|"
    r"abstentions?|opposed|backed)\b",
    re.IGNORECASE,
)


# Without the beginning of one of these no text tells a vote: to look for them is quicker.
_TELLING = (
    "vot",
    "rul",
    "deci",
    "split",
    "passed",
    "adopted",
    "approved",
    "upheld",
    "rejected",
    "cleared",
    "majority",
    "margin",
    "against",
    "each of",
)


def tallies(evidence: Evidence) -> Iterator[Tally]:
    """Yield votes that outnumber the body of their paragraph, and delegations that miss it."""
    blocks: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for sentence, words in prose(evidence):
        blocks[sentence.block].append((sentence.start, words.replace("\n", " ")))
    for told in blocks.values():
        lower = " ".join(words for _, words in told).lower()
        if not any(word in lower for word in _TELLING):
            continue
        sentences = [(start, words) for start, words in told if _NUMBERED.search(words)]
        yield from _votes(sentences)
        for start, words in sentences:
            if "each of" in words:
                yield from _from_each(start, words)
    yield from _of_the_title(evidence, blocks)


_IN_TITLE = lazy_regex(
    rf"\b(?:{_VERBS}|votes?|backs?|decides?|rules?|splits?|rejects?|approves?|clears?|passes)\b"
    rf"(?: [\w-]+){{0,4}}? (?P<a>{_N}){_TO}",
    re.IGNORECASE,
)


def _of_the_title(evidence: Evidence, told: dict[int, list[tuple[int, str]]]) -> Iterator[Tally]:
    """Yield a vote of the title with the only body of the article that can have cast it."""
    for block in evidence.article.blocks:
        if block.kind is not BlockKind.HEADING:
            continue
        vote = _IN_TITLE.search(evidence.words(block))
        if vote is None:
            continue
        added = _value(vote["a"]) + _value(vote["b"])
        seats = {
            _value(found["w"]): start + found.start("w")
            for sentences in told.values()
            for start, words in sentences
            for found in _SEATS.finditer(words)
        }
        if len(seats) == 1 and max(_value(vote["a"]), 2) <= min(seats) < added:
            whole, at = next(iter(seats.items()))
            yield Tally(
                start=block.start + vote.start("a"),
                end=block.start + vote.end("b"),
                added=added,
                whole=whole,
                whole_start=at,
                whole_end=at + len(evidence.text[at:].split(maxsplit=1)[0]),
            )


def _votes(sentences: list[tuple[int, str]]) -> Iterator[Tally]:
    votes = {}
    seats = {}
    sides = set()  # the counts that may be those of one side: "five members", not "five-member"
    if not any(_TOLD.search(words) for _, words in sentences):
        return
    for start, words in sentences:
        for pattern in _VOTES:
            for match in pattern.finditer(words):
                votes[start + match.start("a")] = (
                    start + match.end("b"),
                    _value(match["a"]) + _value(match["b"]),
                    _value(match["a"]),
                )
        for match in _SEATS.finditer(words):
            seats[start + match.start("w")] = (start + match.end("w"), _value(match["w"]))
            if "-" not in match[0]:
                sides.add(start + match.start("w"))
    if len(votes) != 1 or not seats:
        return  # two votes may be those of two bodies
    (at, (end, added, most)) = next(iter(votes.items()))
    counts = {most, added - most}
    others = {
        place: seat
        for place, seat in seats.items()
        if not at <= place < end and not (place in sides and seat[1] in counts)
    }
    if not others:
        return
    place, (until, whole) = max(others.items(), key=lambda seat: seat[1][1])
    if added > whole >= most:
        yield Tally(start=at, end=end, added=added, whole=whole, whole_start=place, whole_end=until)


def _value(word: str) -> int:
    value = number(word)
    if value is None:
        raise ValueError(word)
    return value


def _from_each(start: int, words: str) -> Iterator[Tally]:
    """Yield "thirteen members, seven from each of the two parties and one from a third"."""
    for match in _EACH.finditer(words):
        rest = _value(match["k"]) if match["k"] else 0
        added = _value(match["n"]) * _value(match["m"]) + rest
        whole = _value(match["w"])
        if added > whole or (rest and added != whole):
            yield Tally(
                start=start + match.start("n"),
                end=start + match.end(),
                added=added,
                whole=whole,
                whole_start=start + match.start("w"),
                whole_end=start + match.end("w"),
            )


def number_of(written: str) -> float:
    """Return a whole number below a hundred in words, or any in digits; "a" is one.

    Examples
    --------
    >>> number_of("thirty-five"), number_of("an"), number_of("1,200")
    (35.0, 1.0, 1200.0)
    """
    if written in {"a", "an"}:
        return 1.0
    tens, _, ones = written.partition("-")
    if tens in TENS:
        return 10.0 * (TENS.index(tens) + 2) + (UNITS.index(ones) if ones else 0)
    return float(UNITS.index(written)) if written in UNITS else float(written.replace(",", ""))


_OPENS = regex(
    r"\s*(?:and |while |but |whereas )?(?P<n>\d{1,3}|[a-z]+)(?= [a-z])(?! (?:percent|points?|"
    r"million|billion|times|years?|months?|days?|hours?|of the other))",
    re.IGNORECASE,
)


def opening_number(clause: str) -> int | None:
    """Return the number that a clause begins with, if it counts with one."""
    found = _OPENS.match(clause)
    if found is None:
        return None
    return number(found["n"])
