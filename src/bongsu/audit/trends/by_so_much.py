"""Levels that lie above or below another by so much: "it is 4 billion larger than the 677 planned".

The level of "it" stands shortly before, and the arithmetic tells which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.notation import FIGURES
from bongsu.audit.reading.fits import difference, fits, growth
from bongsu.audit.reading.frames import all_frames, source
from bongsu.audit.trends.clause_ways import NO_FACT
from bongsu.audit.trends.compared_back import Backward
from bongsu.audit.trends.told_levels import levels_of, one_unit
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_BY_SO_MUCH = lazy_regex(
    rf"(?P<d>[{FIGURES}]) (?:[a-z]+ ){{0,2}}?(?:(?P<up>(?:more|higher|larger|greater|bigger|"
    rf"longer|older|dearer) than|above|over|up from|in excess of)|"
    rf"(?P<down>(?:less|lower|fewer|smaller|shorter|younger|cheaper) than|below|under|short of|"
    rf"down from))\b"
    rf"[^;:.{FIGURES}]{{0,60}}(?P<b>[{FIGURES}])",
    re.IGNORECASE,
)
_BACK = 2  # sentences back in which the level stands that differs by so much


def by_so_much(evidence: Evidence) -> Iterator[Backward]:
    """Yield "it is 4 billion larger than the 677 planned" where the level before it is smaller."""
    every = list(all_frames(evidence))
    for place, frame in enumerate(every):
        for match in _BY_SO_MUCH.finditer(frame.slim):
            apart, base = frame.reckoned(match.start("d")), frame.reckoned(match.start("b"))
            if apart is None or base is None or not apart.value or not base.value:
                continue
            near = [
                one
                for one in every[max(0, place - _BACK) : place]
                if one.sentence.block == frame.sentence.block
            ]
            told = [one[1] for other in near for one in levels_of(other)]
            told += [one[1] for one in levels_of(frame) if one[0] < match.start("d")]
            levels = [one for one in told if one_unit(one, base) and one.value]
            hits = [one for one in levels if _is_apart(_wide(apart), one, base)]
            right = [one for one in hits if ((one.value or 0.0) > base.value) == bool(match["up"])]
            if len(hits) == 1 and not right and not NO_FACT.search(frame.slim):
                at = source(frame, match.start("up" if match["up"] else "down"))
                yield Backward(
                    at, at + len((match["up"] or match["down"]).split()[0]), base, hits[0]
                )


def _wide(apart: Quantity) -> Quantity:
    """Return a difference a step wider: it may be reckoned from figures with more digits."""
    return replace(apart, step=2 * apart.step) if apart.kind in PERCENTS else apart


def _is_apart(apart: Quantity, level: Quantity, base: Quantity) -> bool:
    """Whether a figure is by how much a level differs from another, in its unit or in percent."""
    if apart.kind in PERCENTS and base.kind not in PERCENTS:
        return fits(apart, growth, base, level)
    same = (
        apart.kind is base.kind
        or base.kind is Kind.COUNT
        or (apart.kind is Kind.POINTS and base.kind in PERCENTS)
    )
    return same and fits(apart, difference, base, level)
