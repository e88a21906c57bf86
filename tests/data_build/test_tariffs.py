"""The text indices of the tariff system say what the tables of the catalogue say."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bongsu.catalog import open_catalog
from bongsu.systems.tariffs.index import NAMES, read_index

ROOT = Path(__file__).parents[2]
LARGEST = 6_000_000  # bytes of tables, indices and layers together


@pytest.fixture(scope="module")
def index(scripts):
    return scripts("schedule_index")


def test_the_packaged_indices_are_those_of_the_tables(index):
    made = index.indices(open_catalog())
    assert sorted(made) == sorted(NAMES)
    for name, content in made.items():
        assert read_index(name) == content, f"run data-build/schedule_index.py: {name}"


def test_indices_are_written_as_they_are_read(index, tmp_path):
    index.write(open_catalog(), tmp_path)
    assert {file.name.split(".")[0] for file in tmp_path.iterdir()} == set(NAMES)
    for file in tmp_path.iterdir():
        raw = file.read_bytes()
        content = gzip.decompress(raw) if file.suffix == ".gz" else raw
        assert content.decode() == read_index(file.name.split(".")[0])


def test_tariffs_stay_small():
    package = ROOT / "src" / "bongsu"
    tariffs = package / "systems/tariffs"
    data = [
        *(package / "catalog/tables/tariffs").iterdir(),
        *(tariffs / "index").iterdir(),
        *(tariffs / "layers").glob("*.csv"),
        *(tariffs / "layers").glob("*.parquet"),
    ]  # the measures and lists of the law, half a megabyte to be read by people, are not counted
    assert 0 < sum(file.stat().st_size for file in data) < LARGEST
