"""What a block's formula assumes about one argument or result: its unit, its frequency, its lag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args, get_type_hints

from bongsu.periods import Frequency


@dataclass(frozen=True, slots=True)
class Edge:
    """The unit, and if need be the frequency, that a formula assumes at one edge of its block.

    It is written into the annotation: ``Won = Annotated[xr.DataArray, Edge("trillion won")]``.

    Parameters
    ----------
    unit : str
        Compared with the variable's declared unit, scale included.
    frequency : Frequency or str, optional
        Where an argument comes in another frequency than the block's results, and is meant to.
    convert : bool, optional
        Declares that another scale of the same unit is converted here.

    Examples
    --------
    >>> Edge("trillion won/year").convert
    False
    """

    unit: str
    frequency: Frequency | None = None
    convert: bool = False

    def __post_init__(self) -> None:
        if self.frequency is not None:
            object.__setattr__(self, "frequency", Frequency(self.frequency))


@dataclass(frozen=True, slots=True)
class Lag:
    """Take an argument's value from earlier periods; this is what cuts a circle.

    Parameters
    ----------
    steps : int
        How many periods earlier, at least one.
    initial : str
        The variable without a time dimension that stands in for the periods before the first;
        written as an argument would be (``opening_capital``, ``rates__opening_rate``).
    """

    steps: int
    initial: str

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise ValueError(f"a lag of {self.steps} periods is none: give 1 or more")


def edges_of(
    function: Any, results: int
) -> tuple[Mapping[str, Edge | None], tuple[Edge | None, ...]]:
    """Return the edges in a function's annotations: by argument, and one for each result.

    Raises
    ------
    TypeError
        If the return annotation has another number of parts than there are results.
    """
    hints = get_type_hints(function, include_extras=True)
    returned = hints.pop("return", None)
    arguments = {name: _edge_in(hint) for name, hint in hints.items()}
    if results == 1 or returned is None:
        return arguments, (_edge_in(returned),) * results
    parts = tuple(_edge_in(part) for part in get_args(returned))
    if len(parts) != results:
        raise TypeError(
            f"{function.__qualname__} lists {results} outputs, its return annotation {len(parts)}"
        )
    return arguments, parts


def _edge_in(hint: Any) -> Edge | None:
    found = [part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Edge)]
    return found[0] if found else None
