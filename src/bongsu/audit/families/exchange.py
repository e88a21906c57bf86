"""Rules on amounts told in two currencies: FX111 implausible rate, FX112 rates that disagree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.fits import rounded, truncated
from bongsu.audit.frames import all_frames, frames
from bongsu.audit.notation import forms
from bongsu.audit.partitions import period_of
from bongsu.audit.references import Band, exchange_band
from bongsu.audit.remembering import remembered
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Quantity

_DOLLAR = "USD"
_KNOWN = ("KRW", "JPY", "CNY", "EUR", "GBP")
_PAIRS = forms("exchange", "pairs")
_CONVERTED = lazy_regex(
    r"\b(?:equivalent|equal|comes?|came|amount(?:s|ed)?|converts?|translates?|works? out|in|"
    r"exchanged?|converted|changed?|swap(?:ped)?)(?: (?:it|them|that))? (?:in)?to\b"
)
_BETWEEN = ("to", "and", "from", "than", "versus")  # words that join two amounts, not two namings


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One amount in a currency and in US dollars, and what a dollar must have cost."""

    foreign: Quantity
    dollars: Quantity
    rate: Interval  # as rounded or as cut off: from the least to the most
    period: str | None

    @property
    def second(self) -> Quantity:
        """The amount that stands second: the converted one."""
        return max(self.foreign, self.dollars, key=lambda quantity: quantity.start)

    @property
    def first(self) -> Quantity:
        """The amount that stands first."""
        return min(self.foreign, self.dollars, key=lambda quantity: quantity.start)


@remembered
def pairs(evidence: Evidence) -> Iterator[Pair]:
    """Yield every amount that a text tells in dollars and in a currency with known rates."""
    seen: set[int] = set()
    for frame in frames(evidence):
        for form in _PAIRS:
            for match in form.finditer(frame.text):
                first, second = frame.quantity(match, "a"), frame.quantity(match, "b")
                if first is None or second is None or second.start in seen:
                    continue
                joint = frame.text[match.start("a") + 1 : match.start("b")].lower()
                between = _CONVERTED.sub(" ", joint).split()
                found = _pair(evidence, first, second)
                if found is not None and not set(between) & set(_BETWEEN):
                    seen.add(second.start)
                    yield found


def _pair(evidence: Evidence, first: Quantity, second: Quantity) -> Pair | None:
    if first.unit in _KNOWN and second.unit == _DOLLAR:
        foreign, dollars = first, second
    elif second.unit in _KNOWN and first.unit == _DOLLAR:
        foreign, dollars = second, first
    else:
        return None
    if not dollars.bounds[0] or not foreign.bounds[0]:
        return None
    both = (rounded(foreign) / rounded(dollars), truncated(foreign) / truncated(dollars))
    rate = Interval(min(each.low for each in both), max(each.high for each in both))
    period = period_of(evidence, first)
    return Pair(foreign=foreign, dollars=dollars, rate=rate, period=period)


_MARGIN = 0.03  # a text may use a bank's rate, or the mean of a quarter
_SINCE, _UNTIL = 1995, 2040  # where no year is known, any rate since then is plausible


