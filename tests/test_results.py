"""Results: statistics by weights, conditions, traces, and files that are whole or not there."""

from __future__ import annotations

import csv
import json
import os
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.errors import BadOutput, BadProbability, FrequencyMismatch, OutOfRange, UnknownName
from bongsu.results import CheckResult, Node, Results, weighted_mean, weighted_quantile
from bongsu.variables import Variable

LEVELS = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0]


def variable(name: str, unit: str, **told) -> Variable:
    return Variable(name=name, title=f"The {name}", title_ko="섬", unit=unit, **told)


VARIABLES = {
    v.name: v
    for v in (
        variable("isle.people", "thousand person", dims=("sex",), frequency="year"),
        variable("isle.trade", "won/quarter", kind="flow", frequency="quarter", coarser="sum"),
        variable("isle.price", "index", frequency="quarter"),
        variable("isle.end_year", "year", missing=True, note="not within the horizon"),
        variable("isle.rate", "percent", parameter=True, frequency="year"),
    )
}
PATHS = {"birth-path": ["low", "high"], "law": ["old", "new"]}
WEIGHTS = xr.DataArray([[0.2, 0.3], [0.1, 0.4]], PATHS, ("birth-path", "law"))


@pytest.fixture
def results() -> Results:
    numbers = np.random.default_rng(3)
    people = xr.DataArray(
        numbers.normal(100, 9, (2, 5, 2, 3)),
        {"birth-path": PATHS["birth-path"], "draw": range(5), "sex": ["f", "m"]}
        | {"year": [2025, 2026, 2027]},
        ("birth-path", "draw", "sex", "year"),
    )
    quarters = ["2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3", "2026Q4"]
    trade = xr.DataArray(np.arange(6.0), {"quarter": quarters}, ("quarter",))
    arrays = {
        "isle.people": people,
        "isle.trade": trade,
        "isle.price": trade + 100,
        "isle.end_year": xr.DataArray([2050.0, np.nan], {"law": PATHS["law"]}, ("law",)),
        "isle.rate": xr.DataArray([1.5, 2.0], {"year": [2026, 2027]}, ("year",)),
    }
    blocks = {
        "isle.end_year": ("isle.people", "isle.rate"),
        "isle.people": ("isle.rate",),
        "isle.trade": ("isle.people",),
        "isle.price": ("isle.trade",),
    }
    law = {"sources": [{"citation": "The island's law, article 3", "known_from": "2025-01-01"}]}
    lineage = {
        name: Node(
            name=name,
            title=told.title,
            unit=told.unit,
            maker=f"isle.blocks:{name[5:]}" if name in blocks else None,
            inputs=blocks.get(name, ()),
            origin={} if name in blocks else law,
        )
        for name, told in VARIABLES.items()
    }
    return Results(
        run_id="abc123",
        scenario="calm",
        title="Calm years",
        as_of=date(2026, 2, 11),
        seed=5,
        draws=5,
        arrays={n: a.assign_attrs(unit=VARIABLES[n].unit) for n, a in arrays.items()},
        variables=VARIABLES,
        weights=WEIGHTS,
        lineage=lineage,
        outputs=("isle.people", "isle.trade", "isle.end_year"),
        checks={"isle.balance": CheckResult(largest=0.2, tolerance=0.5, where={"year": 2026})},
    )


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-5, 5) | st.just(None), st.integers(0, 6)), min_size=1, max_size=12
    ).filter(lambda pairs: sum(count for _, count in pairs) > 0)
)
def test_quantiles_agree_with_counting_every_case_out(pairs):
    values = np.array([np.nan if value is None else float(value) for value, _ in pairs])
    counts = np.array([count for _, count in pairs])
    labels = {"path": [str(n) for n in range(len(pairs))]}
    found = weighted_quantile(
        xr.DataArray(values, labels, ("path",)),
        xr.DataArray(counts / counts.sum(), labels, ("path",)),
        LEVELS,
    )
    cases = np.sort(np.repeat(values, counts))  # NaN last
    # The first case by which a share q of all has passed; whole numbers, so no rounding.
    places = [max(-(-int(q * 100) * len(cases) // 100) - 1, 0) for q in LEVELS]
    np.testing.assert_array_equal(found.values, cases[places])


@pytest.mark.parametrize("draws", [1, 2, 7, 100, 1000])
def test_equal_weights_give_numpys_inverse_of_the_distribution(draws):
    values = np.random.default_rng(draws).normal(size=(draws, 3))
    array = xr.DataArray(values, {"draw": range(draws), "year": [1, 2, 3]}, ("draw", "year"))
    levels = [0.013, 0.051, 0.333, 0.5001, 0.949, 0.99]
    found = weighted_quantile(array, xr.DataArray(1.0), levels)
    np.testing.assert_array_equal(
        found.values, np.quantile(values, levels, axis=0, method="inverted_cdf")
    )


def test_unequal_weights_over_issues_and_draws_agree_with_numpy(results):
    weights = np.broadcast_to(WEIGHTS.sum("law").values[:, None] / 5, (2, 5)).ravel()
    for sex in ("f", "m"):
        values = results["isle.people"].sel(sex=sex, year=2026).values.ravel()
        expected = np.quantile(values, [0.07, 0.52, 0.91], method="inverted_cdf", weights=weights)
        found = results.quantile("isle.people", [0.07, 0.52, 0.91]).sel(sex=sex, year=2026)
        np.testing.assert_array_equal(found.values, expected)


def test_weights_over_draws_count_where_issues_were_moved_there():
    values = xr.DataArray([1.0, 2.0, 3.0], {"draw": range(3)}, ("draw",))
    weights = xr.DataArray([0.7, 0.2, 0.1], {"draw": range(3)}, ("draw",))
    assert float(weighted_mean(values, weights)) == pytest.approx(1.4)
    assert float(weighted_quantile(values, weights, 0.5)) == 1.0


def test_the_mean_is_the_sum_over_all_leaves(results):
    people = results["isle.people"]
    by_hand = sum(
        float(WEIGHTS.sel({"birth-path": path}).sum())
        * people.sel({"birth-path": path}).mean("draw")
        for path in PATHS["birth-path"]
    )
    np.testing.assert_allclose(results.mean("isle.people").values, by_hand.values, rtol=1e-14)
    assert results.mean("isle.people").dims == ("sex", "year")


def test_labels_in_another_order_change_nothing(results):
    turned = WEIGHTS.isel({"birth-path": [1, 0], "law": [1, 0]})
    xr.testing.assert_allclose(
        weighted_mean(results["isle.people"], turned), results.mean("isle.people"), rtol=1e-14
    )


def test_what_has_no_issue_and_no_draw_is_its_own_mean_and_quantile(results):
    trade = results["isle.trade"]
    xr.testing.assert_equal(results.mean("isle.trade"), trade)
    xr.testing.assert_equal(results.quantile("isle.trade", 0.9), trade)


def test_a_quantile_in_the_mass_of_nan_is_nan(results):
    found = results.quantile("isle.end_year", [0.2, 0.3, 0.31, 0.9]).values
    assert found[:2].tolist() == [2050.0, 2050.0]
    assert np.isnan(found[2:]).all()
    assert np.isnan(float(results.mean("isle.end_year")))


@pytest.mark.parametrize("q", [-0.1, 1.1, float("nan")])
def test_a_quantile_outside_nought_and_one_is_refused(results, q):
    with pytest.raises(OutOfRange):
        results.quantile("isle.people", q)


def test_probability_counts_nan_as_never(results):
    assert float(results.probability("isle.end_year", lambda y: y < 2060)) == pytest.approx(0.3)
    assert float(results.probability("isle.end_year", lambda y: y.isnull())) == pytest.approx(0.7)


def test_given_an_outcome_other_branches_do_not_count(results):
    low = results.given(birth_path="low")
    xr.testing.assert_allclose(
        low.mean("isle.people"),
        results["isle.people"].sel({"birth-path": "low"}, drop=True).mean("draw"),
        rtol=1e-14,
    )
    assert float(low.weights.sum()) == pytest.approx(1.0)
    assert float(low.mean(low["isle.end_year"].fillna(0))) == pytest.approx(2050 * 0.4)
    assert low.conditions == {"birth-path": "low"}
    assert low.arrays is results.arrays


def test_an_impossible_branch_may_hold_nan(results):
    assert float(results.given({"law": "old"}).mean("isle.end_year")) == 2050.0
    assert float(results.given(law="old").quantile("isle.end_year", 1.0)) == 2050.0


def test_conditions_build_on_each_other(results):
    both = results.given(law="new").given(birth_path="high")
    assert both.weights.values.tolist() == [[0.0, 0.0], [0.0, 1.0]]
    with pytest.raises(BadProbability, match="probability zero"):
        both.given(law="old")


def test_unknown_issues_outcomes_and_variables_are_refused_with_the_nearest(results):
    with pytest.raises(UnknownName, match="`birth-path`"):
        results.given(birth_pat="low")
    with pytest.raises(UnknownName, match="`new`"):
        results.given(law="newe")
    with pytest.raises(UnknownName, match=r"`isle\.people`"):
        results["isle.poeple"]
    with pytest.raises(UnknownName, match=r"`isle\.people`"):
        results.trace("isle.peopl")


def test_an_issue_that_moved_into_the_draws_can_still_be_a_condition(results):
    values = xr.DataArray([1.0, 2.0, 3.0], {"draw": range(3)}, ("draw",))
    weights = xr.DataArray(
        [0.5, 0.25, 0.25], {"draw": range(3), "law": ("draw", ["old", "new", "new"])}, ("draw",)
    )
    assert float(weighted_mean(values, weights)) == pytest.approx(1.75)
    moved = weights.where(weights["law"] == "new", 0.0)
    assert float(weighted_mean(values, moved / moved.sum())) == pytest.approx(2.5)


def test_the_trace_goes_down_to_the_sources(results):
    tree = results.trace("isle.end_year")
    assert [below.name for below in tree.inputs] == ["isle.people", "isle.rate"]
    assert tree.inputs[0].inputs[0].name == "isle.rate"
    text = tree.text()
    assert "isle.end_year [year] The isle.end_year <- isle.blocks:end_year" in text
    assert "sources.citation: The island's law, article 3" in text
    told = json.loads(json.dumps(tree.to_dict()))
    assert told["inputs"][1] == {"name": "isle.rate", "shown_above": True}


def test_the_dictionary_is_json(results):
    told = json.loads(json.dumps(results.to_dict(), allow_nan=False))
    assert told["as_of"] == "2026-02-11"
    assert told["outputs"]["isle.end_year"]["mean"] is None
    assert told["outputs"]["isle.end_year"]["q0.05"] == 2050.0
    assert told["outputs"]["isle.trade"]["labels"]["quarter"][0] == "2025Q3"
    assert "q0.5" not in told["outputs"]["isle.trade"]
    assert told["checks"]["isle.balance"]["holds"] is True


def test_netcdf_comes_back_as_it_was(results, tmp_path):
    path = tmp_path / "run.nc"
    results.to_netcdf(path)
    with xr.open_dataset(path, engine="scipy") as data:
        assert data.attrs["run_id"] == "abc123"
        assert set(data.data_vars) == set(results.outputs)
        for name in results.outputs:
            found, given_ = data[name].transpose(*results[name].dims), results[name]
            assert found.values.tobytes() == given_.values.tobytes()
            assert found.attrs["unit"] == given_.attrs["unit"]
            for dim in given_.dims:
                assert found[dim].values.tolist() == given_[dim].values.tolist()


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_tidy_table_has_one_row_a_cell(results, tmp_path, kind):
    path = tmp_path / f"run.{kind}"
    if kind == "csv":
        results.to_csv(path)
        frame = pl.read_csv(path, schema_overrides={"period": pl.String})
    else:
        results.to_parquet(path)
        frame = pl.read_parquet(path)
    columns = ["variable", "unit", "birth-path", "law", "draw", "sex", "period", "value"]
    assert frame.columns == columns
    assert frame.height == sum(results[name].size for name in results.outputs)
    for row in frame.filter(pl.col("variable") == "isle.people").iter_rows(named=True):
        place = {"birth-path": row["birth-path"], "draw": row["draw"], "sex": row["sex"]}
        cell = results["isle.people"].sel(place, drop=True).sel(year=int(row["period"]))
        assert row["value"] == float(cell)
        assert row["law"] is None
    trade = frame.filter(pl.col("variable") == "isle.trade")
    assert trade["period"].to_list() == results["isle.trade"]["quarter"].values.tolist()
    assert set(trade["unit"]) == {"won/quarter"}


def test_iamc_rows_are_means_and_quantiles_in_years(results, tmp_path):
    path = tmp_path / "iamc.csv"
    assert results.to_iamc(path) == ("isle.end_year",)
    frame = pl.read_csv(path)
    assert frame.columns == ["model", "scenario", "region", "variable", "unit", "year", "value"]
    assert set(frame["region"]) == {"KOR"}
    trade = frame.filter(pl.col("variable") == "isle.trade")
    assert trade.select("unit", "year", "value").rows() == [("won/year", 2026, 2 + 3 + 4 + 5)]
    people = frame.filter(pl.col("variable").str.starts_with("isle.people"))
    assert people.height == 2 * 3 * 4
    for word, value in (
        ("", results.mean("isle.people")),
        ("|Median", results.quantile("isle.people", 0.5)),
        ("|95th Percentile", results.quantile("isle.people", 0.95)),
    ):
        rows = people.filter(pl.col("variable") == f"isle.people|m{word}")
        assert rows["value"].to_list() == pytest.approx(value.sel(sex="m").values.tolist())


def test_iamc_has_no_place_for_what_cannot_go_to_years(results, tmp_path):
    with pytest.raises(FrequencyMismatch, match=r"isle\.price has no rule"):
        results.to_iamc(tmp_path / "iamc.csv", names=["isle.price"])
    with pytest.raises(FrequencyMismatch, match="does not change over time"):
        results.to_iamc(tmp_path / "iamc.csv", names=["isle.end_year"])
    assert list(tmp_path.iterdir()) == []


def test_text_that_a_spreadsheet_would_run_is_quoted(tmp_path, results):
    hostile = ["=1+1", "+1", "-1", "@sum", "\tx", "plain"]
    array = xr.DataArray(
        np.arange(6.0), {"sex": hostile}, ("sex",), attrs={"unit": "thousand person"}
    )
    path = tmp_path / "run.csv"
    told = replace(results, arrays={"isle.people": -array}, outputs=("isle.people",))
    told.to_csv(path)
    with path.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["sex"] for row in rows] == [
        *(f"'{text}" for text in hostile[:-1]),
        "plain",
    ]
    assert [float(row["value"]) for row in rows] == [-n for n in range(6)]  # numbers stay numbers


WRITERS = ["to_netcdf", "to_parquet", "to_csv", "to_iamc"]


@pytest.mark.parametrize("writer", WRITERS)
def test_bad_paths_are_refused_and_nothing_is_left(results, tmp_path, writer):
    write = getattr(results, writer)
    there = tmp_path / "there"
    there.write_text("precious")
    with pytest.raises(BadOutput, match="exists already"):
        write(there)
    assert there.read_text() == "precious"
    with pytest.raises(BadOutput, match="this is a folder"):
        write(tmp_path)
    with pytest.raises(BadOutput, match="the folder does not exist"):
        write(tmp_path / "nowhere" / "x")
    with pytest.raises(BadOutput, match="cannot write"):
        write("/proc/bongsu-export")
    write(there, overwrite=True)
    assert there.read_bytes() != b"precious"
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize("writer", WRITERS)
def test_a_full_disk_leaves_no_file(results, tmp_path, monkeypatch, writer):
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadOutput, match="No space left"):
        getattr(results, writer)(tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_an_id_that_must_be_made_is_made_once_and_when_asked_for(results):
    made = []

    def make() -> str:
        made.append(1)
        return "made"

    lazy = replace(results, run_id=make)
    assert made == []
    assert (lazy.run_id, lazy.run_id, lazy.given(law="old").run_id) == ("made",) * 3
    assert made == [1]
