"""Years and anniversaries counted from a dated event (DT)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.passed_time import Stretch, counted, stretches
from bongsu.audit.reading.stretches import day_itself
from bongsu.audit.reading.wording import as_note, as_warning, named_events, prose, table
from bongsu.audit.references import Event, NamedEvent, events
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.after_the_deed import since_the_deed
from bongsu.audit.times.ages_to_now import Aged, ages_to_now, is_of_a_person
from bongsu.audit.times.ago import miscounted_years
from bongsu.audit.times.anniversaries import QUALIFIED, anniversaries, is_meant
from bongsu.audit.times.miscounted import miscounts
from bongsu.audit.times.running_since import running_since
from bongsu.audit.times.since_known import since_known
from bongsu.audit.times.stages_of_things import is_of_another
from bongsu.audit.times.years_on import misyears
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


@RULES.add("DT506", "years-since-a-dated-event", Severity.WARNING, needs=Needs.REFERENCE)
def years_since(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """The years told since a dated event are not those that the calendar counts."""
    day = context.day(evidence)
    if day is None:
        return
    told: list[tuple[int, int]] = []
    for finding in (
        *_counted_years(evidence, day),
        *_since_known(evidence, day),
        *_running(evidence, day),
        *_aged(evidence, day),
        *_counted_on(evidence, day),
        *_since_its_deed(evidence, day),
    ):
        if not any(start < finding.end and finding.start < end for start, end in told):
            told.append((finding.start, finding.end))
            yield finding


def _aged(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in ages_to_now(evidence, day):
        since = one.since
        if since is not None and _of_another(evidence, one, since, day):
            continue
        finding = RULES["DT506"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}”, but by {day.isoformat()} it is {one.told}",
            related=[related_part(evidence, since, "counted from here")]
            if since is not None
            else [],
        )
        yield finding if one.sure else as_note(finding)


def _counted_years(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in miscounted_years(evidence, day):
        yield RULES["DT506"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” beside {one.year}: by {day.year} "
            f"it is {one.passed} years",
            evidence={"year": one.year, "published": day.isoformat()},
        )
    yield from _up_to_now(evidence, day)
    yield from _anniversaries(evidence, day)
    for sentence, words in prose(evidence):
        if "years ago" in words:
            yield from _long_ago(evidence, sentence, words, day)
        stretches = [
            q
            for q in within(evidence.quantities, sentence.start, sentence.end)
            if q.kind in {Kind.DURATION, Kind.AGE} and q.unit.startswith("year") and q.value
        ]
        if not stretches:
            continue
        years = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.first and date.last and not date.relative
        ]
        for stretch in stretches:
            yield from _first_in(evidence, sentence, words, stretch, day)
            for event, start, end in _begun(words, sentence, stretch, day):
                told = [date for date in years if not (start <= date.start < end)]
                then = _then(told, event, day)
                if then is not None:
                    yield from _miscounted(evidence, stretch, event, then, (start, end))


def _of_another(
    evidence: Evidence, told: Aged | Stretch | Quantity, since: DateMention, day: dt.date
) -> bool:
    """Whether years are told of another stage or thing than the date near them."""
    years = next(
        (
            one.value / (_MONTHS if one.unit == "month" else 1)
            for one in stretches(evidence.text, told.start, told.end)
        ),
        getattr(told, "value", None) or 0.0,
    )
    passed = day.year - since.first.year if since.first is not None else 0
    span = (told.start, told.end)
    return is_of_another(evidence, span, since, longer=years > passed)


_MONTHS = 12  # of a year


def _up_to_now(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in miscounts(evidence, day):
        if not one.now or is_of_a_person(evidence, one.stretch):
            continue
        if _of_another(evidence, one.stretch, one.first, day):
            continue
        finding = RULES["DT506"].finding_at(
            evidence.document,
            one.stretch,
            f"“{evidence.text[one.stretch.start : one.stretch.end]}”, but from {one.first.edtf} to "
            f"{day.isoformat()} it is {counted(one.stretch, one.first, one.second)}",
            related=[related_part(evidence, one.first, "counted from here")],
            evidence={"from": one.first.edtf, "published": day.isoformat()},
        )
        yield finding if one.sure else as_note(finding)


def _anniversaries(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in anniversaries(evidence, day):
        finding = RULES["DT506"].finding_at(
            evidence.document,
            one,
            f"{one.event.what} is dated {one.event.start}: {one.years:g} years on it is "
            f"{one.event.first.year + one.years:g}, not {one.year}",
            related=[related_words(evidence, *one.named, "counted from here")],
            evidence={"event": one.event.id, "date": one.event.start},
        )
        yield finding if one.sure else as_note(finding)


def _counted_on(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in misyears(evidence, day):
        finding = RULES["DT506"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}”, but from {one.date.edtf} to "
            f"{one.then or day.year} it is {one.passed} years",
            related=[related_part(evidence, one.date, "counted from here")],
        )
        yield finding if one.sure else as_note(finding)


def _since_its_deed(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for years, deed in since_the_deed(evidence, day):
        yield RULES["DT506"].finding_at(
            evidence.document,
            years,
            f"“{evidence.text[years.start : years.end]}”, but from {deed.edtf} to "
            f"{day.isoformat()} it is {counted(years, deed, day_itself(day))}",
            related=[related_part(evidence, deed, "counted from here")],
        )


def _since_known(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in since_known(evidence, day):
        finding = RULES["DT506"].finding_at(
            evidence.document,
            one.stretch,
            f"“{evidence.text[one.stretch.start : one.stretch.end]}”, but {one.event.what} is "
            f"dated {one.event.start}",
            related=[related_part(evidence, one, "counted from here")],
            evidence={"event": one.event.id, "date": one.event.start, "source": one.event.source},
        )
        yield finding if one.sure else as_note(finding)


def _running(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in running_since(evidence, day):
        yield as_warning(
            RULES["DT506"].finding_at(
                evidence.document,
                one.stretch,
                f"“{evidence.text[one.stretch.start : one.stretch.end]}”, but {one.title} "
                f"opened in "
                f"{one.since.edtf}",
                evidence={"date": one.since.edtf, "source": one.source},
            )
        )


def _then(
    told: Sequence[DateMention], event: Event, day: dt.date
) -> tuple[dt.date, dt.date] | None:
    """Return up to when years are counted: to the one later date of the sentence, or to its day."""
    later = [date for date in told if date.first and date.first > event.last]
    if len(told) - len(later) > 1 or len(later) > 1:
        return None
    if not later:
        return day, day
    first, last = later[0].first, later[0].last
    return (first, last) if first and last else None


def _begun(
    words: str, sentence: Sentence, stretch: Quantity, day: dt.date
) -> Iterator[tuple[Event, int, int]]:
    """Yield the event from which a stretch of years counts, and where the words name it."""
    at, end = stretch.start - sentence.start, stretch.end - sentence.start
    behind = words[end : end + 100]
    if regex(r"(?:[\s-](?:long|old))?[\s-]").match(behind) is None or "ago" in behind[:5]:
        return
    since = regex(r"\s(?:after|since|ago)\b|\shave\spassed\ssince\b").match(behind)
    if since is not None:
        for named in named_events(behind, day):
            if named.start < since.end() + 40:
                for event in _actual(named, behind):
                    yield (
                        event,
                        sentence.start + end + named.start,
                        sentence.start + end + named.end,
                    )
                return
        return
    for aged in table("events")["aged"]:
        noun = re.match(
            rf"(?:[\s-](?:long|old))?\s{_STORY}{QUALIFIED}((?i:{'|'.join(aged['nouns'])}))\b",
            behind,
        )
        if noun is None or not is_meant(aged, words):
            continue
        if regex(r"\s").match(behind) and "-" not in words[at:end]:
            continue  # "for 70 years the alliance": no age of the alliance
        for event in events().topic(aged["topic"], action=aged["action"])[:1]:
            yield event, sentence.start + end + noun.start(1), sentence.start + end + noun.end(1)
            return


_REACH = 60  # code points from a name to what is counted from it


def _long_ago(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date
) -> Iterator[Finding]:
    """Yield "signed 61 years ago" where that leads to another year than the signature's."""
    for date in within(evidence.dates, sentence.start, sentence.end):
        if date.first is None or date.last is None or not _YEARS_AGO.search(evidence.words(date)):
            continue
        for event, start, end in _ago(words, sentence, date.start - sentence.start, day):
            back = day.year - event.first.year
            spare = max(1.0, 0.1 * back if _ROUND.search(words[: date.end - sentence.start]) else 0)
            told = day.year - date.first.year
            if told % 10 == 0 or told % 5 == 0:
                spare = max(spare, 2.0)
            if abs(told - back) <= spare:
                continue
            yield RULES["DT506"].finding_at(
                evidence.document,
                date,
                f"“{evidence.words(date)}” leads to {date.edtf}, but {event.what} is dated "
                f"{event.start}",
                related=[related_words(evidence, start, end, "counted from here")],
                evidence={"event": event.id, "date": event.start, "source": event.source},
            )


