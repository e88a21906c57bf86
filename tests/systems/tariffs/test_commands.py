"""`bongsu duty` and `bongsu tariffs law|flags|timeline`, as a user types them."""

import csv
import json
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from bongsu.cli.main import cli

WINE = ("duty", "2204.10.00.75", "--origin", "AU", "--date", "2025-11-05", "--claim", "none")
CAR = ("duty", "8703.23.01.40", "--origin", "KR", "--date", "2025-11-05")


def typed(*words):
    return CliRunner().invoke(cli, list(words))


def told(*words):
    result = typed(*words)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_car_pays_as_known_on_the_day_asked_for():
    before = json.loads(told(*CAR, "--known-at", "2025-11-20", "--claim", "none", "--json"))
    after = json.loads(told(*CAR, "--known-at", "2025-12-05", "--claim", "none", "--json"))
    assert (before["total"], after["total"]) == (pytest.approx(0.275), pytest.approx(0.15))
    assert before["headings"][0] == "9903.94.01"
    assert after["headings"][0] == "9903.94.61"


def test_the_answer_names_heading_dates_source_and_question():
    text = told(*CAR, "--known-at", "2025-11-20", "--value", "30000")
    for words in (
        "9903.94.01",
        "2025-04-03",
        "Proclamation 10908",
        "USD 8,250.00",
        "Is a preference",
    ):
        assert words in text


def test_a_claim_may_be_told_by_symbol_and_settles_its_question():
    answer = json.loads(told(*CAR, "--claim", "KR", "--json"))
    assert answer["claim"] == "KORUS"
    assert answer["base"] == 0.0
    assert answer["low"] == answer["high"] == pytest.approx(0.15)


def test_content_splits_the_value_between_authorities():
    words = (
        "duty",
        "8427204000",
        "--origin",
        "KOR",
        "--date",
        "2025-08-20",
        "--content",
        "steel=0.6",
    )
    answer = json.loads(told(*words, "--json"))
    assert (answer["s232"], answer["recip"]) == (pytest.approx(0.3), pytest.approx(0.06))


def test_a_base_that_is_not_simply_printed_says_what_it_rests_on():
    words = ("--origin", "KR", "--date", "2026-09-01", "--claim", "none", "--json")
    assert "carried on" in json.loads(told("duty", "1902.30.00.60", *words))["base_note"]
    specific = json.loads(told("duty", "0402.99.45.00", "--origin", "NZ", *words[2:]))
    assert "2024" in specific["base_note"]
    assert specific["base"] > 0


def test_russian_goods_pay_the_rate_in_place_of_column_2():
    words = ("duty", "2512.00.00.00", "--origin", "RU", "--date", "2025-06-01", "--json")
    answer = json.loads(told(*words))
    assert answer["base"] + answer["other"] == pytest.approx(0.35)


