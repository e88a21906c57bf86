"""Random numbers by name: a stream for each parameter, the same whatever else a run draws.

A stream is keyed by the seed and the name of what it is drawn for, and its numbers are taken in
the order of the draws. So adding a parameter, an issue or a system leaves every other draw as it
was, and the first hundred of a thousand draws are those of a run of a hundred.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

_HALF_STEP = 2.0**-54  # doubles from a generator are multiples of 2**-53, nought among them
_BELOW_ONE = 1 - 2.0**-53  # the sum above it would be rounded to one


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator of one name.

    Parameters
    ----------
    seed : int
        The run's.
    name : str
        Full name of a parameter or shock, or ``issue NAME``.

    References
    ----------
    Salmon, Moraes, Dror and Shaw (2011), "Parallel Random Numbers: As Easy as 1, 2, 3" (Philox).

    Examples
    --------
    >>> few, many = (stream(7, "people.tfr").random(size) for size in (3, 1000))
    >>> few.tolist() == many[:3].tolist()
    True
    >>> bool(stream(7, "people.tfr").random() == stream(8, "people.tfr").random())
    False
    """
    key = blake2b(f"{seed}\0{name}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(key, "little")))


def uniforms(generator: np.random.Generator, draws: int) -> NDArray[np.float64]:
    """Return one number a draw, strictly between 0 and 1."""
    return np.minimum(generator.random(draws) + _HALF_STEP, _BELOW_ONE)
