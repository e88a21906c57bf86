"""How large a file may be, and how one that is too large or says nothing is refused.

A plain text is not refused but read as far as a bound, which lies beyond all that is checked of
it: a cell or a line takes a kilobyte of memory, however short it is.
"""

from __future__ import annotations

from itertools import islice

from bongsu.errors import BadFile
from bongsu.evidence.documents import Format
from bongsu.patterns import lazy_regex

CHARACTERS = 12_000_000  # code points of a text; a quarter of them is checked at most
PIECES = 600_000  # lines, and cells within them
_PIECE = lazy_regex(r"\r\n|[\r\n\f\v\x85\u2028\u2029\t|,;]")  # what ends them; prose has few
_LINE_ENDS = tuple("\n\r\f\v\x85\u2028\u2029")
_GAP = lazy_regex(r"(?:\r\n|[\r\n])[ \t]*(?:\r\n|[\r\n])")  # between paragraphs and tables

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


def readable(source: str) -> tuple[str, str]:
    """Return what of a decoded text is read, and a note on what is not; "" if it is read whole.

    Parameters
    ----------
    source : str
        The whole text. It is cut behind a paragraph or a table, for the total of half a table may
        stand in the rest; where none ends near the bound, behind a line; and within a line that
        alone is longer than all that is read.
    """
    if len(source) <= min(CHARACTERS, PIECES):
        return source, ""
    last = next(islice(_PIECE.finditer(source, 0, CHARACTERS), PIECES - 1, None), None)
    end = last.end() if last is not None else CHARACTERS
    if end >= len(source):
        return source, ""
    end = _cut(source, end)
    bound = f"{PIECES:,} lines and cells" if last is not None else f"{CHARACTERS:,} characters"
    return source[:end], f"{_from(source, end)}: the text has more than {bound}"


def _cut(source: str, most: int) -> int:
    """Return where a text is cut, at a position at the most.

    What fills the latter half without a gap is above what is checked of any paragraph or table.
    """
    gap = max((found.end() for found in _GAP.finditer(source, most // 2, most)), default=0)
    return gap or max(source.rfind(end, 0, most) for end in _LINE_ENDS) + 1 or most


def _from(source: str, end: int) -> str:
    """Tell from where on a text is not read, its lines counted as those of findings are."""
    line, begins = source.count("\n", 0, end) + 1, source.rfind("\n", 0, end) + 1
    if begins == end:
        return f"line {line}: nothing read from here on"
    return f"line {line}: nothing read behind its first {end - begins:,} characters"
