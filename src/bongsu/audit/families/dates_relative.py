"""Dates told from the day of writing, against what is dated (DT)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.event_dates import days_apart
from bongsu.audit.reading.signs import told_events
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import (
    as_note,
    in_quotes,
    looks_ahead,
    named_events,
    prose,
    table,
)
from bongsu.audit.references import Event, NamedEvent, events
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.issues_of_years import old_issues
from bongsu.audit.times.pointers import mispointed
from bongsu.audit.times.relative_dates import contradicted, dated_before
from bongsu.audit.times.told_from_now import bases_of_this_year, same_times, to_come
from bongsu.audit.times.votes_of_years import votes_of_years
from bongsu.audit.times.wrong_neighbours import wrong_neighbours
from bongsu.audit.times.years_meant import years_meant
from bongsu.evidence.mentions import DateMention, Evidence, Sentence, within
from bongsu.patterns import lazy_regex, regex

_OWN = guarded_regex(
    r"\b(?P<which>(?i:this|last|next))\syear['’]s\s(?:[\w\-]+\s){0,3}?(?P<noun>[a-z]+|[A-Z]{3,}\b)\b"
)
_SHIFT = {"this": 0, "last": -1, "next": 1}
_LOOK_BACK = 2  # sentences in which the event was dated
_TOLD = lazy_regex(
    r"\b(?:(?:earlier|later)\s(?:this|last)\s(?:year|month)|(?:this|last)\s(?:year|month|week|spring|"
    r"summer|autumn|fall|winter)|(?:early|mid|late)[\s-](?:this|last)\syear|"
    r"last\s(?:January|February|March|April|May|June|July|August|September|October|November|December))\b",
    re.IGNORECASE,
)
_YEAR = 300  # days: shorter is no year
_PARTS = {"early": (1, 4), "mid": (4, 9), "late": (9, 12)}  # months
_DAY_WRITTEN = 10  # characters of a day in EDTF
_NEAR = 60  # code points between an event's name and its relative date


@RULES.add("DT504", "this-year-against-the-event", Severity.WARNING)
def this_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """“This year's” event took place in another year by the text's own words."""
    yield from _named_year(evidence, context, {"this", "next"}, "DT504")
    yield from _dated_event(evidence, context, "this", "DT504")
    yield from _said_again(evidence, context, "this", "DT504")
    yield from _said_again(evidence, context, "next", "DT504")
    yield from _still_to_come(evidence, context)
    yield from _compared_with_itself(evidence, "DT504")
    yield from _of_an_old_issue(evidence, context)
    yield from _on_this_year(evidence)
    yield from points_elsewhere(evidence, context, "DT504")
    yield from _of_last_year(evidence, context)
    yield from _voted(evidence, context, {"this"}, "DT504")


def _voted(evidence: Evidence, context: Context, which: set[str], rule: str) -> Iterator[Finding]:
    """Yield elections told of a year in which there was none."""
    day = context.day(evidence)
    for vote in votes_of_years(evidence, day) if day is not None else ():
        if vote.which in which:
            told = evidence.text[vote.start : vote.end]
            yield as_note(
                RULES[rule].finding_at(
                    evidence.document,
                    vote,
                    f"“{told}” is {vote.year}, but {vote.event.what} is dated {vote.event.start}",
                    evidence={"event": vote.event.id, "source": vote.event.source},
                )
            )


def _of_last_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield a year's total, or its change from the year before last, told of this year."""
    day = context.day(evidence)
    for one in years_meant(evidence, day) if day is not None else ():
        finding = RULES["DT504"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” is {one.year + 1}, but the figure can only be "
            f"that of {one.year}",
        )
        yield finding if one.sure else as_note(finding)