@RULES.add("FX111", "implausible-exchange-rate", Severity.ERROR, needs=Needs.REFERENCE)
def fx111(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two amounts in two currencies imply a rate that was not seen in the years in question."""
    for pair in pairs(evidence):
        bands = _bands(pair, context.day(evidence))
        if _seen(bands, pair.rate):
            continue
        yield about(
            RULES["FX111"],
            evidence,
            pair.second,
            f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes a dollar "
            f"{shown(pair.rate)} {pair.foreign.unit}; it was {_told(bands, pair.rate)}",
            inputs={"amount": pair.first},
            result=pair.rate,
        )

    for quoted, bands in _quoted_rates(evidence, context.day(evidence)):
        rate = rounded(quoted)
        if not _seen(bands, rate):
            yield about(
                RULES["FX111"],
                evidence,
                quoted,
                f"a dollar for {evidence.words(quoted)}; it was {_told(bands, rate)}",
                inputs={},
                result=rate,
            )


_PER_DOLLAR = lazy_regex(
    r",? (?:per|to|to the|to a|a|an|against the|against a|versus the|for a|for one) "
    r"(?:U\.?S\.? )?(?:dollar|greenback)\b",
    re.IGNORECASE,
)
_IF = lazy_regex(r"\b(?:if|would|could|forecast|expect\w*|project\w*|may|might|once)\b")


def _quoted_rates(
    evidence: Evidence, day: dt.date | None
) -> Iterator[tuple[Quantity, list[Interval]]]:
    """Yield "1,813 won per dollar" with what a dollar cost in its year or about the day."""
    for frame in all_frames(evidence):
        if "dollar" not in frame.text and "greenback" not in frame.text:
            continue
        for at, quantity in frame.figures:
            if quantity.unit not in _KNOWN or quantity.value is None or quantity.value > _DEAR:
                continue
            if not _PER_DOLLAR.match(frame.text, at + 1) or _IF.search(frame.text):
                continue
            year = _year(period_of(evidence, quantity))
            if year is None and day is None:
                continue
            years = {year} if year is not None else {day.year - 1, day.year} if day else set()
            if not quantity.malformed:
                yield quantity, _over(quantity.unit, years, day)


_DEAR = 100_000.0  # won: a larger sum is no price of a dollar


def _bands(pair: Pair, day: dt.date | None) -> list[Interval]:
    """Return between what the rate lay in the year of the figure and about the day of the text.

    Amounts of the past are converted at the rate of then or of now, those of the future at the
    rate of now.
    """
    year = _year(pair.period)
    years = {year} if year is not None else set()
    if day is not None:
        years |= {day.year - 1, day.year}
        if year is None:
            years.add(day.year - 2)
    else:  # a text of no known day may convert at the rate of any later year
        years = set(range(year if year is not None else _SINCE, _UNTIL))
    return _over(pair.foreign.unit, years, day)


def _year(period: str | None) -> int | None:
    return int(period[:4]) if period and period[:4].isdigit() else None


def _over(currency: str, years: Iterable[int], day: dt.date | None) -> list[Interval]:
    """Return between what a rate lay in each of some years, none of them after the day."""
    past = [year for year in years if day is None or year <= day.year]
    bands = [_of_year(currency, year) for year in sorted(past)]
    return [
        Interval(band.low * (1 - _MARGIN), band.high * (1 + _MARGIN))
        for band in bands
        if band is not None
    ]


def _told(bands: list[Interval], rate: Interval) -> str:
    """Return the band that lies nearest to a rate, in words."""
    middle = (rate.low + rate.high) / 2
    return shown(min(bands, key=lambda band: min(abs(band.low - middle), abs(band.high - middle))))


def _seen(bands: list[Interval], rate: Interval) -> bool:
    """Whether a rate was seen in one of some years, or nothing is known of them."""
    return not bands or any(band.meets(rate) for band in bands)


@cache
def _of_year(currency: str, year: int) -> Band | None:
    """Return the band of a year as is known today: what a rate was does not change."""
    return exchange_band(currency, year)


_APART = 0.05  # of the rate: conversions of one text and one period are no farther apart


@RULES.add("FX112", "exchange-rates-disagree", Severity.WARNING, needs=Needs.REFERENCE)
def fx112(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two conversions of one text and one period imply rates that differ."""
    day = context.day(evidence)
    plausible = [pair for pair in pairs(evidence) if _seen(_bands(pair, day), pair.rate)]
    for at, pair in enumerate(plausible):
        others = [other for other in plausible[:at] if _comparable(pair, other)]
        apart = [other for other in others if _gap(pair.rate, other.rate) > _APART]
        if apart and len(apart) == len(others):
            other = apart[0]
            yield RULES["FX112"].finding(
                evidence.document,
                pair.second.start,
                pair.second.end,
                f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes a dollar "
                f"{shown(pair.rate)} {pair.foreign.unit}; {evidence.words(other.first)} as "
                f"{evidence.words(other.second)} makes it {shown(other.rate)}",
                related=[
                    Related(
                        start=other.first.start,
                        end=other.second.end,
                        message="the other conversion",
                        document=evidence.document,
                    )
                ],
                evidence={"rates": [list(pair.rate), list(other.rate)]},
            )


def _comparable(pair: Pair, other: Pair) -> bool:
    years = {(each.period or "")[:4] for each in (pair, other)}
    return pair.foreign.unit == other.foreign.unit and len(years) == 1


def _gap(first: Interval, second: Interval) -> float:
    """Return how far apart two intervals are, relative to the lower."""
    if first.meets(second):
        return 0.0
    low, high = sorted((first, second), key=lambda each: each.low)
    return high.low / low.high - 1
