"""Which of the dates around a figure is its period, and which the one it is compared with."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bongsu.evidence.mentions import DateMention, Granularity, Quantity

_BASE = re.compile(
    r"\b(?:(?:than|compared[ \n](?:to|with)|versus|vs\.?|against|relative[ \n]to|over|from)[ \n]"
    r"(?:that[ \n](?:in|of|for)[ \n]|(?:the|its|a|their|those|levels?|in|of|record|low|high|same"
    r"|corresponding|month|period|quarter|time|timeframe|day)[ \n]){0,4}"
    r"|(?:than|over|against|compared[ \n](?:to|with))(?:[ \n][a-z-]{2,14}){1,4}"
    r"[ \n](?:in|of|for|during)[ \n]"
    r"|since[ \n][^,.;]{0,40})\Z",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:than|compared[ \n](?:to|with)|versus|against)[ \n](?:[a-z]+[ \n]){0,3}\Z", re.IGNORECASE
)
_YEAR = re.compile(r"(?<![\d-])\d{4}")
_PAIR = re.compile(r"[ \n](?:and|to|through|until)[ \n](?:the[ \n])?")
_PAIR_BEFORE = re.compile(
    r"\b(?:between|from)[ \n](?:the[ \n]|early[ \n]|late[ \n])?\Z", re.IGNORECASE
)
_JOINED = re.compile(
    r"[ \n](?:(?:in|at|by|during|for|on|of|as[ \n]of|through|throughout|over|since|until|from"
    r"|between|around|within"
    r"|after|before|following|the|its|this|early|end|last|late|mid|first|next|time"
    r"|all)[ \n])*(?:the[ \n]|its[ \n])?\Z"
    r"|[ \n]?\(\Z"
)
_REACH = 60  # code points behind a figure in which its own date may stand
_EVENT = re.compile(r"\b(?:after|before|following|at|during)[ \n](?:its|the|their|a)[ \n]\Z")


@dataclass(frozen=True, slots=True)
class Dated:
    """The period of a figure and that of its base, in EDTF."""

    period: str | None
    base: str | None
    guessed: bool = False  # whether it only follows from the base: "from a year earlier"


def dated(
    text: str,
    quantity: Quantity,
    around: Sequence[Quantity],
    dates: Sequence[DateMention],
    start: int,
    *,
    is_from: bool = False,
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
    """
    known = [date for date in dates if date.edtf is not None]
    usable = _paired(text, start, [_whole(text, date, known) for date in known])
    base = next((d for d in usable if d.start > quantity.start and _is_base(text, start, d)), None)
    if base is None:
        base = next((d for d in usable if _is_base(text, start, d)), None)
    told = base.edtf if base is not None else None
    usable = [date for date in usable if not _names_an_event(text, date)]
    foreseen = _foreseen(text, quantity, usable, start)
    if foreseen is not None:
        return Dated(foreseen.edtf, told)
    close = _adjoining(text, quantity, usable) or _respective(text, quantity, around, usable)
    if close is not None:
        return Dated(close.edtf, told)
    if base is not None and _OF_BASE.fullmatch(text, base.end, quantity.start):
        return Dated(base.edtf, told)  # "smaller than the award announced in April of 6 billion"
    own = [date for date in usable if not _is_base(text, start, date) or _is_stretch(date)]
    found = _behind(text, quantity, around, own)
    if found is None:
        found = _before(text, quantity, around, own)
    own = [date for date in own if not str(date.edtf).startswith("..")]
    if found is None:
        found = _behind_end(text, quantity, around, own, start, is_from=is_from)
    if found is None and base is not None and not is_from:
        return Dated(_after(base), told, guessed=True)
    return Dated(found.edtf if found else None, told)


_FORESEEN = re.compile(
    r"\b(?:forecast|outlook|projection|estimate|prospect|target)s?\b", re.IGNORECASE
)
_FOR = re.compile(r"\bfor[ \n](?:the[ \n](?:whole[ \n]of[ \n])?|all[ \n]of[ \n])?\Z")
_EVENT_NAME = re.compile(r"[ \n][A-Z]")


def _names_an_event(text: str, date: DateMention) -> bool:
    """Whether a stretch is part of a name: "the 1950-53 Korean War"."""
    written = date.granularity is Granularity.RANGE and not date.relative
    return written and _EVENT_NAME.match(text, date.end) is not None


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


_ADJOINS = re.compile(
    r"[’']s?[ \n](?:level[ \n]of[ \n])?|[ \n]?\([ \n]?|:[ \n]|[ \n][–—-][ \n]"
    r"|,[ \n]when[ \n][^.;,]{0,60}"
)


def _adjoining(text: str, quantity: Quantity, dates: Sequence[DateMention]) -> DateMention | None:
    """Return the date right before a figure: "than in 2023 (0.5%)", "last year's 0.78"."""
    for date in reversed(dates):
        if date.end <= quantity.start:
            return date if _ADJOINS.fullmatch(text, date.end, quantity.start) else None
    return None


