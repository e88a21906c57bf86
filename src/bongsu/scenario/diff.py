"""How two scenarios differ, entry by entry, once their bases are resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bongsu.scenario.entries import Part
from bongsu.scenario.law import HEADS
from bongsu.scenario.scenarios import Scenario, record_of

ABSENT = "–"


@dataclass(frozen=True, slots=True)
class Difference:
    """One entry that is not the same."""

    what: str  # its place in the file, such as `assume.people.tfr`
    one: Any  # plain JSON values; `ABSENT` where there is no such entry
    other: Any


def diff_scenarios(one: Scenario, other: Scenario) -> list[Difference]:
    """Return how two scenarios differ.

    Names and bases are left out: what matters is what they come to.
    """
    left, right = dict(_entries(one)), dict(_entries(other))
    return [
        Difference(what, left.get(what, ABSENT), right.get(what, ABSENT))
        for what in dict.fromkeys([*left, *right])
        if left.get(what, ABSENT) != right.get(what, ABSENT)
    ]


def _entries(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    yield "title", scenario.title
    yield "as_of", scenario.as_of.isoformat()
    yield "horizon.start", scenario.start
    yield "horizon.end", scenario.end
    yield "draws.n", scenario.n
    yield "draws.seed", scenario.seed
    yield "draws.cells", scenario.cells
    for section in ("assume", "issues"):
        for name, said in getattr(scenario, section).items():
            yield f"{section}.{name}", _said(said)
    for key, effect in scenario.effects.items():
        for name, change in effect.changes.items():
            record = _said(record_of(change, effect))
            yield f"effects.{key}.{name}", {**_said(change), **record}
        yield from ((f"effects.{key}.{head}", list(getattr(effect, head)))
                    for head in HEADS if getattr(effect, head))  # fmt: skip
    yield from ((head, list(getattr(scenario, head))) for head in HEADS if getattr(scenario, head))
    yield "outputs", list(scenario.outputs)


def _said(part: Part) -> dict[str, Any]:
    return part.model_dump(mode="json", exclude_none=True, exclude_defaults=True, by_alias=True)
