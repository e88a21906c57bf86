"""Figures of one relation that stand apart, in paragraphs, titles, lists and tables."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.audit.reading.relating import inflected
from bongsu.audit.reading.slips import surprise
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Kind, Quantity
from bongsu.evidence.reading import analyse, read_bytes

TEXTS = Path(__file__).with_name("sentences") / "far_apart.yaml"
MADE = [tuple(each.values()) for each in yaml.safe_load(TEXTS.read_text(encoding="utf-8"))]


def alarms(text: str) -> set[str]:
    titled = text if text.startswith("# ") else f"# A Title\n\n{text}"
    title, _, rest = titled.partition("\n\n")
    document = read_bytes(f"{title}\n\nPublished March 12, 2025\n\n{rest}\n".encode(), "made-up.md")
    return {f.rule for f in check(analyse(document)) if f.severity is not Severity.NOTE}


@pytest.mark.parametrize(("rule", "text", "wrong", "right"), MADE)
def test_a_wrong_figure_is_found_far_from_those_it_belongs_to(rule, text, wrong, right):
    assert alarms(text.replace("{}", wrong)) == {rule}
    assert alarms(text.replace("{}", right)) == set()


OTHERS = """
In 2024 sales reached $141.9 million, and oil beat its peak by 19.8 percent ($112.7 million, 2023).
In 2024 sales came to $9.98 million, above the target by 16.9 percent ($8.82 million, 2022).
In 2024 revenue reached $9.98 billion, and the dividend beat the record ($8.82 million, 2022).
In 2010 tax gave $4 million, fines $9 million. By 2024 tax gave $40 million, ten times the 2010 sum.
"""


@pytest.mark.parametrize("text", OTHERS.strip().splitlines())
def test_a_base_that_may_be_of_another_thing_is_passed_over(text):
    assert alarms(text) == set()


def number(value: float, step: float = 1.0) -> Quantity:
    return Quantity(start=0, end=1, kind=Kind.COUNT, value=value, unit="", step=step)


@pytest.mark.parametrize(
    ("told", "right", "slip"),
    [
        (4807, 4870, True),  # two digits swapped
        (4807, 4507, True),  # a digit changed
        (705, 695, True),  # ten too many carried
        (48.07, 4.807, False),  # no place of the one is that of the other
        (4807, 9345, False),
        (4807, 4807, False),
    ],
)
def test_a_slip_of_the_finger_is_known(told, right, slip):
    assert (surprise(number(told), Interval(right, right)) > 0) is slip


def test_a_slip_says_more_of_a_longer_figure():
    short = surprise(number(36), Interval(34, 34))
    long = surprise(number(36_512), Interval(34_512, 34_512))
    assert 0 < short < 1 < long


def test_a_vague_result_leaves_no_slip():
    assert surprise(number(36), Interval(20, 60)) == 0.0


@pytest.mark.parametrize(
    ("word", "form"),
    [("exceed", "exceeding"), ("carry", "carried"), ("rise", "rising"), ("lag", "lagged")],
)
def test_a_word_is_known_in_all_its_forms(word, form):
    assert form in inflected(word)


RAISED = (
    "In May the firm sold bonds for 300 billion won, and in June it issued new shares for "
    "150 billion won.\n\n{} of 450 billion won will pay for a second mill."
)


def noted(text: str) -> set[str]:
    document = read_bytes(f"# A Title\n\n{text}\n".encode(), "made-up.md")
    return {f.rule for f in check(analyse(document))}


def test_a_total_called_by_one_sort_of_its_parts_is_noted():
    assert "LG501" in noted(RAISED.replace("{}", "The equity"))
    assert "LG501" not in noted(RAISED.replace("{}", "The debt and equity"))
