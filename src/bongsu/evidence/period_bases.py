"""What the words before a date make of it: a base of comparison, the day of the news, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bongsu.evidence.date_distances import number
from bongsu.evidence.mentions import DateMention, Granularity, Quantity
from bongsu.patterns import lazy_regex, regex

_BASE = regex(
    r"\b(?:(?:than|compared[ \n](?:to|with)|versus|vs\.?|against|relative[ \n]to|over|from)[ \n]"
    r"(?:that[ \n](?:in|of|for)[ \n]|(?:the|its|a|their|those|levels?|in|of|record|low|high|same"
    r"|corresponding|month|period|quarter|time|timeframe|day)[ \n]){0,4}"
    r"|(?:than|over|against|below|above|compared[ \n](?:to|with))(?:[ \n][a-z-]{2,14}){1,4}"
    r"[ \n](?:in|of|for|during)[ \n]"
    r"|since[ \n][^,.;]{0,40})\Z",
    re.IGNORECASE,
)
_DEED = 96  # code points between "since" and the day of the deed
_SINCE_A_DEED = lazy_regex(
    r"\bsince[ \n](?:[^ ,.;\n]+[ \n]){2,12}(?:in|on)[ \n](?:(?:late|early)[ \n])?\Z", re.IGNORECASE
)
_HIGHEST = lazy_regex(
    r"\b(?:\w{3,12}est|most|least|best|worst|first|record)\b[^.;]{0,48}\bsince\b[^.;]*\Z"
)
_COMPARES = lazy_regex(
    r"\b(?:(?:than|compared[ \n](?:to|with)|versus|against)[ \n](?:[a-z]+[ \n]){0,3}"
    r"|since[ \n](?:the[ \n])?)\Z",
    re.IGNORECASE,
)
_YEAR = regex(r"(?<![\d-])\d{4}")
_PAIR = regex(r"[ \n](?:and|to|through|until)[ \n](?:the[ \n])?")
_PAIR_BEFORE = regex(r"\b(?:between|from)[ \n](?:the[ \n]|early[ \n]|late[ \n])?\Z", re.IGNORECASE)
_BY = regex(r"\b(?:by|as[ \n]of|until|through)[ \n](?:the[ \n])?\Z", re.IGNORECASE)
_SINCE = regex(r"\bsince[ \n]\Z", re.IGNORECASE)
_YEAR_ON = regex(r"/\.\.\Z")
_TOLD = 48  # code points between a verb of saying and its day
_TELLING = regex(
    r"\b(?:said|says|announced|reported|released|told|published|stated|noted|showed|disclosed"
    r"|revealed|confirmed)[ \n](?:[^ ,.;\n]{1,14}[ \n]){0,2}?(?:(?:on|late|early)[ \n]){0,2}\Z"
)
# "according to preliminary data from the customs service on Friday"
_CITING = lazy_regex(
    r"\b(?:[Aa]ccording[ \n]to|[Dd]ata|[Ff]igures|[Ss]tatistics)\b"
    r"(?:(?!\b(?:taken|conducted|held|as)\b)[^.;:,]){0,70}[ \n]on[ \n]\Z"
)
_CITED = 96  # code points between "according to" and its day
_DATELINE = regex(r"[ \n](?:\([^()\n]{1,30}\)[ \n])?(?:--?|[–—])[ \n]")
_EVENT_NAME = lazy_regex(r"[ \n][A-Z]")
_SAME = regex(r"\bsame[ \n](?:period|months?|quarter)[ \n](?:of|in)[ \n](?:the[ \n])?\Z")


_LAW = (
    r"(?:Acts?|Codes?|Laws?|Treaty|Treaties|Agreements?|Conventions?|Orders?|Proclamations?"
    r"|Resolutions?|Regulations?|Amendments?|Charter|Protocol|Accords?|Declarations?|Decrees?"
    r"|Memorandum|Statute|Constitution)"
)
_LAW_BEFORE = regex(
    rf"\b{_LAW}[ \n](?:\([A-Z]{{2,8}}\)[ \n])?(?:(?:No\.[ \n])?[\d/-]{{1,9}}[ \n])?"
    r"(?:of[ \n]|\()\Z"
)
_LAW_BEHIND = regex(
    rf"[ \n](?:[A-Z][\w’'.-]*[ \n](?:(?:of|and|on|for|to)[ \n]){{0,2}}){{0,6}}{_LAW}\b"
)


def names_a_law(text: str, date: DateMention) -> bool:
    """Whether a date is part of a law's name: "the Trade Act of 1974", "Order 14257 of April 2"."""
    if _LAW_BEFORE.search(text[max(0, date.start - 48) : date.start]):
        return True
    return date.granularity is Granularity.YEAR and bool(_LAW_BEHIND.match(text, date.end))


