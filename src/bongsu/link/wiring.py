"""From matched blocks to steps in order: circles are solved, stepped through, or named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise

from bongsu.errors import (
    BongsuError,
    Circle,
    DuplicateName,
    FrequencyMismatch,
    UnknownName,
    UnusedName,
    did_you_mean,
)
from bongsu.link.feeds import Feed
from bongsu.link.graph import circles, order
from bongsu.link.kernels import Dated, Kernel, Plain, Solved, Stepped
from bongsu.link.marks import Solve
from bongsu.link.matching import Matcher, shown
from bongsu.link.steps import Step
from bongsu.variables import Variable

Nodes = dict[str, Kernel]  # by first output, which no other node makes


def wire(nodes: Sequence[Plain | Dated], solves: Sequence[Solve], match: Matcher) -> list[Step]:
    """Return the steps in order; faults go to the matcher's."""
    faults, variables = match.faults, match.variables
    whole: Nodes = {node.outputs[0]: node for node in nodes}
    for solve in solves:
        _solve(whole, solve, match)
    for group in circles(_graph(whole, lagged=True)):
        stepped = _step_through({key: whole[key] for key in group}, variables, faults)
        for key in group:
            del whole[key]
        if stepped is not None:
            whole[stepped.outputs[0]] = stepped
    if faults:
        return []
    ordered = TopologicalSorter(_graph(whole, lagged=True)).static_order()
    return [_step(whole[key], variables) for key in ordered]


def feeds_of(kernel: Kernel) -> Iterable[Feed]:
    """Return everything that a kernel fetches, from inside or outside."""
    for block in kernel.blocks:
        yield from block.feeds
    inner = kernel.nodes if isinstance(kernel, Stepped) else (kernel,)
    for node in inner:
        if isinstance(node, Solved):
            yield from (feed for _, feed in node.start)


def _step(kernel: Kernel, variables: Mapping[str, Variable]) -> Step:
    names = (name for feed in feeds_of(kernel) for name in feed.names)
    inputs = tuple(dict.fromkeys(name for name in names if name not in kernel.outputs))
    return Step(
        name=kernel.name,
        inputs=inputs,
        outputs=kernel.outputs,
        kernel=kernel,
        variables={name: variables[name] for name in (*inputs, *kernel.outputs)},
        version=sum(block.version for block in kernel.blocks),
    )


def _graph(
    nodes: Mapping[str, Kernel], *, lagged: bool, without: frozenset[str] = frozenset()
) -> dict[str, list[str]]:
    """Return which nodes come before which; a solved circle's own variables are its affair."""
    maker = {name: key for key, node in nodes.items() for name in node.outputs}
    graph: dict[str, list[str]] = {}
    for key, node in nodes.items():
        before = {
            maker[name]: None
            for feed in feeds_of(node)
            for name in _needed(feed, lagged=lagged)
            if name in maker and name not in without
            if name not in node.outputs or not _within(node, feed)
        }
        graph[key] = list(before)
    return graph


def _within(node: Kernel, feed: Feed) -> bool:
    """Whether a node answers for its own variables: by iterating, or by stepping."""
    return isinstance(node, Stepped) or (isinstance(node, Solved) and not feed.lag)


def _needed(feed: Feed, *, lagged: bool) -> tuple[str, ...]:
    if feed.initial is None:
        return (feed.name,)
    return feed.names if lagged else (feed.initial,)