def _respective(
    text: str, quantity: Quantity, around: Sequence[Quantity], dates: Sequence[DateMention]
) -> DateMention | None:
    """Return the date of a figure in "1.4% and 1.1% in 2024 and 2025, respectively"."""
    last = text.find("respectively", quantity.start, quantity.start + 200)
    if last < 0:
        return None
    listed = [date for date in dates if quantity.start < date.start < last][-4:]
    figures = [other for other in around if other.end <= (listed[0].start if listed else 0)]
    figures = figures[-len(listed) :] if listed else []
    if len(listed) < 2 or len(figures) != len(listed) or quantity not in figures:
        return None
    return listed[figures.index(quantity)]


_OF_BASE = re.compile(r"[ \n]of[ \n](?:[a-z-]+[ \n]){0,4}[^\w\s]?")
_SAME = re.compile(r"\bsame[ \n](?:period|months?|quarter)[ \n](?:of|in)[ \n](?:the[ \n])?\Z")


def _whole(text: str, date: DateMention, dates: Sequence[DateMention]) -> DateMention:
    """Return a year as what is meant: "the same period of 2024" is as long as the period told."""
    if date.granularity is not Granularity.YEAR or date.first is None:
        return date
    if not _SAME.search(text[max(0, date.start - 30) : date.start]):
        return date
    for other in dates:
        if other.granularity is Granularity.YEAR or other.first is None or other.start > date.start:
            continue
        return replace(date, edtf=_moved(str(other.edtf), date.first.year - other.first.year))
    return date


def _moved(edtf: str, years: int) -> str:
    """Return a time some years on.

    Examples
    --------
    >>> _moved("2025-01/2025-08", -1), _moved("2024-Q3", 2)
    ('2024-01/2024-08', '2026-Q3')
    """
    return _YEAR.sub(lambda year: str(int(year[0]) + years), edtf)


def _paired(text: str, start: int, dates: list[DateMention]) -> list[DateMention]:
    """Return the dates with "between X and Y" made one stretch."""
    joined: list[DateMention] = []
    for date in dates:
        last = joined[-1] if joined else None
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


def _is_base(text: str, start: int, date: DateMention) -> bool:
    before = text[max(start, date.start - 40) : date.start]
    if date.granularity is Granularity.RANGE and not date.relative:
        return _COMPARES.search(before) is not None  # "from 2016 to 2020" is itself the period
    return _BASE.search(before) is not None


def _is_stretch(date: DateMention) -> bool:
    """Whether "over the last three years" is itself the period."""
    return date.granularity is Granularity.RANGE and date.relative


def _behind(
    text: str, quantity: Quantity, around: Sequence[Quantity], dates: Sequence[DateMention]
) -> DateMention | None:
    """Return the date that follows a figure before the next one, if it belongs to it."""
    later = [other for other in around if other.start > quantity.start]
    end = quantity.end
    if later and _BRACKET.fullmatch(text, end, later[0].start):  # "3 billion won (USD 2 million)"
        end = later.pop(0).end
        end += text[end : end + 1] == ")"
    limit = later[0].start if later else 10**9
    for date in dates:
        if date.start < end:
            continue
        if date.start > min(limit, end + _REACH):
            return None
        between = text[end : date.start]
        if re.search(r"[;—–]|,[ \n](?:and|but|while|with|up|down)\b|,", between):
            return None
        return date if _JOINED.search(between) else None
    return None


_BRACKET = re.compile(r"[ \n]\((?:about[ \n]|around[ \n]|equivalent[ \n]to[ \n])?")
_TO_END = re.compile(
    r"[ \n,]*(?:(?:from|to|and|or|up|down)[ \n]+)?(?:[\w’'-]+[ \n]+){0,2}?(?:to|from|of"
    r"|or)[ \n](?:[\w’'-]+[ \n]){0,3}",
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
    last = quantity
    for other in [other for other in around if other.start > quantity.start][:2]:
        if not _TO_END.fullmatch(text, last.end, other.start):
            break
        last = other
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
        if owner is None or not _JOINED.fullmatch(text[owner.end : date.start]):
            return date
        between = text[date.end : quantity.start]
        if "," not in between or _APPOSED.fullmatch(between):
            return date
    return None


# "sold 5 cars in 2023, up 12 percent": the change is of the same time.
_APPOSED = re.compile(
    r",[ \n](?:or[ \n])?(?:up|down|a|an|which[ \n]is|marking|representing|equivalent|more|about"
    r"|to|reaching|totaling|totalling)"
    r"(?:[ \n][a-z-]+){0,4}[ \n]",
    re.IGNORECASE,
)


def _after(base: DateMention) -> str | None:
    """Return the period that follows the one that a figure is compared with."""
    if base.relative and base.granularity is Granularity.YEAR and base.last is not None:
        return str(base.last.year + 1)
    if base.relative and base.granularity is Granularity.MONTH and base.last is not None:
        following = base.last + dt.timedelta(days=1)
        return f"{following.year}-{following.month:02d}"
    return None
