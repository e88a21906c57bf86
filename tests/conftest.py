"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Examples are the same in every run; a busy machine is no fault, and `timeout` stops what hangs.
settings.register_profile("bongsu", deadline=None, derandomize=True)
settings.load_profile("bongsu")

os.environ["BONGSU_CACHE"] = "off"  # tests leave nothing in the home of who runs them


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data and golden results that lies beside a checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the folder `shared` with reference results is not beside this checkout")
    return folder
