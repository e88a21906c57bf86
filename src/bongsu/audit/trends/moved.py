"""Words of direction beside a figure that is a series' own, against the year before."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from bongsu.audit.reading.recalled import (
    Recalled,
    about_korea,
    enough,
    meant,
    recalled,
    stems,
)
from bongsu.audit.reading.wording import place_of, quoted
from bongsu.audit.references.series import Value, values
from bongsu.audit.trends.way_words import NOT, PACE, WAY
from bongsu.audit.trends.went import GROWTH, TURNED, against, excluded, is_whole
from bongsu.evidence.mentions import Evidence, Kind, Quantity, Sentence, within
from bongsu.patterns import lazy_regex

_CUT = lazy_regex(
    r";\s|:\s|\s—\s|,\s(?=(?:while|whereas|but|although|though|so\sthat|which|as)\b)|\.\s"
)
_ON = lazy_regex(
    r"^\W*(?:(?:The|That|This|It|Such)\b|Compared\swith|Against|Measured\sagainst|In\scomparison|"
    r"Relative\sto)"
)
_BETTER = lazy_regex(
    r"\b(?:(?P<up>advance|improvement|increase|rise|gain|growth|recovery|rebound|jump|surge|"
    r"upturn)|"
    r"(?P<down>decrease|decline|fall|drop|setback|deterioration|reduction|slump|contraction|"
    r"downturn|dip))\b"
)
_ANY_YEAR = 3  # digits beyond which a figure tells its year by itself
_RELATIVE = frozenset(
    {Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS, Kind.MULTIPLE, Kind.FRACTION}
)
_BY_AN_AMOUNT = frozenset({Kind.PERCENT_CHANGE, Kind.POINTS})


class Moved(NamedTuple):
    """A word of direction, and the two values of the series that contradict it."""

    start: int
    end: int
    up: bool
    found: Recalled
    then: Value
    now: Value


def moved(evidence: Evidence, day: dt.date | None) -> Iterator[Moved]:
    """Yield words of direction beside a year's own figure that the year before contradicts."""
    seen: set[int] = set()
    for found in recalled(evidence):
        one = found.series
        if one.frequency not in {"year", "day"} or one.kind not in {"count", "estimate"}:
            continue
        if not enough(found) or found.quantity.kind in _BY_AN_AMOUNT:
            continue
        if one.unit == "KRW" and not found.quantity.unit:
            continue  # "the won fell to 1,472 to the dollar": what it costs rose
        pair = _pair(found, day)
        if pair is None:
            continue
        way = _way(evidence, found)
        if way is None or way[0] in seen:
            continue
        then, now = pair
        if (now.high < then.low) if way[2] else (now.low > then.high):
            seen.add(way[0])
            yield Moved(*way, found, then, now)


def _pair(found: Recalled, day: dt.date | None) -> tuple[Value, Value] | None:
    """Return the value that a figure is, and that of the year before, of all that is on record."""
    known = values(found.series.id, day + dt.timedelta(days=45) if day else None)
    told = [value for value in known if found.is_(value) and is_whole(value)]
    if found.years and (found.dated or len(found.digits) <= _ANY_YEAR):
        told = [value for value in told if value.first.year in found.years]
    if len({value.first.year for value in told}) != 1:
        return None
    now = told[-1]
    before = [
        value for value in known if value.first.year == now.first.year - 1 and is_whole(value)
    ]
    if not before:
        return None
    if now.high < 0 <= (found.quantity.value or 0.0):  # a deficit told by its size
        return (_size(before[-1]), _size(now)) if before[-1].high < 0 else None
    return before[-1], now


def _size(value: Value) -> Value:
    return value._replace(low=-value.high, high=-value.low)


def _way(evidence: Evidence, found: Recalled) -> tuple[int, int, bool] | None:
    """Return where a word tells how a figure moved, and whether up."""
    sentence, quantity = found.sentence, found.quantity
    words = evidence.words(sentence)
    at = quantity.start - sentence.start
    cuts = [cut.end() for cut in _CUT.finditer(words)]
    first = max((end for end in cuts if end <= at), default=0)
    last = min((end for end in cuts if end > at), default=len(words))
    clause = words[first:last]
    pattern = PACE if found.series.id in GROWTH else WAY
    others = [
        one
        for one in within(evidence.quantities, sentence.start + first, sentence.start + last)
        if one is not quantity and (one.unit == quantity.unit or one.kind in _RELATIVE)
    ]
    apposed = _apposed(evidence, found, others)
    if apposed is not None:
        return apposed
    if found.own and not quoted(words) and not others and not NOT.search(clause):
        ways = list(pattern.finditer(clause))
        if len(ways) == 1 and ways[0].end() <= at - first:
            start = sentence.start + first + ways[0].start()
            return start, start + len(ways[0][0]), ways[0]["up"] is not None
        if ways:
            return None
        led = _led_in(evidence, sentence, words[:first], pattern)
        if led is not None:
            return led
    return _next(evidence, sentence) if len(cuts) == 0 or last == len(words) else None