def test_eight_digits_give_each_line_and_the_interval():
    text = told("duty", "8703.23.01", "--origin", "KR", "--date", "2025-11-05")
    assert "8703.23.01.40" in text
    assert "from" in text.splitlines()[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((*CAR, "--flag", "flying"), "flying"),
        ((*CAR, "--claim", "USMCA"), "cannot claim USMCA"),
        ((*CAR, "--content", "steel=1.2"), "steel is 1.2"),
        ((*CAR, "--content", "steel"), "steel=0.6"),
        ((*CAR, "--content", "steel=0.7", "--content", "copper=0.7"), "1.4"),
        ((*CAR, "--content", "steel=0.6", "--content", "steel=0.3"), "steel is given twice"),
        ((*CAR, "--content", "aluminum=0.6", "--content", "aluminium=0.3"), "is given twice"),
        ((*CAR, "--value", "-5"), "value is -5"),
        (("duty", "8703.23.01.99", "--origin", "KR", "--date", "2025-11-05"), "8703.23.01"),
        (("duty", "8703.23.01.40", "--origin", "Atlantis", "--date", "2025-11-05"), "Atlantis"),
        (("duty", "8703.23.01.40", "--origin", "KR", "--date", "soon"), "soon"),
        (("duty", "8703.23.01.40", "--origin", "KR", "--date", "1999-01-01"), "1999"),
        (("duty", "8703230140", "--origin", "EU", "--date", "2025-11-05"), "such as DE"),
        (("duty", "8703230140", "--origin", "US", "--date", "2025-11-05"), "under chapter 98"),
        (
            (
                "tariffs",
                "window",
                "8703230140",
                "--origin",
                "US",
                "--from",
                "2025-11-05",
                "--to",
                "2025-11-06",
            ),
            "not-chapter-98",
        ),
        (("tariffs", "collected", "--month", "2025-13"), "write 2025-09"),
        (("tariffs", "collected", "--month", "2025-9-1"), "write 2025-09"),
        (("tariffs", "collected", "--origin", "DE"), "European Union as one, and not for Germany"),
        (("tariffs", "average", "--origin", "DE"), "European Union as one, and not for Germany"),
        ((*CAR, "--known-at", ""), "leave --known-at out"),
        ((*CAR, "--claim", " "), "leave --claim out"),
        ((*CAR, "--as-of", "2024-01-01"), "where: --as-of"),
        ((*CAR, "--flag", "heading:9903.99.98"), "heading 9903.99.98"),
        (("tariffs", "law", "8703.23.01.40"), "`bongsu duty` tells which"),
        (("tariffs", "law", "9903.94.61-9903.94.01"), "write 9903.94.01-9903.94.61"),
        (("tariffs", "timeline", "--known-at", ""), "leave --known-at out"),
        (("tariffs", "refunds", ".", "--date", "2026-06-02"), "is a folder"),
        (("tariffs", "refunds", "none.txt", "--date", "2026-06-02"), "neither CSV nor Parquet"),
        (("duty", "batch", "x" * 300 + ".csv", "--out", "r.csv"), "File name too long"),
        ((*WINE, "--value", "1e-300", "--quantity", "1e308"), "has no share of value"),
        ((*CAR, "--scenario", "utopia"), "utopia"),
        (("tariffs", "law", "9903.99.99"), "9903.99.99"),
        (("tariffs", "timeline", "--known-at", "1999-01-01"), "before the first edition"),
        (
            ("duty", "9903.94.61", "--origin", "KR", "--date", "2025-11-05"),
            "9903.94.61 has the number of a heading of chapter 99",
        ),
        (
            ("duty", "9903946100", "--origin", "KR", "--date", "2025-11-05"),
            "`bongsu tariffs law 9903.94.61`",
        ),
    ],
)
def test_bad_input_is_refused_with_what_is_wrong(words, said):
    run = subprocess.run(
        [sys.executable, "-m", "bongsu", *words], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_the_law_of_a_heading_is_quoted():
    text = told("tariffs", "law", "9903.94.61")
    assert "products of South Korea" in text
    assert "2025-12-04" in text
    assert (
        json.loads(told("tariffs", "law", "authority:s122", "--json"))[0]["heading"] == "9903.03.01"
    )


def test_flags_name_the_note_that_asks_for_them():
    found = {one["flag"]: one for one in json.loads(told("tariffs", "flags", "--json"))}
    assert "33(g)" in found["part-of-passenger-vehicle"]["note"]
    assert "9903.94.05" in found["part-of-passenger-vehicle"]["headings"]
    assert "part-of-passenger-vehicle" in told("tariffs", "flags")


def test_the_timeline_of_korea_holds_its_notice_and_forgets_it_before():
    assert "90 FR 55964" in told("tariffs", "timeline", "--origin", "KR")
    before = told("tariffs", "timeline", "--origin", "KR", "--known-at", "2025-11-20")
    assert "9903.94.61" not in before


def test_goods_of_the_country_itself_are_rated_where_they_enter_as_others_do():
    words = ("duty", "8703230140", "--origin", "US", "--date", "2025-11-05", "--claim", "none")
    answer = json.loads(told(*words, "--flag", "not-chapter-98", "--json"))
    assert answer["base"] == 0.025


def test_a_duty_by_quantity_asks_for_it_and_names_the_kind_of_its_range():
    answer = json.loads(told(*WINE, "--json"))
    assert answer["range"] == "prices-of-2024"
    asked = {one["name"]: one for one in answer["open_questions"]}
    assert asked["quantity"]["question"] == "what is the quantity (liter)?"
    assert "for most goods at the prices of 2024, which is no bound" in told(*WINE)
    valued = json.loads(told(*WINE, "--quantity", "80", "--json"))
    assert "what is the customs value?" in valued["open_questions"][0]["question"]
    exact = json.loads(told(*WINE, "--quantity", "80", "--value", "600", "--json"))
    assert exact["base"] == pytest.approx(0.198 * 80 / 600)  # 19.8 cents a liter
    assert (exact["range"], exact["open_questions"]) == ("exact", [])


def test_a_range_by_open_questions_alone_is_one_of_bounds():
    before = (*CAR, "--known-at", "2025-11-20", "--json")
    assert json.loads(told(*before))["range"] == "bounds"  # a claim takes the base duty away
    assert json.loads(told(*CAR, "--claim", "none", "--json"))["range"] == "exact"
    # Filled up to 15% whatever the quantity: the total is known, and the base duty is not.
    wine = ("duty", "2204.10.00.75", "--origin", "FR", "--date", "2025-11-05", "--json")
    answer = json.loads(told(*wine))
    assert (answer["total"], answer["range"]) == (pytest.approx(0.15), "exact")
    assert [one["name"] for one in answer["open_questions"]] == ["quantity"]


def test_help_shows_both_ways_to_ask():
    assert "--origin COUNTRY" in told("duty", "--help")
    assert "--known-at" in told("duty", "entry", "--help")


def test_an_answer_needs_no_heavy_library():
    script = (
        "import sys; from bongsu.cli.main import cli; "
        f"cli({list(CAR)!r}, standalone_mode=False); "
        "print([m for m in ('polars', 'numpy', 'xarray', 'pandas', 'yaml') if m in sys.modules])"
    )
    started = time.perf_counter()
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
    assert time.perf_counter() - started < 10  # seconds; a laden machine, not a benchmark


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--origin", "Korea"], "KR (South Korea)"),
        (["--origin", "XX"], "'XX' is no country"),
        (["--origin", "KR", "--known-at", "2024-06-01"], "before the first edition"),
        (["--origin", "KR", "--flag", "donation", "--flag", "not-donation"], "are both given"),
    ],
)
def test_what_cannot_be_read_is_told(options, said):
    result = typed("duty", "8703230140", "--date", "2025-11-05", *options)
    assert said in f"{result.output}{result.exception}"
    assert result.exit_code != 0


