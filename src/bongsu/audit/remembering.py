"""What rules find out about one article and ask for again: each of them asks the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import TypeVar

from bongsu.evidence.mentions import Evidence

Found = TypeVar("Found")


def remembered(
    find: Callable[[Evidence], Iterator[Found]],
) -> Callable[[Evidence], tuple[Found, ...]]:
    """Let a function keep what it found in the article that it was asked about last.

    Every rule asks for the same of one article before the next article comes.
    """
    last: list[tuple[Evidence, tuple[Found, ...]]] = []

    @wraps(find)
    def found(evidence: Evidence) -> tuple[Found, ...]:
        if not last or last[0][0] is not evidence:
            last[:] = [(evidence, tuple(find(evidence)))]
        return last[0][1]

    return found