_APPOSED = lazy_regex(  # "193,657 marriages in 2023, a decline from the year before"
    r"[^,;.()]{0,45}(?:,|\s[\u2013\u2014-])\s(?:and\s)?(?:its|an?)\s"
    r"(?:(?:straight|consecutive|successive|annual|yearly|sharp|slight|marked|modest)\s){0,2}"
    r"(?:(?P<up>increase|rise|gain|rebound|recovery|upturn|jump)|"
    r"(?P<down>decrease|decline|fall|drop|reduction|slump|downturn|dip))\b"
    r"(?=\s(?:from|over|on|against)\s(?:a|the|last)\s(?:year|(?:previous|preceding|prior)\syear|"
    r"year\sbefore)\b)"
)


def _apposed(
    evidence: Evidence, found: Recalled, others: list[Quantity]
) -> tuple[int, int, bool] | None:
    """Return the direction that a figure is called by what stands behind it."""
    behind = evidence.text[found.quantity.end : found.sentence.end]
    told = _APPOSED.match(behind)
    if told is None or found.series.id in GROWTH | TURNED or quoted(evidence.words(found.sentence)):
        return None
    group = "up" if told["up"] else "down"
    if any(
        q.start < found.quantity.end + told.end() and q.start > found.quantity.end for q in others
    ):
        return None
    start, end = (found.quantity.end + at for at in told.span(group))
    return start, end, group == "up"


def _led_in(
    evidence: Evidence, sentence: Sentence, lead: str, pattern: re.Pattern[str]
) -> tuple[int, int, bool] | None:
    """Return the direction that leads in a clause with a colon: "another gain: it reached"."""
    if not lead.rstrip().endswith(":") or NOT.search(lead):
        return None
    ways = list(pattern.finditer(lead))
    figures = within(evidence.quantities, sentence.start, sentence.start + len(lead))
    if len(ways) != 1 or any(one.kind is not Kind.ORDINAL for one in figures):
        return None
    start = sentence.start + ways[0].start()
    return start, start + len(ways[0][0]), ways[0]["up"] is not None


def _next(evidence: Evidence, sentence: Sentence) -> tuple[int, int, bool] | None:
    """Return the direction that the sentence right behind gives: "This was an improvement"."""
    place = place_of(evidence, sentence) + 1
    if place >= len(evidence.sentences):
        return None
    behind = evidence.sentences[place]
    words = evidence.words(behind)
    figures = [
        one
        for one in within(evidence.quantities, behind.start, behind.end)
        if one.kind is not Kind.ORDINAL
    ]
    if behind.block != sentence.block or figures or not _ON.search(words) or len(words) > 130:
        return None
    ways = list(_BETTER.finditer(words))
    if len(ways) != 1 or not _EARLIER.search(words) or NOT.search(words):
        return None
    start = behind.start + ways[0].start()
    return start, start + len(ways[0][0]), ways[0]["up"] is not None


_EARLIER = lazy_regex(
    r"\b(?:previous|preceding|earlier|prior|last)\s(?:year|one|count|figure|total|table)|"
    r"\byear\s(?:before|earlier)|"
    r"\b(?:on|over|from|with|of|against)\s(?:the\s)?(?:\w+\s){0,3}(?:19|20)\d\d\b|twelve\smonths"
)


_LEVEL = lazy_regex(
    r"\b(?:steady|unchanged|flat|same|little\schanged|stable|roughly|level\swith)\b"
)


def titled(evidence: Evidence, day: dt.date | None) -> Iterator[Moved]:
    """Yield a title's word of direction that the figure of its measure in the text contradicts."""
    span = evidence.article.title_span
    if span is None or not about_korea(evidence):
        return
    words = evidence.text[span[0] : span[1]]
    ways = list(WAY.finditer(words))
    if len(ways) != 1 or NOT.search(words) or quoted(words) or "?" in words:
        return
    named = {one.id for one, own in meant(stems(words), frozenset(), frozenset) if own}
    for found in recalled(evidence):
        one = found.series
        if one.id not in named or one.id in GROWTH | TURNED or one.frequency != "year":
            continue
        if not found.dated or len(found.digits) < _ANY_YEAR or excluded(one, words):
            continue
        if found.quantity.kind in _BY_AN_AMOUNT or one.kind not in {"count", "estimate"}:
            continue
        pair = _pair(found, day)
        clause = evidence.words(found.sentence)
        if (
            _LEVEL.search(clause)
            or pair is None
            or len(found.years) != 1
            or WAY.search(clause)
            or NOT.search(clause)
        ):
            continue
        up = ways[0]["up"] is not None
        if against(*pair, up=up):
            start = span[0] + ways[0].start()
            yield Moved(start, start + len(ways[0][0]), up, found, *pair)
            return
