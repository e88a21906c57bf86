"""The word tables that checks read: what people wrote in YAML and TOML, to the byte."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bongsu.audit.reading.wording import table
from bongsu.evidence.word_tables import tables

PACKAGE = Path(__file__).parents[2] / "src" / "bongsu"


@pytest.fixture(scope="module")
def build(scripts):
    return scripts("word_tables")


def test_the_packaged_file_is_what_the_script_makes(build):
    for folder in build.FOLDERS:
        packaged = (PACKAGE / folder / build.NAME).read_bytes()
        made = build.text(PACKAGE / folder).encode()
        assert packaged == made, "run python data-build/word_tables.py"


@pytest.mark.parametrize(
    ("read", "files"), [(table, "audit/tables/*.yaml"), (tables, "evidence/tables/*.toml")]
)
def test_every_table_is_read_by_its_name(read, files):
    names = [file.stem for file in PACKAGE.glob(files)]
    assert names
    assert all(read(name) for name in names)


def test_a_table_in_toml_is_read_as_it_is_written():
    for file in PACKAGE.glob("evidence/tables/*.toml"):
        assert tables(file.stem) == tomllib.loads(file.read_text(encoding="utf-8"))


def test_scalars_of_yaml_stay_text(build, tmp_path):
    (tmp_path / "a.yaml").write_text('words: [no, on, 12, "\\u2019"]\n', encoding="utf-8")
    (tmp_path / "b.yaml").write_text("one: {two: 2025-01-01}\n", encoding="utf-8")
    assert build.text(tmp_path) == (
        '{\n"a": {"words":["no","on","12","’"]},\n"b": {"one":{"two":"2025-01-01"}}\n}\n'
    )
