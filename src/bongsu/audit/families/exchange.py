"""Rules on amounts told in two currencies: FX111 implausible rate, FX112 rates that disagree."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.reading.wording import as_note
from bongsu.audit.references import exchange_band
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import about, shown
from bongsu.audit.units.conversions import DOLLAR, Conversion, conversions
from bongsu.audit.units.crosses import Cross, crosses
from bongsu.audit.units.named_amounts import amounts_of_one_name
from bongsu.audit.units.quotes import Quote, quotes
from bongsu.evidence.exchange import monthly_rate
from bongsu.evidence.intervals import Interval
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence, Quantity

_MARGIN = 0.03  # a text may use a bank's rate, or the mean of a quarter
_WITHIN = 1.5  # of the rate: amounts farther apart than 2.5 times are two, whatever their name
_SINCE, _UNTIL = 1995, 2040  # where no year is known, any rate since then is plausible


@RULES.add("FX111", "implausible-exchange-rate", Severity.ERROR, needs=Needs.REFERENCE)
def fx111(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two amounts in two currencies imply a rate that was not seen in the years in question."""
    every = conversions(evidence)
    day = context.day(evidence)
    for pair in every:
        bands = _bands(pair, day)
        if not (pair.certain or _in_table(pair, every, day)):
            continue
        if not _seen(bands, pair.rate):
            if _is_of_one(bands, pair.rate):
                yield _converted(evidence, pair, bands)
            continue
        close = _close(pair, day)
        if pair.certain and not _seen(close, pair.rate):
            yield as_note(_converted(evidence, pair, close))

    for pair in amounts_of_one_name(evidence):
        bands = _bands(pair, day)
        if not _seen(bands, pair.rate) and any(_gap(band, pair.rate) < _WITHIN for band in bands):
            finding = about(
                RULES["FX111"],
                evidence,
                pair.second,
                f"if {evidence.words(pair.second)} is the {evidence.words(pair.first)} told above, "
                f"{_one(pair)} was {shown(pair.rate)} {pair.foreign.unit}; "
                f"it was {_told(bands, pair.rate)}",
                inputs={"amount": pair.first},
                result=pair.rate,
            )
            yield replace(finding, severity=Severity.NOTE)

    for quote, bands in _quoted_rates(evidence, day):
        if not _seen(bands, quote.price) and _may_be_slip(bands, quote):
            yield about(
                RULES["FX111"],
                evidence,
                quote.quantity,
                f"{_named(quote.base)} for {shown(quote.price)} {quote.currency}; "
                f"it was {_told(bands, quote.price)}",
                inputs={},
                result=quote.price,
            )


def _converted(evidence: Evidence, pair: Conversion, bands: list[Interval]) -> Finding:
    return about(
        RULES["FX111"],
        evidence,
        pair.second,
        f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes "
        f"{_one(pair)} {shown(pair.rate)} {pair.foreign.unit}; "
        f"it was {_told(bands, pair.rate)}",
        inputs={"amount": pair.first},
        result=pair.rate,
    )


_MEANS = 0.025  # of the means of months: what careful writers convert at is no farther off
_LATE = 14  # months before a text at whose rates amounts of no known year are converted


def _close(pair: Conversion, day: dt.date | None) -> list[Interval]:
    """Return between what the means of the months lay that an amount is likely of."""
    year = _year(pair.period)
    months = [dt.date(year, month, 15) for month in range(1, 13)] if year is not None else []
    if day is not None:
        back = _LATE if year is None or year >= day.year - 1 else _THREE
        months += [day.replace(day=15) - dt.timedelta(days=30 * n) for n in range(-1, back)]
    found = []
    for one in months:
        rates = [monthly_rate(currency, one) for currency in (pair.foreign.unit, pair.base.unit)]
        if rates[0] is not None and rates[1] is not None:
            found.append(rates[0].per_dollar / rates[1].per_dollar)
    known = day is None or (bool(found) and monthly_rate(pair.foreign.unit, day) is not None)
    if not found or not known:
        return []
    return [Interval(min(found) * (1 - _MEANS), max(found) * (1 + _MEANS))]


