"""Days that a part of a dated item has for itself, and where such parts begin.

"They hold talks on 3 November in Seoul, and on the 5th in Busan" is two occasions, neither of the
day that opens the item. A day behind a participle ("the accord signed on May 3") is of another
occasion, and no part's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bongsu.evidence.mentions import DateMention, Granularity

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?[ \n])?"
_DAY = rf"{_WEEKDAY}(?:the[ \n])?(?:\d{{1,2}}(?!\d|[:.]\d)|{_MONTH}[ \n]\d{{1,2}}(?!\d))"
ON_DAY = re.compile(rf"(?<!\w)(?:on|from|between)[ \n]{_DAY}")
_REPEATED = re.compile(
    rf"(?:,|;)?[ \n](?:and|then|and[ \n](?:then|again))[ \n]"
    rf"(?=(?:again[ \n])?(?:on|from)[ \n]{_DAY}"
    rf"|(?:in|at)[ \n][A-Z][\w.'’-]*(?:[ \n][A-Z][\w.'’-]*){{0,3}}[ \n]on[ \n]{_DAY})"
)
_GOVERNED = re.compile(rf"(?<!\w)(?:on|from|between)[ \n]{_WEEKDAY}\Z")
_PARTICIPLE = re.compile(r"(?:\w+ed|held|made|begun|set|sent|struck|won|taken|due)[ \n]\Z")
_ORDINAL = re.compile(
    r"(?<!\w)on[ \n]the[ \n](?P<day>\d{1,2})(?:st|nd|rd|th)"
    r"(?=[,.;]|[ \n](?:in|at|and|to|with)\b|\s*\Z)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDay:
    """The day or stretch of a part, in EDTF, and where its words stand."""

    edtf: str
    start: int
    end: int


def repeated(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ends of a part and the beginnings of the next where only day or place change."""
    for match in _REPEATED.finditer(text, start, end):
        if ON_DAY.search(text, start, match.start()):
            yield match.start(), match.end()


def own_day(
    text: str, stretch: tuple[int, int], dates: Sequence[DateMention], verb_end: int | None
) -> OwnDay | None:
    """Return the day that a part has for itself, none where it has none.

    Parameters
    ----------
    text : str
        Of the document.
    stretch : (int, int)
        Where the part stands.
    dates : sequence of DateMention
        Of the item up to the end of the part, in the order of the text.
    verb_end : int, optional
        Where its verb ends; "held on May 3" behind the verb itself is the part's own day.
    """
    start, end = stretch
    for one in dates:
        fits = one.edtf and one.granularity in {Granularity.DAY, Granularity.RANGE}
        if fits and start < one.start < end and _governed(text, start, one.start, verb_end):
            return OwnDay(edtf=str(one.edtf), start=one.start, end=one.end)
    match = _ORDINAL.search(text, start, end)
    known = [one.last for one in dates if match and one.start < match.start() and one.last]
    if match and known and _stands_free(text, start, match.start(), verb_end):
        try:
            day = known[-1].replace(day=int(match["day"]))
        except ValueError:  # the 31st of a month of thirty days
            return None
        if day < known[-1]:
            return None  # of another month, which the text leaves open
        return OwnDay(edtf=day.isoformat(), start=match.start("day"), end=match.end())
    return None


def _governed(text: str, start: int, at: int, verb_end: int | None) -> bool:
    match = _GOVERNED.search(text[max(start, at - 32) : at])
    return match is not None and _stands_free(text, start, at - len(match[0]), verb_end)


def _stands_free(text: str, start: int, at: int, verb_end: int | None) -> bool:
    """Whether what stands before "on" is no participle of another occasion."""
    if verb_end is not None and at - 1 <= verb_end <= at:
        return True
    return _PARTICIPLE.search(text[max(start, at - 24) : at]) is None
