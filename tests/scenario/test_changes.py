"""Changes as a file states them: numbers in every common form, and what is refused."""

from __future__ import annotations

import pytest

FAULTS = [  # what the change says, what the fault says, how it is mended
    ("", "nothing is changed", "say one of value, path, shift, scale, dist"),
    ("value: 1, shift: 2", "value and shift stand together", "say one of"),
    ("value: 1, mean: 2", "mean belongs to a distribution", "say `dist`"),
    ("value: 1, as: shift", "`as`, `every` and `profile` belong", "say `dist`"),
    ("value: 1, every: period", "`as`, `every` and `profile` belong", "say `dist`"),
    ("dist: normal, mean: 0, sd: 1, every: year", "Input should be 'period'", "correct"),
    ("dist: normal, mean: 1", "needs sd", "write mean, sd; it may have low, high"),
    ("dist: normal, mean: 1, sd: 1, mode: 1", "has no mode", "write mean, sd"),
    ("dist: normal, mean: 1, sd: 0", "sd is 0", "above nought"),
    ("dist: lognormal, median: -1, sigma: 1", "median is -1", "above nought"),
    ("dist: uniform, low: 2, high: 2", "do not rise", "let low, mode and high rise"),
    ("dist: triangular, low: 1, mode: 9, high: 3", "low 1, mode 9, high 3", "rise"),
    ("dist: nomral, mean: 1, sd: 1", "'normal', 'lognormal'", "correct the value"),
    (
        "dist: uniform, low: 0, high: 1, profile: {2026: 1}",
        "a drawn value has no profile",
        "add `as: shift`",
    ),
    ("value: 1, interpolate: linear", "`interpolate` needs a path", "write a path"),
    ("value: 1, from: 2028, until: 2027", "until 2027 comes before from 2028", "earlier one"),
    ("value: 1, from: 2026-13", "'2026-13' is not a period", "write a year 2026"),
    ("value: 1, unit: tone", "there is no `tone`", "did you mean `tonne`?"),
    ("value: .nan", "nan is not a finite number", "leave the key out"),
    ("value: -.inf", "-inf is not a finite number", "leave the key out"),
    ("value: 1e999", "inf is not a finite number", "leave the key out"),
    ("value: 3%", "'3%' is not a number", "without a unit or a percent sign"),
    ("value: true", "'True' is not a number", "write a plain one"),
    ("shift: up", "'up' is not a number", "write a plain one"),
    ("path: {2026: x}", "'x' is not a number", "write a plain one"),
    ("path: 3", "3 holds no periods", "such as {2026: 1.5}"),
    ("path: {2026-02-30: 1}", "'2026-02-30' is not a period", "write a year 2026"),
    ("path: {99999999999: 1}", "'99999999999' is not a period", "from 1000 to 2999"),
    (f"path: {{{'9' * 250}: 1}}", "is not a period", "from 1000 to 2999"),
    (f"value: {'9' * 251}", "a whole number of more than 250 digits", "mend the line"),
    (f"value: 0x{'f' * 9000}", "a whole number of more than 250 digits", "mend the line"),
    ("path: {true: 1}", "'True' is not a period", "write a year 2026"),
    ("path: {2026: 1, 2026Q1: 2}", "2026 and 2026Q1 begin on the same day", "keep one"),
    ("path: {2026 Q1: 1, 2026Q1: 2}", "begin on the same day", "keep one of the two"),
    ("shift: {}", "{} holds no periods", "such as {2026: 1.5}"),
    ("vlaue: 1", "unknown key `vlaue`", "did you mean `value`?"),
    ("value: 1, first: 2026", "unknown key `first`", "did you mean"),
    ("value: 1, known_from: 2026", "2026 is a year, a day is needed", "write the day"),
    ("value: 1, elicited: {}", "Field required", "add the key"),
]


@pytest.mark.parametrize(("said", "what", "mend"), FAULTS)
def test_a_faulty_change_is_refused_where_it_stands(refused, said, what, mend):
    faults = refused(f"assume:\n  toy.rain: {{source: a letter, {said}}}")
    fault = next(fault for fault in faults if what in fault.what)
    place = "line 7" if "250 digits" in what else "assume.toy.rain"
    assert f"calm.yaml, {place}" in fault.where
    assert mend in fault.mend


@pytest.mark.parametrize(
    ("said", "what", "mend"),
    [
        ("0.75", "0.75 does not say what is done, and on whose word", "{value: 0.75, source"),
        ("{value: 1}", "nobody's word is named", "add `source: ...`"),
        ("{value: 1, source: '   '}", "at least 3 characters", "correct the value"),
    ],
)
def test_a_change_on_nobodys_word_is_refused(refused, said, what, mend):
    (fault,) = refused(f"assume: {{toy.rain: {said}}}")
    assert what in fault.what
    assert "calm.yaml, assume.toy.rain" in fault.where
    assert mend in fault.mend


@pytest.mark.parametrize("text", ["1e-3", "1E-3", "1.0e-3", "0.001", "+1e-03"])
def test_a_number_with_an_exponent_is_read_in_every_common_form(isle, text):
    plan = isle.plan(
        f"""assume: {{shore.gift: {{value: {text}, source: a letter}}}}
issues: {{poll: {{p: {{x: {text}, y: 0.999}}, source: a survey}}}}
effects: {{poll=y: {{shore.gift: {text}, source: a survey}}}}"""
    )
    assert plan.parameters["shore.gift"].values.tolist() == [[0.001] * 5] * 2
    assert plan.weights.values.tolist() == [0.001, 0.999]
