"""Damaged, forged and hostile files: refused by name, and never half read."""

from __future__ import annotations

import hashlib
import json
from functools import partial

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.catalog.shelf import FARES, described, packed, put

from bongsu.catalog import Catalog, open_catalog
from bongsu.errors import BadFile, BongsuError, DuplicateName, Faults

GOOD = packed(FARES)


def package_of(folder, group="isle"):
    return folder / group / "datapackage.json"


# --- Parquet files ---


@given(place=st.integers(0, len(GOOD) - 1), flip=st.integers(1, 255))
def test_one_changed_byte_anywhere_is_noticed(tmp_path_factory, place, flip):
    folder = tmp_path_factory.mktemp("shelf")
    file = put(folder)
    changed = bytearray(GOOD)
    changed[place] ^= flip
    file.write_bytes(changed)
    with pytest.raises(BadFile, match="is damaged"):
        open_catalog(folder).table("fares")


@pytest.mark.parametrize("content", [b"", GOOD[:-1], GOOD + b"\n", GOOD * 2])
def test_a_file_of_another_length_is_noticed(tmp_path, content):
    put(tmp_path).write_bytes(content)
    with pytest.raises(BadFile, match="is damaged"):
        open_catalog(tmp_path).table("fares")


def test_a_wrong_hash_is_told_with_both(tmp_path):
    put(tmp_path, sha256="0" * 64)
    found = hashlib.sha256(GOOD).hexdigest()
    with pytest.raises(BadFile, match=rf"hashes to {found[:12]}.*recorded is 000000000000"):
        open_catalog(tmp_path).table("fares")


def test_a_missing_file_is_named(tmp_path):
    file = put(tmp_path)
    file.unlink()
    with pytest.raises(BadFile, match="cannot read table fares") as refusal:
        open_catalog(tmp_path).table("fares")
    assert refusal.value.where == str(file)


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path):
    file = put(tmp_path)
    file.unlink()
    file.mkdir()
    with pytest.raises(BadFile, match="cannot read table fares"):
        open_catalog(tmp_path).table("fares")


@pytest.mark.parametrize("content", [b"place,year,fare\nport,2026,44\n", GOOD[:40], b"PAR1"])
def test_a_file_that_is_no_parquet_is_refused_although_its_hash_is_right(tmp_path, content):
    put(tmp_path, content=content)
    with pytest.raises(BadFile, match="not readable as Parquet"):
        open_catalog(tmp_path).table("fares")


def test_one_damaged_table_leaves_the_others_readable(tmp_path):
    put(tmp_path)
    put(tmp_path, table="tolls", file="tolls.parquet").write_bytes(b"")
    catalog = open_catalog(tmp_path)
    assert catalog.names() == ("fares", "tolls")
    assert catalog.table("fares").equals(FARES)
    with pytest.raises(BadFile):
        catalog.table("tolls")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"rows": 3}, "has 4 rows of place, year, fare; described are 3"),
        ({"rows": 10**12}, "more than is read"),
        ({"rows": 10**400}, "more than is read"),
        ({"bytes": 64_000_001}, "more than is read"),
        ({"bytes": len(GOOD) - 2}, "is damaged"),
    ],
)
def test_a_size_that_is_not_the_files_is_refused(tmp_path, changes, complaint):
    put(tmp_path, **changes)
    with pytest.raises(BadFile, match=complaint):
        open_catalog(tmp_path).table("fares")


@pytest.mark.parametrize(
    "frame",
    [
        FARES.rename({"fare": "toll"}),
        FARES.select("year", "place", "fare"),
        FARES.drop("fare"),
        FARES.with_columns(pl.col("fare").cast(pl.String)),
        FARES.with_columns(pl.col("year").cast(pl.Float64)),
    ],
)
def test_columns_that_are_not_those_described_are_refused(tmp_path, frame):
    put(tmp_path, frame, schema=described(FARES, GOOD)["schema"])
    with pytest.raises(BadFile, match=r"described (are|as)"):
        open_catalog(tmp_path).table("fares")


# --- datapackage.json ---


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "not readable as JSON"),
        (b'{"name": "isle",\n "resources": [,]}', "not readable as JSON"),
        (b'{"name": "\xff"}', "byte 10 is not UTF-8"),
        (b" " * 4_000_001, "larger than 4,000,000 bytes"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"resources": ' + b"9" * 5_000 + b"}", "a value cannot be read"),
        (b'{"resources": ' * 100_000, "nested too deep"),
        (b"[]", "valid dictionary"),
        (b'{"name": "isle", "resources": {}}', "valid tuple"),
        (b'{"name": "Isle of Man", "resources": []}', "should match pattern"),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value[:14]),
)
def test_a_description_that_is_none_is_refused_when_the_folder_is_opened(
    tmp_path, content, complaint
):
    put(tmp_path)
    package_of(tmp_path).write_bytes(content)
    with pytest.raises(BadFile, match=complaint) as refusal:
        Catalog(tmp_path)
    assert str(package_of(tmp_path)) in refusal.value.where


def test_a_fault_in_json_is_told_with_its_line(tmp_path):
    put(tmp_path)
    package_of(tmp_path).write_text('{"name": "isle",\n "resources": [,]}')
    with pytest.raises(BadFile) as refusal:
        Catalog(tmp_path)
    assert refusal.value.where.endswith("line 2")


