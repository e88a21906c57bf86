"""Rules on changes: AR101 wrong base, AR102 change, AR103 multiple, AR109 difference."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.findings import Finding, Severity
from bongsu.audit.fits import (
    difference,
    fits,
    growth,
    inverse_growth,
    percentage,
    rounded,
)
from bongsu.audit.frames import Frame, frames, pattern
from bongsu.audit.balances import balances, far_comparisons
from bongsu.audit.pairing import Movement, alike, movements
from bongsu.audit.telling import about, shown
from bongsu.audit.rules import RULES, Context, Rule
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Evidence, Kind, Quantity

_PERCENTS = {Kind.PERCENT, Kind.PERCENT_CHANGE}


def relative_changes(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    """Yield level before, level after and a change in percent, for levels that are no percents."""
    for movement in movements(evidence):
        for change in movement.changes:
            if change.kind in _PERCENTS and not movement.percents:
                yield movement.before, movement.after, change, movement.frame
    yield from _comparisons(evidence)


_COMPARED = pattern(r"<b>~45<c:percent> (?P<way>{more}|{less})~6 than\b~45_<a>")


def _comparisons(
    evidence: Evidence,
) -> Iterator[tuple[Quantity, Quantity, Quantity, Frame]]:
    for frame in frames(evidence):
        for match in _COMPARED.finditer(frame.text):
            found = [frame.quantity(match, name) for name in "abc"]
            if found[0] is None or found[1] is None or found[2] is None:
                continue
            pair = alike(found[0], found[1], frame)
            if pair is not None and pair[0].kind not in _PERCENTS:
                yield *pair, found[2], frame


def wrong_base(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Return whether a change in percent is not right, but is on the level after or of the ratio."""
    if fits(change, growth, before, after):
        return False
    return fits(change, inverse_growth, before, after) or (
        _grew(before, after) and fits(change, percentage, after, before)
    )


def _grew(before: Quantity, after: Quantity) -> bool:
    return rounded(after).low > rounded(before).high


@RULES.add("AR101", "wrong-base", Severity.ERROR)
def ar101(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A change in percent is reckoned on the wrong base.

    The figures give another percentage than the one written, and it is right once the level after
    the change is taken for the base, or the ratio for the change.
    """
    for before, after, change, _ in relative_changes(evidence):
        if wrong_base(before, after, change):
            right = growth(rounded(before), rounded(after))
            yield _changed(RULES["AR101"], evidence, before, after, change, right, "from")
    told: set[int] = set()
    for before, after, change in far_comparisons(evidence):
        if change.start not in told and wrong_base(before, after, change):
            told.add(change.start)
            right = growth(rounded(before), rounded(after))
            yield _changed(RULES["AR101"], evidence, before, after, change, right, "from")


@RULES.add("AR102", "change-mismatch", Severity.ERROR)
def ar102(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A change does not lead from the level before to the level after."""
    rule = RULES["AR102"]
    for before, after, change, _ in relative_changes(evidence):
        if not fits(change, growth, before, after) and not wrong_base(before, after, change):
            right = growth(rounded(before), rounded(after))
            yield _changed(rule, evidence, before, after, change, right, "from")
    for movement in movements(evidence):
        for change in movement.changes:
            right_change = _neither_points_nor_percent(movement, change)
            if right_change is not None:
                yield _changed(
                    rule, evidence, movement.before, movement.after, change, right_change, "from"
                )


def _neither_points_nor_percent(movement: Movement, change: Quantity) -> Interval | None:
    """Return the points between two percentages if a change is neither these nor the percent."""
    before, after = movement.before, movement.after
    if not movement.percents or change.kind not in {*_PERCENTS, Kind.POINTS}:
        return None
    if fits(change, difference, before, after) or fits(change, growth, before, after):
        return None
    return difference(rounded(before), rounded(after))


def _changed(  # the three figures of a change, and what two of them say of the third
    rule: Rule,
    evidence: Evidence,
    before: Quantity,
    after: Quantity,
    change: Quantity,
    right: Interval,
    link: str,
) -> Finding:
    words = evidence.words
    unit = " points" if before.kind in _PERCENTS else " percent"
    return about(
        rule,
        evidence,
        change,
        f"{words(change)} is not the change {link} {words(before)} to {words(after)}: "
        f"that is {shown(right)}{unit}",
        inputs={"before": before, "after": after},
        result=right,
    )


_GAP = [
    pattern(
        r"(?:gap|difference|margin|spread|differential)~20\bof\b_<c>~40\bbetween\b~40_<a>~60\band\b~40_<b>"
    ),
    pattern(
        r"<a>~60\b(?:and|against|versus|compared with)\b~40_<b>~25[,(\u2014\u2013]~20(?:gap|difference|margin|spread|differential) of_<c>"
    ),
    pattern(r"<a>,? _<c:money|count> (?:{more}|{less})~6 than\b~45_<b>"),
]


@RULES.add("AR109", "difference-mismatch", Severity.ERROR)
def ar109(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A difference is not that of the two figures which it lies between."""
    for before, after, change in _differences(evidence):
        if not fits(change, difference, before, after):
            right = difference(rounded(before), rounded(after))
            words = evidence.words
            yield about(
                RULES["AR109"],
                evidence,
                change,
                f"{words(change)} is not the difference between {words(before)} and "
                f"{words(after)}: that is {shown(right)}",
                inputs={"before": before, "after": after},
                result=right,
            )


def _differences(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    for movement in movements(evidence):
        for change in movement.changes:
            if movement.percents or change.kind in _PERCENTS:
                continue
            one_unit = alike(change, movement.after, movement.frame)
            if one_unit is not None:
                yield movement.before, movement.after, one_unit[0]
    yield from balances(evidence)
    for frame in frames(evidence):
        for form in _GAP:
            for match in form.finditer(frame.text):
                found = [frame.quantity(match, name) for name in "abc"]
                if found[0] is None or found[1] is None or found[2] is None:
                    continue
                pair = alike(found[0], found[1], frame)
                if pair is None:
                    continue
                if pair[0].kind in _PERCENTS and found[2].kind in {*_PERCENTS, Kind.POINTS}:
                    yield *pair, found[2]
                elif (same := alike(found[2], pair[1], frame)) is not None:
                    yield *pair, same[0]
