"""A rule on differences: AR109, a rise, a gap or a balance that two figures do not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.changes.balances import far_balances
from bongsu.audit.changes.differences import (
    differences,
    of_another_thing,
    of_two_beside,
)
from bongsu.audit.changes.lettered_columns import lettered_changes
from bongsu.audit.changes.levels_apart import apart_findings
from bongsu.audit.changes.net_positions import net_positions
from bongsu.audit.changes.results_told import differences_told
from bongsu.audit.changes.right_of_others import from_another_time, right_of_others
from bongsu.audit.changes.tabled_changes import wrong_changes
from bongsu.audit.changes.than_the import gaps_to_levels
from bongsu.audit.changes.threaded import threaded_differences
from bongsu.audit.changes.wrong_changes_told import Trio, of_row, told_elsewhere
from bongsu.audit.changes.yearly_rates import (
    against_a_forecast,
)
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.fits import (
    difference,
    fits,
    rounded,
)
from bongsu.audit.reading.wording import as_note, sentence_at
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import AMOUNTS, PERCENTS, Evidence, Kind, Quantity, within
from bongsu.patterns import lazy_regex

_THAN_ANOTHER = lazy_regex(
    r"[^.,;:\d]{0,25}\b(?:larger|bigger|smaller|more|fewer|higher|lower|longer|shorter)\s(?:\w+\s)?"
    r"than\s(?:those\sof\s|that\sof\s)?(?:the\s|its\s)(?![^.,;]{0,40}\b\d)"
    r"(?!(?:year|month|quarter|week|day|previous|prior|earlier|last|same|preceding|level|figure|former)\b)"
)


_EVERY = lazy_regex(
    r"\s(?:each|every|a|per)\s(?:[a-z]+\s)?(?:days?|weeks?|months?|quarters?|years?)\b"
)
_HAIR = 0.01  # of a difference in round figures: "by 300, to 1,279 from 1,580"


def _in_round_figures(change: Quantity, right: Interval) -> bool:
    """Whether a difference told to the hundred is as good as right."""
    told = change.value or 0.0
    digits = f"{told:.0f}"
    middle = (right.low + right.high) / 2
    return (
        change.kind in AMOUNTS
        and digits.endswith("00")
        and len(digits.rstrip("0")) == 1
        and abs(middle - told) <= _HAIR * told
    )


def _apart(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield what words call a gap or a rest and is not that of the only two figures near by."""
    for apart in differences_told(evidence):
        if apart.result.start in told:
            continue
        told.add(apart.result.start)
        right = difference(rounded(apart.first), rounded(apart.second))
        words = evidence.words
        finding = about(
            RULES["AR109"],
            evidence,
            apart.result,
            f"{words(apart.result)} is not the difference between {words(apart.first)} and "
            f"{words(apart.second)}: that is {shown(right)}",
            inputs={"before": apart.first, "after": apart.second},
            result=right,
        )
        yield as_note(finding)


_TELLING = 1000  # steps: so many places no other pair of a paragraph gives by chance


def _lies_between_others(
    evidence: Evidence, levels: tuple[Quantity, Quantity], change: Quantity
) -> bool:
    """Whether a long figure is that of one of two levels and of another of its paragraph.

    "19,669 were born, after 21,218 a year before. Deaths came to 31,160, so that 11,491 were lost."
    """
    if not change.value or change.value < _TELLING * change.step:
        return False
    block = evidence.block_of(evidence.sentences[sentence_at(evidence, change.start)])
    beside = within(evidence.quantities, block.start, block.end)
    return any(
        abs(abs((one.value or 0.0) - (level.value or 0.0)) - change.value) < change.step
        for level in levels
        for one in beside
        if one.kind is level.kind
    )


def _fine(evidence: Evidence, trio: Trio) -> bool:
    """Whether a difference is that of two levels, or something says that it is of others."""
    before, after, change = trio
    if fits(change, difference, before, after):
        return True
    if change.per or _EVERY.match(evidence.text, change.end):
        return True  # "by about 15 won every month, from 1,200 to 1,245": one of several steps
    if change.kind is Kind.MULTIPLE or _THAN_ANOTHER.match(evidence.text, change.end):
        return True  # "a 1.7-fold increase", "60 ships larger than the other navy"
    if (before.kind in PERCENTS) is not (change.kind in {*PERCENTS, Kind.POINTS}):
        return True  # "one lost 0.17 percent, another 0.33 percent, and a third edged down 0.11"
    return (
        against_a_forecast(evidence, (before, after), change)
        or of_another_thing(evidence, trio)
        or _in_round_figures(change, difference(rounded(before), rounded(after)))
        or of_two_beside(evidence, before, change)
        or _lies_between_others(evidence, (before, after), change)
        or right_of_others(evidence, trio)
        or from_another_time(evidence, trio)
    )


@RULES.add("AR109", "difference-mismatch", Severity.ERROR)
def ar109(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A difference is not that of the two figures which it lies between."""
    told: set[int] = set()
    near = (
        *differences(evidence),
        *net_positions(evidence),
        *threaded_differences(evidence),
        *(trio for trio in told_elsewhere(evidence) if trio[2].kind not in PERCENTS),
    )
    far = (*far_balances(evidence), *gaps_to_levels(evidence))
    unsure = {trio[2].start for trio, sure in far if not sure}
    for before, after, change in (*near, *(trio for trio, _ in far)):
        if change.start in told or _fine(evidence, (before, after, change)):
            continue
        told.add(change.start)
        right = difference(rounded(before), rounded(after))
        words = evidence.words
        finding = about(
            RULES["AR109"],
            evidence,
            change,
            f"{words(change)} is not the difference between {words(before)} and "
            f"{words(after)}: that is {shown(right)}",
            inputs={"before": before, "after": after},
            result=right,
        )
        yield as_note(finding) if change.start in unsure else finding
    yield from _apart(evidence, told)
    yield from apart_findings(evidence, "AR109", told)
    for wrong in (*lettered_changes(evidence), *wrong_changes(evidence)):
        if wrong.gap and wrong.change.start not in told:
            told.add(wrong.change.start)
            yield of_row(RULES["AR109"], evidence, wrong)