def _solve(whole: Nodes, solve: Solve, match: Matcher) -> None:
    """Put the nodes of a solve block in the place of one that solves them."""
    where = f"solve({', '.join(solve.names)})"
    maker = {name: key for key, node in whole.items() for name in node.outputs}
    unknown = [name for name in solve.names if name not in maker]
    if unknown:
        for name in unknown:
            mend = did_you_mean(name, maker)
            match.faults.append(UnknownName(f"no block makes {name}", where=where, mend=mend))
        return
    keys = list(dict.fromkeys(maker[name] for name in solve.names))
    inner = {key: node for key in keys if isinstance(node := whole[key], Plain | Dated)}
    if len(inner) < len(keys):
        again = ", ".join(name for name in solve.names if maker[name] not in inner)
        match.faults.append(
            DuplicateName(f"{again}: solved twice", where=where, mend="wrap each circle once")
        )
        return
    if not circles(_graph(inner, lagged=False)):
        what = f"{', '.join(solve.names)} form no circle, so that nothing is solved"
        match.faults.append(UnusedName(what, where=where, mend="remove the solve block"))
        return
    ordered, circle = order(_graph(inner, lagged=False, without=frozenset(solve.start)))
    if circle:
        match.faults.append(_circle(circle, inner, where, "give one of them a start as well"))
        return
    start = _starts(solve, match, where)
    parts = tuple(inner[key] for key in ordered)
    outputs = tuple(name for node in parts for name in node.outputs)
    _same_frequency(parts, outputs, match.variables, match.faults, where)
    for key in keys:
        del whole[key]
    whole[outputs[0]] = Solved(
        name="+".join(solve.names),
        nodes=parts,
        outputs=outputs,
        start=start,
        variables={name: match.variables[name] for name in solve.start},
        tolerance=solve.tolerance,
        max_iterations=solve.max_iterations,
        damping=solve.damping,
    )


def _starts(solve: Solve, match: Matcher, where: str) -> tuple[tuple[str, Feed], ...]:
    found = []
    for name, guess in solve.start.items():
        solved = match.variables[name]
        variable = match.guess(guess, solved, solved.system, where, where)
        if variable is None:
            continue
        if guess in solve.names:
            what = f"circle: {guess} -> {name} -> {guess}, since {name} begins with {guess}"
            match.faults.append(Circle(what, where=where, mend="begin with a parameter"))
        if variable.frequency not in {None, solved.frequency}:
            match.faults.append(
                FrequencyMismatch(
                    f"{where} begins {shown(solved)} with {shown(variable)}",
                    where=where,
                    mend="begin with a parameter of the same frequency, or of none",
                )
            )
        feed = Feed(argument="", name=guess, unit=variable.unit, frequency=variable.frequency)
        found.append((name, feed))
    return tuple(found)


def _step_through(
    group: Nodes, variables: Mapping[str, Variable], faults: list[BongsuError]
) -> Stepped | None:
    """Return what steps through a circle that lags cut, or name the circle."""
    ordered, circle = order(_graph(group, lagged=False))
    where = "the blocks of the circle"
    if circle:
        mend = "cut it with `lag=`, or wrap it with `solve(...)`"
        faults.append(_circle(circle, group, where, mend))
        return None
    nodes: list[Plain | Dated | Solved] = []
    for key in ordered:
        node = group[key]
        if not isinstance(node, Stepped):
            nodes.append(node)
    outputs = tuple(name for node in nodes for name in node.outputs)
    if not _same_frequency(nodes, outputs, variables, faults, where):
        return None
    return Stepped(
        name="+".join(node.name for node in nodes),
        nodes=tuple(nodes),
        outputs=outputs,
        dim=str(variables[outputs[0]].time_dim),
    )


def _same_frequency(
    nodes: Sequence[Kernel],
    outputs: Sequence[str],
    variables: Mapping[str, Variable],
    faults: list[BongsuError],
    where: str,
) -> bool:
    """Note where a circle runs through more than one frequency."""
    made = [variables[name] for name in outputs]
    ruled = [
        feed.name
        for node in nodes
        for feed in feeds_of(node)
        if feed.rule is not None and feed.name in outputs
    ]
    if len({variable.frequency for variable in made}) == 1 and not ruled:
        return True
    faults.append(
        FrequencyMismatch(
            f"a circle runs through several frequencies: {', '.join(map(shown, made))}",
            where=where,
            mend="keep a circle within one frequency; compute the rest in blocks of their own",
        )
    )
    return False


def _circle(nodes: Sequence[str], whole: Mapping[str, Kernel], where: str, mend: str) -> Circle:
    """Name a circle by the variables that pass from node to node."""
    path = []
    for giver, taker in pairwise(nodes):
        taken = {name for feed in feeds_of(whole[taker]) for name in feed.names}
        path.append(next(name for name in whole[giver].outputs if name in taken))
    return Circle(f"circle: {' -> '.join([*path, path[0]])}", where=where, mend=mend)
