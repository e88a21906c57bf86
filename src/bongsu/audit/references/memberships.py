"""How many members well-known bodies have had: organisations, agreements, courts and boards."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple

from bongsu.evidence.sourced import parts, rows
from bongsu.patterns import regex

_PERSONS = frozenset({"justices", "judges", "lawmakers", "legislators", "officials", "seats"})
_LATE = dt.timedelta(days=365)  # within which many still tell the former size
_AHEAD = dt.timedelta(days=730)  # a text may speak of those who are about to join


class Body(NamedTuple):
    """A body, what it and its members are called, and how many these have been since a day."""

    title: str
    names: tuple[str, ...]
    members: tuple[str, ...]
    excludes: re.Pattern[str] | None  # what a sentence on another body of that name has
    sizes: tuple[tuple[dt.date, int], ...]

    @property
    def has_vacancies(self) -> bool:
        """Whether its members are persons, so that it may have fewer than its seats."""
        return bool(_PERSONS & frozenset(self.members)) or self.members == ("members",)

    def sizes_by(self, day: dt.date | None) -> frozenset[int]:
        """Return the sizes that a text of a day may speak of."""
        told = {size for start, size in self.sizes if day is None or start <= day + _AHEAD}
        return frozenset(told or {size for _, size in self.sizes})

    def sizes_about(self, day: dt.date) -> frozenset[int]:
        """Return the sizes that a text may tell as those of now: of late, or soon to come."""
        late = {size for start, size in self.sizes if day - _LATE <= start <= day + _AHEAD}
        before = [one for one in self.sizes if one[0] <= day - _LATE]
        return frozenset(late | {size for start, size in before if start == before[-1][0]})


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
