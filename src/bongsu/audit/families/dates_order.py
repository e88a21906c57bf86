"""Dates that do not go together within one text (DT)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from bongsu.audit.families.dates_relative import beside_wrong_words, points_elsewhere
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.deeds import DatedDeed, dated_deeds, disagree
from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.wording import (
    as_note,
    as_warning,
    content_words,
    proper_names,
    prose,
    sentence_at,
    whole_end,
)
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.bases_ahead import bases_ahead
from bongsu.audit.times.begun_twice import begun_twice
from bongsu.audit.times.called_back import TwoDays, rows_against, two_days
from bongsu.audit.times.called_elsewhere import called_elsewhere
from bongsu.audit.times.datelines import off_datelines, other_bases
from bongsu.audit.times.dates_retold import dates_retold, headings_retold, numbered_retold
from bongsu.audit.times.days_a_slip_apart import days_a_slip_apart
from bongsu.audit.times.entries_retold import entries_retold
from bongsu.audit.times.framing import framed_otherwise
from bongsu.audit.times.happenings_dated_twice import happenings_dated_twice
from bongsu.audit.times.heads_of_records import heads_of_records
from bongsu.audit.times.in_force_twice import in_force_twice
from bongsu.audit.times.later_in_month import in_the_month, later_than_told
from bongsu.audit.times.lead_period import lead_astray
from bongsu.audit.times.misheaded import misheaded
from bongsu.audit.times.papers_of_sittings import papers_of_sittings
from bongsu.audit.times.participles_retold import participles_retold
from bongsu.audit.times.periods_said_twice import miscounted_periods
from bongsu.audit.times.programmes import programmes
from bongsu.audit.times.steps_back import wrong_ways
from bongsu.audit.times.terms_of_review import other_terms
from bongsu.audit.times.things_dated_twice import things_dated_twice
from bongsu.audit.times.timelines import dated_entries
from bongsu.audit.times.title_period import Astray, astray, summed_up, under_headings
from bongsu.audit.times.title_quarters import of_another_year, quarters, year_of_title
from bongsu.audit.times.titled_otherwise import titled_otherwise
from bongsu.evidence.mentions import Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex


@RULES.add("DT501", "period-against-title", Severity.ERROR)
def period_against_title(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A text on one month, quarter, half or year gives its figures for another one."""
    told: set[int] = set()
    for finding in (
        *_misheaded(evidence),
        *_against_title(evidence),
        *_led_astray(evidence, lead_astray(evidence, context.day(evidence))),
        *_led_astray(evidence, titled_otherwise(evidence, context.day(evidence))),
        *_from_a_later_time(evidence),
    ):
        if finding.end not in told:
            told.add(finding.end)
            yield finding


def _against_title(evidence: Evidence) -> Iterator[Finding]:
    span = evidence.article.title_span
    if span is None:
        return
    yield from year_of_title(evidence, span)
    for term in other_terms(evidence):
        yield as_warning(
            RULES["DT501"].finding_at(
                evidence.document,
                term,
                f"“{evidence.text[term.start : term.end]}” in a text whose title is on "
                f"“{evidence.text[slice(*term.titled)]}”",
                related=[related_words(evidence, *term.titled, "the title's years")],
            )
        )
    titled = list(quarters(evidence.text[span[0] : span[1]]))
    if len({period[2:] for period in titled}) == 1:
        yield from of_another_year(evidence, span, titled[0])
    yield from _led_astray(evidence, _astray(evidence))


