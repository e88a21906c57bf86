"""A report counts what it lists, adds up no two classes, and leads every amount to its words."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.brief.ledger_page import as_html
from bongsu.errors import BadPeriod
from bongsu.ledger.files import read
from bongsu.ledger.report import busiest_month, period_of, report
from bongsu.ledger.reporting import as_markdown, as_record, numbers, plain
from bongsu.ledger.statements import Statement, retraction, statement_id
from bongsu.ledger.store import packaged

QUARTER = period_of("2025Q4")
STATEMENTS = read(packaged()).statements
REPORT = report(STATEMENTS, QUARTER)
LATER = "2026-03-01T00:00:00Z"


def state(subject, prop, value, at="2026-02-06T00:00:00Z", **more) -> Statement:
    return Statement(id=statement_id(subject, prop, value, "document:0", -1), subject=subject,
                     prop=prop, value=value, original_value=str(value), document="document:0",
                     extractor="table", recorded_at=at, **more)  # fmt: skip


def deal(number, date="2025-11-01", **props) -> list[Statement]:
    subject = f"deal:{number:012x}"
    amount = (
        [state(subject, "amount", props.pop("amount"), unit="USD")] if "amount" in props else []
    )
    told = [state(subject, prop, value) for prop, value in {"date": date, **props}.items()]
    return told + amount


def test_sums_stay_apart_by_class_and_name_their_rows():
    by_class = {one.class_: one for one in REPORT.sums}
    assert {name: one.value for name, one in by_class.items()} == {
        "korean_investment": 4.5e6,
        "sale": 2.888e9,
        "project_cost": 7.4e9,
        "award": 0.21e9,
        "commitment": 350e9,
    }
    for one in REPORT.sums:
        stated = [a for row in one.rows if (a := REPORT.deals[row - 1].amount)]
        assert sum(amount.value or 0 for amount in stated) == one.value
        assert {amount.class_ for amount in stated} == {one.class_}


def test_two_currencies_of_a_class_are_two_sums():
    told = [*deal(1, amount=5.0, amount_class="sale"), *deal(2, amount_class="sale"),
            state(f"deal:{2:012x}", "amount", 7.0, unit="EUR")]  # fmt: skip
    found = report(told, QUARTER)
    assert [(one.currency, one.value, one.rows) for one in found.sums] == [
        ("EUR", 7.0, (2,)), ("USD", 5.0, (1,)),
    ]  # fmt: skip


@given(st.lists(st.sampled_from(["AI", "ships", "steel"]), min_size=1, max_size=8))
def test_groups_hold_each_deal_where_it_belongs(sectors):
    told = [one for n, sector in enumerate(sectors) for one in deal(n, sector=sector)]
    found = report(told, QUARTER).groups["sector"]
    assert sorted(row for one in found for row in one.rows) == list(range(1, len(sectors) + 1))
    assert {one.name: len(one.rows) for one in found} == {s: sectors.count(s) for s in sectors}


def test_only_what_took_place_in_the_period_counts():
    told = [*deal(1, "2025-09-30"), *deal(2, "2025-09-30/2025-10-01"), *deal(3, "2025-10"),
            *deal(4, "2026-01-01"), *deal(5, "soon")]  # fmt: skip
    assert [one.subject[-1] for one in report(told, QUARTER).deals] == ["2", "3"]
    assert len(report(told, period_of("2025")).deals) == 3
    with pytest.raises(BadPeriod, match="day"):
        period_of("2025-10-01")


def test_changes_tell_what_was_recorded_and_withdrawn_since():
    told = deal(1, action="build", amount=5.0, amount_class="sale")
    old = told[-1]
    told += [retraction(old, LATER), state(old.subject, "amount", 6.0, LATER, unit="USD")]
    found = report(told, QUARTER, since=dt.date(2026, 2, 28))
    changed = [(one.withdrawn, one.statement.value) for one in found.changes]
    assert changed == [(True, 5.0), (False, 6.0)]
    assert found.sums[0].value == 6.0
    before = report(told, QUARTER, as_of=dt.date(2026, 2, 28), since=dt.date(2026, 1, 1))
    assert before.sums[0].value == 5.0
    assert not any(one.withdrawn for one in before.changes)
    assert report(told, QUARTER, since=dt.date(2026, 3, 1)).changes == ()
    for text in (as_markdown(found), as_html(found)):
        assert "withdrawn" in text


def test_an_earlier_day_sees_what_was_known_then():
    seen = report(STATEMENTS, QUARTER, as_of=dt.date(2026, 2, 5))
    assert len(seen.deals) == 1
    assert seen.sums[0].class_ == "award"


@pytest.mark.parametrize("write", [as_markdown, as_html], ids=["markdown", "html"])
def test_every_row_leads_to_a_source_that_is_there(write):
    text = write(REPORT)
    if write is as_markdown:
        cited = set(re.findall(r"\[\^(\d+)\] \|", text))
        told = set(re.findall(r"^\[\^(\d+)\]: \S", text, re.MULTILINE))
    else:
        cited = set(re.findall(r'href="#note-(\d+)"', text))
        told = set(re.findall(r'<li id="note-(\d+)">', text))
    assert cited == told
    assert len(re.findall("“[^”]*USD 312 million;", text)) == 1


def test_numbers_of_json_carry_their_statements():
    record = json.loads(json.dumps(as_record(REPORT), allow_nan=False))
    assert len(record["deals"]) == 37
    for sum_ in record["sums"]:
        for row in sum_["rows"]:
            stated = {one["prop"]: one for one in record["deals"][row - 1]["statements"]}
            assert stated["amount"]["quote"]
            assert "2026" in stated["amount"]["source"] or "2025" in stated["amount"]["source"]


def test_what_a_document_says_is_no_markup():
    told = [*deal(1, action="<script>alert(1)</script> | **x** [y](z)", place="<b>"),
            *deal(2, amount=None, amount_class="unknown")]  # fmt: skip
    found = report(told, QUARTER)
    assert "<script>" not in as_html(found)
    row = next(line for line in as_markdown(found).splitlines() if "script" in line)
    assert "\\<script\\>" in row
    assert row.count(" | ") == 6


@given(st.text())
def test_plain_text_stays_in_its_line(text):
    assert "\n" not in plain(text)


def test_an_empty_report_says_so():
    nothing = report((), QUARTER)
    assert "Nothing" in as_markdown(nothing)
    assert "<figure" not in as_html(nothing)
    assert busiest_month(nothing) == ("", ())


@given(st.sets(st.integers(1, 60)))
def test_numbers_in_words_are_the_numbers(found):
    read_back: set[int] = set()
    for part in filter(None, numbers(sorted(found)).split(", ")):
        first, _, last = part.partition("–")
        read_back |= set(range(int(first), int(last or first) + 1))
    assert read_back == found
