"""The law of tariffs as data: measures, events and conditions, and what of them stands on a day.

A measure is one heading of chapter 99 (or one action that has none yet) over one span of days. Law
has two axes of time: from when an entry is concerned (`start`, `end`), and since when the world
could know it (`published`, `end_published`). `standing` cuts along both. How the measures that
stand are stacked upon one entry is the business of `rating`; how the files are read, of
`law_files`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, get_args

Authority = Literal["s232", "recip", "fent", "s301", "s122", "s201", "s338", "other"]
Operation = Literal["add", "fill_to", "replace", "exempt"]
Basis = Literal["full", "steel", "aluminium", "copper", "rest", "non_us", "rest_non_us"]
Kind = Literal["open", "claimed"]
Effect = Literal["none", "end", "suspend"]

AUTHORITIES: tuple[Authority, ...] = get_args(Authority)
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
BASES: tuple[Basis, ...] = get_args(Basis)
US_CONTENT = 0.2  # least share at which heading 9903.01.34 takes it out
METALS = ("steel", "aluminium", "copper")
FOREVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One heading's rule over one span of days.

    Attributes
    ----------
    id : str
        Its own name; a heading with three rates over time is three measures.
    heading : str
        As printed, ``9903.94.61``; empty where the action has none.
    operation : Operation
        `add` puts `rate` on top of column 1; `fill_to` adds what column 1 lacks of `rate`;
        `replace` takes the place of column 1; `exempt` adds nothing and shuts others out.
    rate : float
        Share of the value that `basis` names.
    basis : Basis
        `full` customs value; the value of a metal; `rest`, what no Section 232 measure covers;
        `non_us`, what is not of United States content; `rest_non_us`, what is of neither, if the
        United States content is at least a fifth (heading 9903.01.34).
    products, not_products : tuple of str
        HTS prefixes, or ``@name`` of a list; no products means all.
    origins, not_origins : frozenset of str
        ISO 3166 alpha-3 codes; no origins means every country.
    needs : tuple of str
        Conditions that must all hold; ``!name`` that must not. See `rating.holds`.
    excepts : tuple of str
        Headings, ranges of headings, ids or ``group:name``: if one of them applies, this does not.
    group : str
        A name by which `excepts` may speak of several measures.
    covers : bool
        Whether the value that it is laid upon counts as subject to Section 232 for others.
    column2 : bool
        Whether it reaches goods of column 2 countries.
    start, end : date
        Entries on or after `start` and before `end`.
    published, end_published : date
        When the rule, and when its end, could first be read in an official text.
    confidence : str
        A: official text; B: secondary source; C: a reading.
    part_of : str
        Under a what-if that changes a measure for some origins: the id of that measure.
    """

    id: str
    heading: str
    authority: Authority
    operation: Operation
    rate: float = 0.0
    basis: Basis = "full"
    products: tuple[str, ...] = ()
    not_products: tuple[str, ...] = ()
    origins: frozenset[str] = frozenset()
    not_origins: frozenset[str] = frozenset()
    needs: tuple[str, ...] = ()
    excepts: tuple[str, ...] = ()
    group: str = ""
    covers: bool = False
    column2: bool = True
    start: date
    end: date = FOREVER
    published: date
    end_published: date = date.min
    confidence: str = "A"
    source: str = ""
    quote: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An order of a court or an agency, and what it does to the measures.

    Attributes
    ----------
    does : Effect
        `end` stops its targets for entries from `effective` on, `suspend` until `until`, `none`
        tells of something that changed no duty by itself.
    targets : tuple of str
        ``authority:recip``, headings, ranges, ids or ``group:name``.
    scope : str
        `all`, or `plaintiffs`: then only an entry flagged ``plaintiff`` is concerned.
    """

    id: str
    kind: str
    day: date
    does: Effect = "none"
    targets: tuple[str, ...] = ()
    scope: str = "all"
    effective: date | None = None
    until: date = FOREVER
    published: date
    authority: str = ""
    instrument: str = ""
    effect: str = ""
    korea: str = ""
    confidence: str = "A"
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something about an entry that the code and the origin do not tell.

    Attributes
    ----------
    kind : Kind
        `open`: unless a flag settles it, the answer is an interval. `claimed`: a treatment that
        holds only when it is asked for, so silence means no.
    presumed : bool
        How the duty shown is computed while the question is open.
    until : date
        Entries from this day on cannot meet it.
    """

    name: str
    kind: Kind
    presumed: bool
    question: str
    note: str
    until: date = FOREVER


@dataclass(frozen=True, kw_only=True, eq=False)
class Law:
    """All measures, events, conditions and product lists; loaded once, never changed."""

    measures: tuple[Measure, ...]
    events: tuple[Event, ...]
    conditions: Mapping[str, Condition]
    lists: Mapping[str, frozenset[str]]

    @cached_property
    def by_id(self) -> Mapping[str, Measure]:
        """Measures by their own names."""
        return {measure.id: measure for measure in self.measures}


def claims_asked(measures: Iterable[Measure]) -> tuple[str, ...]:
    """Return the preferences that measures ask for by name, in order."""
    needs = (need.lstrip("!") for measure in measures for need in measure.needs)
    return tuple(dict.fromkeys(need[6:] for need in needs if need.startswith("claim:")))


def names(measure: Measure, target: str) -> bool:
    """Whether a target such as ``9903.01.26-9903.01.33`` or ``authority:s122`` names a measure.

    Examples
    --------
    >>> day = date(2025, 4, 5)
    >>> baseline = Measure(id="baseline", heading="9903.01.25", authority="recip",
    ...                    operation="add", rate=0.1, start=day, published=day)
    >>> names(baseline, "9903.01.20-9903.01.33"), names(baseline, "authority:s122")
    (True, False)
    """
    kind, colon, name = target.partition(":")
    if colon:
        told = {"authority": measure.authority, "group": measure.group}.get(kind)
        return name != "" and name == told
    if target != "" and target in {measure.id, measure.part_of, measure.heading}:
        return True
    first, dash, last = target.partition("-")
    return bool(dash and measure.heading) and first <= measure.heading <= last


def spans(item: str, heading: str) -> bool:
    """Whether a heading, or a range such as ``9903.01.26-9903.01.33``, holds a heading."""
    first, dash, last = item.partition("-")
    return first <= heading <= last if dash else item == heading


def stands(measure: Measure, day: date, known_at: date) -> bool:
    """Whether a measure concerns entries of a day, as far as was known at another day."""
    if measure.published > known_at or day < measure.start:
        return False
    return day < measure.end or measure.end_published > known_at


def standing(law: Law, day: date, known_at: date = FOREVER) -> tuple[Measure, ...]:
    """Measures in force for entries of a day, as known at a day, after courts and agencies.

    A heading may be printed in the schedule and not be in force: events see to that. An event
    whose scope is `plaintiffs` leaves the measure standing for everybody else.
    """
    found = [measure for measure in law.measures if stands(measure, day, known_at)]
    for event in law.events:
        if event.does == "none" or event.published > known_at or event.effective is None:
            continue
        if event.effective <= day < event.until:
            found = _after(found, event)
    return tuple(found)


def _after(measures: Iterable[Measure], event: Event) -> list[Measure]:
    kept = []
    for measure in measures:
        if not any(names(measure, target) for target in event.targets):
            kept.append(measure)
        elif event.scope == "plaintiffs":
            kept.append(replace(measure, needs=(*measure.needs, "!plaintiff")))
    return kept