def _misheaded(evidence: Evidence) -> Iterator[Finding]:
    for one in misheaded(evidence):
        period, entry = one.period, one.entry
        finding = RULES["DT501"].finding_at(
            evidence.document,
            period,
            f"the heading names “{evidence.text[period.start : period.end]}”, but all entries "
            f"below it lie elsewhere, the first on {entry.edtf}",
            related=[related_part(evidence, entry, "the first entry")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)


def _astray(evidence: Evidence) -> Iterator[Astray]:
    yield from astray(evidence)
    yield from under_headings(evidence)
    yield from summed_up(evidence)
    yield from miscounted_periods(evidence)
    yield from framed_otherwise(evidence)
    yield from papers_of_sittings(evidence)


def _led_astray(evidence: Evidence, every: Iterable[Astray]) -> Iterator[Finding]:
    for one in every:
        found, titled = (evidence.text[p.start : p.end] for p in (one.found, one.titled))
        if found.casefold() == titled.casefold():
            continue  # a month without its year, said twice
        finding = RULES["DT501"].finding_at(
            evidence.document,
            one.found,
            f"“{found}” in what is on “{titled}” by its title, heading or caption",
            related=[related_part(evidence, one.titled, "the period named")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)


def _from_a_later_time(evidence: Evidence) -> Iterator[Finding]:
    for one in bases_ahead(evidence):
        finding = RULES["DT501"].finding_at(
            evidence.document,
            one.date,
            f"a change in {one.date.edtf} is told from {one.base.edtf}, which came later",
            related=[related_part(evidence, one.base, "what it is told from")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)


@RULES.add("DT502", "later-in-the-month", Severity.WARNING)
def later_in_the_month(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Something is put later in a month that was over, or that another entry dates elsewhere."""
    told: list[tuple[int, int]] = []
    for finding in (
        *in_the_month(evidence, context),
        *points_elsewhere(evidence, context, "DT502"),
        *beside_wrong_words(evidence, context, "DT502"),
        *wrong_ways(evidence),
        *later_than_told(evidence),
    ):
        if not any(start < finding.end and finding.start < end for start, end in told):
            told.append((finding.start, finding.end))
            yield finding


@RULES.add("DT503", "one-event-two-dates", Severity.WARNING)
def one_event_two_dates(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """The same deed of the same named thing has two dates in one text."""
    seen: dict[tuple[str, str], DatedDeed] = {}
    known: set[int] = set()
    for deed in dated_deeds(evidence):
        other = seen.setdefault((deed.name, deed.deed), deed)
        if disagree(other.date, deed.date):
            known |= {other.date.start, deed.date.start}
            yield RULES["DT503"].finding_at(
                evidence.document,
                deed.date,
                f"{deed.written} has the date {deed.date.edtf} here and {other.date.edtf} before",
                related=[related_part(evidence, other.date, "the other date")],
            )
    yield from _before_its_day(evidence)
    for one in _told_twice(evidence, context.day(evidence)):
        if {one.date.start, one.other.start} <= known or _numbered_apart(evidence, one):
            continue
        if _of_one_day(evidence, one):
            continue
        finding = RULES["DT503"].finding_at(
            evidence.document,
            one.date,
            f"“{evidence.words(one.date)}” is told of what “{evidence.words(one.other)}” is "
            "told of too",
            related=[related_part(evidence, one.other, "the other date")],
        )
        yield finding if one.sure else as_note(finding)


_NUMBERED = lazy_regex(
    r"\b(first|second|third|fourth|fifth|sixth|last|next|previous|final|other|latter|former)\b",
    re.IGNORECASE,
)


def _numbered_apart(evidence: Evidence, one: TwoDays) -> bool:
    """Whether two sentences tell of the first and the second of their kind."""
    found = []
    for date in (one.date, one.other):
        start = evidence.sentences[sentence_at(evidence, date.start)].start
        numbers = _NUMBERED.findall(evidence.text[start : date.start])
        found.append({number.casefold() for number in numbers})
    return bool(found[0] and found[1]) and not found[0] & found[1]


def _of_one_day(evidence: Evidence, one: TwoDays) -> bool:
    """Whether two dates have one month and day, of which the year stands with but one."""
    first, second = one.date.first, one.other.first
    same = first and second and (first.month, first.day) == (second.month, second.day)
    return bool(same) and not (has_year(evidence, one.date) and has_year(evidence, one.other))


def _told_twice(evidence: Evidence, day: dt.date | None) -> Iterator[TwoDays]:
    """Yield the second date of what a text dates twice, each once."""
    told: set[int] = set()
    for one in (
        *heads_of_records(evidence),
        *two_days(evidence),
        *rows_against(evidence),
        *entries_retold(evidence),
        *headings_retold(evidence),
        *numbered_retold(evidence),
        *programmes(evidence),
        *begun_twice(evidence),
        *things_dated_twice(evidence),
        *off_datelines(evidence, day),
        *other_bases(evidence),
        *dates_retold(evidence),
        *happenings_dated_twice(evidence),
        *in_force_twice(evidence),
        *days_a_slip_apart(evidence),
        *called_elsewhere(evidence),
        *participles_retold(evidence),
    ):
        if not {one.date.start, one.other.start} & told:
            told.add(one.date.start)
            yield one


_BEFORE = regex(r",?\s(?P<order>before|after)\s\w+ing\b")


def _before_its_day(evidence: Evidence) -> Iterator[Finding]:
    """Yield "attended A, before joining B on a day" where a dated entry puts A after that day."""
    entries = [(date, text) for _, (date, text) in dated_entries(evidence)]
    if not entries:
        return
    for sentence, words in prose(evidence):
        match = _BEFORE.search(words)
        days = [
            date
            for date in within(evidence.dates, sentence.start, whole_end(evidence, sentence))
            if date.granularity is Granularity.DAY and date.first
        ]
        if match is None or len(days) != 1 or days[0].start < sentence.start + match.end():
            continue
        for start, end, name in proper_names(words[: match.start()], sentence.start):
            key = content_words(name)
            told = [entry for entry in entries if key <= content_words(entry[1])]
            if len(key) < 3 or len(told) != 1 or not disagree(told[0][0], days[0]):
                continue
            later = told[0][0].first > days[0].first  # type: ignore[operator]  # both are days
            if later == (match["order"] == "before"):
                yield as_note(
                    RULES["DT503"].finding(
                        evidence.document,
                        start,
                        end,
                        f"told {match['order']} {days[0].edtf}, but dated {told[0][0].edtf}",
                        related=[related_part(evidence, told[0][0], "its date")],
                    )
                )
