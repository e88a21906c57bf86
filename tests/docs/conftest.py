"""A terminal of a known width, so that pages can show what is printed."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "BONGSU_LAB"):
        monkeypatch.delenv(name, raising=False)
