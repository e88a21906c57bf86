"""Many files of entry lines rated as one: a folder, a pattern, or a list of partitions.

Each file has its answer under the same name in another folder. Blocks of all files go through one
`each`, so that an executor is kept busy across the edges of files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from itertools import groupby, takewhile
from operator import itemgetter
from pathlib import Path

import polars as pl

from bongsu.errors import BadFile, BongsuError, OutOfRange, report
from bongsu.systems.tariffs.answer_files import Writer, check_places, writable
from bongsu.systems.tariffs.batch import OUT, ROWS, Done, Each, Rated, Task, rated_block, tasks
from bongsu.systems.tariffs.entry_files import FORMATS, check_file, readable
from bongsu.systems.tariffs.overrides import ACTUAL, Scenario
from bongsu.systems.tariffs.rows import FAULTS

ERRORS = "errors.csv"
Watch = Callable[[int, int, int], None]  # rows so far, bad ones among them, files finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file of many, and its place beneath the folder that they share."""

    file: Path
    place: Path
    searched: Path | None = None  # folder whose whole depth was looked through for it


def is_many(given: Sequence[Path]) -> bool:
    """Whether what is given is more than the name of one file."""
    if len(given) != 1:
        return True
    with readable(given[0]):
        return given[0].is_dir() or (_pattern(given[0]) and not given[0].exists())


def parts_of(given: Sequence[Path]) -> tuple[Part, ...]:
    """Return the files that folders, patterns and names mean, in order of their places.

    Parameters
    ----------
    given : sequence of Path
        A folder stands for all CSV and Parquet files beneath it, hidden ones left out; a pattern
        has the marks of a shell, ``**`` for folders of any depth.

    Raises
    ------
    BadFile
        If something means no file.
    """
    found: list[Part] = []
    searched: Path | None
    for one in given:
        with readable(one):
            one.exists()  # whether it can be asked for at all
        if one.is_dir():
            files, root, searched = _beneath(one), one, one
        elif _pattern(one) and not one.exists():
            files, root = sorted(map(Path, glob(str(one), recursive=True))), _root(one)  # noqa: PTH207
            files = [file for file in files if file.is_file()]
            searched = root if "**" in one.parts else None
        else:
            files, root, searched = [one] if one.is_file() else [], one.parent, None
        if not files:
            raise BadFile(
                "holds no CSV or Parquet file" if one.is_dir() else "there is no such file",
                where=str(one),
                mend="give a folder, a pattern in quotes such as 'entries/*.parquet', or files",
            )
        found += [
            Part(file=file, place=file.relative_to(root), searched=searched) for file in files
        ]
    return tuple(sorted(found, key=lambda part: part.place.parts))


def rate_parts(
    parts: Sequence[Part],
    out: Path,
    *,
    errors: Path | None = None,
    scenario: Scenario = ACTUAL,
    progress: Watch | None = None,
    rows: int = ROWS,
    each: Each = map,
) -> Done:
    """Rate many files of entry lines into a folder.

    Parameters
    ----------
    parts : sequence of Part
        See `parts_of`.
    out : Path
        A folder, made if it is not there; each file is put in its place beneath when it is whole.
    errors : Path, optional
        Bad rows of all files as CSV: file, row (from 1), column, value, reason; ``OUT/errors.csv``
        if left out.
    progress : callable, optional
        Told after each block.
    rows, scenario, each
        As for `batch.rate_file`.

    Raises
    ------
    Faults
        All files that cannot be read, lack a column, or would be overwritten, before any is rated.
    OutOfRange
        If `out` is a file.
    """
    aside = errors or out / ERRORS
    _check(parts, out, aside)
    with writable(out):
        out.mkdir(parents=True, exist_ok=True)
    sent = (
        (number, task)
        for number, part in enumerate(parts)
        for task in tasks(part.file, scenario, rows)
    )
    total = bad = 0
    told: list[tuple[Path, pl.DataFrame]] = []
    for number, blocks in groupby(each(_numbered, sent), key=itemgetter(0)):
        target = out / parts[number].place
        with writable(target):
            target.parent.mkdir(parents=True, exist_ok=True)
        with Writer(target) as writer:
            own: list[pl.DataFrame] = []
            for _, (rated, afresh) in blocks:
                writer.add(*rated, afresh=afresh)
                own = [rated[1]] if afresh else [*own, rated[1]]
                if progress is not None:
                    progress(total + writer.rows, bad + writer.bad, number)
            writer.finish()
        told += [(parts[number].place, faults) for faults in own if faults.height]
        total, bad = total + writer.rows, bad + writer.bad
    if progress is not None:
        progress(total, bad, len(parts))
    if told or aside.exists():
        _write_faults(told, aside)
    return Done(rows=total, bad=bad, out=out, errors=aside if bad else None)


