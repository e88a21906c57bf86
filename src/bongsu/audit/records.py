"""A finding as a record for machines: the one that `json` and `jsonl` write."""

from __future__ import annotations

from bongsu.audit.reports import Located, Report, Spot
from bongsu.audit.values import plain


def record(one: Located, report: Report) -> dict[str, object]:
    """Return a finding as plain values; positions are code points of the decoded file."""
    finding = one.finding
    rule = report.rules.get(finding.rule)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": one.spot.start,
        "end": one.spot.end,
        "related": [_related(spot, message) for spot, message in one.related],
        "message": finding.message,
        "evidence": plain(finding.evidence),
        "id": one.id,
        "name": rule.name if rule else "",
        "quote": one.spot.quote,
        **_place(one.spot),
    }


def _related(spot: Spot, message: str) -> dict[str, object]:
    place = {"start": spot.start, "end": spot.end, "message": message, "quote": spot.quote}
    return {**place, **_place(spot)}


def _place(spot: Spot) -> dict[str, object]:
    first, last = spot.place, spot.end_place
    place: dict[str, object] = {
        "file": spot.document.name,
        "line": first.line,
        "column": first.column,
        "end_line": last.line,
        "end_column": last.column,
    }
    if first.page:
        place["page"] = first.page
    if first.box:
        place["box"] = list(first.box)
    if first.paragraph:
        place |= {"paragraph": first.paragraph, "run": first.run}
    return place
