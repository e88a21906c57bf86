"""Scenario files: read under limits, bases resolved, faults found together.

A scenario is overrides on dated, sourced parameters and nothing else. A file that names a ``base``
says only what differs from it; a null takes an inherited entry away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from bongsu.errors import BadFile, BadPeriod, BongsuError, Circle, UnknownName, did_you_mean, report
from bongsu.periods import Period, PeriodRange
from bongsu.scenario.changes import Change, Effect
from bongsu.scenario.entries import Part, Recorded, Written, WrittenDay
from bongsu.scenario.issues import Issue, IssueName
from bongsu.scenario.tree import check_tree
from bongsu.variables import FullName, validate
from bongsu.yaml_files import load_yaml

ScenarioName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$")]
MAX_BASES = 16
DEFAULT_CELLS = 20_000_000  # numbers that one variable may hold: 160 MB


class HorizonEnds(Part):
    """First and last period, either of which may be inherited."""

    start: Written | None = None
    end: Written | None = None


class Draws(Part):
    """How many draws, from which seed, and how many numbers one variable may hold."""

    n: int | None = Field(default=None, ge=1, le=1_000_000, strict=True)
    seed: int | None = Field(default=None, ge=0, lt=2**63, strict=True)
    cells: int | None = Field(default=None, ge=1, strict=True)


class ScenarioFile(Part):
    """What one file says, before its base is looked at."""

    scenario: ScenarioName
    title: str | None = Field(default=None, min_length=3)
    base: ScenarioName | None = None
    as_of: WrittenDay | None = None
    horizon: HorizonEnds = HorizonEnds()
    draws: Draws = Draws()
    assume: dict[FullName, Change | None] = Field(default={})
    issues: dict[IssueName, Issue | None] = Field(default={})
    effects: dict[str, Effect | None] = Field(default={})
    outputs: tuple[FullName, ...] | None = None


class Scenario(Part):
    """A scenario with its bases resolved, complete and consistent in itself."""

    scenario: str
    title: str
    base: str | None
    as_of: date
    start: Written
    end: Written
    n: int
    seed: int
    cells: int
    assume: dict[str, Change]
    issues: dict[str, Issue]
    effects: dict[str, Effect]
    outputs: tuple[str, ...]
    where: str = Field(default="", exclude=True)  # the file, as errors name it
    own: frozenset[str] = Field(default=frozenset(), exclude=True)  # entries of the file itself

    @property
    def horizon(self) -> PeriodRange:
        """From the first period to the last."""
        return PeriodRange(Period.parse(self.start), Period.parse(self.end))


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
    for folder in folders:
        path = folder / f"{text}.yaml"
        if path.is_file() and path.parent == folder:
            return path
    known = {file.stem for folder in folders for file in folder.glob("*.yaml")}
    raise UnknownName(
        f"there is no scenario {text}",
        where="scenarios",
        mend=f"{did_you_mean(text, known)} A file of your own is named by its path.",
    )


def read_scenario(path: Path, *, folders: Sequence[Path]) -> Scenario:
    """Read a scenario file, and the bases that it names.

    Parameters
    ----------
    path : Path
        The file.
    folders : sequence of Path
        Where bases are looked for, after the file's own folder.

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
    """
    chain = _chain(path, folders)
    scenario = _merged(chain, str(path))
    report([*check_tree(scenario.issues, scenario.effects, str(path)), *_dates(scenario)],
           where=str(path))  # fmt: skip
    return scenario


def _chain(path: Path, folders: Sequence[Path]) -> list[ScenarioFile]:
    """Return the files from the one asked for to its last base."""
    chain: list[ScenarioFile] = []
    seen: list[Path] = []
    here: Path | None = path
    while here is not None:
        if here.resolve() in seen or len(chain) >= MAX_BASES:
            names = " -> ".join([*(file.scenario for file in chain), here.stem])
            raise Circle(
                f"bases form a circle or a chain longer than {MAX_BASES}: {names}",
                where=str(path),
                mend="let the chain of bases end in a scenario without one",
            )
        seen.append(here.resolve())
        said = validate(ScenarioFile, load_yaml(here), str(here))
        report(_unrecorded(said, str(here)), where=str(here))
        chain.append(said)
        here = _base(said, here, folders)
    return chain


def _base(said: ScenarioFile, path: Path, folders: Sequence[Path]) -> Path | None:
    if said.base is None:
        return None
    near = [folder for folder in (path.parent, *folders) if folder.is_dir()]
    # A lab's own `baseline` may rest on the one that it replaces.
    others = [f for f in near if (f / f"{said.base}.yaml").resolve() != path.resolve()]
    try:
        return find_scenario(said.base, others)
    except UnknownName as fault:
        raise UnknownName(
            f"there is no base {said.base}", where=f"{path}, base", mend=fault.mend
        ) from fault


def _merged(chain: Sequence[ScenarioFile], where: str) -> Scenario:
    """Lay the files over each other, the last base first."""
    leaf = chain[0]
    layers = list(reversed(chain))
    lacking = _lacking(layers)
    if lacking:
        report(
            [BadFile(f"`{key}` is missing", where=where, mend=mend) for key, mend in lacking],
            where=where,
        )
    _refuse_takings(chain, where)
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
        outputs=_last(layer.outputs for layer in layers) or (),
        where=where,
        own=frozenset((*leaf.assume, *leaf.issues, *leaf.effects)),
    )


def _lacking(layers: Sequence[ScenarioFile]) -> list[tuple[str, str]]:
    needed = {
        "as_of": ([layer.as_of for layer in layers], "write `as_of: 2026-02-11`, the day known"),
        "horizon.start": ([layer.horizon.start for layer in layers], "write `horizon: {start: }`"),
        "horizon.end": ([layer.horizon.end for layer in layers], "write `horizon: {end: }`"),
    }
    return [
        (key, f"{mend}, or name a `base` that has it")
        for key, (said, mend) in needed.items()
        if _last(said) is None
    ]


def _refuse_takings(chain: Sequence[ScenarioFile], where: str) -> None:
    """Refuse a null for what no base has: it is a misspelt name."""
    faults: list[BongsuError] = []
    for section in ("assume", "issues", "effects"):
        inherited = {key for layer in chain[1:] for key in getattr(layer, section)}
        faults += [
            UnknownName(
                f"{section} takes {key} away, which no base has",
                where=f"{where}, {section}.{key}",
                mend=did_you_mean(key, inherited),
            )
            for key, said in getattr(chain[0], section).items()
            if said is None and key not in inherited
        ]
    report(faults, where=where)


def _last(said: Any) -> Any:
    return next((value for value in reversed(list(said)) if value is not None), None)


def _overlaid(layers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for layer in layers:
        found.update(layer)
    return {key: value for key, value in found.items() if value is not None}


def _dates(scenario: Scenario) -> Iterator[BongsuError]:
    """Yield a fault for each date of the file itself that lies outside the horizon."""
    try:
        horizon = scenario.horizon
    except BadPeriod as fault:
        yield BadPeriod(fault.what, where=f"{scenario.where}, horizon", mend=fault.mend)
        return
    first, last = horizon.first.start, horizon.last.end
    for place, written in _written_dates(scenario):
        period = Period.parse(written)
        if period.end < first or period.start > last:
            yield BadPeriod(
                f"{written} lies outside the horizon {scenario.start} to {scenario.end}",
                where=f"{scenario.where}, {place}",
                mend="correct the date, or widen the horizon",
            )


def _written_dates(scenario: Scenario) -> Iterator[tuple[str, str]]:
    for name, change in scenario.assume.items():
        if name in scenario.own:
            yield from ((f"assume.{name}", written) for written in change.dates)
    for name, issue in scenario.issues.items():
        if name in scenario.own:
            yield from ((f"issues.{name}.when", written) for written in issue.times)
    for key, effect in scenario.effects.items():
        if key in scenario.own:
            for name, change in effect.changes.items():
                yield from ((f"effects.{key}.{name}", written) for written in change.dates)


def recorded(said: Scenario | ScenarioFile) -> Iterator[tuple[str, Recorded]]:
    """Yield every entry that names, or should name, on whose word it stands, with its place.

    An effect's own record stands for each of its changes that has none.
    """
    entries: list[tuple[str, Recorded | None]] = []
    entries += [(f"assume.{name}", change) for name, change in said.assume.items()]
    entries += [(f"issues.{name}", issue) for name, issue in said.issues.items()]
    for key, effect in said.effects.items():
        for name, change in effect.changes.items() if effect else ():
            entries.append((f"effects.{key}.{name}", change if change.has_record else effect))
    yield from ((place, record) for place, record in entries if record is not None)


def _unrecorded(said: ScenarioFile, where: str) -> list[BongsuError]:
    """Return a fault for each change on nobody's word; a run notes issues without one."""
    return [
        BadFile(
            "nobody's word is named for this",
            where=f"{where}, {place}",
            mend="add `source: ...`, or for a judgement "
            "`elicited: {reason: ..., range: [low, high]}`",
        )
        for place, record in recorded(said)
        if not record.has_record and not isinstance(record, Issue)
    ]
