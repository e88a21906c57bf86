"""Refunds weighed over an event tree: sums by hand, identities, and files that keep to no form."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from bongsu.cli.main import cli
from bongsu.cli.tariffs_branches import outlook
from bongsu.errors import BongsuError, UnknownName
from bongsu.lab import open_lab
from bongsu.systems.tariffs.override_files import find_scenario, packaged_trees
from bongsu.systems.tariffs.refunds.weighed import Amount, Exposure, expected

# A sweater pays 15% reciprocal in August 2025, a laptop from China 20% for fentanyl in March.
ENTRIES = """hts10,origin,claim,entry_date,value
6110.20.20.69,KR,none,2025-08-10,10000
8471.30.01.00,CN,none,2025-03-10,5000
"""
TREE = """
title: Five ways for the emergency duties
issues:
  court:
    title: What does the court say?
    p: {stand: 0.25, void: 0.4, ahead: 0.15, stayed: 0.1, replaced: 0.1}
effects:
  court=void:
    overrides: [{do: void, targets: [authority:recip, authority:fent]}]
  court=ahead:
    overrides: [{do: void, targets: [authority:recip, authority:fent], from: 2025-08-01}]
  court=stayed:
    overrides:
      - {do: stay, targets: [authority:recip, authority:fent], from: 2025-03-01, to: 2025-04-01}
  court=replaced:
    overrides: [{do: replace, targets: [authority:recip, authority:fent], from: 2025-08-01}]
    measures:
      - {id: korea-338, authority: s338, operation: add, rate: 0.1, basis: full, origins: KOR,
         start: 2025-08-01, published: 2025-07-25, source: fictional}
"""


@pytest.fixture
def tree(tmp_path):
    file = tmp_path / "tree.yaml"
    file.write_text(TREE, encoding="utf-8")
    return file


SCENARIO = """scenario: court
title: What the court may say
base: baseline
issues:
  court: {p: {stand: 0.6, void: 0.4}, elicited: A guess}
overrides: [{do: void, targets: [authority:fent], source: fictional}]
effects:
  court=void:
    overrides: [{do: void, targets: [authority:recip]}]
    source: fictional
"""


@pytest.fixture
def entries(tmp_path):
    file = tmp_path / "entries.csv"
    file.write_text(ENTRIES, encoding="utf-8")
    return file


def told(*words):
    result = CliRunner().invoke(cli, ["tariffs", "refunds", *map(str, words)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_five_rulings_are_weighed_by_their_chances(tree, entries):
    found = json.loads(told(entries, "--scenario", tree, "--date", "2026-03-04", "--json"))
    refunds = {one["What does the court say?"]: one["refund"] for one in found["ways"]}
    assert refunds == {
        "stand": 0.0, "void": 2500.0, "ahead": 1500.0, "stayed": 1000.0, "replaced": 500.0,
    }  # fmt: skip
    # 0.4 x 2500 + 0.15 x 1500 + 0.1 x 1000 + 0.1 x 500
    assert found["refund"] == pytest.approx(1375.0)
    assert sum(one["usd"] for one in found["states"]) == pytest.approx(1375.0)
    assert sum(one["usd"] for one in found["by_month"]) == pytest.approx(1375.0)
    assert sum(found["by_authority"].values()) == pytest.approx(1375.0)
    assert found["by_authority"]["s338"] == pytest.approx(-0.1 * 1000)  # owed instead


def test_a_scenario_that_changes_the_law_is_weighed_as_a_tree_of_the_law(entries, tmp_path):
    # The duty of 1,000 for fentanyl falls whatever the court says, 1,500 reciprocal with it alone.
    file = tmp_path / "court.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    found = json.loads(told(entries, "--scenario", file, "--date", "2026-03-04", "--json"))
    assert [way["refund"] for way in found["ways"]] == pytest.approx([1000, 2500])
    assert found["refund"] == pytest.approx(1600)


@pytest.mark.parametrize(
    ("by", "words"),
    [("clock", "unliquidated"), ("authority", "IEEPA reciprocal"), ("month", "2025-08")],
)
def test_each_table_can_be_had_alone_and_has_the_same_sum(tree, entries, by, words):
    text = told(entries, "--scenario", tree, "--date", "2026-03-04", "--by", by)
    assert words in text
    assert "40.0%" in text
    assert "1,375.00" in text


def test_the_country_is_weighed_and_drawn(tmp_path):
    chart, stacked = tmp_path / "tree.svg", tmp_path / "time.svg"
    asked = ("--scenario", "emergency-duties", "--date", "2026-01-06")
    found = json.loads(told(*asked, "--json", "--chart", chart))
    whole = json.loads(told("--date", "2026-01-06", "--json"))
    stand, void, ahead = found["ways"]
    assert (stand["refund"], void["refund"]) == (0.0, pytest.approx(whole["refund"]))
    assert found["refund"] == pytest.approx(0.56 * void["refund"] + 0.14 * ahead["refund"])
    assert 0 < ahead["refund"] < void["refund"] / 3  # 62 of 336 days, at higher rates
    assert "56%" in chart.read_text(encoding="utf-8")
    told("--date", "2026-06-01", "--by", "month", "--chart", stacked)
    assert "can still be had without a suit" in stacked.read_text(encoding="utf-8")


def test_a_scenario_that_ends_an_authority_is_a_ruling(tmp_path, entries):
    lab = open_lab(tmp_path / "lab")
    file = tmp_path / "fall.yaml"
    file.write_text(
        """
