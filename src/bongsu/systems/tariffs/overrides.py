"""What if an authority falls, is stayed, replaced, raised or cut: overrides on the law, as data.

An override switches or changes measures; it never computes a duty. New measures may come with a
scenario, so that a new authority needs no code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal, get_args

from bongsu.systems.tariffs.law import FOREVER, Law, Measure, names, standing, stands

Deed = Literal["void", "stay", "replace", "raise", "cut", "set"]
DEEDS: tuple[Deed, ...] = get_args(Deed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One change of the law.

    Attributes
    ----------
    do : Deed
        `void` and `replace` take the targets away (from the start of time, unless `start` says
        from when); `stay` does so from `start` until `end`; `raise` and `cut` change the rate by
        `by`; `set` makes it `by`.
    targets : tuple of str
        As for `law.names`: ``authority:recip``, a heading, a range, an id.
    origins : frozenset of str
        Only for goods of these countries; all if empty.
    """

    do: Deed
    targets: tuple[str, ...]
    origins: frozenset[str] = frozenset()
    by: float = 0.0
    start: date = date.min
    end: date = FOREVER


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A named set of overrides and added measures."""

    name: str
    title: str = ""
    overrides: tuple[Override, ...] = ()
    measures: tuple[Measure, ...] = ()


ACTUAL = Scenario(name="actual", title="The law as it is")


@lru_cache(maxsize=512)
def standing_under(
    law: Law, day: date, known_at: date, scenario: Scenario = ACTUAL
) -> tuple[Measure, ...]:
    """Measures in force on a day, as known at a day, under a scenario."""
    found: Sequence[Measure] = standing(law, day, known_at)
    for override in scenario.overrides:
        if override.start <= day < override.end:
            found = [kept for measure in found for kept in _overridden(measure, override)]
    added = [measure for measure in scenario.measures if stands(measure, day, FOREVER)]
    return (*found, *added)


def _overridden(measure: Measure, override: Override) -> list[Measure]:
    """Return what becomes of one measure: itself, nothing, or two if only some origins change."""
    if not any(names(measure, target) for target in override.targets):
        return [measure]
    if not override.origins:
        return _done(measure, override)
    concerned = override.origins & measure.origins if measure.origins else override.origins
    concerned -= measure.not_origins
    if not concerned:
        return [measure]
    others = replace(measure, not_origins=measure.not_origins | concerned)
    # A name of its own: rating tells measures apart by their ids. What speaks of the whole measure
    # (exceptions, stacking, later overrides) still means this part.
    ours = replace(
        measure,
        id=f"{measure.id}/{override.do}",
        part_of=measure.part_of or measure.id,
        origins=frozenset(concerned),
    )
    return [others, *_done(ours, override)]


def _done(measure: Measure, override: Override) -> list[Measure]:
    if override.do in {"void", "stay", "replace"}:
        return []
    if measure.operation == "exempt":
        return [measure]
    return [replace(measure, rate=changed_rate(measure.rate, override))]


def changed_rate(rate: float, override: Override) -> float:
    """Return what `raise`, `cut` or `set` makes of a rate, a share of the value on which it lies.

    Examples
    --------
    >>> changed_rate(0.25, Override(do="cut", targets=("authority:s232",), by=0.5))
    0.0
    """
    change = {"raise": rate + override.by, "cut": rate - override.by}
    return max(0.0, change.get(override.do, override.by))


def at_once(overrides: Sequence[Override]) -> frozenset[tuple[Override, ...]]:
    """Return which overrides can concern one entry together: those of one day and one origin."""
    days = {date.min, *(one.start for one in overrides), *(one.end for one in overrides)}
    origins = {"", *(origin for one in overrides for origin in one.origins)}  # "": all the others
    return frozenset(
        tuple(
            one
            for one in overrides
            if one.start <= day < one.end and (not one.origins or origin in one.origins)
        )
        for day in days
        for origin in origins
    )