def tells_when_said(text: str, start: int, date: DateMention) -> bool:
    """Whether a day is that of the news: "SEOUL, June 30 -- The ministry said on Friday"."""
    if date.granularity is not Granularity.DAY:
        return False
    if _DATELINE.match(text, date.end) and text[start : date.start].isupper():
        return True
    if _TELLING.search(text, max(start, date.start - _TOLD), date.start) is not None:
        return True
    return date.relative and bool(
        _CITING.search(text[max(start, date.start - _CITED) : date.start])
    )


def names_an_event(text: str, date: DateMention) -> bool:
    """Whether a stretch is part of a name: "the 1950-53 Korean War"."""
    written = date.granularity is Granularity.RANGE and not date.relative
    return written and _EVENT_NAME.match(text, date.end) is not None


def whole(text: str, date: DateMention, dates: Sequence[DateMention]) -> DateMention:
    """Return a year as what is meant: "the same period of 2024" is as long as the period told."""
    if date.granularity is not Granularity.YEAR or date.first is None:
        return date
    if not _SAME.search(text[max(0, date.start - 30) : date.start]):
        return date
    for other in dates:
        if other.granularity is Granularity.YEAR or other.first is None or other.start > date.start:
            continue
        return replace(date, edtf=moved(str(other.edtf), date.first.year - other.first.year))
    return date


def moved(edtf: str, years: int) -> str:
    """Return a time some years on.

    Examples
    --------
    >>> moved("2025-01/2025-08", -1), moved("2024-Q3", 2)
    ('2024-01/2024-08', '2026-Q3')
    """
    return _YEAR.sub(lambda year: str(int(year[0]) + years), edtf)


def paired(text: str, start: int, dates: list[DateMention]) -> list[DateMention]:
    """Return the dates with "between X and Y", and "by Y ... since X", made one stretch."""
    joined: list[DateMention] = []
    for date in dates:
        last = joined[-1] if joined else None
        if last is not None and _counted_since(text, start, last, date):
            joined.append(
                replace(
                    date,
                    edtf=f"{_YEAR_ON.sub('', str(date.edtf))}/{last.edtf}",
                    granularity=Granularity.RANGE,
                    relative=True,
                    last=last.last,
                )
            )
            continue
        if (
            last is not None
            and last.first is not None
            and date.last is not None
            and _PAIR.fullmatch(text, last.end, date.start)
            and _PAIR_BEFORE.search(text[max(start, last.start - 20) : last.start])
        ):
            joined[-1] = replace(
                last,
                end=date.end,
                edtf=f"{last.edtf}/{date.edtf}",
                granularity=Granularity.RANGE,
                relative=True,
                last=date.last,
            )
        else:
            joined.append(date)
    return joined


def _counted_since(text: str, start: int, until: DateMention, since: DateMention) -> bool:
    """Whether a sum runs from one day to another: "By mid-May, sales since January 20 came to"."""
    if until.last is None or since.first is None or not since.first < until.last:
        return False
    return (
        _BY.search(text[max(start, until.start - 12) : until.start]) is not None
        and _SINCE.search(text[max(start, since.start - 12) : since.start]) is not None
    )


_MARK = regex(
    r"(?:[’']s?)?[ \n](?:level|amount|figure|total|high|low|record|peak|value|sum|average"
    r"|mark|number)s?\b"
)
_BESIDE = regex(
    r"\b(?:above|below|over|under|than|times|beat(?:s|ing)?|exceed\w*|surpass\w*|topp\w+|tops?"
    r"|match\w*|against|of|from|outstrip\w*|break\w*|broke)[ \n](?:the|its|their|a)[ \n]"
    r"(?:[a-z-]{3,12}[ \n])?\Z"
)
_AFTER = regex(r"\b(?:after|following)[ \n](?:an?|the|its|their)[ \n](?:[a-z-]{3,14}[ \n]){1,3}\Z")


