"""Dates that differ from those of the reference (RF)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.known.accessions_told import accessions_told
from bongsu.audit.known.compared_events import SLIP, misdated_finding, off_reference, quoted_event
from bongsu.audit.known.decisions_listed import misdated_decisions
from bongsu.audit.known.gatherings_told import gatherings_told
from bongsu.audit.known.rows_of_events import entries_of_a_row, rows_of_events
from bongsu.audit.known.yearly_summits import wrong_months
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.decades import held_since, narrowed
from bongsu.audit.reading.event_dates import (
    CALLS_BACK,
    DATED,
    anothers,
    covers,
    date_of,
    dates_deed,
    days_apart,
    earlier_words,
    meant_events,
    next_of_a_row,
    pinned,
)
from bongsu.audit.reading.event_slips import is_part_of_a_name, misdated
from bongsu.audit.reading.meetings import misdated_meetings
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.wording import (
    as_note,
    as_warning,
    named_events,
    place_of,
    prose,
    quoted,
    table,
)
from bongsu.audit.references import Event, NamedEvent
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.telling import related_part, related_words
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_FAR = 300  # code points from a name beyond which no date is its own


@RULES.add("RF853", "differs-from-reference-date", Severity.WARNING, needs=Needs.REFERENCE)
def differs_from_reference_date(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An event that the reference dates is put at another time."""
    day = context.day(evidence)
    told = set()
    for finding in (
        *_at_another_time(evidence, day),
        *_met_otherwise(evidence, day),
        *_in_rows(evidence, day),
        *_decided_otherwise(evidence, day),
        *_joined_otherwise(evidence, day),
        *_gathered_otherwise(evidence, day),
    ):
        if finding.start not in told:
            told.add(finding.start)
            yield finding


