"""Statements as linked data: each an entity of PROV, derived from its document.

References
----------
W3C (2013), PROV-O: The PROV Ontology. Position and quote are those of the W3C Web Annotation Data
Model (2017).
"""

from __future__ import annotations

import json

from bongsu.ledger.exports.contents import Contents
from bongsu.ledger.statements import Statement

_BASE = "https://bongsu.invalid/ledger/"  # a name, not an address
CONTEXT = {
    "@base": _BASE,
    "@vocab": f"{_BASE}terms#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
    "invalidatedAtTime": {"@id": "prov:invalidatedAtTime", "@type": "xsd:dateTime"},
    "subject": {"@type": "@id"},
    "exact": "oa:exact",
    "start": {"@id": "oa:start", "@type": "xsd:integer"},
    "end": {"@id": "oa:end", "@type": "xsd:integer"},
}
_AS_THEY_ARE = ("prop", "value", "original_value", "unit", "valid_from", "valid_to", "confidence")


def written(contents: Contents) -> bytes:
    """Return the whole file."""
    graph: list[dict[str, object]] = []
    for article in contents.sources.values():
        told = {
            "dct:title": [title for _, title in article.titles],
            "dct:publisher": article.publisher,
            "dct:issued": article.published,
            "dct:identifier": article.address,
        }
        known = {name: value for name, value in told.items() if value}
        graph.append({"@id": article.subject, "@type": "prov:Entity", **known})
    runs = dict.fromkeys((one.extractor, one.rule_version) for one in contents.statements)
    graph += [
        {
            "@id": _activity(extractor, version),
            "@type": "prov:Activity",
            "extractor": extractor,
            "rule_version": version,
        }
        for extractor, version in runs
    ]
    graph += [_node(one) for one in contents.statements]
    text = json.dumps(
        {"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, allow_nan=False, indent=1
    )
    return f"{text}\n".encode("utf-8", errors="backslashreplace")


def read(content: bytes) -> tuple[Statement, ...]:
    """Return the statements of such a file."""
    graph = json.loads(content)["@graph"]
    runs = {node["@id"]: node for node in graph if node["@type"] == "prov:Activity"}
    return tuple(
        Statement(
            id=node["@id"].removeprefix("statement:"),
            subject=node["subject"],
            document=node.get("wasDerivedFrom", ""),
            start=node["start"],
            end=node["end"],
            quote=node["exact"],
            extractor=runs[node["wasGeneratedBy"]]["extractor"],
            rule_version=runs[node["wasGeneratedBy"]]["rule_version"],
            recorded_at=node["generatedAtTime"],
            retracted_at=node.get("invalidatedAtTime"),
            **{name: node[name] for name in _AS_THEY_ARE},
        )
        for node in graph
        if "generatedAtTime" in node
    )


def _node(one: Statement) -> dict[str, object]:
    node: dict[str, object] = {
        "@id": f"statement:{one.id}",
        "@type": "prov:Entity",
        "subject": one.subject,
        **{name: getattr(one, name) for name in _AS_THEY_ARE},
        "wasGeneratedBy": _activity(one.extractor, one.rule_version),
        "generatedAtTime": one.recorded_at,
        "start": one.start,
        "end": one.end,
        "exact": one.quote,
    }
    if one.document:
        node["wasDerivedFrom"] = one.document
    if one.retracted_at:
        node["invalidatedAtTime"] = one.retracted_at
    return node


def _activity(extractor: str, version: int) -> str:
    return f"activity:{extractor}/{version}"
