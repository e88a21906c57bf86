"""Rules on multiples: AR103 a multiple that the figures do not bear out."""

from __future__ import annotations

from collections.abc import Iterator

from bongsu.audit.changes.bases_untold import base_untold
from bongsu.audit.changes.multiples_apart import times_apart_findings
from bongsu.audit.changes.multiples_beside import multiples_beside
from bongsu.audit.changes.multiples_between import multiples_between
from bongsu.audit.changes.multiples_of_others import multiple_of_others
from bongsu.audit.changes.multiples_of_percent import multiples_of_percents
from bongsu.audit.changes.rows_multiplied import rows_multiplied
from bongsu.audit.changes.worded_multiples import band, worded_multiples
from bongsu.audit.findings import Finding, Severity
from bongsu.audit.reading.fits import ratio, reaches, rounded
from bongsu.audit.reading.frames import quantities_within
from bongsu.audit.reading.named_pairs import TIMES, named_pairs
from bongsu.audit.reading.wording import as_note, as_warning
from bongsu.audit.rules import RULES, Context
from bongsu.audit.telling import about, related_part, shown
from bongsu.evidence.intervals import Interval
from bongsu.evidence.mentions import Comparator, Evidence, Quantity

_FAR_OFF = 6.0  # times the multiple: then the figures are not what it compares


def _reckoned(evidence: Evidence, told_of: set[int]) -> Iterator[Finding]:
    """Yield multiples whose two levels stand elsewhere in the text, and do not give them."""
    for one in named_pairs(evidence):
        quantity = one.result.quantity
        if one.how != TIMES or quantity.start in told_of:
            continue
        told_of.add(quantity.start)
        after, before = one.first.quantity, one.second.quantity
        yield as_note(
            about(
                RULES["AR103"],
                evidence,
                quantity,
                f"from {evidence.words(before)} to {evidence.words(after)} is {shown(one.right)} "
                f"times, and no two amounts about it are {evidence.words(quantity)}",
                inputs={"before": before, "after": after},
                result=one.right,
            )
        )


@RULES.add("AR103", "multiple-mismatch", Severity.ERROR)
def ar103(evidence: Evidence, context: Context) -> Iterator[Finding]:
    """A multiple ("doubled", "three times") does not fit the two levels that it compares."""
    seen: set[int] = set()
    told_of: set[int] = set()
    for before, after, said, start, end in worded_multiples(evidence):
        if start in seen:
            continue
        seen.add(start)
        if before.value == after.value and before.value is not None:
            continue  # one level told twice: "more than twice the 369,000 of the year before"
        if reaches(said, ratio, before, after) and not _far(before, after, said):
            continue
        if _of_base_behind(evidence, before, after, said, end):
            continue
        right = ratio(rounded(before), rounded(after))
        if right.high * _FAR_OFF < said.low or right.low > _FAR_OFF * min(said.high, 2 * said.low):
            continue
        if base_untold(evidence, (before, after), start, end) or multiple_of_others(
            evidence, (before, after), start, end
        ):
            continue
        told_of.add(start)
        words = evidence.words
        told = evidence.text[start:end]
        yield RULES["AR103"].finding(
            evidence.document,
            start,
            end,
            f"from {words(before)} to {words(after)} is {shown(right)} times, "
            f"which \u201c{told}\u201d does not say",
            related=[
                related_part(evidence, q, name)
                for name, q in (("before", before), ("after", after))
            ],
            evidence={"before": words(before), "after": words(after), "times": list(right)},
        )

    yield from _reckoned(evidence, told_of)
    yield from times_apart_findings(evidence, told_of)
    yield from _against_percents(evidence, seen)
    yield from _beside(evidence, told_of)
    yield from _between(evidence, told_of)
    for row in rows_multiplied(evidence):
        if row.told.start not in told_of:
            upper, lower = (evidence.words(cell.block) for cell in (row.upper, row.lower))
            finding = RULES["AR103"].finding_at(
                evidence.document,
                row.told,
                f"{upper} is {row.upper.value / row.lower.value:.3g} times {lower}, "
                f"not {evidence.words(row.told)}",
                related=[
                    related_part(evidence, cell.block, "row") for cell in (row.upper, row.lower)
                ],
            )
            yield as_warning(finding)


_WIDE = 30  # code points of a multiple with its hedge


def _between(evidence: Evidence, told: set[int]) -> Iterator[Finding]:
    """Yield multiples that are not what the amount before them is of the one behind them."""
    words = evidence.words
    for first, second, times in multiples_between(evidence):
        if any(start <= times.start < start + _WIDE for start in told):
            continue
        if first.value == second.value:
            continue  # one level told twice: "grew to 57.3 billion, and chips are a fifth of 57.3"
        right = ratio(rounded(second), rounded(first))
        finding = about(
            RULES["AR103"],
            evidence,
            times,
            f"{words(first)} is {shown(right)} times {words(second)}, "
            f"which “{words(times)}” does not say",
            inputs={"first": first, "second": second},
            result=right,
        )
        yield as_note(finding)


def _of_base_behind(
    evidence: Evidence, before: Quantity, after: Quantity, said: Interval, end: int
) -> bool:
    """Whether a multiple is right of a base behind it: "four times the share of France (9.6%)"."""
    return any(
        one.kind is after.kind
        and one.unit == after.unit
        and one.start != before.start
        and one.value
        and reaches(said, ratio, one, after)
        for one in quantities_within(evidence, end, end + _BEHIND)
    )


_BEHIND = 60  # code points


def _beside(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    """Yield multiples of the figure of a year, and of ranges, that are not so."""
    words = evidence.words
    for before, after, start, end, times in multiples_beside(evidence):
        if start in seen:
            continue
        seen.add(start)
        finding = RULES["AR103"].finding(
            evidence.document,
            start,
            end,
            f"from {words(before)} to {words(after)} is {times:.3g} times, "
            f"which “{evidence.text[start:end]}” does not say",
            related=[
                related_part(evidence, q, name)
                for name, q in (("before", before), ("after", after))
            ],
        )
        yield as_note(finding)


def _against_percents(evidence: Evidence, seen: set[int]) -> Iterator[Finding]:
    """Yield "nearly tripled, up 376 percent": the change makes it nearly five times."""
    for one in multiples_of_percents(evidence):
        if one.start in seen or one.times.meets(band(one.factor, one.hedge)):
            continue
        change = evidence.words(one.change)
        yield RULES["AR103"].finding_at(
            evidence.document,
            one,
            f"a change of {change} makes {shown(one.times)} times, which "
            f"\u201c{evidence.text[one.start : one.end]}\u201d does not say",
            related=[related_part(evidence, one.change, "change")],
            evidence={"change": change, "times": list(one.times)},
        )


_FAR = 0.15  # "doubled from 3 to 5": the places shown leave room, and no reader would accept it


def _far(before: Quantity, after: Quantity, said: Interval) -> bool:
    """Whether the written values themselves lie far outside what a multiple may mean."""
    if before.value is None or after.value is None or not before.value:
        return False
    if Comparator.EXACT is not before.comparator or Comparator.EXACT is not after.comparator:
        return False
    times = after.value / before.value
    room = _FAR - 0.12  # the band of a plain multiple begins 0.12 below it
    return times < said.low * (1 - room) or times > said.high * (1 + room)
