"""An entry line, and the answer that the law gives for it. Plain data; nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from bongsu.systems.tariffs.law import Authority, Basis, Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of an entry summary.

    Attributes
    ----------
    hts10 : str
        Ten digits.
    origin : str
        ISO 3166 alpha-3.
    claim : str or None
        Preference claimed, ``KORUS`` or ``USMCA``; ``none`` if surely none; None if not told.
    day : date
        Day of entry for consumption.
    value, quantity : float or None
        Customs value in USD; quantity in the line's first unit.
    content : mapping
        Share of the value that is ``steel``, ``aluminium``, ``copper`` or ``us``. A metal left out
        of a declaration that names others is nil.
    flags : frozenset of str
        Conditions that hold; ``not-NAME`` for one that does not.
    """

    hts10: str
    origin: str
    claim: str | None = None
    day: date
    value: float | None = None
    quantity: float | None = None
    content: Mapping[str, float] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """The duty of chapters 1 to 97, as a share of customs value.

    Attributes
    ----------
    rate : float
        Under the claim.
    general : float
        Of column 1-General, whatever is claimed.
    column2 : bool
        Whether column 2 was taken.
    low, high : float or None
        Where a price or a part of the value is not known, the bounds; the rate itself if left out.
    asks : str
        Name of what an exact rate waits for, ``quantity`` or ``base-duty``; empty if nothing.
    estimated : bool
        Whether low and high are what most goods of 2024 paid, and no bounds.
    text : str
        As printed, ``4.4¢/kg + 5%``.
    question : str
        What the entry would have to tell for an exact base.
    note : str
        What the reader should know of it: a price of 2024, or a text carried on past its revision.
    """

    rate: float
    general: float
    column2: bool = False
    low: float | None = None
    high: float | None = None
    text: str = ""
    asks: str = ""
    estimated: bool = False
    question: str = ""
    note: str = ""


Range = Literal["exact", "bounds", "prices-of-2024"]


class Schedule(Protocol):
    """What rating asks of the schedule of base rates."""

    def base(self, entry: Entry, claim: str | None, day: date, known_at: date) -> Base:
        """Duty of the line on a day as known at another, under a claim or without one."""
        ...

    def claims(self, entry: Entry, day: date, known_at: date) -> tuple[str, ...]:
        """Preferences by which the line of this origin would pay less on a day."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """What one measure adds, and why.

    Attributes
    ----------
    share : float
        Duty as a share of customs value.
    laid_on : float
        Share of the customs value that the measure was laid upon.
    """

    id: str
    heading: str
    authority: Authority
    operation: Operation
    rate: float
    basis: Basis
    laid_on: float
    share: float
    start: date
    published: date
    confidence: str
    source: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A condition that nobody settled, and the total under either answer.

    One of the base duty, ``quantity`` or ``base-duty``, is presumed to be as in 2024.
    """

    name: str
    question: str
    note: str
    presumed: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The duty of an entry, by authority, in shares of customs value.

    Attributes
    ----------
    total : float
        With every open question answered as presumed.
    low, high : float
        Over every answer to the open questions; see `range`.
    range : str
        What low and high are: ``exact``, one figure; ``bounds``, over every answer; or
        ``prices-of-2024``, where the base duty goes by quantity and that is not told: what it
        comes to for most goods of 2024, a tenth of their value left out on either side. An entry
        may lie beyond.
    assumed : tuple of str
        Treatments that could have been claimed and were not.
    """

    entry: Entry
    day: date
    known_at: date
    base: Base
    by_authority: Mapping[Authority, float]
    total: float
    low: float
    high: float
    range: Range
    components: tuple[Component, ...]
    open_questions: tuple[OpenQuestion, ...]
    assumed: tuple[str, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """Headings of chapter 99 to be claimed, in order of their components."""
        return tuple(dict.fromkeys(part.heading for part in self.components if part.heading))
