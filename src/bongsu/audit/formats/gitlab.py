"""``gitlab``: a Code Quality report.

References
----------
GitLab Docs, Code Quality, "Code Quality report format".
"""

from __future__ import annotations

import json
from hashlib import blake2b

from bongsu.audit.findings import Severity
from bongsu.audit.reports import Located, Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """Return a report in this format."""
    rows = [_issue(one) for one in report.findings]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _issue(one: Located) -> dict[str, object]:
    first, last = one.spot.place, one.spot.end_place
    name = one.spot.document.name
    return {
        "description": f"{one.finding.rule}: {one.finding.message}",
        "check_name": one.finding.rule,
        "fingerprint": blake2b(f"{name}\0{one.id}".encode(), digest_size=16).hexdigest(),
        "severity": _SEVERITIES[one.severity],
        "location": {"path": name, "lines": {"begin": first.line, "end": last.line}},
    }
