"""Text made to be slow: four times as much takes about four times as long."""

from __future__ import annotations

import cProfile
import time

import pytest

from bongsu.audit.checking import check
from bongsu.evidence.documents import Document
from bongsu.evidence.reading import analyse, read_bytes

SLOW = {
    "bare digits": "1 ",
    "amounts": "$1, ",
    "notes": "Text. <!-- bongsu: ignore AR101 -->",
    "names": "Kim Chul-su ",
    "wholes": "of 1 ",
    "shares": "1 percent ",
    "headings": "# A 5\n\n",
    "rows": "Part 1\t1,000\t5.5%\n",
}


def seconds(text: str) -> float:
    begun = time.process_time()
    check(analyse(read_bytes(text.encode(), "slow.md")))
    return time.process_time() - begun


@pytest.mark.parametrize("piece", SLOW.values(), ids=SLOW)
def test_time_grows_no_faster_than_text(piece: str):
    seconds(piece * 10)  # what is loaded and compiled once
    few = seconds(piece * 500)
    assert seconds(piece * 2000) < 4 * 2 * max(few, 0.05)


AWAITED = "The fund is projected to be depleted by 2046.\n\n"
SAT = "The Foreign Workforce Policy Committee decided on December {} to act.\n\n"


def dated(text: str, name: str) -> Document:
    return read_bytes(f"The week\nPublished January 15, 2026\n\n{text}".encode(), name)


def seconds_for(times: int) -> float:
    texts = (
        dated(AWAITED * times + SAT.format(18) * times, "a.md"),
        dated(SAT.format(22) * times, "b.md"),
    )
    begun = time.process_time()
    check([one for text in texts for one in analyse(text)])
    return time.process_time() - begun


def test_years_awaited_and_sittings_of_a_body_are_not_compared_each_with_each():
    seconds_for(10)
    few = seconds_for(75)
    assert seconds_for(300) < 4 * 2 * max(few, 0.05)


TOLD = {  # paragraphs that make one rule work, each of them a little other than the last
    "years": "The number of 2019 was higher than in 2018, when {a},047 people came. "
    "The number of visitors in 2019 was {a},500 people.\n\n",
    "lines of levels": "2023: {a},028\n2022: {b},186\nChange: -{n}.{n}%\n",
    "terms": "The three-year loan was drawn on May {n}, 2015. It is due on May {n}, 2019.\n\n",
    "deeds counted from": "The treaty was signed on May {n}, 2016. It took effect on June 3, 2020, "
    "two years after the signing.\n\n",
    "rough and exact": "The fleet has about {a} ships. At some {n}.5 million won each, that is "
    "{b}.37 million won.\n\n",
    "guesses": "About {a},000 people came, officials think. The count was {a},017 people.\n\n",
    "agreements": "The 11th Special Measures Agreement set Korea's share at 1.18 trillion won in "
    "202{n}. The SMA runs to 2025 and has {a} articles.\n\n",
    "days of events": "President Yoon declared martial law on December {n}, 2024.\n\n",
    "looking ahead": "The pact, signed in May 2015, is due to be ratified by 203{n}. ",
    "headings": "# Exports rose in year {a}\n\nExports went from ${a} billion in 2021 to ${b} "
    "billion in 2022 and to ${a} billion in 2023.\n\n",
    "lists": "Exports of chips by year:\n\n- 2021: {a} tons\n- 2022: {b} tons\n- 2023: {a} tons\n\n"
    "Exports of chips grew steadily, as the list above shows.\n\n",
    "products": "The plant uses {a} barrels a day at $80 each, for about ${b},000 a year.\n\n",
    "promises": "The government plans to build {a} homes by 203{n} and to spend {b} trillion won "
    "on them.\n\n",
    "votes": "In the poll Lee had {n}5 percent of the vote against 5{n} for Kim.\n\n",
    "rows": "Region {n} {a},000 {b},000 5.{n}\n",
    "years of a table": "| 19{n}{n} | {a}.{n} | The council met again in the town of Daegu |\n",
    "totals and their parts": "Aid came to a total of USD {a} million.\n\n",
}


