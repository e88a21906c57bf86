"""Findings on ranks that cannot be (CN122)."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.findings import Finding
from bongsu.audit.parts.ranks import misranked, ranks_twice
from bongsu.audit.parts.seat_lists import ranks_beyond
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES
from bongsu.audit.telling import about, related_part
from bongsu.evidence.mentions import Evidence


def rank_findings(evidence: Evidence) -> Iterator[Finding]:
    """Yield ranks that the names ahead of them, other ranks, or the number of all rule out."""
    rule = RULES["CN122"]
    for rank, ranked in ranks_beyond(evidence):
        yield about(
            rule,
            evidence,
            rank,
            f"{evidence.words(rank)} is no rank among {evidence.words(ranked)}",
            inputs={"ranked": ranked},
        )
    for found in misranked(evidence):
        yield as_warning(
            rule.finding_at(
                evidence.document,
                found,
                f"number {found.rank} has {found.rank - 1} ahead of it, and {found.ahead} named",
            )
        )
    for held, other in ranks_twice(evidence):
        before = related_part(evidence, other, "the other rank")
        yield as_note(
            rule.finding_at(
                evidence.document,
                held,
                f"{held.holder} is number {held.rank} here, {other.holder} number {other.rank} "
                "before",
                related=[before],
            )
        )
