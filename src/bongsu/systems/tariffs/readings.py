"""One entry before the law of one day, read under one set of answers to its open questions.

A measure applies if its products, origin and conditions fit and none of the headings that it
excepts applies. What is left of the value after Section 232 is `rest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bongsu.systems.tariffs.entries import Base, Component, Entry, Schedule
from bongsu.systems.tariffs.law import (
    AUTHORITIES,
    METALS,
    US_CONTENT,
    Authority,
    Condition,
    Law,
    Measure,
    claims_asked,
    names,
    spans,
)

CONTENT = "metal-content"  # the questions that are no flags
CLAIM = "claim"
NO_BASE = "nil"  # bound of a reading in which the schedule itself charges nothing
TINY = 1e-12


def in_list(hts10: str, prefixes: frozenset[str]) -> bool:
    """Whether a code begins with one of the prefixes.

    Examples
    --------
    >>> in_list("8703230140", frozenset({"870323"})), in_list("8704", frozenset({"870323"}))
    (True, False)
    """
    return any(hts10[:length] in prefixes for length in range(2, len(hts10) + 1))


def fits(measure: Measure, hts10: str, origin: str, lists: Mapping[str, frozenset[str]]) -> bool:
    """Whether the code and the origin of an entry are those of a measure."""
    if (measure.origins and origin not in measure.origins) or origin in measure.not_origins:
        return False
    if measure.products and not _among(hts10, measure.products, lists):
        return False
    return not (measure.not_products and _among(hts10, measure.not_products, lists))


def _among(hts10: str, products: Iterable[str], lists: Mapping[str, frozenset[str]]) -> bool:
    return any(
        in_list(hts10, lists[item[1:]]) if item[0] == "@" else hts10.startswith(item)
        for item in products
    )


class Case:
    """An entry before the law of one day, to be read under several answers."""

    def __init__(
        self,
        *,
        entry: Entry,
        law: Law,
        schedule: Schedule,
        day: date,
        known_at: date,
        in_force: Sequence[Measure],
    ) -> None:
        self.entry, self.law, self.schedule = entry, law, schedule
        self.day, self.known_at = day, known_at
        self.measures = [
            measure for measure in in_force if fits(measure, entry.hts10, entry.origin, law.lists)
        ]
        self.laid = [one for one in self.measures if one.operation != "exempt" or one.covers]
        self.headings = [flag[8:] for flag in entry.flags if flag.startswith("heading:")]
        self._excepted: dict[str, tuple[Measure, ...]] = {}
        self._bases: dict[str | None, Base] = {}

    def base(self, claim: str | None) -> Base:
        """Return the duty of the line under a claim."""
        if claim not in self._bases:
            self._bases[claim] = self.schedule.base(self.entry, claim, self.day, self.known_at)
        return self._bases[claim]

    def excepted(self, measure: Measure) -> tuple[Measure, ...]:
        """Return what a measure yields to, among those that fit the entry."""
        if measure.id not in self._excepted:
            self._excepted[measure.id] = tuple(
                other
                for other in self.measures
                if other.id != measure.id and any(names(other, item) for item in measure.excepts)
            )
        return self._excepted[measure.id]

    def offers(self) -> tuple[str, ...]:
        """Return claims that would change the duty: by a measure that asks for one, or the base."""
        by_base = self.schedule.claims(self.entry, self.day, self.known_at)
        return (*claims_asked(self.measures), *by_base)

    def read(self, answers: Mapping[str, bool], bound: str = "") -> Reading:
        """Return the reading under some answers, with the base duty at a bound if one is named."""
        return Reading(self, answers, bound)


class Reading:
    """One reading of an entry: each question answered, by flag, assumption or presumption."""

    def __init__(self, case: Case, answers: Mapping[str, bool], bound: str = "") -> None:
        self.case, self.answers = case, answers
        self.asked: dict[str, bool] = {}  # open questions met, and what was presumed
        self.assumed: set[str] = set()
        self._applies: dict[str, bool] = {}
        self.claim = self._claim()
        self.base = case.base(self.claim)
        limits = {"low": self.base.low, "high": self.base.high, NO_BASE: 0.0}
        if (limit := limits.get(bound)) is not None:
            self.base = replace(self.base, rate=limit)
        self.content = self._content()
        self._covered: float | None = None
        self.applied = [measure for measure in case.measures if self.applies(measure)]

    def _claim(self) -> str | None:
        told = self.case.entry.claim
        if told is not None:
            return None if told in {"", "none"} else told
        if not (possible := self.case.offers()):
            return None
        self.asked[CLAIM] = False
        return possible[0] if self.answers.get(CLAIM, False) else None

    def _content(self) -> Mapping[str, float]:
        told = self.case.entry.content
        if any(metal in told for metal in METALS):
            return told
        if not (wanted := [m.basis for m in self.case.measures if m.basis in METALS]):
            return told
        # Customs takes the whole value where the value of the metal is not shown; of an article of
        # one metal, which is subject as a whole, the other metal is what has to be shown.
        whole = any(
            m.group == "metals" and m.basis == "full" and m.covers for m in self.case.measures
        )
        self.asked[CONTENT] = not whole
        if not self.answers.get(CONTENT, not whole):
            return told
        return {**told, next(metal for metal in METALS if metal in wanted): 1.0}

    def applies(self, measure: Measure) -> bool:
        """Whether a measure applies under these answers."""
        known = self._applies.get(measure.id)
        if known is None:
            self._applies[measure.id] = False  # a circle of exceptions shuts itself out
            known = (
                (measure.column2 or not self.base.column2)
                and not self._claimed(measure)
                and not any(self.applies(other) for other in self.case.excepted(measure))
                and all(self.holds(need) for need in measure.needs)
            )
            self._applies[measure.id] = known
        return known

    def _claimed(self, measure: Measure) -> bool:
        """Whether the entry is claimed under a heading that the measure excepts."""
        return any(
            spans(item, heading) for heading in self.case.headings for item in measure.excepts
        )

    def holds(self, need: str) -> bool:
        """Whether a condition holds.

        ``claim:KORUS``; ``column1<0.15``, ``column1>=0.15`` (the duty as claimed);
        ``general<0.15``, ``general>=0.15`` (that of column 1-General, whatever is claimed);
        ``covered`` (all of the value is subject to Section 232); or the name of a condition, with
        ``?no`` where it is not presumed here although it is elsewhere. ``!`` turns each round.
        """
        if need[0] == "!":
            return not self.holds(need[1:])
        if need.startswith("claim:"):
            return self.claim == need[6:]
        if "<" in need or ">=" in need:
            return self._compare(need)
        if need == "covered":
            return self.covered() >= 1 - TINY
        name, _, presumed = need.partition("?")
        return self._flag(self.case.law.conditions[name], presumed)

    def _compare(self, need: str) -> bool:
        column, below, bound = need.partition("<")
        if not below:
            column, _, bound = need.partition(">=")
        duty = self.base.rate if column == "column1" else self.base.general
        return (duty < float(bound) - TINY) == bool(below)

    def _flag(self, condition: Condition, presumed_here: str) -> bool:
        presumed = condition.presumed if not presumed_here else presumed_here == "yes"
        name, flags = condition.name, self.case.entry.flags
        if self.case.day >= condition.until:
            return False
        if name in flags or (name.startswith("loaded-before") and "in-transit" in flags):
            return True
        if f"not-{name}" in flags:
            return False
        if condition.kind == "claimed":
            self.assumed.add(name)
            return presumed
        self.asked[name] = presumed
        return self.answers.get(name, presumed)

    def covered(self) -> float:
        """Share of the value that is subject to Section 232."""
        if self._covered is None:
            covering = (one for one in self.case.laid if one.covers and self.applies(one))
            self._covered = min(1.0, sum(self.laid_on(one) for one in covering))
        return self._covered

    def laid_on(self, measure: Measure) -> float:
        """Share of the value that a measure is laid upon."""
        us = self.content.get("us", 0.0)
        if measure.basis == "full":
            return 1.0
        if measure.basis == "rest":
            return 1.0 - self.covered()
        if measure.basis == "non_us":
            return 1.0 - us
        if measure.basis == "rest_non_us":
            return (1.0 - self.covered()) * (1.0 - us if us >= US_CONTENT else 1.0)
        return self.content.get(measure.basis, 0.0)

    def duty(self, measure: Measure) -> float:
        """Return what a measure adds, as a share of the customs value."""
        lacking = measure.rate - self.base.rate
        per_value = {
            "add": measure.rate,
            "fill_to": max(0.0, lacking),
            "replace": lacking,
            "exempt": 0.0,
        }[measure.operation]
        return per_value * self.laid_on(measure)

    def by_authority(self) -> dict[Authority, float]:
        """Return what each authority adds, as shares of the customs value."""
        found = dict.fromkeys(AUTHORITIES, 0.0)
        for measure in self.applied:
            found[measure.authority] += self.duty(measure)
        return found

    def total(self) -> float:
        """Return the whole duty, as a share of the customs value."""
        return self.base.rate + sum(self.duty(measure) for measure in self.applied)

    def components(self) -> tuple[Component, ...]:
        """Return what applies and tells something, in order of the authorities."""
        return tuple(
            Component(
                id=measure.id,
                heading=measure.heading,
                authority=measure.authority,
                operation=measure.operation,
                rate=measure.rate,
                basis=measure.basis,
                laid_on=self.laid_on(measure),
                share=self.duty(measure),
                start=measure.start,
                published=measure.published,
                confidence=measure.confidence,
                source=measure.source,
                quote=measure.quote,
            )
            for measure in sorted(self.applied, key=lambda one: AUTHORITIES.index(one.authority))
            if self._tells(measure)
        )

    def _tells(self, measure: Measure) -> bool:
        """Whether a measure adds something, keeps something off, or is what the entry declares."""
        if measure.operation != "exempt" or measure.covers:
            return self.laid_on(measure) > TINY
        if any(">=" in need for need in measure.needs):
            return True  # column 1 reaches the floor: the heading is claimed all the same
        kept_off = [one for one in self.case.laid if measure in self.case.excepted(one)]
        if any(all(self.holds(need) for need in one.needs) for one in kept_off):
            return True
        if not measure.needs:
            return not kept_off  # such as a quota, under which the goods are entered
        return any(self._told(need) for need in measure.needs)  # the entry says what it is for

    def _told(self, need: str) -> bool:
        name = need.lstrip("!").partition("?")[0]
        return name in self.case.entry.flags or f"not-{name}" in self.case.entry.flags
