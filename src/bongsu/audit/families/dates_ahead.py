"""What is told as done on a day that is still to come (DT512)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.wording import (
    as_note,
    as_warning,
    in_quotes,
    place_of,
    prose,
    sentence_at,
)
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part, related_words
from bongsu.audit.times.called_ahead import called_ahead
from bongsu.audit.times.counted_ahead import counted_ahead
from bongsu.audit.times.done_ahead import done_ahead, has_day_of_its_own
from bongsu.audit.times.past_deeds import (
    done_on,
    entry_deed,
    had_by,
    main_verb,
    past_deed,
    was_the_day,
)
from bongsu.audit.times.past_of_ahead import past_of_ahead, unyeared_months
from bongsu.audit.times.ranges_over import ranges_over
from bongsu.audit.times.told_by_plans import told_by_plan
from bongsu.audit.times.too_soon import outcomes_too_soon, told_too_soon
from bongsu.audit.times.unfinished_times import unfinished_times
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex

_SOON = 45  # days to come within which a day without its year would be told with the year before
_VERY_SOON = 25  # days within which it surely would


@RULES.add("DT512", "told-before-its-day", Severity.ERROR)
def told_before_its_day(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A day after the publication is told in the past tense."""
    day = context.day(evidence)
    if day is None:
        return
    told = list(_past_on_days_to_come(evidence, day))
    yield from told
    yield from _of_its_day(evidence, day, {finding.start for finding in told})
    yield from _far_from_their_verb(evidence, day)
    yield from _in_rows(evidence, day)
    for called in called_ahead(evidence, day):
        yield as_note(
            RULES["DT512"].finding_at(
                evidence.document,
                called,
                f"“{evidence.text[called.start : called.end]}” is past tense, but its day is told "
                f"as {called.date.edtf}, after {day.isoformat()}, the day of publication",
                related=[related_part(evidence, called.date, "the day that it is given")],
            )
        )
    for one in (*told_too_soon(evidence, day), *outcomes_too_soon(evidence, day)):
        finding = RULES["DT512"].finding_at(
            evidence.document,
            one,
            f"“{evidence.text[one.start : one.end]}” is past tense, but its day, "
            f"{evidence.words(one.date)}, comes after {day.isoformat()}, the day of publication",
            related=[related_part(evidence, one.date, "the day that it is given")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)


def _in_rows(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    """Yield the cells that tell as past what the day of their row puts after the publication."""
    for row in (row for table in evidence.article.tables for row in table.rows):
        dates = within(evidence.dates, row[0].start, row[-1].end) if row else []
        if len(dates) != 1 or dates[0].granularity is not Granularity.DAY or dates[0].relative:
            continue
        if dates[0].first is None or dates[0].first <= day:
            continue
        for cell in row:
            verb = entry_deed(f": {evidence.words(cell)}", 0, 0)
            if verb is not None:
                yield as_note(
                    RULES["DT512"].finding_at(
                        evidence.document,
                        cell,
                        f"“{verb}” is past tense, but {dates[0].edtf} lies after "
                        f"{day.isoformat()}, the day of publication",
                        related=[related_part(evidence, dates[0], "the day of its row")],
                    )
                )


def _of_its_day(evidence: Evidence, day: dt.date, told: set[int]) -> Iterator[Finding]:
    for one in (*done_ahead(evidence, day), *counted_ahead(evidence, day)):
        if one.date.start in told or has_day_of_its_own(evidence, one.date, one.look, day):
            continue
        if _by_another(evidence, one.date, one.look) == "imagined":
            continue
        finding = RULES["DT512"].finding_at(
            evidence.document,
            one.date,
            f"“{one.look}” tells of what is done, but {evidence.words(one.date)} comes after "
            f"{day.isoformat()}, the day of publication",
        )
        yield as_warning(finding) if one.sure else as_note(finding)


def _past_on_days_to_come(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for sentence, words in prose(evidence):
        coming = [
            date
            for date in within(evidence.dates, sentence.start, sentence.end)
            if date.first
            and date.granularity in _TELLABLE
            and (
                (date.first > day and not date.relative)
                or _by_weekday(date, day)
                or (_coming_day(date, day) and not _of_old(evidence, date, day))
                or _is_this(evidence, date, day)
            )
        ]
        if not coming:
            continue
        for date in coming:
            at = date.start - sentence.start
            past = (
                done_on(words, at)
                or _ran_over(words, at, date)
                or _so_far(words, at)
                or was_the_day(words, date.end - sentence.start)
                or had_by(words, at, date.end - sentence.start)
                or entry_deed(words, at, date.end - sentence.start)
                or _deed_of(evidence, words, date, at, day)
            )
            if past is None or in_quotes(evidence, sentence, date.start):
                continue
            if has_day_of_its_own(evidence, date, past, day):
                continue
            if date.granularity in _LONG and _of_a_forecast(evidence, sentence):
                continue
            teller = told_by_plan(words, at, past)
            if teller == "imagined":
                continue
            finding = RULES["DT512"].finding_at(
                evidence.document,
                date,
                f"“{past}” is past tense, but {_lies(evidence.words(date), date)} after "
                f"{day.isoformat()}, the day of publication",
                related=_verb_of(evidence, sentence, past, date),
                evidence={"published": day.isoformat(), "date": date.edtf},
            )
            yield _as_sure(finding, date, day, teller)


def _as_sure(finding: Finding, date: DateMention, day: dt.date, teller: str) -> Finding:
    """Return a finding as sure as its day and its tense are the author's own."""
    if teller:
        return as_note(finding)
    if not date.relative or _by_weekday(date, day):
        return finding
    if date.granularity is Granularity.DAY and _days_ahead(date, day) <= _VERY_SOON:
        return as_warning(finding)
    return as_note(finding)


def _far_from_their_verb(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in past_of_ahead(evidence, day):
        yield as_note(
            RULES["DT512"].finding_at(
                evidence.document,
                one.date,
                f"“{one.verb}” is past tense, but {one.date.edtf} lies after {day.isoformat()}, "
                "the day of publication",
            )
        )
    for one in unyeared_months(evidence, day):
        yield as_note(
            RULES["DT512"].finding_at(
                evidence.document,
                one.date,
                f"“{one.verb}” is past tense, but {evidence.words(one.date)} comes after "
                f"{day.isoformat()}, the day of publication, and nothing here is told of last year",
            )
        )
    for over in ranges_over(evidence, day):
        teller = _by_another(evidence, over.date, over.verb)
        if teller == "imagined":
            continue
        finding = RULES["DT512"].finding_at(
            evidence.document,
            over.date,
            f"“{evidence.words(over.date)}” was not over on {day.isoformat()}, the day of "
            f"publication, but “{over.verb}” tells it as past",
        )
        yield as_warning(finding) if over.sure and not teller else as_note(finding)
    for time in unfinished_times(evidence, day):
        finding = RULES["DT512"].finding_at(
            evidence.document,
            time.date,
            f"“{evidence.words(time.date)}” was not over on {day.isoformat()}, the day of "
            "publication, but its figures are told as those of the past",
        )
        yield as_warning(finding) if time.sure else as_note(finding)


def _by_another(evidence: Evidence, date: DateMention, verb: str) -> str:
    """Return who but the author may have put a past verb beside a day to come."""
    sentence = evidence.sentences[sentence_at(evidence, date.start)]
    return told_by_plan(evidence.words(sentence), date.start - sentence.start, verb)


def _verb_of(evidence: Evidence, sentence: Sentence, verb: str, date: DateMention) -> list[Related]:
    """Return where the verb stands that a date tells the time of, the nearest one to it."""
    words = evidence.words(sentence)
    found = list(re.finditer(rf"\b{re.escape(verb)}\b", words))
    at = date.start - sentence.start
    if not found:
        return []
    near = min(found, key=lambda one: abs(one.start() - at))
    span = sentence.start + near.start(), sentence.start + near.end()
    return [related_words(evidence, *span, "the verb")]


_LONG = frozenset({Granularity.YEAR, Granularity.QUARTER})
_FORECAST = lazy_regex(
    r"\b(?:project(?:ed|ions?)|forecasts?|scenarios?|outlook|revisions?|expectations|implied)\b",
    re.IGNORECASE,
)


def _of_a_forecast(evidence: Evidence, sentence: Sentence) -> bool:
    """Whether a sentence, or one beside it in its paragraph, retells what a forecast has."""
    place = place_of(evidence, sentence)
    beside = evidence.sentences[max(0, place - 1) : place + 2]
    return any(
        _FORECAST.search(evidence.words(one)) for one in beside if one.block == sentence.block
    )


_RAN = guarded_regex(  # "deliveries ran from 2026 to 2030", and no plan for these years
    r"(?<!if\s)\b(?P<verb>(?:ran|took\splace|lasted|arrived|(?:was|were)\s(?:delivered|paid|shipped|held|"
    r"built|completed|carried\sout)))\s(?:from|between|over|in)\s(?:the\s)?$"
)
_PLANNED = lazy_regex(
    r"\b(?:plan\w*|would|will|could|if|until|schedul\w+|project\w*|expect\w*|forecast\w*|said|"
    r"scenario\w*|assum\w+|target\w*|suppos\w+|propos\w+|model\w*|simulat\w+|path|imagin\w*|novel|drama|film|"
    r"contract|under\swhich)\b"
)


def _ran_over(words: str, at: int, date: DateMention) -> str | None:
    """Return the verb that tells a stretch of time to come as over."""
    found = _RAN.search(words, 0, at)
    if found is None or _PLANNED.search(words):
        return None
    length = date.end - date.start
    stretch = date.granularity is Granularity.RANGE or _ON_TO.match(words, at + length)
    return found["verb"] if stretch else None


_SINCE = guarded_regex(  # "has governed payments since": what began is not to come
    r"\b(?P<verb>(?:has|have)\s(?:(?:\w+ly|been|also)\s){0,2}[a-z]+(?:ed|en|wn|un|de|ld|ne|ft|pt))\b"
    r"(?!\s(?:to|that)\b)(?:\s(?!(?:that|which|who|if|to)\b)[\w’'-]+){0,7},?\ssince\s(?:on\s)?$"
)
_UP_TO = guarded_regex(  # "ran to the end of"
    r"(?<!that\s)(?<!which\s)\b(?P<verb>(?:ran|lasted|remained|stayed|continued|applied)"
    r"(?:\s(?:on|in\s(?:force|effect|place|office|use)))?)\s(?:to|until|till|through)\s(?:the\s)?"
    r"(?:(?:end|middle|close|start|beginning)\sof\s)?$"
)
_BROKEN_OFF = lazy_regex(
    r"\b(?:scrapp|cancel|terminat|replac|suspend|withdr|repeal|annul|cut\sshort|abolish)\w*"
)


def _so_far(words: str, at: int) -> str | None:
    """Return the verb of what has been done since, or went on until, a day to come."""
    found = _SINCE.search(words, 0, at)
    if found is None:
        found = _UP_TO.search(words, 0, at)
        if found is None or _PLANNED.search(words) or _BROKEN_OFF.search(words):
            return None
    return found["verb"]


_ON_TO = lazy_regex(r"\s(?:to|and|through|until)\s(?:\w+\s)?\d")
_TELLABLE = frozenset(
    {
        Granularity.DAY,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.YEAR,
        Granularity.RANGE,
    }
)


def _lies(written: str, date: DateMention) -> str:
    return f"{written} comes soon" if date.relative else f"{date.edtf} lies"


def _by_weekday(date: DateMention, day: dt.date) -> bool:
    """Whether the weekday beside a day without its year puts it ahead, and not a year before."""
    written = date.written
    if written is None or written.year or written.weekday is None or date.first is None:
        return False
    if date.first.weekday() == written.weekday:
        return date.first > day
    coming = date.first + dt.timedelta(days=365)
    return 0 < (coming - day).days <= _SOON and coming.weekday() == written.weekday


def _of_old(evidence: Evidence, date: DateMention, day: dt.date) -> bool:
    """Whether the last year named before a day is past, so that the day is of that year."""
    for other in reversed(within(evidence.dates, evidence.article.start, date.start)):
        if other.first and not other.relative and other.role != "publication":
            years = other.written is not None and other.written.year is not None
            beside = sentence_at(evidence, other.start) == sentence_at(evidence, date.start)
            frame = other.granularity is Granularity.YEAR and _in_one_block(evidence, other, date)
            near = frame or (years and beside)
            return other.first.year < day.year - (0 if near else 1)
    return False


def _in_one_block(evidence: Evidence, one: DateMention, other: DateMention) -> bool:
    """Whether two dates stand in one paragraph: a year that it names frames the days behind it."""
    places = (sentence_at(evidence, one.start), sentence_at(evidence, other.start))
    return len({evidence.sentences[place].block for place in places}) == 1


def _coming_day(date: DateMention, day: dt.date) -> bool:
    """Whether a day told without its year can only be that of last year, or the coming one."""
    if not date.relative or date.written is None or date.written.year or date.first is None:
        return False
    days = {Granularity.DAY, Granularity.RANGE}
    return date.granularity in days and 0 < _days_ahead(date, day) <= _SOON


def _is_this(evidence: Evidence, date: DateMention, day: dt.date) -> bool:
    """Whether a month to come is told as one of this year: "this September"."""
    said = date.granularity is Granularity.MONTH and date.first is not None and date.first > day
    return said and evidence.words(date).lower().startswith("this ")


_LATELY = 150  # days


def _goes_on_from(evidence: Evidence, date: DateMention, day: dt.date) -> bool:
    """Whether a day follows one of late in its paragraph, so that it cannot be a year back."""
    start = max(
        (b.start for b in evidence.article.blocks if b.start <= date.start), default=date.start
    )
    before = [
        other
        for other in within(evidence.dates, start, date.start)
        if other.granularity is Granularity.DAY and other.first is not None
    ]
    return bool(before) and all(
        0 <= (day - other.first).days <= _LATELY for other in before[-2:] if other.first
    )


def _days_ahead(date: DateMention, day: dt.date) -> int:
    """Return how far a day told without its year lies ahead, were it the coming one."""
    if date.first is None:
        return 0
    days = (date.first - day).days
    return days if days > 0 else days + 365


def _deed_of(
    evidence: Evidence, words: str, date: DateMention, at: int, day: dt.date
) -> str | None:
    """Return the past verb of a sentence on a day to come, where its year leaves no doubt."""
    soon = date.granularity is Granularity.DAY and _days_ahead(date, day) <= _VERY_SOON
    soon = soon or (_coming_day(date, day) and _goes_on_from(evidence, date, day))
    soon = soon or _is_this(evidence, date, day)
    if date.relative and not (soon or _by_weekday(date, day)):
        return None
    end = at + date.end - date.start
    exact = date.granularity is Granularity.DAY
    if date.granularity is not Granularity.RANGE:
        found = past_deed(words, at, end, day=exact)
        if found is not None:
            return found
    elif date.first is None or date.last is None or (date.last - date.first).days > _DAYS:
        return None
    return main_verb(words, date, at) if not date.relative else None


_DAYS = 21  # of a range that an event may take
