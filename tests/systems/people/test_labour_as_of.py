"""A run that looks from an earlier day does without the official year, and still runs whole."""

from __future__ import annotations

import pytest

from bongsu.lab import open_lab

EARLIER = """scenario: earlier
base: baseline
as_of: 2024-12-31
outputs: [people.employment_total, people.growth_2031_2040, people.register_super_aged_year]
"""


def test_a_run_of_2024_knows_neither_the_official_2025_nor_the_kdis_path(tmp_path):
    file = tmp_path / "earlier.yaml"
    file.write_text(EARLIER, encoding="utf-8")
    lab = open_lab(tmp_path / "lab")
    names = ["people.employment_total", "people.growth_2031_2040"]
    earlier, now = lab.run(str(file)), lab.run("baseline", outputs=names)
    here = {"year": 2025}
    assert float(earlier[names[0]].sel(here)) != float(now[names[0]].sel(here))
    assert float(earlier[names[0]].sel(here)) == pytest.approx(28_769, rel=0.01)
    assert float(earlier[names[1]]) > float(now[names[1]])  # productivity of 1.0% was the latest
    assert float(earlier["people.register_super_aged_year"]) == 2024
