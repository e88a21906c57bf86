"""Data classes that are made quickly are those that `dataclasses` makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import field
from typing import Any

import pytest

from bongsu import data_classes


def _classes(maker: Any) -> tuple[type[Any], type[Any], type[Any]]:
    @maker(frozen=True, slots=True, kw_only=True)
    class Claim:
        """A claim."""

        value: float
        unit: str = "won"
        parts: list[Any] = field(default_factory=list, hash=False)
        _lines: tuple[int, ...] = field(default=(), repr=False)

        def __post_init__(self) -> None:
            if self.value < 0:
                raise ValueError("less than nothing")

    @maker(frozen=True, slots=True)
    class Place:
        start: int
        end: int = 0

    @maker(frozen=True, slots=True)
    class One:
        name: str

    return Claim, Place, One


QUICK = _classes(data_classes.dataclass)
PLAIN = _classes(dataclasses.dataclass)


@dataclasses.dataclass
class Seen:
    """What an object shows of itself."""

    text: str
    same: list[bool]
    number: int
    fields: list[str]
    matched: tuple[str, ...]


def _seen(kind: tuple[type[Any], type[Any], type[Any]]) -> list[Seen]:
    claim, place, one = kind
    made = [place(1), place(1, 2), place(1, end=2), place(end=0, start=1), one("a"), one("b")]
    made += [
        claim(value=1.0, _lines=(3,)),
        claim(unit="won", value=1.0),
        claim(value=2.0, parts=[1]),
    ]
    made.append(dataclasses.replace(made[1], start=4))
    return [
        Seen(
            repr(it).replace("_classes.<locals>.", ""),
            [it == other for other in made],
            hash(it) if not isinstance(it, claim) else 0,
            [each.name for each in dataclasses.fields(it)],
            type(it).__match_args__,
        )
        for it in made
    ]


def test_they_show_compare_and_count_the_same() -> None:
    assert _seen(QUICK) == _seen(PLAIN)


@pytest.mark.parametrize("kind", [QUICK, PLAIN], ids=["quick", "plain"])
def test_they_refuse_the_same(kind: tuple[type[Any], type[Any], type[Any]]) -> None:
    claim, place, one = kind
    for given, named in (((), {}), ((1, 2, 3), {}), ((1,), {"start": 2}), ((1,), {"other": 2})):
        with pytest.raises(TypeError):
            place(*given, **named)
    with pytest.raises(TypeError):
        claim(1.0)
    with pytest.raises(ValueError, match="less than nothing"):
        claim(value=-1.0)
    made = one("a")
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'name'"):
        made.name = "b"
    with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'name'"):
        del made.name
    with pytest.raises(TypeError, match="unhashable"):
        hash(claim(value=1.0, _lines=[]))
    assert not hasattr(made, "__dict__")


def test_each_object_has_a_list_of_its_own() -> None:
    claim = QUICK[0]
    first, second = claim(value=1.0), claim(value=1.0)
    assert first.parts is not second.parts


@data_classes.dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One that `pickle` can find."""

    name: str
    within: tuple[Kept, ...] = ()


def test_they_can_be_copied_and_sent() -> None:
    made = Kept(name="a", within=(Kept(name="b"),))
    assert pickle.loads(pickle.dumps(made)) == made  # of its own
    assert copy.deepcopy(made) == made
