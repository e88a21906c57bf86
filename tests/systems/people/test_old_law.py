"""The law before the reform of 2025 on the baseline's own people and fund."""

from __future__ import annotations

import numpy as np
import pytest

from bongsu.lab import open_lab


@pytest.fixture(scope="module")
def laws(tmp_path_factory):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    outputs = ["people.pension_fund", "people.pension_contributions", "people.contribution_rate",
               "people.replacement_rate", "people.population_total",
               "people.fund_exhaustion_year"]  # fmt: skip
    return [lab.run(name, outputs=outputs, keep=False) for name in ("baseline", "old-law")]


def test_the_law_alone_differs(laws):
    new, old = laws
    np.testing.assert_array_equal(new["people.population_total"], old["people.population_total"])
    for name in ("people.pension_fund", "people.pension_contributions"):
        known = slice(None, 2025)  # the reform counts from 2026 on
        np.testing.assert_allclose(new[name].sel(year=known), old[name].sel(year=known))


def test_it_is_the_law_before_the_reform(laws):
    _, old = laws
    assert float(old["people.contribution_rate"].sel(year=2040)) == 0.09
    assert float(old["people.replacement_rate"].sel(year=2028)) == pytest.approx(0.40)


def test_its_fund_ends_years_earlier(laws):
    new, old = (float(run["people.fund_exhaustion_year"]) for run in laws)
    # The ministry puts the reform's gain at 8 years at its own return (2056 to 2064), and more at a
    # higher one; the scenario from the official people gives 9.
    assert new - old == pytest.approx(9, abs=2)
