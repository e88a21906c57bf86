"""Rates beside their totals in the forms of words that a list gives (AR106)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.changes.paces import ADVERBS, IN, Pace, lasting, periods
from bongsu.audit.notation import forms
from bongsu.audit.reading.fits import (
    rounded,
)
from bongsu.audit.reading.frames import Frame, frames
from bongsu.audit.reading.pairing import alike
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity

_BY_TIME = forms("arithmetic_rates", "by_time")
_BY_UNIT = forms("arithmetic_rates", "by_unit")
_BY_HEAD = forms("arithmetic_rates", "by_head")


def worded_paces(evidence: Evidence) -> Iterator[Pace]:
    """Yield rates with the time, the units or the heads that they run over, and the total."""
    for frame in frames(evidence):
        yield from _by_time(frame)
        yield from _by_unit(frame)
        yield from _by_head(frame)


def _by_time(frame: Frame) -> Iterator[Pace]:
    """Yield "20 billion a year for ten years, for a total of"."""
    for form in _BY_TIME:
        for match in form.finditer(frame.text):
            pair, duration = _pair(frame, match), _lasting(frame, match)
            if pair is None or duration is None:
                continue
            times = periods(duration, _unit(match["u"]))
            if times is not None:
                yield _found(pair, times, {"rate": pair[0], "duration": duration})


def _lasting(frame: Frame, match: re.Match[str]) -> Quantity | None:
    """Return a duration, also one that was read as a date: "over the next four years"."""
    item = frame.items.get(match.start("d"))
    return lasting(frame, item) if isinstance(item, DateMention) else frame.quantity(match, "d")


def _by_unit(frame: Frame) -> Iterator[Pace]:
    """Yield "500,000 a month, or 6 million a year"."""
    for form in _BY_UNIT:
        for match in form.finditer(frame.text):
            pair = _pair(frame, match)
            within = IN.get((_unit(match["v"]), _unit(match["u"])))
            if pair is not None and within is not None:
                yield _found(pair, Interval(*within), {"rate": pair[0]})


def _unit(said: str) -> str:
    return ADVERBS.get(said.lower(), said.lower())


def _by_head(frame: Frame) -> Iterator[Pace]:
    """Yield "300 families received 2,000 each, for a total of"."""
    for form in _BY_HEAD:
        for match in form.finditer(frame.text):
            pair, heads = _pair(frame, match), frame.quantity(match, "n")
            if "one" in match.re.groupindex and match["one"][:3] != match["many"][:3]:
                continue  # "for 103 jets, or 5 million a year"
            if pair is not None and heads is not None:
                yield _found(pair, rounded(heads), {"rate": pair[0], "number": heads})


def _found(pair: tuple[Quantity, Quantity], times: Interval, inputs: dict[str, Quantity]) -> Pace:
    return Pace(rate=pair[0], times=times, total=pair[1], inputs=inputs)


def _pair(frame: Frame, match: re.Match[str]) -> tuple[Quantity, Quantity] | None:
    rate, total = frame.quantity(match, "r"), frame.quantity(match, "t")
    if rate is None or total is None or rate.kind in _NO_RATES or total.kind in _NO_RATES:
        return None
    return alike(rate, total, frame)


_NO_RATES = {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS, Kind.DURATION, Kind.AGE, Kind.ORDINAL}
