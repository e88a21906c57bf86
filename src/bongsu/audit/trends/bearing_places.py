"""Where a text speaks of a row of dated figures: beside it, in a title, or by its name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import content_words
from bongsu.audit.remembering import remembered
from bongsu.audit.trends.courses import GOES_BACK, Course, courses
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Sentence, within
from bongsu.patterns import lazy_regex, regex

_NUMBER = itemgetter(0)


@remembered
def _spoken(evidence: Evidence) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences with their numbers, but for cells of tables and what heads a file."""
    silent = {BlockKind.CELL, BlockKind.META}
    return (
        (number, sentence)
        for number, sentence in enumerate(evidence.sentences)
        if evidence.block_of(sentence).kind not in silent
    )


_FEW = 20  # rows of figures of an article, each of which is looked for all over it
_REACH = 40  # sentences around a row that are asked of it where there are more
_OPENING = 3  # sentences of an article that sum up rows anywhere


def _asked(evidence: Evidence, course: Course) -> Sequence[tuple[int, Sentence]]:
    """Return the sentences that are asked of a course, with their numbers.

    In an article of many rows they lie around it or at the head: each row against each sentence
    takes time in proportion to the square of the text, and far ones are of other rows.
    """
    spoken = _spoken(evidence)
    if len(courses(evidence)) <= _FEW:
        return spoken
    first = bisect_left(spoken, course.first - _REACH, key=_NUMBER)
    last = bisect_left(spoken, course.last + _REACH + 1, key=_NUMBER)
    return (*spoken[: min(_OPENING, first)], *spoken[first:last])


def _beside_prose(evidence: Evidence, course: Course) -> Iterator[tuple[int, bool]]:
    """Yield the sentence of a course, and the one before it if that may sum it up."""
    yield course.first, True
    before = course.first - 1
    if before >= 0 and evidence.sentences[before].block == course.block:
        own, other = (evidence.words(evidence.sentences[n]) for n in (course.first, before))
        several = len(course.points) > 2 and (
            _LINKED.match(own) or content_words(own) & content_words(other)
        )
        if several or GOES_BACK.match(own):
            yield before, True
        elif len(course.points) > 2:
            yield before, False


def places_of(evidence: Evidence, course: Course, *, alone: bool) -> Iterator[tuple[int, bool]]:
    """Yield the sentences that may speak of a course, and whether they surely do."""
    if course.form is BlockKind.PARAGRAPH:
        yield from _beside_prose(evidence, course)
        yield from _looking_back(evidence, course)
    head = content_words(course.head) - _UNITS
    asked = _asked(evidence, course)
    after = next((number for number, _ in asked if number > course.last), -1)
    for number, sentence in asked:
        block = evidence.block_of(sentence)
        if course.form is BlockKind.PARAGRAPH and block.kind is not BlockKind.HEADING:
            continue
        if course.first <= number <= course.last:
            continue
        words = content_words(evidence.words(sentence))
        if course.form is BlockKind.PARAGRAPH:
            clauses = _CLAUSES.split(evidence.words(sentence))
            told = content_words(own_words(evidence, course))
            if all(content_words(clause) & told for clause in clauses):
                yield number, True
            continue
        said = evidence.words(sentence)
        named = len(head & words) >= min(2, len(head)) > 0
        named = named and (len(head) > 1 or abs(sentence.block - course.block) <= _IN_SIGHT)
        near = named or _SHOWN.search(said) is not None
        near = near or (alone and _is_title(evidence, sentence))
        near = near or (alone and number == after and BACK.search(said) is not None)
        if near or (
            alone and (_names_period(evidence, course, number) or _beside(course, sentence))
        ):
            yield number, near


_CLAUSES = lazy_regex(
    r"[,;:]\s|\s(?:as|while|amid|but|even as|despite|when|after|before)\s", re.IGNORECASE
)


def _looking_back(evidence: Evidence, course: Course) -> Iterator[tuple[int, bool]]:
    """Yield sentences after a row of three or more that sum it up: "That steady climb ..."."""
    if len(course.points) < _ROW:
        return
    own = content_words(own_words(evidence, course))
    for number, sentence in _asked(evidence, course):
        if number <= course.last or evidence.block_of(sentence).kind is BlockKind.HEADING:
            continue
        words = evidence.words(sentence)
        next_one = number == course.last + 1 and sentence.block == course.block
        named = any(_names(match["of"], own) for match in RUN.finditer(words))
        if named or (next_one and _SUMS_UP.match(words)):
            yield number, True


