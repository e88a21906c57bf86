"""Finds every date that a stretch of text writes, unresolved, in one scan."""

from __future__ import annotations

import re
from collections.abc import Callable

from bongsu.evidence import date_patterns as patterns
from bongsu.evidence.date_forms import Form, Part, Relation
from bongsu.evidence.date_guards import counts, is_month, is_year, word_before
from bongsu.evidence.date_patterns import GAP
from bongsu.evidence.date_phrases import phrase
from bongsu.evidence.date_words import MONTHS, WEEKDAYS, either

_OPENERS = (
    "early mid late end beginning start middle close rest remainder part outset very latter later earlier "
    "first second third fourth final last opening this next coming upcoming previous prior preceding following past "
    "current same that recent near foreseeable immediate distant not spring summer autumn fall winter "
    "yesterday twenty nineteenth twentieth eighteenth seventeenth sixteenth fifteenth"
).split()
_COUNTED_OPENERS = (
    "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty several"
).split()
_UNIT_OPENER = r"(?:years?|months?|weeks?|days?|decades?|quarters?)"
_ANCHOR = re.compile(
    r"(?<![\w])(?:(?P<digit>\d)"
    rf"|(?P<month>{patterns.MONTH_NAME})|(?P<weekday>{patterns.WEEKDAY_NAME})"
    r"|(?P<code>[QH][1-4]|[FC]Y[ \u00a0]?['’]?\d)"
    rf"|(?P<fiscal>(?:[Ff]iscal|[Ff]inancial|[Cc]alendar|[Aa]cademic|[Ss]chool|[Mm]arketing|[Bb]udget|FISCAL)(?={GAP}))"
    rf"|(?P<word>(?:{either(_OPENERS)}|{either(w.capitalize() for w in _OPENERS)})\b"
    rf"|(?:{either(_COUNTED_OPENERS)}|{either(w.capitalize() for w in _COUNTED_OPENERS)}|[Aa]n?|[Aa]{GAP}(?:few|couple{GAP}of)){GAP}(?={_UNIT_OPENER})"
    rf"|(?:year|month|quarter|day)(?={GAP}(?:earlier|ahead|before|after|to)\b)"
    rf"|(?:years|months|decades)(?={GAP}(?:ahead|to{GAP}come)\b)|[Nn]ew(?={GAP}[Yy]ear\b)))"
    r"|(?P<short>['’‘]\d0s)"
)
_LATER = re.compile(rf"{GAP}or{GAP}(?P<way>later|after|earlier|before)\b(?!{GAP}\w+ing)")
_ONWARD = re.compile(rf"{GAP}(?:onwards?|forward)\b")
_FULL_YEAR_UNIT = re.compile(
    rf"(?:{GAP}of)?{GAP}(?P<way>last|this|next|(?:the{GAP})?(?:same|previous|following)){GAP}year\b"
)
_DIGITS = frozenset("0123456789")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,2000}")


def forms(text: str, start: int, end: int) -> list[Form]:
    """Return the times written in ``text[start:end]``, in their order, none overlapping."""
    found: list[Form] = []
    at = start
    links = _links(text, start, end)
    for anchor in iter(lambda: _ANCHOR.search(text, at, end), None):
        skip = next((stop for first, stop in links if first <= anchor.start() < stop), 0)
        if skip:
            at = skip
            continue
        form = _form_at(text, anchor, start, end)
        if form is None:
            at = _past(text, anchor, end)
            continue
        found.append(_opened(text, form, end))
        at = found[-1].end
    return found


