"""Times told from the day of writing that the sentence itself belies (DT504, DT505).

"During the January-November period this year" cannot be told as past in January, and a change
cannot lead from "last year" to the year before the publication, for that is last year.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.stretches import closed
from bongsu.audit.reading.tenses import PAST
from bongsu.audit.reading.wording import in_quotes, looks_ahead, prose
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, Sentence, within
from bongsu.patterns import lazy_regex, regex

_PARTS = frozenset(
    {
        Granularity.DAY,
        Granularity.MONTH,
        Granularity.QUARTER,
        Granularity.SEASON,
        Granularity.RANGE,
    }
)
_OF_THIS_YEAR = lazy_regex(
    r"(?:\s(?:period|span|months?|quarter|half))?,?\s(?:of\s|in\s)?(?:this|the\scurrent)\syear\b"
)
_THIS = lazy_regex(r"(?:\b[Tt]his\s(?:coming\s|past\s)?)$")
_ITS_NAME = lazy_regex(
    r"(?:this\s)?(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"spring|summer|autumn)\b"
)
_THIS_YEARS = lazy_regex(r"\bthis\syear(?:['’]s\s|,\s(?:in|on|during)\s)$", re.IGNORECASE)
_AWAITED = lazy_regex(  # what a past verb can say of a time to come
    r"\b(?:until|till|(?:by|from)(?!\s(?:[\d$]|US|about|some|nearly|almost|an?\s))|before|(?:after|since)\s$|ahead\sof|deadline|target\w*|aim\w*|forecast\w*|project(?:ed|ions?)|outlook|"
    r"likely|postpone\w*|delay\w*|moved|extended|valid|contract\w*|tender\w*|approv\w+|agree\w*|plan\w*|"
    r"budget\w*|effective|invit\w+|call\w*|pledg\w+|promis\w+|announced|said|asked|order\w*|book\w*|"
    r"schedul\w+|expect\w*|impl(?:y|ied|ies)|suggest\w*|fores[ea]\w+|median|earmark\w*|allocat\w+|appoint\w*|elected|chosen|named|select\w*|fix\w*|set)\b",
    re.IGNORECASE,
)
_IN_THE = lazy_regex(r"\b(?:in|the)\s$", re.IGNORECASE)
_BEGUN = lazy_regex(r"\b(?:from|between)\s$")
_WHEN = lazy_regex(r",?\s(?:when|in\swhich|on\swhich|where)\s(?P<clause>[^,;.]{3,70})")
_OPENING = lazy_regex(
    r"\W*(?:[Ii]n|[Oo]n|[Dd]uring|[Oo]ver|[Tt]hrough|[Bb]y|[Aa]t|[Aa]s\sof)?\s?(?:the\s)?(?:this\syear['’]s\s)?"
)
_REACH = 110  # code points from a verb to the time that it is told of
_LEFT = dt.timedelta(
    days=31
)  # of a stretch that is under way, but for the last days of which figures are out


_SINCE = lazy_regex(  # "since his inauguration in"
    r"\b(?:has|have|had)\s[^.;]{3,80}\ssince\s$|\b[Ss]ince\s(?:[^,;.]|\b[A-Z]\.){3,60}?\s(?:in|on)\s$"
)


class ToCome(NamedTuple):
    """A part of this year that was still to come, and is told as past."""

    date: DateMention
    start: int
    end: int


def to_come(evidence: Evidence, day: dt.date) -> Iterator[ToCome]:
    """Yield "in May this year" and the like, told as past in an article of February."""
    for sentence, words in prose(evidence):
        lower = words.casefold()
        if "this " not in lower and "current year" not in lower:
            continue
        for date in map(closed, within(evidence.stretches, sentence.start, sentence.end)):
            if date.granularity not in _PARTS or not date.first or not date.last:
                continue
            span = _with_this_year(words, date, sentence.start)
            if span is None or in_quotes(evidence, sentence, date.start):
                continue
            by_name = "year" not in words[slice(*span)]
            if _is_no_time(date, words[: span[0]], by_name=by_name):
                continue
            shift = dt.timedelta(days=365 * (day.year - date.first.year))
            # whatever year it began in; "from 2021 through this year" is as good as over in its end
            left = _LEFT if date.first.year < day.year else dt.timedelta(0)
            over = date.last.year == day.year and date.last <= day + left
            if over or (date.first + shift <= day and date.last + shift <= day + _LEFT):
                continue
            if date.first + shift > day and _SINCE.search(words[: span[0]]):
                yield ToCome(date, sentence.start + span[0], sentence.start + span[1])
                continue
            if told_as_past(words, *span):
                yield ToCome(date, sentence.start + span[0], sentence.start + span[1])


def _is_no_time(date: DateMention, before: str, *, by_name: bool) -> bool:
    """Whether a season is a verb, "continued to fall this year", or that of what is still to do."""
    if by_name:  # "who signed it has the right to renew it this autumn"
        return _SINCE_THEN.search(_behind_past(before)) is not None
    return date.granularity is Granularity.SEASON and _IN_THE.search(before) is None


_SINCE_THEN = lazy_regex(r"\b(?:has|have|is|are|to\s[a-z]+|can|must|may|will|does|do)\b")


def _behind_past(before: str) -> str:
    """Return what stands behind the last verb of the past."""
    last = max((match.end() for match in PAST.finditer(before)), default=0)
    return before[last:]


def _with_this_year(words: str, date: DateMention, offset: int) -> tuple[int, int] | None:
    """Return where a date stands with the "this year" that it is of."""
    start, end = date.start - offset, date.end - offset
    behind = _OF_THIS_YEAR.match(words, end)
    if behind is not None:
        return start, behind.end()
    before = _THIS_YEARS.search(words[:start])
    if before is not None:
        return before.start(), end
    if regex(r"\s(?:this|the\scurrent)\syear$").search(words[start:end]):
        return start, end
    if _ITS_NAME.fullmatch(words, start, end):  # "this August", "this spring"
        this = _THIS.search(words[:start])
        if this is not None or words[start:end].startswith("this "):
            return (this.start() if this else start), end
    return None


def told_as_past(words: str, start: int, end: int) -> bool:
    """Whether a sentence tells in the past tense of the time that stands at a place in it."""
    reports = list(_REPORTED.finditer(words, 0, start))
    if reports:  # "the member judged that growth was slowing": the tense is that of the report
        if _PROGRESSIVE.search(words, reports[-1].end()):
            return False
        start, end = start - reports[-1].end(), end - reports[-1].end()
        words = words[reports[-1].end() :]
    clause = regex(r"[;:]").split(words[max(0, start - _REACH) : start])[-1]
    clause = _BEGUN.sub("", clause)
    if _OPENING.fullmatch(words[:start]):
        behind = regex(r"[;:]|,\s(?:and|but|which)\b").split(words[end : end + _REACH])[0]
        return _past(behind)
    when = _WHEN.match(words, end)
    last = clause.rpartition(", ")[2]
    return (
        _past(clause)
        or _past(last)
        or (when is not None and _past(when["clause"]) and not _future(clause))
    )


_REPORTED = lazy_regex(
    r"\b(?:argu|assess|believ|comment|evaluat|explain|express|judg|mention|not|observ|point|remark|said|say|stat|"
    r"add|agre|warn)(?:e?d|e|ing)?\s(?:out\s)?that\s",
    re.IGNORECASE,
)
_PROGRESSIVE = lazy_regex(r"\b(?:was|were)\s(?:\w+\s){0,2}?\w{2,}ing\b")


def _past(clause: str) -> bool:
    past = PAST.search(clause) is not None or _HAD.search(clause) is not None
    return past and not _future(clause)


_HAD = regex(
    r"\bhad\s(?!to\b)|\b[Hh]aving\s(?:been\s)?(?:made|[a-z]+ed|cut|held|met|taken|seen|had)\b"
)


def _future(clause: str) -> bool:
    return looks_ahead(clause, "dates") or _AWAITED.search(clause) is not None


_VERSUS = (
    r"(?:compared\s(?:to|with)|in\scomparison\s(?:to|with)|versus|vs\.?|against|"
    r"relative\sto|(?:up|down)\sfrom|than|from)"
)
_UNIT = (
    r"(?:percent(?:age\spoints?)?|per\scent|%|hundred|thousand|million|billion|trillion|won|dollars|yen|euros|people|"
    r"persons|tons|tonnes|barrels|units|vehicles|cases|points|of\sGDP|of\sthe\stotal)"
)
_LEVEL_OF = lazy_regex(
    rf"\b{_VERSUS}\s(?:(?:about|some|just|only|a|an|the|nearly|almost|around|over|roughly)\s){{0,2}}"
    rf"(?:US\$|USD\s|KRW\s|[$₩€¥])?\d[\d.,]*(?:[\s-]?{_UNIT}){{0,4}}\s"
    r"(?:(?:posted|recorded|seen|registered|logged)\s)?(?:in\s|for\s|during\s|the\s)*$",
    re.IGNORECASE,
)
_AGAINST = lazy_regex(
    r"\b(?:(?:\w+er|more|less|up|down|better|worse|rise|rose|increase|gain|fell|drop|decline)\s(?:than|from)|"
    r"compared\s(?:to|with)|versus|relative\sto)\s(?:that\sof\s|in\s|the\s)*$",
    re.IGNORECASE,
)
_CHANGE_FROM = lazy_regex(
    r"\b(?:up|down|rise|rising|increase|gain|growth|drop|decline|fall|decrease)\s(?:of\s|by\s)?\d[\d.,]*\s?(?:percent|per\scent|%)"
    r"\s(?:from|on|over|compared\s(?:to|with))\s(?:that\s(?:of|in)\s|in\s)?$"
)
_RELATIVE = regex(r"\b(?:this|last|previous)\b", re.IGNORECASE)
_COMPARES = lazy_regex(r"\b(?:than|from|with|versus|against|over|to)\s(?:the\s)?$")
_APART = 160  # code points between the two times of one comparison
_BESIDE = lazy_regex(r"\b(?:in|for|during|of)\s(?:the\s)?$")


_SAME_PERIOD = lazy_regex(
    r"\b(?:from|than|compared\s(?:to|with)|against|versus|over)\s[^;.,]{0,60}?\b(?:the\s)?(?:same|corresponding)\s"
    r"(?:period|months?|quarter|time|days|term|half)\s(?:of\s|in\s)?$"
)


def bases_of_this_year(evidence: Evidence) -> Iterator[DateMention]:
    """Yield "up from 23.7 billion in the same period this year": its base is that of last year."""
    for sentence, words in prose(evidence):
        dates = within(evidence.dates, sentence.start, sentence.end)
        for date in dates:
            if evidence.words(date).casefold() != "this year":
                continue
            others = [d for d in dates if d is not date and d.granularity is Granularity.YEAR]
            before = words[: date.start - sentence.start]
            if not others and _SAME_PERIOD.search(before) and _past(before):
                yield date


class SameTime(NamedTuple):
    """Both figures of a comparison told of one time."""

    date: DateMention
    other: DateMention


@remembered
def same_times(evidence: Evidence) -> Iterator[SameTime]:
    """Yield "6.1 percent in 2013, compared to 4.2 percent last year" in an article of 2014."""
    for sentence, _ in prose(evidence):
        dates = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
        for one, other in combinations([d for d in dates if d.first and d.last], 2):
            if (one.first, one.last) != (other.first, other.last) or one.end >= other.start:
                continue
            if not (_sure(evidence, one) and _sure(evidence, other)):
                continue
            if _compared(evidence, sentence, one, other):
                later = one if _RELATIVE.search(evidence.words(one)) else other
                yield SameTime(later, one if later is other else other)


def _sure(evidence: Evidence, date: DateMention) -> bool:
    """Whether a time is told with its year, and not with the one before it."""
    named = has_year(evidence, date) or _RELATIVE.match(evidence.words(date)) is not None
    return named and _YEAR_BEFORE.match(evidence.text, date.end) is None


_YEAR_BEFORE = lazy_regex(
    r",?\s\(?(?:of\s|in\s)?(?:the|a|one)\s(?:\w+\s)?(?:year|month|quarter)s?\s?(?:before|earlier|prior|ago|previous\w*)?"
)


def _compared(evidence: Evidence, sentence: Sentence, one: DateMention, other: DateMention) -> bool:
    """Whether a figure of the second time is what a figure of the first is compared with."""
    joint = evidence.text[one.end : other.start]
    if len(joint) > _APART or regex(r"[;]|\.\s|\b(?:while|whereas|and|but)\b").search(joint):
        return False
    before = evidence.text[sentence.start : one.start]
    if _COMPARES.search(before):
        return False  # itself what something is compared with
    if _AGAINST.search(joint) and _RELATIVE.match(evidence.words(other)):
        return True
    if not _LEVEL_OF.search(joint) and not _CHANGE_FROM.search(joint):
        return False
    plain = _BESIDE.search(before) is not None or _RELATIVE.match(evidence.words(one)) is not None
    figure = _CHANGE_FROM.search(joint) or regex(r"\d").search(before)
    return plain and figure is not None
