"""Whether a word of direction speaks of the two figures of a pair, or of something beside them.

"Sales grew 4 percent, down from 5" tells two amounts of change, which say nothing against "grew";
in "output grew 15 percent and inflation slowed to 4" each verb has a figure of its own.
"""

from __future__ import annotations

import re

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.wording import content_words
from bongsu.audit.trends.clause_ways import SUMMIT
from bongsu.audit.trends.courses import Course
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex

_NEAR = 70  # code points between a word of direction and the first of two figures
_BESIDE = 20  # code points on both sides of a word of direction in which a revision is named
_FARTHEST = 10.0  # times by which one level of a measure is above the level before
_ANOTHER = lazy_regex(
    r"\b(?:and|which|that|who|when|as|because|since|said|was|were|is|are|has|have|had|reported|"
    r"showed)\b|[;(]"
)
_BY_SO_MUCH = lazy_regex(  # between a verb and the amount by which it moved
    r"(?:\san\saverage\sof|\sat\s(?:an?|the|its|their)\s(?:[\w-]+\s){0,2}?(?:rate|pace|speed)\sof|"
    r"\sby(?:\s(?!to\b)[a-z-]+){0,3}|\s(?:an?|about|around|some|nearly|almost|over|only|just|"
    r"more\sthan|"
    r"at\sleast)(?:\s[a-z-]+)?)?\s?[($\u20ac\u00a3\u00a5\s]*"
)
_CHANGE = lazy_regex(
    r"(?:\bby(?:\s(?:an?|about|around|some|nearly|almost|over|only|just|more|than|at|least)){0,3}|"
    r"\b(?:increase|rise|gain|growth|decline|fall|drop|decrease|cut|loss)\sof)\s$",
    re.IGNORECASE,
)
_OWN_MOVE = lazy_regex(
    r"\s(?:[a-z-]+\s)?(?:rise|increase|gain|growth|decline|fall|drop|decrease|expansion|"
    r"contraction|"
    r"cut|hike)\b"
)
_NEXT_CLAUSE = lazy_regex(r"[;\u2014]|\s-\s|\b(?:and|but|while|whereas)\b")
_REVISED = lazy_regex(r"\b(?:revis|restat|correct|amend|updat)\w*", re.IGNORECASE)


def speaks_of(
    words: str,
    span: tuple[int, int],
    course: Course,
    evidence: Evidence,
    at: int,
    *,
    own: bool,
    title: bool,
) -> bool:
    """Whether a word of direction in a clause speaks of the figures of a course.

    Parameters
    ----------
    words : str
        The clause that holds the word.
    span : tuple[int, int]
        Where the word stands in the clause.
    course : Course
        The figures.
    evidence : Evidence
        The article.
    at : int
        Where the clause begins in the text, in code points.
    own : bool
        Whether the figures stand in the sentence of the clause.
    title : bool
        Whether the clause is a title or a heading.
    """
    if _REVISED.search(words, max(0, span[0] - _BESIDE), span[1] + _BESIDE):
        return False  # the forecast moved, not what it is of
    ordinals = {point.quantity.kind is Kind.ORDINAL for point in course.points}
    if len(ordinals) > 1 or any(_negative(evidence, point.quantity) for point in course.points):
        return False  # of what is below zero less may be more
    if course.form is not BlockKind.PARAGRAPH or len(course.points) > 2:
        return not _holds_changes(evidence, course)
    if not _one_measure(course):
        return False
    if own:
        return _governs(words, span, course, evidence, at)
    return not title or _sums_up(words, span, course, evidence)


def _negative(evidence: Evidence, quantity: Quantity) -> bool:
    before = evidence.text[max(0, quantity.start - 1) : quantity.start + 1]
    return (quantity.value or 0.0) < 0 or "\u2212" in before


def _governs(
    words: str, span: tuple[int, int], course: Course, evidence: Evidence, at: int
) -> bool:
    """Whether a word of direction in a clause is the verb of the two figures behind it."""
    first, second = sorted((point.quantity for point in course.points), key=_start)
    if span[0] > first.start - at:
        return False
    between = words[span[1] : first.start - at]
    if len(between) >= _NEAR or _ANOTHER.search(between) or _REVISED.search(words):
        return False
    if _BY_SO_MUCH.fullmatch(between) or _holds_changes(evidence, course):
        return False
    if _figure_between(evidence, at + span[1], first):
        return False
    between = evidence.text[first.end : second.start]
    if ":" in between or SUMMIT.search(between):
        return False
    return not (_another_verb(between) or _goes_on(evidence, course))