def told(piece: str, times: int) -> str:
    lines = (piece.format(n=1 + i % 9, a=100 + i % 800, b=110 + i % 770) for i in range(times))
    return "The week\n\nPublished January 15, 2026\n\n" + "".join(lines)


@pytest.mark.parametrize("piece", TOLD.values(), ids=TOLD)
def test_statements_are_not_held_each_against_each(piece: str):
    seconds(told(piece, 10))
    few = seconds(told(piece, 150))
    assert seconds(told(piece, 600)) < 4 * 2 * max(few, 0.05)


def seconds_for_rows(rows: int) -> float:
    head = "# The data\n\nExports rose 5 percent.\n\n| Item | Exports | Imports |\n|---|---|---|\n"
    text = head + "".join(f"| Item {i} | {i + 100} | {i + 900} |\n" for i in range(rows))
    articles = analyse(read_bytes(text.encode(), "rows.md"))
    begun = time.process_time()
    check(articles)
    return time.process_time() - begun


def test_rows_that_are_not_checked_take_no_time_in_a_check():
    seconds_for_rows(10)
    assert seconds_for_rows(20_000) < 2 * max(seconds_for_rows(200), 0.25)


WIDE = {  # heads and cells of a table: what makes one rule compare along its rows
    "figures": ("Region {at}", "{n},{a}"),
    "words": ("Group {at}", "{word} {other}"),
    "shares": ("{year} {share}", "{n}.5%"),
    "counts and shares": ("{year} {share}", "{a}"),
    "dates": ("Stage {at}", "May {n}, 20{n}"),
    "amounts of a month": ("Town {at}", "${a} million a month"),
    "sums": ("Total", "{n},{a}"),
}


def wide(head: str, cell: str, columns: int) -> str:
    def filled(form: str, row: int, at: int) -> str:
        mixed = row * 7919 + at * 104_729
        words = ("steel", "glass", "paper", "cloth", "grain", "fish", "coal", "wood")
        return form.format(
            at=at,
            n=10 + mixed % 18,
            a=100 + mixed % 887,
            year=1990 + at % 40,
            share=("Number", "Share")[at % 2],
            word=words[mixed % 8],
            other=words[mixed % 7],
        )

    labels = ("Item", "Exports", "Annual growth", "Sales", "Income a year", "Rents")
    rows = [
        [label, *(filled(cell if row else head, row, at) for at in range(columns - 1))]
        for row, label in enumerate(labels)
    ]
    rows.insert(1, ["---"] * columns)
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"# The table\n\nPublished January 15, 2026\n\n{table}"


def calls(text: str) -> int:
    """Count the calls of functions in a check, which no other load of the machine changes."""
    articles = analyse(read_bytes(text.encode(), "wide.md"))
    profile = cProfile.Profile(builtins=False)
    profile.runcall(check, articles)
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize(("head", "cell"), WIDE.values(), ids=WIDE)
def test_work_grows_no_faster_than_the_columns_of_a_table(head: str, cell: str):
    calls(wide(head, cell, 10))  # what is loaded and compiled once
    assert calls(wide(head, cell, 320)) < 4 * 1.5 * calls(wide(head, cell, 80))


LONG_WORDS = """Hashes
Published July 1, 2025

The hash of {word} is given. The order to {word} was kept. The new ban on {word} holds.
They gave each to {word} and each to {word}. The act on {word} will take effect.
A rule for {word} was passed. The firm signed at last year's {word} {word} on May 3, 2023.
It promises the {word} of {word}.
"""


def test_a_long_word_is_not_split_in_every_way():
    def seconds_for(length: int) -> float:
        return seconds(LONG_WORDS.format(word="a3f9" * (length // 4)))

    seconds_for(8)
    assert seconds_for(400) < 4 * 2 * max(seconds_for(100), 0.1)