@RULES.add("DT505", "last-year-against-the-event", Severity.WARNING)
def last_year(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """“Last year's” event, or one told of “late last year”, took place at another time."""
    yield from _named_year(evidence, context, {"last"}, "DT505")
    yield from _dated_event(evidence, context, "last", "DT505")
    yield from _said_again(evidence, context, "last", "DT505")
    yield from _compared_with_itself(evidence, "DT505")
    yield from beside_wrong_words(evidence, context, "DT505")
    yield from points_elsewhere(evidence, context, "DT505")
    yield from _voted(evidence, context, {"last", "next"}, "DT505")


_RULE_OF = {
    "later": "DT502",
    "earlier": "DT502",
    "this": "DT504",
    "last": "DT505",
    "next": "DT505",
}


def beside_wrong_words(evidence: Evidence, context: Context, rule: str) -> Iterator[Finding]:
    """Yield "next year's wage, up from last year's" and "will be held earlier this month"."""
    day = context.day(evidence)
    for one in wrong_neighbours(evidence, day) if day is not None else ():
        if (one.unit == "year") == (rule == "DT505"):
            told = evidence.text[one.start : one.end]
            found = RULES[rule].finding_at(evidence.document, one, f"“{told}”, but {one.why}")
            yield as_note(found)


def points_elsewhere(evidence: Evidence, context: Context, rule: str) -> Iterator[Finding]:
    """Yield what is told of "this year" or "later this month" and dated elsewhere in the text."""
    for one in mispointed(evidence, context.day(evidence)):
        own = "DT504" if (one.which, one.unit) == ("earlier", "year") else _RULE_OF[one.which]
        if own != rule:
            continue
        finding = RULES[rule].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” is {one.window.first} to {one.window.last}, "
            f"but the date given is {one.date.edtf}",
            related=[related_part(evidence, one.date, "the date that it is given")],
        )
        yield finding if one.sure else as_note(finding)


def _said_again(evidence: Evidence, context: Context, which: str, rule: str) -> Iterator[Finding]:
    """Yield "last year, in May 2021", and "the order, issued last year" that was dated before."""
    if context.day(evidence) is None:
        return
    for one in (*contradicted(evidence), *dated_before(evidence)):
        if one.which == which:
            yield RULES[rule].finding_at(
                evidence.document,
                one,
                f"“{evidence.text[one.start : one.end]}” is {one.means}, not {one.said}",
                related=[related_words(evidence, *one.other, "the date it is said to be")],
            )


