"""Days that the calendar does not know, and time between two days (DT)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bongsu.audit.elapsed import told_since
from bongsu.audit.findings import Finding, Related, Severity
from bongsu.audit.rules import RULES, Context
from bongsu.audit.wording import as_warning, prose
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

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_SHORT = {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_DAY_NAMES = tuple(name.casefold() for name in calendar.day_name)
_WEEKDAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\.?)"
)
_MONTH_DAY = re.compile(
    rf"(?=[ADFJMNOS])\b(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d.,]*\d\s*(?:%|percent)|\s*%|\s*percent)"
    r"(?:,?\s(?P<year>\d{4})\b)?"
)
_DAY_MONTH = re.compile(
    rf"(?=\d)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{_MONTH})\b(?:,?\s(?P<year>\d{{4}})\b)?"
)
_NUMERIC = re.compile(
    r"(?<![\d.\-/])(?P<year>\d{4})([\-./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d\-/]|\.\d)"
)
_LONGEST_MONTH = 31


@RULES.add("DT513", "no-such-day", Severity.ERROR)
def no_such_day(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A day is not in the calendar, or does not fall on the weekday beside it."""
    published = context.day(evidence)
    for block in evidence.article.blocks:
        words = evidence.words(block)
        for pattern in (_MONTH_DAY, _DAY_MONTH, _NUMERIC):
            for match in pattern.finditer(words):
                message = _missing(match)
                if message:
                    start = block.start + match.start()
                    yield RULES["DT513"].finding(
                        evidence.document, start, block.start + match.end(), message
                    )
                elif pattern is not _NUMERIC:
                    yield from _weekday(evidence, block.start, words, match, published)


def _month(written: str) -> int:
    lower = written.casefold().rstrip(".")
    return int(written) if written.isdigit() else _MONTHS.get(lower) or _SHORT[lower[:3]]


def _missing(match: re.Match[str]) -> str | None:
    """Return why a day cannot be, none if it can."""
    month, day = _month(match["month"]), int(match["day"])
    year = int(match["year"]) if match["year"] else 0
    if not match["month"].isdigit() and day > _LONGEST_MONTH and not year:
        return None  # "in May 45 firms": a count, not a day
    if not 1 <= month <= 12:
        return f"“{match[0]}”: a year has no month {month}" if day <= _LONGEST_MONTH else None
    if match["month"].isdigit() and (not year or not 1900 <= year < 2100):
        return None
    days = calendar.monthrange(year or 2024, month)[1]  # 2024 is a leap year
    if 1 <= day <= days:
        return None
    name = calendar.month_name[month]
    return f"“{match[0]}”: {name}{f' {year}' if year else ''} has {days} days"


def _weekday(
    evidence: Evidence, offset: int, words: str, match: re.Match[str], published: dt.date | None
) -> Iterator[Finding]:
    before = re.search(
        rf"\b({_WEEKDAY})(?:,?\s(?:the\s)?|\s?\()$",
        words[max(0, match.start() - 16) : match.start()],
    )
    after = re.match(
        rf"(?:,\s|\s?\()(?:an?\s)?({_WEEKDAY})(?=[\s,.;)]|$)", words[match.end() : match.end() + 18]
    )
    entry = _entry_weekday(words, match)
    name = before or after or entry
    if name is None:
        return
    said = next(i for i, day in enumerate(_DAY_NAMES) if day.startswith(name[1].casefold()[:3]))
    month, day = _month(match["month"]), int(match["day"])
    if match["year"]:
        years = [int(match["year"])]
    elif published is not None:
        years = _years(evidence, offset + match.start(), published)
    else:
        return
    real = [d for year in years if (d := _day(year, month, day)) is not None]
    if not real or any(d.weekday() == said for d in real):
        return
    start = match.start() - (len(name[0]) if name is before else 0)
    end = match.end() + (name.end(1) if name is after else 0)
    if name is entry:
        start, end = entry.start(1), entry.end(1)
    falls = "; ".join(f"{d.isoformat()} was a {calendar.day_name[d.weekday()]}" for d in real)
    finding = RULES["DT513"].finding(
        evidence.document,
        offset + start,
        offset + end,
        f"the day does not fall on {calendar.day_name[said]}: {falls}",
    )
    yield finding if match["year"] else as_warning(finding)


_SURE = 45  # days from the publication within which a day without a year is surely resolved


