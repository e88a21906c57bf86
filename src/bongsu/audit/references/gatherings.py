"""Recurring meetings of states and Games, each with its number, its place and its days."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import NamedTuple

from bongsu.audit.references.events import events
from bongsu.evidence.sourced import parts, rows
from bongsu.patterns import lazy_regex

_TOPICS = {"g20-summit": "g20", "apec-summit": "apec", "nato-summit": "nato"}
_IN = lazy_regex(r"summit in (.+)")


class Gathering(NamedTuple):
    """One of a row of gatherings that are called by their number, their place or their year."""

    row: str  # "cop", "g20", "winter-olympics"
    number: int | None  # that by which it is called: 27, and the year of Games
    places: tuple[str, ...]
    start: dt.date
    end: dt.date
    source: str


@cache
def gatherings() -> dict[str, tuple[Gathering, ...]]:
    """Return the gatherings of each row, in order of time.

    Examples
    --------
    >>> [one.places[0] for one in gatherings()["cop"] if one.number == 26]
    ['Glasgow']
    """
    found: dict[str, list[Gathering]] = {}
    for row in rows("bongsu.audit", "gatherings"):
        found.setdefault(row["row"], []).append(
            Gathering(
                row=row["row"],
                number=int(row["number"]) if row["number"] else None,
                places=parts(row["places"]),
                start=dt.date.fromisoformat(row["start"]),
                end=dt.date.fromisoformat(row["end"]),
                source=row["source"],
            )
        )
    for topic, name in _TOPICS.items():
        for event in events().topic(topic, action="held"):
            places = [match[1] for one in event.names if (match := _IN.search(one))]
            found.setdefault(name, []).append(
                Gathering(
                    row=name,
                    number=None,
                    places=tuple(dict.fromkeys(places)),
                    start=event.first,
                    end=event.last,
                    source=event.source,
                )
            )
    return {name: tuple(sorted(some, key=lambda one: one.start)) for name, some in found.items()}
