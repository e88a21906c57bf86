"""What a text says of the way that a row of dated figures goes, held against these figures.

A statement is a word of direction, pace, steadiness or extremes in the sentence of the figures, in
the sentence beside it, in the title, or elsewhere if it names the head of the table or list. It is
judged only if its words point one way, and nothing turns their sense; then the figures decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bongsu.audit.courses import GOES_BACK, Course, Point, courses
from bongsu.audit.findings import Finding, Related
from bongsu.audit.fits import below
from bongsu.audit.governed import speaks_of
from bongsu.audit.remembering import remembered
from bongsu.audit.rules import Rule
from bongsu.audit.word_groups import Found, group
from bongsu.audit.wording import content_words, in_quotes
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Kind, Sentence, within


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
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
    return rule.finding(
        evidence.document,
        bearing.start,
        bearing.end,
        f"“{words}”, but the figures go from {evidence.words(first)} to {evidence.words(second)}",
        related=[
            Related(start=one.start, end=one.end, message=name, document=evidence.document)
            for one, name in ((first, "from"), (second, "to"))
        ],
        evidence={"said": bearing.said, "from": first.value, "to": second.value},
    )


@remembered
def bearings(evidence: Evidence) -> Iterator[Bearing]:
    """Yield the words of direction that the dated figures of an article deny."""
    found = courses(evidence)
    told: set[int] = set()
    for course in found:
        for place, near in _places(evidence, course, alone=_dated(found) == 1):
            for bearing in _denied(evidence, course, place, near=near):
                if bearing.start not in told:
                    told.add(bearing.start)
                    yield bearing


def _dated(found: tuple[Course, ...]) -> int:
    return sum(course.form is not BlockKind.PARAGRAPH for course in found)


@remembered
def _spoken(evidence: Evidence) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences with their numbers, but for cells of tables and what heads a file."""
    silent = {BlockKind.CELL, BlockKind.META}
    return (
        (number, sentence)
        for number, sentence in enumerate(evidence.sentences)
        if evidence.block_of(sentence).kind not in silent
    )


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


def _places(evidence: Evidence, course: Course, *, alone: bool) -> Iterator[tuple[int, bool]]:
    """Yield the sentences that may speak of a course, and whether they surely do."""
    if course.form is BlockKind.PARAGRAPH:
        yield from _beside_prose(evidence, course)
        yield from _looking_back(evidence, course)
    head = content_words(course.head)
    for number, sentence in _spoken(evidence):
        block = evidence.block_of(sentence)
        if course.form is BlockKind.PARAGRAPH and block.kind is not BlockKind.HEADING:
            continue
        if course.first <= number <= course.last:
            continue
        words = content_words(evidence.words(sentence))
        if course.form is BlockKind.PARAGRAPH:
            clauses = _CLAUSES.split(evidence.words(sentence))
            told = content_words(_own_words(evidence, course))
            if all(content_words(clause) & told for clause in clauses):
                yield number, True
            continue
        said = evidence.words(sentence)
        near = len(head & words) >= min(2, len(head)) > 0 or _SHOWN.search(said) is not None
        near = near or (alone and _is_title(evidence, sentence))
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
    own = content_words(_own_words(evidence, course))
    for number, sentence in _spoken(evidence):
        if number <= course.last or evidence.block_of(sentence).kind is BlockKind.HEADING:
            continue
        words = evidence.words(sentence)
        next_one = number == course.last + 1 and sentence.block == course.block
        named = any(content_words(match["of"]) & own for match in _RUN.finditer(words))
        if named or (next_one and _SUMS_UP.match(words)):
            yield number, True


_ROW = 3  # figures of which a later sentence may speak as a whole
_SUMS_UP = lazy_regex(
    r"(?:(?:because|since|as|with|given|if|while|although)\s)?(?:th(?:at|is|ese|ose|e)|such|its|their)\s(?:\w+[\s-]){0,3}?\w+",
    re.IGNORECASE,
)
_RUN = lazy_regex(
    r"\b(?:steady|uninterrupted|unbroken|continuous|relentless|constant|persistent|continued|sustained|ceaseless|"
    r"year-by-year|year-on-year|gradual|long|consecutive|marked|sharp)\s\w+\s(?:in|of)\s(?:the\s)?(?P<of>\w+(?:\s\w+)?)",
    re.IGNORECASE,
)
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


