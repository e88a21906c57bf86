"""One run over files: read, check, compare with the baseline. A bad file stops only itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from bongsu.audit.baseline import part
from bongsu.audit.baseline import read as read_baseline
from bongsu.audit.checking import check, load_rules
from bongsu.audit.config import NOTHING, Settings, agreed, settings_for
from bongsu.audit.reports import Fault, Report, locate
from bongsu.audit.rules import Context, Register
from bongsu.audit.selection import ALL, Selection, selectors
from bongsu.errors import BadFile, BadPeriod, BongsuError
from bongsu.evidence.documents import Document
from bongsu.evidence.mentions import Evidence

STANDARD_INPUT = "-"
MAX_INPUT = 100_000_000  # bytes of standard input


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the command line says; none where it leaves the word to the settings."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    preview: bool | None = None
    as_of: str | None = None
    against: tuple[str, ...] | None = None
    baseline: str | None = None  # "" for none at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Articles of files, and the files that could not be read."""

    evidences: tuple[Evidence, ...]
    faults: tuple[Fault, ...]

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that were read, each once, in their order."""
        return tuple({part.document.name: part.document for part in self.evidences}.values())


def read_all(files: Iterable[str], *, stdin: Callable[[], BinaryIO]) -> Readings:
    """Read files, each once, in the order of their names.

    Parameters
    ----------
    files : iterable of str
        Paths; ``-`` is standard input.
    stdin : callable
        Returns standard input, if it is asked for.
    """
    from bongsu.evidence.reading import analyse  # noqa: PLC0415  # `bongsu rule` reads nothing

    evidences: list[Evidence] = []
    faults: list[Fault] = []
    for file in sorted(set(files)):
        try:
            evidences += analyse(_document(file, stdin))
        except BongsuError as error:
            faults.append(Fault(file=file, error=error))
    return Readings(evidences=tuple(evidences), faults=tuple(faults))


def _document(file: str, stdin: Callable[[], BinaryIO]) -> Document:
    from bongsu.evidence.reading import read_bytes, read_file  # noqa: PLC0415  # as above

    if file == STANDARD_INPUT:
        raw = stdin().read(MAX_INPUT + 1)
        if len(raw) > MAX_INPUT:
            raise BadFile(
                f"more than {MAX_INPUT:,} bytes", where="standard input", mend="split the text"
            )
        return read_bytes(raw, STANDARD_INPUT)
    path = Path(file)
    if path.is_dir():
        raise BadFile(
            "is a folder", where=file, mend=f"give its files: bongsu check {path.as_posix()}/*.md"
        )
    document = read_file(path)
    return document if document.name == file else replace(document, name=file)


def settings_of(files: Iterable[str]) -> dict[str, Settings]:
    """Return the settings that hold for each file.

    Raises
    ------
    BadFile, UnknownName, Faults
        If one of the files with settings is malformed.
    """
    seen: dict[Path, Settings] = {}
    return {
        file: settings_for(Path(file) if file != STANDARD_INPUT else Path("input"), seen=seen)
        for file in sorted(set(files))
    }


def run(
    files: Sequence[str],
    wishes: Wishes,
    *,
    stdin: Callable[[], BinaryIO],
    settings: dict[str, Settings] | None = None,
    register: Register | None = None,
    jobs: int = 1,
) -> Report:
    """Check files, with some processes at once at most.

    Raises
    ------
    BongsuError
        If wishes or settings cannot be followed. What is wrong with a file is in the report.
    """
    rules = register if register is not None else load_rules()
    said = settings if settings is not None else settings_of(files)
    selections = {
        file: selection_of(wishes, said.get(file, NOTHING), rules) for file in sorted(set(files))
    }
    as_of = day(wishes.as_of or agreed(said.values(), "as-of"))
    against = wishes.against if wishes.against is not None else agreed(said.values(), "against")
    baseline = wishes.baseline
    if baseline is None:
        baseline = agreed(said.values(), "baseline")
    known = read_baseline(Path(baseline)) if baseline else ()
    read = read_all(files, stdin=stdin)
    beside = read_all(set(against or ()) - set(files), stdin=stdin)
    found = check(
        read.evidences,
        selections=selections,
        context=Context(as_of=as_of, against=beside.evidences),
        register=rules,
        jobs=jobs,
    )
    ran = [
        rule.id for rule in rules.rules.values() if any(s.takes(rule) for s in selections.values())
    ]
    parted = part(locate(found), known, ran=ran)
    return Report(
        findings=parted.new,
        evidences=read.evidences,
        faults=(*read.faults, *beside.faults),
        rules=rules.rules,
        baselined=parted.known,
        stale=len(parted.stale),
    )


def selection_of(wishes: Wishes, settings: Settings, register: Register) -> Selection:
    """Return which rules run on a document: what the command line says, else its settings.

    Raises
    ------
    UnknownName
        If a name stands for no rule.
    """
    where = str(settings.file) if settings.file else "settings"

    def names(wished: tuple[str, ...] | None, key: str) -> tuple[str, ...]:
        if wished is not None:
            return selectors(wished, register, where=f"--{key}")
        return selectors(settings.get(key) or (), register, where=where)

    return Selection(
        select=names(wishes.select, "select") or (ALL,),
        ignore=names(wishes.ignore, "ignore"),
        preview=wishes.preview if wishes.preview is not None else bool(settings.get("preview")),
    )


def day(given: str | None) -> dt.date | None:
    """Return a day of the form ``2026-03-01``.

    Raises
    ------
    BadPeriod
        If it is none.
    """
    if given is None:
        return None
    try:
        return dt.date.fromisoformat(given)
    except ValueError as fault:
        raise BadPeriod(
            f"`{given}` is no day", where="as-of", mend="write it as 2026-03-01"
        ) from fault