def _names(what: str, own: frozenset[str]) -> bool:
    """Whether the last noun of "the rise in monthly births" is a word of the figures' sentences."""
    said = [word for word in what.split() if content_words(word)]
    last = said[-2:-1] if len(said) > 1 and said[-1].endswith(("ed", "ing")) else said[-1:]
    return bool(content_words(" ".join(last)) & own)


_ROW = 3  # figures of which a later sentence may speak as a whole
_SUMS_UP = lazy_regex(
    r"(?:(?:because|since|as|with|given|if|while|although)\s)?(?:th(?:at|is|ese|ose|e)|such|its|"
    r"their)\s(?:\w+[\s-]){0,3}?\w+",
    re.IGNORECASE,
)
RUN = lazy_regex(
    r"\b(?:steady|uninterrupted|unbroken|continuous|relentless|constant|persistent|continued|"
    r"sustained|ceaseless|"
    r"year-by-year|year-on-year|gradual|long|consecutive|marked|sharp)\s\w+\s(?:in|"
    r"of)\s(?:the\s)?(?P<of>\w+(?:\s(?!(?:in|of|at|to|for|by|from|since|and|or|but|is|was|are|"
    r"were|has|had|have|that|which|this|last|over|as|after)\b)\w+){0,3})",
    re.IGNORECASE,
)
BACK = lazy_regex(  # "thanks to this continual rise", of the list or table right before
    r"\b(?:this|that|these|those|such|the\ssame)\s(?:an?\s)?(?:[a-z-]+\s){0,2}?(?:rise|increase|"
    r"growth|climb|gain|"
    r"expansion|surge|upturn|ascent|recovery|decline|fall|drop|decrease|slide|slump|descent|"
    r"downturn|contraction|"
    r"shrinkage|dwindling|erosion)s?\b",
    re.IGNORECASE,
)
_UNITS = content_words(  # words of a head that tell no measure
    "percent percentage change ratio share billion million trillion won dollars GDP"
)
_IN_SIGHT = 40  # blocks, cells of tables among them, across which one word names a row of figures
_BESIDE = 2  # blocks between a list or table and what is said of it without naming it


_SHORT = 10  # words of a title or a heading


def _is_title(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a sentence is a title or a heading, which sums up what stands under it."""
    block, words = evidence.block_of(sentence), evidence.words(sentence)
    heads = block.kind in {BlockKind.HEADING, BlockKind.ITEM}
    return heads and len(words.split()) < _SHORT and not words.endswith((".", ":", ";"))


def _beside(course: Course, sentence: Sentence) -> bool:
    return 0 < course.block - sentence.block <= _BESIDE


def _names_period(evidence: Evidence, course: Course, number: int) -> bool:
    """Whether a sentence compares with a period of a course: "than it did in 2021"."""
    sentence = evidence.sentences[number]
    if " than " not in evidence.words(sentence):
        return False
    periods = {point.period for point in course.points}
    return any(d.edtf in periods for d in within(evidence.dates, sentence.start, sentence.end))


_LINKED = regex(  # how a sentence begins that lists what the one before sums up
    r"(?:\$?\d|(?:In|For)\s(?:\d|[A-Z])|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|"
    r"Eleven|Twelve|\w+teen|"
    r"\w+ty)\b)"
)
_SHOWN = guarded_regex(
    r"\b(?:shown|listed|given|set\sout|figures|totals|numbers|amounts|table|list|"
    r"chart)\s(?:above|below|here)\b|"
    r"\bin\sthe\s(?:table|list|chart)\b|\bth(?:e|is|ese)\s(?:table|list|chart|tally|figures|"
    r"numbers)\s(?:\w+\s)?"
    r"(?:shows?|tells?|tell|says?|makes?\sclear|suggests?|bears?\s\w+\sout|confirms?|reveals?|"
    r"records?)\b",
    re.IGNORECASE,
)


def own_words(evidence: Evidence, course: Course) -> str:
    """Return the sentences in which the figures of a course stand."""
    first, last = (evidence.sentences[number] for number in (course.first, course.last))
    return evidence.text[first.start : last.end]
