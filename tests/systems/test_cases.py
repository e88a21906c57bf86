"""Every published table in a system's ``cases`` folder is met within its stated tolerance."""

from __future__ import annotations

import math

import pytest

from bongsu.errors import Faults
from bongsu.lab import open_lab
from bongsu.periods import Period
from bongsu.scenario.cases import Case, read_cases
from bongsu.variables import validate

CASES = read_cases(open_lab().systems)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    return open_lab(tmp_path_factory.mktemp("lab"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_published_table_is_met(file, lab):
    case = CASES[file]
    results = lab.run(case.inputs.scenario, outputs=list(case.expected))
    for name, expected in case.expected.items():
        series = expected if isinstance(expected, dict) else {"": expected}
        dim = results.variables[name].time_dim
        for period, value in series.items():
            at = {dim: Period.parse(period).label} if period else {}
            found = float(results[name].sel(at))
            near = case.tolerance.absolute + case.tolerance.relative * abs(value)
            assert not math.isnan(found), f"{name} {period} is missing"
            assert abs(found - value) <= near, f"{name} {period}: {found:g}, printed {value:g}"


def test_every_system_that_computes_something_has_cases():
    computing = {s.name for s in open_lab().systems if s.blocks}
    assert {file.parent.parent.name for file in CASES} == computing


def test_a_case_without_a_reason_or_with_a_wrong_value_is_refused():
    with pytest.raises(Faults) as refusal:
        validate(
            Case,
            {
                "source": "Isle Office (2024)",
                "inputs": {"scenario": "calm"},
                "expected": {"isle.people": {2030: float("nan")}},
                "tolerance": {"absolute": -1},
            },
            "case.yaml",
        )
    for place in ("expected.isle.people", "tolerance", "reason"):
        assert place in str(refusal.value)
