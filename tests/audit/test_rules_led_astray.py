"""Steps to the wrong side, rows of months, and things told as undone that were done."""

from __future__ import annotations

import pytest
from tests.audit.samples import found, found_in

PAIRS = [  # rule, day of publication, what is wrong, what is right
    (
        "DT502",
        "May 30, 2025",
        "The tender closed on 9 May. Two days earlier, on 11 May, a bidder had withdrawn.",
        "The tender closed on 9 May. Two days earlier, on 7 May, a bidder had withdrawn.",
    ),
    (
        "DT502",
        "May 30, 2025",
        "The tender closed on May 9. On May 4, a few days later, the winner was named.",
        "The tender closed on May 9. On May 14, a few days later, the winner was named.",
    ),
    (
        "DT502",
        "May 30, 2025",
        "The clerk resigned on 9 May. Earlier the same month, on 20 May, she had asked for leave.",
        "The clerk resigned on 9 May. Earlier the same month, on 2 May, she had asked for leave.",
    ),
    (
        "DT503",
        "May 30, 2025",
        (
            "The mayors of both cities opened the tram line on May 21.\n\n"
            "- Pictures of the May 24 opening ceremony can be had from the press office."
        ),
        (
            "The mayors of both cities opened the tram line on May 21.\n\n"
            "- Pictures of the May 21 opening ceremony can be had from the press office."
        ),
    ),
    (
        "DT506",
        "May 30, 2025",
        "Forty years have passed since the merger of May 2005.",
        "Twenty years have passed since the merger of May 2005.",
    ),
    (
        "DT511",
        "May 30, 2025",
        "He was arrested on 3 March 2021. He was freed on 9 June 2023, after nine months in jail.",
        "He was arrested on 3 March 2021. He was freed on 9 June 2023, after 27 months in jail.",
    ),
    (
        "DT514",
        "July 30, 2025",
        (
            "- **March 2021.** Talks.\n- **May 2022.** A plan.\n- **April 2020.** A bid.\n"
            "- **June 2023.** Work.\n- **July 2024.** A test."
        ),
        (
            "- **March 2021.** Talks.\n- **May 2022.** A plan.\n- **April 2023.** A bid.\n"
            "- **June 2023.** Work.\n- **July 2024.** A test."
        ),
    ),
    (
        "ST802",
        "February 3, 2025",
        "The 11th Special Measures Agreement ends this year, and a successor has yet to be signed.",
        "The 12th Special Measures Agreement ends in 2030, and a successor has yet to be signed.",
    ),
    (
        "ST802",
        "July 1, 2025",
        "Two reactors are to be built at Dukovany. Their contract remains unsigned, we hear.",
        "Two reactors are to be built at Dukovany. Their contract, unlike others, is public.",
    ),
    (
        "ST802",
        "February 3, 2025",
        "Savers in Yongsan are unhappy. The policy rate stands at 3.25%.",
        "Savers in Yongsan are unhappy. The policy rate stands at 3.00%.",
    ),
    (
        "ST803",
        "December 20, 2025",
        "The most recent World Economic Outlook, published in April, foresees slow growth.",
        "The most recent World Economic Outlook, published in October, foresees slow growth.",
    ),
    (
        "ST803",
        "March 20, 2025",
        "The latest annual rise in Korean consumer prices was 3.6%, for 2023.",
        "The latest annual rise in Korean consumer prices was 2.3%, for 2024.",
    ),
]


@pytest.mark.parametrize(("rule", "published", "wrong", "right"), PAIRS)
def test_the_wrong_one_is_found_and_the_right_one_is_let_stand(rule, published, wrong, right):
    assert found(rule, wrong, title="A Note", published=published)
    assert not found(rule, right, title="A Note", published=published)


def test_a_month_beyond_the_half_year_of_the_title_is_found_beside_a_row_of_sums():
    rows = "| Month | Permits |\n|---|---|\n" + "".join(
        f"| {name} | 10 |\n" for name in ("January", "February", "March", "April", "May")
    )
    for month, said in (("September", True), ("June", False)):
        text = f"{rows}| {month} | 10 |\n| Half-year | 60 |\n"
        title = "Permits, January to June 2025"
        assert bool(found("DT514", text, title=title, published="July 30, 2025")) is said


LET_STAND = [
    ("DT502", "The board met on May 3, two days later than planned, on May 1."),
    ("DT502", "It passed on December 2. A month later, on January 3, the first sum was paid."),
    ("DT511", "She fled on 3 March 2021. She was heard on 9 June 2022, after a month in hospital."),
    ("ST802", "President Yoon was removed by the court. Where he is to live is still undecided."),
    ("ST802", "Australia waits. The policy rate stands at 3.25%, and borrowers complain."),
]


@pytest.mark.parametrize(("rule", "text"), LET_STAND)
def test_what_only_looks_so_is_let_stand(rule, text):
    assert not found(rule, text, title="A Note", published="May 16, 2025")


@pytest.mark.parametrize(("month", "said"), [("March", True), ("May", False), ("June", False)])
def test_a_month_well_before_that_of_the_heading_frames_no_main_figure(month, said):
    text = f"## June 2025\n\nIn {month} the yards drew 410 permits.\n\nJune was warm."
    assert bool(found("DT501", text, title="Permits", published="July 30, 2025")) is said


@pytest.mark.parametrize(("day", "said"), [("30 April 2026", True), ("15 June 2026", False)])
def test_one_deed_is_put_on_one_day_by_two_short_documents(day, said):
    one = (
        "# The ferry pier\n\nPublished 3 March 2026\n\nThe operator Haenam Lines told its 64 "
        f"sailors that the old ferry pier at Wando closes on {day}, and offered new berths."
    )
    other = (
        "# Statement of Haenam Lines\n\nPublished 1 March 2026\n\nThe old ferry pier at Wando will "
        "close on 15 June 2026. All 64 sailors of Haenam Lines have been told."
    )
    assert bool(found_in("XD974", [one, other])) is said
