"""``junit``: a test suite a document, in which every finding is a failure.

References
----------
The XML that Apache Ant's task `junitreport` reads, as continuous-integration servers take it.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from bongsu.audit.formats.text import line
from bongsu.audit.reports import Located, Report
from bongsu.patterns import regex

_NOT_XML = regex("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """Return a report in this format."""
    suites = []
    for document in report.documents:
        mine = [one for one in report.findings if one.spot.document is document]
        cases = [_case(one) for one in mine] or [_fine(document.name)]
        suites.append(_suite(document.name, cases, failures=len(mine), errors=0))
    for fault in report.faults:
        said = _text(str(fault.error))
        case = (
            f'    <testcase name="can be read" classname={_attribute(fault.file)}>\n'
            f"      <error message={_attribute(fault.error.what)}>{said}</error>\n"
            "    </testcase>\n"
        )
        suites.append(_suite(fault.file, [case], failures=0, errors=1))
    tests = len(report.findings) + len(report.faults)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="bongsu check" tests="{_tests(report, tests)}" '
        f'failures="{len(report.findings)}" errors="{len(report.faults)}">\n'
        f"{''.join(suites)}</testsuites>\n"
    )


def _tests(report: Report, found: int) -> int:
    """Return how many cases there are: a document without findings has one that passes."""
    with_findings = {id(one.spot.document) for one in report.findings}
    return found + sum(id(document) not in with_findings for document in report.documents)


def _suite(name: str, cases: list[str], *, failures: int, errors: int) -> str:
    return (
        f'  <testsuite name={_attribute(name)} tests="{len(cases)}" failures="{failures}" '
        f'errors="{errors}">\n{"".join(cases)}  </testsuite>\n'
    )


def _fine(name: str) -> str:
    return f'    <testcase name="nothing found" classname={_attribute(name)}/>\n'


def _case(one: Located) -> str:
    name = f"{one.finding.rule} {one.spot.place.label} {one.id}"
    return (
        f"    <testcase name={_attribute(name)} classname={_attribute(one.spot.document.name)} "
        f'line="{one.spot.place.line}">\n'
        f"      <failure type={_attribute(one.severity.value)} "
        f"message={_attribute(one.finding.message)}>{_text(line(one))}</failure>\n"
        "    </testcase>\n"
    )


def _attribute(words: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", words))


def _text(words: str) -> str:
    return (
        _NOT_XML.sub("\ufffd", words)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
    )
