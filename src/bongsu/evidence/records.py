"""Quantities and dates as records for machines: what `bongsu claims` writes."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from bongsu.evidence.exchange_quotes import exchange_unit
from bongsu.evidence.extractors import Proposed
from bongsu.evidence.mentions import Claim, DateMention, Evidence, Kind, Sentence
from bongsu.evidence.phrases import with_owner

FIELDS = (
    "start",
    "end",
    "text",
    "layer",
    "kind",
    "value",
    "low",
    "high",
    "unit",
    "comparator",
    "edtf",
    "measure",
    "subject",
    "period",
    "role",
    "modality",
    "sentence",
    "malformed",
    "base_period",
    "direction",
    "attribution",
    "granularity",
    "file",
    "line",
    "column",
    "extractor",
)

Record = dict[str, Any]


def records(
    evidence: Evidence,
    *,
    proposals: Iterable[Proposed] = (),
    leaving_out: Sequence[tuple[int, int]] = (),
) -> list[Record]:
    """Return every quantity and date of an article, in the order of the source.

    Parameters
    ----------
    evidence : Evidence
        What was found in the article.
    proposals : iterable of Proposed
        What extractors from outside add.
    leaving_out : sequence of (int, int)
        Stretches of the source that are no part of what the article says.

    Returns
    -------
    list of dict
        With the keys of `FIELDS`. `start` and `end` are code points of the decoded file, and
        `text` is what stands between them. What a text does not say is none.
    """
    starts = [sentence.start for sentence in evidence.sentences]
    rows = [_quantity(claim, evidence, None) for claim in evidence.claims]
    rows += [_quantity(each.claim, evidence, each.extractor) for each in proposals]
    rows += [_date(mention, evidence, starts) for mention in evidence.stretches]
    kept = [row for row in rows if not _inside(row, leaving_out)]
    return sorted(kept, key=lambda row: (row["start"], row["end"], row["layer"]))


def _inside(row: Record, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(first <= row["start"] and row["end"] <= last for first, last in stretches)


def _quantity(claim: Claim, evidence: Evidence, extractor: str | None) -> Record:
    quantity = claim.quantity
    sentence = evidence.sentences[claim.sentence] if evidence.sentences else None
    price = exchange_unit(evidence, quantity)
    return {
        **_blank(quantity.start, quantity.end, evidence),
        "layer": "quantity",
        "kind": Kind.RATE.value if price else quantity.kind.value,
        "value": _number(quantity.value),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "unit": price or quantity.unit or None,
        "comparator": quantity.comparator.value,
        "measure": claim.measure or None,
        "subject": with_owner(claim.subject, claim.country) or None,
        "period": claim.period,
        "role": claim.role.value,
        "modality": claim.modality.value,
        "sentence": _words(sentence, evidence),
        "malformed": quantity.malformed,
        "base_period": claim.base_period,
        "direction": claim.direction or None,
        "attribution": claim.attribution or None,
        "extractor": extractor,
    }


def _date(mention: DateMention, evidence: Evidence, starts: Sequence[int]) -> Record:
    near = bisect_right(starts, mention.start) - 1
    sentence = evidence.sentences[near] if near >= 0 else None
    holds = sentence is not None and mention.start < sentence.end
    return {
        **_blank(mention.start, mention.end, evidence),
        "layer": "date",
        "kind": mention.granularity.value,
        "edtf": mention.edtf,
        "role": mention.role,
        "sentence": _words(sentence, evidence) if holds else None,
        "granularity": mention.granularity.value,
    }


def _blank(start: int, end: int, evidence: Evidence) -> Record:
    """Return a record that has its place and nothing else."""
    document = evidence.document
    first, last = document.source_span(start, end)
    place = document.source_place(first)
    return {
        **dict.fromkeys(FIELDS),
        "start": first,
        "end": last,
        "text": document.source[first:last],
        "malformed": False,
        "file": document.name,
        "line": place.line,
        "column": place.column,
    }


def _words(sentence: Sentence | None, evidence: Evidence) -> str | None:
    return evidence.words(sentence) if sentence is not None else None


def _number(value: float | None) -> float | int | None:
    """Return a whole number as one, so that it is written without ``.0``.

    Examples
    --------
    >>> _number(2.0), _number(0.25), _number(None)
    (2, 0.25, None)
    """
    if value is None:
        return None
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else value


def as_csv(rows: Iterable[Record]) -> str:
    """Return records as CSV with a head; none is an empty cell."""
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, FIELDS, lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return written.getvalue()
