"""Dates told from the day of writing, against what is dated (DT)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.families.dates_tense import PAST
from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.references import Event, NamedEvent, events
from bongsu.audit.rules import RULES, Context, Needs
from bongsu.audit.wording import (
    as_note,
    in_quotes,
    named_events,
    prose,
    table,
)
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Kind,
    Quantity,
    Sentence,
    within,
)

_OWN = re.compile(
    r"\b(?P<which>(?i:this|last|next))\syear['’]s\s(?:[\w\-]+\s){0,3}?(?P<noun>[a-z]+|[A-Z]{3,}\b)\b"
)
_SHIFT = {"this": 0, "last": -1, "next": 1}
_LOOK_BACK = 2  # sentences in which the event was dated
_TOLD = re.compile(
    r"\b(?:(?:earlier|later)\s(?:this|last)\s(?:year|month)|(?:this|last)\s(?:year|month|week|spring|"
    r"summer|autumn|fall|winter)|(?:early|mid|late)[\s-](?:this|last)\syear|"
    r"last\s(?:January|February|March|April|May|June|July|August|September|October|November|December))\b",
    re.IGNORECASE,
)
_YEAR = 300  # days: shorter is no year
_PARTS = {"early": (1, 4), "mid": (4, 9), "late": (10, 12)}  # months
_CLAUSE = 200  # code points that a clause is looked at
_NEAR = 60  # code points between an event's name and its relative date


def _related(evidence: Evidence, start: int, end: int, message: str) -> Related:
    return Related(start=start, end=end, message=message, document=evidence.document)


@RULES.add("DT504", "this-year-against-the-event", Severity.WARNING)
def this_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """“This year's” event took place in another year by the text's own words."""
    yield from _named_year(evidence, context, {"this", "next"}, "DT504")
    yield from _dated_event(evidence, context, "this", "DT504")


@RULES.add("DT505", "last-year-against-the-event", Severity.WARNING)
def last_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """“Last year's” event, or one told of “late last year”, took place at another time."""
    yield from _named_year(evidence, context, {"last"}, "DT505")
    yield from _dated_event(evidence, context, "last", "DT505")


def _named_year(
    evidence: Evidence, context: Context, which: set[str], rule: str
) -> Iterator[Finding]:
    """Yield "this year's summit" where a sentence just before has "the 2025 ... summit"."""
    day = context.day(evidence)
    if day is None:
        return
    sentences = list(prose(evidence))
    for place, (sentence, words) in enumerate(sentences):
        for match in _OWN.finditer(words) if "year" in words else ():
            if match["which"].casefold() not in which or in_quotes(
                evidence, sentence, sentence.start + match.start()
            ):
                continue
            year = day.year + _SHIFT[match["which"].casefold()]
            before = evidence.text[
                sentences[max(0, place - _LOOK_BACK)][0].start : sentence.start + match.start()
            ]
            offset = sentence.start + match.start() - len(before)
            noun = re.escape(match["noun"].removesuffix("s"))
            dated = re.compile(
                rf"(?<![\d.,$])\b((?:19|20)\d\d)\s(?:[A-Z(][^\s.;:]*\s(?:and\s)?){{0,6}}(?i:{noun}s?)\b"
            )
            told = list(dated.finditer(before))
            if not told or any(int(found[1]) == year for found in told):
                continue
            if rule == "DT504" and not _told_as_past(words, match):
                continue  # "this year's survey asks more" than last year's, which was named
            last = told[-1]
            finding = RULES[rule].finding(
                evidence.document,
                sentence.start + match.start(),
                sentence.start + match.end("noun"),
                f"“{match['which']} year” is {year}, but the {match['noun']} is that of {last[1]}",
                related=[
                    _related(evidence, offset + last.start(), offset + last.end(), "its year")
                ],
            )
            yield as_note(finding) if rule == "DT505" else finding


def _told_as_past(words: str, match: re.Match[str]) -> bool:
    before, after = words[max(0, match.start() - 25) : match.start()], words[match.end() :]
    return any(PAST.search(part) for part in (before, after[:40]))


def _dated_event(evidence: Evidence, context: Context, which: str, rule: str) -> Iterator[Finding]:
    """Yield a relative date beside an event that the reference dates elsewhere."""
    day = context.day(evidence)
    if day is None:
        return
    for sentence, words in prose(evidence):
        lower = words.casefold()
        if ("this" not in lower and "last" not in lower) or not _TOLD.search(words):
            continue
        near = named_events(words, day)
        for match in _TOLD.finditer(words):
            if which not in match[0].casefold() or in_quotes(
                evidence, sentence, sentence.start + match.start()
            ):
                continue
            date = _date_at(evidence, sentence.start + match.start(), sentence.start + match.end())
            for named in near:
                event = _single(named)
                if date is None or event is None or not _beside(words, named, match):
                    continue
                if event.first <= (date.last or day) and (date.first or day) <= event.last:
                    continue
                yield _mistold(evidence, sentence, match, named, event, date, rule)