_OFF = 15.0  # times: amounts farther apart are of two things, but for a slip of scale
_SCALES = (1e2, 1e-2, 1e3, 1e-3, 1e4, 1e-4, 1e6, 1e-6)


def _is_of_one(bands: list[Interval], rate: Interval) -> bool:
    """Whether two amounts are near enough to be one, if need be with another scale word."""
    return any(
        _gap(band, rate.scaled(by)) < (_OFF if by == 1.0 else 1.0) - 0.5
        for band in bands
        for by in (1.0, *_SCALES)
    )


def _one(pair: Conversion) -> str:
    return _named(pair.base.unit)


def _named(currency: str) -> str:
    return "a dollar" if currency == DOLLAR else f"1 {currency}"


def _in_table(pair: Conversion, every: Sequence[Conversion], day: dt.date | None) -> bool:
    """Whether two amounts of a row are one, since those of other rows of the text are."""
    return pair.in_table and any(
        other is not pair and other.in_table and _seen(_bands(other, day), other.rate)
        for other in every
    )


_IF = lazy_regex(r"\b(?:if|would|could|forecast|expect\w*|project\w*|may|might|once)\b")


_LONG_AGO = lazy_regex(
    r"\b(?:ago|(?<!\bin )(?:decades?|years)|used to|back then|crisis|long-run|ever)\b"
)


def _quoted_rates(
    evidence: Evidence, day: dt.date | None
) -> Iterator[tuple[Quote, list[Interval]]]:
    """Yield "1,813 won per dollar" with what a dollar cost in its year or about the day."""
    for quote in quotes(evidence):
        sentence = quote.frame.sentence
        if _IF.search(evidence.text, sentence.start, sentence.end):
            continue
        year = _year(quote.period)
        if year is None and day is None:
            continue
        if year is None and _LONG_AGO.search(evidence.text, sentence.start, sentence.end):
            continue
        years = {year} if year is not None else {day.year - 1, day.year} if day else set()
        month = _MONTH.match(quote.period or "")
        bands = _about_month(quote, dt.date(int(month[1]), int(month[2]), 15)) if month else []
        yield quote, bands or _over(quote.currency, quote.base, years, day)


_MONTH = lazy_regex(r"(\d{4})-(0[1-9]|1[0-2])")
_STRAYS = 0.05  # of the mean of a month: a day, or a year that ends in it
_BESIDE = dt.timedelta(days=31)
_THREE = 3  # months


def _about_month(quote: Quote, day: dt.date) -> list[Interval]:
    """Return between what a rate lay in a month and the two beside it; nothing if unknown."""
    found = []
    for one in (day - _BESIDE, day, day + _BESIDE):
        rates = [monthly_rate(currency, one) for currency in (quote.currency, quote.base)]
        if rates[0] is not None and rates[1] is not None:
            found.append(rates[0].per_dollar / rates[1].per_dollar)
    if len(found) < _THREE:
        return []
    return [Interval(min(found) * (1 - _STRAYS), max(found) * (1 + _STRAYS))]


_SLIP = 12.0  # times: as far as a digit too many or too few carries a price
_HUNDRED = 100.0  # yen, of which a price is often told: "880 won per yen"
_TOLD_SLIP = 2.5  # the same in a sentence, where a figure may be of something else


def _may_be_slip(bands: list[Interval], quote: Quote) -> bool:
    """Whether a figure is near enough to what a currency cost to be meant as its price."""
    most = _SLIP if quote.listed else _TOLD_SLIP
    units = (quote.price, quote.price.scaled(1 / _HUNDRED), quote.price.scaled(_HUNDRED))
    return any(
        _gap(band, quote.price) < most - 1 or any(band.meets(price) for price in units)
        for band in bands
    )


