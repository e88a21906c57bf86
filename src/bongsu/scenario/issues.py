"""Issues as a file states them: outcomes, their probabilities, and when they may come.

What they add up to, one weight for each combination of outcomes, is made in
`bongsu.scenario.tree`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from bongsu.periods import Period, PeriodRange
from bongsu.scenario.entries import Part, Recorded, Written, written_keys

IssueName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$")]
Probability = Annotated[float, Field(strict=True, allow_inf_nan=False)]

SUM_TOLERANCE = 1e-9
MAX_WINDOW = 366  # periods in which one issue may come


class Window(Part):
    """Equally likely in every period from the first to the last."""

    start: Written
    end: Written


def _as_text(content: Any) -> Any:
    """Turn outcomes that YAML reads as numbers into text, at any depth."""
    if isinstance(content, Mapping):
        return {str(key): _as_text(value) for key, value in content.items()}
    return content


Table = Annotated[dict[str, Any], BeforeValidator(_as_text)]
Timetable = Annotated[dict[str, Probability], BeforeValidator(written_keys)]


class Issue(Recorded):
    """A question that the future answers in one of several ways.

    Parameters
    ----------
    p : mapping
        Probability by outcome; with ``given``, one such mapping for every outcome of the issues
        given, nested in their order.
    given : list of str
        Issues on whose outcomes the probabilities depend.
    when : mapping or window
        Probability by period of when it comes, or ``{start, end}`` for equally likely periods.
        Effects take the day with ``from: when``.
    """

    title: str = ""
    given: tuple[IssueName, ...] = ()
    p: Table
    when: Window | Timetable | None = None

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Its outcomes, in the order in which they are written first."""
        return tuple(next(self._leaves())[1])

    @property
    def times(self) -> dict[str, float]:
        """Probability by period of when it comes; empty without a window."""
        if self.when is None:
            return {}
        if isinstance(self.when, Window):
            first, last = Period.parse(self.when.start), Period.parse(self.when.end)
            labels = [str(period) for period in PeriodRange(first, last)]
            return dict.fromkeys(labels, 1 / len(labels))
        return self.when

    def cases(self) -> dict[tuple[str, ...], dict[str, float]]:
        """Return the probabilities by the outcomes of the issues given."""
        return dict(self._leaves())

    def _leaves(self) -> Iterator[tuple[tuple[str, ...], dict[str, float]]]:
        yield from _walk(self.p, len(self.given), ())

    @model_validator(mode="after")
    def _proper(self) -> Self:
        if len(set(self.given)) < len(self.given):
            raise ValueError("`given` lists an issue twice")
        leaves = dict(self._leaves())
        outcomes = set(next(iter(leaves.values())))
        if len(outcomes) < 2:
            raise ValueError("an issue needs two outcomes or more")
        for case, chances in leaves.items():
            place = f" given {', '.join(case)}" if case else ""
            if set(chances) != outcomes:
                odd = sorted(set(chances) ^ outcomes)
                raise ValueError(f"outcome {odd[0]} has no probability in every case{place}")
            _check_sum(chances, place)
        if isinstance(self.when, Window):
            first, last = Period.parse(self.when.start), Period.parse(self.when.end)
            if first.frequency is not last.frequency or last < first:
                raise ValueError(f"the window runs from {first} to {last}: write two in order")
            if last.ordinal - first.ordinal >= MAX_WINDOW:
                raise ValueError(f"a window holds at most {MAX_WINDOW} periods")
        elif self.when is not None:
            _check_sum(self.when, " of `when`")
        return self


def _check_sum(chances: Mapping[str, float], place: str) -> None:
    for outcome, chance in chances.items():
        if not 0 <= chance <= 1:
            raise ValueError(f"the probability of {outcome}{place} is {chance:g}, not in 0 to 1")
    total = math.fsum(chances.values())
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"probabilities{place} sum to {total:.10g}, not to 1")


def _walk(
    table: Mapping[str, Any], depth: int, case: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, float]]]:
    if depth == 0:
        for outcome, chance in table.items():
            if isinstance(chance, bool) or not isinstance(chance, int | float):
                where = f" given {', '.join(case)}" if case else ""
                raise ValueError(  # noqa: TRY004  # pydantic collects ValueErrors alone
                    f"the probability of {outcome}{where} is {str(chance)[:40]}, not a number: "
                    "`given` must name one issue for each level of nesting"
                )
        if not table:
            raise ValueError("an issue needs two outcomes or more")
        yield case, {outcome: float(chance) for outcome, chance in table.items()}
        return
    if not table:
        raise ValueError(f"no probabilities given {', '.join(case) or 'any outcome'}")
    for outcome, below in table.items():
        if not isinstance(below, Mapping):
            raise ValueError(  # noqa: TRY004  # as above
                f"`{outcome}` must hold probabilities: `given` names {depth} more"
            )
        yield from _walk(below, depth - 1, (*case, outcome))
