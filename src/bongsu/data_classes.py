"""Data classes as `dataclasses` makes them, with methods that are made when they are first used.

`dataclasses` writes six methods of a frozen class as text and compiles each, in half a millisecond.
A check of a page imports a hundred such classes and builds objects of a few: that took a tenth of
its time. Here methods that are alike are shared, and `__init__` is compiled for the first object.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, NoReturn


def _dataclass(**wished: bool) -> Callable[[Any], Any]:
    """Return a decorator with the meaning of `dataclasses.dataclass`.

    Frozen classes with slots are made quickly, if they compare by value and each of their fields
    is an argument; all others are left to `dataclasses`.
    """
    if not {"frozen", "slots"} <= wished.keys() <= {"frozen", "slots", "kw_only"}:
        return dataclasses.dataclass(**wished)

    def made(plain: Any) -> Any:
        plain.__doc__ = plain.__doc__ or plain.__name__  # or a signature would be written there
        bare: Any = dataclasses.dataclass(
            init=False, repr=False, eq=False, slots=True, kw_only=wished.get("kw_only", False)
        )(plain)
        _add_methods(bare, dataclasses.fields(bare))
        return bare

    return made


if TYPE_CHECKING:  # it has the meaning of the other, which type checkers know
    from dataclasses import dataclass as dataclass  # noqa: PLC0414  # handed on
else:
    dataclass = _dataclass


def _add_methods(made: Any, fields: tuple[Field[Any], ...]) -> None:
    compared = _values([field.name for field in fields if field.compare])
    stored = [field.name for field in fields]
    shown = [field.name for field in fields if field.repr]

    def first_init(self: Any, /, *given: Any, **named: Any) -> None:
        made.__init__ = _init(made, fields)
        made.__init__(self, *given, **named)

    def equal(self: Any, other: object) -> Any:
        return (
            compared(self) == compared(other)
            if other.__class__ is self.__class__
            else NotImplemented
        )

    def number(self: Any) -> int:
        return hash(compared(self))

    @recursive_repr()
    def text(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__qualname__}({told})"

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in stored]

    def set_state(self: Any, state: list[Any]) -> None:
        for name, value in zip(stored, state, strict=True):
            object.__setattr__(self, name, value)

    made.__init__, made.__eq__, made.__hash__, made.__repr__ = first_init, equal, number, text
    made.__getstate__, made.__setstate__ = state, set_state
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return a function that returns some attributes."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _refuse_to_set(self: object, name: str, value: object) -> NoReturn:
    del self, value
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    del self
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _init(made: type, fields: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return the `__init__` of a class, compiled from text as `dataclasses` does."""
    known: dict[str, Any] = {"set__": object.__setattr__, "missing__": MISSING}
    listed: dict[bool, list[str]] = {False: [], True: []}  # by place; by name alone
    lines = []
    for field in fields:
        name, value, argument = field.name, field.name, field.name
        if field.default is not MISSING:
            known[f"default__{name}"] = field.default
            argument = f"{name}=default__{name}"
        elif field.default_factory is not MISSING:
            known[f"factory__{name}"] = field.default_factory
            argument = f"{name}=missing__"
            value = f"factory__{name}() if {name} is missing__ else {name}"
        listed[bool(field.kw_only)].append(argument)
        lines.append(f"set__(self, {name!r}, {value})")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    arguments = ["self", *listed[False], *(["*", *listed[True]] if listed[True] else [])]
    body = "\n ".join(lines or ["pass"])
    exec(f"def __init__({', '.join(arguments)}):\n {body}", known)  # noqa: S102  # names of fields
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    return init
