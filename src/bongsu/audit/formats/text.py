"""``text``: one line a finding, as editors and `grep` read them."""

from __future__ import annotations

from bongsu.audit.formats.terminal import painted, styled, tame
from bongsu.audit.reports import Located, Report, Spot


def render(report: Report, *, colour: bool = False) -> str:
    """Return a report in this format."""
    return "".join(f"{line(one, colour=colour)}\n" for one in report.findings)


def line(one: Located, *, colour: bool = False) -> str:
    """Return ``file:line:col: severity RULE message [related line:col, ...]``."""
    finding = one.finding
    related = ", ".join(_related(spot, one.spot) for spot, _ in one.related)
    where = f"{tame(one.spot.document.name)}:{one.spot.place.label}:"
    severity = painted(finding.severity.value, finding.severity, colour=colour)
    rule = styled(finding.rule, "1", colour=colour)
    after = f" [related {related}]" if related else ""
    return f"{where} {severity} {rule} {tame(finding.message)}{after}"


def _related(spot: Spot, beside: Spot) -> str:
    elsewhere = spot.document is not beside.document
    return f"{tame(spot.document.name)}:{spot.place.label}" if elsewhere else spot.place.label
