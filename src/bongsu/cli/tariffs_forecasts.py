"""``bongsu tariffs forecasts``: legal forecasts and their scores."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
def forecasts(file: Path | None, as_json: bool) -> None:
    """Legal forecasts with their probabilities and days, scored against the market's.

    \b
    FILE is a log of your own (CSV: made, recorded, forecaster, question, p, outcome_known,
    outcome, source), told beside the market's odds. What was recorded when the outcome was known
    is hindsight and does not count.
    \b
    Examples:
      bongsu tariffs forecasts
      bongsu tariffs forecasts mine.csv --json
    """
    from bongsu.systems.tariffs.forecasts import packaged_log, read_log, scores, with_outcomes

    log = with_outcomes((*packaged_log(), *(read_log(file) if file else ())))
    found = scores(log)
    if as_json:
        told = {"forecasts": [asdict(one) for one in log], "scores": [asdict(one) for one in found]}
        click.echo(json.dumps(told, indent=2, default=str))
        return
    for one in sorted(log, key=lambda one: (one.question, one.made, one.forecaster)):
        outcome = "open" if one.outcome is None else f"{one.outcome} on {one.outcome_known}"
        late = "  hindsight" if one.hindsight else ""
        click.echo(f"{one.made}  {one.p:5.0%}  {one.forecaster}  {one.question}: {outcome}{late}")
    click.echo()
    click.echo(f"{'forecaster':24} {'scored':>6} {'open':>5} {'late':>5} {'Brier':>7} {'log':>7}"
               f" {'market':>7}")  # fmt: skip
    for score in found:
        cells = [_number(one) for one in (score.brier, score.log_score, score.market_brier)]
        click.echo(
            f"{score.forecaster[:24]:24} {score.forecasts:6} {score.open:5} {score.hindsight:5} "
            + " ".join(cells)
        )


def _number(value: float | None) -> str:
    return f"{'–':>7}" if value is None else f"{value:7.4f}"
