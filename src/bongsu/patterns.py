"""Regular expressions, and the file in which the command line keeps them compiled.

A run of the command line compiles some two thousand patterns, which takes a quarter of its time
over a short text. What the compiler of `re` makes of a pattern is a list of numbers; these are kept
in a file of the user's cache folder and made into patterns again, which `_sre` checks as it does.
Only patterns of the package go through here, never one made of the words of a document.
"""

from __future__ import annotations

import json
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

from bongsu import branches
from bongsu.kept import KeptFile, edition

SWITCH = "BONGSU_CACHE"  # set to "off", nothing is kept
_PYTHONS = range(11, 14)  # 3.11 to 3.13: what is inside `re` is promised to nobody
_PARSER: Any = getattr(re, "_parser", None)
_COMPILER: Any = getattr(re, "_compiler", None)
_SRE: Any = getattr(_COMPILER, "_sre", None)
_code_of: Any = getattr(_COMPILER, "_code", None)


def regex(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a compiled pattern: `re.compile` for patterns of the package, but quicker to find.

    Examples
    --------
    >>> regex(r"[A-Z]+").findall("from USD to KRW")
    ['USD', 'KRW']
    """
    return _made_once(expression, flags)


@cache
def _made_once(expression: str, flags: re.RegexFlag) -> re.Pattern[str]:
    if _OPEN:
        return _OPEN[-1].pattern(expression, flags)
    return (
        _compiled(expression, int(flags))[0]
        if _is_known_python()
        else re.compile(expression, flags)
    )


class _Later:
    """Stands for a pattern, and takes over its methods one by one as they are asked for."""

    def __init__(self, expression: str, flags: re.RegexFlag) -> None:
        self._given = expression, flags

    def __getattr__(self, name: str) -> Any:  # asked only for what is not there yet
        found = getattr(regex(*self._given), name)
        setattr(self, name, found)
        return found


def lazy_regex(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return what behaves as the compiled pattern, but is compiled when it is first used.

    For patterns that stand behind a test that most texts fail; what every text is searched for is
    better compiled at once, where a mistake shows at import.

    Examples
    --------
    >>> [found[0] for found in lazy_regex(r"[A-Z]+").finditer("from USD to KRW")]
    ['USD', 'KRW']
    """
    return cast("re.Pattern[str]", _Later(expression, flags))


@contextmanager
def kept_patterns() -> Iterator[None]:
    """Take patterns from the user's cache folder while it is open, and leave new ones there."""
    folder = cache_folder()
    if folder is None or _OPEN:
        yield
        return
    store = Store(folder / file_name())
    _OPEN.append(store)
    try:
        yield
    finally:
        _OPEN.clear()
        store.save()


def worked_out(name: str, work: Callable[[], Any]) -> Any:
    """Return what is found out about patterns, from the file if one is open and has it.

    Parameters
    ----------
    name : str
        Has to tell all that the value depends on, the code that works it out too.
    work : callable
        Returns the value, as JSON has it.

    Examples
    --------
    >>> worked_out("groups 1:(a)(b)", lambda: re.compile("(a)(b)").groups)
    2
    """
    return _OPEN[-1].worked_out(name, work) if _OPEN else work()


def keep_new_patterns() -> None:
    """Leave the patterns that were compiled so far in the file, if one is open."""
    for store in _OPEN:
        store.save()


def cache_folder() -> Path | None:
    """Return the folder of what can be made anew, or none if the user wants nothing kept."""
    if os.environ.get(SWITCH, "").casefold() == "off" or not _is_known_python():
        return None
    named = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "bongsu"
    with suppress(RuntimeError):  # of whom there is no home
        return Path.home() / ".cache" / "bongsu"
    return None


def _is_known_python() -> bool:
    known = sys.implementation.name == "cpython" and sys.version_info[1] in _PYTHONS
    return known and getattr(_SRE, "CODESIZE", 0) == array("I").itemsize


def file_name() -> str:
    """Return the name of the file: other versions of Python compile to other numbers."""
    return f"patterns-{sys.hexversion:08x}-{_SRE.MAGIC}-{sys.byteorder}.kept"


class Store:
    """Compiled patterns, and what was found out about patterns, in a file.

    Parameters
    ----------
    file : Path
        Read when the first pattern is asked for; it need not be there.
    """

    def __init__(self, file: Path) -> None:
        self._file = KeptFile(file)

    def pattern(self, expression: str, flags: re.RegexFlag | int) -> re.Pattern[str]:
        """Return a pattern, from the file if it is there."""
        name = f"{_edition()} {int(flags)}:{expression}"
        piece = self._file.piece(name)
        found = None if piece is None else _revived(expression, piece)
        if found is None:
            found, piece = _compiled(expression, int(flags))
            self._file.put(name, piece)
        return found

    def worked_out(self, name: str, work: Callable[[], Any]) -> Any:
        """Return a plain value, from the file if it is there."""
        piece = self._file.piece(name)
        if piece is None:
            piece = json.dumps(work()).encode("ascii")
            self._file.put(name, piece)
        return json.loads(piece)

    def save(self) -> None:
        """Add what is new to the file."""
        self._file.save()


_OPEN: list[Store] = []  # one at most


@cache
def _edition() -> str:
    return edition(branches.__file__, __file__)


def _compiled(expression: str, flags: int) -> tuple[re.Pattern[str], bytes]:
    """Return a pattern that finds what that of `re.compile` does, and what is kept of it."""
    parsed = _PARSER.parse(expression, flags)
    state = parsed.state
    branches.put_together(parsed, flags | state.flags)
    code = array("I", _code_of(parsed, flags)).tobytes()
    named = json.dumps(dict(state.groupdict)) if state.groupdict else ""
    head = f"{flags | state.flags} {state.groups - 1} {named}"
    piece = head.encode("ascii") + b"\n" + code
    return _made(expression, piece), piece


def _revived(expression: str, piece: bytes) -> re.Pattern[str] | None:
    """Return the pattern of a piece, or none if it holds none."""
    try:
        return _made(expression, piece)
    except (LookupError, OverflowError, RuntimeError, TypeError, ValueError):
        return None


def _made(expression: str, piece: bytes) -> re.Pattern[str]:
    head, _, code = piece.partition(b"\n")
    flags, count, named = head.split(b" ", 2)
    groups = int(count)
    places = json.loads(named) if named else {}  # few patterns have groups with names
    names: list[str | None] = [None] * (groups + 1)
    for name, place in places.items():
        names[place] = name
    numbers = array("I", code).tolist()
    made = _SRE.compile(expression, int(flags), numbers, groups, places, tuple(names))
    return cast("re.Pattern[str]", made)
