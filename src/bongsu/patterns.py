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
from binascii import a2b_base64, b2a_base64, crc32
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

SWITCH = "BONGSU_CACHE"  # set to "off", nothing is kept
_LARGEST = 16_000_000  # bytes of the file; a larger one is begun anew
_PYTHONS = range(11, 14)  # 3.11 to 3.13: what is inside `re` is promised to nobody
_PARSER: Any = getattr(re, "_parser", None)
_COMPILER: Any = getattr(re, "_compiler", None)
_SRE: Any = getattr(_COMPILER, "_sre", None)
_code_of: Any = getattr(_COMPILER, "_code", None)


def regex(expression: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a compiled pattern: `re.compile` for patterns of the package.

    Examples
    --------
    >>> regex(r"[A-Z]+").findall("from USD to KRW")
    ['USD', 'KRW']
    """
    return _made_once(expression, flags)


@cache
def _made_once(expression: str, flags: re.RegexFlag) -> re.Pattern[str]:
    store = _OPEN[-1] if _OPEN else None
    return re.compile(expression, flags) if store is None else store.pattern(expression, flags)


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
    return f"patterns-{sys.hexversion:08x}-{_SRE.MAGIC}-{sys.byteorder}.json"


class Store:
    """Compiled patterns in a file.

    A file that is damaged, of a stranger or not to be read or written is left aside without a word:
    the pattern is compiled then, which gives the same and only takes longer.

    Parameters
    ----------
    file : Path
        Read when the first pattern is asked for; it need not be there.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self._read: dict[str, Any] | None = None
        self._new: dict[str, Any] = {}

    def pattern(self, expression: str, flags: re.RegexFlag | int) -> re.Pattern[str]:
        """Return a pattern, from the file if it is there."""
        if self._read is None:
            self._read = _entries(self.file)
        name = f"{int(flags)}:{expression}"
        entry = self._read.get(name)
        found = None if entry is None else _revived(name, expression, entry)
        if found is None:
            found, self._new[name] = _compiled(name, expression, int(flags))
        return found

    def save(self) -> None:
        """Add the patterns that were compiled, to those of other runs too."""
        if not self._new:
            return
        text = json.dumps(_entries(self.file) | self._new, separators=(",", ":"))
        if len(text) > _LARGEST:
            text = json.dumps(self._new, separators=(",", ":"))
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            _put(self.file, text)


_OPEN: list[Store] = []  # one at most


def _put(file: Path, text: str) -> None:
    """Write a file whole or not at all: others may read it, or write it, at the same time."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        draft.write_text(text, encoding="ascii")
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _entries(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _LARGEST:
            return {}
        read = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _compiled(name: str, expression: str, flags: int) -> tuple[re.Pattern[str], list[Any]]:
    """Return a pattern as `re.compile` makes it, and what is kept of it."""
    parsed = _PARSER.parse(expression, flags)
    state = parsed.state
    code = array("I", _code_of(parsed, flags)).tobytes()
    kept: list[Any] = [flags | state.flags, state.groups - 1, dict(state.groupdict)]
    entry = [*kept, b2a_base64(code, newline=False).decode(), _checked(name, kept, code)]
    return _made(expression, kept, code), entry


def _revived(name: str, expression: str, entry: Any) -> re.Pattern[str] | None:
    """Return the pattern of an entry, or none if it is not what was written."""
    try:
        *kept, told, check = entry
        code = a2b_base64(told)
        return _made(expression, kept, code) if _checked(name, kept, code) == check else None
    except (LookupError, OverflowError, RuntimeError, TypeError, ValueError):
        return None


def _checked(name: str, kept: list[Any], code: bytes) -> int:
    """Return a number that no damage to a name or its pattern leaves as it was."""
    return crc32(code, crc32(f"{name}{kept}".encode(errors="surrogatepass")))


def _made(expression: str, kept: list[Any], code: bytes) -> re.Pattern[str]:
    flags, groups, places = kept
    names: list[str | None] = [None] * (groups + 1)
    for name, place in places.items():
        names[place] = name
    made = _SRE.compile(expression, flags, array("I", code).tolist(), groups, places, tuple(names))
    return cast("re.Pattern[str]", made)
