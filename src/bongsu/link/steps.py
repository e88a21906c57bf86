"""Steps: what a run computes one after the other, and checks of identities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import xarray as xr

from bongsu.errors import MissingValue
from bongsu.link.feeds import Feed, fetch
from bongsu.link.kernels import Kernel
from bongsu.link.outputs import Spans, finish, own_dims
from bongsu.variables import Variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A unit of linked computation; it pickles, and depends on nothing but its inputs.

    Parameters
    ----------
    name : str
        Full name of the block, or of the variables that are computed together.
    inputs, outputs : tuple of str
        Full names of variables.
    kernel : Kernel
        How it computes.
    variables : mapping of str to Variable
        What its inputs and outputs mean.
    version : int
        The declared version; that of several blocks is the sum.
    """

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    kernel: Kernel
    variables: Mapping[str, Variable]
    version: int

    @property
    def together(self) -> bool:
        """Whether it needs all draws at once."""
        return any(block.together for block in self.kernel.blocks)

    @property
    def functions(self) -> tuple[Callable[..., object], ...]:
        """The functions of its blocks."""
        return tuple(block.function for block in self.kernel.blocks)

    def compute(self, inputs: Mapping[str, xr.DataArray], spans: Spans) -> dict[str, xr.DataArray]:
        """Compute the outputs.

        Parameters
        ----------
        inputs : mapping of str to xr.DataArray
            Each input by full name; not changed.
        spans : mapping of str to sequence
            All labels of the run, by time dim.

        Returns
        -------
        dict of str to xr.DataArray
            Each output in canonical order of dims, with unit and title.

        Raises
        ------
        DimensionMismatch, MissingValue, OutOfRange
            If an output is not what was declared.
        NotConverged
            If a circle is not solved within its iterations.
        """
        with np.errstate(all="ignore"):  # what overflows or is no number is refused below, by name
            results = self.kernel.run(lambda feed: fetch(feed, inputs), spans)
        leading = {
            str(dim): size
            for name in self.inputs
            for dim, size in inputs[name].sizes.items()
            if dim not in own_dims(self.variables[name])
        }
        where = f"block {self.name}"
        return {
            name: finish(
                self.variables[name], results[name], leading=leading, spans=spans, where=where
            )
            for name in self.outputs
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A check, linked: its result should be nought everywhere.

    Parameters
    ----------
    name : str
        Full name of the check.
    inputs : tuple of str
        Full names of variables.
    tolerance : float
        Largest absolute breach that rounding explains.
    """

    name: str
    inputs: tuple[str, ...]
    tolerance: float
    function: Callable[..., xr.DataArray]
    feeds: tuple[Feed, ...]

    def compute(self, inputs: Mapping[str, xr.DataArray]) -> xr.DataArray:
        """Return how far the identity is broken, at every label."""
        return self.function(**{feed.argument: fetch(feed, inputs) for feed in self.feeds})

    def breach(self, inputs: Mapping[str, xr.DataArray]) -> float:
        """Return the largest absolute breach.

        Raises
        ------
        MissingValue
            If the identity cannot be computed somewhere.
        """
        size = abs(self.compute(inputs))
        if bool(size.isnull().any()):
            raise MissingValue(
                f"{self.name} has missing values",
                where=f"check {self.name}",
                mend="compare only the periods for which every part is there",
            )
        return float(size.max()) if size.size else 0.0
