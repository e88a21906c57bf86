"""``jsonl``: one finding a line."""

from __future__ import annotations

import json

from bongsu.audit.records import record
from bongsu.audit.reports import Report


def render(report: Report) -> str:
    """Return a report in this format."""
    rows = (record(one, report) for one in report.findings)
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)
