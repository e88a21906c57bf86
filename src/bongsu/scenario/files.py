"""Scenario files: read under limits, bases resolved, faults found together.

A scenario is overrides on dated, sourced parameters and nothing else. A file that names a ``base``
says only what differs from it; a null takes an inherited entry away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bongsu.errors import (
    BadFile,
    BadPeriod,
    BongsuError,
    Circle,
    DuplicateName,
    NotKnownYet,
    UnknownName,
    did_you_mean,
    report,
)
from bongsu.periods import Period
from bongsu.scenario.changes import WHEN, Effect
from bongsu.scenario.issues import Issue
from bongsu.scenario.law import HEADS, holds_law, unrecorded
from bongsu.scenario.scenarios import (
    DEFAULT_CELLS,
    Scenario,
    ScenarioFile,
    ScenarioName,
    recorded,
)
from bongsu.scenario.tree import check_tree
from bongsu.variables import validate
from bongsu.yaml_files import load_yaml

__all__ = ["Scenario", "ScenarioName", "find_scenario", "read_scenario"]

MAX_BASES = 16


def find_scenario(name: str | Path, folders: Sequence[Path]) -> Path:
    """Return the file of a scenario, by name or path.

    Parameters
    ----------
    name : str or Path
        What ends in ``.yaml`` or names a folder is a path; anything else is a name.
    folders : sequence of Path
        Where names are looked for; the first that has one wins.

    Raises
    ------
    UnknownName
        If there is no scenario of this name.
    """
    text = str(name)
    if isinstance(name, Path) or "/" in text or text.endswith((".yaml", ".yml")):
        return Path(name)
    known = {file.stem: file for folder in reversed(folders) for file in folder.glob("*.yaml")}
    if text in known:
        return known[text]
    raise UnknownName(
        f"there is no scenario {text[:80]}",
        where="scenarios",
        mend=f"{did_you_mean(text, known)} A file of your own is named by its path.",
    )


def read_scenario(path: Path, *, folders: Sequence[Path], beneath: Path | None = None) -> Scenario:
    """Read a scenario file, and the bases that it names.

    Parameters
    ----------
    path : Path
        The file.
    folders : sequence of Path
        Where bases are looked for, after the file's own folder.
    beneath : Path, optional
        Another scenario that the last base rests on: it says what the file and its bases do not.
        What it knows from later than the file's ``as_of`` is left out, and the scenario says so.

    Raises
    ------
    BadFile, Faults
        If a file is unreadable, has unknown keys, wrong values, or lacks what is needed.
    UnknownName
        If a base, a given issue, or the issue or outcome of an effect does not exist.
    Circle
        If bases, or given-clauses, form a circle.
    BadPeriod
        If a date of the file lies outside the horizon.
    NotKnownYet
        If an entry of a base was stated later than the day that the file looks from.
    """
    where = str(path)
    chain = _chain(path, folders)
    left_out: list[str] = []
    if beneath is not None:
        under = _chain(beneath, folders)
        seen = _last(file.as_of for file in reversed([*chain, *under]))
        known, left_out = _known_by(under, seen)
        chain += known
    faults = [*_unrecorded(chain[0], where), *_takings(chain, where), *_twice(chain[0], where)]
    if lacking := _lacking(chain, where):
        report([*faults, *lacking], where=where)
    scenario = _merged(chain, where)
    faults += check_tree(scenario.issues, scenario.effects, where)
    faults += _misdated(scenario)
    faults += _later(chain, scenario)
    report(faults, where=where)
    return scenario.model_copy(update={"left_out": tuple(left_out)})


def _known_by(
    chain: Sequence[ScenarioFile], as_of: str | None
) -> tuple[list[ScenarioFile], list[str]]:
    """Return files without the entries that became known after a day, and a note of each."""
    found: list[ScenarioFile] = []
    notes: list[str] = []
    looked: str | None = None
    for layer in reversed(chain):
        looked = layer.as_of or looked
        later = {
            key: day
            for _, key, entry in recorded(layer)
            if (day := entry.known_from or looked) and as_of and day > as_of
        }
        notes += [
            f"{layer.scenario} says {key} with what was known on {day}, after {as_of}: left out"
            for key, day in later.items()
        ]
        kept: dict[str, Any] = {
            section: {
                key: said for key, said in getattr(layer, section).items() if key not in later
            }
            for section in ("assume", "issues", "effects")
        }
        if looked and as_of and looked > as_of:
            laws = [head for head in HEADS if getattr(layer, head)]
            notes += [
                f"{layer.scenario} says {head} with what was known on {looked}, after {as_of}: "
                "left out"
                for head in laws
            ]
            kept |= dict.fromkeys(laws)
        found.append(layer.model_copy(update=kept))
    return found[::-1], notes


def _chain(path: Path, folders: Sequence[Path]) -> list[ScenarioFile]:
    """Return the files from the one asked for to its last base."""
    chain: list[ScenarioFile] = []
    seen: list[Path] = []
    here: Path | None = path
    while here is not None:
        said = validate(ScenarioFile, load_yaml(here), str(here))
        if here.resolve() in seen or len(chain) >= MAX_BASES:
            names = " -> ".join([*(file.scenario for file in chain), said.scenario])
            raise Circle(
                f"bases form a circle or a chain longer than {MAX_BASES}: {names}",
                where=f"{path}, base",
                mend="let the chain of bases end in a scenario without one",
            )
        seen.append(here.resolve())
        if chain:
            report(_unrecorded(said, str(here)), where=str(here))
        chain.append(said)
        here = _base(said, here, folders)
    return chain


def _base(said: ScenarioFile, path: Path, folders: Sequence[Path]) -> Path | None:
    """Return the file of a base, which is always a name and so lies in one of the folders."""
    if said.base is None:
        return None
    near = [folder for folder in (path.parent, *folders) if folder.is_dir()]
    files = [folder / f"{said.base}.yaml" for folder in near]
    for file in files:  # a lab's own `baseline` may rest on the one that it replaces
        if file.is_file() and file.resolve() != path.resolve():
            return file
    others = {file.stem for folder in near for file in folder.glob("*.yaml")} - {path.stem}
    raise UnknownName(
        f"there is no base {said.base}" + (" but this file" if said.base == path.stem else ""),
        where=f"{path}, base",
        mend=did_you_mean(said.base, others),
    )


def _merged(chain: Sequence[ScenarioFile], where: str) -> Scenario:
    """Lay the files over each other, the last base first."""
    leaf = chain[0]
    layers = list(reversed(chain))
    return Scenario(
        scenario=leaf.scenario,
        title=_last(layer.title for layer in layers) or leaf.scenario,
        base=leaf.base,
        as_of=date.fromisoformat(str(_last(layer.as_of for layer in layers))),
        start=str(_last(layer.horizon.start for layer in layers)),
        end=str(_last(layer.horizon.end for layer in layers)),
        n=_last(layer.draws.n for layer in layers) or 1,
        seed=_last(layer.draws.seed for layer in layers) or 0,
        cells=_last(layer.draws.cells for layer in layers) or DEFAULT_CELLS,
        assume=_overlaid([layer.assume for layer in layers]),
        issues=_overlaid([layer.issues for layer in layers]),
        effects=_overlaid([layer.effects for layer in layers]),
        overrides=_last(layer.overrides for layer in layers) or (),
        measures=_last(layer.measures for layer in layers) or (),
        outputs=_last(layer.outputs for layer in layers) or (),
        where=where,
        own=frozenset(_keys(leaf)),
        homes={key: layer.scenario for layer in layers for key in _keys(layer)},
    )


def _keys(said: ScenarioFile | Scenario) -> tuple[str, ...]:
    """Return what entries are known by; names of parameters, issues and conditions differ."""
    law = (head for head in HEADS if getattr(said, head))
    return (*said.assume, *said.issues, *said.effects, *law)


def _lacking(chain: Sequence[ScenarioFile], where: str) -> list[BongsuError]:
    needed = {
        "as_of": ([file.as_of for file in chain], "write `as_of: 2026-02-11`, the day known"),
        "horizon.start": ([file.horizon.start for file in chain], "write `horizon: {start: 2026}`"),
        "horizon.end": ([file.horizon.end for file in chain], "write `horizon: {end: 2045}`"),
    }
    return [
        BadFile(f"`{key}` is missing", where=where, mend=f"{mend}, or name a `base` that has it")
        for key, (said, mend) in needed.items()
        if _last(said) is None
    ]


def _takings(chain: Sequence[ScenarioFile], where: str) -> Iterator[BongsuError]:
    """Yield a fault for a null for what no base has: it is a misspelt name."""
    for section in ("assume", "issues", "effects"):
        inherited = {key for layer in chain[1:] for key in getattr(layer, section)}
        for key, said in getattr(chain[0], section).items():
            if said is None and key not in inherited:
                yield UnknownName(
                    f"{section} takes {key} away, which no base has",
                    where=f"{where}, {section}.{key}",
                    mend=did_you_mean(key, inherited),
                )


def _twice(said: ScenarioFile, where: str) -> Iterator[BongsuError]:
    outputs = said.outputs or ()
    for name in sorted({name for name in outputs if outputs.count(name) > 1}):
        yield DuplicateName(
            f"{name} is asked for twice", where=f"{where}, outputs", mend="keep one of the two"
        )


def _last(said: Any) -> Any:
    return next((value for value in reversed(list(said)) if value is not None), None)


def _overlaid(layers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for layer in layers:
        found.update(layer)
    return {key: value for key, value in found.items() if value is not None}


def _misdated(scenario: Scenario) -> Iterator[BongsuError]:
    """Yield a fault for each entry of the file itself with dates outside the horizon."""
    for name, change in scenario.assume.items():
        if change.first == WHEN:
            yield BadFile(
                "`from: when` is for the effects of an issue",
                where=f"{scenario.where}, assume.{name}",
                mend="write the first period that is changed",
            )
    try:
        horizon = scenario.horizon
    except BadPeriod as fault:
        yield BadPeriod(fault.what, where=f"{scenario.where}, horizon", mend=fault.mend)
        return
    first, last = horizon.first.start, horizon.last.end
    for place, dates in _written_dates(scenario):
        periods = [Period.parse(written) for written in dates]
        outside = [period for period in periods if period.end < first or period.start > last]
        if outside:
            more = f" and {len(outside) - 1} more" if len(outside) > 1 else ""
            yield BadPeriod(
                f"{outside[0]}{more} outside the horizon {scenario.start} to {scenario.end}",
                where=f"{scenario.where}, {place}",
                mend="correct the date, or widen the horizon",
            )


def _written_dates(scenario: Scenario) -> Iterator[tuple[str, Sequence[str]]]:
    own = scenario.own
    for name, change in scenario.assume.items():
        if name in own:
            yield f"assume.{name}", change.dates
    for name, issue in scenario.issues.items():
        if name in own:
            yield f"issues.{name}.when", tuple(issue.times)
    for key, effect in scenario.effects.items():
        for name, change in effect.changes.items() if key in own else ():
            yield f"effects.{key}.{name}", change.dates


def _later(chain: Sequence[ScenarioFile], scenario: Scenario) -> Iterator[BongsuError]:
    """Yield a fault for each inherited entry that its base may have stated in later knowledge.

    An entry without a ``known_from`` was known, at the latest, on the day that its file looks from.
    """
    stated: dict[str, date] = {}
    looked: str | None = None
    for layer in reversed(chain):
        looked = layer.as_of or looked
        for key in _keys(layer):
            stated[key] = date.fromisoformat(looked) if looked else scenario.as_of
    for place, key, entry in recorded(scenario):
        if entry.known_from is None and stated[key] > scenario.as_of:
            yield NotKnownYet(
                f"{scenario.homes[key]} states this with what was known on {stated[key]}, after "
                f"{scenario.as_of}",
                where=f"{scenario.where}, {place}",
                mend="look from that day or later, take the entry away with `null`, or write its "
                "`known_from` in the base",
            )
    for head in HEADS:
        if getattr(scenario, head) and stated[head] > scenario.as_of:
            yield NotKnownYet(
                f"{scenario.homes[head]} states {head} with what was known on {stated[head]}, "
                f"after {scenario.as_of}",
                where=f"{scenario.where}, {head}",
                mend="look from that day or later, or take them away with `null`",
            )


def _unrecorded(said: ScenarioFile, where: str) -> list[BongsuError]:
    """Return a fault for each change on nobody's word; a run notes issues without one.

    What an effect says of itself stands for its law as well.
    """
    law = list(unrecorded(said, where))
    for key, effect in said.effects.items():
        if effect and holds_law(effect) and not effect.has_record:
            law += unrecorded(effect, f"{where}, effects.{key}")
    return law + [
        BadFile(
            "nobody's word is named for this",
            where=f"{where}, {place}",
            mend="add `source: ...`, or for a judgement "
            "`elicited: {reason: ..., range: [low, high]}`",
        )
        for place, _, record in recorded(said)
        if not record.has_record and not isinstance(record, Issue | Effect)
    ]
