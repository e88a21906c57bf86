"""Rules on changes in percent: AR101 wrong base, AR102 change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bongsu.audit.changes.amounts_and_percents import amounts_and_percents, bases_and_changes
from bongsu.audit.changes.balances import far_comparisons
from bongsu.audit.changes.bases_apart import based_apart_findings
from bongsu.audit.changes.bases_mistaken import bases_mistaken
from bongsu.audit.changes.beyond_all import falls_beyond_all
from bongsu.audit.changes.changes_beside import changes_beside
from bongsu.audit.changes.differences import (
    of_level_before,
)
from bongsu.audit.changes.far_changes import mismatched, told_otherwise, wrong_bases
from bongsu.audit.changes.far_points import in_steps
from bongsu.audit.changes.lettered_columns import lettered_changes
from bongsu.audit.changes.levels_apart import apart_findings
from bongsu.audit.changes.lone_changes import changes_in_words, lone_changes
from bongsu.audit.changes.margins import margins
from bongsu.audit.changes.named_bases import named_bases
from bongsu.audit.changes.percent_more_than import Gap, percent_more_than
from bongsu.audit.changes.percents_near import percents_near
from bongsu.audit.changes.points_and_percents import points_and_percents
from bongsu.audit.changes.relative_changes import (
    percents_of_percents,
    relative_changes,
    wrong_base,
)
from bongsu.audit.changes.right_of_others import from_another_time, right_of_others
from bongsu.audit.changes.successive import successive_changes
from bongsu.audit.changes.tabled_changes import wrong_changes
from bongsu.audit.changes.threaded import threaded_percents
from bongsu.audit.changes.told_above import told_above
from bongsu.audit.changes.wrong_changes_told import no_change, of_row, told_elsewhere
from bongsu.audit.changes.yearly_rates import (
    against_a_forecast,
    against_another_time,
    is_yearly,
)
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.bracketed import bracketed_changes
from bongsu.audit.reading.fits import (
    difference,
    fits,
    growth,
    percentage,
    rounded,
    truncated,
)
from bongsu.audit.reading.levels import changes_of_percents
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES, Context, Rule
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import PERCENTS, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex


def _of_another(evidence: Evidence, before: Quantity, change: Quantity) -> bool:
    """Whether a change is one a year, or names another time that it starts from."""
    return is_yearly(evidence, change) or against_another_time(evidence, before, change)


_OR = lazy_regex(r"\)?,? or $")


def _renames_money(evidence: Evidence, change: Quantity) -> bool:
    """Whether a percentage is that of an amount right before it: "638.7 trillion or 6% less"."""
    start = max(0, change.start - _GAP)
    before = within(evidence.quantities, start, change.start)
    return (
        bool(before)
        and before[-1].kind is Kind.MONEY
        and (_OR.fullmatch(evidence.text, before[-1].end, change.start) is not None)
    )


_GAP = 40  # code points from an amount to the percentage that is told for it
_PER_DOLLAR = lazy_regex(
    r"\s?(?:/\s?(?:US)?[$€]|(?:per|to the|to a|a|against the)\s(?:U\.?S\.?\s)?dollar)",
    re.IGNORECASE,
)


def _is_exchange_rate(evidence: Evidence, level: Quantity) -> bool:
    """Whether a level is the price of a dollar: a currency loses less than that price gains."""
    return _PER_DOLLAR.match(evidence.text, level.end) is not None


@RULES.add("AR101", "wrong-base", Severity.ERROR)
def ar101(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A change in percent is reckoned on the wrong base.

    The figures give another percentage than the one written, and it is right once the level after
    the change is taken for the base, or the ratio for the change.
    """
    told = {
        change.start
        for before, after, change, _ in bracketed_changes(evidence)
        if fits(change, growth, before, after)  # right of the base that stands behind it
    }
    for before, after, change, _ in relative_changes(evidence):
        if change.start in told or _is_exchange_rate(evidence, after):
            continue
        if _of_another(evidence, before, change):
            continue
        if wrong_base(before, after, change) and not right_of_others(
            evidence, (before, after, change)
        ):
            told.add(change.start)
            yield no_change(RULES["AR101"], evidence, before, after, change)
    for before, after, change in (
        *far_comparisons(evidence),
        *wrong_bases(evidence),
        *changes_in_words(evidence),
        *margins(evidence),
        *named_bases(evidence),
        *threaded_percents(evidence),
        *percents_of_percents(evidence),
        *points_and_percents(evidence),
        *(trio for trio in told_elsewhere(evidence) if trio[2].kind in PERCENTS),
    ):
        if change.start in told or right_of_others(evidence, (before, after, change)):
            continue
        if wrong_base(before, after, change):
            told.add(change.start)
            yield no_change(RULES["AR101"], evidence, before, after, change)
    yield from _mistaken(evidence, told)
    yield from _near(evidence, RULES["AR101"], told, of_base=True)
    yield from based_apart_findings(evidence, told)
    yield from apart_findings(evidence, "AR101", told)
    for change in falls_beyond_all(evidence):
        if change.start not in told:
            told.add(change.start)
            yield RULES["AR101"].finding_at(
                evidence.document,
                change,
                f"nothing falls by {evidence.words(change)}: more than all is not there to be lost",
            )


