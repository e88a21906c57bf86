"""Records of quantities and dates: their keys, their places, their order."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from tests.audit.making import evidence_of

from bongsu.evidence.records import FIELDS, as_csv, records

PUBLISHED = """start end text layer kind value low high unit comparator edtf measure subject
period role modality sentence malformed"""
KEYS = PUBLISHED.split()

TEXT = "<!-- 1999 -->\nIn 2025 it was 61.3 percent.\n\nIt is 40 percent since 2019.\n"


def test_a_record_has_the_published_keys_first():
    assert list(FIELDS[: len(KEYS)]) == KEYS
    for row in records(evidence_of(TEXT)):
        assert tuple(row) == FIELDS


def test_records_come_in_the_order_of_the_source_and_quote_it():
    evidence = evidence_of(TEXT)
    rows = records(evidence)
    assert [(row["layer"], row["text"]) for row in rows] == [
        ("date", "2025"),
        ("quantity", "61.3 percent"),
        ("quantity", "40 percent"),
        ("date", "2019"),
    ]
    for row in rows:
        assert evidence.document.source[row["start"] : row["end"]] == row["text"]
    assert [(row["line"], row["column"]) for row in rows] == [(2, 4), (2, 16), (4, 7), (4, 24)]


def test_whole_numbers_are_written_as_such_and_what_is_unsaid_is_none():
    first, second, third, _ = records(evidence_of(TEXT))
    assert (second["value"], third["value"]) == (61.3, 40)
    assert isinstance(third["value"], int)
    assert second["subject"] is None
    assert (first["kind"], first["granularity"], first["edtf"]) == ("year", "year", "2025")
    assert first["value"] is first["comparator"] is None
    assert first["sentence"] == second["sentence"] == "In 2025 it was 61.3 percent."


def test_what_stands_in_a_stretch_that_is_left_out_is_no_record():
    at = TEXT.index("It is")
    rows = records(evidence_of(TEXT), leaving_out=[(at, len(TEXT))])
    assert [row["text"] for row in rows] == ["2025", "61.3 percent"]


def test_csv_has_a_head_and_reads_back():
    rows = records(evidence_of('A "quoted, text" of 5 percent.\n'))
    (read,) = csv.DictReader(io.StringIO(as_csv(rows)))
    assert tuple(read) == FIELDS
    assert read["sentence"] == 'A "quoted, text" of 5 percent.'
    assert (read["value"], read["edtf"], read["malformed"]) == ("5", "", "False")


@given(st.lists(st.sampled_from(["5 percent", "2020", "원", "<!-- 3 percent -->", "\n\n"])))
def test_text_is_always_what_stands_between_start_and_end(words):
    evidence = evidence_of(" ".join(["so", *words]))
    rows = records(evidence)
    for row in rows:
        assert evidence.document.source[row["start"] : row["end"]] == row["text"]
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)