WHAT_IF = """\
title: A duty on milk products
measures:
  - {id: milk, heading: 9903.99.99, authority: s338, operation: add, rate: 0.1, products: 0405,
     origins: KOR, start: 2026-05-01, published: 2026-04-20, quote: made up, source: nowhere}
overrides:
  - {do: cut, targets: [authority:s122], by: 0.05, origins: [KOR, JPN]}
"""


def test_a_what_if_is_named_beside_its_duty(tmp_path):
    path = tmp_path / "milk.yaml"
    path.write_text(WHAT_IF, encoding="utf-8")
    asked = ["duty", "0405.20.30.00", "--origin", "KR", "--date", "2026-05-05", "--scenario"]
    told = CliRunner().invoke(cli, [*asked, str(path)])
    assert told.output.startswith("What if: A duty on milk products\n")
    data = json.loads(CliRunner().invoke(cli, [*asked, str(path), "--json"]).output)
    actual = json.loads(CliRunner().invoke(cli, [*asked, "actual", "--json"]).output)
    assert (data["scenario"], actual["scenario"]) == ("milk", "actual")
    assert (data["s338"], actual["s338"]) == (0.1, 0.0)
    assert actual["s122"] - data["s122"] == pytest.approx(0.05)
    cheese = ["duty", "0406.10.08.00", *asked[2:], str(path), "--json"]
    assert json.loads(CliRunner().invoke(cli, cheese).output)["s338"] == 0.0


TWICE = """\
overrides:
  - {do: raise, targets: [baseline], by: 0.05, origins: KOR}
  - {do: void, targets: [baseline], origins: KOR}
"""


def test_a_later_change_still_names_what_an_earlier_one_changed_for_some_origins(tmp_path):
    path = tmp_path / "twice.yaml"
    path.write_text(TWICE, encoding="utf-8")
    toys = ["duty", "9503.00.00.73", "--date", "2025-06-01", "--scenario", str(path), "--json"]
    totals = {
        origin: json.loads(told(*toys, "--origin", origin))["total"] for origin in ("KR", "JP")
    }
    assert totals == {"KR": 0.0, "JP": 0.1}


CLAIMED = """\
measures:
  - {id: k338, heading: 9903.99.98, authority: s338, operation: add, rate: 0.1, origins: KOR,
     needs: "!claim:KORUS", start: 2026-04-01, published: 2026-03-20, quote: made up, source: no}
"""


def test_a_what_if_may_ask_for_a_claim_that_the_law_does_not_name(tmp_path):
    law, lines, out = (tmp_path / name for name in ("law.yaml", "lines.csv", "out.csv"))
    law.write_text(CLAIMED, encoding="utf-8")
    lines.write_text(
        "hts10,origin,claim,entry_date\n"
        "1902300060,KR,KORUS,2026-06-16\n1902300060,KR,none,2026-06-16\n",
        encoding="utf-8",
    )
    told("duty", "batch", str(lines), "--out", str(out), "--scenario", str(law))
    with out.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    pasta = ("duty", "1902300060", "--origin", "KR", "--date", "2026-06-16", "--json")
    for row, claim, wanted in zip(rows, ("KORUS", "none"), (0.0, 0.1), strict=True):
        one = json.loads(told(*pasta, "--claim", claim, "--scenario", str(law)))
        assert float(row["s338"]) == one["s338"] == pytest.approx(wanted)
        assert float(row["total"]) == pytest.approx(one["total"])


def test_a_measure_may_not_cover_what_it_is_laid_on(tmp_path):
    law = tmp_path / "round.yaml"
    law.write_text(CLAIMED.replace("rate: 0.1,", "rate: 0.1, basis: rest, covers: yes,"), "utf-8")
    result = typed(
        "duty", "1902300060", "--origin", "KR", "--date", "2026-06-16", "--scenario", str(law)
    )
    assert "covers value for others and is laid on what is left of it" in str(result.exception)
