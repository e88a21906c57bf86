"""Keys of code and of arrays: what changes numbers changes them, what does not, does not."""

from __future__ import annotations

import functools
import importlib
import sys
import threading

import numpy as np
import pytest
import xarray as xr

from bongsu.errors import StoreFault
from bongsu.scenario.code_keys import CodeKeys
from bongsu.scenario.keys import array_key

BLOCKS = """
import numpy as np
from functools import cache
from atoll import tools
from atoll.tools import RATE, Shape, helper, make, table

def block(x):
    "Compute."
    # the sum
    scaled = [helper(v) for v in x]
    return sum(scaled) * RATE + tools.by_module(x) + made(x) + cached(2) + Shape(3).area() + LOCAL

made = make(4)

@cache
def cached(n):
    return n * table["a"]

LOCAL = np.array([1.0, 2.0])

def other(x):
    return x
"""
TOOLS = """
RATE = 0.5
table = {"a": 1, "b": 2}

def helper(v):
    return inner(v) + 1

def inner(v):
    if v > 100:
        return inner(v - 1)
    return v

def by_module(x):
    return 2

def make(n):
    def made(x):
        return n
    return made

class Shape:
    sides = 4

    def __init__(self, n):
        self.n = n

    def area(self):
        return self.n ** 2

def unused():
    return 1
"""


@pytest.fixture
def key(tmp_path, monkeypatch):
    """Return a function that gives the key of `block` after replacing text in its package."""
    folder = tmp_path / "atoll"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def of(old: str = "", new: str = "") -> str:
        texts = {"blocks": BLOCKS, "tools": TOOLS}
        assert any(old in text for text in texts.values())
        for name, text in texts.items():
            (folder / f"{name}.py").write_text(text.replace(old, new) if old else text)
        for name in [name for name in sys.modules if name.partition(".")[0] == "atoll"]:
            del sys.modules[name]
        importlib.invalidate_caches()
        return CodeKeys().of(importlib.import_module("atoll.blocks").block)

    return of


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("helper(v) for", "1 + helper(v) for"),  # the block itself
        ("inner(v) + 1", "inner(v) + 2"),  # a helper
        ("return v\n", "return -v\n"),  # a helper's helper
        ("RATE = 0.5", "RATE = 0.6"),  # a number
        ('{"a": 1, "b": 2}', '{"a": 1, "b": 3}'),  # a table
        ("return 2\n", "return 3\n"),  # reached as module.name
        ("make(4)", "make(5)"),  # in a closure
        ("return n\n", "return n + 1\n"),  # a closure's code
        ("n * table", "n + table"),  # behind a decorator
        ("[1.0, 2.0]", "[1.0, 2.5]"),  # an array
        ("self.n ** 2", "self.n ** 3"),  # a method
        ("sides = 4", "sides = 5"),  # a class's number
    ],
)
def test_a_change_of_what_the_block_runs_changes_its_key(key, old, new):
    assert key() != key(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# the sum", "# the whole sum"),
        ('"Compute."', '"Compute it."'),
        ("def helper(v):", "\n\ndef helper(v):"),
        ("return 1\n", "return 7\n"),  # unused
        ("return x\n", "return -x\n"),  # other
    ],
)
def test_a_change_of_anything_else_does_not(key, old, new):
    assert key() == key(old, new)


def test_the_key_is_the_same_whatever_was_read_before(key):
    first = key()
    reader = CodeKeys()
    blocks = importlib.import_module("atoll.blocks")
    reader.of(blocks.other)
    assert reader.of(blocks.block) == first


def test_partials_differ_by_what_they_hold():
    keys = CodeKeys()
    assert keys.of(functools.partial(np.clip, a_min=0)) != keys.of(
        functools.partial(np.clip, a_min=1)
    )


def test_what_has_no_value_is_refused():
    lock = threading.Lock()

    def block() -> object:
        return lock

    with pytest.raises(StoreFault, match="cannot be named by its value"):
        CodeKeys().of(block)


def array(**changed):
    told = {
        "values": [[1.0, 2.0]],
        "dims": ("path", "year"),
        "labels": {"path": ["low"], "year": [2026, 2027]},
        "unit": "percent",
        **changed,
    }
    return xr.DataArray(
        np.array(told["values"]), told["labels"], told["dims"], attrs={"unit": told["unit"]}
    )


def test_an_arrays_key_is_its_values_labels_and_unit():
    assert array_key(array()) == array_key(array().rename("x").assign_attrs(title="X"))
    others = [
        array(values=[[1.0, np.nextafter(2.0, 3.0)]]),
        array(labels={"path": ["low"], "year": [2026, 2028]}),
        array(labels={"path": ["high"], "year": [2026, 2027]}),
        array(dims=("way", "year"), labels={"way": ["low"], "year": [2026, 2027]}),
        array(unit="share"),
    ]
    assert len({array_key(one) for one in [array(), *others]}) == 1 + len(others)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return self.n + 10", "return self.n + 11"),
        ("self.n = value * 2", "self.n = value * 3"),
        ("corners = 3", "corners = 5"),
        ("scale = Part(1)", "scale = Part(2)"),
        ("return 7", "return 8"),
    ],
    ids=["cached property", "setter", "nested class", "instance", "metaclass"],
)
def test_every_kind_of_member_of_a_class_is_part_of_the_key(tmp_path, monkeypatch, old, new):
    code = """
import functools

class Meta(type):
    def seven(cls):
        return 7

class Part:
    def __init__(self, n):
        self.n = n

class Shape(metaclass=Meta):
    scale = Part(1)

    class Corner:
        corners = 3

    @functools.cached_property
    def grown(self):
        return self.n + 10

    @property
    def size(self):
        return self.n

    @size.setter
    def size(self, value):
        self.n = value * 2

def block(x):
    return Shape().grown * x
"""

    # edited within a second to the same length, a module would be taken from its stored byte code
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def key_of(text, name):
        (tmp_path / f"{name}.py").write_text(text)
        monkeypatch.syspath_prepend(tmp_path)
        importlib.invalidate_caches()
        sys.modules.pop(name, None)
        return CodeKeys().of(importlib.import_module(name).block)

    assert old in code
    first = key_of(code, "members")
    assert key_of(code, "members") == first
    assert key_of(code.replace(old, new), "members") != first
