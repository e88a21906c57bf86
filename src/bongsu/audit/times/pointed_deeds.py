"""Deeds told of "last year" or "last month" to which the text gives a day elsewhere (DT504, DT505).

"When the agreement took effect last year" at the beginning, "since March 15, 2012, the day on which
the agreement entered into force" at the end: the verb or noun beside the pointer calls the deed
back, which has one day in the text.
"""

from __future__ import annotations

import datetime as dt
import re

from bongsu.audit.reading.passed_time import has_year
from bongsu.audit.reading.told_days import deed_of, deed_pattern, resolve
from bongsu.audit.times.pointed_windows import Window, counts_from_text, meets
from bongsu.audit.times.units_of import Unit
from bongsu.evidence.mentions import DateMention, Evidence, Granularity
from bongsu.patterns import lazy_regex

_BREAK = lazy_regex(r"[;:—]\s?|,\s|\b(?:and|but|that|which|who|while|although|though|because)\s")
_ENDS = lazy_regex(r"[.,;:—()]|\b(?:has|have|is|are|was|were|will|had|should|would|can|and|but)\b")
_ONE_OF_MANY = lazy_regex(  # "signing of a side letter", "the cut last month was the second"
    r"[^.;:]{0,40}?\b(?:of\san?|another|second|third|fourth|other|next|again)\b"
)
_GAP = 40  # code points from a deed to the pointer that tells when it was
_FARTHEST = {"year": 5 * 366, "month": 250, "week": 90}  # days from the window to the day told
# what comes again every year or every few weeks, so that another one may be meant
_RECURRING = frozenset({"meet", "elect", "raise", "lower", "announce", "pass", "launch", "rule"})


def told_of_deed(
    evidence: Evidence, unit: Unit, match: re.Match[str], window: Window, day: dt.date
) -> DateMention | None:
    """Return the day of the deed that a pointer is told of, where it lies elsewhere than it points.

    Parameters
    ----------
    evidence : Evidence
        An article.
    unit : Unit
        The sentence of the pointer.
    match : re.Match[str]
        The pointer in the words of the sentence.
    window : Window
        The stretch of time that it means.
    day : dt.date
        The day of publication.
    """
    if counts_from_text(match) or match["part"] or match["which"].casefold() == "next":
        return None
    if _ONE_OF_MANY.match(unit.words, match.end()):
        return None
    called = _behind(unit, match) if match["own"] else _before(unit, match)
    if called is None:
        return None
    deed, words = called
    known = resolve(evidence, deed, words, unit.start)
    if known is None or known.told.first > day or not has_year(evidence, known.told.date):
        return None
    if known.told.date.granularity is Granularity.YEAR:
        return None  # of a year little more is known than that something was in it
    if deed in _RECURRING and not known.tied and (match["unit"].casefold() == "year" or unit.dates):
        return None
    if meets(evidence, window, known.told.date):
        return None
    apart = min(abs((known.told.first - end).days) for end in window)
    return known.told.date if apart <= _FARTHEST[match["unit"].casefold()] else None


def _behind(unit: Unit, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the deed of "last month's cut", with the words of its clause."""
    clause = _ENDS.split(unit.words[match.end() :])[0]
    found = deed_pattern("nouns").search(clause.casefold())
    if found is None or len(clause[: found.start()].split()) > 3:
        return None
    return deed_of(found[0]), clause


def _before(unit: Unit, match: re.Match[str]) -> tuple[str, str] | None:
    """Return the deed of "the agreement took effect last year", with the words of its clause."""
    clause = _BREAK.split(unit.words[: match.start()])[-1]
    found = list(deed_pattern("verbs").finditer(clause.casefold()))
    if not found or len(clause) - found[-1].end() > _GAP:
        return None
    return deed_of(found[-1][0]), clause
