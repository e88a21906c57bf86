"""Sentences with their figures and dates as signs, so that patterns can speak of what is between.

"Exports rose from USD 4 billion to USD 6 billion in 2024" becomes "Exports rose from M to M in D";
`notation.py` says how patterns are written.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from bongsu.audit.needs import guarded_regex
from bongsu.audit.notation import DATE, SIGNS, Form
from bongsu.audit.reading.tallies import UNITS, count_in_words
from bongsu.audit.remembering import remembered
from bongsu.evidence.mentions import DateMention, Evidence, Kind, Quantity, Sentence
from bongsu.patterns import lazy_regex, regex

_MOST = 60  # figures; a sentence with more is a table that lost its form
_LONGEST = 1200  # signs; no sentence that a person wrote is longer, and patterns stay quick

_START = attrgetter("start")
_FRACTION = regex(r"\\?/\d|[ -]\d\\?/\d")
_MINUS = regex(r"(?:[-\u2212]|\b(?:minus|negative) )$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A sentence with a sign for every figure and date, and what each sign stands for."""

    text: str
    items: Mapping[int, Quantity | DateMention]  # by the position of the sign
    evidence: Evidence
    sentence: Sentence
    index: int  # of the sentence
    figures: tuple[tuple[int, Quantity], ...]  # all figures with the positions of their signs
    slim: str  # the text, with amounts that only rename the one before them passed over

    def quantity(self, match: re.Match[str], name: str) -> Quantity | None:
        """Return the figure that a group of a pattern found; none if it cannot be reckoned with."""
        at = match.start(name) if name in match.re.groupindex else -1
        return self.reckoned(at)

    def reckoned(self, at: int) -> Quantity | None:
        """Return the figure whose sign stands at a place; none if it cannot be reckoned with."""
        item = self.items.get(at)
        if not isinstance(item, Quantity) or item.malformed:
            return None
        if _FRACTION.match(self.text, at + 1) or self.text[at - 1 : at] == "/":
            return None  # "10 1/4" in pieces
        if _MINUS.search(self.text, max(0, at - 10), at):
            return None  # whether the sign was read into the value is not for rules to guess
        return item

    def dates(self, start: int, end: int) -> list[DateMention]:
        """Return the dates whose signs lie in a stretch of the frame."""
        return [
            item
            for at, item in self.items.items()
            if start <= at < end and isinstance(item, DateMention)
        ]


def adjoins(before: Frame, frame: Frame) -> bool:
    """Whether two sentences stand one right behind the other in one paragraph."""
    return before.index + 1 == frame.index and before.sentence.block == frame.sentence.block


def quantities_within(evidence: Evidence, start: int, end: int) -> list[Quantity]:
    """Return the figures that begin in a stretch of the text."""
    first = bisect_left(evidence.quantities, start, key=_START)
    last = bisect_left(evidence.quantities, end, key=_START)
    return list(evidence.quantities[first:last])


def source(frame: Frame, at: int) -> int:
    """Return the position in the text of a position in a frame."""
    shift, base = 0, frame.sentence.start
    for sign, item in sorted(frame.items.items()):
        if sign >= at:
            break
        shift, base = sign + 1, item.end
    return base + at - shift


@remembered
def frames(evidence: Evidence) -> Iterator[Frame]:
    """Yield the frames of all sentences that hold two figures or more."""
    return (frame for frame in all_frames(evidence) if 1 < len(frame.figures) <= _MOST)


@remembered
def all_frames(evidence: Evidence) -> Iterator[Frame]:
    """Yield the frames of all sentences that hold a figure or a date."""
    items: list[Quantity | DateMention] = [*evidence.quantities, *evidence.dates]
    items.sort(key=lambda item: (item.start, -item.end))
    at = 0
    for index, sentence in enumerate(evidence.sentences):
        while at < len(items) and items[at].start < sentence.start:
            at += 1
        upto = at
        while upto < len(items) and items[upto].end <= sentence.end:
            upto += 1
        frame = _frame(evidence, sentence, index, items[at:upto])
        if frame is not None:
            yield frame


def _frame(
    evidence: Evidence, sentence: Sentence, index: int, items: list[Quantity | DateMention]
) -> Frame | None:
    parts: list[str] = []
    signs: dict[int, Quantity | DateMention] = {}
    cursor, length = sentence.start, 0
    for item in _with_small_counts(evidence.text, sentence, items):
        before = evidence.text[cursor : item.start]
        signs[length + len(before)] = item
        parts += [before, SIGNS[item.kind] if isinstance(item, Quantity) else DATE]
        length += len(before) + 1
        cursor = item.end
    parts.append(evidence.text[cursor : sentence.end])
    text = "".join(parts).replace("\n", " ")
    if not signs or len(text) > _LONGEST:
        return None
    figures = tuple((at, item) for at, item in signs.items() if isinstance(item, Quantity))
    return Frame(
        text=text,
        items=signs,
        evidence=evidence,
        sentence=sentence,
        index=index,
        figures=figures,
        slim=_slim(text, signs),
    )


