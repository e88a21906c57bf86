"""Issues as a file states them: outcomes, their probabilities, and when they may come.

What they add up to, one weight for each combination of outcomes, is made in
`bongsu.scenario.tree`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Discriminator, Tag, model_validator

from bongsu.errors import did_you_mean
from bongsu.periods import Period, PeriodRange
from bongsu.scenario.entries import (
    Number,
    Part,
    Recorded,
    Said,
    Written,
    named,
    written_keys,
    written_number,
)
from bongsu.variables import Complaint

IssueName = Annotated[
    str,
    named(
        r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*",
        "the name of an issue",
        "write small letters and digits, with single dashes between, as in `pension-law`",
    ),
]

SUM_TOLERANCE = 1e-9
MAX_WINDOW = 366  # periods in which one issue may come
MAX_LABEL = 60  # characters in the name of an outcome

Case = tuple[str, ...]
Chances = dict[str, float]


class Window(Part):
    """Equally likely in every period from the first to the last."""

    start: Written
    end: Written

    @model_validator(mode="after")
    def _bounded(self) -> Self:
        first, last = Period.parse(self.start), Period.parse(self.end)
        if first.frequency is not last.frequency or last < first:
            raise Complaint(
                f"the window runs from {first} to {last}",
                mend="write two periods of one length, the earlier first",
            )
        if last.ordinal - first.ordinal >= MAX_WINDOW:
            raise Complaint(
                f"the window holds {last.ordinal - first.ordinal + 1} periods",
                mend=f"write at most {MAX_WINDOW}, or longer periods",
            )
        return self


def _labelled(content: Any) -> Any:
    """Turn outcomes that YAML reads as numbers or truth values into text, at any depth."""
    if not isinstance(content, Mapping):
        return content
    found: dict[str, Any] = {}
    for key, value in content.items():
        outcome = str(key).lower() if isinstance(key, bool) else str(key)
        sound = outcome == outcome.strip() and outcome.isprintable() and not set("&=") & {*outcome}
        if key is None or not outcome or not sound or len(outcome) > MAX_LABEL:
            raise Complaint(
                f"{outcome[:MAX_LABEL]!r} cannot be the name of an outcome",
                mend=f"write text of at most {MAX_LABEL} characters without `&` and `=`",
            )
        if outcome in found:
            raise Complaint(f"outcome {outcome} is written twice", mend="keep one of the two")
        found[outcome] = _labelled(value)
    return found


def _table(content: Any) -> Any:
    if not isinstance(content, Mapping):
        raise Complaint(
            f"{str(content)[:60]} holds no outcomes", mend="write `p: {struck: 0.7, upheld: 0.3}`"
        )
    return _labelled(content)


def _whole(content: Any) -> Any:
    """Check what holds of a timetable as a whole."""
    keyed = written_keys(content)
    if len(keyed) > MAX_WINDOW:
        raise Complaint(
            f"{len(keyed)} periods are listed", mend=f"write at most {MAX_WINDOW}, or longer ones"
        )
    return keyed


def _check_times(times: Chances) -> Chances:
    _check_sum(times, "")
    return times


def _kind_of_when(content: Any) -> str:
    window = isinstance(content, Mapping) and not {"start", "end"}.isdisjoint(content)
    return "window" if window or isinstance(content, Window) else "times"


Table = Annotated[dict[str, Any], BeforeValidator(_table)]
Timetable = Annotated[dict[str, Number], BeforeValidator(_whole), AfterValidator(_check_times)]
When = Annotated[
    Annotated[Window, Tag("window")] | Annotated[Timetable, Tag("times")],
    Discriminator(_kind_of_when),
]


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

    title: Said | None = None
    given: tuple[IssueName, ...] = ()
    p: Table
    when: When | None = None

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

    def cases(self) -> dict[Case, Chances]:
        """Return the probabilities by the outcomes of the issues given."""
        return dict(self._leaves())

    def _leaves(self) -> Iterator[tuple[Case, Chances]]:
        yield from _walk(self.p, len(self.given), ())

    @model_validator(mode="after")
    def _proper(self) -> Self:
        if len(set(self.given)) < len(self.given):
            raise Complaint("`given` lists an issue twice", mend="keep one of the two")
        outcomes: Chances = {}
        for case, chances in self._leaves():
            place = f" given {', '.join(case)}" if case else ""
            outcomes = outcomes or chances
            _check_outcomes(chances, outcomes, place)
            _check_sum(chances, place)
        return self


def _check_outcomes(chances: Chances, outcomes: Chances, place: str) -> None:
    if len(outcomes) < 2:
        raise Complaint(
            f"an issue with {len(outcomes)} outcome{place}", mend="write two outcomes or more"
        )
    if strange := [outcome for outcome in chances if outcome not in outcomes]:
        raise Complaint(
            f"outcome {strange[0]}{place} is not among those of the first case",
            mend=did_you_mean(strange[0], outcomes),
        )
    if lacking := [outcome for outcome in outcomes if outcome not in chances]:
        raise Complaint(
            f"outcome {lacking[0]} has no probability{place}",
            mend="write every outcome in every case, those of no probability as 0",
        )


def _check_sum(chances: Mapping[str, float], place: str) -> None:
    for outcome, chance in chances.items():
        if not 0 <= chance <= 1:
            raise Complaint(
                f"the probability of {outcome}{place} is {chance:g}", mend="write one in 0 to 1"
            )
    total = math.fsum(chances.values())
    if abs(total - 1) > SUM_TOLERANCE:
        raise Complaint(
            f"probabilities{place} sum to {total:.10g}, not to 1",
            mend=f"change them by {1 - total:.6g} together",
        )


def _walk(table: Mapping[str, Any], depth: int, case: Case) -> Iterator[tuple[Case, Chances]]:
    """Yield the probabilities below each case, whose outcomes are nested `depth` deep."""
    place = f" given {', '.join(case)}" if case else ""
    if depth == 0:
        yield case, {outcome: _chance(said, outcome, place) for outcome, said in table.items()}
        return
    if not table:
        raise Complaint(f"no probabilities{place}", mend="write some for every outcome given")
    for outcome, below in table.items():
        if not isinstance(below, Mapping):
            raise Complaint(
                f"{outcome}{place} holds {str(below)[:40]}, not probabilities",
                mend=f"nest {depth} more, as many as `given` lists, or shorten `given`",
            )
        yield from _walk(below, depth - 1, (*case, outcome))


def _chance(said: Any, outcome: str, place: str) -> float:
    chance = written_number(said)
    if isinstance(chance, bool) or not isinstance(chance, int | float):
        raise Complaint(
            f"the probability of {outcome}{place} is {str(said)[:40]}, not a number",
            mend="write a number; `given` lists one issue for each level of nesting",
        )
    return float(chance)
