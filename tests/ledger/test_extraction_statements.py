from __future__ import annotations

import csv
import datetime as dt
import io
import json

from tests.ledger.invented import CALENDAR, COLUMNS, HEAD, INVESTORS, found

from bongsu.evidence.reading import read_bytes
from bongsu.ledger.extraction import extract, statements_of
from bongsu.ledger.extraction.writing import as_csv, as_lines, as_object
from bongsu.ledger.schema import EVENT_KINDS, PROPERTIES
from bongsu.ledger.statements import Statement, from_line, to_line

WHEN = dt.datetime(2027, 7, 10, tzinfo=dt.UTC)


def stated(text: str) -> tuple[Statement, ...]:
    document = read_bytes(text.encode(), "report.md")
    return statements_of(extract(document), document, WHEN)


def test_each_statement_quotes_the_words_of_its_span() -> None:
    for text in (INVESTORS, CALENDAR):
        told = stated(text)
        assert told
        for one in told:
            assert 0 <= one.start < one.end
            assert one.quote == text[one.start : one.end]


def test_statements_are_of_known_properties_and_values_and_can_be_read_back() -> None:
    for one in (*stated(INVESTORS), *stated(CALENDAR)):
        known = PROPERTIES[one.prop]
        assert one.subject.split(":")[0] in known.kind.split()
        assert not known.values or one.value in known.values
        assert from_line(to_line(one), where="here") == one


def test_each_deal_and_each_event_is_a_subject_of_its_own() -> None:
    assert len({one.subject for one in stated(INVESTORS)}) == 4
    events = {one.subject for one in stated(CALENDAR)}
    assert len(events) == sum(len(item.events) for item in found(CALENDAR).timeline) == 9


def test_subjects_stay_when_a_document_is_read_again_later() -> None:
    document = read_bytes(INVESTORS.encode(), "elsewhere.md")
    later = statements_of(extract(document), document, WHEN + dt.timedelta(days=9))
    assert [one.id for one in later] == [one.id for one in stated(INVESTORS)]


def test_kinds_of_events_are_those_of_the_schema() -> None:
    kinds = {event.kind for item in found(CALENDAR).timeline for event in item.events}
    assert kinds <= set(EVENT_KINDS)


def test_all_ways_of_writing_hold_the_same_records() -> None:
    records = found(INVESTORS + "\n" + CALENDAR)
    lines = [json.loads(line) for line in as_lines(records)]
    whole = json.loads(as_object(records))
    assert [line["id"] for line in lines] == [
        record["id"] for name in ("deals", "timeline", "narrative") for record in whole[name]
    ]
    rows = list(csv.DictReader(io.StringIO(as_csv(records))))
    events = sum(len(item.events) for item in records.timeline)
    assert len(rows) == len(records.deals) + events + len(records.narrative)


def test_no_cell_of_the_csv_is_a_formula() -> None:
    text = HEAD + COLUMNS + "May 5\t=1+1\tKia\t@SUM(A1) MOU\tTexas\n"
    (row,) = csv.DictReader(io.StringIO(as_csv(found(text, "a.txt"))))
    assert (row["us_entities"], row["text"]) == ("'=1+1", "'@SUM(A1) MOU")
