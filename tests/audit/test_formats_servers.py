"""What continuous-integration servers read: JUnit XML and GitLab's code quality."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

from tests.audit.reporting import report_of

from bongsu.audit.formats import render

TEXTS = ("This is wrong & <b>doubtful</b>\x00.\n", "All is well.\n", "perhaps\n")


def test_junit_has_a_suite_a_document_and_a_failure_a_finding():
    written = render(report_of(*TEXTS, faults=('"torn".pdf',)), "junit")
    root = ET.fromstring(written.encode())
    assert root.tag == "testsuites"
    assert dict(root.attrib) == {
        "name": "bongsu check", "tests": "5", "failures": "3", "errors": "1"
    }  # fmt: skip
    suites = {suite.get("name"): suite for suite in root}
    assert list(suites) == ["a.md", "b.md", "c.md", '"torn".pdf']
    for suite in root:
        cases = suite.findall("testcase")
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
        assert suite.get("errors") == str(len(suite.findall("testcase/error")))
    first = suites["a.md"].find("testcase/failure")
    assert first is not None
    assert first.get("type") == "error"
    assert first.get("message") == "It says wrong: 5 % of 20, is 1."
    assert (first.text or "").startswith("a.md:1:9: error XX101")
    assert len({case.get("name") for case in suites["a.md"]}) == 2


def test_gitlab_has_what_its_report_needs():
    report = report_of(*TEXTS)
    issues = json.loads(render(report, "gitlab"))
    assert [issue["severity"] for issue in issues] == ["major", "minor", "info"]
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"]
    assert issues[0]["location"]["path"] == "a.md"
    assert len({issue["fingerprint"] for issue in issues}) == 3
