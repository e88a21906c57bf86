"""What words say of a course that its points deny: that it rose, stayed, doubled or peaked.

Which words stand near enough to a course to speak of it is found in `bearings.py`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import pairwise

from bongsu.audit.reading.fits import below
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.trends.bearing_places import own_words
from bongsu.audit.trends.bearing_ways import way_of
from bongsu.audit.trends.courses import Course, Point
from bongsu.audit.trends.governed import speaks_of
from bongsu.audit.trends.word_groups import group
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind
from bongsu.patterns import lazy_regex, regex

Step = tuple[Point, Point]
Said = tuple[tuple[int, int], str, Step]
_MEASURE = lazy_regex(
    r"\b(?:pace|rate|speed|tempo)\sof\s(?:\w+\s)?(?:growth|increases?|decline|expansion|change)\b|"
    r"\bpoints?\s(?:more|less|higher|lower|up|down|above|below)\b|"  # by how much, of each figure
    r"(?:\b(?:but|though|yet)\s|^\W*)by\s(?:far\s|much\s)?(?:more|less|fewer)\b|"
    r"\b(?:of|under|in)\sthe\s(?:plan|scenario|projection|forecast)\b|"
    r"\b(?:cost[\s-]cutting|rate[\s-](?:cut|hike|rise)s?|budget\scuts|tax\scuts|growth\srate|"
    r"pay\srise|cut-?off|contracted\s(?:at|for|with|by|under|out|to))\b",  # of orders
    re.IGNORECASE,
)


def statements(
    words: str,
    course: Course,
    evidence: Evidence,
    at: int,
    *,
    near: bool,
    own: bool,
    title: bool,
) -> Iterator[Said]:
    """Yield what words say of a course where two of its points deny it."""
    plain = _MEASURE.sub(lambda m: "_" * len(m[0]), words)
    plain = plain.replace("May", "___")  # the month, which is no verb
    first = min(point.quantity.start for point in course.points)
    if group("unsure").search(plain[: first - at] if own else plain):
        return
    run = group("runs").search(plain)
    if near or course.form is BlockKind.PARAGRAPH:
        yield from _extremes(words, course)
        yield from _multiples(plain, course)
    way = way_of(plain, course, evidence)
    far = not near and (course.form is BlockKind.PARAGRAPH or not (run or " than " in plain))
    if way is None or far or _is_no_row(course, own_words(evidence, course)):
        return
    up, span, said = way
    if _of_other_sense(plain, span, course, own=own):
        return
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


_TURNED_BACK = lazy_regex(  # what peaked and fell goes both ways
    r"\b(?:before|then|and later)\s(?:gradually\s|slowly\s|sharply\s|again\s)?"
    r"(?:slow|fall|fell|declin|eas|cool|drop|ris|rose|climb|recover|rebound)\w*",
    re.IGNORECASE,
)
_GREW_BY = lazy_regex(r"\s(?:by|at|an average of|on average by|about|some|only|just|\s)*\d")


def _of_other_sense(words: str, span: tuple[int, int], course: Course, *, own: bool) -> bool:
    """Whether a word of direction tells no movement of the levels of a course.

    "Has grown by 3.5 percent a year, down from 7.1" has rates of growth and no levels.
    """
    if own and _in_percent(course) and _GROWING.match(words, span[0]):
        return _RATES_OF.search(words, span[1]) is not None
    if own:
        return _GREW_BY.match(words, span[1]) is not None and _in_percent(course)
    return _is_no_report(words, span)


_GROWING = lazy_regex(r"(?:grow|expand|shrink|contract)\w*\b", re.IGNORECASE)
_RATES_OF = lazy_regex(r"\b(?:growth|rates?)\b", re.IGNORECASE)  # "growing, with rates of 9 and 8"


def _in_percent(course: Course) -> bool:
    return all(p.quantity.kind in PERCENTS for p in course.points)


_MEANT = lazy_regex(  # before a word of direction: what is to be done, or allowed, and no report
    r"(?<!continued\s)(?<!continue\s)(?<!began\s)\b(?:to|shall|may|must|can|could|should|"
    r"would)\s(?:not\s)?(?:\w+ly\s)?$|"
    r"\b(?:whose|who|which|if|when(?:ever)?)\b[^,;]{0,60}$",
    re.IGNORECASE,
)
_FALLS_UNDER = lazy_regex(r"\s(?:under|below|within|into|short|behind|outside)\b", re.IGNORECASE)


def _is_no_report(words: str, span: tuple[int, int]) -> bool:
    """Whether a word of direction far from the figures says nothing of where they went."""
    if _MEANT.search(words, 0, span[0]) or _FALLS_UNDER.match(words, span[1]):
        return True
    return _TURNED_BACK.search(words) is not None


def _against(words: str, course: Course, *, up: bool, run: bool) -> Step | None:
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
_UP_BY = r"\b(?:rising|rose|gain(?:ing|ed)|increas(?:ing|ed)|gr(?:ew|owing)|climb(?:ing|ed))"
_DOWN_BY = (
    r"\b(?:falling|fell|declin(?:ing|ed)|dropp(?:ing|ed)|shr(?:ank|inking)|decreas(?:ing|ed))"
)
_BY = r"\s(?:by\s)?(?:\w+\s){0,2}?\d"
_BOTH_WAYS = lazy_regex(
    rf"{_UP_BY}{_BY}[^;]{{0,80}}{_DOWN_BY}{_BY}|{_DOWN_BY}{_BY}[^;]{{0,80}}{_UP_BY}{_BY}"
)


def _is_no_row(course: Course, words: str) -> bool:
    """Whether figures change their sense: "rising 1.3 percent in May and declining 2.7 in June"."""
    moves = _in_percent(course) and _BOTH_WAYS.search(words) is not None
    return moves or _SIGNED.search(words) is not None


_NUMBERS = {word: place for place, word in enumerate(ORDINALS[1:7], 2)}
_COUNTED = lazy_regex(
    rf"\b({'|'.join(_NUMBERS)})[\s-](?:consecutive|straight|successive|running)", re.IGNORECASE
)


def _steps(course: Course) -> tuple[list[Step], list[Step]]:
    """Return the steps of a course that go up and that go down, beyond all rounding."""
    steps = list(pairwise(course.points))
    ranks = course.points[0].quantity.kind is Kind.ORDINAL  # the sixth is above the eighth
    ups = [(a, b) for a, b in steps if below(a.quantity, b.quantity)]
    downs = [(a, b) for a, b in steps if below(b.quantity, a.quantity)]
    return (downs, ups) if ranks else (ups, downs)


_MUCH = 0.15  # of the first point: what nobody calls steady


def _steady(course: Course, span: tuple[int, int], said: str, *, own: bool) -> Iterator[Said]:
    first, last = course.points[0], course.points[-1]
    ups, downs = _steps(course)
    if not own or not first.quantity.value or len(course.points) < 3 or (ups and downs):
        return
    if abs((last.quantity.value or 0.0) / first.quantity.value - 1) > _MUCH:
        yield span, said, (first, last)


_TIMES = lazy_regex(
    r"\b(?P<word>doubl|tripl|trebl|quadrupl|halv)(?:ed|ing|es|e|s)?\s(?:\w+\s)?(?:every|each|"
    r"in\severy)\s(?:single\s)?(?:year|month|quarter|time)\b"
)
_FACTORS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "halv": 0.5}


def _multiples(words: str, course: Course) -> Iterator[Said]:
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


def _extremes(words: str, course: Course) -> Iterator[Said]:
    """Yield "peaked in March" of a row that has its peak elsewhere."""
    if len(course.points) < 3 or not any(point.period for point in course.points):
        return
    for name, sign in (("high", 1.0), ("low", -1.0)):
        for match in group(name).finditer(words):
            told = [p for p in course.points if _is_told(words, match.end(), p)]
            if len(told) != 1 or regex(r"\b(?:since|after|from)\s+(?:\w+\s){0,2}$").search(
                words[: match.start()]
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


_MONTHS = calendar.month_name[1:]


def _is_told(words: str, at: int, point: Point) -> bool:
    """Whether the period of a point is the first that words name after a place."""
    period = point.period
    name = _MONTHS[int(period[5:7]) - 1] if regex(r"\d{4}-\d\d").fullmatch(period) else period[:4]
    behind = regex(r"[^.;,]{0,40}?\b(?:in|during|of|for)\s(?:the\s\w+\sof\s)?(\w+)").match(
        words[at:]
    )
    return bool(period) and behind is not None and behind[1] == name
