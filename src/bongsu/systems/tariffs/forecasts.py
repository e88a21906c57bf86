"""A log of legal forecasts, each with its probability and day, scored once the outcome is known.

A forecast counts only if it was recorded before the outcome was known: what was written down
afterwards is told as hindsight and not scored. Each is held against the market on its question.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from math import log
from pathlib import Path

from bongsu.errors import BadFile, BongsuError, OutOfRange, report

COLUMNS = (
    "made",
    "recorded",
    "forecaster",
    "question",
    "p",
    "outcome_known",
    "outcome",
    "source",
)
MARKET = "market"
LEAST = 1e-6  # a probability of nought that came true scores as this: the log has no end
MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """One probability that something would come about.

    Attributes
    ----------
    made, recorded : date
        When it was made, and when it was written into the log.
    p : float
        Of the outcome 1.
    outcome_known : date or None
        None while the question is open.
    outcome : int or None
        1 if it came about, else 0.
    """

    made: date
    recorded: date
    forecaster: str
    question: str
    p: float
    outcome_known: date | None
    outcome: int | None
    source: str

    @property
    def hindsight(self) -> bool:
        """Whether it was written down when the outcome was known already."""
        return self.outcome_known is not None and self.recorded >= self.outcome_known

    @property
    def scored(self) -> bool:
        """Whether it counts."""
        return self.outcome is not None and not self.hindsight


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one forecaster fared.

    Attributes
    ----------
    forecasts, open, hindsight : int
        Scored; still open; written down too late.
    brier, log_score : float or None
        Means of (p - outcome) squared, and of -ln of what was given to the outcome: less is better.
    market_brier : float or None
        The market's on the same questions: of its last odds on or before each forecast.
    """

    forecaster: str
    forecasts: int
    open: int
    hindsight: int
    brier: float | None
    log_score: float | None
    market_brier: float | None


def brier(p: float, outcome: int) -> float:
    """Return the squared error of a probability (Brier, 1950).

    Examples
    --------
    >>> round(brier(0.3, 0), 4)
    0.09
    """
    return (p - outcome) ** 2


def log_score(p: float, outcome: int) -> float:
    """Return minus the natural log of the probability given to what came about (Good, 1952).

    Examples
    --------
    >>> round(log_score(0.25, 0), 4)
    0.2877
    """
    return -log(max(p if outcome else 1.0 - p, LEAST))


@cache
def packaged_log() -> tuple[Forecast, ...]:
    """Return the market's odds that come with the package."""
    text = (files("bongsu.systems.tariffs") / "forecasts.csv").read_text("utf-8")
    return _log(text, "forecasts.csv")


def read_log(path: Path) -> tuple[Forecast, ...]:
    """Read a log of one's own: CSV with the columns of `COLUMNS`.

    Raises
    ------
    BadFile, Faults
        If it cannot be read, or a row does not keep to the form.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(
                f"has more than {MOST_BYTES:,} bytes", where=str(path), mend="give a shorter log"
            )
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadFile(
            f"cannot be read: {str(fault)[:200]}", where=str(path), mend="give a CSV file in UTF-8"
        ) from fault
    return _log(text, str(path))


def with_outcomes(log_: Sequence[Forecast]) -> tuple[Forecast, ...]:
    """Return forecasts, those without an outcome with that told beside another on their question.

    So that a log of one's own need not repeat what the market's says, and hides no hindsight.
    """
    known = {one.question: one for one in log_ if one.outcome is not None}
    return tuple(
        replace(one, outcome=told.outcome, outcome_known=told.outcome_known)
        if one.outcome is None and (told := known.get(one.question))
        else one
        for one in log_
    )


def scores(log_: Sequence[Forecast]) -> tuple[Score, ...]:
    """Return the score of each forecaster, in the order of the alphabet, the market last."""
    names = sorted({one.forecaster for one in log_}, key=lambda name: (name == MARKET, name))
    market = [one for one in log_ if one.forecaster == MARKET and one.scored]
    return tuple(
        _score(name, [one for one in log_ if one.forecaster == name], market) for name in names
    )


def _score(name: str, own: Sequence[Forecast], market: Sequence[Forecast]) -> Score:
    counted = [(one.p, one.outcome) for one in own if one.scored and one.outcome is not None]
    beside = [
        odds
        for one in own
        if one.scored and name != MARKET and (odds := _odds(one, market)) is not None
    ]
    return Score(
        forecaster=name,
        forecasts=len(counted),
        open=sum(one.outcome is None for one in own),
        hindsight=sum(one.hindsight for one in own),
        brier=_mean([brier(p, outcome) for p, outcome in counted]),
        log_score=_mean([log_score(p, outcome) for p, outcome in counted]),
        market_brier=_mean(beside),
    )


def _odds(one: Forecast, market: Sequence[Forecast]) -> float | None:
    """Return the score of the market's last odds by the day of a forecast, if it had any."""
    asked = [odds for odds in market if odds.question == one.question and odds.made <= one.made]
    if not asked or one.outcome is None:
        return None
    last = max(odds.made for odds in asked)
    return _mean([brier(odds.p, one.outcome) for odds in asked if odds.made == last])


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _log(text: str, where: str) -> tuple[Forecast, ...]:
    reader = csv.DictReader(text.splitlines())
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        raise BadFile(
            f"lacks the columns {', '.join(missing)}",
            where=where,
            mend=f"give a CSV with the columns {', '.join(COLUMNS)}",
        )
    found: list[Forecast] = []
    faults: list[BongsuError] = []
    for number, row in enumerate(reader, 2):
        try:
            found.append(_forecast({key: (row[key] or "").strip() for key in COLUMNS}))
        except (BongsuError, ValueError) as fault:
            faults.append(
                OutOfRange(
                    str(fault).splitlines()[0][:200],
                    where=f"{where}, line {number}",
                    mend="write days as 2026-01-06, p from 0 to 1, and the outcome as 0 or 1, "
                    "with the day it was known",
                )
            )
    report(faults, where=where)
    return tuple(found)


def _forecast(row: dict[str, str]) -> Forecast:
    p = float(row["p"])
    known, outcome = row["outcome_known"], row["outcome"]
    if not 0 <= p <= 1:
        raise ValueError(f"p is {p:g}")
    if outcome not in {"", "0", "1"} or bool(outcome) != bool(known):
        raise ValueError(f"outcome is {outcome!r}, known on {known!r}")
    if not row["forecaster"] or not row["question"]:
        raise ValueError("forecaster or question is blank")
    made, recorded = date.fromisoformat(row["made"]), date.fromisoformat(row["recorded"])
    if recorded < made:
        raise ValueError(f"recorded on {recorded}, made on {made}")
    return Forecast(
        made=made,
        recorded=recorded,
        forecaster=row["forecaster"],
        question=row["question"],
        p=p,
        outcome_known=date.fromisoformat(known) if known else None,
        outcome=int(outcome) if outcome else None,
        source=row["source"],
    )
