"""Figures alone in brackets behind what they are of, as outlines and long lists give them.

"Support for small firms (28.7) - compensation (24.6) - loans (1.8) ...": a head is followed by its
parts. What is a head is told by no mark that outlives a broken page, but by arithmetic: where most
heads of an outline are the sums of what follows them, one that is not has a wrong figure. In a
sentence that opens with a total, no bracket behind it can hold more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from bongsu.audit.reading.fits import rounded, sum_fits
from bongsu.audit.reading.slips import surprise
from bongsu.audit.reading.sums import NO_SUMS, Sum
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_OPEN = lazy_regex(r"\((?:up |\+|about |an? |additional )*$")
_CLOSE = lazy_regex(
    r"(?: (?:won|dollars|addition|additional|increase|more|in total|each year))?\)(?P<end>\s*\n|"
    r"\s*$| - |[;,.]| and )"
)
_LINE_END = lazy_regex(r"\s*\n|\s*$| - |;")
_FAR = 420  # code points between two lines of one outline
_FEWEST, _MOST = 2, 9  # parts of a head
_ROOM = (0.75, 1.34)  # of the sum: a head farther off has parts that are not told
_SURE = 0.7  # in powers of ten: a slip of the finger that speaks for itself
_STEP = 1000.0


def outlined_sums(evidence: Evidence) -> Iterator[Sum]:
    """Yield the heads of an outline that are not what the lines behind them come to."""
    for run in _runs(evidence):
        good, rest = _split(run)
        parts = sum(len(group) - 1 for group in good)
        for group in rest:
            whole, behind = group[0], tuple(group[1:])
            if not _FEWEST <= len(behind) <= _MOST or not _may_head(whole, behind):
                continue
            added = sum(part.value or 0.0 for part in behind)
            slip = surprise(whole, Interval(added, added))
            if good or (len(run) == len(group) and len(behind) > _FEWEST and slip >= _SURE):
                yield Sum(whole=whole, parts=behind, sure=parts > _FEWEST)


def _may_head(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    added = sum(part.value or 0.0 for part in parts)
    near = _ROOM[0] * added <= (whole.value or 0.0) <= _ROOM[1] * added
    return near and all((part.value or 0.0) < (whole.value or 0.0) for part in parts)


def _split(run: Sequence[Quantity]) -> tuple[list[list[Quantity]], list[list[Quantity]]]:
    """Return the groups of a run whose head is the sum of all the others, and what lies between."""
    good: list[list[Quantity]] = []
    rest: list[list[Quantity]] = [[]]
    at = 0
    while at < len(run):
        last = next(
            (
                end
                for end in range(at + _FEWEST + 1, min(len(run), at + _MOST + 1) + 1)
                if _may_head(run[at], run[at + 1 : end]) and sum_fits(run[at + 1 : end], run[at])
            ),
            None,
        )
        if last is None:
            rest[-1].append(run[at])
            at += 1
        else:
            good.append(list(run[at:last]))
            rest.append([])
            at = last
    return good, [group for group in rest if group]


def _runs(evidence: Evidence) -> Iterator[list[Quantity]]:
    """Yield figures in brackets at the ends of lines, of one unit, that follow each other."""
    run: list[Quantity] = []
    for figure in evidence.quantities:
        if not _bracketed(evidence, figure) or not _LINE_END.match(
            evidence.text, evidence.text.find(")", figure.end) + 1
        ):
            continue
        if run and (
            figure.start - run[-1].end > _FAR
            or (figure.kind, figure.unit) != (run[-1].kind, run[-1].unit)
        ):
            yield run
            run = []
        run.append(figure)
    yield run


def _bracketed(evidence: Evidence, figure: Quantity) -> bool:
    """Whether a figure stands alone in a bracket, and may be a part."""
    return (
        (figure.kind not in NO_SUMS or (figure.kind is Kind.RATE and not figure.unit))
        and figure.value is not None
        and figure.value > 0
        and figure.comparator is Comparator.EXACT
        and _OPEN.search(evidence.text, max(0, figure.start - 24), figure.start) is not None
        and _CLOSE.match(evidence.text, figure.end) is not None
        and not (figure.step >= 1 and _YEARS[0] <= figure.value <= _YEARS[1])
    )


_YEARS = (1900, 2100)
_TOTAL = lazy_regex(r"\b(?:total|sum) of (?:about |some |nearly |over )?(?:USD |KRW |US)?$")
_OPENS_ANOTHER = lazy_regex(r"\n#|\bA total of\b|\bIn addition\b|\bMeanwhile\b")
_NEAR = 900  # code points behind a total in which its parts are told
_WORDS = 20  # more than those that open another total have: one at the very end is read whole


def parts_in_other_scales(evidence: Evidence) -> Iterator[tuple[Quantity, list[Quantity], float]]:
    """Yield a part in a bracket beyond its total, which the next scale word would mend."""
    starts = [quantity.start for quantity in evidence.quantities]
    for whole in evidence.quantities:
        if whole.kind is not Kind.MONEY or not whole.value:
            continue
        if not _TOTAL.search(evidence.text, max(0, whole.start - 30), whole.start):
            continue
        other = _OPENS_ANOTHER.search(evidence.text, whole.end, whole.end + _NEAR + _WORDS)
        end = min(whole.end + _NEAR, other.start() if other else len(evidence.text))
        parts = [
            one
            for one in evidence.quantities[
                bisect_right(starts, whole.end) : bisect_left(starts, end)
            ]
            if (one.kind, one.unit) == (whole.kind, whole.unit) and _bracketed(evidence, one)
        ]
        beyond = [one for one in parts if rounded(one).low > rounded(whole).high]
        if len(beyond) == 1 and len(parts) > _FEWEST:
            meant = (beyond[0].value or 0.0) / _STEP
            if meant < whole.value:
                yield beyond[0], [whole], meant
