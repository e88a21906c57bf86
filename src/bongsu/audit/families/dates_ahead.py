"""What is told as done on a day that is still to come (DT512)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.needs import guarded_regex
from bongsu.audit.reading.tenses import PAST, SURELY_PAST
from bongsu.audit.reading.wording import (
    as_note,
    as_warning,
    in_quotes,
    looks_ahead,
    matcher,
    place_of,
    prose,
)
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import related_part
from bongsu.audit.times.done_ahead import done_ahead
from bongsu.audit.times.past_of_ahead import past_of_ahead
from bongsu.audit.times.too_soon import outcomes_too_soon, told_too_soon
from bongsu.audit.times.unfinished_times import unfinished_times
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_CLAUSE = 200  # code points that a clause is looked at
_SOON = 45  # days to come within which a day without its year would be told with the year before
_VERY_SOON = 25  # days within which it surely would
_AROUND = 80  # code points around a verb that may be a participle
_NEAR = 110  # code points from a deed to its date


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
    for one in (*told_too_soon(evidence, day), *outcomes_too_soon(evidence, day)):
        finding = RULES["DT512"].finding(
            evidence.document,
            one.start,
            one.end,
            f"“{evidence.text[one.start : one.end]}” is past tense, but its day, "
            f"{evidence.words(one.date)}, comes after {day.isoformat()}, the day of publication",
            related=[related_part(evidence, one.date, "the day that it is given")],
        )
        yield as_warning(finding) if one.sure else as_note(finding)


def _of_its_day(evidence: Evidence, day: dt.date, told: set[int]) -> Iterator[Finding]:
    for one in done_ahead(evidence, day):
        if one.date.start in told:
            continue
        finding = RULES["DT512"].finding(
            evidence.document,
            one.date.start,
            one.date.end,
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
            )
        ]
        if not coming:
            continue
        for date in coming:
            at = date.start - sentence.start
            past = (
                _done_on(words, at)
                or _ran_over(words, at, date)
                or _so_far(words, at)
                or _was_the_day(words, date.end - sentence.start)
                or _had_by(words, at, date.end - sentence.start)
                or _deed_of(evidence, words, date, at, day)
            )
            if past is None or in_quotes(evidence, sentence, date.start):
                continue
            if date.granularity in _LONG and _of_a_forecast(evidence, sentence):
                continue
            finding = RULES["DT512"].finding(
                evidence.document,
                date.start,
                date.end,
                f"“{past}” is past tense, but {_lies(evidence.words(date), date)} after "
                f"{day.isoformat()}, the day of publication",
                evidence={"published": day.isoformat(), "date": date.edtf},
            )
            if not date.relative or _by_weekday(date, day):
                yield finding
            elif date.granularity is Granularity.DAY and _days_ahead(date, day) <= _VERY_SOON:
                yield as_warning(finding)
            else:
                yield as_note(finding)


def _far_from_their_verb(evidence: Evidence, day: dt.date) -> Iterator[Finding]:
    for one in past_of_ahead(evidence, day):
        yield as_note(
            RULES["DT512"].finding(
                evidence.document,
                one.date.start,
                one.date.end,
                f"“{one.verb}” is past tense, but {one.date.edtf} lies after {day.isoformat()}, "
                "the day of publication",
            )
        )
    for time in unfinished_times(evidence, day):
        finding = RULES["DT512"].finding(
            evidence.document,
            time.date.start,
            time.date.end,
            f"“{evidence.words(time.date)}” was not over on {day.isoformat()}, the day of "
            "publication, but its figures are told as those of the past",
        )
        yield as_warning(finding) if time.sure else as_note(finding)


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
_DONE = lazy_regex(  # deeds that are told right before their day once they are done
    r"(?<!be\s)(?<!is\s)(?<!are\s)(?<!being\s)\b(?P<verb>(?:announced|unveiled|"
    r"reported|declared|decided|said|told|issued|imposed|concluded)(?=\s(?:on|from)\s)|visited|met|"
    r"conducted|held|hosted|launched|fired|released|published|signed|adopted|convened|attended|"
    r"arrived|tested|travell?ed|spoke|submitted)"
    r"(?:\s(?!and\b|or\b|to\b|that\b|for\b|by\b|until\b|will\b|as\b)[\w.’'\-]+){0,4}?"
    r"(?:\sfor\s\d{4})?(?:\sto\s(?:(?:the|its|an?)\s)?[A-Z][\w.’'\-]+"
    r"(?:\s[A-Z][\w.’'\-]+){0,2})?\s(?:on|from)\s$"
    r"|,\s(?P<out>out|dated|published|issued|released|signed|held)\s(?:on\s)?$"
)
_OPENING = lazy_regex(  # "At their meeting in Seoul on"
    r"\W*(?:(?:[Aa]t|[Dd]uring|[Ii]n)\s[^,;:.]{3,60}\s)?(?:[Oo]n|[Ii]n|[Dd]uring)\s(?:the\s)?"
)
_OPEN = lazy_regex(
    r"\b(?:will|would|shall|should|could|might|must|is\sto|are\sto|was\sto|were\sto|to\sbe|scheduled|"
    r"expected|planned|plans?|due|slated|upcoming|set\s(?:to|for)|ahead\sof|if|unless|by\sthe\stime|"
    r"effective|deadline|expires?|begins?|starts?|takes?)\b"
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
    """Whether the last year named before a day is long past, so that the day is of that year."""
    for other in reversed(within(evidence.dates, evidence.article.start, date.start)):
        if other.first and not other.relative and other.role != "publication":
            return other.first.year < day.year - 1
    return False


def _coming_day(date: DateMention, day: dt.date) -> bool:
    """Whether a day told without its year can only be that of last year, or the coming one."""
    if not date.relative or date.written is None or date.written.year or date.first is None:
        return False
    days = {Granularity.DAY, Granularity.RANGE}
    return date.granularity in days and 0 < _days_ahead(date, day) <= _SOON


def _days_ahead(date: DateMention, day: dt.date) -> int:
    """Return how far a day told without its year lies ahead, were it the coming one."""
    if date.first is None:
        return 0
    days = (date.first - day).days
    return days if days > 0 else days + 365


def _done_on(words: str, at: int) -> str | None:
    """Return the verb of a deed that is told as done right before a date."""
    done = _DONE.search(words[max(0, at - _NEAR) : at])
    return (
        (done["verb"] or done["out"])
        if done is not None and _OPEN.search(words[:at]) is None
        else None
    )


def _deed_of(
    evidence: Evidence, words: str, date: DateMention, at: int, day: dt.date
) -> str | None:
    """Return the past verb of a sentence on a day to come, where its year leaves no doubt."""
    soon = date.granularity is Granularity.DAY and _days_ahead(date, day) <= _VERY_SOON
    if date.relative and not (soon or _by_weekday(date, day)):
        return None
    end = at + date.end - date.start
    exact = date.granularity is Granularity.DAY
    if date.granularity is not Granularity.RANGE:
        found = _past_deed(words, at, end, day=exact)
        if found is not None:
            return found
    elif date.first is None or date.last is None or (date.last - date.first).days > _DAYS:
        return None
    return _main_verb(evidence, words, date, at) if not date.relative else None


_DAYS = 21  # of a range that an event may take
_CLEFT = regex(  # "to 3.5 percent" and "to the house" cleave nothing
    r"[;:()—]|\bto\s(?!\d|[A-Z$]|the\b|an?\b|its\b)|\b(?:that|which|who|whose|for(?!\s[\d$])|until|by|since|after|before|than)\b"
)


def _main_verb(evidence: Evidence, words: str, date: DateMention, at: int) -> str | None:
    """Return the one verb of a plain sentence that ends in its day: "Firms showed tanks from"."""
    if regex(r"\b(?:on|from|between|during)\s$").search(words[:at]) is None:
        return None
    if date.granularity not in {Granularity.DAY, Granularity.RANGE}:
        return None
    verb = PAST.search(words[:at])
    if verb is None or looks_ahead(words[:at], "tenses"):
        return None
    behind = words[verb.end() : at].removesuffix("from ").removesuffix("on ")
    if _CLEFT.search(behind) or matcher("tenses", "present").search(behind):
        return None
    subject = regex(r"(?i)\b(?:more|fewer|less)\sthan\b").sub("", words[: verb.start()])
    plain = len(subject.split()) <= _SUBJECT and _CLEFT.search(subject) is None
    return verb[0] if plain and "," not in subject else None


_SUBJECT = 8  # words before a main verb

_BY = lazy_regex(
    r"\W*(?:(?:But|And|Yet|Still|Already)\s)?(?:By|Before|Until|In|On)\s(?:the\s)?"
    r"(?:(?:end|middle|start|beginning|time|close|turn|eve|spring|summer|autumn|fall|winter)\sof\s)?(?:early\s|late\s|mid-?)?"
)
_AS_OF = lazy_regex(r"\W*As\s(?:of|at)\s(?:the\s)?(?:end\sof\s|end-)?")
_COUNTED = lazy_regex(  # "a total of 3,590 persons have been": what nobody can have counted yet
    r"\b(?:there\s(?:were|was)|(?:has|have)\s(?:been\s)?[a-z]{2,}ed|stood|totall?ed|amounted|reached|numbered|had\s\d)\b"
)
_HAD = lazy_regex(r"\b(?P<verb>had\s(?:(?!to\b|a\b|an\b|the\b|no\b|been\s\w+ing\b)\w+))")


def _had_by(words: str, at: int, end: int) -> str | None:
    """Return the verb of "By the middle of 2031 it had become": past even before that day."""
    if _AS_OF.fullmatch(words[:at]):
        counted = _COUNTED.search(words[end : end + _CLAUSE])
        return counted[0] if counted and not looks_ahead(words[end:], "dates") else None
    if _BY.fullmatch(words[:at]) is None or looks_ahead(words[end:], "tenses"):
        return None
    clause = regex(r"[;:]|\b(?:that|which|who|because|since)\b").split(words[end : end + _CLAUSE])[
        0
    ]
    verb = _HAD.search(clause)
    return verb["verb"] if verb is not None else None


_WAS = lazy_regex(r"\s(?P<verb>was|were)\s(?:the\s(?:day|date|moment)|when)\b")


def _was_the_day(words: str, end: int) -> str | None:
    """Return the verb of "February 24 was the day"."""
    match = _WAS.match(words, end)
    return match["verb"] if match else None


def _past_deed(words: str, at: int, end: int, *, day: bool) -> str | None:
    """Return the verb in the past tense that a date tells the time of."""
    before = words[max(0, at - _CLAUSE) : at]
    opening = _OPENING.fullmatch(before)
    if opening is not None:
        clause = regex(r"[;]|,\s(?:and|but|which)\b").split(words[end : end + _CLAUSE])[0]
        verb = regex(r",?\s(?:[\w.'’\-]+\s){1,8}?(?=(\w+))").match(clause)
        found = PAST.search(clause[:80]) if verb else None
        return found[0] if found and _told(words, clause, found, day=day) else None
    attached = regex(r"\b(?:on|in|during)\s(?:the\s)?$").search(before)
    if attached is None or (not day and _THEN_DOES.match(words, end)):
        return None
    before = _TALLY.sub("", before[: attached.start()])
    parts = regex(r"([,;:()—]|\b(?:that|which|who|to|and|but|for|until|by)\b)").split(before)
    clause = parts[-1]
    verbs = list(PAST.finditer(clause))
    if not verbs and day and _CLOSED.match(words, end):
        clause, verbs = _over_a_list(parts)
    if not verbs or matcher("tenses", "present").search(clause, verbs[-1].end()):
        return None
    if parts[-2:-1] == ["to"] and not clause[: verbs[-1].start()].strip():
        return None  # "is set to hit 422 million in 2035"
    near = len(clause) - verbs[-1].end() < (60 if clause == parts[-1] else _NEAR)
    return verbs[-1][0] if near and _told(words, clause, verbs[-1], day=day) else None


_THEN_DOES = lazy_regex(
    r"\s(?:will|would|must|should|can|are|is|[a-z]{3,}s)\s(?!of\b)"
)  # "sold in 2030 runs"
_TALLY = lazy_regex(r"\s(?:by\s)?\d[\d,]*(?:\s[a-z]+)?\s(?:to|against)\s\d[\d,]*(?=\s)")
_CLOSED = lazy_regex(r"\s?(?:[.,;)]|$)")
_WITH = lazy_regex(r"\b(?:with|at|of|in)\s(?!.*\b(?:with|at|of|in)\s)")


def _over_a_list(parts: list[str]) -> tuple[str, list[re.Match[str]]]:
    """Return the clause and the verb before a list: "held talks with banks, firms and unions"."""
    clause = parts[-1]
    if looks_ahead(clause, "tenses") or matcher("tenses", "present").search(clause):
        return clause, []
    for place in range(len(parts) - 2, 0, -2):
        if parts[place] not in {",", "and"}:
            break
        clause = "".join((parts[place - 1], parts[place], clause))
        verbs = list(PAST.finditer(clause))
        if verbs:
            listed = _WITH.search(clause, verbs[-1].end())
            plain = len(verbs) == 1 and listed is not None and place < len(parts) - 2
            return clause, verbs if plain else []
    return clause, []


_AWAITED = lazy_regex(  # what was expected of a day to come is no deed of that day
    r"(?:was|were)\s(?:\w+ly\s)?(?:expected|project|forecast|predict|estimat|anticipat|envisag|assum|"
    r"foreseen|seen|planned|schedul|suppos|intend|thought|believ)\w*$"
)
_PROVIDES = guarded_regex(r"\bshall\b")
_PARTICLE = lazy_regex(
    r"\s(?:in|out|up|off|down|back|ahead|together|over|away|through)(?=\s(?:on|from|their|its|an?|the)\b|\s?$)"
)
_PASSIVE_PRESENT = lazy_regex(r"\b(?:is|are|be)\s(?:(?:then|also|only|\w+ly)\s)?$")
_OBJECT = lazy_regex(r"\s(?:an?|the|its|their|his|her|\d|[A-Z])")  # a participle has none behind it


def _told(words: str, clause: str, verb: re.Match[str], *, day: bool) -> bool:
    """Whether a verb tells of what was: its clause must say so, and what stands around it."""
    if _PASSIVE_PRESENT.search(clause, 0, verb.start()) or _AWAITED.match(verb[0]):
        return False
    if not SURELY_PAST.match(verb[0]) and _PROVIDES.search(words):
        return False  # "shall begin with the sale conducted on"
    phrasal = day and _PARTICLE.match(clause, verb.end()) is not None
    if not SURELY_PAST.match(verb[0]) and not phrasal and not _OBJECT.match(clause, verb.end()):
        if not day:
            return not looks_ahead(words, "tenses")
        at = max(0, words.find(clause)) + verb.start()
        if looks_ahead(words[max(0, at - _AROUND) : at + _AROUND], "tenses"):
            return False
    beside = clause[: verb.start()]
    return not (looks_ahead(beside, "tenses") or regex(r"\b(?:had|as\sif)\b").search(beside))
