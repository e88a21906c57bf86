"""Figures by which a text calls back what it has told, with another value than it gave.

"The 38 people who died in the fires", where 30 had died; "the $2.1 billion purchase" of what was
bought for $1.2 billion; "is designating 36 individuals" below a lead of 26. The later figure must
point back, by its article or by the same deed, and the earlier one must be the only one that it can
mean: of the same thing and of a like size, in a sentence that shares more with it than that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bongsu.audit.reading.digit_slips import swapped
from bongsu.audit.reading.kinship import kinds_of, things_of
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.reading.wording import content_words, in_quotes, prose, stem
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    AMOUNTS,
    NO_BOUNDS,
    Comparator,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_POINTS = lazy_regex(  # "the 38", "all 26", "of the 100,000", "the group's pledge of $24 billion"
    r"(?:\b(?:the|these|those|all|its|their|this|that|both|said)\s(?:same\s|total\s|full\s|entire\s|whole\s)?|"
    r"\b(?:the|its|their|this|that|his|her|[\w.]+['’]s|[a-z]+s['’])\s(?:[\w-]+\s){0,2}?(?P<what>[\w-]+)\s"
    r"(?:of|worth|totall?ing)\s)(?:about\s|some\s|nearly\s|roughly\s|almost\s)?$",
    re.IGNORECASE,
)
_OWN = lazy_regex(r"\b(?:its|their|all|both)\b", re.IGNORECASE)
_ANOTHER = lazy_regex(
    r"\b(?:other|another|others|remaining|rest|further|additional|additionally|more|new|than|only|"
    r"first|second|third|(?:last|next|previous|earlier)(?!\s(?:week|month|year|quarter|[A-Z]))|former|latter|each|per|every|another|initial|"
    r"average|remainder|half|quarter|most|part|up to|at least|at most|maximum|minimum|target|goal|"
    r"revised|raised|lowered|increase\w*|cut|expanded|instead|compared|rose|fell|exceed\w*|"
    r"of which|of whom|among|from|limit|cap|ceiling|original|later|respectively)\b",
    re.IGNORECASE,
)
_OF_MANY = lazy_regex(
    r"\b(?:other|another|remaining|rest|further|additional|more|than|each|per|average|of which|"
    r"of whom|up to|at least|at most|maximum|minimum|target|goal|limit|cap|ceiling|respectively)\b",
    re.IGNORECASE,
)
_REACH = 60  # code points before a figure in which its deed stands
_BEHIND = 14  # and behind it in which it may be told from another
_ROOM = (0.5, 2.0)  # of the earlier figure: one farther off is of something else
_ROOM_OF_MONEY = (0.6, 1.7)
_MOST = 200  # figures of an article that are compared
_DEED = lazy_regex(
    r"\b([a-z]{4,}(?:ed|ing|es|s)|bought|sold|sent|built|held|met|won|lost|made|paid)\b"
)
_TODAY = lazy_regex(r"\b[Tt]oday\b")
_LEAST_WORDS = 2  # that two sentences share besides the noun


class _Figure(NamedTuple):
    quantity: Quantity
    sentence: Sentence
    words: str
    noun: str  # the stem of what is counted, or the currency or measure


def recounted(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the figure that a text gave, and the one by which it calls that back."""
    figures = list(_figures(evidence))[:_MOST]
    for at, later in enumerate(figures):
        value = later.quantity.value
        if any(
            one.quantity.value == value and one.noun == later.noun
            for one in figures
            if one is not later
        ):
            continue
        before = later.words[: later.quantity.start - later.sentence.start]
        points = _POINTS.search(before)
        money = later.quantity.kind is Kind.MONEY
        if money and points is not None and not points["what"] and _OWN.search(points[0]):
            continue  # "its $25 billion" may be that of another
        deed = None if points or money else _deed(before)
        if points is None and deed is None:
            continue
        what = points["what"] if points is not None else None
        earlier = [
            one
            for one in figures[:at]
            if _meant(evidence, one, later, deed) and (not what or _told(what, one.words))
        ]
        if len({one.quantity.value for one in earlier}) == 1:
            yield earlier[0].quantity, later.quantity


def _told(what: str, words: str) -> bool:
    """Whether a sentence tells of what a noun calls back, by its root or its kind."""
    roots = {stem(word) for word in regex(r"[a-z]{3,}").findall(words.casefold())}
    return stem(what.casefold()) in roots or bool(kinds_of(what) & kinds_of(words))


def _figures(evidence: Evidence) -> Iterator[_Figure]:
    for sentence, words in prose(evidence):
        if evidence.block_of(sentence).kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            continue
        yield from _the_few(evidence, sentence, words)
        for quantity in within(evidence.quantities, sentence.start, sentence.end):
            if (
                quantity.kind in AMOUNTS
                and quantity.value is not None
                and quantity.value > 1
                and not quantity.malformed
                and not quantity.per
                and quantity.comparator in NO_BOUNDS
                and not in_quotes(evidence, sentence, quantity.start)
            ):
                noun = _noun(quantity)
                if noun:
                    yield _Figure(quantity, sentence, words, noun)


_THE_FEW = lazy_regex(  # which point back, and are no figures of their own
    rf"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll)\s(?P<n>{'|'.join(UNITS[2:13])})\s(?P<noun>[a-z]{{3,}})\b"
)


def _the_few(evidence: Evidence, sentence: Sentence, words: str) -> Iterator[_Figure]:
    """Yield the small numbers in words by which a sentence calls back what was counted."""
    for match in _THE_FEW.finditer(words):
        start = sentence.start + match.start("n")
        if any(q.start == start for q in within(evidence.quantities, start, sentence.end)):
            continue
        few = Quantity(
            start=start,
            end=sentence.start + match.end(),
            kind=Kind.COUNT,
            value=float(UNITS.index(match["n"])),
            unit="",
            step=1.0,
            words=True,
            noun=match["noun"],
        )
        yield _Figure(few, sentence, words, stem(match["noun"]))


