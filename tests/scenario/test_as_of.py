"""Nothing that became known after the day looked from can be seen: rows, vintages, entries."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from tests.scenario import shore
from tests.scenario.shore import TREE

from bongsu.errors import BongsuError, MissingValue, NotKnownYet


def test_a_later_row_of_a_table_cannot_be_seen(isle, tmp_path_factory):
    """A row that became known the day after lengthens the table; the run before ends with 2030."""
    frame = pl.concat([shore.RAINFALL, pl.DataFrame({"year": [2031], "fall": [1000.0]})])
    known = [date(2020, 1, 1)] * 7 + [date(2026, 2, 12)]
    catalog = shore.tables(
        tmp_path_factory.mktemp("planted"), rainfall=frame.with_columns(known_from=pl.Series(known))
    )
    planted, head = isle.having(catalog=catalog), shore.HEAD.replace("2030", "2031")
    options = {"outputs": ["shore.harvest"]}
    with pytest.raises(MissingValue, match=r"shore\.rain has no value for 2031"):
        planted.plan("", head=head, **options)
    seen = planted.plan("", head=head.replace("02-11", "02-12"), **options)
    assert seen.parameters["shore.rain"].values.tolist() == [6, 7, 8, 9, 10, 1000]


def test_a_table_that_was_published_later_cannot_be_seen(isle):
    with pytest.raises(BongsuError, match="table rainfall became known on 2020-01-01") as caught:
        isle.plan(head=shore.HEAD.replace("2026-02-11", "2019-12-31"))
    assert all(isinstance(fault, NotKnownYet) for fault in shore.faults_of(caught.value))


def test_a_later_value_of_a_parameter_file_cannot_be_seen(isle):
    """The almanac's 60 percent of 2028 became known on 1 June 2025."""
    for day, wanted in (("2025-06-01", 0.6), ("2025-05-31", 0.5)):
        plan = isle.plan(head=shore.HEAD.replace("2026-02-11", day))
        assert plan.parameters["shore.luck"].values.tolist() == [0.5, 0.5] + [wanted] * 3


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ("assume: {shore.gift: {value: 1, source: abc, known_from: LATER}}", "assume.shore.gift"),
        (TREE.replace("poll: {", "poll: {known_from: LATER, "), "issues.poll"),
        (
            TREE.replace("{scale: 2}", "{scale: 2, known_from: LATER}"),
            "effects.poll=wet.shore.rain",
        ),
        (
            TREE.replace("poll=wet: {", "poll=wet: {known_from: LATER, "),
            "effects.poll=wet.shore.rain",
        ),
        (  # a record of the change's own does not hide when the whole effect became known
            TREE.replace("poll=wet: {", "poll=wet: {known_from: LATER, ").replace(
                "{scale: 2}", "{scale: 2, source: abc, known_from: 2020-01-01}"
            ),
            "effects.poll=wet.shore.rain",
        ),
    ],
)
def test_an_entry_that_became_known_later_is_refused(isle, body, where):
    body = body if body.startswith("assume") else shore.ASSUME + body
    with pytest.raises(NotKnownYet, match="known from 2026-02-12, after 2026-02-11") as caught:
        isle.plan(body.replace("LATER", "2026-02-12"))
    assert caught.value.where.endswith(f"calm.yaml, {where}")
    assert "set `as_of` to 2026-02-12 or later, or take the entry away" in caught.value.mend
    isle.plan(body.replace("LATER", "2026-02-11"))


def test_an_inherited_entry_that_became_known_later_is_refused(isle):
    base = shore.HEAD.replace("calm", "base") + shore.ASSUME + TREE
    base = base.replace("{scale: 2}", "{scale: 2, known_from: 2026-02-12}")
    (isle.folder / "base.yaml").write_text(base)
    with pytest.raises(NotKnownYet, match="known from 2026-02-12") as caught:
        isle.plan("", head="scenario: calm\nbase: base\n")
    assert caught.value.where.endswith("calm.yaml, effects.poll=wet.shore.rain")
    isle.plan("", head="scenario: calm\nbase: base\nas_of: 2026-02-12\n")


def test_what_was_not_known_yet_may_be_assumed(isle):
    """Nothing of the shore was known in 1990, and the scenario says all of it."""
    head = shore.HEAD.replace("2026-02-11", "1990-01-01")
    body = """
assume:
  shore.rain: {path: {2026: 5, 2029: 7}, source: abc}
  shore.luck: {value: 0.5, source: abc}
  shore.toll: {dist: uniform, low: 0.1, high: 0.3, source: abc}
outputs: [shore.feast]
"""
    plan = isle.plan(body, head=head)
    assert plan.parameters["shore.rain"].values.tolist() == [5, 5, 5, 7, 7]
    assert plan.parameters["shore.toll"].dims == ("draw",)
    assert set(plan.origins["shore.rain"]) == {"assumed"}
    with pytest.raises(NotKnownYet, match="table rainfall"):  # a shift needs what it shifts
        isle.plan(body.replace("path: {2026: 5, 2029: 7}", "shift: 1"), head=head)
