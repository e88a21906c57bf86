"""Reads Word documents: the text as it stands after all tracked changes are accepted."""

from __future__ import annotations

import posixpath
from typing import Any

from bongsu.evidence.articles import document_of
from bongsu.evidence.documents import BlockKind, Document, Format
from bongsu.evidence.parts import Meta, Writer
from bongsu.evidence.readers.docx_blocks import Body
from bongsu.evidence.readers.docx_styles import Styles, attribute, local
from bongsu.evidence.readers.limits import check_size, check_text
from bongsu.evidence.readers.package import Package
from bongsu.evidence.readers.properties import authors_of, day_of, title_of

_NO_NOTES = ("separator", "continuationSeparator", "continuationNotice")


def read(data: bytes, name: str) -> Document:
    """Read a DOCX file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        How errors and findings name it.

    Returns
    -------
    Document
        Its source is its text; anchors lead to paragraph and run, those of tables counted too.
        Heads and feet of pages, deletions and hidden text are not in it.

    Raises
    ------
    BadFile
        If the file is empty, too large, damaged, encrypted, a zip bomb, no Word document, or
        holds no text.
    """
    check_size(len(data), Format.DOCX, name)
    package = Package(data, name)
    path, root = package.document()
    folder = posixpath.dirname(path)
    styles = Styles(package.part(posixpath.join(folder, "styles.xml")))
    notes = _notes(package, folder)
    body = next((child for child in root if local(child.tag) == "body"), root)
    writer = Writer()
    Body(writer, styles, notes, _shift(body, styles)).write(body)
    parts = writer.parts()
    check_text(parts.text, name)
    return document_of(parts, _meta(package), data=data, name=name, kind=Format.DOCX)


def _notes(package: Package, folder: str) -> dict[tuple[str, str], Any]:
    notes: dict[tuple[str, str], Any] = {}
    for kind in ("footnote", "endnote"):
        root = package.part(posixpath.join(folder, f"{kind}s.xml"))
        for note in root if root is not None else ():
            if attribute(note, "type") not in _NO_NOTES:
                notes[kind, attribute(note, "id") or ""] = note
    return notes


def _shift(body: Any, styles: Styles) -> int:
    """Return 1 if a paragraph has the style of a title, so that headings stand below it."""
    for child in body.iter():
        if local(child.tag) == "pPr":
            style = styles.of(child)
            if style.kind is BlockKind.HEADING and style.is_title:
                return 1
    return 0


def _meta(package: Package) -> Meta:
    root = package.part("docProps/core.xml")
    said = {local(child.tag): child.text or "" for child in root} if root is not None else {}
    return Meta(
        title=title_of(said.get("title", "")),
        created=day_of(said.get("created", "")),
        authors=authors_of(said.get("creator", "")),
    )
