"""A date as a text writes it, before anything resolves it."""

from __future__ import annotations

from typing import NamedTuple


class Part(NamedTuple):
    """One moment as written; what is not said is none or 0."""

    year: int | None = None
    month: int = 0
    day: int = 0
    weekday: int | None = None
    quarter: int = 0
    season: int = 0
    months: tuple[int, int] | None = None  # of a year: (1, 6) for its first half
    unknown: int = 0  # 1 for a decade, 2 for a century


class Relation(NamedTuple):
    """How far a time lies from another.

    `base` is ``published`` (the day of publication), ``context`` (the time that the sentence
    speaks of) or ``year`` (the year that the text speaks of). `low` and `high` count units from
    it: -3 and -1 are the last three. The unit ``named`` takes the last (-1), nearest past (0),
    next (1) or own (2) one of what the form's part names; ``same`` keeps the base's own length.
    """

    base: str
    unit: str
    low: int = 0
    high: int = 0


class Form(NamedTuple):
    """A stretch of text that writes a time.

    With a `first` and a `relation` the relation tells the year of the first (``the first half
    of last year``). A form without either is vague.
    """

    start: int
    end: int
    first: Part | None = None
    second: Part | None = None
    relation: Relation | None = None
    opens: str = ""  # "after" ("May or later"), or "before"