_LINKED = re.compile(  # how a sentence begins that lists what the one before sums up
    r"(?:\$?\d|(?:In|For)\s(?:\d|[A-Z])|(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|\w+teen|"
    r"\w+ty)\b)"
)
_SHOWN = lazy_regex(
    r"\b(?:shown|listed|given|set\sout|figures|totals|numbers|amounts|table|list|chart)\s(?:above|below|here)\b|"
    r"\bin\sthe\s(?:table|list|chart)\b",
    re.IGNORECASE,
)


_GOES_ON = {":", "(", "\u2014"}  # after which figures may stand that spell out what was said
_LEAD = 20  # code points from there to the first of them
_TURNS = lazy_regex(
    r"[;:\u2014()]|\s-\s|,\s(?:and|but|while|whereas|though|although)\b|\bwhile\b|\bwhereas\b"
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
    run = _RUN.search(whole) if not own and course.form is BlockKind.PARAGRAPH else None
    if run is not None:  # "the steady climb in births": figures farther on are of something else
        end = min(end, sentence.start + run.end() + _LEAD)
    if not own and _has_figures(evidence, course, start, end):
        return
    cuts = [start, *(start + m.end() for m in _TURNS.finditer(evidence.text[start:end])), end]
    head = content_words(course.head)
    named = bool(head & content_words(whole))
    for at, to in pairwise([start, end] if own else cuts):
        words = evidence.text[at:to]
        of_it = not named or own or bool(head & content_words(words))
        for (first, last), said, against in _statements(
            words, course, evidence, at, near=near and of_it, own=own, title=title
        ):
            yield Bearing(
                start=at + first, end=at + last, said=said, course=course, against=against
            )


def _has_figures(evidence: Evidence, course: Course, start: int, end: int) -> bool:
    """Whether a sentence has figures of its own of which its words may speak."""
    kind = course.points[0].quantity.kind
    return any(
        q.kind in {kind, Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS, Kind.MONEY}
        for q in within(evidence.quantities, start, end)
    )


_Step = tuple[Point, Point]
_Said = tuple[tuple[int, int], str, _Step]
_MEASURE = lazy_regex(
    r"\b(?:pace|rate|speed|tempo)\sof\s(?:\w+\s)?(?:growth|increases?|decline|expansion|change)\b|"
    r"\b(?:of|under|in)\sthe\s(?:plan|scenario|projection|forecast)\b|"
    r"\b(?:cost[\s-]cutting|rate[\s-](?:cut|hike|rise)s?|budget\scuts|tax\scuts|growth\srate|pay\srise|cut-?off)\b",
    re.IGNORECASE,
)


def _statements(
    words: str,
    course: Course,
    evidence: Evidence,
    at: int,
    *,
    near: bool,
    own: bool,
    title: bool,
) -> Iterator[_Said]:
    plain = _MEASURE.sub(lambda m: "_" * len(m[0]), words)
    plain = plain.replace("May", "___")  # the month, which is no verb
    first = min(point.quantity.start for point in course.points)
    if group("unsure").search(plain[: first - at] if own else plain):
        return
    run = group("runs").search(plain)
    if near or course.form is BlockKind.PARAGRAPH:
        yield from _extremes(words, course)
        yield from _multiples(plain, course)
    way = _way(plain, course, evidence)
    far = not near and (course.form is BlockKind.PARAGRAPH or not (run or " than " in plain))
    if way is None or far or _SIGNED.search(_own_words(evidence, course)):
        return
    up, span, said = way
    if not speaks_of(plain, span, course, evidence, at, own=own, title=title):
        return
    if up is None:
        yield from _steady(course, span, said, own=own)
        return
    if group("not_yet").search(plain[: span[0] + 1]):
        right, wrong = _steps(course) if up else _steps(course)[::-1]
        if near and right and not wrong and len(course.points) > 2:
            yield span, f"not {said}", right[-1]
        return
    against = _against(plain, course, up=up, run=bool(run and near))
    if against is not None:
        yield span, said, against


def _own_words(evidence: Evidence, course: Course) -> str:
    """Return the sentences in which the figures of a course stand."""
    first, last = (evidence.sentences[number] for number in (course.first, course.last))
    return evidence.text[first.start : last.end]


def _against(words: str, course: Course, *, up: bool, run: bool) -> _Step | None:
    """Return the step of a course that denies that it goes up, or down."""
    wrong = _steps(course)[1 if up else 0]
    steps = len(course.points) - 1
    if run and steps > 1:
        counted = _COUNTED.search(words)
        last = _NUMBERS.get(counted[1].lower(), steps) if counted else steps
        wrong = [step for step in wrong if step[1] in course.points[-last:]]
        return wrong[-1] if wrong else None
    if wrong and len(wrong) == steps:
        return wrong[-1]
    compared = " than " in words and steps > 1 and wrong
    return wrong[-1] if compared and wrong[-1][1] is course.points[-1] else None


_SIGNED = lazy_regex(  # where the figures change their sense between two of them
    r"\bsurplus\b.*\bdeficit\b|\bdeficit\b.*\bsurplus\b|\bloss\b.*\bprofit\b|\bprofit\b.*\bloss\b|"
    r"\b(?:minus|negative|below\szero)\b|[\s(]-\d",
    re.DOTALL,
)
_NUMBERS = {
    w: n for n, w in enumerate(("second", "third", "fourth", "fifth", "sixth", "seventh"), 2)
}
_COUNTED = lazy_regex(
    rf"\b({'|'.join(_NUMBERS)})[\s-](?:consecutive|straight|successive|running)", re.IGNORECASE
)


def _steps(course: Course) -> tuple[list[_Step], list[_Step]]:
    """Return the steps of a course that go up and that go down, beyond all rounding."""
    steps = list(pairwise(course.points))
    ranks = course.points[0].quantity.kind is Kind.ORDINAL  # the sixth is above the eighth
    ups = [(a, b) for a, b in steps if below(a.quantity, b.quantity)]
    downs = [(a, b) for a, b in steps if below(b.quantity, a.quantity)]
    return (downs, ups) if ranks else (ups, downs)


_DOLLAR = lazy_regex(r"\b(?:per|to the|to a|a|against the)\s(?:U\.?S\.?\s)?dollar\b", re.IGNORECASE)
_CURRENCY = lazy_regex(
    r"\b(?:won|yen|yuan|renminbi|rupee|rupiah|baht|peso|ringgit|lira|rouble|ruble|rand|krona|krone|zloty|forint|franc|pound|sterling|euro|currency)\b",
    re.IGNORECASE,
)
_FIRMER = lazy_regex(r"\b(?:strengthen|appreciat|firm|gain|rall)\w*", re.IGNORECASE)
_WEAKER = lazy_regex(r"\b(?:weaken|depreciat|soften|los[te])\w*", re.IGNORECASE)
_SPREAD = lazy_regex(r"\b(?:spreads?|gaps?|differential|margins?)\b", re.IGNORECASE)
_TIGHTER = lazy_regex(r"\btighten\w*", re.IGNORECASE)
_EASING = lazy_regex(r"\b(?:easing|loosening)\b", re.IGNORECASE)

_Way = tuple[bool | None, tuple[int, int], str]


def _way(words: str, course: Course, evidence: Evidence) -> _Way | None:
    """Return the one way that some words point: up, down, or none for "steady"."""
    first, last = (evidence.sentences[number] for number in (course.first, course.last))
    about = f"{words} {course.head} {evidence.text[first.start : last.end]}"
    if _DOLLAR.search(about) and _CURRENCY.search(words):
        return _one(_WEAKER.search(words), _FIRMER.search(words))
    if _SPREAD.search(words) and _TIGHTER.search(words):
        return _one(None, _TIGHTER.search(words))
    up, down = group("up").search(words), group("down").search(words)
    kinds = {point.quantity.kind for point in course.points}
    dated = all(point.period for point in course.points)
    if Kind.DURATION in kinds and not (dated and (up or down)):
        return _one(group("slow").search(words), group("quick").search(words))
    if not (up or down) and " than " in words and not _THAN_SO_MUCH.search(words):
        up, down = (
            group(name).search(words, 0, words.rindex(" than ")) for name in ("above", "below")
        )
    if up or down:
        return _one(up, down)
    figures = f"{course.head} {evidence.text[first.start : last.end]}".replace(words, "")
    paced = kinds <= {Kind.PERCENT, Kind.PERCENT_CHANGE} or _OF_CHANGE.search(figures)
    faster, slower = group("faster").search(words), group("slower").search(words)
    if (faster or slower) and paced:
        return _one(faster, slower)
    steady = group("steady").search(words)
    if steady and not (faster or slower):
        return None, steady.span(), "that it held"
    return _valued(words, about)


_THAN_SO_MUCH = lazy_regex(
    r"\bthan\s(?:\S?\d|half|a\s(?:third|half|quarter|fifth|tenth)|one\b|two\b|three\b)"
)


def _valued(words: str, about: str) -> _Way | None:
    """Return the way that "improved" or "worse" points, by what is measured."""
    better, worse = group("better").search(words), group("worse").search(words)
    bad, good = group("bad").search(about), group("good").search(about)
    if bool(better) == bool(worse) or bool(bad) == bool(good):
        return None
    return _one(better, worse) if good else _one(worse, better)


_OF_CHANGE = lazy_regex(r"\b(?:increases?|growth|rise|net|new|added|gains?)\b", re.IGNORECASE)


_Match = re.Match[str] | Found | None


def _one(up: _Match, down: _Match) -> _Way | None:
    if bool(up) == bool(down):
        return None
    found = up or down
    assert found is not None
    return up is not None, found.span(), "up" if up else "down"


_MUCH = 0.15  # of the first point: what nobody calls steady


def _steady(course: Course, span: tuple[int, int], said: str, *, own: bool) -> Iterator[_Said]:
    first, last = course.points[0], course.points[-1]
    ups, downs = _steps(course)
    if not own or not first.quantity.value or len(course.points) < 3 or (ups and downs):
        return
    if abs((last.quantity.value or 0.0) / first.quantity.value - 1) > _MUCH:
        yield span, said, (first, last)


_TIMES = lazy_regex(
    r"\b(?P<word>doubl|tripl|trebl|quadrupl|halv)(?:ed|ing|es|e|s)?\s(?:\w+\s)?(?:every|each|in\severy)\s(?:single\s)?(?:year|month|quarter|time)\b"
)
_FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}


