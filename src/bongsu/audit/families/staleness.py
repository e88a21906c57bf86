"""What a text awaits although it has come, and figures that newer ones had replaced (ST)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.current import outdated_rates
from bongsu.audit.reading.event_dates import earlier_words
from bongsu.audit.reading.expectations import Awaited, ahead, awaited, tells_why
from bongsu.audit.reading.offices import in_office
from bongsu.audit.reading.overtaken import old_laws
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.wording import as_note, matcher, named_events, prose, table
from bongsu.audit.references import Event, NamedEvent, decisions, policy_rate
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.statements.days_of_looking import from_earlier, of_timeline
from bongsu.audit.statements.events_of_late import events_of_late, plans_of_old
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.aims import aims, labelled_aims
from bongsu.audit.times.awaited_deeds import awaited_deeds
from bongsu.audit.times.awaited_events import awaits, earlier_in_it, past_event, past_stage
from bongsu.audit.times.awaited_still import awaited_meetings, dated_occasions
from bongsu.audit.times.commitments import commitments
from bongsu.audit.times.last_days import last_day
from bongsu.audit.times.of_no_plan import of_no_plan
from bongsu.audit.times.outstanding import outstanding
from bongsu.audit.times.pending import pending
from bongsu.audit.times.put_off import put_off
from bongsu.audit.times.still_undone import ended
from bongsu.audit.times.undated import undated
from bongsu.audit.times.undated_rules import undated_rules
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Kind, Sentence, within
from bongsu.patterns import lazy_regex, regex

_SETTLING = {Granularity.YEAR: 150, Granularity.QUARTER: 75, Granularity.MONTH: 45}
# days after a period in which its figures may still be awaited


@RULES.add("ST801", "expired-forecast", Severity.WARNING)
def expired_forecast(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Something is still awaited on a day that lies before the publication."""
    day = context.day(evidence)
    if day is None:
        return
    for sentence, words in prose(evidence):
        if of_timeline(evidence, sentence):
            continue
        for found, sure in _every(evidence, sentence, day):
            last = last_day(evidence, found, day)
            if last is None or last >= day:
                continue
            look = words[found.start - sentence.start : found.end - sentence.start]
            finding = RULES["ST801"].finding(
                evidence.document,
                min(found.start, found.date.start),
                max(found.end, found.date.end),
                f"“{look}”, but {evidence.words(found.date)} was over on {last.isoformat()}, "
                f"before the publication on {day.isoformat()}",
                evidence={"awaited": last.isoformat(), "published": day.isoformat()},
            )
            soon = (day - last).days < _SETTLING.get(found.date.granularity, 0)
            unsure = not sure or (soon and not found.recurring)
            yield as_note(finding) if unsure else finding
    yield from _labelled(evidence, day)
    for deed in awaited_deeds(evidence, day):
        yield as_note(
            RULES["ST801"].finding_at(
                evidence.document,
                deed,
                f"“{evidence.text[deed.start : deed.end]}” is awaited, but its day is told as "
                f"{deed.date.edtf}, before the publication on {day.isoformat()}",
                related=[related_part(evidence, deed.date, "the day that it is given")],
            )
        )
    for one in (*events_of_late(evidence, day), *plans_of_old(evidence, day)):
        yield as_note(
            RULES["ST801"].finding_at(
                evidence.document,
                one,
                f"“{evidence.text[one.start : one.end]}”, but {evidence.words(one.date)} was over "
                f"on {one.day.isoformat()}, before the publication on {day.isoformat()}",
            )
        )


_COUNTERFACTUAL = lazy_regex(
    r"(?<!it )\bwould\s(?:not\s)?have\s(?:been|had|grown|fallen|risen|come)\b"
)


