"""``sarif``: the Static Analysis Results Interchange Format, version 2.1.0.

Columns count UTF-16 code units, as `columnKind` says. Lines of text that was extracted from DOCX
and PDF are none of the file, so these have pages and paragraphs as logical locations.

References
----------
OASIS (2020), Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from pathlib import Path
from urllib.parse import quote

from bongsu.audit.explanations import explanation
from bongsu.audit.findings import Severity
from bongsu.audit.reports import Located, Report, Spot
from bongsu.audit.rules import Rule
from bongsu.audit.values import plain
from bongsu.evidence.documents import Document, Place
from bongsu.patterns import regex
from bongsu.version import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_PAIR = regex("[\U00010000-\U0010ffff]")  # characters that UTF-16 writes in two units
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(report: Report) -> str:
    """Return a report in this format."""
    rules = [rule for _, rule in sorted(report.rules.items())]
    index = {rule.id: place for place, rule in enumerate(rules)}
    columns = {id(document): Columns(document) for document in report.documents}
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "bongsu",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "columnKind": "utf16CodeUnits",
        "invocations": [
            {
                "executionSuccessful": not report.faults,
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": str(fault.error)},
                        "locations": [{"physicalLocation": _artifact(fault.file)}],
                    }
                    for fault in report.faults
                ],
            }
        ],
        "results": [_result(one, index, columns) for one in report.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    page = explanation(rule.id)
    described: dict[str, object] = {
        "id": rule.id,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": not rule.preview},
        "properties": {"needs": rule.needs.value, "preview": rule.preview},
    }
    if page is not None:
        described["fullDescription"] = {"text": page.opening}
        described["help"] = {"text": page.text, "markdown": page.text}
    return described


def _result(one: Located, index: dict[str, int], columns: dict[int, Columns]) -> dict[str, object]:
    finding = one.finding
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(one.spot, columns)],
        "partialFingerprints": {"bongsu/v1": one.id},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if one.related:
        result["relatedLocations"] = [
            {"id": number, **_location(spot, columns), "message": {"text": message}}
            for number, (spot, message) in enumerate(one.related, 1)
        ]
    if finding.evidence:
        result["properties"] = {"evidence": plain(finding.evidence)}
    return result


def _location(spot: Spot, columns: dict[int, Columns]) -> dict[str, object]:
    first = spot.place
    if first.page or first.paragraph:
        return {
            "physicalLocation": _artifact(spot.document.name),
            "logicalLocations": [{"fullyQualifiedName": _part(first), "kind": "element"}],
        }
    column = columns.get(id(spot.document)) or Columns(spot.document)  # one to compare with
    region: dict[str, object] = {
        "startLine": first.line,
        "startColumn": column.at(spot.start),
        "endLine": spot.end_place.line,
        "endColumn": column.at(spot.end),
        "snippet": {"text": spot.quote},
    }
    return {"physicalLocation": {**_artifact(spot.document.name), "region": region}}


def _part(place: Place) -> str:
    return f"page {place.page}" if place.page else f"paragraph {place.paragraph}"


def _artifact(name: str) -> dict[str, object]:
    """Return where a file is: relative as it was given, absolute as a `file:` address."""
    path = Path(name)
    if path.is_absolute():
        return {"artifactLocation": {"uri": path.as_uri()}}
    return {"artifactLocation": {"uri": quote(path.as_posix(), safe=_KEPT)}}


_KEPT: str = "/!$&'()*+,;=@~"


class Columns:
    """Columns of a document in UTF-16 code units, 1-based."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._pairs = [found.start() for found in _PAIR.finditer(document.source)]

    def at(self, position: int) -> int:
        """Return the column of a position of the source."""
        column = self._document.source_place(position).column
        if not self._pairs:
            return column
        line_start = position - column + 1
        return column + bisect_left(self._pairs, position) - bisect_left(self._pairs, line_start)
