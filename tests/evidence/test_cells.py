"""Figures of tables take their unit, measure, subject and period from the heads around them."""

import pytest

from bongsu.evidence.cell_units import unit_told
from bongsu.evidence.documents import BlockKind
from bongsu.evidence.mentions import Evidence, Kind
from bongsu.evidence.reading import analyse, read_bytes

HEAD = "# Ports of Taiwan\n\nPublished May 5, 2031\n\n"


def _evidence(text: str) -> Evidence:
    return analyse(read_bytes((HEAD + text).encode(), "a.md"))[0]


def _cells(text: str) -> list[tuple[object, ...]]:
    found = _evidence(text)
    return [
        (c.quantity.kind.value, c.quantity.value, c.quantity.unit, c.measure, c.subject, c.period)
        for c in found.claims
        if found.block_of(found.sentences[c.sentence]).kind is BlockKind.CELL
    ]


@pytest.mark.parametrize(
    ("said", "kind", "unit", "worth"),
    [
        ("Exports (US$ million)", Kind.MONEY, "USD", 1e6),
        ("$bln", Kind.MONEY, "USD", 1e9),
        ("in millions of dollars", Kind.MONEY, "USD", 1e6),
        ("Income, KRW trillion", Kind.MONEY, "KRW", 1e12),
        ("(Unit: 100 million won)", Kind.MONEY, "KRW", 1e8),
        ("Percent", Kind.PERCENT, "percent", 1.0),
        ("Debt (percent of GDP)", Kind.PERCENT, "percent", 1.0),
        ("(percent change)", Kind.PERCENT_CHANGE, "percent", 1.0),
        ("Growth rate (%)", Kind.PERCENT_CHANGE, "percent", 1.0),
        ("Gap (percentage points)", Kind.POINTS, "percentage point", 1.0),
        ("Cargo (thousand tons)", Kind.PHYSICAL, "ton", 1e3),
        ("Crew (1,000 persons)", Kind.COUNT, "persons", 1e3),
        ("Prices (2030=100)", Kind.INDEX, "index points", 1.0),
        ("thousands", None, "", 1e3),
        ("Delay (days)", Kind.DURATION, "day", 1.0),
    ],
)
def test_heads_tell_units(said, kind, unit, worth):
    told = unit_told(said)
    assert told is not None
    assert (told.kind, told.unit, told.worth) == (kind, unit, worth)


@pytest.mark.parametrize(
    "said", ["", "Exports", "In 2030", "Year", "Exports of cars (new)", "New", "Change", "x" * 999]
)
def test_other_heads_tell_none(said):
    assert unit_told(said) is None


def test_years_head_columns_and_measures_head_rows():
    table = (
        "Table 2. Outlook (percent change)\n\n"
        "| | 2030 | 2031 (f) |\n|---|---|---|\n"
        "| Cargo | -1.1 | 3.0 |\n| Jobless rate (%) | 4.0 | 3.8 |\n| Fees ($bln) | 65.0 | 60.0 |\n"
    )
    assert _cells(table) == [
        ("percent_change", -1.1, "percent", "Cargo", "Cargo of Taiwan", "2030"),
        ("percent_change", 3.0, "percent", "Cargo", "Cargo of Taiwan", "2031"),
        ("percent", 4.0, "percent", "Jobless rate", "Jobless rate of Taiwan", "2030"),
        ("percent", 3.8, "percent", "Jobless rate", "Jobless rate of Taiwan", "2031"),
        ("money", 65e9, "USD", "Fees", "Fees of Taiwan", "2030"),
        ("money", 60e9, "USD", "Fees", "Fees of Taiwan", "2031"),
    ]


def test_measures_head_columns_and_parties_rows():
    table = (
        "Table 3: Trade by partner, 2030 (US$ million)\n\n"
        "| Partner | Exports | Share (%) | Change (%, y/y) |\n|---|---|---|---|\n"
        "| Peru | 124,818 | 19.7 | -19.9 |\n"
    )
    assert _cells(table) == [
        ("money", 124818e6, "USD", "Exports", "Exports of Peru", "2030"),
        ("percent", 19.7, "percent", "Share", "Share of Peru", "2030"),
        ("percent_change", -19.9, "percent", "Change", "Change of Peru", "2030"),
    ]