def _mistaken(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    for before, after, change, right in bases_mistaken(evidence):
        if change.start not in told:
            told.add(change.start)
            yield as_warning(no_change(RULES["AR101"], evidence, before, after, change, right))


@RULES.add("AR102", "change-mismatch", Severity.ERROR)
def ar102(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A change does not lead from the level before to the level after."""
    told: set[int] = set()
    for finding in (*_of_levels(evidence), *_of_amounts(evidence)):
        told.add(finding.start)
        yield finding
    for wrong in (
        *lettered_changes(evidence),
        *wrong_changes(evidence),
        *successive_changes(evidence),
    ):
        if not wrong.gap and wrong.change.start not in told:
            told.add(wrong.change.start)
            yield of_row(RULES["AR102"], evidence, wrong)
    for gap in percent_more_than(evidence):
        if gap.told.quantity.start not in told:
            yield _between_things(evidence, gap)


def _between_things(evidence: Evidence, gap: Gap) -> Finding:
    """Return what a gap in percent between two named things should be."""
    words, change = evidence.words, gap.told.quantity
    upper, lower = gap.upper.quantity, gap.lower.quantity
    finding = about(
        RULES["AR102"],
        evidence,
        change,
        f"between {words(lower)} and {words(upper)} there are {shown(gap.right)} percent, "
        f"not {words(change)}",
        inputs={"before": lower, "after": upper},
        result=gap.right,
    )
    return as_warning(finding) if gap.likely else as_note(finding)


def _of_levels(evidence: Evidence) -> Iterator[Finding]:
    rule = RULES["AR102"]
    seen: set[int] = set()
    for before, after, change, right in _wrong(evidence):
        trio = before, after, change
        if change.start in seen or from_another_time(evidence, trio):
            continue
        if not right_of_others(evidence, trio):
            seen.add(change.start)
            yield no_change(rule, evidence, before, after, change, right)
    yield from _of_points(evidence, seen)
    yield from _of_next_sentence(evidence, seen)
    yield from _near(evidence, rule, seen, of_base=False)
    yield from apart_findings(evidence, "AR102", seen)


def _wrong(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity, Interval | None]]:
    """Yield two levels and a change that they do not bear out, with that of percentages."""
    for before, after, change, _ in relative_changes(evidence):
        trio = before, after, change
        if _of_another(evidence, before, change) or of_level_before(evidence, trio):
            continue
        if fits(change, growth, before, after) or wrong_base(before, after, change):
            continue
        if not told_otherwise(evidence, trio):
            yield *trio, None
    for before, after, change, right in _of_percents(evidence):
        if not _renames_money(evidence, change):
            yield before, after, change, right
    for before, after, change in _in_words(evidence):
        if not wrong_base(before, after, change):
            yield before, after, change, None


def _near(evidence: Evidence, rule: Rule, told: set[int], *, of_base: bool) -> Iterator[Finding]:
    """Yield the changes that are not right of the only two amounts of their passage."""
    for before, after, change in percents_near(evidence):
        if change.start not in told and wrong_base(before, after, change) is of_base:
            told.add(change.start)
            yield as_note(no_change(rule, evidence, before, after, change))


def _of_points(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    for before, after, change in points_and_percents(evidence):
        right = fits(change, growth, before, after) or wrong_base(before, after, change)
        if change.start not in seen and not right:
            seen.add(change.start)
            yield as_warning(no_change(RULES["AR102"], evidence, before, after, change))


def _in_words(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity]]:
    """Yield the changes that words lead to two levels, and that name no other base."""
    for before, after, change in (
        *mismatched(evidence),
        *changes_in_words(evidence),
        *lone_changes(evidence),
        *threaded_percents(evidence),
    ):
        if not against_another_time(evidence, before, change) and not of_level_before(
            evidence, (before, after, change)
        ):
            yield before, after, change


def _of_next_sentence(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    for before, after, change in (*told_above(evidence), *told_elsewhere(evidence)):
        if change.kind not in PERCENTS or wrong_base(before, after, change):
            continue
        if change.start not in seen:
            seen.add(change.start)
            found = no_change(RULES["AR102"], evidence, before, after, change)
            yield as_warning(found)


def _of_percents(evidence: Evidence) -> Iterator[tuple[Quantity, Quantity, Quantity, Interval]]:
    """Yield two levels in percent with a wrong change, and the difference that they have."""
    for before, after, change in changes_of_percents(evidence):
        if against_a_forecast(evidence, (before, after), change) or is_yearly(evidence, change):
            continue
        right = _neither_points_nor_percent(before, after, change)
        if right is not None:
            yield before, after, change, right
    for before, after, change in in_steps(evidence):
        if against_a_forecast(evidence, (before, after), change) or is_yearly(evidence, change):
            continue
        yield before, after, change, difference(rounded(before), rounded(after))


def _of_amounts(evidence: Evidence) -> Iterator[Finding]:
    """Yield changes told as an amount and as a percentage that do not go together."""
    rule = RULES["AR102"]
    for base, amount, share in bases_and_changes(evidence):
        if not fits(share, percentage, amount, base):
            right = percentage(rounded(amount), rounded(base))
            words = evidence.words
            yield about(
                rule,
                evidence,
                share,
                f"a change of {words(amount)} from {words(base)} is {shown(right)} percent, "
                f"not {words(share)}",
                inputs={"change": amount, "before": base},
                result=right,
            )
    both = [*amounts_and_percents(evidence)]
    shares = {share.start for _, _, share, _ in both}
    both += [one for one in changes_beside(evidence) if one[2].start not in shares]
    for after, amount, share, right in both:
        if not (right.meets(rounded(share)) or right.meets(truncated(share))):
            words = evidence.words
            yield about(
                rule,
                evidence,
                share,
                f"a change of {words(amount)} to {words(after)} is {shown(right)} percent, "
                f"not {words(share)}",
                inputs={"change": amount, "after": after},
                result=right,
            )


def _neither_points_nor_percent(
    before: Quantity, after: Quantity, change: Quantity
) -> Interval | None:
    """Return the points between two percentages if a change is neither these nor the percent."""
    if fits(change, difference, before, after) or fits(change, growth, before, after):
        return None
    return difference(rounded(before), rounded(after))