def _labelled(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for found, sure in labelled_aims(evidence):
        last = last_day(evidence, found, day)
        if last is None or last >= day:
            continue
        finding = RULES["ST801"].finding(
            evidence.document,
            found.start,
            found.date.end,
            f"“{evidence.text[found.start : found.end]}”, but {evidence.words(found.date)} was "
            f"over on {last.isoformat()}, before the publication on {day.isoformat()}",
        )
        unsure = (day - last).days < _SETTLING.get(found.date.granularity, 0)
        yield finding if sure and not unsure else as_note(finding)


def _every(evidence: Evidence, sentence: Sentence, day: dt.date) -> Iterator[tuple[Awaited, bool]]:
    """Yield what a sentence awaits, each date once and if surely, and nothing awaited of old."""
    seen = set()
    words = evidence.words(sentence)
    looks = ahead(words)
    of_old = bool(looks) and from_earlier(evidence, sentence, looks[0].start(), day)
    plain = () if of_old or not looks else awaited(evidence, sentence)
    told = (*plain, *outstanding(evidence, sentence), *aims(evidence, sentence))
    occasions = list(dated_occasions(evidence, sentence))
    every = (
        *(one for one in occasions if one[1]),
        *((one, True) for one in told),
        *commitments(evidence, sentence),
        *(one for one in occasions if not one[1]),
    )
    for found, sure in every:
        if tells_why(words, found.end - sentence.start):
            continue
        if of_no_plan(evidence, sentence, found) or put_off(words):
            continue
        if _COUNTERFACTUAL.match(words, found.start - sentence.start):
            continue
        new = found.date.start not in seen and not _begins_course(evidence, sentence, found.date)
        of_then = from_earlier(evidence, sentence, found.start - sentence.start, day)
        if new and (not of_then or _before_all(evidence, sentence, found)):
            seen.add(found.date.start)
            agreed = _AGREED.search(words, 0, found.start - sentence.start) is not None
            yield found, sure and not agreed


_AGREED = lazy_regex(  # of the day of the agreement: "they agreed to seek to conclude it by"
    r"(?<!have\s)(?<!has\s)\b(?:agreed|pledged|promised|vowed|committed|decided|undertook|resolved|hoped)\sto\s$"
)


def _before_all(evidence: Evidence, sentence: Sentence, found: Awaited) -> bool:
    """Whether what is awaited lies before every time from which it could be awaited."""
    told = within(evidence.dates, sentence.start, found.start)
    return all(
        one.first is not None and found.date.last is not None and found.date.last < one.first
        for one in told
    )


_LEAVES = regex(r"\bfrom\b[^,;:]{0,60}$", re.IGNORECASE)
_ARRIVES = regex(r"[^;:]{0,60}?\bto\b", re.IGNORECASE)


def _begins_course(evidence: Evidence, sentence: Sentence, date: DateMention) -> bool:
    """Whether a day is the one from which something goes: "to fall from 5 in 2021 to 3 by 2025"."""
    before, after = (
        evidence.text[sentence.start : date.start],
        evidence.text[date.end : sentence.end],
    )
    return _LEAVES.search(before) is not None and _ARRIVES.match(after) is not None


@RULES.add("ST802", "overtaken-by-events", Severity.WARNING, needs=Needs.REFERENCE)
def overtaken(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Something is still awaited that had happened before the publication."""
    day = context.day(evidence)
    if day is None:
        return
    yield from _of_its_day(evidence, day)
    for sentence, words in prose(evidence):
        looks = ahead(words)
        if of_timeline(evidence, sentence):
            continue
        told = list(_still_open(evidence, sentence, words, day))
        yield from told
        if told or not looks:
            continue
        if from_earlier(evidence, sentence, looks[0].start(), day):
            continue
        yield from _decided(evidence, sentence, words, looks, day)
        for met in awaited_meetings(evidence, sentence, words, day):
            place = NamedEvent(start=met.place[0], end=met.place[1], events=(met.known.event,))
            yield _overtaken(evidence, sentence, met.look, met.said, place, met.known.event)
        yield from _reached(evidence, sentence, words, looks[0], day)
        for named in named_events(words, day):
            look = looks[0]
            event = past_event(named, day) or past_stage(words, named, look, day)
            event = event or earlier_in_it(evidence, sentence, named, look, day)
            if event is None or not awaits(words, look, named, event):
                continue
            yield _overtaken(evidence, sentence, look.span(), look[0], named, event)


def _reached(
    evidence: Evidence, sentence: Sentence, words: str, look: re.Match[str], day: dt.date
) -> Iterator[Finding]:
    """Yield a mark that is awaited for the first time, or a step that is, though it was taken."""
    every = list(told_events(words, lambda: earlier_words(evidence, sentence), day))
    done = {told.event.id for told in every if told.end <= look.start()}
    for told in every:
        if told.event.id in done:
            continue  # "that on beef was phased out, and others are to be": what was done first
        between = words[look.end() : told.start]
        reached = told.event.action in _TAKEN and told.event.start_last < day
        behind = look.end() <= told.start and len(between) < _REACH
        if reached and (told.start <= look.start() < told.end or (behind and ";" not in between)):
            named = NamedEvent(start=told.start, end=told.end, events=(told.event,))
            finding = _overtaken(evidence, sentence, look.span(), look[0], named, told.event)
            dates = within(evidence.dates, sentence.start, sentence.end)
            of_its_year = any(d.last and d.last.year == told.event.first.year for d in dates)
            yield as_note(finding) if of_its_year else finding  # "by 2026" has more of 2026 to run
            return


_TAKEN = frozenset({"reached", "effective"})
_REACH = 80  # code points from "is expected to" to what is reached


def _of_its_day(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    """Yield rates, figures of law, office holders and pacts told as those of now that were past."""
    made = RULES["ST802"].finding
    document = evidence.document
    for rate in outdated_rates(evidence, day):
        told, now = rate.told, rate.made
        yield made(
            document,
            rate.quantity.start,
            rate.quantity.end,
            f"{evidence.words(rate.quantity)} was the {now.rate} from {told.decided.isoformat()}; "
            f"since {now.decided.isoformat()} it is {now.high:g} percent",
            evidence={
                "newest": now.high,
                "decided": now.decided.isoformat(),
                "source": now.source,
            },
        )
    for law in old_laws(evidence, day):
        yield made(
            document,
            law.quantity.start,
            law.quantity.end,
            f"{evidence.words(law.quantity)} was the figure of {law.told.period}; {law.title} is "
            f"{law.now.low:,.12g} since {law.now.first.isoformat()}",
            evidence={"newest": law.now.low, "source": law.now.source},
        )
    yield from in_office(evidence, day)
    for pact in ended(evidence, day):
        yield made(
            document,
            pact.start,
            pact.end,
            f"“{evidence.text[pact.start : pact.end]}”, but {pact.event.what} is dated "
            f"{pact.event.start}",
            evidence={"event": pact.event.id, "source": pact.event.source},
        )


def _still_open(
    evidence: Evidence, sentence: Sentence, words: str, day: dt.date
) -> Iterator[Finding]:
    """Yield what is told as open, undone or ahead in other words than "is expected to"."""
    for open_ in pending(words, day):
        if not from_earlier(evidence, sentence, open_.start, day):
            look = (open_.start, open_.end), words[open_.start : open_.end]
            yield _overtaken(evidence, sentence, *look, open_.named, open_.event)


def _overtaken(
    evidence: Evidence,
    sentence: Sentence,
    look: tuple[int, int],
    said: str,
    named: NamedEvent,
    event: Event,
) -> Finding:
    return RULES["ST802"].finding(
        evidence.document,
        sentence.start + min(look[0], named.start),
        sentence.start + max(look[1], named.end),
        f"“{said}”, but {event.what} is dated {event.start}",
        related=[
            related_words(
                evidence,
                sentence.start + named.start,
                sentence.start + named.end,
                "what is awaited",
            )
        ],
        evidence={"event": event.id, "date": event.start, "source": event.source},
    )


def _decided(
    evidence: Evidence, sentence: Sentence, words: str, looks: Sequence[re.Match[str]], day: dt.date
) -> Iterator[Finding]:
    """Yield an awaited move of a policy rate to where it already was."""
    banks = table("staleness")["banks"]
    told = (b for b, forms in banks.items() if regex(rf"\b(?:{'|'.join(forms)})\b").search(words))
    bank = next(told, None)
    move = matcher("staleness", "moves").search(words, looks[0].end())
    if bank is None or move is None or move.start() - looks[0].end() > 20:
        return
    made = policy_rate(bank, day, day)
    before = decisions(bank, day)[-2:-1]
    figures = [
        q
        for q in within(evidence.quantities, sentence.start + move.end(), sentence.end)
        if q.kind is Kind.PERCENT and regex(r"\bto\s$").search(evidence.text[q.start - 4 : q.start])
    ]
    if made is None or not figures or not before or figures[0].malformed:
        return
    reached = figures[0].bounds[1]
    if reached == made.high and before[0].high != made.high:
        yield RULES["ST802"].finding(
            evidence.document,
            sentence.start + looks[0].start(),
            figures[0].end,
            f"“{looks[0][0]}”, but the {made.rate} has been {made.high:g} percent since "
            f"{made.decided.isoformat()}",
            evidence={
                "decided": made.decided.isoformat(),
                "rate": made.high,
                "source": made.source,
            },
        )


_NO_NEWS = lazy_regex(  # "issued just before his arrival", "just over half", "just as"
    r"\s(?:before|after|as|when|while|ahead|prior|under|over|above|below|short|like|because|in\s(?:time|case)|"
    r"(?:an?\s|one\s|two\s|three\s|\d+\s|weeks?\s|days?\s|hours?\s|months?\s)+(?:before|after|ahead|prior))\b"
)


@RULES.add("ST805", "undated-policy-act", Severity.NOTE, preview=True)
def undated_act(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """An act of policy is told without its day, as news or beside others that are dated."""
    told: set[int] = set()
    for start, end in (*undated(evidence), *undated_rules(evidence, context.day(evidence))):
        if told.isdisjoint(range(start, end)):
            told.update(range(start, end))
            yield RULES["ST805"].finding(
                evidence.document,
                start,
                end,
                f"“{evidence.text[start:end]}”: the text gives no day for it",
            )
    for sentence, words in prose(evidence):
        block = evidence.block_of(sentence)
        if within(evidence.dates, block.start, block.end):
            continue
        act = matcher("staleness", "acts").search(words)
        recent = next(
            (
                found
                for found in matcher("staleness", "recent").finditer(words)
                if not _NO_NEWS.match(words, found.end())
            ),
            None,
        )
        if act is not None and recent is not None:
            yield RULES["ST805"].finding(
                evidence.document,
                sentence.start + recent.start(),
                sentence.start + recent.end(),
                f"“{recent[0]}”: the act has no date, so that it cannot be told when this gets old",
            )
