"""Time told between two days (DT)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.passed_time import counted
from bongsu.audit.reading.stretches import between, closed, misfits, one_in_other
from bongsu.audit.reading.tallies import number
from bongsu.audit.reading.wording import as_note, as_warning, prose
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.after_the_deed import after_the_deed
from bongsu.audit.times.begun_and_ended import begun_and_ended
from bongsu.audit.times.between_deeds import between_deeds
from bongsu.audit.times.between_two_dates import between_two_dates
from bongsu.audit.times.came_after import came_after
from bongsu.audit.times.lengths_of_ranges import RangeLength, lengths_of_ranges
from bongsu.audit.times.lengths_pointed import lengths_to_come
from bongsu.audit.times.miscounted import miscounts
from bongsu.audit.times.miscounted_terms import Miscount
from bongsu.audit.times.own_lengths import own_length
from bongsu.audit.times.since_sittings import since_sittings
from bongsu.audit.times.spans_of_things import spans_of_things
from bongsu.audit.times.unbroken_runs import WrongRun, wrong_runs
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex


@RULES.add("DT511", "elapsed-time", Severity.ERROR)
def elapsed_time(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A stated stretch of time is not the time between the two dates beside it."""
    day = context.day(evidence)
    last: list[DateMention] = []  # the dates of the sentence before
    block = -1
    every = prose(evidence)
    found: list[tuple[int, int]] = []
    for place, (sentence, words) in enumerate(every):
        last = last if sentence.block == block else []
        told: set[int] = set()
        for finding in (
            *_record_since(evidence, sentence, words, day),
            *_came_after(evidence, sentence, words, last),
            *_later_dates(evidence, sentence),
            *_days_later(evidence, sentence, last),
            *between_two_dates(evidence, sentence),
            *misfits(evidence, place, every, day),
        ):
            if finding.start not in told and not _PART.search(evidence.text[: finding.start][-20:]):
                yield finding
            told.add(finding.start)
            found.append((finding.start, finding.end))
        last = [d for d in within(evidence.dates, sentence.start, sentence.end) if d.first]
        block = sentence.block
    yield from _elsewhere(evidence, day, found)
    yield from _after_deeds(evidence, found)
    yield from _of_other_lengths(evidence, day, found)
    yield from _of_runs(evidence, day, found)


