"""What stands around a figure or a date, by which two documents can be seen to tell of one thing.

A second author words anew what he copies, so words count by their topic: "seized" and "detained",
"backlog" and "orders" are one. In a short text the whole of it is around each of its figures.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.wording import alternation, content_words, stem, stop_words, table
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import (
    PERCENTS,
    Claim,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import regex

_WORD = regex(r"[a-z]{2,}")
_NAME = regex(r"\b[A-Z][A-Za-z]{2,}\b")
SHORT = 2000  # code points of a text that is about one thing, and of a paragraph that is looked at
_HEAD = frozenset({BlockKind.HEADING, BlockKind.META})
_ANOTHER = regex(r"\b(?:[Aa]nother|[Oo]ther|[Dd]ifferent)\b")
_HEADS = frozenset({Kind.COUNT, Kind.RATE})  # "0.72 children each" is a rate that looks a count


class Place(NamedTuple):
    """Where a figure or a date stands."""

    evidence: Evidence
    sentence: Sentence
    start: int

    @property
    def around(self) -> tuple[int, int]:
        """The paragraph, or the whole text if that is short."""
        article = self.evidence.article
        if article.end - article.start <= SHORT:
            told = [block.start for block in article.blocks if block.kind not in _HEAD]
            return min(told, default=article.start), article.end
        block = self.evidence.block_of(self.sentence)
        return block.start, min(block.end, block.start + SHORT)


def place_of_claim(evidence: Evidence, claim: Claim) -> Place:
    """Return where the figure of a claim stands."""
    return Place(evidence, evidence.sentences[claim.sentence], claim.quantity.start)


def sentence_topics(place: Place) -> frozenset[str]:
    """Return what a sentence is about."""
    return topics(place.evidence.words(place.sentence))


def topics_around(place: Place) -> frozenset[str]:
    """Return what a paragraph is about."""
    start, end = place.around
    return topics(place.evidence.text[start:end])


def topics(words: str) -> frozenset[str]:
    """Return what words are about, one word for each topic that several words can name."""
    found = frozenset(_WORD.findall(words.casefold())) - stop_words()
    return frozenset(_topic_of().get(word) or stem(word) for word in found) - _everywhere()


@cache
def _topic_of() -> dict[str, str]:
    rows = (*table("consistency")["retold"], *table("headings")["alike"])
    return {str(word).casefold(): f"~{row[0]}" for row in reversed(rows) for word in row}


@cache
def _everywhere() -> frozenset[str]:
    lists = table("consistency")
    return content_words(" ".join((*lists["sizes_and_times"], *lists["everywhere"])))


@cache
def _no_names() -> frozenset[str]:
    return _everywhere() | {stem(word) for word in stop_words()}


def names_around(place: Place) -> frozenset[str]:
    """Return the capitalised words of a paragraph, but for those that nearly all texts have."""
    found = _NAME.findall(place.evidence.text, *place.around)
    return frozenset(stem(name) for name in found) - _no_names()


def kind_of(quantity: Quantity) -> str:
    """Return what two figures have in common that may be one."""
    if quantity.kind in PERCENTS:
        return "percent"
    if quantity.kind in _HEADS:
        return "heads"
    return f"{quantity.kind} {quantity.unit}"


def figures_around(place: Place) -> frozenset[tuple[str, float]]:
    """Return the other figures of a paragraph, by which it may be known."""
    return frozenset(
        (kind_of(quantity), quantity.value)
        for quantity in within(place.evidence.quantities, *place.around)
        if quantity.value is not None
        and quantity.start != place.start
        and quantity.kind not in {Kind.ORDINAL, Kind.DURATION, Kind.MULTIPLE, Kind.FRACTION}
        and len(regex(r"[1-9]").findall(place.evidence.words(quantity))) > 1
    )


def days_around(place: Place) -> frozenset[str]:
    """Return the other days that a paragraph names."""
    return frozenset(
        date.edtf
        for date in within(place.evidence.dates, *place.around)
        if date.edtf
        and date.granularity is Granularity.DAY
        and date.role != "publication"
        and date.start != place.start
    )


def of_others(first: Place, second: Place) -> bool:
    """Whether two sentences speak of another thing each: by its name, or in so many words.

    A name counts that the other text does not have near by, in whatever form.
    """
    if any(_ANOTHER.search(place.evidence.words(place.sentence)) for place in (first, second)):
        return True
    return all(
        any(name not in there for name in _names_within(here))
        for here, there in (
            (first, second.evidence.text[slice(*second.around)].casefold()),
            (second, first.evidence.text[slice(*first.around)].casefold()),
        )
    )


_TURN = regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"[a-z]+(?:teenth|tieth)|\d+(?:st|nd|rd|th))\b"
)


def of_other_turns(first: str, second: str) -> bool:
    """Whether two sentences tell of two in a row, or of two steps: the cabinet, parliament."""
    ours, theirs = (set(_TURN.findall(words.casefold())) for words in (first, second))
    bodies, others = (set(_BODY.findall(words.casefold())) for words in (first, second))
    return bool(ours - theirs and theirs - ours) or bool(bodies - others and others - bodies)


_BODY = regex(  # whose decisions on one thing follow each other
    r"\b(?:cabinet|national assembly|parliament|senate|house|congress|committee|commission|council|"
    r"court|board|shareholders|judiciary|plenary|subcommittee)\b"
)


def of_other_places(first: Place, second: Place) -> bool:
    """Whether one of two sentences names a country or a city that the other's text does not."""
    texts = [place.evidence.text[slice(*place.around)] for place in (first, second)]
    said = [place.evidence.words(place.sentence) for place in (first, second)]
    return any(
        any(form.search(words) and not form.search(other) for form in _places())
        for words, other in zip(said, reversed(texts), strict=True)
    )


