"""What a finding rests on, for machines and for people."""

from __future__ import annotations

import datetime as dt
import json
import math

import pytest

from bongsu.audit.findings import Severity
from bongsu.audit.values import flat, plain, shown
from bongsu.evidence.intervals import Interval


def test_any_value_becomes_json():
    value = {
        "interval": Interval(1.5, math.inf),
        "nan": math.nan,
        "day": dt.date(2026, 3, 1),
        "severity": Severity.ERROR,
        3: (1, "two", None, True, {"b", "a"}),
        "other": object,
    }
    read = json.loads(json.dumps(plain(value), allow_nan=False))
    assert read["interval"] == [1.5, None]
    assert read["nan"] is None
    assert (read["day"], read["severity"]) == ("2026-03-01", "error")
    assert read["3"] == [1, "two", None, True, ["a", "b"]]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Interval(-math.inf, 3.0), "at most 3"),
        (Interval(-math.inf, math.inf), "any value"),
        (Interval(-1.5, 2500000.0), "−1.5 to 2,500,000"),
        (2026, "2026"),
        (28500, "28,500"),
        (True, "yes"),
        (None, "none"),
        (["a", 2.5], "a, 2.5"),
        (math.inf, "without bound"),
    ],
)
def test_people_read_values_in_words(value, words):
    assert shown(value) == words


def test_evidence_is_told_in_rows():
    evidence = {
        "inputs": [{"written": "5.1", "interval": [5.05, 5.15]}, "more"],
        "full_years": 72,
        "counts": [2, 3],
        "intervals": {"before": [58.15, 58.25]},
    }
    assert list(flat(evidence)) == [
        ("inputs 1 written", "5.1"),
        ("inputs 1 interval", "5.05 to 5.15"),
        ("inputs 2", "more"),
        ("full years", "72"),
        ("counts", "2, 3"),
        ("intervals before", "58.15 to 58.25"),
    ]
