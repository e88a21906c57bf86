"""What parameters are before a scenario, and that nothing shows what became known later."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st
from tests.catalog import shelf
from tests.scenario import shore

from bongsu.errors import (
    BongsuError,
    DimensionMismatch,
    MissingValue,
    NotKnownYet,
    UnitMismatch,
)
from bongsu.periods import Frequency, Period, PeriodRange
from bongsu.scenario.parameters import Dated, Given, from_file, from_tables, within
from bongsu.variables import Variable

HORIZON = PeriodRange(Period.parse("2026-11-20"), Period.parse("2027-03-10"))
EPOCH = date(2024, 1, 1)
days = st.integers(0, 1200).map(lambda number: EPOCH + timedelta(days=number))


def variable(frequency: str | None = "year", unit: str = "share") -> Variable:
    return Variable(name="toy.rate", title="Rate", title_ko="율", unit=unit, frequency=frequency)


def held(*entries, unit: str = "share") -> Given:
    """Return what a file holds: (stands from, known from, value)."""
    values: dict[str, list[object]] = {}
    for stands, known, value in entries:
        said = {"value": value, "source": f"letter of {known}", "known_from": str(known)}
        values.setdefault(str(stands), []).append(said)
    return Given(Dated.model_validate({"unit": unit, "values": values}), "rates.yaml, rate")


stands = st.sampled_from([EPOCH + timedelta(days=number) for number in (0, 700, 900, 1100)])
entries = st.lists(
    st.tuples(stands, days, st.integers(0, 9).map(float)),
    min_size=1,
    max_size=8,
    unique_by=lambda entry: (entry[0], entry[1]),
)


def by_hand(known, day: date):
    """Return what stood on a day: of the latest course begun, the value that was known last."""
    begun = [entry for entry in known if entry[0] <= day]
    if not begun:
        return None
    latest = max(entry[0] for entry in begun)
    return max((entry for entry in begun if entry[0] == latest), key=lambda entry: entry[1])[2]


@given(entries, days, st.sampled_from([str(frequency) for frequency in Frequency]))
def test_each_period_has_what_stood_on_its_first_day_by_what_was_known(said, as_of, frequency):
    known = [entry for entry in said if entry[1] <= as_of]
    labels: list[int | str] = [period.label for period in HORIZON.to(Frequency(frequency))]
    wanted = [by_hand(known, Period.parse(label).start) for label in labels]
    if None in wanted:
        with pytest.raises(MissingValue if known else NotKnownYet):
            from_file(held(*said), variable(frequency), labels, as_of)
        return
    found, origin = from_file(held(*said), variable(frequency), labels, as_of)
    assert found[frequency].values.tolist() == labels
    assert found.values.tolist() == wanted
    assert all(date.fromisoformat(told["known_from"]) <= as_of for told in origin["sources"])


@given(entries, days)
def test_what_does_not_change_over_time_is_what_stood_on_the_day_looked_from(said, as_of):
    wanted = by_hand([entry for entry in said if entry[1] <= as_of], as_of)
    if wanted is None:
        with pytest.raises((MissingValue, NotKnownYet)):
            from_file(held(*said), variable(None), (), as_of)
    else:
        assert float(from_file(held(*said), variable(None), (), as_of)[0]) == wanted


def test_a_value_that_became_known_later_is_not_seen_and_its_day_is_named():
    later = held(("2000-01-01", "2026-05-01", 0.5))
    with pytest.raises(NotKnownYet, match="known on 2026-05-01, after 2026-04-30") as caught:
        from_file(later, variable(), [2026], date(2026, 4, 30))
    assert caught.value.where == "rates.yaml, rate"
    assert "assume a value in the scenario" in caught.value.mend
    seen, _ = from_file(later, variable(), [2026], date(2026, 5, 1))
    assert seen.values.tolist() == [0.5]


def test_a_period_before_the_first_value_is_refused_with_both_days():
    with pytest.raises(MissingValue, match="no value on 2025-01-01; the first stands from 2026"):
        from_file(held(("2026-01-01", "2020-01-01", 1.0)), variable(), [2025], date(2026, 1, 1))


def test_a_file_in_another_unit_is_converted_or_refused():
    percent = held(("2000-01-01", "2000-01-01", 9.0), unit="percent")
    found, _ = from_file(percent, variable(), [2026], date(2026, 1, 1))
    assert found.values.tolist() == [0.09]
    with pytest.raises(UnitMismatch, match="percent does not convert to tonne") as caught:
        from_file(percent, variable(unit="tonne"), [2026], date(2026, 1, 1))
    assert caught.value.where == "rates.yaml, rate"


def test_a_judgement_is_told_with_its_reason_and_range(isle):
    plan = isle.plan()
    assert plan.origins["shore.tide"]["elicited"] == {"reason": "the fisher says so"}
    assert plan.origins["shore.luck"]["sources"] == [
        {"citation": "The almanac", "known_from": "2000-01-01"}
    ]


# Files
LUCK = "{value: 0.5, source: a letter, known_from: 2000-01-01}"
FAULTS = [  # the file, where, what, mend
    ("luk: {unit: share, values: {2000-01-01: LUCK}}", "luk", "no parameter", "`shore.luck`"),
    ("harvest: {unit: tonne, values: {2000-01-01: LUCK}}", "harvest", "is computed", "remove it"),
    ("mesh: {unit: tonne, values: {2000-01-01: LUCK}}", "mesh", "has dims size", "`@source`"),
    ("rain: {unit: tonne, values: {2000-01-01: LUCK}}", "rain", "by a @source", "remove one"),
    ("luck: {unit: share, vlaues: {2000-01-01: LUCK}}", "luck.vlaues", "unknown key", "`values`"),
    ("luck: {unit: share, values: {}}", "luck.values", "holds no periods", "at least one"),
    ("luck: {unit: share, values: {2000-01-01: []}}", "2000-01-01", "at least 1 item", "correct"),
    ("luck: {unit: share, values: {2000: LUCK}}", "values.2000", "a day is needed", "the day"),
    (
        f"luck: {{unit: share, values: {{2000-01-01: {LUCK.replace('0.5', '.nan')}}}}}",
        "luck.values.2000-01-01.0.value",
        "nan is not a finite number",
        "leave the key out",
    ),
    (
        "luck: {unit: share, values: {2000-01-01: {value: 1, known_from: 2000-01-01}}}",
        "luck.values.2000-01-01.0",
        "nobody's word is named",
        "add a `source`",
    ),
    (
        "luck: {unit: share, values: {2000-01-01: {value: 1, source: a letter}}}",
        "luck.values.2000-01-01.0.known_from",
        "Field required",
        "add the key",
    ),
    (
        "luck: {unit: share, values: {2000-01-01: [LUCK, LUCK]}}",
        "luck.values.2000-01-01",
        "two values became known on 2000-01-01",
        "keep one of them",
    ),
]


@pytest.mark.parametrize(("text", "where", "what", "mend"), FAULTS)
def test_a_faulty_parameter_file_is_refused_where_it_stands(isle, text, where, what, mend):
    planted = isle.having(parameters=[text.replace("LUCK", LUCK)])
    with pytest.raises(BongsuError) as caught:
        planted.plan()
    fault = next(fault for fault in shore.faults_of(caught.value) if what in fault.what)
    assert f"{isle.folder}/parameters/0.yaml" in fault.where
    assert fault.where.endswith(where)
    assert mend in fault.mend


def test_a_parameter_given_by_two_files_is_refused_with_both(isle):
    text = f"luck: {{unit: share, values: {{2000-01-01: {LUCK}}}}}"
    planted = isle.having(parameters=[text, text])
    with pytest.raises(BongsuError, match=r"given twice: here and by .*0\.yaml, luck") as caught:
        planted.plan()
    assert caught.value.where.endswith("1.yaml, luck")


def test_a_file_that_is_no_yaml_or_not_utf8_is_refused(isle):
    planted = isle.having(parameters=["luck: [1, 2"])
    with pytest.raises(BongsuError, match="not readable as YAML"):
        planted.plan()
    (isle.folder / "parameters" / "0.yaml").write_bytes("luck: 운".encode("euc-kr"))
    with pytest.raises(BongsuError, match="byte 6 is not UTF-8"):
        planted.plan()


# Tables
def test_rows_and_vintages_that_became_known_later_are_not_seen(isle, tmp_path_factory):
    """A later row doubles the rain of 2027, and a later vintage triples all of it."""
    known = [date(2020, 1, 1)] * 7 + [date(2026, 2, 12)]
    frame = pl.DataFrame(
        {
            "year": [*range(2024, 2031), 2031],
            "fall": [4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 99.0],
            "known_from": known,
        }
    )
    folder = tmp_path_factory.mktemp("vintages")
    catalog = shore.tables(folder, rainfall=frame)
    shelf.put(
        folder,
        shore.RAINFALL.with_columns(pl.col("fall") * 3),
        table="rainfall",
        file="later.parquet",
        known_from="2026-03-01",
        vintage="Second edition",
    )
    catalog = type(catalog)(folder)
    source, rain = isle.model.sources["shore.rain"], isle.model.variables["shore.rain"]
    by_day = {
        day: from_tables(source, rain, catalog, date.fromisoformat(day))
        for day in ("2026-02-11", "2026-02-12", "2026-03-01")
    }
    assert by_day["2026-02-11"][0].values.tolist() == [4, 5, 6, 7, 8, 9, 10]
    assert by_day["2026-02-12"][0].values.tolist() == [4, 5, 6, 7, 8, 9, 10, 99]
    assert by_day["2026-03-01"][0].values.tolist() == [12, 15, 18, 21, 24, 27, 30]
    assert [origin["sources"][0]["vintage"] for _, origin in by_day.values()] == [
        "First edition",
        "First edition",
        "Second edition",
    ]
    with pytest.raises(NotKnownYet, match="table rainfall became known on 2020-01-01"):
        from_tables(source, rain, catalog, date(2019, 12, 31))


def test_a_table_of_which_every_row_became_known_later_is_refused(isle, tmp_path_factory):
    frame = shore.RAINFALL.with_columns(known_from=pl.lit(date(2027, 1, 1)))
    catalog = shore.tables(tmp_path_factory.mktemp("later"), rainfall=frame)
    source, rain = isle.model.sources["shore.rain"], isle.model.variables["shore.rain"]
    with pytest.raises(NotKnownYet, match="no row of table rainfall was known on 2026-02-11"):
        from_tables(source, rain, catalog, date(2026, 2, 11))


def test_a_source_that_returns_other_dims_is_refused(isle):
    source, mesh = isle.model.sources["shore.rain"], isle.model.variables["shore.mesh"]
    with pytest.raises(DimensionMismatch, match=r"made with dims \(year\), declared are \(size"):
        from_tables(source, mesh, isle.catalog, date(2026, 2, 11))


# Cutting to the run
def by_year(*years: int) -> xr.DataArray:
    return xr.DataArray([float(year) for year in years], {"year": list(years)}, ("year",))


def test_a_table_is_cut_to_the_run_and_may_begin_later():
    run = [2026, 2027, 2028]
    for years in (range(2020, 2040), range(2027, 2029), [2028, 2026, 2027]):
        found = within(by_year(*years), variable(), run, "source x")
        wanted = [year for year in run if year in years]
        assert found["year"].values.tolist() == wanted
        assert found.values.tolist() == wanted


@pytest.mark.parametrize(
    ("years", "lacking"), [([2026, 2027], 2028), ([2026, 2028], 2027), ([2024, 2025], 2028)]
)
def test_a_table_that_ends_before_the_run_or_has_a_gap_is_refused(years, lacking):
    with pytest.raises(MissingValue, match=f"no value for {lacking}; the run is 2026 to") as caught:
        within(by_year(*years), variable(), [2026, 2027, 2028], "source x")
    assert "shorten the horizon, or assume a path" in caught.value.mend


@pytest.mark.parametrize(
    ("years", "wanted"),
    [
        ([2024, 2026], "2026.0 nan nan"),
        ([2027], "2027.0 nan"),  # it still begins later
        ([2026, 2028], "2026.0 nan 2028.0"),
        ([2020], "nan nan nan"),
    ],
)
def test_where_an_assumption_goes_on_what_a_table_lacks_is_left_open(years, wanted):
    found = within(by_year(*years), variable(), [2026, 2027, 2028], "source x", goes_on=True)
    assert " ".join(map(str, found.values.tolist())) == wanted
