"""Finds every figure in a text, with its scale, unit and hedge, and passes over numbers in names.

The text is scanned once for candidates; each is then read from the words around it. Dates are
found before, and no figure is read within one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from bongsu.evidence.counting import counted
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.figures import READERS, Figure
from bongsu.evidence.korean import read_korean
from bongsu.evidence.mentions import Comparator, DateMention, Kind, Quantity
from bongsu.evidence.naming import is_name
from bongsu.evidence.numbers import without_dust
from bongsu.evidence.quantity_words import words
from bongsu.patterns import lazy_regex, regex

_REACH = 40  # code points to the left in which a hedge or a sign stands
_HEDGE_WORDS = 6  # of the longest hedge
_HEDGE_SIGNS = frozenset("~≈<>≤≥")  # which stand right before a figure, whatever is before them
_RANGE = regex(r"[ \n]?[–—-][ \n]?|[ \n](?:to|and|through)[ \n]")
_FROM = lazy_regex(r"\bfrom[ \n](?:[^ .;]{1,12}[ \n]){0,2}\Z", re.IGNORECASE)
_BETWEEN = lazy_regex(r"\bbetween[ \n](?:[^ .;]{1,12}[ \n]){0,2}\Z", re.IGNORECASE)
_BY = lazy_regex(r"\bby[ \n](?:[^ .;]{1,12}[ \n]){0,2}\Z", re.IGNORECASE)
_MOVED = lazy_regex(  # right before a change that leads to a level, and no range begins
    r"\b(?:rose|risen|rising|rises?|fell|fallen|falling|falls?|climb\w*|drop\w*|grew|grown|grow|jump\w*|gain\w*|lost|"
    r"shed|add(?:ed|s|ing)|slid|slip\w*|declin\w*|decreas\w*|increas\w*|shrank|shrunk|surg\w*|soar\w*|plung\w*|"
    r"eased|up|down)[ \n](?:[a-z]+ly[ \n]|a[ \n]|some[ \n]|about[ \n])?\Z",
    re.IGNORECASE,
)
# Not ", or": "242,000, or 35.1 percent" says one thing twice.
_AGED = lazy_regex(r"\b(?:aged?|ages)[ \n]\Z", re.IGNORECASE)
_NEXT = regex(r",?[ \n](?:and|to|from)[ \n](?:from[ \n])?|[ \n]or[ \n]|,[ \n]|/")


def find_quantities(
    text: str, blocks: Sequence[Block], dates: Sequence[DateMention]
) -> tuple[Quantity, ...]:
    """Return the figures of an article in the order of its text.

    Parameters
    ----------
    text : str
        Text of the whole document.
    blocks : sequence of Block
        Those of one article; no figure crosses them.
    dates : sequence of DateMention
        Sorted by position; their digits and words are no figures.
    """
    found: list[Quantity] = []
    taken = _Taken(dates)
    for block in blocks:
        if block.kind is BlockKind.META:
            continue
        figures = list(_figures(text, block, taken))
        found.extend(_quantities(text, block, figures))
    return tuple(found)


_READERS = {**READERS, "korean": read_korean}


class _Taken:
    """Stretches that belong to dates."""

    def __init__(self, dates: Sequence[DateMention]) -> None:
        self._starts = [date.start for date in dates]
        self._ends = [date.end for date in dates]

    def meets(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one that is taken."""
        return bisect_left(self._starts, end) > bisect_right(self._ends, start)


def _figures(text: str, block: Block, taken: _Taken) -> Iterator[Figure]:
    known = words()
    read_to = block.start  # the scale of a figure is no figure of its own
    for found in known.number.finditer(text, block.start, block.end):
        form = found.lastgroup or ""
        start, end = found.span()
        if start < read_to or taken.meets(start, end) or is_name(text, start, end, form, block):
            continue
        for figure in _READERS[form](text, block, start, end, known):
            read_to = figure.end
            yield figure


def _quantities(text: str, block: Block, figures: list[Figure]) -> Iterator[Quantity]:
    at = 0
    previous: Quantity | None = None
    while at < len(figures):
        figure = figures[at]
        follower = figures[at + 1] if at + 1 < len(figures) else None
        joined = follower is not None and _is_range(text, block, figure, follower)
        shared = figure if joined else _with_unit_of(text, figures, at)
        quantity = (
            _range_of(text, block, figure, follower)
            if joined and follower is not None
            else _single(text, block, shared, previous)
        )
        at += 2 if joined else 1
        if quantity is not None:
            if quantity.kind is not Kind.MULTIPLE:  # "at 1.03, three times the 0.58"
                previous = quantity
            yield quantity


