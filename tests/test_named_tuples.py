"""Named tuples that are made quickly are those that `typing` makes."""

from __future__ import annotations

import copy
import pickle
import types
import typing
from typing import Any

import pytest

from bongsu import named_tuples


class Quick(named_tuples.NamedTuple):
    """A row."""

    label: str
    value: float = 1.0
    cells: tuple[str, ...] = ()

    @property
    def double(self) -> float:
        """Twice its value."""
        return 2 * self.value

    def named(self) -> str:
        """Return what it is."""
        return f"{self.label}: {super().__len__()}"


class Plain(typing.NamedTuple):
    """A row."""

    label: str
    value: float = 1.0
    cells: tuple[str, ...] = ()

    @property
    def double(self) -> float:
        """Twice its value."""
        return 2 * self.value

    def named(self) -> str:
        """Return what it is."""
        return f"{self.label}: {len(self.cells)}"


def _seen(kind: Any) -> list[object]:
    made = [kind("a"), kind("a", 2.0), kind(value=2.0, label="a"), kind("b", cells=("c",))]
    made += [made[0]._replace(label="z"), made[1]._replace()]
    return [
        (
            repr(one).replace(kind.__name__, ""),
            tuple(one),
            hash(one),
            (one.label, one.value, one.cells, one.double),
            [one == other for other in made],
            [one < other for other in made],
            one._asdict(),
            kind._fields,
            kind._field_defaults,
            kind.__match_args__,
            kind.__doc__,
            hasattr(one, "__dict__"),
        )
        for one in made
    ]


def test_they_show_compare_and_count_the_same() -> None:
    assert _seen(Quick) == _seen(Plain)


def test_a_method_can_ask_the_tuple() -> None:
    assert Quick("a").named() == "a: 3"


@pytest.mark.parametrize("kind", [Quick, Plain])
def test_they_refuse_the_same(kind: Any) -> None:
    for given, named in (((), {}), ((1, 2, 3, 4), {}), ((1,), {"label": 2}), ((1,), {"other": 2})):
        with pytest.raises(TypeError):
            kind(*given, **named)
    made = kind("a")
    with pytest.raises(AttributeError):
        made.label = "b"
    with pytest.raises((TypeError, ValueError)):
        made._replace(other=1)


def test_they_are_taken_apart_by_place() -> None:
    match Quick("a", 2.0):
        case Quick(label, value):
            assert (label, value) == ("a", 2.0)


def test_they_can_be_copied_and_sent() -> None:
    made = Quick("a", cells=("b",))
    sent = pickle.loads(pickle.dumps(made))  # of its own
    assert (sent, type(sent)) == (made, Quick)
    assert copy.deepcopy(made) == made


def test_they_have_no_other_bases() -> None:
    with pytest.raises(TypeError, match="no other bases"):
        types.new_class("Both", (named_tuples.NamedTuple, dict))
