"""Multiples beside the change in percent that says the same: "doubled, rising 57 percent".

Both are of one movement if nothing stands between them but words that go on with it ("up", "an
increase of", "or"): then the one must be the other, and no level need be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.changes.said_multiples import FACTORS
from bongsu.audit.notation import DATE, SIGNS
from bongsu.audit.reading.changed import Changed, changed
from bongsu.audit.reading.fits import rounded
from bongsu.audit.reading.frames import Frame, source
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

_HEDGES = (
    "more than|less than|nearly|almost|over|at least|about|roughly|around|some|close to|"
    "approximately|just over|just under|well over|not quite"
)
_HEDGED = {
    Comparator.OVER: "more than",
    Comparator.AT_LEAST: "at least",
    Comparator.UNDER: "nearly",
    Comparator.APPROX: "about",
}
_WORD = lazy_regex(
    rf"\b(?:(?P<hedge>{_HEDGES}) )?"
    r"(?P<word>(?P<root>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing|es|e))\b(?!-)",
    re.IGNORECASE,
)
_FIGURE = lazy_regex(
    rf"(?:(?P<hedge>{_HEDGES}) )?(?:(?P<root>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|ing|"
    rf"es|e)|"
    r"[a-z]+-?fold)",
    re.IGNORECASE,
)
_GOES_ON = lazy_regex(  # between a multiple and the change behind it
    r"(?: increase| rise| jump| surge| growth| fall| drop)?"
    r"(?: (?:last|this) (?:year|month|quarter)| on[ -](?:the )?year| year[ -]on[ -]year|"
    r"(?: in| during| over)? (?:the (?:first|second|third|fourth|last|same|"
    r"[\ue000-\ue01f]) (?:half|"
    r"quarter|period|year)|(?:the )?\ue020)| from (?:a|the) year (?:earlier|before|ago)|"
    r"(?: over| from) the "
    r"(?:previous|same|preceding) (?:year|period))*"
    r"(?:,| \(|:|\u2014| \u2014| \u2013| with| or|, or|, with)"
    r"(?: (?:it|they|which|that))?"
    r"(?: ?(?:up|down|rising|growing|increasing|jumping|surging|soaring|climbing|gaining|"
    r"expanding|"
    r"adding|falling|dropping|declining|shrinking|by|an?|the|rate|gain|growth|increase|rise|"
    r"jump|surge|"
    r"drop|fall|decline|decrease|leap|hike|of|was|is|marking|representing|posting|recording|"
    r"registering|equivalent|to|about|some|as|much|year-on-year|on-year|sharp|whopping|staggering|"
    r"steep))*[ +]*"
)
_GOES_BACK = lazy_regex(  # between a change and the multiple behind it
    r"(?: on[ -](?:the )?year| year[ -]on[ -]year| year-over-year| from (?:a|the) year "
    r"(?:earlier|before|ago)|(?: in| during)?(?: the)? \ue020| (?:last|this) (?:year|month|"
    r"quarter)|"
    r" (?:increase|rise|jump|surge|growth|gain|drop|fall|decline))*"
    r"(?:,| \(|\u2014| \u2014| \u2013| or|, or|,? and)"
    r"(?: (?:thus|so|in effect|effectively|thereby|or|that is|i\.e\.))*(?: (?:more than|less than|"
    r"nearly|almost|over|at least|about|roughly|around|close to|just over|just under|not quite))? "
)
_OF_OTHER = lazy_regex(r" (?:the|that|those|its|their|what|as)\b")  # "about double the rate of May"
_TIMES = lazy_regex(rf"(?:(?P<hedge>{_HEDGES}) )?(?:twice|thrice|[\w.,-]+(?: [a-z]+){{0,4}} times)")
_SUM = r"(?:amount|level|figure|total|number|sum|value|one|volume|count|price|rate|size)"
_THEN = (
    r"(?:\ue020|(?:the )?previous year|(?:the )?year before|year-earlier|year-ago|"
    r"(?:the )?prior year|(?:the )?preceding year|earlier|former|old|previous|original|initial)"
)
_OF_THEN = lazy_regex(  # of the level of another time: "nine times the 2023 amount"
    rf" (?:of )?(?:(?:the|its|their|that|what it was)(?: (?:in|of|for))? {_THEN}(?:['\u2019]s)?"
    rf"(?: {_SUM})?|(?:the |its |their )?{_SUM} (?:of|in|for|seen in|recorded in) {_THEN}|"
    rf"(?:as (?:much|many|high|large|big) as )(?:it was in |they were in |in )?(?:{_THEN}|before)|"
    r"(?:as (?:much|many|high|large|big))(?= ?[.,;)]|$))",
    re.IGNORECASE,
)
_OTHER_SUBJECT = lazy_regex(
    r"[;\ue000-\ue01f]|\b(?:while|whereas|but|although|though)\b|"
    r"\b(?:and|as) (?:the |its |their |those |that )?[a-z]+ (?:[a-z]+ )?"
    r"(?:is|are|was|were|[a-z]+ed|rose|fell|grew)\b"
)
_FAR = 90  # code points between a change and a multiple that is told with it
_NO_FACT = lazy_regex(
    r"\b(?:not|never|without|instead|rather|if|unless|would|could|might|target\w*|plan\w*|to)\b"
    r"(?: [a-z]+)?$",
    re.IGNORECASE,
)


class MultipleOfPercent(NamedTuple):
    """A multiple, what it is called, and the change in percent that it is told with."""

    start: int
    end: int
    factor: float
    hedge: str
    change: Quantity
    times: Interval  # what the change makes of the level before


class _Told(NamedTuple):
    """A multiple in a frame: from where to where it stands there, and in the text."""

    first: int
    last: int
    factor: float
    hedge: str
    start: int
    end: int


_IN_TIMES = rf"(?:{SIGNS[Kind.MULTIPLE]}|{SIGNS[Kind.COUNT]} times)"
_OF_LEVELS = lazy_regex(  # that are told in times themselves: "fell from 15 times to 12 times"
    rf"\bfrom {_IN_TIMES}|{_IN_TIMES}(?: times)? (?:book|earnings|sales)\b"
)


def multiples_of_percents(evidence: Evidence) -> Iterator[MultipleOfPercent]:
    """Yield the multiples that stand right beside a change in percent of the same movement."""
    by_frame: dict[int, list[Changed]] = {}
    for change in changed(evidence):
        if change.way in {"up", "down"}:
            by_frame.setdefault(change.frame.index, []).append(change)
    for found in by_frame.values():
        frame = found[0].frame
        if _OF_LEVELS.search(frame.text):
            continue
        for told in (*_in_words(frame), *_in_figures(frame), *_counted_times(frame)):
            own = [one for one in found if _of_one(told, one)]
            if len(own) == 1 and not _NO_FACT.search(frame.text, 0, told.first):
                yield MultipleOfPercent(
                    start=told.start,
                    end=told.end,
                    factor=told.factor,
                    hedge=told.hedge,
                    change=own[0].quantity,
                    times=_times(own[0]),
                )


def _in_words(frame: Frame) -> Iterator[_Told]:
    for match in _WORD.finditer(frame.text):
        yield _Told(
            first=match.start(),
            last=match.end(),
            factor=FACTORS[match["root"].lower()],
            hedge=(match["hedge"] or "").lower(),
            start=source(frame, match.start("word")),
            end=source(frame, match.start("word")) + len(match["word"]),
        )


def _in_figures(frame: Frame) -> Iterator[_Told]:
    """Yield the multiples that were read as figures: "a fourfold rise", "twice that of 2023"."""
    for at, quantity in frame.figures:
        if quantity.kind is Kind.MULTIPLE and quantity.value:
            match = _FIGURE.fullmatch(frame.evidence.words(quantity))
            if match is None and _OF_THEN.match(frame.text, at + 1):
                match = _TIMES.fullmatch(frame.evidence.words(quantity))
            if match is not None:
                yield _Told(
                    first=at,
                    last=at + 1,
                    factor=quantity.value,
                    hedge=(match["hedge"] or _HEDGED.get(quantity.comparator, "")).lower(),
                    start=quantity.start,
                    end=quantity.end,
                )


def _counted_times(frame: Frame) -> Iterator[_Told]:
    """Yield the multiples that were read as counts: ", or three and a half times"."""
    for at, quantity in frame.figures:
        if (
            quantity.kind is Kind.COUNT
            and quantity.value
            and frame.text.startswith(" times", at + 1)
        ):
            yield _Told(
                first=at,
                last=at + len(" times") + 1,
                factor=quantity.value or 1.0,
                hedge=_HEDGED.get(quantity.comparator, ""),
                start=quantity.start,
                end=quantity.end,
            )


_IS_SHARE = lazy_regex(  # "accounting for 49 percent, more than double that of 2020"
    r"\b(?:account\w* for|ma[dk](?:e|es|ing) up|represent\w*|compris\w*|constitut\w*|share of)"
    r"(?: (?:about|some|nearly|almost|over|more than))? $"
)


def _of_one(told: _Told, change: Changed) -> bool:
    text = change.frame.text
    if _IS_SHARE.search(text, 0, change.at):
        return False
    if change.at > told.last:
        return _GOES_ON.fullmatch(text, told.last, change.at) is not None
    back = _GOES_BACK.fullmatch(text, change.at + 1, told.first)
    if back is not None and _OF_OTHER.match(text, told.last) is None:
        return True
    return _follows(told, change)


def _follows(told: _Told, change: Changed) -> bool:
    """Whether a multiple goes on with the change before it: ", or nine times the 2023 sum"."""
    text = change.frame.text
    between = _TO_LEVEL.sub("", _WITHIN.sub("", text[change.at + 1 : told.first]))
    if not 0 < len(between) <= _FAR or not change.near or _OTHER_SUBJECT.search(between):
        return False
    joint = _JOINT.search(between) is not None
    then = _OF_THEN.match(text, told.last) is not None
    closed = _CLOSED.match(text, told.last) is not None
    return joint and (then or closed)


_WITHIN = lazy_regex(
    rf" (?:in|over|within|during|for|between)(?: the)?(?: past| last)? [\ue000-\ue020]"
    rf"(?: and {DATE})?|(?: from| between) {DATE} (?:to|and) {DATE}"
)
_TO_LEVEL = lazy_regex(r"^[^,;\ue000-\ue01f]{0,24}\b(?:to|at) (?:about |some )?[\ue000-\ue01f]")
_JOINT = lazy_regex(
    r"(?:,|\(|\u2014|\u2013|\bor\b|\band\b)[^,;]{0,6}\b(?:which|that is|that means|meaning|so|thus|"
    r"it|they|or|making|i\.e\.)\b[^;]{0,40}$|(?:,|\(|\u2014|\u2013)(?: to)?(?: an?)?"
    r"(?: (?:nearly|almost|about|roughly|some|over|more than|less than|close to))? ?$",
    re.IGNORECASE,
)
_CLOSED = lazy_regex(
    r"(?: (?:increase|rise|jump|gain|growth|surge|expansion|leap|fall|drop|decline))? ?"
    r"(?:[.,;)\u2014]|$)"
)


def _times(change: Changed) -> Interval:
    size = rounded(change.quantity).scaled(0.01)
    one = Interval(1.0, 1.0)
    return one + size if change.way == "up" else one - size