def _years(evidence: Evidence, at: int, published: dt.date) -> list[int]:
    """Return the years in which a day without one may lie: one only where that is sure."""
    date = next(
        (d for d in within(evidence.dates, at - 20, at + 40) if d.start <= at < d.end), None
    )
    if date is not None and date.first is not None:
        near = abs((date.first - published).days) <= _SURE
        if near or date.role in {"timeline", "table"}:
            return [date.first.year]
    return [published.year - 1, published.year, published.year + 1]


def _entry_weekday(words: str, match: re.Match[str]) -> re.Match[str] | None:
    """Return the weekday in the first sentence of an entry that opens with its day."""
    if match.start() > 0 or words[match.end() : match.end() + 1] != " ":
        return None
    first = re.compile(r"[.;]\s").search(words, match.end())
    end = first.start() if first else len(words)
    other = re.compile(rf"\b{_MONTH}\s\d|\b(?:last|next|previous|following)\s").search(
        words, match.end(), end
    )
    found = list(
        re.compile(rf"\b[Oo]n\s(?:an?\s|the\s)?({_WEEKDAY})\b").finditer(words, match.end(), end)
    )
    return found[0] if len(found) == 1 and other is None else None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Shape:
    """A sentence with marks in place of its dates and durations."""

    text: str
    dates: tuple[DateMention, ...]
    times: tuple[Quantity, ...]


_FILL = r"[^⟦⟧.;()]{0,40}?"
_MARKS = {
    "D": r"⟦D(\d+)⟧",
    "T": r"⟦T(\d+)⟧",
    "OR": r"(?:or |for |that is |i\.e\.,? |(?:a |in )?(?:period|total|span|term|all) (?:of )?)?",
    "SOME": r"[^⟦⟧.;()]{0,40}?",
}


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns in which <D> stands for a date and <T> for a stretch of time."""
    return tuple(
        re.compile(re.sub(r"<(D|T|OR|SOME)>", lambda mark: _MARKS[mark[1]], form)) for form in forms
    )


_PERIOD = _forms(  # the stretch may count its first and its last unit
    r"<T>(?: \w+){0,4},? \(?(?:from|between) <D>,? (?:to|and|until|through|till) <D>",
    r"\b[Ff]rom <D>,? (?:to|until|through) <D>,? <OR>\(?<T>",
    r"\b[Bb]etween <D> and <D>,? <OR>\(?<T>",
    r"<D>(?:–|-| to )<D> \((?:\w+ ){0,2}<T>\)",
)
_MOVED = _forms(  # the stretch is the difference
    r"\bby(?: \w+){0,2} <T>,? \(?(?:\w+ ){0,2}?from <D> to <D>",
    r"\bfrom <D> to <D>,? an? (?:delay|extension|shift|move|postponement|gain) of <T>",
    r"<D>,? (?:rather than|instead of|not|and not|against|compared with) (?:in |until )?<D>,? "
    r"(?:or |and so |that is,? )?<T> (?:longer|later|earlier|sooner|more|less)",
    r"\bfrom <D> to <D>,? (?:or )?<T> (?:later|earlier|sooner)",
)
_LATER = _forms(
    r"<D><SOME>[,;]? (?:and|but|then|until)?,? ?(?:just |only |exactly )?<T> "
    r"(?:later|afterwards?|on),? (?:in|on|by)? ?<D>",
    r"<D>,? (?:just |only |exactly )?<T> after(?: \w+){0,6} (?:in|on|of) <D>",
)


@RULES.add("DT511", "elapsed-time", Severity.ERROR)
def elapsed_time(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A stated stretch of time is not the time between the two dates beside it."""
    for sentence, _ in prose(evidence):
        yield from _later_dates(evidence, sentence)
        yield from told_since(evidence, sentence, context.day(evidence))
        shape = _shape(evidence, sentence)
        if len(shape.dates) < 2 or not shape.times:
            continue
        told: set[int] = set()
        for patterns, spare in ((_MOVED, 0), (_PERIOD, 1), (_LATER, 0)):
            for match in (m for pattern in patterns for m in pattern.finditer(shape.text)):
                for finding in _elapsed(evidence, shape, match, spare):
                    if finding.start not in told:
                        yield finding
                    told.add(finding.start)


_LATER_BY = re.compile(
    r".*\s(?:years?|months?|weeks?|days?|decades?)\s(?:later|earlier|on)", re.DOTALL
)


