from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.invented import (
    COLUMNS,
    HEAD,
    HEADLESS,
    INVESTORS,
    MERGED,
    found,
    project,
    row,
)

from bongsu.ledger.extraction.records import as_json


def test_parties_of_general_columns_stand_on_the_side_of_their_country() -> None:
    deals = [as_json(deal) for deal in found(INVESTORS).deals]
    assert [
        (d["date"], d["us_entities"], d["kr_entities"], d["other_entities"]) for d in deals
    ] == [
        ("2027-04-05", ["Tesla"], ["LG Energy Solution"], []),
        (
            "2027-05-17",
            [],
            ["Hanwha Ocean", "Samsung Heavy Industries"],
            ["Quillmere Shipping Ltd."],
        ),
        ("2027-06-02", ["Microsoft, Inc."], ["KT Corporation", "Naver"], []),
        ("2027-06-21", [], ["POSCO Holdings"], []),
    ]
    assert deals[2]["date_end"] == "2027-06-03"


def test_sums_keep_their_currency_and_are_classed_by_whose_money_it_is() -> None:
    deals = [as_json(deal) for deal in found(INVESTORS).deals]
    assert [(d["amount"], d["currency"], d["amount_class"]) for d in deals] == [
        (1.2e9, "EUR", "sale"),
        (2.4e12, "KRW", "sale"),
        (9e8, "USD", "us_investment"),
        (3e9, "USD", "korean_investment"),
    ]
    assert [d["under_commitment"] for d in deals][:3] == [None] * 3
    assert deals[3]["under_commitment"] == "USD 350 billion investment commitment"
    assert [d["place"] for d in deals] == [
        {"country": "US", "state": "Texas", "city": "Austin"},
        {"country": "KR", "city": "Geoje"},
        {"country": "KR", "city": "Sejong"},
        {"country": "US", "state": "Louisiana"},
    ]


def test_columns_without_names_are_known_by_their_contents() -> None:
    deals = [as_json(deal) for deal in found(HEADLESS, "report.txt").deals]
    assert [(d["date"], d["us_entities"], d["kr_entities"], d["location"]) for d in deals] == [
        ("2028-03-03", ["Ford"], ["SK On"], "United States"),
        ("2028-03-09", ["X-energy"], ["Doosan Enerbility"], "Korea"),
        ("2028-03-11", ["Qualcomm"], ["Hyundai Motor"], None),
    ]
    assert [(d["instrument"], d["amount_class"], d["direction"]) for d in deals] == [
        (None, "project_cost", "KR->US"),
        ("mou", None, "US->KR"),
        ("announcement", None, "US->KR"),
    ]
    assert deals[0]["statuses"] == [
        {"status": "announced", "date": "2028-03-03"},
        {"status": "planned", "date": "2029"},
    ]


def test_a_merged_cell_holds_in_every_row_that_it_covers_and_a_head_gives_scale_and_currency() -> (
    None
):
    deals = [as_json(deal) for deal in found(MERGED, "report.html").deals]
    assert [(d["date"], d["kr_entities"], d["other_entities"], d["location"]) for d in deals] == [
        ("2026-02-03", ["SK Geo Centric"], ["Mitsui"], "Ulsan, Korea"),
        ("2026-02-14", ["Hyundai Heavy"], [], "Ulsan, Korea"),
        ("2026-11-03", ["Toyota"], ["Sony"], "Tokyo, Japan"),
    ]
    assert [(d["amount"], d["currency"], d["flags"]) for d in deals] == [
        (3.5e11, "KRW", []),
        (None, "KRW", ["malformed_number"]),
        (-4e10, "KRW", ["party_in_wrong_column", "negative_amount"]),
    ]
    assert len({(d["row_start"], d["row_end"]) for d in deals}) == 3
    assert deals[1]["row_start"] > deals[0]["row_end"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Acme Robotics, Inc.; Bolt Co., Ltd.", ["Acme Robotics, Inc.", "Bolt Co., Ltd."]),
        ("Kia, Hyundai Motor, and LG Chem", ["Kia", "Hyundai Motor", "LG Chem"]),
        ("Kia and LG Chem", ["Kia", "LG Chem"]),
        ("Kia/LG Chem", ["Kia", "LG Chem"]),
        ("Kia and Oryeon Parts", ["Kia", "Oryeon Parts"]),
        ("Oryeon and LG Chem", ["Oryeon", "LG Chem"]),
        ("LG Chem and Energy Materials", ["LG Chem and Energy Materials"]),
        ("Smith and Wesley", ["Smith and Wesley"]),
        ("Kia*, Naver [2] (Korea)", ["Kia", "Naver"]),
        (
            "Orrin University, Graduate School of Design",
            ["Orrin University, Graduate School of Design"],
        ),
        (
            "Institute for Light and Optical Systems (ILOS)",
            ["Institute for Light and Optical Systems (ILOS)"],
        ),
        ("Alpha (Beta, Gamma); Delta", ["Alpha (Beta, Gamma)", "Delta"]),
        ("N/A", []),
        ("—", []),
        ("TBD", []),
    ],
)
def test_lists_of_names_part_only_where_it_is_sure(cell: str, names: list[str]) -> None:
    assert row("May 5", "Tesla", cell, "MOU on seats", "Texas")["kr_entities"] == names