def _joined_otherwise(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield the times at which a country is said to have joined, signed or ratified something."""
    for one in accessions_told(evidence, day):
        finding = RULES["RF853"].finding(
            evidence.document,
            one.start,
            one.end,
            f"“{evidence.text[one.start : one.end]}” for {one.title}: the reference has "
            f"“{one.stage.action}” on {one.stage.start}",
            related=[related_words(evidence, *one.named, "what it is told of")],
            evidence={"date": one.stage.start, "source": one.stage.source},
        )
        yield finding if one.sure else as_note(finding)


def _gathered_otherwise(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield times and places of recurring gatherings that are another one's."""
    for one in gatherings_told(evidence, day):
        known = one.known
        yield RULES["RF853"].finding(
            evidence.document,
            one.start,
            one.end,
            f"“{evidence.text[one.start : one.end]}” for "
            f"“{evidence.text[slice(*one.named)]}”, which "
            f"was in {' or '.join(known.places[:1])} from {known.start} to {known.end}",
            related=[related_words(evidence, *one.named, "what it is told of")],
            evidence={"date": known.start.isoformat(), "source": known.source},
        )


def _in_rows(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield dates of rows of tables whose event the reference dates otherwise."""
    for row in rows_of_events(evidence, day):
        finding = misdated_finding(evidence, (row.cell.start, row.cell.end), row.event, row.date)
        yield finding if row.slip else as_note(finding)
    for wrong in wrong_months(evidence):
        span = wrong.date.start, wrong.date.end
        yield as_note(misdated_finding(evidence, span, wrong.event, wrong.date))
    for date, event in entries_of_a_row(evidence):
        yield as_note(misdated_finding(evidence, (date.start, date.end), event, date))


def _decided_otherwise(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield the days of a chronology of a bank's moves that are none of its decisions."""
    for move, made in misdated_decisions(evidence, day):
        yield RULES["RF853"].finding_at(
            evidence.document,
            move.date,
            f"{move.day.isoformat()} for the move of the {made.rate} to {made.high:g} percent, "
            f"which the {made.bank} decided on {made.decided.isoformat()}",
            evidence={
                "bank": made.bank,
                "decided": made.decided.isoformat(),
                "source": made.source,
            },
        )


def _met_otherwise(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield the days of meetings that the reference knows by who met."""
    for met, known, likely in misdated_meetings(evidence, day):
        span = met.date.start, met.date.end
        finding = misdated_finding(evidence, span, known.event, met.date)
        yield finding if likely else as_note(finding)


def _at_another_time(evidence: Evidence, day: dt.date | None) -> Iterator[Finding]:
    """Yield dates of events that a text names, or tells by what was done."""
    for sentence, words in prose(evidence):
        yield from _out_of_turn(evidence, sentence, words, day)
        told = within(evidence.dates, sentence.start, sentence.end)
        dates = [closed(narrowed(evidence, date)) for date in told]
        dates = [date for date in dates if date.granularity in DATED and date.first and date.last]
        dates = [date for date in dates if not is_part_of_a_name(date, sentence, words)]
        if not dates:
            continue
        slips = {one.start: one for one in _slipped(evidence, sentence, words, day)}
        seen: set[int] = set()
        for finding in (
            *_told(evidence, sentence, words, dates, day),
            *_called_back(evidence, sentence, words, dates, day),
            *_nth(evidence, sentence, words, dates, day),
            *_by_name(evidence, sentence, words, dates, day),
        ):
            if finding.start not in seen:
                seen.add(finding.start)
                slip = slips.get(finding.start, finding)
                yield as_warning(finding) if slip.severity is Severity.WARNING else finding
        yield from (one for at, one in slips.items() if at not in seen)
        for event, date, named in held_since(evidence, sentence, words, told, day):
            if date.start not in seen:
                seen.add(date.start)
                yield as_note(misdated_finding(evidence, named, event, date))


def _by_name(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    dates: Sequence[DateMention],
    day: dt.date | None,
) -> Iterator[Finding]:
    """Yield dates that differ from that of an event which a sentence names."""
    others = quoted(words)
    for named in named_events(words, day):
        if anothers(words, named) or any(a <= named.start < b for a, b in others):
            continue
        low, high = sentence.start + named.start - _FAR, sentence.start + named.end + _FAR
        date = date_of(words, named, within(dates, low, high), sentence)
        compared = off_reference(evidence, sentence, words, named, date) if date else None
        if compared is not None:
            yield compared


_PAPER = lazy_regex(
    r"\b(?:Order|Proclamation|Memorandum|Act|Resolution|Decision|Regulation|Notice|Directive|Law)\s"
    r"(?:No\.\s)?\d[\w./-]*\sof\s$"
)


def _of_a_paper(evidence: Evidence, date: DateMention) -> bool:
    """Whether a day is that of a numbered paper: "Executive Order 14346 of September 5"."""
    return _PAPER.search(evidence.text, max(0, date.start - 50), date.start) is not None


_OF_VOTES = lazy_regex(
    r"\b(?:elect\w*|vot\w+|polls?|ballots?|turnout|runoff|landslide)\b", re.IGNORECASE
)


def _slipped(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date | None
) -> Iterator[Finding]:
    """Yield dates that are one slip of the finger from that of what a sentence tells."""
    for slip in misdated(evidence, sentence, words, day):
        if slip.event.kind == "election" and not _OF_VOTES.search(words):
            continue
        if next_of_a_row(slip.event, slip.date, words):
            continue
        if not _of_a_paper(evidence, slip.date):
            span = slip.date.start, slip.date.end
            finding = misdated_finding(evidence, span, slip.event, slip.date)
            monthly = slip.date.granularity is Granularity.MONTH
            yield as_note(finding) if monthly else finding


_TURN = regex(
    r"\b(?P<turn>ahead\sof|prior\sto|before|in\sadvance\sof|after|following)\s(?:the\s)?"
    r"(?P<deed>[a-z][\w\s]{2,30}?)\sof\s(?:the\s)?$",
    re.IGNORECASE,
)


def _out_of_turn(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date | None
) -> Iterator[Finding]:
    """Yield "ahead of the signing of A, ... in May" where A had been signed before May."""
    if _TURN_WORD.search(words) is None:
        return
    for named in named_events(words, day):
        turn = _TURN.search(words[max(0, named.start - _FAR) : named.start])
        offset = sentence.start + max(0, named.start - _FAR)
        dates = [
            closed(date)
            for date in within(evidence.dates, sentence.start + named.end, sentence.end)
            if date.granularity in {Granularity.DAY, Granularity.MONTH}
        ]
        if turn is None or len(dates) != 1 or not (dates[0].first and dates[0].last):
            continue
        forms = table("events")["actions"]
        meant = [
            event
            for event in named.events
            if any(re.match(form, turn["deed"]) for form in forms.get(event.action, ()))
        ]
        ahead = turn["turn"].casefold() not in {"after", "following"}
        if not meant or any(_in_turn(event, dates[0], ahead=ahead) for event in meant):
            continue
        finding = RULES["RF853"].finding(
            evidence.document,
            offset + turn.start(),
            sentence.start + named.end,
            f"“{turn[0].strip()}” {dates[0].edtf}, but {quoted_event(meant[0])} is dated "
            f"{meant[0].start}",
            related=[related_part(evidence, dates[0], "what is told to have been then")],
            evidence={"event": meant[0].id, "date": meant[0].start, "source": meant[0].source},
        )
        other = any(_in_turn(event, dates[0], ahead=ahead) for event in named.events)
        yield as_note(finding) if other else finding


_TURN_WORD = guarded_regex(r"\b(?:ahead|prior|before|advance|after|following)\b", re.IGNORECASE)


def _in_turn(event: Event, date: DateMention, *, ahead: bool) -> bool:
    """Whether a date can have been before an event, or after it."""
    first, last = date.first or dt.date.min, date.last or dt.date.max
    return first <= event.last if ahead else last >= event.first


def _told(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    dates: Sequence[DateMention],
    day: dt.date | None,
) -> Iterator[Finding]:
    """Yield dates of events that are told by what was done, without their name."""
    others = quoted(words)
    found = [
        (told, date)
        for told in told_events(words, lambda: earlier_words(evidence, sentence), day)
        if not any(start <= told.start < end for start, end in others)
        for date in dates
        if dates_deed(words, told, date, sentence, alone=len(dates) == 1)
    ]
    for told, date in found:
        rivals = [other.event for other, its in found if its is date]
        days = days_apart(told.event, date)
        if next_of_a_row(told.event, date, words):
            continue
        if 1 < days <= SLIP and not any(covers(event, date) for event in rivals):
            span = (sentence.start + told.start, sentence.start + told.end)
            finding = misdated_finding(evidence, span, told.event, date)
            vague = date.relative and not regex(r"\d").search(evidence.words(date))
            vague = vague or (date.granularity is Granularity.MONTH and days <= _HALF_A_MONTH)
            yield as_note(finding) if vague else finding


_HALF_A_MONTH = 16  # days by which what a crisis is called by may lie beside its first day


_CALLED = regex(
    r"\b[Tt]he\s(?:(?:trade|landmark|bilateral|free\strade|peace|security)\s)?"
    r"(?P<noun>agreement|pact|treaty|accord|deal|FTA|declaration|summit|law|act|Agreement|Treaty|"
    r"Declaration|Act)\s(?!(?:with|between|of|on|to|for|in)\b)"
)
_IT_CAME = lazy_regex(  # of what was told just before: only a treaty or a law does this
    r"\W*(?P<noun>It)\s(?=(?:then\s|formally\s|finally\s)?(?:entered\sinto|came\sinto|took\seffect|has\sbeen\sin\sforce)\b)"
)
_KINDS_CALLED = {
    "declaration": ("document", "treaty"),
    "summit": ("summit",),
    "law": ("law",),
    "act": ("law",),
}


def _called_back(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    dates: Sequence[DateMention],
    day: dt.date | None,
) -> Iterator[Finding]:
    """Yield dates of "the agreement" that a sentence before named, where it can be but one."""
    match = _CALLED.search(words) or _IT_CAME.match(words)
    if match is None or any(start <= match.start() < end for start, end in quoted(words)):
        return
    kinds = _KINDS_CALLED.get(match["noun"].casefold(), ("treaty",))
    place = place_of(evidence, sentence)
    topics: dict[str, tuple[Event, ...]] = {}
    for before in evidence.sentences[max(0, place - CALLS_BACK) : place]:
        for named in named_events(evidence.words(before), day):
            if named.events[0].kind in kinds:
                topics[named.events[0].topic] = named.events
    if len(topics) != 1 or named_events(words, day):
        return
    called = NamedEvent(
        start=match.start(), end=match.end() - 1, events=next(iter(topics.values()))
    )
    date = date_of(words, called, dates, sentence)
    if date is None or not pinned(
        words, date.start - sentence.start, meant_events(evidence, sentence, words, called, date)
    ):
        return
    finding = off_reference(evidence, sentence, words, called, date)
    if finding is not None and min(days_apart(e, date) for e in called.events) <= SLIP:
        yield finding


_ORDINALS = ORDINALS[:9]
_PLURAL = lazy_regex(r"(?<=[a-z]{3})s\b")
_NTH = lazy_regex(
    rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir)\s(?P<nth>{'|'.join(_ORDINALS)})\s"
    r"(?:one\s|of\s(?:these|them|the\s\w+)\s)?(?:(?:took\splace|came|followed|occurred|happened)|"
    r"was(?:\s(?:held|conducted|carried\sout|adopted|tested))?)\s(?:in|on)\s$"
)


def _nth(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    dates: Sequence[DateMention],
    day: dt.date | None,
) -> Iterator[Finding]:
    """Yield "The first took place in D" behind a sentence that names a numbered row of events."""
    for date in dates:
        match = _NTH.search(words[: date.start - sentence.start])
        place = place_of(evidence, sentence)
        if match is None or place == 0:
            continue
        before = _PLURAL.sub("", evidence.words(evidence.sentences[place - 1]))
        rows = {named.events[0].topic: named.events for named in named_events(before, day)}
        row = next(iter(rows.values())) if len(rows) == 1 else ()
        nth = _ORDINALS.index(match["nth"]) + 1
        meant = [event for event in row if event.number == nth]
        if len(meant) == 1 and len(row) > 1 and 1 < days_apart(meant[0], date) <= SLIP:
            span = sentence.start + match.start(), sentence.start + match.end("nth")
            yield misdated_finding(evidence, span, meant[0], date)
