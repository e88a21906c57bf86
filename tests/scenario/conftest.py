"""Fixtures of scenario tests: the toy shore, and files that are refused."""

from __future__ import annotations

import sys

import pytest
from tests.scenario import shore

from bongsu.errors import BongsuError


@pytest.fixture(scope="session")
def shore_systems(tmp_path_factory):
    """The shore's systems, written as a package once."""
    folder = tmp_path_factory.mktemp("shores")
    shore.write_system(folder, "toy_shores")
    sys.path.insert(0, str(folder))
    try:
        yield shore.discovered("toy_shores")
    finally:
        sys.path.remove(str(folder))


@pytest.fixture(scope="session")
def shore_tables(tmp_path_factory):
    """The shore's catalogue."""
    return shore.tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
def isle(shore_systems, shore_tables, tmp_path):
    """The shore, with a folder of its own for scenario files."""
    return shore.Shore(shore_systems, shore_tables, tmp_path)


@pytest.fixture
def refused(tmp_path):
    """Return a function that reads a scenario file which must be refused, and gives the faults."""

    def read(body: str, **options) -> tuple[BongsuError, ...]:
        with pytest.raises(BongsuError) as caught:
            shore.read(tmp_path, body, **options)
        return shore.faults_of(caught.value)

    return read