@pytest.mark.parametrize(
    ("text", "instrument"),
    [
        ("MOU on a supply contract", "mou"),
        ("Investment agreement for a plant", "agreement"),
        ("Announcement of a contract to supply seats", "contract"),
        ("Strategic partnership agreement on seats", "strategic_partnership"),
        ("Strategic cooperation agreement on seats", "strategic_agreement"),
        ("Memorandum of Agreement (MOA) on seats", "moa"),
        ("Acquires a 9 percent stake in the maker", "equity_rights"),
        ("Grand opening of a showroom", "opening"),
        ("Tesla says it will work with Kia", "announcement"),
        ("Seats and belts for cars of all kinds", None),
    ],
)
def test_the_first_named_instrument_counts(text: str, instrument: str | None) -> None:
    assert project(text)["instrument"] == instrument


@pytest.mark.parametrize(
    ("text", "amount", "currency", "class_", "flags"),
    [
        ("USD 76 million contract", 76e6, "USD", "sale", []),
        ("$2 billion large-scale plant", 2e9, "USD", "project_cost", []),
        ("A USD 5 million federal grant", 5e6, "USD", "award", []),
        ("A 4.5 million investment", 4.5e6, None, "unknown", ["amount_without_currency"]),
        ("USD -76 million contract", -76e6, "USD", "sale", ["negative_amount"]),
        ("Contract worth -$3 million", -3e6, "USD", "sale", ["negative_amount"]),
        ("USD 31,20 million contract", None, "USD", "sale", ["malformed_number"]),
        ("USD 1.2.3 billion contract", None, "USD", "sale", ["malformed_number"]),
        ("USD 3x7 million contract", None, "USD", "sale", ["malformed_number"]),
        ("USD 10-20 million contract", None, "USD", "sale", ["amount_is_a_range"]),
        ("MOU on seats", None, None, None, []),
    ],
)
def test_odd_sums_are_flagged_and_never_repaired(
    text: str, amount: float | None, currency: str | None, class_: str | None, flags: list[str]
) -> None:
    told = project(text)
    assert (told["amount"], told["currency"], told["amount_class"]) == (amount, currency, class_)
    assert told["flags"] == flags


@pytest.mark.parametrize(
    ("place", "state", "city"),
    [
        ("오하이오주 콜럼버스", "Ohio", "콜럼버스"),
        ("미국 인디애나주", "Indiana", None),
        ("뉴욕주", "New York", None),
        ("뉴욕", "New York", "뉴욕"),
        ("워싱턴주 시애틀시", "Washington", "시애틀"),
        ("워싱턴", "District of Columbia", "워싱턴"),
    ],
)
def test_a_place_in_korean_runs_from_the_widest_to_the_narrowest(
    place: str, state: str, city: str | None
) -> None:
    told = row("May 5", "Amazon", "Hyundai Motor", "USD 5 million contract", place)
    assert told["location"] == place
    assert told["place"] == {
        "country": "US",
        "state": state,
        **({"city": city} if city else {}),
    }


def test_a_party_in_the_wrong_column_stays_there_and_is_flagged() -> None:
    told = row("May 5", "Hyundai Motor", "Amazon", "MOU on cars", "Texas")
    assert (told["us_entities"], told["kr_entities"]) == (["Hyundai Motor"], ["Amazon"])
    assert told["flags"] == ["party_in_wrong_column"]


def test_a_subsidiary_abroad_stands_rightly_in_the_column_of_its_group() -> None:
    assert row("May 5", "Tesla", "Crucible Metals LLC", "MOU on tin", "Texas")["flags"] == []


