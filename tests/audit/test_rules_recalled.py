"""Rules that know the reference by its figures and days: slips, stale figures, trends, acts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.checking import check
from bongsu.audit.findings import Severity
from bongsu.audit.reading.digit_slips import lost, replaced, slip_of_date, swapped
from bongsu.audit.selection import Selection
from bongsu.evidence.reading import analyse, read_bytes


def said(text: str, day: str, title: str = "A Title") -> list[tuple[str, Severity]]:
    document = read_bytes(f"# {title}\n\nPublished {day}\n\n{text}\n".encode(), "made-up.md")
    return [
        (one.rule, one.severity)
        for one in check(analyse(document), selection=Selection(preview=True))
    ]


# rule, day, wrong, right
TWINS = [
    (
        "RF853",
        "2020-03-01",
        "Moon Jae-in and Kim Jong Un signed the Panmunjom Declaration on April 17, 2018.",
        "Moon Jae-in and Kim Jong Un signed the Panmunjom Declaration on April 27, 2018.",
    ),
    (
        "RF853",
        "2024-03-01",
        "Diplomatic relations between South Korea and China were set up on August 24, 1991.",
        "Diplomatic relations between South Korea and China were set up on August 24, 1992.",
    ),
    (
        "RF853",
        "2019-03-01",
        (
            "The Constitutional Court upheld the impeachment of Park Geun-hye. She lost her office "
            "on March 20, 2017."
        ),
        (
            "The Constitutional Court upheld the impeachment of Park Geun-hye. She lost her office "
            "on March 10, 2017."
        ),
    ),
    (
        "RF853",
        "2023-09-01",
        "South Korea joined the OECD on December 12, 1995, the second Asian member.",
        "South Korea joined the OECD on December 12, 1996, the second Asian member.",
    ),
    (
        "RF851",
        "2025-03-01",
        "South Korea received 18,363 asylum applications in 2024.",
        "South Korea received 18,336 asylum applications in 2024.",
    ),
    (
        "RF851",
        "2024-05-01",
        "In 2023, the number of births fell to 203,028, a record low for South Korea.",
        "In 2023, the number of births fell to 230,028, a record low for South Korea.",
    ),
    (
        "RF851",
        "2025-02-01",
        "The national budget of South Korea for 2025 was fixed at 637.3 trillion won.",
        "The national budget of South Korea for 2025 was fixed at 673.3 trillion won.",
    ),
    (
        "ST803",
        "2024-06-01",
        (
            "The most recent annual figure of the Justice Ministry of Korea is 11,539 asylum "
            "claims, for 2022."
        ),
        (
            "The most recent annual figure of the Justice Ministry of Korea is 18,837 asylum "
            "claims, for 2023."
        ),
    ),
    (
        "ST803",
        "2025-10-20",
        "The most recent reading of Korean inflation, for August, was 1.7 percent.",
        "The most recent reading of Korean inflation, for September, was 2.1 percent.",
    ),
    (
        "ST803",
        "2025-10-20",
        "In its latest outlook, the Bank of Korea forecast growth of 0.8 percent for 2025.",
        "In its latest outlook, the Bank of Korea forecast growth of 0.9 percent for 2025.",
    ),
    (
        "TR302",
        "2024-05-01",
        "South Korea's exports climbed to 632.2 billion dollars in 2023.",
        "South Korea's exports sank to 632.2 billion dollars in 2023.",
    ),
    (
        "TR302",
        "2024-05-01",
        (
            "Marriages in South Korea came to 193,657 in 2023. That was a decline from the "
            "previous year."
        ),
        (
            "Marriages in South Korea came to 193,657 in 2023. That was an increase on the "
            "previous year."
        ),
    ),
    (
        "TR302",
        "2021-05-01",
        "Arrivals of North Korean defectors surged in 2020.",
        "Arrivals of North Korean defectors collapsed in 2020.",
    ),
    (
        "ST802",
        "2025-08-01",
        "At present Korean mills pay a duty of 25 percent on steel shipped to the United States.",
        "At present Korean mills pay a duty of 50 percent on steel shipped to the United States.",
    ),
    (
        "ST802",
        "2022-09-01",
        "The governor of the Bank of Korea, Lee Ju-yeol, faces a hard choice.",
        "The governor of the Bank of Korea, Rhee Chang-yong, faces a hard choice.",
    ),
    (
        "ST802",
        "2025-02-10",
        "Acting President Han Duck-soo chairs the cabinet in Seoul.",
        "Acting President Choi Sang-mok chairs the cabinet in Seoul.",
    ),
    (
        "ST802",
        "2025-06-20",
        "Korea is still led by Acting President Lee Ju-ho.",
        "Korea is now led by President Lee Jae-myung.",
    ),
    (
        "ST802",
        "2025-04-20",
        "Yoon Suk Yeol, the president, leads a country in doubt.",
        "Han Duck-soo, the acting president, leads a country in doubt.",
    ),
    (
        "ST802",
        "2025-02-15",
        "The minimum wage in Korea now stands at 9,860 won an hour.",
        "The minimum wage in Korea now stands at 10,030 won an hour.",
    ),
    (
        "ST802",
        "2025-06-10",
        "The Constitutional Court is still weighing the impeachment of President Yoon.",
        "The Constitutional Court removed President Yoon in April.",
    ),
    (
        "ST801",
        "2025-03-10",
        "Parliament must vote on the bill no later than December 2, 2024.",
        "Parliament must vote on the bill no later than December 2, 2025.",
    ),
    (
        "ST801",
        "2024-08-01",
        "The ministry means to publish its plan by the end of March 2024.",
        "The ministry means to publish its plan by the end of March 2025.",
    ),
    (
        "ST805",
        "2025-08-01",
        "The Justice Ministry widened the visa. Since that decision, applications have doubled.",
        (
            "On May 2, 2025, the Justice Ministry widened the visa. Since that decision, "
            "applications have doubled."
        ),
    ),
]


@pytest.mark.parametrize(("rule", "day", "wrong", "right"), TWINS)
def test_the_wrong_twin_is_found_and_the_right_one_raises_no_alarm(rule, day, wrong, right):
    assert rule in {found for found, _ in said(wrong, day)}
    alarms = [found for found, severity in said(right, day) if severity is not Severity.NOTE]
    assert alarms == []
    assert rule not in {found for found, _ in said(right, day)}


LET_STAND = [
    # the text knows the day, and tells of another one
    (
        "Yoon declared martial law on December 3, 2024. The committee heard the officers who had "
        "enforced martial law on December 13, 2024."
    ),
    "On April 27, 2019, the anniversary of the Panmunjom Declaration was marked in the South.",
    # the same digits of another measure
    "South Korea had 193,657 marriages in 2023, and births came to 230,028.",
    # no country of the reference
    "The number of births fell to 203,028 in Japan's north in 2023.",
]


@pytest.mark.parametrize("text", LET_STAND)
def test_a_chance_likeness_is_let_stand(text):
    rules = {rule for rule, severity in said(text, "2025-06-01") if severity is not Severity.NOTE}
    assert rules.isdisjoint({"RF851", "RF853"})


@given(st.text("0123456789", min_size=2, max_size=8), st.data())
def test_a_slip_goes_both_ways_and_is_none_of_itself(digits, data):
    at = data.draw(st.integers(0, len(digits) - 1))
    shorter = digits[:at] + digits[at + 1 :]
    assert lost(shorter, digits)
    assert lost(digits, shorter)
    assert not (swapped(digits, digits))
    assert not (replaced(digits, digits))
    assert not (lost(digits, digits))


@given(st.dates(), st.dates())
def test_a_slip_of_a_date_goes_both_ways(first, second):
    assert slip_of_date(first, second) == slip_of_date(second, first)
