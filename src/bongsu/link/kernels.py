"""How steps compute: a plain block, dated alternatives, a solved circle, a circle cut by lags.

Each kind fetches its arguments through a ``lookup``, so that they nest: a lag loop holds a solved
circle, which holds plain blocks. What they hand back is not yet checked; the step does that once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from bongsu.errors import DimensionMismatch, MissingValue, NotConverged
from bongsu.link.blocks import Block
from bongsu.link.feeds import Feed
from bongsu.link.marks import Effective
from bongsu.link.outputs import Spans, own_dims
from bongsu.periods import Period
from bongsu.variables import Variable

Arrays = dict[str, xr.DataArray]
Lookup = Callable[[Feed], xr.DataArray]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """One block."""

    name: str
    function: Callable[..., object]
    feeds: tuple[Feed, ...]
    outputs: tuple[str, ...]
    factors: tuple[float, ...]  # from what the function returns to what is declared
    effective: Effective | None
    version: int
    together: bool

    @property
    def blocks(self) -> tuple[Plain, ...]:
        """The blocks that it is made of."""
        return (self,)

    def run(self, lookup: Lookup, spans: Spans) -> Arrays:  # noqa: ARG002  # as all kinds
        """Call the function on its arguments."""
        returned = self.function(**{feed.argument: lookup(feed) for feed in self.feeds})
        parts = (returned,) if len(self.outputs) == 1 else returned
        if not isinstance(parts, tuple) or len(parts) != len(self.outputs):
            raise TypeError(f"{self.name} must return a tuple of {len(self.outputs)} arrays")
        results = {}
        for name, part, scale in zip(self.outputs, parts, self.factors, strict=True):
            if not isinstance(part, xr.DataArray) or part.dtype.kind not in "biuf":
                raise TypeError(f"{self.name} returned no array of numbers for {name}")
            results[name] = part if scale == 1.0 else part * scale
        return results


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Alternatives of one block, each in force for some days; periods go by their first day."""

    name: str
    alternatives: tuple[Plain, ...]
    outputs: tuple[str, ...]
    dim: str

    @property
    def blocks(self) -> tuple[Plain, ...]:
        """The blocks that it is made of."""
        return self.alternatives

    def run(self, lookup: Lookup, spans: Spans) -> Arrays:
        """Compute each alternative that is in force in some period, and splice."""
        parts: dict[str, list[xr.DataArray]] = {name: [] for name in self.outputs}
        covered = 0
        for alternative in self.alternatives:
            labels = [label for label in spans[self.dim] if in_force(alternative.effective, label)]
            covered += len(labels)
            if not labels:
                continue
            made = alternative.run(lookup, spans)
            _check_along(made, self.dim, alternative.name)
            for name, array in made.items():
                inside = np.isin(array[self.dim].values, labels)
                parts[name].append(array.isel({self.dim: inside}))
        if covered < len(spans[self.dim]):
            raise MissingValue(
                f"{self.name}: no alternative is in force in {len(spans[self.dim]) - covered} of "
                f"the periods {spans[self.dim][0]} to {spans[self.dim][-1]}",
                where=f"block {self.name}",
                mend="add the law of those years, or begin the run later",
            )
        return {name: join(pieces, self.dim) for name, pieces in parts.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """A circle solved by fixed-point iteration."""

    name: str
    nodes: tuple[Plain | Dated, ...]  # in order, once the values to begin from are given
    outputs: tuple[str, ...]
    start: tuple[tuple[str, Feed], ...]  # variable, and its first guess
    variables: Mapping[str, Variable]
    tolerance: float
    max_iterations: int
    damping: float

    @property
    def blocks(self) -> tuple[Plain, ...]:
        """The blocks that it is made of."""
        return tuple(block for node in self.nodes for block in node.blocks)

    def run(self, lookup: Lookup, spans: Spans) -> Arrays:
        """Iterate until every branch and draw stands still; none moves after it does."""
        state = {name: self._guess(name, lookup(feed), spans) for name, feed in self.start}
        settled = xr.DataArray(False)
        with np.errstate(over="ignore", invalid="ignore"):
            for _ in range(self.max_iterations):
                found = self._once(state, lookup, spans)
                still, worst = xr.DataArray(True), 0.0
                for name, guess in state.items():
                    old = _on_labels_of(found[name], guess)
                    move = found[name] - old
                    state[name] = (old + self.damping * move).where(~settled, old)
                    size = abs(move) / np.maximum(1.0, abs(found[name]))
                    worst = max(worst, float(size.max()))
                    still = still & (size <= self.tolerance).all(own_dims(self.variables[name]))
                settled = settled | still
                if bool(settled.all()):
                    return self._once(state, lookup, spans)
        raise NotConverged(
            f"{self.name} still moves by {worst:g} after {self.max_iterations} iterations, in "
            f"{int((~settled).sum())} of {settled.size} branches and draws",
            where=f"solve block {self.name}",
            mend="begin nearer, give `damping` below one, or look whether a solution exists",
        )

    def _once(self, state: Arrays, lookup: Lookup, spans: Spans) -> Arrays:
        now = dict(state)

        def here(feed: Feed) -> xr.DataArray:
            if feed.lag or feed.name not in now:
                return lookup(feed)
            return now[feed.name] if feed.factor == 1.0 else now[feed.name] * feed.factor

        made: Arrays = {}
        for node in self.nodes:
            computed = node.run(here, spans)
            made.update(computed)
            now.update({name: array for name, array in computed.items() if name not in state})
        return made

    def _guess(self, name: str, array: xr.DataArray, spans: Spans) -> xr.DataArray:
        dim = self.variables[name].time_dim
        if dim is None or dim in array.dims:
            return array
        return array.expand_dims({dim: list(spans[dim])}, axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stepped:
    """A circle cut by lags: period by period."""

    name: str
    nodes: tuple[Plain | Dated | Solved, ...]
    outputs: tuple[str, ...]
    dim: str

    @property
    def blocks(self) -> tuple[Plain, ...]:
        """The blocks that it is made of."""
        return tuple(block for node in self.nodes for block in node.blocks)

    def run(self, lookup: Lookup, spans: Spans) -> Arrays:
        """Step through the periods; what comes from outside is fetched whole before."""
        outside = self._outside(lookup)
        labels = _common(list(outside.values()), self.dim, spans)
        timed = {feed for feed, array in outside.items() if self.dim in array.dims}
        outside.update({feed: outside[feed].sel({self.dim: labels}) for feed in timed})
        past: dict[str, list[xr.DataArray]] = {name: [] for name in self.outputs}
        for step, label in enumerate(labels):
            now: Arrays = {}
            here = self._lookup(outside, past, now, label, step)
            for node in self.nodes:
                made = node.run(here, {**spans, self.dim: [label]})
                _check_one(made, self.dim, node.name)
                now.update(made)
            for name, array in now.items():
                past[name].append(array)
        return {name: join(pieces, self.dim) for name, pieces in past.items()}

    def _outside(self, lookup: Lookup) -> dict[Feed, xr.DataArray]:
        feeds = {_bare(feed) for block in self.blocks for feed in block.feeds}
        for node in self.nodes:
            if isinstance(node, Solved):
                feeds |= {_bare(feed) for _, feed in node.start}
        found = {feed: lookup(feed) for feed in feeds if feed.name not in self.outputs}
        for feed in feeds:
            if feed.name in self.outputs and feed.lag:
                found[_initial(feed)] = lookup(_initial(feed))
        return found

    def _lookup(
        self,
        outside: Mapping[Feed, xr.DataArray],
        past: Mapping[str, Sequence[xr.DataArray]],
        now: Mapping[str, xr.DataArray],
        label: int | str,
        step: int,
    ) -> Lookup:
        here = {self.dim: [label]}

        def lookup(feed: Feed) -> xr.DataArray:
            if feed.name not in self.outputs:
                array = outside[_bare(feed)]
                if self.dim not in array.dims:
                    return array
                return array.isel({self.dim: slice(step, step + 1)})
            if feed.lag > step:
                return outside[_initial(feed)].expand_dims(here, axis=-1)
            if feed.lag:
                array = past[feed.name][step - feed.lag].assign_coords(here)
            else:
                array = now[feed.name]
            return array if feed.factor == 1.0 else array * feed.factor

        return lookup


Kernel = Plain | Dated | Solved | Stepped


def plain(block: Block, feeds: tuple[Feed, ...], factors: tuple[float, ...]) -> Plain:
    """Return the kernel of one block."""
    return Plain(
        name=block.name,
        function=block.function,
        feeds=feeds,
        outputs=block.outputs,
        factors=factors,
        effective=block.effective,
        version=block.version,
        together=block.together,
    )


def in_force(effective: Effective | None, label: int | str) -> bool:
    """Whether a law holds on the first day of a period."""
    day = Period.parse(label).start
    return effective is None or (
        effective.first <= day and (effective.last is None or day <= effective.last)
    )


def join(parts: Sequence[xr.DataArray], dim: str) -> xr.DataArray:
    """Put pieces one after the other along time, repeated along dims that only some have."""
    dims: dict[str, xr.DataArray] = {}
    for part in parts:
        dims.update({str(d): part for d in part.dims if d != dim and str(d) not in dims})
    sizes = {d: part.sizes[d] for d, part in dims.items()}
    pieces = [_spread(part, {**sizes, dim: part.sizes[dim]}) for part in parts]
    coords = {d: part.coords[d] for d, part in dims.items() if d in part.coords}
    labels = np.concatenate([part[dim].values for part in parts])
    values = np.concatenate(pieces, axis=-1)
    return xr.DataArray(values, {**coords, dim: labels}, (*sizes, dim))


def _check_along(made: Arrays, dim: str, block: str) -> None:
    """Refuse results that cannot be spliced along time, since they are not along it."""
    for name, array in made.items():
        if dim not in array.dims:
            raise DimensionMismatch(
                f"{name} lost its dim {dim}",
                where=f"block {block}",
                mend=f"keep {dim} with its labels: `isel({dim}=[0])` keeps it, `isel({dim}=0)` not",
            )


def _check_one(made: Arrays, dim: str, block: str) -> None:
    """Refuse results of one period that are not along it, or are of more than one."""
    _check_along(made, dim, block)
    for name, array in made.items():
        if array.sizes[dim] != 1:
            raise DimensionMismatch(
                f"{name} has {array.sizes[dim]} labels along {dim}, and is computed one by one",
                where=f"block {block}",
                mend=f"return the one {dim} that is given; earlier ones come by `lag`",
            )


def _spread(part: xr.DataArray, sizes: Mapping[str, int]) -> NDArray[Any]:
    """Return values over all of these dims, in this order, repeated where the part lacks one."""
    present = part.transpose(*(d for d in sizes if d in part.dims)).values
    lacking = tuple(place for place, d in enumerate(sizes) if d not in part.dims)
    return np.broadcast_to(np.expand_dims(present, lacking), tuple(sizes.values()))


def _common(arrays: Sequence[xr.DataArray], dim: str, spans: Spans) -> list[int | str]:
    """Return the periods of the run from the first that every outside array has."""
    labels = set(spans[dim])
    for array in arrays:
        if dim in array.dims:
            labels &= set(array[dim].values.tolist())
    return [label for label in spans[dim] if label in labels]


def _on_labels_of(array: xr.DataArray, wider: xr.DataArray) -> xr.DataArray:
    """Return the part of a first guess for which the circle has values."""
    shared = [dim for dim in wider.dims if dim in array.dims]
    if all(wider.sizes[dim] == array.sizes[dim] for dim in shared):
        return wider
    return wider.sel({dim: array[dim] for dim in shared})


def _bare(feed: Feed) -> Feed:
    return replace(feed, argument="")


def _initial(feed: Feed) -> Feed:
    return Feed(argument="", name=str(feed.initial), unit=feed.unit, factor=feed.factor)
