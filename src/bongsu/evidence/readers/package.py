"""Opens the zip package of an Office document without trusting its sizes, names or XML."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Any

from lxml import etree

from bongsu.errors import BadFile

PART = 64 * 2**20  # bytes of one part, unpacked
WHOLE = 1024 * 2**20  # bytes that all entries claim; pictures are never unpacked
ENTRIES = 10_000
_RATIO = 500  # unpacked to packed; text that repeats a row reaches 400
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# Both the transitional and the strict namespaces end so.
_DOCUMENT = "/officeDocument"


class Package:
    """The parts of an Office document, each read once it is asked for and within limits.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        How errors name it.

    Raises
    ------
    BadFile
        If it is no zip file, encrypted, damaged, or unpacks to more than it may.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(_OLE):
            raise self._ole(data)
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self._damaged(f"the zip directory cannot be read ({error})") from None
        self._check_sizes(len(data))

    def _check_sizes(self, packed: int) -> None:
        entries = self._zip.infolist()
        whole = sum(entry.file_size for entry in entries)
        bomb = whole > PART and whole > _RATIO * packed
        if len(entries) > ENTRIES or whole > WHOLE or bomb:
            raise BadFile(
                f"{len(entries):,} entries unpack to {whole:,} bytes from {packed:,}: "
                "this may be a zip bomb",
                where=self.name,
                mend="save the document anew from the program that made it",
            )
        if any(entry.flag_bits & 1 for entry in entries):
            raise self._encrypted()

    def document(self) -> tuple[str, Any]:
        """Return the path and the root of the main document."""
        target = "word/document.xml"
        relations = self.part("_rels/.rels")
        if relations is not None:
            for relation in relations.iter(_RELATIONS):
                if str(relation.get("Type", "")).endswith(_DOCUMENT):
                    target = str(relation.get("Target", target)).lstrip("/")
        root = self.part(target)
        if root is None:
            raise BadFile(
                f"the zip file holds no {target!r}, so it is no Word document",
                where=self.name,
                mend="give a DOCX file",
            )
        return target, root

    def part(self, path: str) -> Any | None:
        """Return the root element of a part, or None if there is no such part."""
        try:
            entry = self._zip.getinfo(path)
        except KeyError:
            return None
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(PART + 1)
        except RuntimeError:  # how zipfile asks for a password
            raise self._encrypted() from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise self._damaged(f"{path} cannot be unpacked ({error})") from None
        if len(data) > PART:
            raise BadFile(
                f"{path} unpacks to more than {PART // 2**20} MiB",
                where=self.name,
                mend="split the document into smaller ones",
            )
        return self._xml(path, data)

    def _xml(self, path: str, data: bytes) -> Any:
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{path} is no well-formed XML ({error})") from None
        if root.getroottree().docinfo.doctype:
            raise self._damaged(f"{path} declares a document type, which no Office document may")
        return root

    def _ole(self, data: bytes) -> BadFile:
        if _ENCRYPTED in data:
            return self._encrypted()
        return BadFile(
            "this is a binary Office file of before 2007, not a DOCX",
            where=self.name,
            mend="open it and save it as DOCX",
        )

    def _encrypted(self) -> BadFile:
        return BadFile(
            "the document is encrypted",
            where=self.name,
            mend="open it with its password and save it without one",
        )

    def _damaged(self, what: str) -> BadFile:
        return BadFile(
            f"the document is damaged: {what}",
            where=self.name,
            mend="save it anew from the program that made it, or fetch it again",
        )
