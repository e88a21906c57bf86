"""What is told elsewhere than beside it: in an apposition, a title, a table, a later clause."""

from __future__ import annotations

import pytest

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.audit.selection import Selection
from bongsu.evidence.reading import analyse, read_bytes


def said(text: str, day: str, title: str) -> list[tuple[str, Severity]]:
    document = read_bytes(f"# {title}\n\nPublished {day}\n\n{text}\n".encode(), "made-up.md")
    return [
        (one.rule, one.severity)
        for one in check(analyse(document), selection=Selection(preview=True))
    ]


# rule, day, title, wrong, right
TWINS = [
    (
        "ST801",
        "2025-03-10",
        "A Title",
        (
            "The accord with Peru, signed in Lima on May 3, 2024, is expected to take "
            "effect by the end of January 2025."
        ),
        (
            "The accord with Peru, signed in Lima on May 3, 2024, is expected to take "
            "effect by the end of July 2025."
        ),
    ),
    (
        "ST801",
        "2026-03-01",
        "A Title",
        ("The members of the union will meet in Daegu on September 29 and October 2, 2025."),
        ("The members of the union will meet in Daegu on September 29 and October 2, 2026."),
    ),
    (
        "RF851",
        "2023-05-01",
        "A Title",
        ("The total fertility rate of South Korea fell to 0.92 in 2019 and to 0.81 in 2020."),
        ("The total fertility rate of South Korea fell to 0.92 in 2019 and to 0.84 in 2020."),
    ),
    (
        "RF851",
        "2024-11-20",
        "South Korea in Numbers",
        (
            "The counts are final.\n\n"
            "| Year | Births | Deaths |\n"
            "|---|---|---|\n"
            "| 2019 | 302,676 | 295,110 |\n"
            "| 2020 | 272,337 | 304,948 |\n"
            "| 2021 | 206,562 | 317,680 |\n"
            "| 2022 | 249,186 | 372,939 |"
        ),
        (
            "The counts are final.\n\n"
            "| Year | Births | Deaths |\n"
            "|---|---|---|\n"
            "| 2019 | 302,676 | 295,110 |\n"
            "| 2020 | 272,337 | 304,948 |\n"
            "| 2021 | 260,562 | 317,680 |\n"
            "| 2022 | 249,186 | 372,939 |"
        ),
    ),
    (
        "RF851",
        "2024-11-20",
        "South Korea in Numbers",
        (
            "The counts are final.\n\n"
            "| | 2019 | 2020 | 2021 | 2022 |\n"
            "|---|---|---|---|---|\n"
            "| Deaths | 295,110 | 304,498 | 317,680 | 372,939 |"
        ),
        (
            "The counts are final.\n\n"
            "| | 2019 | 2020 | 2021 | 2022 |\n"
            "|---|---|---|---|---|\n"
            "| Deaths | 295,110 | 304,948 | 317,680 | 372,939 |"
        ),
    ),
    (
        "TR302",
        "2025-03-01",
        "A Title",
        ("The won firmed against the dollar in 2022, to the relief of importers in Korea."),
        ("The won weakened against the dollar in 2022, to the grief of importers in Korea."),
    ),
    (
        "TR302",
        "2025-03-01",
        "A Title",
        "Inflation in South Korea gained momentum in 2023.",
        "Inflation in South Korea lost momentum in 2023.",
    ),
    (
        "TR302",
        "2024-03-01",
        "A Title",
        "Fewer North Koreans reached the South in 2023 than in the year before.",
        "More North Koreans reached the South in 2023 than in the year before.",
    ),
    (
        "TR302",
        "2023-12-20",
        "A Title",
        (
            "The new life table of South Korea shows an improvement: a girl or boy born in "
            "2022 can expect to live 82.7 years."
        ),
        (
            "The new life table of South Korea shows a setback: a girl or boy born in 2022 "
            "can expect to live 82.7 years."
        ),
    ),
    (
        "RF853",
        "2020-03-01",
        "A Title",
        (
            "The second summit of Trump and Kim was held in Hanoi. It ended before noon on "
            "March 28, 2019."
        ),
        (
            "The second summit of Trump and Kim was held in Hanoi. It ended before noon on "
            "February 28, 2019."
        ),
    ),
    (
        "ST803",
        "2025-08-10",
        "A Title",
        (
            "Korean output shrank 0.2 percent in the first quarter of 2025, the latest "
            "growth figure of the Bank of Korea."
        ),
        (
            "Korean output grew 0.6 percent in the second quarter of 2025, the latest "
            "growth figure of the Bank of Korea."
        ),
    ),
    (
        "ST805",
        "2025-09-01",
        "A Title",
        (
            "The ban began on March 3, 2025. A presidential decree has widened it to "
            "ships. A hearing was held on April 7, 2025."
        ),
        (
            "The ban began on March 3, 2025. On May 5, 2025 a presidential decree widened "
            "it to ships. A hearing was held on April 7, 2025."
        ),
    ),
    (
        "ST805",
        "2025-09-01",
        "A Title",
        (
            "A levy was first charged on March 3, 2025. Lawmakers later rewrote the Harbor "
            "Act. A hearing was held on April 7, 2025."
        ),
        (
            "A levy was first charged on March 3, 2025. On May 5, 2025 lawmakers rewrote "
            "the Harbor Act. A hearing was held on April 7, 2025."
        ),
    ),
    (
        "NA902",
        "2025-01-01",
        "A Title",
        (
            "The buyer is Halla Marine Systems Co., Ltd. of Mokpo. Halla Marine Services "
            "will take the first hull in May."
        ),
        (
            "The buyer is Halla Marine Systems Co., Ltd. of Mokpo. Halla Marine Systems "
            "will take the first hull in May."
        ),
    ),
    (
        "NA902",
        "2025-01-01",
        "A Title",
        (
            "The builder will finish Temelinsky 3 and Temelinski 4 in this decade, at a "
            "cost of 4 billion dollars."
        ),
        (
            "The builder will finish Temelinsky 3 and Temelinsky 4 in this decade, at a "
            "cost of 4 billion dollars."
        ),
    ),
    (
        "HD953",
        "2025-01-01",
        "A Title",
        (
            "Contents: Ports / Rails / Roads of the south\n\n"
            "## Ports\n\n"
            "Two cranes were added.\n\n"
            "The depth is kept at 17 meters.\n\n"
            "New rails were laid in spring. The line to the coast is open.\n\n"
            "## Roads of the south\n\n"
            "Three roads were widened."
        ),
        (
            "Contents: Ports / Rails / Roads of the south\n\n"
            "## Ports\n\n"
            "Two cranes were added.\n\n"
            "## Rails\n\n"
            "New rails were laid in spring. The line to the coast is open.\n\n"
            "## Roads of the south\n\n"
            "Three roads were widened."
        ),
    ),
    (
        "HD953",
        "2025-01-01",
        "A Title",
        (
            "We took up the matters in order: prices, harvests, the port, and wages.\n\n"
            "**Prices.** They were flat in the autumn of the year.\n\n"
            "**Harvests.** They were good in the south and poor in the north.\n\n"
            "The cranes stood still for nine days.\n\n"
            "**Wages.** They rose in most trades."
        ),
        (
            "We took up the matters in order: prices, harvests, the port, and wages.\n\n"
            "**Prices.** They were flat in the autumn of the year.\n\n"
            "**Harvests.** They were good in the south and poor in the north.\n\n"
            "**The port.** The cranes stood still for nine days.\n\n"
            "**Wages.** They rose in most trades."
        ),
    ),
    (
        "HD953",
        "2025-01-01",
        "Notes to the Accounts",
        (
            "**Note 4. Inventories**\n\n"
            "Stocks were 12 billion won. Leases are told in Note 6.\n\n"
            "**Note 5. Borrowings**\n\n"
            "Loans came to 30 billion won.\n\n"
            "The leases run for nine years.\n\n"
            "**Note 7. Commitments**\n\n"
            "None."
        ),
        (
            "**Note 4. Inventories**\n\n"
            "Stocks were 12 billion won. Leases are told in Note 6.\n\n"
            "**Note 5. Borrowings**\n\n"
            "Loans came to 30 billion won.\n\n"
            "**Note 6. Leases**\n\n"
            "The leases run for nine years.\n\n"
            "**Note 7. Commitments**\n\n"
            "None."
        ),
    ),
    (
        "TB902",
        "2025-01-01",
        "A Title",
        (
            "| Flow | Value | Change |\n"
            "|---|---|---|\n"
            "| Total sales | 68 | 8.2 |\n"
            "| of which ships | 14 | 4.9 |\n"
            "| of which cars | 7 | -0.1 |\n"
            "| Total purchases | 63 |"
        ),
        (
            "| Flow | Value | Change |\n"
            "|---|---|---|\n"
            "| Total sales | 68 | 8.2 |\n"
            "| of which ships | 14 | 4.9 |\n"
            "| of which cars | 7 | -0.1 |\n"
            "| Total purchases | 63 | 1.0 |"
        ),
    ),
]


