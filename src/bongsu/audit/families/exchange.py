"""Rules on amounts told in two currencies: FX111 implausible rate, FX112 rates that disagree."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.wording import as_note
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import about, related_words, shown
from bongsu.audit.units.conversions import DOLLAR, Conversion, conversions
from bongsu.audit.units.crosses import Cross, crosses
from bongsu.audit.units.named_amounts import amounts_of_one_name
from bongsu.audit.units.quotes import Quote, quotes
from bongsu.audit.units.rate_bands import (
    about_month,
    bands,
    close,
    gap,
    lately,
    nearest,
    over,
    seen,
    year_of,
)
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.patterns import lazy_regex

_WITHIN = 1.5  # of the rate: amounts farther apart than 2.5 times are two, whatever their name


@RULES.add("FX111", "implausible-exchange-rate", Severity.ERROR, needs=Needs.REFERENCE)
def fx111(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two amounts in two currencies imply a rate that was not seen in the years in question."""
    day = context.day(evidence)
    yield from _of_conversions(evidence, day)
    yield from _of_names(evidence, day)
    for quote, known in _quoted_rates(evidence, day):
        if not seen(known, quote.price):
            if _may_be_slip(known, quote):
                yield _mispriced(evidence, quote, known)
            continue
        late = lately(quote, day)
        if not seen(late, quote.price):
            yield as_note(_mispriced(evidence, quote, late))


