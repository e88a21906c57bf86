"""Dates told from the day of writing, against what is dated (DT)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.references import Event, NamedEvent
from bongsu.audit.rules import RULES, Context
from bongsu.audit.signs import told_events
from bongsu.audit.wording import (
    as_note,
    in_quotes,
    looks_ahead,
    matcher,
    named_events,
    prose,
)
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within

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
_SOON = 45  # days to come within which a day without its year would be told with the year before
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
    return any(_PAST.search(part) for part in (before, after[:40]))


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
        near = [(named, _single(named)) for named in named_events(words, day)]
        near += [
            (NamedEvent(start=told.start, end=told.end, events=(told.event,)), told.event)
            for told in told_events(words, title, day)
        ]
        for match in _TOLD.finditer(words):
            if which not in match[0].casefold() or in_quotes(
                evidence, sentence, sentence.start + match.start()
            ):
                continue
            date = _date_at(evidence, sentence.start + match.start(), sentence.start + match.end())
            for named, event in near:
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


@RULES.add("DT512", "told-before-its-day", Severity.ERROR)
def told_before_its_day(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A day after the publication is told in the past tense."""
    day = context.day(evidence)
    if day is None:
        return
    for sentence, words in prose(evidence):
        coming = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.first
            and date.granularity in _TELLABLE
            and ((date.first > day and not date.relative) or _coming_day(date, day))
        ]
        if not coming:
            continue
        ahead = looks_ahead(words, "tenses")
        for date in coming:
            at = date.start - sentence.start
            past = _done_on(words, at) or (
                None
                if ahead or date.relative or date.granularity is Granularity.RANGE
                else _past_deed(words, at, date.end - sentence.start)
            )
            if past is None or in_quotes(evidence, sentence, date.start):
                continue
            finding = RULES["DT512"].finding(
                evidence.document,
                date.start,
                date.end,
                f"“{past}” is past tense, but {_lies(evidence.words(date), date)} after "
                f"{day.isoformat()}, the day of publication",
                evidence={"published": day.isoformat(), "date": date.edtf},
            )
            yield as_note(finding) if date.relative else finding


_TELLABLE = frozenset(
    {
        Granularity.DAY,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.RANGE,
    }
)
_DONE = re.compile(  # deeds that are told right before their day once they are done
    r"(?<!be\s)(?<!is\s)(?<!are\s)(?<!being\s)\b(?P<verb>(?:announced|unveiled|"
    r"reported|declared|decided|said|told|issued|imposed|concluded)(?=\s(?:on|from)\s)|visited|met|"
    r"conducted|held|hosted|launched|fired|released|published|signed|adopted|convened|attended|"
    r"arrived|tested|travell?ed|spoke|submitted)"
    r"(?:\s(?!and\b|or\b|to\b|that\b|for\b|by\b|until\b|will\b|as\b)[\w.’'\-]+){0,4}?"
    r"(?:\sfor\s\d{4})?(?:\sto\s(?:the|its|an?)(?:\s[A-Z][\w.’'\-]+){1,3})?\s(?:on|from)\s$"
)
_OPEN = lazy_regex(
    r"\b(?:will|would|shall|should|could|might|must|is\sto|are\sto|was\sto|were\sto|to\sbe|scheduled|"
    r"expected|planned|plans?|due|slated|upcoming|set\s(?:to|for)|ahead\sof|if|unless|by\sthe\stime|"
    r"effective|deadline|expires?|begins?|starts?|takes?)\b"
)


def _lies(written: str, date: DateMention) -> str:
    return f"{written} comes soon" if date.relative else f"{date.edtf} lies"


def _coming_day(date: DateMention, day: dt.date) -> bool:
    """Whether a day told without its year can only be that of last year, or the coming one."""
    if not date.relative or date.written is None or date.written.year or date.first is None:
        return False
    ahead = (date.first - day).days + 365
    return date.granularity in {Granularity.DAY, Granularity.RANGE} and 0 < ahead <= _SOON


def _done_on(words: str, at: int) -> str | None:
    """Return the verb of a deed that is told as done right before a date."""
    done = _DONE.search(words[max(0, at - _NEAR) : at])
    return done["verb"] if done is not None and _OPEN.search(words[:at]) is None else None


_PAST = re.compile(
    r"\b(?:was|were|took|held|met|rose|fell|grew|began|became|came|went|won|lost|saw|hit|signed|"
    r"(?!need|proceed|exceed|succeed|indeed|speed|agreed\sto|set|based|required|needed|related|united|"
    r"projected|estimated|scheduled)[a-z]{2,}ed)\b"
)


def _past_deed(words: str, at: int, end: int) -> str | None:
    """Return the verb in the past tense that a date tells the time of."""
    before = words[max(0, at - _CLAUSE) : at]
    opening = re.fullmatch(r"\W*(?:[Oo]n|[Ii]n|[Dd]uring)\s(?:the\s)?", before)
    if opening is not None:
        clause = re.split(r"[;]|,\s(?:and|but|which)\b", words[end : end + _CLAUSE])[0]
        verb = re.match(r",?\s(?:[\w.'’\-]+\s){1,8}?(?=(\w+))", clause)
        found = _PAST.search(clause[:80]) if verb else None
        return found[0] if found else None
    attached = re.search(r"\b(?:on|in|during)\s(?:the\s)?$", before)
    if attached is None:
        return None
    clause = re.split(
        r"[,;:()—]|\b(?:that|which|who|to|and|but|for|until|by)\b", before[: attached.start()]
    )[-1]
    verbs = list(_PAST.finditer(clause))
    if not verbs or matcher("tenses", "present").search(clause, verbs[-1].end()):
        return None
    return verbs[-1][0] if len(clause) - verbs[-1].end() < 60 else None
