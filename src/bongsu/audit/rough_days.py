"""Articles of which only the month of publication is known, and what is sure of them all the same.

"Published March 2024" gives no day, but what is past or to come on each day of that month is past
or to come on the day of publication. A rule that looks at the day is asked for days all over the
stretch in which the text came out, and only what it says of each of them is kept.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.rules import Context, Rule
from bongsu.evidence.lazily import lazy_regex
from bongsu.evidence.mentions import Evidence

_HEAD = 8  # lines among which one says when a text came out
_LINE = 100  # code points of such a line
_MONTH = (
    r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?\s"
    r"(?P<year>(?:19|20)\d\d)\W*$"
)
_SAID = lazy_regex(
    r"\W*(?:(?:first|last)\s)?(?:published|released|issued|posted|updated|revised|dated?|"
    r"date\sof\s(?:publication|release|issue)|(?:publication|release|issue)\sdate)\b\W{0,3}"
    rf"(?:(?:in|on)\s)?{_MONTH}",
    re.IGNORECASE,
)
_ALONE = lazy_regex(rf"\W*(?:[A-Z][\w.’'-]*(?:,?\s[A-Z\d][\w.’'-]*){{0,4}},\s)?{_MONTH}")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATE = 100  # days after a month that stands alone in a head: it may be the one reported on
_OF_TIME = ("DT", "ST", "CO")  # rules that ask what is past and what is to come
_OF_ONE_YEAR = frozenset({"DT512"})
_DAY = lazy_regex(r"\d")
_OF_THE_DAY = frozenset({"DT513"})  # a rule that one day more or less turns round


def rough_days(evidence: Evidence) -> tuple[dt.date, ...]:
    """Return days from the first to the last on which an article without its day can be of.

    Parameters
    ----------
    evidence : Evidence
        An article.

    Returns
    -------
    tuple of dt.date
        None if its day is known, or nothing near its head tells of a month.
    """
    article = evidence.article
    if article.published is not None:
        return ()
    head = evidence.text[article.start : article.start + _HEAD * _LINE].split("\n")
    for line in [line for line in head if line.strip()][:_HEAD]:
        found = _SAID.match(line[: _LINE + 1])
        late = 0
        if found is None:
            found, late = _ALONE.match(line[: _LINE + 1]), _LATE
        if found is not None:
            year, month = int(found["year"]), _MONTHS.index(found["month"].casefold()) + 1
            last = dt.date(year, month, calendar.monthrange(year, month)[1])
            middle, end = last.replace(day=15), last + dt.timedelta(days=late)
            return last.replace(day=1), middle, end
    return ()


def sure_all_the_same(
    rule: Rule, evidence: Evidence, context: Context, days: tuple[dt.date, ...]
) -> Iterator[Finding]:
    """Yield what a rule finds on every day on which an article can have come out.

    Parameters
    ----------
    rule : Rule
        A rule on single articles.
    evidence : Evidence
        The article.
    context : Context
        What the rule may look at; without a day.
    days : tuple of dt.date
        Some of the days.
    """
    article = rule.article
    if article is None or not rule.id.startswith(_OF_TIME):
        return
    found = [
        {(one.start, one.end): one for one in article(evidence, replace(context, as_of=day))}
        for day in days
    ]
    for place in found[-1]:
        others = [one.get(place) for one in found]
        if any(one is None for one in others):
            continue
        if rule.id in _OF_THE_DAY and not _DAY.search(evidence.text[slice(*place)]):
            continue  # a weekday of news: no one knows of which week
        # A note on a deed told too soon rests on a day without its year: here it may be any.
        least = min((one for one in others if one), key=lambda one: one.severity.rank)
        if rule.id not in _OF_ONE_YEAR or least.severity is not Severity.NOTE:
            yield replace(least, message=_of_month(least.message, days))


def _of_month(message: str, days: tuple[dt.date, ...]) -> str:
    for day in days:
        message = message.replace(day.isoformat(), f"{days[0]:%Y-%m}")
    return message
