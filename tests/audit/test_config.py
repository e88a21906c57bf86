"""Settings come from the nearest file above a document, and are refused if they say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from bongsu.audit.config import NOTHING, Settings, agreed, settings_for
from bongsu.errors import BadFile, BongsuError, Faults, UnknownName


def save(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_counts_and_only_that_one(tmp_path):
    save(tmp_path / "pyproject.toml", '[tool.bongsu.check]\nselect = ["AR"]\npreview = true\n')
    near = save(tmp_path / "a/bongsu.toml", '[check]\nignore = ["NA902"]\n')
    found = settings_for(tmp_path / "a/b/c.md")
    assert (found.file, dict(found.values)) == (near, {"ignore": ["NA902"]})
    above = settings_for(tmp_path / "c.md")
    assert dict(above.values) == {"select": ["AR"], "preview": True}


def test_files_without_a_table_of_ours_are_passed_over(tmp_path):
    save(tmp_path / "bongsu.toml", '[check]\nfail-on = "error"\n')
    save(tmp_path / "a/pyproject.toml", "[tool.other]\nx = 1\n")
    save(tmp_path / "a/b/bongsu.toml", "[other]\n")
    assert settings_for(tmp_path / "a/b/c.md").get("fail-on") == "error"


def test_bongsu_toml_goes_before_pyproject_in_one_folder(tmp_path):
    save(tmp_path / "bongsu.toml", '[check]\nfail-on = "error"\n')
    save(tmp_path / "pyproject.toml", '[tool.bongsu.check]\nfail-on = "never"\n')
    assert settings_for(tmp_path / "c.md").get("fail-on") == "error"


def test_paths_are_seen_from_the_file_that_names_them(tmp_path):
    save(tmp_path / "bongsu.toml", '[check]\nbaseline = "b.json"\nagainst = ["x/y.md"]\n')
    found = settings_for(tmp_path / "a/c.md")
    assert found.get("baseline") == str(tmp_path / "b.json")
    assert found.get("against") == [str(tmp_path / "x/y.md")]


def test_a_day_may_be_written_with_or_without_quotes(tmp_path):
    save(tmp_path / "a/bongsu.toml", "[check]\nas-of = 2026-03-01\n")
    save(tmp_path / "b/bongsu.toml", '[check]\nas-of = "2026-03-01"\n')
    assert settings_for(tmp_path / "a/c.md").get("as-of") == "2026-03-01"
    assert settings_for(tmp_path / "b/c.md").get("as-of") == "2026-03-01"


def test_an_unknown_key_offers_the_nearest_and_all_faults_come_together(tmp_path):
    save(tmp_path / "bongsu.toml", "[check]\nselekt = []\n")
    with pytest.raises(UnknownName) as fault:
        settings_for(tmp_path / "c.md")
    assert "did you mean `select`?" in fault.value.mend
    save(tmp_path / "bongsu.toml", '[check]\nfail_on = "error"\nignore = "AR"\npreview = 1\n')
    with pytest.raises(Faults) as faults:
        settings_for(tmp_path / "c.md")
    assert len(faults.value.faults) == 3


@pytest.mark.parametrize(
    "content",
    ["check = 3\n", "[check]\nformat = []\n", "[check\n", "[check]\nselect = [1]\n", "\x00"],
)
def test_a_malformed_file_is_named(content, tmp_path):
    path = save(tmp_path / "bongsu.toml", content)
    with pytest.raises(BongsuError) as fault:
        settings_for(tmp_path / "c.md")
    assert str(path) in fault.value.where


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "bongsu.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadFile, match=r"bongsu\.toml"):
        settings_for(tmp_path / "c.md")


def test_settings_of_a_run_must_agree(tmp_path):
    one = save(tmp_path / "a/bongsu.toml", '[check]\nfail-on = "error"\n')
    two = save(tmp_path / "b/bongsu.toml", '[check]\nfail-on = "note"\n')
    found = [settings_for(path.parent / "c.md") for path in (one, two)]
    assert agreed(found[:1] * 2, "fail-on") == "error"
    assert agreed([NOTHING, *found[:1]], "fail-on") == "error"
    assert agreed(found, "baseline") is None
    with pytest.raises(BadFile, match="give --fail-on"):
        agreed(found, "fail-on")


def test_folders_are_read_once(tmp_path):
    save(tmp_path / "bongsu.toml", "[check]\npreview = true\n")
    seen: dict[Path, Settings] = {}
    first = settings_for(tmp_path / "a/b/c.md", seen=seen)
    (tmp_path / "bongsu.toml").unlink()
    assert settings_for(tmp_path / "a/d.md", seen=seen) is first


def test_a_day_that_is_none_is_told_with_its_file(tmp_path):
    save(tmp_path / "bongsu.toml", '[check]\nas-of = "2026-02-30"\n')
    with pytest.raises(BongsuError) as raised:
        settings_for(tmp_path / "a.md")
    assert "bongsu.toml" in str(raised.value)
    assert "2026-02-30" in str(raised.value)