def _later_dates(evidence: Evidence, sentence: Sentence) -> Iterator[Finding]:
    """Yield "60 years later, in 2023" where the years lead from the date before to another one."""
    dates = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
    for before, later, stated in zip(dates, dates[1:], dates[2:], strict=False):
        joint = evidence.text[later.end : stated.start]
        if stated.relative or not re.fullmatch(r",?\s(?:(?:in|on|by)\s)?", joint):
            continue
        if not (later.first and later.last and stated.first and stated.last and later.relative):
            continue
        if not _LATER_BY.fullmatch(evidence.words(later)) or before.first is None:
            continue
        slack = dt.timedelta(days=(later.last - later.first).days // 6)
        if later.first - slack <= stated.last and stated.first <= later.last + slack:
            continue
        yield RULES["DT511"].finding(
            evidence.document,
            later.start,
            later.end,
            f"“{evidence.words(later)}” leads from {before.edtf} to {later.edtf}, "
            f"not to {stated.edtf}",
            related=[
                Related(
                    start=d.start, end=d.end, message="between these", document=evidence.document
                )
                for d in (before, stated)
            ],
        )


def _shape(evidence: Evidence, sentence: Sentence) -> _Shape:
    inside = within(evidence.quantities, sentence.start, sentence.end)
    times = [q for q in inside if q.kind is Kind.DURATION and q.value is not None]
    named = [closed(d) for d in within(evidence.dates, sentence.start, sentence.end)]
    dates = [d for d in named if d.first and d.last]
    if times:
        dates = sorted([*dates, *_bare_years(evidence, sentence, named)], key=lambda d: d.start)
    marks = sorted(
        [(d.start, d.end, f"⟦D{i}⟧") for i, d in enumerate(dates)]
        + [(t.start, t.end, f"⟦T{i}⟧") for i, t in enumerate(times)]
    )
    parts, at = [], sentence.start
    for start, end, mark in marks:
        if start < at:
            continue
        parts += [evidence.text[at:start], mark]
        at = end
    text = "".join((*parts, evidence.text[at : sentence.end]))
    return _Shape(re.sub(r"\s+", " ", text), tuple(dates), tuple(times))


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


_BARE = re.compile(r"\b(?:than|of|not|from|to|and|until)\s((?:19|20)\d\d)(?=[,.;)]|\s(?:to|and)\s)")


def _bare_years(
    evidence: Evidence, sentence: Sentence, named: Sequence[DateMention]
) -> Iterator[DateMention]:
    """Yield years that stand where a year must be meant, and that no date covers."""
    for match in _BARE.finditer(evidence.text, sentence.start, sentence.end):
        start, end = match.span(1)
        if not any(date.start < end and start < date.end for date in named):
            year = int(match[1])
            yield DateMention(
                start=start,
                end=end,
                edtf=match[1],
                granularity=Granularity.YEAR,
                first=dt.date(year, 1, 1),
                last=dt.date(year, 12, 31),
            )


def _elapsed(
    evidence: Evidence, shape: _Shape, match: re.Match[str], spare: int
) -> Iterator[Finding]:
    found = re.findall(r"⟦([DT])(\d+)⟧", match[0])
    days = [shape.dates[int(n)] for kind, n in found if kind == "D"]
    times = [shape.times[int(n)] for kind, n in found if kind == "T"]
    first, second = days[0], days[-1]
    stretch = times[0]
    possible = between(first, second, stretch.unit)
    if possible is None or stretch.value is None:
        return
    low, high = possible
    if stretch.comparator is Comparator.APPROX:
        low, high = low * 0.9 - 1, high * 1.1 + 1
    written = stretch.rounded
    if written.low <= high + spare and low <= written.high:
        return
    exact = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    yield RULES["DT511"].finding(
        evidence.document,
        stretch.start,
        stretch.end,
        f"“{evidence.words(stretch)}”, but from {first.edtf} to {second.edtf} it is {exact} "
        f"{stretch.unit.removesuffix('s')}s",
        related=[
            Related(start=d.start, end=d.end, message="between these", document=evidence.document)
            for d in (first, second)
        ],
        evidence={"from": first.edtf, "to": second.edtf, "possible": [low, high]},
    )


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
        case "month" if sizes <= {Granularity.MONTH, Granularity.DAY}:
            return (months - 1, months + 1)
        case "week" if sizes == {Granularity.DAY}:
            days = (b - a).days
            return (days // 7, -(-days // 7))
        case "day" if sizes == {Granularity.DAY}:
            return ((b - a).days, (b - a).days)
        case _:
            return None
