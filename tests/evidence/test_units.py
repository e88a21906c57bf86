"""What stands behind a number: units, their worth, and to what a flow counts."""

from __future__ import annotations

import pytest

from bongsu.evidence.mentions import Kind
from bongsu.evidence.quantity_words import words
from bongsu.evidence.units import per_behind, unit_behind
from bongsu.evidence.word_tables import tables


@pytest.mark.parametrize(
    ("behind", "kind", "name", "worth", "length"),
    [
        (" percent of", Kind.PERCENT, "percent", 1, 8),
        ("%", Kind.PERCENT, "percent", 1, 1),
        (" per cent", Kind.PERCENT, "percent", 1, 9),
        (" percentage points", Kind.POINTS, "percentage point", 1, 18),
        ("%p", Kind.POINTS, "percentage point", 1, 2),
        (" basis points", Kind.POINTS, "percentage point", 0.01, 13),
        ("bps", Kind.POINTS, "percentage point", 0.01, 3),
        (" won", Kind.MONEY, "KRW", 1, 4),
        (" U.S. dollars", Kind.MONEY, "USD", 1, 13),
        (" cents", Kind.MONEY, "USD", 0.01, 6),
        (" years", Kind.DURATION, "year", 1, 6),
        ("-year", Kind.DURATION, "year", 1, 5),
        (" consecutive months", Kind.DURATION, "month", 1, 19),
        (" years old", Kind.AGE, "year", 1, 10),
        ("-year-old", Kind.AGE, "year", 1, 9),
        (" tons", Kind.PHYSICAL, "ton", 1, 5),
        (" square kilometers", Kind.PHYSICAL, "square kilometre", 1, 18),
        ("-fold", Kind.MULTIPLE, "times", 1, 5),
        (" times the", Kind.MULTIPLE, "times", 1, 6),
        (" times in", Kind.COUNT, "times", 1, 0),
    ],
)
def test_units_are_read_behind_a_number(
    behind: str, kind: Kind, name: str, worth: float, length: int
) -> None:
    unit = unit_behind(f"5{behind}", 1, words())
    assert unit is not None
    assert (unit.kind, unit.name, unit.worth, unit.end) == (kind, name, worth, 1 + length)


@pytest.mark.parametrize(
    "behind", ["", " farms", " percentages", " wonderful", " yearly", " tonsils"]
)
def test_other_words_are_no_units(behind: str) -> None:
    assert unit_behind(f"5{behind}", 1, words()) is None


def test_points_are_those_of_an_index_where_one_is_named() -> None:
    unit = unit_behind("The KOSPI gained 50 points", 19, words())
    assert unit is not None
    assert unit.kind is Kind.INDEX


@pytest.mark.parametrize(
    ("behind", "per"),
    [
        (" per year", "year"),
        (" a year", "year"),
        (" annually", "year"),
        ("/day", "day"),
        (" per capita", "person"),
        (" each month", "month"),
        (" in a year", ""),
    ],
)
def test_flows_say_to_what_they_count(behind: str, per: str) -> None:
    assert per_behind(behind, 0) == per


def test_every_currency_word_has_a_code() -> None:
    codes = {code for side in tables("currencies").values() for code in side.values()}
    assert all(code == "cent" or (len(code) == 3 and code.isupper()) for code in codes)
