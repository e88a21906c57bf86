"""``sarif``: the Static Analysis Results Interchange Format, version 2.1.0.

Columns count UTF-16 code units, as `columnKind` says. Lines of text that was extracted from DOCX
and PDF are none of the file, so these have pages and paragraphs as logical locations.

References
----------
OASIS (2020), Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from bongsu.audit.explanations import explanation
from bongsu.audit.findings import Severity
from bongsu.audit.reports import Located, Report, Spot
from bongsu.audit.rules import Rule
from bongsu.audit.values import plain
from bongsu.evidence.documents import Place
from bongsu.version import __version__

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(report: Report) -> str:
    """Return a report in this format."""
    rules = [rule for _, rule in sorted(report.rules.items())]
    index = {rule.id: place for place, rule in enumerate(rules)}
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
        "results": [_result(one, index) for one in report.findings],
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


def _result(one: Located, index: dict[str, int]) -> dict[str, object]:
    finding = one.finding
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(one.spot)],
        "partialFingerprints": {"bongsu/v1": one.id},
    }
    if finding.rule in index:
        result["ruleIndex"] = index[finding.rule]
    if one.related:
        result["relatedLocations"] = [
            {"id": number, **_location(spot), "message": {"text": message}}
            for number, (spot, message) in enumerate(one.related, 1)
        ]
    if finding.evidence:
        result["properties"] = {"evidence": plain(finding.evidence)}
    return result


def _location(spot: Spot) -> dict[str, object]:
    first = spot.place
    if first.page or first.paragraph:
        return {
            "physicalLocation": _artifact(spot.document.name),
            "logicalLocations": [{"fullyQualifiedName": _part(first), "kind": "element"}],
        }
    region: dict[str, object] = {
        "startLine": first.line,
        "startColumn": utf16_column(spot.document.source, spot.start),
        "endLine": spot.end_place.line,
        "endColumn": utf16_column(spot.document.source, spot.end),
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


def utf16_column(source: str, at: int) -> int:
    r"""Return the 1-based column of a position in UTF-16 code units.

    Examples
    --------
    >>> utf16_column("ab", 1), utf16_column("\U0001f600b", 1)
    (2, 3)
    """
    return utf16_units(source[source.rfind("\n", 0, at) + 1 : at]) + 1


def utf16_units(words: Sequence[str]) -> int:
    """Return how many UTF-16 code units words take."""
    return sum(2 if letter > "\uffff" else 1 for letter in words)
