"""The months, quarters, halves and years of which a part of a text speaks."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.evidence.mentions import DateMention, Evidence, Granularity, within
from bongsu.patterns import lazy_regex, regex

SPAN = lazy_regex(  # "the three months to the end of June 2024"
    r"\b(?:(?P<n>three|six|nine|twelve)\smonths\s(?:(?:that|which)\s)?(?:ended|ending|to|through|until|up\sto)|"
    r"from\s(?:the\s(?:first\sday|start|beginning)\sof\s|1\s)?(?P<from>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*(?:\s1)?(?:,?\s20\d\d)?,?\s(?:to|through|until))\s"
    r"(?:the\s(?:end|last\sday)\sof\s|(?:28|29|30|31)\s)?"
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
    r"(?:\s(?:28|29|30|31))?(?:,?\s(?P<year>20\d\d))?\b(?!\s\d)"
)
COUNT = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_HALF = guarded_regex(
    r"\b(?:half[\s-]year|six\smonths)\s(?:ended|ending|to)\s(?:\d{1,2}\s)?(?P<month>June|December)(?:\s\d{1,2},?)?\s(?P<year>20\d\d)",
    re.IGNORECASE,
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NAMES = lazy_regex(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)


class Period(NamedTuple):
    """A stretch of months: one, three, six or twelve."""

    year: int
    month: int  # the first
    months: int
    start: int
    end: int

    @property
    def place(self) -> int:
        """The first month, counted from the year 0."""
        return 12 * self.year + self.month


_MONTH_TO_MONTH = guarded_regex(
    r"\b(?:[Ff]rom|[Bb]etween)\s(?P<a>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\s"
    r"(?:to|through|until|and)\s(?P<b>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
    r"(?:\s(?P<year>(?:19|20)\d\d)\b)?(?!\s\d)"
)


def periods_in(evidence: Evidence, start: int, end: int, year: int = 0) -> list[Period]:
    """Return the months, quarters, halves and years told of in a part of a text.

    Months "from January to June" are put into a year, if one is given.
    """
    found = [p for date in within(evidence.stretches, start, end) if (p := _of(evidence, date))]
    part = evidence.text[start:end]
    for match in _MONTH_TO_MONTH.finditer(part) if year else ():
        month = MONTHS.index(match["a"]) + 1
        count = MONTHS.index(match["b"]) + 2 - month
        if count in {3, 6}:
            span = start + match.start("a"), start + match.end()
            found = [p for p in found if not span[0] <= p.start < span[1]]
            its = int(match["year"] or year)
            found.append(Period(year=its, month=month, months=count, start=span[0], end=span[1]))
    for match in SPAN.finditer(part) if year and "month" in part else ():
        if match["n"] is None:
            continue
        span = start + match.start(), start + match.end()
        found = [p for p in found if not span[0] <= p.start < span[1]]
        found.append(spelt(match, year, *span))
    for match in _HALF.finditer(part):
        month = 1 if match["month"].casefold() == "june" else 7
        span = start + match.start(), start + match.end()
        found = [p for p in found if not span[0] <= p.start < span[1]]
        found.append(
            Period(year=int(match["year"]), month=month, months=6, start=span[0], end=span[1])
        )
    return found


def spelt(match: re.Match[str], year: int, start: int, end: int) -> Period:
    """Return the period of "six months to June", or of the first day of one month to another."""
    last = MONTHS.index(match["month"]) + 1
    if match["n"] is not None:
        months = COUNT[match["n"]]
    else:
        months = (last - MONTHS.index(match["from"]) - 1) % 12 + 1
    place = 12 * int(match["year"] or year) + last - months
    return Period(year=place // 12, month=place % 12 + 1, months=months, start=start, end=end)


def _of(evidence: Evidence, date: DateMention) -> Period | None:
    if date.first is None or date.last is None or date.role == "publication":
        return None
    if date.granularity is Granularity.DAY or (date.relative and told_by_relation(evidence, date)):
        return None
    months = 12 * (date.last.year - date.first.year) + date.last.month - date.first.month + 1
    whole = date.first.day == 1 and (date.last + dt.timedelta(days=1)).day == 1
    if not whole or months not in {1, 3, 6, 9, 12}:
        return None
    if date.granularity is Granularity.RANGE and months == 12:
        return None
    return Period(
        year=date.first.year,
        month=date.first.month,
        months=months,
        start=date.start,
        end=date.end,
    )


def told_by_relation(evidence: Evidence, date: DateMention) -> bool:
    """Whether a period is told as last, next or this one, and not by its name."""
    words = evidence.words(date)
    return not (NAMES.search(words) or regex(r"(?i)quarter|half|\d").search(words))
