"""The word tables that checks read: what people wrote in YAML, to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from bongsu.audit.reading.wording import table

TABLES = Path(__file__).parents[2] / "src" / "bongsu" / "audit" / "tables"


@pytest.fixture(scope="module")
def build(scripts):
    return scripts("word_tables")


def test_the_packaged_file_is_what_the_script_makes(build):
    packaged = (TABLES / build.NAME).read_bytes()
    assert packaged == build.text(TABLES).encode(), "run python data-build/word_tables.py"


def test_every_table_is_read_by_its_name():
    names = [file.stem for file in TABLES.glob("*.yaml")]
    assert names
    assert all(table(name) for name in names)


def test_scalars_stay_text(build, tmp_path):
    (tmp_path / "a.yaml").write_text('words: [no, on, 12, "\\u2019"]\n', encoding="utf-8")
    (tmp_path / "b.yaml").write_text("one: {two: 2025-01-01}\n", encoding="utf-8")
    assert build.text(tmp_path) == (
        '{\n"a": {"words":["no","on","12","’"]},\n"b": {"one":{"two":"2025-01-01"}}\n}\n'
    )
