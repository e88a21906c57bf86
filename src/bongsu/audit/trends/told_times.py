"""Of which time a clause tells a way: since a day, from a year to a year, in a year, of late."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import NamedTuple

from bongsu.audit.needs import guarded_regex
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.patterns import lazy_regex

_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
EVERY = lazy_regex(
    r"\b(?:every|each)\s(?:passing\s)?year\b|\byear\s(?:by|after|upon)\syear\b", re.IGNORECASE
)
LATELY = guarded_regex(
    r"\b(?:in|over)\s(?:the\s)?(?:recent|(?:past|last)\s(?:few|several))\syears\b|"
    r"\bover\sthe\s(?:past|last)\s(?P<decade>decade)\b|"
    rf"\bfor\sthe\s(?P<nth>{'|'.join(_ORDINALS)})\s(?:(?:consecutive|straight|successive)\syear|"
    r"year\s(?:running|in\sa\srow|straight))\b|"
    rf"\bfor\s(?P<row>{'|'.join(_NUMBERS)})\s(?:consecutive\syears|straight\syears|"
    r"years\s(?:running|in\sa\srow|straight))\b",
    re.IGNORECASE,
)
_SINCE = lazy_regex(r"\b[Ss]ince\s(?:\w+\s){0,3}?$")
_SUMMIT = lazy_regex(
    r"\b(?:(?!interest\b|request\b|invest\b|west\b|protest\b|test\b)\w+est|most|least|first|best|worst)\b"
)
_UP_TO = lazy_regex(r"\s?(?:to|until|till|through|and)\s(?:\w+\s)?")
_FROM = lazy_regex(r"\b(?:from|between)\s(?:the\s)?$", re.IGNORECASE)
_IN = lazy_regex(
    r"(?:^|\b(?:in|during|for|over|through|throughout|across|both|last)\s)(?:the\s)?(?:\w+\sof\s)?$",
    re.IGNORECASE,
)
_FEW, _MANY = 2, 5  # years of "recent years", at the least and at the most
_STRETCHES = frozenset({Granularity.RANGE, Granularity.SEASON, Granularity.QUARTER})


class Stretch(NamedTuple):
    """A time, and whether it tells of whole years, so that the year before it is its start."""

    first: dt.date
    last: dt.date
    years: bool = False
    later: dt.date | None = None  # when it may also have begun: "recent years"

    @property
    def opened(self) -> dt.date:
        """The first day of the year from which whole years have gone their way."""
        return dt.date(self.first.year - 1, 1, 1) if self.years else self.first


def told_stretch(
    text: str, part: tuple[int, int], dated: Sequence[DateMention], day: dt.date
) -> Stretch | None:
    """Return the time of which a clause tells a way, none if it tells none or several.

    Parameters
    ----------
    text : str
        Text of the document.
    part : tuple of int
        Where the clause stands in it.
    dated : sequence of DateMention
        Those of the sentence, in order.
    day : date
        That of publication.
    """
    own = [date for date in dated if part[0] <= date.start < part[1] and (date.first or date.last)]
    if len(own) > 1:  # "in 2024, for the first time since 2015"
        own = [date for date in own if not _SINCE.search(text[part[0] : date.start])]
    if len(own) == 1:
        return _of_one(text[part[0] : own[0].start], own[0], day)
    if len(own) == 2:
        return _of_two(text[part[0] : own[0].start], text[own[0].end : own[1].start], *own)
    return None if own else _lately(text[slice(*part)], day)


def _of_one(lead: str, date: DateMention, day: dt.date) -> Stretch | None:
    if date.first is None:
        return None
    if date.last is None:
        since = _SINCE.search(lead) is not None and _SUMMIT.search(lead) is None
        return Stretch(date.first, day) if since else None
    if _SINCE.search(lead) is not None and date.first < day and date.granularity in _STRETCHES:
        return Stretch(date.first, day) if _SUMMIT.search(lead) is None else None
    if not _IN.search(lead) or date.first >= day:
        return None
    if date.granularity is Granularity.YEAR:
        return Stretch(date.first, min(date.last, day), years=True)
    return Stretch(date.first, min(date.last, day)) if date.granularity in _STRETCHES else None


def _of_two(lead: str, joint: str, one: DateMention, other: DateMention) -> Stretch | None:
    """Return the time from one date to another, or that of both: "in 2021 and 2022"."""
    if other.last is None or _UP_TO.fullmatch(joint) is None:
        return None
    first = one.first or other.first
    if first is None:
        return None
    years = one.granularity is other.granularity is Granularity.YEAR
    return Stretch(first, other.last, years=years and not _FROM.search(lead) and " and " in joint)


def _lately(clause: str, day: dt.date) -> Stretch | None:
    """Return the years up to the last one, of as many as are told."""
    found = LATELY.search(clause)
    if found is None:
        return _years(_EACH, day) if EVERY.search(clause) else None
    if found["decade"]:
        return _years(len(_NUMBERS) + 1, day)
    told = (found["nth"] or found["row"] or "").lower()
    for words in (_ORDINALS, _NUMBERS):
        if told in words:
            return _years(words.index(told) + 2, day)
    return _years(_MANY, day)._replace(later=_years(_FEW, day).opened)


_EACH = 3  # years of "with every year that passes"


def _years(count: int, day: dt.date) -> Stretch:
    return Stretch(dt.date(day.year - count, 1, 1), dt.date(day.year - 1, 12, 31), years=True)