def _slim(text: str, signs: Mapping[int, Quantity | DateMention]) -> str:
    """Pass over second namings: "USD 60 billion (KRW 84 trillion)", "5 million, or 6 a share".

    Neither does what a level is a share of part it from its other end: "from KRW 1,177 trillion
    (46.2% of GDP) to KRW 2,087 trillion (57.7%)". Positions stay the same.
    """
    renames = [match.start("c") for form in (_ASIDE, _OF_GDP) for match in form.finditer(text)]
    for found in _RENAMING.finditer(text):
        first, second = signs[found.start("x")], signs[found.start("y")]
        if not isinstance(first, Quantity) or not isinstance(second, Quantity):
            continue
        if first.unit != second.unit or found["rate"]:
            renames.append(found.start("y"))
    return (
        "".join(DATE if at in renames else sign for at, sign in enumerate(text))
        if renames
        else text
    )


_ASIDE = lazy_regex(  # no change: that stands behind both levels, and with its direction
    "(?:from|to)\\b[^;()\ue000-\ue01f]{0,25}[\ue000-\ue01f] "
    f"\\((?:or )?(?P<c>[{SIGNS[Kind.PERCENT]}{SIGNS[Kind.MONEY]}])(?: of [a-zA-Z ]{{2,25}})?\\)"
    "(?=[^;()\ue000-\ue01f]{0,40}\\bto\\b)",
    re.IGNORECASE,
)
_OF_GDP = lazy_regex(  # an amount as a share of what all is a share of
    f"[{SIGNS[Kind.MONEY]}](?:,? (?:in )?{DATE})?,? ?(?:\\(|,? or )(?P<c>[{SIGNS[Kind.PERCENT]}])"
    " (?:of|to) (?:GDP|GNI|the total)(?: in \ue020)?\\)",
    re.IGNORECASE,
)
_RENAMING = Form(
    r"<x:money>(?:~12[(\[]|, or |\u2014or )_(?:or |US)?_<y:money>"
    r"(?=(?P<rate> (?:a|an|per) (?:share|unit|person|head|household|capita)| each)?)"
)


_SMALL = {word: value for value, word in enumerate(UNITS) if value > 1}
_SMALL_WORD = guarded_regex(
    rf"(?=[efnst])(?<![\w-])(?:{'|'.join(_SMALL)})(?= (?:of|out of|[a-z]+ed|rose|fell|grew|were|"
    r"are|was|had|have|voted|said|[a-z-]+s|\d+-basis-point|quarter-point|half-point)\b)"
    r"(?! [a-z]+ly\b)|"
    rf"(?<![\w-])(?:{'|'.join(_SMALL)})(?=-(?:member|judge|seat|nation|person)\b)",
    re.IGNORECASE,
)


_INSIDE = regex(r"[\w,]\s$")  # what stands before a word that does not begin a sentence


def _with_small_counts(
    text: str, sentence: Sentence, items: list[Quantity | DateMention]
) -> Iterator[Quantity | DateMention]:
    """Yield what was found, none overlapping another, with the small counts between them.

    "Three of the four" and "eight rose" are left aside as figures, since a number in words is
    often an idiom; in a tally or a share it counts.
    """
    cursor = sentence.start
    for item in items:
        if item.start >= cursor and not _describes(text, item):
            yield from _small_counts(text, cursor, item.start)
            yield _plain(text, item)
            cursor = item.end
    yield from _small_counts(text, cursor, sentence.end)


_DECADE = lazy_regex(r"\b(?:their|his|her)\s(?:(?:early|mid|late)[\s-])?$")


def _describes(text: str, item: Quantity | DateMention) -> bool:
    """Whether a number is only part of a word: "in their 60s", "the 28,500-strong force"."""
    behind = text[item.end : item.end + 7]
    if behind == "-strong":
        return True
    if isinstance(item, Quantity) and item.kind is Kind.FRACTION:
        written = text[item.start : item.end].lower()
        lead = text[max(0, item.start - 30) : item.start]
        return written == "a quarter" and behind[:4] != " of " and bool(_AMOUNT.search(lead))
    before = text[max(0, item.start - 12) : item.start]
    return behind[:1] == "s" and _DECADE.search(before) is not None


