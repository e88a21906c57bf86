"""Named tuples as `typing` makes them, with a `__new__` that is made for the first of them.

`typing.NamedTuple` compiles every annotation, and its `__new__` from text. A check of a page
imports two hundred such classes and makes tuples of a few: that took a fifteenth of its time.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

try:  # quicker than a property; `collections` asks for it in the same way
    from _collections import _tuplegetter  # type: ignore[import-not-found]
except ImportError:

    def _tuplegetter(place: int, doc: str) -> property:
        return property(itemgetter(place), doc=doc)


class _Named(tuple[Any, ...]):
    """What all named tuples can do."""

    __slots__ = ()
    _fields: tuple[str, ...] = ()

    def _replace(self, /, **changed: Any) -> Any:
        made = tuple.__new__(type(self), map(changed.pop, self._fields, self))
        if changed:
            raise TypeError(f"Got unexpected field names: {list(changed)!r}")
        return made

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({told})"


class _Maker(type):
    """Makes a plain class of tuples from the fields that a class lists."""

    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        if len(bases) > 1:
            raise TypeError("a named tuple has no other bases")
        fields = tuple(space.get("__annotations__", ()))
        defaults = {field: space[field] for field in fields if field in space}
        getters = {field: _tuplegetter(at, "") for at, field in enumerate(fields)}
        made: Any = None

        def first_new(cls: type, /, *given: Any, **named: Any) -> Any:
            made.__new__ = staticmethod(_new(made, fields, defaults))
            return made.__new__(cls, *given, **named)

        own = {"__slots__": (), "_fields": fields, "_field_defaults": defaults, **getters}
        made = type(name, (_Named,), space | own | {"__match_args__": fields, "__new__": first_new})
        return made


def _new(made: type, fields: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """Return the `__new__` of a class, compiled from text as `collections` does."""
    given = ", ".join(("cls", *fields))
    values = "".join(f"{field}, " for field in fields)
    new = eval(f"lambda {given}: make__(cls, ({values}))", {"make__": tuple.__new__})  # noqa: S307
    new.__defaults__ = tuple(defaults.values())
    new.__name__, new.__qualname__ = "__new__", f"{made.__qualname__}.__new__"
    return new


if TYPE_CHECKING:  # it has the meaning of the other, which type checkers know
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414  # handed on
else:
    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
