"""Change records: first tellings, and the fourteen retroactive windows."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from bongsu.systems.tariffs.records import records, records_of, retroactive_windows

WINDOWS = {  # revision, effective, published: read from the change records by hand
    ("2025HTSRev4", "2025-03-07", "2025-03-12"),
    ("2025HTSRev14", "2025-06-01", "2025-06-06"),
    ("2025HTSRev24", "2025-08-01", "2025-09-25"),
    ("2025HTSRev24", "2025-09-01", "2025-09-25"),
    ("2025HTSRev25", "2025-08-07", "2025-10-14"),
    ("2025HTSRev29", "2025-11-13", "2025-11-17"),
    ("2025HTSRev30", "2025-11-13", "2025-11-21"),
    ("2025HTSRev32", "2025-11-01", "2025-12-05"),
    ("2025HTSRev32", "2025-11-14", "2025-12-05"),
    ("2026HTSBasic", "2025-11-14", "2026-01-01"),
    ("2026HTSRev3", "2026-02-07", "2026-02-12"),
    ("2026HTSRev4", "2026-02-07", "2026-02-25"),
    ("2026HTSRev7", "2026-04-06", "2026-04-29"),
    ("2026HTSRev9", "2026-05-01", "2026-05-28"),
}


def test_the_fourteen_retroactive_windows_are_found():
    found = retroactive_windows()
    assert {(w.revision, str(w.effective), str(w.published)) for w in found} == WINDOWS
    assert len(found) == 14
    assert max(w.days for w in found) == 68


@pytest.mark.parametrize(
    ("heading", "effective", "published"),
    [
        ("9903.94.61", date(2025, 11, 1), date(2025, 12, 5)),  # Korea, cars
        ("9903.02.79", date(2025, 11, 14), date(2025, 12, 5)),  # Korea, floor of 15%
        ("9903.76.23", date(2025, 11, 14), date(2025, 12, 5)),  # Korea, wood
        ("9903.94.51", date(2025, 8, 1), date(2025, 9, 25)),  # European Union, cars
        ("9903.02.82", date(2025, 11, 14), date(2026, 1, 1)),  # Switzerland
        ("9903.94.67", date(2026, 5, 1), date(2026, 5, 28)),  # Taiwan
    ],
)
def test_a_heading_has_its_effective_day_and_its_first_publication(heading, effective, published):
    assert (effective, published) in {(r.effective, r.published) for r in records_of(heading)}
    assert records_of(heading) == records_of(heading.replace(".", ""))


def test_each_change_has_its_earliest_telling(shared):
    raw = pl.read_parquet(shared / "data" / "tariffs" / "hts_change_record.parquet")
    first = {
        (" ".join(item.split()), effective): published
        for item, effective, published in raw.sort("published", descending=True)
        .select("item", "effective", "published")
        .iter_rows()
    }
    ours: dict[tuple[str, str], date] = {}
    for record in records():
        key = (record.item, str(record.effective))
        ours[key] = min(ours.get(key, record.published), record.published)
    assert {key: str(day) for key, day in ours.items()} == first


def test_the_retelling_of_2026_basic_adds_no_change_that_2025_has_told():
    told = {(r.item, r.effective) for r in records() if r.published < date(2026, 1, 1)}
    assert not [
        r for r in records() if r.revision == "2026HTSBasic" and (r.item, r.effective) in told
    ]


def test_a_heading_without_a_record_has_none():
    assert records_of("9903.99.99") == ()