def _is_range(text: str, block: Block, first: Figure, second: Figure) -> bool:
    """Whether two figures are the ends of one range: "3.50–3.75 percent", "10 to 15 billion"."""
    joint = _RANGE.fullmatch(text, first.end, second.start)
    if joint is None or first.number.value is None or second.number.value is None:
        return False
    if not {first.form, second.form} <= {"digits", "words"}:
        return False
    before = text[max(block.start, first.start - _REACH) : first.start]
    if first.unit is not None and not _same_money(first, second):
        alike = second.unit is not None and first.unit.name == second.unit.name
        if joint[0].strip() == "to":
            return alike and _kept_at(text, block, first, second)
        return alike and joint[0].strip() == "and" and _BETWEEN.search(before) is not None
    if joint[0].strip() == "and":
        return _BETWEEN.search(before) is not None
    if joint[0].strip() in {"to", "through"}:
        both = first.unit is not None and second.unit is not None
        if both and (_BY.search(before) or _MOVED.search(before)):
            return False  # "rose by $4.9 billion to $50.5 billion"
        scale = first.scale if first.scale != 1.0 else second.scale
        falling = first.number.value * scale > second.number.value * second.scale
        if falling and first.signed > 0:
            return False  # "was cut $50 million to $20 million"
        return not _FROM.search(before) and (
            second.unit is not None
            or first.form == "words"
            or _AGED.search(before) is not None
            or _counts_some(text, before, first, second)
        )
    return first.number.value < second.number.value * max(second.scale, 1.0)


_MOST_APART = 3.0  # times: "40 to 50 people", but not "3 to 90"
_SIDES = lazy_regex(  # of a vote, a game or odds
    r"\b(?:vot\w*|won|lost|win|beat|defeat\w*|pass\w*|scor\w*|ratio|odds|approv\w*|reject\w*|split|led)\b",
    re.IGNORECASE,
)
_SOME = lazy_regex(
    r"\b(?:about|some|around|roughly|approximately|an[ \n]estimated)[ \n]\Z", re.IGNORECASE
)
_THINGS = regex(r"[ \n](?:[a-z-]+[ \n]){0,2}?(?:[a-z-]{2,}s|people|men|women|children)\b")


def _counts_some(text: str, before: str, first: Figure, second: Figure) -> bool:
    """Whether "200 to 250 people" are so many, and no score and no movement."""
    low = (first.number.value or 0.0) * (first.scale if first.scale != 1.0 else second.scale)
    high = (second.number.value or 0.0) * second.scale
    if not 0 < low < high <= _MOST_APART * low or _SIDES.search(before):
        return False
    if _BY.search(before) or _MOVED.search(before):
        return False
    return _SOME.search(before) is not None or _THINGS.match(text, second.end) is not None


_AT = lazy_regex(r"\b(?:at|around|about|roughly|approximately|within)[ \n]\Z", re.IGNORECASE)


def _kept_at(text: str, block: Block, first: Figure, second: Figure) -> bool:
    """Whether "at 0.5% to 0.6%" tells one level between two figures, each with its unit."""
    before = text[max(block.start, first.start - _REACH) : first.start]
    ends = (first.number.value or 0.0, second.number.value or 0.0)
    return ends[0] < ends[1] and _AT.search(before) is not None


def _same_money(first: Figure, second: Figure) -> bool:
    return (
        first.unit is not None
        and first.unit.kind is Kind.MONEY
        and (
            second.unit is None
            or (second.unit.kind, second.unit.name) == (Kind.MONEY, first.unit.name)
        )
    )


def _with_unit_of(text: str, figures: list[Figure], at: int) -> Figure:
    """Give a bare number the unit of the figure that follows: "from 4.2 to 6.1 percent"."""
    figure = figures[at]
    if figure.unit is not None and figure.unit.kind is not Kind.MONEY:
        return figure
    if figure.form not in {"digits", "words", "fraction"} or figure.scale != 1.0:
        return figure
    last = figure
    for follower in figures[at + 1 : at + 4]:
        if follower.form != figure.form or not _NEXT.fullmatch(text, last.end, follower.start):
            break
        if follower.unit is not None and (figure.unit is None or _same_money(figure, follower)):
            wanted = follower.unit
            if wanted.kind in {Kind.ORDINAL, Kind.AGE} or _out_of_scale(figure, follower):
                break
            unit = figure.unit or wanted._replace(end=figure.end)
            return figure._replace(unit=unit, scale=follower.scale)
        if follower.unit is not None or follower.scale != 1.0:
            break
        last = follower
    return figure


