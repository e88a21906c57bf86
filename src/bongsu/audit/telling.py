"""Findings about figures: what is written, what it was compared with, what would fit."""

from __future__ import annotations

import math
from collections.abc import Mapping

from bongsu.audit.findings import Finding, Part, Related
from bongsu.audit.rules import Rule
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence, Quantity


def related_part(evidence: Evidence, part: Part, message: str) -> Related:
    """Return what a finding rests on: a figure, a date, a cell of the same article."""
    return related_words(evidence, part.start, part.end, message)


def related_words(evidence: Evidence, start: int, end: int, message: str) -> Related:
    """Return what a finding rests on: words of the same article."""
    return Related(start=start, end=end, message=message, document=evidence.document)


def about(  # one argument for each part of a finding
    rule: Rule,
    evidence: Evidence,
    main: Quantity,
    message: str,
    *,
    inputs: Mapping[str, Quantity],
    result: Interval | None = None,
) -> Finding:
    """Return a finding on one figure that rests on others.

    Parameters
    ----------
    rule : Rule
        The rule that speaks.
    evidence : Evidence
        The article.
    main : Quantity
        The figure that is most likely wrong.
    message : str
        One sentence.
    inputs : mapping of str to Quantity
        The other figures by their part in the arithmetic: "before", "after", "whole".
    result : Interval, optional
        What the other figures come to.
    """
    related = [related_part(evidence, q, name) for name, q in inputs.items()]
    facts: dict[str, object] = {
        "written": evidence.words(main),
        "inputs": {name: evidence.words(q) for name, q in inputs.items()},
        "intervals": {name: _bounds(q.rounded) for name, q in inputs.items() if not q.malformed},
    }
    if result is not None:
        facts["result"] = _bounds(result)
    return rule.finding_at(evidence.document, main, message, related=related, evidence=facts)


def _bounds(interval: Interval) -> list[float | None]:
    return [round(b, 10) if math.isfinite(b) else None for b in interval]


def shown(interval: Interval) -> str:
    """Return an interval for a sentence: one number if it is narrow, else both ends.

    Examples
    --------
    >>> shown(Interval(24.98, 25.02)), shown(Interval(24.0, 26.0))
    ('25', '24 to 26')
    """
    low, high = interval
    if not math.isfinite(low) or not math.isfinite(high):
        return f"at least {_number(low)}" if math.isfinite(low) else f"at most {_number(high)}"
    first, last = _number(low), _number(high)
    if first == last or high - low <= 0.002 * max(abs(low), abs(high)):
        return _number((low + high) / 2)
    return f"{first} to {last}"


def _number(value: float) -> str:
    for scale, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= scale:
            return f"{value / scale:.4g}{name}"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
