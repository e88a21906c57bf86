"""Reads HTML: the main content of a page, with the place of every character in its source."""

from __future__ import annotations

import codecs
import re

from bongsu.errors import BadFile
from bongsu.evidence.articles import document_of
from bongsu.evidence.documents import Document, Format
from bongsu.evidence.parts import Writer
from bongsu.evidence.readers.html_blocks import write_blocks
from bongsu.evidence.readers.html_head import html_meta
from bongsu.evidence.readers.limits import check_size, check_text
from bongsu.evidence.readers.main_content import main_content
from bongsu.evidence.readers.markup import parse

_HEAD = 4_096  # bytes in which an encoding is declared
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{1,40})"""
)
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "euc_kr": "cp949", "gb2312": "gb18030"}


def read(data: bytes, name: str) -> Document:
    """Read the main content of an HTML page.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        How errors and findings name it.

    Returns
    -------
    Document
        Its source is the decoded file; menus, banners, scripts and forms are not in its text.

    Raises
    ------
    BadFile
        If the file is empty, too large, binary, in another encoding than it says, holds no
        text, or has more than two million elements.
    """
    check_size(len(data), Format.HTML, name)
    source = decode(data, name)
    try:
        root = parse(source)
    except BadFile as error:
        raise BadFile(error.what, where=f"{name}, {error.where}", mend=error.mend) from None
    writer = Writer()
    write_blocks(main_content(root, source), source, writer)
    parts = writer.parts(source)
    check_text(parts.text, name)
    return document_of(parts, html_meta(root, source), data=data, name=name, kind=Format.HTML)


def decode(data: bytes, name: str) -> str:
    """Return a page's characters by its byte order mark, its own declaration, or as UTF-8.

    Raises
    ------
    BadFile
        If the encoding is not known, a byte does not belong to it, or a NUL byte is there.
    """
    encoding = _encoding(data)
    try:
        source = data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise BadFile(
                f"byte {error.start:,} (0x{data[error.start]:02x}) is no {encoding}",
                where=name,
                mend="save the page as UTF-8, or declare its encoding in <meta charset=...>",
            ) from None
        raise BadFile(
            f"the page says that it is in {encoding!r}, which is no known encoding",
            where=name,
            mend="save the page as UTF-8",
        ) from None
    nul = source.find("\0")
    if nul >= 0:
        raise BadFile(
            f"character {nul:,} is NUL, so this is no text",
            where=name,
            mend="give an HTML file, or remove the NUL characters",
        )
    return source


def _encoding(data: bytes) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return encoding
    found = _DECLARED.search(data, 0, _HEAD)
    if found is None:
        return "utf-8"
    declared = found.group(1).decode("ascii")
    try:
        known = codecs.lookup(declared).name
    except LookupError:
        return declared
    if known.startswith(("utf-16", "utf-32")):  # it could not have been read
        return "utf-8"
    return _READ_AS.get(known, known)
