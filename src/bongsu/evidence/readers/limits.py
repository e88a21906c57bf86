"""How large a file may be, and how one that is too large or says nothing is refused."""

from __future__ import annotations

from bongsu.errors import BadFile
from bongsu.evidence.documents import Format

BYTES = {
    Format.TEXT: 16 * 2**20,
    Format.MARKDOWN: 16 * 2**20,
    Format.HTML: 16 * 2**20,
    Format.DOCX: 64 * 2**20,
    Format.PDF: 64 * 2**20,
}


def check_size(size: int, form: Format, name: str) -> None:
    """Refuse a file that is empty or too large; ask before its bytes are read.

    Raises
    ------
    BadFile
        If the size in bytes is zero or above the limit of the format.
    """
    if size == 0:
        raise BadFile("the file is empty", where=name, mend="give a file that holds a text")
    if size > BYTES[form]:
        raise BadFile(
            f"the file has {size / 2**20:,.1f} MiB; {BYTES[form] // 2**20} MiB are read at most",
            where=name,
            mend="split it into smaller files",
        )


def check_text(text: str, name: str) -> None:
    """Refuse a file that was read and says nothing.

    Raises
    ------
    BadFile
        If the text is empty.
    """
    if not text:
        raise BadFile("the file holds no text", where=name, mend="give a file with text")