def _start(quantity: Quantity) -> int:
    return quantity.start


def _holds_changes(evidence: Evidence, course: Course) -> bool:
    """Whether a figure of a course is the amount of a change, and no level."""
    return any(_is_change(evidence, point.quantity) for point in course.points)


def _is_change(evidence: Evidence, quantity: Quantity) -> bool:
    """Whether a figure is told as the amount of a change: "up by 40", "a 3 percent rise"."""
    ahead, behind = evidence.text[: quantity.start][-30:], evidence.text[quantity.end :][:30]
    return _CHANGE.search(ahead) is not None or _OWN_MOVE.match(behind) is not None


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be of one measure: "5.42 billion dollars from 5.03 billion"."""
    if one.kind is other.kind:
        return one.unit == other.unit or not (one.unit and other.unit)
    if {one.kind, other.kind} <= PERCENTS:
        return True
    return {one.kind, other.kind} <= AMOUNTS and not (one.unit and other.unit)


def _figure_between(evidence: Evidence, start: int, first: Quantity) -> bool:
    """Whether a verb has a figure of the same kind nearer than the first of two."""
    return any(
        _alike(one, first) and not _CHANGE.search(evidence.text[: one.start][-30:])
        for one in within(evidence.quantities, start, first.start)
    )


_TO = lazy_regex(r"\s?(?:percent|per cent|%)?\sto\s[$\u20ac\u00a3\u00a5]?$")


def _goes_on(evidence: Evidence, course: Course) -> bool:
    """Whether the later of two figures is no end: a third one follows, "from 1.5 to 0.8"."""
    own = {point.quantity.start for point in course.points}
    for point in course.points:
        end = point.quantity.end
        behind = within(evidence.quantities, end, end + _NEXT)
        another = behind and behind[0].start not in own and behind[0].kind is point.quantity.kind
        if another and _TO.fullmatch(evidence.text, end, behind[0].start):
            return True
    return False


_NEXT = 20  # code points behind a figure in which one to which it moves begins


_VERB_NEXT = lazy_regex(
    r",\s(?:then\s|later\s|it\s)?(?:returned|rebounded|recovered|bounced|climbed|rose|fell|jumped|"
    r"dropped|surged|declined|increased|decreased|picked\sup|slowed|eased)\b"
)


def _another_verb(between: str) -> bool:
    """Whether a clause with a verb of direction of its own begins between two figures."""
    if _VERB_NEXT.search(between):
        return True
    clauses = _NEXT_CLAUSE.split(between)[1:]
    return any(
        group(name).search(clause)
        for clause in clauses
        for name in ("up", "down", "slower", "faster")
    )


def _one_measure(course: Course) -> bool:
    """Whether two figures are near enough to be levels of one measure."""
    first, second = (point.quantity for point in course.points)
    if first.kind not in AMOUNTS or not first.value or not second.value:
        return True
    return 1 / _FARTHEST < second.value / first.value < _FARTHEST


_TURNED = lazy_regex(r"\b(?:into|deeper)\b|[\u2018'\"\u201c]", re.IGNORECASE)


def _sums_up(title: str, span: tuple[int, int], course: Course, evidence: Evidence) -> bool:
    """Whether the verb of a title is that of two figures in the text below it.

    The subject of the title is the last word before its verb; the clause before the figures names
    it, and tells of a movement by a word of its own or by two dates.
    """
    sentence = evidence.sentences[course.first]
    figures = sorted((point.quantity for point in course.points), key=_start)
    lead = evidence.text[sentence.start : figures[0].start]
    subject = content_words(title[: span[0]])
    head = content_words(" ".join(title[: span[0]].split()[-1:]))
    if not head or not head <= content_words(lead) or _TURNED.search(title, span[1]):
        return False
    if _holds_changes(evidence, course) or _told_before(head, figures[0], sentence, evidence):
        return False
    if all(point.period for point in course.points):
        return bool(subject)
    verbs = [name for name in ("up", "down") if group(name).search(lead)]
    rises = below(course.points[0].quantity, course.points[1].quantity)
    return verbs == (["up"] if rises else ["down"])


def _told_before(
    head: frozenset[str], figure: Quantity, sentence: Sentence, evidence: Evidence
) -> bool:
    """Whether an earlier sentence names the subject with a figure of the same kind."""
    return any(
        head <= content_words(evidence.words(earlier))
        and any(
            one.kind is figure.kind
            for one in within(evidence.quantities, earlier.start, earlier.end)
        )
        for earlier in evidence.sentences
        if earlier.end <= sentence.start
    )
