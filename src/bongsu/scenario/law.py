"""What a scenario says of law that a system holds as data: overrides of it, and new measures.

The items are the system's to read; here they are only put together, those of the file first, then
those of each effect whose outcomes come about.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

import polars as pl
from pydantic import BeforeValidator

from bongsu.errors import BadFile, BongsuError, OutOfRange, UnusedName
from bongsu.link import Model
from bongsu.variables import Complaint

HEADS = ("overrides", "measures")
MOST_LAWS = 100  # that the outcomes of a tree may lead to; a law takes seconds
Content = Mapping[str, Sequence[Any]]
Outcomes = Mapping[str, str]


class HasLaw(Protocol):
    """A file, a scenario or an effect: whatever may say something of the law."""

    @property
    def overrides(self) -> tuple[Any, ...] | None:
        """Changes of measures."""
        ...

    @property
    def measures(self) -> tuple[Any, ...] | None:
        """New measures."""
        ...


def _listed(content: Any) -> Any:
    """Take a null for an empty list, which takes away what a base says."""
    if content is None:
        return ()
    if not isinstance(content, list | tuple):
        raise Complaint(
            f"{str(content)[:60]!r} is no list", mend="write one item a line, `- {id: ..., ...}`"
        )
    return tuple(content)


Items = Annotated[tuple[Any, ...], BeforeValidator(_listed)]
InheritedItems = Annotated[tuple[Any, ...] | None, BeforeValidator(_listed)]  # None: not written


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLaw:
    """What is said of the law under some outcomes, where, and what makes tables anew under it."""

    content: Content
    where: str
    remakes: Mapping[str, Callable[[Content, str, pl.DataFrame], pl.DataFrame]]  # by table

    @property
    def key(self) -> str:
        """Text by which two laws that say the same are the same."""
        return json.dumps(self.content, sort_keys=True, default=str)


def holds_law(said: HasLaw) -> bool:
    """Whether anything is said of the law."""
    return bool(said.overrides or said.measures)


def content_of(parts: Sequence[HasLaw]) -> Content:
    """Return what is said in several places, one after the other."""
    return {head: [one for part in parts for one in getattr(part, head) or ()] for head in HEADS}


def courses(issues: Mapping[str, Sequence[str]]) -> Iterator[dict[str, str]]:
    """Yield every combination of outcomes."""
    for path in itertools.product(*issues.values()):
        yield dict(zip(issues, path, strict=True))


def unrecorded(said: HasLaw, where: str) -> Iterator[BongsuError]:
    """Yield a fault for each item on nobody's word; what is no mapping its reader refuses."""
    for head in HEADS:
        for number, item in enumerate(getattr(said, head) or (), 1):
            if isinstance(item, Mapping) and not item.get("source"):
                yield BadFile(
                    "nobody's word is named for this",
                    where=f"{where}, {head} {number}",
                    mend="add `source: ...` to it",
                )


def law_faults(
    said: bool, own: bool, laws: int, whole: Model, model: Model, where: str
) -> Iterator[BongsuError]:
    """Yield the faults of a law that no system holds, that no output needs, or that is too many.

    Parameters
    ----------
    said, own : bool
        Whether anything is said of the law, and whether the scenario's own file says it.
    laws : int
        Combinations of outcomes on which it turns.
    whole, model : Model
        All systems, and what the outputs need of them.
    where : str
        The file, for faults.
    """
    if said and not whole.remakes:
        yield BadFile(
            "no system here holds a law that could be changed",
            where=where,
            mend="take them out",
        )
    elif own and not any(reached(model, name) for name in model.parameters):
        yield UnusedName(
            f"{' and '.join(HEADS)} reach none of the outputs",
            where=where,
            mend="remove them, or ask for an output that rests on the law",
        )
    if laws > MOST_LAWS:
        yield OutOfRange(
            f"{' and '.join(HEADS)} come to {laws:,} laws, by all combinations of outcomes",
            where=where,
            mend=f"let them turn on fewer issues: at most {MOST_LAWS} combinations",
        )


def reached(model: Model, name: str) -> bool:
    """Whether a parameter is made from a table that another law makes anew."""
    source = model.sources.get(name)
    return source is not None and any(table in model.remakes for table in source.tables)
