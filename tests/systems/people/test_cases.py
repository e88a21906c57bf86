"""Every published table in the system's ``cases`` folder is met within its stated tolerance."""

from __future__ import annotations

import math
from importlib.resources import files
from pathlib import Path

import pytest

from bongsu.lab import open_lab
from bongsu.yaml_files import load_yaml

CASES = sorted((Path(str(files("bongsu.systems.people"))) / "cases").glob("*.yaml"))


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_published_table_is_met(file, lab):
    case = load_yaml(file)
    assert case["source"]
    assert case["reason"], "a tolerance has a reason beside it"
    results = lab.run(case["inputs"]["scenario"], outputs=list(case["expected"]))
    allowed = {"absolute": 0.0, "relative": 0.0} | case["tolerance"]
    for name, expected in case["expected"].items():
        series = expected if isinstance(expected, dict) else {None: expected}
        for year, value in series.items():
            array = results[name] if year is None else results[name].sel(year=int(year))
            near = allowed["absolute"] + allowed["relative"] * abs(value)
            off = abs(float(array) - value)
            assert not math.isnan(off), f"{name} {year} is missing"
            assert off <= near, f"{name} {year}: {float(array):g}, printed {value:g}"


def test_there_are_cases():
    assert CASES
