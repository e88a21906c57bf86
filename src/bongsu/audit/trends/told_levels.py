"""The levels of a sentence, those in words too, and which of two of them the words put first.

A level is the earlier one by what leads to it ("against", "had been"), by what follows it ("a year
before") or by its date. What is by how much something moved is no level.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import DATE, FIGURES
from bongsu.audit.reading.changed import way_of
from bongsu.audit.reading.frames import Frame, source
from bongsu.audit.reading.ordinals import ORDINALS
from bongsu.audit.reading.placed import period_of
from bongsu.audit.reading.tallies import UNITS
from bongsu.audit.trends.clause_ways import WORD
from bongsu.errors import BadPeriod
from bongsu.evidence.mentions import NO_BOUNDS, PERCENTS, Comparator, Kind, Quantity
from bongsu.evidence.sourced import span as span_of
from bongsu.patterns import lazy_regex, regex

_KINDS = {*PERCENTS, Kind.MONEY, Kind.COUNT, Kind.PHYSICAL, Kind.RATE, Kind.INDEX, Kind.AGE,
          Kind.DURATION, Kind.ORDINAL}  # fmt: skip
_TIMES = 20.0  # by which two levels of one measure may lie apart

# What leads to a figure, with the small words that may stand between.
SMALL = (
    rf"(?:(?:it|they|the|its|their|a|an|that|those|this|last|previous|prior|earlier|record|"
    rf"figure|total|"
    rf"rate|share|level|"
    rf"amount|number|target|goal|average|forecasts?|estimates?|projections?|outlook|proposal|plan|of|what|was|were|in|at|"
    rf"just|only|about|some|"
    rf"around|nearly|almost|roughly|as|much|many|low|high|government|years?|month|quarter|mere|"
    rf"full|"
    rf"(?:{DATE}|year|month|quarter|government|(?:central )?bank|institute)['\u2019]s|"
    rf"(?:[A-Z][\w.-]+ ){{0,2}}[A-Z][\w.-]+['\u2019]s|{DATE}) ){{0,6}}[$\u20ac\u00a3\u00a5]?$"
)
_THEN = lazy_regex(
    r"\b(?:from|than|against|versus|vs\.?|compared (?:to|with)|relative to|set against|up on|"
    r"down on|over|after|"
    r"previously|formerly|originally|once|earlier|had been|having been|"
    r"had (?:\w+ ){0,2}?(?:stood|come|run|cost|numbered|"
    r"totall?ed|been|made|earned|taken|amounted)(?: worth| at| to)?|used to (?:be|cost|take|"
    r"stand at)|"
    rf"instead of|in place of|down from|up from|before that) {SMALL}",
    re.IGNORECASE,
)
_NOW = lazy_regex(
    rf"\b(?:to|now|reach(?:ing|ed|es)?|hit(?:ting)?|becom\w+|became) {SMALL}", re.IGNORECASE
)
_AGO = lazy_regex(
    r"[^;.,()\ue000-\ue01f]{0,25}?\b(?:(?:a|one|two|three|several|twelve|six) (?:years?|months?|"
    r"quarters?|decades?|weeks?) "
    r"(?:ago|before|earlier|previously)|(?:the|a) (?:year|month|quarter|week|decade) (?:before|"
    r"earlier)|"
    r"the (?:previous|preceding|prior|year-ago|year-earlier) \w+|last (?:year|month|quarter)|"
    r"previously|at (?:the time|first)|"
    r"before the)\b",
    re.IGNORECASE,
)
_AT_PRESENT = lazy_regex(
    r"[^;.,()\ue000-\ue01f]{0,25}?\b(?:now|today|at present|currently|this (?:year|month|"
    r"quarter)|these days)\b",
    re.IGNORECASE,
)


Place = tuple[int, Quantity]


def levels_of(frame: Frame) -> list[Place]:
    """Return the figures of a sentence that may be levels, in the order of the text."""
    found = [
        (at, _exact(frame, at, quantity))
        for at, quantity in frame.figures
        for ranked in (quantity.kind is Kind.ORDINAL,)  # "up to seventh" is no limit
        if quantity.kind in _KINDS
        and quantity.value is not None
        and quantity.value >= 0
        and (
            ranked
            or quantity.comparator in NO_BOUNDS
            or _moved_up_to(frame, at)
            or _AN_END.search(frame.text, max(0, at - 40), at)
        )
        and frame.slim[at] != DATE
        and frame.reckoned(at) is not None
        and not (ranked and NO_RANK.match(frame.text, at + 1))
    ]
    return sorted([*found, *_spoken(frame)])


def _exact(frame: Frame, at: int, quantity: Quantity) -> Quantity:
    """Return a figure without the limit that "went up to 5", or "up to seventh", is not."""
    if quantity.kind is Kind.ORDINAL or _moved_up_to(frame, at):
        return replace(quantity, comparator=Comparator.EXACT)
    if _CLOSE_BY.search(frame.text, max(0, at - 40), at):
        return replace(quantity, comparator=Comparator.APPROX)
    return quantity


_BOUND = r"(?:under|over|above|below|shy\sof|(?:more|less|fewer)\sthan)\s[$\u20ac\u00a3]?$"
_AN_END = lazy_regex(  # "rose from under 350 to more than 400": bounds of what a movement links
    rf"\b(?:from|to)\s(?P<bound>(?:(?:just|slightly|well|far|a\slittle)\s)?{_BOUND})", re.IGNORECASE
)
_CLOSE_BY = lazy_regex(rf"\b(?:just|slightly|a\slittle|a\sshade|a\stouch)\s{_BOUND}", re.IGNORECASE)


def without_bound(words: str) -> str:
    """Return words that lead to a figure with blanks for the bound that it is: no direction."""
    found = _AN_END.search(words, max(0, len(words) - 40))
    return words if found is None else words[: found.start("bound")].ljust(len(words))


def _moved_up_to(frame: Frame, at: int) -> bool:
    return _WENT_UP_TO.search(frame.text, max(0, at - 40), at) is not None


_WENT_UP_TO = guarded_regex(
    r"\b(?:\w+ed|went|gone|go(?:es|ing)?|crept|shot|\w+ing|back|climb|move|edge|inch|jump|get|"
    r"got|[\ue000-\ue01f]) "
    r"(?:up|down) to [$\u20ac\u00a3]?$",
    re.IGNORECASE,
)
_ORDINALS = {word: place for place, word in enumerate(ORDINALS, 1)}
_IN_WORDS = guarded_regex(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)


def _spoken(frame: Frame) -> Iterator[Place]:
    """Yield the places of a ranking, and small counts of a movement, that are told in words."""
    if RANKS.search(frame.evidence.words(frame.sentence)):
        for match in _IN_WORDS.finditer(frame.text):
            if NO_RANK.match(frame.text, match.end()):
                continue
            yield _told_in_words(frame, match.span(), _ORDINALS[match[0].lower()], Kind.ORDINAL)
    for match in _COUNTED.finditer(frame.text):
        number = UNITS.index(match["n"].lower())
        yield _told_in_words(frame, match.span("n"), number, Kind.COUNT)


_COUNTED = guarded_regex(
    r"\b(?:from|to|than|against) (?:(?:just|only|about|some) )?"
    rf"(?P<n>{'|'.join(UNITS[2:])})\b(?!-)",
    re.IGNORECASE,
)


def _told_in_words(frame: Frame, span: tuple[int, int], number: int, kind: Kind) -> Place:
    start = source(frame, span[0])
    return span[0], Quantity(
        start=start,
        end=start + span[1] - span[0],
        kind=kind,
        value=float(number),
        unit="ordinal" if kind is Kind.ORDINAL else "",
        step=1.0,
        approximate_step=1.0,
        words=True,
    )


def level_pairs(frame: Frame, levels: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Yield two figures of one unit that no other one of it stands between or near."""
    for place, (at, quantity) in enumerate(levels):
        others = [one for one in levels[place + 1 :] if one_unit(quantity, one[1])]
        if not others:
            continue
        second = others[0]
        rivals = [
            one for one in levels if one[0] not in (at, second[0]) and one_unit(quantity, one[1])
        ]
        near = [one for one in rivals if at - CLAUSE < one[0] < second[0] + CLAUSE]
        if any(not _parted(frame, one[0], at, second[0]) for one in near):
            continue
        yield (at, quantity), second


