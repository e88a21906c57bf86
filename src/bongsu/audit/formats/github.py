"""``github``: workflow commands, which GitHub Actions shows beside the lines of a change.

References
----------
GitHub Docs, Workflow commands for GitHub Actions, "Setting an error message"; the escapes are those
of `@actions/core`, command.ts.
"""

from __future__ import annotations

from bongsu.audit.findings import Severity
from bongsu.audit.reports import Located, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """Return a report in this format."""
    return "".join(f"{_command(one, report)}\n" for one in report.findings)


def _command(one: Located, report: Report) -> str:
    first, last = one.spot.place, one.spot.end_place
    rule = report.rules.get(one.finding.rule)
    title = f"{one.finding.rule} {rule.name}" if rule else one.finding.rule
    properties: dict[str, object] = {"file": one.spot.document.name}
    if not (first.page or first.paragraph):  # lines of extracted text are none of the file
        properties |= {"line": first.line, "endLine": last.line, "col": first.column}
        if first.line == last.line:
            properties["endColumn"] = last.column
    properties["title"] = title
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_COMMANDS[one.severity]} {listed}::{_data(one.finding.message)}"


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
