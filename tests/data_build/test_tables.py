"""Writing a table: the catalogue reads what was written, and half a description is refused."""

from __future__ import annotations

import json
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.catalog import open_catalog
from bongsu.errors import UnitMismatch

FARES = pl.DataFrame({"place": ["port", "mill"], "fare": [40.5, None]})
ABOUT = {"place": ("", "Where the ferry leaves"), "fare": ("won", "Price of a passage")}
DATED = FARES.with_columns(known_from=pl.Series([date(2026, 3, 1), date(2025, 1, 1)]))
DATED_ABOUT = ABOUT | {"known_from": ("", "Day from which the row is known")}


@pytest.fixture(scope="session")
def tables(scripts):
    return scripts("tables")


def source(tables, **changes):
    said = {
        "producer": "Harbour office",
        "citation": "Harbour office (2025), Fares",
        "address": "https://isle.example/fares",
        "licence": "CC BY 4.0 (summary)",
        "vintage": "First edition",
        "known_from": date(2025, 1, 1),
    }
    return tables.Source(**said | changes)


def write(tables, out, frame=FARES, **changes):
    said = {
        "group": "isle",
        "name": "fares",
        "title": "Fares of the ferry",
        "source": source(tables),
        "columns": ABOUT,
        "keys": ["place"],
    }
    return tables.write_table(frame, out=out, **said | changes)


def test_the_catalogue_reads_what_was_written(tables, tmp_path):
    file = write(tables, tmp_path, note="Children ride free")
    catalog = open_catalog(tmp_path)
    info = catalog.info("fares")
    assert catalog.table("fares").equals(FARES)
    assert (info.title, info.note) == ("Fares of the ferry", "Children ride free")
    assert (info.producer, info.citation) == ("Harbour office", "Harbour office (2025), Fares")
    assert (info.address, info.licence) == ("https://isle.example/fares", "CC BY 4.0 (summary)")
    assert (info.vintage, info.known_from) == ("First edition", date(2025, 1, 1))
    assert (info.keys, info.rows, info.bytes) == (("place",), 2, file.stat().st_size)
    assert [column.unit for column in info.columns.values()] == ["", "won"]
    assert [column.type for column in info.columns.values()] == ["string", "number"]


CELLS = {
    pl.Boolean: st.booleans(),
    pl.Date: st.dates(),
    pl.Float32: st.floats(width=32, allow_nan=False),
    pl.Float64: st.floats(allow_nan=False),
    pl.Int8: st.integers(-128, 127),
    pl.Int16: st.integers(-(2**15), 2**15 - 1),
    pl.Int32: st.integers(-(2**31), 2**31 - 1),
    pl.Int64: st.integers(-(2**63), 2**63 - 1),
    pl.String: st.text(st.characters(exclude_categories=["Cs"])),
}


@given(st.data(), st.integers(1, 6))
def test_cells_of_every_type_survive(tables, tmp_path_factory, data, height):
    columns = {"row": pl.Series(range(height), dtype=pl.Int64)}
    for number, (dtype, cells) in enumerate(CELLS.items()):
        drawn = data.draw(st.lists(st.none() | cells, min_size=height, max_size=height))
        columns[f"c{number}"] = pl.Series(drawn, dtype=dtype)
    frame = pl.DataFrame(columns)
    out = tmp_path_factory.mktemp("out")
    about = {name: ("", f"Column {name}") for name in frame.columns}
    write(tables, out, frame, columns=about, keys=["row"])
    assert open_catalog(out).table("fares").equals(frame)


def test_rows_in_pieces_give_the_same_bytes(tables, tmp_path):
    pieces = pl.concat([FARES.head(1), FARES.tail(1)], rechunk=False)
    whole, piecemeal = write(tables, tmp_path / "a"), write(tables, tmp_path / "b", pieces)
    assert whole.read_bytes() == piecemeal.read_bytes()


def test_tables_written_in_any_order_give_the_same_description(tables, tmp_path):
    for place, names in (("a", ["fares", "boats", "tolls"]), ("b", ["tolls", "fares", "boats"])):
        for name in names:
            write(tables, tmp_path / place, name=name)
    written = [(tmp_path / place / "isle" / "datapackage.json").read_bytes() for place in "ab"]
    assert written[0] == written[1]
    assert open_catalog(tmp_path / "a").names() == ("boats", "fares", "tolls")


