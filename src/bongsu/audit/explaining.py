"""One finding, told in full: its words, what it was compared with, and every number in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bongsu.audit.formats.terminal import tame, where
from bongsu.audit.reports import Located, Report, Spot
from bongsu.audit.values import flat
from bongsu.errors import UnknownName, did_you_mean
from bongsu.patterns import regex

ENDINGS = (".md", ".markdown", ".txt", ".text", ".html", ".htm", ".xhtml", ".docx", ".pdf")
LONGEST = 300  # characters of a quote


def documents_here(folder: Path) -> tuple[str, ...]:
    """Return the documents that stand in a folder, but not below it.

    Raises
    ------
    UnknownName
        If there are none.
    """
    found = sorted(
        path.as_posix()
        for path in folder.iterdir()
        if path.suffix.lower() in ENDINGS and path.is_file()
    )
    if not found:
        raise UnknownName(
            "no document stands in this folder",
            where=str(folder.resolve()),
            mend="name the files that were checked: bongsu explain ID FILE...",
        )
    return tuple(found)


def find(id_: str, report: Report) -> Located:
    """Return the finding of an id, or of the beginning of one that fits no other.

    Raises
    ------
    UnknownName
        If none fits, or several do.
    """
    fitting = [one for one in report.findings if one.id.startswith(id_.lower())] if id_ else []
    if len(fitting) == 1:
        return fitting[0]
    where = ", ".join(document.name for document in report.documents) or "no document"
    if fitting:
        several = ", ".join(one.id for one in fitting[:12])
        raise UnknownName(f"`{id_}` begins {several}", where=where, mend="write more of the id")
    if regex(r"[A-Za-z]{2}\d{3}").fullmatch(id_):
        mend = f"this is a rule: bongsu rule {id_.upper()}"
    else:
        mend = did_you_mean(id_, [one.id for one in report.findings])
    raise UnknownName(f"nothing found has the id `{id_}`", where=where, mend=mend)


def rows(one: Located) -> Iterator[tuple[str, str]]:
    """Yield a finding as rows of name and value, in the order in which one would tell it."""
    finding = one.finding
    yield "rule", f"{finding.rule} ({finding.severity.value})"
    yield "where", where(one.spot)
    yield "words", _quote(one.spot)
    yield "message", tame(finding.message)
    for number, (spot, message) in enumerate(one.related, 1):
        yield f"related {number}", f"{where(spot)} {_quote(spot)}: {tame(message)}"
    for name, value in flat(finding.evidence or {}):
        yield name, tame(value)


def _quote(spot: Spot) -> str:
    words = tame(spot.quote)
    return f'"{words[:LONGEST]}…"' if len(words) > LONGEST else f'"{words}"'
