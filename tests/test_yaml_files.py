"""Hostile YAML is refused before anything is built from it."""

import pytest

from bongsu.errors import BadFile
from bongsu.yaml_files import MAX_BYTES, load_yaml, parse_yaml


def test_a_mapping_is_read_with_its_dates_as_text():
    content = parse_yaml("as_of: 2026-03-31\npath: {2026Q1: 1.5, 2027: 2}", where="a.yaml")
    assert content == {"as_of": "2026-03-31", "path": {"2026Q1": 1.5, 2027: 2}}


def test_outcomes_may_be_called_yes_and_no():
    assert parse_yaml("p: {yes: 0.4, no: 0.6}", where="a.yaml") == {"p": {"yes": 0.4, "no": 0.6}}


BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x 1\nb: *x", "aliases"),
        ("a0: &a0 [lol]\n" + BOMB, "aliases"),
        ("a: !!python/object/apply:os.system [ls]", "tags"),
        ("a: " + "[" * 40 + "]" * 40, "nested deeper"),
        ("a: [" + "1," * 300_000 + "]", "values"),
        ("a: 1\nb: 2\na: 3", "twice"),
        ("- 1\n- 2", "not a mapping"),
        ("", "not a mapping"),
        ("a: [1, 2", "not readable"),
        ("a: \x07", "not readable"),
        ("{a: 1}: 2", "plain text"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(text, message):
    with pytest.raises(BadFile, match=message):
        parse_yaml(text, where="a.yaml")


def test_a_file_that_is_huge_missing_a_folder_or_not_utf8_is_refused(tmp_path):
    huge, latin = tmp_path / "huge.yaml", tmp_path / "latin.yaml"
    huge.write_bytes(b"a: " + b"x" * MAX_BYTES)
    latin.write_bytes("title: café".encode("latin-1"))
    for path, message in [
        (huge, "larger than"),
        (latin, "byte 10 is not UTF-8"),
        (tmp_path, "directory"),
        (tmp_path / "none.yaml", "No such file"),
    ]:
        with pytest.raises(BadFile, match=message):
            load_yaml(path)


def test_the_line_of_a_fault_is_named():
    with pytest.raises(BadFile) as caught:
        parse_yaml("a: 1\nb: 2\na: 3", where="my.yaml")
    assert caught.value.where == "my.yaml, line 3"


def test_a_code_with_a_leading_zero_is_kept_as_written():
    read = parse_yaml("heading: 0405\nyear: 2026\nnone: 0\n", where="codes.yaml")
    assert read == {"heading": "0405", "year": 2026, "none": 0}
