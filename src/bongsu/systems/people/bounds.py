"""Published bounds of a driver, and values drawn through them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bongsu.cohorts.lifetable import FloatArray
from bongsu.systems.people.persistence import OUTER


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Medium, lower and upper bound of a driver; one in ten outcomes lies beyond each.

    Parameters
    ----------
    medium, low, high : array (year, ...)
        From 2024 on.
    """

    medium: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def down(self) -> FloatArray:
        """Standard deviation below the medium."""
        return (self.medium - self.low) / OUTER

    @property
    def up(self) -> FloatArray:
        """Standard deviation above the medium."""
        return (self.high - self.medium) / OUTER

    @property
    def spread(self) -> FloatArray:
        """Mean standard deviation of both sides."""
        return (self.high - self.low) / (2 * OUTER)

    def at(self, scores: FloatArray) -> FloatArray:
        """Return values (year, ..., draw) at normal scores: a normal with a spread to each side."""
        return self.medium[..., None] + np.where(
            scores > 0, self.up[..., None] * scores, self.down[..., None] * scores
        )

    def without(self, level: FloatArray) -> Bounds:
        """Return bounds without an error of the level that their first year may hold.

        Parameters
        ----------
        level : array (year)
            Its standard deviation. No more is taken than each side of the first year has, so that
            the error put back beside them never leaves less than was published.
        """
        down, up = (
            np.sqrt(np.maximum(side**2 - np.minimum(side[0], level) ** 2, 0.0))
            for side in (self.down, self.up)
        )
        return replace(self, low=self.medium - OUTER * down, high=self.medium + OUTER * up)

    def beside(self, scores: FloatArray, scale: FloatArray, error: FloatArray) -> FloatArray:
        """Return values with an error beside the published spread.

        Given the error's inflation, both are normal: their variances add on each side of the
        medium.

        Parameters
        ----------
        scores : array (year, ..., draw)
            Normal scores on the published spread.
        scale : array (year, ...)
            Of the error.
        error : array (2, draw)
            Its inflation and its normal number, as `widening.draw_error` gives them.

        Returns
        -------
        array (year, ..., draw)
        """
        inflated = scale[..., None] * error[0]
        spread, variance = self.spread[..., None], inflated**2
        together = (spread * scores + inflated * error[1]) / np.sqrt(spread**2 + variance)
        side = np.where(together > 0, self.up[..., None], self.down[..., None])
        return np.asarray(self.medium[..., None] + np.sqrt(side**2 + variance) * together)
