"""From a file to what is found in it: the one door through which documents come in.

Bytes from outside are hostile: files have a largest size, the decoder says which byte it cannot
read, and each reader keeps limits of its own.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from bongsu.errors import BadFile
from bongsu.evidence.articles import document_of
from bongsu.evidence.cell_heads import with_units
from bongsu.evidence.claims import bind
from bongsu.evidence.crowding import uncrowded
from bongsu.evidence.date_joining import joined
from bongsu.evidence.dates import find_dates
from bongsu.evidence.documents import Article, Document, Format
from bongsu.evidence.mentions import Evidence
from bongsu.evidence.parts import Meta, Parts
from bongsu.evidence.quantities import find_quantities
from bongsu.evidence.readers.limits import readable
from bongsu.evidence.readers.text import read as read_text
from bongsu.evidence.reckoning import reckoned
from bongsu.evidence.sentences import sentences
from bongsu.patterns import lazy_regex

LARGEST = 64 * 1024 * 1024  # bytes of a file; no policy paper comes near
_OLE = b"\xd0\xcf\x11\xe0"  # an encrypted .docx, or a .doc: the reader of DOCX says which
_SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".csv": Format.TEXT,
    ".tsv": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
    ".pdf": Format.PDF,
}
_SEPARATED = frozenset({".csv", ".tsv"})
_HEADED = ("---", "+++", "\ufeff---", "\ufeff+++")
_TITLED = lazy_regex(r"\s*# ")  # a text that has its title itself


def read_file(path: Path) -> Document:
    """Return the document in a file.

    Raises
    ------
    BadFile
        If the file is missing, too large, empty, of no known kind, damaged or undecodable.
    """
    where = str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise BadFile(
                f"the file has {size / 1e6:.0f} MB, and {LARGEST / 1e6:.0f} MB are read",
                where=where,
                mend="split it, or check the part that you need",
            )
        data = path.read_bytes()
    except OSError as fault:
        raise BadFile(
            f"the file cannot be read: {fault.strerror}", where=where, mend="check the path"
        ) from fault
    return read_bytes(data, where)


def read_bytes(data: bytes, name: str) -> Document:
    """Return the document in some bytes; what it is follows from its name and its first bytes.

    Raises
    ------
    BadFile
        If it is empty, too large, of no known kind, damaged or undecodable.
    """
    if not data.strip():
        raise BadFile("the file is empty", where=name, mend="give a file with text")
    if len(data) > LARGEST:
        raise BadFile(
            f"{len(data) / 1e6:.0f} MB are more than the {LARGEST / 1e6:.0f} MB that are read",
            where=name,
            mend="split the document",
        )
    format_ = _format(data, name)
    if format_ in {Format.TEXT, Format.MARKDOWN}:
        return _text(data, name, format_)
    reader = import_module(f"bongsu.evidence.readers.{format_.value}")
    document: Document = reader.read(data, name)
    return document


def _format(data: bytes, name: str) -> Format:
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith((b"PK\x03\x04", _OLE)):
        return Format.DOCX
    suffix = Path(name).suffix.lower()
    found = _SUFFIXES.get(suffix)
    if found in {Format.PDF, Format.DOCX}:
        raise BadFile(
            f"the file is named {suffix} and is none",
            where=name,
            mend="check that it was saved or downloaded whole",
        )
    begins = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if found is not Format.MARKDOWN and begins.startswith((b"<!doctype html", b"<html")):
        return Format.HTML
    return found or Format.TEXT


def _text(data: bytes, name: str, format_: Format) -> Document:
    source, note = readable(_decoded(data, name))
    meta = Meta()
    if Path(name).suffix.lower() in _SEPARATED:
        parts: Parts = import_module("bongsu.evidence.readers.csv").read(source)
    else:
        parts, meta = _marked(source, markdown=format_ is Format.MARKDOWN)
    if not parts.blocks:
        raise BadFile(
            f"{note}, and before that it holds no text" if note else "the file holds no text",
            where=name,
            mend="give a file with text",
        )
    if note:
        parts = replace(parts, notes=(*parts.notes, note))
    return document_of(parts, meta, data=data, name=name, kind=format_)


def _marked(source: str, *, markdown: bool) -> tuple[Parts, Meta]:
    """Return the parts of a text, and what stands above it about it."""
    if not source.startswith(_HEADED):
        return read_text(source, markdown=markdown), Meta()
    from bongsu.evidence.readers.front_matter import front_matter  # noqa: PLC0415  # few have one

    head = front_matter(source)
    titled = head.title if head.title and _TITLED.match(source, head.end) is None else None
    parts = read_text(source, markdown=markdown or head.end > 0, start=head.end, title=titled)
    return (replace(parts, notes=(*parts.notes, head.note)) if head.note else parts), head.meta


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    try:
        source = data.decode(encoding)
    except UnicodeDecodeError as fault:
        byte = data[fault.start]
        told = f"byte {fault.start} ({byte:#04x}) is not {encoding.upper()}"
        nul = data.find(b"\0")  # no encoding of one or two bytes a letter writes text with it
        if encoding == "utf-8" and nul >= 0:
            raise BadFile(
                f"{told}, and byte {nul} is NUL, so that this is no text",
                where=name,
                mend="give a text, Markdown, HTML, DOCX or PDF file",
            ) from fault
        raise BadFile(
            told,
            where=name,
            mend="save the file as UTF-8; Korean text is often in CP949, Western text in CP1252",
        ) from fault
    at = source.find("\0")
    if at >= 0:
        raise BadFile(
            f"character {at} is NUL, so that this is no text",
            where=name,
            mend="give a text, Markdown, HTML, DOCX or PDF file; "
            "text in UTF-16 needs its byte order mark, or save it as UTF-8",
        )
    return source


def analyse(document: Document) -> tuple[Evidence, ...]:
    """Return what is found in each article of a document, but for what is too crowded."""
    whole = uncrowded(document)
    return tuple(_evidence(whole, article) for article in whole.articles)


def _evidence(document: Document, article: Article) -> Evidence:
    text = document.text
    found = sentences(text, article.blocks)
    day = reckoned(text, article, document.name)
    dates = find_dates(text, article.blocks, published=day, title=article.title)
    stretches = joined(text, dates)
    bare = find_quantities(text, article.blocks, dates)
    quantities = with_units(text, article, bare)
    return Evidence(
        document=document,
        article=article,
        sentences=found,
        quantities=quantities,
        dates=dates,
        stretches=stretches,
        claims=bind(text, article, found, quantities, stretches),
    )