_YEARS_AGO = lazy_regex(r"\byears\sago$")
_ROUND = lazy_regex(r"\b(?:about|some|more\sthan|nearly|almost|over|around|roughly)\b")


def _ago(words: str, sentence: Sentence, at: int, day: dt.date) -> Iterator[tuple[Event, int, int]]:
    """Yield the event that "NAME, signed N years ago" counts from."""
    actions = table("events")["actions"]
    for named in reversed(named_events(words, day)):
        between = words[named.end : at]
        if named.end > at or len(between) > _REACH or regex(r"[;:—.]|\band\b").search(between):
            continue
        meant = [
            event
            for event in named.events
            if re.search(
                rf"\b(?:{'|'.join(actions.get(event.action, ('$',)))})\w*"
                r"\s(?:(?:about|some|more|than|exactly|just|nearly|almost|over)\s)*$",
                between,
            )
        ]
        if len(meant) == 1:
            yield meant[0], sentence.start + named.start, sentence.start + named.end
        return


_STORY = r"(?:(?:history|legacy|story)\sof\s(?:the\s)?)?"  # "the 70-year history of"


def _actual(named: NamedEvent, behind: str) -> Iterator[Event]:
    """Yield the event of a topic that the words before its name speak of."""
    around = behind[: named.end + 40]
    actions = table("events")["actions"]
    meant = [
        event
        for event in named.events
        if any(re.search(rf"\b{form}", around) for form in actions.get(event.action, ()))
    ]
    if len(meant) == 1:
        yield meant[0]
    elif len(named.events) == 1 and named.events[0].own:
        yield named.events[0]


