"""A brief as one HTML file: rendered, checked, then put in its place whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bongsu.brief.check import check_page
from bongsu.brief.facts import Tables
from bongsu.brief.page import MARK, render
from bongsu.brief.sections import HasFolder, read_sections
from bongsu.errors import BadFile, BadOutput
from bongsu.results import Results
from bongsu.results.files import refuse_place, whole_file

_OTHER_KINDS = frozenset({".pdf", ".docx", ".doc", ".md", ".txt", ".json", ".xlsx", ".csv"})
_HEAD = 600  # bytes in which the mark of a brief stands


def write_brief(
    runs: Mapping[str, Results],
    out: Path,
    *,
    systems: Iterable[HasFolder],
    catalog: Tables,
    force: bool = False,
) -> Path:
    """Write one self-contained HTML file that says what runs found, each number traced.

    Parameters
    ----------
    runs : mapping of str to Results
        By the role that each has: ``baseline`` and ``scenario``.
    out : Path
        The file. A brief that is there already is replaced.
    systems : iterable of systems
        Whose sections are told.
    catalog : Tables
        The reference data that sections quote.
    force : bool
        Whether a file that is no brief may be replaced.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    BadOutput
        If the place is a folder, holds another file, or cannot be written.
    BadFile, UnknownName
        If a section is declared wrongly.
    Untraced
        If the page would hold a number that no fact accounts for; nothing is written.
    """
    path = Path(out)
    refuse_other_files(path, force)
    sections = read_sections(systems)
    if not sections:
        raise BadFile(
            "no system has a section to tell",
            where="the systems of this lab",
            mend="write a `section.md` into a system's folder",
        )
    html, _ = render(runs, sections, catalog)
    check_page(html)
    with whole_file(path, overwrite=True) as stream:
        stream.write(html.encode("utf-8"))
    return path


def refuse_other_files(path: Path, force: bool) -> None:
    """Raise where a brief cannot be put, before any work is done for it.

    Raises
    ------
    BadOutput
        If the place is a folder, holds a file that is no brief, is none, or is named as another
        kind of file.
    """
    if path.suffix.lower() in _OTHER_KINDS:
        raise BadOutput(
            f"a brief is one HTML file, which {path.suffix} does not name",
            where=str(path),
            mend=f"say --out {path.with_suffix('.html').name}; a browser prints it to PDF",
        )
    refuse_place(path, overwrite=True)
    if path.exists() and not force and not is_brief(path):
        raise BadOutput(
            "the file exists and is not a brief",
            where=str(path),
            mend="choose another name, or say --force to overwrite it",
        )


def is_brief(path: Path) -> bool:
    """Whether a file is a brief that bongsu wrote."""
    try:
        with path.open("rb") as stream:
            return MARK.encode() in stream.read(_HEAD)
    except OSError as fault:
        raise BadOutput(
            f"cannot read what is there: {fault.strerror}",
            where=str(path),
            mend="choose another name",
        ) from fault
