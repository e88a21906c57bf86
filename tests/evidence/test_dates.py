"""Dates in sentences made for the purpose, in any printed form, and in the open annotation."""

from __future__ import annotations

import datetime as dt
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.evidence.dates import find_dates
from bongsu.evidence.documents import Block, BlockKind
from bongsu.evidence.edtf import parse
from bongsu.evidence.mentions import DateMention, Granularity
from bongsu.yaml_files import load_yaml
from tests.evidence.crude import crude_articles

HERE = Path(__file__).parent
SEED = "000_21910de7a0a72153.txt"
MONTHS = (
    "January February March April May June July August September October November December"
).split()


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