def _still_to_come(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield "issued in May this year" in a text of February."""
    day = context.day(evidence)
    for one in to_come(evidence, day) if day is not None else ():
        yield RULES["DT504"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” was not over on {day}, "
            "the day of publication, but it is told as past",
        )


def _of_an_old_issue(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """Yield "the 2019 Needs Overview" told of this year, beside the 2020 one."""
    day = context.day(evidence)
    if day is None:
        return
    for one in old_issues(evidence, day):
        other = evidence.text[slice(*one.other)]
        yield as_note(
            RULES["DT504"].finding_at(
                evidence.document,
                one,
                f"told of this year, but “{other}” is that of {day.year}",
                related=[related_words(evidence, *one.other, "the one of this year")],
            )
        )


def _on_this_year(evidence: Evidence) -> Iterator[Finding]:
    for date in bases_of_this_year(evidence):
        yield as_note(
            RULES["DT504"].finding_at(
                evidence.document,
                date,
                "a figure that is told as news is compared with the same period of its own year",
            )
        )


def _compared_with_itself(evidence: Evidence, rule: str) -> Iterator[Finding]:
    """Yield "in 2013, compared to 4.2 percent last year" where last year is 2013."""
    for date, other in same_times(evidence):
        words = evidence.words(date)
        if ("this" in words) == (rule == "DT504"):
            yield RULES[rule].finding_at(
                evidence.document,
                date,
                f"“{words}” and “{evidence.words(other)}” are both {date.edtf}: what is compared "
                "must be of two times",
                related=[related_part(evidence, other, "the time compared with")],
            )


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
            behind = words[match.end() :][:40]
            if match["which"].casefold() == "next" and looks_ahead(behind, "dates"):
                continue  # of what comes every year, that of the next one
            if rule == "DT504" and not _told_as_past(words, match):
                continue  # "this year's survey asks more" than last year's, which was named
            last = told[-1]
            finding = RULES[rule].finding(
                evidence.document,
                sentence.start + match.start(),
                sentence.start + match.end("noun"),
                f"“{match['which']} year” is {year}, but the {match['noun']} is that of {last[1]}",
                related=[
                    related_words(evidence, offset + last.start(), offset + last.end(), "its year")
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

    def title() -> str:
        return evidence.article.title

    for sentence, words in prose(evidence):
        lower = words.casefold()
        if ("this" not in lower and "last" not in lower) or not _TOLD.search(words):
            continue
        near = [(named, _meant(words, named)) for named in named_events(words, day)]
        near += [
            (NamedEvent(start=told.start, end=told.end, events=(told.event,)), (told.event,))
            for told in told_events(words, title, day)
        ]
        for match in _TOLD.finditer(words):
            if which not in match[0].casefold() or in_quotes(
                evidence, sentence, sentence.start + match.start()
            ):
                continue
            date = _date_at(evidence, sentence.start + match.start(), sentence.start + match.end())
            for named, meant in near:
                if date is None or not meant or not _beside(words, named, match):
                    continue
                if not any(days_apart(event, date) == 0 for event in meant):
                    event = min(meant, key=lambda one: days_apart(one, date))
                    yield _mistold(evidence, sentence, match, named, event, date, rule)


def _meant(words: str, named: NamedEvent) -> tuple[Event, ...]:
    """Return what a name can mean, by itself or by what is told beside it: any of these."""
    if len(named.events) == 1 and named.events[0].own:
        return named.events
    if any(event.number is not None for event in named.events):
        return ()
    if _POSSESSED.search(words[: named.start]):
        return events().topic(named.events[0].topic)
    told = _PARTICIPLE.match(words, named.end)
    if told is None and not _GOES_ON.match(words, named.end):
        told = _VERB.search(words[: named.start])
    if told is None:
        return ()
    return tuple(
        event
        for event in named.events
        if any(re.search(rf"\b{form}", told["verb"]) for form in _forms(event, told[0]))
    )


_GOES_ON = lazy_regex(  # "signed the NAME rules", "passed the NAME's decree"
    r"['’]s?\b|\s(?!(?:this|last|earlier|later|early|late|in|on|with|by|and|to|at|of|for|after|before|into|from|but|"
    r"which|that)\b)[a-z]+"
)
_SUFFERED = lazy_regex(r",|\b(?:was|were)\b")


def _forms(event: Event, told: str) -> list[str]:
    """Return how an event is told; a law is said to be passed whichever of its days is known.

    What is launched or inaugurated is founded, and what launches something need not be.
    """
    forms = table("events")["actions"]
    own: list[str] = forms.get(event.action, [])
    if event.action != "founded" or _SUFFERED.search(told):
        own = [*own, *table("events")["otherwise"].get(event.action, ())]
    return [*own, *forms["passed"]] if (event.kind, event.action) == ("law", "signed") else own


_DOES = lazy_regex(
    r"\b(?:they|we|he|she|it|I|you|can|could|may|might|must|should|will|would|marks?|marked|recall\w*|"
    r"remember\w*|celebrat\w*|commemorat\w*)\b"
)
_POSSESSED = lazy_regex(r"\b(?:this|last)\syear['’]s\s(?:[A-Z][\w.\-]*\s)?$", re.IGNORECASE)
_PARTICIPLE = lazy_regex(  # "NAME, which was signed"
    r"(?:\s\([A-Z][\w&\- ]*\))?,?\s(?:(?:which|that)\s)?(?:(?:was|were)\s)?(?:\w+ly\s)?"
    r"(?P<verb>in\sforce|(?:took|went|came|entered)\s(?:into\s)?(?:effect|force)|\w{3,}ed|held|"
    r"struck)\b"
)


_VERB = lazy_regex(  # "acquired the NAME": who did it stands before
    r"\b(?P<verb>[a-z]{3,}ed|bought|took\sover|held|struck)\s(?:(?:the|its|a)\s)?"
    r"(?:(?:[A-Z][\w.\-]*|landmark|new)\s){0,2}$"
)


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
    if match.end() <= named.start and regex(r"\b(?:of|on|about|over|for)\b").search(between):
        return False
    if _TOLD.search(between):
        return (
            False  # it has a time of its own: "removed in April this year, declared ... last year"
        )
    if named.end <= match.start():
        between = _PARTICIPLE.sub("", between)
    elif _DOES.search(between):
        return False  # "this week they can toast the summit"
    return (
        len(between) < _NEAR
        and regex(r"[;,:—]|\b(?:and|but|which|after|before|since|than|when)\b").search(between)
        is None
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
            related_words(
                evidence, sentence.start + named.start, sentence.start + named.end, "the event"
            )
        ],
        evidence={"event": event.id, "date": event.start, "source": event.source},
    )
    whole = match[0].casefold() in {"this year", "last year"} and len(event.start) == _DAY_WRITTEN
    return as_note(finding) if days_apart(event, date) < (20 if whole else 100) else finding
