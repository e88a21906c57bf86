"""Dates in sentences made for the purpose, in any printed form, and in the open annotation."""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence.crude import crude_articles

from bongsu.evidence.dates import find_dates
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.edtf import parse
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.yaml_files import load_yaml

HERE = Path(__file__).parent
SEED = "000_21910de7a0a72153.txt"
MONTHS = list(calendar.month_name)[1:]


def dates_of(
    text: str,
    published: dt.date | None = dt.date(2026, 2, 10),
    *,
    kind: BlockKind = BlockKind.PARAGRAPH,
    title: str = "",
) -> list[DateMention]:
    block = Block(kind=kind, start=0, end=len(text))
    return list(find_dates(text, [block], published=published, title=title))


def told(text: str, mentions: list[DateMention]) -> str:
    return "; ".join(f"{text[one.start : one.end]} = {one.edtf or '-'}" for one in mentions)


def cases() -> list[tuple[str, str, str]]:
    groups = load_yaml(HERE / "date_cases.yaml")
    return [(day, text, expected) for day, rows in groups.items() for text, expected in rows]


@pytest.mark.parametrize(("day", "text", "expected"), cases())
def test_a_sentence_has_the_dates_that_a_reader_finds(day, text, expected):
    assert told(text, dates_of(text, dt.date.fromisoformat(day))) == expected


def printed(day: dt.date) -> list[str]:
    name, year, number = MONTHS[day.month - 1], day.year, day.day
    suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(number, "th")
    short = name if name in {"May", "June", "July"} else f"{name[:3]}."
    return [
        f"{name} {number}, {year}",
        f"{name} {number} {year}",
        f"{name} {number}{suffix}, {year}",
        f"{name}\u00a0{number}, {year}",
        f"{name.upper()} {number}, {year}",
        f"{short} {number}, {year}",
        f"{number} {name} {year}",
        f"{number}{suffix} of {name} {year}",
        f"{day:%A}, {name} {number}, {year}",
        f"{day:%A}, {number} {name} {year}",
        day.isoformat(),
        f"{year}.{day.month}.{number}",
        f"{year}/{day.month:02}/{number:02}",
        f"{day.month}/{number}/{year}",
        f"{number}.{day.month}.{year}",
    ]


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)),
    st.integers(0, 14),
    st.sampled_from(["It was on {} in Sejong.", "({})", "{}", "of {}; then", "“{}”", "signed {}"]),
)
def test_a_day_printed_in_any_way_reads_back_to_itself(day, way, frame):
    form = printed(day)[way]
    if way == 14 and day.day <= 12:
        assert dates_of(frame.format(form))[0].first is not None
    text = frame.format(form)
    (found,) = dates_of(text)
    assert text[found.start : found.end] == form
    assert (found.edtf, found.first, found.last) == (day.isoformat(), day, day)
    assert found.granularity is Granularity.DAY


@given(
    st.integers(1900, 2099),
    st.integers(1, 4),
    st.sampled_from(
        [
            "Q{q} {y}",
            "Q{q} of {y}",
            "{q}Q {y}",
            "{q}Q{y}",
            "{y}Q{q}",
            "{y}-Q{q}",
            "{word} quarter of {y}",
        ]
    ),
)
def test_a_quarter_printed_in_any_way_reads_back_to_itself(year, quarter, form):
    word = ["first", "second", "third", "fourth"][quarter - 1]
    text = f"Growth in {form.format(q=quarter, y=year, word=word)} slowed."
    (found,) = dates_of(text)
    assert found.edtf == f"{year}-Q{quarter}"
    assert found.granularity is Granularity.QUARTER


@given(
    st.integers(1900, 2099), st.integers(1, 12), st.sampled_from(["", "early ", "mid-", "late "])
)
def test_a_month_with_its_year_reads_back_to_itself(year, month, modifier):
    text = f"It began in {modifier}{MONTHS[month - 1]} {year}."
    (found,) = dates_of(text)
    assert found.edtf == f"{year}-{month:02}"


@given(st.integers(1800, 2098), st.integers(1, 80), st.sampled_from("-–—/"))
def test_a_range_of_years_reads_back_to_itself(year, length, dash):
    (found,) = dates_of(f"The plan of {year}{dash}{year + length} failed.")
    assert found.edtf == f"{year}/{year + length}"
    assert found.granularity is Granularity.RANGE