def _numbered(task: tuple[int, Task]) -> tuple[int, tuple[Rated, bool]]:
    return task[0], rated_block(task[1])


def _pattern(path: Path) -> bool:
    return has_magic(str(path))


def _beneath(folder: Path) -> list[Path]:
    """Return the files of entries beneath a folder, without hidden ones and what lies in such."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in FORMATS
        and file.is_file()
        and not any(name.startswith((".", "_")) for name in file.relative_to(folder).parts)
    )


def _root(pattern: Path) -> Path:
    """Return the part of a pattern that has no marks.

    Examples
    --------
    >>> _root(Path("entries/2025-*/part.csv")).as_posix()
    'entries'
    """
    plain = takewhile(lambda name: not has_magic(name), pattern.parts[:-1])
    return Path(*plain)


def _check(parts: Sequence[Part], out: Path, aside: Path) -> None:
    """Refuse answers that would overwrite, and files that are none, all together."""
    faults: list[BongsuError] = []
    with writable(out):
        taken_by_file = out.exists() and not out.is_dir()
    if taken_by_file:
        raise OutOfRange(
            f"{out.name} is a file, and the answers are many",
            where="--out",
            mend="name a folder for them",
        )
    if aside.parent != out:  # which is made
        check_places(aside)
    if inside := _found_again(parts, out, aside):
        faults.append(inside)
    places: dict[Path, Path] = {}
    taken = {part.file.resolve() for part in parts} | {aside.resolve()}
    for part in parts:
        if (out / part.place).resolve() in taken:
            faults.append(
                OutOfRange(
                    "its answer would overwrite a file of entries or of errors",
                    where=str(part.file),
                    mend="name another folder with `--out`",
                )
            )
        other = places.setdefault(part.place, part.file)
        if other is not part.file:
            faults.append(
                OutOfRange(
                    f"has the same name as {other}",
                    where=str(part.file),
                    mend="give the folder above both, so that their places differ",
                )
            )
        try:
            check_file(part.file, OUT)
        except BongsuError as fault:
            faults.append(fault)
    report(faults, where="the files of entries")


def _found_again(parts: Sequence[Part], out: Path, aside: Path) -> BongsuError | None:
    """Return a fault where the next run would take answers for entries."""
    for place, option in ((out, "--out"), (aside, "--errors")):
        here = place.resolve()
        for part in parts:
            under = part.searched.resolve() if part.searched is not None else None
            if (under is not None and here.is_relative_to(under)) or (
                option == "--out" and part.file.resolve().is_relative_to(here)
            ):
                return OutOfRange(
                    f"{place} lies among the files of entries, and the next run would rate the "
                    "answers too",
                    where=option,
                    mend=f"name a place that is not in {part.searched or part.file.parent}",
                )
    return None


def _write_faults(told: Sequence[tuple[Path, pl.DataFrame]], aside: Path) -> None:
    frames = [
        faults.select(pl.lit(place.as_posix()).alias("file"), *FAULTS) for place, faults in told
    ]
    none = pl.DataFrame(schema={"file": pl.String, **FAULTS})
    with writable(aside):
        pl.concat([none, *frames]).write_csv(aside)
