"""Scores and regimes that the documentation prints are those that come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bongsu.catalog import open_catalog
from bongsu.systems.resettlement.backtest import RULES, backtest, means

PAGE = Path(__file__).parents[3] / "docs" / "resettlement.md"


@pytest.mark.parametrize("ahead", [1, 2, 3, 5])
def test_the_printed_scores_are_those_of_the_backtest(ahead):
    mean = means(backtest(open_catalog(), ahead=ahead))
    printed = " | ".join(f"{mean[rule]:,.1f}" for rule in RULES)
    assert f"| {ahead} | {printed} |" in PAGE.read_text(encoding="utf-8")


def test_the_printed_losses_are_those_of_the_backtest():
    scores = backtest(open_catalog())
    lost = [score.year for score in scores if score.model >= score.last_year]
    assert lost == [2013, 2018, 2022, 2025]
    assert all(score.model < score.five_years for score in scores)
    assert sum(score.model >= score.last_year_spread for score in scores) == 6
    worst = sum(score.model for score in scores if score.year in {2012, 2020})
    assert worst > 0.5 * sum(score.model for score in scores)
