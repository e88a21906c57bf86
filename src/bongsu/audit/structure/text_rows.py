"""Tables that stand as lines of text, as extracts from PDF have them: rows of figures in a run.

No sign parts their cells, so a row is read from its end: the figures behind its label. Where the
other rows of a run have one number of figures, or the line above names that many months, a row
with one figure less has lost one. Titles and the like differ by more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bongsu.audit.reading.text_lines import text_lines
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_FIGURE = (
    r"(?:(?:US)?[$\u20a9\u20ac\u00a3\u00a5]?\(?[-\u2212\u2013+\u25b3\u25b2]?(?:US)?[$\u20a9\u20ac\u00a3\u00a5]?"
    r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\)?(?:%|p|\u00bd)?|[-\u2013\u2014]|\.\.+|\u2026|n/?a\.?|N/?A)"
)
_BLANK = regex(r"[-\u2013\u2014]|\.\.+|\u2026|n/?a\.?", re.IGNORECASE)
_TIME = (
    r"(?:(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?(?:['\u2019\s-]*(?:19|20)?\d\d)?|(?:FY\s?)?(?:19|20)\d\d(?:[./-]\d{1,2})?[peEfFP]?|"
    r"(?:[1-4]Q|Q[1-4]|H[12]|[12]H)(?:['\u2019\s-]*(?:19|20)?\d\d)?|['\u2019]\d\d)"
)
_ONE_TIME = regex(_TIME, re.IGNORECASE)
_NAMED = regex(r"[A-Za-z\uac00-\ud7a3]{2}")
_ASIDE = lazy_regex(r"\W*(?:note|source|p(?:age)?\s?\d)\b", re.IGNORECASE)
_SUM = lazy_regex(r"\W*(?:total|sum|subtotal|average)\b", re.IGNORECASE)
_FEWEST_FIGURES = 3  # of a row: two figures end many a line of prose
_FEWEST_ROWS = 4  # that agree; of wide rows fewer
_LONGEST_LABEL = 70  # code points; a longer line is prose
_BETWEEN = 2  # lines without figures, as of a long label, that may part two rows of a run
_FEWEST_TIMES = 4  # of a head that alone shows a row to be short


class Ragged(NamedTuple):
    """A row that has lost a figure, or won one, in positions of the text."""

    start: int
    end: int
    figures: int
    usual: int
    head: tuple[int, int] | None  # the line that names the columns, where it is what tells
    sure: bool = True  # whether nothing but a lost figure explains it


class _Line(NamedTuple):
    number: int
    start: int
    end: int
    label: str
    figures: int
    blanks: int
    times: int  # of a line that names nothing but times
    counted: bool  # whether its first figure may be part of the label: "Class 2"


def ragged_lines(evidence: Evidence) -> Iterator[Ragged]:
    """Yield rows of figures that have one less, or more, than the rows about them, or the head."""
    lines = list(_lines(evidence))
    told: set[int] = set()
    for run in _runs(lines):
        for odd in _odd(run):
            told.add(odd.start)
            yield odd
    for head, row in _headed(lines):
        if row.start not in told:
            yield Ragged(row.start, row.end, row.figures, head.times, (head.start, head.end))


def _odd(run: Sequence[_Line]) -> Iterator[Ragged]:
    """Yield the one row within a run that has a figure less, or more, than the rows about it."""
    usual, times = Counter(row.figures for row in run).most_common(1)[0]
    odd = [place for place, row in enumerate(run) if abs(row.figures - usual) == 1]
    if (
        usual < _FEWEST_FIGURES
        or times < _FEWEST_ROWS - min(2, usual - _FEWEST_FIGURES)
        or len(odd) != 1
    ):
        return
    place, row = odd[0], run[odd[0]]
    beside = [one.figures for one in run[max(0, place - 1) : place + 2] if one is not row]
    if not place or set(beside) != {usual} or row.blanks or _ASIDE.match(row.label):
        return
    if row.figures > usual and row.counted:
        return  # "KOSPI 200" ends in a number
    if _alike([one for one in run if one.figures == usual], row):
        sure = row.figures < usual and _SUM.match(row.label) is None
        yield Ragged(row.start, row.end, row.figures, usual, None, sure)


def _alike(others: Sequence[_Line], row: _Line) -> bool:
    """Whether a row is labelled as the others are: a number in front may be a label or a figure."""
    named = [bool(_NAMED.search(one.label)) for one in others]
    usual = 2 * sum(named) >= len(named)
    return usual == bool(_NAMED.search(row.label)) and not (
        all(one.counted for one in others) and not row.counted
    )


def _headed(lines: Sequence[_Line]) -> Iterator[tuple[_Line, _Line]]:
    """Yield a row that alone stands under a head of times of which it has one figure less."""
    for place, (head, row) in enumerate(pairwise(lines)):
        if head.times < _FEWEST_TIMES or row.times or row.number - head.number > 1 + _BETWEEN:
            continue
        before = lines[place - 1] if place else None
        if before is not None and before.times and head.number - before.number == 1:
            continue  # years above months: some columns may stand for whole years
        following = lines[place + 2 : place + 3]
        alone = not following or following[0].number - row.number > 1 or following[0].times
        if row.figures == head.times - 1 and alone and not row.blanks:
            yield head, row


def _runs(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Yield rows of figures that follow each other."""
    run: list[_Line] = []
    for line in lines:
        if run and (line.number - run[-1].number > 1 + _BETWEEN or line.times):
            yield run
            run = []
        if line.figures >= _FEWEST_FIGURES - 1 and not line.times:
            run.append(line)
    if run:
        yield run


_ROW = regex(rf"(?<!\S){_FIGURE}\s+{_FIGURE}\s*$|^\s*{_TIME}[\s,|]+{_TIME}\b")


def _lines(evidence: Evidence) -> Iterator[_Line]:
    """Yield the lines of the source that end in figures or name times only, outside of tables."""
    for one in text_lines(evidence):
        if _ROW.search(one.source):
            tokens = _TOKEN.finditer(evidence.text, one.start, one.end)
            line = _line(one.number, [token.span() for token in tokens], evidence.text)
            if line.figures or line.times:
                yield line


_TOKEN = regex(r"\S+")
_ONE_FIGURE = regex(_FIGURE)
_COUNTED = regex(r"\d{1,4}\.?")


def _line(number: int, spans: Sequence[tuple[int, int]], text: str) -> _Line:
    """Return a line by its words: the figures at its end, and the label before them."""
    words = [text[start:end] for start, end in spans]
    times = len(words) if all(map(_ONE_TIME.fullmatch, words)) else 0
    first = len(words)
    while first and _ONE_FIGURE.fullmatch(words[first - 1]):
        first -= 1
    figures = words[first:]
    label = " ".join(words[:first])
    if len(label) > _LONGEST_LABEL:
        figures = []
    return _Line(
        number=number,
        start=spans[0][0],
        end=spans[-1][1],
        label=label,
        figures=len(figures),
        blanks=sum(map(bool, map(_BLANK.fullmatch, figures))),
        times=times if times >= _FEWEST_FIGURES - 1 else 0,
        counted=bool(figures) and _COUNTED.fullmatch(figures[0]) is not None,
    )
