"""Declarations are complete, consistent, and refused with all their faults at once."""

import pytest

from bongsu.errors import BadFile, Faults
from bongsu.variables import read_declarations

TITLES = "title: Fund, title_ko: 기금"


def declare(tmp_path, text):
    file = tmp_path / "variables.yaml"
    file.write_text(text, encoding="utf-8")
    return read_declarations(file, "people")


def test_local_names_become_full_names(tmp_path):
    read = declare(
        tmp_path,
        f"start: 2023\nvariables:\n  fund: {{{TITLES}, unit: trillion won, frequency: year,"
        " kind: stock, coarser: end}\nneeds:\n  rates.fund_return: {unit: share, frequency: year}",
    )
    assert read.variables["people.fund"].time_dim == "year"
    assert read.needs["rates.fund_return"].unit == "share"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("unit: wonn", "(?s)not a known unit.*did you mean `won`"),
        ("unit: trillion won, frequency: year, kind: flow", "needs a unit per time"),
        ("unit: trillion won/year, frequency: year, kind: stock", "cannot be in trillion won/year"),
        ("unit: trillion won, kind: stock", "needs a frequency"),
        ("unit: trillion won, frequency: year, kind: stock, coarser: sum", "never summed"),
        ("unit: share, frequency: weekly", "frequency"),
        ("unit: share, dims: [year]", "frequency"),
        ("unit: share, range: [1, 0]", "range runs"),
        ("unit: year, missing: true", "what a missing value means"),
    ],
)
def test_an_inconsistent_variable_is_refused(tmp_path, fields, message):
    with pytest.raises(BadFile, match=message):
        declare(tmp_path, f"variables:\n  fund: {{{TITLES}, {fields}}}")


def test_a_misspelt_key_brings_the_nearest_known_one(tmp_path):
    with pytest.raises(BadFile, match="`frequency`"):
        declare(tmp_path, f"variables:\n  fund: {{{TITLES}, unit: share, frequncy: year}}")


def test_all_faults_of_a_file_are_reported_together(tmp_path):
    with pytest.raises(Faults) as caught:
        declare(
            tmp_path,
            f"variables:\n  a: {{{TITLES}, unit: wonn}}\n  b: {{{TITLES}, unit: share, dimz: []}}\n"
            f"  Bad: {{{TITLES}, unit: share}}",
        )
    assert len(caught.value.faults) == 3