def _bands(pair: Conversion, day: dt.date | None) -> list[Interval]:
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
    return _over(pair.foreign.unit, pair.base.unit, years, day)


def _year(period: str | None) -> int | None:
    return int(period[:4]) if period and period[:4].isdigit() else None


def _over(currency: str, base: str, years: Iterable[int], day: dt.date | None) -> list[Interval]:
    """Return between what a rate lay in each of some years, none of them after the day."""
    past = [year for year in years if day is None or year <= day.year]
    found = []
    for year in sorted(past):
        band, other = _of_year(currency, year), _of_year(base, year)
        if band is None or other is None:
            continue
        # what a dollar cost in the one and in the other, each at its most apart
        low, high = band.low / other.high, band.high / other.low
        found.append(Interval(low * (1 - _MARGIN), high * (1 + _MARGIN)))
    return found


def _told(bands: list[Interval], rate: Interval) -> str:
    """Return the band that lies nearest to a rate, in words."""
    middle = (rate.low + rate.high) / 2
    return shown(min(bands, key=lambda band: min(abs(band.low - middle), abs(band.high - middle))))


def _seen(bands: list[Interval], rate: Interval) -> bool:
    """Whether a rate was seen in one of some years, or nothing is known of them."""
    return not bands or any(band.meets(rate) for band in bands)


@cache
def _of_year(currency: str, year: int) -> Interval | None:
    """Return what a dollar cost in a year as is known today: what a rate was does not change."""
    if currency == DOLLAR:
        return Interval(1.0, 1.0)
    band = exchange_band(currency, year)
    return Interval(band.low, band.high) if band is not None else None


_APART = 0.05  # of the rate: conversions of one text and one period are no farther apart


