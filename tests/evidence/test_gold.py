"""The open part of a careful hand annotation: how much of it is found, and how exactly."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bongsu.evidence.documents import Document
from bongsu.evidence.mentions import Evidence, Quantity
from bongsu.evidence.reading import analyse, read_file

Record = dict[str, Any]


@pytest.fixture(scope="module")
def gold(shared: Path) -> Path:
    """The folder of the annotation."""
    folder = shared / "golden" / "evidence"
    if not folder.is_dir():
        pytest.skip("the annotation is not beside this checkout")
    return folder


@pytest.fixture(scope="module")
def document(shared: Path, gold: Path) -> Document:
    """The file that is annotated."""
    name = json.loads((gold / "meta.json").read_text(encoding="utf-8"))["seed"]
    return read_file(shared / "documents" / name)


@pytest.fixture(scope="module")
def found(document: Document) -> tuple[Evidence, ...]:
    """What is found in it."""
    return analyse(document)


def records(gold: Path, name: str) -> list[Record]:
    """The records of one kind."""
    lines = (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def core(gold: Path) -> list[Record]:
    """The figures that matter."""
    return [record for record in records(gold, "claims") if record["tier"] == "core"]


def at(
    document: Document, found: tuple[Evidence, ...], record: Record
) -> Iterator[tuple[Evidence, Quantity]]:
    """Yield the figures that overlap a record, with where they were found."""
    for part in found:
        for quantity in part.quantities:
            start, end = document.source_span(quantity.start, quantity.end)
            if start < record["end"] and record["start"] < end:
                yield part, quantity


def right(record: Record, quantity: Quantity) -> bool:
    """Whether value and unit are those of the annotation."""
    if record.get("malformed") or (record["value"] is None and record.get("low") is None):
        return quantity.malformed
    if record["value"] is None:
        value = (quantity.low, quantity.high) == (record["low"], record["high"])
    else:
        value = quantity.value is not None and math.isclose(
            quantity.value, record["value"], rel_tol=1e-3
        )
    counted = {"count", "ordinal", "fraction", "multiple", "index", "rate"}
    return value and (
        record["kind"] in counted or record["kind"] == quantity.kind or "percent" in record["kind"]
    )


def test_spans_are_code_points_of_the_file(document: Document, gold: Path) -> None:
    for name in ("claims", "dates", "negatives"):
        for record in records(gold, name):
            assert document.source[record["start"] : record["end"]] == record["text"]


def test_figures_are_found_with_value_and_unit(
    document: Document, gold: Path, found: tuple[Evidence, ...]
) -> None:
    wanted = core(gold)
    met = [[quantity for _, quantity in at(document, found, record)] for record in wanted]
    assert sum(map(bool, met)) >= 0.97 * len(wanted)
    exact = sum(any(right(r, q) for q in qs) for r, qs in zip(wanted, met, strict=True))
    assert exact >= 0.97 * len(wanted)


def test_figures_quote_the_file(
    document: Document, gold: Path, found: tuple[Evidence, ...]
) -> None:
    wanted = [record for record in core(gold) if not record.get("malformed")]
    same = [
        record["text"] in {document.quote(q.start, q.end) for _, q in at(document, found, record)}
        for record in wanted
    ]
    assert sum(same) >= 0.9 * len(same)


def test_periods_and_subjects_are_bound(
    document: Document, gold: Path, found: tuple[Evidence, ...]
) -> None:
    periods, subjects = [], []
    for record in core(gold):
        for part, quantity in at(document, found, record):
            claim = part.claims[part.quantities.index(quantity)]
            periods.append(claim.period == record["period"])
            heads = {
                other.split(" in ")[0].split()[-1].casefold()
                for other in record["subject"].split(";")
            }
            subjects.append(bool(heads & set(claim.subject.casefold().split())))
    assert sum(periods) >= 0.85 * len(periods)
    assert sum(subjects) >= 0.80 * len(subjects)


def test_lookalikes_are_left_alone(
    document: Document, gold: Path, found: tuple[Evidence, ...]
) -> None:
    for record in records(gold, "negatives"):
        assert [document.quote(q.start, q.end) for _, q in at(document, found, record)] == []


def test_dates_are_found_and_resolved(
    document: Document, gold: Path, found: tuple[Evidence, ...]
) -> None:
    wanted = [record for record in records(gold, "dates") if record["tier"] == "core"]
    dates = [
        (*document.source_span(date.start, date.end), date.edtf)
        for part in found
        for date in part.dates
    ]
    met = [
        [edtf for start, end, edtf in dates if start < r["end"] and r["start"] < end]
        for r in wanted
    ]
    assert sum(map(bool, met)) >= 0.97 * len(wanted)
    assert sum(r["edtf"] in edtfs for r, edtfs in zip(wanted, met, strict=True)) >= 0.93 * len(
        wanted
    )
