"""Legal forecasts: scores by hand, hindsight, and the market beside them."""

from datetime import date
from math import log

import pytest

from bongsu.errors import BadFile, BongsuError
from bongsu.systems.tariffs.forecasts import (
    COLUMNS,
    brier,
    log_score,
    packaged_log,
    read_log,
    scores,
    with_outcomes,
)

QUESTION = "Supreme Court upholds the IEEPA tariffs"


def written(path, *rows):
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    return path


def test_the_market_scored_0160_0090_and_0053():
    found = [brier(one.p, one.outcome) for one in packaged_log() if one.outcome is not None]
    assert found == pytest.approx([0.160, 0.090, 0.0529])
    (market,) = scores(packaged_log())
    assert market.brier == pytest.approx(0.30290 / 3)
    assert market.log_score == pytest.approx(-(log(0.6) + log(0.7) + log(0.77)) / 3)


def test_even_odds_score_a_quarter_and_the_log_of_two():
    assert brier(0.5, 1) == brier(0.5, 0) == 0.25
    assert log_score(0.5, 1) == pytest.approx(log(2))


def test_a_certainty_that_failed_has_a_finite_score():
    assert log_score(0.0, 1) == pytest.approx(13.8155, abs=1e-4)


def test_own_forecasts_are_held_against_the_last_odds_of_their_day(tmp_path):
    own = read_log(
        written(
            tmp_path / "mine.csv",
            f"2025-11-20,2025-11-20,us,{QUESTION},0.2,2026-02-20,0,desk",
            f"2026-01-10,2026-01-10,us,{QUESTION},0.1,2026-02-20,0,desk",
            "2026-03-01,2026-03-01,us,Section 122 falls,0.4,,,desk",
        )
    )
    ours, market = scores((*packaged_log(), *own))
    assert (ours.forecasts, ours.open) == (2, 1)
    assert ours.brier == pytest.approx((0.04 + 0.01) / 2)
    # On 20 November the odds of 4 November; on 10 January the mean of both of 6 January.
    assert ours.market_brier == pytest.approx((0.16 + (0.09 + 0.0529) / 2) / 2)
    assert market.forecaster == "market"


def test_an_outcome_that_the_market_tells_holds_for_ones_own_forecasts_too(tmp_path):
    own = read_log(
        written(
            tmp_path / "mine.csv",
            f"2026-01-10,2026-01-10,us,{QUESTION},0.1,,,desk",
            f"2026-03-04,2026-03-04,us,{QUESTION},0.0,,,desk",
            "2026-03-01,2026-03-01,us,Section 122 falls,0.4,,,desk",
        )
    )
    ours, _ = scores(with_outcomes((*packaged_log(), *own)))
    assert (ours.forecasts, ours.open, ours.hindsight) == (1, 1, 1)
    assert ours.brier == pytest.approx(0.01)


def test_what_was_recorded_with_the_outcome_known_does_not_count(tmp_path):
    own = read_log(
        written(
            tmp_path / "late.csv",
            f"2025-11-01,2026-02-20,wise,{QUESTION},0.0,2026-02-20,0,afterwards",
        )
    )
    wise = scores((*packaged_log(), *own))[0]
    assert (wise.forecasts, wise.hindsight, wise.brier) == (0, 1, None)


@pytest.mark.parametrize(
    "row",
    [
        "2025-11-01,2025-11-01,us,q,1.2,,,s",
        "2025-11-01,2025-11-01,us,q,much,,,s",
        "2025-11-01,2025-10-01,us,q,0.5,,,s",
        "2025-11-01,2025-11-01,us,q,0.5,2026-01-01,,s",
        "2025-11-01,2025-11-01,us,q,0.5,,1,s",
        "soon,2025-11-01,us,q,0.5,,,s",
        "2025-11-01,2025-11-01,,q,0.5,,,s",
    ],
)
def test_a_row_that_is_no_forecast_is_told_by_its_line(tmp_path, row):
    with pytest.raises(BongsuError, match="line 2"):
        read_log(written(tmp_path / "bad.csv", row))


def test_a_log_without_its_columns_or_file_is_refused(tmp_path):
    (tmp_path / "short.csv").write_text("made,p\n", encoding="utf-8")
    with pytest.raises(BadFile, match="lacks the columns"):
        read_log(tmp_path / "short.csv")
    with pytest.raises(BadFile, match="cannot be read"):
        read_log(tmp_path / "none.csv")


def test_the_packaged_log_was_written_before_the_outcome():
    assert all(one.recorded < date(2026, 2, 20) for one in packaged_log())