def test_a_folder_without_a_description_is_refused(tmp_path):
    put(tmp_path)
    package_of(tmp_path).unlink()
    with pytest.raises(BadFile, match="cannot read the file"):
        Catalog(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadFile, match="cannot read the folder of tables"):
        open_catalog(tmp_path / "none")


@pytest.mark.parametrize(
    "path",
    [
        "../isle/fares.parquet",
        "fares\0.parquet",
        "fares\udce9.parquet",
        "../../fares.parquet",
        "..",
        ".",
        "/etc/hostname",
        "sub/fares.parquet",
        "./fares.parquet",
        "fares.parquet/",
        "..\\fares.parquet",
        "C:\\fares.parquet",
        "https://isle.example/fares.parquet",
    ],
)
def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path, path):
    put(tmp_path, path=path)
    with pytest.raises(BadFile, match="must name a file beside"):
        Catalog(tmp_path)


@pytest.mark.parametrize("key", ["table", "path", *described(FARES, GOOD)])
def test_a_table_lacks_nothing_that_is_told_of_it(tmp_path, key):
    put(tmp_path)
    package = json.loads(package_of(tmp_path).read_text())
    package["resources"][0].pop(key)
    package_of(tmp_path).write_text(json.dumps(package))
    with pytest.raises(BadFile, match="Field required") as refusal:
        Catalog(tmp_path)
    assert refusal.value.where.endswith(f"resources.0.{key}")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"table": "Fares"}, "should match pattern"),
        ({"table": "../fares"}, "should match pattern"),
        ({"title": ""}, "at least 3"),
        ({"producer": ""}, "at least 1"),
        ({"vintage": ""}, "at least 1"),
        ({"sources": []}, "at least 1"),
        ({"licenses": []}, "at least 1"),
        ({"known_from": "2025-02-30"}, "date"),
        ({"known_from": "soon"}, "date"),
        ({"sha256": "abc"}, "should match pattern"),
        ({"sha256": "A" * 64}, "should match pattern"),
        ({"rows": -1}, "greater than or equal to 0"),
        ({"rows": float("nan")}, "finite"),
        ({"bytes": 0}, "greater than 0"),
        ({"format": "csv"}, "parquet"),
        ({"schema": {"fields": [], "primaryKey": ["place"]}}, "at least 1"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(tmp_path, changes, complaint):
    put(tmp_path, **changes)
    with pytest.raises(BongsuError, match=complaint) as refusal:
        Catalog(tmp_path)
    assert f"resources.0.{next(iter(changes))}" in str(refusal.value)


def test_every_fault_of_a_description_is_told_at_once(tmp_path):
    put(tmp_path, producer="", rows=-1, sha256="abc")
    with pytest.raises(Faults) as refusal:
        Catalog(tmp_path)
    assert len(refusal.value.faults) == 3


@pytest.mark.parametrize(
    ("names", "key", "complaint"),
    [
        (["place", "place"], "place", "column place is described twice"),
        (["place", "year"], "fare", "key fare is no column"),
    ],
)
def test_columns_and_keys_that_contradict_each_other_are_refused(tmp_path, names, key, complaint):
    fields = [{"name": name, "type": "string", "title": name} for name in names]
    put(tmp_path, schema={"fields": fields, "primaryKey": [key]})
    with pytest.raises(BadFile, match=complaint):
        Catalog(tmp_path)


def test_keys_of_other_tools_are_left_alone(tmp_path):
    put(tmp_path, profile="tabular-data-resource", hash="md5:0", encoding="utf-8")
    package = json.loads(package_of(tmp_path).read_text())
    package_of(tmp_path).write_text(json.dumps(package | {"contributors": [{"title": "x"}]}))
    assert open_catalog(tmp_path).table("fares").equals(FARES)


# --- names that are taken ---


def test_one_name_in_two_groups_is_refused(tmp_path):
    put(tmp_path)
    put(tmp_path, group="port")
    with pytest.raises(DuplicateName, match=r"in isle .* and in port"):
        Catalog(tmp_path)


def test_one_name_in_two_groups_is_refused_although_the_vintages_differ(tmp_path):
    put(tmp_path)
    put(tmp_path, group="port", vintage="Second edition", known_from="2026-03-01")
    with pytest.raises(DuplicateName):
        Catalog(tmp_path)


def test_one_vintage_twice_is_refused(tmp_path):
    put(tmp_path)
    put(tmp_path, file="fares.again.parquet")
    with pytest.raises(DuplicateName, match="its own `known_from`"):
        Catalog(tmp_path)


@pytest.mark.parametrize("group", [".build-x", "_draft", "__pycache__"])
def test_folders_that_are_no_groups_are_passed_over(tmp_path, group):
    put(tmp_path)
    (tmp_path / group).mkdir()
    (tmp_path / "README.md").write_text("tables")
    assert open_catalog(tmp_path).names() == ("fares",)


def test_errors_survive_the_way_between_processes(tmp_path):
    put(tmp_path).unlink()
    with pytest.raises(BadFile) as refusal:
        open_catalog(tmp_path).table("fares")
    rebuild, arguments = refusal.value.__reduce__()
    assert isinstance(rebuild, partial)
    assert str(rebuild(*arguments)) == str(refusal.value)
