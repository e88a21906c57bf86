"""The ledger from the command line."""

from __future__ import annotations

import io
import json

import pytest
from tests.ledger.statements_made import deal, stated

from bongsu.cli.main import main
from bongsu.ledger import store
from bongsu.ledger.files import append, read

PACKAGED = store.packaged

PAPER = """# A Ledger of Deals

Published: February 3, 2026

| Date | U.S. Entity | Korean Entity | Project | Location |
|---|---|---|---|---|
| November 17, 2025 | N/A | LS Electric | USD 76 million transformer supply contract | Texas |
| November 13, 2025 | Etibus Group | LG Chem | USD 2 billion cathode supply contract | N/A |
"""


@pytest.fixture
def bongsu(tmp_path, monkeypatch, capsys):
    """Run a command in an empty lab; return its exit code, output and talk."""
    monkeypatch.setattr(store, "packaged", lambda: tmp_path / "none.jsonl")
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--lab", str(tmp_path / "lab"), *words])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return run


def _ledger(tmp_path):
    return tmp_path / "lab" / "ledger.jsonl"


def test_a_document_is_added_once_and_every_number_leads_to_its_words(bongsu, tmp_path):
    (tmp_path / "paper.md").write_text(PAPER)
    code, out, _ = bongsu("ledger", "add", "paper.md", "--publisher", "An Institute")
    assert (code, "2 deals" in out) == (0, True)
    size = _ledger(tmp_path).stat().st_size
    assert (
        "0 new statements" in bongsu("ledger", "add", "paper.md", "--publisher", "An Institute")[1]
    )
    assert _ledger(tmp_path).stat().st_size == size
    told = json.loads(bongsu("ledger", "total", "--commitment", "350e9", "--json")[1])
    sale = told["classes"]["sale"]
    assert sale["sums"] == {"USD": 2.076e9}
    for row in sale["rows"]:
        assert PAPER[row["start"] : row["end"]] == row["quote"]
        trail = json.loads(bongsu("trace", row["subject"], "--json")[1])
        amount = next(one for one in trail["statements"] if one["prop"] == "amount")
        assert (amount["id"], amount["quote"]) == (row["statement"], row["quote"])
        assert amount["source"]["title"] == "A Ledger of Deals"
        assert amount["source"]["publisher"] == "An Institute"
        assert amount["source"]["published"] == "2026-02-03"
    assert told["commitment"]["designated"] == 0


def test_an_unreadable_file_does_not_keep_the_others_out(bongsu, tmp_path):
    (tmp_path / "paper.md").write_text(PAPER)
    code, out, err = bongsu("ledger", "add", "none.md", "paper.md")
    assert (code, "2 deals" in out, "none.md" in err) == (2, True, True)


def test_deals_are_shown_by_party_in_any_spelling_and_by_group(bongsu, tmp_path):
    append(_ledger(tmp_path), [*deal("a", korean=("Hanwha Systems",)), *deal("b")])
    for name in ("hanwha systems", "Hanwha"):
        _, out, _ = bongsu("ledger", "show", "--entity", name, "--json")
        assert [json.loads(line)["subject"] for line in out.splitlines()] == ["deal:a"]
    assert "deal:b" in bongsu("ledger", "show")[1]


def test_show_query_and_total_look_as_of_a_day(bongsu, tmp_path):
    append(_ledger(tmp_path), deal("a", amount=5.0))  # recorded on 10 January 2026
    for words in (
        ("ledger", "show", "--json"),
        ("ledger", "query", "SELECT subject FROM deals", "--json"),
        ("ledger", "total", "--json"),
    ):
        assert "deal:a" in bongsu(*words)[1]
        assert "deal:a" not in bongsu(*words, "--as-of", "2026-01-09")[1]


def test_one_sum_across_classes_is_refused_with_the_reason(bongsu, tmp_path):
    append(_ledger(tmp_path), [*deal("a", amount=5.0), *deal("b", amount=5.0, class_="award")])
    code, out, err = bongsu("ledger", "total", "--one-sum")
    assert (code, out) == (2, "")
    assert "count different things" in err
    assert bongsu("ledger", "total", "--one-sum", "--class", "sale")[1] == "USD 5\n"


def test_a_correction_and_a_judgement_are_lines_that_are_added(bongsu, tmp_path):
    one = deal("a", amount=5.0, document="document:aaaaaaaaaaaa")
    append(_ledger(tmp_path), [*one, *deal("b", amount=5.0, document="document:bbbbbbbbbbbb")])
    before = _ledger(tmp_path).read_bytes()
    code, _, _ = bongsu(
        "ledger", "correct", "deal:a", "amount", "5.05", "--because", "printed so", "--by", "Kim"
    )
    assert code == 0
    assert "counted twice" in bongsu("ledger", "total")[2]
    (waiting,) = json.loads(bongsu("ledger", "review", "--list", "--json")[1])
    assert bongsu("ledger", "review", "--accept", waiting["id"], "--by", "Kim")[0] == 0
    assert bongsu("ledger", "review", "--list")[2] == "nothing waits for a judgement\n"
    told = json.loads(bongsu("ledger", "total", "--json")[1])
    assert told["classes"]["sale"]["sums"] == {"USD": 5.05}
    assert bongsu("ledger", "review", "--reject", "deal:a=deal:b", "--by", "Lee")[0] == 0
    told = json.loads(bongsu("ledger", "total", "--json")[1])
    assert told["classes"]["sale"]["sums"] == {"USD": 10.05}
    assert _ledger(tmp_path).read_bytes().startswith(before)
    judged = [one for one in read(_ledger(tmp_path)).statements if one.prop == "same_as"]
    assert [one.extractor for one in judged] == ["Kim", "Kim"]  # said, and withdrawn


