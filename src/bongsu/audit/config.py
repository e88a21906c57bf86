"""Settings from `bongsu.toml`, table `check`, or `pyproject.toml`, table `tool.bongsu.check`.

The nearest file above a document counts, and only that one; in one folder `bongsu.toml` goes first.
What the command line says wins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bongsu.errors import BadFile, BongsuError, UnknownName, did_you_mean, report

FILES = {"bongsu.toml": ("check",), "pyproject.toml": ("tool", "bongsu", "check")}
MAX_BYTES = 1_000_000
LISTS = ("select", "ignore", "against")
TEXTS = ("format", "fail-on", "as-of", "baseline")
SWITCHES = ("preview",)
PATHS = ("against", "baseline")  # as seen from the file that names them


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What one file says; none where it says nothing."""

    file: Path | None = None
    values: Mapping[str, Any]

    def get(self, key: str) -> Any:
        """Return what is said of a key; none if nothing is."""
        return self.values.get(key)


NOTHING = Settings(values={})


def settings_for(document: Path, *, seen: dict[Path, Settings] | None = None) -> Settings:
    """Return the settings that hold for a document.

    Parameters
    ----------
    document : Path
        The file that is checked.
    seen : dict, optional
        Folders that were looked at before; they are added to.

    Raises
    ------
    BadFile, UnknownName, Faults
        If the nearest file is malformed, or has a key that there is none of.
    """
    known = {} if seen is None else seen
    folders = [document.absolute().parent, *document.absolute().parent.parents]
    passed = []
    found = NOTHING
    for folder in folders:
        if folder in known:
            found = known[folder]
            break
        passed.append(folder)
        here = _in_folder(folder)
        if here is not None:
            found = here
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _in_folder(folder: Path) -> Settings | None:
    for name, tables in FILES.items():
        path = folder / name
        if path.is_file():
            content = _table(_read(path), tables, path)
            if content is not None:
                return Settings(file=path, values=_checked(content, path))
    return None


def _read(path: Path) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415  # most documents lie where nobody left settings

    try:
        with path.open("rb") as stream:
            return tomllib.loads(stream.read(MAX_BYTES).decode("utf-8"))
    except (OSError, ValueError, RecursionError) as fault:  # tomllib's and decoding errors too
        raise BadFile(
            f"not readable as TOML: {fault}", where=str(path), mend="mend or remove the file"
        ) from fault


def _table(content: dict[str, Any], tables: Sequence[str], path: Path) -> dict[str, Any] | None:
    """Return the table of this tool; none if the file does not have it."""
    for depth, name in enumerate(tables, 1):
        if name not in content:
            return None
        content = content[name]
        if not isinstance(content, dict):
            raise BadFile(
                f"`{'.'.join(tables[:depth])}` is no table",
                where=str(path),
                mend=f"write `[{'.'.join(tables)}]`",
            )
    return content


def _checked(content: Mapping[str, Any], path: Path) -> dict[str, Any]:
    faults: list[BongsuError] = []
    values: dict[str, Any] = {}
    for key, value in content.items():
        fault = _fault(key, value, path)
        if fault is not None:
            faults.append(fault)
        else:
            values[key] = _placed(key, str(value) if key in TEXTS else value, path)
    report(faults, where=str(path))
    return values


def _fault(key: str, value: Any, path: Path) -> BongsuError | None:
    known = (*LISTS, *TEXTS, *SWITCHES)
    if key not in known:
        return UnknownName(
            f"there is no setting `{key}`", where=str(path), mend=did_you_mean(key, known)
        )
    if key in LISTS and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
        return BadFile(
            f"`{key}` is {value!r}", where=str(path), mend=f'give a list: {key} = ["..."]'
        )
    if key in SWITCHES and not isinstance(value, bool):
        return BadFile(f"`{key}` is {value!r}", where=str(path), mend="give true or false")
    if key in TEXTS and isinstance(value, list | dict | bool):
        return BadFile(f"`{key}` is {value!r}", where=str(path), mend=f'give text: {key} = "..."')
    if key == "as-of" and not _is_day(str(value)):
        return BadFile(
            f"`{key}` is {value!r}, which is no day",
            where=str(path),
            mend="write it as 2026-03-01",
        )
    return None


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _placed(key: str, value: Any, path: Path) -> Any:
    if key not in PATHS:
        return value
    if isinstance(value, list):
        return [str(path.parent / each) for each in value]
    return str(path.parent / value)


def agreed(settings: Iterable[Settings], key: str) -> Any:
    """Return what the files of several documents say of a key that holds for the whole run.

    Raises
    ------
    BadFile
        If they say different things.
    """
    said: list[tuple[Any, Path | None]] = []
    for one in settings:
        if one.get(key) is not None and all(one.get(key) != value for value, _ in said):
            said.append((one.get(key), one.file))
    if len(said) > 1:
        raise BadFile(
            f"`{key}` is both {said[0][0]!r} and {said[1][0]!r}",
            where=" and ".join(sorted(str(file) for _, file in said)),
            mend=f"check the documents one by one, or give --{key}",
        )
    return said[0][0] if said else None