_PARTS_OF_HUNDRED = frozenset({Kind.PERCENT, Kind.PERCENT_CHANGE, Kind.POINTS})
_TIMES = 50.0  # the larger of two percentages that share one sign, by the smaller


def _out_of_scale(figure: Figure, follower: Figure) -> bool:
    """Whether a number is too large to be of the percent behind it: "up 8,300 or 3.6 percent"."""
    if follower.unit is None or follower.unit.kind not in _PARTS_OF_HUNDRED:
        return False
    return (figure.number.value or 0.0) > _TIMES * max(follower.number.value or 0.0, 2.0)


def _single(text: str, block: Block, figure: Figure, previous: Quantity | None) -> Quantity | None:
    count = counted(text, block, figure.start, figure.end, figure.form, figure.unit, previous)
    if count is None:
        return None
    worth = figure.scale * (figure.unit.worth if figure.unit else 1.0) * figure.signed
    number = figure.number
    hedge, end = _hedge(text, block, figure.start, count.end)
    return Quantity(
        start=figure.start,
        end=end if count.end == figure.end else count.end,
        kind=count.kind,
        value=None if number.value is None else without_dust(number.value * worth),
        unit=count.unit,
        comparator=hedge,
        step=abs(number.step * worth),
        approximate_step=abs(number.approximate_step * worth),
        malformed=number.value is None,
        words=number.words,
        noun=count.noun,
        per=figure.unit.per if figure.unit else "",
    )


def _range_of(text: str, block: Block, first: Figure, second: Figure) -> Quantity | None:
    unit = second.unit or first.unit
    count = counted(text, block, first.start, second.end, second.form, unit, None)
    if count is None or first.number.value is None or second.number.value is None:
        return None
    worth = unit.worth if unit else 1.0
    scale = first.scale if first.scale != 1.0 else second.scale
    hedge, _ = _hedge(text, block, first.start, second.end)
    return Quantity(
        start=first.start,
        end=count.end,
        kind=count.kind,
        value=None,
        low=without_dust(first.number.value * scale * worth * first.signed),
        high=without_dust(second.number.value * second.scale * worth),
        unit=count.unit,
        comparator=hedge,
        step=second.number.step * second.scale * worth,
        approximate_step=second.number.approximate_step * second.scale * worth,
        words=first.number.words,
        noun=count.noun,
        per=unit.per if unit else "",
    )


_SIGNS_OF_MORE = {"+", "plus"}  # before a figure they are a sign, behind it "or more"
# "Add up to 5" and "edged up to 5" are no "at most".
_ADDING = {"add", "adds", "added", "adding", "sum", "sums", "edged", "edges", "edging", "inched"}
_ADDING |= {"ticked", "crept", "climbed", "went", "picked", "rose", "nudged", "pushed", "revised"}
_ADDING |= {"marked", "jumped", "shot", "stepped"}
_PARTED = {  # verbs of which what looks like a hedge is a part: "hand over 31 percent"
    "up to": _ADDING,
    "over": {
        *("hand", "hands", "handed", "handing", "take", "takes", "took", "taking", "taken", "turn"),
        *(
            "turned",
            "turns",
            "sign",
            "signed",
            "make",
            "made",
            "carry",
            "carried",
            "pass",
            "passed",
        ),
        *("bring", "brought", "send", "sent", "roll", "rolled", "go", "went", "give", "gave"),
    },
}


def _hedge(text: str, block: Block, start: int, end: int) -> tuple[Comparator, int]:
    known = words()
    before = text[max(block.start, start - _REACH) : start].lower().split()[-_HEDGE_WORDS:]
    for first in range(len(before)):
        said = " ".join(before[first:]).lstrip("([“‘\"'—–/")
        hedge = known.hedges.get(said) if said not in _SIGNS_OF_MORE else None
        if hedge is not None:
            parted = first and before[first - 1] in _PARTED.get(said, ())
            return (Comparator.EXACT if parted else hedge), end
    if before and before[-1][-1] in _HEDGE_SIGNS and text[start - 1] == before[-1][-1]:
        return known.hedges[before[-1][-1]], end
    behind = known.hedge_behind.match(text, end)
    if behind and behind.end() <= block.end:
        hedge = known.hedges[behind["hedge"].lower().replace("\n", " ")]
        return hedge, end
    return Comparator.EXACT, end
