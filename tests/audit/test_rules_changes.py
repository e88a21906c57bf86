"""Changes, differences and multiples: what is wrong is found, what only looks alike is not."""

from __future__ import annotations

import pytest
from tests.audit.ruled import alarms, rules_on, said_of, sentences

MADE = sentences("changes")


@pytest.mark.parametrize("text", MADE["AR101"])
def test_a_change_on_the_wrong_base_is_found(text):
    assert "AR101" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR102"])
def test_a_change_that_does_not_lead_from_before_to_after_is_found(text):
    assert "AR102" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR109"])
def test_a_difference_that_is_none_is_found(text):
    assert "AR109" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR103"])
def test_a_multiple_that_the_levels_do_not_bear_out_is_found(text):
    assert "AR103" in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_right_changes_raise_no_alarm(text):
    assert alarms(text) == set()


def test_the_change_itself_is_marked():
    assert said_of("Sales fell from 200 to 150, a decline of 33 percent.") == [
        ("AR101", "33 percent")
    ]