CLAUSE = 90
_PARTS = lazy_regex(r"[;:\u2014]|, (?:and|but|while|whereas|although)\b|\b(?:while|whereas)\b")


def _parted(frame: Frame, at: int, first: int, second: int) -> bool:
    """Whether a clause ends between a third figure and two others."""
    start, end = (at, first) if at < first else (second, at)
    return first < at < second or _PARTS.search(frame.text, start, end) is not None


def _head(quantity: Quantity) -> str:
    """Return how a noun begins; "37,500 of two decades ago" has none."""
    noun = quantity.noun.lower()
    return "" if noun.split(" ", 1)[0] in UNITS else noun[:4]


def one_unit(first: Quantity, second: Quantity) -> bool:
    """Whether two figures can be levels of one measure."""
    if first.kind in PERCENTS or second.kind in PERCENTS:
        return first.kind in PERCENTS and second.kind in PERCENTS
    if first.kind is not second.kind or first.per != second.per:
        return False
    if first.kind is Kind.ORDINAL:
        return True
    if first.kind is Kind.COUNT:
        heads = {_head(one) for one in (first, second)} - {""}
        if len(heads) > 1:
            return False
    elif first.unit != second.unit:
        return False
    low, high = sorted((first.value or 0.0, second.value or 0.0))
    return 0 < high <= _TIMES * low


