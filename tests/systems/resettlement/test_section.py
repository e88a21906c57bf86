"""The system's part of the brief."""

from __future__ import annotations

from bongsu.lab import open_lab


def test_the_brief_charts_records_before_the_run_begins_and_tells_the_gap(tmp_path):
    page = open_lab(tmp_path / "lab").brief(tmp_path / "brief.html").read_text(encoding="utf-8")
    assert "How many North Koreans arrive" in page
    for text in ("2,914.0", "34,538", "18.4%"):
        assert text in page
