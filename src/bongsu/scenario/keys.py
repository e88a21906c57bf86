"""Keys: what makes a unit of work the same unit again.

A unit of work is a step on a range of draws. Its key names everything that its numbers depend on
and nothing else: the code, the declared version, the meaning of the variables, the periods, the
range of draws, and the keys of its inputs, which name theirs in turn. Probabilities, titles and
issues that do not reach it are not part of it. Nor is the seed: it is in the parameters' values.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr

from bongsu.link import Model, Step
from bongsu.scenario.bundles import Bundle
from bongsu.scenario.code_keys import CodeKeys, digest, labelled_tokens, meaning

_GENERATION = "1"  # raised when keys of an earlier release must not be taken for ours
Spans = Mapping[str, Sequence[int | str]]


def array_key(array: xr.DataArray) -> str:
    """Return the key of a parameter: hash of its values, dims, labels and unit."""
    return digest(labelled_tokens(array))


def step_names(step: Step | Bundle) -> tuple[str, ...]:
    """Return every variable that a step takes, makes, or makes and forgets."""
    inner = step.inner if isinstance(step, Bundle) else ()
    return (*step.inputs, *step.outputs, *inner)


def step_spans(step: Step | Bundle, model: Model, spans: Spans) -> dict[str, Sequence[int | str]]:
    """Return the periods that a step may look at: those of its own variables' frequencies.

    The rest is kept from it, so that a key which names these periods names all.
    """
    wanted = {model.variables[name].time_dim for name in step_names(step)}
    return {dim: labels for dim, labels in spans.items() if dim in wanted}


class Keys:
    """Keys of one model's steps; code and declarations are read once a step."""

    def __init__(self, model: Model, spans: Spans) -> None:
        self._model, self._spans = model, spans
        self._code = CodeKeys()
        self._steps: dict[str, str] = {}

    def step(self, step: Step | Bundle) -> str:
        """Return the key of what a step does, whatever its inputs hold."""
        if step.name not in self._steps:
            names = step_names(step)
            self._steps[step.name] = digest(
                (
                    _GENERATION,
                    platform.python_version(),
                    np.__version__,
                    xr.__version__,
                    repr((step.name, step.inputs, step.outputs, step.together, step.version)),
                    self._code.of(step, *step.functions),
                    *(token for name in names for token in meaning(self._model.variables[name])),
                    json.dumps(step_spans(step, self._model, self._spans), sort_keys=True),
                )
            )
        return self._steps[step.name]

    def unit(self, step: Step | Bundle, inputs: Iterable[str], draws: range | None) -> str:
        """Return the key of a step on a range of draws.

        Parameters
        ----------
        inputs : iterable of str
            Keys of its inputs, in the order of ``step.inputs``.
        draws : range, optional
            The draws that it takes; None where draws do not matter to it.
        """
        extent = "all" if draws is None else f"{draws.start}:{draws.stop}"
        return digest((self.step(step), extent, *inputs))


def cell_key(unit: str, variable: str) -> str:
    """Return the key of one output of a unit of work."""
    return digest((unit, variable))


def part_key(cell: str, draws: range) -> str:
    """Return the key of a range of draws of a cell that holds all draws."""
    return digest((cell, f"{draws.start}:{draws.stop}"))


def run_key(
    scenario: Mapping[str, Any],
    steps: Iterable[str],
    parameters: Mapping[str, str],
    weights: xr.DataArray,
    shape: Sequence[Any],
) -> str:
    """Return the id of a run: what was asked, of which code, with which numbers.

    Parameters
    ----------
    scenario : mapping
        The resolved scenario as plain JSON values.
    steps : iterable of str
        Keys of the steps.
    parameters : mapping of str to str
        Keys of the parameters by name.
    weights : xr.DataArray
        Joint probabilities of the branches.
    shape : sequence
        Draws, seed and outputs.

    Returns
    -------
    str
        Ten hexadecimal digits.
    """
    asked = json.dumps([scenario, dict(sorted(parameters.items())), shape], sort_keys=True)
    return digest((asked, *steps, *labelled_tokens(weights)))[:10]
