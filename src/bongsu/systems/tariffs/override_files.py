"""Reads what-if files of the law: overrides and new measures in YAML, and nothing else.

title: A Section 338 duty on Korea
overrides:
  - {do: void, targets: [authority:recip], from: 2025-04-05}
measures:
  - {id: korea-338, authority: s338, rate: 0.1, origins: KOR, start: 2026-09-01}
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from bongsu.errors import BadFile, BongsuError, UnknownName, did_you_mean, report
from bongsu.systems.tariffs.law import FOREVER, Law, Measure
from bongsu.systems.tariffs.law_files import (
    MEASURE_COLUMNS,
    country_groups,
    day_of,
    load_law,
    measure_of,
    origins_of,
)
from bongsu.systems.tariffs.override_checks import (
    check_basis,
    check_by,
    check_measures,
    check_overrides,
    check_rate,
    check_span,
)
from bongsu.systems.tariffs.overrides import ACTUAL, DEEDS, Override, Scenario

HEADS = frozenset({"title", "overrides", "measures"})
OVERRIDE_KEYS = frozenset({"do", "targets", "origins", "by", "from", "to", "source"})
MOST = 500  # overrides or measures in one file
Groups = Mapping[str, frozenset[str]]


def packaged_scenarios() -> tuple[str, ...]:
    """Return the names of the what-ifs that come with the package, in order of the alphabet."""
    folder = files("bongsu.systems.tariffs") / "law" / "scenarios"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".yaml")))


def packaged_trees() -> tuple[str, ...]:
    """Return the names of the trees of the law that come with the package."""
    folder = files("bongsu.systems.tariffs") / "law" / "trees"
    return tuple(sorted(item.name[:-5] for item in folder.iterdir() if item.name.endswith(".yaml")))


def find_tree(text: str) -> Path | None:
    """Return the file that a path, or the name of a tree of the package, means; None for others."""
    if text.endswith((".yaml", ".yml")):
        return Path(text)
    if text in packaged_trees():
        return Path(str(files("bongsu.systems.tariffs") / "law" / "trees" / f"{text}.yaml"))
    return None


def find_scenario(text: str | None) -> Scenario:
    """Return the what-if that a name of the package or a path means; the actual law for None.

    Raises
    ------
    UnknownName
        If it is neither.
    BadFile, Faults
        If the file does not keep to the form.
    """
    if text is None or text == ACTUAL.name:
        return ACTUAL
    if text.endswith((".yaml", ".yml")):
        return read_scenario(Path(text))
    if text not in packaged_scenarios():
        raise UnknownName(
            f"there is no what-if {text[:100]!r}",
            where="scenario",
            mend=f"{did_you_mean(text[:100], packaged_scenarios())}; or give a file .yaml",
        )
    folder = files("bongsu.systems.tariffs") / "law" / "scenarios"
    return read_scenario(Path(str(folder / f"{text}.yaml")))


def read_scenario(path: Path) -> Scenario:
    """Read one file of overrides and measures."""
    from bongsu.yaml_files import load_yaml  # noqa: PLC0415  # the actual law needs no YAML

    return scenario_of(load_yaml(path), name=path.stem, law=load_law(), where=str(path))


def scenario_of(content: Mapping[str, Any], *, name: str, law: Law, where: str) -> Scenario:
    """Build a scenario from the content of a file, and tell all its faults together.

    Parameters
    ----------
    content : mapping
        What the file holds.
    name : str
        Of the scenario.
    law : Law
        What it changes.
    where : str
        The file, for faults.

    Raises
    ------
    BadFile, Faults
        If something does not keep to the form.
    """
    if "issues" in content:
        raise BadFile(
            "is a tree of several outcomes, and one law is asked for",
            where=where,
            mend="write one outcome as a what-if of its own; `bongsu tariffs refunds` weighs trees",
        )
    faults: list[BongsuError] = [
        BadFile(f"{key!r} is not known here", where=where, mend=did_you_mean(str(key), HEADS))
        for key in content
        if key not in HEADS
    ]
    groups = country_groups()
    overrides = _each(content.get("overrides"), "overrides", where, groups, _override, faults)
    measures = _each(content.get("measures"), "measures", where, groups, _measure, faults)
    faults += check_overrides(overrides, measures, law)
    faults += check_measures(measures, law)
    report(faults, where=where)
    return Scenario(
        name=name,
        title=str(content.get("title") or name),
        overrides=tuple(overrides.values()),
        measures=tuple(measures.values()),
    )


def _each(
    items: Any, kind: str, file: str, groups: Groups, make: Any, faults: list[BongsuError]
) -> dict[str, Any]:
    """Return what was made of each item, by where it stands."""
    if items is None:
        return {}
    if not isinstance(items, list) or len(items) > MOST:
        faults.append(
            BadFile(f"{kind} is no list of up to {MOST}", where=file, mend="write one item a line")
        )
        return {}
    made: dict[str, Any] = {}
    for number, item in enumerate(items, 1):
        where = f"{file}, {kind} {number}"
        try:
            if not isinstance(item, dict):
                raise BadFile("is no mapping", where=where, mend="write {key: value, ...}")
            made[where] = make(item, where, groups)
        except BongsuError as fault:
            faults.append(fault)
    return made


def _override(item: Mapping[str, Any], where: str, groups: Groups) -> Override:
    for key in item:
        if key not in OVERRIDE_KEYS:
            raise BadFile(
                f"{key!r} is not known here",
                where=where,
                mend=did_you_mean(str(key), OVERRIDE_KEYS),
            )
    if item.get("do") not in DEEDS:
        raise BadFile(
            f"{item.get('do')!r} is no deed", where=where, mend=f"one of {', '.join(DEEDS)}"
        )
    targets = item.get("targets")
    if not isinstance(targets, list) or not targets or not all(isinstance(t, str) for t in targets):
        raise BadFile("names no targets", where=where, mend="targets: [authority:recip]")
    check_by(item["do"], item, where)
    by = item.get("by", 0.0)
    if isinstance(by, bool) or not isinstance(by, int | float) or not 0 <= by <= 5:
        raise BadFile(
            f"{by!r} is no share of value", where=f"{where}, by", mend="by: 0.05 for 5 points"
        )
    start = day_of(str(item.get("from", "0001-01-01")), "from", where)
    end = day_of(str(item["to"]), "to", where) if "to" in item else FOREVER
    check_span(start, end, ("from", "to"), where)
    return Override(
        do=item["do"],
        targets=tuple(targets),
        origins=origins_of(_text(item.get("origins")), groups, f"{where}, origins"),
        by=float(by),
        start=start,
        end=end,
    )


def _measure(item: Mapping[str, Any], where: str, groups: Groups) -> Measure:
    for key in item:
        if key not in MEASURE_COLUMNS:
            raise BadFile(
                f"{key!r} is no column of a measure",
                where=where,
                mend=did_you_mean(str(key), MEASURE_COLUMNS),
            )
    texts = {key: _text(value) for key, value in item.items()}
    try:
        measure = measure_of(texts, groups)
    except BongsuError as fault:
        place = f"{where}: {fault.where}"
        raise type(fault)(fault.what, where=place, mend=fault.mend) from None
    place = f"{where}: {measure.id[:100]}"
    check_rate(measure, texts.get("rate", ""), place)
    check_basis(measure, place)
    check_span(measure.start, measure.end, ("start", "end"), place)
    return measure


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
