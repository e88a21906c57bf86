"""How many members well-known bodies have had: organisations, agreements, courts and boards."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from bongsu.evidence.sourced import parts, rows
from bongsu.patterns import regex

_AHEAD = dt.timedelta(days=730)  # a text may speak of those who are about to join


class Body(NamedTuple):
    """A body, what it and its members are called, and how many these have been since a day."""

    title: str
    names: tuple[str, ...]
    members: tuple[str, ...]
    excludes: re.Pattern[str] | None  # what a sentence on another body of that name has
    sizes: tuple[tuple[dt.date, int], ...]

    def sizes_by(self, day: dt.date | None) -> frozenset[int]:
        """Return the sizes that a text of a day may speak of."""
        told = {size for start, size in self.sizes if day is None or start <= day + _AHEAD}
        return frozenset(told or {size for _, size in self.sizes})


@cache
def bodies() -> tuple[Body, ...]:
    """Return the bodies, in the order of the table."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows("bongsu.audit", "memberships"):
        found.setdefault(row["body"], []).append(row)
    return tuple(
        Body(
            of[0]["title"],
            parts(of[0]["names"]),
            parts(of[0]["members"]),
            regex(of[0]["excludes"]) if of[0]["excludes"] else None,
            tuple((dt.date.fromisoformat(one["start"]), int(one["size"])) for one in of),
        )
        for of in found.values()
    )
