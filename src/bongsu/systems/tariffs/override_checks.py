"""What a what-if says that the law cannot follow: names that mean nothing, spans of no day, twins.

Each would leave the law as it is, or lay a duty twice, without a word; so each is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bongsu.errors import BadFile, BongsuError, DuplicateName, UnknownName, did_you_mean
from bongsu.systems.tariffs.law import Law, Measure, names
from bongsu.systems.tariffs.law_files import unknown_lists, unknown_needs
from bongsu.systems.tariffs.overrides import Override

CHANGE_RATE = frozenset({"raise", "cut", "set"})
HEADING = re.compile(r"99\d\d\.\d\d\.\d\d(-99\d\d\.\d\d\.\d\d)?", re.ASCII)


def check_overrides(
    overrides: Mapping[str, Override], measures: Mapping[str, Measure], law: Law
) -> Iterator[BongsuError]:
    """Yield a fault for each target that names nothing of the law."""
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
