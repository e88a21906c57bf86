"""Changes that a sentence tells of a row of a table, held against the cells of the row.

"Ship exports rose 26.9 percent" beside a row "Ships | 21.9 | 25.6": the clause names the row and no
other one, and the change is none of those between its cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from bongsu.audit.reading.changed import Changed, changes_of_all_kinds
from bongsu.audit.reading.digit_slips import swapped
from bongsu.audit.reading.far_pairs import Trio
from bongsu.audit.reading.fits import difference, fits, growth, rounded, times
from bongsu.audit.reading.wording import content_words
from bongsu.audit.remembering import remembered
from bongsu.audit.trends.courses import Course
from bongsu.audit.trends.rows_spoken_of import CLAUSES, named_rows, rows_meant
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import PERCENTS, Comparator, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_ROOM = (0.4, 2.5)  # of what is right: a change farther off is of something else
_SCALES = (1.0, 1e3, 1e6, 1e9, 1e12)  # of the cells, as the head of their table may have it
_NARROWER = lazy_regex(
    r"\b(?:to|from|in|for|among|by|of|with|at)\s(?:the\s)?(?=[A-Z])(?!January|February|March|April|May|"
    r"June|July|August|September|October|November|December)|\b(?:on-month|month-on-month|quarterly|"
    r"a\smonth|real\sterms|average|annual(?:ly)?)\b"
)


_GOES_ON = lazy_regex(r"[,;]\s[a-z]+ing\b")
_IN_SPITE = lazy_regex(r"\b(?:in\sspite|because|regardless|on\saccount)\sof\b")


@remembered
def rows_reckoned(evidence: Evidence) -> Iterator[Trio]:
    """Yield two cells of a row with the change that a sentence tells of them, but is not theirs."""
    rows = [row for row in named_rows(evidence) if row[0].form is BlockKind.CELL]
    for change in changes_of_all_kinds(evidence) if rows else ():
        said = change.quantity
        block = evidence.article.blocks[change.frame.sentence.block]
        if block.kind is BlockKind.CELL or said.comparator is not Comparator.EXACT:
            continue
        clause = _clause(evidence, change)
        meant = rows_meant(rows, content_words(clause))
        if len(meant) != 1 or _NARROWER.search(_IN_SPITE.sub("", clause)):
            continue
        found = _wrong(evidence, change, meant[0])
        if found is not None:
            yield found


def _clause(evidence: Evidence, change: Changed) -> str:
    """Return the clause in which a change is told."""
    start, end = change.frame.sentence.start, change.frame.sentence.end
    words, own = evidence.text[start:end], change.quantity.start - start
    cuts = [0, *(match.start() for match in CLAUSES.finditer(words)), len(words)]
    first = max(cut for cut in cuts if cut <= own)
    if first and _GOES_ON.match(words, first):  # "set a record, growing by 7 percent"
        first = max(cut for cut in cuts if cut < first)
    return words[first : min(cut for cut in cuts if cut > own)]


def _wrong(evidence: Evidence, change: Changed, course: Course) -> Trio | None:
    said, points = change.quantity, [point.quantity for point in course.points]
    sentence = change.frame.sentence
    dates = within(evidence.dates, sentence.start, sentence.end)
    periods = {point.period for point in course.points}
    if any(date.edtf not in periods for date in dates if not date.relative):
        return None
    if points[0].kind in PERCENTS:
        return None  # points between percentages are read elsewhere
    if any(_fits(said, *pair) for pair in combinations(points, 2)):
        return None
    named = [p.quantity for p in course.points if p.period in {date.edtf for date in dates}]
    if len(named) == 2:
        steps = [(named[0], named[1])]
    else:
        steps = [*pairwise(points)][-1:] if len(points) == 2 or not dates else []
    for before, after in steps:
        rose = (after.value or 0.0) > (before.value or 0.0)
        if (change.way == "up") == rose and change.way in {"up", "down"}:
            scale = _scale(said, before, after)
            if scale is not None:
                return times(before, scale), times(after, scale), said
    return None


def _fits(said: Quantity, before: Quantity, after: Quantity) -> bool:
    if said.kind in PERCENTS:
        return fits(said, growth, before, after)
    return any(fits(said, difference, times(before, s), times(after, s)) for s in _SCALES)


def _scale(said: Quantity, before: Quantity, after: Quantity) -> float | None:
    """Return the scale of cells at which a change is near theirs; none if there is no such one."""
    if said.kind is Kind.POINTS:
        return None
    moved = growth if said.kind in PERCENTS else difference
    right = moved(rounded(before), rounded(after))
    for scale in (1.0,) if said.kind in PERCENTS else _SCALES:
        low, high = right.low * scale, right.high * scale
        if _ROOM[0] * low <= (said.value or 0.0) <= _ROOM[1] * high:
            return scale
        written, meant = (
            str(round(value / (said.step or 1.0)))
            for value in (said.value or 0.0, (low + high) / 2)
        )
        if swapped(written, meant):
            return scale
    return None