def _links(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if text.find("://", start, end) < 0 and text.find("www.", start, end) < 0:
        return []
    return [found.span() for found in _URL.finditer(text, start, end)]


def _past(text: str, anchor: re.Match[str], end: int) -> int:
    """Where the search goes on after an anchor that began no date."""
    at = anchor.start() + 1
    if anchor.lastgroup == "digit":
        while at < end and text[at] in _DIGITS:
            at += 1
    return at


def _form_at(text: str, anchor: re.Match[str], low: int, end: int) -> Form | None:
    return _READERS[anchor.lastgroup or "word"](text, anchor.start(), end, low)


def read_form(text: str, at: int, end: int, low: int) -> Form | None:
    """Read the time that begins exactly at a position, none if there is none."""
    anchor = _ANCHOR.match(text, at, end)
    if anchor is None:
        return None
    return _form_at(text, anchor, low, end)


def _opened(text: str, form: Form, end: int) -> Form:
    """Take in "or later" and "onward" after a form, which open it to one side."""
    later, onward = _LATER.match(text, form.end, end), _ONWARD.match(text, form.end, end)
    if form.second is not None or not (later or onward) or not (form.first or form.relation):
        return form
    way = "after" if later is None or later.group("way") in {"later", "after"} else "before"
    stop = (later or onward).end()  # type: ignore[union-attr]
    return Form(start=form.start, end=stop, first=form.first, relation=form.relation, opens=way)


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def _full_year(text: str | None, near: int | None = None) -> int | None:
    """Return a year of two or four digits; two are taken after `near` or in 1950 to 2049."""
    if not text:
        return None
    value = int(text)
    if len(text) == 4:
        return value
    if near is not None:
        return near - near % 100 + value
    return value + (2000 if value < 50 else 1900)


def _weekday(text: str | None) -> int | None:
    return WEEKDAYS[text.lower().rstrip(".")] if text else None


def _month_first(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.MONTH_DAY_TO_MONTH_DAY.match(text, at, end)
    if found:
        return _day_range(found, at)
    found = patterns.MONTH_DAY.match(text, at, end)
    if found and not (
        found.group("year") is None and counts(text, found.end(), end) and not found.group("day_2")
    ):
        return _month_day(text, found, at, end)
    found = patterns.MONTH_YEAR.match(text, at, end)
    if found:
        first = Part(year=_number(found.group("year")), month=_month(found, "month"))
        second = None
        if found.group("month_2"):
            second = Part(year=_number(found.group("year_2")), month=_month(found, "month_2"))
        return Form(start=at, end=found.end(), first=first, second=second)
    found = patterns.MONTH_TO_MONTH.match(text, at, end)
    if found:
        year = _number(found.group("year"))
        one, two = _month(found, "month"), _month(found, "month_2")
        before = year - 1 if year is not None and two < one else year
        return Form(
            start=at,
            end=_trim(text, found.end()),
            first=Part(year=before, month=one),
            second=Part(year=year, month=two),
        )
    return _month_alone(text, at, end, low)


def _month_alone(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.MONTH.match(text, at, end)
    if found is None:
        return None
    name = found.group("month")
    part = Part(month=MONTHS[name.lower()])
    relative = _FULL_YEAR_UNIT.match(text, found.end(), end)
    if relative:
        way = relative.group("way").split()[-1]
        step = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(way, 0)
        base = "published" if way in {"last", "this", "next"} else "year"
        relation = Relation(base=base, unit="year", low=step, high=step)
        return Form(start=at, end=relative.end(), first=part, relation=relation)
    if not is_month(text, at, found.end("month"), name, low):
        return None
    return Form(start=at, end=found.end("month"), first=part)


def _trim(text: str, end: int) -> int:
    """Leave out a stop that ends a sentence rather than an abbreviation."""
    return end - 1 if text[end - 1] == "." else end


def _month(found: re.Match[str], group: str) -> int:
    return MONTHS[found.group(group).lower()]


def _day_range(found: re.Match[str], at: int) -> Form:
    year, own = _number(found.group("year")), _number(found.group("year_1"))
    one, two = _month(found, "month"), _month(found, "month_2")
    if own is None and year is not None:
        own = year - 1 if two < one else year
    elif year is None and own is not None:
        year = own + 1 if two < one else own
    return Form(
        start=at,
        end=found.end(),
        first=Part(year=own, month=one, day=int(found.group("day"))),
        second=Part(year=year, month=two, day=int(found.group("day_2"))),
    )


def _month_day(text: str, found: re.Match[str], at: int, end: int) -> Form:
    year, month = _number(found.group("year")), _month(found, "month")
    after = patterns.WEEKDAY_AFTER.match(text, found.end(), end)
    named = found.group("weekday") or (after and (after.group("weekday") or after.group("later")))
    first = Part(year=year, month=month, day=int(found.group("day")), weekday=_weekday(named))
    last = found.group("day_2") or found.group("day_3")
    second = Part(year=year, month=month, day=int(last)) if last else None
    if second is not None and second.day <= first.day:
        return Form(start=at, end=found.end("day"), first=first)
    return Form(start=at, end=found.end(), first=first, second=second)


def _weekday_first(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.MONTH_DAY.match(text, at, end)
    if found:
        return _month_day(text, found, at, end)
    name = patterns.WEEKDAY.match(text, at, end)
    if name is None:
        return None
    weekday = _weekday(name.group("weekday"))
    stop = re.compile(rf",?{GAP}(?:the{GAP})?(?=\d)").match(text, name.end(), end)
    if stop:
        form = _digit_first(text, stop.end(), end, at)
        if form and form.first and form.first.day:
            part = form.first
            first = Part(year=part.year, month=part.month, day=part.day, weekday=weekday)
            return Form(start=at, end=form.end, first=first, second=form.second)
    if re.compile(rf"{GAP}\((?={patterns.MONTH_NAME})").match(text, name.end(), end):
        return None  # "Monday (November 3)": the day follows
    before = word_before(text, at, low)[0]
    if before[:1].isupper() and before.lower() not in {
        "on",
        "by",
        "late",
        "early",
        "since",
        "until",
    }:
        return None  # "Black Friday"
    if text[name.end() : name.end() + 2] in {"s ", "s,", "s."} or name.group().endswith("."):
        return None
    if name.end() - at < 6:
        return None
    relation = Relation(base="published", unit="named")
    return Form(start=at, end=name.end(), first=Part(weekday=weekday), relation=relation)


def _digit_first(text: str, at: int, end: int, low: int) -> Form | None:
    size = 1
    while at + size < end and text[at + size] in _DIGITS:
        size += 1
    before = text[at - 1] if at > low else " "
    if size == 4:
        return _year_first(text, at, end, low)
    if size > 2 or before in "$€£₩¥￦#§.,/\\-‐‑+":
        return _ago(text, at, end, low) if size == 3 else None
    return _short_first(text, at, end, low)


def _short_first(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.DAY_MONTH.match(text, at, end)
    if found:
        return _day_month(text, found, at, end, low)
    found = patterns.SLASHED_DAY.match(text, at, end)
    if found:
        return _slashed(found, at)
    found = patterns.MONTH_SLASH_YEAR.match(text, at, end)
    if found:
        part = Part(year=int(found.group("year")), month=int(found.group("month")))
        return Form(start=at, end=found.end(), first=part)
    found = patterns.NUMBER_CODE.match(text, at, end)
    if found:
        year = _full_year(found.group("year") or found.group("spaced"))
        return _coded(found, at, year)
    found = patterns.CENTURY.match(text, at, end)
    if found:
        part = Part(year=int(found.group("century")) * 100 - 100, unknown=2)
        return Form(start=at, end=found.end(), first=part)
    return _ago(text, at, end, low)


def _ago(text: str, at: int, end: int, low: int) -> Form | None:
    form = phrase(text, at, end, low, read_form)
    return form if form and (form.relation or form.first) else None


def _day_month(text: str, found: re.Match[str], at: int, end: int, low: int) -> Form | None:
    name, year = found.group("month"), _number(found.group("year"))
    if word_before(text, at, low)[0].lower() in {
        "section",
        "article",
        "no",
        "chapter",
        "paragraph",
    }:
        return None
    month = _month(found, "month")
    days = [int(found.group(group)) for group in ("day", "day_2") if found.group(group)]
    if found.group("month_2"):
        month_2 = _month(found, "month_2")
        own = _number(found.group("year_1"))
        if own is None and year is not None:
            own = year - 1 if month_2 < month else year
        second = Part(year=year, month=month_2, day=int(found.group("day_3")))
        first = Part(year=own, month=month, day=days[0])
        return Form(start=at, end=found.end(), first=first, second=second)
    if days[1:] and days[1] <= days[0]:
        return None
    stop = found.end()
    if text[stop - 1] == "." and len(name) == 3 and year is None and stop >= end:
        stop -= 1
    weekday = _weekday_after(text, stop, end)
    first = Part(year=year, month=month, day=days[0], weekday=weekday)
    last = Part(year=year, month=month, day=days[1]) if days[1:] else None
    return Form(start=at, end=stop, first=first, second=last)


def _weekday_after(text: str, at: int, end: int) -> int | None:
    found = patterns.WEEKDAY_AFTER.match(text, at, end)
    return _weekday(found.group("weekday") or found.group("later")) if found else None


def _slashed(found: re.Match[str], at: int) -> Form | None:
    one, two, year = (int(found.group(group)) for group in ("one", "two", "year"))
    month, day = (two, one) if found.group("mark") == "." else (one, two)
    if month > 12:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return Form(start=at, end=found.end(), first=Part(year=year, month=month, day=day))


def _coded(found: re.Match[str], at: int, year: int | None) -> Form | None:
    first, code = int(found.group("number")), found.group("code")
    last = int(found.group("number_2") or first)
    if code == "H":
        if first > 2 or last > 2:
            return None
        part = Part(year=year, months=(6 * first - 5, 6 * last))
    elif last > first:
        part = Part(year=year, months=(3 * first - 2, 3 * last))
    else:
        part = Part(year=year, quarter=first)
    return Form(start=at, end=found.end(), first=part)


def _code_first(text: str, at: int, end: int, low: int) -> Form | None:
    if text[at] in "FC":
        return _fiscal(patterns.FISCAL_CODE.match(text, at, end), at)
    found = patterns.CODE_YEAR.match(text, at, end)
    if found is None:
        return None
    year = _full_year(found.group("year") or found.group("short"))
    if year is None and _is_label(text, found, low, end):
        return None
    return _coded(found, at, year)


def _is_label(text: str, found: re.Match[str], low: int, end: int) -> bool:
    """Whether "Q1" is a question or "H1" a visa or a virus rather than a part of a year."""
    after = text[found.end() : min(end, found.end() + 2)]
    if after[:1] in {"-", "/", "‑"} or (found.start() == low and after[:1] in {".", ":", ")"}):
        return True
    return found.group("code") == "H" and not (
        word_before(text, found.start(), low)[0].lower()
        in {
            "in",
            "for",
            "since",
            "the",
            "from",
            "to",
            "of",
            "through",
            "until",
            "during",
            "late",
            "early",
            "and",
            "by",
        }
    )


def _fiscal_first(text: str, at: int, end: int, low: int) -> Form | None:
    return _fiscal(patterns.FISCAL_WORDS.match(text, at, end), at)


def _fiscal(found: re.Match[str] | None, at: int) -> Form | None:
    if found is None:
        return None
    year = _full_year(found.group("year"))
    last = _full_year(found.group("year_2"), year)
    second = Part(year=last) if last is not None and year is not None and last > year else None
    return Form(start=at, end=found.end(), first=Part(year=year), second=second)


def _year_first(text: str, at: int, end: int, low: int) -> Form | None:
    before = text[at - 1] if at > low else " "
    if before not in "$€£₩¥￦#§.,/\\+:":
        form = _year_and_more(text, at, end, low)
        if form is not None:
            return form
    found = patterns.YEAR.match(text, at, end)
    if found is None or not is_year(text, at, found.end(), (low, end)):
        return None
    return Form(start=at, end=found.end(), first=Part(year=int(found.group("year"))))


def _year_and_more(text: str, at: int, end: int, low: int) -> Form | None:
    for pattern in (patterns.ISO_DAY, patterns.SPACED_DAY):
        found = pattern.match(text, at, end)
        if found:
            year, month, day = (int(found.group(group)) for group in ("year", "month", "day"))
            part = Part(
                year=year, month=month, day=day, weekday=_weekday_after(text, found.end(), end)
            )
            return Form(start=at, end=found.end(), first=part)
    found = patterns.YEAR_QUARTER.match(text, at, end)
    if found:
        return _year_quarters(found, at)
    found = patterns.YEAR_HALF.match(text, at, end)
    if found:
        half = int(found.group("half"))
        part = Part(year=int(found.group("year")), months=(6 * half - 5, 6 * half))
        return Form(start=at, end=found.end(), first=part)
    found = patterns.DECADE.match(text, at, end)
    if found:
        return _decades(found, at)
    return _years(text, at, end, low)


def _year_quarters(found: re.Match[str], at: int) -> Form:
    year, quarter = int(found.group("year")), int(found.group("quarter"))
    first = Part(year=year, quarter=quarter)
    if not found.group("quarter_2"):
        return Form(start=at, end=found.end(), first=first)
    second = Part(
        year=_number(found.group("year_2")) or year, quarter=int(found.group("quarter_2"))
    )
    return Form(start=at, end=found.end(), first=first, second=second)


def _decades(found: re.Match[str], at: int) -> Form:
    decade = 10 * int(found.group("decade"))
    second = None
    if found.group("decade_2"):
        second = Part(year=10 * int(found.group("decade_2")), unknown=1)
    elif found.group("short"):
        second = Part(year=decade - decade % 100 + 10 * int(found.group("short")), unknown=1)
    return Form(start=at, end=found.end(), first=Part(year=decade, unknown=1), second=second)


def _years(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.YEAR_TO_YEAR.match(text, at, end)
    if found:
        year, other = int(found.group("year")), found.group("year_2")
        bounds = (low, end)
        if other in {"present", "today"}:
            return Form(start=at, end=found.end(), first=Part(year=year), opens="after")
        last = _full_year(other, year) or 0
        if last <= year and len(other) == 2 and (year % 100) > 89:
            last += 100  # "1999-03"
        month = patterns.YEAR_MONTH.match(text, at, end)
        if month and last != year + 1:
            part = Part(year=year, month=int(month.group("month")))
            return Form(start=at, end=month.end(), first=part)
        if year < last < year + 200 and is_year(text, at, found.end(), bounds):
            return Form(start=at, end=found.end(), first=Part(year=year), second=Part(year=last))
        return None
    found = patterns.YEAR_MONTH.match(text, at, end)
    if found is None:
        return None
    part = Part(year=int(found.group("year")), month=int(found.group("month")))
    return Form(start=at, end=found.end(), first=part)


def _short_decade(text: str, at: int, end: int, low: int) -> Form | None:
    found = patterns.SHORT_DECADE.match(text, at, end)
    if found is None:
        return None
    digit = int(found.group("decade"))
    part = Part(year=(1900 if digit > 2 else 2000) + 10 * digit, unknown=1)
    return Form(start=at, end=found.end(), first=part)


def _word_first(text: str, at: int, end: int, low: int) -> Form | None:
    return phrase(text, at, end, low, read_form)


_READERS: dict[str, Callable[[str, int, int, int], Form | None]] = {
    "digit": _digit_first,
    "month": _month_first,
    "weekday": _weekday_first,
    "code": _code_first,
    "fiscal": _fiscal_first,
    "word": _word_first,
    "short": _short_decade,
}
