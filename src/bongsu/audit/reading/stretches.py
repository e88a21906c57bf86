"""Stretches of time beside the dates that they lie between, in looser words (DT511)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bongsu.audit.findings import Finding
from bongsu.audit.reading.wording import as_warning, content_words, in_quotes
from bongsu.audit.rules import RULES
from bongsu.audit.telling import related_part
from bongsu.evidence.mentions import (
    Comparator,
    DateMention,
    Evidence,
    Granularity,
    Kind,
    Quantity,
    Sentence,
    within,
)
from bongsu.patterns import lazy_regex, regex

_JOINED = lazy_regex(r",?\s(?:and\s)?")
_MONTHS = 12
# Where a stretch lies between the two dates of its sentence.
_ALONE = lazy_regex(
    r"\b(?:after|lasted|lasting|took|taking|spanning)\s(?:a\s(?:total|period|little|bit)\s)?"
    r"(?:of\s|more\sthan\s|over\s|about\s|only\s|just\s|some\s|nearly\s|almost\s|exactly\s)*$"
)
_CLOSING = lazy_regex(  # "and was removed in April, serving less than two years of his term"
    r",\s(?:serving|ending)\s(?:(?:a|more|less|than|over|under|about|only|just|some|nearly|almost|barely|total|of)\s)*$"
)
_BEHIND_ALONE = lazy_regex(
    r"\s?(?:[.,;)]|$)|\s(?:in\sall|in\stotal|altogether|long|apart)\b|"
    r"\sof\s(?:operation|existence|service|publication|production)\b"
)
_IN_ALL = lazy_regex(r"\s(?:in\sall|in\stotal|altogether|apart|all\stold)\b")
_DUE = lazy_regex(
    r"\b(?:within|(?:has|have|had)|(?:gives?|gave)\s(?:\w+\s){0,2}?\w+)\s$", re.IGNORECASE
)
_THAT_IS = lazy_regex(
    r"(?:\s(?:to|of|for|from|after)\s[^,;:.()]{3,50})?,?\s\(?(?:(?:that\sis|i\.e\.|or|namely|meaning|which\s(?:is|means)),?\s)?"
    r"(?:by|until|on|(?:no|not)\slater\sthan|before)\s"
)
_FOLLOWS = lazy_regex(r"\s(?:after|following|before|since)\s(?:the\s|that\s|its\s|their\s)?")
_AFTER_A_DEED = lazy_regex(r"\s(?:after|since|from)\s(?:[^;:.\d]|\.(?=\S)){3,90}?\s(?:in|on)\s")
_CAME = lazy_regex(
    r"\b(?:[Ii]t|[Tt]h(?:is|at)|[Tt]he\s\w+)\s(?:\w+\s)?(?:came|comes|followed|was)\s"
    r"(?:just\s|only\s|exactly\s|some\s|about\s)?$"
)
_RECORD = lazy_regex(
    r"\b(?:first|highest|lowest|largest|biggest|steepest|sharpest)\b(?:[^.;:,]|\b[A-Z]\.){0,70}?\sin\s$"
)
_SINCE = lazy_regex(
    r",?\s(?:and\s(?:the\s)?first\s)?since\s(?:(?:the|that|of|by|[A-Z][\w.’'-]*|[a-z]+)\s){0,7}?(?:(?:in|of)\s)?"
)
_LAST_DONE = lazy_regex(  # the last of the times told is the one that a record is counted from
    r"\b(?:(?:previous(?:ly)?|last|most\srecent(?:ly)?|latest|earlier|already)\s(?:[\w-]+\s){0,5}?|"
    r"(?:first|highest|lowest|largest|biggest)\b(?:[^;:.]|\b[A-Z]\.){0,90}?\bsince\s(?:[\w.’'-]+\s){0,7}?)(?:in|of|on)?\s?$"
)
_LOOK_BACK = 3  # sentences back in which what a stretch leads to may be dated


def misfits(
    evidence: Evidence, place: int, told: Sequence[tuple[Sentence, str]], day: dt.date | None
) -> Iterator[Finding]:
    """Yield stretches of the sentence at a place that its dates do not bear out."""
    sentence, words = told[place]
    stretches = list(_stretches(evidence, sentence))
    if not stretches:
        return
    dates = _dates(evidence, sentence)
    for stretch in stretches:
        found = _pair(evidence, sentence, words, stretch, dates)
        others = list(dates)
        if found is None:
            found = _to_before(evidence, place, told, stretch, dates, day)
            for earlier, _ in told[max(0, place - _LOOK_BACK) : place]:
                others += _dates(evidence, earlier)
        if found is None or between(*found, stretch.unit) is None:
            continue
        if (
            not _differ(*found)
            or one_in_other(*found)
            or in_quotes(evidence, sentence, stretch.start)
        ):
            continue
        if day is not None:
            others.append(day_itself(day))
        anchor = found[0]
        if any(_fits(stretch, anchor, other) for other in others if other is not anchor):
            continue
        if any(_fits(stretch, found[1], other) for other in others if other is not found[1]):
            continue
        yield _finding(evidence, stretch, *found)


def one_in_other(first: DateMention, second: DateMention) -> bool:
    """Whether of two dates one holds the other: "agreed in 2004 and ratified that December"."""
    if not (first.first and first.last and second.first and second.last):
        return False
    return first.granularity is not second.granularity and (
        first.first <= second.first <= second.last <= first.last
        or second.first <= first.first <= first.last <= second.last
    )


def _stretches(evidence: Evidence, sentence: Sentence) -> Iterator[Quantity]:
    """Yield the stretches of a sentence, "five years and six months" as one."""
    last: Quantity | None = None
    for one in within(evidence.quantities, sentence.start, sentence.end):
        if one.kind is not Kind.DURATION or one.value is None:
            continue
        if (
            last is not None
            and last.value is not None
            and last.unit.startswith("year")
            and one.unit.startswith("month")
            and _JOINED.fullmatch(evidence.text[last.end : one.start])
        ):
            last = replace(
                one,
                start=last.start,
                value=_MONTHS * last.value + one.value,
                comparator=last.comparator,
            )
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _dates(evidence: Evidence, sentence: Sentence) -> list[DateMention]:
    exact = {Granularity.DAY, Granularity.MONTH, Granularity.YEAR}
    found = [
        closed(date)
        for date in within(evidence.dates, sentence.start, sentence.end)
        if date.role != "publication"
    ]
    return [date for date in found if date.granularity in exact and date.first]


def lies_before(one: DateMention, other: DateMention) -> bool:
    """Whether one date has ended before another begins."""
    return one.last is not None and other.first is not None and one.last < other.first


def day_itself(day: dt.date) -> DateMention:
    """Return the day of writing as a date of the text."""
    return DateMention(
        start=-1, end=-1, edtf=day.isoformat(), granularity=Granularity.DAY, first=day, last=day
    )


def _differ(one: DateMention, other: DateMention) -> bool:
    """Whether two dates are not the same one told twice."""
    return one.first != other.first


_Pair = tuple[DateMention, DateMention]


def _pair(
    evidence: Evidence,
    sentence: Sentence,
    words: str,
    stretch: Quantity,
    dates: Sequence[DateMention],
) -> _Pair | None:
    """Return the two dates of a sentence that a stretch is said to lie between."""
    before = words[: stretch.start - sentence.start]
    behind = words[stretch.end - sentence.start :]
    if len(dates) != 2:
        return None
    first, second = dates
    if second.end <= stretch.start:
        alone = _ALONE.search(before) is not None and _BEHIND_ALONE.match(behind) is not None
        closing = _CLOSING.search(before) is not None
        return (first, second) if alone or closing or _IN_ALL.match(behind) else None
    between_them = evidence.text[stretch.end : second.start]
    if first.end <= stretch.start and _DUE.search(before) and _THAT_IS.fullmatch(between_them):
        return first, second
    joint = evidence.text[first.end : stretch.start]
    if first.end <= stretch.start and _FOLLOWS.fullmatch(between_them):
        return (first, second) if regex(r",?\s(?:\w+\s){0,2}").fullmatch(joint) else None
    if first.end <= stretch.start and _AFTER_A_DEED.fullmatch(between_them):
        return (first, second) if _ONE_DEED.fullmatch(joint) else None
    return None


_ONE_DEED = lazy_regex(r"(?:[^;:.]|\.(?=\S)){0,120}")  # from the day of a deed to the stretch


def _to_before(
    evidence: Evidence,
    place: int,
    told: Sequence[tuple[Sentence, str]],
    stretch: Quantity,
    dates: Sequence[DateMention],
    day: dt.date | None,
) -> _Pair | None:
    """Return the one date of a sentence and the last one before it that a stretch leads from."""
    sentence, words = told[place]
    before = words[: stretch.start - sentence.start]
    record = _RECORD.search(before) if day is not None else None
    if day is not None and not dates and record is not None:
        last = _last_done(evidence, place, told, content_words(record[0]))
        return (last, day_itself(day)) if last is not None else None
    if len(dates) < 3 and _THAN_PLANNED.match(words, stretch.end - sentence.start):
        return _put_off(evidence, place, told, stretch, dates)
    if len(dates) != 1 or dates[0].start < stretch.end:
        return None
    since = evidence.text[stretch.end : dates[0].start]
    if day is not None and _DUE.search(before) and _THAT_IS.fullmatch(since):
        return dates[0], day_itself(day)
    if day is not None and record is not None and _SINCE.fullmatch(since):
        return dates[0], day_itself(day)
    if not (_CAME.search(before) and regex(r"\safter\s[^;:.]{3,100}\s(?:in|on)\s$").match(since)):
        return None
    for earlier, _ in reversed(told[max(0, place - _LOOK_BACK) : place]):
        if earlier.block == sentence.block and (found := _dates(evidence, earlier)):
            return dates[0], found[-1]
    return None


_THAN_PLANNED = lazy_regex(
    r"\s(?:later|earlier)\sthan\s(?:(?:first|originally|initially|previously)\s)?(?:planned|scheduled|agreed|set|expected)\b"
)
_PUT_OFF = lazy_regex(r"\b(?:to|until|till|for|in|on)\s(?:the\s)?$")


def _put_off(
    evidence: Evidence,
    place: int,
    told: Sequence[tuple[Sentence, str]],
    stretch: Quantity,
    dates: Sequence[DateMention],
) -> _Pair | None:
    """Return the new date of something and the old one, told last in the sentence before."""
    sentence, words = told[place]
    new = [date for date in dates if date.end <= stretch.start][-1:]
    if not new or not _PUT_OFF.search(words[: new[0].start - sentence.start]) or not place:
        return None
    old = _dates(evidence, told[place - 1][0])
    return (new[0], old[-1]) if old and told[place - 1][0].block == sentence.block else None


def _last_done(
    evidence: Evidence, place: int, told: Sequence[tuple[Sentence, str]], what: frozenset[str]
) -> DateMention | None:
    """Return when what a sentence calls the first in years was done last, by its neighbours."""
    for other in (place - 1, place + 1):
        if not 0 <= other < len(told):
            continue
        sentence, words = told[other]
        dates = [d for d in _dates(evidence, sentence) if not d.relative]
        if not dates or not what & content_words(words):
            continue
        at = next(
            (d.start for d in dates if _LAST_DONE.search(words[: d.start - sentence.start])), -1
        )
        if at >= 0:
            return max((d for d in dates if d.start >= at), key=lambda d: d.first or dt.date.min)
    return None


def closed(date: DateMention) -> DateMention:
    """Return a date that is open on one side ("until 2064") as the year, month or day it names."""
    known = date.first or date.last
    if known is None or (date.first and date.last):
        return date
    match date.granularity:
        case Granularity.YEAR:
            first, last = dt.date(known.year, 1, 1), dt.date(known.year, 12, 31)
        case Granularity.MONTH:
            longest = calendar.monthrange(known.year, known.month)[1]
            first, last = known.replace(day=1), known.replace(day=longest)
        case Granularity.DAY:
            first = last = known
        case _:
            return date
    return replace(date, first=first, last=last)


def between(first: DateMention, second: DateMention, unit: str) -> tuple[float, float] | None:
    """Return how many units can lie between two dates, in whichever order they stand.

    Two years, or two months, are subtracted as such. Where one date is a day, the count of whole
    units and of begun ones are both right.
    """
    if first.first is None or second.first is None:
        return None
    a, b = sorted((first.first, second.first))
    sizes = {first.granularity, second.granularity}
    months = (b.year - a.year) * 12 + b.month - a.month
    match unit.removesuffix("s"):
        case "year" if sizes == {Granularity.YEAR}:
            return (b.year - a.year, b.year - a.year)
        case "year" if Granularity.YEAR in sizes:
            return (b.year - a.year - 1, b.year - a.year)
        case "year" if sizes <= {Granularity.MONTH, Granularity.DAY}:
            whole = months - (Granularity.DAY in sizes and b.day < a.day)
            return (whole // 12, -(-months // 12))
        case "month" if sizes == {Granularity.MONTH}:
            return (months, months)
        case "month" if sizes == {Granularity.DAY}:
            whole = months - (b.day < a.day)
            return (whole, whole + (b.day != a.day))
        case "month" if sizes <= {Granularity.MONTH, Granularity.DAY}:
            return (months - 1, months + 1)
        case "week" if sizes == {Granularity.DAY}:
            days = (b - a).days
            return (days // 7, -(-days // 7))
        case "day" if sizes == {Granularity.DAY}:
            return ((b - a).days, (b - a).days)
        case _:
            return None


def _fits(stretch: Quantity, one: DateMention, other: DateMention) -> bool:
    """Whether a stretch can lie between two dates, as far as its hedge and its unit allow."""
    possible = between(one, other, stretch.unit)
    value = stretch.value
    if possible is None or value is None:
        return stretch.unit.removesuffix("s") not in {"year", "month", "week", "day"}
    low, high = possible
    spare = 1 if low == high else 0  # a range leaves room for the unit begun already
    match stretch.comparator:
        case Comparator.EXACT:
            return low - spare <= value <= high + spare
        case Comparator.OVER | Comparator.AT_LEAST:
            return value <= high and low <= value + max(2.0, 0.5 * value)
        case Comparator.UNDER | Comparator.AT_MOST:
            return low <= value and value - max(2.0, 0.5 * value) <= high
        case _:
            return low - 1 - 0.15 * value <= value <= high + 1 + 0.15 * value


def _finding(
    evidence: Evidence, stretch: Quantity, first: DateMention, second: DateMention
) -> Finding:
    possible = between(first, second, stretch.unit)
    told = (
        f"it is {possible[0]:g} to {possible[1]:g} {stretch.unit}s" if possible else "no day fits"
    )
    return as_warning(
        RULES["DT511"].finding_at(
            evidence.document,
            stretch,
            f"“{evidence.words(stretch)}”, but from {first.edtf} to {second.edtf} {told}",
            related=[
                related_part(evidence, date, "between these")
                for date in (first, second)
                if date.start >= 0
            ],
        )
    )
