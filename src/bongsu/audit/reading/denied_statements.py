"""Findings on statements that others of the text deny: of none, of all, of the way things go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bongsu.audit.findings import Finding, Related
from bongsu.audit.reading.continued import turned_ways
from bongsu.audit.reading.none_and_some import denied_of_all
from bongsu.audit.reading.qualities_of_years import qualities_of_years
from bongsu.audit.reading.wording import as_note
from bongsu.audit.rules import RULES, Rule
from bongsu.audit.trends.echoes import echoes
from bongsu.audit.trends.ways_retold import ways_retold
from bongsu.evidence.mentions import Evidence

_Pair = tuple[tuple[int, int], tuple[int, int]]


def none_and_some(evidence: Evidence) -> Iterator[Finding]:
    """Yield what somebody does, where the text says that nobody does (CN122)."""
    return _denied(evidence, RULES["CN122"], denied_of_all(evidence))


def ways_denied(evidence: Evidence) -> Iterator[Finding]:
    """Yield ways told twice or going on though they turned, years flat and a record (TR301)."""
    retold = (((b.start, b.end), (a.start, a.end)) for a, b in ways_retold(evidence))
    pairs = (*turned_ways(evidence), *qualities_of_years(evidence), *retold, *echoes(evidence))
    return _denied(evidence, RULES["TR301"], pairs)


def _denied(evidence: Evidence, rule: Rule, pairs: Iterable[_Pair]) -> Iterator[Finding]:
    for here, there in pairs:
        one, other = (evidence.text[start:end] for start, end in (here, there))
        related = Related(
            start=there[0], end=there[1], message="what denies it", document=evidence.document
        )
        words = f"“{one}”, but the text says “{other}”"
        yield as_note(rule.finding(evidence.document, *here, words, related=[related]))