_AMOUNT = lazy_regex(  # so much "a quarter": that is a time, and no fourth part
    r"(?:[\w$]\d|\d|illion|thousand|won|dollars|yen|euros|tons|barrels|people|units)"
    r"(?: [a-z]+){0,1} $"
)
_DIGITS = regex(r"\d[\d,]*")
_AGED = regex(r"\b(?:under|over|aged|above|below) $")
_RANKED = ("top ", "bottom ", "upper ", "lower ", "richest ", "poorest ")
_RENAMED = lazy_regex(r"(?P<comma>,)? or ")
_ALL = 100.0  # percent: "443,566 or 71 percent" are persons first
_SPREAD = {Kind.PERCENT, Kind.MULTIPLE}  # units that a list lends to the numbers before its last
_CHANGE_BEHIND = lazy_regex(  # "at 1,458, 35 percent lower": no percentage of 1,458
    r", \d[\d.,]* ?(?:%|per ?cent) (?:lower|higher|more|less|down|up|below|above|fewer)\b|"
    r", (?:about |nearly |almost |some )?\d[\d.,]* times\b"
)
_YEARS = lazy_regex(r"(?:[a-z]+ )?(?:years?|months?|decades?)", re.IGNORECASE)
_FAR_ABOVE_ALL = 100.0  # points; an index has so many, percentages are never so far apart
_OLDEST = 110


def _plain(text: str, item: Quantity | DateMention) -> Quantity | DateMention:
    """Tell counts from what looks like one, or like none, for the sake of arithmetic.

    A bare number with decimals is a count ("1.5 million units" may follow "1.2 million"), and so is
    one that a percentage renames ("99, or 55 percent"); "those under 35" are told by their age.
    """
    if not isinstance(item, Quantity):
        return item
    if item.kind is Kind.RATE and not item.unit and not item.per:
        return replace(item, kind=Kind.COUNT)
    if item.kind is Kind.FRACTION:
        return _in_percent(item) if _is_change(text, item) else item
    return _plain_amount(text, item)


def _plain_amount(text: str, item: Quantity) -> Quantity:
    """Return a figure with the kind that the words about it give it."""
    written = text[item.start : item.end]
    if item.kind is Kind.PERCENT and text.endswith(_RANKED, 0, item.start):
        return replace(item, kind=Kind.ORDINAL)  # "the bottom 20 percent" are a group by its rank
    if item.kind is Kind.POINTS and (item.value or 0.0) > _FAR_ABOVE_ALL:
        return replace(item, kind=Kind.INDEX, unit="points")
    if item.kind is Kind.COUNT and item.noun and _YEARS.fullmatch(item.noun):
        item = replace(item, noun="", unit="")  # "618,000 ten years before"
    if _DIGITS.fullmatch(written):
        renamed = _RENAMED.match(text, item.end) if item.kind is Kind.PERCENT else None
        if renamed and (renamed["comma"] or (item.value or 0.0) > _ALL):
            return replace(item, kind=Kind.COUNT, unit="")
        if item.kind in _SPREAD and _CHANGE_BEHIND.match(text, item.end):
            return replace(item, kind=Kind.COUNT, unit="")
        aged = _AGED.search(text, max(0, item.start - 8), item.start)
        if aged and item.kind is Kind.COUNT and not item.noun and (item.value or 0) < _OLDEST:
            return replace(item, kind=Kind.AGE, unit="year")
    return item


_CHANGED_BY = lazy_regex(  # "fell by a third", "up a quarter", "a drop of nearly half"
    r"\b(?:by|up|down|(?:rise|increase|gain|jump|growth|fall|drop|decline|decrease|cut|reduction|"
    r"slump|plunge)\sof|rose|grew|jumped|fell|dropped|declined|shrank|slumped|plunged|tumbled)\s"
    r"(?:(?:about|some|nearly|almost|roughly|around|over|only|just|(?:more|less)\sthan)\s)?$"
)


def _is_change(text: str, fraction: Quantity) -> bool:
    """Whether a fraction is by how much something moved, and no part of a whole."""
    if text.startswith(" of ", fraction.end):
        return False
    return _CHANGED_BY.search(text, max(0, fraction.start - 40), fraction.start) is not None


_LOOSE = 0.1  # of itself: "a third" is said of 31.7 to 35 percent
_LOOSER = 0.3  # "nearly a third"


def _in_percent(fraction: Quantity) -> Quantity:
    """Return a change told as a fraction in percent: "fell by a third", by 33.3."""
    part = (fraction.value or 0.0) * _ALL
    return replace(
        fraction,
        kind=Kind.PERCENT_CHANGE,
        unit="percent",
        value=part,
        step=part * _LOOSE,
        approximate_step=part * _LOOSER,
    )


def _small_counts(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield small numbers in words that count something and were left aside as figures."""
    for found in _SMALL_WORD.finditer(text, start, end + 20):  # what follows may be a figure
        if found.end() > end:
            break
        if not found[0].islower() and _INSIDE.search(
            text, max(0, found.start() - 2), found.start()
        ):
            continue  # part of a name, unless it begins the sentence
        yield count_in_words(found.start(), found.end(), float(_SMALL[found[0].lower()]))