def test_described_parties_are_flagged_in_their_column_and_in_the_text() -> None:
    told = row("May 5", "Large U.S. retailer", "Kia", "MOU on seats", "Texas")
    assert (told["us_entities"], told["flags"]) == (["Large U.S. retailer"], ["unnamed_party"])
    told = row("May 5", "N/A", "Kia", "Contract to supply seats to a big U.S. carmaker", "Texas")
    assert (told["us_entities"], told["flags"]) == ([], ["counterparty_described_in_text"])


def test_other_parties_are_found_in_the_text() -> None:
    text = "Agreement with Kia and BMW on seats, to be made with QZX."
    assert project(text)["other_entities"] == ["BMW", "QZX"]


def test_rows_of_other_lengths_are_kept_and_flagged() -> None:
    short = row("May 2", "Tesla", "Kia")
    assert (short["us_entities"], short["text"], short["flags"]) == (
        ["Tesla"],
        "",
        ["row_too_short"],
    )
    long = row("May 2", "Tesla", "Kia", "MOU", "Texas", "more")
    assert (long["location"], long["flags"]) == ("Texas", ["row_too_long"])


def test_dates_outside_the_quarter_and_missing_dates_are_flagged() -> None:
    assert row("2024-01-05", "Tesla", "Kia", "MOU", "Texas")["flags"] == ["date_outside_period"]
    late = row("soon", "Tesla", "Kia", "MOU", "Texas")
    assert (late["date"], late["flags"]) == (None, ["no_date"])


def test_a_formula_is_quoted_text_and_flagged() -> None:
    told = row("May 5", "=1+1", "Kia", '=HYPERLINK("http://x.example","MOU")', "Texas")
    assert (told["us_entities"], told["flags"]) == (["=1+1"], ["formula_in_cell"])


@pytest.mark.parametrize(
    ("head", "row", "lacking"),
    [
        ("Company | Product | Country", "Tesla | Cars of many colours | U.S.", "dates or projects"),
        ("Date | Rate | Note", "May 1, 2027 | 3.5 | Up from a year ago", "parties"),
        ("Date | U.S. party | Value", "May 1, 2027 | Tesla | USD 3 million", "projects"),
    ],
)
def test_a_table_that_tells_no_deals_gives_none_and_says_what_it_lacks(
    head: str, row: str, lacking: str
) -> None:
    records = found(f"# Tables\n\n| {head} |\n|---|---|---|\n| {row} |\n")
    assert records.deals == ()
    assert records.notes == (f"table 1 of article 1 names no {lacking}",)


def test_columns_of_two_countries_make_deals_without_dates() -> None:
    table = "| U.S. company | Korean company | Project |\n|---|---|---|\n| Tesla | Kia | MOU |\n"
    (deal,) = found("# Tables\n\n" + table).deals
    assert (deal.date, deal.flags) == (None, ("no_date",))


def test_the_head_repeated_within_a_table_is_no_deal() -> None:
    line = "May 5\tTesla\tKia\tMOU on seats\tTexas\n"
    assert len(found(HEAD + COLUMNS + line + COLUMNS + line, "a.txt").deals) == 2


names = st.text(st.characters(codec="utf-8", exclude_characters="\0\t\n\r"), max_size=30)


@given(st.lists(st.tuples(names, names, names), min_size=1, max_size=4))
def test_whatever_cells_hold_each_field_leads_to_its_words(
    rows: list[tuple[str, str, str]],
) -> None:
    lines = "".join(f"May 5\t{us}\t{kr}\tMOU {text}\tTexas\n" for us, kr, text in rows)
    source = HEAD + COLUMNS + lines
    for deal in found(source, "report.txt").deals:
        for name, (start, end) in deal.cells.items():
            assert source[start:end] == deal.raw[name]
        for told in (*deal.us_entities, *deal.kr_entities):
            start, end = told.span
            assert " ".join(source[start:end].split()).startswith(told.value[:1])


@pytest.mark.slow
def test_a_table_of_ten_thousand_rows_is_read_whole() -> None:
    lines = "".join(
        f"May {1 + n % 28}\tTesla\tKia; Acme {n} Co., Ltd.\tUSD {n} million contract\tTexas\n"
        for n in range(10_000)
    )
    deals = found(HEAD + COLUMNS + lines, "report.txt").deals
    assert [deal.amount.value for deal in deals if deal.amount] == [n * 1e6 for n in range(10_000)]


