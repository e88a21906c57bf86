"""What code would run: a hash of functions and of every helper that they reach.

The hash is taken of compiled code, not of text, so that it speaks of what is executed: comments,
layout and docstrings do not enter, a changed helper does. Helpers are followed within the
function's own top-level package; everything else is named with the version of its package.
"""

from __future__ import annotations

import dis
import enum
import functools
import hashlib
import json
import pickle
import platform
import sys
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from pathlib import PurePath
from typing import Any

import numpy as np
import xarray as xr

from bongsu.errors import StoreFault
from bongsu.variables import Variable

_PLAIN = (bool, int, float, complex, str, bytes, type(None), type(...), date, PurePath)
_DATA = (*_PLAIN, tuple, list, dict, set, frozenset, np.ndarray, xr.DataArray)


class CodeKeys:
    """Hashes of functions, each function being read once.

    It must not outlive a run: between runs a module may have been loaded again.
    """

    def __init__(self) -> None:
        # The object is kept beside its hash, so that its id is not given to another.
        self._own: dict[int, tuple[Any, bytes, tuple[Any, ...]]] = {}

    def of(self, *roots: Any) -> str:
        """Return the hash of functions, or of values that hold functions.

        Parameters
        ----------
        *roots : object
            Functions, classes, or plain values, data classes and arrays that may hold some.

        Raises
        ------
        StoreFault
            If something that they use cannot be named by its value.
        """
        hasher = hashlib.blake2b(digest_size=20)
        waiting: list[Any] = []
        for root in roots:
            for token in _Reader("").value(root, waiting):
                _feed(hasher, token)
        seen: dict[int, bytes] = {}
        while waiting:
            found = waiting.pop()
            if id(found) in seen:
                continue
            seen[id(found)], below = self._read(found)
            waiting.extend(below)
        for own in sorted(seen.values()):
            hasher.update(own)
        return hasher.hexdigest()

    def _read(self, found: Any) -> tuple[bytes, tuple[Any, ...]]:
        if id(found) not in self._own:
            hasher = hashlib.blake2b(digest_size=20)
            below: list[Any] = []
            for token in _Reader(_home(found)).content(found, below):
                _feed(hasher, token)
            self._own[id(found)] = (found, hasher.digest(), tuple(below))
        _, own, references = self._own[id(found)]
        return own, references


def _feed(hasher: Any, token: bytes) -> None:
    hasher.update(len(token).to_bytes(8, "little"))  # so that no two sequences read alike
    hasher.update(token)


def _home(found: Any) -> str:
    return str(getattr(found, "__module__", None) or "").partition(".")[0]