def _noun(quantity: Quantity) -> str:
    """Return what tells a figure's sort: its currency, measure or the stem of what it counts."""
    if quantity.kind is not Kind.COUNT:
        return quantity.unit
    return stem(quantity.noun.split()[-1].casefold()) if quantity.noun else ""


def _deed(before: str) -> str | None:
    """Return the stem of the verb by which what is counted was dealt with, right before it."""
    found = list(_DEED.finditer(before[-_REACH:]))
    return stem(found[-1][1]) if found else None


def _meant(evidence: Evidence, one: _Figure, later: _Figure, deed: str | None) -> bool:
    """Whether an earlier figure may be what a later one calls back."""
    first, second = one.quantity, later.quantity
    if one.sentence.start == later.sentence.start or one.noun != later.noun:
        return False
    if first.kind is not second.kind or first.value is None or second.value is None:
        return False
    low, high = _ROOM_OF_MONEY if first.kind is Kind.MONEY else _ROOM
    near = low < second.value / first.value < high or _turned(first.value, second.value)
    if not near or _fits(first, second):
        return False
    if _apart(evidence, one, later, years_only=deed is None):
        return False
    if _ANOTHER.search(_clause(later)) or _OF_MANY.search(_clause(one)):
        return False
    nouns = {one.noun, stem(one.noun)}
    shared = (things_of(one.words) & things_of(later.words)) - nouns
    kin = bool(kinds_of(one.words) & kinds_of(later.words))
    if deed is not None:
        same = deed in {stem(word) for word in regex(r"[a-z]{4,}").findall(_lead(one))}
        today = all(_TODAY.search(f.words) for f in (one, later))
        return same and bool(shared - {deed}) and (today or len(shared - {deed}) >= _LEAST_WORDS)
    own = _own_words(later)
    if own - content_words(one.words) - nouns:
        return False  # "the 12 Korean banks" are some of the 26
    roots = {word[:_ROOT] for word in things_of(one.words) - nouns}
    if any(word[:_ROOT] in roots for word in (own | _behind(later)) - nouns):
        return True
    if not own and one.noun.islower() and second.kind is Kind.COUNT and _right_behind(one, later):
        return True  # "The 150 nannies will earn", a sentence after they came
    return bool(shared) and (kin or len(shared) >= _LEAST_WORDS)


_CLOSE = 220  # code points between two sentences of one paragraph, or of two in a row


def _right_behind(one: _Figure, later: _Figure) -> bool:
    """Whether a sentence opens with "The" and its figure, soon after the other."""
    opens = later.words.startswith("The ") and later.quantity.start - later.sentence.start < 8
    return opens and 0 <= later.sentence.start - one.sentence.end < _CLOSE


_ROOT = 4  # letters that words of one root share


def _turned(one: float, other: float) -> bool:
    """Whether two numbers have the same digits, of which two changed places: 14 and 41."""
    first, second = (f"{value:.15g}".strip("0.") for value in (one, other))
    return len(first) > 1 and swapped(first, second)


_NEAR = 0.05  # of a figure that is told as about so much


def _fits(first: Quantity, second: Quantity) -> bool:
    if Comparator.APPROX in {first.comparator, second.comparator}:
        one, other = first.value or 0.0, second.value or 0.0
        return abs(one - other) <= _NEAR * max(one, other)
    return first.rounded.meets(second.rounded) or first.truncated.meets(second.truncated)


def _apart(evidence: Evidence, one: _Figure, later: _Figure, *, years_only: bool) -> bool:
    """Whether each sentence has dates of its own, and none in common."""
    told: Sequence[frozenset[str]] = [
        frozenset(
            date.edtf or ""
            for date in within(evidence.dates, f.sentence.start, f.sentence.end)
            if date.granularity is not Granularity.VAGUE
        )
        for f in (one, later)
    ]
    years = [{edtf[:4] for edtf in dates} for dates in told]
    return bool(told[0] and told[1]) and (
        not years[0] & years[1] or not (years_only or told[0] & told[1] or _one_within(told))
    )


def _one_within(told: Sequence[frozenset[str]]) -> bool:
    """Whether a date of one sentence is a part of a date of the other."""
    return any(a.startswith(b) or b.startswith(a) for a in told[0] for b in told[1] if a and b)


def _clause(figure: _Figure) -> str:
    at = figure.quantity.start - figure.sentence.start
    end = figure.quantity.end - figure.sentence.start
    before = regex(r"[;:,(]\s|\d").split(figure.words[:at])[-1]
    return f"{before[-_REACH:]} {regex(r'[;:,)]').split(figure.words[end:])[0][:_BEHIND]}"


def _lead(figure: _Figure) -> str:
    at = figure.quantity.start - figure.sentence.start
    return figure.words[max(0, at - 2 * _REACH) : at]


def _behind(figure: _Figure) -> frozenset[str]:
    """Return the words right behind what is counted: "the 2,250 students surveyed"."""
    end = figure.quantity.end - figure.sentence.start
    behind = regex(r"[;:,.)]").split(figure.words[end:])[0]
    return things_of(" ".join(behind.split()[:_FEW]))


_FEW = 5  # words


def _own_words(figure: _Figure) -> frozenset[str]:
    """Return the words between a number and the noun that it counts."""
    if figure.quantity.kind is not Kind.COUNT or not figure.quantity.noun:
        return frozenset()
    return content_words(" ".join(figure.quantity.noun.split()[:-1]))
