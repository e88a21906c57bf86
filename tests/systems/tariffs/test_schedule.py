"""The schedule as of a day and as known at a day, and what becomes of codes."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.catalog import open_catalog
from bongsu.errors import OutOfRange, UnknownName
from bongsu.systems.tariffs import schedule
from bongsu.systems.tariffs.codes import description, predecessors, successors
from bongsu.systems.tariffs.duties import parse_duty
from bongsu.systems.tariffs.index import read_index
from bongsu.systems.tariffs.schedule import (
    COVERED_FROM,
    COVERED_TO,
    Event,
    digits,
    history,
    line,
    lines_on,
    lines_under,
    revisions,
    standing,
)

CATALOG = open_catalog()
BASE = CATALOG.table("hts_base")
DAYS = st.dates(COVERED_FROM, COVERED_TO)


def at(revision, text, published, effective=None):
    return Event(
        revision=revision, published=published, effective=effective or published, text=text
    )


# --- lines ---


def test_a_line_is_found_with_and_without_dots():
    day = date(2025, 11, 5)
    car = line("8703.23.01.40", day)
    assert car == line("8703230140", day)
    assert (car.general.text, car.other.text, car.units) == ("2.5%", "10%", ("No.",))
    assert car.special_for(("KR",)) == parse_duty("Free")
    assert line("8704.31.01.40", day).special_for(("KR",)) == parse_duty("25%")


def test_a_line_without_its_own_rate_has_that_of_its_parent():
    assert line("9006.59.15.20", date(2025, 6, 1)).general.kind == "free"  # from 9006.59.15
    assert line("2825.60.00.10", date(2025, 8, 1)).general.ad_valorem == 0.037  # 2825.60.00.00


@given(DAYS, st.sampled_from(BASE["hts10"].unique().sort().to_list()))
@settings(max_examples=200)
def test_a_day_sees_the_texts_of_the_revision_before_it(day, code):
    last = max(r.number for r in revisions() if r.published <= day)
    row = BASE.filter(
        pl.col("hts10") == code, pl.col("from_code") <= last, pl.col("to_code") >= last
    )
    known = revisions()[last].published
    if row.is_empty():
        with pytest.raises(UnknownName):
            line(code, day, known)
        return
    found = line(code, day, known)
    assert found.general == parse_duty(row["general"].item())
    assert found.other == parse_duty(row["other"].item())


def test_the_whole_schedule_of_a_day_is_its_lines_one_by_one():
    day = date(2026, 3, 1)
    whole = lines_on(day)
    assert len(whole) == 19_856
    for code in list(whole)[::997]:
        assert whole[code] == line(code, day)


def test_days_after_the_last_revision_carry_its_lines_and_say_so():
    assert not line("8703230140", date(2026, 6, 8)).carried
    assert line("8703230140", date(2026, 6, 9)).carried


@pytest.mark.parametrize("day", [COVERED_FROM - timedelta(1), COVERED_TO + timedelta(1), date.max])
def test_a_day_outside_the_coverage_is_refused(day):
    with pytest.raises(OutOfRange, match="lies outside the schedule"):
        line("8703230140", day)
    with pytest.raises(OutOfRange):
        lines_on(day)


# --- both axes of time ---


def test_a_later_publication_counts_from_its_effective_day_on_for_those_who_know_it():
    events = (
        at(0, 1, date(2025, 1, 1)),
        at(5, 2, date(2025, 6, 1)),
        at(9, 3, date(2025, 12, 5), effective=date(2025, 5, 1)),
    )
    july, december = date(2025, 7, 1), date(2025, 12, 5)
    assert standing(events, july, date(2025, 12, 4)) == events[1]
    assert standing(events, july, december) == events[2]
    assert standing(events, july) == events[2]
    assert standing(events, date(2025, 4, 30), december) == events[0]
    assert standing(events, july, date(2025, 1, 31)) == events[0]
    assert standing(events, date(2024, 1, 1)) is None


def test_a_correction_of_february_2026_counts_back_to_its_first_day():
    changed = [
        (code, event)
        for code, events in history().events.items()
        for event in events
        if event.effective < event.published
    ]
    assert all(event.effective == date(2026, 2, 1) for _, event in changed)
    for code, event in changed:  # Rev 4, technical corrections to Rev 2
        assert event.published == date(2026, 2, 25), code


def test_no_event_takes_effect_after_its_publication_or_before_the_coverage():
    for events in history().events.values():
        assert all(COVERED_FROM <= e.effective <= e.published for e in events)
        assert [e.revision for e in events] == sorted({e.revision for e in events})


def test_a_line_of_2026_is_not_known_in_2025():
    with pytest.raises(UnknownName, match="it came with 2026HTSRev2"):
        line("0804306010", date(2026, 3, 1), date(2025, 12, 1))
    assert line("0804306010", date(2026, 3, 1)).revision == "2026HTSRev2"
    assert line("0804306000", date(2026, 3, 1), date(2025, 12, 1)).general.text


# --- codes ---


def refused(code, day):
    with pytest.raises(UnknownName) as caught:
        line(code, day)
    return caught.value


def test_a_code_that_never_stood_is_told_with_its_neighbours():
    fault = refused("8703.23.01.99", date(2025, 5, 5))
    assert "never stood in the schedule from 2025HTSBasic to 2026HTSRev10" in fault.what
    assert "8703.23.01.40" in fault.mend


def test_a_split_line_says_when_and_into_what():
    fault = refused("0804.30.60.00", date(2026, 3, 1))
    assert "ended with 2026HTSRev2, in effect from 2026-02-01" in fault.what
    assert "split into 0804.30.60.10, 0804.30.60.90" in fault.what
    assert fault.mend == "give one of 0804.30.60.10, 0804.30.60.90"


def test_a_renumbered_line_names_its_one_successor():
    fault = refused("8541.29.00.95", date(2026, 3, 1))  # transferred to 8541.29.0055
    assert fault.what.endswith("in effect from 2026-02-01; renamed 8541.29.00.55")
    assert fault.mend == "give 8541.29.00.55"


def test_merged_lines_name_what_they_were_merged_into():
    for code in ("8460.24.00.10", "8460.24.00.30", "8460.24.00.50"):
        assert "merged into 8460.24.00.80" in refused(code, date(2026, 3, 1)).what


def test_a_line_that_is_yet_to_come_names_what_stands_before_it():
    fault = refused("0901.11.00.35", date(2025, 5, 5))
    assert "it came with 2025HTSRev16, published 2025-07-01" in fault.what
    assert fault.mend == "before that day give 0901.11.00.45"


def test_eight_digits_list_the_lines_under_them():
    fault = refused("8703.23.01", date(2025, 5, 5))
    assert "8703.23.01 has 8 digits; 7 lines stand under it" in fault.what
    assert len(lines_under("8703.23.01", date(2025, 5, 5))) == 7
    assert lines_under("8703230140", date(2025, 5, 5)) == ("8703230140",)
    assert lines_under("8703239999", date(2025, 5, 5)) == ()


@pytest.mark.parametrize(
    "code", ["", "87", "8703.2", "87x", "8703.23.01.4", "８７０３", "1" * 10**6]
)
def test_what_is_no_code_is_refused(code):
    with pytest.raises(UnknownName, match="no code of the schedule"):
        digits(code)


def test_every_line_that_ended_became_another_and_every_link_leads_to_a_line():
    whole = history().events
    ended = {code for code, events in whole.items() if events[-1].text is None}
    alone = {code for code in ended if not successors(code)}
    assert alone == {"9401993030"}  # printed by one revision only
    for code in ended - alone:
        for link in successors(code):
            assert link.new in whole
            assert whole[link.new][0].revision == link.revision.number
            assert link in predecessors(link.new)


def test_transfers_of_the_change_records_are_those_of_the_concordance():
    rows = CATALOG.table("hts_concordance").filter(basis="change record")
    natures = {
        (item.replace(".", ""), nature)
        for item, nature in CATALOG.table("hts_changes").select("item", "nature").rows()
    }
    for old, new in rows.select("old", "new").rows():
        here = [n for item, n in natures if item in {old, new} and "transferred" in n]
        dotted_old, dotted_new = (f"{c[:4]}.{c[4:6]}.{c[6:]}" for c in (old, new))
        assert any(dotted_old in n or dotted_new in n for n in here)


def test_a_code_is_described_from_its_heading_down():
    assert description("8703.23.01.40")[0].startswith("Motor cars and other motor vehicles")
    assert description("9999.99") == ()
    described = [code for code in lines_on(date(2026, 6, 1)) if code < "98"]
    assert all(description(code) for code in described)


# --- cost ---


def test_the_whole_history_loads_in_a_second():
    for cached in (schedule.history, schedule._rows, schedule.texts, read_index, schedule._event):
        cached.cache_clear()
    start = time.process_time()
    assert len(history().events) == 19_956
    assert time.process_time() - start < 1.0


def test_one_answer_loads_no_table_library():
    code = (
        "import sys; from datetime import date\n"
        "from bongsu.systems.tariffs.base import base_rate\n"
        "from bongsu.systems.tariffs.lists import listed\n"
        "from bongsu.systems.tariffs.records import records_of\n"
        "from bongsu.systems.tariffs.origins import find_origin, find_programme\n"
        "day = date(2025, 5, 3)\n"
        "base_rate('8703.23.01.40', find_origin('KR'), find_programme('KORUS'), day)\n"
        "listed('s232_auto_parts_note33g', '4011101010', day); records_of('9903.94.61')\n"
        "heavy = {'polars', 'numpy', 'pandas', 'pyarrow', 'xarray', 'pydantic', 'duckdb'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