def test_a_project_under_a_commitment_is_none_itself() -> None:
    told = row(
        "May 5", "N/A", "Kia", "USD 5 billion project under the USD 350 billion pledge", "Ohio"
    )
    assert (told["amount"], told["amount_class"]) == (5e9, "project_cost")
    assert told["under_commitment"] == "USD 350 billion pledge"
    told = project("USD 5 billion plant as part of the strategic investment MOU")
    assert (told["amount_class"], told["instrument"], told["under_commitment"]) == (
        "project_cost",
        None,
        "strategic investment MOU",
    )
    told = project("USD 5 million contract under the new framework")
    assert (told["amount_class"], told["under_commitment"]) == ("sale", None)


@pytest.mark.parametrize(
    ("text", "place", "class_", "direction"),
    [
        ("Tesla invests USD 4 million in a joint venture", "Texas", "us_investment", "both"),
        ("Kia invests USD 4 million in a program", "Texas", "korean_investment", "KR->US"),
        ("Investment of USD 4 million by Tesla in a venture", "Seoul", "us_investment", "US->KR"),
        ("Tesla acquires a maker for USD 4 million", "Seoul", "us_investment", "US->KR"),
        ("Kia orders seats worth USD 4 million", "Texas", "sale", "US->KR"),
        ("Tesla orders seats worth USD 4 million", "Texas", "sale", "KR->US"),
        ("USD 4 million investment in a program", "N/A", "unknown", "both"),
        ("USD 4 million investment in ships owned by Kia", "N/A", "unknown", "both"),
    ],
)
def test_who_acts_decides_class_and_direction(
    text: str, place: str, class_: str, direction: str
) -> None:
    told = row("May 5", "Tesla", "Kia", text, place)
    assert (told["amount_class"], told["direction"]) == (class_, direction)


def test_a_second_head_begins_a_second_table() -> None:
    first = "May 5\tTesla\tKia\tMOU on seats\tTexas\n"
    second = "Signed\tKorean firm\tCounterparty\tDeal\tWhere\n"
    third = "2027-05-06\tLG Chem\tBASF\tContract to supply foam\tOhio\n"
    deals = found(HEAD + COLUMNS + first + second + third, "a.txt").deals
    assert [(d.date, [one.value for one in d.kr_entities], d.location) for d in deals] == [
        ("2027-05-05", ["Kia"], "Texas"),
        ("2027-05-06", ["LG Chem"], "Ohio"),
    ]
    assert [one.value for one in deals[1].other_entities] == ["BASF"]


def test_a_caption_above_the_head_is_no_row() -> None:
    page = (
        "<table><tr><td colspan=5>All deals of the quarter</td></tr>"
        "<tr><td>Date</td><td>U.S. party</td><td>Korean party</td><td>Deal</td><td>Place</td></tr>"
        "<tr><td>May 5, 2027</td><td>Tesla</td><td>Kia</td><td>MOU on seats</td><td>Texas</td></tr>"
        "</table>"
    )
    (deal,) = found(page, "a.html").deals
    assert (deal.date, deal.location) == ("2027-05-05", "Texas")


@pytest.mark.parametrize(
    "headings",
    [
        "# Deals, Q2 2027\n\n",
        "# Deals\n\n## April 1 - June 30, 2027\n\n",
        "# Deals\n\n## The second quarter of 2027\n\n## Deals (2027)\n\n",
        "# Deals\n\n## Q1 2027\n\nNothing.\n\n## April–June 2027\n\n",
        "# Deals\n\nThis ledger covers April 1 to June 30, 2027.\n\n",
    ],
)
def test_the_period_is_that_of_the_headings_above_or_of_what_the_text_covers(headings: str) -> None:
    lines = "".join(
        f"{day}, 2027\tTesla\tKia\tMOU\tTexas\n" for day in ("March 3", "May 5", "July 5")
    )
    deals = found(f"{headings}{COLUMNS}{lines}", "report.md").deals
    assert [deal.flags for deal in deals] == [
        ("date_outside_period",),
        (),
        ("date_outside_period",),
    ]


def test_a_heading_without_a_period_takes_that_of_nobody_beside_it() -> None:
    text = "# Deals\n\n## Q1 2027\n\nNothing.\n\n## Others\n\n" + COLUMNS
    (deal,) = found(text + "May 5, 2027\tTesla\tKia\tMOU\tTexas\n", "report.md").deals
    assert deal.flags == ()