@cache
def _places() -> tuple[re.Pattern[str], ...]:
    return tuple(
        regex(rf"(?<!\w){alternation((name, *others))}(?!\w)")
        for name, others in table("headings")["places"].items()
    )


def _names_within(place: Place) -> frozenset[str]:
    """Return the names of a sentence but for its first word, which any sentence capitalises."""
    words = place.evidence.words(place.sentence)
    first = regex(r"\W*\w+").match(words)
    found = _NAME.findall(words, first.end() if first else 0)
    return frozenset(stem(name) for name in found) - _no_names()


_FEWEST_SHARED = 2  # topics of paragraphs whose sentences share none
_MOST_SHARED = 4  # topics of both sentences that count, and half as many again of the paragraphs


def weight(first: Place, second: Place, *, sure: bool = False) -> float:
    """Return how much two surroundings have in common; 0 where the sentences share nothing.

    One topic of the sentences is enough where something else is `sure` of them already.
    """
    said, also = sentence_topics(first), sentence_topics(second)
    around, its = topics_around(first), topics_around(second)
    shared = said & also
    if not shared and not (said & its and also & around) and len(around & its) < _FEWEST_SHARED:
        return 0.0
    names = len(names_around(first) & names_around(second))
    figures = len(figures_around(first) & figures_around(second))
    if not sure and not names and not figures and len(shared) < _FEWEST_SHARED:
        return 0.0
    further = ((said & its) | (also & around) | (around & its)) - shared
    return (
        min(len(shared), _MOST_SHARED)
        + min(len(further), _MOST_SHARED + 2) / 2
        + min(2 * figures, _MOST_SHARED)
        + min(names, 2)
        + min(2 * len(days_around(first) & days_around(second)), 2)
    )


def chance(evidences: Sequence[Evidence]) -> float:
    """Return how much more must speak for a slip among many articles than between two.

    Each pair of articles is one more occasion for two figures to be alike by chance.
    """
    pairs = max(1, len(evidences) * (len(evidences) - 1) // 2)
    return min(_MOST_BY_CHANCE, _BY_CHANCE * math.log2(pairs))


_BY_CHANCE = 0.3
_MOST_BY_CHANCE = 5.0
