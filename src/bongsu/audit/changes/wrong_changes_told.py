"""What is said of a change or a difference that the levels beside it do not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.changes.level_told_again import levels_told_again
from bongsu.audit.changes.tabled_changes import WrongChange
from bongsu.audit.findings import Finding
from bongsu.audit.reading.fits import growth, rounded
from bongsu.audit.rules import Rule
from bongsu.audit.telling import about, related_part, shown
from bongsu.audit.trends.rows_reckoned import rows_reckoned
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import PERCENTS, Evidence, Quantity

Trio = tuple[Quantity, Quantity, Quantity]  # level before, level after, change


def told_elsewhere(evidence: Evidence) -> Iterator[Trio]:
    """Yield changes whose levels are told again elsewhere, or in the rows of a table."""
    yield from levels_told_again(evidence)
    yield from rows_reckoned(evidence)


def no_change(  # the three figures of a change, and what two of them say of the third
    rule: Rule,
    evidence: Evidence,
    before: Quantity,
    after: Quantity,
    change: Quantity,
    right: Interval | None = None,
) -> Finding:
    """Return what two levels say of a change that is not theirs."""
    words = evidence.words
    unit = " points" if before.kind in PERCENTS and right is not None else " percent"
    right = growth(rounded(before), rounded(after)) if right is None else right
    return about(
        rule,
        evidence,
        change,
        f"{words(change)} is not the change from {words(before)} to {words(after)}: "
        f"that is {shown(right)}{unit}",
        inputs={"before": before, "after": after},
        result=right,
    )


def of_row(rule: Rule, evidence: Evidence, wrong: WrongChange) -> Finding:
    """Return what is wrong with a change or a difference in a table."""
    words, sort = evidence.words, "difference" if wrong.gap else "change"
    return rule.finding_at(
        evidence.document,
        wrong.change,
        f"{words(wrong.change)} is not the {sort} from {words(wrong.before)} to "
        f"{words(wrong.after)}: that is {wrong.right:.3g}, {wrong.because}",
        related=[
            related_part(evidence, b, name)
            for name, b in (("before", wrong.before), ("after", wrong.after))
        ],
        evidence={"written": words(wrong.change), "right": wrong.right},
    )
