"""What comes through the door, and what is refused: one clear message each."""

from __future__ import annotations

from pathlib import Path

import pytest

from bongsu.errors import BadFile
from bongsu.evidence.documents import Format
from bongsu.evidence.reading import LARGEST, analyse, read_bytes, read_file


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf"])
def test_empty_files_are_refused(data: bytes) -> None:
    with pytest.raises(BadFile, match=r"empty|no text"):
        read_bytes(data, "a.txt")


def test_a_wrong_encoding_names_the_byte() -> None:
    korean = "수출이 3퍼센트 늘었다".encode("cp949")
    with pytest.raises(BadFile, match=r"byte 0 \(0xbc\) is not UTF-8") as fault:
        read_bytes(korean, "a.txt")
    assert "CP949" in str(fault.value)


@pytest.mark.parametrize("data", ["Exports rose – a lot".encode("cp1252"), b"abc\xff"])
def test_western_bytes_are_refused_too(data: bytes) -> None:
    with pytest.raises(BadFile, match="is not UTF-8"):
        read_bytes(data, "a.md")


def test_nul_is_no_text() -> None:
    with pytest.raises(BadFile, match="character 3 is NUL"):
        read_bytes(b"abc\0def", "a.txt")


def test_a_picture_is_called_no_text_rather_than_text_in_another_encoding() -> None:
    with pytest.raises(BadFile, match=r"byte 0 \(0x89\) is not UTF-8, and byte 8 is NUL") as fault:
        read_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.png")
    assert "CP949" not in str(fault.value)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_files_named_what_they_are_not_are_refused(name: str) -> None:
    with pytest.raises(BadFile, match="is none"):
        read_bytes(b"Exports rose 3 percent.", name)


def test_binary_files_are_refused(tmp_path: Path) -> None:
    picture = tmp_path / "a.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    with pytest.raises(BadFile):
        read_file(picture)


def test_a_hundred_megabytes_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "a.txt"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(BadFile, match="100 MB"):
        read_file(large)


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(BadFile, match="more than"):
        read_bytes(b"a" * (LARGEST + 1), "a.txt")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read") as fault:
        read_file(tmp_path / "none.txt")
    assert "none.txt" in str(fault.value)


@pytest.mark.parametrize(
    ("name", "data", "format_"),
    [
        ("a.txt", b"It rose 3 percent.", Format.TEXT),
        ("a", b"It rose 3 percent.", Format.TEXT),
        ("a.unknown", b"It rose 3 percent.", Format.TEXT),
        ("a.md", b"# Title\n\nIt rose 3 percent.", Format.MARKDOWN),
        ("a.html", b"<p>It rose 3 percent.</p>", Format.HTML),
        ("a.txt", b"<!doctype html><p>It rose 3 percent.</p>", Format.HTML),
    ],
)
def test_the_format_follows_from_name_and_bytes(name: str, data: bytes, format_: Format) -> None:
    document = read_bytes(data, name)
    assert document.format is format_
    assert [q.value for part in analyse(document) for q in part.quantities] == [3]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marks_of_byte_order_are_understood(encoding: str) -> None:
    document = read_bytes("It rose 3 percent.".encode(encoding), "a.txt")
    assert document.text == "It rose 3 percent."
    assert document.quote(8, 17) == "3 percent"


@pytest.mark.parametrize("text", ["ارتفع 3 percent", "e\u0301te\u0301 3 percent", "🙂 3 percent"])
def test_other_scripts_and_combining_characters_pass(text: str) -> None:
    document = read_bytes(text.encode(), "a.txt")
    (found,) = analyse(document)
    assert [document.quote(q.start, q.end) for q in found.quantities] == ["3 percent"]