def test_a_value_with_a_minus_is_told_to_stand_behind_two(bongsu, tmp_path):
    append(_ledger(tmp_path), deal("a", amount=1e6))
    wanted = ("--because", "why", "--by", "me", "deal:a", "amount")
    code, _, err = bongsu("ledger", "correct", *wanted, "-5")
    assert (code, "PROPERTY -- -5" in err) == (2, True)
    code, _, err = bongsu("ledger", "correct", *wanted, "--", "-5")
    assert (code, "amount cannot be '-5'" in err) == (2, True)
    code, _, err = bongsu("ledger", "correct", *wanted, "5", "--becuase")
    assert (code, "--becuase" in err) == (2, True)


def test_review_walks_through_what_waits_and_asks(bongsu, tmp_path, monkeypatch):
    for name, document in (("a", "aaaaaaaaaaaa"), ("b", "bbbbbbbbbbbb"), ("c", "cccccccccccc")):
        append(_ledger(tmp_path), deal(name, document=f"document:{document}"))
    monkeypatch.setattr("sys.stdin", io.StringIO("y\nl\nn\n"))
    code, out, _ = bongsu("ledger", "review", "--by", "Kim")
    assert (code, out.count("the same?")) == (0, 3)
    told = [(one.prop, one.subject, one.value) for one in read(_ledger(tmp_path)).statements]
    judged = [each for each in told if each[0].endswith("same_as")]
    assert judged == [
        ("same_as", "deal:a", "deal:b"),
        ("not_same_as", "deal:b", "deal:c"),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("s\n"))
    assert bongsu("ledger", "review", "--by", "Kim")[0] == 0


def test_a_broken_line_is_named_and_the_rest_is_shown(bongsu, tmp_path):
    append(_ledger(tmp_path), deal("a"))
    with _ledger(tmp_path).open("a") as file:
        file.write("no statement\n")
    append(_ledger(tmp_path), deal("b"))
    before = _ledger(tmp_path).read_bytes()
    code, out, err = bongsu("ledger", "show", "--json")
    assert (code, len(out.splitlines())) == (0, 2)
    assert f"ledger.jsonl:{len(deal('a')) + 1}" in err
    assert _ledger(tmp_path).read_bytes() == before


def test_what_a_document_says_does_not_move_the_terminals_cursor(bongsu, tmp_path):
    odd = [stated("deal:a", "date", "2025-11-17"), stated("deal:a", "action", "buy \x1b[2J all")]
    append(_ledger(tmp_path), odd)
    for words in (("ledger", "show"), ("ledger", "trace", "deal:a")):
        assert "\x1b[2J" not in bongsu(*words)[1]
    assert "\x1b[2J" not in bongsu("ledger", "query", "SELECT action FROM deals")[1]


def test_a_rate_needs_its_day_and_its_source(bongsu, tmp_path):
    append(_ledger(tmp_path), deal("a", amount=1.4e12, currency="KRW"))
    assert bongsu("ledger", "total", "--rate", "KRW=1400")[0] == 2
    told = bongsu("ledger", "total", "--rate", "KRW=1400@2025-11-17:Bank of Korea", "--json")[1]
    (row,) = json.loads(told)["classes"]["sale"]["rows"]
    assert (row["converted"], row["rate_date"], row["rate_source"]) == (
        1e9, "2025-11-17", "Bank of Korea",
    )  # fmt: skip


@pytest.mark.parametrize("beneath", [False, True])
def test_the_totals_of_the_ledger_article(bongsu, shared, monkeypatch, beneath):
    if beneath:  # the packaged quarter was made from the same article, and gives way to it
        monkeypatch.setattr(store, "packaged", PACKAGED)
    (article,) = (shared / "documents").glob("000_*.txt")
    assert bongsu("ledger", "add", str(article))[0] == 0
    told = json.loads(bongsu("ledger", "total", "--commitment", "350e9", "--json")[1])
    sums = {name: each["sums"].get("USD", 0.0) for name, each in told["classes"].items()}
    assert sums["sale"] == 2_888e6
    assert sums["award"] == 210e6
    linked = told["korean_linked_investment_rows"]["USD"]
    assert linked == {"sum": 7_404.5e6, "of_which_gross_project_cost": 7_400e6}
    assert told["commitment"]["designated"] == 0


def test_trace_looks_as_of_a_day(bongsu, tmp_path):
    append(_ledger(tmp_path), [*deal("a", amount=1e6), *deal("b", korean=("Kia",))])
    bongsu("ledger", "correct", "deal:a", "amount", "2e6", "--because", "seen", "--by", "Kim")
    assert "2,000,000" in bongsu("ledger", "trace", "deal:a")[1]
    _, earlier, _ = bongsu("ledger", "trace", "deal:a", "--as-of", "2026-01-10")
    assert ("1,000,000 USD" in earlier, "2,000,000" in earlier, "withdrawn" in earlier) == (
        True,
        False,
        False,
    )
    code, _, err = bongsu("ledger", "trace", "deal:a", "--as-of", "2026-01-09")
    assert (code, "nothing was stated of deal:a by 2026-01-09" in err) == (2, True)


def test_review_lists_what_waited_on_a_day_and_judges_only_today(bongsu, tmp_path):
    later = "document:bbbbbbbbbbbb"
    append(_ledger(tmp_path), [*deal("a", amount=1e6), *deal("b", amount=1e6, document=later)])
    assert "deal:a" in bongsu("ledger", "review", "--as-of", "2026-01-10")[1]
    _, out, err = bongsu("ledger", "review", "--as-of", "2026-01-09")
    assert (out, "nothing waits" in err) == ("", True)
    code, _, err = bongsu("ledger", "review", "--as-of", "2026-01-10", "--accept", "x")
    assert (code, "a judgement is of today" in err) == (2, True)
