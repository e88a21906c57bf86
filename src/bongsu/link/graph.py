"""Order and circles of named nodes; what the nodes compute is no concern here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

Needs = Mapping[str, Iterable[str]]  # node -> the nodes that come before it


def order(needs: Needs) -> tuple[list[str], list[str]]:
    """Return nodes in order, and the first circle (first node repeated at the end), or neither.

    Examples
    --------
    >>> order({"b": ["a"], "a": []})
    (['a', 'b'], [])
    >>> order({"b": ["a"], "a": ["b"]})[1] in (["a", "b", "a"], ["b", "a", "b"])
    True
    """
    try:
        return list(TopologicalSorter(needs).static_order()), []
    except CycleError as fault:
        return [], list(fault.args[1])


def circles(needs: Needs) -> list[list[str]]:
    """Return the groups of nodes that depend on each other, or on themselves.

    Tarjan's strongly connected components (SIAM J. Comput. 1, 1972), with a stack of our own so
    that a long chain does not exhaust Python's.

    Examples
    --------
    >>> circles({"a": ["b"], "b": ["a"], "c": ["a"], "d": ["d"]})
    [['a', 'b'], ['d']]
    """
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    held: list[str] = []
    on_stack: set[str] = set()
    found: list[list[str]] = []
    for root in needs:
        if root in index:
            continue
        work = [(root, iter(needs[root]))]
        index[root] = low[root] = len(index)
        held.append(root)
        on_stack.add(root)
        while work:
            node, ahead = work[-1]
            for following in ahead:
                if following not in index:
                    index[following] = low[following] = len(index)
                    held.append(following)
                    on_stack.add(following)
                    work.append((following, iter(needs.get(following, ()))))
                    break
                if following in on_stack:
                    low[node] = min(low[node], index[following])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = held.index(node)
                    group = held[at:]
                    del held[at:]
                    on_stack.difference_update(group)
                    if len(group) > 1 or node in set(needs.get(node, ())):
                        found.append(sorted(group))
    return found


def reach(start: str, neighbours: Needs) -> frozenset[str]:
    """Return everything that can be reached from a node, without the node unless by a circle."""
    seen: set[str] = set()
    waiting = list(neighbours.get(start, ()))
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            waiting.extend(neighbours.get(node, ()))
    return frozenset(seen)
