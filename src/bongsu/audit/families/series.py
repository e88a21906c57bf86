"""Figures that differ from those of the reference (RF851)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.families.policy_rates import off_levels, on_record
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.known.counted_events import Miscounted, miscounted_events
from bongsu.audit.known.forecasts_told import ForecastTold, forecasts_told
from bongsu.audit.known.known_figures import Unlike, unlike_known
from bongsu.audit.known.labelled_rows import OffCell, off_cells
from bongsu.audit.known.mistyped import mistyped, right_figures
from bongsu.audit.known.other_measures import of_another_measure
from bongsu.audit.known.out_of_range import out_of_range
from bongsu.audit.known.plainly_told import plainly_told
from bongsu.audit.known.published import (
    ANOTHER,
    as_told,
    distance,
    is_current,
    is_published,
    rounds_to,
)
from bongsu.audit.known.rates_told import RateTold, rates_told
from bongsu.audit.known.series_rows import OffRow, off_rows
from bongsu.audit.reading.current import outdated_rates
from bongsu.audit.reading.digit_slips import replaced
from bongsu.audit.reading.lands import of_other_land
from bongsu.audit.reading.readings import Reading, growth_readings, readings
from bongsu.audit.reading.recalled import Recalled, digits
from bongsu.audit.reading.wording import as_note
from bongsu.audit.references.series import Value, series, values, vintages
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.evidence.mentions import (
    Comparator,
    Evidence,
    Quantity,
    within,
)
from bongsu.patterns import lazy_regex, regex

_REACH = 70  # code points behind a figure in which its own year may stand
_BESIDE = 1000  # code points around a figure in which another year may be its own
_POINTS = 3.0  # but not where both are shares or rates that lie so close
_COUNTED_OTHERWISE, _LARGE = 0.002, 1e7  # of a population, and from how many heads on
_SLIGHT = 0.02  # a difference below this may be one of rounding, revision or definition


@RULES.add("RF851", "differs-from-reference-value", Severity.WARNING, needs=Needs.REFERENCE)
def differs_from_reference_value(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A figure is not the one that the reference has for its measure, subject and year."""
    day = context.day(evidence)
    for off in off_rows(evidence, day):
        finding = _off_row(evidence, off)
        yield finding if off.sure else as_note(finding)
    seen: set[int] = set()
    right = right_figures(evidence, day)
    for finding in _differing(evidence, day):
        if finding.start in right:
            continue
        seen.add(finding.start)
        yield finding
    for reading, value in out_of_range(evidence, day):
        if reading.quantity.start not in seen | right:
            seen.add(reading.quantity.start)
            yield as_note(_differs(evidence, reading, value))
    for slip in mistyped(evidence, day):
        known, written = slip.value.low, slip.found.quantity.value or 0.0
        if known >= _LARGE and abs(written - known) <= _COUNTED_OTHERWISE * known:
            continue
        if of_another_measure(
            evidence, slip.found.quantity, [slip.found.series], slip.value.period
        ):
            continue
        if slip.found.quantity.start not in seen:
            finding = _differs(evidence, slip.found, slip.value)
            yield finding if slip.sure else as_note(finding)
    yield from _told_plainly(evidence, day, seen | right)
    yield from _known_otherwise(evidence, day, seen)


def _told_plainly(evidence: Evidence, day: dt.date | None, seen: set[int]) -> Iterator[Finding]:
    """Yield figures that only the words of their clause bind to a series."""
    for told in plainly_told(evidence, day):
        if told.found.quantity.start not in seen and not of_other_land(
            evidence.words(told.found.sentence), told.found.series.title
        ):
            yield as_note(_differs(evidence, told.found, told.value))
    for cell in off_cells(evidence, day):
        if cell.quantity.start not in seen:
            yield as_note(_differs(evidence, cell, cell.value))
    for forecast in forecasts_told(evidence, day):
        if forecast.quantity.start not in seen:
            yield as_note(_differs(evidence, forecast, forecast.newest))
    older = {one.quantity.start for one in outdated_rates(evidence, day)} if day else set()
    for rate in rates_told(evidence, day):
        if rate.quantity.start not in seen | older:  # those are told by ST802
            yield as_note(_rate_off(evidence, rate))


