"""Times in EDTF: what they cover, and that printing gives them back."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import BadPeriod
from bongsu.evidence.edtf import Moment, Stretch, parse


@st.composite
def moments(draw: st.DrawFn) -> Moment:
    year = draw(st.integers(1, 9998))
    kind = draw(st.sampled_from(["year", "month", "day", "quarter", "season", "decade", "century"]))
    doubt = draw(st.sampled_from(["", "", "?", "~", "%"]))
    if kind == "day":
        day = draw(st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31)))
        return Moment(year=day.year, month=day.month, day=day.day, doubt=doubt)
    if kind == "decade":
        return Moment(year=year // 10 * 10, unknown=1, doubt=doubt)
    if kind == "century":
        return Moment(year=year // 100 * 100, unknown=2, doubt=doubt)
    return Moment(
        year=year,
        month=draw(st.integers(1, 12)) if kind == "month" else 0,
        quarter=draw(st.integers(1, 4)) if kind == "quarter" else 0,
        season=draw(st.integers(21, 24)) if kind == "season" else 0,
        doubt=doubt,
    )


@given(moments())
def test_a_printed_moment_reads_back_to_itself(moment):
    assert parse(str(moment)) == moment


@given(moments(), moments(), st.sampled_from(["both", "start", "end"]))
def test_a_printed_stretch_reads_back_to_itself(one, other, kept):
    start, end = sorted((one, other), key=lambda moment: moment.first)
    stretch = Stretch(start=start if kept != "end" else None, end=end if kept != "start" else None)
    assert parse(str(stretch)) == stretch


@given(moments())
def test_a_moment_begins_no_later_than_it_ends(moment):
    assert moment.first <= moment.last


@given(st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
def test_a_day_agrees_with_the_standard_library(day):
    moment = parse(day.isoformat())
    assert (moment.first, moment.last) == (day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-12-10", "2025-12-10", "2025-12-10"),
        ("2025-12", "2025-12-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-Q1", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2026-21", "2026-03-01", "2026-05-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2023/2025", "2023-01-01", "2025-12-31"),
        ("2025-06/2025-08", "2025-06-01", "2025-08-31"),
        ("2026-05/..", "2026-05-01", None),
        ("../2028", None, "2028-12-31"),
        ("199X/2025-12", "1990-01-01", "2025-12-31"),
        ("1984?", "1984-01-01", "1984-12-31"),
        ("9999-24", "9999-12-01", "9999-12-31"),
    ],
)
def test_a_time_covers_its_days(text, first, last):
    time = parse(text)
    assert str(time.first) == str(first)
    assert str(time.last) == str(last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2025-13", "2025-02-30", "2025-00", "2025-06-00", "0000", "2025-Q5", "199X-05", "25"),
        *("../..", "/", "2025/", "2026/2025", "2025-12-10/2025-12-09", "２０２５", "2025-33"),
        "x" * 10_000,
    ],
)
def test_what_no_calendar_has_is_refused(text):
    with pytest.raises(BadPeriod, match="EDTF"):
        parse(text)