@pytest.mark.parametrize(("rule", "day", "title", "wrong", "right"), TWINS)
def test_the_wrong_twin_is_found_and_the_right_one_raises_no_alarm(rule, day, title, wrong, right):
    assert rule in {found for found, _ in said(wrong, day, title)}
    alarms = [found for found, severity in said(right, day, title) if severity is not Severity.NOTE]
    assert alarms == []
    assert rule not in {found for found, _ in said(right, day, title)}


@pytest.mark.parametrize(("way", "found"), [("Shrinking", True), ("Growing", False)])
def test_the_trend_of_a_title_is_held_against_the_figure_of_the_text(way, found):
    title = f"The {way} U.S. Goods Deficit with Korea"
    rules = {
        rule for rule, _ in said("The deficit was $66.0 billion in 2024.", "2025-03-06", title)
    }
    assert ("TR302" in rules) is found


LET_STAND = [
    ("2025-06-18", "British steel is treated otherwise for now: it still enters at 25 percent."),
    ("2025-11-05", "The two spoke on October 30, on the margins of the APEC meetings in Gyeongju."),
    (
        "2019-09-01",
        "Between April 2018 and June 2019 he met more envoys than his father in 17 years.",
    ),
    ("2022-09-22", "SEOUL, Sept. 22 - Shares fell. On Wednesday the bank had raised its rates."),
    (
        "2025-03-01",
        "Claims grew from 1,574 in 2013 to 18,837 in 2023, and 18,336 were lodged in 2024.",
    ),
    (
        "2025-03-01",
        "Refugees in Korea are increasingly content. In 2025 224 came, as many as before.",
    ),
]


@pytest.mark.parametrize(("day", "text"), LET_STAND)
def test_what_is_of_something_else_is_let_stand(day, text):
    alarms = [
        rule for rule, severity in said(text, day, "A Title") if severity is not Severity.NOTE
    ]
    assert alarms == []
