"""Changes in percent of the only two amounts that a passage tells, whatever stands between them.

"1,472 open cases, down from 1,840. The 18 percent decline", "used to be 4 million, will be 5
million, so families pay 20 percent more": which way it went tells which of the two is the base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bongsu.audit.notation import Form
from bongsu.audit.reading.fits import fits, growth
from bongsu.audit.reading.terms import Term, prose_terms
from bongsu.evidence.mentions import AMOUNTS, NO_BOUNDS, PERCENTS, Evidence, Kind, Quantity
from bongsu.patterns import lazy_regex

Trio = tuple[Quantity, Quantity, Quantity]  # the base, the other level and the change

_UP = Form(
    r"^ (?:[a-z-]+ ){0,1}?(?:{up_noun}|{more}|increase|rise|growth|gain|jump|surge|climb|"
    r"expansion|higher|more|above|"
    r"larger|bigger|dearer|up)\b"
)
_DOWN = Form(
    r"^ (?:[a-z-]+ ){0,1}?(?:{down_noun}|{less}|decline|drop|fall|reduction|cut|decrease|loss|"
    r"contraction|lower|less|"
    r"below|fewer|smaller|cheaper|down|discount)\b"
)
_UP_BEFORE = Form(
    r"(?:{up_noun}|{up}|growth|increase|rise|gain|expansion|jump|surge)(?: of| by)?(?: (?:about|"
    r"some|nearly|only|just|almost|over))*"
    r" $"
)
_DOWN_BEFORE = Form(
    r"(?:{down_noun}|{down}|decline|drop|fall|reduction|cut|decrease|loss|contraction)(?: of| by)?"
    r"(?: (?:about|some|nearly|only|just|almost|over))* $"
)
_POINTS_BACK = lazy_regex(
    r"\b(?:the|this|that|these|its|their|such an?|an?|so|which is|which means|i\.e\.,?|or|thus|"
    r"hence|therefore)\b"
    r"[^.;]{0,60}$"
)
_PACED = lazy_regex(
    r"\b(?:a year|per year|annual\w*|yearly|on average|average|monthly|compound\w*|year-on-year|"
    r"real terms|each year|"
    r"points?|adjusted|same (?:month|period|quarter)|quarter-on-quarter|from a year|earlier|"
    r"year before|target|"
    r"forecast|plan\w*|expected|than expected|other|another|respectively|elsewhere|rival\w*|tax|"
    r"duty|tariff)\b"
)
_STEP = lazy_regex(
    r"\b(?:by|another|further|additional|extra|of which|each|per)(?: (?:about|some|the))* $"
)
_STEP_BEHIND = lazy_regex(
    r" (?:[a-z]+ ){0,2}?(?:more|less|fewer|higher|lower|each|apiece|a day|an hour)\b"
)
_FROM_DATE = lazy_regex(
    r"\b(?:than|from|on|over|since|against|below|above)(?: in| at|"
    r" of)?(?: the)? \ue020(?! (?:mark|level|peak|figure|total|high|low)\b)"
)
_OF_ANOTHER = lazy_regex(r"\b(?:while|whereas|but|and)\b")  # another clause has its own subject
_ROOM = (0.4, 2.5)  # of what is right: a change farther off is of something else


def percents_near(evidence: Evidence) -> Iterator[Trio]:
    """Yield the two amounts of a passage with a change that is not right of them."""
    prose = prose_terms(evidence)
    for change in prose:
        if change.quantity.kind not in PERCENTS or change.quantity.comparator not in NO_BOUNDS:
            continue
        way = _way(change)
        if way and change.value and not _PACED.search(change.frame.text.lower()):
            pair = _levels(change, prose)
            if pair is not None:
                yield from _wrong(change, way, *pair)


def _way(change: Term) -> str:
    """Return which way words right beside a percentage say that something went."""
    tail, lead = change.tail[:40], change.lead[-60:]
    up, down = _UP.search(tail) is not None, _DOWN.search(tail) is not None
    if up == down:
        up, down = _UP_BEFORE.search(lead) is not None, _DOWN_BEFORE.search(lead) is not None
    return "" if up == down else "up" if up else "down"


def _levels(change: Term, prose: Sequence[Term]) -> tuple[Term, Term] | None:
    """Return the only two amounts of one unit in the sentence of a change and the one before."""
    near = [
        one for one in prose if one.block == change.block and 0 <= change.index - one.index <= 1
    ]
    if sum(one.quantity.kind in PERCENTS for one in near) != 1:
        return None
    amounts = [one for one in near if one.quantity.kind in AMOUNTS and not one.idle]
    here = [one for one in amounts if one.index == change.index]
    some = here if len(here) == 2 else amounts
    if len(some) != 2 or (len(here) == 0 and not _POINTS_BACK.search(change.lead.lower())):
        return None
    first, second = some
    start = change.quantity.start
    if first.quantity.start < start < second.quantity.start or _FROM_DATE.search(change.tail[:60]):
        return None  # what stands between is the change to the first of the two from a third
    if second.frame is change.frame and _OF_ANOTHER.search(
        change.frame.text[second.at : change.at].lower()
    ):
        return None
    one, other = first.quantity, second.quantity
    if one.kind is not other.kind or (one.unit != other.unit and one.kind is not Kind.COUNT):
        return None
    if one.noun and other.noun and one.noun[:4].lower() != other.noun[:4].lower():
        return None
    plain = all(q.comparator in NO_BOUNDS for q in (one, other)) and one.per == other.per
    steps = any(_STEP.search(t.lead[-20:]) or _STEP_BEHIND.match(t.tail.lower()) for t in some)
    return (first, second) if plain and not steps else None


def _wrong(change: Term, way: str, first: Term, second: Term) -> Iterator[Trio]:
    low, high = sorted((first, second), key=lambda one: one.value)
    if not low.value or low.value == high.value:
        return
    base, other = (low, high) if way == "up" else (high, low)
    right = abs(other.value / base.value - 1) * 100
    near = _ROOM[0] <= change.value / right <= _ROOM[1]
    if near and not fits(change.quantity, growth, base.quantity, other.quantity):
        yield base.quantity, other.quantity, change.quantity