def test_a_caption_names_the_measure_of_countries_beside_years():
    table = "## Cargo growth (percent)\n\n| | 2030 |\n|---|---|\n| Japan | 1.4 |\n"
    assert _cells(table) == [
        ("percent_change", 1.4, "percent", "Cargo growth", "Cargo growth of Japan", "2030")
    ]


def test_months_of_rows_lie_in_the_years_of_columns():
    table = "| | 2029 | 2030 |\n|---|---|---|\n| January | 5.5 | 6.5 |\n| Q2 | 7.5 | 8.5 |\n"
    assert [row[-1] for row in _cells(table)] == ["2029-01", "2030-01", "2029-Q2", "2030-Q2"]


def test_two_rows_of_heads_are_read_together():
    table = (
        "| | 2030 | | 2031 | |\n|---|---|---|---|---|\n"
        "| | New | Old | New | Old |\n| Cargo (%) | -1.1 | -1.3 | 3.0 | 2.8 |\n"
    )
    assert [(row[1], row[3], row[-1]) for row in _cells(table)] == [
        (-1.1, "Cargo, New", "2030"),
        (-1.3, "Cargo, Old", "2030"),
        (3.0, "Cargo, New", "2031"),
        (2.8, "Cargo, Old", "2031"),
    ]


def test_a_unit_in_the_cell_comes_first():
    table = "| Item | Sum (US$ million) |\n|---|---|\n| A | EUR 5 billion |\n| B | 12 tons |\n"
    assert [row[:3] for row in _cells(table)] == [("money", 5e9, "EUR"), ("physical", 12.0, "ton")]


def test_a_scale_of_the_head_holds_for_money_in_cells():
    table = "| Item | Sum (millions) |\n|---|---|\n| A | $1,200 |\n| B | $3 million |\n"
    assert [row[:3] for row in _cells(table)] == [("money", 1200e6, "USD"), ("money", 3e6, "USD")]


def test_letters_that_name_columns_are_no_scales():
    table = "| Item | Plan {} | Outcome (B) |\n|---|---|---|\n| Ports | 391.2 | 414.5 |\n"
    assert [row[1] for row in _cells(table.format("(A)"))] == [391.2, 414.5]
    assert [row[1] for row in _cells(table.format("(M)"))] == [391.2e6, 414.5e9]


def test_the_next_row_gives_no_unit():
    table = "| Item | Sum |\n|---|---|\n| A | 0.7 |\n| Month | 0.9 |\n| million | 0.8 |\n"
    assert [row[:2] for row in _cells(table)] == [("rate", 0.7), ("rate", 0.9), ("rate", 0.8)]


def test_words_in_cells_are_read_as_before():
    table = (
        "| Date | Taiwanese entity | Deal (US$ million) |\n|---|---|---|\n"
        "| May 3 | Bada Steel | Sale of 3 ships worth USD 5 million |\n"
    )
    assert ("money", 5e6, "USD") in [row[:3] for row in _cells(table)]


def test_a_label_with_a_unit_holds_for_the_figures_behind_its_colon():
    found = _evidence("- Toll growth rate (%): 1.8 (2028) --> 2.4 (2029) --> 1.9 (2030 forecast)\n")
    told = [(c.quantity.value, c.quantity.unit, c.measure, c.period) for c in found.claims]
    assert told == [
        (1.8, "percent", "Toll growth rate", "2028"),
        (2.4, "percent", "Toll growth rate", "2029"),
        (1.9, "percent", "Toll growth rate", "2030"),
    ]


def test_a_label_holds_no_further_than_its_sentence():
    found = _evidence("Cargo (tons): 40 in May. They shipped 20 in June.")
    assert [c.quantity.unit for c in found.claims] == ["ton", ""]
