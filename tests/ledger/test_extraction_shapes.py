"""Ledgers in other shapes: separated values, captions, other heads, other ways to write a day."""

from __future__ import annotations

from tests.ledger.invented import found

from bongsu.ledger.extraction.records import Deal, names

TRACKER = """Tracker of deals,,,,,
Updated 10 January 2028,,,,,
Date announced,US company,Korean company,Description,Deal value,City/State
"Wednesday, October 27, 2027",Intel,"Kia, Naver, and LG Chem","Supply of ""fast"" chips",,Busan
30-Oct-27,"Ford; General Motors",,"Ford completes acquisition of a maker",USD 5 billion+,Seoul
10/31/27,Acme / Intel,SK On,MOU on cells,KRW 800bn,Ohio
Notes: none,,,,,
"""
SECTIONS = """<h1>Deals, October-December 2027</h1>
<table>
<tr><td>Day</td><td>Who (U.S.)</td><td>Who (Korea)</td><td>Transaction</td><td>Worth</td></tr>
<tr><td colspan=5>October</td></tr>
<tr><td>2 October 2027</td><td>Intel</td><td>Kia,<br>Naver</td><td>MOU on seats</td>
<td>hundreds of millions of dollars</td></tr>
<tr><td colspan=5>November</td></tr>
<tr><td>Nov 4, 2027 (Thu)</td><td>Tesla†</td><td>LG Chem</td><td>Contract to supply foam</td>
<td>US$50bn (potential)</td></tr>
</table>"""


def shown(deal: Deal) -> tuple[object, ...]:
    """The fields of a deal that a ledger is about."""
    sum_ = deal.amount
    return (
        deal.date,
        names(deal.us_entities),
        names(deal.kr_entities),
        deal.instrument.value if deal.instrument else None,
        (sum_.value, sum_.currency, sum_.class_) if sum_ else None,
        deal.location,
        deal.flags,
    )


def test_separated_values_are_a_table_below_their_caption() -> None:
    deals = found(TRACKER, "tracker.csv").deals
    assert [shown(deal) for deal in deals] == [
        ("2027-10-27", ["Intel"], ["Kia", "Naver", "LG Chem"], "contract", None, "Busan", ()),
        (
            "2027-10-30",
            ["Ford", "General Motors"],
            [],
            "investment",
            (5e9, "USD", "us_investment"),
            "Seoul",
            ("amount_at_least",),
        ),
        (
            "2027-10-31",
            ["Acme", "Intel"],
            ["SK On"],
            "mou",
            (8e11, "KRW", "unknown"),
            "Ohio",
            (),
        ),
    ]
    assert deals[0].text == 'Supply of "fast" chips'


def test_rows_that_name_what_stands_below_are_no_deals() -> None:
    assert [shown(deal) for deal in found(SECTIONS, "a.html").deals] == [
        ("2027-10-02", ["Intel"], ["Kia", "Naver"], "mou", None, None, ("amount_in_words",)),
        (
            "2027-11-04",
            ["Tesla"],
            ["LG Chem"],
            "contract",
            (5e10, "USD", "sale"),
            None,
            (),
        ),
    ]


def test_lines_with_bars_are_a_table_and_a_year_beside_it_dates_them() -> None:
    text = (
        "Agreements\nAugust 2027\n\n"
        "Date      | American partner | South Korean partner | Agreement        | Site\n"
        "Aug. 25   | Ford; Intel      | KEPCO, KHNP          | MOU on seats     | Ohio\n"
        "26 August | Tesla            | Kia and LG Chem| Contract to supply seats | Texas\n"
    )
    first, second = found(text, "a.txt").deals
    assert (first.date, names(first.us_entities)) == ("2027-08-25", ["Ford", "Intel"])
    assert (second.date, names(second.kr_entities)) == ("2027-08-26", ["Kia", "LG Chem"])


def test_a_head_that_names_a_currency_is_of_sums_and_a_column_takes_the_side_of_its_names() -> None:
    text = (
        "# Deals, Q4 2027\n\n| Company | Date | Investment (USD bn) | Partner | Details |\n"
        "|---|---|---|---|---|\n"
        "| Korea Zinc | Dec 15 | 7.4 | Intel | Smelter in Ohio |\n"
        "| Oryeon Cable | Oct 2 | 0.5 | Qinby Ltd. | Growth of its lines |\n"
        "| Kia (Korea) | Oct 3 | 0.5 | Ford (US) | MOU on seats |\n"
    )
    deals = found(text, "a.md").deals
    assert [(names(d.us_entities), names(d.kr_entities)) for d in deals] == [
        (["Intel"], ["Korea Zinc"]),
        (["Qinby Ltd."], ["Oryeon Cable"]),
        (["Ford"], ["Kia"]),
    ]
    assert [d.amount.value for d in deals if d.amount] == [7.4e9, 5e8, 5e8]


def test_korean_heads_and_days_are_read() -> None:
    text = (
        "# 2027년 4분기 한미 협력\n\n| 날짜 | 미국 기업 | 한국 기업 | 내용 | 금액 | 장소 |\n"
        "|---|---|---|---|---|---|\n"
        "| 2027년 10월 14일 | Intel | Naver | 반도체 양해각서 | - | 서울 |\n"
        "| 11월 3일 | Tesla | Kia | 부품 공급 계약 | 3조원 | 미국 |\n"
        "| 12.15 | Ford | LG Chem | 투자 | 74억 달러 | 미국 |\n"
    )
    deals = found(text, "a.md").deals
    assert [(d.date, d.amount.value if d.amount else None, d.flags) for d in deals] == [
        ("2027-10-14", None, ()),
        ("2027-11-03", 3e12, ()),
        ("2027-12-15", 7.4e9, ()),
    ]
