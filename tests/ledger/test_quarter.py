"""The packaged quarter is what its reviewed rows say, in words that are ours."""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from bongsu.catalog import open_catalog
from bongsu.ledger.events import events
from bongsu.ledger.files import read
from bongsu.ledger.schema import CLASSES, EVENT_KINDS, INSTRUMENTS, STATUSES
from bongsu.ledger.store import packaged

SCRIPTS = Path(__file__).parents[2] / "data-build"
STATEMENTS = read(packaged()).statements
DEALS = [one for one in events(STATEMENTS) if one.kind == "deal"]
EVENTS = [one for one in events(STATEMENTS) if one.kind == "event"]
MILLION = 1e6


@pytest.fixture(scope="module")
def script():
    sys.path.insert(0, str(SCRIPTS))
    yield import_module("ledger_quarter")
    sys.path.remove(str(SCRIPTS))
    del sys.modules["ledger_quarter"]


def rows(name):
    with (SCRIPTS / "ledger" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def total(class_):
    amounts = [one.amount for one in DEALS if one.amount]
    return sum(one.value or 0 for one in amounts if one.class_ == class_) / MILLION


def test_the_packaged_file_is_what_the_builder_writes(script):
    assert packaged().read_text(encoding="utf-8") == script.written(script.statements())


@pytest.mark.parametrize(
    ("file", "old", "new", "match"),
    [
        ("deals", "kei-2026-02-06\n", "nobody\n", "no source"),
        ("deals", "deal02,", "deal01,", "twice"),
        ("deals", ",mou,", ",handshake,", "handshake"),
        ("deals", "50000 GPUs", "GPUs galore", "no quantity"),
        ("events", ",summit,", ",gathering,", "gathering"),
    ],
)
def test_a_row_that_says_what_cannot_be_is_refused(script, tmp_path, file, old, new, match):
    for name in ("sources", "deals", "events"):
        text = (SCRIPTS / "ledger" / f"{name}.csv").read_text(encoding="utf-8")
        changed = text.replace(old, new, 1) if name == file else text
        (tmp_path / f"{name}.csv").write_text(changed, encoding="utf-8")
    with pytest.raises(ValueError, match=match):
        script.statements(tmp_path)


def test_there_are_the_deals_and_events_of_the_quarter():
    priced = {one.amount.class_ for one in DEALS if one.amount}
    apart = [one for one in DEALS if one.amount and one.amount.class_ in {"award", "commitment"}]
    assert len(DEALS) - len(apart) == 35
    assert len(EVENTS) == 24
    assert priced == {"korean_investment", "sale", "project_cost", "award", "commitment"}
    first, last = dt.date(2025, 10, 1), dt.date(2025, 12, 31)
    for one in (*DEALS, *EVENTS):
        assert one.first_day
        assert one.last_day
        assert first <= one.first_day <= one.last_day <= last


def test_sums_by_class_are_those_of_the_article():
    assert total("korean_investment") + total("project_cost") == pytest.approx(7_404.5)
    assert total("project_cost") == 7_400
    assert total("sale") == 2_888
    assert total("award") == 210
    assert total("commitment") == 350_000
    assert not any(one.stated("under_commitment") for one in DEALS)


def test_every_word_of_the_schema_is_known():
    for one in DEALS:
        assert one.text("instrument") in {*INSTRUMENTS, ""}
        assert set(one.texts("status")) <= set(STATUSES)
        assert one.text("amount_class") in {*CLASSES, ""}
    assert {one.text("kind") for one in EVENTS} <= set(EVENT_KINDS)


def test_every_statement_names_an_article_with_title_publisher_and_day():
    told = {(one.subject, one.prop) for one in STATEMENTS}
    for document in {one.document for one in STATEMENTS}:
        assert {(document, prop) for prop in ("title", "publisher", "published")} <= told
    assert len({one.id for one in STATEMENTS}) == len(STATEMENTS)


def test_every_statement_quotes_its_fact_and_every_figure_as_printed():
    assert all(one.quote for one in STATEMENTS)
    for one in STATEMENTS:
        if one.original_value:
            assert one.original_value in one.quote
        if one.prop == "date":
            assert one.quote.startswith(f"{one.value}: ")


def test_nothing_is_known_before_its_article_came_out():
    published = {one.subject: one.value for one in STATEMENTS if one.prop == "published"}
    assert all(one.recorded_at[:10] == published[one.document] for one in STATEMENTS)
    before = events(STATEMENTS, dt.date(2026, 2, 5))
    assert [one.amount and one.amount.class_ for one in before] == ["award"]


def test_tables_of_the_catalogue_hold_the_same_rows():
    catalog = open_catalog()
    deals, days = catalog.table("ledger_deals"), {one["id"]: one["date"] for one in rows("deals")}
    assert {row["id"]: str(row["date"]) for row in deals.iter_rows(named=True)} == days
    assert catalog.table("ledger_events").height == len(rows("events"))
    for class_, count, amount in catalog.table("ledger_sums").head(len(CLASSES)).rows():
        assert amount == pytest.approx(total(class_))
        assert count == sum(1 for one in DEALS if one.amount and one.amount.class_ == class_)
    sums = {row[0]: row[1:] for row in catalog.table("ledger_sums").rows()}
    assert sums["designated"] == (0, 0.0)
    assert (sums["deals"][0], sums["deals_with_amount"][0], sums["events"][0]) == (35, 5, 24)


def test_no_sentence_of_the_article_is_in_it(shared):
    (article,) = (shared / "documents").glob("000_*.txt")
    words = re.sub(r"<[^>]+>|\*", "", article.read_text(encoding="utf-8"))
    source = re.findall(r"\w+", words.casefold())
    runs = {tuple(source[n : n + 7]) for n in range(len(source) - 6)}
    ours = [str(one.value) for one in STATEMENTS if one.prop in {"action", "what"}]
    for text in ours:
        told = re.findall(r"\w+", text.casefold())
        assert not {tuple(told[n : n + 7]) for n in range(len(told) - 6)} & runs, text


def test_deals_agree_with_the_reviewed_sample(shared):
    import json

    lines = (shared / "golden" / "evidence" / "deals.jsonl").read_text(encoding="utf-8")
    ours = {row["id"]: row for row in rows("deals")}
    for gold in map(json.loads, lines.splitlines()):
        row = ours[gold["id"]]
        assert row["date"] == gold["date"]
        assert row["instrument"] == gold["instrument"]
        assert (float(row["amount"]) if row["amount"] else None) == gold["amount"]
        assert (row["place"] or None) == gold["location"]
        assert row["direction"] == gold["direction"]
        assert len([p for p in row["kr_entity"].split(";") if p]) == len(gold["kr_entities"])