def _miscounted(
    evidence: Evidence,
    stretch: Quantity,
    event: Event,
    then: tuple[dt.date, dt.date],
    span: tuple[int, int],
) -> Iterator[Finding]:
    low = _full_years(event.last, then[0])
    high = _full_years(event.first, then[1])
    begun = then[1].year - event.first.year
    written = stretch.rounded
    spare = 0.1 * begun + 1 if stretch.comparator is Comparator.APPROX else 0.0
    if written.low - spare < high + 1 and low <= written.high + spare and _fits(stretch, low, high):
        return
    finding = RULES["DT506"].finding_at(
        evidence.document,
        stretch,
        f"“{evidence.words(stretch)}”: from {event.what} ({event.start}) it is {low} full years"
        + (f" to {high}" if high != low else ""),
        related=[related_words(evidence, *span, "counted from here")],
        evidence={"event": event.id, "date": event.start, "full_years": [low, high]},
    )
    loose = stretch.value is not None and abs(stretch.value - begun) <= 1
    yield as_note(finding) if loose else finding


def _fits(stretch: Quantity, low: int, high: int) -> bool:
    """Whether a count of whole years is right; nearly round ones and begun ones are not counts."""
    if stretch.comparator is not Comparator.EXACT or stretch.value is None:
        return True
    return low <= stretch.value <= high or (
        stretch.value % 10 == 0 and high - stretch.value in {0, 1, -1}
    )


def _full_years(since: dt.date, day: dt.date) -> int:
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


_FIRST = lazy_regex(r"\bfirst\s(?:such\s)?$")


def _first_in(
    evidence: Evidence, sentence: Sentence, words: str, stretch: Quantity, day: dt.date
) -> Iterator[Finding]:
    """Yield "the first A in N years" where no two of a numbered row are N years apart."""
    at = stretch.start - sentence.start
    before = regex(r"\sin\s(?:more\sthan\s|about\s|over\s|nearly\s|almost\s)?$").search(words[:at])
    if before is None or stretch.value is None:
        return
    for named in named_events(words, day):
        row = [event for event in named.events if event.number is not None]
        if named.end != before.start() or len(row) < 2 or len(row) != len(named.events):
            continue
        if not _FIRST.search(words[: named.start]):
            continue
        gaps = [(after.first - earlier.first).days / 365.25 for earlier, after in pairwise(row)]
        if any(abs(gap - stretch.value) < 1 for gap in gaps):
            continue
        yield RULES["DT506"].finding_at(
            evidence.document,
            stretch,
            f"“the first in {evidence.words(stretch)}”: the longest wait for {row[-1].topic} "
            f"was {max(gaps):.0f} years",
            related=[
                related_words(
                    evidence, sentence.start + named.start, sentence.start + named.end, "the row"
                )
            ],
        )