def _elsewhere(
    evidence: Evidence, day: dt.date | None, found: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield the stretches that lie between no two days of the text, and are not told already."""
    for one in miscounts(evidence, day):
        span = one.stretch.start, one.stretch.end
        if one.now or _of_its_own(evidence, one):
            continue
        if not any(a < span[1] and span[0] < b for a, b in found):
            found.append(span)
            yield _lies_elsewhere(evidence, one)


def _of_runs(
    evidence: Evidence, day: dt.date | None, found: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield the lengths beside their two days, of unbroken runs, and since a year."""
    for length in lengths_of_ranges(evidence):
        if not any(a < length.end and length.start < b for a, b in found):
            yield _not_so_long(evidence, length)
    for run in wrong_runs(evidence, day):
        yield _run_of_other_length(evidence, run)
    for came in came_after(evidence, day):
        if not any(a < came.length.end and came.length.start < b for a, b in found):
            yield as_warning(_miscounted(evidence, came.length, came.since, f"{came.years}"))


_PART = lazy_regex(r"\b(?:years?|months?|weeks?),?\sand\s$")  # "three years and two days"


def _of_other_lengths(
    evidence: Evidence, day: dt.date | None, found: list[tuple[int, int]]
) -> Iterator[Finding]:
    """Yield the lengths of what went on, or is still to come, that nothing told already."""
    for one in (
        *spans_of_things(evidence, day),
        *begun_and_ended(evidence, day),
        *between_deeds(evidence),
        *since_sittings(evidence, day),
    ):
        spoken = any(a < one.stretch.end and one.stretch.start < b for a, b in found)
        if not spoken and not _of_its_own(evidence, one):
            found.append((one.stretch.start, one.stretch.end))
            yield _lies_elsewhere(evidence, one)
    for one in lengths_to_come(evidence, day) if day is not None else ():
        if not any(a < one.stretch.end and one.stretch.start < b for a, b in found):
            yield _lies_elsewhere(evidence, one)


_FROM_ITS_DAY = lazy_regex(  # "for 2 years from the date of this order"
    r"\sfrom\s(?:now\b|today\b|(?:the|its)\s(?:effective\s)?date\sof\b)"
)


_EVERY = lazy_regex(r"\b(?:(?:every|each|per)|(?P<two>\d (?:and|or)))\s$")
_LEAD = 8  # code points before a stretch


def _of_its_own(evidence: Evidence, one: Miscount) -> bool:
    """Whether a stretch leads from no day of the text to another one."""
    start, end = one.stretch.start, one.stretch.end
    from_its_day = _FROM_ITS_DAY.match(evidence.text, end) is not None
    return from_its_day or _to_itself(evidence, one) or own_length(evidence, start, end)


def _to_itself(evidence: Evidence, one: Miscount) -> bool:
    """Whether a stretch is itself read as a day: "3 weeks later", from a day that nobody told.

    Nor does "this week" lead from itself to itself.
    """
    ends = (one.first, one.second)
    if not one.now and one_in_other(*ends):
        return True
    if _EVERY.search(evidence.text, max(0, one.stretch.start - _LEAD), one.stretch.start):
        return True  # "by one year every five years, from 60 to 65"; "8 and 15 years later": of two
    if one.first.edtf == one.second.edtf and one.first.relative:
        return True
    return any(d.start < one.stretch.end and one.stretch.start < d.end for d in ends)


def _not_so_long(evidence: Evidence, one: RangeLength) -> Finding:
    words = evidence.text[one.start : one.end]
    finding = RULES["DT511"].finding_at(
        evidence.document,
        one,
        f"“{words}”, but there are {one.days} days from the first to the last day, both counted",
        related=[
            related_words(evidence, *one.first, "from"),
            related_words(evidence, *one.last, "to"),
        ],
    )
    return as_warning(finding)


def _run_of_other_length(evidence: Evidence, run: WrongRun) -> Finding:
    finding = RULES["DT511"].finding_at(
        evidence.document,
        run,
        f"“{evidence.text[run.start : run.end]}” since {run.since.edtf}, but there are "
        f"{run.counted} {run.unit}s from then on, the first one counted",
        related=[related_part(evidence, run.since, "since then")],
    )
    return as_warning(finding) if run.sure else as_note(finding)


def _lies_elsewhere(evidence: Evidence, one: Miscount) -> Finding:
    ends = one.first, one.second
    finding = RULES["DT511"].finding_at(
        evidence.document,
        one.stretch,
        f"“{evidence.text[one.stretch.start : one.stretch.end]}”, but from {ends[0].edtf} to "
        f"{ends[1].edtf} it is {counted(one.stretch, *ends)}",
        related=[related_part(evidence, d, "between these") for d in ends if d.start >= 0],
    )
    return as_warning(finding) if one.sure else as_note(finding)


def _after_deeds(evidence: Evidence, found: list[tuple[int, int]]) -> Iterator[Finding]:
    """Yield how long after a deed something is said to be, where their days tell otherwise."""
    for after in after_the_deed(evidence):
        span = after.length.start, after.length.end
        if any(a < span[1] and span[0] < b for a, b in found) or own_length(evidence, *span):
            continue
        found.append(span)
        unit = after.length.unit.rstrip("s")
        finding = RULES["DT511"].finding_at(
            evidence.document,
            after.length,
            f"“{evidence.words(after.length)}”, but from {after.deed.edtf} to {after.day.edtf} "
            f"it is {after.told:.1f} {unit}s",
            related=[related_part(evidence, after.deed, "the deed")],
        )
        yield as_warning(finding) if after.sure else as_note(finding)


_RECORD = lazy_regex(
    r"\b(?:highest|lowest|first|largest|biggest|smallest|longest|fastest|slowest|steepest|sharpest|"
    r"most|worst|best|time)\b[^.;:,]{0,40}?\sin\s(?:the\s)?$"
)
_SINCE = lazy_regex(r",?\ssince\s(?:[^;:.]|\.\d){0,60}")


def _record_since(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date | None
) -> Iterator[Finding]:
    """Yield "the highest in 38 years since 1997" where so many have not passed."""
    if day is None or " since " not in words:
        return
    dates = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
    for stretch in within(evidence.quantities, sentence.start, sentence.end):
        if stretch.kind is not Kind.DURATION or not stretch.unit.startswith("year"):
            continue
        before = words[: stretch.start - sentence.start]
        told = _since_then(evidence, stretch, dates, before)
        if stretch.value is None or not told:
            continue
        behind = [told]
        others = {d.first.year for d in dates if d.first and d is not behind[0]}
        begun = behind[0].first.year if behind[0].first else day.year
        spans = {end - begun for end in others or {day.year - 1, day.year}}
        spare = 1.0 if stretch.comparator is Comparator.EXACT else 1.0 + 0.1 * stretch.value
        if not any(abs(span - stretch.value) <= spare for span in spans):
            yield _miscounted(evidence, stretch, behind[0], f"{max(spans)}")


_THAT_IS = lazy_regex(  # "the first since 1981, that is, in thirty-two years"
    r",?\s(?:that\sis,?\s|or\s|i\.e\.,?\s|hence\s)?(?:the\sfirst\s(?:time\s)?)?in\s(?:about\s|some\s)?"
)
_FIRST_SINCE = lazy_regex(r"\b(?:first|highest|lowest|largest|worst|best)\b[^;:]{0,120}?\ssince\s$")


def _since_then(
    evidence: Evidence, stretch: Quantity, dates: Sequence[DateMention], before: str
) -> DateMention | None:
    """Return the time since which there has been no such thing for so many years."""
    behind = [d for d in dates if d.start > stretch.end and d.first and d.last]
    if _RECORD.search(before) and behind:
        joint = evidence.text[stretch.end : behind[0].start]
        if _SINCE.fullmatch(joint):
            return behind[0]
    ahead = [d for d in dates if d.end < stretch.start and d.first and d.last]
    if ahead and _THAT_IS.fullmatch(evidence.text, ahead[-1].end, stretch.start):
        lead = before[: len(before) - (stretch.start - ahead[-1].start)]
        if _FIRST_SINCE.search(lead):
            return ahead[-1]
    return None


_CAME = lazy_regex(
    r"\b(?:c[ao]mes?|follow(?:s|ed)|is|was|were|are)\s(?:just\s|only\s|exactly\s|some\s|about\s)?$"
)
_AFTER = lazy_regex(r"\safter\s[^;:.,]{3,80}\s(?:in|on)\s")


def _came_after(
    evidence: Evidence, sentence: Sentence, words: str, last: Sequence[DateMention]
) -> Iterator[Finding]:
    """Yield "it came N months after that began in D" against the day told just before."""
    if " after " not in words:
        return
    dates = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
    before = [closed(d) for d in last if not d.relative or regex(r"\d").search(evidence.words(d))]
    if len(dates) != 1 or len(before) != 1:
        return
    for stretch in within(evidence.quantities, sentence.start, dates[0].start):
        between_them = evidence.text[stretch.end : dates[0].start]
        if stretch.kind is not Kind.DURATION or stretch.value is None:
            continue
        if not _CAME.search(words[: stretch.start - sentence.start]):
            continue
        possible = between(before[0], dates[0], stretch.unit)
        spare = 1.0 if stretch.comparator is Comparator.EXACT else 1.0 + 0.1 * stretch.value
        if possible is None or not _AFTER.fullmatch(between_them):
            continue
        if not possible[0] - spare <= stretch.value <= possible[1] + spare:
            yield _miscounted(evidence, stretch, dates[0], f"{possible[0]:g} to {possible[1]:g}")


def _miscounted(evidence: Evidence, stretch: Quantity, since: DateMention, counted: str) -> Finding:
    finding = RULES["DT511"].finding_at(
        evidence.document,
        stretch,
        f"“{evidence.words(stretch)}” since {since.edtf}, but it is {counted}",
        related=[related_part(evidence, since, "since then")],
    )
    return as_warning(finding)


_YEARS_AND = lazy_regex(r"\b(?:years?|months?|weeks?),?\sand\s(?:an?\s)?$")
_LATER_BY = lazy_regex(
    r".*\s(?:years?|months?|weeks?|days?|decades?)\s(?:later|earlier|on)", re.DOTALL
)


def _later_dates(evidence: Evidence, sentence: Sentence) -> Iterator[Finding]:
    """Yield "60 years later, in 2023" where the years lead from the date before to another one."""
    dates = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
    for before, later, stated in zip(dates, dates[1:], dates[2:], strict=False):
        joint = evidence.text[later.end : stated.start]
        loose = stated.relative and stated.written is None
        if loose or not regex(r",?\s(?:(?:in|on|by)\s)?").fullmatch(joint):
            continue
        if not (later.first and later.last and stated.first and stated.last and later.relative):
            continue
        if not _LATER_BY.fullmatch(evidence.words(later)) or before.first is None:
            continue
        if _YEARS_AND.search(evidence.text, sentence.start, later.start):
            continue  # "seven years and four months earlier"
        slack = dt.timedelta(days=(later.last - later.first).days // 6)
        if later.first - slack <= stated.last and stated.first <= later.last + slack:
            continue
        yield RULES["DT511"].finding_at(
            evidence.document,
            later,
            f"“{evidence.words(later)}” leads from {before.edtf} to {later.edtf}, "
            f"not to {stated.edtf}",
            related=[related_part(evidence, d, "between these") for d in (before, stated)],
        )


_COUNTED = lazy_regex(
    r"\W*(?:(?:Just|Only|Exactly)\s)?(?P<n>[\w-]+)\s(?P<unit>year|month|week|day)s?\slater,\s(?:in|on)\s",
    re.IGNORECASE,
)


def _days_later(
    evidence: Evidence, sentence: Sentence, last: Sequence[DateMention]
) -> Iterator[Finding]:
    """Yield "Nine days later, on April 16, ..." behind a sentence that tells of April 5."""
    match = _COUNTED.match(evidence.words(sentence))
    count = number(match["n"]) if match else None
    if match is None or count is None or len(last) != 1:
        return
    at = sentence.start + match.end()
    stated = next((d for d in within(evidence.dates, at, sentence.end) if d.start == at), None)
    possible = between(closed(last[0]), closed(stated), match["unit"]) if stated else None
    if stated is None or possible is None or possible[0] <= count <= possible[1]:
        return
    start, end = sentence.start + match.start("n"), sentence.start + match.end("unit")
    yield RULES["DT511"].finding(
        evidence.document,
        start,
        end,
        f"“{evidence.text[start:end]}” do not lead from {last[0].edtf} to {stated.edtf}",
        related=[related_part(evidence, d, "between these") for d in (last[0], stated)],
    )
