"""What a what-if says that the law cannot follow: names that mean nothing, spans of no day, twins.

Each would leave the law as it is, or lay a duty twice, without a word; so each is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from bongsu.errors import (
    BadFile,
    BongsuError,
    DuplicateName,
    OutOfRange,
    UnknownName,
    did_you_mean,
)
from bongsu.systems.tariffs.law import FOREVER, Law, Measure, names
from bongsu.systems.tariffs.law_files import country_groups, unknown_lists, unknown_needs
from bongsu.systems.tariffs.overrides import Override
from bongsu.systems.tariffs.schedule import COVERED_FROM, held_codes

CHANGE_RATE = frozenset({"raise", "cut", "set"})
SHOWN = 6  # countries that a message names
HEADING = re.compile(r"99\d\d\.\d\d\.\d\d(-99\d\d\.\d\d\.\d\d)?", re.ASCII)


def check_overrides(
    overrides: Mapping[str, Override], measures: Mapping[str, Measure], law: Law
) -> Iterator[BongsuError]:
    """Yield a fault for each target that names nothing of the law, or nothing that changes."""
    for where, override in overrides.items():
        for target in override.targets:
            if not any(names(measure, target) for measure in law.measures):
                own = any(names(measure, target) for measure in measures.values())
                yield UnknownName(
                    f"{target[:100]!r} names nothing of the law",
                    where=f"{where}, targets",
                    mend="overrides change the law alone; change the measure itself"
                    if own
                    else _nearest(target[:100], law),
                )
        yield from _untouched(override, law, where)
        yield from _idle_origins(override, law, where)


def _untouched(override: Override, law: Law, where: str) -> Iterator[BongsuError]:
    """Yield a fault where targets are there, and the override passes by all that they name."""
    named = _named(override, law)
    if not named:
        return
    targets = ", ".join(override.targets)[:100]
    ours = [one for one in named if _concerned(override, one)]
    if not ours:
        yield OutOfRange(
            f"{targets} concerns no goods of {_few(override.origins)}",
            where=f"{where}, origins",
            mend=f"it is laid on goods of {_few(_countries(named))}: name some of these, or "
            "another target",
        )
        return
    timely = [one for one in ours if _meets(one, override.start, override.end)]
    if not timely:
        yield OutOfRange(
            f"{targets} is in force {_spans(ours)}, and never {_span(override)}",
            where=f"{where}, from",
            mend="give days on which it is in force, or another target",
        )
        return
    if override.do in CHANGE_RATE and all(one.operation == "exempt" for one in timely):
        yield OutOfRange(
            f"{targets} frees goods of duty and has no rate, so that `{override.do}` "
            "changes nothing",
            where=f"{where}, targets",
            mend="name the heading that lays the duty on, or write `do: void`",
        )


def _idle_origins(override: Override, law: Law, where: str) -> Iterator[BongsuError]:
    """Yield a fault for countries that no target of an override concerns.

    Of a group of countries some are enough: `origins: eu` may hold members that a list leaves out.
    """
    named = _named(override, law)
    idle = {
        origin for origin in override.origins if not any(_lies_on(one, origin) for one in named)
    }
    if not named or idle == override.origins:
        return  # told by target
    for group in country_groups().values():
        if group <= override.origins and group - idle:
            idle -= group
    if idle:
        yield OutOfRange(
            f"no target is laid on goods of {_few(idle)}",
            where=f"{where}, origins",
            mend="leave them out, or name a target that concerns them",
        )


def _named(override: Override, law: Law) -> list[Measure]:
    """Return what the targets name: what lays duties on, else what frees of them."""
    named = [one for one in law.measures if any(names(one, item) for item in override.targets)]
    return [one for one in named if one.operation != "exempt"] or named


def _concerned(override: Override, measure: Measure) -> bool:
    return not override.origins or any(_lies_on(measure, one) for one in override.origins)


def _lies_on(measure: Measure, origin: str) -> bool:
    return (not measure.origins or origin in measure.origins) and origin not in measure.not_origins


def _meets(measure: Measure, start: date, end: date) -> bool:
    # Until an end is published the measure stands on any later day, as known before.
    last = measure.end if measure.end_published <= measure.end else FOREVER
    return max(measure.start, start, COVERED_FROM) < min(last, end)


def _countries(measures: Sequence[Measure]) -> frozenset[str]:
    return frozenset().union(*(one.origins for one in measures))


def _few(origins: Iterable[str]) -> str:
    names_of = sorted(origins)
    more = f" and {len(names_of) - SHOWN} more" if len(names_of) > SHOWN else ""
    return (", ".join(names_of[:SHOWN]) or "other countries") + more


def _spans(measures: Sequence[Measure]) -> str:
    first, after = min(one.start for one in measures), max(one.end for one in measures)
    return f"from {first}" + ("" if after == FOREVER else f" to before {after}")


def _span(override: Override) -> str:
    told = [] if override.start == date.min else [f"from {override.start}"]
    told += [] if override.end == FOREVER else [f"before {override.end}"]
    return " ".join(told)


def check_measures(measures: Mapping[str, Measure], law: Law) -> Iterator[BongsuError]:
    """Yield a fault for each list, need or exception that means nothing, and for each twin."""
    seen: set[str] = set()
    lists = frozenset(law.lists)  # asking for one by its name would read it
    both = (*law.measures, *measures.values())
    for place, measure in measures.items():
        where = f"{place}: {measure.id[:100]}"
        if measure.id in seen or measure.id in law.by_id:
            holder = "the law" if measure.id in law.by_id else "this file"
            yield DuplicateName(
                f"{measure.id[:100]!r} is a measure of {holder} already; it would count twice",
                where=f"{where}, id",
                mend="give it another id; an override with `do: set` changes the rate of a measure",
            )
        seen.add(measure.id)
        yield from _reaches_nothing(measure, where)
        yield from _frees_of_nothing(measure, both, where)
        yield from unknown_lists(measure, lists, where)
        yield from unknown_needs(measure, law.conditions, where)
        for item in measure.excepts:
            # The notes speak of headings that hold no duty; any other name is one of a measure.
            if not HEADING.fullmatch(item) and not any(names(one, item) for one in both):
                yield UnknownName(
                    f"{item[:100]!r} names no measure",
                    where=f"{where}, excepts",
                    mend=did_you_mean(item[:100], {one.id for one in both}),
                )


def _frees_of_nothing(
    measure: Measure, all_of_them: Sequence[Measure], where: str
) -> Iterator[BongsuError]:
    """Yield a fault where an exemption is the exception of no duty."""
    if measure.operation != "exempt":
        return
    if not any(names(measure, item) for one in all_of_them for item in one.excepts):
        yield OutOfRange(
            "frees goods of no duty: no measure has it in its `excepts`",
            where=f"{where}, operation",
            mend=f"add `excepts: [{measure.id[:100]}]` to the measure that it is an exception of",
        )


def _reaches_nothing(measure: Measure, where: str) -> Iterator[BongsuError]:
    """Yield a fault where a measure is laid on no line, no country or no day."""
    codes = held_codes()
    for column, items in (("products", measure.products), ("not_products", measure.not_products)):
        for item in items:
            if item[0] != "@" and not any(code.startswith(item) for code in codes):
                yield UnknownName(
                    f"no line of the schedule begins with {item[:20]!r}",
                    where=f"{where}, {column}",
                    mend="give the first digits of lines, such as 8703 or 870323, or a list: @NAME",
                )
    if measure.origins and measure.origins <= measure.not_origins:
        yield OutOfRange(
            f"is laid on goods of {_few(measure.origins)}, and then leaves all of these out",
            where=f"{where}, not_origins",
            mend="leave `not_origins` out, or name fewer of them",
        )
    if not _meets(measure, COVERED_FROM, FOREVER):
        yield OutOfRange(
            f"is in force {_spans([measure])}, when no entry can be rated",
            where=f"{where}, end",
            mend=f"give days from {COVERED_FROM} on",
        )


def check_by(do: str, item: Mapping[str, Any], where: str) -> None:
    """Refuse a change of a rate that does not say by how much, and a size that nothing uses.

    Raises
    ------
    BadFile
        If `by` is missing or is there in vain.
    """
    if do in CHANGE_RATE and item.get("by") is None:
        raise BadFile(
            f"`{do}` does not say by how much" if do != "set" else "`set` does not say what rate",
            where=f"{where}, by",
            mend="add `by`, a share of value: by: 0.05 for 5 points",
        )
    if do not in CHANGE_RATE and "by" in item:
        raise BadFile(
            f"`{do}` takes the duty away whole, and `by` is in vain",
            where=f"{where}, by",
            mend="take `by` out, or write `do: cut`",
        )


def check_rate(measure: Measure, told: str, where: str) -> None:
    """Refuse a measure that lays a duty on and does not say at what rate.

    Raises
    ------
    BadFile
        If the rate is missing.
    """
    if measure.operation != "exempt" and not told.strip():
        raise BadFile(
            f"{measure.operation!r} lays a duty on, and there is no rate",
            where=f"{where}, rate",
            mend="add `rate`, 0.15 for 15 percent; what lays nothing on has `operation: exempt`",
        )


def check_basis(measure: Measure, where: str) -> None:
    """Refuse a measure whose value is what it leaves itself.

    Raises
    ------
    BadFile
        If it covers value for others and is laid on what such measures leave.
    """
    if measure.covers and measure.basis in {"rest", "rest_non_us"}:
        raise BadFile(
            f"covers value for others and is laid on what is left of it (basis {measure.basis})",
            where=f"{where}, covers",
            mend="leave `covers` out, or give another `basis`",
        )


def check_span(first: date, after: date, keys: tuple[str, str], where: str) -> None:
    """Refuse a span that holds no day.

    Raises
    ------
    BadFile
        If the day after it is not later than its first.
    """
    if after <= first:
        raise BadFile(
            f"runs from {first} to before {after}, which is no day",
            where=f"{where}, {keys[1]}",
            mend=f"give a `{keys[1]}` later than `{keys[0]}`: the first day that is not concerned",
        )


def _nearest(target: str, law: Law) -> str:
    """Offer what a target may have meant, among names of its own kind."""
    authorities = {f"authority:{one.authority}" for one in law.measures}
    groups = {f"group:{one.group}" for one in law.measures if one.group}
    kind, colon, name = target.partition(":")
    if not colon:
        headings = {one.heading for one in law.measures if one.heading}
        near = did_you_mean(target, headings if target[:1].isdecimal() else law.by_id)
        if near.startswith("known are"):
            near = "`bongsu tariffs law HEADING` shows what a heading holds"
        return f"{near}; authority:s232 names a whole authority"
    if f"authority:{name}" in authorities:
        return f"did you mean `authority:{name}`?"
    return did_you_mean(target, groups if kind == "group" else authorities)