def _rate_off(evidence: Evidence, told: RateTold) -> Finding:
    made = told.made
    return RULES["RF851"].finding_at(
        evidence.document,
        told.quantity,
        f"{evidence.words(told.quantity)}, but the {made.rate} of the {made.bank} was "
        f"{made.high:g} percent from {made.decided.isoformat()}",
        evidence=on_record(made),
    )


def _known_otherwise(evidence: Evidence, day: dt.date | None, seen: set[int]) -> Iterator[Finding]:
    """Yield numbers of events, and figures that hardly change, which are known otherwise."""
    for counted in miscounted_events(evidence, day):
        finding = _miscounted(evidence, counted)
        yield finding if counted.sure else as_note(finding)
    for unlike in unlike_known(evidence):
        if unlike.start not in seen:
            finding = _unlike_known(evidence, unlike)
            yield finding if unlike.slip else as_note(finding)


_FIRST_YEAR = 1000


def _unlike_known(evidence: Evidence, unlike: Unlike) -> Finding:
    year = "year" in unlike.title and unlike.known > _FIRST_YEAR
    known = f"{unlike.known:g} is" if year else f"about {unlike.known:,.10g} are"
    return RULES["RF851"].finding_at(
        evidence.document,
        unlike,
        f"{evidence.text[unlike.start : unlike.end]}, but {known} known: {unlike.title}",
        evidence={"value": unlike.known, "source": unlike.source},
    )


def _miscounted(evidence: Evidence, counted: Miscounted) -> Finding:
    known = ", ".join(event.start for event in counted.events) or "none"
    return RULES["RF851"].finding_at(
        evidence.document,
        counted,
        f"{counted.number} of them between {counted.first} and {counted.last}, where the reference "
        f"has {len(counted.events)}: {known}",
        evidence={"events": [event.id for event in counted.events]},
    )


def _off_row(evidence: Evidence, off: OffRow) -> Finding:
    value = off.value
    return RULES["RF851"].finding_at(
        evidence.document,
        off.block,
        f"{evidence.words(off.block).strip()}, but the reference has {value.low:,.12g} for "
        f"{series()[value.series].title} in {value.period}, and the other years of it are right",
        evidence=_told_by_reference(value),
    )


