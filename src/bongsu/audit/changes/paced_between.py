"""A pace with the two levels and the two times between which it runs.

"It went up 20 cents a quarter, from $1.10 in the first to $1.90 at the end of the year": the times
say how many steps there are, and the steps which way they lead.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from bongsu.audit.changes.paced_levels import Paced
from bongsu.audit.needs import Guarded
from bongsu.audit.reading.frames import Frame, all_frames, source
from bongsu.audit.reading.tallies import UNITS
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_WEEKS = {"week": 1.0, "month": 52 / 12, "quarter": 13.0, "year": 52.0}
_PACE = Guarded(
    r"(?:by |of |lost |gained |adds? |added |up |down |rise |fall )?(?:about |some |roughly |"
    r"around |an average of )?"
    r"(?P<step>[\ue000-\ue01f])(?: [a-z]+)? (?:each|every|a|per)(?: (?P<n>two|three|four|six|"
    r"other|[\ue000-\ue01f]))?"
    r" ?(?P<unit>weeks?|months?|quarters?|years?)?(?![a-z])"
)
_LEVELS = lazy_regex(
    r"\bfrom (?:about |some )?[$€]?(?P<a>[\ue000-\ue01f])(?P<first>[^;]{0,60}?) (?:to|until)"
    r"(?: as [a-z]+ as)?(?: about| some)? [$€]?(?P<b>[\ue000-\ue01f])(?P<last>[^;]{0,60})"
)
_SLACK = 0.34  # of a step: paces are told in round figures
_MOST = 60  # steps
_FIGURES = 3  # a step and two levels


def paced_between(evidence: Evidence) -> Iterator[Paced]:
    """Yield paces that do not lead from the first level to the last in the time told."""
    for frame in all_frames(evidence):
        if len(frame.figures) < _FIGURES or "from" not in frame.text:
            continue
        levels = _LEVELS.search(frame.text) if _PACE.promising(frame.text) else None
        if levels is None:
            continue
        paces = (one for one in _PACE.finditer(frame.text, 0, levels.start() + 1))
        pace = next((one for one in paces if _period(frame, one)), None)
        if pace is None:
            continue
        found = _paced(frame, pace, levels)
        if found is not None and not _right(found):
            yield found


def _right(paced: Paced) -> bool:
    step = paced.step.value or 1.0
    steps = abs((paced.after.value or 0.0) - (paced.before.value or 0.0)) / step
    return paced.fewest - _SLACK <= steps <= paced.most + _SLACK


def _paced(frame: Frame, pace: re.Match[str], levels: re.Match[str]) -> Paced | None:
    step, before, after = (
        frame.quantity(pace, "step"),
        frame.quantity(levels, "a"),
        frame.quantity(levels, "b"),
    )
    weeks = _period(frame, pace)
    if step is None or before is None or after is None or not weeks or not step.value:
        return None
    if None in {before.value, after.value} or not _alike(step, before, after):
        return None
    first = _time(frame, levels.start("first"), levels.end("first"))
    last = _time(frame, levels.start("last"), levels.end("last"))
    if first is None or last is None or last[1] <= first[0]:
        return None
    fewest, most = (last[0] - first[1]) / weeks, (last[1] - first[0]) / weeks
    if fewest <= 0.0 or most > _MOST:
        return None
    return Paced(
        before=before,
        after=after,
        step=step,
        fewest=round(fewest),
        most=max(round(most), round(fewest)),
    )


def _alike(step: Quantity, before: Quantity, after: Quantity) -> bool:
    kinds = {before.kind, after.kind}
    if step.kind is Kind.POINTS:
        return kinds <= PERCENTS
    if step.kind in PERCENTS:
        return False
    if step.kind in _PLAIN and kinds <= _PLAIN:
        return True
    return all(
        (one.kind is step.kind and one.unit == step.unit)
        or (one.kind in _PLAIN and not one.noun and step.kind is Kind.MONEY)
        for one in (before, after)
    )


_PLAIN = frozenset({Kind.COUNT, Kind.INDEX, Kind.RATE})


def _period(frame: Frame, pace: re.Match[str]) -> float:
    """Return how many weeks a step takes."""
    often = pace["n"] or ""
    item = frame.items.get(pace.start("n")) if often else None
    if isinstance(item, Quantity):
        if item.kind is Kind.DURATION and item.value:
            return item.value * _WEEKS.get(item.unit.rstrip("s"), 0.0)
        times = item.value or 0.0
    else:
        times = 2.0 if often == "other" else float(UNITS.index(often)) if often else 1.0
    unit = (pace["unit"] or "").rstrip("s")
    if not unit:
        step = frame.quantity(pace, "step")
        unit = step.per if step is not None else ""
    return times * _WEEKS.get(unit, 0.0)


_QUARTER = lazy_regex(
    r"\b(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)\b(?: (?P<what>quarter|half|"
    r"week|Monday|Friday))?|\bQ(?P<q>[1-4])|"
    r"(?P<full>\b(?:full|whole|entire) year|\bend of the year|\byear-?end)"
)
_NTH = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
}


def _time(frame: Frame, start: int, end: int) -> tuple[float, float] | None:
    """Return the weeks at which a time of a sentence begins at the earliest and the latest."""
    words = frame.evidence.text[source(frame, start) : source(frame, end)]
    nth = _QUARTER.search(words)
    if nth is not None and nth["full"]:
        return 39.0, 52.0
    if nth is not None and (
        nth["q"] or nth["what"] or nth["nth"] in {"first", "second", "third", "fourth"}
    ):
        number = int(nth["q"]) if nth["q"] else _NTH[nth["nth"]]
        length = {"half": 26.0, "week": 1.0, "Monday": 1.0, "Friday": 1.0}.get(
            nth["what"] or "", 13.0
        )
        return (number - 1) * length, (number - 1) * length
    dates = frame.dates(start, end)
    if dates and dates[0].first is not None:
        at = dates[0].first.toordinal() / 7.0
        return at, at
    month = _MONTH.search(words)
    if month is None:
        return None
    at = _MONTHS.index(month[0].lower()) * _WEEKS["month"]
    return at, at


_MONTHS = [name.lower() for name in calendar.month_name[1:]]
_MONTH = lazy_regex(rf"\b(?:{'|'.join(calendar.month_name[1:])})\b")
