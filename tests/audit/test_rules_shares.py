"""Shares, sums and tallies: what is wrong is found, what only looks alike is not."""

from __future__ import annotations

import pytest
from tests.audit.ruled import alarms, rules_on, sentences

MADE = sentences("shares")


@pytest.mark.parametrize("text", MADE["AR104"])
def test_a_share_that_no_whole_number_makes_is_found(text):
    assert "AR104" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR105"])
def test_a_share_of_two_written_figures_is_checked(text):
    assert "AR105" in rules_on(text)


@pytest.mark.parametrize("text", MADE["AR107"])
def test_parts_that_miss_their_total_are_found(text):
    assert "AR107" in rules_on(text)


@pytest.mark.parametrize("text", MADE["CN122"])
def test_more_parts_than_there_are_in_all_are_found(text):
    assert "CN122" in rules_on(text)


@pytest.mark.parametrize("text", MADE["SH105"])
def test_more_than_the_whole_of_a_net_change_is_found(text):
    assert "SH105" in rules_on(text)


@pytest.mark.parametrize("text", MADE["right"])
def test_right_shares_and_sums_raise_no_alarm(text):
    assert alarms(text) == set()


TABLE = """| Sector | 2023 | 2024 | Growth |
| --- | --- | --- | --- |
| Chips | 98.6 | 141.9 | 43.9 |
| Cars | 70.9 | 70.8 | -0.1 |
| Ships | 21.8 | 25.6 | 17.4 |
| Total | {0} | {1} | 24.6 |
"""


@pytest.mark.parametrize(("first", "second"), [("191.3", "238.3"), ("191.2", "238.4")])
def test_a_total_of_a_table_may_differ_by_what_rounding_leaves(first, second):
    assert alarms(TABLE.format(first, second)) == set()


@pytest.mark.parametrize(("first", "second"), [("191.3", "248.3"), ("181.3", "238.3")])
def test_a_total_that_a_column_does_not_make_is_found(first, second):
    assert alarms(TABLE.format(first, second)) == {"AR107"}


def test_a_total_that_a_row_does_not_make_is_found():
    table = """| Region | Men | Women | Total |
| --- | --- | --- | --- |
| North | 1,204 | 1,310 | 2,514 |
| South | 2,001 | 2,113 | 4,314 |
| East | 804 | 799 | 1,603 |
"""
    assert rules_on(table) == {"AR107"}
    assert rules_on(table.replace("4,314", "4,114")) == set()


def test_parts_of_parts_are_not_added_twice():
    table = """| Item | Amount |
| --- | --- |
| Grants | 40 |
| of which abroad | 15 |
| Loans | 60 |
| Total | 100 |
"""
    assert rules_on(table) == set()
    assert rules_on(table.replace("100", "120")) == {"AR107"}
