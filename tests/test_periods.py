"""Periods agree with the calendar of the standard library."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.errors import BadPeriod
from bongsu.periods import Frequency, Period, PeriodRange, parse_day

days = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))
frequencies = st.sampled_from(list(Frequency))


@given(days, frequencies)
def test_a_day_lies_within_every_period_that_is_made_of_it(day, frequency):
    period = Period.parse(day.isoformat()).to(frequency)
    assert period.start <= day <= period.end


@given(days, frequencies)
def test_a_label_reads_back_as_the_same_period(day, frequency):
    period = Period.parse(day).to(frequency)
    assert Period.parse(period.label) == period


@given(days.filter(lambda day: day.year < 2990), frequencies)
def test_the_next_period_begins_the_day_after_this_one_ends(day, frequency):
    period = Period.parse(day).to(frequency)
    assert (period + 1).start == period.end + timedelta(days=1)


@given(st.lists(days, min_size=2, max_size=20), frequencies)
def test_labels_sort_as_time_does(several, frequency):
    periods = [Period.parse(day).to(frequency) for day in several]
    by_label = sorted(periods, key=lambda period: str(period.label))
    assert [p.ordinal for p in by_label] == sorted(p.ordinal for p in periods)


def test_quarters_of_two_years_cover_them_exactly():
    quarters = PeriodRange(Period.parse("2026"), Period.parse("2027")).to(Frequency.QUARTER)
    assert quarters.labels() == [f"{year}Q{q}" for year in (2026, 2027) for q in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026Q5", "2026-13", "2026-02-30", "Q1 2026", "0000", "9999", "2026-1", "²026"],
)
def test_what_is_no_period_is_refused_with_the_forms_that_are(text):
    with pytest.raises(BadPeriod, match="2026Q1"):
        Period.parse(text, where="horizon")


@pytest.mark.parametrize("day", [date(999, 12, 31), date(3000, 1, 1)])
def test_a_day_whose_label_would_not_read_back_is_refused(day):
    with pytest.raises(BadPeriod, match="from 1000 to 2999"):
        Period.parse(day)


def test_a_range_refuses_mixed_frequencies_and_a_backward_order():
    with pytest.raises(BadPeriod, match="same frequency"):
        PeriodRange(Period.parse("2026"), Period.parse("2027Q1"))
    with pytest.raises(BadPeriod, match="before"):
        PeriodRange(Period.parse("2027"), Period.parse("2026"))


def test_a_day_is_needed_where_a_day_is_needed():
    assert parse_day("2026-03-31", where="as_of") == date(2026, 3, 31)
    with pytest.raises(BadPeriod, match="2026-03-31"):
        parse_day("2026-03", where="as_of")