scenario: fall
title: The emergency duties fall in August
base: baseline
issues:
  court: {title: Do they fall?, p: {no: 0.5, yes: 0.5}, elicited: A coin}
effects:
  court=yes:
    tariffs.ieepa_kept: {value: 0, from: 2025-08}
    elicited: From August on
outputs: [tariffs.korea_effective_rate]
""",
        encoding="utf-8",
    )
    ways = outlook(str(file), lab).ways
    assert [(way.outcomes, way.p, len(way.ruling.overrides)) for way in ways] == [
        (("no",), 0.5, 0),
        (("yes",), 0.5, 1),
    ]
    override = ways[1].ruling.overrides[0]
    assert (override.targets, override.start) == (
        ("authority:recip", "authority:fent"),
        date(2025, 8, 1),
    )
    text = file.read_text(encoding="utf-8").replace("value: 0,", "value: 0.5,")
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BongsuError, match="otherwise than to 0 or 1"):
        outlook(str(file), lab)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("void: 0.4", "void: 0.5", "sum to 1.1"),
        ("court=ahead", "court=nearly", "nearly is no outcome"),
        ("court=ahead", "congress=ahead", "congress is no issue"),
        ("effects:", "efects:", "effects"),
        ("authority:recip, authority:fent], from", "authority:recip], form", "from"),
        ("do: stay", "do: pause", "is no deed"),
        ("p: {stand", "when: {start: 2026, end: 2027}\n    p: {stand", "no window"),
    ],
)
def test_what_keeps_to_no_form_is_told_with_a_way_out(tree, old, new, words):
    tree.write_text(TREE.replace(old, new), encoding="utf-8")
    with pytest.raises(BongsuError, match=words):
        outlook(str(tree), None)


def test_a_tree_is_no_single_law_and_a_name_that_is_none_is_told(tree, tmp_path):
    with pytest.raises(BongsuError, match="is a tree of several outcomes"):
        find_scenario(str(tree))
    with pytest.raises(UnknownName):
        outlook("nobodys-tree", open_lab(tmp_path / "lab"))
    asked = ["tariffs", "refunds", "--scenario", str(tree), "--ruling", "ieepa-void", "--date", "x"]
    assert CliRunner().invoke(cli, asked).exit_code == 2


def test_packaged_trees_can_be_read_and_a_what_if_is_a_tree_of_one_way():
    for name in packaged_trees():
        assert sum(way.p for way in outlook(name, None).ways) == pytest.approx(1.0)
    (way,) = outlook("ieepa-void", None).ways
    assert (way.p, way.ruling) == (1.0, find_scenario("ieepa-void"))


def test_the_mean_is_linear():
    one = Exposure(
        clocks={"final": Amount(entries=4, usd=8.0, interest=1.0)},
        authorities={"recip": Amount(usd=8.0)},
        months={date(2025, 5, 1): Amount(usd=8.0)},
    )
    two = Exposure(clocks={"unliquidated": Amount(usd=4.0)}, authorities={}, months={})
    mean = expected([(0.25, one), (0.5, two), (0.25, one)])
    assert list(mean.clocks) == ["unliquidated", "final"]  # in the order of the clocks
    assert mean.whole == Amount(entries=2.0, usd=6.0, interest=0.5)
    assert mean.authorities["recip"].usd == 4.0


def test_no_packaged_tree_is_taken_for_a_what_if():
    folder = Path(__file__).parents[3] / "src/bongsu/systems/tariffs/law/trees"
    assert [file.stem for file in sorted(folder.glob("*.yaml"))] == list(packaged_trees())
