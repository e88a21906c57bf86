"""The text indices of the tariff system say what the tables of the catalogue say."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from bongsu.catalog import open_catalog
from bongsu.systems.tariffs.index import NAMES, read_index

ROOT = Path(__file__).parents[2]
LARGEST = 6_000_000  # bytes of all data: tables, indices, the law's own files, layers


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
        assert gzip.decompress(file.read_bytes()).decode() == read_index(file.name.split(".")[0])


def test_tariffs_stay_small():
    package = ROOT / "src" / "bongsu"
    tariffs = package / "systems/tariffs"
    data = [
        file
        for folder in (package / "catalog/tables/tariffs", tariffs)
        for file in folder.rglob("*")
        if file.is_file() and file.suffix not in {".py", ".pyc"}
    ]
    assert 0 < sum(file.stat().st_size for file in data) < LARGEST
