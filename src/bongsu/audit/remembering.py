"""What rules find out about one article and ask for again: each of them asks the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from bongsu.evidence.mentions import Evidence

Found = TypeVar("Found")
More = ParamSpec("More")

_MOST = 16  # articles: as many as a collection has, and few enough to hold in memory


def remembered(
    find: Callable[Concatenate[Evidence, More], Iterator[Found]],
) -> Callable[Concatenate[Evidence, More], tuple[Found, ...]]:
    """Let a function keep what it found in the articles that it was asked about last.

    Rules that hold articles against each other ask for the same of all of them, and then every
    rule of one article asks before the next one comes. What a function is told besides the article,
    such as the day of the check, is the same throughout but has to be fit for a dictionary.
    """
    known: dict[tuple[object, ...], tuple[Evidence, tuple[Found, ...]]] = {}

    @wraps(find)
    def found(evidence: Evidence, /, *told: More.args, **named: More.kwargs) -> tuple[Found, ...]:
        key = id(evidence), *told, *named.items()
        kept = known.get(key)
        if kept is None:  # the article is kept, too: no other one can come to have its id
            kept = evidence, tuple(find(evidence, *told, **named))
            if len(known) >= _MOST:
                del known[next(iter(known))]
            known[key] = kept
        return kept[1]

    return found