@given(st.text(alphabet="1290 -–/.,QHMayDec'st\n\t()", max_size=80))
def test_any_text_gives_dates_in_order_whose_words_stand_there(text):
    found = dates_of(text)
    assert all(one.end <= two.start for one, two in pairwise(found))
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert one.edtf is None or str(parse(one.edtf)) == one.edtf


@pytest.mark.parametrize("blank", ["\u00a0", "\n", "  "])
@pytest.mark.parametrize(("day", "text", "expected"), cases())
def test_kinds_of_blanks_change_no_date(day, text, expected, blank):
    wanted = [part.rpartition(" = ")[2] for part in expected.split("; ") if part]
    found = dates_of(text.replace(" ", blank), dt.date.fromisoformat(day))
    assert [one.edtf or "-" for one in found] == wanted


def test_an_impossible_day_keeps_what_was_written():
    (found,) = dates_of("The hearing is on Tuesday, February 30, 2025.")
    assert (found.edtf, found.first, found.granularity) == (None, None, Granularity.DAY)
    assert found.written is not None
    assert (found.written.month, found.written.day, found.written.year) == (2, 30, 2025)
    assert found.written.weekday == 1


def test_an_impossible_day_of_a_list_stands_among_the_others():
    found = dates_of("Benefits of 2014 are paid on January 24, 2014, February 29 and March 25.")
    days = [(one.written.month, one.written.day) for one in found if one.written is not None]
    assert days == [(1, 24), (2, 29), (3, 25)]
    assert [one.edtf for one in found[-3:]] == ["2014-01-24", None, "2014-03-25"]


@pytest.mark.parametrize("text", ["May 2, 2025 (Fri.)", "Friday, May 2, 2025", "2025-05-02 (Fri)"])
def test_a_written_weekday_is_kept(text):
    (found,) = dates_of(text)
    assert found.written is not None
    assert found.written.weekday == 4


def test_without_a_day_of_publication_what_hangs_on_it_stays_open():
    found = dates_of(
        "Last year it fell. In May it fell; in June 2019 it rose. In July it rose.", None
    )
    assert [one.edtf for one in found] == [None, None, "2019-06", "2019-07"]
    assert [one.relative for one in found] == [True, True, False, True]


def article(*parts: tuple[BlockKind, str]) -> tuple[str, list[Block]]:
    """Write the parts below each other; the cells of a row are parted by bars."""
    text, row = "", 0
    blocks: list[Block] = []
    for kind, words in parts:
        cell = kind is BlockKind.CELL
        for column, word in enumerate(words.split("|")):
            blocks.append(
                Block(
                    kind=kind,
                    start=len(text),
                    end=len(text) + len(word),
                    level=2 if kind is BlockKind.HEADING else 0,
                    table=0 if cell else -1,
                    row=row if cell else -1,
                    column=column if cell else -1,
                )
            )
            text += word + ("\t" if cell else "\n\n")
        row += cell
    return text, blocks


def test_a_quarter_in_the_title_gives_its_parts_their_year():
    text, blocks = article(
        (BlockKind.META, "Published April 9, 2025"),
        (BlockKind.PARAGRAPH, "The July 30 deal held in Q4 and carries into Q1."),
        (BlockKind.CELL, "Date|Project"),
        (BlockKind.CELL, "December 22|Opens in May 2026"),
        (BlockKind.CELL, "October 1|From September 17"),
        (BlockKind.PARAGRAPH, "January 4 The council meets after the talks in November."),
        (BlockKind.PARAGRAPH, "December 3-4 The council meets."),
    )
    found = find_dates(text, blocks, published=dt.date(2025, 4, 9), title="Trade Ledger, Q4 2024")
    assert told(text, list(found)).split("; ") == [
        "April 9, 2025 = 2025-04-09",
        "July 30 = 2024-07-30",
        "Q4 = 2024-Q4",
        "Q1 = 2025-Q1",
        "December 22 = 2024-12-22",
        "May 2026 = 2026-05",
        "October 1 = 2024-10-01",
        "September 17 = 2024-09-17",
        "January 4 = 2025-01-04",
        "November = 2024-11",
        "December 3-4 = 2024-12-03/2024-12-04",
    ]
    roles = "publication text text text table text table text timeline text timeline"
    assert " ".join(one.role for one in found) == roles