class _Reader:
    """Turns code and values into tokens, and lists the code that they lead to."""

    def __init__(self, home: str) -> None:
        self.home = home  # top-level package within which helpers are followed; "" follows all

    def content(self, found: Any, below: list[Any]) -> Iterator[bytes]:
        """Yield the tokens of one function or class itself."""
        yield _name(found).encode()
        if isinstance(found, type):
            yield from self._class(found, below)
            return
        yield from self._code(found.__code__, found.__doc__, below, found.__globals__)
        yield from self.value([found.__defaults__, found.__kwdefaults__], below)
        said = {key: what for key, what in vars(found).items() if key != "__wrapped__"}
        yield from self.value(said, below)  # what a decorator noted about it
        for cell in found.__closure__ or ():
            yield from self.value(cell.cell_contents, below)

    def _class(self, found: type, below: list[Any]) -> Iterator[bytes]:
        for name, member in sorted(vars(found).items()):
            for inner in _members(member):
                code = isinstance(inner, types.FunctionType | type)
                told = isinstance(inner, _DATA) or self._ours(type(inner).__module__)
                if code or (told and not name.startswith("__")):
                    yield name.encode()
                    yield from self.value(inner, below)
        yield from self.value([*found.__bases__, type(found)], below)

    def _code(
        self,
        code: types.CodeType,
        doc: str | None,
        below: list[Any],
        names: Mapping[str, Any],
    ) -> Iterator[bytes]:
        yield code.co_code
        yield code.co_exceptiontable
        yield repr((code.co_flags, code.co_names, code.co_varnames, code.co_freevars)).encode()
        for place, constant in enumerate(code.co_consts):
            if isinstance(constant, types.CodeType):
                yield from self._code(constant, None, below, names)
            elif not (place == 0 and doc is not None and constant == doc):
                yield from self.value(constant, below)
        for instruction in dis.get_instructions(code):
            if instruction.opname in {"LOAD_GLOBAL", "LOAD_NAME"}:
                yield from self._global(str(instruction.argval), names, code, below)
            elif instruction.opname == "IMPORT_NAME" and self._ours(str(instruction.argval)):
                yield from self._module(import_module(instruction.argval), code, below)
            elif instruction.opname == "IMPORT_NAME":
                yield _version(str(instruction.argval)).encode()

    def _global(
        self, name: str, names: Mapping[str, Any], code: types.CodeType, below: list[Any]
    ) -> Iterator[bytes]:
        yield name.encode()
        if name not in names:
            return  # a builtin, or a name that would fail at run time
        found = names[name]
        if isinstance(found, types.ModuleType) and self._ours(found.__name__):
            yield from self._module(found, code, below)
        else:
            yield from self.value(found, below)

    def _module(
        self, module: types.ModuleType, code: types.CodeType, below: list[Any]
    ) -> Iterator[bytes]:
        """Follow what the code may take out of a module of its own package, by attribute."""
        yield module.__name__.encode()
        for name in code.co_names:
            found = vars(module).get(name)
            if isinstance(found, types.ModuleType) and self._ours(found.__name__):
                if found is not module:
                    yield from self._module(found, code, below)
            elif found is not None:
                yield name.encode()
                yield from self.value(found, below)

    def value(self, found: Any, below: list[Any]) -> Iterator[bytes]:
        """Yield the tokens of a value; functions and classes in it are listed in ``below``."""
        yield type(found).__qualname__.encode()
        if isinstance(found, _PLAIN) and not isinstance(found, enum.Enum):
            yield repr(found).encode()
        elif isinstance(found, types.ModuleType):
            yield f"{found.__name__} {_version(found.__name__)}".encode()
        elif isinstance(found, type | types.FunctionType):
            yield from self._reference(found, below)
        elif callable(inner := _inner(found)):
            yield from self.value(inner, below)
            yield from self._partial(found, below)
        else:
            yield from self._structure(found, below)

    def _partial(self, found: Any, below: list[Any]) -> Iterator[bytes]:
        if isinstance(found, functools.partial):
            yield from self.value([found.args, found.keywords], below)
        elif isinstance(found, types.MethodType):
            yield from self.value(found.__self__, below)

    def _reference(self, found: Any, below: list[Any]) -> Iterator[bytes]:
        yield _name(found).encode()
        if isinstance(found, type) and issubclass(found, BaseException):
            return  # what an error says changes no number
        if self._ours(found.__module__):
            below.append(found)
        else:
            yield _version(found.__module__).encode()

    def _structure(self, found: Any, below: list[Any]) -> Iterator[bytes]:
        if isinstance(found, enum.Enum):
            yield f"{_name(type(found))}.{found.name}={found.value!r}".encode()
        elif isinstance(found, Mapping):
            pairs = sorted(((repr(key), value) for key, value in found.items()), key=_first)
            for key, value in pairs:
                yield key.encode()
                yield from self.value(value, below)
        elif isinstance(found, list | tuple):
            for part in found:
                yield from self.value(part, below)
        elif isinstance(found, set | frozenset):
            yield from sorted(b"".join(self.value(part, below)) for part in found)
        elif isinstance(found, np.ndarray | np.generic):
            yield from array_tokens(np.asarray(found))
        elif isinstance(found, xr.DataArray):
            yield from labelled_tokens(found)
        else:
            yield from self._instance(found, below)

    def _instance(self, found: Any, below: list[Any]) -> Iterator[bytes]:
        if isinstance(found, Variable):
            yield from meaning(found)
            return
        if is_dataclass(found):
            parts = {field.name: getattr(found, field.name) for field in fields(found)}
        elif self._ours(type(found).__module__) and hasattr(found, "__dict__"):
            parts = vars(found)
        else:
            yield f"{_name(type(found))} {_version(type(found).__module__)}".encode()
            yield _pickled(found)
            return
        yield from self._reference(type(found), below)
        yield from self.value(parts, below)

    def _ours(self, module: str | None) -> bool:
        top = str(module or "").partition(".")[0]
        return top == self.home if self.home else not _installed(top)


