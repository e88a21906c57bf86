"""What is found in a text: sentences, quantities, dates, and quantities bound to what they measure.

Positions are those of `Document.text`.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bongsu.evidence.documents import Article, Block, Document
from bongsu.evidence.intervals import Interval


class Kind(StrEnum):
    """What sort of quantity a figure is."""

    PERCENT = "percent"
    PERCENT_CHANGE = "percent_change"
    POINTS = "pp"  # percentage points; "a quarter point", "25 basis points"
    MONEY = "money"
    COUNT = "count"
    RATE = "rate"  # children a woman, people a square kilometre
    INDEX = "index"
    MULTIPLE = "multiple"  # "twice", "threefold", "triple the rate"
    FRACTION = "fraction"  # "half", "two-thirds"
    DURATION = "duration"
    AGE = "age"
    ORDINAL = "ordinal"
    PHYSICAL = "physical"  # tons, megawatts, kilometres


PERCENTS = frozenset({Kind.PERCENT, Kind.PERCENT_CHANGE})
AMOUNTS = frozenset({Kind.MONEY, Kind.COUNT, Kind.PHYSICAL})  # what parts of a whole are told in


class Comparator(StrEnum):
    """How a text hedges a figure."""

    EXACT = "exact"
    APPROX = "approx"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


NO_BOUNDS = frozenset({Comparator.EXACT, Comparator.APPROX})  # what is told as a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of one block."""

    start: int
    end: int
    block: int  # index among the article's blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure with its scale and unit, as written.

    Values are in the unit and not in the scale: "USD 2.5 billion" is 2.5e9 in USD; "61.3 percent"
    is 61.3 in percent; "25 basis points" is 0.25 in percentage points.
    """

    start: int
    end: int
    kind: Kind
    value: float | None  # none for a range or a malformed number
    low: float | None = None  # of a written range
    high: float | None = None
    unit: str  # "percent", "percentage point", "USD", "persons", "GPUs", "year", "megawatt"
    comparator: Comparator = Comparator.EXACT
    step: float = 0.0  # the last written place, in the unit: 0.1 for "61.3", 1e8 for "2.5 billion"
    malformed: bool = False
    words: bool = False  # written in words
    noun: str = ""  # for counts and fractions, what is counted, as written: "women"
    approximate_step: float = 0.0  # the last place that is not a zero: 100 for "2,500"
    per: str = ""  # to which a flow or a rate counts: "year" in "540,000 tons per year"

    @property
    def rounded(self) -> Interval:
        """Every value that is written so when rounded to the places shown."""
        return self._written(below=0.5, above=0.5)

    @property
    def truncated(self) -> Interval:
        """Every value that is written so when cut off at the places shown."""
        return self._written(below=0.0, above=1.0)

    def _written(self, *, below: float, above: float) -> Interval:
        low, high = self.bounds
        step = self.approximate_step if self.comparator is Comparator.APPROX else self.step
        lowest, highest = low - below * step, high + above * step
        if self.comparator in {Comparator.OVER, Comparator.AT_LEAST}:
            highest = float("inf")
        if self.comparator in {Comparator.UNDER, Comparator.AT_MOST}:
            lowest = float("-inf")
        return Interval(lowest, highest)

    @property
    def bounds(self) -> tuple[float, float]:
        """The written value twice, or both ends of the written range.

        Raises
        ------
        ValueError
            If the number is malformed, so that nobody can say what it is.
        """
        if self.value is not None:
            return self.value, self.value
        if self.low is None or self.high is None:
            raise ValueError("a malformed number has no value")
        return self.low, self.high


class Granularity(StrEnum):
    """How exact a date is."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    RANGE = "range"
    VAGUE = "vague"  # "recent months": a time, but none that a calendar knows


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDay:
    """What a text says of a day, whether or not a calendar has it."""

    month: int
    day: int
    year: int | None = None  # none if the text leaves it to the reader
    weekday: int | None = None  # 0 is Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date or a stretch of time, as written and as resolved.

    `edtf` is in ISO 8601-2 (EDTF level 1): ``2025-12-10``, ``2025-12``, ``2025-Q4``, ``2026-21``
    (spring), ``199X``, ``2023/2025``, ``2026-05/..``, ``../2028``; none if nothing resolves it.
    `first` and `last` are the first and the last day that it covers, none where it is open.
    """

    start: int
    end: int
    edtf: str | None
    granularity: Granularity
    relative: bool = False  # resolved from another date: "last year", or a month without a year
    role: str = "text"  # or publication, heading, table, timeline
    first: dt.date | None = None
    last: dt.date | None = None
    written: WrittenDay | None = None  # of a day, or of the first day of a range


class Role(StrEnum):
    """What a figure says about its measure."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    RATIO = "ratio"
    TOTAL = "total"
    LIMIT = "limit"


class Modality(StrEnum):
    """Whether a figure is told as fact."""

    STATED = "stated"
    EXPECTED = "expected"  # forecast, projection, expectation
    TARGET = "target"  # plan, goal, promise, requirement
    CONDITIONAL = "conditional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quantity bound to what it measures, of whom, when and on whose word."""

    quantity: Quantity
    measure: str  # "employment rate"; "" where the text names none
    subject: str  # the noun phrase that it is said of, with whose it is: "exports of South Korea"
    period: str | None  # EDTF
    base_period: str | None = None  # that of the level that a change starts from
    role: Role = Role.LEVEL
    direction: str = ""  # "up", "down" or "": of a change
    modality: Modality = Modality.STATED
    attribution: str = ""  # "Reuters", "the Bank of Korea"; "" for the author's own
    sentence: int = 0  # index among the article's sentences
    part: str = ""  # for a change: "change", "from" or "to"
    holder: str = ""  # whose it is alone: "South Korea", "North Korean refugees"
    country: str = ""  # the one that the text is about, whose a figure is that is no other's


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """All that was found in one article."""

    document: Document
    article: Article
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]  # each as it is written
    stretches: tuple[DateMention, ...]  # the same, with the ends of a stretch made one
    claims: tuple[Claim, ...]  # one a quantity, in the same order

    @property
    def text(self) -> str:
        """The text of the whole document, in which all positions count."""
        return self.document.text

    def words(self, part: Sentence | Quantity | DateMention | Block) -> str:
        """Return what a part says, without markup."""
        return self.document.text[part.start : part.end]

    def block_of(self, sentence: Sentence) -> Block:
        """Return the block that a sentence stands in."""
        return self.article.blocks[sentence.block]


Part = TypeVar("Part", Quantity, DateMention, Sentence)


def within(parts: Sequence[Part], start: int, end: int) -> list[Part]:
    """Return the parts that lie wholly within a stretch; they come in order of their start."""
    known = _KNOWN.get(id(parts))
    starts = known[1] if known is not None and known[0] is parts else _starts(parts)
    first = bisect_left(starts, start)
    last = bisect_left(starts, end, first)
    return [part for part in parts[first:last] if part.end <= end] if last > first else []


def _starts(parts: Sequence[Part]) -> Sequence[int]:
    """Return where parts start, and keep it for the articles at hand, for all rules ask."""
    starts = [part.start for part in parts]
    if isinstance(parts, tuple):  # nothing else stays as it is
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[id(parts)] = parts, starts
    return starts


_KNOWN: dict[int, tuple[object, Sequence[int]]] = {}
_MOST_KNOWN = 64