@RULES.add("FX112", "exchange-rates-disagree", Severity.WARNING, needs=Needs.REFERENCE)
def fx112(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two conversions of one text and one period imply rates that differ."""
    day = context.day(evidence)
    every = conversions(evidence)
    plausible = [pair for pair in every if _seen(_bands(pair, day), pair.rate)]
    for pair in every:
        others = [other for other in plausible if other is not pair and _comparable(pair, other)]
        others = [other for other in others if not _each_seen(pair, other, day)]
        others = [
            other for other in others if other.certain or other.first.start < pair.first.start
        ]
        apart = [other for other in others if _gap(pair.rate, other.rate) > _APART]
        if not apart or len(apart) < len(others) or not _one_of_the_text(pair, others):
            continue
        if pair in plausible and any(other.first.start > pair.first.start for other in others):
            continue  # of two that disagree, the later one is told
        other = apart[0]
        first, last = sorted((other.first, other.second), key=attrgetter("start"))
        yield RULES["FX112"].finding(
            evidence.document,
            pair.second.start,
            pair.second.end,
            f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes {_one(pair)} "
            f"{shown(pair.rate)} {pair.foreign.unit}; {evidence.words(other.first)} as "
            f"{evidence.words(other.second)} makes it {shown(other.rate)}",
            related=[
                Related(
                    start=first.start,
                    end=last.end,
                    message="the other conversion",
                    document=evidence.document,
                )
            ],
            evidence={"rates": [list(pair.rate), list(other.rate)]},
        )
    yield from _against_the_quoted(evidence, every)
    for cross in crosses(evidence):
        yield _crossed(evidence, cross)


def _crossed(evidence: Evidence, cross: Cross) -> Finding:
    one, other = cross.through
    return about(
        RULES["FX112"],
        evidence,
        cross.quote.quantity,
        f"{evidence.words(one.quantity)} for {_unit(one)} and {evidence.words(other.quantity)} for "
        f"{_unit(other)} make {_unit(cross.quote)} {shown(cross.right)} {cross.quote.currency}, "
        f"not {evidence.words(cross.quote.quantity)}",
        inputs={"one rate": one.quantity, "the other": other.quantity},
        result=cross.right,
    )


def _unit(quote: Quote) -> str:
    return f"{quote.many:,.0f} {quote.base}" if quote.many > 1 else _named(quote.base)


_FAR_APART = 0.4  # of the rate: amounts farther apart are not one, if nothing says that they are


def _one_of_the_text(pair: Conversion, others: list[Conversion]) -> bool:
    """Whether two amounts are one: as the words say, or since their rate is much like another."""
    if not any(other.certain or other.in_table for other in others):
        return pair.certain
    return pair.certain or all(_gap(pair.rate, other.rate) < _FAR_APART for other in others)


def _against_the_quoted(evidence: Evidence, every: Sequence[Conversion]) -> Iterator[Finding]:
    """Yield a conversion at another rate than the one that the same sentence names for it."""
    rates = quotes(evidence) if every else ()
    for pair in every:
        for told in rates:
            if (told.currency, told.base) != (pair.foreign.unit, pair.base.unit):
                continue
            quote, price = told.quantity, told.price
            between = evidence.text[
                min(quote.end, pair.first.end) : max(quote.start, pair.first.start)
            ]
            apart = ". " in between or "\n" in between
            if _gap(price, pair.rate) <= _APART:
                continue
            if apart and not _for_all(evidence, quote):
                continue
            if pair.certain and _gap(price, pair.rate) < _FAR_APART:
                yield about(
                    RULES["FX112"],
                    evidence,
                    pair.second,
                    f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes "
                    f"{_one(pair)} {shown(pair.rate)} {pair.foreign.unit}, "
                    f"and not {evidence.words(quote)}",
                    inputs={"rate": quote, "amount": pair.first},
                    result=pair.rate,
                )


_ALL_AMOUNTS = lazy_regex(
    r"\b(?:(?:all|the|foreign[- ]currency|dollar|won)? ?(?:amounts?|figures?|sums?|values?)\b"
    r"[^.;]{0,60}?\b(?:are|were|is|have been|been) (?:converted|translated|computed|calculated|"
    r"expressed|stated|given|shown|turned)|conver(?:ted|sions?) (?:throughout|here|at|in this)|"
    r"(?:exchange|conversion) rate (?:used|applied|assumed))\b",
    re.IGNORECASE,
)


def _for_all(evidence: Evidence, quote: Quantity) -> bool:
    """Whether the sentence of a rate says that amounts of the text are converted at it."""
    at = bisect_left(evidence.sentences, quote.start + 1, key=attrgetter("start")) - 1
    sentence = evidence.sentences[at]
    return _ALL_AMOUNTS.search(evidence.text, sentence.start, sentence.end) is not None


def _comparable(pair: Conversion, other: Conversion) -> bool:
    if (pair.foreign.unit, pair.base.unit) != (other.foreign.unit, other.base.unit):
        return False
    years = sorted({(each.period or "")[:4] for each in (pair, other)} - {""})
    if len(years) < 2 or not all(year.isdigit() for year in years):
        return len(years) < 2
    return int(years[1]) - int(years[0]) <= 1


def _each_seen(pair: Conversion, other: Conversion, day: dt.date | None) -> bool:
    """Whether two conversions are of two years gone by, and each has the rate of its own."""
    years = [_year(each.period) for each in (pair, other)]
    told = [year for year in years if year is not None and (day is None or year < day.year)]
    return len(set(told)) > 1 and all(
        _seen(_over(each.foreign.unit, each.base.unit, {year}, day), each.rate)
        for each, year in zip((pair, other), told, strict=True)
    )


def _gap(first: Interval, second: Interval) -> float:
    """Return how far apart two intervals are, relative to the lower."""
    if first.meets(second):
        return 0.0
    low, high = sorted((first, second), key=lambda each: each.low)
    return high.low / low.high - 1
