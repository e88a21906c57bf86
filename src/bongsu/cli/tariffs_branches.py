"""Legal outcomes with probabilities: what-ifs of the law at the ends of an event tree.

Three kinds of file are understood: a what-if of the law, which is one way with certainty; a tree
of the law, which is a what-if with `issues` as scenario files have them and `effects` that are
what-ifs; and a scenario, which changes the law by `overrides` and `measures` of its own and of its
effects, or ends an authority through `tariffs.ieepa_kept` and the like.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bongsu.errors import BadFile, BongsuError, OutOfRange, UnknownName, did_you_mean, report

if TYPE_CHECKING:
    from bongsu.lab import Lab
    from bongsu.scenario.changes import Change
    from bongsu.scenario.files import Scenario as Tree
    from bongsu.scenario.issues import Issue
    from bongsu.systems.tariffs.overrides import Override, Scenario

HEADS = ("title", "issues", "effects", "overrides", "measures")
BELOW = ("overrides", "measures")
KEPT = {
    "tariffs.ieepa_kept": ("authority:recip", "authority:fent"),
    "tariffs.s232_kept": ("authority:s232",),
    "tariffs.s122_kept": ("authority:s122",),
    "tariffs.s301_kept": ("authority:s301",),
}
Ways = tuple["Way", ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way through a tree: an outcome for each issue, and the law that it leads to."""

    outcomes: tuple[str, ...]
    p: float
    ruling: Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A tree with its ways, in the order of the outcomes; without issues it has one way."""

    title: str
    issues: tuple[str, ...]
    ways: Ways


def outlook(text: str, lab: Lab | None) -> Outlook:
    """Return the ways that a name or a file means.

    Parameters
    ----------
    text : str
        A file, the name of a what-if or tree of the package, or the name of a scenario.
    lab : Lab, optional
        Where names of scenarios are looked for.

    Raises
    ------
    UnknownName, BadFile, Faults
        If it is none, or does not keep to the form.
    """
    from bongsu.systems.tariffs.override_files import find_scenario, find_tree, packaged_scenarios
    from bongsu.yaml_files import load_yaml

    path = find_tree(text)
    if path is not None:
        content = load_yaml(path)
        if "scenario" not in content:
            return _of_law(content, str(path), path.stem)
    elif text in {"actual", *packaged_scenarios()}:
        return certain(find_scenario(text))
    if lab is None:
        raise UnknownName(f"there is no what-if {text!r}", where="scenario", mend="give a file")
    return _of_scenario(lab.scenario(Path(text) if path is not None else text))


def certain(ruling: Scenario) -> Outlook:
    """Return a tree of one way."""
    way = Way(outcomes=(), p=1.0, ruling=ruling)
    return Outlook(title=ruling.title, issues=(), ways=(way,))


def _of_law(content: Mapping[str, Any], where: str, name: str) -> Outlook:
    from bongsu.scenario.issues import Issue
    from bongsu.scenario.tree import check_tree
    from bongsu.systems.tariffs.law_files import load_law
    from bongsu.systems.tariffs.override_files import scenario_of
    from bongsu.variables import validate

    report(list(_misnamed(content, HEADS, where)), where=where)
    given = content.get("issues") or {}
    if not isinstance(given, Mapping) or not isinstance(content.get("effects") or {}, Mapping):
        raise BadFile("is no mapping", where=where, mend="write `issues: {court: {p: {...}}}`")
    issues = {
        str(key): validate(Issue, said, f"{where}, issues.{key}") for key, said in given.items()
    }
    report([*check_tree(issues, {}, where), *_timed(issues, where)], where=where)
    effects = list(_effects(content.get("effects") or {}, issues, where))
    title = str(content.get("title") or name)

    def ruling(outcomes: Mapping[str, str]) -> Scenario:
        parts = [content, *(said for key, said in effects if key.items() <= outcomes.items())]
        law = {below: [one for part in parts for one in part.get(below) or ()] for below in BELOW}
        told = ", ".join(f"{key}={value}" for key, value in outcomes.items())
        place = f"{where}, {told}" if told else where
        return scenario_of({"title": told or title, **law}, name=where, law=load_law(), where=place)

    ways = tuple(
        Way(outcomes=tuple(outcomes.values()), p=p, ruling=ruling(outcomes))
        for outcomes, p in _combined(issues)
    )
    return Outlook(title=title, issues=_titles(issues), ways=ways)


def _effects(
    said: Mapping[str, Any], issues: Mapping[str, Issue], where: str
) -> Iterator[tuple[dict[str, str], Mapping[str, Any]]]:
    from bongsu.scenario.tree import conditions_of

    faults: list[BongsuError] = []
    for key, law in said.items():
        place = f"{where}, effects.{key}"
        conditions = conditions_of(str(key), place)
        for issue, outcome in conditions.items():
            if issue not in issues:
                faults.append(_unknown(f"{issue} is no issue", issue, tuple(issues), place))
            elif outcome not in issues[issue].outcomes:
                known = issues[issue].outcomes
                faults.append(_unknown(f"{outcome} is no outcome", outcome, known, place))
        if not isinstance(law, Mapping):
            faults.append(
                BadFile("is no what-if", where=place, mend="write `overrides:` and `measures:`")
            )
        else:
            faults += _misnamed(law, BELOW, place)
            yield conditions, law
    report(faults, where=where)


def _unknown(what: str, name: str, known: tuple[str, ...], where: str) -> UnknownName:
    return UnknownName(f"{what} of the tree", where=where, mend=did_you_mean(name, known))


def _misnamed(
    content: Mapping[str, Any], known: tuple[str, ...], where: str
) -> Iterator[BongsuError]:
    for key in content:
        if key not in known:
            yield BadFile(
                f"{key!r} is not known here", where=where, mend=did_you_mean(str(key), known)
            )


def _timed(issues: Mapping[str, Issue], where: str) -> Iterator[BongsuError]:
    for name, issue in issues.items():
        if issue.when is not None:
            yield BadFile(
                "a ruling has its day in `from`, and no window",
                where=f"{where}, issues.{name}",
                mend="take `when` away; write an outcome for each day that matters",
            )


def _titles(issues: Mapping[str, Issue]) -> tuple[str, ...]:
    return tuple(issue.title or name for name, issue in issues.items())


def _combined(issues: Mapping[str, Issue]) -> Iterator[tuple[dict[str, str], float]]:
    from bongsu.scenario.tree import joint_weights

    weights = joint_weights(issues)
    for outcomes in itertools.product(*(issue.outcomes for issue in issues.values())):
        chosen = dict(zip(issues, outcomes, strict=True))
        yield chosen, float(weights.sel(chosen))


def _of_scenario(tree: Tree) -> Outlook:
    """Read rulings off the changes that a scenario makes to what is kept of authorities."""
    from bongsu.scenario.law import content_of
    from bongsu.scenario.tree import conditions_of
    from bongsu.systems.tariffs.law_files import load_law
    from bongsu.systems.tariffs.override_files import scenario_of

    report(list(_timed(tree.issues, tree.where)), where=tree.where)
    effects = [(conditions_of(key), effect) for key, effect in tree.effects.items()]
    ways = []
    for outcomes, p in _combined(tree.issues):
        come = [effect for key, effect in effects if key.items() <= outcomes.items()]
        changes = [tree.assume, *(effect.changes for effect in come)]
        kept = [
            override
            for name in KEPT
            for said in changes
            if name in said
            for override in _kept(name, said[name], tree.where)
        ]
        told = ", ".join(f"{key}={value}" for key, value in outcomes.items())
        place = ", ".join(filter(None, (tree.where, told)))
        said = content_of([tree, *come])
        law = scenario_of(said, name=tree.scenario, law=load_law(), where=place)
        law = replace(law, title=told or tree.title, overrides=(*law.overrides, *kept))
        ways.append(Way(outcomes=tuple(outcomes.values()), p=p, ruling=law))
    return Outlook(title=tree.title, issues=_titles(tree.issues), ways=tuple(ways))


def _kept(name: str, change: Change, where: str) -> Iterator[Override]:
    from bongsu.periods import Period
    from bongsu.scenario.changes import WHEN
    from bongsu.systems.tariffs.law import FOREVER
    from bongsu.systems.tariffs.overrides import Override

    if change.kind != "value" or change.value not in {0, 1} or change.first == WHEN:
        raise OutOfRange(
            f"{name} is changed otherwise than to 0 or 1 for some months",
            where=where,
            mend="a court keeps a duty or voids it: write `value: 0`, with `from` and `until`",
        )
    if change.value == 0:
        first = Period.parse(change.first).start if change.first else date.min
        after = Period.parse(change.until).end + timedelta(days=1) if change.until else FOREVER
        yield Override(do="void", targets=KEPT[name], start=first, end=after)
