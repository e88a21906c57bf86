"""Two levels held against two others at once: "3.5 and 3.4 percent, both down from 3.8 and 3.7".

The first is compared with the third and the second with the fourth. Only where both comparisons go
the other way than the word between them is the word wrong, and not a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import FIGURES
from bongsu.audit.reading.fits import below
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.told_levels import levels_of, one_unit
from bongsu.audit.trends.way_words import FALLS_BY
from bongsu.evidence.mentions import PERCENTS, Evidence
from bongsu.patterns import lazy_regex

_WAY = guarded_regex(
    r"(?:,|\u2014|--| and) (?:both|each|respectively,?|all)? ?(?:\w+ly |well |far |still )?"
    r"(?:(?P<up>up|higher|above|more)|"
    rf"(?P<down>down|lower|below|less))\b(?! to\b)[^;:.{FIGURES}]{{0,60}}[{FIGURES}]",
    re.IGNORECASE,
)
_AND = lazy_regex(r"[^;:.]{0,45}\b(?:and|after|before|then|for)\b[^;:.]{0,60}|, [^;:.]{0,60}")


def pair_by_pair(evidence: Evidence) -> Iterator[Backward]:
    """Yield the words between two levels and two others that both pairs of them deny."""
    for frame in all_frames(evidence):
        if _WAY.search(frame.slim) is not None:
            yield from _denied(frame)


def _denied(frame: Frame) -> Iterator[Backward]:
    text = frame.slim
    levels = levels_of(frame)
    for match in _WAY.finditer(text):
        way = "up" if match["up"] else "down"
        now = [one for one in levels if one[0] < match.start()][-2:]
        then = [one for one in levels if one[0] > match.end(way)][:2]
        rows = [*now, *then]
        if len(rows) < 4 or any(not one_unit(rows[0][1], one[1]) for one in rows):
            continue
        if (
            any(not _AND.fullmatch(text, first[0] + 1, second[0]) for first, second in (now, then))
            or text[now[1][0] + 1 : match.start()].count(",") > 1
        ):
            continue
        if rows[0][1].kind in PERCENTS and FALLS_BY.search(text):
            continue  # "fell 3 percent, down from gains of 2": their signs differ
        pairs = [(old[1], new[1]) for new, old in zip(now, then, strict=True)]
        if all(below(new, old) if way == "up" else below(old, new) for old, new in pairs):
            start = source(frame, match.start(way))
            yield Backward(start, start + len(match[way]), *pairs[0])