def _members(member: Any) -> Iterator[Any]:
    """Yield what stands behind a member of a class: functions of a property, or the member."""
    if isinstance(member, property):
        yield from (part for part in (member.fget, member.fset, member.fdel) if part)
    elif isinstance(member, functools.cached_property):
        yield member.func
    else:
        yield getattr(member, "__func__", member)


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


def _inner(found: Any) -> Callable[..., Any] | None:
    """Return the function inside a partial, a method, a cached or a compiled function."""
    if isinstance(found, functools.partial):
        return found.func
    if isinstance(found, types.MethodType):
        return found.__func__
    inner = getattr(found, "__wrapped__", None) or getattr(found, "py_func", None)
    return inner if isinstance(inner, types.FunctionType) else None


def _name(found: Any) -> str:
    return f"{found.__module__}:{found.__qualname__}"


def _installed(top: str) -> bool:
    return top in sys.stdlib_module_names or top in {"numpy", "xarray", "scipy", "polars"}


@functools.cache
def _version(module: str | None) -> str:
    """Return the version of the package that a module belongs to."""
    top = str(module or "").partition(".")[0]
    if not top or top in sys.stdlib_module_names:
        return platform.python_version()
    return f"{top} {getattr(sys.modules.get(top), '__version__', 'without version')}"


def _pickled(found: Any) -> bytes:
    try:
        return pickle.dumps(found, protocol=5)
    except (pickle.PicklingError, TypeError, AttributeError) as fault:
        raise StoreFault(
            f"a block uses {type(found).__module__}.{type(found).__qualname__}, "
            "which cannot be named by its value",
            where="the key of a block in the store",
            mend="pass it to the block as a parameter, or build it inside the function",
        ) from fault


def array_tokens(values: np.ndarray[Any, Any]) -> Iterator[bytes]:
    """Yield what an array is: its type, shape and bytes."""
    if values.dtype.kind == "O":
        values = values.astype(str)
    yield f"{values.dtype.str}{values.shape}".encode()
    yield values.tobytes()


def labelled_tokens(array: xr.DataArray) -> Iterator[bytes]:
    """Yield what a labelled array is: dims, labels, unit and values."""
    yield repr((tuple(map(str, array.dims)), array.attrs.get("unit"))).encode()
    for dim in array.dims:
        yield from array_tokens(np.asarray(array[dim].values))
    yield from array_tokens(array.values)


def meaning(variable: Variable) -> Iterator[bytes]:
    """Yield what a variable's declaration says about its numbers; titles and notes do not enter."""
    told = variable.model_dump(mode="json", exclude={"title", "title_ko", "note"})
    yield json.dumps(told, sort_keys=True).encode()


def digest(tokens: Iterable[bytes | str]) -> str:
    """Return the hash of a sequence of tokens."""
    hasher = hashlib.blake2b(digest_size=20)
    for token in tokens:
        _feed(hasher, token.encode() if isinstance(token, str) else token)
    return hasher.hexdigest()