def _single(named: NamedEvent) -> Event | None:
    """Return the one event that a name can mean."""
    return named.events[0] if len(named.events) == 1 and named.events[0].own else None


def _date_at(evidence: Evidence, start: int, end: int) -> DateMention | None:
    """Return the date that a relative one was resolved to, "late" and "early" taken in."""
    for date in within(evidence.dates, start - 40, end + 40):
        if date.start < end and start < date.end and date.first and date.last:
            return _narrowed(date, evidence.text[start:end].casefold())
    return None


def _narrowed(date: DateMention, written: str) -> DateMention:
    """Return a year cut to the months that "early", "mid" or "late" leave of it."""
    first, last = date.first, date.last
    if first is None or last is None or (last - first).days < _YEAR or "year" not in written:
        return date
    for part, (begin, end) in _PARTS.items():
        if written.startswith(part):
            months = first.replace(month=begin, day=1), last.replace(month=end, day=28)
            return replace(date, first=months[0], last=months[1] + dt.timedelta(days=3))
    return date


def _beside(words: str, named: NamedEvent, match: re.Match[str]) -> bool:
    """Whether an event's name and a relative date stand close, with no clause between them."""
    between = (
        words[named.end : match.start()]
        if named.end <= match.start()
        else words[match.end() : named.start]
    )
    if match.end() <= named.start and re.search(r"\b(?:of|on|about|over|for)\b", between):
        return False
    return (
        len(between) < _NEAR
        and re.search(r"[;,:—]|\b(?:and|but|which|after|before|since|than|when)\b", between) is None
    )


def _mistold(
    evidence: Evidence,
    sentence: Sentence,
    match: re.Match[str],
    named: NamedEvent,
    event: Event,
    date: DateMention,
    rule: str,
) -> Finding:
    finding = RULES[rule].finding(
        evidence.document,
        sentence.start + match.start(),
        sentence.start + match.end(),
        f"“{match[0]}” is {date.edtf}, but {event.what} is dated {event.start}",
        related=[
            _related(
                evidence, sentence.start + named.start, sentence.start + named.end, "the event"
            )
        ],
        evidence={"event": event.id, "date": event.start, "source": event.source},
    )
    assert date.first is not None and date.last is not None  # noqa: PT018  # by `_date_at`
    miss = min(abs((event.first - date.last).days), abs((date.first - event.last).days))
    return as_note(finding) if miss < 100 else finding


@RULES.add("DT506", "years-since-a-dated-event", Severity.WARNING, needs=Needs.REFERENCE)
def years_since(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """The years told since a dated event are not those that the calendar counts."""
    day = context.day(evidence)
    if day is None:
        return
    for sentence, words in prose(evidence):
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
            for event, start, end in _begun(words, sentence, stretch, day):
                told = [date for date in years if not (start <= date.start < end)]
                then = _then(told, event, day)
                if then is not None:
                    yield from _miscounted(evidence, stretch, event, then, (start, end))


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
    if re.match(r"(?:[\s-](?:long|old))?[\s-]", behind) is None or "ago" in behind[:5]:
        return
    since = re.match(r"\s(?:after|since|ago)\b|\shave\spassed\ssince\b", behind)
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
            rf"(?:[\s-](?:long|old))?\s{_QUALIFIED}({'|'.join(aged['nouns'])})\b", behind
        )
        if noun is None or not all(
            re.search(rf"\b(?:{'|'.join(forms)})", words) for forms in aged["with"]
        ):
            continue
        if re.match(r"\s", behind) and "-" not in words[at:end]:
            continue  # "for 70 years the alliance": no age of the alliance
        for event in events().topic(aged["topic"], action=aged["action"])[:1]:
            yield event, sentence.start + end + noun.start(1), sentence.start + end + noun.end(1)
            return


_QUALIFIED = (  # what may stand between the age and the noun
    r"(?:(?:[A-Z][\w.\-]*|military|security|bilateral|defen[cs]e|mutual|formal|strategic)\s){0,3}"
)


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
    finding = RULES["DT506"].finding(
        evidence.document,
        stretch.start,
        stretch.end,
        f"“{evidence.words(stretch)}”: from {event.what} ({event.start}) it is {low} full years"
        + (f" to {high}" if high != low else ""),
        related=[_related(evidence, *span, "counted from here")],
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
