"""Flows of Korea that are told for the wrong stretch of time: 5.9 million won a year of wages.

What they come to in a day, a month or a year stands in `tables/magnitudes.yaml`. A flow is
suspected only if it is outside of what its stretch has, and within what another one has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bongsu.audit.reading.placed import Placed, placed
from bongsu.audit.reading.recalled import about_korea
from bongsu.audit.reading.wording import in_quotes, table
from bongsu.audit.units.rhythms import months_of, paced
from bongsu.evidence.mentions import AMOUNTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex, regex

_BEFORE = 110  # code points before a figure in which its flow is named
_OUT = 1.25  # times outside of what a stretch has
_STEP = 2.0  # stretches that differ by less are not told apart
_ABROAD = lazy_regex(
    r"\b(?:United States|U\.S\.|America\w*|Japan\w*|Tokyo|Chin(?:a|ese)|Europe\w*|German\w*|"
    r"Brit\w+|"
    r"North|Pyongyang|Taiwan\w*|Vietnam\w*|world\w*|global\w*|OECD|if|would|could|target\w*|each)\b"
)


class _Flow(NamedTuple):
    title: str
    said: re.Pattern[str]
    barred: re.Pattern[str]
    unit: str
    ranges: dict[float, tuple[str, float, float]]  # by months of the stretch


class Misflown(NamedTuple):
    """A flow, the stretch that it is told for, and the one that it goes with."""

    quantity: Quantity
    told: str
    meant: str
    title: str


@cache
def _flows() -> tuple[_Flow, ...]:
    return tuple(
        _Flow(
            row["title"],
            regex(row["said"]),
            regex(row["not"]),
            row["unit"],
            {
                months_of(name): (name, float(low), float(high))
                for name, (low, high) in row["ranges"].items()
            },
        )
        for row in table("magnitudes")["flows"]
    )


def misflown(evidence: Evidence) -> Iterator[Misflown]:
    """Yield the flows of an article that are those of another stretch of time."""
    if not about_korea(evidence):
        return
    for each in placed(evidence):
        if each.cell is None and each.quantity.kind in AMOUNTS:
            found = _of(evidence, each)
            if found is not None:
                yield found


def _of(evidence: Evidence, each: Placed) -> Misflown | None:
    quantity, sentence = each.quantity, each.frame.sentence
    unit = "persons" if quantity.kind is Kind.COUNT else quantity.unit
    start = max(sentence.start, quantity.start - _BEFORE)
    lead = evidence.text[start : quantity.start].replace("\n", " ")
    tail = regex(r"[,;.]").split(evidence.text[quantity.end : quantity.end + 40])[0]
    for flow in _flows():
        if flow.unit != unit or not flow.said.search(f"{lead}{_FIGURE}{tail}"):
            continue
        if flow.barred.search(f"{lead} {tail}") or _ABROAD.search(lead):
            continue
        told = paced(each)
        span = flow.ranges.get(told.months) if told.months else None
        if span is None or told.said.startswith("in ") or _within(each, span, _OUT):
            return None
        if in_quotes(evidence, sentence, quantity.start):
            return None
        other = [
            name
            for months, (name, low, high) in flow.ranges.items()
            if _within(each, (name, low, high), 1.0)
            and max(months, told.months or 0.0) > _STEP * min(months, told.months or 0.0)
        ]
        if other:
            return Misflown(quantity=quantity, told=span[0], meant=other[0], title=flow.title)
        return None
    return None


_FIGURE = "# "


def _within(each: Placed, span: tuple[str, float, float], out: float) -> bool:
    return span[1] / out <= each.value <= span[2] * out