def _multiples(words: str, course: Course) -> Iterator[_Said]:
    """Yield "doubled every year" of a row in which one step is clearly another multiple."""
    match = _TIMES.search(words)
    if match is None or len(course.points) < 3:
        return
    for a, b in pairwise(course.points):
        if a.quantity.value and b.quantity.value:
            apart = b.quantity.value / a.quantity.value / _FACTORS[match["word"]]
            if not 0.85 < apart < 1.18:
                yield match.span(), f"that it {match[0]}", (a, b)
                return


_WITHIN = lazy_regex(r"[^.;]{0,40}?\b(?:in|during|at\sthe\send\sof)\s$")


def _extremes(words: str, course: Course) -> Iterator[_Said]:
    """Yield "peaked in March" of a row that has its peak elsewhere."""
    if len(course.points) < 3 or not any(point.period for point in course.points):
        return
    for name, sign in (("high", 1.0), ("low", -1.0)):
        for match in group(name).finditer(words):
            told = [p for p in course.points if _is_told(words, match.end(), p)]
            if len(told) != 1 or re.search(
                r"\b(?:since|after|from)\s+(?:\w+\s){0,2}$", words[: match.start()]
            ):
                continue
            beyond = [
                p
                for p in course.points
                if p is not told[0]
                and (
                    below(told[0].quantity, p.quantity)
                    if sign > 0
                    else below(p.quantity, told[0].quantity)
                )
            ]
            if beyond:
                far = max(beyond, key=lambda p: sign * (p.quantity.value or 0.0))
                yield (
                    match.span(),
                    f"that it had its {name} point in {told[0].period}",
                    (told[0], far),
                )


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _is_told(words: str, at: int, point: Point) -> bool:
    """Whether the period of a point is the first that words name after a place."""
    period = point.period
    name = _MONTHS[int(period[5:7]) - 1] if re.fullmatch(r"\d{4}-\d\d", period) else period[:4]
    behind = re.match(r"[^.;,]{0,40}?\b(?:in|during|of|for)\s(?:the\s\w+\sof\s)?(\w+)", words[at:])
    return bool(period) and behind is not None and behind[1] == name
