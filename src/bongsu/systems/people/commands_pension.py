"""The command ``bongsu people pension``: peak, deficit, exhaustion, and the rates that pay."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, Protocol

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bongsu.results import Results

READ_OUTS = {  # key in the answer: variable
    "peak_year": "people.fund_peak_year",
    "peak_trillion_won": "people.fund_peak",
    "first_deficit_year": "people.fund_first_deficit_year",
    "exhaustion_year": "people.fund_exhaustion_year",
}
TITLES = {
    "peak_year": "peak: year",
    "peak_trillion_won": "peak: trillion won",
    "first_deficit_year": "first deficit",
    "exhaustion_year": "exhaustion",
}
PAY_AS_YOU_GO = "people.pay_as_you_go_rate"
PAY_AS_YOU_GO_YEARS = (2030, 2040, 2050, 2060, 2070, 2080, 2093)
REQUIRED = "people.required_contribution_rate"
TARGETS = {
    "fund_ratio_1x": "rate for a fund of 1 year in 2093, %",
    "fund_ratio_2x": "rate for a fund of 2 years, %",
    "fund_ratio_5x": "rate for a fund of 5 years, %",
    "no_deficit": "rate without a deficit, %",
    "constant_fund_ratio": "rate for a constant fund ratio, %",
}
PERCENT = 100.0
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
UNCERTAIN = "uncertain"  # says how far people and returns may lie from any scenario's paths


class Lab(Protocol):
    """What the command asks of a lab."""

    def run(
        self,
        scenario: str,
        *,
        beneath: str | None = None,
        draws: int | None = None,
        seed: int | None = None,
        outputs: Sequence[str] | None = None,
    ) -> Results:
        """Run a scenario."""
        ...


@click.command()
@click.option("--scenario", default="baseline", show_default=True, help="A name or a file.")
@click.option(
    "--draws",
    type=click.IntRange(2, 1_000_000),
    help="Futures, in which people and returns lie off the scenario's paths.",
)
@click.option("--seed", type=click.IntRange(0), help="Instead of the scenario's.")
@click.option("--json", "as_json", is_flag=True, help="Print for machines.")
@click.pass_obj
def pension(lab: Lab, scenario: str, draws: int | None, seed: int | None, as_json: bool) -> None:
    """When the National Pension fund peaks, first runs a deficit, and is exhausted.

    And what contributions it would take: in each year to pay the year's pensions, and from a raise
    on to keep the fund whole to 2093.

    Where there are branches or draws the answer is their median, with quantiles beside it. A year
    that does not come within the horizon is null, or "–".

    With --draws, fertility, life expectancy, migration and returns come about around the
    scenario's paths, as far off them as the scenario `uncertain` says. Returns vary from year to
    year (standard deviation 8 points, judged from three known yearly returns); their mean does
    not, so that quantiles of the fund are too narrow.

    \b
    Examples:
      bongsu people pension --scenario official-2023
      bongsu people pension --scenario reform-2025 --json
      bongsu people pension --scenario reform-2025 --draws 1000
    """
    results = lab.run(
        scenario,
        beneath=UNCERTAIN if draws else None,
        draws=draws,
        seed=seed,
        outputs=[*READ_OUTS.values(), PAY_AS_YOU_GO, REQUIRED],
    )
    if as_json:
        click.echo(json.dumps(answer(results), ensure_ascii=False))
    else:
        _print(results)
        for breach in results.breaches():
            click.echo(breach, err=True)


def answer(results: Results) -> dict[str, Any]:
    """Return what a run says about the fund, as plain JSON values.

    Years are integers or None; ``checks`` say which identities hold, as for `bongsu run`;
    ``quantiles`` are there where the run has branches or draws.
    """
    headline = {key: _plain(key, _quantile(results, key, 0.5)) for key in READ_OUTS}
    record = {
        "scenario": results.scenario,
        "run_id": results.run_id,
        "as_of": results.as_of.isoformat() if results.as_of else None,
        **headline,
        "pay_as_you_go_percent": pay_as_you_go(results, 0.5),
        "required_rate_percent": required_rates(results, 0.5),
        "units": {
            key: "trillion won" if key == "peak_trillion_won" else "year" for key in READ_OUTS
        },
        "checks": results.check_record(),
    }
    if not _uncertain(results):
        return record
    spread = {
        key: {str(q): _plain(key, _quantile(results, key, q)) for q in QUANTILES}
        for key in READ_OUTS
    }
    exhausted = results.probability(READ_OUTS["exhaustion_year"], lambda year: year.notnull())
    return {
        **record,
        "statistic": "median",
        "draws": results.draws,
        "seed": results.seed,
        "quantiles": spread,
        "probability_exhausted_within_horizon": round(float(exhausted), 6),
    }


def pay_as_you_go(results: Results, level: float) -> dict[str, float | None]:
    """Return a quantile of the pay-as-you-go rate in years within the horizon, in percent."""
    rates = results.quantile(PAY_AS_YOU_GO, level)
    years = [year for year in PAY_AS_YOU_GO_YEARS if year in rates["year"].values]
    return {str(year): _percent(float(rates.sel(year=year))) for year in years}


def required_rates(results: Results, level: float) -> dict[str, float | None]:
    """Return a quantile of the rate that each target takes from the raise on, in percent."""
    rates = results.quantile(REQUIRED, level)
    return {target: _percent(float(rates.sel(funding_target=target))) for target in TARGETS}


def _print(results: Results) -> None:
    from rich.console import Console
    from rich.table import Table

    levels = QUANTILES if _uncertain(results) else (0.5,)
    table = Table(title=f"{results.title} · run {results.run_id}", title_justify="left")
    table.add_column("National Pension fund")
    for level in levels:
        table.add_column(f"{level:.0%}" if len(levels) > 1 else "value", justify="right")
    for key, title in TITLES.items():
        values = (_plain(key, _quantile(results, key, level)) for level in levels)
        table.add_row(title, *("–" if value is None else _shown(key, value) for value in values))
    for rates in (pay_as_you_go, required_rates):
        table.add_section()
        by_level = [rates(results, level) for level in levels]
        for key in by_level[0]:
            shown = ("–" if found[key] is None else f"{found[key]:.1f}" for found in by_level)
            table.add_row(TARGETS.get(key, f"pay-as-you-go rate {key}, %"), *shown)
    Console().print(table)


def _quantile(results: Results, key: str, level: float) -> float:
    return float(results.quantile(READ_OUTS[key], level).squeeze())


def _uncertain(results: Results) -> bool:
    """Whether branches or draws give more than one answer."""
    return any(results[name].size > 1 for name in READ_OUTS.values())


def _plain(key: str, value: float) -> float | int | None:
    if math.isnan(value):
        return None
    return round(value, 3) if key == "peak_trillion_won" else round(value)


def _percent(share: float) -> float | None:
    return None if math.isnan(share) else round(share * PERCENT, 1)


def _shown(key: str, value: float) -> str:
    return f"{value:,.0f}" if key == "peak_trillion_won" else str(value)