@pytest.mark.parametrize(
    ("title", "edtf"),
    [
        ("Rents low since 2024", "2026-01-30"),
        ("Rents to double by 2030", "2026-01-30"),
        ("Rents lower than in 2024", "2026-01-30"),
        ("Rents of 2024", "2024-01-30"),
        ("Rents in 2024: a review", "2024-01-30"),
    ],
)
def test_a_year_that_bounds_what_a_title_tells_is_not_the_year_of_the_text(title, edtf):
    assert [one.edtf for one in dates_of("The index of January 30 rose.", title=title)] == [edtf]


def test_a_heading_that_is_a_year_dates_the_entries_below_it():
    text, blocks = article(
        (BlockKind.HEADING, "2019"),
        (BlockKind.ITEM, "March 5: The pact was signed."),
        (BlockKind.ITEM, "November 2: The pact was broken."),
        (BlockKind.HEADING, "2018"),
        (BlockKind.ITEM, "June 12: The first meeting."),
    )
    found = find_dates(text, blocks, published=dt.date(2026, 2, 10))
    assert [one.edtf for one in found] == ["2019", "2019-03-05", "2019-11-02", "2018", "2018-06-12"]
    assert [one.role for one in found] == ["heading", "timeline", "timeline", "heading", "text"]


def test_figures_of_a_table_are_no_years_but_its_heads_are():
    text, blocks = article(
        (BlockKind.CELL, "Region|2023|2024"),
        (BlockKind.CELL, "North|1987|2045"),
        (BlockKind.CELL, "2021|1850|1900"),
    )
    found = find_dates(text, blocks, published=None)
    assert [one.edtf for one in found] == ["2023", "2024", "2021"]


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "," * 1_000_000,
        "[(" * 500_000,
        "1," * 500_000,
        "2025-" * 40_000,
        "May " * 50_000,
        "the end of the " * 13_000,
        "early " * 33_000,
        "since " * 33_000,
        "1 2 " * 50_000,
        "first quarter of " * 12_000,
        "Resolution 1718, " * 12_000,
        " " * 1_000_000,
        "A.\n" * 333_000,
    ],
    ids=lambda text: repr(text[:16]),
)
def test_long_runs_of_anything_take_bounded_time(text):
    started = time.process_time()
    dates_of(text)
    assert time.process_time() - started < 20  # a second or five; squares would take hours


def gold(shared: Path) -> tuple[str, list[DateMention], list[dict[str, Any]]]:
    text = (shared / "documents" / SEED).read_bytes().decode("utf-8")
    lines = (shared / "golden" / "evidence" / "dates.jsonl").read_text("utf-8").splitlines()
    found = [
        one
        for part in crude_articles(text)
        for one in find_dates(text, part.blocks, published=part.published, title=part.title)
    ]
    return text, found, [json.loads(line) for line in lines]


def test_the_open_annotation_is_found_and_resolved(shared):
    _, found, wanted = gold(shared)
    spans = {(one.start, one.end): one for one in found}
    hits = [spans[key] for one in wanted if (key := (one["start"], one["end"])) in spans]
    exact = sum(
        spans[one["start"], one["end"]].edtf == one["edtf"]
        for one in wanted
        if (one["start"], one["end"]) in spans
    )
    assert len(hits) >= 0.97 * len(wanted)
    assert exact >= 0.93 * len(wanted)


def test_what_the_open_annotation_calls_no_date_is_none(shared):
    _, found, _ = gold(shared)
    lines = (shared / "golden" / "evidence" / "negatives.jsonl").read_text("utf-8").splitlines()
    barred = [json.loads(line) for line in lines]
    hit = [
        one["text"]
        for one in barred
        if any(d.start < one["end"] and one["start"] < d.end for d in found)
    ]
    assert hit == []


def test_dates_that_bear_their_form_openly_are_nearly_all_that_is_found(shared):
    """Precision against an independent rule: what has a year, a month or a word of time in it."""
    text, found, _ = gold(shared)
    plain = re.compile(
        rf"\b(?:19|20)\d\d\b|\b(?:{'|'.join(MONTHS)})\b|\bQ[1-4]\b"
        r"|(?i:year|month|decade|summer|spring|future|1990s|day)"
    )
    odd = [
        text[one.start : one.end] for one in found if not plain.search(text[one.start : one.end])
    ]
    assert len(odd) <= 0.03 * len(found)