def test_a_table_that_is_written_again_replaces_itself(tables, tmp_path):
    write(tables, tmp_path)
    write(tables, tmp_path, FARES.head(1), title="Fares from the port")
    assert open_catalog(tmp_path).info("fares").title == "Fares from the port"
    assert open_catalog(tmp_path).table("fares").height == 1


def test_editions_are_vintages_of_one_table(tables, tmp_path):
    write(tables, tmp_path)
    old = source(tables, vintage="Draft", known_from=date(2024, 1, 1))
    file = write(tables, tmp_path, FARES.head(1), edition="2024", source=old)
    assert file.name == "fares.2024.parquet"
    catalog = open_catalog(tmp_path)
    assert catalog.table("fares", date(2024, 6, 1)).height == 1
    assert catalog.table("fares").height == 2


def test_a_table_with_dated_rows_is_known_from_the_earliest(tables, tmp_path):
    dated = source(tables, known_from=None)
    write(tables, tmp_path, DATED, source=dated, columns=DATED_ABOUT)
    assert open_catalog(tmp_path).info("fares").known_from == date(2025, 1, 1)


def test_nothing_of_the_machine_or_the_day_is_written(tables, tmp_path):
    write(tables, tmp_path)
    package = json.loads((tmp_path / "isle" / "datapackage.json").read_text())
    assert set(package) == {"$schema", "name", "resources"}
    assert str(tmp_path) not in json.dumps(package)
    assert package["resources"][0]["path"] == "fares.parquet"
    assert package["resources"][0]["licenses"][0]["name"] == "CC-BY-4.0-summary"


@pytest.mark.parametrize(
    ("frame", "changes", "complaint"),
    [
        (FARES, {"name": "Fares"}, "no name for a table"),
        (FARES, {"name": "../fares"}, "no name for a table"),
        (FARES, {"edition": "../2024"}, "no name for a table"),
        (FARES, {"columns": {"place": ("", "Where")}}, "described are"),
        (FARES, {"columns": dict(reversed(ABOUT.items()))}, "described are"),
        (FARES, {"columns": ABOUT | {"fare": ("won", "")}}, "fares.fare has no title"),
        (FARES, {"keys": []}, "do not tell its rows apart"),
        (FARES, {"keys": ["fare"]}, "do not tell its rows apart"),
        (pl.concat([FARES, FARES]), {}, "do not tell its rows apart"),
        (FARES.with_columns(fare=pl.lit(float("nan"))), {}, "write null for what is missing"),
        (FARES.with_columns(fare=pl.lit([1.0])), {}, "which is not stored"),
        (FARES.with_columns(pl.col("place").cast(pl.Categorical)), {}, "which is not stored"),
    ],
)
def test_half_a_description_is_refused_and_nothing_is_written(
    tables, tmp_path, frame, changes, complaint
):
    with pytest.raises(ValueError, match=complaint):
        write(tables, tmp_path, frame, **changes)
    assert list(tmp_path.iterdir()) == []


def test_a_unit_that_nobody_knows_is_refused(tables, tmp_path):
    with pytest.raises(UnitMismatch, match="groats"):
        write(tables, tmp_path, columns=ABOUT | {"fare": ("groats", "Price of a passage")})


@pytest.mark.parametrize(
    ("frame", "known_from", "complaint"),
    [
        (FARES, None, "does not say from when it is known"),
        (DATED, date(2025, 1, 1), "for the table and for each row"),
        (DATED.with_columns(known_from=pl.lit(None, pl.Date)), None, "each row needs a date"),
        (DATED.with_columns(pl.col("known_from").cast(pl.String)), None, "each row needs a date"),
        (DATED.clear(), None, "each row needs a date"),
    ],
)
def test_a_table_says_once_from_when_it_is_known(tables, tmp_path, frame, known_from, complaint):
    columns = DATED_ABOUT if "known_from" in frame.columns else ABOUT
    with pytest.raises(ValueError, match=complaint):
        write(
            tables,
            tmp_path,
            frame,
            columns=columns,
            source=source(tables, known_from=known_from),
        )
