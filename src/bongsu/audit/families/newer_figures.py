"""Figures told as current that newer ones had replaced (ST803)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.known.editions import old_editions
from bongsu.audit.known.late_months import late_months
from bongsu.audit.known.outdated import Stale, stale
from bongsu.audit.known.projections_replaced import superseded
from bongsu.audit.known.published import ANOTHER, distance, is_current, is_published, rounds_to
from bongsu.audit.known.stale_years import stale_years
from bongsu.audit.reading.current import NOW
from bongsu.audit.reading.overtaken import old_laws
from bongsu.audit.reading.readings import Reading, readings
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.references.series import Value, values
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.mentions import Evidence
from bongsu.patterns import lazy_regex, regex

_OLDEST = 8  # years back in which a stale figure is looked for


@RULES.add("ST803", "newer-figure-existed", Severity.WARNING, needs=Needs.REFERENCE)
def newer_figure_existed(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A figure is told as current though a newer one was out before the publication."""
    day = context.day(evidence)
    if day is None:
        return
    laws = {law.quantity.start for law in old_laws(evidence, day)}  # told by ST802
    latest = list(stale(evidence, day))
    told = laws | {one.found.quantity.start for one in latest}
    for reading in readings(evidence):
        if reading.quantity.start not in told:
            yield from _replaced(evidence, reading, day)
    yield from superseded(evidence, day)
    for one in latest:
        yield _stale(evidence, one)
    yield from old_editions(evidence, day)
    yield from _stale_years(evidence, day)
    for late in late_months(evidence, day):
        yield as_note(
            RULES["ST803"].finding_at(
                evidence.document,
                late.date,
                f"“{evidence.words(late.date)}” is told as the latest month; the figures of the "
                f"next one were out by {late.out.isoformat()}",
                related=[related_words(evidence, *late.called, "called the latest")],
            )
        )


def _stale_years(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in stale_years(evidence, day):
        finding = RULES["ST803"].finding_at(
            evidence.document,
            one.date,
            f"{evidence.words(one.date)} is called the latest year, but the publication is of "
            f"{day.isoformat()}",
            related=[related_part(evidence, one.later, "a later one")]
            if one.later is not None
            else [],
        )
        yield as_warning(finding) if one.later is not None else as_note(finding)


def _stale(evidence: Evidence, one: Stale) -> Finding:
    quantity, later = one.found.quantity, one.newest
    finding = RULES["ST803"].finding_at(
        evidence.document,
        quantity,
        f"{evidence.words(quantity)} is told as the latest and is that of {_which(one.told)}; the "
        f"newest of {one.found.series.title} was {later.low:,.12g} for {_which(later)}",
        related=[related_words(evidence, one.called[0], one.called[1], "called the latest")],
        evidence=_newest(later),
    )
    return finding if one.sure else as_note(finding)


def _newest(value: Value) -> dict[str, object]:
    return {
        "series": value.series,
        "newest": value.low,
        "period": value.period,
        "known_from": value.known_from.isoformat(),
        "source": value.source,
    }


def _which(value: Value) -> str:
    return f"{value.period} ({value.vintage})" if value.vintage else value.period


def _replaced(evidence: Evidence, reading: Reading, day: dt.date) -> Iterator[Finding]:
    """Yield a figure of now, or of a year not yet known, that is an earlier year's."""
    period = reading.claim.period or str(day.year)
    if not regex(r"\d{4}").fullmatch(period) or len(reading.series) != 1:
        return
    latest = _LATEST.search(evidence.words(reading.sentence)) is not None
    if int(period) < day.year - (3 if latest else 1):
        return
    one = reading.series[0]
    told = [value for value in values(one.id, day) if regex(r"\d{4}").fullmatch(value.period)]
    told.sort(key=lambda value: value.period)
    if any(rounds_to(reading.quantity, value) for value in told if value.period > str(day.year)):
        return  # a law has set it ahead of its year
    told = [value for value in told if value.period <= str(day.year)]
    if not told or not (latest or is_current(evidence, reading, day)):
        return
    words = evidence.words(reading.sentence)
    if not latest and told[-1].period >= period and (reading.claim.period or not NOW.search(words)):
        return  # a figure of this year that nobody calls that of now may be any year's
    newest = told[-1]
    if rounds_to(reading.quantity, newest) or distance(reading.quantity, newest) > ANOTHER:
        return
    older = [
        value
        for value in told[:-1]
        if rounds_to(reading.quantity, value) and int(value.period) >= day.year - _OLDEST
    ]
    if not older:
        return
    finding = RULES["ST803"].finding_at(
        evidence.document,
        reading.quantity,
        f"{evidence.words(reading.quantity)} is the figure of {older[-1].period}; the newest of "
        f"{one.title} was {newest.low:g} for {newest.period}",
        evidence=_newest(newest),
    )
    slight = is_published(reading.quantity, newest) or not reading.sure
    yield as_note(finding) if slight else finding


_LATEST = lazy_regex(
    r"\b(?:latest|newest|most\srecent)\s(?:\w+\s){0,2}?(?:figures?|data|statistics|numbers?|year)\b",
    re.IGNORECASE,
)