def _differing(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield figures of which the words tell the measure, the subject and the year."""
    for reading in (*readings(evidence), *growth_readings(evidence)):
        words = evidence.words(reading.sentence)
        known = [as_told(one, reading.quantity, words) for one in _known(evidence, reading, day)]
        if not known or any(is_published(reading.quantity, one) for one in known):
            continue
        if _fits_another_year(evidence, reading, day) or _fits_another_series(reading, day):
            continue
        period = reading.claim.period or ""
        if of_another_measure(evidence, reading.quantity, reading.series, period):
            continue
        nearest = min(known, key=lambda one: abs(one.low - (reading.quantity.value or 0.0)))
        apart = distance(reading.quantity, nearest)
        if apart > ANOTHER and not _mistyped(reading, nearest):
            continue
        finding = _differs(evidence, reading, nearest)
        if apart <= _COUNTED_OTHERWISE and nearest.low >= _LARGE:
            continue  # heads counted on another day of the year, or by another register
        sure = reading.sure and len(reading.series) == 1 and apart > _SLIGHT
        yield finding if sure and _plain(reading.quantity) else as_note(finding)
    yield from _steps(evidence, day)
    yield from off_levels(evidence, day)


def _fits_another_series(reading: Reading, day: dt.date | None) -> bool:
    """Whether a figure of many digits is that of its year in another series of its unit."""
    units = {one.unit for one in reading.series}
    many = (reading.quantity.value or 0.0) >= _MANY
    return many and any(
        is_published(reading.quantity, value)
        for one in series().values()
        if one.unit in units and one not in reading.series
        for value in vintages(one.id, reading.claim.period or "", day)
    )


_MANY = 100.0  # a smaller figure is that of many series by chance


def _known(evidence: Evidence, reading: Reading, day: dt.date | None) -> list[Value]:
    """Return what was published for the year of a figure, or as that of now."""
    period = reading.claim.period or _standing_year(evidence, reading, day)
    if all("cumulative" in one.measures for one in reading.series):
        period = period.removeprefix("../")
    if regex(r"\d{4}").fullmatch(period):
        return [one for s in reading.series for one in vintages(s.id, period, day)]
    standing = [s for s in reading.series if s.frequency == "once"]
    if period or day is None or not is_current(evidence, reading, day):
        return []
    return [v for s in standing for v in values(s.id, day) if v.first <= day <= v.last]


def _standing_year(evidence: Evidence, reading: Reading, day: dt.date | None) -> str:
    """Return the year of the publication for a figure of law that is told in the present."""
    before = evidence.text[reading.sentence.start : reading.quantity.start]
    law = all(one.kind == "law" for one in reading.series)
    return str(day.year) if day and law and _IS.search(before) else ""


_IS = lazy_regex(r"\b(?:is|stands\sat|remains\sat|is\s(?:now|currently))\s$")


def _mistyped(reading: Reading, value: Value) -> bool:
    """Whether a figure far from the reference is still the same one, with its digits mistold."""
    written, known = reading.quantity.value or 0.0, value.low
    signs = [sorted(f"{abs(number):g}".replace(".", "")) for number in (written, known)]
    near = reading.quantity.unit in {"percent", "rate"} and abs(written - known) <= _POINTS
    step = reading.quantity.step or 1.0
    own, low, high = digits(written, step), round(value.low / step), round(value.high / step)
    slip = len(own) >= _FEW_DIGITS and high - low <= _BAND
    slip = slip and any(replaced(own, str(abs(one))) for one in range(low, high + 1))
    return reading.sure and len(reading.series) == 1 and (near or slip or signs[0] == signs[1])


_FEW_DIGITS = 3  # from which one digit that is another is no chance
_BAND = 10  # steps of a figure within which a value is known


def _fits_another_year(evidence: Evidence, reading: Reading, day: dt.date | None) -> bool:
    """Whether a figure is that of another year told beside it, so that it may belong to that."""
    own = rf"(?:\s[a-z]+){{0,3}}\s(?:in|for)\s{reading.claim.period}\b"
    if re.match(own, evidence.text[reading.quantity.end :][:_REACH]):
        return False  # its year stands right behind it
    block = evidence.block_of(reading.sentence)
    first = max(block.start, reading.quantity.start - _BESIDE)
    years = {
        str(year)
        for date in within(evidence.dates, first, min(block.end, first + 2 * _BESIDE))
        for year in {bound.year for bound in (date.first, date.last) if bound}
    }
    return any(
        is_published(reading.quantity, value)
        for one in reading.series
        for value in values(one.id, day)
        if value.period in years
    )


def _steps(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield "rose from A to B" in no stated year where A is a year's and B not the next one's."""
    starts = {
        claim.sentence: claim.quantity
        for claim in evidence.claims
        if claim.part == "from" and claim.quantity.value is not None
    }
    for reading in readings(evidence):
        start = starts.get(reading.claim.sentence)
        if start is None or reading.claim.part != "to" or len(reading.series) != 1:
            continue
        words = evidence.words(reading.sentence)
        if regex(r"\d{4}").search(words) or start.unit != reading.quantity.unit:
            continue
        told = [v for v in values(reading.series[0].id, day) if regex(r"\d{4}").fullmatch(v.period)]
        before = [int(value.period) for value in told if rounds_to(start, value)]
        after = [value for value in told if int(value.period) - 1 in before]
        later = [value for value in told if before and int(value.period) > min(before)]
        if not after or any(is_published(reading.quantity, value) for value in later):
            continue
        nearest = min(after, key=lambda value: distance(reading.quantity, value))
        if distance(reading.quantity, nearest) <= ANOTHER:
            yield as_note(_differs(evidence, reading, nearest))


def _plain(quantity: Quantity) -> bool:
    return quantity.comparator is Comparator.EXACT


def _differs(
    evidence: Evidence, reading: Reading | Recalled | OffCell | ForecastTold, value: Value
) -> Finding:
    named = series()[value.series]
    return RULES["RF851"].finding_at(
        evidence.document,
        reading.quantity,
        f"{evidence.words(reading.quantity)}, but the reference has {value.low:,.12g} for "
        f"{named.title} in {value.period}",
        evidence=_told_by_reference(value),
    )


def _told_by_reference(value: Value) -> dict[str, object]:
    return {
        "series": value.series,
        "period": value.period,
        "value": value.low,
        "known_from": value.known_from.isoformat(),
        "source": value.source,
    }