def is_base(text: str, start: int, date: DateMention) -> bool:
    """Whether a date is what a figure is compared with: "than in 2023", "above the 2023 level"."""
    before = text[max(start, date.start - 40) : date.start]
    if _MARK.match(text, date.end) and _BESIDE.search(before):
        return True
    if _AFTER.search(before):  # "up 3 percent after a strong 2023"
        return True
    if not text[start : date.start].strip(' \n“"').removeprefix("From").strip():
        return False  # "From January the rate goes up": the time from when it is so
    if date.granularity is Granularity.RANGE and not date.relative:
        return _COMPARES.search(before) is not None  # "from 2016 to 2020" is itself the period
    return _BASE.search(before) is not None or since_when(text, start, date)


def since_when(text: str, start: int, date: DateMention) -> bool:
    """Whether a date is that of a deed since which something is so: "since it opened in 2011"."""
    before = text[max(start, date.start - _DEED) : date.start]
    return _SINCE_A_DEED.search(before) is not None


def is_highest(text: str, start: int, date: DateMention) -> bool:
    """Whether a figure is the highest since a date, or first since then."""
    return _HIGHEST.search(text[max(start, date.start - 2 * _DEED) : date.start]) is not None


def is_stretch(date: DateMention) -> bool:
    """Whether "over the last three years" is itself the period."""
    return date.granularity is Granularity.RANGE and date.relative


_COUNTED = lazy_regex(
    r"(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten)[ \n](?:months|years)\b", re.IGNORECASE
)


def after(text: str, base: DateMention) -> str | None:
    """Return the period that follows the one that a figure is compared with."""
    if text[base.start].isupper():
        return None  # "from April" only says since when
    if not base.relative or base.last is None:
        return None
    count = _COUNTED.match(text, base.start)
    steps = 1 if count is None else number(count[1])
    if base.granularity is Granularity.YEAR:
        return moved(str(base.edtf), steps)
    if base.granularity is Granularity.MONTH:
        months = 12 * base.last.year + base.last.month - 1 + steps
        return f"{months // 12}-{months % 12 + 1:02d}"
    return None


JOINED = regex(
    r"[ \n](?:(?:in|at|by|during|for|on|of|as[ \n]of|through|throughout|over|since|until|from"
    r"|between|around|within"
    r"|after|before|following|the|its|this|early|end|last|late|mid|first|next|time"
    r"|all)[ \n])*(?:the[ \n]|its[ \n])?\Z"
    r"|[ \n]?\(\Z"
)
_NEW_CLAUSE = regex(r";[ \n]|,?[ \n](?:and|but|while|whereas|though|although)[ \n]|[—–][ \n]?")
_ALTHOUGH = lazy_regex(r"[ \n](?:al)?though[ \n]\w+[ \n]\w+")
_LEADING = regex(
    r"(?:(?:in|during|by|at|on|for|as[ \n]of|throughout|already|then|back)[ \n]){0,2}"
    r"(?:(?:the|early|late|mid|end|of|its|start|beginning)[ \n-]){0,4}"
)
_BESIDE_IT = lazy_regex(
    r"\b(?:against|than|compared[ \n](?:to|with)|versus|vs\.?|ahead[ \n]of|after)[ \n]"
    r"(?:(?:the|about|some|a|an|only|just|around|nearly)[ \n]){0,2}\Z",
    re.IGNORECASE,
)


def of_others(text: str, quantity: Quantity, around: Sequence[Quantity], date: DateMention) -> bool:
    """Whether a date behind a figure belongs to other figures.

    It does where it opens a further clause that has a figure of its own ("fell to 0.72; a year
    earlier it was 0.78"), or dates what the figure is compared with ("50 billion, against 40
    billion at the end of 2024").
    """
    if date.start < quantity.end:
        return False
    between = text[quantity.end : date.start]
    later = [other for other in around if other.start >= date.end]
    if ", so " in between or (not later and _ALTHOUGH.search(between)):
        return True  # "it holds for one year, so both will meet in 2020"
    breaks = list(_NEW_CLAUSE.finditer(between))
    if breaks and later and _LEADING.fullmatch(between, breaks[-1].end()):
        behind = text[date.end : later[0].start]
        if not _NEW_CLAUSE.search(behind) and behind.strip(" ,") != "":
            return True
    owner = next((other for other in reversed(around) if other.end <= date.start), quantity)
    if owner is quantity or owner.start <= quantity.start:
        return False
    compared = _BESIDE_IT.search(text[max(quantity.end, owner.start - 40) : owner.start])
    return compared is not None and JOINED.fullmatch(text, owner.end, date.start) is not None
