"""SARIF as the standard has it: each check names the section of SARIF 2.1.0 that it follows."""

from __future__ import annotations

import json
import re

import pytest
from tests.audit.making import evidence_of
from tests.audit.reporting import report_of

from bongsu.audit.formats import render
from bongsu.audit.formats.sarif import Columns

TEXTS = (
    "Smile \U0001f600 and 원: this is wrong,\nsee there.\n\nAll is shared and perhaps so.\n",
    "shared, and doubtful\n",
)


@pytest.fixture(scope="module")
def log():
    return json.loads(render(report_of(*TEXTS, faults=("torn file.pdf",)), "sarif"))


@pytest.fixture(scope="module")
def run(log):
    (only,) = log["runs"]
    return only


def locations(run):
    for result in run["results"]:
        yield from result["locations"]
        yield from result.get("relatedLocations", [])


def test_a_log_has_its_version_and_one_run(log):  # 3.13
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    assert set(log) == {"$schema", "version", "runs"}


def test_the_tool_has_a_name_and_rules_with_help(run):  # 3.18, 3.19, 3.49
    driver = run["tool"]["driver"]
    assert driver["name"] == "bongsu"
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert ids == sorted(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
        assert re.fullmatch(r"[A-Za-z0-9]+", rule["name"])
    helped = {rule["id"] for rule in driver["rules"] if "help" in rule}
    assert {"IG001", "IG002", "IG003"} <= helped
    preview = next(rule for rule in driver["rules"] if rule["id"] == "XY901")
    assert preview["defaultConfiguration"]["enabled"] is False


def test_a_result_points_to_its_rule_by_id_and_index(run):  # 3.27.5, 3.27.6
    rules = run["tool"]["driver"]["rules"]
    assert {result["ruleId"] for result in run["results"]} == {"XX101", "XX102", "XX301", "XD901"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]


def test_a_result_has_one_location_and_a_fingerprint(run):  # 3.27.12, 3.27.17
    prints = [result["partialFingerprints"]["bongsu/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    for result in run["results"]:
        assert len(result["locations"]) == 1


def test_related_locations_have_ids_and_messages(run):  # 3.27.22, 3.28.2
    related = [near for result in run["results"] for near in result.get("relatedLocations", [])]
    assert related
    for near in related:
        assert near["id"] >= 1
        assert near["message"]["text"]


def test_columns_count_utf16_code_units(run):  # 3.14.17, 3.30.2
    assert run["columnKind"] == "utf16CodeUnits"
    sources = dict(zip(("a.md", "b.md"), TEXTS, strict=True))
    for location in locations(run):
        physical = location["physicalLocation"]
        region = physical["region"]
        line = sources[physical["artifactLocation"]["uri"]].split("\n")[region["startLine"] - 1]
        units = line.encode("utf-16-le")
        assert region["startLine"] == region["endLine"]
        cut = units[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)]
        assert cut.decode("utf-16-le") == region["snippet"]["text"]


def test_a_file_that_could_not_be_read_is_a_notification(run):  # 3.20.14, 3.20.21
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert "is torn" in told["message"]["text"]
    (location,) = told["locations"]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == "torn%20file.pdf"


def test_all_read_is_a_success():
    (run,) = json.loads(render(report_of("All is well."), "sarif"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is True
    assert run["results"] == []


def test_columns_begin_with_each_line():
    columns = Columns(evidence_of("ab\n\U0001f600c\nd").document)
    assert [columns.at(position) for position in range(7)] == [1, 2, 3, 1, 3, 4, 1]
