"""Which of the dates around a figure is its period, and which the one it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bongsu.evidence.mentions import AMOUNTS, DateMention, Granularity, Kind, Quantity
from bongsu.evidence.period_bases import (
    JOINED,
    after,
    is_base,
    is_highest,
    is_stretch,
    names_a_law,
    names_an_event,
    of_others,
    paired,
    since_when,
    tells_when_said,
    whole,
)
from bongsu.patterns import lazy_regex, regex

_REACH = 60  # code points behind a figure in which its own date may stand
_EVENT = regex(r"\b(?:after|before|following|at|during)[ \n](?:its|the|their|a)[ \n]\Z")


class Dated(NamedTuple):
    """The period of a figure and that of its base, in EDTF."""

    period: str | None
    base: str | None
    guessed: bool = False  # whether it only follows from the base: "from a year earlier"
    said: bool = False  # whether it is but the day on which the figure was told


def dated(
    text: str,
    quantity: Quantity,
    around: Sequence[Quantity],
    dates: Sequence[DateMention],
    start: int,
    *,
    is_from: bool = False,
    is_compared: bool = False,
) -> Dated:
    """Return the period of a figure from the dates of its sentence.

    Parameters
    ----------
    text : str
        Text of the document.
    quantity : Quantity
        The figure.
    around : sequence of Quantity
        All figures of the sentence, in order.
    dates : sequence of DateMention
        Those of the sentence, in order.
    start : int
        Where the sentence begins.
    is_from : bool
        Whether the figure is where a change starts: "from 4.2 to 6.1 percent in 2024".
    is_compared : bool
        Whether others are compared with it: "compared with 4.2 percent a year earlier".
    """
    known = [date for date in dates if date.edtf is not None and not names_a_law(text, date)]
    known = [date for date in known if not of_others(text, quantity, around, date)]
    usable = paired(text, start, [whole(text, date, known) for date in known])
    base = next((d for d in usable if d.start > quantity.start and is_base(text, start, d)), None)
    if base is None:
        base = next((d for d in usable if is_base(text, start, d)), None)
    told = base.edtf if base is not None else None
    usable = [date for date in usable if not names_an_event(text, date)]
    paced = _paced(text, quantity, usable, start)
    if paced is not None:
        return Dated(paced, told)
    foreseen = _foreseen(text, quantity, usable, start)
    if foreseen is not None:
        return Dated(foreseen.edtf, told)
    close = (
        _adjoining(text, quantity, usable)
        or _in_bracket(text, quantity, dates, start)
        or _respective(text, quantity, around, usable)
    )
    if close is not None:
        return Dated(close.edtf, told)
    if base is not None and _OF_BASE.fullmatch(text, base.end, quantity.start):
        return Dated(base.edtf, told)  # "smaller than the award announced in April of 6 billion"
    if base is not None and (is_from or is_compared) and _behind(text, quantity, around, [base]):
        return Dated(base.edtf, told)  # "compared with 6 billion won from a year earlier"
    own = [date for date in usable if not is_base(text, start, date) or is_stretch(date)]
    when_told = [date for date in own if tells_when_said(text, start, date)]
    found = _own(text, quantity, around, [d for d in own if d not in when_told], start, is_from)
    if found is not None:
        return Dated(found.edtf, told)
    if is_from and base is not None:
        return Dated(base.edtf, told)
    found = _own(text, quantity, around, when_told, start, is_from)
    if found is None and base is not None:
        return _after_base(text, quantity, base, start)
    said = found is not None
    found = found or _of_all(text, dates)
    return Dated(found.edtf if found else None, told, said=said)


def _after_base(text: str, quantity: Quantity, base: DateMention, start: int) -> Dated:
    """Return the period of a figure of which only the time is told that it is compared with."""
    if quantity.kind in AMOUNTS and _is_lead(text, start, base):
        return Dated(base.edtf, None)
    since = "/" not in str(base.edtf) and since_when(text, start, base)
    if quantity.kind in AMOUNTS and since and not is_highest(text, start, base):
        return Dated(f"{base.edtf}/..", None)
    if str(base.edtf).endswith("/..") and _STANDS.search(text, start, quantity.start):
        return Dated(base.edtf, None)
    return Dated(after(text, base), base.edtf, guessed=True)


_STANDS = lazy_regex(  # "since October it has stood at 3.25 percent": a level, and no change
    r"\b(?:is|are|stands?[ \n]at|(?:has|have)[ \n](?:been|stood)(?:[ \n]at)?|remain(?:s|ed)?[ \n]at"
    r"|(?:held|kept|unchanged|frozen)[ \n](?:steady[ \n])?at)"
    r"[ \n](?:(?:just|only|about|around|at)[ \n])?$"
)
_YEARLY = lazy_regex(
    r"\b(?:CAGR|(?:average|mean|compound)[ \n](?:annual|yearly)|(?:annual|yearly)[ \n]average"
    r"|(?:annual|yearly)[ \n](?:rate|pace))\b",
    re.IGNORECASE,
)
_LEADS = lazy_regex(r"\bfrom[ \n][^;]{1,80}\Z", re.IGNORECASE)
_ON_TO = lazy_regex(r"\bto[ \n][^;]{1,80}\Z", re.IGNORECASE)


def _paced(text: str, quantity: Quantity, dates: Sequence[DateMention], start: int) -> str | None:
    """Return the years of a yearly rate: "a CAGR of 6.6%, from X in 2024 to Y in 2033"."""
    if quantity.kind not in {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS}:
        return None
    years = [date for date in dates if date.granularity is Granularity.YEAR]
    behind = [date for date in years if date.start > quantity.end]
    if len(behind) != 2 or not _YEARLY.search(
        text, max(start, quantity.start - 60), quantity.start
    ):
        return None
    first, last = behind
    leads = _LEADS.search(text[quantity.end : first.start]) is not None
    if leads and _ON_TO.search(text[first.end : last.start]):
        return f"{first.edtf}/{last.edtf}"
    return None


_LEAD = regex(r"Since[ \n](?:the[ \n])?")


def _is_lead(text: str, start: int, date: DateMention) -> bool:
    """Whether a sentence begins with the time since when something adds up: "Since 2015, ..."."""
    return str(date.edtf).endswith("..") and bool(_LEAD.fullmatch(text, start, date.start))


def _own(
    text: str,
    quantity: Quantity,
    around: Sequence[Quantity],
    dates: Sequence[DateMention],
    start: int,
    is_from: bool,
) -> DateMention | None:
    """Return the date that a figure has to itself or shares with those that it stands among."""
    found = _behind(text, quantity, around, dates) or _behind_list(text, quantity, around, dates)
    found = found or _before(text, quantity, around, dates)
    if found is not None:
        return found
    closed = [date for date in dates if not str(date.edtf).startswith("..")]
    return _behind_end(text, quantity, around, closed, start, is_from=is_from)


_FORESEEN = lazy_regex(
    r"\b(?:forecast|outlook|projection|estimate|prospect|target)s?\b", re.IGNORECASE
)
_FOR = regex(r"\bfor[ \n](?:the[ \n](?:whole[ \n]of[ \n])?|all[ \n]of[ \n])?\Z")


def _foreseen(
    text: str, quantity: Quantity, dates: Sequence[DateMention], start: int
) -> DateMention | None:
    """Return the year that a forecast is for; the day that it was made on is no period.

    "The forecast for this year was raised from 3.6 percent in December to 5.1 percent."
    """
    meant = [date for date in dates if _FOR.search(text[max(start, date.start - 20) : date.start])]
    before = [date for date in meant if date.end <= quantity.start]
    if len(meant) != 1 or not before or not _FORESEEN.search(text, start, before[0].start):
        return None
    later = [date for date in dates if before[0].end < date.start]
    finer = all(date.granularity not in {Granularity.YEAR, Granularity.RANGE} for date in later)
    return before[0] if finer else None


_ADJOINS = regex(
    r"(?:[’']s?)?[ \n](?:[a-z]+[ \n])?(?:level|record|total|figure|high|low|peak|sum|surplus"
    r"|deficit)[ \n]of[ \n]"
    r"|[’']s?[ \n](?:(?!(?:by|to|at|in|on|with|from|for|and|or|than|as)\b)[a-z-]+[ \n]){0,3}"
    r"|[ \n]?\([ \n]?(?:(?:up|down|at|about)[ \n])?"
    r"|:[ \n]|[ \n][–—-][ \n]"
    r"|,?[ \n]when[ \n][^.;,]{0,60}"
)


def _adjoining(text: str, quantity: Quantity, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date right before a figure: "than in 2023 (0.5%)", "last year's 0.78"."""
    for date in reversed(dates):
        if date.end <= quantity.start:
            return date if _ADJOINS.fullmatch(text, date.end, quantity.start) else None
    return None


