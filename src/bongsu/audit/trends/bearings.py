"""What a text says of the way that a row of dated figures goes, held against these figures.

A statement is a word of direction, pace, steadiness or extremes in the sentence of the figures, in
the sentence beside it, in the title, or elsewhere if it names the head of the table or list. It is
judged only if its words point one way, and nothing turns their sense; then the figures decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import content_words, in_quotes, sentence_at
from bongsu.audit.remembering import remembered
from bongsu.audit.rules import Rule
from bongsu.audit.telling import related_part
from bongsu.audit.trends.bearing_places import BACK, RUN, own_words, places_of
from bongsu.audit.trends.courses import Course, Point, courses
from bongsu.audit.trends.courses_denied import statements
from bongsu.audit.trends.others_ways import of_another
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind, within
from bongsu.patterns import lazy_regex


class Bearing(NamedTuple):
    """Words that the figures of a course deny."""

    start: int
    end: int
    said: str  # what the words say, for people
    course: Course
    against: tuple[Point, Point]  # the step that denies it


def denied(rule: Rule, evidence: Evidence, bearing: Bearing) -> Finding:
    """Return a finding on words of direction, with the two figures that deny them."""
    first, second = (point.quantity for point in bearing.against)
    words = evidence.text[bearing.start : bearing.end]
    return rule.finding_at(
        evidence.document,
        bearing,
        f"“{words}”, but the figures go from {evidence.words(first)} to {evidence.words(second)}",
        related=[
            related_part(evidence, one, name) for one, name in ((first, "from"), (second, "to"))
        ],
        evidence={"said": bearing.said, "from": first.value, "to": second.value},
    )


@remembered
def bearings(evidence: Evidence) -> Iterator[Bearing]:
    """Yield the words of direction that the dated figures of an article deny."""
    found = courses(evidence)
    told: set[int] = set()
    for course in found:
        if _in_pairs(evidence, course) or _of_several_things(evidence, course):
            continue
        price = _of_currency(evidence, course)
        for place, near in places_of(evidence, course, alone=_dated(found) == 1):
            for bearing in _denied(evidence, course, place, near=near):
                if price and not _WORTH.search(evidence.text, bearing.start, bearing.end):
                    continue  # "the won rose": fewer of them, or more, are paid for a dollar
                if _of_the_nation(evidence, bearing):
                    continue
                if bearing.start not in told and not _turned_back(evidence, bearing):
                    told.add(bearing.start)
                    yield bearing


_OTHER_THING = lazy_regex(  # "rose to 49, whereas that for services was 51"
    r"\bwhereas\s(?!it\b|they\b)|\bwhile\s(?:the|that|those)\s|\b(?:and|but)\s(?:that|those)\s(?:that\s)?(?:for|of|in|at|on)\b"
)
_EXTREME = lazy_regex(r"\b(?P<which>high|low|peak|trough)\sof\s$")
_LEAD_OF_EXTREME = 12  # code points


def _of_several_things(evidence: Evidence, course: Course) -> bool:
    """Whether two figures of a sentence are told of two things, or as its high and its low."""
    if course.form is not BlockKind.PARAGRAPH or course.first != course.last:
        return False
    told = sorted((point.quantity for point in course.points), key=lambda one: one.start)
    if any(_OTHER_THING.search(evidence.text, a.end, b.start) for a, b in pairwise(told)):
        return True
    ends = [
        _EXTREME.search(evidence.text, max(0, one.start - _LEAD_OF_EXTREME), one.start)
        for one in told
    ]
    apart = len(told) == _TWO and _JOINED.search(evidence.text, told[0].end, told[1].start) is None
    return apart and all(ends) and len({end["which"] for end in ends if end}) > 1


_JOINED = lazy_regex(
    r"\b(?:to|from)\s(?:an?\s|its\s|the\s)?(?:[\w-]+\s){0,3}(?:high|low|peak|trough)\sof\s$"
)
_TURN = lazy_regex(  # "a shift in the downward trend", "an end to the rise"; what is left out
    r"\b(?:not|never|nor)\s(?:deal\swith|cover|include|discuss|treat|address|consider|extend\sto|look\sat)\s"
    r"(?:the\s|any\s)?(?:[\w-]+\s){0,3}$|\b(?:shift|change|break|turn|turnaround|reversal|departure|end|halt|pause|stop)\s(?:in|of|from|to|with)\s"
    r"(?:the|its|their|an?|this|that)\s(?:[\w-]+\s)?$"
)
_LEAD_OF_TURN = 50  # code points


def _turned_back(evidence: Evidence, bearing: Bearing) -> bool:
    """Whether the words before a direction say that it came to its end."""
    at = bearing.start
    if _TURN.search(evidence.text, max(0, at - _LEAD_OF_TURN), at):
        return True
    first = min(point.quantity.start for point in bearing.course.points)
    return of_another(evidence, at, bearing.end, first)


_NATION = lazy_regex(r"\b(?:national|nation-?wide|country-?wide|overall)\b", re.IGNORECASE)


def _of_the_nation(evidence: Evidence, bearing: Bearing) -> bool:
    """Whether words tell of the whole country, and the figures of some of it."""
    sentence = evidence.sentences[sentence_at(evidence, bearing.start)]
    if _NATION.search(evidence.text, sentence.start, bearing.start) is None:
        return False
    first = evidence.sentences[bearing.course.first]
    return _NATION.search(evidence.text, first.start, first.end) is None


_IN_PAIRS = lazy_regex(  # "to 1.0 percent and 1.8 percent, from 0.9 and 1.6": each from its own
    r"\bto\s[$€]?[\d.,]+[^.;]{0,30}?\sand\s[$€]?[\d.,]+[^.;]{0,30}?\bfrom\s[$€]?[\d.,]+[^.;]{0,30}?\sand\s[$€]?\d|"
    r"\bfrom\s[$€]?[\d.,]+[^.;]{0,30}?\sand\s[$€]?[\d.,]+[^.;]{0,30}?\bto\s[$€]?[\d.,]+[^.;]{0,30}?\sand\s[$€]?\d"
)


def _in_pairs(evidence: Evidence, course: Course) -> bool:
    """Whether the figures of one sentence go from two levels to two others."""
    if course.form is not BlockKind.PARAGRAPH or course.first != course.last:
        return False
    sentence = evidence.sentences[course.first]
    return _IN_PAIRS.search(evidence.text, sentence.start, sentence.end) is not None


_PER_DOLLAR = lazy_regex(
    r"\b(?:per|to the|against the|versus the|for a|a)\s(?:U\.?S\.?\s)?(?:dollar|greenback)\b"
    r"|\bgreenback\b|\bthe (?:U\.?S\.?\s)?dollar\b|\bexchange rate",
    re.IGNORECASE,
)
_WORTH = lazy_regex(r"firm|strength|weak|appreciat|depreciat", re.IGNORECASE)
_WON = (600.0, 2_200.0)  # what a dollar may cost
_AHEAD = 600  # code points before a paragraph in which it may be told what is priced


def _of_currency(evidence: Evidence, course: Course) -> bool:
    """Whether figures are prices of a dollar in won."""
    values = [point.quantity.value or 0.0 for point in course.points]
    if not all(_WON[0] <= value <= _WON[1] for value in values):
        return False
    block = evidence.block_of(evidence.sentences[course.first])
    start = max(evidence.article.start, block.start - _AHEAD)
    return _PER_DOLLAR.search(evidence.text, start, block.end) is not None


def _dated(found: tuple[Course, ...]) -> int:
    return sum(course.form is not BlockKind.PARAGRAPH for course in found)


_GOES_ON = {":", "(", "\u2014"}  # after which figures may stand that spell out what was said
_LEAD = 20  # code points from there to the first of them
_TURNING = (
    r"[;:\u2014()]|\s-\s|,\s(?:and|but|while|whereas|though|although)\b|\bwhile\b|\bwhereas\b"
)
_TURNS = lazy_regex(_TURNING)
_ASIDES = lazy_regex(  # and what leads on to another thing than a list or table
    rf"{_TURNING}|,\s(?:\w+\s)?(?:before|after|when|since|until|because|as|despite)\b"
)


def _denied(evidence: Evidence, course: Course, place: int, *, near: bool) -> Iterator[Bearing]:
    sentence = evidence.sentences[place]
    start, end = sentence.start, sentence.end
    own = course.first <= place <= course.last
    title = evidence.block_of(sentence).kind is BlockKind.HEADING
    if own:
        figures = sorted(point.quantity.start for point in course.points)
        end = max(point.quantity.end for point in course.points)
        if course.first != course.last:
            end = min(end, sentence.end)
        lead = evidence.text[start : figures[0]]
        ends = (
            m.end()
            for m in _TURNS.finditer(lead)
            if m[0] not in _GOES_ON or len(lead) - m.end() > _LEAD
        )
        cut = max((end for end in ends if end < len(lead) - 2), default=0)
        start += cut
    whole = evidence.words(sentence)
    if start >= end or "?" in whole or in_quotes(evidence, sentence, start):
        return
    end = end if own else _end_of_run(whole, course, sentence.start, end)
    if not own and course.form is BlockKind.PARAGRAPH and _tells_itself(evidence, course):
        return
    turns = _TURNS if own or course.form is BlockKind.PARAGRAPH else _ASIDES
    if turns is _TURNS and not own and _has_figures(evidence, course, start, end):
        return
    cuts = [start, *(start + m.end() for m in turns.finditer(evidence.text[start:end])), end]
    head = content_words(course.head)
    named = bool(head & content_words(evidence.text[start:end]))
    for at, to in pairwise([start, end] if own else cuts):
        words = evidence.text[at:to]
        if turns is _ASIDES and _has_figures(evidence, course, at, to):
            continue
        of_it = not named or own or bool(head & content_words(words))
        for (first, last), said, against in statements(
            words, course, evidence, at, near=near and of_it, own=own, title=title
        ):
            yield Bearing(
                start=at + first, end=at + last, said=said, course=course, against=against
            )


def _tells_itself(evidence: Evidence, course: Course) -> bool:
    """Whether the sentence of two figures has a word for their way that is right."""
    if len(course.points) != _TWO or course.first != course.last:
        return False
    first, last = (point.quantity for point in course.points)
    words = own_words(evidence, course)
    return group("up" if below(first, last) else "down").search(words) is not None


_TWO = 2


def _end_of_run(whole: str, course: Course, start: int, end: int) -> int:
    """Return where the words on a course end: figures farther on are of something else.

    "The steady climb in births", "this continual rise".
    """
    prose = course.form is BlockKind.PARAGRAPH
    run = (RUN if prose else BACK).search(whole)
    if run is None:
        return end
    return min(end, start + run.end() + (_LEAD if prose else 0))


def _has_figures(evidence: Evidence, course: Course, start: int, end: int) -> bool:
    """Whether a sentence has figures of its own of which its words may speak."""
    kind = course.points[0].quantity.kind
    return any(
        q.kind in {kind, Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS, Kind.MONEY}
        for q in within(evidence.quantities, start, end)
    )
