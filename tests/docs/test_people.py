"""The figures on the fund that `docs/people.md` gives are those of a run and of the cases."""

from __future__ import annotations

import re

import pytest
from tests.docs.reading import ROOT

from bongsu.lab import open_lab
from bongsu.scenario.cases import read_cases

PAGE = (ROOT / "docs" / "people.md").read_text(encoding="utf-8")
LEVELS = re.findall(
    r"^\| (20\d\d) \| ([\d,.]+) \| ([\d,.]+) \| (−?[\d.]+)% \|$", PAGE, re.MULTILINE
)


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


@pytest.fixture(scope="module")
def official(tmp_path_factory):
    lab = open_lab(tmp_path_factory.mktemp("lab"))
    return lab.run("official-2023", outputs=["people.pension_fund"], keep=False)


@pytest.mark.parametrize(("year", "printed", "here", "error"), LEVELS)
def test_a_level_of_the_fund_is_what_a_run_gives(year, printed, here, error, official):
    level = float(official["people.pension_fund"].sel(year=int(year)))
    assert number(here) == pytest.approx(level, abs=0.05)
    assert number(error) == pytest.approx(100 * (level / number(printed) - 1), abs=0.06)


def test_printed_levels_are_those_of_the_case():
    assert len(LEVELS) >= 5
    (case,) = [
        c for path, c in read_cases(open_lab().systems).items() if path.stem == "pension-fund-2023"
    ]
    expected = case.expected["people.pension_fund"]
    assert isinstance(expected, dict)
    for year, printed, _, _ in LEVELS:
        assert number(printed) == pytest.approx(expected[year], abs=0.05)