def _of_conversions(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield amounts told in two currencies at a rate that was not seen, or not of late."""
    every = conversions(evidence)
    for pair in every:
        known = bands(pair, day)
        if not (pair.certain or _in_table(pair, every, day)):
            continue
        if not seen(known, pair.rate):
            if _is_of_one(known, pair.rate) and not _is_of_yuan(evidence, pair):
                yield _converted(evidence, pair, known)
            continue
        near = close(pair, day)
        if pair.certain and not (seen(near, pair.rate) and seen(_wide(known), _plain(pair))):
            yield as_note(_converted(evidence, pair, near or known))


def _of_names(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield notes on amounts far apart that are called by one name."""
    for pair in amounts_of_one_name(evidence):
        known = bands(pair, day)
        if not seen(known, pair.rate) and any(gap(band, pair.rate) < _WITHIN for band in known):
            finding = about(
                RULES["FX111"],
                evidence,
                pair.second,
                f"if {evidence.words(pair.second)} is the {evidence.words(pair.first)} told above, "
                f"{_one(pair)} was {shown(pair.rate)} {pair.foreign.unit}; "
                f"it was {nearest(known, pair.rate)}",
                inputs={"amount": pair.first},
                result=pair.rate,
            )
            yield as_note(finding)


def _mispriced(evidence: Evidence, quote: Quote, known: list[Interval]) -> Finding:
    return about(
        RULES["FX111"],
        evidence,
        quote.quantity,
        f"{_named(quote.base)} for {shown(quote.price)} {quote.currency}; "
        f"it was {nearest(known, quote.price)}",
        inputs={},
        result=quote.price,
    )


_NEAR = 60  # code points between two amounts that one finding can mark


def _converted(evidence: Evidence, pair: Conversion, known: list[Interval]) -> Finding:
    finding = about(
        RULES["FX111"],
        evidence,
        pair.second,
        f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes "
        f"{_one(pair)} {shown(pair.rate)} {pair.foreign.unit}; "
        f"it was {nearest(known, pair.rate)}",
        inputs={"amount": pair.first},
        result=pair.rate,
    )
    start, end = min(pair.first.start, pair.second.start), max(pair.first.end, pair.second.end)
    scaled = any(seen(known, pair.rate.scaled(by)) for by in _SCALES)
    if scaled and end - start <= _NEAR:  # either may have the wrong scale word
        return replace(finding, start=start, end=end)
    return finding


_YUAN = Interval(5.5, 8.6)  # to a dollar, in all the years of the table


def _is_of_yuan(evidence: Evidence, pair: Conversion) -> bool:
    """Whether a sign that is also that of the yen stands for yuan."""
    signs = f"{evidence.words(pair.first)} {evidence.words(pair.second)}"
    return "¥" in signs and _YUAN.low < pair.rate.low and pair.rate.high < _YUAN.high


_ROUGH = 0.15  # of a rate: as much as people round away who convert "a million dollars"


def _wide(known: list[Interval]) -> list[Interval]:
    return [Interval(band.low * (1 - _ROUGH), band.high * (1 + _ROUGH)) for band in known]


def _plain(pair: Conversion) -> Interval:
    """Return the rate between two amounts as they are written, the first for exact."""
    foreign, base = pair.foreign.value, pair.base.value
    if not foreign or not base:
        return pair.rate  # a range, or "zero"
    step = pair.second.approximate_step / (2 * (pair.second.value or 1.0))
    return Interval(foreign / base * (1 - step), foreign / base * (1 + step))


_OFF = 15.0  # times: amounts farther apart are of two things, but for a slip of scale
_SCALES = (1e2, 1e-2, 1e3, 1e-3, 1e4, 1e-4, 1e6, 1e-6)


def _is_of_one(known: list[Interval], rate: Interval) -> bool:
    """Whether two amounts are near enough to be one, if need be with another scale word."""
    return any(
        gap(band, rate.scaled(by)) < (_OFF if by == 1.0 else 1.0) - 0.5
        for band in known
        for by in (1.0, *_SCALES)
    )


def _one(pair: Conversion) -> str:
    return _named(pair.base.unit)


def _named(currency: str) -> str:
    return "a dollar" if currency == DOLLAR else f"1 {currency}"


def _in_table(pair: Conversion, every: Sequence[Conversion], day: dt.date | None) -> bool:
    """Whether two amounts of a row are one, since those of other rows of the text are."""
    return pair.in_table and any(
        other is not pair and other.in_table and seen(bands(other, day), other.rate)
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
        year = year_of(quote.period)
        if year is None and day is None:
            continue
        if year is None and _LONG_AGO.search(evidence.text, sentence.start, sentence.end):
            continue
        years = {year} if year is not None else {day.year - 1, day.year} if day else set()
        month = _MONTH.match(quote.period or "")
        if _FROM.search(evidence.text, max(0, quote.quantity.start - 12), quote.quantity.start):
            years, month = years | {one - 1 for one in years}, None  # a level of some time before
        known = about_month(quote, dt.date(int(month[1]), int(month[2]), 15)) if month else []
        yield quote, known or over(quote.currency, quote.base, years, day)


_FROM = lazy_regex(r"\bfrom (?:about |around )?$")
_MONTH = lazy_regex(r"(\d{4})-(0[1-9]|1[0-2])")
_SLIP = 12.0  # times: as far as a digit too many or too few carries a price
_HUNDRED = 100.0  # yen, of which a price is often told: "880 won per yen"
_TOLD_SLIP = 2.5  # the same in a sentence, where a figure may be of something else


def _may_be_slip(known: list[Interval], quote: Quote) -> bool:
    """Whether a figure is near enough to what a currency cost to be meant as its price."""
    most = _SLIP if quote.listed else _TOLD_SLIP
    shifted = (1.0, 0.1, 10.0, 1 / _HUNDRED, _HUNDRED)  # by a digit, or told of 100 yen
    units = [quote.price.scaled(by) for by in shifted]
    return any(
        gap(band, quote.price) < most - 1 or any(band.meets(price) for price in units)
        for band in known
    )


_APART = 0.05  # of the rate: conversions of one text and one period are no farther apart


@RULES.add("FX112", "exchange-rates-disagree", Severity.WARNING, needs=Needs.REFERENCE)
def fx112(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Two conversions of one text and one period imply rates that differ."""
    day = context.day(evidence)
    every = conversions(evidence)
    plausible = [pair for pair in every if seen(bands(pair, day), pair.rate)]
    for pair in every:
        others = [other for other in plausible if other is not pair and _comparable(pair, other)]
        others = [other for other in others if not _each_seen(pair, other, day)]
        others = [
            other for other in others if other.certain or other.first.start < pair.first.start
        ]
        apart = [other for other in others if gap(pair.rate, other.rate) > _APART]
        if not apart or len(apart) < len(others) or not _one_of_the_text(pair, others):
            continue
        if pair in plausible and any(other.first.start > pair.first.start for other in others):
            continue  # of two that disagree, the later one is told
        other = apart[0]
        first, last = sorted((other.first, other.second), key=attrgetter("start"))
        yield RULES["FX112"].finding_at(
            evidence.document,
            pair.second,
            f"{evidence.words(pair.first)} as {evidence.words(pair.second)} makes {_one(pair)} "
            f"{shown(pair.rate)} {pair.foreign.unit}; {evidence.words(other.first)} as "
            f"{evidence.words(other.second)} makes it {shown(other.rate)}",
            related=[related_words(evidence, first.start, last.end, "the other conversion")],
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
    return pair.certain or all(gap(pair.rate, other.rate) < _FAR_APART for other in others)


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
            if gap(price, pair.rate) <= _APART:
                continue
            if apart and not _for_all(evidence, quote):
                continue
            if pair.certain and gap(price, pair.rate) < _FAR_APART:
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
    years = [year_of(each.period) for each in (pair, other)]
    told = [year for year in years if year is not None and (day is None or year < day.year)]
    return len(set(told)) > 1 and all(
        seen(over(each.foreign.unit, each.base.unit, {year}, day), each.rate)
        for each, year in zip((pair, other), told, strict=True)
    )
