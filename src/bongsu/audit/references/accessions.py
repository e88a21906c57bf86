"""When countries signed, ratified or joined what policy writing on Korea names again and again."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from bongsu.evidence.sourced import parts, rows, span


class Stage(NamedTuple):
    """One step of a country towards a treaty or a body, or out of it, and when it was."""

    action: str  # as in `bongsu.audit.references.events.ACTIONS`, and "applied"
    start: str  # EDTF
    source: str

    @property
    def first(self) -> dt.date:
        """The earliest day on which it can have been."""
        return span(self.start)[0]

    @property
    def last(self) -> dt.date:
        """The latest day on which it can have been."""
        return span(self.start)[1]


class Accession(NamedTuple):
    """A treaty or a body, and the way of one country to it."""

    title: str
    names: tuple[str, ...]
    land: str  # ISO 3166-1
    stages: tuple[Stage, ...]  # in order of time


@cache
def accessions() -> tuple[Accession, ...]:
    """Return what is known of each country and body, in the order of the table.

    Examples
    --------
    >>> [stage.start for one in accessions() for stage in one.stages
    ...  if one.title == "the OECD" and one.land == "KR" and stage.action == "joined"]
    ['1996-12-12']
    """
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in rows("bongsu.audit", "accessions"):
        found.setdefault((row["body"], row["land"]), []).append(row)
    return tuple(
        Accession(
            title=of[0]["title"],
            names=parts(of[0]["names"]),
            land=land,
            stages=tuple(Stage(one["action"], one["start"], one["source"]) for one in of),
        )
        for (_, land), of in found.items()
    )