def _in_bracket(
    text: str, quantity: Quantity, dates: Sequence[DateMention], start: int
) -> DateMention | None:
    """Return the date that ends the bracket of a figure: "in Iraq (20,000 troops; 2003-2008)"."""
    opens = text.rfind("(", start, quantity.start)
    if opens < 0 or ")" in text[opens : quantity.start]:
        return None
    behind = (date for date in dates if date.start >= quantity.end and date.edtf is not None)
    date = next(behind, None)
    if date is None or text[date.end : date.end + 1] != ")" or ")" in text[opens : date.start]:
        return None
    return date if text[date.start - 2 : date.start] == "; " else None


_LAST = regex(r"(?:[ \n]est\.?)?\)[.]?\s*(?=\n|\Z)")


def _of_all(text: str, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the only date of a sentence where a bracket at its end holds it: "5 ships (2023)"."""
    if len(dates) != 1 or dates[0].edtf is None:
        return None
    date = dates[0]
    closed = text[date.start - 1 : date.start] == "(" and _LAST.match(text, date.end)
    return date if closed else None


def _respective(
    text: str, quantity: Quantity, around: Sequence[Quantity], dates: Sequence[DateMention]
) -> DateMention | None:
    """Return the date of a figure in "1.4% and 1.1% in 2024 and 2025, respectively".

    The dates may come first: "growth in 2024 and 2025 is put at 1.4% and 1.1%, respectively".
    """
    last = text.find("respectively", quantity.start, quantity.start + 200)
    if last < 0:
        return None
    listed = [date for date in dates if quantity.start < date.start < last][-4:]
    figures = [other for other in around if other.end <= (listed[0].start if listed else 0)]
    if not listed:
        listed = _list_of(text, [date for date in dates if date.end <= quantity.start])
        first = listed[-1].end if listed else 0
        figures = [other for other in around if first <= other.start < last]
    figures = figures[-len(listed) :] if listed else []
    if len(listed) < 2 or len(figures) != len(listed) or quantity not in figures:
        return None
    return listed[figures.index(quantity)]


_ALSO = regex(r",?[ \n](?:and|or)[ \n](?:by[ \n])?|,[ \n]|[ \n]?[&/][ \n]?")


def _list_of(text: str, dates: Sequence[DateMention]) -> list[DateMention]:
    """Return the last dates that make a list: "2024, 2025 and 2026"."""
    listed: list[DateMention] = []
    for date in reversed(dates):
        if listed and not _ALSO.fullmatch(text, date.end, listed[0].start):
            break
        listed.insert(0, date)
    return listed


_OF_BASE = regex(r"[ \n]of[ \n](?:[a-z-]+[ \n]){0,4}[^\w\s]?")


def _behind(
    text: str, quantity: Quantity, around: Sequence[Quantity], dates: Sequence[DateMention]
) -> DateMention | None:
    """Return the date that follows a figure before the next one, if it belongs to it."""
    later = [other for other in around if other.start > quantity.start]
    end = quantity.end
    if later and _BRACKET.fullmatch(text, end, later[0].start):  # "3 billion won (USD 2 million)"
        end = later.pop(0).end
        end += text[end : end + 1] in {")", ","}
    limit = later[0].start if later else 10**9
    for date in dates:
        if date.start < end:
            continue
        if date.start > min(limit, end + _REACH):
            return None
        between = text[end : date.start]
        if _PARTS.search(between):
            return None
        return date if JOINED.search(between) else None
    return None


_PARTS = regex(r"[;—–,]|[ \n]and[ \n](?:that|those|the|its)\b")


def _behind_list(
    text: str, quantity: Quantity, around: Sequence[Quantity], dates: Sequence[DateMention]
) -> DateMention | None:
    """Return the date behind the last figure of a list: "32 percent and 19 percent by 2030"."""
    last = quantity
    for other in [other for other in around if other.start > quantity.start]:
        if other.unit != quantity.unit or not _ALSO.fullmatch(text, last.end, other.start):
            break
        last = other
    return None if last is quantity else _behind(text, last, around, dates)


_BRACKET = regex(r"(?:[ \n]\(|,[ \n]or[ \n])(?:about[ \n]|around[ \n]|equivalent[ \n]to[ \n])?")
_STARTS = regex(
    r"\b(?:from\b(?!(?:[ \n][\w’'-]+){0,3}[ \n]to[ \n])|compared|than|versus|against)[ \n]",
    re.IGNORECASE,
)
_TO_NEXT = lazy_regex(r"\bto[ \n](?:[\w’'-]+[ \n]){0,3}\Z")
_TO_END = regex(
    r"[ \n,]*(?:(?:from|to|and|or|up|down)[ \n]+)?(?:[\w’'-]+[ \n]+){0,3}?(?:to|from|of"
    r"|or|until|till|reaching)[ \n](?:[\w’'-]+[ \n]){0,3}",
    re.IGNORECASE,
)


def _behind_end(
    text: str,
    quantity: Quantity,
    around: Sequence[Quantity],
    dates: Sequence[DateMention],
    start: int,
    *,
    is_from: bool,
) -> DateMention | None:
    """Return the date behind the end of a change, which dates its other parts: "by 2 to 5 in May".

    Where a change starts is only dated by an event there: "from 2.5 to 2.25 at its May meeting".
    """
    last, passed = quantity, quantity  # the last figure that is no start, and that was read
    for other in [other for other in around if other.start > quantity.start][:3]:
        between = text[passed.end : other.start]
        dated = any(passed.end <= date.start < other.start for date in dates)
        if not _TO_END.fullmatch(between) and not (dated and _TO_NEXT.search(between)):
            break
        if dated and passed is last:
            break  # "to 5 billion won in 2021 from 4 billion won in 2011"
        passed = other
        if not _STARTS.search(between):
            last = other
    if last is quantity and passed is not quantity:
        return None
    if last is quantity:
        return next(
            (
                date
                for date in dates
                if date.start >= quantity.end
                and not any(quantity.end <= other.start < date.start for other in around)
            ),
            None,
        )
    found = _behind(text, last, around, dates)
    if is_from and found and not _EVENT.search(text[max(start, found.start - 20) : found.start]):
        return None
    return found


def _before(
    text: str, quantity: Quantity, around: Sequence[Quantity], dates: Sequence[DateMention]
) -> DateMention | None:
    """Return the nearest date before a figure, unless it belongs to a figure before it."""
    for date in reversed([date for date in dates if date.end <= quantity.start]):
        owner = next(
            (q for q in reversed(around) if q.end <= date.start and date.start - q.end < 30), None
        )
        if owner is None or not JOINED.fullmatch(text[owner.end : date.start]):
            return date
        between = text[date.end : quantity.start]
        if "," not in between or _APPOSED.fullmatch(between):
            return date
    return None


# "sold 5 cars in 2023, up 12 percent": the change is of the same time.
_APPOSED = lazy_regex(
    r",[ \n](?:or[ \n])?(?:up|down|a|an|which[ \n]is|marking|representing|equivalent|more|about"
    r"|to|reaching|totaling|totalling)"
    r"(?:[ \n][a-z-]+){0,4}[ \n]",
    re.IGNORECASE,
)