def in_time(one: Frame, first: Place, other: Frame, second: Place) -> tuple[Place, Place] | None:
    """Return the earlier and the later of two levels, if the words tell which is which."""
    then = [_marked(frame, place, _THEN, _AGO) for frame, place in ((one, first), (other, second))]
    if then[0] != then[1]:
        return (first, second) if then[0] else (second, first)
    if then[0]:
        return None
    days = [_period(frame, place) for frame, place in ((one, first), (other, second))]
    if days[0] and days[1] and days[0] != days[1]:
        early, late = sorted(((days[0], 0), (days[1], 1)))
        if early[0][1] < late[0][0]:  # neither lies in the other
            return (first, second) if early[1] == 0 else (second, first)
        return None
    now = [
        _marked(frame, place, _NOW, _AT_PRESENT) for frame, place in ((one, first), (other, second))
    ]
    if now[0] == now[1] or any(days):
        return None  # of two levels one is dated, and the other may be of any time
    return (second, first) if now[0] else (first, second)


def _marked(frame: Frame, place: Place, lead: re.Pattern[str], tail: re.Pattern[str]) -> bool:
    """Whether what leads to a figure, or what follows it, puts it in its time."""
    at = place[0]
    words = without_bound(frame.slim[max(0, at - _REACH) : at])
    if lead.search(words) or lead.search(words.rstrip() + " "):
        return True
    return tail.match(frame.slim, at + 1) is not None


_REACH = 70


def _period(frame: Frame, place: Place) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the period of a figure, where its sentence tells it."""
    period = period_of(frame.evidence, place[1])
    told = frame.dates(max(0, place[0] - CLAUSE), place[0] + CLAUSE)
    if not period or not any(date.edtf == period for date in told):
        return None
    try:
        return span_of(period)
    except (BadPeriod, ValueError):
        return None


RANKS = guarded_regex(
    r"\b(?:rank\w*|places?|positions?|spot|league|index|largest|biggest|highest|worldwide|"
    r"globally|world\b|among)",
    re.IGNORECASE,
)
NO_RANK = lazy_regex(
    r"\s(?:century|quarter|term|round|edition|session|anniversary|floor|grade|percentile|district|"
    r"months?|years?|days?|weeks?|time|meeting|summit|amendment|generation|division|republic|"
    r"plenum|"
    r"congress|assembly|party|item|half|straight|consecutive|in a row|of (?:January|February|March|"
    r"April|May|June|July|August|September|October|November|December)|"
    rf"{'|'.join(UNITS[2:])}|[\ue000-\ue020])\b",
    re.IGNORECASE,
)


def is_change(frame: Frame, place: Place) -> bool:
    """Whether a figure is by how much something moved, and no level."""
    at, quantity = place
    if quantity.kind is Kind.ORDINAL:
        return False
    lead = without_bound(frame.slim[max(0, at - 40) : at].lower())
    if _BY.search(lead):
        return True
    last = WORD.findall(_CUT.split(lead)[-1])
    if last and last[-1] in _HEDGES:
        last = last[:-1]
    if last and last[-1] not in {"up", "down"} and way_of(last[-1]) in {"up", "down"}:
        return True
    words = WORD.findall(_CUT.split(frame.slim[end_of(place) : end_of(place) + 30].lower())[0])[:2]
    if quantity.kind in PERCENTS or (words and words[0] in _THANWORDS):
        return "from" not in words and any(way_of(w) in {"up", "down", "apart"} for w in words)
    return False


_BY = lazy_regex(r"\bby (?:[a-z]+ ){0,3}[$\u20ac]?$")
_CUT = regex(rf"[,;:.(){FIGURES}]")
_HEDGES = frozenset(
    {
        "of",
        "a",
        "an",
        "about",
        "some",
        "nearly",
        "only",
        "just",
        "almost",
        "another",
        "over",
        "around",
    }
)
_THANWORDS = frozenset(
    {
        "more",
        "less",
        "fewer",
        "higher",
        "lower",
        "above",
        "below",
        "larger",
        "smaller",
        "up",
        "down",
    }
)


def end_of(place: Place) -> int:
    """Return where a figure ends in its frame: one in words has no sign there."""
    return place[0] + (place[1].end - place[1].start if place[1].words else 1)
