"""``json``: all findings as one list."""

from __future__ import annotations

import json

from bongsu.audit.records import record
from bongsu.audit.reports import Report


def render(report: Report) -> str:
    """Return a report in this format."""
    rows = [record(one, report) for one in report.findings]
    return json.dumps(rows, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
